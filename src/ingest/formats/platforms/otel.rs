//! OpenTelemetry with the conventions for generative AI: spans of calls to a model, as OTLP JSON. Words are
//! there only where the service was told to record them.

use crate::{
    conversation::{Facts, Measure, Role},
    ingest::{
        Out,
        formats::{
            calls::{Call, answer, history, text_of},
            details::{Detail, DetailPlaces, details},
            histories::Histories,
        },
        json::{Arena, Json},
    },
};

use super::{
    Fact, Platform, Read, Records, Shape,
    stated::{Places, stated},
    time,
};

/// The platform.
pub const OTEL: Platform = Platform {
    name: "OpenTelemetry",
    whole: true,
    shapes: &[Shape { at: "resourceSpans.scopeSpans.spans", signs: "traceId spanId startTimeUnixNano" }],
    reader: || Box::<Otel>::default(),
};

#[derive(Default)]
struct Otel {
    histories: Histories,
    /// What is said of the service whose spans follow.
    service: Facts<'static>,
}

/// The attributes of a span, an event or a service as an object; dots in their names become lines.
fn attributes<'r>(of: &'r Json<'_>, arena: &'r Arena) -> Json<'r> {
    let entry = |attribute: &'r Json<'_>| {
        let name = attribute.said("key")?.replace('.', "_");
        Some((arena.keep(&name), plain(attribute.at("value")?, arena)))
    };
    arena.object(of.items("attributes").iter().filter_map(entry))
}

/// A value of the protocol as plain JSON.
fn plain<'r>(value: &'r Json<'_>, arena: &'r Arena) -> Json<'r> {
    match value.entries().first() {
        Some((_, list)) if value.at("arrayValue").is_some() => {
            arena.list(list.items("values").iter().map(|value| plain(value, arena)))
        }
        Some((_, list)) if value.at("kvlistValue").is_some() => {
            let entry = |of: &'r Json<'_>| Some((of.said("key")?, plain(of.at("value")?, arena)));
            arena.object(list.items("values").iter().filter_map(entry))
        }
        Some((_, single)) => single.text().map_or(Json::Null, Json::Text),
        None => Json::Null,
    }
}

const PLACES: Places = &[
    (Fact::User, "user_id"),
    (Fact::User, "enduser_id"),
    (Fact::Column("model"), "gen_ai_response_model"),
    (Fact::Column("model"), "gen_ai_request_model"),
    (Fact::Column("provider"), "gen_ai_provider_name"),
    (Fact::Column("provider"), "gen_ai_system"),
    (Fact::Column("service"), "service_name"),
    (Fact::Column("environment"), "deployment_environment_name"),
    (Fact::Column("version"), "service_version"),
];

const DETAILS: DetailPlaces = &[
    (Detail::Model, "gen_ai_response_model"),
    (Detail::Model, "gen_ai_request_model"),
    (Detail::Number(Measure::PromptTokens, 1.0), "gen_ai_usage_input_tokens"),
    (Detail::Number(Measure::PromptTokens, 1.0), "gen_ai_usage_prompt_tokens"),
    (Detail::Number(Measure::CompletionTokens, 1.0), "gen_ai_usage_output_tokens"),
    (Detail::Number(Measure::CompletionTokens, 1.0), "gen_ai_usage_completion_tokens"),
];

const SESSION: &[&str] = &["gen_ai_conversation_id", "session_id"];

impl Records for Otel {
    fn aside(&mut self, key: &str, value: &Json<'_>, _: &mut Out<'_>) {
        if key == "resource" {
            self.service = stated(&attributes(value, &Arena::default()), PLACES).into_owned();
        }
    }

    fn record(&mut self, record: &Json<'_>, out: &mut Out<'_>) -> Read {
        let mut call = Call::default();
        let arena = Arena::default();
        let span = attributes(record, &arena);
        if let Some(sent) = span.get(&["gen_ai_input_messages"]) {
            sent.unpacked(&mut |sent| history(sent, &mut call.history));
        }
        if let Some(came) = span.get(&["gen_ai_output_messages"]) {
            came.unpacked(&mut |came| call.answer = answer(came));
        }
        // Up to 1.36 the messages were events of the span.
        for event in record.items("events") {
            let said = attributes(event, &arena);
            let content = said.get(&["content", "message", "gen_ai_prompt"]).unwrap_or(&Json::Null);
            let role = match event.said("name") {
                Some("gen_ai.user.message") => Role::User,
                Some("gen_ai.assistant.message") => Role::Bot,
                Some("gen_ai.choice") => {
                    content.unpacked(&mut |choice| call.answer = answer(choice));
                    continue;
                }
                _ => continue,
            };
            call.history.push((role, text_of(Some(content))));
        }
        if call.history.is_empty() && call.answer.is_none() {
            // A span without words: another operation, or a service that records none.
            return Read::Kept;
        }
        call.session = span.said_at(SESSION).or_else(|| record.said("traceId")).map(str::to_owned);
        call.asked = time(record, "startTimeUnixNano", out);
        call.answered = time(record, "endTimeUnixNano", out);
        call.details = details(&span, DETAILS);
        call.facts = stated(&span, PLACES);
        call.facts.columns.extend(self.service.columns.iter().cloned());
        if call.read(&mut self.histories, out) { Read::Kept } else { Read::Nothing }
    }
}
