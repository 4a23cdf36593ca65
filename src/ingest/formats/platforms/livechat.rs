//! LiveChat: archived chats of the agent API, one object for each thread. Bots are agents there; names and
//! ids with a word for a bot tell them apart.

use std::borrow::Cow;

use crate::{
    conversation::Role,
    ingest::{
        Out,
        formats::{
            details::{Detail, details},
            row::says_handoff,
        },
        json::Json,
        speaker,
    },
};

use super::{
    Fact, Platform, Read, Records, Shape, handed_over, leave_note, state, stated::Places, tell_with, time,
};

/// The platform.
pub const LIVECHAT: Platform = Platform {
    name: "LiveChat",
    whole: true,
    shapes: &[
        Shape { at: "chats", signs: "thread.events users" },
        Shape { at: "", signs: "thread.events users" },
    ],
    reader: || Box::new(LiveChat),
};

struct LiveChat;

const PLACES: Places = &[
    (Fact::Score(1.0), "thread.properties.rating.score"),
    (Fact::Score(1.0), "thread.properties.rating.score.value"),
    (Fact::Comment, "thread.properties.rating.comment"),
    (Fact::Comment, "thread.properties.rating.comment.value"),
    (Fact::Tags, "thread.tags"),
];

impl Records for LiveChat {
    fn record(&mut self, record: &Json<'_>, out: &mut Out<'_>) -> Read {
        // A customer who comes back has the same chat and another thread.
        let Some(id) = record.said_at(&["thread.id", "id"]) else { return Read::Nothing };
        let users = record.items("users");
        // Each message looks its author up; no chat has more people.
        let users = &users[..users.len().min(1_000)];
        let customer = users.iter().find(|user| user.is("type", "customer")).unwrap_or(&Json::Null);
        state(id, customer, &[(Fact::User, "id")], out);
        state(id, record, PLACES, out);
        let mut said = 0;
        for event in record.items("thread.events") {
            if event.is("visibility", "agents") {
                leave_note(out);
                continue;
            }
            let kind = event.said("type").unwrap_or_default();
            let system = event.said("system_message_type").unwrap_or_default();
            if kind == "system_message" && says_handoff(system) {
                handed_over(id, out);
            }
            let author = event.said("author_id").unwrap_or_default();
            let user = users.iter().find(|user| user.is("id", author));
            let name = user.and_then(|user| user.said("name")).unwrap_or(author);
            let is_bot = kind == "rich_message"
                || [name, author].iter().any(|name| speaker::by_name(name) == Some(Role::Bot));
            let role = match kind {
                "system_message" => Role::System,
                _ if user.is_some_and(|user| user.is("type", "customer")) => Role::User,
                _ if is_bot => Role::Bot,
                _ => Role::Agent,
            };
            let text: Cow<'_, str> = match kind {
                "message" => event.said("text").unwrap_or_default().into(),
                // How a chat was rated stands among its facts.
                "system_message" if !system.starts_with("rating.") => {
                    event.said("text").unwrap_or_default().into()
                }
                "rich_message" => {
                    let cards = event.items("elements");
                    let lines = cards.iter().flat_map(|card| [card.said("title"), card.said("subtitle")]);
                    lines.flatten().collect::<Vec<_>>().join("\n").into()
                }
                _ => continue,
            };
            let at = time(event, "created_at", out);
            let offered = details(event, &[(Detail::Replies, "elements.buttons|text")]);
            said += u32::from(tell_with(id, name, role, at, &text, offered, out));
        }
        if said > 0 { Read::Kept } else { Read::Nothing }
    }
}
