//! Amazon Lex V2: text logs as CloudWatch keeps them, bare, as events of `get-log-events` or as the CSV of
//! Logs Insights. A record is what a user said with the bot's answers, which have no time of their own.

use std::borrow::Cow;

use crate::{
    conversation::{Role, Utterance},
    ingest::{
        Out,
        formats::{
            details::{Detail, details},
            row::{says_fallback, says_handoff},
        },
        html,
        json::Json,
    },
};

use super::{
    Fact, Platform, ROWS, Read, Records, Shape, handed_over, role, say, state, stated::Places, tell_with,
    time,
};

/// The platform.
pub const LEX: Platform = Platform {
    name: "Amazon Lex",
    whole: false,
    shapes: &[
        Shape { at: "", signs: "sessionId inputTranscript bot" },
        Shape { at: "events", signs: "timestamp message^{" },
        Shape { at: ROWS, signs: "@message.sessionId" },
    ],
    reader: || Box::new(Lex),
};

struct Lex;

const PLACES: Places = &[
    (Fact::Channel, "sessionState.sessionAttributes.channel"),
    (Fact::Channel, "inputMode"),
    (Fact::Language, "bot.localeId"),
    (Fact::Variant, "bot.version"),
    (Fact::Column("bot"), "bot.name"),
    (Fact::Column("alias"), "bot.aliasName"),
    (Fact::Column("input"), "inputMode"),
];

fn turn(record: &Json<'_>, out: &mut Out<'_>) -> bool {
    let Some(id) = record.said("sessionId") else { return false };
    let intent = record.said_at(&["interpretations.intent.name", "sessionState.intent.name"]);
    let confidence = record.number("interpretations.nluConfidence");
    state(id, record, PLACES, out);
    if intent.is_some_and(says_handoff) {
        handed_over(id, out);
    }
    let at = time(record, "timestamp", out);
    let user = Utterance {
        intent: intent.map(Cow::Borrowed),
        confidence: confidence.or_else(|| record.number("interpretations.nluConfidence.score")),
        fallback: record.is("missedUtterance", "true") || intent.is_some_and(says_fallback),
        ..Utterance::new(
            role(id, "user", Role::User, out),
            at,
            record.said("inputTranscript").unwrap_or_default(),
        )
    };
    let mut any = say(id, &user, out);
    for message in record.items("messages") {
        let content = message.said("content").unwrap_or_default();
        let text = if message.is("contentType", "SSML") { html::to_text(content) } else { content.into() };
        let offered = details(message, &[(Detail::Replies, "imageResponseCard.buttons|text")]);
        any |= tell_with(id, "bot", Role::Bot, None, &text, offered, out);
    }
    any
}

impl Records for Lex {
    fn record(&mut self, record: &Json<'_>, out: &mut Out<'_>) -> Read {
        let mut any = false;
        let inner = record.get(&["message", "@message"]).unwrap_or(record);
        inner.unpacked(&mut |inner| any = turn(inner, out));
        if any { Read::Kept } else { Read::Nothing }
    }
}
