//! Amazon Lex V2: text logs as CloudWatch keeps them, bare, as events of `get-log-events` or as the CSV of
//! Logs Insights. A record is what a user said with the bot's answers, which have no time of their own.

use crate::{
    conversation::{Facts, Role, Utterance},
    ingest::{
        Out,
        formats::row::{says_fallback, says_handoff},
        html,
        json::Json,
    },
};

use super::{Platform, ROWS, Read, Records, Shape, columns, handed_over, role, say, time};

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

fn turn(record: &Json<'_>, out: &mut Out<'_>) -> bool {
    let Some(id) = record.said("sessionId") else { return false };
    let intent = record.said_at(&["interpretations.intent.name", "sessionState.intent.name"]);
    let confidence = ["interpretations.nluConfidence", "interpretations.nluConfidence.score"];
    let confidence = confidence.iter().find_map(|path| record.number(path));
    out.facts(
        &id,
        &Facts {
            channel: record.said_at(&["sessionState.sessionAttributes.channel", "inputMode"]),
            language: record.said("bot.localeId").map(|locale| locale.replace('_', "-").into()),
            variant: record.said("bot.version"),
            columns: columns(
                record,
                &[("bot", "bot.name"), ("alias", "bot.aliasName"), ("input", "inputMode")],
            ),
            ..Facts::default()
        },
    );
    let is_missed = record.is("missedUtterance", "true") || intent.as_deref().is_some_and(says_fallback);
    if intent.as_deref().is_some_and(says_handoff) {
        handed_over(&id, out);
    }
    let at = time(record, "timestamp", out);
    let user = Utterance {
        intent,
        confidence,
        fallback: is_missed,
        ..Utterance::new(
            role(&id, "user", Role::User, out),
            at,
            record.said("inputTranscript").unwrap_or_default(),
        )
    };
    let mut any = say(&id, &user, out);
    for message in record.items("messages") {
        let content = message.said("content").unwrap_or_default();
        let text =
            if message.is("contentType", "SSML") { html::to_text(&content) } else { content.as_ref().into() };
        any |= say(&id, &Utterance::new(role(&id, "bot", Role::Bot, out), None, text), out);
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
