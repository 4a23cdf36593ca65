//! Botpress: lists of conversations and of messages, as its API gives them. What comes in is the user's,
//! what goes out the bot's, or a colleague's where it is marked.

use crate::{
    conversation::Role,
    ingest::{
        Out, finding,
        formats::details::{Detail, DetailPlaces, details},
        json::Json,
    },
};

use super::{
    Fact, Platform, Read, Records, Shape, handed_over, state,
    stated::{Places, stated},
    tell_with, time,
};

/// The platform.
pub const BOTPRESS: Platform = Platform {
    name: "Botpress",
    whole: false,
    shapes: &[
        Shape { at: "messages", signs: "direction payload conversationId" },
        Shape { at: "", signs: "direction payload conversationId" },
        Shape { at: "conversations", signs: "integration channel createdAt" },
    ],
    reader: || Box::new(Botpress),
};

struct Botpress;

const PLACES: Places = &[(Fact::Channel, "integration"), (Fact::Column("integration_channel"), "channel")];

const OFFERED: DetailPlaces =
    &[(Detail::Replies, "payload.options|label"), (Detail::Replies, "payload.actions|label")];

impl Records for Botpress {
    fn record(&mut self, record: &Json<'_>, out: &mut Out<'_>) -> Read {
        let tags = record.at("tags").map(Json::entries).unwrap_or_default();
        let Some(id) = record.said("conversationId") else {
            let Some(id) = record.said("id") else { return Read::Nothing };
            let mut facts = stated(record, PLACES);
            let owner = tags.iter().find(|(name, _)| name.ends_with(":owner"));
            facts.user = owner.and_then(|(_, owner)| owner.text()).map(Into::into);
            out.facts(id, &facts);
            return Read::Kept;
        };
        let user = record.said("userId").unwrap_or_default();
        let is_human =
            tags.iter().any(|(name, value)| finding::has(name, "hitl") || value.text() == Some("hitl"));
        let role = match record.said("direction") {
            Some("incoming") => Role::User,
            _ if is_human => Role::Agent,
            _ => Role::Bot,
        };
        if role == Role::Agent {
            handed_over(id, out);
        }
        if role == Role::User {
            state(id, record, &[(Fact::User, "userId")], out);
        }
        let at = time(record, "createdAt", out);
        let text = record.said_at(&["payload.text", "payload.title", "payload.body"]).unwrap_or_default();
        let offered = details(record, OFFERED);
        tell_with(id, user, role, at, text, offered, out);
        Read::Kept
    }
}
