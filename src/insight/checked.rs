//! A rate corrected by checking: a person looks at messages drawn at random of those that were given a label
//! and of those that were not, and says of each whether it has it.
//!
//! Each of the two strata has its own share of messages that have the label; the corrected rate is their mean
//! by the sizes of the strata. Its 95 % interval joins the Wilson limits of both by the distances of these
//! limits from the shares (Zou and Donner's recovery of variances), which holds for few checks and for shares
//! of 0 and 1.

use crate::stats::{Interval, Z, wilson};

/// Half the width of an interval that is aimed at: three points.
const AIM: f64 = 0.03;

/// Checks of each stratum before it is looked at which of them tells more.
const FIRST: u64 = 10;

/// What was checked of one stratum.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stratum {
    /// Messages in it.
    pub all: u64,
    /// Messages that were checked.
    pub checked: u64,
    /// Those of them that have the label.
    pub has: u64,
}

impl Stratum {
    fn share(self) -> f64 {
        if self.checked > 0 { self.has as f64 / self.checked as f64 } else { 0.0 }
    }

    /// The variance of one check, as far as can be told: never nought, since the next may be otherwise.
    fn spread(self) -> f64 {
        let share = (self.has as f64 + 1.0) / (self.checked as f64 + 2.0);
        share * (1.0 - share)
    }
}

/// What was checked of a label.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Messages that were given it.
    pub given: Stratum,
    /// Messages that were not.
    pub not_given: Stratum,
}

impl Checked {
    fn all(self) -> f64 {
        (self.given.all + self.not_given.all) as f64
    }

    fn strata(self) -> [(Stratum, f64); 2] {
        [self.given, self.not_given].map(|stratum| (stratum, stratum.all as f64 / self.all()))
    }

    /// The rate as the model has it.
    pub fn as_given(self) -> Option<f64> {
        (self.all() > 0.0).then(|| self.given.all as f64 / self.all())
    }

    /// The corrected rate with its interval; `None` until something of each stratum that has messages was
    /// checked.
    pub fn rate(self) -> Option<(f64, Interval)> {
        let strata = self.strata();
        if self.all() == 0.0 || strata.iter().any(|(stratum, _)| stratum.all > 0 && stratum.checked == 0) {
            return None;
        }
        let (mut rate, mut below, mut above) = (0.0, 0.0, 0.0);
        for (stratum, part) in strata.into_iter().filter(|(stratum, _)| stratum.all > 0) {
            let limits = wilson(stratum.has, stratum.checked)?;
            let share = stratum.share();
            rate += part * share;
            below += part * part * (share - limits.low) * (share - limits.low);
            above += part * part * (limits.high - share) * (limits.high - share);
        }
        let (low, high) = ((rate - below.sqrt()).max(0.0), (rate + above.sqrt()).min(1.0));
        Some((rate, Interval { low, high, level: 0.95, method: "stratified_wilson".to_owned() }))
    }

    /// How many checks in all would give three points either way, if the shares stay as they look now.
    pub fn enough(self) -> u64 {
        if self.all() == 0.0 {
            return 0;
        }
        let spread =
            self.strata().iter().fold(0.0, |sum, (stratum, part)| sum + part * stratum.spread().sqrt());
        let wanted = (spread * Z / AIM) * (spread * Z / AIM);
        // There are no more than all; what was checked of them needs no guess.
        libm::ceil(wanted / (1.0 + wanted / self.all())) as u64
    }

    /// Whether the next message to check is one that was given the label: the stratum whose next check narrows
    /// the interval most.
    pub fn next_is_given(self) -> bool {
        let [(given, of_given), (not_given, of_others)] = self.strata();
        let left = |stratum: Stratum| stratum.checked < stratum.all;
        if !left(given) || !left(not_given) {
            return left(given);
        }
        if given.checked.min(not_given.checked) < FIRST {
            return given.checked <= not_given.checked;
        }
        let gain = |stratum: Stratum, part: f64| {
            part * part * stratum.spread() / (stratum.checked * (stratum.checked + 1)) as f64
        };
        gain(given, of_given) >= gain(not_given, of_others)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(given: [u64; 3], not_given: [u64; 3]) -> Checked {
        let stratum = |[all, checked, has]: [u64; 3]| Stratum { all, checked, has };
        Checked { given: stratum(given), not_given: stratum(not_given) }
    }

    #[test]
    fn the_rate_is_the_mean_of_the_strata_by_their_sizes() {
        let (rate, interval) = checked([200, 50, 40], [800, 50, 5]).rate().unwrap();
        assert!((rate - (0.2 * 0.8 + 0.8 * 0.1)).abs() < 1e-12);
        assert!(interval.low < rate && rate < interval.high);
        assert!(interval.high - interval.low < 0.2, "{interval:?}");
    }

    #[test]
    fn one_stratum_alone_has_wilsons_interval_and_nothing_checked_has_none() {
        let (rate, interval) = checked([100, 20, 15], [0, 0, 0]).rate().unwrap();
        let alone = wilson(15, 20).unwrap();
        assert!((rate - 0.75).abs() < 1e-12);
        assert!((interval.low - alone.low).abs() < 1e-9 && (interval.high - alone.high).abs() < 1e-9);
        assert_eq!(checked([100, 20, 15], [900, 0, 0]).rate(), None);
        assert_eq!(Checked::default().rate(), None);
    }

    #[test]
    fn shares_of_nought_and_one_have_an_interval_too() {
        let (rate, interval) = checked([100, 10, 10], [900, 10, 0]).rate().unwrap();
        assert!((rate - 0.1).abs() < 1e-12 && interval.low > 0.0 && interval.high > 0.2);
    }

    /// Checks drawn from a population whose truth is known: so many intervals hold it.
    #[test]
    fn intervals_hold_the_truth_as_often_as_they_say() {
        let (given, others) = (3_000_u64, 17_000_u64);
        for (of_given, of_others) in [(850, 20), (600, 100), (980, 5)] {
            let truth = (given * of_given + others * of_others) as f64 / 1000.0 / (given + others) as f64;
            let mut held = 0;
            let mut word = of_given;
            for _ in 0..400 {
                let mut chance = |per_mille: u64| {
                    word =
                        word.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                    (word >> 33) % 1000 < per_mille
                };
                let mut draw = |n: u64, share: u64| (0..n).filter(|_| chance(share)).count() as u64;
                let seen = checked([given, 60, draw(60, of_given)], [others, 90, draw(90, of_others)]);
                let (_, interval) = seen.rate().unwrap();
                held += u32::from((interval.low..=interval.high).contains(&truth));
            }
            assert!((368..=400).contains(&held), "{of_given}, {of_others}: {held} of 400");
        }
    }

    #[test]
    fn enough_checks_give_three_points() {
        let seen = checked([20_000, 40, 30], [80_000, 40, 6]);
        let enough = seen.enough();
        // As many, dealt out by what they tell, with the same shares.
        let mut all = seen;
        while all.given.checked + all.not_given.checked < enough {
            let stratum = if all.next_is_given() { &mut all.given } else { &mut all.not_given };
            stratum.checked += 1;
        }
        all.given.has = all.given.checked * 3 / 4;
        all.not_given.has = all.not_given.checked * 15 / 100;
        let (rate, interval) = all.rate().unwrap();
        assert!(interval.high - rate < 0.037 && rate - interval.low < 0.037, "{enough}: {interval:?}");
    }
}
