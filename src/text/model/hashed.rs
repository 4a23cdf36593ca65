//! Features of a text by hash: its words and pairs of words, and what three to five characters of a word
//! stand together. How much each weighs is in the model.

use super::{
    Refusal,
    container::Bytes,
    vocabulary::{BASIS, step},
    words::{Word, Words},
};

/// First value of the rolling hash of characters.
const CHARS: u32 = step(BASIS, b'c');

/// Fewest and most characters that are looked at together.
const FEWEST: usize = 3;
const MOST: usize = 5;

/// Longest a word is whose characters are looked at.
const LONGEST_WORD: u16 = 40;

/// Most words of a text that are looked at.
const MOST_WORDS: usize = 256;

/// Most buckets of each kind: two to this power.
const MOST_BITS: u8 = 20;

/// How much each bucket weighs.
#[derive(Debug)]
pub struct Idf {
    word_mask: u32,
    char_mask: u32,
    weights: Vec<u8>,
}

impl Idf {
    /// Reads the section `idf`.
    pub(super) fn read(section: &[u8]) -> Result<Self, Refusal> {
        Self::parse(&mut Bytes(section)).ok_or(Refusal::Damaged)
    }

    fn parse(from: &mut Bytes<'_>) -> Option<Self> {
        let (word_bits, char_bits) = (from.byte()?, from.byte()?);
        (word_bits <= MOST_BITS && char_bits <= MOST_BITS).then_some(())?;
        let (words, chars) = (1 << word_bits, 1 << char_bits);
        (from.0.len() == words + chars).then(|| Self {
            word_mask: words as u32 - 1,
            char_mask: chars as u32 - 1,
            weights: from.0.to_vec(),
        })
    }

    /// The weights of the buckets: first those of words, then those of characters.
    pub fn weights(&self) -> &[u8] {
        &self.weights
    }

    /// How many of the buckets are of words.
    pub fn of_words(&self) -> usize {
        self.word_mask as usize + 1
    }

    /// Bytes of memory.
    pub(super) fn bytes(&self) -> u64 {
        crate::size::list(&self.weights)
    }

    /// The words of a text that are looked at.
    #[inline]
    pub fn looked_at<'w>(&self, words: &'w Words) -> &'w [Word] {
        let all = words.all();
        &all[..all.len().min(MOST_WORDS)]
    }

    /// The bucket of a word.
    #[inline]
    pub fn word(&self, word: &Word) -> usize {
        (word.spread() & self.word_mask) as usize
    }

    /// The bucket of a word and the one behind it.
    #[inline]
    pub fn pair(&self, words: &Words, word: &Word, next: &Word) -> usize {
        let hash = words.folded(next).iter().fold(step(word.hash, b' '), |hash, byte| step(hash, *byte));
        (fold(hash) & self.word_mask) as usize
    }

    /// Whether the characters of a word are looked at.
    #[inline]
    pub fn has_chars(&self, word: &Word) -> bool {
        !word.masked && !word.punctuation && word.chars <= LONGEST_WORD
    }

    /// Calls `each` with the bucket of every three to five characters of a word with a space before and
    /// behind it.
    #[inline]
    pub fn chars(&self, words: &Words, word: &Word, mut each: impl FnMut(usize)) {
        if !self.has_chars(word) {
            return;
        }
        let folded = words.folded(word);
        // Four bytes are the most that a character takes.
        let mut spaced = [b' '; LONGEST_WORD as usize * 4 + 2];
        spaced[1..=folded.len()].copy_from_slice(folded);
        let spaced = &spaced[..folded.len() + 2];
        let first = self.of_words();
        let mut found = |hash: u32| each(first + (fold(hash) & self.char_mask) as usize);
        if folded.len() == usize::from(word.chars) {
            for start in 0..spaced.len() - 2 {
                let most = &spaced[start..spaced.len().min(start + MOST)];
                let mut hash = CHARS;
                for byte in &most[..FEWEST - 1] {
                    hash = step(hash, *byte);
                }
                for byte in &most[FEWEST - 1..] {
                    hash = step(hash, *byte);
                    found(hash);
                }
            }
            return;
        }
        let begins = |at: usize| spaced.get(at).is_none_or(|byte| byte & 0xc0 != 0x80);
        for start in (0..spaced.len()).filter(|start| begins(*start)) {
            let (mut hash, mut chars) = (CHARS, 0);
            for (at, byte) in (start + 1..).zip(&spaced[start..]) {
                hash = step(hash, *byte);
                if begins(at) {
                    chars += 1;
                    if chars >= FEWEST {
                        found(hash);
                    }
                    if chars == MOST {
                        break;
                    }
                }
            }
        }
    }
}

/// Both halves of a hash together, so that the lower bits depend on all.
#[inline]
fn fold(hash: u32) -> u32 {
    hash ^ hash >> 16
}
