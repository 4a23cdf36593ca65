//! A whole store in parts, one per shard, and the parts as one again.

use super::{Corpus, Dictionary, NO_NAME, UtteranceRow, VERSION};
use crate::{
    binary::{Frozen, In, Out},
    conversation::Millis,
};

/// Which of how many shards one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its number, from 0.
    pub shard: u32,
    /// How many there are.
    pub of: u32,
}

impl Default for Place {
    /// The only one.
    fn default() -> Self {
        Self { shard: 0, of: 1 }
    }
}

impl Place {
    /// The shard that holds a conversation, of so many, and the conversation's number in it.
    pub fn of_conversation(conversation: u32, of: u32) -> (u32, u32) {
        (conversation % of, conversation / of)
    }

    /// The number among all conversations of a conversation of this shard.
    pub fn among_all(self, conversation: u32) -> u32 {
        conversation * self.of + self.shard
    }
}

impl Corpus {
    /// The part of a whole store that a shard holds.
    #[must_use]
    pub fn part(&self, place: Place) -> Self {
        let mut part =
            Self { place, names: self.names.clone(), custom: self.custom.heads(), ..Self::default() };
        for number in (place.shard..self.conversations()).step_by(place.of as usize) {
            part.take_conversation(self, number);
        }
        for (at, &conversation) in self.conversation.iter().enumerate() {
            if conversation % place.of == place.shard {
                part.take_utterance(self, at, conversation / place.of);
            }
        }
        part.returning.clone_from(&self.returning);
        part
    }

    /// The store with some of its conversations alone, by their numbers in rising order; users keep theirs.
    #[must_use]
    pub fn only(&self, kept: &[u32]) -> Self {
        let mut only = Self {
            place: self.place,
            names: self.names.clone(),
            custom: self.custom.heads(),
            ..Self::default()
        };
        let mut taken = vec![NO_NAME; self.conversations() as usize];
        for (&number, new) in kept.iter().zip(0..) {
            taken[number as usize] = new;
            only.take_conversation(self, number);
        }
        for (at, &conversation) in self.conversation.iter().enumerate() {
            let new = taken[conversation as usize];
            if new == NO_NAME {
                continue;
            }
            only.take_utterance(self, at, new);
            if self.matters.is_of(conversation, at as u32) {
                only.set_matter(new, self.sketch_of_matter(conversation));
            }
        }
        only.returning.clone_from(&self.returning);
        only
    }

    /// The latest moment of each conversation, and how many utterances it has; the lowest number where it has no
    /// moment.
    pub fn latest(&self) -> Vec<(i64, u32)> {
        let mut latest = vec![(i64::MIN, 0); self.conversations() as usize];
        for (&conversation, &at) in self.conversation.iter().zip(&self.at) {
            let of = &mut latest[conversation as usize];
            of.1 += 1;
            if at != super::NO_TIME {
                of.0 = of.0.max(at);
            }
        }
        latest
    }

    /// The whole that some shards' parts make, in the order of their places. Conversations stand in the order
    /// of the source, and so do the utterances of each, so that the whole is the same however it was parted.
    #[must_use]
    pub fn joined(parts: &mut [Self]) -> Self {
        let mut whole = Self::default();
        let Some(first) = parts.first() else { return whole };
        whole.names.clone_from(&first.names);
        whole.custom = first.custom.heads();
        parts.iter_mut().for_each(Self::build_index);
        let conversations = parts.iter().map(Self::conversations).sum();
        for number in 0..conversations {
            let (shard, local) = Place::of_conversation(number, parts.len() as u32);
            let part = &parts[shard as usize];
            whole.take_conversation(part, local);
            let (from, to) = (part.index.begins[local as usize], part.index.begins[local as usize + 1]);
            for &row in &part.index.rows[from as usize..to as usize] {
                whole.take_utterance(part, row as usize, number);
            }
        }
        whole.count_users();
        whole
    }

    /// Writes what a shard holds, for another that takes its place or for [`Self::joined`].
    pub fn freeze_part(&self, out: &mut Out) {
        self.freeze(out, true);
        self.returning.freeze(out);
    }

    /// The store of a shard that was written.
    pub fn thaw_part(from: &mut In<'_>, place: Place) -> Option<Self> {
        let part = Self::thaw(from, VERSION)?;
        Some(Self { place, returning: Frozen::thaw(from)?, ..part })
    }

    /// Finds out anew which users have more than one conversation in this store.
    pub(super) fn count_users(&mut self) {
        let mut met = vec![false; self.users.len()];
        let users: Vec<u32> = self.conversations.iter().map(|row| row.user).collect();
        for user in users {
            if let Some(met) = met.get_mut(user as usize)
                && std::mem::replace(met, true)
            {
                self.set_returning(user, true);
            }
        }
    }

    fn take_conversation(&mut self, from: &Self, number: u32) {
        let row = &from.conversations[number as usize];
        let taken = self.conversations();
        self.begin_conversation(from.ids.here(row.id));
        if row.user != NO_NAME {
            self.set_user(taken, row.user, from.card(number).user.unwrap_or_default());
        }
        for (dictionary, name) in [
            (Dictionary::Channel, row.channel),
            (Dictionary::Language, row.language),
            (Dictionary::Variant, row.variant),
        ] {
            self.set_name(taken, dictionary, name);
        }
        for tag in from.tags.get(&number).into_iter().flatten() {
            self.set_name(taken, Dictionary::Tag, *tag);
        }
        for (column, at) in from.custom.columns.iter().zip(0..) {
            if let Some(value) = column.value(number) {
                self.set_in_column(taken, at, u32::from(value));
            }
        }
        if let Some(comment) = from.comment(number) {
            self.set_comment(taken, comment);
        }
        let mine = &mut self.conversations[taken as usize];
        (mine.rating, mine.stated, mine.handoff) = (row.rating, row.stated, row.handoff);
        self.matters.take(taken, &from.matters, number);
    }

    fn take_utterance(&mut self, from: &Self, at: usize, conversation: u32) {
        self.push(conversation, &from.utterance(at));
    }

    /// An utterance as it was stored, with its text where that is in memory: stores that are joined and
    /// parted keep none elsewhere.
    pub(super) fn utterance(&self, at: usize) -> UtteranceRow<'_> {
        let time = self.at[at];
        UtteranceRow {
            role: self.role[at],
            at: (time != super::NO_TIME).then_some(Millis(time)),
            marks: self.marks[at],
            heard: self.as_heard(at as u32),
            text: self.texts.here(self.text[at]),
            intent: (self.intent[at] != NO_NAME).then_some(self.intent[at]),
            confidence: self.confidence(at as u32),
            details: self.details(at as u32),
            weighed: self.weighed(at as u32),
        }
    }
}
