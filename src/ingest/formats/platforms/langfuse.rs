//! Langfuse: traces with their observations and scores, and the observations of a blob export. A trace or a
//! generation is a turn; turns of a session are one conversation.

use std::borrow::Cow;

use crate::{
    conversation::{Facts, Rating},
    ingest::{
        Out,
        formats::{
            calls::{Call, answer, history},
            histories::Histories,
        },
        json::Json,
        values,
    },
};

use super::{Columns, Platform, Read, Records, Shape, columns, texts, utc_time};

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

/// The value of the score whose name has one of these words.
fn score<'r>(record: &'r Json<'_>, words: &[&str]) -> Option<Cow<'r, str>> {
    record.items("scores").iter().find_map(|score| {
        let name = score.said("name")?.to_lowercase();
        let fits = words.iter().any(|word| name.contains(word));
        score.said_at(&["stringValue", "value"]).filter(|_| fits)
    })
}

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
        call.session = record.said_at(session).map(Cow::into_owned);
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
        call.intent = record.said("metadata.intent");
        let rating = score(record, &["csat", "rating", "satisfaction"]).and_then(|of| of.parse::<f64>().ok());
        call.feedback = score(record, &["thumb", "feedback", "helpful"]).and_then(|of| values::feedback(&of));
        let mut kept: Columns<'_> = columns(
            record,
            &[
                ("environment", "environment"),
                ("model", "observations.model"),
                ("model", "provided_model_name"),
                ("model", "model"),
                ("release", "release"),
                ("trace", "trace_name"),
            ],
        );
        kept.dedup_by(|two, one| two.0 == one.0);
        call.facts = Facts {
            user: record.said_at(&["userId", "user_id"]),
            channel: record.said("metadata.channel"),
            language: record.said("metadata.language"),
            variant: record.said("version"),
            rating: rating.map(|score| Rating { score, max: if score > 5.0 { 10.0 } else { 5.0 } }),
            tags: texts(record.items("tags"), None),
            columns: kept,
            ..Facts::default()
        };
        if call.read(&mut self.histories, out) { Read::Kept } else { Read::Nothing }
    }
}
