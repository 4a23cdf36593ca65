//! Conversations whose messages are held back for a while, because what is said of a message (its
//! intent, a thumb, an edit, its deletion) comes behind it in the source.
//!
//! Only so many conversations are open at once, each with so many messages, so that memory does not grow
//! with the file. The oldest are passed on first.

use std::collections::VecDeque;

use crate::{conversation::Utterance, ingest::Out};

use super::platforms;

/// Conversations held open.
const OPEN: usize = 64;

/// Messages held of one conversation.
const HELD: usize = 1_000;

/// A message that is held back.
#[derive(Debug)]
pub struct Held {
    /// The source's id of the message.
    pub id: String,
    /// Who says it, as the source names them.
    pub name: String,
    /// What is passed on.
    pub utterance: Utterance<'static>,
}

/// A conversation that is open.
#[derive(Debug, Default)]
pub struct Talk {
    /// Its id.
    pub id: String,
    /// Whoever began it, by the source's id.
    pub user: String,
    /// Whether it was handed to a person.
    pub handed: bool,
    /// What was last offered to choose from: what is sent, and what it reads.
    pub offered: Vec<(String, String)>,
    /// Messages held back.
    pub held: VecDeque<Held>,
}

/// The conversations that are open.
#[derive(Debug, Default)]
pub struct Talks {
    open: VecDeque<Talk>,
}

impl Talks {
    /// The conversation of this id, open from now on.
    pub fn open(&mut self, id: &str, out: &mut Out<'_>) -> &mut Talk {
        let at = self.open.iter().position(|talk| talk.id == id);
        let talk = at.and_then(|at| self.open.remove(at));
        if talk.is_none() && self.open.len() == OPEN {
            self.open.pop_front().into_iter().for_each(|talk| talk.pass_on(out));
        }
        self.open.push_back(talk.unwrap_or_else(|| Talk { id: id.to_owned(), ..Talk::default() }));
        let last = self.open.len() - 1;
        &mut self.open[last]
    }

    /// Passes on all that is held.
    pub fn close(&mut self, out: &mut Out<'_>) {
        self.open.drain(..).for_each(|talk| talk.pass_on(out));
    }
}

impl Talk {
    /// Holds a message.
    pub fn hold(&mut self, held: Held, out: &mut Out<'_>) {
        if self.held.len() == HELD
            && let Some(first) = self.held.pop_front()
        {
            pass_on(&self.id, &first, out);
        }
        self.held.push_back(held);
    }

    /// The held message of this id; the last one where the id is not given.
    pub fn message(&mut self, id: Option<&str>) -> Option<&mut Held> {
        match id {
            Some(id) => self.held.iter_mut().rfind(|held| held.id == id),
            None => self.held.back_mut(),
        }
    }

    fn pass_on(self, out: &mut Out<'_>) {
        self.held.iter().for_each(|held| pass_on(&self.id, held, out));
    }
}

fn pass_on(conversation: &str, held: &Held, out: &mut Out<'_>) {
    let mut utterance = held.utterance.clone();
    utterance.role = platforms::role(conversation, &held.name, utterance.role, out);
    platforms::say(conversation, &utterance, out);
}
