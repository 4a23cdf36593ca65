//! Which column of the source says what became of users: by its name and its values.

use crate::{engine::Facets, query::COLUMN};

/// Names of columns that mostly say it.
const NAMES: [&str; 8] =
    ["churned", "churn", "cancelled", "canceled", "left", "lost", "converted", "purchased"];

/// Values that say that it holds.
const HOLDS: [&str; 6] = ["true", "yes", "1", "ja", "wahr", "y"];

/// The column and the value of those of whom it holds: the named one, or else one that mostly says it; `None` where
/// no column of two values does.
pub fn column(named: &str, facets: &Facets) -> Option<(String, String)> {
    let of = |name: &str| {
        let values = facets.get(&format!("{COLUMN}{name}"))?;
        let held = values.iter().find(|(value, _)| HOLDS.contains(&value.to_lowercase().as_str()))?;
        (values.len() == 2).then(|| (name.to_owned(), held.0.clone()))
    };
    if named.is_empty() { NAMES.into_iter().find_map(of) } else { of(named) }
}
