//! One JSON record as conversations and messages: `{messages: [{role, content}]}` under the key names
//! that sources use, and a message that names its conversation.

use std::borrow::Cow;

use crate::{
    conversation::{Facts, Millis, Role, Utterance},
    ingest::{Effect, Kind, Out, custom, json::Json, notes, speaker, values},
};

use super::row::{says_fallback, says_handoff};

const ID: &[&str] = &[
    "id",
    "conversation_id",
    "conversationId",
    "session_id",
    "sessionId",
    "chat_id",
    "chatId",
    "thread_id",
    "threadId",
    "ticket_id",
    "conversation",
    "session",
    "uuid",
    "conversation_hash",
];
const MESSAGE_CONVERSATION: &[&str] = &[
    "conversation_id",
    "conversationId",
    "session_id",
    "sessionId",
    "chat_id",
    "chatId",
    "thread_id",
    "threadId",
    "ticket_id",
    "conversation",
    "session",
];
/// Names under which a conversation keeps its messages.
pub const MESSAGES: &[&str] = &[
    "messages",
    "conversation",
    "conversations",
    "turns",
    "utterances",
    "history",
    "chat_messages",
    "dialogue",
    "dialog",
    "transcript",
    "chat",
];
const ROLE: &[&str] =
    &["role", "sender", "from", "author", "type", "speaker", "sender_type", "participant", "direction"];
const TEXT: &[&str] = &["content", "text", "message", "body", "value", "utterance", "msg"];
const TIME: &[&str] = &[
    "timestamp",
    "ts",
    "created_at",
    "createdAt",
    "time",
    "date",
    "create_time",
    "sent_at",
    "at",
    "datetime",
];
const USER: &[&str] =
    &["user_id", "userId", "user", "customer_id", "customerId", "visitor_id", "visitorId", "email"];

/// What was written beside a rating.
const COMMENT: &[&str] =
    &["csat_comment", "rating_comment", "survey_comment", "feedback_comment", "csatComment", "ratingComment"];

/// What else is read of a record, and what is about a message alone.
const OTHERS: &[&str] = &[
    "channel",
    "source",
    "platform",
    "language",
    "locale",
    "lang",
    "variant",
    "experiment",
    "version",
    "bot_version",
    "rating",
    "csat",
    "score",
    "satisfaction",
    "outcome",
    "status",
    "resolution",
    "resolved",
    "is_resolved",
    "tags",
    "labels",
    "handoff",
    "escalated",
    "handed_off",
    "intent",
    "intent_name",
    "confidence",
    "fallback",
    "is_fallback",
    "feedback",
    "event",
    "event_name",
    "message_id",
    "messageId",
    "parent_id",
    "parentId",
    "object",
];
/// Keys that are no columns to filter by.
const KNOWN: &[&[&str]] = &[ID, MESSAGES, ROLE, TEXT, TIME, USER, COMMENT, OTHERS];
/// Where a record keeps what its source has no key for.
const FURTHER: &[&str] = &[
    "metadata",
    "custom_attributes",
    "customAttributes",
    "custom_fields",
    "customFields",
    "attributes",
    "properties",
    "custom",
    "meta",
];

/// What a record turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// This many messages, in order.
    Messages(usize),
    /// Nothing that could be read.
    Nothing,
}

/// The id that a record gives its conversation.
pub fn id_of<'r>(record: &'r Json<'_>) -> Option<&'r str> {
    record.text_at(ID).or_else(|| {
        let metadata = record.get(&["metadata", "meta"])?;
        metadata.text_at(MESSAGE_CONVERSATION)
    })
}

/// Whether a record is a conversation with its messages inside.
pub fn has_messages(record: &Json<'_>) -> bool {
    record.list(MESSAGES).is_some_and(|list| list.first().is_none_or(is_message))
}

/// Whether a value is a message: an object with a speaker and a text, or with a text at least.
pub fn is_message(value: &Json<'_>) -> bool {
    matches!(value, Json::Object(_))
        && (value.get(TEXT).is_some()
            || value
                .get(ROLE)
                .is_some_and(|role| role.text().is_some() || role.get(&["role", "type"]).is_some()))
}

/// Reads a conversation with its messages inside. `id` is what it goes by.
pub fn conversation(record: &Json<'_>, id: &str, out: &mut Out<'_>) -> Found {
    let facts = facts(record, out.rating_max);
    out.facts(id, &facts);
    match utterances(record.list(MESSAGES).unwrap_or_default(), id, out) {
        0 => Found::Nothing,
        n => Found::Messages(n),
    }
}

/// Reads one message that names its conversation (or belongs to `otherwise`).
pub fn message(record: &Json<'_>, otherwise: &str, out: &mut Out<'_>) -> Found {
    let id = record.text_at(MESSAGE_CONVERSATION).unwrap_or(otherwise);
    let facts = facts(record, out.rating_max);
    out.facts(id, &facts);
    match utterances(std::slice::from_ref(record), id, out) {
        0 => Found::Nothing,
        n => Found::Messages(n),
    }
}

/// The same of a record that may hold no message, but something that is said of its conversation. Whether
/// anything was in it.
pub fn message_or_facts(record: &Json<'_>, otherwise: &str, out: &mut Out<'_>) -> bool {
    if is_message(record) && record.get(TEXT).is_some() {
        return message(record, otherwise, out) != Found::Nothing;
    }
    let facts = facts(record, out.rating_max);
    out.facts(record.text_at(MESSAGE_CONVERSATION).unwrap_or(otherwise), &facts);
    facts != Facts::default()
}

/// Reads messages; says how many had a text.
pub fn utterances(messages: &[Json<'_>], id: &str, out: &mut Out<'_>) -> usize {
    messages.iter().filter(|message| utterance(message, id, out)).count()
}

fn utterance(message: &Json<'_>, id: &str, out: &mut Out<'_>) -> bool {
    if notes::is_note(message) {
        out.note(Effect::Skipped, Kind::InternalNote);
        return false;
    }
    let text = message.get(TEXT).and_then(text_of).filter(|text| !text.trim().is_empty());
    let told = role_of(message, out);
    if told.is_none() && text.is_some() {
        out.note(Effect::Noted, Kind::UnknownRole);
    }
    let role = told.as_ref().map_or(Role::User, |told| told.role);
    if let Some(told) = told.filter(|_| text.is_some()) {
        out.hear_speaker(id, told.word, role, told.by_rule);
    }
    let event = message.text_at(&["event", "event_name"]).unwrap_or_default();
    if says_handoff(event) {
        out.facts(id, &Facts { handoff: Some(true), ..Facts::default() });
    }
    let Some(text) = text else {
        // A call of a tool and an event say something without words.
        if role.is_message() && message.get(&["tool_calls", "function_call", "event", "event_name"]).is_none()
        {
            out.note(Effect::Skipped, Kind::NoText);
        }
        return false;
    };
    let time = message.get(TIME);
    let at = time.and_then(|time| moment(time, out));
    if at.is_none() && time.is_some_and(|time| time.text().is_some_and(|text| !text.is_empty())) {
        out.note(Effect::Noted, Kind::BadTime);
    }
    let intent = message.text_at(&["intent", "intent_name"]);
    let fallback = intent.is_some_and(says_fallback)
        || says_fallback(event)
        || message.text_at(&["fallback", "is_fallback"]).and_then(values::flag) == Some(true);
    let confidence = message.text_at(&["confidence"]).and_then(|value| value.parse().ok());
    let feedback = message.text_at(&["feedback"]).and_then(values::feedback);
    let intent = intent.map(Cow::Borrowed);
    let details = super::details::of_message(message);
    out.utterance(id, &Utterance { role, at, text, intent, confidence, fallback, feedback, details });
    true
}

/// The moment that a value gives, in the zone of the file.
fn moment(time: &Json<'_>, out: &mut Out<'_>) -> Option<Millis> {
    let moment = time.moment(out.chosen.date_order)?;
    out.hear_time(Some(moment));
    moment.resolve(out.zone)
}

/// Who speaks, and by which word that was told.
struct Told<'r> {
    role: Role,
    word: &'r str,
    by_rule: bool,
}

/// The speaker: a word or a name under one of the usual keys, or an object that has one.
fn role_of<'r>(message: &'r Json<'_>, out: &Out<'_>) -> Option<Told<'r>> {
    for key in ROLE {
        let Some(value) = message.get(&[key]) else { continue };
        let word = value.text().or_else(|| value.text_at(&["role", "type", "name"]));
        let Some(word) = word else { continue };
        let by_rule = match out.chosen_role(word) {
            Some(role) => Some(role),
            None if *key == "direction" => {
                return speaker::by_direction(word).map(|role| Told { role, word, by_rule: true });
            }
            None => speaker::exact(word)
                .or_else(|| speaker::by_direction(word))
                .or_else(|| speaker::by_name(word)),
        };
        // "type": "text" and the like say nothing of the speaker; a plain name is the user's.
        if by_rule.is_some() || *key != "type" {
            return Some(Told { role: by_rule.unwrap_or(Role::User), word, by_rule: by_rule.is_some() });
        }
    }
    None
}

/// A text, or the text parts of a message in parts.
fn text_of<'r>(value: &'r Json<'_>) -> Option<Cow<'r, str>> {
    match value {
        Json::List(parts) => {
            let texts: Vec<&str> = parts
                .iter()
                .filter_map(|part| {
                    part.text().or_else(|| part.text_at(&["text", "content", "value", "refusal"]))
                })
                .collect();
            (!texts.is_empty()).then(|| Cow::Owned(texts.join("\n")))
        }
        Json::Object(_) => value.text_at(&["text", "content", "body", "value", "message"]).map(Cow::Borrowed),
        other => other.text().map(Cow::Borrowed),
    }
}

/// What a record says of its conversation; bare ratings are on the file's scale.
fn facts<'r>(record: &'r Json<'_>, rating_max: f64) -> Facts<'r> {
    let rated = record.get(&["rating", "csat", "score", "satisfaction"]);
    let rating = rated.and_then(|rating| {
        let max = |value: &Json<'_>| value.text_at(&["max", "scale"]).and_then(|max| max.parse().ok());
        match rating {
            Json::Object(_) => values::rating(
                rating.text_at(&["score", "rating", "value"])?,
                max(rating).unwrap_or(rating_max),
            )
            .ok()?,
            other => values::rating(other.text()?, rating_max).ok()?,
        }
    });
    let text = |keys: &[&str]| record.text_at(keys).map(Cow::Borrowed);
    let comment = rated.and_then(|rated| rated.said("comment")).map(Cow::Borrowed);
    let flag = |keys: &[&str]| record.text_at(keys).and_then(values::flag);
    let outcome =
        record.text_at(&["outcome", "status", "resolution"]).and_then(values::outcome).or_else(|| {
            Some(if flag(&["resolved", "is_resolved"])? {
                crate::conversation::Outcome::Resolved
            } else {
                crate::conversation::Outcome::Unresolved
            })
        });
    let tags = match record.get(&["tags", "labels"]) {
        Some(Json::List(tags)) => tags.iter().filter_map(Json::text).map(Cow::Borrowed).collect(),
        Some(other) => other.text().into_iter().map(Cow::Borrowed).collect(),
        None => Vec::new(),
    };
    Facts {
        user: text(USER),
        channel: text(&["channel", "source", "platform"]),
        language: text(&["language", "locale", "lang"]),
        variant: text(&["variant", "experiment", "version", "bot_version"]),
        rating,
        comment: comment.or_else(|| text(COMMENT)),
        outcome,
        handoff: flag(&["handoff", "escalated", "handed_off"]),
        tags,
        columns: columns(record),
    }
}

/// The single values of a record that no key above asks for, and those of the object in which it keeps
/// further ones: what a filter can ask for.
fn columns<'r>(record: &'r Json<'_>) -> Vec<(Cow<'r, str>, Cow<'r, str>)> {
    let further = record.get(FURTHER);
    let mut found = Vec::new();
    for entries in [Some(record), further].into_iter().flatten() {
        let Json::Object(entries) = entries else { continue };
        for (key, value) in *entries {
            if KNOWN.iter().any(|known| known.contains(key)) {
                continue;
            }
            let value = value.text().filter(|value| !value.trim().is_empty());
            if let (Some(value), Some(name)) = (value, custom::name(key)) {
                found.push((Cow::Owned(name), Cow::Borrowed(value)));
            }
        }
    }
    found
}
