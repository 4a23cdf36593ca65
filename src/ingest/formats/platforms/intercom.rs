//! Intercom: conversations as the API gives them one by one. The first message is the `source`, all others
//! are parts; bodies are HTML.

use crate::{
    conversation::{Facts, Outcome, Rating, Role},
    ingest::{Out, html, json::Json},
};

use super::{Platform, Read, Records, Shape, attributes, handed_over, leave_note, tell, texts, time};

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
    match author.said("type").as_deref() {
        Some("user" | "lead" | "contact") => Role::User,
        Some("admin" | "team") if !is_ai => Role::Agent,
        Some("bot" | "admin" | "team") => Role::Bot,
        _ => Role::System,
    }
}

fn facts<'r>(record: &'r Json<'_>) -> Facts<'r> {
    let rating = record.number("conversation_rating.rating").or_else(|| record.number("ai_agent.rating"));
    let outcome = match record.said("ai_agent.resolution_state").as_deref() {
        Some("confirmed_resolution") => Some(Outcome::Resolved),
        Some("escalated" | "procedure_handoff") => Some(Outcome::Escalated),
        Some("negative_feedback") => Some(Outcome::Unresolved),
        _ => None,
    };
    let mut columns = attributes(record.at("custom_attributes"));
    columns.retain(|(name, _)| name != "language");
    columns.extend(super::columns(
        record,
        &[
            ("page", "source.url"),
            ("state", "state"),
            ("priority", "priority"),
            ("started_by", "source.delivered_as"),
            ("ai_answer", "ai_agent.last_answer_type"),
            ("reopened", "statistics.count_reopens"),
        ],
    ));
    Facts {
        user: record.said_at(&["contacts.contacts.id", "source.author.id"]),
        // A message through the messenger is called a conversation.
        channel: record
            .said("source.type")
            .map(|of| if of == "conversation" { "messenger".into() } else { of }),
        language: record.said_at(&["custom_attributes.Language", "custom_attributes.language"]),
        rating: rating.map(|score| Rating { score, max: 5.0 }),
        outcome,
        handoff: outcome.filter(|outcome| *outcome == Outcome::Escalated).map(|_| true),
        tags: texts(record.items("tags.tags"), Some("name")),
        columns,
        ..Facts::default()
    }
}

impl Records for Intercom {
    fn record(&mut self, record: &Json<'_>, out: &mut Out<'_>) -> Read {
        let Some(id) = record.said("id") else { return Read::Nothing };
        out.facts(&id, &facts(record));
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
                handed_over(&id, out);
            }
            bot_spoke |= role == Role::Bot;
            if part.is("redacted", "true") {
                continue;
            }
            let name = part.said_at(&["author.name", "author.id"]).unwrap_or_default();
            let body = part.said("body").unwrap_or_default();
            said += u32::from(tell(&id, &name, role, at, html::to_text(&body), out));
        }
        if said > 0 { Read::Kept } else { Read::Nothing }
    }
}
