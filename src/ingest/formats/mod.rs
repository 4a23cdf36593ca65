//! One file per format. A format takes decoded text in any pieces and gives facts and utterances.
//!
//! To add one: a file here, a branch in `detect`, a sample, a row in the documentation. Exports of chat
//! platforms have a room of their own, `platforms`, where a line suffices.

mod calls;
pub(super) mod captions;
mod cast;
pub(super) mod cells;
pub(super) mod details;
mod dialogue;
mod histories;
pub mod json_conversation;
pub(super) mod json_records;
mod message_rows;
mod messenger;
mod pair_rows;
pub(super) mod plain_text;
pub(super) mod platforms;
pub(crate) mod row;
mod sessions;
pub(super) mod side;
pub(super) mod table;
mod talks;
mod transcript_rows;
pub(super) mod walk;

use super::Out;

/// Reads one file's text, piece by piece.
pub trait Format {
    /// Takes the next text.
    fn push(&mut self, text: &str, out: &mut Out<'_>);
    /// Says that the file is over.
    fn finish(&mut self, out: &mut Out<'_>);
}

/// The names of all platforms whose exports are read in their own shape, in the order in which they are
/// tried.
pub fn platform_names() -> impl Iterator<Item = &'static str> {
    platforms::PLATFORMS.iter().map(|platform| platform.name)
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
