//! The list of conversations, in an order and under a filter. A shard gives what orders its own, the lead
//! merges them once, and stretches of it are asked for by number.

use serde::{Deserialize, Serialize};

use crate::{
    binary::{Frozen, In, Out},
    conversation::{Evidence, Outcome, Rating, Role},
    corpus::{ConversationView, Corpus, Place},
    insight::{ReadOff, rating_of_five},
    order::sort_keyed,
};

use super::{Selection, cases::Cases};

/// One conversation, as far as the list goes by it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry {
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

crate::frozen! { Order { by, descending } }
crate::frozen_by_place! { Column }

/// The conversations of a shard, in the order of the source.
pub(super) fn entries(corpus: &mut Corpus, cases: &Cases) -> Vec<Entry> {
    let mut entries = Vec::with_capacity(corpus.conversations() as usize);
    corpus.for_each(|view| entries.push(entry(view, cases.read(view.idx))));
    entries
}

fn entry(view: &ConversationView<'_>, read: &ReadOff) -> Entry {
    let &ReadOff { outcome, evidence, .. } = read;
    Entry {
        messages: view.utterances.iter().filter(|said| said.role.is_message()).count() as u32,
        started: view.utterances.iter().find_map(|said| said.at).map(|at| at.0),
        rating: view.rating,
        outcome,
        evidence,
        first_user_row: view.utterances.iter().find(|said| said.role == Role::User).map(|said| said.row),
    }
}

/// Chosen conversations, each with what orders it; ascending by it, equals in the order of the source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    keys: Vec<i64>,
    /// Numbers among the conversations of all shards.
    conversations: Vec<u32>,
}

/// The keys of a shard's chosen conversations.
pub(super) fn keys(entries: &[Entry], place: Place, selection: &Selection, order: Order) -> Keys {
    let key: fn(&Entry) -> Option<i64> = match order.by {
        Column::Source => |_| Some(0),
        Column::Started => |entry| entry.started,
        Column::Messages => |entry| Some(i64::from(entry.messages)),
        Column::Outcome => |entry| Some(entry.outcome as i64),
        Column::Rating => |entry| entry.rating.map(thousandths),
    };
    let chosen = entries.iter().zip(0..).filter(|(_, number)| selection.has(*number));
    let keyed = chosen.map(|(entry, number)| {
        let conversation = place.among_all(number);
        let key = match key(entry) {
            Some(_) if order.by == Column::Source => i64::from(conversation),
            Some(value) => value,
            // Those without stand last either way; no value is as large.
            None => return (i64::MAX, conversation),
        };
        (if order.descending { !key } else { key }, conversation)
    });
    let mut keyed: Vec<(i64, u32)> = keyed.collect();
    sort_keyed(&mut keyed);
    let (keys, conversations) = keyed.into_iter().unzip();
    Keys { keys, conversations }
}

impl Keys {
    /// The conversations of all shards in order.
    pub(super) fn merged(parts: Vec<Self>) -> Vec<u32> {
        let mut parts = parts;
        if let [one] = parts.as_mut_slice() {
            return std::mem::take(&mut one.conversations);
        }
        let mut keyed: Vec<(i64, u32)> =
            parts.into_iter().flat_map(|part| part.keys.into_iter().zip(part.conversations)).collect();
        sort_keyed(&mut keyed);
        keyed.into_iter().map(|(_, conversation)| conversation).collect()
    }
}

impl Frozen for Keys {
    fn freeze(&self, out: &mut Out) {
        out.moments(&mut self.keys.iter().copied());
        out.words(&mut self.conversations.iter().copied());
    }

    fn thaw(from: &mut In<'_>) -> Option<Self> {
        let (keys, conversations) = (from.moments()?, from.words()?);
        (keys.len() == conversations.len()).then_some(Self { keys, conversations })
    }
}

/// Characters of a preview.
const PREVIEW: usize = 140;

/// One conversation in the list, for the screen.
#[derive(Clone, Debug, PartialEq)]
pub struct ListRow {
    /// Its number, for asking for its transcript.
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
    /// Its id in the source, masked.
    pub id: String,
    /// Its user, masked; empty if unknown.
    pub user: String,
    /// Its channel; empty if unknown.
    pub channel: String,
    /// Beginning of the first user utterance, masked.
    pub preview: String,
}

impl Eq for ListRow {}

crate::frozen! {
    ListRow { conversation, messages, started, rating, outcome, evidence, id, user, channel, preview }
}

/// The row of a conversation, by its number in the shard.
pub(super) fn row(corpus: &mut Corpus, cases: &Cases, number: u32) -> Option<ListRow> {
    let conversation = corpus.place().among_all(number);
    corpus.with(number, |corpus, view| {
        let (entry, card) = (entry(view, cases.read(number)), corpus.card(number));
        ListRow {
            conversation,
            messages: entry.messages,
            started: entry.started,
            rating: entry.rating,
            outcome: entry.outcome,
            evidence: entry.evidence,
            id: card.id.to_owned(),
            user: card.user.unwrap_or_default().to_owned(),
            channel: card.channel.unwrap_or_default().to_owned(),
            preview: entry.first_user_row.map(|row| preview(&corpus.text(row))).unwrap_or_default(),
        }
    })
}

fn preview(text: &str) -> String {
    text.chars().take(PREVIEW).map(|c| if c == '\n' { ' ' } else { c }).collect()
}

fn thousandths(rating: Rating) -> i64 {
    let two_valued = if rating.is_top_two() { 5.0 } else { 1.0 };
    (rating_of_five(rating).unwrap_or(two_valued) * 1000.0) as i64
}
