//! Leads: conversations in which a user writes an e-mail address or a telephone number, the latest first, each
//! with the masked line. These are people's words: they are asked for by themselves, and are on no board.

use super::{Case, Cell, Findings, Head, Note, Sheet, SheetRow, Weight, asks_for, segment_said};
use crate::{
    conversation::{Day, Role},
    corpus::Corpus,
    ingest::Sentence,
    language::Segment,
    order::sort_by,
    privacy::{Kind, each_token},
    query::Field,
};

/// Leads that are shown.
const MOST: usize = 100;

/// Characters of a line, and of these ahead of what is left in it.
const SHOWN: usize = 160;
const AHEAD: usize = 60;

/// A conversation in which somebody leaves a way to reach them.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Lead {
    day: Option<i32>,
    conversation: u32,
    id: String,
    /// The segment, by its place among all.
    segment: Option<u32>,
    /// Whether an e-mail address is given, and whether a telephone number is.
    gives: (bool, bool),
    line: String,
}

/// Leads of any pile of conversations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeadsPartial {
    count: u64,
    /// The latest.
    leads: Vec<Lead>,
    /// Messages of users whose words were not kept.
    unread: u64,
}

crate::frozen! {
    Lead { day, conversation, id, segment, gives, line }
    LeadsPartial { count, leads, unread }
}

impl LeadsPartial {
    /// Takes in one conversation with its utterances.
    pub fn observe(&mut self, corpus: &Corpus, case: &Case<'_>) {
        let (mut gives, mut line) = ((false, false), None);
        for said in case.view.utterances.iter().filter(|said| said.role == Role::User) {
            if !corpus.has_text(said.row) {
                self.unread += 1;
                continue;
            }
            let text = corpus.text(said.row);
            each_token(&text, |range, kind, _| {
                let (email, phone) = (kind == Kind::Email, kind == Kind::Phone);
                gives = (gives.0 || email, gives.1 || phone);
                if (email || phone) && line.is_none() {
                    line = Some(around(&text, range.start));
                }
            });
        }
        let Some(line) = line else { return };
        self.count += 1;
        let view = case.view;
        self.leads.push(Lead {
            day: case.start.map(|start| start.day),
            conversation: corpus.place().among_all(view.idx),
            id: corpus.card(view.idx).id.to_owned(),
            segment: case.voice.segment.map(|segment| segment as u32),
            gives,
            line,
        });
        if self.leads.len() >= MOST * 4 {
            self.cut();
        }
    }

    /// Takes in what another has observed.
    pub fn merge(&mut self, other: Self) {
        self.count += other.count;
        self.unread += other.unread;
        self.leads.extend(other.leads);
    }

    /// Leaves the latest; of one day those that come first in the files.
    fn cut(&mut self) {
        sort_by(&mut self.leads, |one, two| {
            two.day.cmp(&one.day).then_with(|| one.conversation.cmp(&two.conversation))
        });
        self.leads.truncate(MOST);
    }

    /// The list.
    pub fn finish(mut self) -> Findings {
        self.cut();
        let columns = vec![
            Head::words("Conversation"),
            Head::words("Day"),
            Head::words("Segment"),
            Head::words("Leaves"),
            Head::words("Masked words"),
        ];
        let rows: Vec<SheetRow> = self.leads.iter().map(row).collect();
        let none = Sentence::of("no user writes an e-mail address or a telephone number here");
        let mut notes = Vec::new();
        let mut say = |said| notes.push(Note { weight: Weight::Plain, said });
        if self.count > rows.len() as u64 {
            let said = Sentence::of("These are the latest {shown} of {n}.");
            say(said.plain("shown", rows.len()).plain("n", self.count));
        }
        if !rows.is_empty() {
            say(Sentence::of(
                "Addresses and numbers were masked as they were read, and this page keeps no originals. The conversation's id leads to the customer in the system that the data are from.",
            ));
        }
        if self.unread > 0 {
            say(Sentence::of("The words of {n} messages were not kept, so that leads may be missing.")
                .plain("n", self.unread));
        }
        Findings {
            sheets: vec![Sheet { name: "leads".into(), columns, rows, none }],
            notes,
            ..Findings::default()
        }
    }
}

fn row(lead: &Lead) -> SheetRow {
    let segment = lead.segment.and_then(|at| Segment::ALL.get(at as usize).copied());
    let leaves = match lead.gives {
        (true, true) => Sentence::of("e-mail address and telephone number"),
        (true, false) => Sentence::of("e-mail address"),
        _ => Sentence::of("telephone number"),
    };
    SheetRow {
        cells: vec![
            Cell::Text(lead.id.clone()),
            lead.day.map_or(Cell::Nothing, |day| Cell::Text(Day(day).to_string())),
            segment.map_or(Cell::Nothing, |segment| Cell::Words(segment_said(segment))),
            Cell::Words(leaves),
            Cell::Text(lead.line.clone()),
        ],
        filter: asks_for(Field::Id, None, &lead.id),
        ..SheetRow::default()
    }
}

/// The part of a text around a place in it, in one line.
fn around(text: &str, at: usize) -> String {
    let before = text[..at].chars().count();
    let from = before.saturating_sub(AHEAD);
    let mut shown: String =
        text.chars().skip(from).take(SHOWN).map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    if from > 0 {
        shown.insert(0, '…');
    }
    if text.chars().count() > from + SHOWN {
        shown.push('…');
    }
    shown
}
