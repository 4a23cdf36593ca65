//! A message as the words that the rules of sentiment see, one after the other, without a copy.
//!
//! Words stand between white space and lose the punctuation around them, unless so little is left that they
//! may be an emoticon. An emoji is spoken: it becomes the words of its name. A masked token and a web address
//! are one word of which nothing is known.

use std::ops::Range;

use super::lexicon::{Emoji, Entry, Hash, Lexicon};
use crate::language::fold;

/// A word.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Token {
    /// Where it stands, in bytes.
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) entry: Entry,
    /// Written in capitals.
    pub(super) loud: bool,
    /// Which word it is; 0 of an emoji, a masked token or an address.
    pub(super) hash: u32,
}

/// The words of a text.
#[derive(Debug)]
pub(super) struct Tokens<'t> {
    text: &'t str,
    lexicon: &'t Lexicon,
    emoji: &'t Emoji,
    at: usize,
    /// Words of an emoji's name that are still to come, the emoji's own place and valence.
    spoken: Range<u16>,
    speaking: (u32, u32, i8),
}

impl<'t> Tokens<'t> {
    pub(super) fn new(text: &'t str, lexicon: &'t Lexicon, emoji: &'t Emoji) -> Self {
        Self { text, lexicon, emoji, at: 0, spoken: 0..0, speaking: (0, 0, 0) }
    }

    /// The next word of the emoji's name that is being spoken. Its last word carries what we hold of it.
    fn speak(&mut self) -> Option<Token> {
        let word = self.spoken.next()?;
        let (start, end, ours) = self.speaking;
        let ours = if self.spoken.is_empty() { ours } else { 0 };
        Some(Token { start, end, entry: self.emoji.spoken(word).of_emoji(ours), ..Token::default() })
    }

    /// Passes what follows an emoji: signs that change its looks, and punctuation.
    fn pass_after_emoji(&mut self) {
        let rest = &self.text[self.at..];
        let passed = rest.find(|c: char| !c.is_ascii_punctuation() && !is_joiner(c)).unwrap_or(rest.len());
        self.at += passed;
    }

    /// The word that begins at `start`, where no white space is.
    fn word(&mut self, start: usize) -> Token {
        let rest = &self.text[start..];
        if let Some(length) = fold::opaque_prefix(rest) {
            self.at = start + length;
            return Token { start: start as u32, end: self.at as u32, ..Token::default() };
        }
        let bytes = rest.as_bytes();
        let ascii = bytes.iter().position(|byte| !byte.is_ascii() || is_space(char::from(*byte)));
        let length = match ascii {
            Some(at) if !bytes[at].is_ascii() => self.end_of_wide(rest, at),
            Some(at) => at,
            None => rest.len(),
        };
        self.at = start + length;
        self.known(start, &rest[..length])
    }

    /// Where a word ends whose first wide character stands at `from`: at white space or an emoji.
    fn end_of_wide(&self, rest: &str, from: usize) -> usize {
        let ends = |c: char| is_space(c) || !c.is_ascii() && self.emoji.find(c).is_some();
        rest[from..].find(ends).map_or(rest.len(), |at| from + at)
    }

    fn known(&self, start: usize, whole: &str) -> Token {
        let bare = whole.trim_matches(|c: char| c.is_ascii_punctuation());
        let short = bare.len() <= 2 || bare.len() <= 8 && !bare.is_ascii() && bare.chars().count() <= 2;
        let word = if short { whole } else { bare };
        let offset = start + (word.as_ptr() as usize - whole.as_ptr() as usize);
        let mut shape = Shape::default();
        for (at, byte) in word.bytes().enumerate() {
            if byte.is_ascii() {
                shape.push(byte);
            } else {
                word[at..].chars().for_each(|c| shape.push_wide(c));
                break;
            }
        }
        let mut entry = self.lexicon.find(shape.hash);
        entry.negates |= shape.has_not;
        let loud = shape.upper && !shape.lower;
        Token {
            start: offset as u32,
            end: (offset + word.len()) as u32,
            entry,
            loud,
            hash: shape.hash.mixed(),
        }
    }
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    #[inline]
    fn next(&mut self) -> Option<Token> {
        if let Some(token) = self.speak() {
            return Some(token);
        }
        loop {
            let rest = &self.text[self.at..];
            let c = rest.chars().next()?;
            if is_space(c) {
                self.at += c.len_utf8();
                continue;
            }
            if !c.is_ascii()
                && let Some((name, ours)) = self.emoji.find(c)
            {
                let start = self.at as u32;
                self.at += c.len_utf8();
                self.speaking = (start, self.at as u32, ours);
                self.spoken = name;
                self.pass_after_emoji();
                match self.speak() {
                    Some(token) => return Some(token),
                    None => continue,
                }
            }
            return Some(self.word(self.at));
        }
    }
}

/// What is seen of a word while its characters pass.
struct Shape {
    hash: Hash,
    /// The last two bytes, for "n't".
    last: [u8; 2],
    has_not: bool,
    upper: bool,
    lower: bool,
}

impl Default for Shape {
    fn default() -> Self {
        Self { hash: Hash::EMPTY, last: [0; 2], has_not: false, upper: false, lower: false }
    }
}

impl Shape {
    #[inline]
    fn push(&mut self, byte: u8) {
        self.upper |= byte.is_ascii_uppercase();
        self.lower |= byte.is_ascii_lowercase();
        let byte = byte.to_ascii_lowercase();
        self.has_not |= byte == b't' && self.last == *b"n'";
        self.last = [self.last[1], byte];
        self.hash = self.hash.with(byte);
    }

    /// Apostrophes of all kinds are one; joiners are nothing.
    fn push_wide(&mut self, c: char) {
        match c {
            '’' | '‘' | 'ʼ' | '´' => self.push(b'\''),
            _ if c.is_ascii() => self.push(c as u8),
            _ if is_joiner(c) => {}
            _ => {
                self.upper |= c.is_uppercase();
                self.lower |= c.is_lowercase();
                for lower in c.to_lowercase() {
                    let mut buffer = [0; 4];
                    for &byte in lower.encode_utf8(&mut buffer).as_bytes() {
                        self.hash = self.hash.with(byte);
                    }
                }
                self.last = [0; 2];
            }
        }
    }
}

/// White space as people and the published rules see it; the ASCII separators count.
fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}')
}

/// Joins emoji, gives them a colour or a skin.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe0e}' | '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}')
}

/// Whether some words are written in capitals and others are not: only then do capitals mean something.
pub(super) fn capitals_differ(text: &str) -> bool {
    let (mut loud, mut quiet) = (false, false);
    for word in text.split(is_space).filter(|word| !word.is_empty()) {
        let mut upper = false;
        let mut other = fold::opaque_prefix(word).is_some();
        for c in word.chars() {
            if c.is_ascii() {
                upper |= c.is_ascii_uppercase();
                other |= c.is_ascii_lowercase();
            } else {
                upper |= c.is_uppercase();
                // An emoji is spoken, and quietly.
                other |= c.is_lowercase() || !c.is_alphanumeric();
            }
        }
        loud |= upper && !other;
        quiet |= other || !upper;
        if loud && quiet {
            return true;
        }
    }
    false
}
