//! Spreads of whole numbers in fixed bins with integer counts, so that quantiles are the same to the
//! bit however the data were split.
//!
//! Inside, bins are exact below 64 and then 32 to an octave: a quantile is off by at most 1.6 %, and
//! never outside the least and the greatest value seen. What is shown are a few readable bins,
//! counted exactly on the side.

/// Which readable bins are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// Numbers of things.
    Count,
    /// Milliseconds.
    Millis,
}

const COUNT_EDGES: &[u64] = &[
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 40, 50, 75, 100, 200, 500, 1000, 10_000, 100_000,
    1_000_000,
];

const SECOND: u64 = 1000;
const MINUTE: u64 = 60 * SECOND;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;
const MILLIS_EDGES: &[u64] = &[
    0,
    SECOND / 2,
    SECOND,
    2 * SECOND,
    5 * SECOND,
    10 * SECOND,
    20 * SECOND,
    30 * SECOND,
    MINUTE,
    2 * MINUTE,
    3 * MINUTE,
    5 * MINUTE,
    10 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    4 * HOUR,
    8 * HOUR,
    DAY,
    2 * DAY,
    7 * DAY,
    30 * DAY,
    365 * DAY,
];

impl Scale {
    const ALL: [Self; 2] = [Self::Count, Self::Millis];

    fn edges(self) -> &'static [u64] {
        match self {
            Self::Count => COUNT_EDGES,
            Self::Millis => MILLIS_EDGES,
        }
    }

    /// The shown bin of a value, which lies in this fine bin.
    fn shown_bin(self, value: u64, fine: usize) -> usize {
        let (edges, known) = match self {
            Self::Count => (COUNT_EDGES, &COUNT_SHOWN),
            Self::Millis => (MILLIS_EDGES, &MILLIS_SHOWN),
        };
        let mut bin = usize::from(known[fine]);
        while edges.get(bin + 1).is_some_and(|edge| *edge <= value) {
            bin += 1;
        }
        bin
    }
}

/// Fine bins that there are, up to that of the greatest number.
const FINE_BINS: usize = fine_bin(u64::MAX) + 1;

/// For each fine bin the shown bin just below its least value, or that of it: from there a value's is a step or two away.
static COUNT_SHOWN: [u8; FINE_BINS] = shown_below(COUNT_EDGES);
static MILLIS_SHOWN: [u8; FINE_BINS] = shown_below(MILLIS_EDGES);

const fn shown_below(edges: &[u64]) -> [u8; FINE_BINS] {
    let mut shown = [0; FINE_BINS];
    let (mut bin, mut at) = (0, 0);
    while bin < FINE_BINS {
        while at + 1 < edges.len() && fine_bin(edges[at + 1]) < bin {
            at += 1;
        }
        shown[bin] = at as u8;
        bin += 1;
    }
    shown
}

/// A spread of whole numbers that merges in any order.
///
/// ```
/// use undertone::insight::{Histogram, Scale};
/// let mut messages = Histogram::new(Scale::Count);
/// for count in [2, 3, 4, 40] {
///     messages.add(count);
/// }
/// assert_eq!(messages.median(), Some(3.5)); // an even count: the mean of the two in the middle
/// assert_eq!(messages.p90(), Some(40.0));
/// assert_eq!(messages.bins().last(), Some(&(40.0, 50.0, 1)));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Histogram {
    scale: Scale,
    /// Counts of the fine bins, as long as the greatest value needs.
    fine: Vec<u64>,
    /// Counts of the shown bins, likewise.
    shown: Vec<u64>,
    n: u64,
    min: u64,
    max: u64,
}

crate::frozen! { Histogram { scale, fine, shown, n, min, max } }
crate::frozen_by_place! { Scale }

impl Histogram {
    /// An empty one.
    pub fn new(scale: Scale) -> Self {
        Self { scale, fine: Vec::new(), shown: Vec::new(), n: 0, min: u64::MAX, max: 0 }
    }

    /// Takes in one value.
    pub fn add(&mut self, value: u64) {
        let fine = fine_bin(value);
        bump(&mut self.fine, fine);
        bump(&mut self.shown, self.scale.shown_bin(value, fine));
        self.n += 1;
        self.min = self.min.min(value);
        self.max = self.max.max(value);
    }

    /// Takes in all values of another of the same scale.
    pub fn merge(&mut self, other: &Self) {
        add_all(&mut self.fine, &other.fine);
        add_all(&mut self.shown, &other.shown);
        self.n += other.n;
        self.min = self.min.min(other.min);
        self.max = self.max.max(other.max);
    }

    /// Shows the fine bins that have values, with how many.
    pub(super) fn each_bin(&self, mut show: impl FnMut(i64, u64)) {
        self.fine.iter().zip(0..).filter(|(count, _)| **count > 0).for_each(|(count, bin)| show(bin, *count));
    }

    /// Number of values.
    pub fn n(&self) -> u64 {
        self.n
    }

    /// The middle value; of an even count, the mean of the two in the middle. `None` without values.
    pub fn median(&self) -> Option<f64> {
        let (low, high) = (self.at_rank(self.n.div_ceil(2))?, self.at_rank(self.n / 2 + 1)?);
        Some(f64::midpoint(low, high))
    }

    /// The least value that nine of ten values stay at or below (nearest rank). `None` without
    /// values.
    pub fn p90(&self) -> Option<f64> {
        let rank = (u128::from(self.n) * 9).div_ceil(10);
        self.at_rank(rank as u64)
    }

    /// The shown bins `(low, high, count)`, half open, ascending, empty ones left out.
    pub fn bins(&self) -> Vec<(f64, f64, u64)> {
        let edges = self.scale.edges();
        let bin = |(i, &count): (usize, &u64)| {
            let high = edges.get(i + 1).copied().unwrap_or(self.max.saturating_add(1));
            (count > 0).then_some((edges[i] as f64, high as f64, count))
        };
        self.shown.iter().enumerate().filter_map(bin).collect()
    }

    /// The value of a rank, counted from 1: the middle of its fine bin, kept between least and
    /// greatest.
    fn at_rank(&self, rank: u64) -> Option<f64> {
        let mut below = 0;
        let bin = self.fine.iter().position(|&count| {
            below += count;
            below >= rank
        })?;
        (self.n > 0).then(|| fine_middle(bin).clamp(self.min as f64, self.max as f64))
    }
}

fn bump(counts: &mut Vec<u64>, bin: usize) {
    if counts.len() <= bin {
        counts.resize(bin + 1, 0);
    }
    counts[bin] += 1;
}

fn add_all(to: &mut Vec<u64>, from: &[u64]) {
    if to.len() < from.len() {
        to.resize(from.len(), 0);
    }
    for (to, from) in to.iter_mut().zip(from) {
        *to += from;
    }
}

/// The fine bin of a value.
const fn fine_bin(value: u64) -> usize {
    if value < 64 {
        return value as usize;
    }
    let octave = value.ilog2();
    let within = (value >> (octave - 5)) & 31;
    64 + (octave as usize - 6) * 32 + within as usize
}

/// The middle of a fine bin's whole numbers.
fn fine_middle(bin: usize) -> f64 {
    if bin < 64 {
        return bin as f64;
    }
    let (octave, within) = ((bin - 64) / 32 + 6, (bin - 64) % 32);
    let width = 1u64 << (octave - 5);
    let low = (32 + within as u64) << (octave - 5);
    low as f64 + (width - 1) as f64 / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_value_is_shown_in_the_bin_whose_edges_hold_it() {
        for scale in Scale::ALL {
            let edges = scale.edges();
            let near = edges.iter().flat_map(|edge| (0..3).map(move |off| (edge + off).saturating_sub(1)));
            let far = (0..63).flat_map(|octave| [1 << octave, (3 << octave) >> 1]);
            for value in near.chain(far).chain([u64::MAX]) {
                let bin = scale.shown_bin(value, fine_bin(value));
                assert_eq!(bin, edges.partition_point(|edge| *edge <= value) - 1, "{scale:?} {value}");
            }
        }
    }

    #[test]
    fn a_fine_bin_holds_its_middle_and_is_narrow() {
        for value in [0, 1, 63, 64, 65, 100, 127, 128, 1000, 123_456, 86_400_000, u64::MAX / 3, u64::MAX] {
            let middle = fine_middle(fine_bin(value));
            assert!((middle - value as f64).abs() <= value as f64 / 63.0, "{value}: {middle}");
        }
        let bins: Vec<_> = (0..100_000).map(fine_bin).collect();
        assert!(bins.windows(2).all(|pair| pair[1] == pair[0] || pair[1] == pair[0] + 1));
    }

    #[test]
    fn one_value_is_its_own_quantiles() {
        let mut histogram = Histogram::new(Scale::Millis);
        histogram.add(2360);
        assert_eq!((histogram.median(), histogram.p90()), (Some(2360.0), Some(2360.0)));
        assert_eq!(histogram.bins(), [(2000.0, 5000.0, 1)]);
    }

    #[test]
    fn nothing_has_no_quantiles() {
        let histogram = Histogram::new(Scale::Count);
        assert_eq!((histogram.median(), histogram.p90(), histogram.bins().len()), (None, None, 0));
    }

    #[test]
    fn the_last_bin_ends_past_the_greatest_value() {
        let mut histogram = Histogram::new(Scale::Count);
        histogram.add(2_000_000);
        assert_eq!(histogram.bins(), [(1_000_000.0, 2_000_001.0, 1)]);
    }

    #[test]
    fn p90_is_the_nearest_rank() {
        let mut histogram = Histogram::new(Scale::Count);
        for value in 1..=10 {
            histogram.add(value);
        }
        assert_eq!((histogram.median(), histogram.p90()), (Some(5.5), Some(9.0)));
        histogram.add(11);
        assert_eq!((histogram.median(), histogram.p90()), (Some(6.0), Some(10.0)));
    }
}
