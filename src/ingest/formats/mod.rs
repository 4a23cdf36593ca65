//! One file per format. A format takes decoded text in any pieces and gives facts and utterances.
//!
//! To add one: a file here, a branch in `detect`, a sample, a row in the documentation.

mod cast;
pub(super) mod dialogue;
mod json_conversation;
pub(super) mod json_records;
mod message_rows;
mod pair_rows;
pub(super) mod plain_text;
mod row;
pub(super) mod table;
mod transcript_rows;

use super::Out;

/// Reads one file's text, piece by piece.
pub trait Format {
    /// Takes the next text.
    fn push(&mut self, text: &str, out: &mut Out<'_>);
    /// Says that the file is over.
    fn finish(&mut self, out: &mut Out<'_>);
}

/// Whether a table cell holds a whole dialogue: JSON messages, or speakers before messages.
pub(super) fn looks_like_transcript(cell: &str) -> bool {
    let cell = cell.trim();
    if cell.starts_with('[') && cell.ends_with(']') && cell.contains('{') {
        return true;
    }
    cell.len() > 12
        && dialogue::lines(cell, super::moment::DateOrder::DayFirst)
            .is_some_and(|(lines, _)| lines.len() >= 2)
}
