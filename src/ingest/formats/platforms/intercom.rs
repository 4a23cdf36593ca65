//! Intercom: conversations as the API gives them one by one. The first message is the `source`, all others
//! are parts; bodies are HTML.

use crate::{
    conversation::{Outcome, Role},
    ingest::{Out, html, json::Json},
};

use super::{
    Platform, Read, Records, Shape, handed_over, leave_note,
    stated::{Fact, Places, stated},
    tell, time,
};

/// The platform.
pub const INTERCOM: Platform = Platform {
    name: "Intercom",
    whole: true,
    shapes: &[
        Shape { at: "", signs: "conversation_parts source.author" },
        Shape { at: "conversations", signs: "conversation_parts source.author" },
    ],
    reader: || Box::new(Intercom),
};

struct Intercom;

/// The role of an author; an AI agent may speak under a colleague's name.
fn role(author: Option<&Json<'_>>) -> Role {
    let Some(author) = author else { return Role::System };
    let is_ai = author.is("from_ai_agent", "true") || author.is("is_ai_answer", "true");
    match author.said("type") {
        Some("user" | "lead" | "contact") => Role::User,
        Some("admin" | "team") if !is_ai => Role::Agent,
        Some("bot" | "admin" | "team") => Role::Bot,
        _ => Role::System,
    }
}

const PLACES: Places = &[
    (Fact::User, "contacts.contacts.id"),
    (Fact::User, "source.author.id"),
    (Fact::Channel, "source.type"),
    (Fact::Language, "custom_attributes.Language"),
    (Fact::Language, "custom_attributes.language"),
    (Fact::Score(5.0), "conversation_rating.rating"),
    (Fact::Score(5.0), "ai_agent.rating"),
    (Fact::Comment, "conversation_rating.remark"),
    (Fact::Comment, "ai_agent.rating_remark"),
    (Fact::Tags, "tags.tags|name"),
    (Fact::Columns, "custom_attributes"),
    (Fact::Column("page"), "source.url"),
    (Fact::Column("state"), "state"),
    (Fact::Column("priority"), "priority"),
    (Fact::Column("started_by"), "source.delivered_as"),
    (Fact::Column("ai_answer"), "ai_agent.last_answer_type"),
    (Fact::Column("reopened"), "statistics.count_reopens"),
];

/// The outcome that the AI agent knows. What it assumes is none.
fn outcome(state: &str) -> Option<Outcome> {
    match state {
        "confirmed_resolution" => Some(Outcome::Resolved),
        "escalated" | "procedure_handoff" => Some(Outcome::Escalated),
        "negative_feedback" => Some(Outcome::Unresolved),
        _ => None,
    }
}

impl Records for Intercom {
    fn record(&mut self, record: &Json<'_>, out: &mut Out<'_>) -> Read {
        let Some(id) = record.said("id") else { return Read::Nothing };
        let mut facts = stated(record, PLACES);
        // A message through the messenger is called a conversation.
        if facts.channel.as_deref() == Some("conversation") {
            facts.channel = Some("messenger".into());
        }
        facts.outcome = record.said("ai_agent.resolution_state").and_then(outcome);
        facts.handoff = (facts.outcome == Some(Outcome::Escalated)).then_some(true);
        out.facts(id, &facts);
        let mut said = 0;
        let mut bot_spoke = false;
        let parts = record.items("conversation_parts.conversation_parts");
        for (nth, part) in record.at("source").into_iter().chain(parts).enumerate() {
            // The first message has the time of the conversation.
            let at = time(if nth == 0 { record } else { part }, "created_at", out);
            let kind = part.said("part_type").unwrap_or_default();
            if kind.starts_with("note") {
                leave_note(out);
                continue;
            }
            let role = role(part.at("author"));
            if kind.starts_with("assignment") && bot_spoke && part.at("assigned_to").is_some() {
                handed_over(id, out);
            }
            bot_spoke |= role == Role::Bot;
            if part.is("redacted", "true") {
                continue;
            }
            let name = part.said_at(&["author.name", "author.id"]).unwrap_or_default();
            let body = part.said("body").unwrap_or_default();
            said += u32::from(tell(id, name, role, at, &html::to_text(body), out));
        }
        if said > 0 { Read::Kept } else { Read::Nothing }
    }
}
