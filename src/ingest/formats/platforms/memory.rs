//! The chat memory of n8n and LangChain: a row for each message, which is JSON in a cell. It has no times
//! unless the table was given some.

use crate::{
    conversation::Role,
    ingest::{Out, formats::calls::text_of, json::Json},
};

use super::{Platform, ROWS, Read, Records, Shape, tell, time};

/// The platform.
pub const MEMORY: Platform = Platform {
    name: "n8n and LangChain memory",
    whole: false,
    shapes: &[
        Shape { at: ROWS, signs: "session_id message.type message.content" },
        Shape { at: ROWS, signs: "session_id message.type message.data.content" },
        Shape { at: "", signs: "session_id message.type message.content" },
        Shape { at: "", signs: "session_id message.type message.data.content" },
    ],
    reader: || Box::new(Memory),
};

struct Memory;

impl Records for Memory {
    fn record(&mut self, record: &Json<'_>, out: &mut Out<'_>) -> Read {
        let (Some(id), Some(message)) = (record.said("session_id"), record.at("message")) else {
            return Read::Nothing;
        };
        let role = match message.said("type") {
            Some("human") => Role::User,
            Some("ai") => Role::Bot,
            // Instructions and what tools said is nobody's words.
            Some(_) => return Read::Kept,
            None => return Read::Nothing,
        };
        let at = if record.at("created_at").is_some() { time(record, "created_at", out) } else { None };
        let text = text_of(message.at("content").or_else(|| message.at("data.content")));
        tell(id, role.name(), role, at, &text, out);
        Read::Kept
    }
}
