//! Logs of calls to a language model repeat the conversation so far with every call. Here is known what of
//! a call was read before, so that it is counted once.

use std::collections::HashMap;

use crate::{conversation::Role, ingest::json::fingerprint};

/// Messages of a session that are remembered; a history that reaches further back is cut there.
const REMEMBERED: usize = 400;

/// What was read of each session: its messages as small numbers.
#[derive(Debug, Default)]
pub struct Histories {
    sessions: Vec<Session>,
    /// Places of sessions by their names.
    by_name: HashMap<String, u32>,
    /// Places in `ends` by the user and all messages of sessions without a name.
    by_end: HashMap<String, u32>,
    /// Sessions that ended so; several may have said the same.
    ends: Vec<Vec<u32>>,
}

#[derive(Debug)]
struct Session {
    name: String,
    read: Vec<u64>,
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
    /// Takes a call: its history and its answer, each message as the number of [`number`]. A call without a
    /// session goes on where an earlier one of the same user ended; one that goes on nowhere begins a
    /// session, named by `name` with its number.
    pub fn take(
        &mut self,
        session: Option<String>,
        user: &str,
        history: &[u64],
        answer: Option<u64>,
        name: &str,
    ) -> Added {
        let is_nameless = session.is_none();
        let place = match session {
            Some(name) => self.place_of(name),
            None => self.going_on(user, history, name),
        };
        let Session { name, read } = &mut self.sessions[place as usize];
        let is_repeated = read.len() <= history.len() + 1 && read.starts_with(history) && !history.is_empty();
        let known = if is_repeated { history.len() } else { overlap(read, history) };
        // The same where the beginning is no longer remembered.
        let is_repeated_later = !is_repeated
            && known == history.len()
            && read.len() == REMEMBERED
            && history.ends_with(&read[..REMEMBERED - 1]);
        let is_known = is_repeated && read.get(history.len()) == answer.as_ref()
            || is_repeated_later && read.last() == answer.as_ref();
        let answer_is_new = answer.is_some() && !is_known;
        if !is_repeated {
            read.extend(&history[known..]);
        }
        if answer_is_new {
            if is_repeated_later {
                read.pop();
            }
            read.truncate(if is_repeated { history.len() } else { read.len() });
            read.extend(answer);
        }
        let added = Added { session: name.clone(), known, answer: answer_is_new };
        let end = chains(user, read).last().copied().filter(|_| is_nameless);
        if read.len() > REMEMBERED {
            read.drain(..read.len() - REMEMBERED);
        }
        if let Some(end) = end {
            let next = self.ends.len() as u32;
            let at = *self.by_end.entry(end.to_string()).or_insert(next);
            if at == next {
                self.ends.push(Vec::new());
            }
            self.ends[at as usize].push(place);
        }
        added
    }

    /// The place of a session of this name.
    fn place_of(&mut self, name: String) -> u32 {
        let next = self.sessions.len() as u32;
        let place = *self.by_name.entry(name.clone()).or_insert(next);
        if place == next {
            self.sessions.push(Session { name, read: Vec::new() });
        }
        place
    }

    /// The session that a call without a name goes on with: the one that ended where its history, but for
    /// the newest messages, does.
    fn going_on(&mut self, user: &str, history: &[u64], name: &str) -> u32 {
        let chains = chains(user, history);
        let before = &chains[..chains.len() - 1];
        let found = before.iter().rev().find_map(|end| {
            let at = *self.by_end.get(&end.to_string())?;
            self.ends[at as usize].pop()
        });
        found.unwrap_or_else(|| {
            let place = self.sessions.len() as u32;
            self.sessions.push(Session { name: format!("{name}{}", place + 1), read: Vec::new() });
            place
        })
    }
}

/// A message as a number: what was said, and by whom.
pub fn number(role: Role, text: &str) -> u64 {
    fingerprint(text).rotate_left(role as u32)
}

/// How much of the beginning of a history is the end of what was read.
fn overlap(read: &[u64], history: &[u64]) -> usize {
    if read.len() == REMEMBERED {
        // What is no longer remembered stands in the history before what is; the answer may not be in it yet.
        for end in [read, &read[..REMEMBERED - 1]] {
            if let Some(at) = history.windows(end.len()).rposition(|window| window == end) {
                return at + end.len();
            }
        }
    }
    (0..=history.len().min(read.len())).rev().find(|n| read.ends_with(&history[..*n])).unwrap_or(0)
}

/// A number for each beginning of a user's messages, from none of them to all.
fn chains(user: &str, messages: &[u64]) -> Vec<u64> {
    let mut chain = fingerprint(user);
    let mut chains = vec![chain];
    for message in messages {
        chain = (chain.rotate_left(5) ^ message).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        chains.push(chain);
    }
    chains
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
        let history: Vec<u64> = history.split_whitespace().map(fingerprint).collect();
        let answer = Some(answer).filter(|answer| !answer.is_empty()).map(fingerprint);
        let added = histories.take(session.map(str::to_owned), "", &history, answer, "made ");
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
    fn a_history_longer_than_what_is_remembered_is_counted_once() {
        let mut log = Histories::default();
        let (mut history, mut read) = (String::new(), 0);
        for n in 0..REMEMBERED {
            history.push_str(&format!("u{n} "));
            let (_, known, answer) = call(&mut log, Some("s"), &history, &format!("a{n}"));
            read += 2 * n + 1 - known + usize::from(answer);
            // The same call once more.
            assert_eq!(call(&mut log, Some("s"), &history, &format!("a{n}")).1, 2 * n + 1);
            history.push_str(&format!("a{n} "));
        }
        assert_eq!(read, 2 * REMEMBERED);
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
