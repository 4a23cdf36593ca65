//! Friction: what costs users most, by what the source says that they want and by how far they are; which intents the
//! bot misses, which of its answers get a thumb, and which quick replies nobody uses.
//!
//! A conversation's intent is the source's of the first message that is more than a greeting and has one; a message's
//! is its own. Quick replies are words of the source: where the words of some conversations are not kept, theirs are
//! not counted.

use std::collections::BTreeMap;

use super::{
    Case, Cell, Definition, Figure, Findings, Head, Histogram, Note, Scale, Sheet, SheetRow, Unit, Weight,
    figure::{Base, plain},
    findings::segment_said,
};
use crate::{
    conversation::{Feedback, Outcome, Role},
    corpus::Corpus,
    ingest::Sentence,
    language::{Marks, Segment},
    query::{Field, Filter, Term, Test},
};

/// Rows of a table at most.
const MOST: usize = 50;

/// A quick reply that was offered less often is not shown by itself.
const OFTEN: u64 = 5;

/// What is counted of one intent, segment or quick reply. Which count is what differs by table.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Tally {
    n: [u64; 7],
    /// Turns of the user to the resolution.
    turns: Histogram,
}

/// The tables.
#[derive(Clone, Copy)]
enum Of {
    /// Conversations by intent: all, user messages listened to, rephrases, engaged, handed off, known outcomes, lost.
    Intent,
    /// The same by segment.
    Segment,
    /// Messages of users by intent: all with an answer of the bot, those that it did not understand.
    Missed,
    /// Messages of bots with a thumb, by the intent that they answer: all, up.
    Thumbs,
    /// Quick replies: offered, used.
    Reply,
}

/// What any pile of conversations contributes to friction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FrictionPartial {
    /// By table.
    by: [BTreeMap<String, Tally>; 5],
    /// Messages that offer quick replies, and those of which one was used.
    offers: [u64; 2],
}

crate::frozen! {
    Tally { n, turns }
    FrictionPartial { by, offers }
}

impl FrictionPartial {
    /// What it counts, in words.
    pub const DEFINITIONS: &'static [Definition] = DEFINITIONS;

    fn tally(&mut self, of: Of, name: &str) -> &mut Tally {
        let by = &mut self.by[of as usize];
        if !by.contains_key(name) {
            by.insert(name.to_owned(), Tally { n: [0; 7], turns: Histogram::new(Scale::Count) });
        }
        // It was just put there, if it was not.
        by.get_mut(name).unwrap_or_else(|| unreachable!())
    }

    /// Takes in one conversation, which comes with its utterances.
    pub fn observe(&mut self, corpus: &Corpus, case: &Case<'_>) {
        let (mut intent, mut asked) = (None, None);
        let mut offer: Vec<(&str, bool)> = Vec::new();
        for said in case.view.utterances {
            match said.role {
                Role::User => {
                    asked = corpus.intent(said.row).or(asked.filter(|_| said.marks.has(Marks::GREETING)));
                    intent = intent.or(asked.filter(|_| !said.marks.has(Marks::GREETING)));
                    self.offered(&mut offer, &corpus.text(said.row));
                }
                Role::Bot => {
                    self.answered(said.marks, asked.take());
                    let mut replies = corpus.replies(said.row).peekable();
                    if replies.peek().is_some() {
                        self.offered(&mut offer, "");
                        offer.extend(replies);
                    }
                }
                Role::Agent => asked = None,
                Role::System => {}
            }
        }
        self.offered(&mut offer, "");
        if let Some(intent) = intent {
            self.conversation(Of::Intent, intent, case);
        }
        if let Some(segment) = case.voice.segment {
            self.conversation(Of::Segment, segment.name(), case);
        }
    }

    /// A message of a bot, which answers a message with that intent, if any does.
    fn answered(&mut self, marks: Marks, asked: Option<&str>) {
        let Some(intent) = asked else { return };
        if let Some(verdict) = marks.feedback() {
            add(&mut self.tally(Of::Thumbs, intent).n, &[1, u64::from(verdict == Feedback::Up)]);
        }
        add(&mut self.tally(Of::Missed, intent).n, &[1, u64::from(marks.has(Marks::FALLBACK))]);
    }

    /// Quick replies that were offered, and what the user said next: one that says the same was used, and so was
    /// one of which the source says so.
    fn offered(&mut self, offer: &mut Vec<(&str, bool)>, said: &str) {
        let mut any = false;
        for (reply, chosen) in &*offer {
            let used = *chosen || reply.trim().to_lowercase() == said.trim().to_lowercase();
            any |= used;
            add(&mut self.tally(Of::Reply, reply).n, &[1, u64::from(used)]);
        }
        add(&mut self.offers, &[u64::from(!offer.is_empty()), u64::from(any)]);
        offer.clear();
    }

    fn conversation(&mut self, of: Of, name: &str, case: &Case<'_>) {
        let (voice, engaged) = (&case.voice, case.digest.engaged());
        let lost = matches!(case.outcome, Outcome::Unresolved | Outcome::Abandoned);
        let tally = self.tally(of, name);
        let flags = [
            true,
            false,
            false,
            engaged,
            engaged && !case.contained(),
            case.outcome != Outcome::Unknown,
            lost,
        ];
        add(&mut tally.n, &flags.map(u64::from));
        add(&mut tally.n, &[0, u64::from(voice.heard), u64::from(voice.rephrases)]);
        if let Some(turns) = case.effort.turns() {
            tally.turns.add(u64::from(turns));
        }
    }

    /// Takes in what another has observed.
    pub fn merge(&mut self, other: Self) {
        add(&mut self.offers, &other.offers);
        for (mine, theirs) in self.by.iter_mut().zip(other.by) {
            for (name, tally) in theirs {
                match mine.get_mut(&name) {
                    Some(known) => {
                        add(&mut known.n, &tally.n);
                        known.turns.merge(&tally.turns);
                    }
                    None => drop(mine.insert(name, tally)),
                }
            }
        }
    }

    /// The figures of all that was observed.
    pub fn finish(self) -> Findings {
        let mut findings = Findings::default();
        let Self { by: [intents, segments, missed, thumbs, replies], offers: [offers, used] } = self;
        let base = Base { none: NO_REPLIES, few: "fewer than 5 offers of quick replies" };
        findings.board.rate("quick_reply_use_rate", used, offers, base);
        let unused = replies.values().filter(|tally| tally.n[0] >= OFTEN && tally.n[1] == 0).count();
        if unused > 0 {
            let said = Sentence::of("Quick replies that were offered at least 5 times and never used: {n}.");
            findings.notes.push(Note { weight: Weight::Plain, said: said.plain("n", unused) });
        }
        findings.sheets = vec![
            friction("friction_by_intent", "Intent", Field::Intent, intents),
            friction("friction_by_segment", "Segment", Field::Segment, segments),
            top_missed(missed),
            feedback(thumbs),
            quick_replies(replies),
        ];
        findings
    }
}

/// Adds some counts to as many.
fn add(to: &mut [u64], counts: &[u64]) {
    to.iter_mut().zip(counts).for_each(|(sum, n)| *sum += n);
}

const NO_INTENTS: &str = "the files state no intents";
const NO_SEGMENTS: &str = "no message could be listened to";
const NO_REPLIES: &str = "the files hold no quick replies";
const NO_THUMBS: &str = "no bot message with a thumb answers a message with an intent";
const NO_USER: &str = "no conversation has a user message";
const NO_OUTCOME: &str = "no conversation has a known outcome";
const ALL_UNDERSTOOD: &str = "every message with an intent was understood";
const NONE_OFTEN: &str = "no quick reply was offered at least 5 times";
const FEW_THUMBS: &str = "fewer than 5 thumbs";
const FEW: &str = "fewer than 5 conversations";
const FEW_MESSAGES: &str = "fewer than 5 messages";

/// The rows by what weighs most, at most so many; equal ones by name.
fn ranked(by: BTreeMap<String, Tally>, weight: fn(&Tally) -> u64) -> Vec<(String, Tally)> {
    let mut rows: Vec<(String, Tally)> = by.into_iter().filter(|(_, tally)| weight(tally) > 0).collect();
    crate::order::sort_by(&mut rows, |one, two| weight(&two.1).cmp(&weight(&one.1)).then(one.0.cmp(&two.0)));
    rows.truncate(MOST);
    rows
}

/// The filter that means the conversations of a row.
fn of_name(field: Field, name: &str, more: &str) -> String {
    let term = Term { negated: false, field, test: Test::OneOf(vec![name.to_owned()]) };
    let filter = Filter::default().with(term);
    if more.is_empty() { filter.to_string() } else { format!("{filter} {more}") }
}

fn sheet(name: &str, columns: Vec<Head>, rows: Vec<SheetRow>, none: &'static str) -> Sheet {
    let none = if rows.is_empty() { Sentence::of(none) } else { Sentence::default() };
    Sheet { name: name.to_owned(), columns, rows, none }
}

fn count(name: &str, n: u64) -> Cell {
    plain(name, Unit::Count, Some(n as f64), n).into()
}

fn friction(name: &str, head: &'static str, field: Field, by: BTreeMap<String, Tally>) -> Sheet {
    let columns = vec![
        Head::words(head),
        Head::figures("Conversations", Unit::Count),
        Head::figures("Turns to resolution", Unit::Number),
        Head::figures("Said once more", Unit::Share),
        Head::figures("Handed off", Unit::Share),
        Head::figures("Unresolved or given up", Unit::Share),
    ];
    let row = |(label, tally): (String, Tally)| {
        let [all, listened, again, engaged, handed, known, lost] = tally.n;
        let base = |none| Base { none, few: FEW };
        let said_again = Base { none: NO_SEGMENTS, few: FEW_MESSAGES };
        let filter = of_name(field, &label, "");
        let label = match Segment::of_name(&label).filter(|_| field == Field::Segment) {
            Some(segment) => Cell::Words(segment_said(segment)),
            None => Cell::Text(label),
        };
        let cells = vec![
            label,
            count(name, all),
            plain(name, Unit::Number, tally.turns.median(), tally.turns.n()).into(),
            Figure::rate(name, again, listened, said_again).into(),
            Figure::rate(name, handed, engaged, base(NO_USER)).into(),
            Figure::rate(name, lost, known, base(NO_OUTCOME)).into(),
        ];
        SheetRow { cells, filter, ..SheetRow::default() }
    };
    let none = if field == Field::Segment { NO_SEGMENTS } else { NO_INTENTS };
    sheet(name, columns, ranked(by, |tally| tally.n[0]).into_iter().map(row).collect(), none)
}

/// By count × share of failures, which is failures² ÷ count, in thousandths.
fn failing(tally: &Tally) -> u64 {
    (tally.n[1] * tally.n[1] * 1000).checked_div(tally.n[0]).unwrap_or_default()
}

fn top_missed(by: BTreeMap<String, Tally>) -> Sheet {
    let columns = vec![
        Head::words("Intent"),
        Head::figures("Messages", Unit::Count),
        Head::figures("Not understood", Unit::Share),
    ];
    let none = if by.is_empty() { NO_INTENTS } else { ALL_UNDERSTOOD };
    let row = |(intent, tally): (String, Tally)| {
        let [all, missed, ..] = tally.n;
        let base = Base { none: "", few: FEW_MESSAGES };
        let filter = of_name(Field::Intent, &intent, "is:fallback");
        let cells = vec![
            Cell::Text(intent),
            count("top_missed", all),
            Figure::rate("top_missed", missed, all, base).into(),
        ];
        SheetRow { cells, filter, ..SheetRow::default() }
    };
    sheet("top_missed", columns, ranked(by, failing).into_iter().map(row).collect(), none)
}

fn feedback(by: BTreeMap<String, Tally>) -> Sheet {
    let columns = vec![
        Head::words("Intent"),
        Head::figures("Thumbs", Unit::Count),
        Head::figures("Thumbs up", Unit::Share),
    ];
    let row = |(intent, tally): (String, Tally)| {
        let [all, up, ..] = tally.n;
        let base = Base { none: "", few: FEW_THUMBS };
        let filter = of_name(Field::Intent, &intent, "is:thumbed");
        let name = "feedback_by_intent";
        SheetRow {
            cells: vec![Cell::Text(intent), count(name, all), Figure::rate(name, up, all, base).into()],
            filter,
            ..SheetRow::default()
        }
    };
    let rows = ranked(by, |tally| tally.n[0]).into_iter().map(row).collect();
    sheet("feedback_by_intent", columns, rows, NO_THUMBS)
}

fn quick_replies(by: BTreeMap<String, Tally>) -> Sheet {
    let columns = vec![
        Head::words("Quick reply"),
        Head::figures("Offered", Unit::Count),
        Head::figures("Used", Unit::Share),
    ];
    let none = if by.is_empty() { NO_REPLIES } else { NONE_OFTEN };
    let often = |tally: &Tally| if tally.n[0] >= OFTEN { tally.n[0] } else { 0 };
    let row = |(reply, tally): (String, Tally)| {
        let [offered, used, ..] = tally.n;
        let used = match used {
            0 => Cell::Words(Sentence::of("never")),
            used => Figure::rate("quick_replies", used, offered, Base { none: "", few: "" }).into(),
        };
        SheetRow {
            cells: vec![Cell::Text(reply), count("quick_replies", offered), used],
            ..SheetRow::default()
        }
    };
    sheet("quick_replies", columns, ranked(by, often).into_iter().map(row).collect(), none)
}

const BY: &str = "A row is the conversations of one kind: the median of the user's turns to the resolution, the share of \
                  user messages that say once more what the one before said, of engaged conversations that reached \
                  an agent, and of known outcomes that are unresolved or abandoned.";

const DEFINITIONS: &[Definition] = &[
    Definition {
        name: "friction_by_intent",
        title: "Friction by intent",
        formula: BY,
        denominator: "conversations by the source's intent of their first message that is more than a greeting and \
                      has one",
        excluded: "conversations without an intent; beyond the 50 most frequent",
        when_empty: "no rows",
        ..Definition::EMPTY
    },
    Definition {
        name: "friction_by_segment",
        title: "Friction by segment",
        formula: BY,
        denominator: "conversations by how far along the way to buying they get",
        excluded: "conversations without a segment",
        when_empty: "no rows",
        ..Definition::EMPTY
    },
    Definition {
        name: "top_missed",
        title: "Missed intents",
        formula: "The source's intents of user messages that the bot answered with a fallback, ranked by count × share \
                  of failures. What the source did not recognise at all has no intent, and is not here.",
        numerator: "answers that are a fallback",
        denominator: "answers of bots to a message with that intent",
        excluded: "messages without an intent, and those that no bot answered next",
        when_empty: "no rows",
        evidence: "is:fallback",
    },
    Definition {
        name: "feedback_by_intent",
        title: "Thumbs by intent",
        formula: "Bot messages with a thumb up or down by the source's intent of the user message that they answer, and \
                  the share of thumbs up.",
        numerator: "bot messages with a thumb up",
        denominator: "bot messages with a thumb up or down that answer a message with that intent",
        excluded: "bot messages that answer no message with an intent",
        when_empty: "no rows",
        evidence: "is:thumbed",
    },
    Definition {
        name: "quick_replies",
        title: "Quick replies",
        formula: "Answers that were offered to be clicked: how often, and how often they were chosen: as the source \
                  states it, or because the user's next message says the same. Those that were offered at least 5 \
                  times, the 50 most frequent.",
        numerator: "times that a quick reply was chosen",
        denominator: "times that it was offered",
        excluded: "quick replies offered fewer than 5 times; conversations whose words were not kept",
        when_empty: "no rows",
        evidence: "",
    },
    Definition {
        name: "quick_reply_use_rate",
        title: "Quick replies used",
        formula: "Messages with quick replies of which one was chosen ÷ messages with quick replies.",
        numerator: "messages of which a quick reply was chosen",
        denominator: "messages that offer quick replies",
        excluded: "conversations whose words were not kept",
        when_empty: "absent",
        evidence: "",
    },
];
