//! The list of conversations, in an order and under a filter. Made once for what is read, sorted once
//! for each order, then cut into stretches.

use serde::{Deserialize, Serialize};

use crate::{
    conversation::{Evidence, Outcome, Rating, Role},
    corpus::Corpus,
    insight::{outcome_of, rating_of_five},
    order::sort_keyed,
};

use super::Selection;

/// One conversation in the list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry {
    /// Its number.
    pub conversation: u32,
    /// Messages in it.
    pub messages: u32,
    /// When it began, UTC milliseconds.
    pub started: Option<i64>,
    /// Its rating.
    pub rating: Option<Rating>,
    /// How it ended.
    pub outcome: Outcome,
    /// What says so.
    pub evidence: Evidence,
    /// Row of the first user utterance, for a preview.
    pub first_user_row: Option<u32>,
}

/// What the list can be ordered by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Column {
    /// The place in the files.
    Source,
    /// When it began.
    #[default]
    Started,
    /// How many messages it has.
    Messages,
    /// How it ended.
    Outcome,
    /// How it was rated, all scales brought to one; a yes or no counts as 5 or 1.
    Rating,
}

impl Column {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Source, Self::Started, Self::Messages, Self::Outcome, Self::Rating];

    /// The name used in links.
    pub fn name(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Started => "started",
            Self::Messages => "messages",
            Self::Outcome => "outcome",
            Self::Rating => "rating",
        }
    }
}

/// Order of the list. Conversations that lack what it goes by come last; equals stay as read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Order {
    /// By what.
    pub by: Column,
    /// Greatest first.
    pub descending: bool,
}

impl Default for Order {
    fn default() -> Self {
        Self { by: Column::Started, descending: true }
    }
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
                rating: view.rating,
                outcome,
                evidence,
                first_user_row: view
                    .utterances
                    .iter()
                    .find(|said| said.role == Role::User)
                    .map(|said| said.row),
            });
        });
        Self { entries }
    }

    /// Those that a selection holds, in an order.
    pub fn sorted(&self, selection: &Selection, order: Order) -> Vec<Entry> {
        let chosen = self.entries.iter().filter(|entry| selection.has(entry.conversation));
        let key: fn(&Entry) -> Option<i64> = match order.by {
            Column::Source if order.descending => return chosen.rev().copied().collect(),
            Column::Source => return chosen.copied().collect(),
            Column::Started => |entry| entry.started,
            Column::Messages => |entry| Some(i64::from(entry.messages)),
            Column::Outcome => |entry| Some(entry.outcome as i64),
            Column::Rating => |entry| entry.rating.map(thousandths),
        };
        let chosen: Vec<&Entry> = chosen.collect();
        let mut keyed: Vec<(i64, u32)> = (0..)
            .zip(&chosen)
            .map(|(at, entry)| match key(entry) {
                Some(value) if order.descending => (!value, at),
                Some(value) => (value, at),
                // Those without stand last either way; no value is as large.
                None => (i64::MAX, at),
            })
            .collect();
        // Equals stay as read.
        sort_keyed(&mut keyed);
        keyed.iter().map(|(_, at)| *chosen[*at as usize]).collect()
    }
}

fn thousandths(rating: Rating) -> i64 {
    let two_valued = if rating.is_top_two() { 5.0 } else { 1.0 };
    (rating_of_five(rating).unwrap_or(two_valued) * 1000.0) as i64
}
