//! How families write on the board: counts, rates with their interval, medians, breakdowns.

use std::collections::BTreeMap;

use crate::conversation::Day;

use super::{Board, Breakdown, Distribution, Figure, Histogram, Interval, Series, State, Unit};

/// A rate over fewer cases than this is shown with its count and not read as a rate.
const ENOUGH: u64 = 5;

/// What a figure is counted over, in words for its reason.
#[derive(Clone, Copy)]
pub(super) struct Base {
    /// Said when there is nothing to count: "no conversation has a rating".
    pub(super) none: &'static str,
    /// Said when there is not [`ENOUGH`]: "fewer than 5 ratings". The whole of it, so that it can be
    /// looked up in another language.
    pub(super) few: &'static str,
}

impl Base {
    fn state(self, of: u64) -> (State, Option<String>) {
        match of {
            0 => (State::Absent, Some(self.none.to_owned())),
            1..ENOUGH => (State::TooFew, Some(self.few.to_owned())),
            _ => (State::Ok, None),
        }
    }
}

impl Board {
    /// A plain count, perhaps out of a whole.
    pub(super) fn count(&mut self, name: &str, n: u64, of: Option<u64>) {
        self.put(Figure {
            name: name.to_owned(),
            unit: Unit::Count,
            value: Some(n as f64),
            n,
            of,
            interval: None,
            state: State::Ok,
            reason: None,
        });
    }

    /// So much of one thing for each of another; absent over nothing.
    pub(super) fn number(&mut self, name: &str, (n, of): (u64, u64), none: &str) {
        self.put(Figure {
            name: name.to_owned(),
            unit: Unit::Number,
            value: (of > 0).then(|| n as f64 / of as f64),
            n,
            of: Some(of),
            interval: None,
            state: if of > 0 { State::Ok } else { State::Absent },
            reason: (of == 0).then(|| none.to_owned()),
        });
    }

    /// A share with its Wilson interval; absent over nothing.
    pub(super) fn rate(&mut self, name: &str, n: u64, of: u64, base: Base) {
        self.put(share(name, n, of, base));
    }

    /// A mean of fixed-point values in millionths; absent over nothing.
    pub(super) fn mean_score(&mut self, name: &str, sum_millionths: i128, n: u64, of: u64, base: Base) {
        let (state, reason) = base.state(n);
        self.put(Figure {
            name: name.to_owned(),
            unit: Unit::Score,
            value: (n > 0).then(|| sum_millionths as f64 / n as f64 / 1e6),
            n,
            of: Some(of),
            interval: None,
            state,
            reason,
        });
    }

    /// A mean of sentiments in hundredths, from −1 to 1, of their sum and the sum of their squares; absent
    /// over nothing.
    pub(super) fn mean_sentiment(
        &mut self,
        name: &str,
        (sum, squares): (i64, u64),
        n: u64,
        of: u64,
        base: Base,
    ) {
        let (state, reason) = base.state(n);
        self.put(Figure {
            name: name.to_owned(),
            unit: Unit::Sentiment,
            value: (n > 0).then(|| sum as f64 / n as f64 / 100.0),
            n,
            of: Some(of),
            interval: of_mean(sum, squares, n),
            state,
            reason,
        });
    }

    /// A figure that cannot be had from these data at all.
    pub(super) fn absent(&mut self, name: &str, unit: Unit, reason: &str) {
        self.put(Figure {
            name: name.to_owned(),
            unit,
            value: None,
            n: 0,
            of: None,
            interval: None,
            state: State::Absent,
            reason: Some(reason.to_owned()),
        });
    }

    /// A spread, and its median as a figure of the same name. `of` counts the cases that could have
    /// had a value.
    pub(super) fn spread(&mut self, name: &str, unit: Unit, histogram: &Histogram, of: u64, none: &str) {
        let (n, median) = (histogram.n(), histogram.median());
        let state = if n == 0 { State::Absent } else { State::Ok };
        self.put(Figure {
            name: name.to_owned(),
            unit,
            value: median,
            n,
            of: Some(of),
            interval: None,
            state,
            reason: (n == 0).then(|| none.to_owned()),
        });
        let spread = Distribution {
            name: name.to_owned(),
            unit,
            bins: histogram.bins(),
            median,
            p90: histogram.p90(),
            n,
        };
        self.distributions.insert(name.to_owned(), spread);
    }

    /// A spread by its bins alone, ascending; empty ones are left out.
    pub(super) fn spread_of(&mut self, name: &str, unit: Unit, mut bins: Vec<(f64, f64, u64)>, n: u64) {
        bins.retain(|(_, _, count)| *count > 0);
        let spread = Distribution { name: name.to_owned(), unit, bins, median: None, p90: None, n };
        self.distributions.insert(name.to_owned(), spread);
    }

    /// A whole in parts, in the order given.
    pub(super) fn breakdown(&mut self, name: &str, parts: Vec<(String, u64)>, of: u64) {
        self.breakdowns.insert(name.to_owned(), Breakdown { name: name.to_owned(), parts, of });
    }

    /// A course over local days.
    pub(super) fn daily(&mut self, name: &str, start: Option<i32>, counts: Vec<u64>) {
        let series = Series {
            name: name.to_owned(),
            unit: Unit::Count,
            start: start.map(|day| Day(day).to_string()).unwrap_or_default(),
            step: "day".to_owned(),
            values: counts.iter().map(|&count| count as f64).collect(),
            counts,
        };
        self.series.insert(name.to_owned(), series);
    }

    pub(super) fn put(&mut self, figure: Figure) {
        self.figures.insert(figure.name.clone(), figure);
    }
}

/// A share with its Wilson interval, wherever it stands.
pub(super) fn share(name: &str, n: u64, of: u64, base: Base) -> Figure {
    let (state, reason) = base.state(of);
    Figure {
        name: name.to_owned(),
        unit: Unit::Share,
        value: (of > 0).then(|| n as f64 / of as f64),
        n,
        of: Some(of),
        interval: wilson(n, of),
        state,
        reason,
    }
}

/// What 95 % of a normal distribution lies within, in standard deviations.
const Z: f64 = 1.959_963_984_540_054;

/// The interval of a mean of sentiments in hundredths, from the spread of its cases by the central limit
/// theorem; `None` of fewer than two. Only operations that IEEE 754 rounds exactly, as below.
fn of_mean(sum: i64, squares: u64, n: u64) -> Option<Interval> {
    if n < 2 {
        return None;
    }
    let cases = n as f64;
    let mean = sum as f64 / cases;
    let spread = ((squares as f64 - sum as f64 * mean) / (cases - 1.0)).max(0.0);
    let half = Z * (spread / cases).sqrt();
    Some(Interval {
        low: ((mean - half) / 100.0).max(-1.0),
        high: ((mean + half) / 100.0).min(1.0),
        level: 0.95,
        method: "normal".to_owned(),
    })
}

/// Wilson's score interval at 95 %, `None` over nothing. Only operations that IEEE 754 rounds
/// exactly, so that it is the same everywhere.
pub(super) fn wilson(n: u64, of: u64) -> Option<Interval> {
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

/// Adds the counts of one map to another's.
pub(super) fn add_counts<K: Ord + Clone>(to: &mut BTreeMap<K, u64>, from: &BTreeMap<K, u64>) {
    for (key, count) in from {
        *to.entry(key.clone()).or_default() += count;
    }
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
    fn the_interval_of_a_mean_agrees_with_the_textbook() {
        // −1, 0, 1, 2 hundredths: mean 0.5, standard deviation 1.29099, its error 0.64550.
        let interval = of_mean(2, 6, 4).unwrap();
        let half = 1.959_964 * 0.645_497 / 100.0;
        assert!(
            (interval.low - (0.005 - half)).abs() < 1e-7 && (interval.high - (0.005 + half)).abs() < 1e-7
        );
        assert_eq!(of_mean(10, 100, 1), None);
        let same = of_mean(-300, 30_000, 3).unwrap();
        assert_eq!((same.low, same.high), (-1.0, -1.0), "cases that are all the same");
    }
}
