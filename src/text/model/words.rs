//! A text as the words of the model: exactly BERT's basic tokeniser, uncased. Lower case, accents gone;
//! punctuation and Chinese signs are words by themselves, and so is a masked token, whatever its number.

use std::ops::Range;

use super::{
    characters::{Characters, Class},
    vocabulary::{Vocabulary, WORD, step},
};

/// Of a longer text this many characters of its beginning and of its end are read.
const LONGEST_TEXT: usize = 2_500;
const BEGINNING: usize = 2_000;
const END: usize = LONGEST_TEXT - BEGINNING;

/// What a masked token of a kind that the model does not know is read as.
const MASKED: &str = "[masked]";

/// One word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Word {
    /// Bytes that it takes in the text that was read.
    pub at: Range<u32>,
    /// Where it stands among the folded words.
    pub(super) folded: Range<u32>,
    /// Its rolling hash, begun with [`WORD`].
    pub(super) hash: u32,
    /// Characters of its folded form.
    pub(super) chars: u16,
    /// Whether it is a masked token.
    pub masked: bool,
    /// Whether it is a sign of punctuation.
    pub punctuation: bool,
    /// Its pieces, by their place among all; filled in when it is cut.
    pub(super) pieces: Range<u16>,
}

impl Word {
    /// A number that equal words share and others hardly.
    #[inline]
    pub fn spread(&self) -> u32 {
        self.hash ^ self.hash >> 16
    }
}

/// The words of one text, kept for their room.
#[derive(Debug, Default)]
pub struct Words {
    folded: Vec<u8>,
    all: Vec<Word>,
    /// The word that is under way.
    open: Option<Word>,
}

impl Words {
    /// The words, in order.
    pub fn all(&self) -> &[Word] {
        &self.all
    }

    pub(super) fn all_mut(&mut self) -> (&[u8], &mut [Word]) {
        (&self.folded, &mut self.all)
    }

    /// The folded form of a word.
    pub fn folded(&self, word: &Word) -> &[u8] {
        self.folded.get(word.folded.start as usize..word.folded.end as usize).unwrap_or_default()
    }

    /// Replaces what is held by the words of a text.
    pub(super) fn read(&mut self, text: &str, vocabulary: &Vocabulary) {
        self.folded.clear();
        self.all.clear();
        self.open = None;
        for range in parts(text) {
            self.read_part(text, range, vocabulary);
            self.close();
        }
    }

    fn read_part(&mut self, text: &str, range: Range<usize>, vocabulary: &Vocabulary) {
        let bytes = &text.as_bytes()[..range.end];
        let mut at = range.start;
        while let Some(&byte) = bytes.get(at) {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => {
                    let rest = &bytes[at..];
                    let length = rest.iter().position(|byte| !byte.is_ascii_alphanumeric());
                    let end = at + length.unwrap_or(rest.len());
                    self.push_run(&bytes[at..end], at);
                    at = end;
                }
                b' ' | b'\t' | b'\n' | b'\r' => {
                    self.close();
                    at += 1;
                }
                b'[' if let Some((name, end)) = masked(&bytes[at..]) => {
                    self.push_masked(&bytes[at + 1..at + name], at..at + end, vocabulary);
                    at += end;
                }
                // Other control characters are not there, not even to part words.
                0..b' ' | 0x7f => at += 1,
                0..0x80 => {
                    self.push_alone(char::from(byte), at..at + 1, true);
                    at += 1;
                }
                _ => at += self.push_wide(text, at),
            }
        }
    }

    /// The word that is under way, begun if there is none.
    #[inline]
    fn open(&mut self, at: usize) -> &mut Word {
        let start = self.folded.len() as u32;
        self.open.get_or_insert_with(|| Word {
            at: at as u32..0,
            folded: start..0,
            hash: WORD,
            ..Word::default()
        })
    }

    /// Appends letters and digits of ASCII to the word that is under way.
    #[inline]
    fn push_run(&mut self, run: &[u8], at: usize) {
        let word = self.open(at);
        word.hash = run.iter().fold(word.hash, |hash, byte| step(hash, byte.to_ascii_lowercase()));
        word.chars = word.chars.saturating_add(run.len() as u16);
        word.at.end = (at + run.len()) as u32;
        self.folded.extend(run.iter().map(u8::to_ascii_lowercase));
    }

    /// Takes one character outside ASCII; gives its length.
    fn push_wide(&mut self, text: &str, at: usize) -> usize {
        let Some(c) = text[at..].chars().next() else { return 1 };
        let (all, length) = (Characters::all(), c.len_utf8());
        match all.class(c) {
            Class::Nothing => return length,
            Class::Space => self.close(),
            Class::Sign => self.push_alone(c, at..at + length, false),
            _ => {
                for lower in c.to_lowercase() {
                    if lower.is_ascii() {
                        self.push_char(lower, at..at + length);
                    } else {
                        all.decompose(lower, |part| self.push_part(part, at..at + length));
                    }
                }
            }
        }
        if let Some(word) = &mut self.open {
            word.at.end = (at + length) as u32;
        }
        length
    }

    /// Takes one of the characters that a letter is made of.
    fn push_part(&mut self, part: char, at: Range<usize>) {
        let class = match part.is_ascii() {
            true if part.is_ascii_punctuation() => Class::Punctuation,
            true => Class::Letter,
            false => Characters::all().class(part),
        };
        match class {
            Class::Mark => {}
            Class::Punctuation => self.push_alone(part, at, true),
            _ => self.push_char(part, at),
        }
    }

    /// Takes a character that is a word by itself.
    fn push_alone(&mut self, c: char, at: Range<usize>, punctuation: bool) {
        self.close();
        self.push_char(c, at);
        if let Some(word) = &mut self.open {
            word.punctuation = punctuation;
        }
        self.close();
    }

    /// Appends one character to the word that is under way.
    fn push_char(&mut self, c: char, at: Range<usize>) {
        let mut buffer = [0; 4];
        let encoded = c.encode_utf8(&mut buffer).as_bytes();
        let word = self.open(at.start);
        word.hash = encoded.iter().fold(word.hash, |hash, byte| step(hash, *byte));
        word.chars = word.chars.saturating_add(1);
        word.at.end = at.end as u32;
        self.folded.extend_from_slice(encoded);
    }

    fn push_masked(&mut self, name: &[u8], at: Range<usize>, vocabulary: &Vocabulary) {
        self.close();
        let start = self.folded.len();
        self.folded.push(b'[');
        self.folded.extend(name.iter().map(u8::to_ascii_lowercase));
        self.folded.push(b']');
        let hash = |folded: &[u8]| folded.iter().fold(WORD, |hash, byte| step(hash, *byte));
        if vocabulary.word(hash(&self.folded[start..]), &self.folded[start..]).is_none() {
            self.folded.truncate(start);
            self.folded.extend_from_slice(MASKED.as_bytes());
        }
        self.all.push(Word {
            at: at.start as u32..at.end as u32,
            folded: start as u32..self.folded.len() as u32,
            hash: hash(&self.folded[start..]),
            chars: (self.folded.len() - start) as u16,
            masked: true,
            ..Word::default()
        });
    }

    fn close(&mut self) {
        if let Some(mut word) = self.open.take() {
            word.folded.end = self.folded.len() as u32;
            self.all.push(word);
        }
    }

    /// Bytes of memory.
    pub(super) fn bytes(&self) -> u64 {
        crate::size::list(&self.folded) + crate::size::list(&self.all)
    }
}

/// What of a text is read: all, or of a long one its beginning and its end.
fn parts(text: &str) -> impl Iterator<Item = Range<usize>> {
    let all = [Some(0..text.len()), None];
    if text.len() <= LONGEST_TEXT || text.chars().nth(LONGEST_TEXT).is_none() {
        return all.into_iter().flatten();
    }
    let beginning = text.char_indices().nth(BEGINNING).map_or(text.len(), |(at, _)| at);
    let end = text.char_indices().nth_back(END - 1).map_or(0, |(at, _)| at);
    [Some(0..beginning), Some(end..text.len())].into_iter().flatten()
}

/// Whether bytes begin with a masked token, `[EMAIL 12]`: where its name ends, and it.
fn masked(bytes: &[u8]) -> Option<(usize, usize)> {
    let rest = bytes.strip_prefix(b"[")?;
    let name = rest.iter().take_while(|byte| byte.is_ascii_uppercase() || **byte == b'_').count();
    let number = rest.get(name..)?.strip_prefix(b" ")?;
    let digits = number.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let closed = number.get(digits) == Some(&b']');
    (name > 0 && digits > 0 && closed).then_some((1 + name, 1 + name + 1 + digits + 1))
}
