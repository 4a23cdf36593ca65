//! What people teach: labels of their own, each by a few examples, and corrections of the labels that the
//! model gives. Both are used on every message from then on.
//!
//! 1. A [`Lesson`] names a label and shows examples; [`learn`] makes a [`TaughtLabel`] of it: a linear head
//!    on what a message means ([`fit`]), and, by holding examples back, how good it is.
//! 2. A [`Correction`] says of one message that a label is right or wrong, and what it is instead. It holds of
//!    that message, and of messages that say nearly the same ([`correction`]).
//! 3. [`Taught`] is all of it, and [`file`] is how it travels.
//!
//! The same examples in the same order and the same sample of other messages give the same head to the bit.

mod correction;
mod features;
mod file;
mod fit;
mod head;

pub use correction::{Correction, Corrector, Target, key_of};
pub use features::Features;
pub use file::Refusal;
pub use fit::{FEWEST, TooFew, learn};
pub use head::Head;

use crate::text::model::Model;

/// Labels that can be taught: as many as a message has bits for.
pub const MOST_LABELS: usize = 16;

/// Corrections that are held.
pub const MOST_CORRECTIONS: usize = 500;

/// Examples of one label.
pub const MOST_EXAMPLES: usize = 200;

/// From so many examples on, holding some back tells how good a label is.
pub const TELLING: usize = 10;

/// Characters of a label's name.
pub const LONGEST_NAME: usize = 60;

/// What a label is taught by. Texts are masked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lesson {
    /// What the label is called.
    pub name: String,
    /// Messages that have it.
    pub examples: Vec<String>,
    /// Messages that look like it and do not have it.
    pub others: Vec<String>,
}

/// How good a label is, found by holding back a part of the examples in turn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Quality {
    /// Examples that it was taught by.
    pub examples: u32,
    /// Messages that do not have it: those that were shown, and a sample of the others.
    pub others: u32,
    /// Of the sample, messages that were left out because they say nearly what an example says.
    pub near: u32,
    /// Examples that were recognised when they were held back.
    pub hits: u32,
    /// Other messages that were taken for it when they were held back.
    pub mistaken: u32,
}

crate::frozen! {
    Lesson { name, examples, others }
    Quality { examples, others, near, hits, mistaken }
}

impl Quality {
    /// Of what was taken for it, the share that has it; `None` where nothing was.
    pub fn precision(self) -> Option<f64> {
        share(self.hits, self.hits + self.mistaken)
    }

    /// Of what has it, the share that was recognised.
    pub fn recall(self) -> Option<f64> {
        share(self.hits, self.examples)
    }

    /// The harmonic mean of both.
    pub fn f1(self) -> Option<f64> {
        share(2 * self.hits, self.examples + self.hits + self.mistaken)
    }

    /// Whether there were enough examples for these shares to say much.
    pub fn is_telling(self) -> bool {
        self.examples as usize >= TELLING
    }
}

fn share(n: u32, of: u32) -> Option<f64> {
    (of > 0).then(|| f64::from(n) / f64::from(of))
}

/// A label that was taught.
#[derive(Clone, Debug, PartialEq)]
pub struct TaughtLabel {
    /// Which of a message's bits is its.
    pub slot: u32,
    /// Sum of the language model that it was taught with; it says nothing with another.
    pub model: u64,
    /// How it is recognised.
    pub head: Head,
    /// How well.
    pub quality: Quality,
    /// What it was taught by. Without its texts where they were not to go along.
    pub lesson: Lesson,
}

crate::frozen! {
    TaughtLabel { slot, model, head, quality, lesson }
    Taught { labels, corrections }
}

impl TaughtLabel {
    /// Its bit of a message.
    pub fn bit(&self) -> u16 {
        1 << (self.slot % MOST_LABELS as u32)
    }
}

/// All that was taught.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Taught {
    labels: Vec<TaughtLabel>,
    corrections: Vec<Correction>,
}

impl Taught {
    /// The labels, in the order in which they were first taught.
    pub fn labels(&self) -> &[TaughtLabel] {
        &self.labels
    }

    /// The corrections, the latest last.
    pub fn corrections(&self) -> &[Correction] {
        &self.corrections
    }

    /// Whether nothing was taught.
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty() && self.corrections.is_empty()
    }

    /// Takes a label in, in the place of one of the same name. Whether there was room for it.
    pub fn put(&mut self, label: TaughtLabel) -> bool {
        let known = self.labels.iter().position(|known| is_same(&known.lesson.name, &label.lesson.name));
        let free = (0..MOST_LABELS as u32).find(|slot| self.labels.iter().all(|known| known.slot != *slot));
        match (known, free) {
            (Some(at), _) => self.labels[at] = TaughtLabel { slot: self.labels[at].slot, ..label },
            (None, Some(slot)) => self.labels.push(TaughtLabel { slot, ..label }),
            (None, None) => return false,
        }
        true
    }

    /// Forgets the label of that name.
    pub fn forget(&mut self, name: &str) {
        self.labels.retain(|label| !is_same(&label.lesson.name, name));
    }

    /// Takes a correction in, in the place of an earlier one of the same message and kind. Whether there was
    /// room for it.
    pub fn correct(&mut self, correction: Correction) -> bool {
        self.corrections.retain(|known| !correction.replaces(known));
        let has_room = self.corrections.len() < MOST_CORRECTIONS;
        if has_room {
            self.corrections.push(correction);
        }
        has_room
    }

    /// Takes back the latest correction of a message and label, or all corrections where none is named.
    pub fn take_back(&mut self, which: Option<(u64, Target)>) {
        match which {
            Some((at, target)) => self.corrections.retain(|known| (known.at, known.target) != (at, target)),
            None => self.corrections.clear(),
        }
    }

    /// Takes in all that another holds; what is of the same name comes in place of what is here. Whether there
    /// was room for all.
    pub fn merge(&mut self, other: Self) -> bool {
        let mut had_room = true;
        for label in other.labels {
            had_room &= self.put(label);
        }
        for correction in other.corrections {
            had_room &= self.correct(correction);
        }
        had_room
    }

    /// The labels of a user's message that was read, a bit each by its slot.
    pub fn given(&self, model: &Model, message: &Features) -> u16 {
        let is_given = |label: &&TaughtLabel| label.model == model.sum() && label.head.is_given(message);
        self.labels.iter().filter(is_given).fold(0, |bits, label| bits | label.bit())
    }

    /// Whether some label goes by words, besides what a message means.
    pub fn knows_words(&self) -> bool {
        self.labels.iter().any(|label| label.head.knows_words())
    }

    /// The names by their slots; that of a free one is empty.
    pub fn names(&self) -> Vec<String> {
        let slots = self.labels.iter().map(|label| label.slot + 1).max().unwrap_or_default();
        let mut names = vec![String::new(); slots as usize];
        for label in &self.labels {
            names[label.slot as usize].clone_from(&label.lesson.name);
        }
        names
    }

    /// The same without the texts that it was taught by: for who only uses it.
    #[must_use]
    pub fn to_use(&self) -> Self {
        let bare = |label: &TaughtLabel| TaughtLabel {
            lesson: Lesson { name: label.lesson.name.clone(), ..Lesson::default() },
            ..label.clone()
        };
        Self { labels: self.labels.iter().map(bare).collect(), corrections: self.corrections.clone() }
    }

    /// Whether it could have been taught here: names and numbers are within their bounds.
    fn is_sound(&self) -> bool {
        let labels = self.labels.iter().enumerate().all(|(at, label)| {
            let name = &label.lesson.name;
            (label.slot as usize) < MOST_LABELS
                && (1..=LONGEST_NAME).contains(&name.chars().count())
                && self.labels[..at]
                    .iter()
                    .all(|other| other.slot != label.slot && !is_same(&other.lesson.name, name))
        });
        labels && self.corrections.len() <= MOST_CORRECTIONS
    }
}

/// Whether two names are one in a filter.
fn is_same(one: &str, two: &str) -> bool {
    one.to_lowercase() == two.to_lowercase()
}
