//! What the lead knows of the columns that no role takes: their numbers, those of their values, and which
//! conversations have one already.
//!
//! Invariants. (1) The first value of a conversation stays, whatever its later messages say. (2) A column
//! with more values than are told apart is no column to filter by (an id, most likely): it is let go whole,
//! never in part. (3) What is let go is told once, in the report of the file that was too much.

use std::collections::HashMap;

use crate::{
    corpus::MOST_VALUES,
    ingest::{Effect, FileLog, Kind, Sentence},
    privacy::ByKey,
    size::{list, table, texts},
};

use super::registry::Name;

/// Columns kept.
const MOST_COLUMNS: usize = 64;

/// Bytes of a value at most; a longer one is running text, and is not kept.
const LONGEST_VALUE: usize = 200;

/// The columns.
#[derive(Debug, Default)]
pub struct CustomColumns {
    known: Vec<KnownColumn>,
    /// Names of columns beyond the most that are kept, as far as these are told apart.
    beyond: Vec<String>,
    let_go: LetGo,
}

/// A column.
#[derive(Debug, Default)]
struct KnownColumn {
    name: String,
    /// Numbers of values by the keyed hash of what the source says.
    of_key: ByKey<u32>,
    /// The same by what is shown.
    of_shown: HashMap<String, u32>,
    /// Conversations that have a value, a bit each.
    said: Vec<u64>,
    is_gone: bool,
    was_long: bool,
}

/// Names of columns of which something could not be kept, and was not yet told.
#[derive(Debug, Default)]
struct LetGo {
    many_values: Vec<String>,
    long_values: Vec<String>,
    many_columns: Vec<String>,
}

/// What the shards are told of a column.
#[derive(Debug, PartialEq, Eq)]
pub struct News {
    /// Its number.
    pub column: u32,
    /// Whether nobody has heard of it yet.
    pub begins: bool,
    /// The conversation's value; `None` where the column is kept no longer.
    pub value: Option<Name>,
}

impl CustomColumns {
    /// Those of data that were read before, of which no more comes.
    pub fn of<'n>(names: impl Iterator<Item = &'n str>) -> Self {
        let known = names.map(|name| KnownColumn { name: name.to_owned(), ..KnownColumn::default() });
        Self { known: known.collect(), ..Self::default() }
    }

    /// The names of those that are kept.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.known.iter().filter(|column| !column.is_gone).map(|column| column.name.as_str())
    }

    /// Bytes of memory that they take.
    pub fn bytes(&self) -> u64 {
        let column =
            |column: &KnownColumn| table(&column.of_key) + texts(&column.of_shown) + list(&column.said);
        self.known.iter().map(column).sum()
    }

    /// Takes what a source says of a conversation in a column: the key of the value, its length, and what
    /// is shown. `None` where nobody needs to hear of it.
    pub fn say(
        &mut self,
        conversation: u32,
        name: &str,
        (key, length): (u128, usize),
        shown: impl FnOnce() -> String,
    ) -> Option<News> {
        let (at, begins) = match self.known.iter().position(|column| column.name == name) {
            Some(at) => (at, false),
            None if length > LONGEST_VALUE || self.known.len() >= MOST_COLUMNS => {
                self.pass_over(name, length);
                return None;
            }
            None => {
                self.known.push(KnownColumn { name: name.to_owned(), ..KnownColumn::default() });
                (self.known.len() - 1, true)
            }
        };
        let column = &mut self.known[at];
        if column.is_gone || !column.is_open(conversation) {
            return None;
        }
        if length > LONGEST_VALUE {
            if !std::mem::replace(&mut column.was_long, true) {
                self.let_go.long_values.push(name.to_owned());
            }
            return None;
        }
        let value = column.number(key, shown);
        if value.is_some() {
            column.close(conversation);
        } else {
            *column = KnownColumn { name: name.to_owned(), is_gone: true, ..KnownColumn::default() };
            self.let_go.many_values.push(name.to_owned());
        }
        Some(News { column: at as u32, begins, value })
    }

    /// Knows a column again: its values in their order, and which conversations have one. One without values was let
    /// go.
    pub fn know(&mut self, name: &str, values: impl Iterator<Item = (u128, String)>, of: &[u32]) {
        let mut column = KnownColumn { name: name.to_owned(), ..KnownColumn::default() };
        for ((key, shown), number) in values.zip(0..) {
            column.of_key.insert(key, number);
            column.of_shown.insert(shown, number);
        }
        column.is_gone = column.of_key.is_empty();
        for conversation in of {
            column.close(*conversation);
        }
        self.known.push(column);
    }

    /// Goes on with some conversations alone, by their numbers in rising order, from which they are numbered anew.
    pub fn keep_only(&mut self, kept: &[u32]) {
        for column in &mut self.known {
            let before = std::mem::take(&mut column.said);
            let has = |number: u32| {
                before.get(number as usize / 64).is_some_and(|word| word & (1 << (number % 64)) != 0)
            };
            for (&number, new) in kept.iter().zip(0..) {
                if has(number) {
                    column.close(new);
                }
            }
        }
    }

    /// A column that is not kept.
    fn pass_over(&mut self, name: &str, length: usize) {
        if self.beyond.len() < MOST_COLUMNS && self.beyond.iter().all(|known| known != name) {
            self.beyond.push(name.to_owned());
            let Self { let_go: LetGo { long_values, many_columns, .. }, .. } = self;
            if length > LONGEST_VALUE { long_values } else { many_columns }.push(name.to_owned());
        }
    }

    /// Writes down what could not be kept since this was last asked.
    pub fn note_let_go(&mut self, log: &mut FileLog) {
        let LetGo { many_values, long_values, many_columns } = std::mem::take(&mut self.let_go);
        let mut note = |names: Vec<String>, kind: fn(Sentence) -> Kind| {
            if !names.is_empty() {
                let names = Sentence::of("{names}").plain("names", names.join(", "));
                log.note(0, 0, Effect::Noted, kind(names));
            }
        };
        note(many_values, Kind::ManyValues);
        note(long_values, Kind::LongValues);
        note(many_columns, Kind::ManyColumns);
    }
}

impl KnownColumn {
    /// Whether a conversation has no value yet.
    fn is_open(&self, conversation: u32) -> bool {
        self.said.get(conversation as usize / 64).is_none_or(|word| word & (1 << (conversation % 64)) == 0)
    }

    fn close(&mut self, conversation: u32) {
        let word = conversation as usize / 64;
        if self.said.len() <= word {
            self.said.resize(word + 1, 0);
        }
        self.said[word] |= 1 << (conversation % 64);
    }

    /// The number of a value; `None` where there are too many.
    fn number(&mut self, key: u128, shown: impl FnOnce() -> String) -> Option<Name> {
        if let Some(number) = self.of_key.get(&key) {
            return Some(Name { number: *number, new: None });
        }
        let shown = shown();
        let next = self.of_shown.len();
        if next >= MOST_VALUES && !self.of_shown.contains_key(&shown) {
            return None;
        }
        let number = *self.of_shown.entry(shown.clone()).or_insert(next as u32);
        self.of_key.insert(key, number);
        Some(Name { number, new: (number as usize == next).then_some(shown) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn say(columns: &mut CustomColumns, conversation: u32, name: &str, value: &str) -> Option<News> {
        let key = value.bytes().fold(0, |key, byte| key << 8 | u128::from(byte));
        columns.say(conversation, name, (key, value.len()), || value.to_owned())
    }

    fn notes(columns: &mut CustomColumns) -> Vec<String> {
        let mut log = FileLog::default();
        columns.note_let_go(&mut log);
        log.problems.iter().map(|problem| problem.kind.to_string()).collect()
    }

    #[test]
    fn the_first_value_of_a_conversation_stays() {
        let mut columns = CustomColumns::default();
        let news = |column, begins, number, new: Option<&str>| {
            let value = Some(Name { number, new: new.map(str::to_owned) });
            Some(News { column, begins, value })
        };
        assert_eq!(say(&mut columns, 70, "plan", "pro"), news(0, true, 0, Some("pro")));
        assert_eq!(say(&mut columns, 70, "plan", "free"), None);
        assert_eq!(say(&mut columns, 6, "plan", "pro"), news(0, false, 0, None));
        assert_eq!(say(&mut columns, 7, "plan", "free"), news(0, false, 1, Some("free")));
        assert_eq!(say(&mut columns, 70, "value", "9"), news(1, true, 0, Some("9")));
        assert_eq!(columns.names().collect::<Vec<_>>(), ["plan", "value"]);
        assert!(notes(&mut columns).is_empty());
    }

    #[test]
    fn a_column_of_too_many_values_is_let_go_whole_and_told_once() {
        let mut columns = CustomColumns::default();
        let beyond = MOST_VALUES as u32;
        for conversation in 0..beyond {
            assert!(say(&mut columns, conversation, "order", &conversation.to_string()).is_some());
        }
        let gone = Some(News { column: 0, begins: false, value: None });
        assert_eq!(say(&mut columns, beyond, "order", "one more"), gone);
        assert_eq!(say(&mut columns, beyond + 1, "order", "1"), None);
        assert_eq!(columns.names().count(), 0);
        assert_eq!(
            notes(&mut columns),
            ["These columns hold too many different values to filter by, and were not kept: order"]
        );
        assert!(notes(&mut columns).is_empty());
    }

    #[test]
    fn columns_beyond_the_most_and_long_values_are_told_by_name() {
        let mut columns = CustomColumns::default();
        let long = "so much ".repeat(40);
        assert_eq!(say(&mut columns, 0, "comment", &long), None);
        for at in 0..=MOST_COLUMNS {
            say(&mut columns, 0, &format!("c{at}"), "x");
        }
        say(&mut columns, 1, "c1", &long);
        let notes = notes(&mut columns);
        assert!(
            notes[0].ends_with(": comment, c1") && notes[1].ends_with(&format!(": c{MOST_COLUMNS}")),
            "{notes:?}"
        );
        assert_eq!(columns.names().count(), MOST_COLUMNS);
    }
}
