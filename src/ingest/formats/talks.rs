//! Conversations whose messages are held back for a while, because what is said of a message (its
//! intent, a thumb, an edit, its deletion) comes behind it in the source.
//!
//! Only so many conversations are open at once, each with so many messages, so that memory does not grow
//! with the file. The oldest are passed on first.

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
    pub held: Vec<Held>,
}

/// The conversations that are open.
#[derive(Debug, Default)]
pub struct Talks {
    open: Vec<Talk>,
}

impl Talks {
    /// The conversation of this id, open from now on.
    pub fn open(&mut self, id: &str, out: &mut Out<'_>) -> &mut Talk {
        let at = self.open.iter().position(|talk| talk.id == id);
        let talk = match at {
            Some(at) => self.open.remove(at),
            None => Talk { id: id.to_owned(), ..Talk::default() },
        };
        if self.open.len() == OPEN {
            self.open.remove(0).pass_on(HELD, out);
        }
        self.open.push(talk);
        let last = self.open.len() - 1;
        &mut self.open[last]
    }

    /// Passes on all that is held.
    pub fn close(&mut self, out: &mut Out<'_>) {
        for talk in &mut self.open {
            talk.pass_on(HELD, out);
        }
        self.open.clear();
    }
}

impl Talk {
    /// Holds a message.
    pub fn hold(&mut self, held: Held, out: &mut Out<'_>) {
        if self.held.len() == HELD {
            self.pass_on(HELD / 2, out);
        }
        self.held.push(held);
    }

    /// The held message of this id; the last one where the id is not given.
    pub fn message(&mut self, id: Option<&str>) -> Option<&mut Held> {
        match id {
            Some(id) => self.held.iter_mut().rfind(|held| held.id == id),
            None => self.held.last_mut(),
        }
    }

    /// Passes on the first of what is held, so many at most.
    fn pass_on(&mut self, most: usize, out: &mut Out<'_>) {
        for mut held in self.held.drain(..most.min(self.held.len())) {
            held.utterance.role = platforms::role(&self.id, &held.name, held.utterance.role, out);
            platforms::say(&self.id, &held.utterance, out);
        }
    }
}
