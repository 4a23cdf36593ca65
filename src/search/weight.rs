//! How much a word says: what is counted over all shards, and BM25 of it in integers.

/// What a shard counts for a query. Adding up the shards in any order gives that of the whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Texts in the index.
    pub texts: u64,
    /// Words of all of them.
    pub words: u64,
    /// For each word of the query's parts, one part after the other, how many texts have it. Of an open
    /// end the texts of all its words are added up, and count once for each.
    pub with: Vec<u64>,
}

impl Stats {
    /// Adds another shard's.
    ///
    /// ```
    /// use undertone::search::Stats;
    /// let mut stats = Stats::default();
    /// stats.merge(&Stats { texts: 3, words: 40, with: vec![1, 2] });
    /// stats.merge(&Stats { texts: 2, words: 10, with: vec![0, 1] });
    /// assert_eq!(stats, Stats { texts: 5, words: 50, with: vec![1, 3] });
    /// ```
    pub fn merge(&mut self, other: &Self) {
        self.texts += other.texts;
        self.words += other.words;
        self.with.resize(self.with.len().max(other.with.len()), 0);
        for (sum, one) in self.with.iter_mut().zip(&other.with) {
            *sum += one;
        }
    }

    /// How rare a word is: `log2((texts + 1) / (with + 1/2))` in parts of 2^16, at least 1. That is the
    /// `ln(1 + (N - n + 1/2) / (n + 1/2))` of BM25, but for a factor that all words share.
    pub(super) fn rarity(&self, word: usize) -> u64 {
        let with = self.with.get(word).map_or(0, |with| *with.min(&self.texts));
        log2(2 * self.texts + 2).saturating_sub(log2(2 * with + 1)).max(1)
    }
}

/// The logarithm to base 2 in parts of 2^16, bit by bit: the same on every machine.
fn log2(number: u64) -> u64 {
    let whole = u64::from(number.max(1).ilog2());
    // From 1 to below 2, in parts of 2^31.
    let mut rest = if whole > 31 { number.max(1) >> (whole - 31) } else { number.max(1) << (31 - whole) };
    let mut log = whole;
    for _ in 0..16 {
        rest = (rest * rest) >> 31;
        let bit = rest >> 32;
        rest >>= bit;
        log = log << 1 | bit;
    }
    log
}

/// Beyond so many times, a word says no more.
const MOST_TIMES: u32 = 1 << 10;

/// What is reckoned once for a query: so many times in a text of so many words.
const TIMES: usize = 8;
const LENGTHS: usize = 256;

/// What a word says by how often it stands in a text of what length.
#[derive(Debug)]
pub(super) struct Saturation {
    texts: u64,
    words: u64,
    common: Vec<u32>,
}

impl Saturation {
    pub(super) fn new(stats: &Stats) -> Self {
        // Kept below 2^32, both alike, so that no product overflows.
        let shift = (u64::BITS - stats.words.leading_zeros()).saturating_sub(32);
        let mut saturation =
            Self { texts: stats.texts >> shift, words: stats.words >> shift, common: Vec::new() };
        saturation.common = (0..TIMES * LENGTHS)
            .map(|at| saturation.reckon((at / LENGTHS) as u32 + 1, (at % LENGTHS) as u16))
            .collect();
        saturation
    }

    /// `times * (k1 + 1) / (times + k1 * (1 - b + b * length / mean length))`, in parts of 2^16.
    #[inline]
    pub(super) fn of(&self, times: u32, length: u16) -> u32 {
        let (times_at, length_at) = (times.wrapping_sub(1) as usize, usize::from(length));
        if times_at < TIMES && length_at < LENGTHS {
            self.common[times_at * LENGTHS + length_at]
        } else {
            self.reckon(times, length)
        }
    }

    /// The fraction, both sides times ten and times all words: k1 is 1.2 and b is 0.75.
    fn reckon(&self, times: u32, length: u16) -> u32 {
        let times = u64::from(times.min(MOST_TIMES));
        let above = 22 * times * self.words;
        let below = 10 * times * self.words + 3 * self.words + 9 * u64::from(length) * self.texts;
        (above << 16).checked_div(below).unwrap_or(0) as u32
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn logarithms_are_those_of_the_book() {
        assert_eq!((log2(0), log2(1), log2(2), log2(1 << 40)), (0, 0, 1 << 16, 40 << 16));
        for number in (3..2_000).chain([1_000_003, (1 << 33) + 12_345, u64::MAX]) {
            let (ours, book) = (log2(number) as f64 / 65_536.0, (number as f64).log2());
            assert!((ours - book).abs() < 1e-4, "{number}: {ours} {book}");
        }
    }

    proptest! {
        #[test]
        fn weights_are_those_of_the_book(
            texts in 1u64..5_000_000, mean in 1u64..200, with in 0u64..5_000_000, times in 1u32..2_000, length: u16
        ) {
            let with = with.min(texts);
            let stats = Stats { texts, words: texts * mean, with: vec![with] };
            let rarity = (1.0 + (texts as f64 - with as f64 + 0.5) / (with as f64 + 0.5)).log2();
            prop_assert!((stats.rarity(0) as f64 / 65_536.0 - rarity).abs() < 1e-3);

            let capped = f64::from(times.min(MOST_TIMES));
            let length_norm = 0.25 + 0.75 * f64::from(length) / mean as f64;
            let book = capped * 2.2 / (capped + 1.2 * length_norm);
            let ours = f64::from(Saturation::new(&stats).of(times, length)) / 65_536.0;
            prop_assert!((ours - book).abs() < 1e-4, "{ours} {book}");
        }
    }

    #[test]
    fn any_size_is_weighed() {
        for stats in [
            Stats::default(),
            Stats { texts: 0, words: 0, with: vec![9] },
            Stats { texts: 1 << 40, words: 1 << 50, with: vec![1 << 45] },
        ] {
            let most = Saturation::new(&stats).of(u32::MAX, u16::MAX);
            assert!(stats.rarity(0) >= 1 && stats.rarity(7) >= 1 && most <= 22 << 16, "{stats:?}");
        }
    }
}
