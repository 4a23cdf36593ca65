//! What was found, in words: a snippet in pieces, and how many messages there are.

use super::{plural, plural_of};
use crate::{engine::SearchResults, say};

/// How many messages are listed.
pub const MOST: u32 = 50;

/// What is looked for while somebody types: the last word may still be growing, from its second letter on.
///
/// ```
/// use undertone::words::hits::as_typed;
/// assert_eq!(as_typed("my ref"), "my ref*");
/// assert_eq!(as_typed("\"my order\""), "\"my order\"");
/// assert_eq!(as_typed("refund "), "refund ");
/// assert_eq!(as_typed("size m"), "size m");
/// ```
pub fn as_typed(line: &str) -> String {
    let grows = line.chars().rev().take_while(|c| c.is_alphanumeric()).count() > 1;
    format!("{line}{}", if grows { "*" } else { "" })
}

/// Cuts a text at its marks, which are in characters, in order and apart: each piece with whether it is
/// marked.
///
/// ```
/// use undertone::words::hits::pieces;
/// let marked = |text: &str| (text.to_owned(), true);
/// let plain = |text: &str| (text.to_owned(), false);
/// assert_eq!(pieces("größer, ja", &[(0, 6), (8, 10)]), [marked("größer"), plain(", "), marked("ja")]);
/// assert_eq!(pieces("", &[]), []);
/// ```
pub fn pieces(text: &str, marks: &[(u32, u32)]) -> Vec<(String, bool)> {
    let mut chars = text.chars();
    let mut at = 0;
    let mut pieces = Vec::new();
    let mut take = |to: u32, marked: bool| {
        let piece: String = chars.by_ref().take(to.saturating_sub(at) as usize).collect();
        at = at.max(to);
        if !piece.is_empty() {
            pieces.push((piece, marked));
        }
    };
    for (from, to) in marks {
        take(*from, false);
        take(*to, true);
    }
    take(u32::MAX, false);
    pieces
}

/// How many were found, and how many of them are listed.
pub fn counted(found: &SearchResults, so_far: bool) -> String {
    let shown = found.rows.len() as u64;
    let counted = if shown < found.count {
        plural_of(shown, found.count, "{n} of {all} message", "{n} of {all} messages")
    } else {
        plural(found.count, "{n} message", "{n} messages")
    };
    if so_far { say!("So far: {caption}", caption = counted) } else { counted }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{conversation::Role, engine::FoundLine};

    #[test]
    fn pieces_put_together_are_the_text_whatever_the_marks() {
        for marks in [&[(0, 99)][..], &[(3, 3)], &[(2, 1), (0, 2)], &[(5, 6), (6, 7)], &[(40, 50)]] {
            let whole: String =
                pieces("größer 👍 [EMAIL 1]", marks).into_iter().map(|(piece, _)| piece).collect();
            assert_eq!(whole, "größer 👍 [EMAIL 1]", "{marks:?}");
        }
        assert_eq!(pieces("👍👍", &[(1, 2)]), [("👍".into(), false), ("👍".into(), true)]);
    }

    #[test]
    fn counts_say_what_is_listed() {
        let row = FoundLine {
            conversation: 0,
            id: String::new(),
            role: Role::User,
            at: None,
            line: 0,
            text: String::new(),
            marks: Vec::new(),
        };
        let found =
            |count, rows| SearchResults { count, rows: vec![row.clone(); rows], ..Default::default() };
        assert_eq!(counted(&found(1_234, 50), false), "50 of 1,234 messages");
        assert_eq!(counted(&found(1, 1), false), "1 message");
        assert_eq!(counted(&found(50, 50), true), "So far: 50 messages");
    }
}
