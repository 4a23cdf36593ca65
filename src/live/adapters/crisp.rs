//! Crisp: messages sent and received, in the shape in which its API has them, without their conversation: that is
//! the session that was loaded.

use crate::ingest::json::{Arena, Json};

use super::{Adapter, Heard, Sense, collected::placed};

/// Reads events.
#[derive(Default)]
pub struct Crisp {
    session: Option<String>,
}

impl Adapter for Crisp {
    fn read(&mut self, name: &str, data: &Json<'_>, heard: &mut Heard<'_>) -> Sense {
        match name {
            "session:loaded" => {
                self.session = data.text().or_else(|| data.said("session_id")).map(str::to_owned);
                return heard.enter(self.session.as_deref());
            }
            "message:sent" | "message:received" => {}
            _ => return Sense::Noise,
        }
        if data.at("content").is_none() || data.at("from").is_none() {
            return Sense::Strange;
        }
        let arena = Arena::default();
        let session = ("session_id", Json::Text("-"));
        let record = arena.object(data.entries().iter().copied().chain([session]));
        // Without its number it would be taken for a conversation.
        let id = data.said("fingerprint");
        let unnumbered = ("fingerprint", Json::Text("-"));
        let record = match id {
            Some(_) => record,
            None => arena.object(record.entries().iter().copied().chain([unnumbered])),
        };
        let Some(events) = heard.of_export("Crisp", &record) else { return Sense::Strange };
        heard.events.extend(placed(events, self.session.as_deref(), id));
        Sense::Read
    }
}
