//! Chatwoot: messages and conversations of the API, survey answers, and stored webhooks. What they say of
//! one conversation is joined by its id.

use std::borrow::Cow;

use crate::{
    conversation::{Facts, Rating, Role},
    ingest::{Out, json::Json, speaker, values},
};

use super::{Platform, Read, Records, Shape, attributes, handed_over, leave_note, tell, texts, time};

/// The platform.
pub const CHATWOOT: Platform = Platform {
    name: "Chatwoot",
    whole: false,
    shapes: &[
        Shape { at: "payload", signs: "message_type conversation_id inbox_id" },
        Shape { at: "data.payload", signs: "inbox_id meta.sender status" },
        Shape { at: "payload", signs: "inbox_id meta.sender status" },
        Shape { at: "", signs: "message_type conversation.id event" },
        Shape { at: "", signs: "message_type conversation_id inbox_id" },
        Shape { at: "", signs: "rating conversation_id account_id message_id" },
        Shape { at: "payload", signs: "rating conversation_id account_id message_id" },
    ],
    reader: || Box::<Chatwoot>::default(),
};

#[derive(Default)]
struct Chatwoot {
    /// What the file says beside its messages, of the conversation that they are.
    labels: Vec<String>,
    page: Option<String>,
}

fn rating(value: Option<f64>) -> Option<Rating> {
    value.map(|score| Rating { score, max: 5.0 })
}

fn channel<'r>(record: &'r Json<'_>, path: &str) -> Option<Cow<'r, str>> {
    record.said(path).map(|channel| match channel.strip_prefix("Channel::") {
        Some(short) => Cow::Owned(short.to_owned()),
        None => channel,
    })
}

fn role(message: &Json<'_>, name: &str) -> Role {
    match message.said("message_type").as_deref() {
        Some("0" | "incoming") => Role::User,
        Some("2" | "activity") => Role::System,
        Some("3" | "template") => Role::Bot,
        _ => match message.said_at(&["sender_type", "sender.type"]).as_deref() {
            Some("agent_bot" | "captain_assistant" | "AgentBot" | "Captain::Assistant") => Role::Bot,
            Some(_) => Role::Agent,
            None => speaker::by_name(name).filter(|role| *role == Role::Bot).unwrap_or(Role::Agent),
        },
    }
}

impl Chatwoot {
    fn message(&self, id: &str, message: &Json<'_>, out: &mut Out<'_>) -> Read {
        if message.is("private", "true") {
            return leave_note(out);
        }
        let score = message.number("content_attributes.submitted_values.csat_survey_response.rating");
        let name = message.said_at(&["sender.name", "sender.id"]).unwrap_or_default();
        let role = role(message, &name);
        let is_user = role == Role::User;
        out.facts(
            id,
            &Facts {
                user: message.said_at(&["sender.identifier", "sender.id"]).filter(|_| is_user),
                channel: channel(message, "conversation.channel"),
                rating: rating(score),
                outcome: message.said("conversation.status").and_then(|status| values::outcome(&status)),
                tags: self.labels.iter().map(|label| label.as_str().into()).collect(),
                columns: self.page.iter().map(|page| ("page".into(), page.as_str().into())).collect(),
                ..Facts::default()
            },
        );
        // The survey's question is nobody's words; its answer is the rating.
        if message.is("content_type", "input_csat") {
            return Read::Kept;
        }
        let text = message.said("content").unwrap_or_default();
        if role == Role::System && speaker::joined(&text).is_some() {
            handed_over(id, out);
        }
        let at = time(message, "created_at", out);
        tell(id, &name, role, at, text, out);
        Read::Kept
    }
}

impl Records for Chatwoot {
    fn record(&mut self, record: &Json<'_>, out: &mut Out<'_>) -> Read {
        let id = record.said_at(&["conversation_id", "conversation.id"]);
        if let Some(id) = id {
            if record.at("message_type").is_some() {
                return self.message(&id, record, out);
            }
            out.facts(&id, &Facts { rating: rating(record.number("rating")), ..Facts::default() });
            return Read::Kept;
        }
        let Some(id) = record.said("id") else { return Read::Nothing };
        let mut columns = attributes(record.at("custom_attributes"));
        columns.retain(|(name, _)| name != "language");
        columns.extend(super::columns(
            record,
            &[
                ("page", "additional_attributes.referer"),
                ("priority", "priority"),
                ("inbox", "inbox_id"),
                ("status", "status"),
            ],
        ));
        out.facts(
            &id,
            &Facts {
                channel: channel(record, "meta.channel"),
                language: record.said("custom_attributes.language"),
                outcome: record.said("status").and_then(|status| values::outcome(&status)),
                tags: texts(record.items("labels"), None),
                columns,
                ..Facts::default()
            },
        );
        for message in record.items("messages") {
            self.message(&id, message, out);
        }
        Read::Kept
    }

    fn aside(&mut self, key: &str, value: &Json<'_>, _: &mut Out<'_>) {
        if key == "meta" {
            self.labels = texts(value.items("labels"), None).into_iter().map(Cow::into_owned).collect();
            self.page = value.said("additional_attributes.referer").map(Cow::into_owned);
        }
    }
}
