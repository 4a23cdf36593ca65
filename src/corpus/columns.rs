//! Columns of conversations as numbers, for who asks one thing of all of them.

use super::{Corpus, Dictionary, NO_NAME, NO_TIME, UtteranceView, custom::NO_VALUE};
use crate::conversation::Millis;

impl Corpus {
    /// The number of each conversation's channel, language or variant; [`NO_NAME`] where it has none. The names of
    /// other dictionaries are not one to a conversation.
    pub fn named_by_number(&self, dictionary: Dictionary) -> impl Iterator<Item = u32> {
        self.conversations.iter().map(move |row| match dictionary {
            Dictionary::Channel => row.channel,
            Dictionary::Language => row.language,
            Dictionary::Variant => row.variant,
            Dictionary::Intent | Dictionary::Tag | Dictionary::Model => NO_NAME,
        })
    }

    /// The names of a dictionary, in the order of their numbers.
    pub fn names_of(&self, dictionary: Dictionary) -> impl Iterator<Item = &str> {
        self.names[dictionary as usize].all()
    }

    /// The name of an intent.
    pub fn intent_named(&self, number: u32) -> Option<&str> {
        self.names[Dictionary::Intent as usize].name(number)
    }

    /// How many numbers users have.
    pub fn users_known(&self) -> u32 {
        self.users.len() as u32
    }

    /// All columns of the sources, those that were let go too: the name, the values in the order of their numbers, and
    /// the conversations that have one.
    pub fn columns_known(&self) -> impl Iterator<Item = (&str, Vec<&str>, Vec<u32>)> {
        self.custom.columns.iter().map(|column| {
            let of = (0..self.conversations()).filter(|number| column.value(*number).is_some()).collect();
            (column.name.as_str(), column.values.all().collect(), of)
        })
    }

    /// An utterance as it was stored, with the number of its conversation.
    pub fn said(&self, row: u32) -> Option<(u32, UtteranceView)> {
        let at = row as usize;
        let conversation = *self.conversation.get(at)?;
        let time = self.at[at];
        Some((
            conversation,
            UtteranceView {
                role: self.role[at],
                at: (time != NO_TIME).then_some(Millis(time)),
                marks: self.marks[at],
                heard: self.as_heard(row),
                taught: 0,
                row,
            },
        ))
    }

    /// The number of each conversation's user; [`NO_NAME`] where it has none.
    pub fn users_by_number(&self) -> impl Iterator<Item = u32> {
        self.conversations.iter().map(|row| row.user)
    }

    /// The number of what each conversation has in a column of the source, the same one where it has nothing;
    /// `None` where there is no such column.
    pub fn values_by_number(&self, column: &str) -> Option<impl Iterator<Item = u16>> {
        let of = &self.custom.column(column)?.of;
        Some((0..self.conversations.len()).map(|at| of.get(at).copied().unwrap_or(NO_VALUE)))
    }
}
