//! Columns of the sources that mean nothing to us, kept for each conversation so that a filter can ask
//! for them: each a dictionary of its values and one small number per conversation. As with all names,
//! every shard learns all columns and values, in one order.

use super::{Corpus, Names};
use crate::size::list;

/// Values of a column told apart.
pub const MOST_VALUES: usize = 10_000;

/// The number of no value.
pub(super) const NO_VALUE: u16 = u16::MAX;

/// A column. One that was let go has no values, and cannot be asked for.
#[derive(Clone, Debug, Default)]
pub(super) struct CustomColumn {
    pub(super) name: String,
    pub(super) values: Names,
    /// The number that each value is, where it is one.
    numbers: Vec<Option<f64>>,
    /// The value of each conversation, as far as there are some.
    pub(super) of: Vec<u16>,
}

/// The columns.
#[derive(Clone, Debug, Default)]
pub(super) struct Custom {
    pub(super) columns: Vec<CustomColumn>,
}

impl Custom {
    /// The columns with their values, of no conversation yet.
    pub(super) fn heads(&self) -> Self {
        let mut heads = self.clone();
        heads.columns.iter_mut().for_each(|column| column.of = Vec::new());
        heads
    }

    /// Bytes of memory that they take.
    pub(super) fn bytes(&self) -> u64 {
        let column = |column: &CustomColumn| column.values.bytes() + list(&column.numbers) + list(&column.of);
        list(&self.columns) + self.columns.iter().map(column).sum::<u64>()
    }

    pub(super) fn column(&self, name: &str) -> Option<&CustomColumn> {
        self.columns.iter().find(|column| column.name == name)
    }
}

impl CustomColumn {
    /// A column that was written; `None` where its parts do not fit together.
    pub(super) fn thawed(name: String, values: Names, of: Vec<u16>) -> Option<Self> {
        let known = |value: &u16| *value == NO_VALUE || usize::from(*value) < values.len();
        (values.len() <= MOST_VALUES && of.iter().all(known)).then_some(())?;
        let numbers = (0..values.len() as u32).map(|at| values.name(at).and_then(amount)).collect();
        Some(Self { name, values, numbers, of })
    }

    /// The number of a conversation's value.
    pub(super) fn value(&self, conversation: u32) -> Option<u16> {
        self.of.get(conversation as usize).copied().filter(|value| *value != NO_VALUE)
    }

    /// The value of every conversation, for writing.
    pub(super) fn all(&self, conversations: usize) -> impl ExactSizeIterator<Item = u16> {
        (0..conversations).map(|at| self.of.get(at).copied().unwrap_or(NO_VALUE))
    }
}

impl Corpus {
    /// Begins the next column.
    pub fn begin_column(&mut self, name: &str) {
        self.custom.columns.push(CustomColumn { name: name.to_owned(), ..CustomColumn::default() });
    }

    /// Takes the next value of a column, masked.
    pub fn learn_in_column(&mut self, column: u32, value: &str) {
        if let Some(column) = self.custom.columns.get_mut(column as usize) {
            column.values.push(value);
            column.numbers.push(amount(value));
        }
    }

    /// Says what a conversation has in a column, by the number of the value.
    pub fn set_in_column(&mut self, conversation: u32, column: u32, value: u32) {
        let Some(column) = self.custom.columns.get_mut(column as usize) else { return };
        let at = conversation as usize;
        if at >= self.conversations.len() || value as usize >= column.values.len().min(MOST_VALUES) {
            return;
        }
        if column.of.len() <= at {
            column.of.resize(at + 1, NO_VALUE);
        }
        column.of[at] = value as u16;
    }

    /// Keeps a column no longer.
    pub fn let_column_go(&mut self, column: u32) {
        if let Some(column) = self.custom.columns.get_mut(column as usize) {
            *column = CustomColumn { name: std::mem::take(&mut column.name), ..CustomColumn::default() };
        }
    }

    /// The names of the columns that can be asked for.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        let kept = self.custom.columns.iter().filter(|column| column.values.len() > 0);
        kept.map(|column| column.name.as_str())
    }

    /// What a conversation has in a column: as text, and as the number that it is, if it is one.
    pub fn in_column(&self, conversation: u32, name: &str) -> Option<(&str, Option<f64>)> {
        let column = self.custom.column(name)?;
        let value = column.value(conversation)?;
        Some((column.values.name(u32::from(value))?, column.numbers[usize::from(value)]))
    }

    /// What a conversation has in all columns.
    pub fn in_columns(&self, conversation: u32) -> impl Iterator<Item = (&str, &str)> {
        self.columns().filter_map(move |name| Some((name, self.in_column(conversation, name)?.0)))
    }

    /// The values of a column, each with the number of its conversations.
    pub fn values_of_column(&self, name: &str) -> Vec<(&str, u64)> {
        let Some(column) = self.custom.column(name) else { return Vec::new() };
        let mut counts = vec![0; column.values.len()];
        for value in column.of.iter().filter(|value| **value != NO_VALUE) {
            counts[usize::from(*value)] += 1;
        }
        (0..).zip(counts).filter_map(|(at, n)| Some((column.values.name(at)?, n))).collect()
    }
}

/// The number that a value is: digits with a point or a comma, groups of three parted by the other,
/// before or behind it a sign of a currency or of percent.
fn amount(value: &str) -> Option<f64> {
    let is_unit = |c: char| matches!(c, '€' | '$' | '£' | '¥' | '%') || c.is_whitespace();
    let bare = value.trim_matches(is_unit);
    let (whole, fraction) = match (bare.rfind('.'), bare.rfind(',')) {
        (None, None) => (bare, ""),
        (Some(point), Some(comma)) => bare.split_at(point.max(comma)),
        // Three digits behind one comma are thousands, behind one point a fraction.
        (None, Some(comma)) if bare.len() - comma == 4 => (bare, ""),
        (Some(at), None) | (None, Some(at)) => bare.split_at(at),
    };
    let fraction = fraction.trim_start_matches(['.', ',']);
    let groups: Vec<&str> = whole.split(['.', ',']).collect();
    let (first, grouped) = groups.split_first()?;
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = first.strip_prefix(['-', '+']).unwrap_or(first);
    let fits = !unsigned.is_empty()
        && digits(unsigned)
        && digits(fraction)
        && (grouped.is_empty() || unsigned.len() <= 3)
        && grouped.iter().all(|group| group.len() == 3 && digits(group));
    fits.then(|| format!("{}.{fraction}0", groups.concat()).parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (text, value) in [
            ("1000", Some(1000.0)),
            ("-3.5", Some(-3.5)),
            ("12,50 €", Some(12.5)),
            ("$1,234.50", Some(1234.5)),
            ("1.234,50", Some(1234.5)),
            ("1,234", Some(1234.0)),
            ("1,234,567", Some(1_234_567.0)),
            ("1.234", Some(1.234)),
            ("15 %", Some(15.0)),
            ("", None),
            ("€", None),
            (".5", None),
            ("1,23,4", None),
            ("12345,678.0", None),
            ("1e3", None),
            ("enterprise", None),
            ("2026-03-02", None),
        ] {
            assert_eq!(amount(text), value, "{text}");
        }
    }

    #[test]
    fn a_column_is_asked_by_name_and_one_that_was_let_go_is_not_there() {
        let mut corpus = Corpus::default();
        for id in ["a", "b", "c"] {
            corpus.begin_conversation(id);
        }
        for (column, value) in [("plan", "pro"), ("value", "12,50"), ("order", "1")] {
            corpus.begin_column(column);
            corpus.learn_in_column(corpus.custom.columns.len() as u32 - 1, value);
        }
        corpus.set_in_column(2, 0, 0);
        corpus.set_in_column(0, 1, 0);
        corpus.set_in_column(0, 2, 0);
        // What no lead says is passed over.
        corpus.set_in_column(7, 0, 0);
        corpus.set_in_column(1, 0, 1);
        corpus.set_in_column(1, 9, 0);
        corpus.let_column_go(2);
        assert_eq!(corpus.in_column(2, "plan"), Some(("pro", None)));
        assert_eq!((corpus.in_column(0, "plan"), corpus.in_column(1, "plan")), (None, None));
        assert_eq!(corpus.in_column(0, "value"), Some(("12,50", Some(12.5))));
        assert_eq!(corpus.in_column(0, "order"), None);
        assert_eq!(corpus.in_columns(0).collect::<Vec<_>>(), [("value", "12,50")]);
        assert_eq!(corpus.columns().collect::<Vec<_>>(), ["plan", "value"]);
        assert_eq!(corpus.values_of_column("plan"), [("pro", 1)]);
    }
}
