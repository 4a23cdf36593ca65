//! How each figure is counted, in words. One registry: the page's tooltips, the terminal and the
//! documentation read it, and a test holds that every figure on a board is in it.

use std::fmt::Write as _;

/// The words behind a figure.
///
/// ```
/// use undertone::insight::definition;
/// assert_eq!(definition("containment_rate").unwrap().title, "Containment rate");
/// assert!(definition("nonsense").is_none());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Definition {
    /// Name in the registry, snake_case.
    pub name: &'static str,
    /// Title on screen.
    pub title: &'static str,
    /// How it is counted, one or two plain sentences.
    pub formula: &'static str,
    /// What is counted, for a rate.
    pub numerator: &'static str,
    /// Out of what, for a rate.
    pub denominator: &'static str,
    /// What is left out.
    pub excluded: &'static str,
    /// What the figure is when there is nothing to count.
    pub when_empty: &'static str,
    /// The filter that means the conversations behind it; empty where all stand behind it.
    pub evidence: &'static str,
}

impl Definition {
    /// No words at all: what a definition is built from.
    pub(super) const EMPTY: Self = Self {
        name: "",
        title: "",
        formula: "",
        numerator: "",
        denominator: "",
        excluded: "",
        when_empty: "",
        evidence: "",
    };
}

/// The definition of a name.
pub fn definition(name: &str) -> Option<&'static Definition> {
    super::DEFINITIONS.iter().chain(super::STUDIED).find(|definition| definition.name == name)
}

/// All definitions as a Markdown page: `docs/metrics.md`.
pub fn definitions_markdown() -> String {
    let mut page = String::from(INTRODUCTION);
    for definition in super::DEFINITIONS.iter().chain(super::STUDIED) {
        // Writing into a String cannot fail.
        let _ =
            write!(page, "\n## {}\n\n`{}`\n\n{}\n", definition.title, definition.name, definition.formula);
        let rows = [
            ("Counted", definition.numerator),
            ("Out of", definition.denominator),
            ("Left out", definition.excluded),
            ("When there is nothing to count", definition.when_empty),
            ("Behind it", definition.evidence),
        ];
        for (i, (label, words)) in rows.into_iter().filter(|(_, words)| !words.is_empty()).enumerate() {
            let gap = if i == 0 { "\n" } else { "" };
            let _ = writeln!(page, "{gap}- {label}: {words}");
        }
    }
    page
}

const INTRODUCTION: &str = "\
# How each figure is counted

<!-- Written from the definitions in src/insight/; `UPDATE_DOCS=1 cargo test --test insight` writes it anew. -->

A rate over nothing is absent, never 0. A rate over fewer than 5 cases is shown with its count and
marked as too few. Every rate carries a 95 % interval by Wilson's method, the mean of sentiments one by
the normal approximation. Quantiles come from fixed bins: exact below 64, within 1.6 % above; the median
of an even number of cases is the mean of the two in the middle. Days and hours are those of the
analysis' time zone.
";
