//! Intervals hold what they are of in 94 to 96 of 100 samples: each kind that figures carry, over samples whose
//! truth is known. Those of users who come again, and those at any look, are in `tests/experiments.rs`.

// What was counted is printed for who runs it with `--nocapture`.
#![allow(clippy::print_stdout)]

mod support;

use support::Rng;
use undertone::{
    insight::{Checked, Stratum},
    stats::{Interval, Moments, Tally, difference, odds_ratio, of_mean, share_ratio, welch, wilson},
};

/// Samples of each kind.
const SAMPLES: u64 = 10_000;

/// The share of samples whose interval holds the truth; each gives its truth and its interval.
#[track_caller]
fn covers(kind: &str, sample: impl Fn(&mut Rng) -> (f64, Interval)) {
    let held = (0..SAMPLES).filter(|seed| {
        let (truth, interval) = sample(&mut Rng::new(*seed));
        interval.low <= truth && truth <= interval.high
    });
    let share = held.count() as f64 / SAMPLES as f64;
    println!("{kind}: {share}");
    assert!((0.94..=0.96).contains(&share), "{kind}: {share}");
}

/// So many cases of a share.
fn drawn(rng: &mut Rng, truth: f64, of: u64) -> Tally {
    Tally { hits: (0..of).filter(|_| rng.unit() < truth).count() as u64, of }
}

/// A share that is neither rare nor nearly all, and a number of cases.
fn any(rng: &mut Rng) -> (f64, u64) {
    (0.1 + 0.8 * rng.unit(), 40 + rng.below(300))
}

#[test]
fn of_a_share() {
    covers("wilson", |rng| {
        let (truth, of) = (0.05 + 0.9 * rng.unit(), 40 + rng.below(400));
        let found = drawn(rng, truth, of);
        (truth, wilson(found.hits, found.of).unwrap())
    });
}

#[test]
fn of_the_difference_of_two_shares() {
    covers("newcombe", |rng| {
        let ((p, n), (q, m)) = (any(rng), any(rng));
        let (one, two) = (drawn(rng, p, n), drawn(rng, q, m));
        let of = |it: Tally| wilson(it.hits, it.of).unwrap();
        (p - q, difference((one.share(), &of(one)), (two.share(), &of(two)), "newcombe"))
    });
}

#[test]
fn of_the_ratio_of_two_shares() {
    covers("katz", |rng| {
        let ((p, n), (q, m)) = (any(rng), any(rng));
        (p / q, share_ratio(drawn(rng, p, n), drawn(rng, q, m)).unwrap().1)
    });
}

#[test]
fn of_the_ratio_of_two_odds() {
    covers("woolf", |rng| {
        let ((p, n), (q, m)) = (any(rng), any(rng));
        let odds = |share: f64| share / (1.0 - share);
        (odds(p) / odds(q), odds_ratio(drawn(rng, p, n), drawn(rng, q, m)).unwrap().1)
    });
}

/// Sentiments as they are kept, in hundredths: mostly of little weight, some of much, to one side.
fn moments(rng: &mut Rng, of: u64, shift: i64) -> Moments {
    let mut all = Moments { n: of as f64, sum: 0.0, squares: 0.0 };
    for _ in 0..of {
        let value =
            if rng.unit() < 0.7 { rng.below(41) as i64 - 20 } else { 20 + rng.below(61) as i64 } + shift;
        all.sum += value as f64;
        all.squares += (value * value) as f64;
    }
    all
}

/// Their mean: seven in ten are 0 on average, the others 50.
const MEAN: f64 = 15.0;

#[test]
fn of_a_mean() {
    covers("normal", |rng| {
        let of = 60 + rng.below(300);
        let all = moments(rng, of, 0);
        (MEAN, of_mean(all.sum as i64, all.squares as u64, of).unwrap())
    });
}

#[test]
fn of_the_difference_of_two_means() {
    covers("welch", |rng| {
        let (n, m) = (12 + rng.below(100), 12 + rng.below(100));
        (9.0, welch(moments(rng, n, 9), moments(rng, m, 0)).unwrap().interval)
    });
    // As a figure is compared with that of the window before: each with its own interval.
    covers("difference of means", |rng| {
        let mut one = |shift| {
            let of = 60 + rng.below(300);
            let all = moments(rng, of, shift);
            (all.mean(), of_mean(all.sum as i64, all.squares as u64, of).unwrap())
        };
        let ((p, a), (q, b)) = (one(9), one(0));
        (9.0, difference((p, &a), (q, &b), "normal"))
    });
}

#[test]
fn of_a_label_that_was_checked_in_a_sample() {
    covers("stratified wilson", |rng| {
        let (given, missed) = (0.6 + 0.35 * rng.unit(), 0.05 + 0.2 * rng.unit());
        let mut stratum = |all: u64, share: f64| {
            let checked = 60 + rng.below(100);
            Stratum { all, checked, has: drawn(rng, share, checked).hits }
        };
        let checked = Checked { given: stratum(3_000, given), not_given: stratum(9_000, missed) };
        (0.25 * given + 0.75 * missed, checked.rate().unwrap().1)
    });
}
