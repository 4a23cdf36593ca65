//! Who is at risk: conversations of which nothing says how they ended, by the early warning after their latest message;
//! users of whom a column of the source does not hold (yet), by what is foretold of them. Each with its reasons.
//!
//! What is learned is known when all shards have said what there is to learn from; then they are asked once more.

use std::collections::BTreeMap;

use super::{EarlyWarning, End, Reason, SoFar, link};
use crate::{
    conversation::{Outcome, Role},
    corpus::Corpus,
    ingest::Sentence,
    insight::{Case, Cell, Figure, Findings, Head, Sheet, SheetRow, State, Unit, groups::quoted},
    order::sort_by,
};

/// Conversations that are listed.
const LISTED: usize = 50;

/// Parts of a chance, which partials hold in whole numbers.
const PARTS: f64 = 1e12;

/// A user at risk.
#[derive(Clone, Debug, PartialEq)]
pub struct AtRisk {
    /// Their number among all.
    pub user: u32,
    /// How likely it is.
    pub chance: f64,
    /// What makes it likelier, and by how much it multiplies the odds.
    pub reasons: Vec<(u32, f64)>,
}

/// What was learned, and whom to list by it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AheadAsked {
    /// The early warning.
    pub(super) warning: EarlyWarning,
    /// Users at risk, the likeliest first.
    pub(super) users: Vec<AtRisk>,
}

impl AheadAsked {
    /// Whether nobody is to be listed.
    pub(super) fn is_empty(&self) -> bool {
        self.warning.is_empty() && self.users.is_empty()
    }
}

/// What is at hand of a conversation beside its case.
#[derive(Clone, Copy, Debug)]
pub struct AtHand<'a> {
    /// Where its words are.
    pub corpus: &'a Corpus,
    /// Its number among all.
    pub conversation: u32,
}

/// A conversation that is listed, or a user's latest one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Spot {
    /// How likely the likelier end is, in parts.
    chance: u64,
    began: i64,
    conversation: u32,
    /// What is known of it, a bit each.
    known: u32,
    /// The latest message of its user.
    line: u32,
    said: String,
    /// What the conversation is called, or its user, masked.
    name: String,
}

/// Who is listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// Whether it was asked for.
    pub is_asked: bool,
    running: Vec<Spot>,
    /// Of each user at risk the latest conversation.
    users: BTreeMap<u32, Spot>,
}

crate::frozen! {
    AtRisk { user, chance, reasons }
    AheadAsked { warning, users }
    Spot { chance, began, conversation, known, line, said, name }
    Listed { is_asked, running, users }
}

impl Spot {
    /// The likeliest first, of equals the latest.
    fn rank(&self) -> impl Ord + use<> {
        (std::cmp::Reverse((self.chance, self.began)), self.conversation)
    }

    /// The latest last.
    fn time(&self) -> (i64, u32) {
        (self.began, self.conversation)
    }
}

impl Listed {
    /// Takes in a conversation.
    pub fn observe(&mut self, asked: &AheadAsked, case: &Case<'_>, at_hand: &AtHand<'_>) {
        let view = case.view;
        let Some(at) = view.utterances.iter().rposition(|said| said.role == Role::User) else { return };
        let row = view.utterances[at].row;
        let card = at_hand.corpus.card(view.idx);
        let spot = |known: u32, name: &str| Spot {
            chance: (asked.warning.greatest(known) * PARTS) as u64,
            began: case.digest.opened.map_or(i64::MIN, |at| at.0),
            conversation: at_hand.conversation,
            known,
            line: at as u32,
            said: String::new(),
            name: name.to_owned(),
        };
        let words = || quoted(&at_hand.corpus.text(row));
        let mut so_far = SoFar::default();
        for said in view.utterances {
            so_far.hear(said);
        }
        let is_open = case.outcome == Outcome::Unknown && !case.digest.reached_agent(view.handoff);
        if let Some(known) = so_far.known().filter(|_| is_open && !asked.warning.is_empty()) {
            let mut own = spot(known, card.id);
            let is_among = self.running.len() < LISTED
                || self.running.last().is_some_and(|last| own.rank() < last.rank());
            if is_among {
                own.said = words();
                self.running.push(own);
                self.cut();
            }
        }
        if let Some(user) = view.user.filter(|user| asked.users.iter().any(|risk| risk.user == *user)) {
            let mut own = spot(0, card.user.unwrap_or_default());
            if self.users.get(&user).is_none_or(|known| known.time() < own.time()) {
                own.said = words();
                self.users.insert(user, own);
            }
        }
    }

    fn cut(&mut self) {
        sort_by(&mut self.running, |one, two| one.rank().cmp(&two.rank()));
        self.running.truncate(LISTED);
    }

    /// Takes in whom another lists.
    pub fn merge(&mut self, other: Self) {
        self.is_asked |= other.is_asked;
        self.running.extend(other.running);
        self.cut();
        for (user, theirs) in other.users {
            if self.users.get(&user).is_none_or(|known| known.time() < theirs.time()) {
                self.users.insert(user, theirs);
            }
        }
    }

    /// Puts the tables.
    pub fn put(&self, column: &str, asked: &AheadAsked, findings: &mut Findings) {
        let rows = self.running.iter().map(|spot| running(spot, &asked.warning)).collect::<Vec<_>>();
        let none = if asked.warning.is_empty() {
            Sentence::of("Too few conversations end so to learn it and to measure it on others")
        } else {
            Sentence::of("Of every conversation something says how it ended")
        };
        findings.sheets.push(Sheet {
            name: "early_risks".to_owned(),
            columns: vec![
                Head::words("In their words"),
                Head::words("Conversation"),
                Head::figures("Risk of a person", Unit::Share),
                Head::figures("Risk of giving up", Unit::Share),
                Head::words("Because"),
            ],
            none: if rows.is_empty() { none } else { Sentence::default() },
            rows,
        });
        let user = |risk: &AtRisk| {
            let spot = self.users.get(&risk.user)?;
            let reasons = risk.reasons.iter().map(|(at, times)| (link::feature(*at as usize).0, *times));
            let cells = vec![
                Cell::Text(spot.name.clone()),
                share("outcome_risks", risk.chance),
                because(reasons),
                said(spot),
            ];
            Some(SheetRow { cells, ..SheetRow::default() })
        };
        let rows = asked.users.iter().filter_map(user).collect::<Vec<_>>();
        findings.sheets.push(Sheet {
            name: "outcome_risks".to_owned(),
            columns: vec![
                Head::words("Customer"),
                Head::figures("Risk", Unit::Share),
                Head::words("Because"),
                Head::words("In their words"),
            ],
            none: if rows.is_empty() { link::nothing_of(column) } else { Sentence::default() },
            rows,
        });
    }
}

fn running(spot: &Spot, warning: &EarlyWarning) -> SheetRow {
    let risks = warning.of_known(spot.known);
    let of = |end: End| risks.iter().find(|risk| risk.end == end);
    let chance = |end: End| of(end).map_or(Cell::Nothing, |risk| share("early_risks", risk.chance));
    // Of the likelier end: the other one's are mostly the same.
    let likelier = risks.iter().max_by(|one, two| one.chance.total_cmp(&two.chance));
    let reasons = likelier.into_iter().flat_map(|risk| &risk.reasons);
    let cells = vec![
        said(spot),
        Cell::Text(spot.name.clone()),
        chance(End::Person),
        chance(End::GivenUp),
        because(reasons.map(|Reason { said, times }| (said.clone(), *times))),
    ];
    SheetRow { cells, ..SheetRow::default() }
}

fn said(spot: &Spot) -> Cell {
    Cell::Said { text: spot.said.clone(), conversation: spot.conversation, line: spot.line }
}

fn because(reasons: impl Iterator<Item = (Sentence, f64)>) -> Cell {
    let reason = |(what, times): (Sentence, f64)| {
        Sentence::of("{what} (odds × {times})").words("what", [what]).plain("times", format!("{times:.1}"))
    };
    let reasons: Vec<Sentence> = reasons.map(reason).collect();
    if reasons.is_empty() {
        Cell::Nothing
    } else {
        Cell::Words(Sentence::of("{parts}").words("parts", reasons))
    }
}

/// A chance, which is foretold and not counted.
fn share(name: &str, chance: f64) -> Cell {
    Figure {
        name: name.to_owned(),
        unit: Unit::Share,
        value: Some(chance),
        n: 0,
        of: None,
        interval: None,
        state: State::Ok,
        reason: None,
    }
    .into()
}
