//! Google Dialogflow: CX as rows of BigQuery, as conversation history and as Cloud Logging; ES as Cloud
//! Logging, whose entries are protocol buffers written as text. Answers have no time of their own.

use std::borrow::Cow;

use crate::{
    conversation::{Details, Facts, Millis, Outcome, Role, Utterance},
    ingest::{Out, finding, json::Json, values},
};

use super::{
    Fact, Platform, ROWS, Read, Records, Shape, handed_over, last_part, role, say, state, stated::Places,
    time,
};

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
    feedback: Option<&'t str>,
}

const PLACES: Places = &[
    (Fact::Language, "languageCode"),
    (Fact::Language, "language_code"),
    (Fact::Column("page"), "currentPage.displayName"),
    (Fact::Column("page"), "current_page.display_name"),
    (Fact::Column("flow"), "currentFlow.displayName"),
    (Fact::Column("flow"), "current_flow.display_name"),
];

/// What a request says, or the conversation around it.
const AROUND: Places = &[
    (Fact::Channel, "queryParams.channel"),
    (Fact::Channel, "query_params.channel"),
    (Fact::Language, "languageCode"),
    (Fact::Language, "language_code"),
    (Fact::Handoff, "metrics.hasLiveAgentHandoff"),
    (Fact::Column("environment"), "environment.displayName"),
];

const SAID: &[&str] = &["text", "transcript", "dtmf.digits"];

const REQUESTED: &[&str] = &["queryInput.text.text", "query_input.text.text", "queryInput.transcript"];

/// The cards of a list of them.
fn cards<'r>(list: &'r Json<'_>) -> &'r [Json<'r>] {
    if let Json::List(cards) = list { cards } else { &[] }
}

impl Turn<'_> {
    fn read(&self, out: &mut Out<'_>) -> bool {
        let id = self.id;
        let Some(result) = self.response.get(&["queryResult", "query_result"]) else { return false };
        let asked = self.request.and_then(|request| request.said_at(REQUESTED));
        let said = result.said_at(SAID).or(asked).unwrap_or_default();
        let intent = result.said_at(&["match.intent.displayName", "match.intent.display_name"]);
        let kind = result.said_at(&["match.matchType", "match.match_type"]);
        state(id, result, PLACES, out);
        let user = Utterance {
            intent: intent.map(Cow::Borrowed),
            confidence: result.number("match.confidence").filter(|_| intent.is_some()),
            fallback: kind == Some("NO_MATCH"),
            ..Utterance::new(role(id, "user", Role::User, out), self.at, said)
        };
        let mut any = say(id, &user, out);
        let (mut answers, mut offered) = (Vec::new(), Details::default());
        for message in result.items("responseMessages").iter().chain(result.items("response_messages")) {
            if message.get(&["liveAgentHandoff", "live_agent_handoff"]).is_some() {
                handed_over(id, out);
            }
            if message.get(&["conversationSuccess", "conversation_success"]).is_some() {
                out.facts(id, &Facts { outcome: Some(Outcome::Resolved), ..Facts::default() });
            }
            answers.extend(message.items("text.text").iter().filter_map(Json::text));
            for card in message.items("payload.richContent").iter().flat_map(cards) {
                let chips = card.items("options").iter().filter(|_| card.is("type", "chips"));
                chips.for_each(|chip| offered.offer(chip.said("text").unwrap_or_default(), false));
            }
        }
        let last = answers.len();
        for (nth, answer) in answers.into_iter().enumerate() {
            let thumb = self.feedback.filter(|_| nth + 1 == last);
            let mut answer = Utterance::new(role(id, "bot", Role::Bot, out), None, answer);
            answer.feedback = thumb.and_then(values::feedback);
            if nth + 1 == last {
                answer.details = std::mem::take(&mut offered).into_some();
            }
            any |= say(id, &answer, out);
        }
        any
    }
}

impl Records for Cx {
    fn record(&mut self, record: &Json<'_>, out: &mut Out<'_>) -> Read {
        let mut any = false;
        if let Some(name) = record.said("conversation_name") {
            let id = last_part(name);
            let at = time(record, "request_time", out);
            state(id, record, AROUND, out);
            let feedback = record.said("bot_answer_feedback.rating");
            let Some(response) = record.at("response") else { return Read::Nothing };
            // Columns of JSON may come as texts.
            record.at("request").unwrap_or(&Json::Null).unpacked(&mut |request| {
                state(id, request, AROUND, out);
                response.unpacked(&mut |response| {
                    any |= Turn { id, request: Some(request), response, at, feedback }.read(out);
                });
            });
        } else if let Some(response) = record.at("jsonPayload") {
            let Some(id) = record.said("labels.session_id") else { return Read::Nothing };
            let at = time(record, "timestamp", out);
            state(id, response, AROUND, out);
            let is_answer = Turn { id, request: None, response, at, feedback: None }.read(out);
            // A request alone says what its response repeats.
            any = is_answer || response.get(&["queryInput", "query_input"]).is_some();
        } else if let Some(name) = record.said("name") {
            let id = last_part(name);
            state(id, record, AROUND, out);
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
        let found = at + finding::find(&text[at..], name)?;
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
        let session = field(payload, "session_id").or_else(|| record.said("trace").map(str::to_owned));
        let Some(id) = session else { return Read::Nothing };
        let at = time(record, "timestamp", out);
        out.facts(
            &id,
            &Facts {
                language: field(payload, "lang").map(Cow::Owned),
                channel: record.said("labels.source").map(Cow::Borrowed),
                ..Facts::default()
            },
        );
        let confidence = field(payload, "score").and_then(|score| score.parse().ok());
        let user = Utterance {
            intent: field(payload, "intent_name").map(Cow::Owned),
            confidence,
            fallback: field(payload, "is_fallback_intent").as_deref() == Some("true"),
            ..Utterance::new(
                role(&id, "user", Role::User, out),
                at,
                field(payload, "resolved_query").unwrap_or_default(),
            )
        };
        let asked = say(&id, &user, out);
        let answer = field(payload, "speech").unwrap_or_default();
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
