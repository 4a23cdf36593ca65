//! How a person says a file is to be read: what its columns mean, who its speakers are, how its dates
//! are written. What is chosen here stands above everything that would be inferred.

use serde::{Deserialize, Serialize};

use super::{columns::Column, moment::DateOrder};
use crate::conversation::{Named, Role};

/// What the records of a file are, or are about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// What was said.
    #[default]
    Messages,
    /// Facts about conversations, each by its id.
    Conversations,
    /// Facts about users, each by the id that conversations name.
    Users,
}

impl About {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Messages, Self::Conversations, Self::Users];

    /// The column by which its records are joined.
    pub fn key(self) -> Option<Column> {
        match self {
            Self::Messages => None,
            Self::Conversations => Some(Column::Conversation),
            Self::Users => Some(Column::User),
        }
    }

    /// Whether a column of such records can mean this.
    pub fn takes(self, column: Column) -> bool {
        use Column as C;
        match column {
            C::User
            | C::Rating
            | C::Comment
            | C::Status
            | C::Handoff
            | C::Tags
            | C::Channel
            | C::Language
            | C::Variant
            | C::Custom => true,
            C::Conversation => self != Self::Users,
            _ => self == Self::Messages,
        }
    }
}

/// A choice of how to read a file. What it leaves out is inferred as ever.
///
/// ```
/// use undertone::ingest::{Column, Mapping};
/// let chosen = r##"{"columns": {"Wer": "sender", "#3": "text"}, "speakers": {"Lisa": "bot"}}"##;
/// let mapping: Mapping = serde_json::from_str(chosen).unwrap();
/// assert_eq!(mapping.columns["#3"], Some(Column::Text));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mapping {
    /// What columns of a table mean, by their name in the header or by their place (`#1` is the
    /// first); nothing where a column is not to be read.
    pub columns: Named<Option<Column>>,
    /// Whether the first row of a table names its columns.
    pub header: Option<bool>,
    /// Who speaks, by the name or word that the file uses.
    pub speakers: Named<Role>,
    /// Order of day and month in numeric dates.
    pub date_order: Option<DateOrder>,
    /// IANA name of the zone of times that say none.
    pub timezone: Option<String>,
    /// Minutes of silence after which a new conversation begins, where nothing else tells conversations apart.
    pub gap: Option<u32>,
    /// What the file holds, where it is taken for something else: messages, or facts about conversations or
    /// users that are told elsewhere.
    pub about: Option<About>,
    /// The format by its name, where the file is taken for another: a platform's, or one of
    /// [`GENERIC`].
    pub format: Option<String>,
    /// The encoding by its name, where the file is not UTF-8: one of [`super::ENCODINGS`].
    pub encoding: Option<String>,
    /// Whether conversations are read too that the source marks as its own tests.
    pub tests: bool,
}

/// The formats of no platform: a file is read by its shape alone.
pub const GENERIC: [&str; 3] = ["JSON", "CSV", "Text"];

/// Columns that were chosen, by place, and the names of those that the table does not have.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Settled {
    /// Place and meaning.
    pub columns: Vec<(usize, Option<Column>)>,
    /// What names no column here.
    pub missing: Vec<String>,
}

impl Mapping {
    /// The key of a column by its place, counted from 0.
    pub fn place(at: usize) -> String {
        format!("#{}", at + 1)
    }

    /// Whether nothing is chosen.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether the file is said to be a table.
    pub(super) fn is_of_a_table(&self) -> bool {
        !self.columns.is_empty() || self.header.is_some()
    }

    /// The role chosen for a speaker.
    pub(super) fn role(&self, speaker: &str) -> Option<Role> {
        if self.speakers.is_empty() { None } else { self.speakers.get(speaker.trim()).copied() }
    }

    /// The chosen columns of a table with these names and this many fields.
    pub(super) fn settle(&self, names: &[String], width: usize) -> Settled {
        let mut settled = Settled::default();
        for (key, column) in &self.columns {
            let wanted = key.trim().to_lowercase();
            let by_name = names.iter().position(|name| name.trim().to_lowercase() == wanted);
            let by_place = || {
                let number: usize = wanted.strip_prefix('#')?.parse().ok()?;
                number.checked_sub(1).filter(|at| *at < width)
            };
            match by_name.or_else(by_place) {
                Some(at) => settled.columns.push((at, *column)),
                None => settled.missing.push(key.clone()),
            }
        }
        settled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_found_by_name_then_by_place() {
        let columns =
            [("  WER", Some(Column::Sender)), ("#2", Some(Column::Text)), ("#9", None), ("Was", None)];
        let mapping = Mapping {
            columns: columns.into_iter().map(|(key, column)| (key.to_owned(), column)).collect(),
            ..Mapping::default()
        };
        let settled = mapping.settle(&["wer".into(), "wie".into()], 2);
        assert_eq!(settled.columns, [(0, Some(Column::Sender)), (1, Some(Column::Text))]);
        assert_eq!(settled.missing, ["#9", "Was"]);
    }

    #[test]
    fn a_misspelt_choice_is_refused() {
        assert!(serde_json::from_str::<Mapping>(r#"{"colums": {}}"#).is_err());
        assert!(serde_json::from_str::<Mapping>(r#"{"columns": {"a": "txt"}}"#).is_err());
    }
}
