//! Typebot: the user's answers. What the bot says it gives to nobody; that can only be seen in the page.

use crate::{conversation::Role, ingest::json::Json};

use super::{Adapter, Heard, Sense};

/// Reads answers.
pub struct Typebot;

impl Adapter for Typebot {
    fn read(&mut self, name: &str, data: &Json<'_>, heard: &mut Heard<'_>) -> Sense {
        match name {
            "onAnswer" => match data.said("message") {
                Some(text) => heard.say(Role::User, None, text),
                None => Sense::Strange,
            },
            "onEnd" => heard.over(),
            "onInit" | "onNewInputBlock" => Sense::Read,
            _ => Sense::Noise,
        }
    }
}
