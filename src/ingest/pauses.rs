//! Chats without an end, which pauses part into conversations: what a pause is, and how many conversations each
//! choice of one would give.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

/// Minutes of silence after which a new conversation begins, unless a person chose otherwise.
pub const GAP_MINUTES: u32 = 30;

/// What a person may choose, in minutes.
pub const GAPS: [u32; 4] = [5, 15, 30, 60];

/// Ends of the stretches into which pauses are counted, in minutes; behind the last, all longer ones.
pub const STRETCHES: [u32; 6] = [1, 5, 15, 30, 60, 1440];

const MINUTE: i64 = 60_000;

/// What one choice would give.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Split {
    /// The pause, in minutes.
    pub minutes: u32,
    /// Conversations.
    pub conversations: u64,
    /// Those of a single message.
    pub single: u64,
}

/// The pauses of a file, as far as it was looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pauses {
    /// Messages.
    pub messages: u64,
    /// How many pauses are in each of [`STRETCHES`], and how many are longer.
    pub spread: Vec<u64>,
    /// What each of [`GAPS`] would give.
    pub splits: Vec<Split>,
}

/// Pauses by chat, as they are heard, in milliseconds.
#[derive(Debug, Default)]
pub struct Chats(HashMap<String, Vec<i64>>);

impl Chats {
    /// A message of a chat, so long after the one before.
    pub fn take(&mut self, chat: &str, pause: Option<i64>) {
        match self.0.get_mut(chat) {
            Some(pauses) => pauses.push(pause.unwrap_or_default()),
            None => {
                self.0.insert(chat.to_owned(), Vec::new());
            }
        }
    }

    /// What was heard; `None` where no chat has an end that pauses must tell.
    pub fn heard(&self) -> Option<Pauses> {
        if self.0.is_empty() {
            return None;
        }
        let mut spread = vec![0; STRETCHES.len() + 1];
        for pause in self.0.values().flatten() {
            let at = STRETCHES.iter().position(|end| *pause < i64::from(*end) * MINUTE);
            spread[at.unwrap_or(STRETCHES.len())] += 1;
        }
        let messages = self.0.values().map(|pauses| pauses.len() as u64 + 1).sum();
        Some(Pauses { messages, spread, splits: GAPS.map(|minutes| self.split(minutes)).to_vec() })
    }

    fn split(&self, minutes: u32) -> Split {
        let gap = i64::from(minutes) * MINUTE;
        let mut split = Split { minutes, ..Split::default() };
        for pauses in self.0.values() {
            for run in pauses.split(|pause| *pause > gap) {
                split.conversations += 1;
                split.single += u64::from(run.is_empty());
            }
        }
        split
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_choice_is_counted() {
        let mut chats = Chats::default();
        assert_eq!(chats.heard(), None);
        for pause in [None, Some(2), Some(10), Some(0), Some(45), Some(3000)] {
            chats.take("a", pause.map(|minutes| minutes * MINUTE));
        }
        chats.take("b", None);
        let heard = chats.heard().unwrap();
        assert_eq!((heard.messages, heard.spread), (7, vec![1, 1, 1, 0, 1, 0, 1]));
        let told: Vec<_> = heard.splits.iter().map(|of| (of.minutes, of.conversations, of.single)).collect();
        assert_eq!(told, [(5, 5, 3), (15, 4, 3), (30, 4, 3), (60, 3, 2)]);
    }
}
