//! HubSpot: threads of the conversations API with their messages.

use std::borrow::Cow;

use crate::{
    conversation::{Facts, Role},
    ingest::{Out, html, json::Json},
};

use super::{Platform, Read, Records, Shape, columns, handed_over, leave_note, tell, time};

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
    let assigned = thread.said("assignedTo").is_some_and(|actor| actor.starts_with("A-"));
    out.facts(
        id,
        &Facts {
            user: thread.said("associatedContactId"),
            channel: thread.said("originalChannelId"),
            handoff: assigned.then_some(true),
            columns: columns(thread, &[("inbox", "inboxId"), ("status", "status"), ("spam", "spam")]),
            ..Facts::default()
        },
    );
}

fn message(id: &str, message: &Json<'_>, out: &mut Out<'_>) -> Read {
    match message.said("type").as_deref() {
        Some("COMMENT") => return leave_note(out),
        Some("MESSAGE" | "WELCOME_MESSAGE") => {}
        Some("ASSIGNMENT") => {
            handed_over(id, out);
            return Read::Kept;
        }
        _ => return Read::Kept,
    }
    let actor = message.said_at(&["senders.actorId", "createdBy"]).unwrap_or_default();
    let name = message.said("senders.name").unwrap_or_else(|| actor.clone());
    let text = message.said("text").unwrap_or_else(|| {
        Cow::Owned(html::to_text(&message.said("richText").unwrap_or_default()).into_owned())
    });
    let at = time(message, "createdAt", out);
    tell(id, &name, role(&actor, message), at, text, out);
    Read::Kept
}

impl Records for HubSpot {
    fn record(&mut self, record: &Json<'_>, out: &mut Out<'_>) -> Read {
        if let Some(id) = record.said("conversationsThreadId") {
            return message(&id, record, out);
        }
        let Some(id) = record.said_at(&["thread.id", "id"]) else { return Read::Nothing };
        thread(&id, record.at("thread").unwrap_or(record), out);
        for said in record.items("results").iter().chain(record.items("messages")) {
            message(&id, said, out);
        }
        Read::Kept
    }
}
