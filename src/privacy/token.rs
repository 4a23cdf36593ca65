//! The tokens that stand for masked data: `[EMAIL 12]`.
//!
//! A text may hold such a token before masking: it was masked elsewhere, or a user typed it. It is left
//! as it stands, nothing is matched across it, and it is in no list of spans. So masking is idempotent,
//! and who is who is read from the masker's numbers, never from the text.

use super::kind::Kind;

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
