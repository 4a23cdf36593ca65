//! Two spreads by their ranks: counts of values in bins, of which those of one bin are ties.

use super::two_sided;

/// What the test of Mann and Whitney says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MannWhitney {
    /// How likely a value of the first is above one of the second; ties count half. One half is no difference.
    pub above: f64,
    /// How likely so great a difference is without one, to either side: by the normal approximation with ties and
    /// continuity, as SciPy's `method="asymptotic"`.
    pub p: f64,
}

/// Of each bin, the share of the values that lie below it, with half of those in it.
pub fn placements(counts: &[u64]) -> Vec<f64> {
    let all: u64 = counts.iter().sum();
    let mut below = 0.0;
    let placed = |count: &u64| {
        let here = *count as f64;
        below += here;
        (below - here / 2.0) / all.max(1) as f64
    };
    counts.iter().map(placed).collect()
}

/// The test of Mann and Whitney of counts by bin, both of the same bins. `None` where a side is empty or all
/// values are in one bin.
pub fn mann_whitney(one: &[u64], two: &[u64]) -> Option<MannWhitney> {
    let total = |counts: &[u64]| counts.iter().sum::<u64>() as f64;
    let (n, m) = (total(one), total(two));
    if n == 0.0 || m == 0.0 {
        return None;
    }
    let placed = placements(two);
    let place = |bin: usize| placed.get(bin).copied().unwrap_or(1.0);
    let above = one.iter().zip(0..).map(|(count, bin)| *count as f64 * place(bin)).sum::<f64>() / n;
    let bins = one.len().max(two.len());
    let all = |bin: usize| {
        one.get(bin).copied().unwrap_or_default() as f64 + two.get(bin).copied().unwrap_or_default() as f64
    };
    let ties: f64 = (0..bins).map(all).map(|tied| tied * tied * tied - tied).sum();
    let both = n + m;
    let spread = n * m / 12.0 * (both + 1.0 - ties / (both * (both - 1.0)));
    (spread > 0.0).then(|| {
        let off = (libm::fabs(above - 0.5) * n * m - 0.5).max(0.0);
        MannWhitney { above, p: if off > 0.0 { two_sided(off / spread.sqrt()) } else { 1.0 } }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_by_hand() {
        assert_eq!(placements(&[1, 2, 1]), [0.125, 0.5, 0.875]);
        assert!(placements(&[]).is_empty());
    }

    #[test]
    fn spreads_that_do_not_overlap_and_those_that_are_the_same() {
        let apart = mann_whitney(&[0, 0, 5], &[5, 0, 0]).unwrap();
        assert!((apart.above - 1.0).abs() < 1e-12 && apart.p < 0.01);
        let same = mann_whitney(&[3, 4], &[3, 4]).unwrap();
        assert!((same.above - 0.5).abs() < 1e-12 && (same.p - 1.0).abs() < 1e-12);
        assert_eq!(mann_whitney(&[0, 7], &[0, 3]), None, "all in one bin");
        assert_eq!(mann_whitney(&[], &[3]), None);
    }
}
