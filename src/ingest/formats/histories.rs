//! Logs of calls to a language model repeat the conversation so far with every call. Here is known what of
//! a call was read before, so that it is counted once.

use std::collections::HashMap;

use crate::ingest::json::fingerprint;

/// Messages of a session that are remembered; a history that reaches further back is cut there.
const REMEMBERED: usize = 400;

/// What was read of each session: its messages as small numbers.
#[derive(Debug, Default)]
pub struct Histories {
    sessions: HashMap<String, Vec<u64>>,
    /// Sessions without an id, by their user and all their messages; several may have said the same.
    nameless: HashMap<u64, Vec<String>>,
    made: u32,
}

/// What a call adds.
#[derive(Debug, PartialEq, Eq)]
pub struct Added {
    /// The session it belongs to.
    pub session: String,
    /// How many messages of its history were read before.
    pub known: usize,
    /// Whether its answer is to be read.
    pub answer: bool,
}

impl Histories {
    /// Takes a call: its history and its answer, as texts that name their role too. A call without a
    /// session goes on where an earlier one of the same user ended; one that goes on nowhere begins a
    /// session, named by `name` with its number.
    pub fn take(
        &mut self,
        session: Option<String>,
        user: &str,
        history: &[String],
        answer: Option<&str>,
        name: impl Fn(u32) -> String,
    ) -> Added {
        let history: Vec<u64> = history.iter().map(|text| fingerprint(text)).collect();
        let answer = answer.map(fingerprint);
        let is_nameless = session.is_none();
        let session = session.unwrap_or_else(|| {
            // Before the newest message stands all that an earlier call and its answer left.
            let mut before = (0..history.len()).rev().map(|end| chain(user, &history[..end]));
            before.find_map(|chain| self.nameless.get_mut(&chain)?.pop()).unwrap_or_else(|| {
                self.made += 1;
                name(self.made)
            })
        });
        let read = self.sessions.entry(session.clone()).or_default();
        let is_repeated =
            read.len() <= history.len() + 1 && read.starts_with(&history) && !history.is_empty();
        let known = if is_repeated { history.len() } else { overlap(read, &history) };
        let answer_is_new = answer.is_some() && !(is_repeated && read.get(history.len()) == answer.as_ref());
        if !is_repeated {
            read.extend(&history[known..]);
        }
        if answer_is_new {
            read.truncate(if is_repeated { history.len() } else { read.len() });
            read.extend(answer);
        }
        if is_nameless {
            self.nameless.entry(chain(user, read)).or_default().push(session.clone());
        }
        if read.len() > REMEMBERED {
            read.drain(..read.len() - REMEMBERED);
        }
        Added { session, known, answer: answer_is_new }
    }
}

/// How much of the beginning of a history is the end of what was read.
fn overlap(read: &[u64], history: &[u64]) -> usize {
    (0..=history.len().min(read.len())).rev().find(|n| read.ends_with(&history[..*n])).unwrap_or(0)
}

fn chain(user: &str, messages: &[u64]) -> u64 {
    messages.iter().fold(fingerprint(user), |chain, message| {
        (chain.rotate_left(5) ^ message).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(
        histories: &mut Histories,
        session: Option<&str>,
        history: &str,
        answer: &str,
    ) -> (String, usize, bool) {
        let history: Vec<String> = history.split_whitespace().map(str::to_owned).collect();
        let answer = Some(answer).filter(|answer| !answer.is_empty());
        let added = histories.take(session.map(str::to_owned), "", &history, answer, |n| format!("made {n}"));
        (added.session, added.known, added.answer)
    }

    #[test]
    fn a_history_is_counted_once() {
        let mut log = Histories::default();
        assert_eq!(call(&mut log, Some("s"), "u1", "a1"), ("s".into(), 0, true));
        assert_eq!(call(&mut log, Some("s"), "u1 a1 u2", "a2"), ("s".into(), 2, true));
        // The same call again, with the same answer and with another.
        assert_eq!(call(&mut log, Some("s"), "u1 a1 u2", "a2"), ("s".into(), 3, false));
        assert_eq!(call(&mut log, Some("s"), "u1 a1 u2", "b2"), ("s".into(), 3, true));
        // A history that is cut at its beginning, and one that is not repeated at all.
        assert_eq!(call(&mut log, Some("s"), "u2 b2 u3", "a3"), ("s".into(), 2, true));
        assert_eq!(call(&mut log, Some("s"), "u4", "a4"), ("s".into(), 0, true));
        // The same words again later are said again.
        assert_eq!(call(&mut log, Some("s"), "u1", "a5"), ("s".into(), 0, true));
    }

    #[test]
    fn calls_without_a_session_go_on_where_one_ended() {
        let mut log = Histories::default();
        assert_eq!(call(&mut log, None, "hi", "a1"), ("made 1".into(), 0, true));
        assert_eq!(call(&mut log, None, "hi", "b1"), ("made 2".into(), 0, true));
        assert_eq!(call(&mut log, None, "hi a1 u2", "a2"), ("made 1".into(), 2, true));
        assert_eq!(call(&mut log, None, "hi b1 u2", "b2"), ("made 2".into(), 2, true));
        assert_eq!(call(&mut log, None, "hi a1 u2 a2 u3", ""), ("made 1".into(), 4, false));
        // Two that begin with the same words stay two.
        assert_eq!(call(&mut log, None, "yo", "a"), ("made 3".into(), 0, true));
        assert_eq!(call(&mut log, None, "yo", "a"), ("made 4".into(), 0, true));
        assert_eq!(call(&mut log, None, "yo a u2", "b"), ("made 4".into(), 2, true));
        assert_eq!(call(&mut log, None, "yo a u3", "c"), ("made 3".into(), 2, true));
    }
}
