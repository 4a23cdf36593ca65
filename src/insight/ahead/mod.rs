//! What is to be feared: after each message of a running conversation that it will be passed to a person or given up;
//! and of users what a column of the source says of them, for example that they left.
//!
//! Both are counts of cases with the same features, from which a model is fitted when all of them are there
//! ([`crate::stats::Logistic`]); what it is worth is measured on cases that it was not fitted to.

mod definitions;
mod early;
mod link;

use std::collections::BTreeMap;

use super::{Case, Definition, Findings};
use crate::{
    conversation::{Outcome, Role},
    language::{Marks, Segment, SentimentClass, Signal},
};

/// What may become of a running conversation: a person is reached, or it is given up.
const ENDS: usize = 2;

/// Of messages with the same features: how many, and how many are of conversations with each end.
pub(super) type Ends = [u64; ENDS + 1];

/// Of so many conversations one is held back to measure what a warning is worth.
const HELD_BACK: u32 = 3;

/// The bit that says that the column holds of a user; below it stand their features.
const HOLDS: u32 = 1 << 31;

/// The bit that says that the column says nothing of them.
const UNSAID: u32 = 1 << 30;

/// What any pile of conversations contributes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AheadPartial {
    /// The column, and what it says of those of whom it holds.
    column: String,
    value: String,
    /// Messages by their features: of conversations to learn from, and of those held back.
    messages: BTreeMap<u32, (Ends, Ends)>,
    /// Users by their number: all features that any of their conversations has.
    users: BTreeMap<u32, u32>,
}

crate::frozen! { AheadPartial { column, value, messages, users } }

impl AheadPartial {
    /// What it counts, in words.
    pub const DEFINITIONS: &'static [Definition] = definitions::DEFINITIONS;

    /// Of nothing yet; by a column of the source and the value of those of whom it holds.
    pub fn new(column: &str, value: &str) -> Self {
        Self { column: column.to_owned(), value: value.to_owned(), ..Self::default() }
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
                Some(said) if said.eq_ignore_ascii_case(&self.value) => HOLDS | UNSAID,
                Some(_) => UNSAID,
            };
            *self.users.entry(user).or_default() |= features(case) | holds;
        }
    }

    /// What is known after each message of the user, until a person is asked for or reached: from there on a warning
    /// comes too late.
    fn observe_messages(&mut self, case: &Case<'_>, number: u32) {
        let reached = case.digest.reached_agent(case.view.handoff);
        let ends = [1, u64::from(reached), u64::from(case.outcome == Outcome::Abandoned)];
        let mut so_far = early::SoFar::default();
        for said in case.view.utterances {
            match said.role {
                Role::User if said.marks.has(Marks::ASKS_HUMAN) => break,
                Role::User => {
                    let mood = said.heard.sentiment().map(SentimentClass::of);
                    so_far.hear(said.marks, mood == Some(SentimentClass::Negative));
                    let (learn, held) = self.messages.entry(so_far.features()).or_default();
                    // Neighbours in the source are alike: the fold goes by a scrambled number.
                    let is_held = number.wrapping_mul(0x9E37_79B1) >> 8;
                    let counts = if is_held.is_multiple_of(HELD_BACK) { held } else { learn };
                    counts.iter_mut().zip(ends).for_each(|(count, more)| *count += more);
                }
                Role::Bot if said.marks.has(Marks::HANDOFF) => break,
                Role::Bot => so_far.answered(said.marks.has(Marks::FALLBACK)),
                Role::Agent => break,
                Role::System => {}
            }
        }
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
    }

    /// What all of it says.
    pub fn finish(&self) -> Findings {
        let mut findings = Findings::default();
        early::put(&self.messages, &mut findings);
        link::put(&self.column, &self.value, &self.users, &mut findings);
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
