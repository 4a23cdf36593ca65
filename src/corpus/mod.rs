//! The store of one analysis: columns per utterance and per conversation, masked text in an arena.
//!
//! Invariant: no raw text enters; what is stored was masked. Conversations and users get dense
//! numbers in order of first appearance, so that the same bytes give the same numbers.

mod view;

pub use view::{ConversationView, UtteranceView};
