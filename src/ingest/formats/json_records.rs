//! JSON files: one record a line, one value after another, or one array (at the top or under a key)
//! whose elements are the records. The file is never held as a whole.
//!
//! Lines are read on their own, so that a broken one costs nothing but itself.

use std::collections::HashMap;

use crate::ingest::{
    Effect, Kind, MAX_RECORD, Out, Sentence, finding,
    json::{self, Arena, Json, ValueEnd, count_lines, fingerprint, next_value},
    notes,
};

use super::{
    Format,
    json_conversation::{self, Found},
};

/// How the records of a file follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// One record a line.
    Lines,
    /// Values or array elements, over any number of lines.
    Values,
}

/// What the head of a JSON file says about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// How its records follow each other.
    pub framing: Framing,
    /// What a record is, for people.
    pub record: Sentence,
    /// Highest value of the rating scale.
    rating_max: f64,
}

/// 10 where a rating in the text is above 5, else 5: one scale for the whole file.
fn rating_max(head: &str) -> f64 {
    let beyond_five = ["\"rating\"", "\"csat\"", "\"satisfaction\"", "\"score\""].iter().any(|key| {
        let mut rest = head;
        while let Some((_, behind)) = finding::split(rest, key) {
            let value = behind.trim_start_matches([' ', ':', '"']);
            let end = value.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(value.len());
            if value[..end].parse::<f64>().is_ok_and(|score| score > 5.0 && score <= 10.0) {
                return true;
            }
            rest = behind;
        }
        false
    });
    if beyond_five { 10.0 } else { 5.0 }
}

impl Shape {
    /// The shape of a text that begins with a bracket; `None` if it is not JSON.
    pub fn of(head: &str) -> Option<Self> {
        let text = head.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
        if !text.starts_with(['{', '[']) {
            return None;
        }
        // A bracket that begins a time stamp is a text transcript's.
        if text.starts_with('[') && !text[1..].trim_start().starts_with(['{', ']', '[', '"']) {
            return None;
        }
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty()).take(20);
        let first = lines.next()?;
        let arena = Arena::default();
        let whole = |line: &str| matches!(Json::parse(line, &Arena::default()), Some(Json::Object(_)));
        let more: Vec<&str> = lines.collect();
        let by_line = whole(first) && !first.starts_with('[')
            || more.iter().filter(|line| whole(line)).count() * 2 > more.len()
                && more.len() >= 2
                && first.starts_with('{');
        if by_line && !(more.is_empty() && wraps(first)) {
            let record = std::iter::once(first)
                .chain(more)
                .filter_map(|line| Json::parse(line, &arena))
                .map(|record| describe(&record))
                .next()
                .unwrap_or(Sentence::of("a record"));
            return Some(Self { framing: Framing::Lines, record, rating_max: rating_max(head) });
        }
        // Enough of JSON's beginning to know it from a text in brackets.
        Some(Self {
            framing: Framing::Values,
            record: Sentence::of("a conversation or a message"),
            rating_max: rating_max(head),
        })
    }
}

/// Whether a record on one line is a wrapper around the real ones.
fn wraps(line: &str) -> bool {
    Json::parse(line, &Arena::default()).is_some_and(|record| {
        !json_conversation::has_messages(&record) && !json_conversation::is_message(&record)
    })
}

fn describe(record: &Json<'_>) -> Sentence {
    if json_conversation::has_messages(record) {
        Sentence::of("a conversation with its messages")
    } else {
        Sentence::of("a message that names its conversation")
    }
}

/// Where the reader stands in a file of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Between values at the top.
    Top,
    /// Inside the array that holds the records.
    Array {
        /// An object holds the array.
        wrapped: bool,
    },
    /// Behind that array, inside the object that holds it: records only where they look like some.
    Tail,
}

/// Reads JSON files.
pub struct JsonRecords {
    framing: Framing,
    rating_max: f64,
    place: Place,
    buffer: String,
    end: ValueEnd,
    line: u64,
    skipping: bool,
    /// Behind a broken value: what follows is left out up to a line that begins another.
    seeking: bool,
    /// Hash of each conversation's content and the record it was first read from, by id.
    seen: HashMap<String, u64>,
    /// Has the tree of one record.
    arena: Arena,
}

/// Keys whose array holds the records when an object wraps them.
const WRAPPERS: [&str; 8] =
    ["conversations", "chats", "data", "items", "results", "records", "sessions", "threads"];

impl JsonRecords {
    /// A reader of files of this shape.
    pub fn new(shape: &Shape) -> Self {
        Self {
            framing: shape.framing,
            rating_max: shape.rating_max,
            place: Place::Top,
            buffer: String::new(),
            end: ValueEnd::default(),
            line: 1,
            skipping: false,
            seeking: false,
            seen: HashMap::new(),
            arena: Arena::default(),
        }
    }

    fn drain(&mut self, out: &mut Out<'_>, last: bool) {
        out.rating_max = self.rating_max;
        let buffer = std::mem::take(&mut self.buffer);
        let used = match self.framing {
            Framing::Lines => self.lines(&buffer, out, last),
            Framing::Values => self.values(&buffer, out, last),
        };
        self.buffer = buffer;
        self.buffer.drain(..used);
    }

    fn lines(&mut self, buffer: &str, out: &mut Out<'_>, last: bool) -> usize {
        let mut at = 0;
        loop {
            let rest = &buffer[at..];
            let end = memchr::memchr(b'\n', rest.as_bytes());
            if end.is_none() && !self.skipping && rest.len() > MAX_RECORD {
                self.too_long(out);
            }
            let (line, next) = match end {
                Some(end) => (&rest[..end], at + end + 1),
                None if last || self.skipping => (rest, buffer.len()),
                None => return at,
            };
            if self.skipping {
                self.skipping = end.is_none();
            } else if !line.trim().is_empty() {
                self.record(line, out, last && end.is_none());
            }
            at = next;
            if end.is_none() {
                return at;
            }
            self.line += 1;
        }
    }

    fn too_long(&mut self, out: &mut Out<'_>) {
        out.log.read += 1;
        out.log.note(self.line, out.log.read, Effect::Skipped, Kind::TooLong);
        self.skipping = true;
    }

    /// Goes from value to value. Enters the array of records instead of taking it as one value.
    fn values(&mut self, buffer: &str, out: &mut Out<'_>, last: bool) -> usize {
        let mut at = 0;
        loop {
            if self.seeking {
                let (used, found) = next_value(&buffer[at..], last);
                self.line += count_lines(&buffer[at..at + used]);
                at += used;
                if !found {
                    return at;
                }
                self.seeking = false;
            }
            if !self.skipping {
                let rest = &buffer[at..];
                let skip = rest.len() - rest.trim_start_matches([' ', '\n', '\r', '\t', ',', ':']).len();
                self.line += count_lines(&rest[..skip]);
                at += skip;
            }
            let rest = &buffer[at..];
            if rest.is_empty() {
                return at;
            }
            if !self.skipping && rest.starts_with([']', '}']) {
                self.place = match self.place {
                    Place::Array { wrapped: true } => Place::Tail,
                    _ => Place::Top,
                };
                at += 1;
                continue;
            }
            if !self.skipping && matches!(self.place, Place::Top | Place::Tail) {
                let entered =
                    if self.place == Place::Top { enter(rest, last) } else { enter_more(rest, last) };
                match entered {
                    Enter::At(length) => {
                        self.line += count_lines(&rest[..length]);
                        at += length;
                        let wrapped = self.place == Place::Tail || rest.starts_with('{');
                        self.place = Place::Array { wrapped };
                        continue;
                    }
                    Enter::NeedMore => return at,
                    Enter::Value => {}
                }
            }
            match self.end.find(rest, last) {
                Some(end) => {
                    self.end = ValueEnd::default();
                    let end = end.max(1);
                    // A value that is broken off goes on, as far as anyone can tell, to the next line
                    // that begins one.
                    let broken = rest.as_bytes().get(end) == Some(&b'\n')
                        && Json::parse(&rest[..end], &Arena::default()).is_none();
                    if std::mem::take(&mut self.skipping) {
                        // Said when it began.
                    } else if self.place != Place::Tail {
                        self.record(&rest[..end], out, false);
                    } else if rest.starts_with('{')
                        && Json::parse(&rest[..end], &Arena::default())
                            .is_some_and(|value| holds_record(&value))
                    {
                        out.log.note(self.line, 0, Effect::Skipped, Kind::BesideRecords);
                    }
                    self.line += count_lines(&rest[..end]);
                    at += end;
                    self.seeking = broken;
                }
                None if last => {
                    if self.place != Place::Tail {
                        self.record(rest, out, true);
                    }
                    return buffer.len();
                }
                None if self.skipping || rest.len() > MAX_RECORD => {
                    if !self.skipping {
                        self.too_long(out);
                    }
                    self.line += count_lines(rest);
                    self.end.forget(rest);
                    return buffer.len();
                }
                None => return at,
            }
        }
    }

    /// Reads one record; `cut` says that the file ends in it.
    fn record(&mut self, text: &str, out: &mut Out<'_>, cut: bool) {
        if std::mem::take(&mut self.skipping) {
            return;
        }
        out.log.read += 1;
        let number = out.log.read;
        out.at(self.line, number);
        let mut arena = std::mem::take(&mut self.arena);
        self.text(text.trim(), &arena, out, cut);
        arena.reset();
        self.arena = arena;
    }

    fn text(&mut self, text: &str, arena: &Arena, out: &mut Out<'_>, cut: bool) {
        if let Some(record) = Json::parse(text, arena) {
            self.value(&record, text, out);
            return;
        }
        // A file cut off ends in an opened value; a broken line does not.
        if !cut || ValueEnd::default().find(text, false).is_some() {
            out.note(Effect::Skipped, Kind::NotJson);
            return;
        }
        let whole = json::close_behind_elements(text);
        match whole
            .as_deref()
            .and_then(|whole| Json::parse(whole, arena))
            .filter(json_conversation::has_messages)
        {
            Some(record) => {
                out.note(Effect::Repaired, Kind::CutShort);
                self.value(&record, text, out);
            }
            None => out.note(Effect::Skipped, Kind::CutShort),
        }
    }

    /// Reads one record that is valid JSON; `text` is what it was parsed from.
    fn value(&mut self, record: &Json<'_>, text: &str, out: &mut Out<'_>) {
        let number = out.log.read;
        let fallback_id = out.made_id(format_args!("record {number}"));
        let found = if json_conversation::has_messages(record) {
            let id = json_conversation::id_of(record).map_or(fallback_id, str::to_owned);
            match self.seen.insert(id.clone(), fingerprint(text)) {
                Some(before) if before == fingerprint(text) => {
                    out.note(Effect::Skipped, Kind::DuplicateConversation);
                    return;
                }
                Some(_) => out.note(Effect::Noted, Kind::RepeatedConversation),
                None => {}
            }
            json_conversation::conversation(record, &id, out)
        } else if let Json::List(messages) = record {
            match json_conversation::utterances(messages, &fallback_id, out) {
                0 => Found::Nothing,
                n => Found::Messages(n),
            }
        } else if json_conversation::is_message(record) {
            if notes::is_note(record) {
                out.note(Effect::Skipped, Kind::InternalNote);
                return;
            }
            json_conversation::message(record, &out.made_id("conversation 1"), out)
        } else {
            Found::Nothing
        };
        match found {
            Found::Messages(_) => out.log.kept += 1,
            Found::Nothing => out.note(Effect::Skipped, Kind::NoMessages),
        }
    }
}

enum Enter {
    /// Behind this many bytes the first record begins.
    At(usize),
    /// The value here is itself a record.
    Value,
    /// That cannot be told yet.
    NeedMore,
}

/// How to get from the begin of a top-level value to its first record: into an array, or through an
/// object to the array under one of the wrapper keys. An object of messages is a record itself.
fn enter(text: &str, last: bool) -> Enter {
    if text.starts_with('[') {
        return Enter::At(1);
    }
    if !text.starts_with('{') {
        return Enter::Value;
    }
    let mut at = 1;
    loop {
        let rest = &text[at..];
        let skip = rest.len() - rest.trim_start_matches([' ', '\n', '\r', '\t', ',', ':']).len();
        at += skip;
        let rest = &text[at..];
        let Some(key_end) = ValueEnd::default().find(rest, last) else {
            return if last { Enter::Value } else { Enter::NeedMore };
        };
        if !rest.starts_with('"') {
            return Enter::Value;
        }
        let key = rest[1..key_end].trim_end_matches('"');
        let after = rest[key_end..].trim_start_matches([' ', '\n', '\r', '\t', ':']);
        if after.len() < 64 && !last && !after.contains(['}', ']']) {
            return Enter::NeedMore;
        }
        let value_at = at + key_end + (rest[key_end..].len() - after.len());
        if let Some(inner) = after.strip_prefix('[') {
            let inner = inner.trim_start();
            // Under a wrapper's key, elements that have messages of their own are the records.
            if WRAPPERS.contains(&key) && (inner.is_empty() || inner.starts_with('{')) {
                match element_is_message(inner) {
                    Some(false) => return Enter::At(value_at + 1),
                    Some(true) => {}
                    None if last => return Enter::At(value_at + 1),
                    None => return Enter::NeedMore,
                }
            }
            if json_conversation::MESSAGES.contains(&key) {
                return Enter::Value;
            }
        }
        match ValueEnd::default().find(&text[value_at..], last) {
            Some(length) => at = value_at + length,
            // A value that goes on beyond the text is long, so it is not a small field before the array.
            None if last || text.len() > MAX_RECORD => return Enter::Value,
            None => return Enter::NeedMore,
        }
        if text[at..].trim_start().starts_with('}') {
            return Enter::Value;
        }
    }
}

/// How to get into a further array of records of an object whose first one is read: into one whose
/// first element is a conversation, or a message that names its own.
fn enter_more(text: &str, last: bool) -> Enter {
    let Some(inner) = text.strip_prefix('[').map(str::trim_start) else { return Enter::Value };
    if !inner.starts_with('{') {
        return if inner.is_empty() && !last { Enter::NeedMore } else { Enter::Value };
    }
    match ValueEnd::default().find(inner, last) {
        Some(end)
            if Json::parse(&inner[..end], &Arena::default()).is_some_and(|element| is_record(&element)) =>
        {
            Enter::At(1)
        }
        None if !last && inner.len() <= MAX_RECORD => Enter::NeedMore,
        _ => Enter::Value,
    }
}

/// Whether a value stands for itself: a conversation, or a message that names its own.
fn is_record(value: &Json<'_>) -> bool {
    let names = MESSAGE_ID_KEYS.iter().any(|key| value.get(&[key]).is_some());
    json_conversation::has_messages(value) || names && json_conversation::is_message(value)
}

/// Whether records are anywhere inside a value that is none itself.
fn holds_record(value: &Json<'_>) -> bool {
    is_record(value)
        || match value {
            Json::List(items) => items.iter().any(holds_record),
            Json::Object(entries) => entries.iter().any(|(_, value)| holds_record(value)),
            _ => false,
        }
}

/// Whether the object at the start of a text is a message and not a conversation; `None` while its
/// end is not there.
fn element_is_message(text: &str) -> Option<bool> {
    let end = ValueEnd::default().find(text, false)?;
    let arena = Arena::default();
    let element = Json::parse(&text[..end], &arena)?;
    let loose = MESSAGE_ID_KEYS.iter().any(|key| element.get(&[key]).is_some());
    Some(json_conversation::is_message(&element) && !json_conversation::has_messages(&element) && !loose)
}

/// Keys by which a message names its conversation: such messages are records of their own.
const MESSAGE_ID_KEYS: [&str; 4] = ["conversation_id", "session_id", "conversationId", "sessionId"];

impl Format for JsonRecords {
    fn push(&mut self, text: &str, out: &mut Out<'_>) {
        self.buffer.push_str(text);
        self.drain(out, false);
    }

    fn finish(&mut self, out: &mut Out<'_>) {
        self.drain(out, true);
        let cut = self.framing == Framing::Values && self.place != Place::Top;
        if cut && !out.log.counts.contains_key(Kind::CutShort.name()) {
            out.log.note(self.line, 0, Effect::Noted, Kind::CutShort);
        }
        if out.log.read == 0 {
            out.log.note(0, 0, Effect::Skipped, Kind::NoMessages);
        }
    }
}
