//! What the lead knows of everything read: the numbers of conversations, users and names, given in order
//! of first appearance, and the few totals that no shard can tell alone.

use std::collections::HashMap;

use crate::{
    conversation::{Millis, Role},
    corpus::{Dictionary, NO_NAME},
    order::sort_keyed,
    privacy::ByKey,
    size::{list, table, texts},
};

/// Channels told apart; further ones count as "other".
const MOST_CHANNELS: usize = 40;

/// The numbers and totals.
#[derive(Debug, Default)]
pub struct Registry {
    conversation_of_key: ByKey<u32>,
    user_of_key: ByKey<u32>,
    /// The user of each conversation.
    user_of: Vec<u32>,
    /// How many conversations each user has.
    conversations_of: Vec<u32>,
    names: [Known; Dictionary::ALL.len()],
    messages: u64,
    span: Option<(i64, i64)>,
}

/// The names of one dictionary.
#[derive(Debug, Default)]
struct Known {
    /// By the keyed hash of what the source says.
    of_key: ByKey<u32>,
    /// By what is shown; two spellings of an address are one token.
    of_shown: HashMap<String, u32>,
}

/// A number, and whether it was given just now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbered {
    /// The number.
    pub number: u32,
    /// Whether nobody has heard of it yet.
    pub new: bool,
}

impl Registry {
    /// What is known of data that were read before: no keys, so that nothing more of the same people
    /// and conversations can come.
    pub fn of_totals(conversations: u32, messages: u64, span: Option<(i64, i64)>) -> Self {
        Self { user_of: vec![NO_NAME; conversations as usize], messages, span, ..Self::default() }
    }

    /// The conversation that a source calls by this key.
    pub fn conversation(&mut self, key: u128) -> Numbered {
        let next = self.user_of.len() as u32;
        let number = *self.conversation_of_key.entry(key).or_insert(next);
        let new = number == next;
        if new {
            self.user_of.push(NO_NAME);
        }
        Numbered { number, new }
    }

    /// The conversation of this key, if there is one.
    pub fn known_conversation(&self, key: u128) -> Option<u32> {
        self.conversation_of_key.get(&key).copied()
    }

    /// The user of this key, if there is one.
    pub fn known_user(&self, key: u128) -> Option<u32> {
        self.user_of_key.get(&key).copied()
    }

    /// Each conversation behind its user, in order.
    pub fn by_user(&self) -> Vec<(i64, u32)> {
        let pairs = self.user_of.iter().zip(0..).filter(|(user, _)| **user != NO_NAME);
        let mut pairs: Vec<(i64, u32)> = pairs.map(|(user, at)| (i64::from(*user), at)).collect();
        sort_keyed(&mut pairs);
        pairs
    }

    /// The user that a source calls by this key.
    pub fn user(&mut self, key: u128) -> u32 {
        let next = self.conversations_of.len() as u32;
        let number = *self.user_of_key.entry(key).or_insert(next);
        if number == next {
            self.conversations_of.push(0);
        }
        number
    }

    /// Makes room for so many users that are known already.
    pub fn know_users(&mut self, users: u32) {
        self.conversations_of = vec![0; users as usize];
    }

    /// Knows a user again, by number; one who returned has conversations besides those that are here.
    pub fn know_user(&mut self, user: u32, key: u128, returning: bool) {
        self.user_of_key.insert(key, user);
        if let Some(conversations) = self.conversations_of.get_mut(user as usize)
            && *conversations == 0
            && returning
        {
            *conversations = 1;
        }
    }

    /// Whether a conversation is known to be a user's.
    pub fn is_of(&self, conversation: u32, user: u32) -> bool {
        self.user_of.get(conversation as usize) == Some(&user)
    }

    /// Says whose conversation it is. Gives the users of whom it changes whether they have several.
    pub fn set_user(&mut self, conversation: u32, user: u32) -> [Option<(u32, bool)>; 2] {
        let Some(slot) = self.user_of.get_mut(conversation as usize) else { return [None, None] };
        let before = std::mem::replace(slot, user);
        if before == user {
            return [None, None];
        }
        let mut changed = [None, None];
        if let Some(fewer) = self.conversations_of.get_mut(before as usize) {
            *fewer -= 1;
            changed[0] = (*fewer == 1).then_some((before, false));
        }
        if let Some(more) = self.conversations_of.get_mut(user as usize) {
            *more += 1;
            changed[1] = (*more == 2).then_some((user, true));
        }
        changed
    }

    /// The number of a name; `shown` is its masked form.
    pub fn name(&mut self, dictionary: Dictionary, key: u128, shown: impl FnOnce() -> String) -> Name {
        let known = &mut self.names[dictionary as usize];
        if let Some(number) = known.of_key.get(&key) {
            return Name { number: *number, new: None };
        }
        let mut shown = shown();
        let next = known.of_shown.len();
        // A column of that name that holds something else must not fill every figure with its cells.
        if dictionary == Dictionary::Channel && next >= MOST_CHANNELS && !known.of_shown.contains_key(&shown)
        {
            "other".clone_into(&mut shown);
        }
        let number = *known.of_shown.entry(shown.clone()).or_insert(next as u32);
        known.of_key.insert(key, number);
        Name { number, new: (number as usize == next).then_some(shown) }
    }

    /// Counts an utterance.
    pub fn count(&mut self, role: Role, at: Option<Millis>) {
        self.messages += u64::from(role.is_message());
        if let Some(Millis(at)) = at {
            let (first, last) = self.span.unwrap_or((at, at));
            self.span = Some((first.min(at), last.max(at)));
        }
    }

    /// Bytes of memory that it takes.
    pub fn bytes(&self) -> u64 {
        let names = self.names.iter().map(|known| table(&known.of_key) + texts(&known.of_shown)).sum::<u64>();
        let keys = table(&self.conversation_of_key) + table(&self.user_of_key);
        names + keys + list(&self.user_of) + list(&self.conversations_of)
    }

    /// Goes on with some conversations alone, by their numbers in rising order, from which they are numbered anew.
    /// Users and names keep their numbers.
    pub fn keep_only(&mut self, kept: &[u32]) {
        let mut new_of = vec![NO_NAME; self.user_of.len()];
        for (&number, new) in kept.iter().zip(0..) {
            new_of[number as usize] = new;
        }
        self.user_of = kept.iter().map(|number| self.user_of[*number as usize]).collect();
        self.conversation_of_key.retain(|_, number| {
            *number = new_of[*number as usize];
            *number != NO_NAME
        });
    }

    /// How many conversations there are.
    pub fn conversations(&self) -> u32 {
        self.user_of.len() as u32
    }

    /// How many utterances there are that count as messages.
    pub fn messages(&self) -> u64 {
        self.messages
    }

    /// First and last moment of all utterances.
    pub fn span(&self) -> Option<(i64, i64)> {
        self.span
    }
}

/// The number of a name, and the name where no shard has heard it yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Its number.
    pub number: u32,
    /// What is shown, if it is new.
    pub new: Option<String>,
}
