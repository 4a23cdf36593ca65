//! Columns of conversations as numbers, for who asks one thing of all of them.

use super::{Corpus, Dictionary, NO_NAME, custom::NO_VALUE};

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
