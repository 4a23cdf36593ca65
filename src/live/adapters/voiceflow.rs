//! Voiceflow's chat: each time it saves a session, all turns of it. Turns have ids and grow: what a turn gains has
//! the turn's id and its own place in it.

use std::collections::HashMap;

use crate::{
    conversation::{Facts, Role, Utterance},
    ingest::json::Json,
    live::event::{Event, Manner, Said, Told},
};

use super::{Adapter, Heard, Sense, offering};

/// Reads sessions.
#[derive(Default)]
pub struct Voiceflow {
    session: String,
    /// How many messages of each turn of it were passed on.
    known: HashMap<String, usize>,
}

/// The text of one message of the bot.
fn text(message: &Json<'_>) -> String {
    if let Some(text) = message.at("text").and_then(Json::text) {
        return text.to_owned();
    }
    let mut lines: Vec<String> = Vec::new();
    lines.extend(message.said("title").map(str::to_owned));
    lines.extend(message.said("description").or_else(|| message.said("description.text")).map(str::to_owned));
    for line in message.items("text") {
        let words = line.items("children").iter().filter_map(|part| part.at("text").and_then(Json::text));
        lines.push(words.collect());
    }
    lines.join("\n")
}

impl Voiceflow {
    fn session(&mut self, session: &Json<'_>, manner: Manner, heard: &mut Heard<'_>) -> Sense {
        let Some(user) = session.said("userID") else { return Sense::Strange };
        // A user's next session begins at another time.
        let id = format!("{user} {}", session.said("startTime").unwrap_or_default());
        if id != self.session {
            self.known.clear();
            id.clone_into(&mut self.session);
            let facts = Facts { user: Some(user.to_owned().into()), ..Facts::default() };
            heard.events.push(Event::Told(Told { conversation: Some(id.clone()), facts }));
        }
        for turn in session.items("turns") {
            self.turn(turn, manner, heard);
        }
        if session.is("status", "ENDED") {
            heard.events.push(Event::Over);
        }
        Sense::Read
    }

    fn turn(&mut self, turn: &Json<'_>, manner: Manner, heard: &mut Heard<'_>) {
        let Some(turn_id) = turn.said("id") else { return };
        let at = heard.time(turn, "timestamp");
        let is_user = turn.is("type", "user");
        let messages = if is_user { std::slice::from_ref(turn) } else { turn.items("messages") };
        let before = self.known.get(turn_id).copied().unwrap_or_default();
        for (nth, message) in messages.iter().enumerate().skip(before) {
            let utterance = if is_user {
                Utterance::new(Role::User, at, message.said("message").unwrap_or_default().to_owned())
            } else {
                let last = nth + 1 == messages.len();
                let offered = if last { turn.items("actions") } else { &[] };
                offering(Utterance::new(Role::Bot, at, text(message)), offered, "name")
            };
            let id = if nth == 0 { turn_id.to_owned() } else { format!("{turn_id} {nth}") };
            heard.say_as(Said::now(utterance).within(Some(&self.session)).known_as(Some(&id)).come(manner));
        }
        self.known.insert(turn_id.to_owned(), messages.len().max(before));
    }
}

impl Adapter for Voiceflow {
    fn read(&mut self, name: &str, data: &Json<'_>, heard: &mut Heard<'_>) -> Sense {
        let mut sense = Sense::Noise;
        data.unpacked(&mut |data| {
            sense = match (name, data.said("type")) {
                // What the browser still holds of it after a reload.
                ("stored", _) => self.session(data, Manner::Again, heard),
                (_, Some("voiceflow:save_session")) => match data.at("payload") {
                    Some(session) => self.session(session, Manner::Now, heard),
                    None => Sense::Strange,
                },
                (_, Some(kind)) if kind.starts_with("voiceflow:") => Sense::Read,
                _ => Sense::Noise,
            };
        });
        sense
    }
}
