//! E-mail addresses around an `@`, letters of any script allowed on both sides.
//!
//! A domain has at least two labels and ends in a label of letters. What the writer glued to it
//! ("a@b.com.Thanks", "a@b.com-Office") is left out.

use super::chars::{alnum_at, char_at, char_before};
use super::finder::{Matches, note};
use super::kind::Kind;

/// Longer local parts are cut to what stands nearest the `@`.
const MAX_LOCAL: usize = 128;
const MAX_DOMAIN: usize = 255;

/// Looks at the `@` at `at`.
pub(super) fn look(s: &[u8], at: usize, matches: &mut Matches) {
    let (local_end, domain_start) = match (at.checked_sub(1).map(|i| s[i]), s.get(at + 1)) {
        (Some(b' '), Some(b' ')) => (at - 1, at + 2),
        (Some(b'"'), _) => {
            if let Some(start) = quoted_start(s, at - 1)
                && let Some(end) = domain_end(s, at + 1)
            {
                note(matches, Kind::Email, start, end);
            }
            return;
        }
        _ => (at, at + 1),
    };
    let spaced = local_end != at;
    let Some(start) = local_start(s, local_end) else { return };
    if spaced && local_end - start < 2 {
        return;
    }
    if let Some(end) = domain_end(s, domain_start) {
        note(matches, Kind::Email, start, end);
    }
}

/// The opening quote of a quoted local part whose closing quote is at `close`.
fn quoted_start(s: &[u8], close: usize) -> Option<usize> {
    let from = close.saturating_sub(MAX_LOCAL);
    let open = memchr::memrchr(b'"', &s[from..close])? + from;
    (open + 1 < close && !s[open..close].contains(&b'\n')).then_some(open)
}

fn is_local(c: char) -> bool {
    match c {
        '.' | '_' | '%' | '+' | '-' | '\'' | '&' | '!' | '$' | '*' | '^' | '~' | '`' => true,
        c => c.is_alphanumeric(),
    }
}

/// The start of the local part that ends at `end`.
pub(super) fn local_start(s: &[u8], end: usize) -> Option<usize> {
    let mut start = end;
    while let Some(c) = char_before(s, start)
        && is_local(c)
        && end - start + c.len_utf8() <= MAX_LOCAL
    {
        start -= c.len_utf8();
    }
    while start < end && !alnum_at(s, start) && !matches!(s[start], b'_' | b'+') {
        start += 1;
    }
    (start < end && s[end - 1] != b'.').then_some(start)
}

/// The end of the domain that starts at `start`, `None` if no domain does.
pub(super) fn domain_end(s: &[u8], start: usize) -> Option<usize> {
    let mut labels = 0;
    let mut best = None;
    let mut before: &[u8] = &[];
    let mut from = start;
    loop {
        let end = label_end(s, from, start + MAX_DOMAIN);
        if end == from {
            return best;
        }
        let label = &s[from..end];
        labels += 1;
        if labels > 1
            && !starts_a_sentence(before, label, best.is_some())
            && let Some(length) = top_level(label)
        {
            best = Some(from + length);
        }
        if s.get(end) != Some(&b'.') {
            return best;
        }
        before = label;
        from = end + 1;
    }
}

/// The end of the label that starts at `from`: letters and digits of any script, hyphens within.
pub(super) fn label_end(s: &[u8], from: usize, limit: usize) -> usize {
    let mut end = from;
    while let Some(c) = char_at(s, end)
        && (c.is_alphanumeric() || matches!(c, '-' | '_'))
        && end < limit
    {
        end += c.len_utf8();
    }
    while end > from && matches!(s[end - 1], b'-' | b'_') {
        end -= 1;
    }
    end
}

/// How much of a label can end a domain: at least two letters, up to a hyphen; or a coded one.
fn top_level(label: &[u8]) -> Option<usize> {
    if label.len() > 4 && label[..4].eq_ignore_ascii_case(b"xn--") {
        return Some(label.len());
    }
    let length = memchr::memchr2(b'-', b'_', label).unwrap_or(label.len());
    let name = str::from_utf8(&label[..length]).ok()?;
    (name.chars().nth(1).is_some() && name.chars().all(char::is_alphabetic)).then_some(length)
}

/// Whether a label after a full domain is the first word of the next sentence: "b.com.Thanks".
fn starts_a_sentence(before: &[u8], label: &[u8], complete: bool) -> bool {
    complete
        && label[0].is_ascii_uppercase()
        && label[1..].iter().all(u8::is_ascii_lowercase)
        && before.iter().all(u8::is_ascii_lowercase)
}
