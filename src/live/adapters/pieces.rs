//! Answers that come piece by piece, in the shapes in which language models and what stands before them stream
//! them: OpenAI's two, which others have taken over, Anthropic's, and n8n's.

use crate::{
    conversation::{Role, Utterance},
    ingest::json::Json,
    live::event::{Event, Manner, Said},
};

/// What OpenAI's streams end with.
pub(super) const DONE: &str = "[DONE]";

/// A piece of an answer.
pub(super) struct Piece {
    id: Option<String>,
    text: String,
    /// Whether it is the last one.
    pub(super) last: bool,
}

impl Piece {
    /// What ends an answer and adds nothing to it.
    pub(super) fn end() -> Self {
        Self { id: None, text: String::new(), last: true }
    }

    /// Whether it adds nothing and only ends an answer.
    pub(super) fn is_end(&self) -> bool {
        self.last && self.text.is_empty()
    }

    pub(super) fn event(self) -> Event {
        let utterance = Utterance::new(Role::Bot, None, self.text);
        Event::Said(Said::now(utterance).known_as(self.id.as_deref()).come(Manner::Piece { last: self.last }))
    }
}

/// What an object is as a piece.
pub(super) enum Found {
    /// It is none.
    Other,
    /// It belongs to a stream, and adds nothing.
    Silent,
    /// This one.
    Piece(Piece),
}

/// The text at a path; a piece may be white space alone, which no other look-up calls a text.
fn text(data: &Json<'_>, path: &str) -> Option<String> {
    match data.at(path) {
        Some(Json::Text(text)) => Some((*text).to_owned()),
        _ => None,
    }
}

/// Reads an object as a piece.
pub(super) fn piece(data: &Json<'_>) -> Found {
    let id = |path: &str| data.said(path).map(str::to_owned);
    let some = |id, text: Option<String>| match text {
        Some(text) if !text.is_empty() => Found::Piece(Piece { id, text, last: false }),
        _ => Found::Silent,
    };
    if !data.items("choices").is_empty() {
        let words = text(data, "choices.delta.content").or_else(|| text(data, "choices.text"));
        let last = data.said("choices.finish_reason").is_some();
        if last {
            return Found::Piece(Piece { id: id("id"), text: words.unwrap_or_default(), last });
        }
        let is_piece = words.is_some() || data.at("choices.delta").is_some();
        return if is_piece { some(id("id"), words) } else { Found::Other };
    }
    match data.said("type") {
        Some("response.output_text.delta") => some(id("item_id"), text(data, "delta")),
        Some("response.output_text.done") => Found::Piece(Piece { id: id("item_id"), ..Piece::end() }),
        Some("content_block_delta") => some(None, text(data, "delta.text")),
        Some("message_stop") => Found::Piece(Piece::end()),
        Some("message_start" | "message_delta" | "content_block_start" | "content_block_stop") => {
            Found::Silent
        }
        Some("item") if data.at("metadata.nodeId").is_some() => {
            some(id("metadata.nodeId"), text(data, "content"))
        }
        Some("end") if data.at("metadata.nodeId").is_some() => {
            Found::Piece(Piece { id: id("metadata.nodeId"), ..Piece::end() })
        }
        Some("begin") if data.at("metadata.nodeId").is_some() => Found::Silent,
        _ => Found::Other,
    }
}
