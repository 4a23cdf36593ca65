//! Which column of the source says what became of users: by its name and its values.

use super::Study;
use crate::{engine::Facets, insight::AheadAsked, query::COLUMN};

/// Names of columns that mostly say it.
const NAMES: [&str; 8] =
    ["churned", "churn", "cancelled", "canceled", "left", "lost", "converted", "purchased"];

/// Values that say that it holds.
const HOLDS: [&str; 6] = ["true", "yes", "1", "ja", "wahr", "y"];

/// Values of a column that can say it: more are a number or a text of its own for everybody.
const MOST: usize = 12;

/// The column and the values of those of whom it holds: as they are named, or else one of two values that mostly says it;
/// `None` where none does.
pub fn column(named: &str, values: &[String], facets: &Facets) -> Option<(String, Vec<String>)> {
    let of = |name: &str| {
        let known = facets.get(&format!("{COLUMN}{name}"))?;
        if !values.is_empty() {
            return Some((name.to_owned(), values.to_vec()));
        }
        let held = known.iter().filter(|(value, _)| HOLDS.contains(&value.to_lowercase().as_str()));
        let held: Vec<String> = held.map(|(value, _)| value.clone()).collect();
        let says_it = !held.is_empty() && held.len() < known.len();
        (says_it && (known.len() == 2 || !named.is_empty())).then(|| (name.to_owned(), held))
    };
    if named.is_empty() { NAMES.into_iter().find_map(of) } else { of(named) }
}

impl Study {
    /// What may come, as it is asked for: by a column of the source, where one is named, and those of its values that mean
    /// that it holds.
    pub fn ahead(column: &str, values: &[String]) -> Self {
        Self::Ahead { column: column.to_owned(), values: values.to_vec(), asked: Box::default() }
    }

    /// Whom to list, once what there is to learn from is known.
    pub(super) fn listing(asked: AheadAsked) -> Self {
        Self::Ahead { column: String::new(), values: Vec::new(), asked: Box::new(asked) }
    }
}

/// The columns that can say what became of users, each with its values and how many conversations have them.
pub fn columns(facets: &Facets) -> Vec<(String, Vec<(String, u64)>)> {
    let columns = facets.iter().filter_map(|(key, values)| Some((key.strip_prefix(COLUMN)?, values)));
    let can_say = columns.filter(|(_, values)| (2..=MOST).contains(&values.len()));
    can_say.map(|(name, values)| (name.to_owned(), values.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facets() -> Facets {
        let mut facets = Facets::default();
        let mut add = |name: &str, values: &[&str]| {
            let values = values.iter().map(|value| ((*value).to_owned(), 5)).collect();
            facets.insert(format!("{COLUMN}{name}"), values);
        };
        add("churned", &["false", "Yes"]);
        add("state", &["active", "gone", "paused"]);
        add("plan", &["free"]);
        facets
    }

    #[test]
    fn a_column_says_it_by_its_name_or_by_what_a_person_chooses() {
        let found = |named: &str, values: &[&str]| {
            let values: Vec<String> = values.iter().map(|value| (*value).to_owned()).collect();
            column(named, &values, &facets()).map(|(name, values)| format!("{name}={}", values.join("|")))
        };
        assert_eq!(found("", &[]).as_deref(), Some("churned=Yes"));
        assert_eq!(found("churned", &["false"]).as_deref(), Some("churned=false"));
        assert_eq!(found("state", &[]), None, "which value means it nobody can tell");
        assert_eq!(found("state", &["gone", "paused"]).as_deref(), Some("state=gone|paused"));
        assert_eq!(found("nonsense", &["gone"]), None);
        let offered: Vec<String> = columns(&facets()).into_iter().map(|(name, _)| name).collect();
        assert_eq!(offered, ["churned", "state"]);
    }
}
