//! What says that a message is a note of the team among themselves. Such are never read in, whatever they come in.

use super::{json::Json, values};

/// Whether a record is a note by its flags, its kind, or who may see it.
pub fn is_note(message: &Json<'_>) -> bool {
    let Json::Object(entries) = message else { return false };
    entries.iter().any(|(key, value)| {
        // Asked of every message, so that its keys are gone through once.
        let says: fn(&str) -> bool = match *key {
            "private" | "internal" | "is_private" | "isPrivate" | "is_internal" | "isInternal"
            | "internal_note" | "internalNote" => |text| values::flag(text) == Some(true),
            "public" | "is_public" | "isPublic" => |text| values::flag(text) == Some(false),
            "type" | "message_type" | "messageType" | "kind" | "role" | "sender_type" => names_note,
            "visibility" => is_for_team,
            _ => return false,
        };
        value.text().is_some_and(says)
    })
}

/// Whether a cell of a column on that says so.
pub fn says_note(cell: &str) -> bool {
    values::flag(cell) == Some(true) || names_note(cell) || is_for_team(cell)
}

/// Whether the word for who speaks, or for what kind of message it is, means a note.
pub fn names_note(word: &str) -> bool {
    const NOTES: [&str; 6] =
        ["note", "internalnote", "internalcomment", "privatenote", "privatecomment", "whisper"];
    let letters = || word.chars().filter(|c| c.is_alphabetic()).map(|c| c.to_ascii_lowercase());
    NOTES.iter().any(|note| letters().eq(note.chars()))
}

fn is_for_team(visibility: &str) -> bool {
    let visibility = visibility.trim();
    ["internal", "private", "agent", "agents", "staff", "team"]
        .iter()
        .any(|word| visibility.eq_ignore_ascii_case(word))
}
