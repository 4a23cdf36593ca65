//! What is read of each figure in each arm: its difference from the control's, the error of that by users, and the
//! p of one look.

use super::{Comparison, scale};
use crate::{
    ingest::Sentence,
    insight::{Board, Unit, welcome},
    stats::{
        Contribution, Interval, Moments, Pair, Tally, Z, alone, bins, expected_least, fisher, mann_whitney,
        margin, two_proportions, two_sided, welch,
    },
};

/// Users without whom a difference is not read: the normal approximation that all of it goes by needs some.
const ENOUGH_USERS: u64 = 50;

/// Cases without which an arm is not compared.
const ENOUGH_CASES: u64 = 20;

/// Hits of both arms together, and misses, without which shares are not compared.
const ENOUGH_OF_EACH: u64 = 15;

/// One figure of one arm against the control's.
#[derive(Clone, Debug)]
pub struct Read {
    /// The place of the figure among those that are read, the goal first.
    pub metric: usize,
    /// The place of the arm, from 1.
    pub arm: usize,
    /// Whether more of it is welcome; `None` where nobody can say.
    pub welcome: Option<bool>,
    /// The difference and its error, in the unit of the figure; of spreads, in shares of pairs.
    pub pair: Option<Pair>,
    /// Whether there is enough to read it.
    pub enough: bool,
    /// The smallest difference that is worth knowing.
    pub least: f64,
    /// The p of one look at a sample whose size was fixed before, and by which test.
    pub p: Option<(f64, Sentence)>,
}

impl Read {
    /// A difference of shares of cases of which no two are the same user's: what a comparison reads where nobody
    /// comes twice.
    pub fn of_tallies(
        metric: usize,
        arm: usize,
        welcome: Option<bool>,
        least: f64,
        arms: [Tally; 2],
    ) -> Self {
        let [one, two] = arms;
        let spread = |of: Tally| of.share() * (1.0 - of.share()) / of.of.max(1) as f64;
        let pair = (one.of > 0 && two.of > 0).then(|| Pair {
            one: one.share(),
            two: two.share(),
            difference: one.share() - two.share(),
            error2: spread(one) + spread(two),
            clusters: one.of + two.of,
        });
        let enough = pair.is_some_and(|pair| is_enough(&pair, true, one, two));
        Self { metric, arm, welcome, pair, enough, least, p: None }
    }

    /// The interval that holds at all looks, at 95 %.
    pub fn interval(&self) -> Option<Interval> {
        let pair = self.pair.filter(|pair| self.enough && pair.error2 > 0.0)?;
        let half = margin(pair.clusters as f64, 0.05) * pair.error2.sqrt();
        Some(Interval::around(pair.difference, half, "always_valid"))
    }
}

fn is_enough(pair: &Pair, is_share: bool, one: Tally, two: Tally) -> bool {
    let hits = one.hits + two.hits;
    let misses = (one.of + two.of).saturating_sub(hits);
    pair.clusters >= ENOUGH_USERS
        && one.of.min(two.of) >= ENOUGH_CASES
        && pair.error2 > 0.0
        && (!is_share || hits.min(misses) >= ENOUGH_OF_EACH)
}

/// What a figure is in all arms.
pub(super) struct Metric<'b> {
    /// Its place among those that are read.
    pub(super) place: usize,
    /// Its name.
    pub(super) name: &'b str,
    /// What it counts, as far as any board has it.
    pub(super) unit: Unit,
    /// Whether it is the middle of a spread.
    pub(super) is_spread: bool,
    /// Whether some user has several cases in it.
    pub(super) repeated: bool,
    /// Whether what was observed one by one is what the boards say.
    pub(super) sound: bool,
    /// What users add, cluster by cluster.
    pub(super) added: Vec<Contribution>,
}

impl<'b> Metric<'b> {
    /// A figure of the boards of all arms; `added` is in the order of its clusters.
    pub(super) fn of(place: usize, name: &'b str, boards: &[Board], added: Vec<Contribution>) -> Self {
        let figures = || boards.iter().filter_map(|board| board.figures.get(name));
        let unit = figures().next().map_or(Unit::Count, |figure| figure.unit);
        let is_spread = matches!(unit, Unit::Count | Unit::Millis);
        let repeated = added.windows(2).any(|pair| pair[0].cluster == pair[1].cluster)
            || added.iter().any(|added| added.cases > 1);
        let cases = |at: usize| -> u64 {
            added.iter().filter(|added| added.arm as usize == at).map(|added| added.cases).sum()
        };
        let sound = boards.iter().enumerate().all(|(at, board)| {
            board.figures.get(name).is_some_and(|figure| match figure.unit {
                Unit::Share | Unit::Number | Unit::Money => figure.of.unwrap_or_default() == cases(at),
                _ => figure.n == cases(at),
            })
        });
        Self { place, name, unit, is_spread, repeated, sound, added }
    }

    /// The figure of one arm with the interval by users; `None` where it has none of its own.
    pub(super) fn by_users(&self, arm: usize) -> Option<Interval> {
        if self.is_spread || !self.repeated || !self.sound {
            return None;
        }
        let (mean, error2) = alone(&self.added, arm as u32)?;
        let scale = scale(self.unit);
        let mut interval = Interval::around(mean / scale, Z * error2.sqrt() / scale, "by_user");
        if self.unit == Unit::Share {
            (interval.low, interval.high) = (interval.low.max(0.0), interval.high.min(1.0));
        }
        (error2 > 0.0).then_some(interval)
    }

    /// The square of the error of an arm's figure, and the figure.
    pub(super) fn value_and_error(&self, arm: usize) -> Option<(f64, f64)> {
        alone(&self.added, arm as u32).filter(|_| !self.is_spread && self.sound)
    }

    /// Hits and cases of an arm.
    pub(super) fn tally(&self, arm: usize) -> Tally {
        let of = self.added.iter().filter(|added| added.arm as usize == arm);
        of.fold(Tally::default(), |all, added| Tally {
            hits: all.hits + added.sum.max(0) as u64,
            of: all.of + added.cases,
        })
    }

    fn moments(&self, arm: usize) -> Moments {
        let of = self.added.iter().filter(|added| added.arm as usize == arm);
        of.fold(Moments::default(), |all, added| {
            let value = added.sum as f64 / scale(self.unit);
            Moments { n: all.n + 1.0, sum: all.sum + value, squares: all.squares + value * value }
        })
    }

    /// What is read of an arm against the control.
    pub(super) fn read(&self, comparison: &Comparison, arm: usize, control: f64) -> Read {
        let (one, scale) = (arm as u32, scale(self.unit));
        let pair = match (self.sound, self.is_spread) {
            (false, _) => None,
            (true, true) => Pair::of_spreads(&self.added, one, 0),
            (true, false) => Pair::of_sums(&self.added, one, 0).map(|pair| Pair {
                one: pair.one / scale,
                two: pair.two / scale,
                difference: pair.difference / scale,
                error2: pair.error2 / scale / scale,
                ..pair
            }),
        };
        let part = comparison.percent as f64 / 100.0;
        let least = match self.unit {
            // Half of that part of the scale: of 1 … 5, of −1 … 1, of pairs.
            Unit::Score => part * 2.0,
            Unit::Sentiment => part,
            _ if self.is_spread => part / 2.0,
            _ => part * control.abs(),
        };
        let is_share = self.unit == Unit::Share;
        let enough = pair.is_some_and(|pair| is_enough(&pair, is_share, self.tally(arm), self.tally(0)));
        let welcome = welcome_to(self.name);
        let p = pair.and_then(|pair| self.one_look(arm, &pair));
        Read { metric: self.place, arm, welcome, pair, enough, least, p }
    }

    fn one_look(&self, arm: usize, pair: &Pair) -> Option<(f64, Sentence)> {
        let by_users = || {
            let p = two_sided(pair.difference / pair.error2.sqrt());
            (pair.error2 > 0.0).then_some((p, Sentence::of("z-test by user")))
        };
        if self.repeated {
            return by_users();
        }
        match self.unit {
            Unit::Share => {
                let (one, two) = (self.tally(arm), self.tally(0));
                if expected_least(one, two) < 5.0 {
                    return Some((fisher(one, two), Sentence::of("Fisher’s exact test")));
                }
                two_proportions(one, two).map(|(_, p)| (p, Sentence::of("z-test of two shares")))
            }
            _ if self.is_spread => {
                let ranks = mann_whitney(&bins(&self.added, arm as u32), &bins(&self.added, 0))?;
                Some((ranks.p, Sentence::of("Mann–Whitney test")))
            }
            Unit::Score | Unit::Sentiment => {
                let welch = welch(self.moments(arm), self.moments(0))?;
                Some((welch.p, Sentence::of("Welch’s t-test")))
            }
            _ => by_users(),
        }
    }
}

/// Whether more of a figure is welcome where somebody chose it as a goal or a guard rail: of some that nobody can
/// judge in general, that says what is meant.
fn welcome_to(name: &str) -> Option<bool> {
    let has = |parts: &[&str]| parts.iter().any(|part| name.contains(part));
    welcome(name).or(match name {
        "handoff_rate" => Some(false),
        "csat_mean" | "containment_rate" | "bot_resolution_assumed_rate" => Some(true),
        _ if has(&["response_time", "latency", "cost"]) => Some(false),
        _ if has(&["goal", "conversion", "lead_capture", "first_contact_resolution"]) => Some(true),
        _ => None,
    })
}
