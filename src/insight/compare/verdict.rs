//! What is to be done: ship, stop, or wait and for how long.
//!
//! All figures of all arms are one family, adjusted by Holm's method, of p-values that hold at any look. So the
//! verdict is wrong about arms that are the same in at most one of twenty cases, however many figures guard it and
//! however often one looks. `tests/experiments.rs` counts that.

use super::Read;
use crate::stats::{always_valid, growth, holm};

/// What is shown of one reading beside all others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Judged {
    /// The p that holds at any look, adjusted for all readings; `None` where there is not enough.
    pub p: Option<f64>,
    /// Whether a difference is shown, and whether it is a rise.
    pub rise: Option<bool>,
    /// By how many times the data must grow until the smallest difference worth knowing is most likely shown; 1
    /// where there are enough.
    pub growth: Option<f64>,
}

/// What is to be done with an arm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Verdict {
    /// There is not enough to read the goal.
    TooFew,
    /// The goal is better, and no guard rail is harmed.
    Ship,
    /// This figure, by its place, is worse.
    Stop(usize),
    /// The goal differs, and nobody but who asks can say whether that is good.
    Differs,
    /// Nothing is shown of the goal, and it may be when there are so many times as many; `None` where nobody can
    /// say how many.
    Wait(Option<f64>),
    /// Nothing is shown of the goal though a difference worth knowing would most likely have been.
    Same,
}

/// What is shown, reading by reading, and the verdict on each arm from the second on.
pub fn judge(reads: &[Read], arms: usize) -> (Vec<Judged>, Vec<Verdict>) {
    let readable = |read: &&Read| read.enough;
    let family = reads.iter().filter(readable).count().max(1) as f64;
    let raw: Vec<f64> = reads
        .iter()
        .filter(readable)
        .filter_map(|read| read.pair)
        .map(|pair| always_valid(pair.difference / pair.error2.sqrt(), pair.clusters as f64))
        .collect();
    let mut adjusted = holm(&raw).into_iter();
    let judged: Vec<Judged> = reads
        .iter()
        .map(|read| {
            let Some(pair) = read.pair else { return Judged { p: None, rise: None, growth: None } };
            let p = if read.enough { adjusted.next() } else { None };
            let rise = p.filter(|p| *p <= 0.05).map(|_| pair.difference > 0.0);
            let growth = growth(read.least, pair.error2.sqrt(), pair.clusters as f64, 0.05 / family);
            Judged { p, rise, growth: growth.filter(|_| pair.error2 > 0.0) }
        })
        .collect();
    let verdicts = (1..arms).map(|arm| verdict(reads, &judged, arm)).collect();
    (judged, verdicts)
}

fn verdict(reads: &[Read], judged: &[Judged], arm: usize) -> Verdict {
    let of_arm = || reads.iter().zip(judged).filter(|(read, _)| read.arm == arm);
    let is_worse = |(read, judged): &(&Read, &Judged)| {
        judged.rise.zip(read.welcome).is_some_and(|(rise, welcome)| rise != welcome)
    };
    if let Some((read, _)) = of_arm().find(is_worse) {
        return Verdict::Stop(read.metric);
    }
    match of_arm().find(|(read, _)| read.metric == 0) {
        Some((Read { welcome: Some(_), .. }, Judged { rise: Some(_), .. })) => Verdict::Ship,
        Some((_, Judged { rise: Some(_), .. })) => Verdict::Differs,
        Some((read, Judged { growth, .. })) if read.enough => match growth {
            Some(times) if *times <= 1.0 => Verdict::Same,
            times => Verdict::Wait(*times),
        },
        _ => Verdict::TooFew,
    }
}
