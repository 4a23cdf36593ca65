//! deep-chat: an event for each message once it is whole, streamed ones too. It has neither times nor ids; what the
//! page gives it as history is shown again.

use crate::{
    conversation::{Role, Utterance},
    ingest::{json::Json, speaker, text_of_html},
    live::event::{Manner, Said},
};

use super::{Adapter, Heard, Sense, offering};

/// Reads messages.
pub struct DeepChat;

impl Adapter for DeepChat {
    fn read(&mut self, name: &str, data: &Json<'_>, heard: &mut Heard<'_>) -> Sense {
        match name {
            "message" => {}
            "clear-messages" => return heard.over(),
            // The same once more under its former name, and what is no message.
            _ => return Sense::Noise,
        }
        let Some(message) = data.at("message") else { return Sense::Strange };
        let role = match message.said("role") {
            Some("ai") => Role::Bot,
            // A name of the page's own is not made a bot.
            Some(name) => speaker::exact(name).or_else(|| speaker::by_name(name)).unwrap_or(Role::Agent),
            None => return Sense::Strange,
        };
        let text = match (message.said("text"), message.said("html")) {
            (Some(text), _) => text.to_owned(),
            (None, Some(html)) => text_of_html(html).into_owned(),
            // A picture or a file.
            (None, None) => return Sense::Read,
        };
        let utterance = offering(Utterance::new(role, None, text), message.items("custom.replies"), "text");
        let manner = if data.is("isHistory", "true") { Manner::Again } else { Manner::Now };
        heard.say_as(Said::now(utterance).come(manner))
    }
}
