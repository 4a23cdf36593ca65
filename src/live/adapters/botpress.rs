//! Botpress Webchat: messages of the bot with ids and times, those of the user with neither.

use crate::{
    conversation::{Role, Utterance},
    ingest::json::Json,
    live::event::Said,
};

use super::{Adapter, Heard, Sense, offering};

/// Reads events.
#[derive(Default)]
pub struct Botpress {
    conversation: Option<String>,
}

/// Where the words of a message are, by its kind.
const WORDS: &[&str] = &["text", "block.text", "title", "payload.text", "message", "label"];

impl Adapter for Botpress {
    fn read(&mut self, name: &str, data: &Json<'_>, heard: &mut Heard<'_>) -> Sense {
        match name {
            "conversation" => {
                self.conversation = data.text().or_else(|| data.said("id")).map(str::to_owned);
                heard.enter(self.conversation.as_deref())
            }
            "messageSent" => match data.text().or_else(|| data.said_at(WORDS)) {
                Some(text) => {
                    let utterance = Utterance::new(Role::User, None, text.to_owned());
                    heard.say_as(Said::now(utterance).within(self.conversation.as_deref()))
                }
                None => Sense::Read,
            },
            "message" => {
                let Some(block) = data.get(&["block", "payload"]) else { return Sense::Strange };
                let Some(text) = block.said_at(WORDS) else { return Sense::Read };
                let at = heard.time(data, "timestamp");
                let offered = ["options", "block.options"].map(|path| block.items(path));
                let offered = offered.into_iter().find(|list| !list.is_empty()).unwrap_or_default();
                let utterance = offering(Utterance::new(Role::Bot, at, text.to_owned()), offered, "label");
                let conversation = data.said("conversationId").or(self.conversation.as_deref());
                heard.say_as(Said::now(utterance).within(conversation).known_as(data.said("id")))
            }
            _ => Sense::Noise,
        }
    }
}
