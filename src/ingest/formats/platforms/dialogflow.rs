//! Google Dialogflow: CX as rows of BigQuery, as conversation history and as Cloud Logging; ES as Cloud
//! Logging, whose entries are protocol buffers written as text. Answers have no time of their own.

use std::borrow::Cow;

use crate::{
    conversation::{Facts, Millis, Outcome, Role, Utterance},
    ingest::{Out, json::Json, values},
};

use super::{Platform, ROWS, Read, Records, Shape, columns, handed_over, last_part, role, say, time};

/// Dialogflow CX.
pub const CX: Platform = Platform {
    name: "Dialogflow CX",
    whole: true,
    shapes: &[
        Shape { at: "", signs: "conversation_name turn_position" },
        Shape { at: ROWS, signs: "conversation_name turn_position" },
        Shape { at: "conversations", signs: "name interactions" },
        Shape { at: "", signs: "name interactions" },
        Shape { at: "", signs: "jsonPayload logName labels.session_id" },
        Shape { at: "entries", signs: "jsonPayload logName labels.session_id" },
    ],
    reader: || Box::new(Cx),
};

/// Dialogflow ES.
pub const ES: Platform = Platform {
    name: "Dialogflow ES",
    whole: false,
    shapes: &[
        Shape { at: "", signs: "logName textPayload^Dialogflow" },
        Shape { at: "entries", signs: "logName textPayload^Dialogflow" },
    ],
    reader: || Box::new(Es),
};

struct Cx;

/// One turn, wherever it stands.
struct Turn<'t> {
    id: &'t str,
    request: Option<&'t Json<'t>>,
    response: &'t Json<'t>,
    at: Option<Millis>,
    feedback: Option<Cow<'t, str>>,
}

/// A value under either spelling of its name.
fn either<'r, 'j>(value: &'r Json<'j>, keys: &[&str]) -> Option<&'r Json<'j>> {
    value.get(keys)
}

impl Turn<'_> {
    fn read(&self, out: &mut Out<'_>) -> bool {
        let id = self.id;
        let Some(result) = either(self.response, &["queryResult", "query_result"]) else { return false };
        let said = self.request.and_then(|request| {
            let input = either(request, &["queryInput", "query_input"])?;
            input.said_at(&["text.text", "transcript", "dtmf.digits"])
        });
        let said = result.said_at(&["text", "transcript", "dtmf.digits"]).or(said).unwrap_or_default();
        let matched = result.at("match");
        let kind = matched.and_then(|of| either(of, &["matchType", "match_type"])?.text());
        let is_missed = kind.as_deref() == Some("NO_MATCH");
        let intent =
            matched.and_then(|of| either(of.at("intent")?, &["displayName", "display_name"])?.text());
        let confidence = matched.and_then(|of| of.number("confidence")).filter(|_| intent.is_some());
        let parameters = self.request.and_then(|of| either(of, &["queryParams", "query_params"]));
        let page = |key: &[&str]| either(either(result, key)?, &["displayName", "display_name"])?.text();
        let mut columns = Vec::new();
        let pages = [
            ("page", page(&["currentPage", "current_page"])),
            ("flow", page(&["currentFlow", "current_flow"])),
        ];
        columns.extend(pages.into_iter().filter_map(|(name, value)| Some((name.into(), value?))));
        out.facts(
            id,
            &Facts {
                channel: parameters.and_then(|parameters| parameters.said("channel")),
                language: either(result, &["languageCode", "language_code"]).and_then(Json::text),
                columns,
                ..Facts::default()
            },
        );
        let user = Utterance {
            intent,
            confidence,
            fallback: is_missed,
            ..Utterance::new(role(id, "user", Role::User, out), self.at, said)
        };
        let mut any = say(id, &user, out);
        let messages = either(result, &["responseMessages", "response_messages"]);
        let messages = if let Some(Json::List(messages)) = messages { messages.as_slice() } else { &[] };
        let mut answers = Vec::new();
        for message in messages {
            if either(message, &["liveAgentHandoff", "live_agent_handoff"]).is_some() {
                handed_over(id, out);
            }
            if either(message, &["conversationSuccess", "conversation_success"]).is_some() {
                out.facts(id, &Facts { outcome: Some(Outcome::Resolved), ..Facts::default() });
            }
            answers.extend(message.items("text.text").iter().filter_map(Json::text));
        }
        let last = answers.len();
        for (nth, answer) in answers.into_iter().enumerate() {
            let thumb = self.feedback.as_deref().filter(|_| nth + 1 == last);
            any |= say(
                id,
                &Utterance {
                    feedback: thumb.and_then(values::feedback),
                    ..Utterance::new(role(id, "bot", Role::Bot, out), None, answer)
                },
                out,
            );
        }
        any
    }
}

impl Records for Cx {
    fn record(&mut self, record: &Json<'_>, out: &mut Out<'_>) -> Read {
        let mut any = false;
        if let Some(name) = record.said("conversation_name") {
            let at = time(record, "request_time", out);
            let language = record.said("language_code");
            out.facts(last_part(&name), &Facts { language, ..Facts::default() });
            let feedback = record.said("bot_answer_feedback.rating");
            // Columns of JSON may come as texts.
            let (request, response) = (record.at("request"), record.at("response"));
            let Some(response) = response else { return Read::Nothing };
            response.unpacked(&mut |response| {
                let mut turn = |request: Option<&Json<'_>>| {
                    let id = last_part(&name);
                    any |= Turn { id, request, response, at, feedback: feedback.clone() }.read(out);
                };
                match request {
                    Some(request) => request.unpacked(&mut |request| turn(Some(request))),
                    None => turn(None),
                }
            });
        } else if let Some(response) = record.at("jsonPayload") {
            let Some(id) = record.said("labels.session_id") else { return Read::Nothing };
            let at = time(record, "timestamp", out);
            let request = either(response, &["queryParams", "query_params"]).map(|_| response);
            out.facts(
                &id,
                &Facts {
                    channel: request.and_then(|request| request.said("queryParams.channel")),
                    ..Facts::default()
                },
            );
            let is_answer = Turn { id: &id, request: None, response, at, feedback: None }.read(out);
            // A request alone says what its response repeats.
            any = is_answer || either(response, &["queryInput", "query_input"]).is_some();
        } else if let Some(name) = record.said("name") {
            let id = last_part(&name);
            out.facts(
                id,
                &Facts {
                    language: record.said("languageCode"),
                    handoff: record.is("metrics.hasLiveAgentHandoff", "true").then_some(true),
                    columns: columns(record, &[("environment", "environment.displayName"), ("type", "type")]),
                    ..Facts::default()
                },
            );
            for turn in record.items("interactions") {
                let at = time(turn, "createTime", out);
                let Some(response) = turn.at("response") else { continue };
                let feedback = turn.said("answerFeedback.rating");
                any |= Turn { id, request: turn.at("request"), response, at, feedback }.read(out);
            }
        }
        if any { Read::Kept } else { Read::Nothing }
    }
}

struct Es;

/// The value of a field of a protocol buffer that is written as text, at any depth; the first one.
fn field(text: &str, name: &str) -> Option<String> {
    let mut at = 0;
    let value = loop {
        let found = at + text[at..].find(name)?;
        let rest = &text[found + name.len()..];
        let stands_alone = text[..found].chars().next_back().is_none_or(char::is_whitespace);
        if let Some(value) = rest.strip_prefix(": ").filter(|_| stands_alone) {
            break value;
        }
        at = found + name.len();
    };
    let Some(quoted) = value.strip_prefix('"') else {
        return value.split_whitespace().next().map(str::to_owned);
    };
    let (mut bytes, mut rest) = (Vec::new(), quoted.bytes().peekable());
    while let Some(byte) = rest.next() {
        match byte {
            b'"' => return Some(String::from_utf8_lossy(&bytes).into_owned()),
            b'\\' => match rest.next()? {
                b'n' => bytes.push(b'\n'),
                b'r' => bytes.push(b'\r'),
                b't' => bytes.push(b'\t'),
                // Bytes beyond ASCII are written as three octal digits.
                digit @ b'0'..=b'3' => {
                    let mut code = digit - b'0';
                    while let Some(next) = rest.next_if(|next| matches!(next, b'0'..=b'7')) {
                        code = code.wrapping_mul(8).wrapping_add(next - b'0');
                    }
                    bytes.push(code);
                }
                escaped => bytes.push(escaped),
            },
            byte => bytes.push(byte),
        }
    }
    None
}

impl Records for Es {
    fn record(&mut self, record: &Json<'_>, out: &mut Out<'_>) -> Read {
        let Some(payload) = record.said("textPayload") else { return Read::Nothing };
        if payload.starts_with("Dialogflow Request") {
            return Read::Kept;
        }
        let session = field(&payload, "session_id").or_else(|| record.said("trace").map(Cow::into_owned));
        let Some(id) = session else { return Read::Nothing };
        let at = time(record, "timestamp", out);
        out.facts(
            &id,
            &Facts {
                language: field(&payload, "lang").map(Cow::Owned),
                channel: record.said("labels.source"),
                ..Facts::default()
            },
        );
        let confidence = field(&payload, "score").and_then(|score| score.parse().ok());
        let user = Utterance {
            intent: field(&payload, "intent_name").map(Cow::Owned),
            confidence,
            fallback: field(&payload, "is_fallback_intent").as_deref() == Some("true"),
            ..Utterance::new(
                role(&id, "user", Role::User, out),
                at,
                field(&payload, "resolved_query").unwrap_or_default(),
            )
        };
        let asked = say(&id, &user, out);
        let answer = field(&payload, "speech").unwrap_or_default();
        let answered = say(&id, &Utterance::new(role(&id, "bot", Role::Bot, out), None, answer), out);
        if asked || answered { Read::Kept } else { Read::Nothing }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_of_a_protocol_buffer_is_read_from_its_text() {
        let text = "id: \"1\"\nresult {\n  resolved_query: \"R\\303\\274ck \\\"a\\\"\\nb\"\n  score: 0.31\n  intent_id: \"x\"\n}";
        assert_eq!(field(text, "resolved_query").as_deref(), Some("Rück \"a\"\nb"));
        assert_eq!(field(text, "score").as_deref(), Some("0.31"));
        assert_eq!(field(text, "id").as_deref(), Some("1"));
        assert_eq!(field(text, "query"), None);
    }
}
