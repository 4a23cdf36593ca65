//! Cases of which some belong to the same user. What one user does twice says less than what two users do once,
//! so that errors are taken over users, not over cases.
//!
//! A share or a mean is a sum over cases ÷ how many; its error comes by the delta method from what each user adds
//! (the ratio estimator; A. Deng, U. Knoblich, J. Lu, "Applying the Delta Method in Metric Analytics", KDD 2018).
//! The difference of two arms is taken as a whole, so that a user who is in both counts once. Of spreads, what a
//! user adds are the places of their values among those of the other arm (N. A. Obuchowski, Biometrics 53, 1997).

use super::ranks::placements;

/// What a cluster adds to an arm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Contribution {
    /// Whose it is.
    pub cluster: u64,
    /// The place of the arm.
    pub arm: u32,
    /// The sum over its cases; of a spread, a bin.
    pub sum: i64,
    /// How many cases; of a spread, how many in that bin.
    pub cases: u64,
}

crate::frozen! { Contribution { cluster, arm, sum, cases } }

/// A difference of two arms with its error.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// The figure of the first arm.
    pub one: f64,
    /// The figure of the second arm.
    pub two: f64,
    /// The first minus the second; of spreads, by how much it is likelier than one half that a value of the first
    /// is above one of the second.
    pub difference: f64,
    /// The square of the standard error of the difference.
    pub error2: f64,
    /// Clusters in either arm.
    pub clusters: u64,
}

/// The square of the error of a sum of what clusters add, each given in one stretch; and how many clusters.
pub fn clustered(added: impl IntoIterator<Item = (u64, f64)>) -> (f64, u64) {
    let (mut squares, mut clusters) = (0.0, 0_u64);
    let mut open: Option<(u64, f64)> = None;
    for (cluster, adds) in added {
        match &mut open {
            Some((of, sum)) if *of == cluster => *sum += adds,
            _ => {
                squares += open.map_or(0.0, |(_, sum)| sum * sum);
                clusters += 1;
                open = Some((cluster, adds));
            }
        }
    }
    squares += open.map_or(0.0, |(_, sum)| sum * sum);
    let few = if clusters > 1 { clusters as f64 / (clusters - 1) as f64 } else { 0.0 };
    (squares * few, clusters)
}

/// The share or mean of one arm, with the square of its standard error; `None` without cases. Contributions stand
/// cluster by cluster.
pub fn alone(all: &[Contribution], arm: u32) -> Option<(f64, f64)> {
    let (sum, cases) = total(all, arm);
    let mean = sum as f64 / cases as f64;
    let added = all
        .iter()
        .filter(|added| added.arm == arm)
        .map(|added| (added.cluster, (added.sum as f64 - mean * added.cases as f64) / cases as f64));
    (cases > 0).then(|| (mean, clustered(added).0))
}

fn total(all: &[Contribution], arm: u32) -> (i128, u64) {
    let of = all.iter().filter(|added| added.arm == arm);
    of.fold((0, 0), |(sum, cases), added| (sum + i128::from(added.sum), cases + added.cases))
}

impl Pair {
    /// The difference of two shares or means; `None` where an arm has no cases. Contributions stand cluster by
    /// cluster.
    pub fn of_sums(all: &[Contribution], one: u32, two: u32) -> Option<Self> {
        let ((sum, n), (other, m)) = (total(all, one), total(all, two));
        if n == 0 || m == 0 {
            return None;
        }
        let (p, q) = (sum as f64 / n as f64, other as f64 / m as f64);
        let added = all.iter().filter(|added| added.arm == one || added.arm == two).map(|added| {
            let (mean, of) = if added.arm == one { (p, n as f64) } else { (q, -(m as f64)) };
            (added.cluster, (added.sum as f64 - mean * added.cases as f64) / of)
        });
        let (error2, clusters) = clustered(added);
        Some(Self { one: p, two: q, difference: p - q, error2, clusters })
    }

    /// The difference of two spreads, whose contributions are counts by bin; `None` where an arm has none.
    /// [`Self::one`] and [`Self::two`] say how likely a value of each is above one of the other.
    pub fn of_spreads(all: &[Contribution], one: u32, two: u32) -> Option<Self> {
        let counts = |arm: u32| bins(all, arm);
        let (first, second) = (counts(one), counts(two));
        let (n, m): (u64, u64) = (first.iter().sum(), second.iter().sum());
        if n == 0 || m == 0 {
            return None;
        }
        let (among_first, among_second) = (placements(&first), placements(&second));
        let place = |placed: &[f64], bin: i64| placed.get(bin as usize).copied().unwrap_or(1.0);
        let of_one = first.iter().zip(0..).map(|(count, bin)| *count as f64 * place(&among_second, bin));
        let above = of_one.sum::<f64>() / n as f64;
        let added = all.iter().filter(|added| added.arm == one || added.arm == two).map(|added| {
            let adds = if added.arm == one {
                (place(&among_second, added.sum) - above) / n as f64
            } else {
                -(place(&among_first, added.sum) - (1.0 - above)) / m as f64
            };
            (added.cluster, adds * added.cases as f64)
        });
        let (error2, clusters) = clustered(added);
        Some(Self { one: above, two: 1.0 - above, difference: above - 0.5, error2, clusters })
    }
}

/// Counts by bin of an arm.
pub fn bins(all: &[Contribution], arm: u32) -> Vec<u64> {
    let mut counts = Vec::new();
    for added in all.iter().filter(|added| added.arm == arm) {
        let bin = added.sum as usize;
        if counts.len() <= bin {
            counts.resize(bin + 1, 0);
        }
        counts[bin] += added.cases;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn added(cluster: u64, arm: u32, sum: i64, cases: u64) -> Contribution {
        Contribution { cluster, arm, sum, cases }
    }

    #[test]
    fn where_nobody_comes_twice_it_is_the_error_of_two_shares() {
        let mut all: Vec<_> = (0..100).map(|user| added(user, 0, i64::from(user < 30), 1)).collect();
        all.extend((100..300).map(|user| added(user, 1, i64::from(user < 180), 1)));
        let pair = Pair::of_sums(&all, 0, 1).unwrap();
        let by_hand = (0.3 * 0.7 / 100.0 + 0.4 * 0.6 / 200.0) * 300.0 / 299.0;
        assert!((pair.error2 - by_hand).abs() < 1e-12 && (pair.difference + 0.1).abs() < 1e-12, "{pair:?}");
        assert_eq!(pair.clusters, 300);
    }

    #[test]
    fn what_one_user_does_ten_times_counts_once() {
        let once: Vec<_> =
            (0..40).map(|user| added(user, (user % 2) as u32, i64::from(user % 4 < 2), 1)).collect();
        let often: Vec<_> = once.iter().map(|one| added(one.cluster, one.arm, one.sum * 10, 10)).collect();
        let (once, often) = (Pair::of_sums(&once, 0, 1).unwrap(), Pair::of_sums(&often, 0, 1).unwrap());
        assert!((once.error2 - often.error2).abs() < 1e-12);
    }

    #[test]
    fn a_user_who_is_the_same_in_both_arms_shows_no_difference() {
        let all: Vec<_> = (0..20)
            .flat_map(|user| [added(user, 0, (user % 2) as i64, 1), added(user, 1, (user % 2) as i64, 1)])
            .collect();
        let pair = Pair::of_sums(&all, 0, 1).unwrap();
        assert!(pair.error2 < 1e-12 && pair.clusters == 20);
    }

    #[test]
    fn an_arm_without_cases_has_no_difference() {
        assert_eq!(Pair::of_sums(&[added(1, 0, 1, 1)], 0, 1), None);
        assert_eq!(Pair::of_spreads(&[added(1, 0, 1, 1)], 0, 1), None);
    }

    #[test]
    fn the_places_of_a_spread_by_hand() {
        // 1, 3 against 2, 2: one of two above.
        let all = [added(0, 0, 1, 1), added(1, 0, 3, 1), added(2, 1, 2, 1), added(3, 1, 2, 1)];
        let pair = Pair::of_spreads(&all, 0, 1).unwrap();
        assert!(pair.difference.abs() < 1e-12);
        // The places of the first are 0 and 1, off by one half each; those of the second are both one half.
        assert!((pair.error2 - 2.0 * 0.0625 * 4.0 / 3.0).abs() < 1e-12, "{pair:?}");
    }
}
