//! Chatwoot: messages and conversations of the API, survey answers, and stored webhooks. What they say of
//! one conversation is joined by its id.

use std::borrow::Cow;

use crate::{
    conversation::Role,
    ingest::{
        Out,
        formats::details::{Detail, details},
        json::Json,
        speaker,
    },
};

use super::{
    Fact, Platform, Read, Records, Shape, handed_over, leave_note,
    stated::{Places, stated},
    tell_with, time,
};

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

const PLACES: Places = &[
    (Fact::Channel, "conversation.channel"),
    (Fact::Channel, "meta.channel"),
    (Fact::Language, "custom_attributes.language"),
    (Fact::Score(5.0), "content_attributes.submitted_values.csat_survey_response.rating"),
    (Fact::Score(5.0), "rating"),
    (Fact::Comment, "content_attributes.submitted_values.csat_survey_response.feedback_message"),
    (Fact::Comment, "feedback_message"),
    (Fact::Tags, "labels"),
    (Fact::Columns, "custom_attributes"),
    (Fact::Column("page"), "additional_attributes.referer"),
    (Fact::Column("priority"), "priority"),
    (Fact::Column("inbox"), "inbox_id"),
];

#[derive(Default)]
struct Chatwoot {
    /// What the file says beside its messages, of the conversation that they are.
    labels: Vec<String>,
    page: Option<String>,
}

fn role(message: &Json<'_>, name: &str) -> Role {
    match message.said("message_type") {
        Some("0" | "incoming") => Role::User,
        Some("2" | "activity") => Role::System,
        Some("3" | "template") => Role::Bot,
        _ => match message.said_at(&["sender_type", "sender.type"]) {
            Some("agent_bot" | "captain_assistant" | "AgentBot" | "Captain::Assistant") => Role::Bot,
            Some(_) => Role::Agent,
            None => speaker::by_name(name).filter(|role| *role == Role::Bot).unwrap_or(Role::Agent),
        },
    }
}

impl Chatwoot {
    /// Passes on what a record says, the status of its conversation as the outcome.
    fn state(
        &self,
        id: &str,
        record: &Json<'_>,
        user: Option<&str>,
        status: &'static str,
        out: &mut Out<'_>,
    ) {
        let mut facts = stated(record, PLACES);
        if let Some(short) = facts.channel.as_deref().and_then(|channel| channel.strip_prefix("Channel::")) {
            facts.channel = Some(Cow::Owned(short.to_owned()));
        }
        facts.user = user.map(Cow::Borrowed);
        facts.outcome = record.said(status).and_then(crate::ingest::values::outcome);
        facts.tags.extend(self.labels.iter().map(|label| Cow::Borrowed(label.as_str())));
        facts.columns.extend(self.page.iter().map(|page| ("page".into(), page.as_str().into())));
        out.facts(id, &facts);
    }

    fn message(&self, id: &str, message: &Json<'_>, out: &mut Out<'_>) -> Read {
        if message.is("private", "true") {
            return leave_note(out);
        }
        let name = message.said_at(&["sender.name", "sender.id"]).unwrap_or_default();
        let role = role(message, name);
        let user = message.said_at(&["sender.identifier", "sender.id"]).filter(|_| role == Role::User);
        self.state(id, message, user, "conversation.status", out);
        // The survey's question is nobody's words; its answer is the rating.
        if message.is("content_type", "input_csat") {
            return Read::Kept;
        }
        let text = message.said("content").unwrap_or_default();
        if role == Role::System && speaker::joined(text).is_some() {
            handed_over(id, out);
        }
        let at = time(message, "created_at", out);
        let mut offered = details(message, &[(Detail::Replies, "content_attributes.items|title")]);
        let chosen = message.items("content_attributes.submitted_values");
        for reply in &mut offered.replies {
            reply.chosen |= chosen.iter().any(|chosen| chosen.is("title", &reply.text));
        }
        tell_with(id, name, role, at, text, offered, out);
        Read::Kept
    }
}

impl Records for Chatwoot {
    fn record(&mut self, record: &Json<'_>, out: &mut Out<'_>) -> Read {
        let named = record.said_at(&["conversation_id", "conversation.id"]);
        let event = record.said("event").unwrap_or_default();
        if let Some(id) = named.filter(|_| record.at("message_type").is_some()) {
            if event == "message_updated" {
                // The same message once more, for the sake of what became of it.
                self.state(id, record, None, "conversation.status", out);
                return Read::Kept;
            }
            return self.message(id, record, out);
        }
        let Some(id) = named.or_else(|| record.said("id")) else { return Read::Nothing };
        self.state(id, record, None, "status", out);
        // What happens to a conversation comes with its latest message, which had an event of its own.
        let messages = if event.is_empty() { record.items("messages") } else { &[] };
        for message in messages {
            self.message(id, message, out);
        }
        Read::Kept
    }

    fn aside(&mut self, key: &str, value: &Json<'_>, _: &mut Out<'_>) {
        if key == "meta" {
            self.labels = value.items("labels").iter().filter_map(Json::text).map(str::to_owned).collect();
            self.page = value.said("additional_attributes.referer").map(str::to_owned);
        }
    }
}
