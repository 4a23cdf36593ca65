//! More than two shares, more than one test, and whether a split is the one that was planned.

use super::{Tally, chi_squared_above};

/// Pearson's chi-squared that shares are all the same, and its p. `None` where there is nothing to compare.
pub fn chi_squared(arms: &[Tally]) -> Option<(f64, f64)> {
    let arms = || arms.iter().filter(|arm| arm.of > 0);
    let all =
        arms().fold(Tally::default(), |all, arm| Tally { hits: all.hits + arm.hits, of: all.of + arm.of });
    let share = all.share();
    if arms().count() < 2 || all.hits == 0 || all.hits == all.of {
        return None;
    }
    // Hits and misses of an arm are off by the same.
    let off = |arm: &Tally| {
        let off = arm.hits as f64 - arm.of as f64 * share;
        off * off / (arm.of as f64 * share * (1.0 - share))
    };
    let x: f64 = arms().map(off).sum();
    Some((x, chi_squared_above(x, (arms().count() - 1) as f64)))
}

/// Cochran's test that independent values are all the same, from each with the square of its standard error, and
/// its p. It holds of shares and means of clustered cases too.
pub fn heterogeneity(arms: &[(f64, f64)]) -> Option<(f64, f64)> {
    if arms.len() < 2 || arms.iter().any(|(_, error2)| *error2 <= 0.0) {
        return None;
    }
    let weight: f64 = arms.iter().map(|(_, error2)| 1.0 / error2).sum();
    let mean = arms.iter().map(|(value, error2)| value / error2).sum::<f64>() / weight;
    let x = arms.iter().map(|(value, error2)| (value - mean) * (value - mean) / error2).sum();
    Some((x, chi_squared_above(x, (arms.len() - 1) as f64)))
}

/// p-values adjusted by Holm's method, in the order given: reading those below 5 % makes a mistake about any of
/// them in at most 5 % of cases.
pub fn holm(ps: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..ps.len()).collect();
    crate::order::sort_by(&mut order, |one, two| ps[*one].total_cmp(&ps[*two]).then(one.cmp(two)));
    let mut adjusted = vec![1.0; ps.len()];
    let mut before = 0.0_f64;
    for (rank, at) in order.into_iter().enumerate() {
        before = before.max(ps[at] * (ps.len() - rank) as f64).min(1.0);
        adjusted[at] = before;
    }
    adjusted
}

/// p-values adjusted by the method of Y. Benjamini and Y. Hochberg (Journal of the Royal Statistical Society B 57,
/// 1995), in the order given: of those below 5 %, one in twenty is a mistake in the mean. `all` is how many there
/// are, where those that are surely no discovery are left out.
pub fn false_discoveries(ps: &[f64], all: usize) -> Vec<f64> {
    let mut order: Vec<usize> = (0..ps.len()).collect();
    crate::order::sort_by(&mut order, |one, two| ps[*one].total_cmp(&ps[*two]).then(one.cmp(two)));
    let mut adjusted = vec![1.0; ps.len()];
    let mut behind = 1.0_f64;
    for (rank, at) in order.into_iter().enumerate().rev() {
        behind = behind.min(ps[at] * all.max(ps.len()) as f64 / (rank + 1) as f64);
        adjusted[at] = behind;
    }
    adjusted
}

/// Chi-squared of counts against the shares that were planned, and its p. `None` where nothing was planned for an
/// arm or there is nothing to count.
pub fn split(counts: &[u64], planned: &[u64]) -> Option<(f64, f64)> {
    let (all, whole) = (counts.iter().sum::<u64>() as f64, planned.iter().sum::<u64>() as f64);
    if counts.len() != planned.len() || counts.len() < 2 || all == 0.0 || planned.contains(&0) {
        return None;
    }
    let off = |(count, planned): (&u64, &u64)| {
        let expected = all * *planned as f64 / whole;
        (*count as f64 - expected) * (*count as f64 - expected) / expected
    };
    let x = counts.iter().zip(planned).map(off).sum();
    Some((x, chi_squared_above(x, (counts.len() - 1) as f64)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holm_by_hand() {
        let near = |one: &[f64], two: &[f64]| one.iter().zip(two).all(|(one, two)| (one - two).abs() < 1e-12);
        assert!(near(&holm(&[0.01, 0.04, 0.03, 0.005]), &[0.03, 0.06, 0.06, 0.02]));
        assert!(near(&holm(&[0.9, 0.8]), &[1.0, 1.0]));
        assert!(holm(&[]).is_empty());
    }

    #[test]
    fn false_discoveries_by_hand() {
        let near = |one: &[f64], two: &[f64]| one.iter().zip(two).all(|(one, two)| (one - two).abs() < 1e-12);
        // 4 × 0.005, 4/2 × 0.01, 4/3 × 0.03, 0.04: the third and the fourth are the same.
        assert!(near(&false_discoveries(&[0.01, 0.04, 0.03, 0.005], 4), &[0.02, 0.04, 0.04, 0.02]));
        assert!(near(&false_discoveries(&[0.01, 0.9], 10), &[0.1, 1.0]));
        assert!(false_discoveries(&[], 3).is_empty());
    }

    #[test]
    fn a_split_by_hand() {
        // (60 − 50)² ÷ 50, twice.
        assert!((split(&[60, 40], &[1, 1]).unwrap().0 - 4.0).abs() < 1e-12);
        assert_eq!(split(&[90, 10], &[9, 1]).unwrap(), (0.0, 1.0));
        assert_eq!((split(&[1, 1], &[1, 0]), split(&[0, 0], &[1, 1]), split(&[3], &[1])), (None, None, None));
    }

    #[test]
    fn shares_that_are_the_same_by_hand() {
        let arm = |hits, of| Tally { hits, of };
        assert_eq!(chi_squared(&[arm(5, 10), arm(10, 20)]).unwrap(), (0.0, 1.0));
        assert_eq!(chi_squared(&[arm(0, 10), arm(0, 20)]), None);
        // 1 and 3 with errors 1 and 1: mean 2, chi-squared 2.
        assert!((heterogeneity(&[(1.0, 1.0), (3.0, 1.0)]).unwrap().0 - 2.0).abs() < 1e-12);
        assert_eq!(heterogeneity(&[(1.0, 0.0), (3.0, 1.0)]), None);
    }
}
