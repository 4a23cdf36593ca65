//! What can be wrong with a file or a record, and how it is said.

use std::{borrow::Cow, fmt};

use super::{MAX_RECORD, Sentence, moment::DateOrder, sentence::Values};

/// What is wrong, without where.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// The file has no bytes, or nothing but white space.
    Empty,
    /// The file is not text; the name of what it seems to be.
    Binary(&'static str),
    /// An archive that goes on otherwise than archives do.
    BrokenArchive,
    /// A file in an archive that a password locks.
    Locked,
    /// A file in an archive, packed in a way that is not read.
    Packing,
    /// Bytes that unpack to more than anybody wrote.
    TooPacked,
    /// An archive in an archive in an archive.
    TooDeep,
    /// A workbook, or a Parquet file in an archive, of too many bytes.
    LargeWorkbook,
    /// A Parquet file that goes on otherwise than such files do, or ends early.
    BrokenParquet,
    /// A Parquet file that holds something that is not read; what.
    ParquetOf(&'static str),
    /// The program that reads such files could not be loaded.
    NotLoaded,
    /// Files in an archive that are no transcripts.
    NotTranscripts,
    /// No format fits.
    UnknownFormat,
    /// A table whose columns do not hold messages; the column names that were found.
    NoMessageColumns(Sentence),
    /// Bytes that are not UTF-8 were read in another encoding; its name.
    NotUtf8(&'static str),
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
    /// A platform's export in which no record can be read; the platform's name.
    Damaged(&'static str),
    /// A format that a person chose and nobody knows.
    NoSuchFormat,
    /// What the source marks as a test.
    TestTraffic,
    /// The same, read because a person wants it.
    TestTrafficRead,
    /// Conversations beside the list that is read, deeper inside the file.
    BesideRecords,
    /// A record without any text.
    NoText,
    /// A time that cannot be read.
    BadTime,
    /// Times without a date, which cannot be placed.
    TimeWithoutDate,
    /// Day and month could not be told apart; what was assumed.
    AmbiguousDates(DateOrder),
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
    /// A conversation that begins on another day than those that are read.
    OtherDay,
    /// Memory ran out.
    OutOfMemory,
    /// Neither conversations nor users have ids, so pauses tell conversations apart.
    NoConversationColumn,
    /// Columns that a person chose and the file does not have.
    NoSuchColumn(Sentence),
    /// A time zone that a person chose and nobody knows.
    NoSuchZone,
    /// Something handed over by a source of live messages that nobody knows.
    UnknownSource,
    /// A note between colleagues.
    InternalNote,
    /// Somebody is a bot, and messages of theirs were read before that was known.
    LateBot,
    /// A file of facts without a column of ids; its columns.
    NoIds(Sentence),
    /// A record of facts without an id.
    NoId,
    /// A record of facts about what is not among the conversations.
    Unmatched,
    /// A record of facts about what a later record is about too.
    RepeatedId,
    /// Rating that is not a number or a known word.
    BadRating,
    /// A status or outcome that is no known word.
    UnknownStatus,
    /// Columns with too many values to filter by.
    ManyValues(Sentence),
    /// Columns with values too long to filter by.
    LongValues(Sentence),
    /// More columns than are kept to filter by.
    ManyColumns(Sentence),
}

/// How a kind of problem is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KindWords {
    /// Name for counting, snake_case.
    pub name: &'static str,
    /// In a few words.
    pub title: &'static str,
    /// The sentence: what is so and what to do. Its gaps are those of [`Kind::values`].
    pub text: &'static str,
}

macro_rules! kinds {
    ($($kind:pat => $name:literal, $title:literal, $text:literal;)*) => {
        /// The words of every kind.
        pub const KINDS: &[KindWords] = &[$(KindWords { name: $name, title: $title, text: $text }),*];

        impl Kind {
            /// How it is called.
            pub fn words(&self) -> KindWords {
                match self {
                    $($kind => KindWords { name: $name, title: $title, text: $text },)*
                }
            }
        }
    };
}

kinds! {
    Kind::Empty => "empty", "empty file",
        "The file is empty. Export it again and check its size";
    Kind::Binary(_) => "binary", "not text",
        "This is {what}, not text. Export the transcripts as CSV, JSON, JSON Lines or text and \
         drop that file";
    Kind::BrokenArchive => "broken_archive", "damaged archive",
        "The archive is damaged, and what stands behind the damage cannot be found. What stands \
         before was read. Download or pack it again";
    Kind::Locked => "locked", "locked by a password",
        "A file in this archive is locked by a password. Unpack it and drop the files";
    Kind::Packing => "packing", "packed in an unknown way",
        "A file in this archive is packed in a way that is not read here. Unpack it and drop the files";
    Kind::TooPacked => "too_packed", "unpacks to too much",
        "This archive unpacks to more than 500 times its size, which transcripts never do; the rest of it \
         was left alone";
    Kind::TooDeep => "too_deep", "archive in archives",
        "This archive stands inside three others. Unpack the outer ones and drop it by itself";
    Kind::LargeWorkbook => "large_workbook", "too large to hold",
        "A workbook, or a Parquet file in an archive, has more than 256 million bytes. Save the sheets \
         as CSV, or unpack the archive, and drop those";
    Kind::BrokenParquet => "broken_parquet", "damaged Parquet file",
        "This Parquet file is damaged or cut off; what of it could be found was read. Download or write it \
         again";
    Kind::ParquetOf(_) => "parquet_of", "Parquet that is not read",
        "This Parquet file is written with {what}, which is not read here. Write it again without, for \
         example packed by Snappy, gzip or Zstandard";
    Kind::NotLoaded => "not_loaded", "reader not loaded",
        "The program that reads Parquet files could not be loaded from this page's address. Connect and \
         reload the page, then drop the file again";
    Kind::NotTranscripts => "not_transcripts", "no transcripts",
        "Pictures, sound, documents and programs in an archive are left out";
    Kind::UnknownFormat => "unknown_format", "unknown format",
        "No format fits. Undertone reads tables with one row per message or per conversation, \
         JSON or JSON Lines with messages, and text with a speaker before each message";
    Kind::NoMessageColumns(_) => "no_message_columns", "no column with messages",
        "This table has no column that holds messages. It needs a text column (message, text, \
         content) or a transcript column. Its columns are: {columns}";
    Kind::NotUtf8(_) => "not_utf8", "not UTF-8",
        "Bytes that are not UTF-8 were read as {encoding}. If letters look wrong, choose another encoding";
    Kind::BrokenUtf16 => "broken_utf16", "broken UTF-16",
        "A broken UTF-16 character was replaced by \u{fffd}";
    Kind::TooLong => "too_long", "record too long",
        "A record longer than {limit} million bytes was left out. Check for a missing line break \
         or quote";
    Kind::UnbalancedQuote => "unbalanced_quote", "quote not closed",
        "A quote is opened and not closed, so the line was read on its own";
    Kind::FieldCount { .. } => "field_count", "wrong number of fields",
        "The number of fields in the row is {found}, in the header {expected}";
    Kind::NotJson => "not_json", "not JSON",
        "The line is not valid JSON";
    Kind::CutShort => "cut_short", "cut short",
        "The file ends in the middle of a record; it may have been cut off on the way. What \
         stands before was read";
    Kind::NoMessages => "no_messages", "no messages",
        "The record holds no messages under a name known here (messages with role and content). \
         If it is a platform's export, it is of a kind that is not known here; export as CSV or JSON \
         with one row or object per message";
    Kind::Damaged(_) => "damaged", "damaged export",
        "This is an export of {platform}, but no conversation could be read from it. It may be damaged or \
         cut off, or hold something other than conversations. Export it again, or choose another format \
         for it";
    Kind::NoSuchFormat => "no_such_format", "unknown format chosen",
        "The chosen format is not known, so the format was told from the file itself";
    Kind::TestTraffic => "test_traffic", "test traffic",
        "The source marks this conversation as a test, so it is left out";
    Kind::TestTrafficRead => "test_traffic_read", "test traffic that was read",
        "The source marks this conversation as a test; it was read as you chose";
    Kind::BesideRecords => "beside_records", "conversations in another place",
        "More conversations stand in another place of this file and were not read. Put each list \
         of conversations into a file of its own";
    Kind::NoText => "no_text", "no text",
        "The record has no text";
    Kind::BadTime => "bad_time", "unreadable time",
        "The time cannot be read; the message is kept without one";
    Kind::TimeWithoutDate => "time_without_date", "time without a date",
        "Times of day without a date cannot be placed; the messages are kept in their order, \
         without times";
    Kind::AmbiguousDates(_) => "ambiguous_dates", "ambiguous dates",
        "Day and month cannot be told apart in this file; dates were read as {order}";
    Kind::NoConversation => "no_conversation", "no conversation id",
        "The row has no conversation id";
    Kind::UnknownRole => "unknown_role", "unknown speaker",
        "Who speaks cannot be told from the source; the role was inferred from the conversation";
    Kind::DuplicateMessage => "duplicate_message", "repeated message",
        "This message was read before: it has the same id, or an earlier file holds the same \
         words in this conversation, at the same time or without a time";
    Kind::DuplicateConversation => "duplicate_conversation", "repeated conversation",
        "A conversation with this id and the same content was read before";
    Kind::RepeatedConversation => "repeated_conversation", "joined conversation",
        "A conversation with this id was read before, with other messages; they were joined";
    Kind::OutOfOrder => "out_of_order", "out of order",
        "Times run backwards inside a conversation; its messages were put in order of time";
    Kind::ControlCharacters => "control_characters", "control characters",
        "Control characters were taken out of the text";
    Kind::DirectionOverride => "direction_override", "turned direction of writing",
        "Characters that turn the direction of writing are in the text; it is shown apart from \
         its surroundings";
    Kind::StrayText => "stray_text", "text of nobody",
        "Text before the first message belongs to nobody";
    Kind::Unreadable => "unreadable", "unreadable file",
        "The file could not be read to its end; it may have been moved or changed meanwhile. What \
         was read is kept. Drop it again for the rest";
    Kind::Stopped => "stopped", "stopped",
        "Reading was stopped; the rest of this file was not read";
    Kind::OtherDay => "other_day", "on other days",
        "The conversation begins on another day than those that were chosen, or its first message has \
         no time";
    Kind::OutOfMemory => "out_of_memory", "memory full",
        "The memory that this browser allows is full, and the rest of this file was not read. Close \
         other tabs, split the file, or read it with the terminal program";
    Kind::NoConversationColumn => "no_conversation_column", "no column for conversations",
        "No column tells conversations apart, so a pause begins a new one: of 30 \
         minutes, unless another was chosen";
    Kind::NoSuchColumn(_) => "no_such_column", "column not there",
        "A column was chosen that this file does not have: {columns}. Check its spelling, or give \
         its place: #1 is the first column";
    Kind::NoSuchZone => "no_such_zone", "unknown time zone",
        "The time zone that was chosen does not exist; times were read in the zone of the \
         analysis. Use a name such as Europe/Berlin or UTC";
    Kind::UnknownSource => "unknown_source", "unknown source",
        "Messages came from a source that is not known, and were left out. See the list of sources for \
         its name";
    Kind::InternalNote => "internal_note", "internal note",
        "Internal notes are never read in";
    Kind::LateBot => "late_bot", "bot named late",
        "This user is a bot, but messages of theirs were read as those of a person, because they came \
         before this file. Drop the archive as Slack made it";
    Kind::NoIds(_) => "no_ids", "no column of ids",
        "This file was to be joined to conversations, but none of its columns holds their ids or those of \
         customers. Its columns are: {columns}";
    Kind::NoId => "no_id", "no id",
        "The record has no id, so nobody knows what it is about";
    Kind::Unmatched => "unmatched", "no conversation for it",
        "No conversation has this id, so the record was left out";
    Kind::RepeatedId => "repeated_id", "repeated id",
        "A later record of this file has the same id, and the last one counts";
    Kind::BadRating => "bad_rating", "unreadable rating",
        "The rating is neither a number nor a known word; it was left out";
    Kind::UnknownStatus => "unknown_status", "unknown outcome",
        "The outcome or status is not a word that is known here, so it decides nothing. Known are \
         resolved, unresolved, escalated and abandoned";
    Kind::ManyValues(_) => "many_values", "column with too many values",
        "These columns hold too many different values to filter by, and were not kept: {columns}";
    Kind::LongValues(_) => "long_values", "column with long texts",
        "Long texts in these columns were not kept to filter by: {columns}";
    Kind::ManyColumns(_) => "many_columns", "too many columns",
        "This file has more columns than are kept to filter by. These were not kept: {columns}";
}

impl Kind {
    /// Name for counting, snake_case.
    pub fn name(&self) -> &'static str {
        self.words().name
    }

    /// What fills the gaps of its sentence.
    pub fn values(&self) -> Values {
        let sentence = Sentence::default();
        match self {
            Self::Binary(what) | Self::ParquetOf(what) => sentence.words("what", [Sentence::of(what)]),
            Self::NoMessageColumns(columns)
            | Self::NoIds(columns)
            | Self::NoSuchColumn(columns)
            | Self::ManyValues(columns)
            | Self::LongValues(columns)
            | Self::ManyColumns(columns) => sentence.words("columns", [columns.clone()]),
            Self::NotUtf8(encoding) => sentence.plain("encoding", encoding),
            Self::Damaged(platform) => sentence.plain("platform", platform),
            Self::TooLong => sentence.plain("limit", MAX_RECORD >> 20),
            Self::FieldCount { found, expected } => {
                sentence.plain("found", found).plain("expected", expected)
            }
            Self::AmbiguousDates(DateOrder::DayFirst) => {
                sentence.words("order", [Sentence::of("day, month, year")])
            }
            Self::AmbiguousDates(DateOrder::MonthFirst) => {
                sentence.words("order", [Sentence::of("month, day, year")])
            }
            _ => sentence,
        }
        .values
    }

    /// Its sentence, with what fills its gaps.
    pub fn sentence(&self) -> Sentence {
        Sentence { text: Cow::Borrowed(self.words().text), values: self.values() }
    }

    /// A kind in a few words, by its name.
    pub fn title_of(name: &str) -> &str {
        KINDS.iter().find(|words| words.name == name).map_or(name, |words| words.title)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.sentence().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_gap_is_filled_and_no_name_stands_for_two_kinds() {
        let columns = Sentence::of("a, b");
        for kind in [
            Kind::Binary("a picture"),
            Kind::ParquetOf("LZO"),
            Kind::NotUtf8("Windows-1252"),
            Kind::NoMessageColumns(columns.clone()),
            Kind::NoIds(columns.clone()),
            Kind::NoSuchColumn(columns.clone()),
            Kind::ManyValues(columns.clone()),
            Kind::LongValues(columns.clone()),
            Kind::ManyColumns(columns),
            Kind::Damaged("a platform"),
            Kind::TooLong,
            Kind::FieldCount { found: 3, expected: 4 },
            Kind::AmbiguousDates(DateOrder::DayFirst),
            Kind::AmbiguousDates(DateOrder::MonthFirst),
        ] {
            assert_eq!(kind.words().text.matches('{').count(), kind.values().len(), "{kind:?}");
            assert!(!kind.to_string().contains(['{', '}']), "{kind}");
            assert_ne!(Kind::title_of(kind.name()), kind.name());
        }
        assert_eq!(KINDS.iter().filter(|words| words.text.contains('{')).count(), 13);
        assert_eq!(KINDS.iter().map(|words| words.name).collect::<BTreeSet<_>>().len(), KINDS.len());
    }
}
