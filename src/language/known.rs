//! Words whose characters were added up before. What the characters of a word add to the outputs depends on
//! the word alone, and a few thousand words make up most of what is said: so each word's sums are kept until
//! another needs the place. This changes no sum, only how often it is made.

use crate::text::model::Word;

/// Places, a power of two: four in five of the words of a page of chats find theirs.
const PLACES: usize = 4096;

/// Longest a word is kept, in bytes; longer ones are seldom the same.
const LONGEST: usize = 19;

/// A word that was met.
#[derive(Clone, Copy, Debug, Default)]
struct Met {
    word: [u8; LONGEST],
    length: u8,
    /// Sum of the squares of what its characters weigh.
    square: u64,
}

/// The words met last, and what each adds to every output.
#[derive(Debug)]
pub(super) struct Known {
    met: Vec<Met>,
    sums: Vec<i32>,
    outputs: usize,
}

impl Known {
    pub(super) fn new(outputs: usize) -> Self {
        Self { met: vec![Met::default(); PLACES], sums: vec![0; PLACES * outputs], outputs }
    }

    /// What a word adds to every output and the sum of its squares; `None` for one that is not kept. `make`
    /// adds a new word up.
    #[inline]
    pub(super) fn of(
        &mut self,
        folded: &[u8],
        word: &Word,
        make: impl FnOnce(&mut [i32]) -> u64,
    ) -> Option<(&[i32], u64)> {
        let mut key = [0; LONGEST];
        key.get_mut(..folded.len())?.copy_from_slice(folded);
        let place = word.spread() as usize % PLACES;
        let (met, sums) = (&mut self.met[place], &mut self.sums[place * self.outputs..][..self.outputs]);
        if usize::from(met.length) != folded.len() || met.word != key {
            sums.fill(0);
            *met = Met { word: key, length: folded.len() as u8, square: make(sums) };
        }
        Some((sums, met.square))
    }

    /// Bytes of memory.
    pub(super) fn bytes(&self) -> u64 {
        crate::size::list(&self.met) + crate::size::list(&self.sums)
    }
}
