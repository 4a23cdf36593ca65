//! Freshchat: conversations with their messages, each in parts.

use crate::{
    conversation::Role,
    ingest::{
        Out,
        formats::details::{Detail, DetailPlaces, details},
        html,
        json::Json,
        speaker,
    },
};

use super::{
    Fact, Platform, Read, Records, Shape, handed_over, leave_note, state, stated::Places, tell_with, time,
};

/// The platform.
pub const FRESHCHAT: Platform = Platform {
    name: "Freshchat",
    whole: true,
    shapes: &[
        Shape { at: "", signs: "conversation_id messages.message_parts" },
        Shape { at: "conversations", signs: "conversation_id messages.message_parts" },
        Shape { at: "messages", signs: "message_parts actor_type" },
    ],
    reader: || Box::new(Freshchat),
};

struct Freshchat;

const PLACES: Places = &[
    (Fact::User, "users.id"),
    (Fact::Channel, "channel_id"),
    (Fact::Language, "properties.cf_language"),
    (Fact::Outcome, "status"),
    (Fact::Columns, "properties"),
];

const OFFERED: DetailPlaces =
    &[(Detail::Replies, "reply_parts.collection.sub_parts|quick_reply_button.label")];

fn message(id: &str, message: &Json<'_>, out: &mut Out<'_>) -> Read {
    if message.is("message_type", "private") {
        return leave_note(out);
    }
    let actor = message.said("actor_id").unwrap_or_default();
    let role = match message.said("actor_type") {
        Some("user") => Role::User,
        Some("bot") => Role::Bot,
        Some("agent") => Role::Agent,
        _ => Role::System,
    };
    let parts = message.items("message_parts").iter();
    let parts: Vec<_> = parts.filter_map(|part| part.said_at(&["text.content", "email.content"])).collect();
    let text = parts.join("\n");
    if role == Role::System && speaker::joined(&text).is_some() {
        handed_over(id, out);
    }
    let at = time(message, "created_time", out);
    let offered = details(message, OFFERED);
    tell_with(id, actor, role, at, &html::to_text(&text), offered, out);
    Read::Kept
}

impl Records for Freshchat {
    fn record(&mut self, record: &Json<'_>, out: &mut Out<'_>) -> Read {
        let Some(id) = record.said("conversation_id") else { return Read::Nothing };
        if record.at("message_parts").is_some() {
            return message(id, record, out);
        }
        state(id, record, PLACES, out);
        for said in record.items("messages") {
            message(id, said, out);
        }
        Read::Kept
    }
}
