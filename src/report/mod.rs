//! What may leave: plain structs, aggregates only. No transcript text is in any of them.
//!
//! [`Report`] is what the page shows, what `undertone analyze --json` prints and what is downloaded.

mod briefing;
mod csv;
mod reading;
mod suggested;

use serde::{Deserialize, Serialize};

use crate::{
    engine::{Analysis, Facets, Figures, Held, Lead, Lost, Team},
    ingest::{FileLog, Kind, Sentence},
    insight::{Board, Course, Findings, Sheet},
    query::Filter,
};

pub use briefing::{Heading, Manner, briefing_html, briefing_markdown};
pub use csv::csv_line;
pub use reading::{about_texts, reading_report};
pub use suggested::{Training, entries_markdown};

/// A reading problem, without a word of the transcript: where, what kind, and what was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProblemRow {
    /// First line of the record, counted from 1.
    pub line: u64,
    /// Number of the record, counted from 1; 0 where the problem is the file's.
    pub record: u64,
    /// Kind in snake_case, for counting.
    pub kind: String,
    /// `skipped`, `repaired` or `noted`.
    pub effect: String,
    /// The problem in words: what is so and what to do.
    pub message: String,
    /// The same for a page in another language.
    #[serde(default, skip_serializing_if = "Sentence::is_empty")]
    pub because: Sentence,
}

/// What became of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileReport {
    /// The file's name.
    pub name: String,
    /// Which of the files that were opened it is, from 0, or is in.
    #[serde(skip)]
    pub opened: u32,
    /// Whether it was unpacked from that one.
    #[serde(skip)]
    pub inside: bool,
    /// Name of the format it was read as; empty if none fitted.
    pub format: String,
    /// Why that format: what was recognised, in words.
    pub why: String,
    /// The same for a page in another language.
    #[serde(default, skip_serializing_if = "Sentence::is_empty")]
    pub because: Sentence,
    /// Size in bytes.
    pub bytes: u64,
    /// Records found.
    pub read: u64,
    /// Records that went into the analysis.
    pub kept: u64,
    /// Records kept after a repair.
    pub repaired: u64,
    /// The first problems one by one; all are counted below.
    pub problems: Vec<ProblemRow>,
    /// How many problems of each kind there were in all.
    pub problem_counts: Vec<(String, u64)>,
    /// These kinds in a few words each, for a page in another language.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problem_titles: Vec<String>,
}

impl FileReport {
    /// How many problems there were in all.
    pub fn problems_in_all(&self) -> u64 {
        self.problem_counts.iter().map(|(_, count)| count).sum()
    }

    /// The report in English alone, as files and the terminal have it.
    fn in_english(&self) -> Self {
        let mut file = Self { because: Sentence::default(), problem_titles: Vec::new(), ..self.clone() };
        for problem in &mut file.problems {
            problem.because = Sentence::default();
        }
        file
    }
}

impl From<&FileLog> for FileReport {
    fn from(log: &FileLog) -> Self {
        let row = |problem: &crate::ingest::Problem| ProblemRow {
            line: problem.line,
            record: problem.record,
            kind: problem.kind.name().to_owned(),
            effect: problem.effect.name().to_owned(),
            message: problem.kind.to_string(),
            because: problem.kind.sentence(),
        };
        Self {
            name: log.name.clone(),
            opened: log.opened,
            inside: log.inside,
            format: log.format.clone(),
            why: log.why.to_string(),
            because: log.why.clone(),
            bytes: log.bytes,
            read: log.read,
            kept: log.kept,
            repaired: log.repaired,
            problems: log.problems.iter().map(row).collect(),
            problem_counts: log.counts.iter().map(|(kind, count)| ((*kind).to_owned(), *count)).collect(),
            problem_titles: log.counts.keys().map(|kind| Kind::title_of(kind).to_owned()).collect(),
        }
    }
}

/// The whole answer about what was read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Conversations.
    pub conversations: u64,
    /// Utterances of users, bots and agents; notices are not counted.
    pub utterances: u64,
    /// Users: distinct ids, and one per conversation without an id.
    pub users: u64,
    /// Zone of all days and hours in it.
    pub timezone: String,
    /// First and last moment in it, UTC milliseconds.
    pub span: Option<(i64, i64)>,
    /// Whether the data were made by the built-in generator.
    pub synthetic: bool,
    /// What became of each file.
    pub files: Vec<FileReport>,
    /// Why no message was understood, where there was no language model; else empty.
    pub unheard: String,
    /// All figures.
    pub board: Board,
    /// The filter that chose the conversations; empty where all are meant.
    pub filter: String,
    /// Conversations in the files, chosen or not.
    pub conversations_in_all: u64,
    /// How the figures go over time; empty while files are being read.
    pub course: Course,
    /// Names that a filter can ask for; empty while files are being read.
    pub facets: Facets,
    /// Tables of the studies that were asked for with them.
    #[serde(skip)]
    pub sheets: Vec<Sheet>,
    /// How much memory it takes, the same figures being the same in any; not asked while files are being read.
    #[serde(skip)]
    pub memory: Held,
}

/// The same with the figures at the top, as files and the terminal have it. Apart from [`Report`],
/// because flattening makes every reader of a message hold it twice.
#[derive(Serialize)]
struct Flat<'r> {
    conversations: u64,
    utterances: u64,
    users: u64,
    timezone: &'r str,
    span: Option<(i64, i64)>,
    synthetic: bool,
    #[serde(skip_serializing_if = "str::is_empty")]
    filter: &'r str,
    files: Vec<FileReport>,
    #[serde(flatten)]
    board: &'r Board,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    sheets: &'r [Sheet],
}

impl Report {
    /// The report as JSON for files and the terminal.
    ///
    /// # Errors
    /// Never for a report; what the serialiser may say is passed on.
    pub fn to_json(&self) -> serde_json::Result<String> {
        serde_json::to_string_pretty(&Flat {
            conversations: self.conversations,
            utterances: self.utterances,
            users: self.users,
            timezone: &self.timezone,
            span: self.span,
            synthetic: self.synthetic,
            filter: &self.filter,
            files: self.files.iter().map(FileReport::in_english).collect(),
            board: &self.board,
            sheets: &self.sheets,
        })
    }

    /// The report of what an analysis has read so far of the conversations that a filter means.
    ///
    /// # Errors
    /// A shard is gone.
    pub fn of(analysis: &Analysis<impl Team>, filter: &Filter) -> Result<Self, Lost> {
        Ok(Self::new(analysis.figures(filter)?, filter, analysis.lead()))
    }

    /// The report of the figures of a filter; `lead` has read what they are of.
    pub fn new(figures: Figures, filter: &Filter, lead: &Lead) -> Self {
        Self::awaiting(filter, lead).with(figures)
    }

    /// All of a report but the figures: what was read at the moment when these are asked for.
    pub fn awaiting(filter: &Filter, lead: &Lead) -> Self {
        let totals = lead.totals();
        Self {
            timezone: lead.zone().name().to_owned(),
            span: totals.span,
            files: lead.logs().map(FileReport::from).collect(),
            filter: filter.to_string(),
            conversations_in_all: u64::from(totals.conversations),
            ..Self::default()
        }
    }

    /// With what studies found beside its figures.
    #[must_use]
    pub fn and(mut self, findings: Findings) -> Self {
        self.board.take_in(findings.board);
        self.sheets.extend(findings.sheets);
        self
    }

    /// With the figures that it waited for.
    #[must_use]
    pub fn with(self, figures: Figures) -> Self {
        let count = |name: &str| figures.board.figures.get(name).map_or(0, |figure| figure.n);
        Self {
            conversations: figures.conversations,
            utterances: count("utterances"),
            users: count("users"),
            board: figures.board,
            course: figures.course,
            facets: figures.facets,
            ..self
        }
    }
}
