//! The way of a text from a reader to the shard that stores it: numbered and masked here, marked and
//! stored there. Raw text goes no further than this file.

use std::{collections::HashSet, hash::Hasher};

use siphasher::sip128::{Hasher128, SipHasher13};

use crate::{
    conversation::{Details, Facts, Measures, Role, Utterance},
    corpus::{DetailRow, Dictionary, Place, replies_as_text},
    ingest::{Aside, Sink, Taken},
    language::Marks,
    privacy::{ByKey, Kind, Masker, Span, in_code_points},
    size::list,
};

use super::{
    batch::{Batch, Said, mark_of},
    columns::{CustomColumns, News},
    joining::Joining,
    keyed,
    registry::{Name, Registry},
};

/// Bytes of a block that is worth handing over while more is read.
const FULL: usize = 256 << 10;

/// Takes a block for a shard.
pub type Deliver<'d> = &'d mut dyn FnMut(u32, Vec<u8>);

/// Where a personal datum stood in the incoming text, in Unicode code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PiiSpan {
    /// What it is.
    pub kind: Kind,
    /// First position.
    pub start: usize,
    /// One past the last position.
    pub end: usize,
}

/// The conversation of the last call, because the next is usually of the same.
#[derive(Debug, Default)]
pub struct Recent {
    id: String,
    number: Option<u32>,
}

/// What tells the messages of one file from those of the files before it.
#[derive(Debug, Default)]
pub struct Files {
    /// All messages of earlier files: each with its time, and by its words alone.
    earlier: HashSet<u64>,
    /// This file's: their words, and when they were said.
    words: Vec<u64>,
    times: Vec<u16>,
    /// Conversations that earlier files began.
    begun: u32,
    /// Those of them that this file goes on with.
    joined: HashSet<u32>,
}

impl Files {
    /// A file begins; that many conversations are there already.
    pub fn next(&mut self, conversations: u32) {
        for (words, time) in self.words.drain(..).zip(self.times.drain(..)) {
            self.earlier.extend([words, Print { words, time }.timed()]);
        }
        self.joined.clear();
        self.begun = conversations;
    }

    /// Forgets the messages of this file: what tells live messages apart is known where they come from.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    /// Bytes of memory that it takes.
    pub fn bytes(&self) -> u64 {
        // A set is a table of nothing.
        let set = |slots: usize, size: usize| (slots * 8 / 7 * (size + 1)) as u64;
        list(&self.words)
            + list(&self.times)
            + set(self.earlier.capacity(), 8)
            + set(self.joined.capacity(), 4)
    }
}

/// What tells a message from every other.
#[derive(Clone, Copy)]
struct Print {
    /// Its conversation, speaker and words.
    words: u64,
    /// Something of its time; [`UNTIMED`] where it has none.
    time: u16,
}

const UNTIMED: u16 = 0;

impl Print {
    fn timed(self) -> u64 {
        // Any odd number with bits all over.
        self.words ^ (u64::from(self.time) + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15)
    }

    /// Whether earlier files hold it: said at the same time, or at some time where one of the two has none.
    fn is_in(self, earlier: &HashSet<u64>) -> bool {
        let untimed = Self { time: UNTIMED, ..self };
        if self.time == UNTIMED {
            return earlier.contains(&self.words);
        }
        earlier.contains(&self.timed()) || earlier.contains(&untimed.timed())
    }
}

/// Takes what a reader finds. Lives for one push.
pub struct Intake<'a> {
    pub masker: &'a mut Masker,
    pub registry: &'a mut Registry,
    pub columns: &'a mut CustomColumns,
    pub hasher: SipHasher13,
    pub originals: bool,
    pub pii: Option<&'a mut Vec<Vec<PiiSpan>>>,
    pub last: &'a mut Recent,
    pub files: &'a mut Files,
    pub joining: &'a mut Joining,
    /// Whether somebody is a bot, of those of whom a reader asked or told.
    pub bots: &'a mut ByKey<bool>,
    /// What each shard is told next.
    pub batches: &'a mut [Batch],
    pub deliver: Deliver<'a>,
}

impl Intake<'_> {
    fn conversation(&mut self, id: &str) -> u32 {
        if self.last.id == id
            && let Some(number) = self.last.number
        {
            return number;
        }
        let numbered = self.registry.conversation(keyed(self.hasher, id));
        if numbered.new {
            let id = shown(self.masker, id, self.originals);
            self.batch(numbered.number).0.conversation(&id);
        }
        id.clone_into(&mut self.last.id);
        self.last.number = Some(numbered.number);
        numbered.number
    }

    /// The block of the shard that holds a conversation, and the conversation's number in it.
    fn batch(&mut self, conversation: u32) -> (&mut Batch, u32) {
        let (shard, local) = Place::of_conversation(conversation, self.batches.len() as u32);
        (&mut self.batches[shard as usize], local)
    }

    /// The number of a name; all shards learn a new one.
    fn name(&mut self, dictionary: Dictionary, name: &str) -> u32 {
        let (masker, originals) = (&mut *self.masker, self.originals);
        let key = keyed(self.hasher, name);
        let name = self.registry.name(dictionary, key, || shown(masker, name, originals));
        if let Some(new) = &name.new {
            self.batches.iter_mut().for_each(|batch| batch.learn(dictionary, new));
        }
        name.number
    }

    /// The details of an utterance: its model by number, what was measured, and its quick replies.
    fn details(&mut self, details: &Details<'_>) -> (Option<u32>, Measures, String) {
        let model = details.model.as_ref().map(|model| self.name(Dictionary::Model, model));
        let replies: Vec<(String, bool)> =
            details.replies.iter().map(|reply| (self.shown(&reply.text), reply.chosen)).collect();
        let replies = replies_as_text(replies.iter().map(|(reply, chosen)| (reply.as_str(), *chosen)));
        (model, details.measures, replies)
    }

    /// A text as it may be kept.
    fn shown(&mut self, text: &str) -> String {
        shown(self.masker, text, self.originals)
    }

    /// What a conversation has in a column; all shards learn new columns and values.
    fn column(&mut self, conversation: u32, name: &str, value: &str) {
        let (masker, originals) = (&mut *self.masker, self.originals);
        let key = keyed(self.hasher, value);
        let news =
            self.columns.say(conversation, name, (key, value.len()), || shown(masker, value, originals));
        let Some(News { column, begins, value }) = news else { return };
        if begins {
            self.batches.iter_mut().for_each(|batch| batch.begin_column(name));
        }
        match value {
            Some(Name { number, new }) => {
                if let Some(new) = &new {
                    self.batches.iter_mut().for_each(|batch| batch.learn_in_column(column, new));
                }
                let (batch, local) = self.batch(conversation);
                batch.in_column(local, column, number);
            }
            None => self.batches.iter_mut().for_each(|batch| batch.let_column_go(column)),
        }
    }

    fn user(&mut self, conversation: u32, user: &str) {
        let number = self.registry.user(user_key(self.hasher, user));
        if self.registry.is_of(conversation, number) {
            // As most rows of a conversation say once more.
            return;
        }
        let shown = shown(self.masker, user, self.originals);
        let (batch, local) = self.batch(conversation);
        batch.user(local, number, &shown);
        for (user, returning) in self.registry.set_user(conversation, number).into_iter().flatten() {
            self.batches.iter_mut().for_each(|batch| batch.returning(user, returning));
        }
    }

    /// What is said of a conversation of this number.
    pub fn say(&mut self, number: u32, facts: &Facts<'_>) {
        if let Some(user) = &facts.user {
            self.user(number, user);
        }
        let names = [
            (Dictionary::Channel, &facts.channel),
            (Dictionary::Language, &facts.language),
            (Dictionary::Variant, &facts.variant),
        ];
        let tags = facts.tags.iter().map(|tag| (Dictionary::Tag, tag));
        let names = names.into_iter().filter_map(|(dictionary, name)| Some((dictionary, name.as_ref()?)));
        for (dictionary, name) in names.chain(tags) {
            let name = self.name(dictionary, name);
            let (batch, local) = self.batch(number);
            batch.name(local, dictionary, name);
        }
        for (name, value) in &facts.columns {
            self.column(number, name, value);
        }
        let (shard, local) = Place::of_conversation(number, self.batches.len() as u32);
        let batch = &mut self.batches[shard as usize];
        if let Some(rating) = facts.rating {
            batch.rating(local, rating);
        }
        if let Some(comment) = facts.comment.as_deref().filter(|comment| !comment.trim().is_empty()) {
            let comment = self.shown(comment.trim());
            let (batch, local) = self.batch(number);
            batch.comment(local, &comment);
        }
        let (batch, local) = self.batch(number);
        if let Some(outcome) = facts.outcome {
            batch.stated(local, outcome);
        }
        if let Some(handoff) = facts.handoff {
            batch.handoff(local, handoff);
        }
        self.hand_over(shard);
    }

    /// Hands the block of a shard over, if that is worth it.
    fn hand_over(&mut self, shard: u32) {
        let batch = &mut self.batches[shard as usize];
        if batch.len() >= FULL {
            (self.deliver)(shard, batch.take());
        }
    }

    fn fingerprint(&self, conversation: u32, utterance: &Utterance<'_>) -> Print {
        let mut hasher = self.hasher;
        hasher.write_u32(conversation);
        hasher.write_u8(utterance.role as u8);
        hasher.write(utterance.text.as_bytes());
        let words = hasher.finish128().h1;
        let mut hasher = self.hasher;
        let time = utterance.at.map_or(UNTIMED, |at| {
            hasher.write_i64(at.0);
            (hasher.finish128().h1 as u16).max(UNTIMED + 1)
        });
        Print { words, time }
    }
}

/// What a user goes by: an address is one person however it is spelt; any other id means its letters.
pub fn user_key(hasher: SipHasher13, user: &str) -> u128 {
    if user.contains('@') { keyed(hasher, &user.to_lowercase()) } else { keyed(hasher, user) }
}

/// An id, a channel or a tag as it may be kept.
fn shown(masker: &mut Masker, value: &str, originals: bool) -> String {
    if originals { value.to_owned() } else { masker.mask(value).text.into_owned() }
}

impl Sink for Intake<'_> {
    fn facts(&mut self, conversation: &str, facts: &Facts<'_>) {
        let number = self.conversation(conversation);
        self.say(number, facts);
    }

    fn utterance(&mut self, conversation: &str, utterance: &Utterance<'_>) -> Taken {
        let number = self.conversation(conversation);
        let fingerprint = self.fingerprint(number, utterance);
        let mut taken = Taken::New;
        if number < self.files.begun {
            if fingerprint.is_in(&self.files.earlier) {
                return Taken::Repeated;
            }
            if self.files.joined.insert(number) {
                taken = Taken::Joined;
            }
        }
        self.files.words.push(fingerprint.words);
        self.files.times.push(fingerprint.time);
        let text = utterance.text.as_ref();
        let masked = self.masker.mask(text);
        if let Some(pii) = &mut self.pii {
            let spans: Vec<Span> = masked.spans().iter().map(|replaced| replaced.span).collect();
            pii.push(
                in_code_points(text, &spans)
                    .into_iter()
                    .map(|span| PiiSpan { kind: span.kind, start: span.start, end: span.end })
                    .collect(),
            );
        }
        let mut marks = mark_of(utterance.feedback);
        if utterance.role == Role::User && (masked.has(Kind::Email) || masked.has(Kind::Phone)) {
            marks = marks.with(Marks::CONTACT);
        }
        if utterance.fallback && matches!(utterance.role, Role::Bot | Role::User) {
            marks = marks.with(Marks::FALLBACK);
        }
        let intent = utterance.intent.as_ref().map(|intent| self.name(Dictionary::Intent, intent));
        let (model, measures, replies) = match &utterance.details {
            Some(details) => self.details(details),
            None => Default::default(),
        };
        let replies = Some(replies.as_str()).filter(|replies| !replies.is_empty());
        self.registry.count(utterance.role, utterance.at);
        let said = Said {
            role: utterance.role,
            at: utterance.at,
            masked: &masked.text,
            original: self.originals.then_some(text),
            marks,
            intent,
            confidence: utterance.confidence,
            details: DetailRow { model, measures, replies },
        };
        let (shard, local) = Place::of_conversation(number, self.batches.len() as u32);
        self.batches[shard as usize].said(local, &said);
        self.hand_over(shard);
        taken
    }

    fn aside(&mut self, aside: &Aside<'_>) {
        self.joining.take(aside);
    }

    fn bot(&mut self, id: &str) -> bool {
        self.bots.insert(keyed(self.hasher, id), true) == Some(false)
    }

    fn is_bot(&mut self, id: &str) -> bool {
        *self.bots.entry(keyed(self.hasher, id)).or_insert(false)
    }
}
