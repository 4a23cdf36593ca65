//! Messages that say themselves what they are, by whatever transport they come: `{conversation_id, role, text, ts}`
//! under the names that JSON Lines may use too, events of a chat, pieces of an answer as language models stream
//! them, and frames of Socket.IO or of server-sent events that hold any of these.

use std::borrow::Cow;

use crate::{
    ingest::{
        json::{Arena, Json},
        speaker,
    },
    live::event::{Event, Manner, Told},
};

use super::{
    Adapter, Heard, Sense, handed_over,
    pieces::{DONE, Found, Piece, piece},
};

/// Reads messages that say themselves what they are.
#[derive(Default)]
pub struct Neutral {
    /// Whether an answer is being written.
    writing: bool,
    /// What the last answer offers: what is sent, and how it reads.
    offered: Vec<(String, String)>,
}

/// How deep frames and texts are unpacked.
const DEEPEST: u32 = 3;

const CONVERSATION: &[&str] = &["conversation_id", "conversationId", "session_id", "sessionId"];

const SPEAKER: &[&str] =
    &["role", "sender", "from", "author", "speaker", "sender_type", "participant", "direction"];

impl Adapter for Neutral {
    fn read(&mut self, name: &str, data: &Json<'_>, heard: &mut Heard<'_>) -> Sense {
        self.any(name, data, heard, 0)
    }
}

/// Whether it is known who speaks by a word that stands for one: a window is full of objects with a text and an
/// origin.
fn knows_speaker(data: &Json<'_>) -> bool {
    let word = data.get(SPEAKER).and_then(|value| value.text().or_else(|| value.text_at(&["role", "type"])));
    word.is_some_and(|word| speaker::by_name(word).or_else(|| speaker::by_direction(word)).is_some())
}

/// Who speaks, by the name of an event.
fn spoken_by(name: &str) -> Option<&'static str> {
    match name {
        "user_uttered" => Some("user"),
        "bot_uttered" => Some("bot"),
        _ => None,
    }
}

impl Neutral {
    fn any(&mut self, name: &str, data: &Json<'_>, heard: &mut Heard<'_>, depth: u32) -> Sense {
        if depth > DEEPEST {
            return Sense::Noise;
        }
        if matches!(name, "session_confirm" | "session_request") {
            return heard.enter(data.said("session_id").or_else(|| data.text().filter(|id| !id.is_empty())));
        }
        match data {
            Json::Text(text) => self.written(name, text, heard, depth),
            Json::List(items) => {
                let senses: Vec<Sense> =
                    items.iter().map(|item| self.any(name, item, heard, depth + 1)).collect();
                let has = |sense: &Sense| senses.contains(sense);
                [Sense::Strange, Sense::Read].into_iter().find(has).unwrap_or(Sense::Noise)
            }
            Json::Object(_) => self.object(name, data, heard),
            _ => Sense::Noise,
        }
    }

    /// Reads JSON that is written as a text, one value or a line each, or a frame that holds some.
    fn written(&mut self, name: &str, text: &str, heard: &mut Heard<'_>, depth: u32) -> Sense {
        let text = text.trim();
        if text == DONE {
            return self.piece(Piece::end(), heard);
        }
        if let Some(frame) = text.strip_prefix("42") {
            // Engine.IO's "message" and Socket.IO's "event"; of a namespace, if one is named.
            let frame = frame.find('[').map_or("", |at| &frame[at..]);
            let arena = Arena::default();
            let Some(Json::List([event, data, ..])) = Json::parse(frame, &arena) else {
                return Sense::Strange;
            };
            return self.any(event.text().unwrap_or(name), data, heard, depth + 1);
        }
        if text.starts_with(['{', '['])
            && let Some(value) = Json::parse(text, &Arena::default())
        {
            return self.any(name, &value, heard, depth + 1);
        }
        let (mut name, mut made) = (name, Sense::Noise);
        for line in text.lines().map(str::trim) {
            if let Some(event) = line.strip_prefix("event:") {
                name = event.trim();
                continue;
            }
            let line = line.strip_prefix("data:").map_or(line, str::trim_start);
            let sense = if line == DONE {
                self.piece(Piece::end(), heard)
            } else if !line.starts_with(['{', '[']) {
                Sense::Noise
            } else if let Some(value) = Json::parse(line, &Arena::default()) {
                self.any(name, &value, heard, depth + 1)
            } else {
                Sense::Strange
            };
            if sense != Sense::Noise {
                made = sense;
            }
        }
        made
    }

    fn object(&mut self, name: &str, data: &Json<'_>, heard: &mut Heard<'_>) -> Sense {
        match piece(data) {
            Found::Piece(piece) => return self.piece(piece, heard),
            Found::Silent => return Sense::Read,
            Found::Other => {}
        }
        let kind = data.said("type").unwrap_or_default();
        if kind == "chat.event" {
            return event(data, heard);
        }
        let has_text = data.get(&["text", "content", "message", "body", "messages"]).is_some();
        let in_conversation = data.get(CONVERSATION).is_some();
        let by_event = spoken_by(name);
        // What was sent to this very panel has a speaker, if an unknown one; a window's message may be anybody's.
        let speaks = if name == "message" { knows_speaker(data) } else { data.get(SPEAKER).is_some() };
        let is_ours =
            kind.starts_with("chat.") || has_text && (speaks || in_conversation || by_event.is_some());
        if !is_ours {
            // An image, or what a bot sends besides.
            return if by_event.is_some() { Sense::Read } else { Sense::Noise };
        }
        self.message(data, by_event, heard)
    }

    fn message(&mut self, data: &Json<'_>, by_event: Option<&str>, heard: &mut Heard<'_>) -> Sense {
        let manner = if data.is("history", "true") { Manner::Again } else { Manner::Now };
        let found = match by_event.filter(|_| data.get(SPEAKER).is_none()) {
            // The frame's name says who speaks.
            Some(role) => {
                let arena = Arena::default();
                let told = [("role", Json::Text(role))];
                heard.of_lines(&arena.object(told.into_iter().chain(data.entries().iter().copied())))
            }
            None => heard.of_lines(data),
        };
        let Some(found) = found else { return Sense::Strange };
        let id = data.said_at(&["id", "message_id", "messageId"]);
        let id = id.filter(|_| data.items("messages").is_empty());
        for event in found {
            heard.events.push(match event {
                Event::Said(mut said) => {
                    if by_event == Some("user") {
                        said.utterance.text = Cow::Owned(self.reads(&said.utterance.text).to_owned());
                    }
                    Event::Said(said.known_as(id).come(manner))
                }
                other => other,
            });
        }
        if by_event == Some("bot") {
            let offered = data.items("quick_replies").iter().chain(data.items("buttons"));
            let pair =
                |reply: &Json<'_>| Some((reply.said("payload")?.to_owned(), reply.said("title")?.to_owned()));
            self.offered = offered.filter_map(pair).collect();
        }
        Sense::Read
    }

    /// What a user of Rasa sent, in the words that were offered for it; a command that was not offered says its name.
    fn reads<'t>(&'t self, sent: &'t str) -> &'t str {
        if let Some((_, reads)) = self.offered.iter().find(|(payload, _)| payload == sent) {
            return reads;
        }
        let command = sent.strip_prefix('/');
        command.map_or(sent, |command| command.split('{').next().unwrap_or_default())
    }

    fn piece(&mut self, piece: Piece, heard: &mut Heard<'_>) -> Sense {
        let last = piece.last;
        // Streams say twice that they end.
        if self.writing || !piece.is_end() {
            heard.events.push(piece.event());
        }
        self.writing = !last;
        Sense::Read
    }
}

/// What happened in a chat besides messages.
fn event(data: &Json<'_>, heard: &mut Heard<'_>) -> Sense {
    let conversation = data.said_at(CONVERSATION);
    match data.said_at(&["event", "event_name"]).unwrap_or_default() {
        "open" => heard.enter(conversation),
        "close" => {
            heard.enter(conversation);
            heard.over()
        }
        "handoff" => {
            let conversation = conversation.map(str::to_owned);
            heard.events.push(Event::Told(Told { conversation, facts: handed_over() }));
            Sense::Read
        }
        _ => match heard.of_lines(data) {
            Some(found) => {
                heard.events.extend(found);
                Sense::Read
            }
            None => Sense::Strange,
        },
    }
}
