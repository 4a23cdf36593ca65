//! tawk.to: transcripts as its webhook sends them. Bots speak as agents or as the system there; a name with a
//! word for a bot tells them apart.

use crate::{
    conversation::Role,
    ingest::{Out, json::Json, speaker},
};

use super::{Fact, Platform, Read, Records, Shape, handed_over, state, stated::Places, tell, time};

/// The platform.
pub const TAWKTO: Platform = Platform {
    name: "tawk.to",
    whole: true,
    shapes: &[Shape { at: "", signs: "event property chat.messages.sender" }],
    reader: || Box::new(Tawkto),
};

struct Tawkto;

const PLACES: Places = &[
    (Fact::Channel, "domain"),
    (Fact::Column("country"), "chat.visitor.country"),
    (Fact::Column("property"), "property.name"),
    (Fact::Column("page"), "referrer"),
];

impl Records for Tawkto {
    fn record(&mut self, record: &Json<'_>, out: &mut Out<'_>) -> Read {
        let Some(id) = record.said("chat.id") else { return Read::Nothing };
        state(id, record, PLACES, out);
        let mut said = 0;
        for message in record.items("chat.messages") {
            let name = message.said("sender.n").unwrap_or_default();
            let is_bot = speaker::by_name(name) == Some(Role::Bot);
            let role = match message.said("sender.t") {
                Some("v") => Role::User,
                _ if is_bot => Role::Bot,
                Some("a") => Role::Agent,
                _ => Role::System,
            };
            let text = message.said("msg").unwrap_or_default();
            if role == Role::System && speaker::joined(text).is_some() {
                handed_over(id, out);
            }
            let at = time(message, "time", out);
            said += u32::from(tell(id, name, role, at, text, out));
        }
        if said > 0 { Read::Kept } else { Read::Nothing }
    }
}
