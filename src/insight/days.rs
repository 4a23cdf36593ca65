//! Counts by local day.
//!
//! Days are kept sparse, because one wrong date may lie millennia off; what is shown is dense, and
//! at most [`SHOWN`] days long: the stretch that holds the most cases.

use std::collections::BTreeMap;

use crate::{
    binary::{Frozen, In, Out},
    conversation::Day,
};

/// Longest course shown, in days: twenty years.
pub(super) const SHOWN: i32 = 7305;

/// How many cases of each of `N` kinds fell on each day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Days<const N: usize>(BTreeMap<i32, [u64; N]>);

impl<const N: usize> Default for Days<N> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<const N: usize> Frozen for Days<N> {
    fn freeze(&self, out: &mut Out) {
        self.0.freeze(out);
    }

    fn thaw(from: &mut In<'_>) -> Option<Self> {
        Frozen::thaw(from).map(Self)
    }
}

impl<const N: usize> Days<N> {
    /// Takes in some cases of a kind.
    pub fn add(&mut self, day: i32, kind: usize, count: u64) {
        self.0.entry(day).or_insert([0; N])[kind] += count;
    }

    /// Takes in the cases of another.
    pub fn merge(&mut self, other: &Self) {
        for (&day, counts) in &other.0 {
            let mine = self.0.entry(day).or_insert([0; N]);
            for (mine, theirs) in mine.iter_mut().zip(counts) {
                *mine += theirs;
            }
        }
    }

    /// First day shown, `None` without cases, and each kind's counts day by day from it.
    pub(super) fn finish(&self) -> (Option<i32>, [Vec<u64>; N]) {
        match self.fullest() {
            Some((first, last)) => (Some(first), self.between(first, (last - first + 1) as usize)),
            None => (None, std::array::from_fn(|_| Vec::new())),
        }
    }

    /// Each kind's counts day by day, of so many days from one on.
    pub(super) fn between(&self, first: i32, days: usize) -> [Vec<u64>; N] {
        let mut courses = std::array::from_fn(|_| vec![0; days]);
        let last = first.saturating_add(i32::try_from(days).unwrap_or(i32::MAX));
        for (&day, counts) in self.0.range(first..last) {
            for (course, &count) in courses.iter_mut().zip(counts) {
                course[(day - first) as usize] = count;
            }
        }
        courses
    }

    /// All cases of a kind.
    pub(super) fn total(&self, kind: usize) -> u64 {
        self.0.values().map(|counts| counts[kind]).sum()
    }

    /// First and last day shown; `None` without cases.
    pub fn extent(&self) -> Option<(Day, Day)> {
        self.fullest().map(|(first, last)| (Day(first), Day(last)))
    }

    /// First and last day with cases within the stretch of [`SHOWN`] days that holds the most; the
    /// earliest such stretch.
    fn fullest(&self) -> Option<(i32, i32)> {
        let mut best: Option<(u64, i32, i32)> = None;
        let mut sum = 0u64;
        let mut from = self.0.iter();
        let mut head = from.next();
        for (&day, counts) in &self.0 {
            sum += counts.iter().sum::<u64>();
            while let Some((&first, dropped)) = head
                && i64::from(day) - i64::from(first) >= i64::from(SHOWN)
            {
                sum -= dropped.iter().sum::<u64>();
                head = from.next();
            }
            if let Some((&first, _)) = head
                && best.is_none_or(|(most, ..)| sum > most)
            {
                best = Some((sum, first, day));
            }
        }
        best.map(|(_, first, last)| (first, last))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_filled_with_zeros() {
        let mut days = Days::<1>::default();
        days.add(12, 0, 2);
        days.add(10, 0, 1);
        assert_eq!(days.finish(), (Some(10), [vec![1, 0, 2]]));
        assert_eq!(Days::<1>::default().finish(), (None, [vec![]]));
    }

    #[test]
    fn a_date_millennia_off_does_not_stretch_the_course() {
        let mut days = Days::<1>::default();
        for (day, count) in [(i32::MIN, 1), (0, 2), (20_000, 5), (20_001, 5), (i32::MAX, 1)] {
            days.add(day, 0, count);
        }
        assert_eq!(days.finish(), (Some(20_000), [vec![5, 5]]));
    }
}
