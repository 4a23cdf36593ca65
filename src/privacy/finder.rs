//! The walk over a text: wakes the rules, settles their overlaps, walks the pieces between again.

use std::sync::Arc;

use super::kind::{Kind, Span};
use super::names::{Names, Scratch};
use super::view::View;
use super::{announced, digits, email, geo, iban, national, network, secret, token, url, wallet, written};

/// What a byte may stand in.
const QUIET: u8 = 0;
const DIGIT: u8 = 1;
const AT: u8 = 2;
const COLON: u8 = 3;
const DOT: u8 = 4;
const OPEN: u8 = 5;
const WORD: u8 = 6;
const JOINT: u8 = 7;
const QUERY: u8 = 8;

/// The rule that each byte wakes.
static WAKES: [u8; 256] = {
    let mut table = [QUIET; 256];
    let groups: [(&[u8], u8); 8] = [
        (b"0123456789", DIGIT),
        (b"@", AT),
        (b":", COLON),
        (b".", DOT),
        (b"([{<", OPEN),
        (b"dDkK", WORD),
        (b"-_JzBbI", JOINT),
        (b"?#", QUERY),
    ];
    let mut group = 0;
    while group < groups.len() {
        let mut at = 0;
        while at < groups[group].0.len() {
            table[groups[group].0[at] as usize] = groups[group].1;
            at += 1;
        }
        group += 1;
    }
    table
};

/// Where the rules put what they find: offsets within the piece they were handed.
pub(super) type Matches = Vec<Span>;

/// Finds personal data. Keeps its buffers from call to call, never a text beyond the next call.
#[derive(Debug, Default)]
pub struct Finder {
    view: View,
    matches: Matches,
    pieces: Vec<(usize, usize)>,
    names: Option<Arc<Names>>,
    scratch: Scratch,
}

impl Finder {
    /// A finder that also knows names; without them only what words announce or shapes give away is found.
    pub fn with_names(names: Option<Arc<Names>>) -> Self {
        Self { names, ..Self::default() }
    }

    /// Replaces `spans` by the personal data of `text`: byte offsets, sorted, none overlapping.
    /// Of two that overlap the earlier counts, of two that start together the longer.
    ///
    /// ```
    /// use undertone::privacy::{Finder, Kind};
    /// let mut spans = Vec::new();
    /// Finder::default().find("write to ann@example.org or call +44 20 7946 0018", &mut spans);
    /// assert_eq!(spans.iter().map(|span| span.kind).collect::<Vec<_>>(), [Kind::Email, Kind::Phone]);
    /// ```
    pub fn find(&mut self, text: &str, spans: &mut Vec<Span>) {
        spans.clear();
        let Self { view, matches, pieces, names, scratch } = self;
        let changed = view.read(text);
        let plain = if changed { view.spelling().as_bytes() } else { text.as_bytes() };
        pieces.clear();
        let mut from = 0;
        while let Some((start, end)) = token::next_token(plain, from) {
            pieces.push((from, start));
            from = end;
        }
        pieces.push((from, plain.len()));
        while let Some((start, end)) = pieces.pop() {
            matches.clear();
            walk(&plain[start..end], matches);
            announced::walk(&plain[start..end], matches);
            if let Some(names) = names {
                names.look(&plain[start..end], scratch, matches);
            }
            settle(matches);
            let mut from = start;
            for found in matches.iter() {
                let found = Span { start: found.start + start, end: found.end + start, ..*found };
                pieces.push((from, found.start));
                from = found.end;
                spans.push(found);
            }
            if from > start {
                pieces.push((from, end));
            }
        }
        in_order(spans);
        if changed {
            for span in spans.iter_mut() {
                (span.start, span.end) = view.original(span.start, span.end);
            }
        }
    }
}

/// Keeps the leftmost, then the longest of what overlaps. Names and addresses give way to all else, as far as
/// they overlap, and are one where they overlap each other.
fn settle(matches: &mut Matches) {
    let is_weak = |found: &Span| matches!(found.kind, Kind::Person | Kind::Address);
    in_order(matches);
    let mut reached = 0;
    matches.retain(|found| {
        let keeps = is_weak(found) || found.start >= reached;
        if keeps && !is_weak(found) {
            reached = found.end;
        }
        keeps
    });
    let n_matches = matches.len();
    for at in 0..n_matches {
        if is_weak(&matches[at]) {
            // Only those right before and behind can touch it: the others stand apart, in order.
            let before =
                matches[..at].iter().rev().find(|other| !is_weak(other)).map_or(0, |other| other.end);
            let behind = matches[at..].iter().find(|other| !is_weak(other)).map(|other| other.start);
            let found = &mut matches[at];
            found.start = found.start.max(before);
            found.end = found.end.min(behind.unwrap_or(found.end));
        }
    }
    matches.retain(|found| !is_weak(found) || found.end >= found.start + 2);
    in_order(matches);
    let mut kept = 0;
    for at in 0..matches.len() {
        let found = matches[at];
        if let Some(last) = matches[..kept].last_mut()
            && found.start < last.end
        {
            if found.kind == last.kind {
                last.end = last.end.max(found.end);
            }
            continue;
        }
        matches[kept] = found;
        kept += 1;
    }
    matches.truncate(kept);
}

/// By where they start, the longer first; compiled once for both who ask.
#[inline(never)]
fn in_order(spans: &mut [Span]) {
    spans.sort_unstable_by(|a, b| a.start.cmp(&b.start).then(b.end.cmp(&a.end)).then(a.kind.cmp(&b.kind)));
}

/// Hands every place where something may stand to the rule for it.
fn walk(s: &[u8], matches: &mut Matches) {
    let mut i = 0;
    // Within an address, digits are nobody's number unless a parameter says so.
    let mut url_until = 0;
    // Digits before this place were looked at with those they stand with.
    let mut digits_until = 0;
    while i < s.len() {
        let wakes = WAKES[usize::from(s[i])];
        if wakes == QUIET {
            i += 1;
            continue;
        }
        match wakes {
            DIGIT if i >= digits_until => {
                iban::look(s, i, matches);
                let quiet = i < url_until;
                digits_until = geo::look(s, i, matches)
                    .or_else(|| wallet::look(s, i, matches))
                    .or_else(|| if quiet { None } else { national::look(s, i, matches) })
                    .unwrap_or_else(|| digits::look(s, i, quiet, matches));
            }
            AT => email::look(s, i, matches),
            COLON => {
                if i >= url_until {
                    url_until = url::look(s, i, matches);
                }
                network::look_at_joint(s, i, matches);
            }
            DOT => written::look_at_dot(s, i, matches),
            OPEN => written::look_at_bracket(s, i, matches),
            WORD => {
                written::look_at_word(s, i, matches);
                secret::look(s, i, matches);
            }
            JOINT => {
                secret::look(s, i, matches);
                if s[i] == b'-' {
                    network::look_at_joint(s, i, matches);
                }
            }
            QUERY if i >= url_until => url_until = url::look_bare(s, i, matches).max(url_until),
            _ => {}
        }
        i += 1;
    }
}

/// Notes a match.
pub(super) fn note(matches: &mut Matches, kind: Kind, start: usize, end: usize) {
    debug_assert!(start < end, "an empty {kind:?}");
    matches.push(Span { kind, start, end });
}
