//! Chatwoot: its events of the window, whose messages are those of its API. A message comes once more when it was
//! changed or echoed, under the same id.

use crate::ingest::json::Json;

use super::{Adapter, Heard, Sense, collected::placed};

/// Reads events.
pub struct Chatwoot;

impl Adapter for Chatwoot {
    fn read(&mut self, name: &str, data: &Json<'_>, heard: &mut Heard<'_>) -> Sense {
        match name {
            "chatwoot:on-message" => {}
            name if name.starts_with("chatwoot:") => return Sense::Read,
            _ => return Sense::Noise,
        }
        let conversation = data.said_at(&["conversation_id", "conversation.id"]);
        if conversation.is_none() || data.at("message_type").is_none() {
            return Sense::Strange;
        }
        let Some(events) = heard.of_export("Chatwoot", data) else { return Sense::Strange };
        heard.events.extend(placed(events, conversation, data.said("id")));
        Sense::Read
    }
}
