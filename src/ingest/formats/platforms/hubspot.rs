//! HubSpot: threads of the conversations API with their messages.

use std::borrow::Cow;

use crate::{
    conversation::Role,
    ingest::{
        Out,
        formats::details::{Detail, details},
        html,
        json::Json,
    },
};

use super::{
    Fact, Platform, Read, Records, Shape, handed_over, leave_note, state, stated::Places, tell_with, time,
};

/// The platform.
pub const HUBSPOT: Platform = Platform {
    name: "HubSpot",
    whole: true,
    shapes: &[
        Shape { at: "", signs: "thread.id results" },
        Shape { at: "", signs: "thread.id messages.senders" },
        Shape { at: "results", signs: "conversationsThreadId createdAt type" },
        Shape { at: "", signs: "conversationsThreadId createdAt type" },
        Shape { at: "results", signs: "originalChannelId inboxId status" },
    ],
    reader: || Box::new(HubSpot),
};

struct HubSpot;

const PLACES: Places = &[
    (Fact::User, "associatedContactId"),
    (Fact::Channel, "originalChannelId"),
    (Fact::Column("inbox"), "inboxId"),
    (Fact::Column("status"), "status"),
    (Fact::Column("spam"), "spam"),
];

/// The role that the first letter of an actor's id says.
fn role(actor: &str, message: &Json<'_>) -> Role {
    match actor.as_bytes().first() {
        Some(b'V' | b'E') => Role::User,
        Some(b'A') => Role::Agent,
        Some(b'S') => Role::System,
        _ if message.is("direction", "INCOMING") => Role::User,
        _ => Role::Bot,
    }
}

fn thread(id: &str, thread: &Json<'_>, out: &mut Out<'_>) {
    state(id, thread, PLACES, out);
    if thread.said("assignedTo").is_some_and(|actor| actor.starts_with("A-")) {
        handed_over(id, out);
    }
}

fn message(id: &str, message: &Json<'_>, out: &mut Out<'_>) -> Read {
    match message.said("type") {
        Some("COMMENT") => return leave_note(out),
        Some("MESSAGE" | "WELCOME_MESSAGE") => {}
        Some("ASSIGNMENT") => {
            handed_over(id, out);
            return Read::Kept;
        }
        _ => return Read::Kept,
    }
    let actor = message.said_at(&["senders.actorId", "createdBy"]).unwrap_or_default();
    let name = message.said("senders.name").unwrap_or(actor);
    let text = match message.said("text") {
        Some(text) => Cow::Borrowed(text),
        None => html::to_text(message.said("richText").unwrap_or_default()),
    };
    let at = time(message, "createdAt", out);
    let offered = details(message, &[(Detail::Replies, "attachments.quickReplies|label")]);
    tell_with(id, name, role(actor, message), at, &text, offered, out);
    Read::Kept
}

impl Records for HubSpot {
    fn record(&mut self, record: &Json<'_>, out: &mut Out<'_>) -> Read {
        if let Some(id) = record.said("conversationsThreadId") {
            return message(id, record, out);
        }
        let Some(id) = record.said_at(&["thread.id", "id"]) else { return Read::Nothing };
        thread(id, record.at("thread").unwrap_or(record), out);
        for said in record.items("results").iter().chain(record.items("messages")) {
            message(id, said, out);
        }
        Read::Kept
    }
}
