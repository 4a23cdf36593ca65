//! Counts by name: of the models, the intents, the groups that data name. Groups of fewer than five cases are
//! never shown by themselves.

use super::Cell;
use crate::{
    conversation::Named,
    ingest::Sentence,
    order,
    query::{Field, Filter, Term, Test},
};

/// Cases that a group needs to be shown by itself.
pub(super) const LEAST: u64 = 5;

/// Characters of a quote.
const QUOTED: usize = 280;

/// Groups that are shown at most; those behind them are counted together.
const MOST: usize = 20;

/// By name: cases that count, out of all of the group. The empty name is of those without one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Groups(Named<(u64, u64)>);

crate::frozen! { Groups { 0 } }

impl Groups {
    /// Counts some cases of a group.
    pub fn add(&mut self, name: &str, n: u64, of: u64) {
        match self.0.get_mut(name) {
            Some(known) => *known = (known.0 + n, known.1 + of),
            None => drop(self.0.insert(name.to_owned(), (n, of))),
        }
    }

    /// Takes in those of another.
    pub fn merge(&mut self, other: &Self) {
        for (name, (n, of)) in &other.0 {
            self.add(name, *n, *of);
        }
    }

    /// Whether any of them has a name.
    pub fn is_named(&self) -> bool {
        self.0.keys().any(|name| !name.is_empty())
    }

    /// The groups with their counts, the largest first; under no name at the end, what is counted together.
    pub fn rows(&self) -> Vec<(Option<&str>, u64, u64)> {
        let mut rows: Vec<_> = self.0.iter().map(|(name, (n, of))| (Some(name.as_str()), *n, *of)).collect();
        order::sort_by(&mut rows, |one, two| two.2.cmp(&one.2).then_with(|| one.0.cmp(&two.0)));
        let shown = rows.iter().take(MOST).take_while(|(_, _, of)| *of >= LEAST).count();
        let (n, of) = rows[shown..].iter().fold((0, 0), |sum, row| (sum.0 + row.1, sum.1 + row.2));
        rows.truncate(shown);
        rows.extend((of > 0).then_some((None, n, of)));
        rows
    }

    /// The name of a group in a table.
    pub fn cell(group: Option<&str>) -> Cell {
        match group {
            None => Cell::Words(Sentence::of("others together")),
            Some("") => Cell::Words(Sentence::of("not stated")),
            Some(name) => Cell::Text(name.to_owned()),
        }
    }
}

/// The filter that means the conversations of a group: of a field, or of a column of the source.
pub(super) fn filter_by(field: Field, name: &str) -> String {
    let name = if name.is_empty() { "none" } else { name };
    term(field, Test::OneOf(vec![name.to_owned()]))
}

/// As [`filter_by`], of a column of the source.
pub(super) fn filter_by_column(column: &str, name: &str) -> String {
    let name = if name.is_empty() { "none" } else { name };
    filter_by_columns(column, &[name.to_owned()])
}

/// As [`filter_by_column`], of several values any of which a column may have.
pub(super) fn filter_by_columns(column: &str, names: &[String]) -> String {
    term(Field::Column, Test::InColumn(column.to_owned(), Box::new(Test::OneOf(names.to_vec()))))
}

/// The beginning of a message, in one line.
pub(super) fn quoted(said: &str) -> String {
    said.chars().take(QUOTED).map(|c| if c.is_whitespace() { ' ' } else { c }).collect()
}

fn term(field: Field, test: Test) -> String {
    Filter::default().with(Term { negated: false, field, test }).to_string()
}
