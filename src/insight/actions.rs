//! What would be worth doing: groups of conversations that end worse than the others, and what users give
//! away, each with what it would be worth, every factor of that, and the way to the conversations.
//!
//! The worth of a group is the number of its conversations that did not end well beyond what would be so at
//! the rate of all others, times what a conversation of it is worth; that of a signal is its conversations
//! times a severity that is on show, times their worth. Only groups whose difference the data show are named.

use std::collections::BTreeMap;

use super::{
    Case, Cell, Definition, Figure, Findings, Head, Interval, Sheet, SheetRow, State, Unit,
    findings::segment_said, groups::filter_by,
};
use crate::{
    conversation::Outcome,
    ingest::Sentence,
    language::{Segment, Signal},
    order,
    query::Field,
    stats::{difference, wilson},
};

/// What a group goes by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GroupKind {
    /// An intent of the source, in any message of the user.
    Intent,
    /// The segment.
    Segment,
    /// The channel.
    Channel,
    /// The language that the source states.
    Language,
    /// The variant or version.
    Variant,
    /// A signal in the user's words.
    Signal,
}

/// Some conversations, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// All of them.
    n: u64,
    /// Those whose outcome is known.
    known: u64,
    /// Those that did not end well: unresolved, escalated or abandoned.
    failed: u64,
    /// What they are worth, thousandths.
    value: i64,
}

/// Groups of any pile of conversations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ActionsPartial {
    all: Tally,
    groups: BTreeMap<(GroupKind, String), Tally>,
    /// Of each intent the messages that have it, and how many of them answer what went wrong before.
    reactions: BTreeMap<String, (u64, u64)>,
}

crate::frozen! {
    Tally { n, known, failed, value }
    ActionsPartial { all, groups, reactions }
}
crate::frozen_by_place! { GroupKind }

/// Actions that are named.
const MOST_ACTIONS: usize = 20;

/// Conversations of a group at least: a person could be told from fewer.
const FEWEST: u64 = 5;

impl GroupKind {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Intent, Self::Segment, Self::Channel, Self::Language, Self::Variant, Self::Signal];

    /// The field of the filter that means a group.
    fn field(self) -> Field {
        match self {
            Self::Intent => Field::Intent,
            Self::Segment => Field::Segment,
            Self::Channel => Field::Channel,
            Self::Language => Field::Language,
            Self::Variant => Field::Variant,
            Self::Signal => Field::Signal,
        }
    }

    /// What to do about a group that ends worse than the others.
    fn advice(self) -> Sentence {
        match self {
            Self::Intent => Sentence::of("Mend what the bot does about the intent “{name}”"),
            Self::Segment => Sentence::of("Look at the conversations of the segment “{name}”"),
            Self::Channel => Sentence::of("Find out what goes wrong on the channel “{name}”"),
            Self::Language => Sentence::of("Better the answers in the language “{name}”"),
            Self::Variant => Sentence::of("Go back from the version “{name}”, or mend it"),
            Self::Signal => Sentence::default(),
        }
    }
}

/// How severe a signal is, in hundredths of a lost conversation, and what to do about it. A judgement that is
/// on show, not a measurement.
fn of_signal(signal: Signal) -> Option<(u64, Sentence)> {
    Some(match signal {
        Signal::Cancellation => (100, Sentence::of("Call those who cancel, and ask why")),
        Signal::ChurnRisk => (80, Sentence::of("Call those who speak of leaving, before they do")),
        Signal::BugReport => (60, Sentence::of("Mend what users report as broken")),
        Signal::PriceObjection => (50, Sentence::of("Answer what is said against the price")),
        Signal::Competitor => (50, Sentence::of("Read what is said about competitors")),
        Signal::Workaround => (50, Sentence::of("Spare users the detours that they found themselves")),
        Signal::Discoverability => (40, Sentence::of("Make what is asked for and exists easier to find")),
        Signal::FeatureRequest => (40, Sentence::of("Weigh what users wish for")),
        Signal::Expansion => (60, Sentence::of("Offer more to those who ask for more")),
        Signal::Lead => (60, Sentence::of("Answer those who left an address")),
        Signal::RepeatContact => (60, Sentence::of("Settle at the first time what users come back for")),
        Signal::Misunderstood => (50, Sentence::of("Read where users say that they were misunderstood")),
        Signal::EscalationThreat => (90, Sentence::of("Answer those who threaten to complain elsewhere")),
        Signal::Praise => return None,
    })
}

impl Tally {
    fn count(&mut self, outcome: Outcome, value: i64) {
        self.n += 1;
        self.known += u64::from(outcome != Outcome::Unknown);
        self.failed += u64::from(is_failure(outcome));
        self.value += value;
    }

    fn merge(&mut self, other: &Self) {
        self.n += other.n;
        self.known += other.known;
        self.failed += other.failed;
        self.value += other.value;
    }

    /// What a conversation is worth on average.
    fn worth(&self) -> f64 {
        if self.n == 0 { 0.0 } else { self.value as f64 / 1e3 / self.n as f64 }
    }
}

fn is_failure(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::Unresolved | Outcome::Escalated | Outcome::Abandoned)
}

impl ActionsPartial {
    /// What it counts, in words.
    pub const DEFINITIONS: &'static [Definition] = DEFINITIONS;

    /// Takes in one conversation: the groups that it is in, each once, and what it is worth, thousandths.
    pub fn observe<'n>(
        &mut self,
        case: &Case<'_>,
        groups: impl Iterator<Item = (GroupKind, &'n str)>,
        value: i64,
    ) {
        if !case.digest.engaged() {
            return;
        }
        self.all.count(case.outcome, value);
        let signals = case.voice.signals.iter().map(|signal| (GroupKind::Signal, signal.name()));
        let segment = case.voice.segment.map(|segment| (GroupKind::Segment, segment.name()));
        for (kind, name) in groups.filter(|(_, name)| !name.is_empty()).chain(segment).chain(signals) {
            self.groups.entry((kind, name.to_owned())).or_default().count(case.outcome, value);
        }
    }

    /// Takes in a message that has an intent: whether it answers what went wrong before it (a wish for a person, a
    /// no to the bot's question), or is the bot's own. An intent that mostly does is no matter to mend.
    pub fn observe_intent(&mut self, name: &str, is_reaction: bool) {
        if !self.reactions.contains_key(name) {
            self.reactions.insert(name.to_owned(), (0, 0));
        }
        if let Some((said, reactions)) = self.reactions.get_mut(name) {
            *said += 1;
            *reactions += u64::from(is_reaction);
        }
    }

    /// Takes in what another has observed.
    pub fn merge(&mut self, other: Self) {
        self.all.merge(&other.all);
        for (key, tally) in other.groups {
            self.groups.entry(key).or_default().merge(&tally);
        }
        for (name, (said, reactions)) in other.reactions {
            let mine = self.reactions.entry(name).or_default();
            *mine = (mine.0 + said, mine.1 + reactions);
        }
    }

    /// What would be worth doing, the worthiest first.
    pub fn finish(&self) -> Findings {
        let rows = self.groups.iter().filter_map(|((kind, name), tally)| match kind {
            GroupKind::Signal => self.of_signal(name, tally),
            GroupKind::Intent if self.is_reaction(name) => None,
            kind => self.of_group(*kind, name, tally),
        });
        let mut rows: Vec<(f64, SheetRow)> = rows.collect();
        order::sort_by(&mut rows, |one, two| two.0.total_cmp(&one.0));
        rows.truncate(MOST_ACTIONS);
        let columns = vec![
            Head::words("What to do"),
            Head::figures("Conversations", Unit::Count),
            Head::figures("Not ended well, or severity", Unit::Share),
            Head::figures("Worth of a conversation", Unit::Number),
            Head::figures("Worth of it all", Unit::Number),
        ];
        let sheet = Sheet {
            name: "recommended_actions".into(),
            columns,
            rows: rows.into_iter().map(|(_, row)| row).collect(),
            none: Sentence::of(
                "No group of conversations ends worse than the others as far as the data show, and no signal was heard",
            ),
        };
        Findings { sheets: vec![sheet], ..Findings::default() }
    }

    fn is_reaction(&self, intent: &str) -> bool {
        self.reactions.get(intent).is_some_and(|(said, reactions)| reactions * 2 > *said)
    }

    /// A group that ends worse than all others together.
    fn of_group(&self, kind: GroupKind, name: &str, tally: &Tally) -> Option<(f64, SheetRow)> {
        let (known, failed) = (tally.known, tally.failed);
        let (others, failed_others) = (self.all.known - known, self.all.failed - failed);
        if known < FEWEST || others < FEWEST {
            return None;
        }
        let share = |n: u64, of: u64| n as f64 / of as f64;
        let (here, there) = (share(failed, known), share(failed_others, others));
        let range =
            difference((here, &wilson(failed, known)?), (there, &wilson(failed_others, others)?), "newcombe");
        if range.low <= 0.0 {
            return None;
        }
        let all = known as f64 * tally.worth();
        let advice = kind.advice();
        let said = match Segment::of_name(name).filter(|_| kind == GroupKind::Segment) {
            Some(segment) => advice.words("name", [segment_said(segment)]),
            None => advice.plain("name", name),
        };
        let scope = format!("is:engaged -outcome:unknown {}", filter_by(kind.field(), name));
        let failure = rate("failure", failed, known);
        let worth = worth((here - there) * all, (range.low * all, range.high * all), failed, "newcombe");
        Some(row(said, tally, failure, worth, &scope, "outcome:unresolved,escalated,abandoned"))
    }

    /// A signal, by its severity.
    fn of_signal(&self, name: &str, tally: &Tally) -> Option<(f64, SheetRow)> {
        let signal = Signal::of_name(name)?;
        let (severity, advice) = of_signal(signal)?;
        if tally.n < FEWEST {
            return None;
        }
        let range = wilson(tally.n, self.all.n)?;
        let each = severity as f64 / 100.0 * tally.worth();
        let all = self.all.n as f64 * each;
        let severity = Figure { interval: None, ..rate("severity", severity, 100) };
        let severity = Figure { of: None, ..severity };
        let worth = worth(tally.n as f64 * each, (range.low * all, range.high * all), tally.n, "wilson");
        let case = format!("signal:{name}");
        Some(row(advice, tally, severity, worth, "is:engaged", &case))
    }
}

fn row(
    said: Sentence,
    tally: &Tally,
    factor: Figure,
    worth: Figure,
    scope: &str,
    case: &str,
) -> (f64, SheetRow) {
    let count = Figure {
        name: "conversations".into(),
        unit: Unit::Count,
        value: Some(tally.n as f64),
        ..number(tally.n)
    };
    let each = Figure { name: "value".into(), value: Some(tally.worth()), ..number(tally.n) };
    let rank = worth.value.unwrap_or_default();
    let cells = vec![Cell::Words(said), count.into(), factor.into(), each.into(), worth.into()];
    (rank, SheetRow { cells, filter: format!("{scope} {case}"), of: scope.to_owned() })
}

fn number(n: u64) -> Figure {
    Figure {
        name: String::new(),
        unit: Unit::Number,
        value: None,
        n,
        of: None,
        interval: None,
        state: State::Ok,
        reason: None,
    }
}

fn rate(name: &str, n: u64, of: u64) -> Figure {
    Figure {
        name: name.into(),
        unit: Unit::Share,
        value: Some(n as f64 / of as f64),
        of: Some(of),
        interval: wilson(n, of),
        ..number(n)
    }
}

fn worth(value: f64, (low, high): (f64, f64), n: u64, method: &str) -> Figure {
    let interval = Interval { low, high, level: 0.95, method: method.into() };
    Figure { name: "worth".into(), value: Some(value), interval: Some(interval), ..number(n) }
}

const DEFINITIONS: &[Definition] = &[Definition {
    name: "recommended_actions",
    title: "Recommended actions",
    formula: "Groups of conversations (by the source's intent, segment, channel, language, version) that do not end \
              well more often than all others, and signals. Worth of a group: its conversations with a known \
              outcome × (its share that did not end well − that of all others) × the worth of a conversation. Worth \
              of a signal: its conversations × its severity × their worth. Severities are a judgement: \
              cancellation 1, threat to complain 0.9, churn risk 0.8, bug report, repeat contact, expansion and lead \
              0.6, price objection, competitor, workaround and misunderstood 0.5, discoverability and feature request \
              0.4. A conversation is worth what the chosen column \
              says, else 1. Each group is judged by itself at 95 %: of forty that are like all others, one stands here \
              by chance.",
    numerator: "conversations that are unresolved, escalated or abandoned",
    denominator: "engaged conversations with a known outcome",
    excluded: "groups of fewer than 5 conversations, those whose difference the data do not show, and intents that mostly \
               answer what went wrong before (a wish for a person, a no)",
    when_empty: "no rows",
    evidence: "",
}];
