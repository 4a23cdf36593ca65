//! What a conversation is about, as far as its first words say, and whether its user brings that again.
//!
//! The first is taken in while messages are heard, so that it does not depend on whose words are kept; the second
//! is found among all shards once everything is read, and is all that is saved of both.

use super::{Corpus, NO_NAME, NO_TIME, UtteranceView};
use crate::{conversation::Role, language::Marks, size::list, text::model::Sketch};

/// Whether a conversation's user brings its matter again within 7 days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Again(u8);

impl Again {
    /// Not, and the 7 days are over.
    pub const NOT: Self = Self(1);
    /// Not until the end of the data, which came before the 7 days were over.
    pub const NOT_YET: Self = Self(2);
    /// It comes again.
    pub const YES: Self = Self(3);

    /// Whether anything can be said of it: not without a user, a time or a matter.
    pub fn is_known(self) -> bool {
        self != Self::default()
    }

    /// Whether it comes again.
    pub fn is_repeated(self) -> bool {
        self == Self::YES
    }

    /// Whether it may still come again.
    pub fn is_open(self) -> bool {
        self == Self::NOT_YET
    }
}

/// By conversation.
#[derive(Debug, Default)]
pub(super) struct Matters {
    /// Rows of the messages whose sketches these are.
    rows: Vec<u32>,
    sketches: Vec<Sketch>,
    /// Empty until it is told.
    again: Vec<Again>,
    /// Whether that comes from a store that was saved: then what it was found by is gone.
    saved: bool,
}

impl Matters {
    /// Bytes of memory.
    pub(super) fn bytes(&self) -> u64 {
        list(&self.rows) + list(&self.sketches) + list(&self.again)
    }

    /// What was told, as bytes; empty if nothing was.
    pub(super) fn told(&self) -> impl ExactSizeIterator<Item = u8> {
        self.again.iter().map(|again| again.0)
    }

    /// Takes what was told of so many conversations. `None` where it cannot be of these.
    pub(super) fn tell(&mut self, told: Vec<u8>, conversations: usize) -> Option<()> {
        self.again = told.into_iter().map(|again| Again(if again > 3 { 0 } else { again })).collect();
        self.saved = !self.again.is_empty();
        (!self.saved || self.again.len() == conversations).then_some(())
    }

    /// Whether a conversation's sketch is that of this row.
    pub(super) fn is_of(&self, conversation: u32, row: u32) -> bool {
        self.rows.get(conversation as usize) == Some(&row)
    }

    /// Takes what another store knows of one of its conversations, which is so-manieth here. Of those before it
    /// nothing is known, where none of them was told.
    pub(super) fn take(&mut self, taken: u32, from: &Self, number: u32) {
        if !(self.again.is_empty() && from.again.is_empty()) {
            self.again.resize(taken as usize, Again::default());
            self.again.push(from.again.get(number as usize).copied().unwrap_or_default());
            self.saved = true;
        }
    }
}

impl Corpus {
    /// Says what the message that was stored last means, one of a user that is more than a greeting. The earliest of
    /// a conversation is what it is about.
    pub fn set_matter(&mut self, conversation: u32, sketch: Sketch) {
        let (at, row) = (conversation as usize, self.utterances().saturating_sub(1));
        let matters = &mut self.matters;
        if matters.rows.len() <= at {
            matters.rows.resize(at + 1, NO_NAME);
            matters.sketches.resize(at + 1, Sketch::default());
        }
        // One without a time stands with the one before it, and is none that comes before.
        let time = |row: u32| self.at[row as usize];
        let earlier = |known: u32| time(row) != NO_TIME && time(row) < time(known);
        if matters.rows[at] == NO_NAME || earlier(matters.rows[at]) {
            (matters.rows[at], matters.sketches[at]) = (row, sketch);
        }
    }

    /// What the first message of a conversation that says enough means; nothing, where there is none.
    pub fn sketch_of_matter(&self, conversation: u32) -> Sketch {
        self.matters.sketches.get(conversation as usize).copied().unwrap_or_default()
    }

    /// The number of the source's intent of the first message of a conversation that is more than a greeting and has
    /// one.
    pub fn intent_of_matter(&mut self, conversation: u32) -> Option<u32> {
        self.with(conversation, |corpus, view| {
            let asks = |said: &&UtteranceView| said.role == Role::User && !said.marks.has(Marks::GREETING);
            let intent = |said: &UtteranceView| corpus.intent[said.row as usize];
            let mut intents = view.utterances.iter().filter(asks).map(intent);
            intents.find(|intent| *intent != NO_NAME)
        })?
    }

    /// Whether it was saved with what came again, which cannot be found anew.
    pub fn knows_again(&self) -> bool {
        self.matters.saved
    }

    /// Says of all conversations whether their matters come again.
    pub fn set_again(&mut self, again: Vec<Again>) {
        self.matters.again = again;
    }

    /// Forgets it, as more is read.
    pub fn forget_again(&mut self) {
        (self.matters.again, self.matters.saved) = (Vec::new(), false);
    }

    /// Whether the matter of a conversation comes again.
    pub fn again(&self, conversation: u32) -> Again {
        self.matters.again.get(conversation as usize).copied().unwrap_or_default()
    }
}
