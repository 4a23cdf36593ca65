//! Logs of calls in the shape of OpenAI's chat completions and responses: a request with the conversation so
//! far, and its response.

use crate::{
    conversation::Millis,
    ingest::{
        Out,
        formats::{
            calls::{Call, answer, history},
            details::{CALLS, details},
            histories::Histories,
        },
        json::Json,
    },
};

use super::{
    Fact, Platform, Read, Records, Shape,
    stated::{Places, stated},
    time,
};

/// The platform.
pub const OPENAI: Platform = Platform {
    name: "OpenAI calls",
    whole: true,
    shapes: &[
        Shape { at: "", signs: "request.messages response" },
        Shape { at: "", signs: "request.input response.output" },
        Shape { at: "", signs: "messages.role choices.message" },
        Shape { at: "", signs: "messages.role response.choices" },
        Shape { at: "data", signs: "request.messages response" },
    ],
    reader: || Box::<OpenAi>::default(),
};

#[derive(Default)]
struct OpenAi {
    histories: Histories,
}

const PLACES: Places = &[
    (Fact::User, "user"),
    (Fact::User, "user_id"),
    (Fact::User, "request.user"),
    (Fact::Channel, "channel"),
    (Fact::Channel, "metadata.channel"),
    (Fact::Language, "language"),
    (Fact::Language, "metadata.language"),
    (Fact::Variant, "variant"),
    (Fact::Variant, "version"),
    (Fact::Variant, "experiment"),
    (Fact::Columns, "metadata"),
    (Fact::Column("model"), "response.model"),
    (Fact::Column("model"), "request.model"),
    (Fact::Column("model"), "model"),
];

const SESSION: &[&str] = &[
    "session_id",
    "sessionId",
    "conversation_id",
    "conversationId",
    "thread_id",
    "metadata.conversation_id",
    "metadata.session_id",
    "request.metadata.conversation_id",
    "request.metadata.session_id",
];

impl Records for OpenAi {
    fn record(&mut self, record: &Json<'_>, out: &mut Out<'_>) -> Read {
        let mut call = Call { session: record.said_at(SESSION).map(str::to_owned), ..Call::default() };
        let request = record.at("request").unwrap_or(record);
        let response = record.at("response").unwrap_or(record);
        if let Some(sent) = request.get(&["messages", "input"]) {
            history(sent, &mut call.history);
        }
        call.answer = answer(response);
        let when = ["timestamp", "created_at", "time"].iter().find(|path| record.at(path).is_some());
        call.asked = when.and_then(|path| time(record, path, out));
        // The response knows seconds only; with a latency the time of the answer is exact.
        call.answered = match (call.asked, record.number("latency_ms")) {
            (Some(asked), Some(latency)) => Some(Millis(asked.0 + latency as i64)),
            _ => time(response, "created", out).or_else(|| time(response, "created_at", out)),
        };
        call.details = details(record, CALLS);
        call.facts = stated(record, PLACES);
        if call.read(&mut self.histories, out) { Read::Kept } else { Read::Nothing }
    }
}
