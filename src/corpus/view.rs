//! What an insight sees of a conversation: facts, times and marks; never text.

use crate::{
    conversation::{Millis, Outcome, Rating, Role},
    language::{Heard, Marks},
};

/// One utterance, in the total order of its conversation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct UtteranceView {
    /// Who speaks.
    pub role: Role,
    /// When, if known.
    pub at: Option<Millis>,
    /// What it does.
    pub marks: Marks,
    /// What is heard in it.
    pub heard: Heard,
    /// Labels that people taught, a bit each by its slot.
    pub taught: u16,
    /// Row in the corpus, for its text.
    pub row: u32,
}

/// One conversation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ConversationView<'a> {
    /// Dense number of the conversation.
    pub idx: u32,
    /// Dense number of its user; `None` where the source has no stable id.
    pub user: Option<u32>,
    /// Whether that user has further conversations in the store.
    pub returning: bool,
    /// Channel, as the source spells it.
    pub channel: Option<&'a str>,
    /// Its rating.
    pub rating: Option<Rating>,
    /// What the source states about the outcome.
    pub stated: Option<Outcome>,
    /// Whether the source states a handoff.
    pub handoff: Option<bool>,
    /// What was said, in order, notices included.
    pub utterances: &'a [UtteranceView],
}
