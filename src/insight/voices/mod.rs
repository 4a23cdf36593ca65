//! What users say with each signal, grouped by meaning; whom they compare with; where faults show. Which message is in
//! which group is settled among all shards; here conversations are counted by it.

mod definitions;
mod sheets;

use super::{Case, Definition, groups::quoted};
use crate::{
    conversation::{Named, Outcome},
    language::{EntityKind, SentimentClass, Signal},
    order::sort_by,
};

use definitions::sheet_of;

/// Quotes about one competitor.
const QUOTES: usize = 2;

/// Some conversations, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Tally {
    n: u64,
    /// Known outcomes, and of them unresolved and abandoned ones.
    known: u64,
    lost: u64,
    /// User messages whose mood is known, and negative ones.
    felt: u64,
    negative: u64,
    /// Conversations in which the user speaks of leaving, or leaves.
    leaving: u64,
    /// Of each user the most that one of these conversations is worth, thousandths; ascending once merged.
    users: Vec<(u32, i64)>,
    /// Conversations of nobody who is known, and what they are worth.
    unknown: u64,
    worth: i64,
}

/// Somebody else that users name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Rival {
    tally: Tally,
    /// Its name, in the least of its spellings.
    spelled: String,
    /// What is said where it is named: when, in which conversation, the words; the latest first.
    said: Vec<Quoted>,
}

/// What is said: when its conversation began, its number, its words.
type Quoted = (i64, u32, String);

/// What any pile of conversations contributes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VoicesPartial {
    /// By the name of the group.
    by: Named<Tally>,
    /// By the name of a group of faults and what is named beside it, a line apart: conversations.
    beside: Named<u64>,
    /// Conversations with a fault by what is named in them: `platform: iOS`, `version: 3.2`.
    faults: Named<Tally>,
    /// By name, folded.
    rivals: Named<Rival>,
    /// Conversations with each signal, as [`Signal::VOICED`] has them, and with a competitor.
    of: Vec<u64>,
    /// Conversations that name a competitor by no name that could be read.
    nameless: u64,
    /// Whether conversations say what they are worth.
    valued: bool,
    /// Conversations by what they name of the owner's lists: `product: Pulse 9`.
    listed: Named<Tally>,
    /// Whether there are such lists.
    has_lists: bool,
}

crate::frozen! {
    Tally { n, known, lost, felt, negative, leaving, users, unknown, worth }
    Rival { tally, spelled, said }
    VoicesPartial { by, beside, faults, rivals, of, nameless, valued, listed, has_lists }
}

/// What is known of a conversation beside its case.
#[derive(Clone, Debug, Default)]
pub struct Heard<'a> {
    /// The groups that it is in.
    pub groups: Vec<&'a str>,
    /// What its user names: its kind, what it means, and the message that names it.
    pub named: Vec<(EntityKind, String, String)>,
    /// What of that stands in the owner's lists, each once: `product: Pulse 9`.
    pub listed: Vec<String>,
    /// Its number among all.
    pub conversation: u32,
    /// What it is worth, thousandths; `None` where that is not asked or not known.
    pub worth: Option<i64>,
    /// Whether users are told apart by the source.
    pub apart: bool,
}

impl VoicesPartial {
    /// What it counts, in words.
    pub const DEFINITIONS: &'static [Definition] = definitions::DEFINITIONS;

    /// Of nothing yet; whether the owner of the data has lists of names.
    pub fn with_lists(has_lists: bool) -> Self {
        Self { has_lists, ..Self::default() }
    }

    /// Takes in one conversation.
    pub fn observe(&mut self, case: &Case<'_>, heard: &Heard<'_>) {
        let signals = case.voice.signals;
        self.of.resize(Signal::VOICED.len() + 1, 0);
        for (count, signal) in self.of.iter_mut().zip(Signal::VOICED.iter().chain(&[Signal::Competitor])) {
            *count += u64::from(signals.has(*signal));
        }
        let own = Tally::of(case, heard);
        for name in &heard.listed {
            self.listed.entry(name.clone()).or_default().take(&own);
        }
        self.valued |= heard.worth.is_some() && !signals.is_empty();
        for group in &heard.groups {
            self.by.entry((*group).to_owned()).or_default().take(&own);
        }
        let mut places: Vec<String> = heard
            .named
            .iter()
            .filter(|(kind, ..)| matches!(kind, EntityKind::Platform | EntityKind::Version))
            .map(|(kind, value, _)| format!("{}: {value}", kind.name().to_lowercase()))
            .collect();
        places.sort_unstable();
        places.dedup();
        if signals.has(Signal::BugReport) {
            for place in &places {
                self.faults.entry(place.clone()).or_default().take(&own);
                let fault = heard.groups.iter().find(|group| group.starts_with(Signal::BugReport.name()));
                if let Some(fault) = fault {
                    *self.beside.entry(format!("{fault}\n{place}")).or_default() += 1;
                }
            }
        }
        if signals.has(Signal::Competitor) {
            self.observe_rivals(case, heard, &own);
        }
    }

    fn observe_rivals(&mut self, case: &Case<'_>, heard: &Heard<'_>, own: &Tally) {
        let named = heard.named.iter().filter(|(kind, ..)| *kind == EntityKind::Competitor);
        let mut seen: Vec<String> = Vec::new();
        for (_, name, said) in named {
            let key = crate::text::lowered(name);
            let rival = self.rivals.entry(key.clone()).or_default();
            if rival.spelled.is_empty() || *name < rival.spelled {
                rival.spelled.clone_from(name);
            }
            if !seen.contains(&key) {
                rival.tally.take(own);
                let began = case.digest.opened.map_or(i64::MIN, |at| at.0);
                rival.said.push((began, heard.conversation, quoted(said)));
                rival.cut();
                seen.push(key);
            }
        }
        self.nameless += u64::from(seen.is_empty());
    }

    /// Takes in what another has observed.
    pub fn merge(&mut self, other: Self) {
        for (name, tally) in &other.by {
            self.by.entry(name.clone()).or_default().take(tally);
        }
        for (name, n) in &other.beside {
            *self.beside.entry(name.clone()).or_default() += n;
        }
        for (name, tally) in &other.faults {
            self.faults.entry(name.clone()).or_default().take(tally);
        }
        for (name, theirs) in &other.rivals {
            let mine = self.rivals.entry(name.clone()).or_default();
            mine.tally.take(&theirs.tally);
            if mine.spelled.is_empty() || theirs.spelled < mine.spelled {
                mine.spelled.clone_from(&theirs.spelled);
            }
            mine.said.extend(theirs.said.iter().cloned());
            mine.cut();
        }
        self.of.resize(Signal::VOICED.len() + 1, 0);
        self.of.iter_mut().zip(other.of).for_each(|(mine, theirs)| *mine += theirs);
        for (name, theirs) in &other.listed {
            self.listed.entry(name.clone()).or_default().take(theirs);
        }
        self.has_lists |= other.has_lists;
        self.nameless += other.nameless;
        self.valued |= other.valued;
    }
}

impl Rival {
    /// Leaves the latest quotes, no text twice.
    fn cut(&mut self) {
        sort_by(&mut self.said, |one, two| two.cmp(one));
        let mut texts: Vec<String> = Vec::new();
        self.said.retain(|(.., text)| {
            let fits = texts.len() < QUOTES && !texts.contains(text);
            texts.extend(fits.then(|| text.clone()));
            fits
        });
    }
}

impl Tally {
    fn of(case: &Case<'_>, heard: &Heard<'_>) -> Self {
        let (outcome, voice) = (case.outcome, &case.voice);
        let leaves =
            [Signal::ChurnRisk, Signal::Cancellation].iter().any(|signal| voice.signals.has(*signal));
        let worth = heard.worth.unwrap_or_default();
        let user = case.view.user.filter(|_| heard.apart);
        Self {
            n: 1,
            known: u64::from(outcome != Outcome::Unknown),
            lost: u64::from(matches!(outcome, Outcome::Unresolved | Outcome::Abandoned)),
            felt: u64::from(voice.felt),
            negative: u64::from(voice.classes[SentimentClass::Negative as usize]),
            leaving: u64::from(leaves),
            users: user.map(|user| (user, worth)).into_iter().collect(),
            unknown: u64::from(user.is_none()),
            worth: if user.is_none() { worth } else { 0 },
        }
    }

    fn take(&mut self, other: &Self) {
        self.n += other.n;
        self.known += other.known;
        self.lost += other.lost;
        self.felt += other.felt;
        self.negative += other.negative;
        self.leaving += other.leaving;
        self.unknown += other.unknown;
        self.worth += other.worth;
        for (user, worth) in &other.users {
            match self.users.binary_search_by(|(known, _)| known.cmp(user)) {
                Ok(at) => self.users[at].1 = self.users[at].1.max(*worth),
                Err(at) => self.users.insert(at, (*user, *worth)),
            }
        }
    }

    /// How many users there are; a conversation of nobody who is known counts as one.
    fn people(&self) -> u64 {
        self.users.len() as u64 + self.unknown
    }

    /// What they are worth, thousandths: of a user once.
    fn worth(&self) -> i64 {
        self.users.iter().map(|(_, worth)| worth).sum::<i64>() + self.worth
    }
}
