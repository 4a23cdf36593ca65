//! What numbers show: intervals, tests and how long to wait. Mathematics alone: it knows no conversation.
//!
//! Only operations that IEEE 754 rounds exactly, and functions through `libm`, so that a figure is the same to the
//! bit in the browser and in the terminal. `tests/statistics.rs` holds the results against SciPy's and statsmodels'.
//!
//! - one share, two shares: [`wilson`], [`difference`], [`two_proportions`], [`fisher`], [`odds_ratio`],
//!   [`share_ratio`], [`sample_size`];
//! - two means: [`welch`]; two spreads: [`mann_whitney`];
//! - cases of which some belong to the same user: [`Pair`];
//! - many shares, many tests, a planned split: [`chi_squared`], [`heterogeneity`], [`holm`], [`false_discoveries`],
//!   [`split`];
//! - looks at any time: [`margin`], [`always_valid`];
//! - counts by day: [`daily`];
//! - what holds by what else does: [`Logistic`], [`told_apart`].

mod clusters;
pub mod daily;
mod distributions;
mod logistic;
mod many;
mod means;
mod proportions;
mod ranks;
mod sequential;

use serde::{Deserialize, Serialize};

pub use clusters::{Contribution, Pair, alone, bins, clustered};
pub use distributions::{chi_squared_above, student_quantile, student_two_sided, two_sided};
pub use logistic::{Alike, Logistic, told_apart};
pub use many::{chi_squared, false_discoveries, heterogeneity, holm, split};
pub use means::{Moments, Welch, of_mean, welch};
pub use proportions::{
    Tally, difference, expected_least, fisher, odds_ratio, sample_size, share_ratio, two_proportions, wilson,
};
pub use ranks::{MannWhitney, mann_whitney, placements};
pub use sequential::{always_valid, growth, margin};

/// What 95 % of a normal distribution lies within, in standard deviations.
pub const Z: f64 = 1.959_963_984_540_054;

/// What 80 % of a normal distribution lies below, in standard deviations: the power that samples are planned for.
pub const Z_POWER: f64 = 0.841_621_233_572_914_3;

/// An interval around a value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Confidence level, 0 to 1.
    pub level: f64,
    /// Name of the method, shown beside the figure.
    pub method: String,
}

impl Interval {
    /// One at 95 % from a value to either side.
    pub fn around(value: f64, half: f64, method: &str) -> Self {
        Self { low: value - half, high: value + half, level: 0.95, method: method.to_owned() }
    }
}
