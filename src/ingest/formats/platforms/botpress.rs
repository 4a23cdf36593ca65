//! Botpress: lists of conversations and of messages, as its API gives them. What comes in is the user's,
//! what goes out the bot's, or a colleague's where it is marked.

use crate::{
    conversation::{Facts, Role},
    ingest::{Out, json::Json},
};

use super::{Platform, Read, Records, Shape, columns, handed_over, tell, time};

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

impl Records for Botpress {
    fn record(&mut self, record: &Json<'_>, out: &mut Out<'_>) -> Read {
        let Some(id) = record.said("conversationId") else {
            let Some(id) = record.said("id") else { return Read::Nothing };
            let owner = record.at("tags").map(Json::entries).unwrap_or_default();
            let owner = owner.iter().find(|(name, _)| name.ends_with(":owner"));
            out.facts(
                &id,
                &Facts {
                    user: owner.and_then(|(_, owner)| owner.text()),
                    channel: record.said("integration"),
                    columns: columns(record, &[("integration_channel", "channel")]),
                    ..Facts::default()
                },
            );
            return Read::Kept;
        };
        let user = record.said("userId").unwrap_or_default();
        let tags = record.at("tags").map(Json::entries).unwrap_or_default();
        let is_human =
            tags.iter().any(|(name, value)| name.contains("hitl") || value.text().as_deref() == Some("hitl"));
        let role = match record.said("direction").as_deref() {
            Some("incoming") => Role::User,
            _ if is_human => Role::Agent,
            _ => Role::Bot,
        };
        if role == Role::Agent {
            handed_over(&id, out);
        }
        out.facts(
            &id,
            &Facts { user: Some(user.clone()).filter(|_| role == Role::User), ..Facts::default() },
        );
        let at = time(record, "createdAt", out);
        let text = record.said_at(&["payload.text", "payload.title", "payload.body"]).unwrap_or_default();
        tell(&id, &user, role, at, text, out);
        Read::Kept
    }
}
