//! Crisp: conversations with their messages, as scripts over its API store them.

use crate::{
    conversation::Role,
    ingest::{
        Out,
        formats::details::{Detail, details},
        json::Json,
        speaker,
    },
};

use super::{
    Fact, Platform, Read, Records, Shape, handed_over, leave_note,
    stated::{Places, stated},
    tell_with, time,
};

/// The platform.
pub const CRISP: Platform = Platform {
    name: "Crisp",
    whole: true,
    shapes: &[
        Shape { at: "", signs: "session_id website_id messages" },
        Shape { at: "data", signs: "session_id website_id messages" },
        Shape { at: "", signs: "fingerprint from session_id" },
        Shape { at: "data", signs: "fingerprint from session_id" },
        Shape { at: "data", signs: "session_id website_id state" },
    ],
    reader: || Box::new(Crisp),
};

struct Crisp;

const PLACES: Places = &[
    (Fact::Channel, "meta.origin"),
    (Fact::Outcome, "state"),
    (Fact::Tags, "meta.segments"),
    (Fact::Columns, "meta.data"),
];

fn message(id: &str, message: &Json<'_>, out: &mut Out<'_>) -> Read {
    let kind = message.said("type").unwrap_or_default();
    if kind == "note" {
        return leave_note(out);
    }
    let name = message.said_at(&["user.nickname", "user.user_id"]).unwrap_or_default();
    let is_automatic = message.is("automated", "true")
        || message.is("user.type", "website")
        || message.said("user.user_id").is_some_and(|user| user.starts_with("urn:"));
    let role = match kind {
        "event" => Role::System,
        _ if message.is("from", "user") => Role::User,
        _ if is_automatic => Role::Bot,
        _ => Role::Agent,
    };
    let text = message.said_at(&["content", "content.text"]).unwrap_or_default();
    if role == Role::System && speaker::joined(text).is_some() {
        handed_over(id, out);
    }
    if !matches!(kind, "file" | "animation" | "audio") {
        let at = time(message, "timestamp", out);
        let offered = details(message, &[(Detail::Replies, "content.choices|label")]);
        tell_with(id, name, role, at, text, offered, out);
    }
    Read::Kept
}

impl Records for Crisp {
    fn record(&mut self, record: &Json<'_>, out: &mut Out<'_>) -> Read {
        let Some(id) = record.said("session_id") else { return Read::Nothing };
        if record.at("fingerprint").is_some() {
            return message(id, record, out);
        }
        let mut facts = stated(record, PLACES);
        // Every conversation is in the segment of its own origin.
        facts.tags.retain(|tag| tag != "chat");
        facts.language = record.items("meta.device.locales").first().and_then(Json::text).map(Into::into);
        out.facts(id, &facts);
        for said in record.items("messages") {
            message(id, said, out);
        }
        Read::Kept
    }
}
