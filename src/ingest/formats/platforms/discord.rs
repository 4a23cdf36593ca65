//! Discord: a channel as DiscordChatExporter writes it. A pause begins a new conversation.

use std::borrow::Cow;

use crate::{
    conversation::{Facts, Role},
    ingest::{Out, formats::sessions::Sessions, json::Json, speaker},
};

use super::{Platform, Read, Records, Shape, tell, time};

/// The platform.
pub const DISCORD: Platform = Platform {
    name: "Discord",
    whole: false,
    shapes: &[
        Shape { at: "messages", signs: "author.isBot timestamp content" },
        Shape { at: "messages", signs: "author.isBot timestamp type" },
    ],
    reader: || Box::<Discord>::default(),
};

#[derive(Default)]
struct Discord {
    sessions: Sessions,
    channel: String,
    name: String,
}

impl Records for Discord {
    fn aside(&mut self, key: &str, value: &Json<'_>, _: &mut Out<'_>) {
        if key == "channel" {
            value.said("id").unwrap_or_default().clone_into(&mut self.channel);
            value.said("name").unwrap_or_default().clone_into(&mut self.name);
        }
    }

    fn record(&mut self, record: &Json<'_>, out: &mut Out<'_>) -> Read {
        let at = time(record, "timestamp", out);
        let author = record.said("author.id").unwrap_or_default();
        let name = record.said_at(&["author.nickname", "author.name"]).unwrap_or_default();
        let chat = if self.channel.is_empty() { out.made_id("channel") } else { self.channel.clone() };
        let (id, _) = self.sessions.take(&chat, at, name, out);
        let is_staff = record
            .items("author.roles")
            .iter()
            .any(|role| role.said("name").is_some_and(|name| speaker::by_name(name) == Some(Role::Agent)));
        let role = if !matches!(record.said("type"), None | Some("Default" | "Reply")) {
            Role::System
        } else if record.is("author.isBot", "true") {
            Role::Bot
        } else if is_staff {
            Role::Agent
        } else {
            Role::User
        };
        out.facts(
            &id,
            &Facts {
                user: Some(Cow::Borrowed(author)).filter(|_| role == Role::User),
                channel: Some("discord".into()),
                columns: vec![("discord_channel".into(), Cow::Borrowed(self.name.as_str()))],
                ..Facts::default()
            },
        );
        let text = record.said("content").unwrap_or_default();
        tell(&id, name, role, at, text, out);
        Read::Kept
    }
}
