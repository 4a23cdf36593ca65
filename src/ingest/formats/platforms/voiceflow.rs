//! Voiceflow: a transcript with its log, in which actions are the user's and traces the bot's. A debug trace
//! behind an action says which intent was matched.

use std::borrow::Cow;

use crate::{
    conversation::{Millis, Role, Utterance},
    ingest::{
        Out, finding,
        formats::{
            details::{Detail, details},
            row::{says_fallback, says_handoff},
        },
        json::Json,
    },
};

use super::{
    Fact, Platform, Read, Records, Shape, handed_over, role, say, state, stated::Places, tell_with, time,
};

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

/// What was typed or chosen, until the next thing happens.
struct Asked<'r> {
    text: &'r str,
    at: Option<Millis>,
    intent: Option<&'r str>,
    confidence: Option<f64>,
}

impl Asked<'_> {
    fn say(&self, id: &str, out: &mut Out<'_>) {
        let user = role(id, "user", Role::User, out);
        let said = Utterance {
            intent: self.intent.map(Cow::Borrowed),
            confidence: self.confidence,
            fallback: self.intent.is_some_and(says_fallback),
            ..Utterance::new(user, self.at, self.text)
        };
        say(id, &said, out);
    }
}

/// Intent and confidence of `matched intent **name** - confidence interval _94.00%_`.
fn matched(message: &str) -> Option<(&str, Option<f64>)> {
    let (name, rest) = finding::split(message.strip_prefix("matched intent **")?, "**")?;
    let percent = rest.split_once('_').and_then(|(_, rest)| rest.split_once('%')?.0.parse::<f64>().ok());
    Some((name, percent.map(|percent| percent / 100.0)))
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
        let mut asked: Option<Asked<'_>> = None;
        let logs = record.items("logs");
        for (nth, entry) in logs.iter().enumerate() {
            let Some(data) = entry.at("data") else { continue };
            let kind = data.said("type").unwrap_or_default();
            let is_action = entry.is("type", "action");
            if !is_action && kind == "debug" {
                let found = data.said("payload.message").and_then(matched);
                if let (Some((intent, confidence)), Some(asked)) = (found, &mut asked) {
                    (asked.intent, asked.confidence) = (Some(intent), confidence);
                }
                continue;
            }
            if let Some(asked) = asked.take() {
                asked.say(id, out);
            }
            if says_handoff(kind) {
                handed_over(id, out);
            }
            let at = time(entry, "createdAt", out);
            if is_action {
                let text = data.said_at(&["payload", "payload.payload", "payload.label", "payload.query"]);
                asked = text.map(|text| Asked { text, at, intent: None, confidence: None });
            } else if let Some(payload) = data.at("payload").filter(|_| matches!(kind, "text" | "speak")) {
                // What can be chosen is a trace of its own behind it.
                let next = logs.get(nth + 1).filter(|next| next.is("data.type", "choice"));
                let offered =
                    details(next.unwrap_or(&Json::Null), &[(Detail::Replies, "data.payload.buttons|name")]);
                tell_with(id, "bot", Role::Bot, at, &answer(payload), offered, out);
            }
        }
        if let Some(asked) = asked {
            asked.say(id, out);
        }
        Read::Kept
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
        if finding::has_any(&name, &["csat", "rating", "satisfaction"]) {
            state(id, evaluation, &[(Fact::Score(5.0), "value"), (Fact::Score(10.0), "value")], out);
        }
    }
}
