//! Days in a row that are out of the ordinary, and days since which all is different.
//!
//! Both by the same partition: of all ways to cut a series into pieces the one with the least sum of squares around
//! the pieces' means, where each cut costs as much as [`COST`] (optimal partitioning: B. Jackson and others, IEEE
//! Signal Processing Letters 12, 2005). The cuts alone are taken from it; whether a piece is out of the ordinary is
//! a test of its own, whose p counts all the pieces that it was chosen from.

use super::{Daily, Usual, surprise};

/// Days that a stretch out of the ordinary lasts at most: what lasts longer is a new level.
pub const LONGEST: usize = 14;

/// As many stretches as begin on a day count as tests of their own: those of up to [`LONGEST`] days overlap, and are
/// off together.
const CHANCES: usize = 2;

/// What a cut must better the sum of squares by.
const COST: f64 = 12.0;

/// How far off each of two pieces must be to be one stretch, in standard deviations.
const APART: f64 = 2.5;

/// Days that are judged of a level, at least, before and after it changes.
const LEAST: usize = 7;

/// How likely a change is by chance on any of the days, at most, to be taken for one.
const SURE: f64 = 0.05;

/// Days before and after a change that it is measured on, at most: a slow growth is no change.
const BESIDE: usize = 28;

/// A level that changes by less than this share is not worth a word.
const WORTH: f64 = 0.1;

/// Days in a row that are out of the ordinary.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stretch {
    /// Its first day.
    pub first: usize,
    /// Its last day.
    pub last: usize,
    /// How far its days together are off, in standard deviations; below 0 where there are too few.
    pub off: f64,
    /// How likely that is by chance in any of the stretches that there are.
    pub p: f64,
}

/// A day since which all is different.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Level {
    /// The first day of the new level.
    pub first: usize,
    /// The days that the change was measured on: from the first before to the last after it.
    pub window: (usize, usize),
    /// How many a day, or which share, before it.
    pub before: f64,
    /// The same after it.
    pub after: f64,
    /// By how many standard deviations they differ.
    pub off: f64,
    /// How likely that is by chance on any of the days.
    pub p: f64,
}

/// The first places of the pieces into which a series is best cut; places without a value belong to the piece
/// around them. `varies` is the variance of the values.
fn pieces(values: &[Option<f64>], varies: f64) -> Vec<usize> {
    let n = values.len();
    let mut sums = vec![(0.0, 0.0, 0.0); n + 1];
    for (at, value) in values.iter().enumerate() {
        let (sum, squares, count) = sums[at];
        sums[at + 1] = value.map_or(sums[at], |value| (sum + value, squares + value * value, count + 1.0));
    }
    let around = |from: usize, to: usize| {
        let (one, two) = (sums[from], sums[to]);
        let (sum, count) = (two.0 - one.0, two.2 - one.2);
        if count > 0.0 { two.1 - one.1 - sum * sum / count } else { 0.0 }
    };
    let cost = COST * varies;
    let mut best = vec![0.0; n + 1];
    let mut begins = vec![0; n + 1];
    for to in 1..=n {
        best[to] = f64::INFINITY;
        for from in 0..to {
            let total = best[from] + around(from, to) + if from > 0 { cost } else { 0.0 };
            if total < best[to] {
                (best[to], begins[to]) = (total, from);
            }
        }
    }
    let mut firsts = Vec::new();
    let mut at = n;
    while at > 0 {
        at = begins[at];
        firsts.push(at);
    }
    firsts.reverse();
    firsts
}

/// The stretches of up to [`LONGEST`] days that are out of the ordinary, each with its p; the caller says which p is
/// small enough. They do not overlap.
pub fn stretches(usual: &Usual) -> Vec<Stretch> {
    let days = usual.off.len();
    let firsts = pieces(&usual.off, usual.sums_vary(LONGEST));
    let ends = firsts.iter().skip(1).copied().chain([days]);
    let mut found: Vec<Stretch> = Vec::new();
    for (first, end) in firsts.iter().copied().zip(ends) {
        // Days that are not judged are at no end of a stretch.
        let judged = |day: &usize| usual.off[*day].is_some();
        let (Some(first), Some(last)) = ((first..end).find(judged), (first..end).rfind(judged)) else {
            continue;
        };
        // Two pieces to the same side, one after the other, are one stretch.
        let before = found.last().filter(|before| before.last + 1 == first).copied();
        let off = |first: usize| usual.off_together(first..=last).unwrap_or_default();
        let joined = before.filter(|before| {
            let (one, two) = (before.off, off(first));
            one * two > 0.0 && one.abs().min(two.abs()) > APART && last - before.first < LONGEST
        });
        let from = joined.map_or(first, |before| before.first);
        if last - from >= LONGEST {
            continue;
        }
        if joined.is_some() {
            found.pop();
        }
        let off = off(from);
        let chances = (days * CHANCES) as f64;
        found.push(Stretch { first: from, last, off, p: (surprise(off, usual.judged) * chances).min(1.0) });
    }
    found
}

/// The days since which the level is another, each with its p. Pieces of up to [`LONGEST`] days are no level: they
/// are left out, and where the levels to both sides are the same they part nothing. Days of which `skip` tells are
/// left out too.
pub fn levels(daily: &Daily, usual: &Usual, skip: &dyn Fn(usize) -> bool) -> Vec<Level> {
    let days = daily.len();
    let counts = |day: &usize| usual.off[*day].is_some() && !skip(*day);
    let off = around_even(daily, usual, &counts);
    let firsts = pieces(&off, usual.sums_vary(BESIDE));
    let ends = firsts.iter().skip(1).copied().chain([days]);
    let mut found = Vec::new();
    // The days of the level so far, and the short pieces behind it.
    let mut level: Vec<usize> = Vec::new();
    let mut short: Vec<Vec<usize>> = Vec::new();
    for (first, end) in firsts.iter().copied().zip(ends) {
        let piece: Vec<usize> = (first..end).filter(counts).collect();
        if end - first <= LONGEST || piece.len() < LEAST {
            short.extend((!piece.is_empty()).then_some(piece));
            continue;
        }
        let before = &level[level.len().saturating_sub(BESIDE)..];
        let after = &piece[..piece.len().min(BESIDE)];
        let changed = if before.is_empty() { None } else { change(daily, usual, &off, before, after) };
        if let Some(changed) = changed.filter(|changed| changed.p <= SURE) {
            // Short pieces that are nearer to the new level belong to it.
            let middle = f64::midpoint(mean(&off, before), mean(&off, after));
            let is_new = |piece: &&Vec<usize>| (mean(&off, piece) - middle) * changed.off > 0.0;
            let first = short.iter().rev().take_while(is_new).last().map_or(changed.first, |piece| piece[0]);
            found.push(Level { first, ..changed });
            level.clear();
        }
        short.clear();
        level.extend(piece);
    }
    found
}

/// How a level differs from the one before; `None` where it hardly does.
fn change(
    daily: &Daily,
    usual: &Usual,
    off: &[Option<f64>],
    before: &[usize],
    after: &[usize],
) -> Option<Level> {
    let rate = |days: &[usize]| {
        let n: u64 = days.iter().map(|day| daily.n[*day]).sum();
        n as f64 / days.iter().map(|day| out_of(daily, usual, *day)).sum::<f64>().max(f64::MIN_POSITIVE)
    };
    let (was, is) = (rate(before), rate(after));
    let apart = apart(off, usual, before, after);
    // Counted, or judged by how far the days are off, it must go the same way.
    ((is - was).abs() >= WORTH * was && (is - was) * apart > 0.0).then(|| Level {
        first: after[0],
        window: (before[0], after[after.len() - 1]),
        before: was,
        after: is,
        off: apart,
        p: (surprise(apart, usual.judged) * daily.len() as f64).min(1.0),
    })
}

impl Level {
    /// By how many standard deviations another series differs before and after the same day; `None` where it goes
    /// the other way, or has too few days.
    pub(super) fn of_other(&self, daily: &Daily, usual: &Usual, skip: &dyn Fn(usize) -> bool) -> Option<f64> {
        let counts = |day: &usize| usual.off[*day].is_some() && !skip(*day);
        let off = around_even(daily, usual, &counts);
        let before: Vec<usize> = (self.window.0..self.first).filter(counts).collect();
        let after: Vec<usize> = (self.first..=self.window.1).filter(counts).collect();
        let enough = before.len() >= LEAST && after.len() >= LEAST;
        enough.then(|| apart(&off, usual, &before, &after)).filter(|apart| apart * self.off > 0.0)
    }
}

/// What a day is out of, with its weekday.
fn out_of(daily: &Daily, usual: &Usual, day: usize) -> f64 {
    usual.weekdays[daily.weekday_of(day)] * daily.out_of(day)
}

/// How far each day is from one level for all of them, in standard deviations; `None` of those that do not count.
fn around_even(daily: &Daily, usual: &Usual, counts: &dyn Fn(&usize) -> bool) -> Vec<Option<f64>> {
    let even = super::middle(&daily.weighed((0..daily.len()).filter(counts), &usual.weekdays));
    let off = |day: usize| daily.distance(day, even * out_of(daily, usual, day)) / usual.spread;
    (0..daily.len()).map(|day| counts(&day).then(|| off(day))).collect()
}

/// The mean distance of some days.
fn mean(off: &[Option<f64>], days: &[usize]) -> f64 {
    days.iter().filter_map(|day| off[*day]).sum::<f64>() / days.len() as f64
}

/// By how many standard deviations the mean of some days is above that of others before them.
fn apart(off: &[Option<f64>], usual: &Usual, before: &[usize], after: &[usize]) -> f64 {
    let error2 = |days: &[usize]| usual.sums_vary(days.len()) / days.len() as f64;
    (mean(off, after) - mean(off, before)) / (error2(before) + error2(after)).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_series_is_cut_where_it_jumps() {
        let series = |values: &[f64]| values.iter().copied().map(Some).collect::<Vec<_>>();
        let mut jump = vec![0.0; 10];
        jump.extend([5.0; 10]);
        assert_eq!(pieces(&series(&jump), 1.0), [0, 10]);
        // Ten values half of 1 to either side better the squares by 20 × 0.25, which a cut is not worth.
        let mut small = vec![0.0; 10];
        small.extend([1.0; 10]);
        assert_eq!(pieces(&series(&small), 1.0), [0]);
        let mut hole = series(&jump);
        hole[9] = None;
        assert!([9, 10].contains(&pieces(&hole, 1.0)[1]), "a gap belongs to a piece beside it");
        assert!(pieces(&[], 1.0).is_empty());
    }

    /// Counts that no two weeks have the same.
    fn days(mut n: Vec<u64>) -> Daily {
        n.iter_mut().zip(0_u64..).for_each(|(n, day)| *n += day * day * 31 % 11);
        let whole = vec![true; n.len()];
        Daily { weekday: 2, n, of: None, whole }
    }

    #[test]
    fn a_week_out_of_the_ordinary_is_one_stretch_and_no_level() {
        let mut n = vec![50; 70];
        n[30..37].copy_from_slice(&[110, 90, 100, 130, 95, 100, 105]);
        let daily = days(n);
        let usual = Usual::of(&daily, None, &[]).unwrap();
        let found: Vec<Stretch> = stretches(&usual).into_iter().filter(|stretch| stretch.p < 0.01).collect();
        assert_eq!(found.iter().map(|stretch| (stretch.first, stretch.last)).collect::<Vec<_>>(), [(30, 36)]);
        assert!(found[0].off > 10.0);
        assert!(levels(&daily, &usual, &|day| (30..37).contains(&day)).is_empty());
    }

    #[test]
    fn a_new_level_is_no_stretch_and_has_its_day() {
        let mut n = vec![40; 40];
        n.extend(vec![60; 40]);
        let daily = days(n);
        let usual = Usual::of(&daily, None, &[]).unwrap();
        assert!(stretches(&usual).iter().all(|stretch| stretch.p > 0.05), "{:?}", stretches(&usual));
        let found = levels(&daily, &usual, &|_| false);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].first, found[0].window), (40, (12, 67)));
        assert!((found[0].before - 45.0).abs() < 1.5 && (found[0].after - 65.0).abs() < 1.5, "{found:?}");
        assert!(found[0].p < 1e-6);
    }

    #[test]
    fn slow_growth_is_no_change() {
        let daily = days((0..90).map(|day| 1_000 + 3 * day).collect());
        let usual = Usual::of(&daily, None, &[]).unwrap();
        assert!(levels(&daily, &usual, &|_| false).is_empty());
        assert!(stretches(&usual).iter().all(|stretch| stretch.p > 0.05));
    }
}
