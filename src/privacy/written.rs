//! E-mail addresses written out to hide them from machines: "ann (at) example (dot) com",
//! "ann.lee at example.com", "ann at example dot com".
//!
//! In brackets the words are unmistakable. Bare, they are also plain English, so the word before "at"
//! must not be one that commonly stands there, and an undisguised domain wants a local part that no
//! plain word looks like.

use super::chars::{alnum_at, alnum_before, char_before, is_one_of, word_before};
use super::email::{domain_end, label_end, local_start};
use super::finder::{Matches, note};
use super::kind::Kind;

/// What stands before a bare "at" without being a name.
const NOT_NAMES: &[&str] = &[
    "a",
    "all",
    "am",
    "and",
    "are",
    "arrive",
    "arrived",
    "at",
    "available",
    "be",
    "buy",
    "bought",
    "contact",
    "check",
    "directly",
    "email",
    "find",
    "found",
    "go",
    "got",
    "hello",
    "help",
    "here",
    "hosted",
    "in",
    "info",
    "is",
    "it",
    "laugh",
    "live",
    "located",
    "login",
    "look",
    "looked",
    "looking",
    "mail",
    "me",
    "meet",
    "my",
    "not",
    "now",
    "on",
    "one",
    "online",
    "only",
    "or",
    "order",
    "ordered",
    "out",
    "page",
    "people",
    "reach",
    "register",
    "see",
    "shop",
    "shopping",
    "sign",
    "site",
    "staff",
    "start",
    "stay",
    "store",
    "support",
    "team",
    "that",
    "them",
    "there",
    "this",
    "up",
    "us",
    "visit",
    "was",
    "website",
    "were",
    "what",
    "work",
    "working",
    "works",
    "write",
    "you",
];
const AT_WORDS: &[&str] = &["at", "ät"];
const DOT_WORDS: &[&str] = &["dot", "punkt", "point"];
const MAX_LABEL: usize = 64;

/// Looks at the bracket at `open`: "(at)", "[ at ]", "<@>".
pub(super) fn look_at_bracket(s: &[u8], open: usize, matches: &mut Matches) {
    let Some(close) = bracketed(s, open, |word| is_one_of(word, AT_WORDS) || word == b"@") else { return };
    let Some(start) = local_back(s, skip_back(s, open)) else { return };
    if let Some((end, _)) = domain(s, skip(s, close)) {
        note(matches, Kind::Email, start, end);
    }
}

/// Looks at the dot at `dot`: whether it is the first of a plain domain after a bare "at".
pub(super) fn look_at_dot(s: &[u8], dot: usize, matches: &mut Matches) {
    if alnum_before(s, dot) && alnum_at(s, dot + 1) {
        look_before_label(s, dot, matches);
    }
}

/// Looks at the letter at `at`: whether it is the `d` of a bare "dot" or the `k` of "punkt".
pub(super) fn look_at_word(s: &[u8], at: usize, matches: &mut Matches) {
    let start = match s[at] {
        b'd' | b'D' if s.get(at + 1).is_some_and(|byte| byte.eq_ignore_ascii_case(&b'o')) => at,
        b'k' | b'K' if at >= 4 => at - 3,
        _ => return,
    };
    if start > 0 && s[start - 1] == b' ' && dot_word(s, start).is_some() {
        look_before_label(s, skip_back(s, start), matches);
    }
}

/// A label ends at `end`: whether "… at " stands before it and an address around that.
fn look_before_label(s: &[u8], end: usize, matches: &mut Matches) {
    let label_start = label_back(s, end);
    let at_end = skip_back(s, label_start);
    if label_start == end || at_end == label_start {
        return;
    }
    let word = word_before(s, at_end);
    let at_start = at_end - word.len();
    let local_end = skip_back(s, at_start);
    if local_end == at_start || !is_one_of(word, AT_WORDS) {
        return;
    }
    let (Some(start), Some((end, disguised))) = (local_back(s, local_end), domain(s, label_start)) else {
        return;
    };
    let local = &s[start..local_end];
    let telling = local.iter().any(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'_' | b'-'));
    if telling && local.iter().any(u8::is_ascii_alphabetic) || disguised && !is_one_of(local, NOT_NAMES) {
        note(matches, Kind::Email, start, end);
    }
}

/// The start of the local part that ends at `end`, with its own written-out dots.
fn local_back(s: &[u8], end: usize) -> Option<usize> {
    let mut start = local_start(s, end)?;
    for _ in 0..4 {
        let Some(dot_start) = dot_word_back(s, skip_back(s, start)) else { break };
        let before = skip_back(s, dot_start);
        match local_start(s, before) {
            Some(earlier) => start = earlier,
            None => break,
        }
    }
    Some(start)
}

/// The end of a domain that starts at `start`, and whether a dot of it is written out.
fn domain(s: &[u8], start: usize) -> Option<(usize, bool)> {
    let mut best = domain_end(s, start);
    let mut disguised = false;
    let mut label = best.unwrap_or_else(|| label_end(s, start, start + MAX_LABEL));
    if label == start {
        return None;
    }
    for _ in 0..6 {
        let Some(dot) = dot_word(s, skip(s, label)) else { break };
        let next = skip(s, dot);
        let end = domain_end(s, next).unwrap_or_else(|| label_end(s, next, next + MAX_LABEL));
        let last = &s[next..end];
        if end == next {
            break;
        }
        label = end;
        if last.len() >= 2 && last.iter().all(|byte| byte.is_ascii_alphabetic() || *byte == b'.') {
            disguised = true;
            best = Some(end);
        }
    }
    best.map(|end| (end, disguised))
}

/// The end of the written-out dot that starts at `at`: "dot", "(dot)", "[.]".
fn dot_word(s: &[u8], at: usize) -> Option<usize> {
    if s.get(at).is_some_and(|byte| b"([{<".contains(byte)) {
        return bracketed(s, at, |word| is_one_of(word, DOT_WORDS) || word == b".");
    }
    let word = super::chars::word_at(s, at);
    let end = at + word.len();
    (is_one_of(word, DOT_WORDS) && s.get(end) == Some(&b' ')).then_some(end)
}

/// The start of the written-out dot that ends at `end`.
fn dot_word_back(s: &[u8], end: usize) -> Option<usize> {
    let closed = end > 0 && b")]}>".contains(&s[end - 1]);
    let word_end = if closed { end - 1 } else { end };
    let word = word_before(s, word_end);
    let start = word_end - word.len();
    if !is_one_of(word, DOT_WORDS) || start == 0 {
        return None;
    }
    let before = s[start - 1];
    if closed { b"([{<".contains(&before).then_some(start - 1) } else { (before == b' ').then_some(start) }
}

/// The end of a bracket that opens at `open` and holds one word that `fits`.
fn bracketed(s: &[u8], open: usize, fits: impl Fn(&[u8]) -> bool) -> Option<usize> {
    let from = skip(s, open + 1);
    let rest = &s[from..s.len().min(from + 8)];
    let length = rest.iter().take_while(|byte| !b" )]}>".contains(byte)).count();
    let close = skip(s, from + length);
    (fits(&rest[..length]) && s.get(close).is_some_and(|byte| b")]}>".contains(byte))).then_some(close + 1)
}

/// Past at most two spaces from `at` on.
fn skip(s: &[u8], at: usize) -> usize {
    at + s[at.min(s.len())..].iter().take(2).take_while(|&&byte| byte == b' ').count()
}

/// Before at most two spaces that end at `end`.
fn skip_back(s: &[u8], end: usize) -> usize {
    end - s[..end].iter().rev().take(2).take_while(|&&byte| byte == b' ').count()
}

/// The start of the label that ends at `end`.
fn label_back(s: &[u8], end: usize) -> usize {
    let mut start = end;
    while let Some(c) = char_before(s, start)
        && (c.is_alphanumeric() || c == '-')
        && end - start < MAX_LABEL
    {
        start -= c.len_utf8();
    }
    start
}
