//! OpenTelemetry with the conventions for generative AI: spans of calls to a model, as OTLP JSON. Words are
//! there only where the service was told to record them.

use std::borrow::Cow;

use crate::{
    conversation::{Facts, Role},
    ingest::{
        Out,
        formats::{
            calls::{Call, answer, history},
            histories::Histories,
        },
        json::Json,
    },
};

use super::{Platform, Read, Records, Shape, time};

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
    /// Name and environment of the service whose spans follow.
    service: Vec<(&'static str, String)>,
}

/// The value of an attribute, still in its wrapper.
fn attribute<'r, 'j>(of: &'r Json<'j>, key: &str) -> Option<&'r Json<'j>> {
    of.items("attributes").iter().find(|attribute| attribute.is("key", key))?.at("value")
}

/// A value of the protocol as plain JSON.
fn plain<'r>(value: &'r Json<'_>) -> Json<'r> {
    match value.entries().first() {
        Some((_, list)) if value.at("arrayValue").is_some() => {
            Json::List(list.items("values").iter().map(plain).collect())
        }
        Some((_, list)) if value.at("kvlistValue").is_some() => {
            let entry = |of: &'r Json<'_>| Some((of.said("key")?.into(), plain(of.at("value")?)));
            Json::Object(list.items("values").iter().filter_map(entry).collect())
        }
        Some((_, single)) => single.text().map_or(Json::Null, |text| Json::Text(text.into())),
        None => Json::Null,
    }
}

fn text<'r>(of: &'r Json<'_>, keys: &[&str]) -> Option<&'r str> {
    keys.iter().find_map(|key| attribute(of, key)?.said_at(&["stringValue", "intValue"]))
}

impl Records for Otel {
    fn aside(&mut self, key: &str, value: &Json<'_>, _: &mut Out<'_>) {
        if key == "resource" {
            let names = [
                ("service", "service.name"),
                ("environment", "deployment.environment.name"),
                ("version", "service.version"),
            ];
            self.service = names
                .into_iter()
                .filter_map(|(name, key)| Some((name, text(value, &[key])?.to_owned())))
                .collect();
        }
    }

    fn record(&mut self, record: &Json<'_>, out: &mut Out<'_>) -> Read {
        let mut call = Call::default();
        for (key, is_answer) in [("gen_ai.input.messages", false), ("gen_ai.output.messages", true)] {
            let Some(value) = attribute(record, key) else { continue };
            plain(value).unpacked(&mut |messages| {
                if is_answer {
                    call.answer = answer(messages);
                } else {
                    history(messages, &mut call.history);
                }
            });
        }
        // Up to 1.36 the messages were events of the span.
        for event in record.items("events") {
            let name = event.said("name").unwrap_or_default();
            let content = text(event, &["content", "message", "gen_ai.prompt"]).unwrap_or_default();
            let role = match name {
                "gen_ai.user.message" => Role::User,
                "gen_ai.assistant.message" => Role::Bot,
                "gen_ai.choice" => {
                    Json::Text(content.into()).unpacked(&mut |choice| call.answer = answer(choice));
                    continue;
                }
                _ => continue,
            };
            call.history.push((role, content.to_owned()));
        }
        if call.history.is_empty() && call.answer.is_none() {
            // A span without words: another operation, or a service that records none.
            return Read::Kept;
        }
        call.session = text(record, &["gen_ai.conversation.id", "session.id"]).map(str::to_owned);
        call.session = call.session.or_else(|| record.said("traceId").map(str::to_owned));
        call.asked = time(record, "startTimeUnixNano", out);
        call.answered = time(record, "endTimeUnixNano", out);
        let model = text(record, &["gen_ai.response.model", "gen_ai.request.model"]);
        let provider = text(record, &["gen_ai.provider.name", "gen_ai.system"]);
        let service = self.service.iter().map(|(name, value)| (*name, Some(value.as_str())));
        let columns = service.chain([("model", model), ("provider", provider)]);
        call.facts = Facts {
            user: text(record, &["user.id", "enduser.id"]).map(Cow::Borrowed),
            columns: columns.filter_map(|(name, value)| Some((name.into(), value?.into()))).collect(),
            ..Facts::default()
        };
        if call.read(&mut self.histories, out) { Read::Kept } else { Read::Nothing }
    }
}
