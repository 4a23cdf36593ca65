//! What the tagger looks at, as numbers of buckets: the same as `tools/train/pii/features.py`.

use super::tokens::{Token, shape};

pub(super) const FIRST: u8 = 1;
pub(super) const LAST: u8 = 2;
pub(super) const WORD: u8 = 4;
pub(super) const STREET: u8 = 16;
pub(super) const ANNOUNCES: u8 = 64;

/// The first label of an address; 0 is nothing, 1 and 2 begin and continue a person.
pub(super) const B_ADDRESS: u8 = 3;

/// How the names of streets end that are one word.
pub(super) const ENDINGS: &[&str] = &[
    "straße", "strasse", "straat", "gatan", "vägen", "gasse", "str", "weg", "allee", "platz", "laan", "utca",
    "katu", "tie", "vej", "gade", "gata", "veien", "gracht", "plein", "damm", "ufer",
];

/// How many features a token has: those that need no label, and all.
const STATIC: usize = 26;
pub(super) const ALL: usize = STATIC + 6;

/// One number of a template and what it looks at.
fn mix(template: u32, a: u32, b: u32) -> u32 {
    let mut value =
        (a ^ b.wrapping_mul(0x9e37_79b1).rotate_left(15)).wrapping_add(template.wrapping_mul(0x85eb_ca6b));
    value ^= value >> 15;
    value = value.wrapping_mul(0x2c1b_3c6d);
    value ^ value >> 12
}

/// Whether the text is written in one case.
pub(super) fn is_quiet(tokens: &[Token]) -> bool {
    !tokens.iter().any(|token| token.shape == shape::CAPITALISED)
}

/// Whether a token may be of a name or an address; `before` is the label of the one before.
pub(super) fn opens(tokens: &[Token], i: usize, before: u8, quiet: bool) -> bool {
    let token = &tokens[i];
    if before > 0 {
        return true;
    }
    let next = tokens.get(i + 1);
    let everyday = token.flags & WORD > 0;
    if token.is_word() {
        if token.flags & STREET > 0 {
            return true;
        }
        let named = token.flags & (FIRST | LAST) > 0;
        let announced = || tokens[i.saturating_sub(2)..i].iter().any(|before| before.flags & ANNOUNCES > 0);
        return match token.shape {
            shape::CAPITALISED => !everyday || named,
            shape::INITIAL
                if next.is_some_and(|next| matches!(next.shape, shape::CAPITALISED | shape::STOP)) =>
            {
                !everyday || named
            }
            shape::CAPITALS if !quiet => !everyday && (named || token.length > 3),
            _ if named => !everyday || announced(),
            _ => !everyday && token.length > 1 && announced(),
        };
    }
    if token.is_number() {
        let before = &tokens[i.saturating_sub(3)..i];
        let after = &tokens[i + 1..tokens.len().min(i + 4)];
        let proper = |token: &Token| {
            token.flags & WORD == 0 && matches!(token.shape, shape::CAPITALISED | shape::CAPITALS)
        };
        return before.iter().chain(after).any(|near| near.flags & STREET > 0)
            || before.last().is_some_and(proper)
            || next.is_some_and(proper);
    }
    false
}

/// The features of a token, given the labels of the two before it.
#[allow(clippy::many_single_char_names)] // The token, those before and behind it: as the trainer names them.
pub(super) fn of(tokens: &[Token], i: usize, quiet: bool, before: u8, earlier: u8) -> [u32; ALL] {
    let at = |offset: usize, back: bool| {
        let place = if back { i.checked_sub(offset) } else { Some(i + offset) };
        place.and_then(|place| tokens.get(place))
    };
    let (t, a, aa, b, bb) = (&tokens[i], at(1, true), at(2, true), at(1, false), at(2, false));
    let word = |token: Option<&Token>| token.map_or(7, |token| token.hash);
    let shape = |token: Option<&Token>| token.map_or(0, |token| u32::from(token.shape));
    let both = |token: Option<&Token>| {
        token.map_or(128 << 8, |token| u32::from(token.flags) << 8 | u32::from(token.shape))
    };
    let own = both(Some(t));
    let q = u32::from(quiet) * 32;
    let labels = u32::from(before) * 8 + u32::from(earlier) + 1;
    let label = u32::from(before) + 1;
    let next = b.map_or(0, |b| u32::from(b.shape) << 8 | u32::from(b.flags));
    let look = u32::from(t.shape);
    [
        mix(1, t.hash, 0),
        mix(2, word(a), 0),
        mix(3, word(b), 0),
        mix(4, word(aa), 0),
        mix(5, word(bb), 0),
        mix(6, word(aa), word(a)),
        mix(7, word(a), t.hash),
        mix(8, t.hash, word(b)),
        mix(9, word(b), word(bb)),
        mix(10, look | q, shape(a) << 8 | shape(b)),
        mix(11, own | q, 0),
        mix(12, both(a), own),
        mix(13, own, both(b)),
        mix(14, both(a), both(b)),
        mix(15, word(a), own),
        mix(16, word(b), own),
        mix(17, t.ends[0], look),
        mix(18, t.ends[1], look),
        mix(19, t.ends[2], 0),
        mix(20, b.map_or(0, |b| b.ends[1]), 0),
        mix(21, both(aa), both(a)),
        mix(22, both(b), both(bb)),
        mix(23, word(aa), own),
        mix(24, word(bb), own),
        mix(25, both(bb), own),
        mix(26, both(aa), own),
        mix(40, labels, 0),
        mix(41, label, own),
        mix(42, labels, own),
        mix(43, label, t.hash),
        mix(44, labels, next),
        mix(45, label, t.ends[1]),
    ]
}
