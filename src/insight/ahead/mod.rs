//! What is to be feared: after each message of a running conversation that it will be passed to a person or given up;
//! and of users what a column of the source says of them, for example that they left.
//!
//! Both are counts of cases with the same features, from which a model is fitted when all of them are there
//! ([`crate::stats::Logistic`]); what it is worth is measured on cases that it was not fitted to.

mod definitions;
mod early;
mod link;
mod risks;
mod warning;

use std::collections::BTreeMap;

use super::{Case, Definition, Findings};
use crate::{
    conversation::Outcome,
    language::{Segment, SentimentClass, Signal},
};

pub use risks::{AheadAsked, AtHand};
pub use warning::{EarlyWarning, End, Learned, Reason, Risk, SoFar};

/// Of messages with the same features: how many, and how many are of conversations with each end.
pub(super) type Ends = [u64; End::ALL.len() + 1];

/// Of so many conversations one is held back to measure what a warning is worth.
const HELD_BACK: u32 = 3;

/// The bit that says that the column holds of a user; below it stand their features.
const HOLDS: u32 = 1 << 31;

/// The bit that says that the column says something of them.
const SAID: u32 = 1 << 30;

/// What any pile of conversations contributes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AheadPartial {
    /// The column, and what it may say of those of whom it holds.
    column: String,
    values: Vec<String>,
    /// Messages by their features: of conversations to learn from, and of those held back.
    messages: BTreeMap<u32, (Ends, Ends)>,
    /// Users by their number: all features that any of their conversations has.
    users: BTreeMap<u32, u32>,
    /// Who is at risk; found when all of that is known.
    listed: risks::Listed,
}

crate::frozen! { AheadPartial { column, values, messages, users, listed } }

impl AheadPartial {
    /// What it counts, in words.
    pub const DEFINITIONS: &'static [Definition] = definitions::DEFINITIONS;

    /// Of nothing yet; by a column of the source and the values of those of whom it holds.
    pub fn new(column: &str, values: &[String]) -> Self {
        Self { column: column.to_owned(), values: values.to_vec(), ..Self::default() }
    }

    /// The column that it goes by; empty where there is none.
    pub fn column(&self) -> &str {
        &self.column
    }

    /// Takes in one conversation: its number among all, and what the column says of it.
    pub fn observe(&mut self, case: &Case<'_>, number: u32, said: Option<&str>) {
        if !case.digest.engaged() {
            return;
        }
        self.observe_messages(case, number);
        if let Some(user) = case.view.user.filter(|_| !self.column.is_empty()) {
            let said = said.filter(|said| !said.is_empty());
            let holds = match said {
                None => 0,
                Some(said) if self.values.iter().any(|value| said.eq_ignore_ascii_case(value)) => {
                    HOLDS | SAID
                }
                Some(_) => SAID,
            };
            *self.users.entry(user).or_default() |= features(case) | holds;
        }
    }

    /// What is known after each message of the user, until a person is asked for or reached: from there on a warning
    /// comes too late.
    fn observe_messages(&mut self, case: &Case<'_>, number: u32) {
        let reached = case.digest.reached_agent(case.view.handoff);
        let ends = [1, u64::from(reached), u64::from(case.outcome == Outcome::Abandoned)];
        let mut so_far = SoFar::default();
        for said in case.view.utterances {
            let Some(known) = so_far.hear(said) else { continue };
            let (learn, held) = self.messages.entry(known).or_default();
            // Neighbours in the source are alike: the fold goes by a scrambled number.
            let is_held = number.wrapping_mul(0x9E37_79B1) >> 8;
            let counts = if is_held.is_multiple_of(HELD_BACK) { held } else { learn };
            counts.iter_mut().zip(ends).for_each(|(count, more)| *count += more);
        }
    }

    /// Lists the conversation, if it may come to an end that nobody has seen, and its user, if they are at risk.
    pub fn list(&mut self, asked: &AheadAsked, case: &Case<'_>, at_hand: &AtHand<'_>) {
        if case.digest.engaged() {
            self.listed.observe(asked, case, at_hand);
        }
    }

    /// What is learned of running conversations.
    pub fn warning(&self) -> EarlyWarning {
        EarlyWarning::fit(&self.messages)
    }

    /// Whom to list, once all that is learned from is there; nothing where that was asked, and where nobody is at risk.
    pub fn asked(&self) -> Option<AheadAsked> {
        let asked = AheadAsked { warning: self.warning(), users: link::at_risk(&self.users) };
        Some(asked).filter(|asked| !self.listed.is_asked && !asked.is_empty())
    }

    /// A part that lists.
    #[must_use]
    pub fn listing(mut self) -> Self {
        self.listed.is_asked = true;
        self
    }

    /// Takes in what another has observed.
    pub fn merge(&mut self, other: Self) {
        for (features, (learn, held)) in other.messages {
            let mine = self.messages.entry(features).or_default();
            mine.0.iter_mut().zip(learn).for_each(|(mine, other)| *mine += other);
            mine.1.iter_mut().zip(held).for_each(|(mine, other)| *mine += other);
        }
        for (user, features) in other.users {
            *self.users.entry(user).or_default() |= features;
        }
        self.listed.merge(other.listed);
    }

    /// What all of it says; `asked` is whom it listed.
    pub fn finish(&self, asked: &AheadAsked) -> Findings {
        let mut findings = Findings::default();
        early::put(&self.warning(), &mut findings);
        link::put(&self.column, &self.values, &self.users, &mut findings);
        self.listed.put(&self.column, asked, &mut findings);
        findings
    }
}

/// What a user is known by, a bit each: segments, then signals, then how it went.
fn features(case: &Case<'_>) -> u32 {
    let segment = case.voice.segment.map_or(0, |segment| 1 << segment as u32);
    let signals: u32 =
        case.voice.signals.iter().map(|signal| 1 << (Segment::ALL.len() + signal as usize)).sum();
    let first = Segment::ALL.len() + Signal::ALL.len();
    let went = [
        case.digest.fallbacks > 0,
        case.digest.reached_agent(case.view.handoff),
        case.outcome == Outcome::Abandoned,
        case.voice.last.map(SentimentClass::of) == Some(SentimentClass::Negative),
    ];
    let went: u32 = went.iter().zip(first..).map(|(is, at)| u32::from(*is) << at).sum();
    segment | signals | went
}
