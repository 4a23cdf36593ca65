//! Rasa: trackers, the events of a broker, and the SQL table of events. A sender may hold several sessions,
//! each a conversation of its own.

use std::{borrow::Cow, collections::HashMap};

use crate::{
    conversation::{Role, Utterance},
    ingest::{
        Out, finding,
        formats::{
            details::{Detail, DetailPlaces, details},
            row::{says_fallback, says_handoff},
            talks::{Held, Talks},
        },
        json::Json,
    },
};

use super::{Fact, Platform, ROWS, Read, Records, Shape, handed_over, state, time};

/// The platform.
pub const RASA: Platform = Platform {
    name: "Rasa",
    whole: true,
    shapes: &[
        Shape { at: "", signs: "sender_id events.event" },
        Shape { at: "", signs: "sender_id event timestamp" },
        Shape { at: ROWS, signs: "sender_id type_name data.event" },
    ],
    reader: || Box::<Rasa>::default(),
};

#[derive(Default)]
struct Rasa {
    talks: Talks,
    /// Twice the sessions begun by each sender, and one more if something was said in the last.
    sessions: HashMap<String, u32>,
}

const OFFERED: DetailPlaces =
    &[(Detail::Replies, "data.buttons|title"), (Detail::Replies, "data.quick_replies|title")];

impl Rasa {
    /// The conversation that a sender is in.
    fn session(&mut self, sender: &str, begins: bool, speaks: bool) -> String {
        let state = self.sessions.entry(sender.to_owned()).or_insert(2);
        // A session in which nobody spoke is none.
        if begins && *state % 2 == 1 {
            *state += 1;
        }
        *state |= u32::from(speaks);
        if *state < 4 { sender.to_owned() } else { format!("{sender} {}", *state / 2) }
    }

    fn event(&mut self, sender: &str, event: &Json<'_>, out: &mut Out<'_>) -> bool {
        let kind = event.said_at(&["event", "type_name"]).unwrap_or_default();
        let name = event.said("name").unwrap_or_default();
        let begins = kind == "restart" || name == "action_session_start";
        let id = self.session(sender, begins, matches!(kind, "user" | "bot"));
        match kind {
            "user" => self.user(&id, event, out),
            "bot" => {
                let at = time(event, "timestamp", out);
                let talk = self.talks.open(&id, out);
                let offered = event.items("data.buttons").iter().chain(event.items("data.quick_replies"));
                let offered =
                    offered.filter_map(|button| Some((button.said("payload")?, button.said("title")?)));
                talk.offered = offered.map(|(sent, reads)| (sent.to_owned(), reads.to_owned())).collect();
                let text = event.said_at(&["text", "data.custom.text"]).unwrap_or_default().to_owned();
                let details = details(event, OFFERED).into_owned().into_some();
                let utterance = Utterance { details, ..Utterance::new(Role::Bot, at, text) };
                talk.hold(Held { id: String::new(), name: "bot".into(), utterance }, out);
            }
            "pause" => handed_over(&id, out),
            "action" if says_handoff(name) => handed_over(&id, out),
            "action" if says_fallback(name) => {
                let talk = self.talks.open(&id, out);
                let user = talk.held.iter_mut().rfind(|held| held.utterance.role == Role::User);
                if let Some(user) = user {
                    user.utterance.fallback = true;
                }
            }
            "slot" if finding::has_any(name, &["csat", "rating"]) => {
                state(&id, event, &[(Fact::Score(5.0), "value"), (Fact::Satisfied, "value")], out);
            }
            _ => return !kind.is_empty(),
        }
        true
    }

    fn user(&mut self, id: &str, event: &Json<'_>, out: &mut Out<'_>) {
        let at = time(event, "timestamp", out);
        let text = event.said("text").unwrap_or_default();
        let intent = event.said("parse_data.intent.name");
        let talk = self.talks.open(id, out);
        let (role, text) = if let Some(text) = text.strip_prefix("EXTERNAL:") {
            (Role::System, text.trim().to_owned())
        } else if let Some(payload) = text.strip_prefix('/') {
            // A button was pressed: what it read, else the intent that it sends.
            let offered = talk.offered.iter().find(|(sent, _)| *sent == text);
            if let Some((_, reads)) = offered {
                // Marked where it was offered, as the payload is not what it read.
                let bot = talk.held.iter_mut().rfind(|held| held.utterance.role == Role::Bot);
                let replies = bot.and_then(|bot| bot.utterance.details.as_mut());
                for reply in replies.map(|details| &mut details.replies).into_iter().flatten() {
                    reply.chosen |= reply.text == reads.as_str();
                }
            }
            let end = payload.find('{').unwrap_or(payload.len());
            (Role::User, offered.map_or_else(|| payload[..end].to_owned(), |(_, reads)| reads.clone()))
        } else {
            (Role::User, text.to_owned())
        };
        let mut utterance = Utterance::new(role, at, text);
        utterance.fallback = intent.is_some_and(says_fallback);
        utterance.confidence = intent.as_ref().and_then(|_| event.number("parse_data.intent.confidence"));
        utterance.intent = intent.map(|intent| Cow::Owned(intent.to_owned()));
        talk.hold(Held { id: String::new(), name: "user".into(), utterance }, out);
        state(
            id,
            event,
            &[
                (Fact::Channel, "input_channel"),
                (Fact::Variant, "metadata.assistant_id"),
                (Fact::Variant, "metadata.model_id"),
            ],
            out,
        );
    }
}

impl Records for Rasa {
    fn record(&mut self, record: &Json<'_>, out: &mut Out<'_>) -> Read {
        let Some(sender) = record.said("sender_id") else { return Read::Nothing };
        let events = record.items("events");
        // A row of the SQL table holds the event in a cell.
        let cell = record.at("data").filter(|cell| cell.at("event").is_some());
        let single = events.is_empty().then(|| cell.unwrap_or(record));
        let mut is_known = false;
        for event in events.iter().chain(single) {
            is_known |= self.event(sender, event, out);
        }
        if is_known { Read::Kept } else { Read::Nothing }
    }

    fn finish(&mut self, out: &mut Out<'_>) {
        self.talks.close(out);
    }
}
