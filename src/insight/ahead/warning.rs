//! Warnings in a running conversation: what is known after a message of the user, what it says of the end, and why.
//!
//! What is learned is a value of its own, small and the same wherever it is taken: the tables tell of it, and it scores a
//! conversation that is still going on, message by message, as it scored those that it was measured on.

use std::collections::BTreeMap;

use super::Ends;
use crate::{
    conversation::Role,
    corpus::UtteranceView,
    ingest::Sentence,
    language::{Marks, SentimentClass},
    stats::{Alike, Logistic, told_apart},
};

/// Messages of conversations with an end that are needed to learn it, and to measure it.
const FEWEST: [u64; 2] = [50, 25];

/// Reasons of a risk at most.
const REASONS: usize = 3;

/// What multiplies the odds by less is no reason.
pub(super) const LEAST_TIMES: f64 = 1.1;

/// What is known so far, in words; each stands at the place of its bit.
pub(super) const FEATURES: [Sentence; 10] = [
    Sentence::of("a second message"),
    Sentence::of("a third message"),
    Sentence::of("a fourth message"),
    Sentence::of("the bot did not understand once"),
    Sentence::of("the bot did not understand twice"),
    Sentence::of("a negative message"),
    Sentence::of("a second negative message"),
    Sentence::of("something said once more in other words"),
    Sentence::of("a no to whether it helped"),
    Sentence::of("the latest message is negative"),
];

/// Features that say more and more of one thing: where a later one holds so do those before it, and they are one reason.
const ALIKE: [(usize, usize); 6] = [(0, 3), (3, 5), (5, 7), (7, 8), (8, 9), (9, 10)];

/// What a running conversation can come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// A person is reached.
    Person,
    /// The user gives up.
    GivenUp,
}

impl End {
    /// Both, in their order.
    pub const ALL: [Self; 2] = [Self::Person, Self::GivenUp];

    /// It in words.
    pub const fn said(self) -> Sentence {
        match self {
            Self::Person => Sentence::of("Passed to a person"),
            Self::GivenUp => Sentence::of("Abandoned"),
        }
    }

    /// The filter of the conversations that end so.
    pub const fn filter(self) -> &'static str {
        match self {
            Self::Person => "is:handoff",
            Self::GivenUp => "outcome:abandoned",
        }
    }
}

/// A conversation as far as it has come. It is told every message, in their order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SoFar {
    messages: u32,
    fallbacks: u32,
    negative: u32,
    rephrased: bool,
    denied: bool,
    latest_is_negative: bool,
    stage: Stage,
}

/// Whether a warning can come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Stage {
    /// The user has said nothing yet.
    #[default]
    Silent,
    /// This was known at the latest message of the user.
    Known(u32),
    /// A person was asked for or reached: it comes too late.
    Late,
}

impl SoFar {
    /// A message. What is known now, a bit each in the order of the features, if it is the user's and a warning after it
    /// would not come too late.
    pub fn hear(&mut self, said: &UtteranceView) -> Option<u32> {
        let marks = said.marks;
        let is_late = match said.role {
            Role::User => marks.has(Marks::ASKS_HUMAN),
            Role::Bot => marks.has(Marks::HANDOFF),
            Role::Agent => true,
            Role::System => false,
        };
        if is_late || self.stage == Stage::Late {
            self.stage = Stage::Late;
            return None;
        }
        if said.role != Role::User {
            self.fallbacks += u32::from(said.role == Role::Bot && marks.has(Marks::FALLBACK));
            return None;
        }
        let is_negative = said.heard.sentiment().map(SentimentClass::of) == Some(SentimentClass::Negative);
        self.messages += 1;
        self.negative += u32::from(is_negative);
        self.latest_is_negative = is_negative;
        self.rephrased |= marks.has(Marks::REPHRASE);
        self.denied |= marks.has(Marks::DENIES);
        self.stage = Stage::Known(self.features());
        self.known()
    }

    /// What was known at the latest message of the user; `None` before the first, and where a warning comes too late.
    pub fn known(&self) -> Option<u32> {
        if let Stage::Known(known) = self.stage { Some(known) } else { None }
    }

    fn features(&self) -> u32 {
        let known = [
            self.messages >= 2,
            self.messages >= 3,
            self.messages >= 4,
            self.fallbacks >= 1,
            self.fallbacks >= 2,
            self.negative >= 1,
            self.negative >= 2,
            self.rephrased,
            self.denied,
            self.latest_is_negative,
        ];
        known.iter().zip(0..).map(|(is, at)| u32::from(*is) << at).sum()
    }
}

/// How likely a running conversation comes to an end, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Risk {
    /// The end.
    pub end: End,
    /// How likely, 0 to 1.
    pub chance: f64,
    /// Whether that is enough to warn: where what it learned from has the best balance of right warnings and warned ends.
    pub warns: bool,
    /// What makes it likelier, the strongest first, three at most.
    pub reasons: Vec<Reason>,
}

/// What makes an end likelier.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// It in words.
    pub said: Sentence,
    /// By how much it multiplies the odds, 1.1 at least.
    pub times: f64,
}

/// What was learned of one end, and what its warnings are worth on messages that it was not learned from.
#[derive(Clone, Debug, PartialEq)]
pub struct Learned {
    pub(super) model: Logistic,
    /// From which chance on it warns.
    line: f64,
    /// Messages that it warns after: how many, and how many of them end so.
    pub(super) warned: (u64, u64),
    /// All messages that were held back: how many, and how many of them end so.
    pub(super) all: (u64, u64),
    /// How well messages of both kinds are told apart.
    pub(super) apart: Option<f64>,
}

impl Learned {
    /// Of the warnings, how many were right; of how many.
    pub fn right(&self) -> (u64, u64) {
        (self.warned.1, self.warned.0)
    }

    /// Of the messages whose conversations end so, how many were warned after; of how many.
    pub fn found(&self) -> (u64, u64) {
        (self.warned.1, self.all.1)
    }
}

/// The early warning, learned. Scoring takes no data but the conversation at hand.
///
/// ```
/// use undertone::insight::{EarlyWarning, SoFar};
/// // Nothing is learned of no data, and then nothing is said.
/// let warning = EarlyWarning::default();
/// assert!(warning.is_empty() && warning.risks(&SoFar::default()).is_empty());
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EarlyWarning {
    /// By the places of [`End::ALL`]; `None` of one of which there were too few.
    ends: Vec<Option<Learned>>,
}

crate::frozen! {
    Learned { model, line, warned, all, apart }
    EarlyWarning { ends }
}

impl EarlyWarning {
    /// Learned from messages with the same features: of conversations to learn from, and of those held back.
    pub(super) fn fit(messages: &BTreeMap<u32, (Ends, Ends)>) -> Self {
        Self { ends: (0..End::ALL.len()).map(|end| learned(messages, end)).collect() }
    }

    /// Whether too few conversations ended either way to learn anything.
    pub fn is_empty(&self) -> bool {
        self.ends.iter().all(Option::is_none)
    }

    /// What was learned of an end.
    pub fn of(&self, end: End) -> Option<&Learned> {
        self.ends.get(end as usize)?.as_ref()
    }

    /// What is to be feared of a running conversation: of each end that was learned, after the latest message of its
    /// user. Nothing before there is one, and from where a person was asked for or reached.
    pub fn risks(&self, so_far: &SoFar) -> Vec<Risk> {
        so_far.known().map(|known| self.of_known(known)).unwrap_or_default()
    }

    /// The same of all that was said so far.
    pub fn score(&self, utterances: &[UtteranceView]) -> Vec<Risk> {
        let mut so_far = SoFar::default();
        for said in utterances {
            so_far.hear(said);
        }
        self.risks(&so_far)
    }

    /// The same of what is known at a message.
    pub(super) fn of_known(&self, known: u32) -> Vec<Risk> {
        let risk = |end: End| {
            let Learned { model, line, .. } = self.of(end)?;
            let chance = model.chance(known);
            Some(Risk { end, chance, warns: chance >= *line, reasons: reasons(model, known) })
        };
        End::ALL.into_iter().filter_map(risk).collect()
    }

    /// How likely the likelier end is.
    pub(super) fn greatest(&self, known: u32) -> f64 {
        let learned = self.ends.iter().flatten();
        learned.map(|learned| learned.model.chance(known)).fold(0.0, f64::max)
    }
}

/// What of the known makes it likelier, the strongest first.
fn reasons(model: &Logistic, known: u32) -> Vec<Reason> {
    let has = |at: &usize| known >> at & 1 == 1;
    let reason = |(from, to): (usize, usize)| {
        let mut held = (from..to).filter(has);
        let adds: f64 = held.clone().map(|at| model.adds[at]).sum();
        let said = FEATURES.get(held.next_back()?)?.clone();
        let times = libm::exp(adds);
        (times >= LEAST_TIMES).then_some(Reason { said, times })
    };
    let mut reasons: Vec<Reason> = ALIKE.into_iter().filter_map(reason).collect();
    crate::order::sort_by(&mut reasons, |one, two| two.times.total_cmp(&one.times));
    reasons.truncate(REASONS);
    reasons
}

/// Learns to warn of an end; `None` of too few.
fn learned(messages: &BTreeMap<u32, (Ends, Ends)>, end: usize) -> Option<Learned> {
    let alike = |features: u32, ends: &Ends| Alike { features, of: ends[0], hits: ends[end + 1] };
    let learn: Vec<Alike> = messages.iter().map(|(features, (learn, _))| alike(*features, learn)).collect();
    let held: Vec<Alike> = messages.iter().map(|(features, (_, held))| alike(*features, held)).collect();
    let hits = |cases: &[Alike]| cases.iter().map(|case| case.hits).sum::<u64>();
    if hits(&learn) < FEWEST[0] || hits(&held) < FEWEST[1] {
        return None;
    }
    let model = Logistic::fit(&learn, FEATURES.len())?;
    let line = line(&model, &learn);
    let sum = |cases: &mut dyn Iterator<Item = &Alike>| {
        cases.fold((0, 0), |sum, case| (sum.0 + case.of, sum.1 + case.hits))
    };
    let warned = sum(&mut held.iter().filter(|case| model.chance(case.features) >= line));
    let thought: Vec<_> = held.iter().map(|case| (model.chance(case.features), case.of, case.hits)).collect();
    let all = sum(&mut held.iter());
    Some(Learned { model, line, warned, all, apart: told_apart(&thought) })
}

/// From which chance on it warns: where what it is learned from has the best balance of warnings that are right and
/// ends that are warned of (the harmonic mean of both).
fn line(model: &Logistic, learn: &[Alike]) -> f64 {
    let mut sorted: Vec<(f64, u64, u64)> =
        learn.iter().map(|case| (model.chance(case.features), case.of, case.hits)).collect();
    crate::order::sort_by(&mut sorted, |one, two| two.0.total_cmp(&one.0));
    let all: u64 = sorted.iter().map(|(_, _, hits)| hits).sum();
    let (mut of, mut hits, mut best, mut line) = (0, 0, 0.0, 1.0);
    for (chance, more, holds) in sorted {
        of += more;
        hits += holds;
        let balance = 2.0 * hits as f64 / (of + all).max(1) as f64;
        if balance > best {
            (best, line) = (balance, chance);
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        binary::Frozen,
        conversation::{Clock, Outcome, Zone},
        corpus::{Again, ConversationView},
        insight::{AheadPartial, Case, ReadOff, Stretches, ahead::HELD_BACK},
        language::Heard,
    };

    fn said(role: Role, marks: Marks, mood: i8) -> UtteranceView {
        let heard = if role == Role::User { Heard::default().with_sentiment(mood) } else { Heard::default() };
        UtteranceView { role, at: None, marks, heard, taught: 0, row: 0 }
    }

    /// A conversation that mostly reaches a person if the bot fails in it.
    fn talk(number: u32) -> Vec<UtteranceView> {
        let mut talk = Vec::new();
        let mut failed = false;
        for turn in 0..=number % 5 {
            let mood = if (number + turn).is_multiple_of(3) { -60 } else { 10 };
            let marks = if number % 7 == turn { Marks::REPHRASE } else { Marks::default() };
            talk.push(said(Role::User, marks, mood));
            let fails = (number / 3 + turn).is_multiple_of(4);
            failed |= fails;
            talk.push(said(Role::Bot, if fails { Marks::FALLBACK } else { Marks::default() }, 0));
        }
        match (failed, number % 10) {
            (true, 0..7) => talk.push(said(Role::Agent, Marks::default(), 0)),
            (false, 0) => talk.push(said(Role::User, Marks::ASKS_HUMAN, -60)),
            _ => {}
        }
        talk
    }

    fn view(utterances: &[UtteranceView]) -> ConversationView<'_> {
        ConversationView {
            idx: 0,
            returning: false,
            user: None,
            channel: None,
            rating: None,
            stated: None,
            handoff: None,
            utterances,
        }
    }

    fn read(utterances: &[UtteranceView]) -> ReadOff {
        ReadOff::of(&view(utterances), &mut Clock::new(Zone::utc()), &mut Stretches::default())
    }

    #[test]
    fn a_conversation_scored_message_by_message_is_scored_as_the_study_did() {
        let mut part = AheadPartial::new("", &[]);
        let numbers = 0..3_000;
        for number in numbers.clone() {
            let utterances = talk(number);
            let (view, read) = (view(&utterances), read(&utterances));
            let again = Again::default();
            let case = Case { view: &view, read: &read, days: &[], answers: &[], moods: &[], again };
            part.observe(&case, number, None);
        }
        let warning = part.warning();
        assert_eq!(EarlyWarning::thawed(&warning.frozen()).as_ref(), Some(&warning));
        // Of each conversation that was held back, every message is scored as it comes: what is told of all warnings is
        // told of these.
        let mut counted = [[(0, 0); 2]; 2];
        for number in
            numbers.filter(|number| (number.wrapping_mul(0x9E37_79B1) >> 8).is_multiple_of(HELD_BACK))
        {
            let utterances = talk(number);
            let read = read(&utterances);
            let ends = [read.digest.reached_agent(None), read.outcome == Outcome::Abandoned];
            let mut so_far = SoFar::default();
            for (at, said) in utterances.iter().enumerate() {
                let comes = so_far.hear(said).is_some();
                let risks = warning.risks(&so_far);
                assert_eq!(risks, warning.score(&utterances[..=at]), "at once and one by one");
                for risk in risks.iter().filter(|_| comes) {
                    let holds = u64::from(ends[risk.end as usize]);
                    let [all, warned] = &mut counted[risk.end as usize];
                    *all = (all.0 + 1, all.1 + holds);
                    if risk.warns {
                        *warned = (warned.0 + 1, warned.1 + holds);
                    }
                }
            }
        }
        let mut told = 0;
        for end in End::ALL {
            let Some(learned) = warning.of(end) else { continue };
            assert_eq!(counted[end as usize], [learned.all, learned.warned], "{end:?}");
            told += learned.warned.0;
        }
        assert!(told > 100, "it warns: {told}");
    }

    #[test]
    fn reasons_are_what_holds_and_makes_it_likelier() {
        let mut messages: BTreeMap<u32, (Ends, Ends)> = BTreeMap::new();
        // A failure, and two, make it likelier; a second message makes it less so.
        for (known, of, hits) in
            [(0b0, 900, 90), (0b1, 900, 60), (0b1000, 300, 150), (0b1_1000, 300, 240), (0b1_1001, 300, 230)]
        {
            messages.insert(known, ([of, hits, 0], [of / 2, hits / 2, 0]));
        }
        let warning = EarlyWarning::fit(&messages);
        assert!(warning.of(End::GivenUp).is_none());
        let risks = warning.of_known(0b1_1001);
        let [risk] = risks.as_slice() else { panic!("{risks:?}") };
        let reasons: Vec<String> = risk.reasons.iter().map(|reason| reason.said.to_string()).collect();
        assert_eq!(reasons, ["the bot did not understand twice"], "one thing is one reason");
        assert!(risk.warns && risk.chance > 0.7 && risk.reasons[0].times > 10.0, "{risk:?}");
        assert!(!warning.of_known(0)[0].warns);
    }

    #[test]
    fn where_a_person_was_asked_for_a_warning_comes_too_late() {
        let mut so_far = SoFar::default();
        assert_eq!(so_far.known(), None);
        assert!(so_far.hear(&said(Role::User, Marks::default(), 0)).is_some());
        assert_eq!(so_far.hear(&said(Role::Bot, Marks::FALLBACK, 0)), None);
        assert!(so_far.known().is_some(), "the latest message of the user stands");
        so_far.hear(&said(Role::User, Marks::ASKS_HUMAN, 0));
        assert_eq!(so_far.known(), None);
        assert_eq!(so_far.hear(&said(Role::User, Marks::default(), 0)), None);
    }
}
