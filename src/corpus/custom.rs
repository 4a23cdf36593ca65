//! Columns of the sources that mean nothing to us, kept for each conversation so that a filter can ask
//! for them: each a dictionary of its values and one small number per conversation.
//!
//! Invariants. (1) The first value of a conversation stays. (2) A column with more values than are kept
//! is no column to filter by (an id of something, most likely): it is let go whole, never in part. (3)
//! What is let go is told once, for the reading report.

use super::{Corpus, Names};

/// Columns kept.
const MOST_COLUMNS: usize = 64;

/// Values of a column told apart.
pub const MOST_VALUES: usize = 10_000;

/// Bytes of a value at most; a longer one is running text, and is not kept.
pub const LONGEST_VALUE: usize = 200;

/// The number of no value.
const NO_VALUE: u16 = u16::MAX;

/// A column.
#[derive(Debug, Default)]
pub(super) struct CustomColumn {
    pub(super) name: String,
    pub(super) values: Names,
    /// The number that each value is, where it is one.
    numbers: Vec<Option<f64>>,
    /// The value of each conversation, as far as there are some.
    of: Vec<u16>,
    /// It has too many values, and was let go.
    is_gone: bool,
    /// A value was too long.
    was_long: bool,
}

/// What could not be kept of columns, by their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LetGo {
    /// Columns of more values than are told apart.
    pub of_many_values: Vec<String>,
    /// Columns some of whose values are longer than those that are kept.
    pub of_long_values: Vec<String>,
    /// Columns beyond as many as are kept.
    pub of_many_columns: Vec<String>,
}

/// The columns.
#[derive(Debug, Default)]
pub(super) struct Custom {
    pub(super) columns: Vec<CustomColumn>,
    /// Names of columns beyond the most that are kept.
    beyond: Vec<String>,
    /// What was let go and not yet told.
    let_go: LetGo,
}

impl Custom {
    /// The column of a name, made now if it is new and there is room.
    fn at(&mut self, name: &str) -> Option<usize> {
        if let Some(at) = self.columns.iter().position(|column| column.name == name) {
            return Some(at);
        }
        if self.columns.len() < MOST_COLUMNS {
            self.columns.push(CustomColumn { name: name.to_owned(), ..CustomColumn::default() });
            return Some(self.columns.len() - 1);
        }
        if self.beyond.len() < MOST_COLUMNS && self.beyond.iter().all(|known| known != name) {
            self.beyond.push(name.to_owned());
            self.let_go.of_many_columns.push(name.to_owned());
        }
        None
    }

    fn column(&self, name: &str) -> Option<&CustomColumn> {
        self.columns.iter().find(|column| column.name == name && !column.is_gone)
    }
}

impl CustomColumn {
    /// The column of a store that was written; `None` where its parts do not fit together.
    pub(super) fn thawed(name: String, values: Names, of: Vec<u16>) -> Option<Self> {
        let known = |value: &u16| *value == NO_VALUE || usize::from(*value) < values.len();
        (values.len() <= MOST_VALUES && of.iter().all(known)).then_some(())?;
        let numbers = (0..values.len() as u32).map(|at| values.name(at).and_then(amount)).collect();
        Some(Self { name, values, numbers, of, ..Self::default() })
    }

    fn value(&self, conversation: u32) -> Option<u16> {
        self.of.get(conversation as usize).copied().filter(|value| *value != NO_VALUE)
    }

    /// The value of every conversation, for writing.
    pub(super) fn all(&self, conversations: usize) -> impl ExactSizeIterator<Item = u16> {
        (0..conversations).map(|at| self.of.get(at).copied().unwrap_or(NO_VALUE))
    }

    pub(super) fn is_kept(&self) -> bool {
        !self.is_gone && self.values.len() > 0
    }
}

impl Corpus {
    /// Says the value of a conversation in a column, unless one was said before; `shown` is the value,
    /// masked.
    pub fn set_column(&mut self, conversation: u32, name: &str, shown: impl FnOnce() -> String) {
        let Some(at) = self.custom.at(name) else { return };
        let column = &mut self.custom.columns[at];
        if column.is_gone || column.value(conversation).is_some() {
            return;
        }
        let value = shown();
        if column.values.len() >= MOST_VALUES && !column.values.knows(&value) {
            (column.values, column.numbers, column.of) = Default::default();
            column.is_gone = true;
            self.custom.let_go.of_many_values.push(name.to_owned());
            return;
        }
        let number = column.values.number(&value);
        if column.numbers.len() < column.values.len() {
            column.numbers.push(amount(&value));
        }
        if column.of.len() <= conversation as usize {
            column.of.resize(conversation as usize + 1, NO_VALUE);
        }
        column.of[conversation as usize] = number as u16;
    }

    /// Says that a column has a value that is too long to be kept.
    pub fn pass_over_column(&mut self, name: &str) {
        if let Some(at) = self.custom.at(name)
            && !std::mem::replace(&mut self.custom.columns[at].was_long, true)
        {
            self.custom.let_go.of_long_values.push(name.to_owned());
        }
    }

    /// What could not be kept of columns since this was last asked.
    pub fn take_let_go(&mut self) -> LetGo {
        std::mem::take(&mut self.custom.let_go)
    }

    /// The names of the columns that can be asked for.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.custom.columns.iter().filter(|column| column.is_kept()).map(|column| column.name.as_str())
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

    fn corpus(conversations: u128) -> Corpus {
        let mut corpus = Corpus::default();
        for key in 0..conversations {
            corpus.conversation(key, || key.to_string());
        }
        corpus
    }

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
    fn the_first_value_of_a_conversation_stays() {
        let mut corpus = corpus(3);
        corpus.set_column(2, "plan", || "pro".into());
        corpus.set_column(2, "plan", || unreachable!("what is known is not masked again"));
        corpus.set_column(0, "value", || "12,50".into());
        assert_eq!(corpus.in_column(2, "plan"), Some(("pro", None)));
        assert_eq!(corpus.in_column(0, "plan"), None);
        assert_eq!(corpus.in_column(0, "value"), Some(("12,50", Some(12.5))));
        assert_eq!(corpus.in_columns(2).collect::<Vec<_>>(), [("plan", "pro")]);
        assert_eq!(corpus.columns().collect::<Vec<_>>(), ["plan", "value"]);
        assert_eq!(corpus.values_of_column("plan"), [("pro", 1)]);
    }

    #[test]
    fn a_column_of_too_many_values_is_let_go_whole_and_told_once() {
        let n = MOST_VALUES as u32 + 2;
        let mut corpus = corpus(u128::from(n));
        for conversation in 0..n {
            corpus.set_column(conversation, "order", || conversation.to_string());
            corpus.set_column(conversation, "plan", || "pro".into());
        }
        assert_eq!(corpus.columns().collect::<Vec<_>>(), ["plan"]);
        assert_eq!(corpus.in_column(0, "order"), None);
        assert_eq!(corpus.take_let_go().of_many_values, ["order"]);
        assert_eq!(corpus.take_let_go(), LetGo::default());
    }

    #[test]
    fn columns_beyond_the_most_and_long_values_are_told_by_name() {
        let mut corpus = corpus(1);
        for at in 0..=MOST_COLUMNS {
            corpus.set_column(0, &format!("c{at}"), || "x".into());
        }
        corpus.pass_over_column("c1");
        corpus.pass_over_column("c1");
        let let_go = corpus.take_let_go();
        assert_eq!(let_go.of_many_columns, [format!("c{MOST_COLUMNS}")]);
        assert_eq!(let_go.of_long_values, ["c1"]);
        assert_eq!(corpus.columns().count(), MOST_COLUMNS);
    }
}
