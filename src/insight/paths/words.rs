//! What funnels ask of walks: the messages of a conversation by what they may stand for, however closely they are
//! looked at.

use super::{Walks, walks::NONE};
use crate::query::Detail;

impl Walks {
    /// The words of a conversation's messages, and when each was said, in tenths of a second from its first dated
    /// one.
    pub fn said(&self, conversation: u32) -> impl ExactSizeIterator<Item = (u32, Option<u32>)> + '_ {
        let messages = self.messages(conversation);
        let times = self.times[messages.clone()].iter();
        let known = |time: &u32| Some(*time).filter(|time| *time != NONE);
        self.said[messages].iter().zip(times).map(move |(word, time)| (*word, known(time)))
    }

    /// By word: whether it stands for a state that one of some names means, looked at in any way.
    pub fn meant_by(&self, names: &[String]) -> Vec<bool> {
        let is = |state: &super::State| names.iter().any(|name| state.is_called(name));
        let states: Vec<bool> = self.states.0.iter().map(is).collect();
        let has = |state: &u32| states.get(*state as usize).is_some_and(|is| *is);
        self.words.iter().map(|word| word.iter().any(has)).collect()
    }

    /// By word: whether it is there where needs alone are looked at.
    pub fn needs(&self) -> Vec<bool> {
        self.words.iter().map(|word| word[Detail::Needs as usize] != NONE).collect()
    }

    /// The state of a word, looked at so closely.
    pub fn state_of(&self, word: u32, detail: Detail) -> Option<&super::State> {
        let state = self.words.get(word as usize)?[detail as usize];
        self.states.0.get(state as usize)
    }
}
