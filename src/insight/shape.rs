//! The shapes of a finished figure that page, terminal, files and documentation share.

use serde::{Deserialize, Serialize};

use crate::{conversation::Named, stats::Interval};

/// Whether a figure can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// There is a value, on enough data.
    Ok,
    /// There is none; the reason says why.
    Absent,
    /// There is a value, on so few cases that it should not be read as a rate.
    TooFew,
}

/// What a value counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// A number of things.
    Count,
    /// A share, 0 to 1.
    Share,
    /// Milliseconds.
    Millis,
    /// A score on the source's scale, brought to 1 … 5.
    Score,
    /// A sentiment, −1 to 1.
    Sentiment,
    /// A plain number that need not be whole.
    Number,
    /// An amount of money, in the currency that the person chose.
    Money,
    /// A difference of two shares, −1 to 1.
    Points,
    /// How likely something is by chance alone, 0 to 1.
    Chance,
}

/// One number with its count, its interval and its state.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// Name in the registry, snake_case.
    pub name: String,
    /// What the value counts.
    pub unit: Unit,
    /// The value; `None` where it is absent.
    pub value: Option<f64>,
    /// How many cases the value says something of: a rate's numerator, a count, a median's cases.
    pub n: u64,
    /// Out of how many: a rate's denominator, the cases that could have had a value.
    pub of: Option<u64>,
    /// Interval, where the figure is a rate or a mean that has one.
    pub interval: Option<Interval>,
    /// Whether it can be read.
    pub state: State,
    /// Why it is absent or too few; empty when `state` is ok.
    pub reason: Option<String>,
}

/// How a quantity is spread.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Distribution {
    /// Name in the registry.
    pub name: String,
    /// What the values count.
    pub unit: Unit,
    /// `[low, high, count]`, half open, ascending; empty bins are left out.
    pub bins: Vec<(f64, f64, u64)>,
    /// The middle value; `None` without cases.
    pub median: Option<f64>,
    /// The value that nine of ten cases stay at or below; `None` without cases.
    pub p90: Option<f64>,
    /// Number of cases.
    pub n: u64,
}

/// A quantity over time in equal steps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Series {
    /// Name in the registry.
    pub name: String,
    /// What the values count.
    pub unit: Unit,
    /// First day as `YYYY-MM-DD` in the analysis' zone; empty without dated cases.
    pub start: String,
    /// Step, `day`.
    pub step: String,
    /// One value per step from `start`.
    pub values: Vec<f64>,
    /// Cases behind each value.
    pub counts: Vec<u64>,
}

/// A whole in named parts, largest first unless the parts have an order of their own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Breakdown {
    /// Name in the registry.
    pub name: String,
    /// Label and count of each part.
    pub parts: Vec<(String, u64)>,
    /// The whole.
    pub of: u64,
}

/// Counts by weekday (Monday first) and hour.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HourGrid {
    /// Name in the registry.
    pub name: String,
    /// 7 × 24 counts, row by row.
    pub counts: Vec<u64>,
    /// Cases with a time.
    pub n: u64,
}

/// Everything that the insights have to say of a selection.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Board {
    /// Single numbers by name.
    pub figures: Named<Figure>,
    /// Spreads by name.
    pub distributions: Named<Distribution>,
    /// Courses over time by name.
    pub series: Named<Series>,
    /// Wholes in parts by name.
    pub breakdowns: Named<Breakdown>,
    /// Weekday × hour grids by name.
    pub grids: Named<HourGrid>,
}

impl Board {
    /// Takes in what stands on another board, under names of its own.
    pub fn take_in(&mut self, other: Self) {
        self.figures.take_in(other.figures);
        self.distributions.take_in(other.distributions);
        self.series.take_in(other.series);
        self.breakdowns.take_in(other.breakdowns);
        self.grids.take_in(other.grids);
    }
}
