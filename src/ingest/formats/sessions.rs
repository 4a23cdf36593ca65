//! Chats without an end, as messengers keep them: a pause begins a new conversation.

use std::collections::HashMap;

use crate::{conversation::Millis, ingest::Out};

/// The chats of a file.
#[derive(Debug, Default)]
pub struct Sessions {
    /// Places of chats by their names.
    places: HashMap<String, u32>,
    chats: Vec<Session>,
}

#[derive(Debug, Default)]
struct Session {
    number: u32,
    latest: Option<Millis>,
    /// Whoever of those that are no bot spoke first.
    first: Option<String>,
}

impl Sessions {
    /// The conversation of a message in a chat, and whether its speaker was the first that is no bot.
    pub fn take(
        &mut self,
        chat: &str,
        at: Option<Millis>,
        speaker: &str,
        out: &mut Out<'_>,
    ) -> (String, bool) {
        let next = self.chats.len() as u32;
        let place = *self.places.entry(chat.to_owned()).or_insert(next);
        if place == next {
            self.chats.push(Session { number: 1, ..Session::default() });
        }
        let session = &mut self.chats[place as usize];
        let pause = session.latest.zip(at).map(|(before, now)| now.0 - before.0);
        out.hear_pause(chat, pause);
        if pause.is_some_and(|pause| pause > out.gap()) {
            session.number += 1;
            session.first = None;
        }
        session.latest = at.or(session.latest);
        let is_bot = crate::ingest::speaker::by_name(speaker) == Some(crate::conversation::Role::Bot);
        if session.first.is_none() && !is_bot {
            session.first = Some(speaker.to_owned());
        }
        let id = if session.number == 1 { chat.to_owned() } else { format!("{chat} {}", session.number) };
        (id, session.first.as_deref() == Some(speaker))
    }
}
