//! What adapters make of what widgets and transports hand over: the same few events, whatever it came by.

use crate::conversation::{Facts, Utterance};

/// Something that happened in a chat, raw: it is masked on its way into the store.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// Something was said.
    Said(Said),
    /// Something was told of a conversation.
    Told(Told),
    /// A conversation begins or goes on: what names none is of this one.
    In(String),
    /// The conversation is over: what names none begins another.
    Over,
}

/// Something that was said.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// The source's id of the conversation; `None` for that which is going on.
    pub conversation: Option<String>,
    /// The source's id of the message, by which it is known when it comes again.
    pub id: Option<String>,
    /// What was said. Without a time it is of the moment at which it came.
    pub utterance: Utterance<'static>,
    /// How it came.
    pub manner: Manner,
}

/// How something that was said came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Manner {
    /// Whole, as it was said.
    #[default]
    Now,
    /// Shown once more, as a widget shows what was said before: known messages are not counted twice, also where
    /// they have no id.
    Again,
    /// A piece of an answer that is being written; the pieces of one id, or of one conversation, are joined.
    Piece {
        /// Whether it is the last one.
        last: bool,
    },
}

/// Something that was told of a conversation.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// The source's id of the conversation; `None` for that which is going on.
    pub conversation: Option<String>,
    /// What was told.
    pub facts: Facts<'static>,
}

impl Said {
    /// Something said in the conversation that is going on.
    pub fn now(utterance: Utterance<'static>) -> Self {
        Self { conversation: None, id: None, utterance, manner: Manner::Now }
    }

    /// The same in a conversation of this id.
    #[must_use]
    pub fn within(self, conversation: Option<&str>) -> Self {
        Self { conversation: conversation.map(str::to_owned), ..self }
    }

    /// The same with an id of its own.
    #[must_use]
    pub fn known_as(self, id: Option<&str>) -> Self {
        Self { id: id.map(str::to_owned), ..self }
    }

    /// The same, come in another manner.
    #[must_use]
    pub fn come(self, manner: Manner) -> Self {
        Self { manner, ..self }
    }
}

impl Told {
    /// Something told of the conversation that is going on.
    pub fn of(facts: Facts<'static>) -> Self {
        Self { conversation: None, facts }
    }
}
