//! Voiceflow: a transcript with its log, in which actions are the user's and traces the bot's. A debug trace
//! behind an action says which intent was matched.

use std::borrow::Cow;

use crate::{
    conversation::{Role, Utterance},
    ingest::{
        Out,
        formats::row::{says_fallback, says_handoff},
        json::Json,
    },
};

use super::{Fact, Platform, Read, Records, Shape, handed_over, role, say, state, stated::Places, time};

/// The platform.
pub const VOICEFLOW: Platform = Platform {
    name: "Voiceflow",
    whole: true,
    shapes: &[
        Shape { at: "transcript", signs: "logs sessionID" },
        Shape { at: "transcripts", signs: "logs sessionID" },
        Shape { at: "", signs: "logs sessionID" },
    ],
    reader: || Box::new(Voiceflow),
};

struct Voiceflow;

/// Intent and confidence of `matched intent **name** - confidence interval _94.00%_`.
fn matched(message: &str) -> Option<(String, Option<f64>)> {
    let (name, rest) = message.strip_prefix("matched intent **")?.split_once("**")?;
    let percent = rest.split_once('_').and_then(|(_, rest)| rest.split_once('%')?.0.parse::<f64>().ok());
    Some((name.to_owned(), percent.map(|percent| percent / 100.0)))
}

/// The text of a trace: its message, else that of its slate.
fn answer(payload: &Json<'_>) -> String {
    if let Some(message) = payload.said("message") {
        return message.to_owned();
    }
    let lines = payload
        .items("slate.content")
        .iter()
        .map(|line| line.items("children").iter().filter_map(|part| part.said("text")).collect::<String>());
    lines.collect::<Vec<_>>().join("\n")
}

impl Records for Voiceflow {
    fn record(&mut self, record: &Json<'_>, out: &mut Out<'_>) -> Read {
        let Some(id) = record.said("id") else { return Read::Nothing };
        facts(id, record, out);
        let mut said = 0;
        let mut asked: Option<Utterance<'_>> = None;
        for entry in record.items("logs") {
            let Some(data) = entry.at("data") else { continue };
            let kind = data.said("type").unwrap_or_default();
            let is_action = entry.is("type", "action");
            if !is_action && kind == "debug" {
                let message = data.said("payload.message").unwrap_or_default();
                if let (Some((intent, confidence)), Some(asked)) = (matched(message), &mut asked) {
                    asked.fallback = says_fallback(&intent);
                    (asked.intent, asked.confidence) = (Some(Cow::Owned(intent)), confidence);
                }
                continue;
            }
            said += asked.take().map_or(0, |asked| u32::from(say(id, &asked, out)));
            if says_handoff(kind) {
                handed_over(id, out);
            }
            let at = time(entry, "createdAt", out);
            if is_action {
                let text = data.said_at(&["payload", "payload.payload", "payload.label", "payload.query"]);
                let user = role(id, "user", Role::User, out);
                asked = text.map(|text| Utterance::new(user, at, text));
            } else if let Some(payload) = data.at("payload").filter(|_| matches!(kind, "text" | "speak")) {
                let bot = role(id, "bot", Role::Bot, out);
                said += u32::from(say(id, &Utterance::new(bot, at, answer(payload)), out));
            }
        }
        said += asked.take().map_or(0, |asked| u32::from(say(id, &asked, out)));
        if said > 0 { Read::Kept } else { Read::Nothing }
    }
}

const PLACES: Places = &[(Fact::User, "sessionID"), (Fact::Column("environment"), "environmentID")];

fn facts(id: &str, record: &Json<'_>, out: &mut Out<'_>) {
    state(id, record, PLACES, out);
    for property in record.items("properties") {
        match property.said("name") {
            Some("platform") => state(id, property, &[(Fact::Channel, "value")], out),
            Some("locale") => state(id, property, &[(Fact::Language, "value")], out),
            _ => {}
        }
    }
    for evaluation in record.items("evaluations") {
        let name = evaluation.said("name").unwrap_or_default().to_lowercase();
        if ["csat", "rating", "satisfaction"].iter().any(|word| name.contains(word)) {
            state(id, evaluation, &[(Fact::Score(5.0), "value"), (Fact::Score(10.0), "value")], out);
        }
    }
}
