//! A text as tokens: words, numbers, marks, line breaks, and of each what the tagger looks at.

use super::features::{ENDINGS, STREET, WORD};
use super::gazetteer::Gazetteer;

/// What a token looks like; the numbers are the tagger's.
pub(super) mod shape {
    pub const LOWER: u8 = 1;
    pub const CAPITALISED: u8 = 2;
    pub const CAPITALS: u8 = 3;
    pub const INITIAL: u8 = 4;
    pub const NUMBER: u8 = 5;
    pub const LETTERED: u8 = 8;
    pub const COMMA: u8 = 9;
    pub const STOP: u8 = 10;
    pub const OTHER: u8 = 16;
}

/// A token of a piece.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) start: u32,
    pub(super) end: u32,
    /// Of its lower case.
    pub(super) hash: u32,
    /// Of its last two, three and four bytes; 0 where it is not longer.
    pub(super) ends: [u32; 3],
    pub(super) shape: u8,
    pub(super) flags: u8,
    /// What the tagger says of it.
    pub(super) label: u8,
    /// How many bytes its lower case has.
    pub(super) length: u32,
}

impl Token {
    pub(super) fn is_word(&self) -> bool {
        (shape::LOWER..=shape::INITIAL).contains(&self.shape)
    }

    pub(super) fn is_number(&self) -> bool {
        (shape::NUMBER..=shape::LETTERED).contains(&self.shape)
    }
}

/// FNV-1a over 32 bits.
pub(super) fn fnv(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}

/// Replaces `tokens` by those of the text. `word` is overwritten and kept for its room.
pub(super) fn read(text: &str, gazetteer: &Gazetteer, tokens: &mut Vec<Token>, word: &mut Vec<u8>) {
    tokens.clear();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let end = if c.is_alphabetic() {
            word_end(text, at)
        } else if c.is_numeric() {
            at + run(&text[at..], |c| c.is_alphanumeric() || c == '_')
        } else {
            at + c.len_utf8()
        };
        if c == '\n' || !c.is_whitespace() {
            tokens.push(token(text, at, end, c, gazetteer, word));
        }
        at = end;
    }
}

/// How many bytes of the text `fit`.
fn run(text: &str, fit: impl Fn(char) -> bool) -> usize {
    text.find(|c| !fit(c)).unwrap_or(text.len())
}

/// The end of the letters that start at `at`, apostrophes between letters among them.
fn word_end(text: &str, at: usize) -> usize {
    let mut end = at + run(&text[at..], char::is_alphabetic);
    loop {
        let mut rest = text[end..].chars();
        let Some(mark @ ('\'' | '\u{2019}')) = rest.next() else { return end };
        if !rest.next().is_some_and(char::is_alphabetic) {
            return end;
        }
        let from = end + mark.len_utf8();
        end = from + run(&text[from..], char::is_alphabetic);
    }
}

fn token(
    text: &str,
    start: usize,
    end: usize,
    first: char,
    gazetteer: &Gazetteer,
    word: &mut Vec<u8>,
) -> Token {
    let held = &text[start..end];
    word.clear();
    let (mut letters, mut capitals) = (0, 0);
    for c in held.chars() {
        letters += u32::from(c.is_alphabetic());
        capitals += u32::from(c.is_uppercase());
        let lower = if c == '\u{2019}' { '\'' } else { crate::text::lower(c) };
        word.extend_from_slice(lower.encode_utf8(&mut [0; 4]).as_bytes());
    }
    let mut token = Token {
        start: start as u32,
        end: end as u32,
        hash: fnv(word),
        ends: [0; 3],
        shape: shape_of(held, first),
        flags: 0,
        label: 0,
        length: word.len() as u32,
    };
    if first.is_alphabetic() {
        token.shape = match (first.is_uppercase(), letters) {
            (false, _) => shape::LOWER,
            (true, 1) => shape::INITIAL,
            (true, letters) if letters == capitals => shape::CAPITALS,
            _ => shape::CAPITALISED,
        };
        let bare = word.strip_suffix(b"'s").unwrap_or(word);
        token.flags = gazetteer.flags(bare);
        let ends_so = || ENDINGS.iter().any(|ending| bare.ends_with(ending.as_bytes()));
        if word.len() > 6 && token.flags & WORD == 0 && ends_so() {
            token.flags |= STREET;
        }
        for (hash, length) in token.ends.iter_mut().zip(2..) {
            if bare.len() > length {
                *hash = fnv(&bare[bare.len() - length..]);
            }
        }
    }
    token
}

/// The shape of what is no word.
fn shape_of(held: &str, first: char) -> u8 {
    match first {
        '0'..='9' if held.bytes().any(|byte| !byte.is_ascii_digit()) => shape::LETTERED,
        '0'..='9' => shape::NUMBER + u8::from(held.len() > 2) + u8::from(held.len() > 4),
        ',' => shape::COMMA,
        '.' => shape::STOP,
        '\n' => 11,
        '-' => 12,
        '\'' | '\u{2019}' | '"' => 13,
        ':' => 14,
        '@' | '#' | '/' => 15,
        '!' | '?' => 17,
        _ => shape::OTHER,
    }
}
