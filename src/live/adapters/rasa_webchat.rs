//! rasa-webchat: what it keeps of its session in the browser, with all messages of both sides each time. Its events
//! tell the bot's messages alone; they are read only where it keeps nothing.

use crate::{
    conversation::{Role, Utterance},
    ingest::json::Json,
    live::event::{Event, Manner, Said},
};

use super::{Adapter, Heard, Sense, neutral::Neutral, offering};

/// Reads kept sessions.
#[derive(Default)]
pub struct RasaWebchat {
    session: Option<String>,
    /// How many of its messages were looked at.
    known: usize,
    /// Whether a session was ever read.
    keeps: bool,
    events: Neutral,
}

impl RasaWebchat {
    fn session(&mut self, kept: &Json<'_>, heard: &mut Heard<'_>) -> Sense {
        let Some(Json::List(messages)) = kept.at("conversation") else {
            // A session in which nothing was said yet.
            return if kept.at("session_id").is_some() { Sense::Read } else { Sense::Strange };
        };
        let session = kept.said("session_id").map(str::to_owned);
        if session != self.session || messages.len() < self.known {
            if self.session.is_some() && session != self.session {
                heard.events.push(Event::Over);
            }
            (self.session, self.known) = (session, 0);
        }
        let manner = if self.keeps { Manner::Now } else { Manner::Again };
        self.keeps = true;
        for (nth, message) in messages.iter().enumerate().skip(self.known) {
            self.message(nth, message, manner, heard);
        }
        self.known = messages.len();
        Sense::Read
    }

    fn message(&self, nth: usize, message: &Json<'_>, manner: Manner, heard: &mut Heard<'_>) {
        let text = message.said("text").unwrap_or_default();
        let role = match message.said("sender") {
            Some("client") => Role::User,
            Some("response") => Role::Bot,
            _ => return,
        };
        // A hidden one repeats the one before it; one that begins with a slash is a command of the page's.
        if message.is("hidden", "true") || role == Role::User && text.starts_with('/') {
            return;
        }
        let at = heard.time(message, "timestamp");
        let utterance = Utterance::new(role, at, text.to_owned());
        let utterance = offering(utterance, message.items("quick_replies"), "title");
        let id = format!("{nth} {}", message.said("timestamp").unwrap_or_default());
        let said = Said::now(utterance).within(self.session.as_deref()).known_as(Some(&id));
        heard.say_as(said.come(manner));
    }
}

impl Adapter for RasaWebchat {
    fn read(&mut self, name: &str, data: &Json<'_>, heard: &mut Heard<'_>) -> Sense {
        match name {
            "chat_session" => {
                let mut sense = Sense::Noise;
                data.unpacked(&mut |kept| sense = self.session(kept, heard));
                sense
            }
            "user_uttered" | "bot_uttered" | "session_confirm" if !self.keeps => {
                self.events.read(name, data, heard)
            }
            "user_uttered" | "bot_uttered" | "session_confirm" => Sense::Read,
            _ => Sense::Noise,
        }
    }
}
