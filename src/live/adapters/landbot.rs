//! Landbot: messages of both sides, in no certain order; they have their times. Who is not the user has a number,
//! which is below zero for the bot.

use crate::{
    conversation::{Role, Utterance},
    ingest::json::Json,
    live::event::Said,
};

use super::{Adapter, Heard, Sense, offering};

/// Reads messages.
pub struct Landbot;

impl Adapter for Landbot {
    fn read(&mut self, name: &str, data: &Json<'_>, heard: &mut Heard<'_>) -> Sense {
        if name != "new_message" {
            return Sense::Noise;
        }
        let Json::Object(_) = data else { return Sense::Strange };
        let Some(text) = data.said_at(&["message", "text", "title", "payload.text"]) else {
            return Sense::Read;
        };
        let role = match data.number("samurai") {
            Some(number) if number > 0.0 => Role::Agent,
            Some(_) => Role::Bot,
            None => Role::User,
        };
        let at = heard.time(data, "timestamp");
        let utterance = offering(Utterance::new(role, at, text.to_owned()), data.items("buttons"), "text");
        heard.say_as(Said::now(utterance).known_as(data.said_at(&["key", "uuid", "id"])))
    }
}
