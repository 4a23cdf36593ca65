//! The pieces of words that the model knows. A word is cut from its beginning on, the longest known piece
//! first; pieces within a word begin with `##`.

use super::{Refusal, container::Bytes};

/// Longest a word is cut, in characters; a longer one is unknown.
const LONGEST_WORD: usize = 100;

/// Longest a piece may be, in bytes.
const LONGEST_PIECE: usize = 255;

/// Marks the pieces that go on within a word.
const GOES_ON: &[u8] = b"##";

/// First values of the rolling hash, FNV-1a of 32 bits: of a word, and of what goes on within one. That of
/// a word is that of the hashed features too.
pub(super) const WORD: u32 = step(BASIS, b'w');
const REST: u32 = step(BASIS, b'#');
pub(super) const BASIS: u32 = 0x811c_9dc5;

/// The hash with one more byte.
pub(super) const fn step(hash: u32, byte: u8) -> u32 {
    (hash ^ byte as u32).wrapping_mul(0x0100_0193)
}

/// The pieces, numbered from nought, and a table that finds them.
#[derive(Debug)]
pub(super) struct Vocabulary {
    /// All pieces without their `##`.
    text: Vec<u8>,
    /// Where each begins, and the end of the last.
    starts: Vec<u32>,
    /// Open addressing: the upper half of a slot is of the hash, the lower the number and one.
    slots: Vec<u32>,
    /// Whether each goes on within a word.
    goes_on: Vec<bool>,
    longest: usize,
}

impl Vocabulary {
    /// Reads the section `vocab`.
    pub(super) fn read(section: &[u8]) -> Result<Self, Refusal> {
        Self::parse(&mut Bytes(section)).ok_or(Refusal::Damaged)
    }

    fn parse(from: &mut Bytes<'_>) -> Option<Self> {
        // A number and one have 16 bits of a slot.
        let rows = usize::from(u16::try_from(from.number()?).ok()?);
        let mut all = Self {
            text: Vec::new(),
            starts: vec![0],
            slots: vec![0; (rows * 2 + 1).next_power_of_two()],
            goes_on: Vec::with_capacity(rows),
            longest: 0,
        };
        for number in 0..rows as u32 {
            let piece = from.short_text()?.as_bytes();
            let (first, goes_on, rest) = match piece.strip_prefix(GOES_ON).filter(|rest| !rest.is_empty()) {
                Some(rest) => (REST, true, rest),
                None => (WORD, false, piece),
            };
            let hash = rest.iter().fold(first, |hash, byte| step(hash, *byte));
            // Of two equal pieces the first is found.
            if all.find(hash, goes_on, rest).is_none() {
                let mask = all.slots.len() - 1;
                let mut at = slot(hash);
                while all.slots[at & mask] != 0 {
                    at += 1;
                }
                all.slots[at & mask] = hash & 0xffff_0000 | (number + 1);
            }
            all.text.extend_from_slice(rest);
            all.starts.push(all.text.len() as u32);
            all.goes_on.push(goes_on);
            all.longest = all.longest.max(rest.len());
        }
        from.0.is_empty().then_some(all)
    }

    /// Number of pieces.
    pub(super) fn len(&self) -> usize {
        self.goes_on.len()
    }

    /// The piece of that number, without its `##`.
    fn piece(&self, number: usize) -> &[u8] {
        &self.text[self.starts[number] as usize..self.starts[number + 1] as usize]
    }

    #[inline]
    fn find(&self, hash: u32, goes_on: bool, bytes: &[u8]) -> Option<u16> {
        let mask = self.slots.len() - 1;
        let mut at = slot(hash);
        loop {
            let held = self.slots[at & mask];
            if held == 0 {
                return None;
            }
            let number = (held & 0xffff) as usize - 1;
            if (held ^ hash) < 0x1_0000 && self.goes_on[number] == goes_on && self.piece(number) == bytes {
                return Some(number as u16);
            }
            at += 1;
        }
    }

    /// The whole word, whose hash is at hand.
    #[inline]
    pub(super) fn word(&self, hash: u32, word: &[u8]) -> Option<u16> {
        self.find(hash, false, word)
    }

    /// Appends the numbers of the pieces of a word of that many characters; whether all of it is known. Of
    /// an unknown one nothing is appended.
    pub(super) fn cut(&self, word: &[u8], hash: u32, chars: usize, pieces: &mut Vec<u16>) -> bool {
        if chars > LONGEST_WORD {
            return false;
        }
        if let Some(whole) = self.word(hash, word) {
            pieces.push(whole);
            return true;
        }
        let known = pieces.len();
        let (mut at, mut first) = (0, WORD);
        let mut hashes = [0; LONGEST_PIECE + 1];
        while at < word.len() {
            let rest = &word[at..];
            let most = rest.len().min(self.longest);
            let mut hash = first;
            for (kept, byte) in hashes.iter_mut().zip(&rest[..most]) {
                hash = step(hash, *byte);
                *kept = hash;
            }
            let ends = |length: usize| rest.get(length).is_none_or(|next| next & 0xc0 != 0x80);
            let longest = (1..=most).rev().filter(|length| ends(*length)).find_map(|length| {
                self.find(hashes[length - 1], at > 0, &rest[..length]).map(|piece| (piece, length))
            });
            let Some((piece, length)) = longest else {
                pieces.truncate(known);
                return false;
            };
            pieces.push(piece);
            at += length;
            first = REST;
        }
        true
    }

    /// Bytes of memory.
    pub(super) fn bytes(&self) -> u64 {
        use crate::size::list;
        list(&self.text) + list(&self.starts) + list(&self.slots) + list(&self.goes_on)
    }
}

/// Where to look first.
fn slot(hash: u32) -> usize {
    (hash ^ hash >> 15) as usize
}
