//! Messages that say themselves what they are, by whatever transport they come: `{conversation_id, role, text, ts}`
//! under the names that JSON Lines may use too, events of a chat, pieces of an answer as language models stream
//! them, and frames of Socket.IO that hold any of these.

use super::{Adapter, Heard, Sense};
use crate::{
    conversation::{Facts, Utterance},
    ingest::{
        Sink, Taken,
        json::{Arena, Json},
        read_record,
    },
    live::event::{Event, Manner, Said, Told},
};

/// Reads messages that say themselves what they are.
pub struct Neutral;

/// What OpenAI's streams end with.
const DONE: &str = "[DONE]";

/// How deep frames and texts are unpacked.
const DEEPEST: u32 = 3;

impl Adapter for Neutral {
    fn read(&mut self, name: &str, data: &Json<'_>, heard: &mut Heard<'_>) -> Sense {
        read(name, data, heard, 0)
    }
}

fn read(name: &str, data: &Json<'_>, heard: &mut Heard<'_>, depth: u32) -> Sense {
    if depth > DEEPEST {
        return Sense::Noise;
    }
    match data {
        Json::Text(text) => written(name, text, heard, depth),
        Json::List(items) => {
            let senses: Vec<Sense> = items.iter().map(|item| read(name, item, heard, depth + 1)).collect();
            let has = |sense| senses.contains(&sense);
            let first = [Sense::Strange, Sense::Read].into_iter().find(|sense| has(*sense));
            first.unwrap_or(Sense::Noise)
        }
        Json::Object(_) => message(name, data, heard),
        _ => Sense::Noise,
    }
}

/// Reads JSON that is written as a text, one value or a line each, or a frame of Socket.IO.
fn written(name: &str, text: &str, heard: &mut Heard<'_>, depth: u32) -> Sense {
    let text = text.trim();
    if text == DONE {
        heard.events.push(piece(None, "", true));
        return Sense::Read;
    }
    if let Some(frame) = text.strip_prefix("42") {
        // Engine.IO's "message" and Socket.IO's "event"; of a namespace, if one is named.
        let frame = frame.find('[').map_or("", |at| &frame[at..]);
        let arena = Arena::default();
        let Some(Json::List([event, data, ..])) = Json::parse(frame, &arena) else { return Sense::Strange };
        return read(event.text().unwrap_or(name), data, heard, depth + 1);
    }
    let mut made = Sense::Noise;
    for line in text.lines().map(str::trim).filter(|line| line.starts_with(['{', '['])) {
        let sense = match Json::parse(line, &Arena::default()) {
            Some(value) => read(name, &value, heard, depth + 1),
            // A text of many lines may be one value.
            None => match Json::parse(text, &Arena::default()) {
                Some(value) => return read(name, &value, heard, depth + 1),
                None => Sense::Strange,
            },
        };
        if sense != Sense::Noise {
            made = sense;
        }
    }
    made
}

/// Reads one object.
fn message(name: &str, data: &Json<'_>, heard: &mut Heard<'_>) -> Sense {
    if !data.items("choices").is_empty() {
        return delta(data, heard);
    }
    let kind = data.said("type").unwrap_or_default();
    let has_text = data.get(&["text", "content", "message", "body", "messages"]).is_some();
    let names_speaker = data
        .get(&["role", "sender", "from", "author", "speaker", "sender_type", "participant", "direction"])
        .is_some();
    let names_itself = kind.starts_with("chat.");
    let in_conversation =
        data.get(&["conversation_id", "conversationId", "session_id", "sessionId"]).is_some();
    let by_event = spoken_by(name);
    if !names_itself && !(has_text && (names_speaker || in_conversation || by_event.is_some())) {
        return Sense::Noise;
    }
    if kind == "chat.event" {
        return event(data, heard);
    }
    let mut collected = Collector::default();
    heard.log.read += 1;
    let found = match by_event.filter(|_| !names_speaker) {
        // The frame's name says who speaks.
        Some(role) => {
            let arena = Arena::default();
            let told = [("role", Json::Text(role))];
            let record = arena.object(told.into_iter().chain(data.entries().iter().copied()));
            read_record(&record, "", heard.zone, heard.log, &mut collected)
        }
        None => read_record(data, "", heard.zone, heard.log, &mut collected),
    };
    let manner = match data.said("history") {
        Some("true") => Manner::Again,
        _ => Manner::Now,
    };
    let id = data.said_at(&["id", "message_id", "messageId"]).filter(|_| data.items("messages").is_empty());
    heard.events.extend(collected.0.into_iter().map(|event| match event {
        Event::Said(said) => Event::Said(said.known_as(id).come(manner)),
        told => told,
    }));
    if found { Sense::Read } else { Sense::Strange }
}

/// What happened in a chat besides messages.
fn event(data: &Json<'_>, heard: &mut Heard<'_>) -> Sense {
    let conversation = data.said_at(&["conversation_id", "conversationId"]);
    match data.said_at(&["event", "event_name"]).unwrap_or_default() {
        "open" => heard.events.extend(conversation.map(|id| Event::In(id.to_owned()))),
        "close" => heard.events.push(Event::Over),
        "handoff" => heard.events.push(Event::Told(Told {
            conversation: conversation.map(str::to_owned),
            facts: Facts { handoff: Some(true), ..Facts::default() },
        })),
        _ => {
            let mut collected = Collector::default();
            if !read_record(data, "", heard.zone, heard.log, &mut collected) {
                return Sense::Strange;
            }
            heard.events.extend(collected.0);
        }
    }
    Sense::Read
}

/// A piece of an answer in OpenAI's shape, which others have taken over.
fn delta(data: &Json<'_>, heard: &mut Heard<'_>) -> Sense {
    let text = data.said_at(&["choices.delta.content", "choices.text"]).map(str::to_owned);
    // A piece may be white space alone, which no look-up calls a text.
    let text = text.or_else(|| data.at("choices.delta.content").and_then(Json::text).map(str::to_owned));
    let last = data.said("choices.finish_reason").is_some();
    if text.is_none() && !last && data.at("choices.delta").is_none() {
        return Sense::Strange;
    }
    heard.events.push(piece(data.said("id"), &text.unwrap_or_default(), last));
    Sense::Read
}

fn piece(id: Option<&str>, text: &str, last: bool) -> Event {
    let utterance = Utterance::new(crate::conversation::Role::Bot, None, text.to_owned());
    Event::Said(Said::now(utterance).known_as(id).come(Manner::Piece { last }))
}

/// Who speaks, by the name of an event.
fn spoken_by(name: &str) -> Option<&'static str> {
    match name {
        "user_uttered" => Some("user"),
        "bot_uttered" => Some("bot"),
        _ => None,
    }
}

/// Keeps what a reader finds.
#[derive(Default)]
pub struct Collector(pub Vec<Event>);

impl Collector {
    fn conversation(id: &str) -> Option<String> {
        Some(id).filter(|id| !id.is_empty()).map(str::to_owned)
    }
}

impl Sink for Collector {
    fn facts(&mut self, conversation: &str, facts: &Facts<'_>) {
        let facts = facts.clone().into_owned();
        self.0.push(Event::Told(Told { conversation: Self::conversation(conversation), facts }));
    }

    fn utterance(&mut self, conversation: &str, utterance: &Utterance<'_>) -> Taken {
        let conversation = Self::conversation(conversation);
        self.0.push(Event::Said(Said {
            conversation,
            id: None,
            utterance: utterance.clone().into_owned(),
            manner: Manner::Now,
        }));
        Taken::New
    }
}
