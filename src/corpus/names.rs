//! Names that repeat (channels, languages, variants, intents, tags) by their number.

use crate::size;

/// What a name is a name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dictionary {
    /// Where a conversation took place.
    Channel,
    /// Its language tag.
    Language,
    /// Its experiment variant or bot version.
    Variant,
    /// The source's intent of an utterance.
    Intent,
    /// A label of a conversation.
    Tag,
    /// The model that wrote an utterance.
    Model,
}

impl Dictionary {
    /// All of them, in the order in which they are written.
    pub const ALL: [Self; 6] =
        [Self::Channel, Self::Language, Self::Variant, Self::Intent, Self::Tag, Self::Model];
}

/// The names of one dictionary, in order of first appearance.
#[derive(Clone, Debug, Default)]
pub struct Names {
    all: Vec<String>,
    /// Bytes of all of them.
    letters: u64,
}

/// The number of no name.
pub const NO_NAME: u32 = u32::MAX;

impl Names {
    /// Takes the next name.
    pub fn push(&mut self, name: &str) {
        self.letters += name.len() as u64;
        self.all.push(name.to_owned());
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Bytes of memory that they take.
    pub fn bytes(&self) -> u64 {
        size::list(&self.all) + self.letters
    }

    /// The name of a number; `None` for [`NO_NAME`].
    pub fn name(&self, number: u32) -> Option<&str> {
        self.all.get(number as usize).map(String::as_str)
    }
}
