//! Numbers for words: one table with open addressing, the words in pages. A map of texts would cost three
//! times as long and an allocation for each word.

use super::pages::{Pages, number_at};

/// Slots of the first table; a power of two.
const FIRST: usize = 1 << 10;

/// Bytes in front of a word in its page: its number and its length.
const HEAD: usize = 5;

/// Words, numbered from 0 in the order in which they came.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    /// The hash in the upper half, never 0 there, and the word's address in the lower; 0 is free.
    slots: Vec<u64>,
    pages: Pages,
    count: u32,
}

impl Vocabulary {
    /// How many words it knows.
    pub(super) fn len(&self) -> u32 {
        self.count
    }

    /// The number of a word of 1 to 255 bytes, a new one if it is new.
    #[inline]
    pub(super) fn number(&mut self, word: &[u8]) -> u32 {
        // A quarter of the slots stays free.
        if self.count as usize * 4 >= self.slots.len() * 3 {
            self.grow();
        }
        let hash = hash(word);
        let slot = self.slot(word, hash);
        match self.slots[slot] {
            0 => {
                let address = self.pages.take(HEAD + word.len());
                let record = self.pages.at_mut(address);
                record[..4].copy_from_slice(&self.count.to_le_bytes());
                record[4] = word.len() as u8;
                record[HEAD..HEAD + word.len()].copy_from_slice(word);
                self.slots[slot] = u64::from(hash) << 32 | u64::from(address);
                self.count += 1;
                self.count - 1
            }
            known => number_at(self.pages.at(known as u32), 0),
        }
    }

    /// The number of a word that may be known.
    pub(super) fn find(&self, word: &[u8]) -> Option<u32> {
        if self.slots.is_empty() {
            return None;
        }
        let known = self.slots[self.slot(word, hash(word))];
        (known != 0).then(|| number_at(self.pages.at(known as u32), 0))
    }

    /// The numbers of all words that begin so.
    pub(super) fn beginning_with<'v>(&'v self, start: &'v [u8]) -> impl Iterator<Item = u32> + 'v {
        let words = self.pages.iter().flat_map(|mut page| {
            std::iter::from_fn(move || {
                let length = usize::from(*page.get(HEAD - 1)?);
                let (record, rest) = page.split_at_checked(HEAD + length).filter(|_| length > 0)?;
                page = rest;
                Some(record)
            })
        });
        words.filter(move |record| record[HEAD..].starts_with(start)).map(|record| number_at(record, 0))
    }

    /// The slot that holds a word, or the free one where it belongs.
    #[inline]
    fn slot(&self, word: &[u8], hash: u32) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            let known = self.slots[at];
            if known == 0 || (known >> 32) as u32 == hash && self.is(known as u32, word) {
                return at;
            }
            at = (at + 1) & mask;
        }
    }

    #[inline]
    fn is(&self, address: u32, word: &[u8]) -> bool {
        let record = self.pages.at(address);
        usize::from(record[HEAD - 1]) == word.len() && record[HEAD..].starts_with(word)
    }

    fn grow(&mut self) {
        let old = std::mem::take(&mut self.slots);
        self.slots = vec![0; (old.len() * 2).max(FIRST)];
        let mask = self.slots.len() - 1;
        for known in old.into_iter().filter(|known| *known != 0) {
            let mut at = (known >> 32) as usize & mask;
            while self.slots[at] != 0 {
                at = (at + 1) & mask;
            }
            self.slots[at] = known;
        }
    }

    /// Bytes of memory.
    pub(super) fn bytes(&self) -> usize {
        self.slots.capacity() * size_of::<u64>() + self.pages.bytes()
    }
}

/// Half of a product holds all bits of a word's eight bytes; the halves are mixed at the end, because the
/// slot is taken from the lowest bits. Never 0.
#[inline]
fn hash(word: &[u8]) -> u32 {
    const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut hash = word.len() as u64;
    let mut eights = word.chunks_exact(8);
    for eight in &mut eights {
        let eight = u64::from_le_bytes(eight.try_into().unwrap_or_default());
        hash = (hash.rotate_left(23) ^ eight).wrapping_mul(ODD);
    }
    let rest = eights.remainder().iter().fold(0u64, |sum, byte| sum << 8 | u64::from(*byte));
    hash = (hash.rotate_left(23) ^ rest).wrapping_mul(ODD);
    hash ^= hash >> 29;
    (hash.wrapping_mul(ODD) >> 32) as u32 | 1 << 31
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_keep_their_numbers_while_the_table_grows() {
        let mut vocabulary = Vocabulary::default();
        let word = |n: u32| format!("word{n}{}", "x".repeat(n as usize % 40));
        assert_eq!(vocabulary.find(b"word0"), None);
        for n in 0..20_000 {
            assert_eq!(vocabulary.number(word(n).as_bytes()), n);
        }
        for n in 0..20_000 {
            assert_eq!(vocabulary.number(word(n).as_bytes()), n);
            assert_eq!(vocabulary.find(word(n).as_bytes()), Some(n));
        }
        assert_eq!(vocabulary.len(), 20_000);
        assert_eq!(vocabulary.find(b"word"), None);
    }

    #[test]
    fn a_beginning_gives_all_words_that_begin_so() {
        let mut vocabulary = Vocabulary::default();
        for word in ["order", "or", "orders", "border", "größe", "großen"] {
            vocabulary.number(word.as_bytes());
        }
        let beginning = |start: &str| vocabulary.beginning_with(start.as_bytes()).collect::<Vec<_>>();
        assert_eq!(beginning("or"), [0, 1, 2]);
        assert_eq!(beginning("orders"), [2]);
        assert_eq!(beginning("gr"), [4, 5]);
        assert_eq!(beginning("x"), [0; 0]);
    }

    #[test]
    fn hashes_of_much_alike_words_fall_apart() {
        let mut seen: Vec<u32> =
            (0..60_000u32).map(|n| hash(format!("{n:06}").as_bytes()) % (1 << 16)).collect();
        seen.sort_unstable();
        seen.dedup();
        // Of 60,000 thrown into 65,536 places by chance, 39,300 places are hit.
        assert!(seen.len() > 38_000, "{}", seen.len());
    }
}
