//! Langfuse: traces with their observations and scores, and the observations of a blob export. A trace or a
//! generation is a turn; turns of a session are one conversation.

use std::borrow::Cow;

use crate::{
    conversation::Measure,
    ingest::{
        Out, finding,
        formats::{
            calls::{Call, answer, history},
            details::{CALLS, details},
            histories::Histories,
        },
        json::Json,
        values,
    },
};

use super::{
    Fact, Platform, Read, Records, Shape,
    stated::{Places, stated},
    utc_time,
};

/// The platform.
pub const LANGFUSE: Platform = Platform {
    name: "Langfuse",
    whole: true,
    shapes: &[
        Shape { at: "", signs: "timestamp input observations" },
        Shape { at: "data", signs: "timestamp input observations" },
        Shape { at: "", signs: "trace_id start_time type" },
        Shape { at: "", signs: "traceId startTime type" },
        Shape { at: "data", signs: "traceId startTime type" },
    ],
    reader: || Box::<Langfuse>::default(),
};

#[derive(Default)]
struct Langfuse {
    histories: Histories,
}

const PLACES: Places = &[
    (Fact::User, "userId"),
    (Fact::User, "user_id"),
    (Fact::Channel, "metadata.channel"),
    (Fact::Language, "metadata.language"),
    (Fact::Variant, "version"),
    (Fact::Tags, "tags"),
    (Fact::Column("environment"), "environment"),
    (Fact::Column("model"), "observations.model"),
    (Fact::Column("model"), "provided_model_name"),
    (Fact::Column("model"), "model"),
    (Fact::Column("release"), "release"),
    (Fact::Column("trace"), "trace_name"),
];

const SCORE: Places =
    &[(Fact::Score(5.0), "value"), (Fact::Score(10.0), "value"), (Fact::Comment, "comment")];

impl Records for Langfuse {
    fn record(&mut self, record: &Json<'_>, out: &mut Out<'_>) -> Read {
        let is_trace = record.at("observations").is_some();
        // A span inside a turn says nothing that its generation does not.
        if !is_trace && !record.is("type", "GENERATION") {
            return Read::Kept;
        }
        let mut call = Call::default();
        let session = ["sessionId", "session_id", "id"];
        let session =
            if is_trace { &session[..] } else { &["session_id", "sessionId", "trace_id", "traceId"] };
        call.session = record.said_at(session).map(str::to_owned);
        if let Some(sent) = record.at("input") {
            sent.unpacked(&mut |sent| history(sent, &mut call.history));
        }
        if let Some(came) = record.at("output") {
            came.unpacked(&mut |came| call.answer = answer(came));
        }
        // The observations of a turn end when its answer is there.
        let ends = record.items("observations").iter().filter(|of| of.is("type", "GENERATION"));
        let (asked, answered) = if is_trace {
            (utc_time(record, "timestamp", out), ends.filter_map(|of| utc_time(of, "endTime", out)).max())
        } else {
            let at = |path, other| if record.at(path).is_some() { path } else { other };
            let (start, end) = (at("start_time", "startTime"), at("end_time", "endTime"));
            (utc_time(record, start, out), utc_time(record, end, out))
        };
        (call.asked, call.answered) = (asked, answered);
        call.details = details(record, CALLS);
        for generation in record.items("observations").iter().filter(|of| of.is("type", "GENERATION")) {
            let one = details(generation, CALLS);
            call.details.model = call.details.model.or(one.model);
            for measure in [Measure::PromptTokens, Measure::CompletionTokens] {
                let sum = &mut call.details.measures[measure as usize];
                let more = one.measures[measure as usize];
                *sum = if sum.is_some() || more.is_some() {
                    Some(sum.unwrap_or(0.0) + more.unwrap_or(0.0))
                } else {
                    None
                };
            }
        }
        call.intent = record.said("metadata.intent").map(Cow::Borrowed);
        call.facts = stated(record, PLACES);
        // Teams name their scores themselves.
        for score in record.items("scores") {
            let name = score.said("name").unwrap_or_default().to_lowercase();
            let is_named = |words: &[&str]| finding::has_any(&name, words);
            if is_named(&["csat", "rating", "satisfaction"]) {
                let rated = stated(score, SCORE);
                (call.facts.rating, call.facts.comment) = (rated.rating, rated.comment);
            } else if is_named(&["thumb", "feedback", "helpful"]) {
                call.feedback = score.said_at(&["stringValue", "value"]).and_then(values::feedback);
            }
        }
        if call.read(&mut self.histories, out) { Read::Kept } else { Read::Nothing }
    }
}
