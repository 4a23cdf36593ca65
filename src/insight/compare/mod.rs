//! Comparisons: the same figures of two or more selections side by side, and whether the data show a difference.
//!
//! An *arm* is a filter within the selection. A conversation that several arms mean is in none of them. Each arm
//! has a board of its own, so that any share, mean or middle on it can be compared; of those that a person chose, a
//! goal and guard rails, it is also kept what each user adds, because what one user does twice says less than what
//! two users do once.
//!
//! What is shown in the end (`difference shown`, a verdict) holds however often one looks: see
//! [`crate::stats::always_valid`].

mod definitions;
mod line;
mod reading;
mod sheets;
mod verdict;

use serde::{Deserialize, Serialize};

use super::{BoardPartial, Case, Definition, Figure, Unit};
use crate::stats::Contribution;

pub use reading::Read;
pub use verdict::{Judged, Verdict, judge};

/// Arms that are compared at a time; of a column with more values, the most frequent ones.
pub const MOST_ARMS: usize = 6;

/// What a person wants compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    /// What makes the arms.
    pub by: Split,
    /// The figure that decides.
    pub goal: String,
    /// Figures that must not get worse.
    pub guards: Vec<String>,
    /// The value or filter that the others are held against; empty for the one that is likeliest meant.
    pub control: String,
    /// How the arms were to be split, in parts, in the order in which they are shown; empty where it is not said.
    pub planned: Vec<u64>,
    /// The smallest difference worth knowing, in percent of the control's figure.
    pub percent: u64,
    /// The arms, the control first; filled in by who reads them off the data.
    #[serde(default)]
    pub arms: Vec<Arm>,
    /// How many arms there would be, were they not too many.
    #[serde(default)]
    pub values: u64,
}

/// What makes arms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Split {
    /// The values of a field of the filter, or of a column of the source, by its name.
    Field(String),
    /// Before a day, and from it on, `YYYY-MM-DD`.
    Date(String),
    /// Filters; of one, it and the rest.
    Filters(Vec<String>),
}

/// One selection of several.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arm {
    /// What it is called.
    pub name: String,
    /// The filter that means it, beside the one of the whole.
    pub filter: String,
}

crate::frozen! {
    Comparison { by, goal, guards, control, planned, percent, arms, values }
    Arm { name, filter }
}

crate::frozen_by_number! {
    Split { 0 Field(name), 1 Date(day), 2 Filters(filters) }
}

impl Default for Comparison {
    /// By variant, whether more is resolved, and what must not get worse by it.
    fn default() -> Self {
        Self {
            by: Split::Field("variant".to_owned()),
            goal: "resolution_rate".to_owned(),
            guards: ["handoff_rate", "csat_top2", "fallback_rate", "sentiment_mean"]
                .map(str::to_owned)
                .into(),
            control: String::new(),
            planned: Vec::new(),
            percent: 10,
            arms: Vec::new(),
            values: 0,
        }
    }
}

impl Comparison {
    /// The goal and the guard rails, each once.
    pub fn metrics(&self) -> Vec<&str> {
        let mut metrics = vec![self.goal.as_str()];
        for guard in &self.guards {
            if !metrics.contains(&guard.as_str()) {
                metrics.push(guard);
            }
        }
        metrics
    }

    /// Whether chance put conversations into the arms, as far as that can be told: a variant does, and a column of
    /// which a planned split is known.
    pub fn is_experiment(&self) -> bool {
        match &self.by {
            Split::Field(name) => name == "variant" || !self.planned.is_empty(),
            Split::Date(_) | Split::Filters(_) => false,
        }
    }
}

/// Whether a figure can be compared: a share, a mean or a middle.
pub fn comparable(figure: &Figure, has_spread: bool) -> bool {
    match figure.unit {
        Unit::Share | Unit::Score | Unit::Sentiment | Unit::Number | Unit::Money => figure.of.is_some(),
        Unit::Count | Unit::Millis => has_spread,
        Unit::Points | Unit::Chance => false,
    }
}

/// By how much a sum of whole numbers is greater than the figure times its cases.
fn scale(unit: Unit) -> f64 {
    match unit {
        Unit::Score => 1e6,
        Unit::Sentiment => 100.0,
        _ => 1.0,
    }
}

/// The sum of whole numbers and the cases behind a share or a mean; `None` of what is neither.
pub(super) fn summed(figure: &Figure) -> Option<(i64, u64)> {
    let (value, of) = (figure.value?, figure.of?);
    match figure.unit {
        Unit::Share | Unit::Number | Unit::Money => Some((figure.n as i64, of)),
        // Their sums are whole, and a float of the size of one conversation's holds them exactly.
        Unit::Score | Unit::Sentiment => {
            Some(((value * figure.n as f64 * scale(figure.unit)).round() as i64, figure.n))
        }
        _ => None,
    }
}

/// What any pile of conversations contributes to a comparison.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ComparePartial {
    /// What is compared.
    comparison: Comparison,
    /// The figures of each arm.
    arms: Vec<BoardPartial>,
    /// What users add to each metric, by its place; one place before them, each of their conversations.
    added: Vec<(u32, Contribution)>,
    /// All conversations of the selection.
    all: u64,
    /// Those that several arms mean.
    in_several: u64,
    /// Those that have no user.
    unknown: u64,
}

crate::frozen! { ComparePartial { comparison, arms, added, all, in_several, unknown } }

impl ComparePartial {
    /// What it counts, in words.
    pub const DEFINITIONS: &'static [Definition] = definitions::DEFINITIONS;

    /// Nothing observed yet, of a comparison whose arms are known.
    pub fn of(comparison: &Comparison) -> Self {
        let arms = vec![BoardPartial::new(); comparison.arms.len()];
        Self { comparison: comparison.clone(), arms, ..Self::default() }
    }

    /// Takes in one conversation by its number among all; `is_in` says of which arms it is.
    pub fn observe(&mut self, case: &Case<'_>, number: u32, is_in: &dyn Fn(usize) -> bool) {
        self.all += 1;
        let mut arms = (0..self.arms.len()).filter(|arm| is_in(*arm));
        let Some(arm) = arms.next() else { return };
        if arms.next().is_some() {
            self.in_several += 1;
            return;
        }
        self.arms[arm].observe_case(case);
        self.unknown += u64::from(case.view.user.is_none());
        // Who is unknown is somebody else every time; users come before them.
        let cluster = case.view.user.map_or(1 << 32 | u64::from(number), u64::from);
        let of = |sum, cases| Contribution { cluster, arm: arm as u32, sum, cases };
        self.added.push((0, of(1, 1)));
        for (metric, at) in self.comparison.metrics().into_iter().zip(1..) {
            BoardPartial::added(metric, case, &mut |sum, cases| {
                if cases > 0 {
                    self.added.push((at, of(sum, cases)));
                }
            });
        }
    }

    /// Takes in what another has observed of the same comparison.
    pub fn merge(&mut self, other: Self) {
        self.arms.iter_mut().zip(&other.arms).for_each(|(mine, theirs)| mine.merge(theirs));
        self.added.extend(other.added);
        self.all += other.all;
        self.in_several += other.in_several;
        self.unknown += other.unknown;
    }
}
