//! What people taught of utterances: labels of their own, and corrections of what was heard. Both are columns
//! that are there only where something was taught. They are not written with the store: what was taught is
//! kept apart, and used again on whatever is open.

use std::collections::HashMap;

use super::Corpus;
use crate::{language::Heard, size};

/// The columns.
#[derive(Debug, Default)]
pub(super) struct TaughtColumns {
    /// Labels of each utterance, a bit each; as long as the latest that has some.
    labels: Vec<u16>,
    /// What was heard in utterances that were corrected, before they were.
    as_heard: HashMap<u32, Heard>,
}

impl TaughtColumns {
    /// Bytes of memory.
    pub(super) fn bytes(&self) -> u64 {
        size::list(&self.labels) + size::table(&self.as_heard)
    }
}

impl Corpus {
    /// The labels of an utterance that people taught, a bit each.
    pub fn taught(&self, row: u32) -> u16 {
        self.taught.labels.get(row as usize).copied().unwrap_or_default()
    }

    /// Says the labels of an utterance.
    pub fn set_taught(&mut self, row: u32, labels: u16) {
        let at = row as usize;
        if self.taught.labels.len() <= at {
            if labels == 0 {
                return;
            }
            // All that follow are asked about too; growing step by step would copy them time and again.
            self.taught.labels.resize(self.conversation.len().max(at + 1), 0);
        }
        self.taught.labels[at] = labels;
    }

    /// Leaves of the labels of all utterances only these.
    pub fn keep_taught(&mut self, labels: u16) {
        self.taught.labels.iter_mut().for_each(|known| *known &= labels);
        if labels == 0 {
            self.taught.labels = Vec::new();
        }
    }

    /// What was heard in an utterance before anybody corrected it.
    pub fn as_heard(&self, row: u32) -> Heard {
        let known = self.taught.as_heard.get(&row);
        known.or_else(|| self.heard.get(row as usize)).copied().unwrap_or_default()
    }

    /// Says what is heard in an utterance after corrections.
    pub fn correct(&mut self, row: u32, corrected: Heard) {
        let before = self.as_heard(row);
        let Some(heard) = self.heard.get_mut(row as usize) else { return };
        *heard = corrected;
        if corrected == before {
            self.taught.as_heard.remove(&row);
        } else {
            self.taught.as_heard.insert(row, before);
        }
    }
}
