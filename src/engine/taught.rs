//! What was taught at work in a shard: labels given, corrections followed, and messages drawn at random.
//!
//! It is applied piece by piece, as the lead asks, so that a shard goes on answering meanwhile and a person can
//! stop it. Applying twice is the same as once. What is drawn goes by a hash of the place of a message among
//! all, so that any number of shards draws the same.

use std::hash::Hasher;

use siphasher::sip::SipHasher13;

use super::Selection;
use crate::{
    conversation::Role,
    corpus::{ConversationView, Corpus},
    language::{
        Heard,
        taught::{Corrector, Features, Target, Taught, key_of},
    },
    order::sort_by,
    text::model::{Model, Scratch},
};

/// Characters of a message that is drawn.
const SHOWN: usize = 600;

/// What a shard was taught.
#[derive(Debug, Default)]
pub struct Learnt {
    taught: Taught,
    corrector: Corrector,
    scratch: Scratch,
    features: Features,
}

/// How far a piece came.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// Conversations that the shard holds.
    pub of: u32,
    /// Messages of users in the piece that have no words any more.
    pub unread: u32,
}

/// A message that was drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// Its place in the draw.
    pub order: u64,
    /// The conversation's number among all.
    pub conversation: u32,
    /// The line of its transcript.
    pub line: u32,
    /// Its masked text, the beginning of a long one.
    pub text: String,
}

/// A draw for checking a label.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draw {
    /// Messages that were given the label, and those that were not.
    pub counts: (u64, u64),
    /// Of each some, in the order of the draw.
    pub given: Vec<Drawn>,
    /// Likewise.
    pub not_given: Vec<Drawn>,
}

crate::frozen! {
    Applied { of, unread }
    Drawn { order, conversation, line, text }
    Draw { counts, given, not_given }
}

impl Learnt {
    /// Takes what was taught. Labels that are no more, or are others now, are taken from all messages; what is
    /// new is given when it is applied.
    pub fn learn(&mut self, taught: &Taught, corpus: &mut Corpus, model: Option<&Model>) {
        let mut keep = 0;
        for label in taught.labels() {
            let is_known = self.taught.labels().iter().any(|known| {
                known.slot == label.slot && (known.model, &known.head) == (label.model, &label.head)
            });
            keep |= if is_known { label.bit() } else { 0 };
        }
        corpus.keep_taught(keep);
        self.taught = taught.clone();
        self.corrector = model
            .map(|model| Corrector::new(taught.corrections(), model, &mut self.scratch))
            .unwrap_or_default();
    }

    /// The names of labels by their slots.
    pub fn names(&self) -> Vec<String> {
        self.taught.names()
    }

    /// Gives labels to, and corrects, the messages of some conversations, by their numbers in the shard.
    pub fn apply(&mut self, corpus: &mut Corpus, model: &Model, (from, count): (u32, u32)) -> Applied {
        let mut applied = Applied { of: corpus.conversations(), unread: 0 };
        let mut changes: Vec<(u32, u16, Heard)> = Vec::new();
        for number in from..from.saturating_add(count).min(applied.of) {
            let mut visit = |corpus: &Corpus, view: &ConversationView<'_>| {
                let id = corpus.card(number).id;
                for (said, line) in view.utterances.iter().zip(0..).filter(|(said, _)| said.role.is_message())
                {
                    let as_heard = corpus.as_heard(said.row);
                    if said.role != Role::User && self.corrector.is_empty() && as_heard == said.heard {
                        continue;
                    }
                    let text = corpus.text(said.row);
                    if text.is_empty() {
                        applied.unread += u32::from(said.role == Role::User);
                        continue;
                    }
                    let (labels, heard) = self.read(model, &text, (key_of(id, line), said.role), as_heard);
                    if (labels, heard) != (said.taught, said.heard) {
                        changes.push((said.row, labels, heard));
                    }
                }
            };
            corpus.with(number, &mut visit);
        }
        for (row, labels, heard) in changes {
            corpus.set_taught(row, labels);
            corpus.correct(row, heard);
        }
        applied
    }

    /// What a message is given and corrected to.
    fn read(&mut self, model: &Model, text: &str, of: (u64, Role), as_heard: Heard) -> (u16, Heard) {
        self.features.read(model, &mut self.scratch, text, self.taught.knows_words());
        let labels = if of.1 == Role::User { self.taught.given(model, &self.features) } else { 0 };
        (labels, self.corrector.corrected(as_heard, of, &self.features))
    }

    /// The slot of a taught label.
    fn slot(&self, name: &str) -> Option<u32> {
        self.taught.labels().iter().find(|label| label.lesson.name == name).map(|label| label.slot)
    }

    /// Bytes of memory.
    pub fn bytes(&self) -> u64 {
        self.taught.labels().iter().map(|label| label.head.bytes()).sum::<u64>()
            + self.corrector.bytes()
            + self.scratch.bytes()
    }
}

/// Draws messages of users, whatever they say: each text once, so many in the order of the draw.
pub fn sample(corpus: &mut Corpus, selection: &Selection, seed: u64, most: u32) -> Vec<Drawn> {
    draw(corpus, selection, seed, most, |_, _| Some(true)).given
}

/// Draws messages that were given a label, and others. What cannot be told of a message is in neither.
pub fn check(
    corpus: &mut Corpus,
    learnt: &Learnt,
    selection: &Selection,
    (of, label): (&str, &str),
    (seed, most): (u64, u32),
) -> Draw {
    let target = Target::of_names(of, label);
    let slot = learnt.slot(label);
    draw(corpus, selection, seed, most, |heard, taught| match (target, slot) {
        (Some(target), _) => heard.was_listened_to().then(|| target.is_in(heard)),
        (None, Some(slot)) => Some(taught >> slot & 1 == 1),
        (None, None) => None,
    })
}

fn draw(
    corpus: &mut Corpus,
    selection: &Selection,
    seed: u64,
    most: u32,
    is_given: impl Fn(Heard, u16) -> Option<bool>,
) -> Draw {
    let place = corpus.place();
    let mut drawn = Draw::default();
    // By order: the row, the conversation and the line of each.
    let mut kept: [Vec<(u64, u32, u32, u32)>; 2] = Default::default();
    corpus.for_each_with(|corpus, view| {
        let conversation = place.among_all(view.idx);
        for (said, line) in view.utterances.iter().zip(0..) {
            let is_user = said.role == Role::User && selection.has(view.idx);
            let Some(given) = is_user.then(|| is_given(said.heard, said.taught)).flatten() else { continue };
            if !corpus.has_text(said.row) {
                continue;
            }
            let (count, kept) =
                if given { (&mut drawn.counts.0, &mut kept[0]) } else { (&mut drawn.counts.1, &mut kept[1]) };
            *count += 1;
            let order = order_of(seed, conversation, line);
            if kept.len() >= most as usize * 4 {
                cut(kept, most as usize * 2);
            }
            kept.push((order, said.row, conversation, line));
        }
    });
    let texts = |corpus: &Corpus, mut kept: Vec<(u64, u32, u32, u32)>| {
        cut(&mut kept, most as usize);
        let drawn = |(order, row, conversation, line)| Drawn {
            order,
            conversation,
            line,
            text: corpus.text(row).chars().take(SHOWN).collect(),
        };
        kept.into_iter().map(drawn).collect()
    };
    let [given, not_given] = kept;
    (drawn.given, drawn.not_given) = (texts(corpus, given), texts(corpus, not_given));
    drawn
}

/// Leaves the first so many.
fn cut(kept: &mut Vec<(u64, u32, u32, u32)>, most: usize) {
    sort_by(kept, |one, two| one.0.cmp(&two.0));
    kept.truncate(most);
}

/// The place of a message in a draw.
fn order_of(seed: u64, conversation: u32, line: u32) -> u64 {
    let mut hasher = SipHasher13::new_with_keys(seed, 0);
    hasher.write_u32(conversation);
    hasher.write_u32(line);
    hasher.finish()
}

impl Draw {
    /// Takes in another shard's; the first so many of each stay.
    pub fn merge(&mut self, other: Self, most: u32) {
        self.counts.0 += other.counts.0;
        self.counts.1 += other.counts.1;
        for (mine, theirs) in [(&mut self.given, other.given), (&mut self.not_given, other.not_given)] {
            mine.extend(theirs);
            sort_by(mine, |one, two| one.order.cmp(&two.order));
            mine.truncate(most as usize);
        }
    }
}
