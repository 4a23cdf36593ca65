//! The tokens that stand for masked data: `[EMAIL 12]`.
//!
//! A text may hold such a token before masking: it was masked elsewhere, or a user typed it. It is left
//! as it stands, nothing is matched across it, and it is in no list of spans. So masking is idempotent,
//! and who is who is read from the masker's numbers, never from the text.

use std::{borrow::Cow, ops::Range};

use super::kind::Kind;

/// Shows every token of a text: its bytes, its kind and its number.
pub fn each_token(text: &str, mut show: impl FnMut(Range<usize>, Kind, u32)) {
    let mut from = 0;
    while let Some((start, end)) = next_token(text.as_bytes(), from) {
        let (name, number) = text[start + 1..end - 1].rsplit_once(' ').unwrap_or_default();
        let kind = Kind::ALL.into_iter().find(|kind| kind.name() == name);
        if let (Some(kind), Ok(number)) = (kind, number.parse()) {
            show(start..end, kind, number);
        }
        from = end;
    }
}

/// The text with its tokens numbered on: each number of a kind beyond that of `beyond`, by [`Kind::ALL`].
pub fn renumbered<'t>(text: &'t str, beyond: &[u32]) -> Cow<'t, str> {
    let mut fresh = String::new();
    let mut from = 0;
    each_token(text, |range, kind, number| {
        fresh.push_str(&text[from..range.start]);
        let number = number.saturating_add(beyond.get(kind as usize).copied().unwrap_or_default());
        fresh.push_str(&format!("[{} {number}]", kind.name()));
        from = range.end;
    });
    if from == 0 {
        return Cow::Borrowed(text);
    }
    fresh.push_str(&text[from..]);
    Cow::Owned(fresh)
}

/// The range of the first token at or after `from`.
pub(super) fn next_token(s: &[u8], mut from: usize) -> Option<(usize, usize)> {
    while let Some(open) = memchr::memchr(b'[', &s[from..]) {
        let start = from + open;
        if let Some(end) = token_end(s, start) {
            return Some((start, end));
        }
        from = start + 1;
    }
    None
}

/// The end of the token that starts at `start`, if one does.
fn token_end(s: &[u8], start: usize) -> Option<usize> {
    let rest = &s[start + 1..];
    let name = Kind::ALL.into_iter().map(Kind::name).find(|name| rest.starts_with(name.as_bytes()))?;
    let rest = rest[name.len()..].strip_prefix(b" ")?;
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let closed = (1..=10).contains(&digits) && rest.get(digits) == Some(&b']');
    closed.then_some(start + 1 + name.len() + 1 + digits + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_numbered_on_by_kind() {
        let mut beyond = vec![0; Kind::ALL.len()];
        beyond[Kind::Email as usize] = 7;
        assert_eq!(
            renumbered("a [EMAIL 2], [PHONE 1] [EMAIL x]", &beyond),
            "a [EMAIL 9], [PHONE 1] [EMAIL x]"
        );
        assert!(matches!(renumbered("nothing", &beyond), Cow::Borrowed("nothing")));
        let mut seen = Vec::new();
        each_token("[EMAIL 2][URL_SECRET 10]", |range, kind, number| seen.push((range, kind, number)));
        assert_eq!(seen, [(0..9, Kind::Email, 2), (9..24, Kind::UrlSecret, 10)]);
    }

    #[test]
    fn a_token_is_told_from_a_bracket() {
        for (text, range) in [
            ("[EMAIL 12]", Some((0, 10))),
            ("[[URL_SECRET 1]", Some((1, 15))),
            ("[EMAIL] [EMAIL x] [email 1] [EMAIL 12", None),
            ("[EMAIL 1[PHONE 2]", Some((8, 17))),
        ] {
            assert_eq!(next_token(text.as_bytes(), 0), range, "{text}");
        }
    }
}
