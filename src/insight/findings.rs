//! What a study answers: figures, tables and sentences.
//!
//! A *study* costs too much for every glance, or needs what a person must say first: cohorts, a comparison,
//! money. It is asked by itself when it is on screen. Like a family of figures it is observed conversation by
//! conversation into a partial that merges in any order; what it finishes to is an [`Findings`].

use serde::{Serialize, Serializer};

use super::{Board, Definition, Figure, Flow, Unit, knowledge::QUOTING};
use crate::{
    ingest::Sentence,
    language::{Segment, Signal},
};

/// What a study answers.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Findings {
    /// Its figures, defined like all others.
    pub board: Board,
    /// Its tables.
    pub sheets: Vec<Sheet>,
    /// What is to be said of it, the weightiest first.
    pub notes: Vec<Note>,
    /// The flow, of a study of journeys.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flow: Option<Box<Flow>>,
    /// Days behind rows of its tables, to be drawn. They are in no file.
    #[serde(skip)]
    pub curves: Vec<Curve>,
}

impl Findings {
    /// Takes in what another study found; of figures tables and sentences of one name, the other's stay.
    pub fn take_in(&mut self, other: Self) {
        self.board.take_in(other.board);
        self.sheets.retain(|known| other.sheets.iter().all(|sheet| sheet.name != known.name));
        self.sheets.extend(other.sheets);
        self.notes.retain(|known| other.notes.iter().all(|note| note.said.text != known.said.text));
        self.notes.extend(other.notes);
        self.flow = other.flow.or(self.flow.take());
        self.curves.retain(|known| other.curves.iter().all(|curve| curve.sheet != known.sheet));
        self.curves.extend(other.curves);
    }

    /// Without the tables that quote messages ([`QUOTING`]) and the columns that do, for files that are to hold no words
    /// of transcripts.
    #[must_use]
    pub fn without_quotes(mut self) -> Self {
        self.sheets = self.sheets.into_iter().filter_map(Sheet::without_quotes).collect();
        self
    }
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Sheet {
    /// Name in the registry, snake_case; its definition says how it is counted.
    pub name: String,
    /// Its columns.
    pub columns: Vec<Head>,
    /// Its rows, in the order in which they are shown.
    pub rows: Vec<SheetRow>,
    /// Why it has no rows; empty where it has some.
    #[serde(serialize_with = "in_english", skip_serializing_if = "Sentence::is_empty")]
    pub none: Sentence,
}

/// The head of a column.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Head {
    /// Its title.
    #[serde(serialize_with = "in_english")]
    pub title: Sentence,
    /// What its values count; `None` for a column of words.
    pub unit: Option<Unit>,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SheetRow {
    /// Its cells, one to a column.
    pub cells: Vec<Cell>,
    /// The filter that means the conversations behind it, beside the one on screen; empty where none does.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub filter: String,
    /// The filter of those that its share is out of; empty where it is no share that can be asked for again.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub of: String,
}

/// A cell.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    /// Nothing can stand here.
    #[default]
    Nothing,
    /// What the data say, masked.
    Text(String),
    /// A message and where it stands.
    Said {
        /// Its words, masked; empty where they were not kept.
        text: String,
        /// Its conversation, by its number among all.
        #[serde(skip)]
        conversation: u32,
        /// Its line there.
        #[serde(skip)]
        line: u32,
    },
    /// Words of our own.
    #[serde(serialize_with = "in_english")]
    Words(Sentence),
    /// A figure with its interval and its state.
    Figure(Box<Figure>),
}

/// What a row of a table is about, day by day, with what was to be expected.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// The table.
    pub sheet: String,
    /// The place of the row in it.
    pub row: u64,
    /// The first day, `2026-03-31`.
    pub start: String,
    /// What the values count.
    pub unit: Unit,
    /// What there was; nothing of a day that has no value. What comes has none.
    pub values: Vec<Option<f64>>,
    /// What was to be expected.
    pub expected: Vec<f64>,
    /// The lower end of what is usual.
    pub low: Vec<f64>,
    /// Its upper end.
    pub high: Vec<f64>,
    /// The first and the last place that it is about.
    pub marked: (u64, u64),
}

/// A sentence with its weight.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Note {
    /// How it is meant.
    pub weight: Weight,
    /// What is said.
    #[serde(serialize_with = "in_english")]
    pub said: Sentence,
}

/// How a sentence is meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// As it is.
    #[default]
    Plain,
    /// Something good.
    Good,
    /// Something bad.
    Bad,
    /// Something that makes the figures beside it unfit to be read.
    Broken,
}

/// What a briefing tells, in words.
pub const BRIEFING: &[Definition] = &[Definition {
    name: "briefing",
    title: "Briefing",
    formula: "A page of plain words. Each sentence rests on a figure or a row of a table that is defined here: how many \
              conversations there are and whether that is clearly more or less than in as many days before; shares that \
              can be read, with what they were before where the data show a difference; changes on the days that are \
              meant, judged by all days; the three most frequent signals; the three things that would be most worth \
              doing; and what is to be expected. What has no conversations behind it is not said. Quotes are masked: of a \
              signal the messages that prove it, else what users of the latest conversations behind a sentence said \
              first.",
    numerator: "conversations behind each sentence",
    denominator: "",
    excluded: "figures that are absent or rest on too few cases; signals of fewer than 5 conversations",
    when_empty: "no sentence",
    evidence: "",
}];

impl Sheet {
    /// The title of a column of messages.
    const QUOTES: &'static str = "In their words";

    /// Whether it quotes messages.
    pub fn quotes(&self) -> bool {
        QUOTING.contains(&self.name.as_str()) || self.column_of_quotes().is_some()
    }

    /// It without the column that quotes messages; `None` of one that consists of messages.
    #[must_use]
    pub fn without_quotes(mut self) -> Option<Self> {
        if QUOTING.contains(&self.name.as_str()) {
            return None;
        }
        if let Some(at) = self.column_of_quotes() {
            self.columns.remove(at);
            self.rows.iter_mut().for_each(|row| drop(row.cells.remove(at)));
        }
        Some(self)
    }

    fn column_of_quotes(&self) -> Option<usize> {
        self.columns.iter().position(|head| head.title.text == Self::QUOTES)
    }
}

/// Files and the terminal have sentences in English alone.
fn in_english<S: Serializer>(sentence: &Sentence, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(sentence)
}

impl Weight {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Plain, Self::Good, Self::Bad, Self::Broken];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Good => "good",
            Self::Bad => "bad",
            Self::Broken => "broken",
        }
    }
}

impl Head {
    /// A column of words.
    pub const fn words(title: &'static str) -> Self {
        Self { title: Sentence::of(title), unit: None }
    }

    /// A column of figures.
    pub const fn figures(title: &'static str, unit: Unit) -> Self {
        Self { title: Sentence::of(title), unit: Some(unit) }
    }
}

impl From<Figure> for Cell {
    fn from(figure: Figure) -> Self {
        Self::Figure(Box::new(figure))
    }
}

/// A segment in words.
pub(super) fn segment_said(segment: Segment) -> Sentence {
    match segment {
        Segment::Research => Sentence::of("Research"),
        Segment::Comparison => Sentence::of("Comparison"),
        Segment::Objection => Sentence::of("Objection"),
        Segment::ReadyToBuy => Sentence::of("Ready to buy"),
        Segment::Support => Sentence::of("Support"),
        Segment::Other => Sentence::of("Other"),
    }
}

/// A signal in words.
pub fn signal_said(signal: Signal) -> Sentence {
    match signal {
        Signal::ChurnRisk => Sentence::of("May leave"),
        Signal::Cancellation => Sentence::of("Cancels"),
        Signal::FeatureRequest => Sentence::of("Asks for a feature"),
        Signal::BugReport => Sentence::of("Reports a fault"),
        Signal::Expansion => Sentence::of("Wants more"),
        Signal::Competitor => Sentence::of("Names a competitor"),
        Signal::PriceObjection => Sentence::of("Finds it too dear"),
        Signal::Praise => Sentence::of("Praises"),
        Signal::Workaround => Sentence::of("Works around a gap"),
        Signal::Discoverability => Sentence::of("Cannot find it"),
        Signal::Lead => Sentence::of("Leaves a contact"),
        Signal::RepeatContact => Sentence::of("Had written before"),
        Signal::Misunderstood => Sentence::of("Was misunderstood"),
        Signal::EscalationThreat => Sentence::of("Threatens to escalate"),
    }
}
