//! What says that a message is a note of the team among themselves. Such are never read in, whatever they come in.

use super::{json::Json, values};

/// Keys whose yes says so, and keys whose no does.
const INTERNAL: [&str; 8] = [
    "private",
    "internal",
    "is_private",
    "isPrivate",
    "is_internal",
    "isInternal",
    "internal_note",
    "internalNote",
];
const PUBLIC: [&str; 3] = ["public", "is_public", "isPublic"];

/// Keys that say what kind of message it is.
const KINDS: [&str; 6] = ["type", "message_type", "messageType", "kind", "role", "sender_type"];

/// Whether a record is a note by its flags, its kind, or who may see it.
pub fn is_note(message: &Json<'_>) -> bool {
    let says = |keys: &[&str], wanted| {
        keys.iter().any(|key| message.text_at(&[key]).and_then(values::flag) == Some(wanted))
    };
    says(&INTERNAL, true)
        || says(&PUBLIC, false)
        || KINDS.iter().any(|key| message.text_at(&[key]).is_some_and(names_note))
        || message.text_at(&["visibility"]).is_some_and(is_for_team)
}

/// Whether a cell of a column on that says so.
pub fn says_note(cell: &str) -> bool {
    values::flag(cell) == Some(true) || names_note(cell) || is_for_team(cell)
}

/// Whether a word for who speaks or what it is means a note. “Note” alone also stands for notices of systems where a
/// person speaks in plain text, so it counts as a kind only.
pub fn names_note(word: &str) -> bool {
    let plain: String = word.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    matches!(
        plain.as_str(),
        "note" | "internalnote" | "internalcomment" | "privatenote" | "privatecomment" | "whisper"
    )
}

fn is_for_team(visibility: &str) -> bool {
    let visibility = visibility.trim();
    ["internal", "private", "agent", "agents", "staff", "team"]
        .iter()
        .any(|word| visibility.eq_ignore_ascii_case(word))
}
