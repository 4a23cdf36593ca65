//! What those who leave at a state have in common: what they are and what they said before they came to it, against
//! those who came to it too and went on.

use std::collections::BTreeMap;

use super::{add_all, add_counts, sampled::Sampled};

/// Words and pairs of words that are told apart at most; of more, those of a fixed part of the conversations are.
const PHRASES: u32 = 1 << 16;

/// What is known of a conversation when it comes to the state: a field, and what stands in it.
type Feature = (&'static str, String);

/// One conversation that comes to the state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Left {
    /// Whether it was abandoned there.
    pub left: bool,
    /// What is known of it by then.
    pub features: Vec<Feature>,
    /// Words and pairs of words that its user said by then, each once.
    pub phrases: Vec<String>,
    /// Whether its words are kept.
    pub has_words: bool,
}

/// Those who left at a state, and those who went on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaving {
    /// Conversations that went on, and that left.
    pub n: [u64; 2],
    /// The same by field and what stands in it.
    pub features: BTreeMap<(String, String), [u64; 2]>,
    /// Phrases of those that went on, and of those that left.
    pub phrases: [Sampled<String>; 2],
}

crate::frozen! { Leaving { n, features, phrases } }

impl Default for Leaving {
    fn default() -> Self {
        Self { n: [0; 2], features: BTreeMap::new(), phrases: [Sampled::new(PHRASES), Sampled::new(PHRASES)] }
    }
}

impl Leaving {
    /// Takes in one conversation, of the level that it has among all.
    pub fn observe(&mut self, one: Left, level: u32) {
        let group = usize::from(one.left);
        self.n[group] += 1;
        for (field, value) in one.features {
            self.features.entry((field.to_owned(), value)).or_default()[group] += 1;
        }
        if one.has_words {
            self.phrases[group].count_one(level);
            one.phrases.into_iter().for_each(|phrase| self.phrases[group].add(phrase, level));
        }
    }

    /// Takes in what another has observed.
    pub fn merge(&mut self, other: Self) {
        add_counts(&mut self.n, other.n);
        add_all(&mut self.features, other.features, add_counts);
        for (mine, theirs) in self.phrases.iter_mut().zip(other.phrases) {
            mine.merge(theirs);
        }
    }
}
