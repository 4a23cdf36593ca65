//! What was heard before: messages come again, by replays, reconnects and reloads, and are counted once.
//!
//! Only hashes are kept, the latest so many, so that memory stays flat however long a stream lasts.

use std::{
    collections::{HashMap, VecDeque},
    hash::Hasher,
};

use siphasher::sip::SipHasher13;

use super::store::ROOM;
use crate::{
    binary::{Frozen, In, Out},
    conversation::Utterance,
    privacy::{Masker, each_token},
};

/// Hashes that are known for each message that is kept: one with an id has two, its own and that of its words.
const FOR_EACH: usize = 3;

/// The messages that were heard.
#[derive(Debug)]
pub struct Known {
    /// How often each was heard.
    times: HashMap<u64, u32>,
    /// In their order, the oldest first.
    order: VecDeque<u64>,
    /// How often each was shown again in the replay at hand, and of which conversation that is.
    replayed: HashMap<u64, u32>,
    replay: Option<String>,
    masker: Option<Masker>,
    /// Hashes that are known at most.
    most: usize,
}

impl Default for Known {
    fn default() -> Self {
        Self::of(ROOM)
    }
}

impl Known {
    /// Of so many messages that are kept.
    pub fn of(room: u32) -> Self {
        Self {
            times: HashMap::new(),
            order: VecDeque::new(),
            replayed: HashMap::new(),
            replay: None,
            masker: None,
            most: room as usize * FOR_EACH,
        }
    }

    /// Whether a message of this id is new; from now on it is known.
    pub fn id(&mut self, conversation: &str, id: &str) -> bool {
        self.replay = None;
        let key = key(conversation, &[b"id", id.as_bytes()]);
        let new = !self.times.contains_key(&key);
        if new {
            self.keep(key);
        }
        new
    }

    /// A message was said just now. What it says goes into what is kept only as it is masked.
    pub fn said(&mut self, conversation: &str, utterance: &Utterance<'_>) {
        self.replay = None;
        let key = self.of_words(conversation, utterance);
        self.keep(key);
    }

    /// Whether a message that is shown again was not heard before: the second time in one replay it is known only
    /// if it was said twice.
    pub fn again(&mut self, conversation: &str, utterance: &Utterance<'_>) -> bool {
        if self.replay.as_deref() != Some(conversation) {
            self.replay = Some(conversation.to_owned());
            self.replayed.clear();
        }
        let key = self.of_words(conversation, utterance);
        let shown = self.replayed.entry(key).or_default();
        *shown += 1;
        let new = *shown > self.times.get(&key).copied().unwrap_or_default();
        if new {
            self.keep(key);
        }
        new
    }

    /// What is shown from now on is another replay.
    pub fn end_replay(&mut self) {
        self.replay = None;
        self.replayed.clear();
    }

    fn keep(&mut self, key: u64) {
        *self.times.entry(key).or_default() += 1;
        self.order.push_back(key);
        while self.order.len() > self.most {
            let Some(oldest) = self.order.pop_front() else { break };
            if let Some(times) = self.times.get_mut(&oldest) {
                *times -= 1;
                if *times == 0 {
                    self.times.remove(&oldest);
                }
            }
        }
    }

    /// The hash of a message by its words, without personal data and without the numbers that stand for them.
    fn of_words(&mut self, conversation: &str, utterance: &Utterance<'_>) -> u64 {
        let masker = self.masker.get_or_insert_with(|| Masker::new([0; 16]));
        let said = masker.mask(&utterance.text).text;
        let (mut words, mut from) = (String::new(), 0);
        each_token(&said, |range, kind, _| {
            words.push_str(&said[from..range.start]);
            words.push_str(kind.name());
            from = range.end;
        });
        words.push_str(&said[from..]);
        key(conversation, &[utterance.role.name().as_bytes(), words.as_bytes()])
    }

    /// Masks names too from now on.
    pub fn mask_by(&mut self, masker: Masker) {
        self.masker = Some(masker);
    }

    /// Bytes of memory.
    pub fn bytes(&self) -> u64 {
        (self.times.capacity() * 16 + self.order.capacity() * 8 + self.replayed.capacity() * 16) as u64
    }
}

impl Known {
    /// Writes what is known; replays begin anew in another session.
    pub fn freeze(&self, out: &mut Out) {
        self.order.iter().copied().collect::<Vec<u64>>().freeze(out);
    }

    /// What was written, of so many messages that are kept.
    pub fn thaw(from: &mut In<'_>, room: u32) -> Option<Self> {
        let mut known = Self::of(room);
        Vec::<u64>::thaw(from)?.into_iter().for_each(|key| known.keep(key));
        Some(known)
    }
}

fn key(conversation: &str, parts: &[&[u8]]) -> u64 {
    let mut hasher = SipHasher13::new();
    for part in std::iter::once(conversation.as_bytes()).chain(parts.iter().copied()) {
        hasher.write(part);
        hasher.write_u8(0xFF);
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::Role;

    fn said(text: &'static str) -> Utterance<'static> {
        Utterance::new(Role::User, None, text)
    }

    #[test]
    fn a_replay_brings_nothing_new_but_what_was_missed() {
        let mut known = Known::of(100);
        for text in ["hi", "yes", "yes"] {
            known.said("c", &said(text));
        }
        let mut replay = |texts: &[&'static str]| -> Vec<bool> {
            known.end_replay();
            texts.iter().map(|text| known.again("c", &said(text))).collect()
        };
        assert_eq!(replay(&["hi", "yes", "yes"]), [false, false, false]);
        assert_eq!(replay(&["hi", "yes", "yes", "yes"]), [false, false, false, true]);
        assert_eq!(replay(&["hi", "yes", "yes", "yes"]), [false; 4]);
    }

    #[test]
    fn ids_are_of_their_conversation_and_survive_being_written() {
        let mut known = Known::of(100);
        assert!(known.id("c", "1"));
        assert!(!known.id("c", "1"));
        assert!(known.id("d", "1"));
        let mut out = Out::default();
        known.freeze(&mut out);
        let mut known = Known::thaw(&mut In(&out.0), 100).unwrap();
        assert!(!known.id("c", "1"));
        assert!(known.id("e", "1"));
    }

    #[test]
    fn memory_stays_flat() {
        let mut known = Known::of(100);
        for number in 0..1_000 {
            known.id("c", &number.to_string());
        }
        assert_eq!(known.order.len(), 300);
        assert!(known.times.len() <= 300);
        assert!(!known.id("c", "999"));
        // What comes again and again pushes nothing else out.
        for _ in 0..1_000 {
            known.id("c", "999");
        }
        assert!(!known.id("c", "700"));
    }
}
