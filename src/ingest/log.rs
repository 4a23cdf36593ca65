//! What reading a file found besides conversations: counts, and problems with their place.
//!
//! Invariant: every record that was found is either kept or has a problem that says why not. No
//! transcript text is in a problem; place and kind are enough to find it.

use std::{collections::BTreeMap, fmt};

/// What was done about a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// The record did not go into the analysis.
    Skipped,
    /// The record went in after a repair.
    Repaired,
    /// The record went in as it is; the reader should know.
    Noted,
}

impl Effect {
    /// The name used in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Skipped => "skipped",
            Self::Repaired => "repaired",
            Self::Noted => "noted",
        }
    }
}

/// What is wrong, without where.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// The file has no bytes, or nothing but white space.
    Empty,
    /// The file is not text; the name of what it seems to be.
    Binary(&'static str),
    /// No format fits.
    UnknownFormat,
    /// A table whose columns do not hold messages; the column names that were found.
    NoMessageColumns(String),
    /// Bytes that are not UTF-8 were read as Windows-1252.
    NotUtf8,
    /// A UTF-16 file ends in half a character, or holds a lone surrogate.
    BrokenUtf16,
    /// A record is longer than the reader's limit.
    TooLong,
    /// A quote opens and is not closed as it should be.
    UnbalancedQuote,
    /// A row has another number of fields than the header.
    FieldCount {
        /// Fields in the row.
        found: usize,
        /// Fields in the header.
        expected: usize,
    },
    /// A line or element is not JSON.
    NotJson,
    /// The file ends inside a JSON value.
    CutShort,
    /// JSON, but no conversation or message in it.
    NoMessages,
    /// Conversations beside the list that is read, deeper inside the file.
    BesideRecords,
    /// A record without any text.
    NoText,
    /// A time that cannot be read.
    BadTime,
    /// Times without a date, which cannot be placed.
    TimeWithoutDate,
    /// Day and month could not be told apart; what was assumed.
    AmbiguousDates(&'static str),
    /// A row without a conversation id.
    NoConversation,
    /// Whose utterance it is cannot be told; what was assumed.
    UnknownRole,
    /// The same message id again.
    DuplicateMessage,
    /// The same conversation id again with the same content.
    DuplicateConversation,
    /// The same conversation id again with other content.
    RepeatedConversation,
    /// Times run backwards inside a conversation.
    OutOfOrder,
    /// Control characters were taken out of a text.
    ControlCharacters,
    /// Characters that turn the direction of writing.
    DirectionOverride,
    /// Text that belongs to no message.
    StrayText,
    /// The file could not be read to its end.
    Unreadable,
    /// Reading was stopped by the user.
    Stopped,
    /// Neither conversations nor users have ids, so pauses tell conversations apart.
    NoConversationColumn,
    /// Columns that a person chose and the file does not have.
    NoSuchColumn(String),
    /// A time zone that a person chose and nobody knows.
    NoSuchZone,
    /// A note between colleagues.
    InternalNote,
    /// Rating that is not a number or a known word.
    BadRating,
}

impl Kind {
    /// Name for counting, snake_case.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Binary(_) => "binary",
            Self::UnknownFormat => "unknown_format",
            Self::NoMessageColumns(_) => "no_message_columns",
            Self::NotUtf8 => "not_utf8",
            Self::BrokenUtf16 => "broken_utf16",
            Self::TooLong => "too_long",
            Self::UnbalancedQuote => "unbalanced_quote",
            Self::FieldCount { .. } => "field_count",
            Self::NotJson => "not_json",
            Self::CutShort => "cut_short",
            Self::NoMessages => "no_messages",
            Self::BesideRecords => "beside_records",
            Self::NoText => "no_text",
            Self::BadTime => "bad_time",
            Self::TimeWithoutDate => "time_without_date",
            Self::AmbiguousDates(_) => "ambiguous_dates",
            Self::NoConversation => "no_conversation",
            Self::UnknownRole => "unknown_role",
            Self::DuplicateMessage => "duplicate_message",
            Self::DuplicateConversation => "duplicate_conversation",
            Self::RepeatedConversation => "repeated_conversation",
            Self::OutOfOrder => "out_of_order",
            Self::ControlCharacters => "control_characters",
            Self::DirectionOverride => "direction_override",
            Self::StrayText => "stray_text",
            Self::Unreadable => "unreadable",
            Self::Stopped => "stopped",
            Self::NoConversationColumn => "no_conversation_column",
            Self::NoSuchColumn(_) => "no_such_column",
            Self::NoSuchZone => "no_such_zone",
            Self::InternalNote => "internal_note",
            Self::BadRating => "bad_rating",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("The file is empty. Export it again and check its size"),
            Self::Binary(what) => write!(
                f,
                "This is {what}, not text. Export the transcripts as CSV, JSON, JSON Lines or text and drop that file"
            ),
            Self::UnknownFormat => f.write_str(
                "No format fits. Undertone reads tables with one row per message or per conversation, JSON or JSON Lines with messages, and text with a speaker before each message",
            ),
            Self::NoMessageColumns(columns) => write!(
                f,
                "This table has no column that holds messages. It needs a text column (message, text, content) or a transcript column. Its columns are: {columns}"
            ),
            Self::NotUtf8 => f.write_str("Bytes that are not UTF-8 were read as Windows-1252"),
            Self::BrokenUtf16 => f.write_str("A broken UTF-16 character was replaced by \u{fffd}"),
            Self::TooLong => write!(
                f,
                "A record longer than {} million bytes was left out. Check for a missing line break or quote",
                super::MAX_RECORD >> 20
            ),
            Self::UnbalancedQuote => {
                f.write_str("A quote is opened and not closed, so the line was read on its own")
            }
            Self::FieldCount { found, expected } => {
                write!(f, "The number of fields in the row is {found}, in the header {expected}")
            }
            Self::NotJson => f.write_str("The line is not valid JSON"),
            Self::CutShort => f.write_str(
                "The file ends in the middle of a record; it may have been cut off on the way. What stands before was read",
            ),
            Self::NoMessages => f.write_str("The record holds no messages under a name known here (messages with role and content). Exports in a platform's own shape are not read yet; export as CSV or JSON with one row or object per message"),
            Self::BesideRecords => f.write_str("More conversations stand in another place of this file and were not read. Put each list of conversations into a file of its own"),
            Self::NoText => f.write_str("The record has no text"),
            Self::BadTime => f.write_str("The time cannot be read; the message is kept without one"),
            Self::TimeWithoutDate => {
                f.write_str("Times of day without a date cannot be placed; the messages are kept in their order, without times")
            }
            Self::AmbiguousDates(assumed) => {
                write!(f, "Day and month cannot be told apart in this file; dates were read as {assumed}")
            }
            Self::NoConversation => f.write_str("The row has no conversation id"),
            Self::UnknownRole => {
                f.write_str("Who speaks cannot be told from the source; the role was inferred from the conversation")
            }
            Self::DuplicateMessage => f.write_str("This message was read before: it has the same id, or an earlier file holds the same words at the same time in this conversation"),
            Self::DuplicateConversation => {
                f.write_str("A conversation with this id and the same content was read before")
            }
            Self::RepeatedConversation => f.write_str(
                "A conversation with this id was read before, with other messages; they were joined",
            ),
            Self::OutOfOrder => {
                f.write_str("Times run backwards inside a conversation; its messages were put in order of time")
            }
            Self::ControlCharacters => f.write_str("Control characters were taken out of the text"),
            Self::DirectionOverride => {
                f.write_str("Characters that turn the direction of writing are in the text; it is shown apart from its surroundings")
            }
            Self::StrayText => f.write_str("Text before the first message belongs to nobody"),
            Self::Unreadable => f.write_str("The file could not be read to its end; it may have been moved or changed meanwhile. What was read is kept. Drop it again for the rest"),
            Self::Stopped => f.write_str("Reading was stopped; the rest of this file was not read"),
            Self::NoConversationColumn => f.write_str("No column tells conversations apart, so a pause of 30 minutes begins a new one"),
            Self::NoSuchColumn(columns) => write!(
                f,
                "A column was chosen that this file does not have: {columns}. Check its spelling, or give its place: #1 is the first column"
            ),
            Self::NoSuchZone => f.write_str("The time zone that was chosen does not exist; times were read in the zone of the analysis. Use a name such as Europe/Berlin or UTC"),
            Self::InternalNote => f.write_str("Internal notes are never read in"),
            Self::BadRating => f.write_str("The rating is neither a number nor a known word; it was left out"),
        }
    }
}

/// A problem and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// First line of the record, from 1; 0 where the problem is the whole file's.
    pub line: u64,
    /// The record, from 1; 0 where the problem is the whole file's.
    pub record: u64,
    /// What is wrong.
    pub kind: Kind,
    /// What was done.
    pub effect: Effect,
}

/// What reading one file found besides conversations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileLog {
    /// The file's name.
    pub name: String,
    /// Format's name; empty until one fits.
    pub format: String,
    /// Why that format, in words.
    pub why: String,
    /// Bytes pushed.
    pub bytes: u64,
    /// Records found.
    pub read: u64,
    /// Records that went on.
    pub kept: u64,
    /// Records that went on after a repair.
    pub repaired: u64,
    /// The record repaired last.
    pub(super) last_repaired: u64,
    /// The first problems, in order.
    pub problems: Vec<Problem>,
    /// All problems, counted by kind.
    pub counts: BTreeMap<&'static str, u64>,
}

/// How many problems are kept one by one; beyond that they are counted.
const LISTED: usize = 1000;

/// How many of one kind are kept one by one, so that one kind cannot crowd out the others.
const LISTED_PER_KIND: u64 = 250;

impl FileLog {
    /// Writes a problem down.
    pub fn note(&mut self, line: u64, record: u64, effect: Effect, kind: Kind) {
        let count = self.counts.entry(kind.name()).or_default();
        *count += 1;
        if *count <= LISTED_PER_KIND && self.problems.len() < LISTED {
            self.problems.push(Problem { line, record, kind, effect });
        }
        // A record mended twice is one record.
        if effect == Effect::Repaired && (record == 0 || record != self.last_repaired) {
            self.repaired += 1;
            self.last_repaired = record;
        }
    }
}
