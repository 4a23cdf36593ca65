//! One whole store behind another: analyses that were saved apart, as one.
//!
//! Who is who was known to each alone, by a key that is gone. So a user of one is nobody of the other, and
//! the other's tokens are numbered on from this one's: `[EMAIL 1]` of each stays a value of its own.
//! A conversation that both hold, word by word, is counted once.

use std::{
    collections::{HashMap, HashSet},
    hash::Hasher,
};

use siphasher::sip::SipHasher13;

use super::{Corpus, DetailRow, Dictionary, Names, UtteranceRow, custom::MOST_VALUES};
use crate::privacy::{Kind, each_token, renumbered};

impl Corpus {
    /// Takes in all of another whole store. Gives how many of its conversations were here already.
    pub fn append(&mut self, mut other: Self) -> u32 {
        self.build_index();
        other.build_index();
        let known: HashSet<u64> =
            (0..self.conversations()).filter_map(|number| self.fingerprint(number)).collect();
        let beyond = self.highest_tokens();
        let names = Dictionary::ALL
            .map(|dictionary| self.names[dictionary as usize].all_of(&other.names[dictionary as usize]));
        let columns = self.columns_of(&other);
        let users = self.users.len() as u32;
        let mut repeated = 0;
        for number in 0..other.conversations() {
            if other.fingerprint(number).is_some_and(|print| known.contains(&print)) {
                repeated += 1;
                continue;
            }
            let taken = self.conversations();
            self.take_conversation_as(&other, number, &names, users, &beyond);
            for (theirs, (mine, values)) in other.custom.columns.iter().zip(&columns) {
                if let Some(value) = theirs.value(number) {
                    self.set_in_column(taken, *mine, values[usize::from(value)]);
                }
            }
            let (from, to) = (other.index.begins[number as usize], other.index.begins[number as usize + 1]);
            for &row in &other.index.rows[from as usize..to as usize] {
                let said = other.utterance(row as usize);
                let intents = &names[Dictionary::Intent as usize];
                let intent = said.intent.and_then(|intent| intents.get(intent as usize).copied());
                let models = &names[Dictionary::Model as usize];
                let replies = said.details.replies.map(|replies| renumbered(replies, &beyond));
                let details = DetailRow {
                    model: said.details.model.and_then(|model| models.get(model as usize).copied()),
                    replies: replies.as_deref(),
                    ..said.details
                };
                let text = &renumbered(said.text, &beyond);
                self.push(taken, &UtteranceRow { text, intent, details, ..said });
            }
        }
        self.count_users();
        repeated
    }

    fn take_conversation_as(
        &mut self,
        other: &Self,
        number: u32,
        names: &[Vec<u32>],
        users: u32,
        beyond: &[u32],
    ) {
        let row = &other.conversations[number as usize];
        let card = other.card(number);
        let taken = self.conversations();
        self.begin_conversation(&renumbered(card.id, beyond));
        if let Some(shown) = card.user {
            self.set_user(taken, users + row.user, &renumbered(shown, beyond));
        }
        let tags = other.tags.get(&number).into_iter().flatten().map(|tag| (Dictionary::Tag, *tag));
        let facts = [
            (Dictionary::Channel, row.channel),
            (Dictionary::Language, row.language),
            (Dictionary::Variant, row.variant),
        ];
        for (dictionary, name) in facts.into_iter().chain(tags) {
            if let Some(mine) = names[dictionary as usize].get(name as usize) {
                self.set_name(taken, dictionary, *mine);
            }
        }
        if let Some(comment) = other.comment(number) {
            self.set_comment(taken, &renumbered(comment, beyond));
        }
        let mine = &mut self.conversations[taken as usize];
        (mine.rating, mine.stated, mine.handoff) = (row.rating, row.stated, row.handoff);
        // A user of one is nobody of the other, so what each knows of them stays true.
        self.matters.take(taken, &other.matters, number);
    }

    /// The columns of another, here: the number of each, and of each of its values.
    fn columns_of(&mut self, other: &Self) -> Vec<(u32, Vec<u32>)> {
        let mut numbers = Vec::new();
        for theirs in &other.custom.columns {
            let here = self.custom.columns.iter().position(|mine| mine.name == theirs.name);
            let at = here.unwrap_or(self.custom.columns.len()) as u32;
            if here.is_none() {
                self.begin_column(&theirs.name);
            }
            let mut known = self.custom.columns[at as usize].values.numbers();
            let number = |value: &str| {
                let next = known.len() as u32;
                *known.entry(value.to_owned()).or_insert_with(|| {
                    self.learn_in_column(at, value);
                    next
                })
            };
            numbers.push((at, theirs.values.all().map(number).collect()));
            if self.custom.columns[at as usize].values.len() > MOST_VALUES {
                // As when it is read: a column with so many values is no column to filter by.
                self.let_column_go(at);
            }
        }
        numbers
    }

    /// Tells a conversation from every other by its id, times and words; `None` where no word is known.
    fn fingerprint(&self, number: u32) -> Option<u64> {
        let mut hasher = SipHasher13::new();
        let mut words = |text: &str| {
            // Tokens are numbered otherwise elsewhere.
            let mut from = 0;
            each_token(text, |range, _, _| {
                hasher.write(&text.as_bytes()[from..range.start]);
                from = range.end;
            });
            hasher.write(&text.as_bytes()[from..]);
            hasher.write_u8(0);
        };
        words(self.card(number).id);
        let (from, to) = (self.index.begins[number as usize], self.index.begins[number as usize + 1]);
        let rows = &self.index.rows[from as usize..to as usize];
        let mut some = false;
        for &row in rows {
            some |= !self.text(row).is_empty();
            words(&self.text(row));
        }
        for &row in rows {
            hasher.write_u8(self.role[row as usize] as u8);
            hasher.write_i64(self.at[row as usize]);
        }
        some.then(|| hasher.finish())
    }

    /// The highest number of each kind of token in all texts.
    pub fn highest_tokens(&self) -> Vec<u32> {
        let mut highest = vec![0; Kind::ALL.len()];
        let mut look = |text: &str| {
            each_token(text, |_, kind, number| {
                let highest = &mut highest[kind as usize];
                *highest = (*highest).max(number);
            });
        };
        for row in 0..self.utterances() {
            look(&self.text(row));
            look(self.details(row).replies.unwrap_or_default());
        }
        for number in 0..self.conversations() {
            let card = self.card(number);
            look(card.id);
            look(card.user.unwrap_or_default());
            look(self.comment(number).unwrap_or_default());
        }
        highest
    }
}

impl Names {
    /// Takes in the names of another, each once. Gives their numbers here, in their order there.
    fn all_of(&mut self, other: &Self) -> Vec<u32> {
        let mut known = self.numbers();
        let number = |name: &str| {
            *known.entry(name.to_owned()).or_insert_with(|| {
                self.push(name);
                self.len() as u32 - 1
            })
        };
        other.all().map(number).collect()
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &str> {
        (0..self.len() as u32).filter_map(|number| self.name(number))
    }

    fn numbers(&self) -> HashMap<String, u32> {
        self.all().map(str::to_owned).zip(0..).collect()
    }
}
