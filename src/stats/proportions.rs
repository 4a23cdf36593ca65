//! One share and two.

use super::{Interval, Z, Z_POWER, two_sided};

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many it holds of.
    pub hits: u64,
    /// Out of how many.
    pub of: u64,
}

impl Tally {
    /// The share; of nothing, 0.
    pub fn share(self) -> f64 {
        if self.of == 0 { 0.0 } else { self.hits as f64 / self.of as f64 }
    }

    /// Those that are none.
    pub fn misses(self) -> u64 {
        self.of.saturating_sub(self.hits)
    }
}

/// Wilson's score interval at 95 %, `None` over nothing. Only operations that IEEE 754 rounds
/// exactly, so that it is the same everywhere.
pub fn wilson(n: u64, of: u64) -> Option<Interval> {
    if of == 0 {
        return None;
    }
    let (hits, cases) = (n as f64, of as f64);
    let share = hits / cases;
    let z2 = Z * Z;
    let scale = 1.0 + z2 / cases;
    let centre = (share + z2 / (2.0 * cases)) / scale;
    let half = Z * (share * (1.0 - share) / cases + z2 / (4.0 * cases * cases)).sqrt() / scale;
    let low = if n == 0 { 0.0 } else { (centre - half).max(0.0) };
    let high = if n >= of { 1.0 } else { (centre + half).min(1.0) };
    Some(Interval { low, high, level: 0.95, method: "wilson".to_owned() })
}

/// The interval of the difference of two independent values from the interval of each. Of shares with
/// Wilson's intervals it is Newcombe's (R. G. Newcombe, Statistics in Medicine 17, 1998, method 10); of means
/// it is the usual one.
pub fn difference((p, a): (f64, &Interval), (q, b): (f64, &Interval), method: &str) -> Interval {
    let hypotenuse = |x: f64, y: f64| (x * x + y * y).sqrt();
    Interval {
        low: p - q - hypotenuse(p - a.low, b.high - q),
        high: p - q + hypotenuse(a.high - p, q - b.low),
        level: 0.95,
        method: method.to_owned(),
    }
}

/// The least count that two shares would have in a cell, were they the same: below 5 the normal approximation
/// does not hold.
pub fn expected_least(one: Tally, two: Tally) -> f64 {
    let hits = one.hits + two.hits;
    let rare = hits.min((one.of + two.of).saturating_sub(hits));
    rare as f64 * one.of.min(two.of) as f64 / (one.of + two.of).max(1) as f64
}

/// The z and the p of the test that two shares are the same, the standard error from both together. `None` where
/// there is no spread: nothing, or all hits, or none.
pub fn two_proportions(one: Tally, two: Tally) -> Option<(f64, f64)> {
    let both = Tally { hits: one.hits + two.hits, of: one.of + two.of }.share();
    let spread = both * (1.0 - both) * (1.0 / one.of as f64 + 1.0 / two.of as f64);
    (one.of > 0 && two.of > 0 && spread > 0.0).then(|| {
        let z = (one.share() - two.share()) / spread.sqrt();
        (z, two_sided(z))
    })
}

/// Fisher's exact test that two shares are the same, to either side: how likely a table with the same margins is
/// no more likely than this one. The likelihoods come one from the other by their ratio, beginning at the most
/// likely, so that no factorial is ever taken.
pub fn fisher(one: Tally, two: Tally) -> f64 {
    let (hits, all) = (one.hits + two.hits, one.of + two.of);
    let least = hits.saturating_sub(two.of);
    let most = hits.min(one.of);
    // P(k + 1) ÷ P(k), of the hypergeometric distribution.
    let ratio =
        |k: u64| (hits - k) as f64 * (one.of - k) as f64 / ((k + 1) as f64 * (two.of + k + 1 - hits) as f64);
    let mode = (((hits + 1) as f64 * (one.of + 1) as f64 / (all + 2) as f64) as u64).clamp(least, most);
    let mut likely = vec![0.0; (most - least + 1) as usize];
    let at = |k: u64| (k - least) as usize;
    likely[at(mode)] = 1.0;
    for k in mode..most {
        likely[at(k + 1)] = likely[at(k)] * ratio(k);
    }
    for k in (least..mode).rev() {
        likely[at(k)] = likely[at(k + 1)] / ratio(k);
    }
    let seen = likely[at(one.hits)] * (1.0 + 1e-12);
    let as_rare: f64 = likely.iter().filter(|likely| **likely <= seen).sum();
    (as_rare / likely.iter().sum::<f64>()).min(1.0)
}

/// The odds of one share over those of another with Woolf's interval; with half a case more in each cell where
/// one is empty (Haldane, Anscombe). `None` over nothing.
pub fn odds_ratio(one: Tally, two: Tally) -> Option<(f64, Interval)> {
    if one.of == 0 || two.of == 0 {
        return None;
    }
    let mut cells = [one.hits, one.misses(), two.hits, two.misses()].map(|count| count as f64);
    if cells.contains(&0.0) {
        cells = cells.map(|count| count + 0.5);
    }
    let [a, b, c, d] = cells;
    let log = libm::log(a * d / (b * c));
    let half = Z * (1.0 / a + 1.0 / b + 1.0 / c + 1.0 / d).sqrt();
    let (low, high) = (libm::exp(log - half), libm::exp(log + half));
    Some((a * d / (b * c), Interval { low, high, level: 0.95, method: "woolf".to_owned() }))
}

/// The ratio of one share to another with Katz' interval of its logarithm; where none or all of one are hits, with
/// half a case more of each kind (Haldane). `None` over nothing, and where the other share is 0.
pub fn share_ratio(one: Tally, two: Tally) -> Option<(f64, Interval)> {
    if one.of == 0 || two.hits == 0 {
        return None;
    }
    let value = one.share() / two.share();
    let is_bare = [one, two].iter().any(|arm| arm.hits == 0 || arm.misses() == 0);
    let more = if is_bare { 0.5 } else { 0.0 };
    let share = |arm: Tally| (arm.hits as f64 + more) / (arm.of as f64 + 2.0 * more);
    let part = |arm: Tally| (1.0 - share(arm)) / (arm.hits as f64 + more);
    let log = libm::log(share(one) / share(two));
    let half = Z * (part(one) + part(two)).sqrt();
    let low = if one.hits == 0 { 0.0 } else { libm::exp(log - half).min(value) };
    let high = libm::exp(log + half).max(value);
    Some((value, Interval { low, high, level: 0.95, method: "katz".to_owned() }))
}

/// How many cases each of two arms needs so that a test with one look at its end, at 5 %, finds a difference of
/// such a share from a base in four of five times. `None` where there is no such share.
pub fn sample_size(base: f64, by: f64) -> Option<u64> {
    let other = base + by;
    if by == 0.0 || !(0.0..=1.0).contains(&base) || !(0.0..=1.0).contains(&other) {
        return None;
    }
    let spread = |share: f64| share * (1.0 - share);
    let same = (2.0 * spread(f64::midpoint(base, other))).sqrt();
    let apart = (spread(base) + spread(other)).sqrt();
    let root = (Z * same + Z_POWER * apart) / by;
    Some((root * root).ceil() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wilson_agrees_with_published_values() {
        let cases = [
            (1, 3, 0.0615, 0.7923),
            (0, 10, 0.0, 0.2775),
            (10, 10, 0.7225, 1.0),
            (412, 1329, 0.2857, 0.3354),
        ];
        for (n, of, low, high) in cases {
            let interval = wilson(n, of).unwrap();
            assert!((interval.low - low).abs() < 1e-4, "{n}/{of}: {}", interval.low);
            assert!((interval.high - high).abs() < 1e-4, "{n}/{of}: {}", interval.high);
        }
        assert_eq!(wilson(0, 0), None);
    }

    #[test]
    fn the_difference_agrees_with_the_published_example() {
        // Newcombe 1998, table II (a): 56/70 against 48/80.
        let (one, two) = (wilson(56, 70).unwrap(), wilson(48, 80).unwrap());
        let interval = difference((56.0 / 70.0, &one), (48.0 / 80.0, &two), "newcombe");
        assert!(
            (interval.low - 0.0524).abs() < 1e-4 && (interval.high - 0.3339).abs() < 1e-4,
            "{interval:?}"
        );
    }

    #[test]
    fn the_lady_tasting_tea() {
        // Fisher 1935: of eight cups, three of four told right: 17/35; all four: 1/35.
        let cups = |hits| (Tally { hits, of: 4 }, Tally { hits: 4 - hits, of: 4 });
        for (right, p) in [(3, 34.0 / 70.0), (4, 2.0 / 70.0), (2, 1.0)] {
            let (one, two) = cups(right);
            assert!((fisher(one, two) - p).abs() < 1e-12, "{right}");
        }
        let none = Tally::default();
        assert!((fisher(none, none) - 1.0).abs() < 1e-12);
        assert_eq!(two_proportions(none, none), None);
        assert_eq!(odds_ratio(none, none), None);
    }

    #[test]
    fn a_sample_is_needed_only_for_a_share_that_can_be() {
        // Fleiss' textbook case without continuity: 0.25 against 0.40.
        assert_eq!(sample_size(0.25, 0.15), Some(152));
        assert_eq!(sample_size(0.25, -0.15), Some(97 + 3));
        assert_eq!((sample_size(0.95, 0.1), sample_size(0.5, 0.0)), (None, None));
    }
}
