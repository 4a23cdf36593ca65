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

/// Messages that are known again: those that are kept, and as many before them.
const MOST: usize = 2 * ROOM as usize;

/// The messages that were heard.
#[derive(Debug, Default)]
pub struct Known {
    /// How often each was heard.
    times: HashMap<u64, u32>,
    /// In their order, the oldest first.
    order: VecDeque<u64>,
    /// How often each was shown again in the replay at hand, and of which conversation that is.
    replayed: HashMap<u64, u32>,
    replay: Option<String>,
    masker: Option<Masker>,
}

impl Known {
    /// Whether a message of this id is new; from now on it is known.
    pub fn id(&mut self, conversation: &str, id: &str) -> bool {
        self.replay = None;
        let key = key(conversation, &[b"id", id.as_bytes()]);
        let new = !self.times.contains_key(&key);
        self.keep(key);
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
        while self.order.len() > MOST {
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

/// Replays begin anew in another session.
impl Frozen for Known {
    fn freeze(&self, out: &mut Out) {
        self.order.iter().copied().collect::<Vec<u64>>().freeze(out);
    }

    fn thaw(from: &mut In<'_>) -> Option<Self> {
        let mut known = Self::default();
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
        let mut known = Known::default();
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
        let mut known = Known::default();
        assert!(known.id("c", "1"));
        assert!(!known.id("c", "1"));
        assert!(known.id("d", "1"));
        let mut out = Out::default();
        known.freeze(&mut out);
        let mut known = Known::thaw(&mut In(&out.0)).unwrap();
        assert!(!known.id("c", "1"));
        assert!(known.id("e", "1"));
    }

    #[test]
    fn memory_stays_flat() {
        let mut known = Known::default();
        for number in 0..2 * MOST {
            known.id("c", &number.to_string());
        }
        assert_eq!(known.order.len(), MOST);
        assert!(known.times.len() <= MOST);
        assert!(!known.id("c", &(2 * MOST - 1).to_string()));
    }
}
