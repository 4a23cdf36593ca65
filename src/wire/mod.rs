//! What page and worker say to each other, and nothing else.
//!
//! Every request carries a number and gets an answer with that number. `generation` counts the
//! analyses of this tab: an answer of an older one is dropped. The worker says `Ready` before it
//! hears anything. Requests, and what an answer is about, are small and go through serde; the answers
//! themselves, and the [`Rows`] beside one, are blocks of bytes that are transferred: unpacking these takes
//! a fraction of the code that objects of the browser would take in the page's download.

pub mod panel;
mod rows;
mod shapes;
mod teaching;

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{
    ingest::{Mapping, Preview, Sentence},
    insight::Findings,
    plan::Plan,
    report::Report,
};

pub use crate::{
    engine::{
        Column, Draw, Drawn, FoundLine, LineLabel, Neighbours, Order, Quote, Reason, SearchResults,
        ShownTopics, Stored, Study, Track, Transcript, TranscriptLine,
    },
    sample::Kind as SampleKind,
};

pub use rows::{Row, Rows};
pub use teaching::{Taught, Teaching};

/// A message with its number and the analysis it belongs to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Envelope<T> {
    /// The analysis it belongs to.
    pub generation: u32,
    /// The request's number; 0 for what nobody asked for.
    pub id: u32,
    /// The message.
    pub body: T,
}

/// What the page asks. Files themselves travel beside the envelope, as `File` handles.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Request {
    /// Read the files that come with the message, in their order. Answered by `Progress` and
    /// `Snapshot` until one of these is final.
    Read {
        /// IANA name of the analysis' zone.
        timezone: String,
        /// The filter of the figures that are sent meanwhile.
        filter: String,
        /// How to read each file, where a person chose; may be shorter than the list of files.
        mappings: Vec<Option<Mapping>>,
        /// The memory there is for it.
        room: Room,
    },
    /// How the one file that comes with the message would be read. Nothing of it is kept.
    Preview {
        /// What was chosen so far.
        mapping: Mapping,
    },
    /// The choice of how to read files that the one file holds which comes with the message. Answered by `Choice`.
    Choice,
    /// Make and read a synthetic data set. Answered like `Read`.
    Sample {
        /// Which.
        kind: SampleKind,
        /// IANA name of the analysis' zone.
        timezone: String,
        /// The filter of the figures that are sent meanwhile.
        filter: String,
    },
    /// Keep the analysis at hand in this browser. Answered by `Kept`.
    Keep {
        /// Number under which it is kept: when it was opened, in milliseconds of the clock.
        id: u64,
        /// What it is called.
        name: String,
    },
    /// A passphrase for what is kept. Answered by `Kept`.
    Passphrase {
        /// The words.
        words: Passphrase,
        /// What it is for.
        purpose: Purpose,
    },
    /// What is kept. Answered by `Kept`.
    ListKept,
    /// Drop one that is kept, or all. Answered by `Kept`.
    DropKept {
        /// Which; `None` is all.
        id: Option<u64>,
    },
    /// Open one that is kept. Answered like `Read`.
    OpenKept {
        /// Which.
        id: u64,
        /// IANA name of the analysis' zone.
        timezone: String,
        /// The filter of the figures.
        filter: String,
    },
    /// Forget the analysis at hand, and remove what lies on disk for it.
    Close,
    /// Stop reading; what was read stays. The read is answered by a final snapshot.
    Cancel,
    /// The figures of the conversations that a filter means. While files are being read, the snapshots
    /// that follow are of the same filter.
    Figures {
        /// The filter, as it is written.
        filter: String,
    },
    /// A stretch of the list of conversations.
    Conversations {
        /// First row.
        first: u32,
        /// How many rows at most.
        count: u32,
        /// Order.
        order: Order,
        /// The filter, as it is written.
        filter: String,
    },
    /// One conversation with its masked text.
    Transcript {
        /// Number of the conversation, from its row.
        conversation: u32,
        /// Order of the list it was opened from.
        order: Order,
        /// Filter of that list.
        filter: String,
    },
    /// The messages that have some words, the most telling first.
    Search {
        /// The words, as they are written.
        words: String,
        /// The filter of the conversations that they are looked for in.
        filter: String,
        /// How many at most.
        most: u32,
    },
    /// Messages that prove signals. Answered by `Quotes`.
    Quotes {
        /// The filter of the conversations that they are of.
        filter: String,
    },
    /// Why a line was read as it was. Answered by `Explained`.
    Explain {
        /// Number of the conversation.
        conversation: u32,
        /// The line of its transcript.
        line: u32,
    },
    /// A study of the conversations that a filter means. Answered by `Studied`.
    Study {
        /// Which.
        study: Study,
        /// The filter, as it is written.
        filter: String,
    },
    /// What a person teaches.
    Teach {
        /// It, packed: [`Teaching::packed`].
        teaching: String,
        /// Whether what was taught is kept in this browser.
        keep: bool,
    },
    /// What a person says of their business. Answered by `Plan`.
    Plan {
        /// It, packed: [`crate::plan::Plan::packed`]; where a file comes with the message, the one that it holds counts.
        plan: String,
    },
    /// Which topics are shown, and how, from now on. Answered by `Topics`.
    Topics {
        /// What a person wants, as a text: [`crate::binary::Frozen::as_text`].
        wanted: String,
    },
    /// A file to save.
    Export {
        /// What.
        what: Export,
        /// The filter of its figures.
        filter: String,
    },
}

/// How much memory an analysis may take, and what is done so that it fits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Room {
    /// Bytes that all workers may take together; 0 is any number.
    pub limit: u64,
    /// Of so many conversations the texts of one are kept; 0 and 1 are all.
    pub one_in: u32,
    /// Whether masked texts are kept on disk while the analysis is open.
    pub on_disk: bool,
    /// Only conversations that begin from one day to another are read, by their numbers.
    pub days: Option<(i32, i32)>,
}

/// What can be saved. None of it holds transcript text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Export {
    /// All figures as JSON, the same as the terminal prints.
    Figures,
}

/// What a person alone knows. It is in memory on its way to the worker, and nowhere else.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passphrase(pub String);

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase")
    }
}

/// What a passphrase is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// To seal from now on what is kept.
    Begin,
    /// To open what is sealed.
    #[default]
    Open,
    /// To seal nothing any more.
    End,
}

/// An analysis that is kept in this browser.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Its number: when it was opened, in milliseconds of the clock.
    pub id: u64,
    /// What it is called; empty where that cannot be read, as while it is sealed.
    pub name: String,
    /// Conversations in it; 0 where that is not known.
    pub conversations: u64,
    /// Bytes it takes; 0 where that is not to be known.
    pub bytes: u64,
    /// Whether it is sealed under a passphrase.
    pub sealed: bool,
}

/// How far reading has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Bytes read.
    pub bytes: u64,
    /// Bytes to read in all.
    pub bytes_total: u64,
    /// Conversations seen.
    pub conversations: u64,
    /// Utterances seen.
    pub utterances: u64,
    /// Bytes of memory that all of it will take, as far as that can be told; 0 where it cannot.
    pub memory: u64,
}

/// Whether a snapshot is the last of its analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completeness {
    /// More is being read.
    Partial,
    /// All was read.
    Complete,
    /// Reading was stopped by the user; these are the figures of what was read.
    Cancelled,
}

/// What the worker answers.
#[derive(Clone, Debug, PartialEq)]
pub enum Response {
    /// The worker can hear. First of all messages, unasked.
    Ready,
    /// How far reading has come.
    Progress {
        /// How far.
        progress: Progress,
    },
    /// Figures of what has been read so far.
    Snapshot {
        /// The figures.
        report: Box<Report>,
        /// How far.
        progress: Progress,
        /// Whether more comes.
        completeness: Completeness,
    },
    /// The figures of a filter.
    Figures {
        /// The figures; they name their filter.
        report: Box<Report>,
    },
    /// A stretch of the list; its [`Rows`] travel beside the envelope as transferred bytes.
    Conversations {
        /// How many there are in all under the request's condition.
        total: u32,
        /// Number of the first row in that list.
        first: u32,
    },
    /// One conversation.
    Transcript {
        /// It.
        transcript: Box<Transcript>,
    },
    /// What was searched for.
    Found {
        /// What was found.
        found: SearchResults,
    },
    /// Messages that prove signals, the latest first.
    Quotes {
        /// They.
        quotes: Vec<Quote>,
    },
    /// Why a line was read as it was.
    Explained {
        /// Of each label that it has or nearly has.
        reasons: Vec<Reason>,
    },
    /// What was taught, and how far its use is.
    Taught {
        /// It.
        taught: Box<Taught>,
    },
    /// Messages to check a label by.
    Drawn {
        /// They.
        draw: Box<Draw>,
    },
    /// Taught labels as a file to save.
    Labels {
        /// Its bytes.
        file: Stored,
    },
    /// How a file would be read, masked.
    Preview {
        /// It.
        preview: Box<Preview>,
    },
    /// A choice of how to read files, from a file; nothing where it holds none.
    Choice {
        /// It.
        mapping: Option<Box<Mapping>>,
    },
    /// What is kept in this browser, the latest first.
    Kept {
        /// It.
        list: Vec<Kept>,
        /// Whether a passphrase stands before it.
        locked: bool,
        /// Whether that passphrase is to be entered first.
        shut: bool,
        /// Bytes that one more would take and the browser gives no room for; 0 is none.
        no_room: u64,
    },
    /// What a study found.
    Studied {
        /// The study.
        study: Study,
        /// The filter of its conversations.
        filter: String,
        /// What it found.
        findings: Box<Findings>,
    },
    /// The plan that is followed from now on.
    Plan {
        /// It; nothing where it cannot be.
        plan: Option<Box<Plan>>,
        /// Why not.
        wrong: Sentence,
    },
    /// The topics that are shown from now on.
    Topics {
        /// They.
        shown: Box<ShownTopics>,
    },
    /// A file to save.
    Export {
        /// File name.
        name: String,
        /// Media type.
        mime: String,
        /// Contents.
        text: String,
    },
    /// The data at hand cannot be asked for what a filter asks for: they have no such column, or a pattern
    /// means nothing.
    Refused {
        /// The filter, as it was asked.
        filter: String,
        /// The character at which it goes wrong.
        at: u32,
        /// What is wrong.
        because: Sentence,
        /// What was probably meant instead of the word there.
        meant: Option<String>,
    },
    /// Heard and done, nothing to say.
    Done,
    /// The request could not be answered.
    Failed {
        /// What is so and what to do, in words.
        message: String,
    },
}

/// What an answer is about, told beside its block: so much the page must know before it unpacks one, and
/// whether it unpacks it at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// [`Response::Ready`].
    Ready,
    /// [`Response::Progress`].
    Progress,
    /// A snapshot that a later one replaces.
    Partial,
    /// The last snapshot of its analysis.
    Final,
    /// [`Response::Failed`].
    Failed,
    /// Any other.
    Answer,
}

impl Response {
    /// What it is about.
    pub fn subject(&self) -> Subject {
        match self {
            Self::Ready => Subject::Ready,
            Self::Progress { .. } => Subject::Progress,
            Self::Snapshot { completeness: Completeness::Partial, .. } => Subject::Partial,
            Self::Snapshot { .. } => Subject::Final,
            Self::Failed { .. } => Subject::Failed,
            _ => Subject::Answer,
        }
    }
}
