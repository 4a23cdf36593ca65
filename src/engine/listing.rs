//! The list of conversations, in an order and under a condition. Made once for what is read, then
//! cut into stretches.

use serde::{Deserialize, Serialize};

use crate::{
    conversation::{Evidence, Outcome},
    corpus::Corpus,
    insight::outcome_of,
};

/// One conversation in the list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry {
    /// Its number.
    pub conversation: u32,
    /// Messages in it.
    pub messages: u32,
    /// When it began, UTC milliseconds.
    pub started: Option<i64>,
    /// How it ended.
    pub outcome: Outcome,
    /// What says so.
    pub evidence: Evidence,
    /// Row of the first user utterance, for a preview.
    pub first_user_row: Option<u32>,
}

/// Order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// As read.
    #[default]
    Source,
    /// Latest first; those without a time last.
    Newest,
    /// Most messages first.
    Longest,
}

/// All conversations of a corpus.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    entries: Vec<Entry>,
}

impl Listing {
    /// The list of a corpus as it is.
    pub fn of(corpus: &mut Corpus) -> Self {
        let mut entries = Vec::with_capacity(corpus.conversations() as usize);
        corpus.for_each(|view| {
            let (outcome, evidence) = outcome_of(view);
            entries.push(Entry {
                conversation: view.idx,
                messages: view.utterances.iter().filter(|said| said.role.is_message()).count() as u32,
                started: view.utterances.iter().find_map(|said| said.at).map(|at| at.0),
                outcome,
                evidence,
                first_user_row: view
                    .utterances
                    .iter()
                    .find(|said| said.role == crate::conversation::Role::User)
                    .map(|said| said.row),
            });
        });
        Self { entries }
    }

    /// Under a condition: how many there are, and a stretch of them in an order.
    pub fn stretch(
        &self,
        order: Order,
        outcome: Option<Outcome>,
        first: usize,
        count: usize,
    ) -> (usize, Vec<Entry>) {
        let mut chosen: Vec<Entry> = self
            .entries
            .iter()
            .filter(|entry| outcome.is_none_or(|outcome| entry.outcome == outcome))
            .copied()
            .collect();
        match order {
            Order::Source => {}
            // Stable sorts: equals stay as read.
            Order::Newest => chosen.sort_by_key(|entry| std::cmp::Reverse(entry.started)),
            Order::Longest => chosen.sort_by_key(|entry| std::cmp::Reverse(entry.messages)),
        }
        let total = chosen.len();
        (total, chosen.into_iter().skip(first).take(count).collect())
    }
}
