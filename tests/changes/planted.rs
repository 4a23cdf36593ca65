//! Series made by chance from a seed, with events planted in them.

use undertone::stats::daily::{Daily, Watched};

/// A generator of equal numbers for equal seeds (SplitMix64).
pub struct Chance(pub u64);

impl Chance {
    pub fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ z >> 31) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A standard normal number, by Box and Muller.
    fn normal(&mut self) -> f64 {
        let (one, two) = (self.share(), self.share());
        (-2.0 * (1.0 - one).ln()).sqrt() * (std::f64::consts::TAU * two).cos()
    }

    /// So many as come by chance where `mean` are expected.
    pub fn poisson(&mut self, mean: f64) -> u64 {
        if mean > 60.0 {
            return (mean + mean.sqrt() * self.normal()).round().max(0.0) as u64;
        }
        let (least, mut product, mut n) = ((-mean).exp(), self.share(), 0);
        while product > least {
            product *= self.share();
            n += 1;
        }
        n
    }

    /// How many of `n` are so, where each is with a chance.
    pub fn binomial(&mut self, n: u64, chance: f64) -> u64 {
        let varies = n as f64 * chance * (1.0 - chance);
        if varies > 100.0 {
            let drawn = n as f64 * chance + varies.sqrt() * self.normal();
            return (drawn.round().max(0.0) as u64).min(n);
        }
        (0..n).filter(|_| self.share() < chance).count() as u64
    }
}

/// Something that was planted.
#[derive(Clone, Copy, Debug)]
pub struct Event {
    pub series: usize,
    pub first: usize,
    /// The last day of it; the last of the data where it lasts.
    pub last: usize,
    /// By what the count, or the odds of the share, are multiplied.
    pub times: f64,
}

/// Parts that a whole has, and shares that are watched beside it.
pub const PARTS: usize = 30;
pub const SHARES: usize = 7;
pub const DAYS: usize = 90;

const WEEK: [f64; 7] = [1.25, 1.2, 1.1, 1.1, 1.0, 0.7, 0.65];

/// A whole of parts, the biggest first, and shares of it. Days differ by more than chance: by `uneven` of them, and
/// days in a row are alike.
pub fn series(seed: u64, a_day: f64, uneven: f64, events: &[Event]) -> Vec<Watched> {
    let mut chance = Chance(seed);
    let times = |series: usize, day: usize| -> f64 {
        let hit = events.iter().filter(|it| it.series == series && (it.first..=it.last).contains(&day));
        hit.map(|it| it.times).product()
    };
    let weight = |part: usize| 1.0 / (part as f64 + 2.0);
    let all: f64 = (0..PARTS).map(weight).sum();
    let mut parts = vec![vec![0_u64; DAYS]; PARTS];
    let mut shares = vec![vec![0_u64; DAYS]; SHARES];
    let mut whole = vec![0; DAYS];
    let mut mood = 0.0;
    for day in 0..DAYS {
        mood = 0.3 * mood + 0.95 * chance.normal();
        let today = a_day * WEEK[(day + 2) % 7] * (1.0 + uneven * mood).max(0.1) * (1.0 + 0.002 * day as f64);
        for (part, counts) in parts.iter_mut().enumerate() {
            counts[day] = chance.poisson(today * times(0, day) * times(part + 1, day) * weight(part) / all);
            whole[day] += counts[day];
        }
        for (share, counts) in shares.iter_mut().enumerate() {
            let base = [0.1, 0.15, 0.2, 0.6, 0.3, 0.05, 0.75][share];
            let odds = base / (1.0 - base) * times(1 + PARTS + share, day);
            counts[day] = chance.binomial(whole[day], odds / (1.0 + odds));
        }
    }
    let daily = |n: &Vec<u64>, of: Option<&Vec<u64>>| Daily {
        weekday: 2,
        n: n.clone(),
        of: of.cloned(),
        whole: vec![true; DAYS],
    };
    let mut watched = vec![Watched { counts: daily(&whole, None), share: None }];
    for part in &parts {
        watched.push(Watched { counts: daily(part, None), share: Some(daily(part, Some(&whole))) });
    }
    for share in &shares {
        watched.push(Watched { counts: daily(share, Some(&whole)), share: None });
    }
    watched
}
