//! The store of one shard: columns per utterance and per conversation, masked text in an arena.
//!
//! Invariants. (1) No raw text enters; what is stored was masked. (2) Conversations, users and names have
//! dense numbers in order of first appearance in the source, given by who reads it, so that the same bytes
//! give the same numbers however many shards there are. Conversation `n` of all is the `n / of`th of shard
//! `n % of`. (3) The utterances of a conversation are seen in a total order: time, then position in the
//! source; one without a time stands with the one before it.

mod again;
mod appended;
mod arena;
mod columns;
mod custom;
mod details;
mod frozen;
mod memory;
mod names;
mod parts;
mod taught;
mod view;
mod weighed;

use std::{borrow::Cow, collections::HashMap};

use crate::{
    conversation::{Millis, Outcome, Rating, Role},
    language::{Heard, Marks},
    order,
};

use again::Matters;
use arena::{Arena, TextSpan};
use custom::Custom;
use details::DetailColumns;
use names::Names;
use taught::TaughtColumns;
use weighed::WeightColumns;

pub use again::Again;
pub use arena::Elsewhere;
pub use custom::MOST_VALUES;
pub use details::{DetailRow, replies_as_text};
pub use frozen::VERSION;
pub use names::{Dictionary, NO_NAME};
pub use parts::Place;
pub use view::{ConversationView, UtteranceView};
pub use weighed::Weighed;

/// A time that is not there.
const NO_TIME: i64 = i64::MIN;

/// A confidence that is not there.
const NO_CONFIDENCE: u16 = u16::MAX;

/// What is stored of a conversation besides its utterances.
#[derive(Clone, Debug)]
struct ConversationRow {
    id: TextSpan,
    user: u32,
    channel: u32,
    language: u32,
    variant: u32,
    rating: Option<Rating>,
    stated: Option<Outcome>,
    handoff: Option<bool>,
}

/// An utterance to store. Its text is masked.
#[derive(Clone, Copy, Debug)]
pub struct UtteranceRow<'t> {
    /// Who speaks.
    pub role: Role,
    /// When.
    pub at: Option<Millis>,
    /// What it does.
    pub marks: Marks,
    /// What is heard in it.
    pub heard: Heard,
    /// Masked text.
    pub text: &'t str,
    /// Number of the source's intent.
    pub intent: Option<u32>,
    /// The source's confidence in it, 0 to 1.
    pub confidence: Option<f64>,
    /// What else the source knows of it.
    pub details: DetailRow<'t>,
    /// What its masked words weigh.
    pub weighed: Weighed<'t>,
}

/// What is known of a conversation besides its utterances, for showing it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Card<'c> {
    /// Its id, masked.
    pub id: &'c str,
    /// Its user's id, masked.
    pub user: Option<&'c str>,
    /// Its channel.
    pub channel: Option<&'c str>,
    /// Its language tag.
    pub language: Option<&'c str>,
    /// Its variant.
    pub variant: Option<&'c str>,
    /// Its tags.
    pub tags: Vec<&'c str>,
}

/// The store.
#[derive(Debug, Default)]
pub struct Corpus {
    place: Place,
    /// Ids of conversations and users.
    ids: Arena,
    /// What was said.
    texts: Arena,
    /// How often the texts that are kept were halved.
    halvings: u32,
    conversations: Vec<ConversationRow>,
    /// Masked ids of users by their number; of those that this shard has not met, none.
    users: Vec<Option<TextSpan>>,
    /// Users with more than one conversation in all shards, a bit each.
    returning: Vec<u64>,
    names: [Names; Dictionary::ALL.len()],
    /// Tags of the conversations that have some.
    tags: HashMap<u32, Vec<u32>>,
    custom: Custom,
    // One entry per utterance, in the order of the source.
    conversation: Vec<u32>,
    role: Vec<Role>,
    at: Vec<i64>,
    marks: Vec<Marks>,
    heard: Vec<Heard>,
    text: Vec<TextSpan>,
    intent: Vec<u32>,
    confidence: Vec<u16>,
    taught: TaughtColumns,
    details: DetailColumns,
    matters: Matters,
    weights: WeightColumns,
    messages: u64,
    index: Index,
}

/// Utterances by conversation, in order. Made when asked for after a change.
#[derive(Debug, Default)]
struct Index {
    rows: Vec<u32>,
    /// Begin of each conversation in `rows`, and the end.
    begins: Vec<u32>,
    utterances: usize,
    conversations: usize,
}

impl Corpus {
    /// The empty store of a shard.
    pub fn new(place: Place) -> Self {
        Self { place, ..Self::default() }
    }

    /// Which shard this is.
    pub fn place(&self) -> Place {
        self.place
    }

    /// Begins the shard's next conversation; `id` is its masked id.
    pub fn begin_conversation(&mut self, id: &str) {
        let id = self.ids.push(id);
        self.conversations.push(ConversationRow {
            id,
            user: NO_NAME,
            channel: NO_NAME,
            language: NO_NAME,
            variant: NO_NAME,
            rating: None,
            stated: None,
            handoff: None,
        });
    }

    /// Says whose conversation it is; `shown` is the user's masked id.
    pub fn set_user(&mut self, conversation: u32, user: u32, shown: &str) {
        let at = user as usize;
        if self.users.len() <= at {
            self.users.resize(at + 1, None);
        }
        if self.users[at].is_none() {
            self.users[at] = Some(self.ids.push(shown));
        }
        self.row_mut(conversation, |row| row.user = user);
    }

    /// Says whether a user has further conversations, in this shard or another.
    pub fn set_returning(&mut self, user: u32, returning: bool) {
        let (word, bit) = (user as usize / 64, 1u64 << (user % 64));
        if self.returning.len() <= word {
            self.returning.resize(word + 1, 0);
        }
        let word = &mut self.returning[word];
        *word = if returning { *word | bit } else { *word & !bit };
    }

    /// Takes the next name of a dictionary; all shards learn all names, in one order.
    pub fn learn(&mut self, dictionary: Dictionary, name: &str) {
        self.names[dictionary as usize].push(name);
    }

    /// Says the channel, the language or the variant, or adds a tag, by the number of its name.
    pub fn set_name(&mut self, conversation: u32, dictionary: Dictionary, number: u32) {
        match dictionary {
            Dictionary::Channel => self.row_mut(conversation, |row| row.channel = number),
            Dictionary::Language => self.row_mut(conversation, |row| row.language = number),
            Dictionary::Variant => self.row_mut(conversation, |row| row.variant = number),
            Dictionary::Tag => {
                let tags = self.tags.entry(conversation).or_default();
                if !tags.contains(&number) {
                    tags.push(number);
                }
            }
            // Utterances have them, conversations have none.
            Dictionary::Intent | Dictionary::Model => {}
        }
    }

    /// Says the rating.
    pub fn set_rating(&mut self, conversation: u32, rating: Rating) {
        self.row_mut(conversation, |row| row.rating = Some(rating));
    }

    /// Says what the source states of the outcome.
    pub fn set_stated(&mut self, conversation: u32, outcome: Outcome) {
        self.row_mut(conversation, |row| row.stated = Some(outcome));
    }

    /// Says whether a person took over. Once yes, always yes.
    pub fn set_handoff(&mut self, conversation: u32, handoff: bool) {
        self.row_mut(conversation, |row| row.handoff = Some(handoff || row.handoff == Some(true)));
    }

    fn row_mut(&mut self, conversation: u32, change: impl FnOnce(&mut ConversationRow)) {
        if let Some(row) = self.conversations.get_mut(conversation as usize) {
            change(row);
        }
    }

    /// Stores an utterance.
    pub fn push(&mut self, conversation: u32, row: &UtteranceRow<'_>) {
        let keeps_words = self.keeps_words(conversation);
        let span = self.texts.push(if keeps_words { row.text } else { "" });
        if row.details != DetailRow::default() {
            self.push_details(self.utterances(), &row.details, keeps_words);
        }
        self.conversation.push(conversation);
        self.role.push(row.role);
        self.at.push(row.at.map_or(NO_TIME, |at| at.0));
        self.marks.push(row.marks);
        self.heard.push(row.heard);
        self.text.push(span);
        self.intent.push(row.intent.unwrap_or(NO_NAME));
        let confidence = row.confidence.filter(|value| (0.0..=1.0).contains(value));
        self.confidence.push(confidence.map_or(NO_CONFIDENCE, |value| (value * 10_000.0).round() as u16));
        self.weights.push(row.weighed);
        self.messages += u64::from(row.role.is_message());
    }

    /// Number of conversations.
    pub fn conversations(&self) -> u32 {
        self.conversations.len() as u32
    }

    /// Number of utterances that count as messages.
    pub fn messages(&self) -> u64 {
        self.messages
    }

    /// First and last moment of all utterances.
    pub fn span(&self) -> Option<(i64, i64)> {
        let times = || self.at.iter().copied().filter(|at| *at != NO_TIME);
        Some((times().min()?, times().max()?))
    }

    /// Shows every conversation in the order of first appearance.
    pub fn for_each(&mut self, mut visit: impl FnMut(&ConversationView<'_>)) {
        self.for_each_with(|_, view| visit(view));
    }

    /// As [`Self::for_each`], with the store at hand for texts and names.
    pub fn for_each_with(&mut self, mut visit: impl FnMut(&Self, &ConversationView<'_>)) {
        self.build_index();
        let mut said = Vec::new();
        for number in 0..self.conversations() {
            if let Some(view) = self.view(number, &mut said) {
                visit(self, &view);
            }
        }
    }

    /// Shows one conversation.
    pub fn with<T>(
        &mut self,
        conversation: u32,
        visit: impl FnOnce(&Self, &ConversationView<'_>) -> T,
    ) -> Option<T> {
        self.build_index();
        let mut said = Vec::new();
        let view = self.view(conversation, &mut said)?;
        Some(visit(self, &view))
    }

    /// A conversation without its utterances.
    pub fn bare(&self, conversation: u32) -> Option<ConversationView<'_>> {
        let row = self.conversations.get(conversation as usize)?;
        Some(ConversationView {
            idx: conversation,
            user: (row.user != NO_NAME).then_some(row.user),
            returning: self
                .returning
                .get(row.user as usize / 64)
                .is_some_and(|word| word & (1 << (row.user % 64)) != 0),
            channel: self.name(Dictionary::Channel, row.channel),
            rating: row.rating,
            stated: row.stated,
            handoff: row.handoff,
            utterances: &[],
        })
    }

    /// What is known of a conversation besides its utterances.
    pub fn card(&self, conversation: u32) -> Card<'_> {
        let Some(row) = self.conversations.get(conversation as usize) else { return Card::default() };
        let tags = self.tags.get(&conversation);
        Card {
            id: self.ids.here(row.id),
            user: self.users.get(row.user as usize).and_then(|user| Some(self.ids.here((*user)?))),
            channel: self.name(Dictionary::Channel, row.channel),
            language: self.name(Dictionary::Language, row.language),
            variant: self.name(Dictionary::Variant, row.variant),
            tags: tags.into_iter().flatten().filter_map(|tag| self.name(Dictionary::Tag, *tag)).collect(),
        }
    }

    fn name(&self, dictionary: Dictionary, number: u32) -> Option<&str> {
        self.names[dictionary as usize].name(number)
    }

    /// Number of utterances, notices among them.
    pub fn utterances(&self) -> u32 {
        self.conversation.len() as u32
    }

    /// The conversation that an utterance is of.
    pub fn conversation_of(&self, row: u32) -> Option<u32> {
        self.conversation.get(row as usize).copied()
    }

    /// The masked text of an utterance that counts as a message.
    pub fn message(&self, row: u32) -> Option<Cow<'_, str>> {
        self.role.get(row as usize).filter(|role| role.is_message()).map(|_| self.text(row))
    }

    /// The masked text of an utterance; empty where it was not kept.
    pub fn text(&self, row: u32) -> Cow<'_, str> {
        self.text.get(row as usize).map_or(Cow::Borrowed(""), |span| self.texts.get(*span))
    }

    /// Whether the words of an utterance were kept.
    pub fn has_text(&self, row: u32) -> bool {
        self.text.get(row as usize).is_some_and(|span| !span.is_empty())
    }

    /// The source's intent of an utterance.
    pub fn intent(&self, row: u32) -> Option<&str> {
        self.name(Dictionary::Intent, *self.intent.get(row as usize)?)
    }

    /// The number of that intent, the same in all shards.
    pub fn intent_number(&self, row: u32) -> Option<u32> {
        self.intent.get(row as usize).copied().filter(|number| *number != NO_NAME)
    }

    /// The source's confidence in that intent.
    pub fn confidence(&self, row: u32) -> Option<f64> {
        let stored = *self.confidence.get(row as usize)?;
        (stored != NO_CONFIDENCE).then(|| f64::from(stored) / 10_000.0)
    }

    fn view<'v>(&'v self, number: u32, said: &'v mut Vec<UtteranceView>) -> Option<ConversationView<'v>> {
        let bare = self.bare(number)?;
        let (from, to) = (self.index.begins[number as usize], self.index.begins[number as usize + 1]);
        said.clear();
        // An utterance that the source says was missed makes the bot's next one a fallback.
        let mut missed = false;
        for &at in &self.index.rows[from as usize..to as usize] {
            let (role, time) = (self.role[at as usize], self.at[at as usize]);
            let mut marks = self.marks[at as usize];
            match role {
                Role::User => {
                    missed = marks.has(Marks::FALLBACK);
                    marks = marks.without(Marks::FALLBACK);
                }
                Role::Bot => {
                    if std::mem::take(&mut missed) {
                        marks = marks.with(Marks::FALLBACK);
                    }
                }
                Role::Agent => missed = false,
                Role::System => {}
            }
            let (time, heard) = ((time != NO_TIME).then_some(Millis(time)), self.heard[at as usize]);
            said.push(UtteranceView { role, at: time, marks, heard, taught: self.taught(at), row: at });
        }
        Some(ConversationView { utterances: said, ..bare })
    }

    /// Puts utterances in order: a counting sort by conversation, then by time where a conversation
    /// is not in order already.
    fn build_index(&mut self) {
        let (utterances, conversations) = (self.conversation.len(), self.conversations.len());
        if self.index.utterances == utterances
            && self.index.conversations == conversations
            && !self.index.begins.is_empty()
        {
            return;
        }
        let mut begins = vec![0u32; conversations + 1];
        for &conversation in &self.conversation {
            begins[conversation as usize + 1] += 1;
        }
        for at in 0..conversations {
            begins[at + 1] += begins[at];
        }
        let mut next = begins.clone();
        let mut rows = vec![0u32; utterances];
        for (row, &conversation) in self.conversation.iter().enumerate() {
            let at = &mut next[conversation as usize];
            rows[*at as usize] = row as u32;
            *at += 1;
        }
        let mut keyed: Vec<(i64, u32)> = Vec::new();
        for pair in begins.windows(2) {
            let mine = &mut rows[pair[0] as usize..pair[1] as usize];
            // One without a time takes that of the one before it; at one time the rows are in order.
            let mut latest = i64::MIN;
            keyed.clear();
            keyed.extend(mine.iter().map(|&row| {
                let time = self.at[row as usize];
                latest = if time == NO_TIME { latest } else { time };
                (latest, row)
            }));
            if !keyed.is_sorted_by_key(|(time, _)| *time) {
                order::sort_keyed(&mut keyed);
                for (slot, (_, row)) in mine.iter_mut().zip(&keyed) {
                    *slot = *row;
                }
            }
        }
        self.index = Index { rows, begins, utterances, conversations };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn corpus(utterances: &[(u32, Role, Option<i64>, &str)]) -> Corpus {
        let mut corpus = Corpus::default();
        for (conversation, role, at, text) in utterances {
            if *conversation == corpus.conversations() {
                corpus.begin_conversation(&format!("c{conversation}"));
            }
            let marks = if text.contains("missed") { Marks::FALLBACK } else { Marks::default() };
            corpus.push(
                *conversation,
                &UtteranceRow {
                    role: *role,
                    at: at.map(Millis),
                    marks,
                    heard: Heard::default(),
                    text,
                    intent: None,
                    confidence: None,
                    details: DetailRow::default(),
                    weighed: Weighed::default(),
                },
            );
        }
        corpus
    }

    fn texts(corpus: &mut Corpus, conversation: u32) -> Vec<String> {
        corpus
            .with(conversation, |corpus, view| {
                view.utterances.iter().map(|said| corpus.text(said.row).into_owned()).collect()
            })
            .unwrap_or_default()
    }

    #[test]
    fn conversations_that_interleave_are_told_apart() {
        let mut corpus = corpus(&[
            (0, Role::User, Some(5), "a"),
            (1, Role::User, Some(1), "x"),
            (0, Role::Bot, Some(6), "b"),
        ]);
        assert_eq!(texts(&mut corpus, 0), ["a", "b"]);
        assert_eq!(texts(&mut corpus, 1), ["x"]);
        assert_eq!(texts(&mut corpus, 2), [""; 0]);
    }

    #[test]
    fn time_orders_and_position_breaks_ties() {
        let mut corpus = corpus(&[
            (0, Role::User, Some(9), "later"),
            (0, Role::User, Some(3), "first"),
            (0, Role::Bot, None, "after first"),
            (0, Role::Bot, Some(3), "tie"),
        ]);
        assert_eq!(texts(&mut corpus, 0), ["first", "after first", "tie", "later"]);
    }

    #[test]
    fn a_missed_utterance_makes_the_next_answer_a_fallback() {
        let mut corpus = corpus(&[
            (0, Role::User, Some(1), "missed"),
            (0, Role::Bot, Some(2), "what?"),
            (0, Role::Bot, Some(3), "ok"),
        ]);
        let marks = corpus.with(0, |_, view| {
            view.utterances.iter().map(|said| said.marks.has(Marks::FALLBACK)).collect::<Vec<_>>()
        });
        assert_eq!(marks, Some(vec![false, true, false]));
    }
}
