//! Walks a JSON file of a platform record by record: along the keys that lead to the list of records, or
//! line by line. A file of any size passes, also one that is a single line; what is held is one record
//! and the way to it.
//!
//! A broken record costs itself alone. A file that is cut off keeps every record before the cut and what
//! is whole of the one in which it ends.

use std::collections::HashSet;

use crate::ingest::{
    Effect, Kind, MAX_RECORD, Out,
    json::{self, Arena, Json, ValueEnd, count_lines, fingerprint, next_value},
};

use super::{
    Format,
    json_records::Framing,
    platforms::{Platform, Read, Records, Shape},
};

/// Brackets on the way that are entered.
const DEEPEST: usize = 16;

/// Largest value beside the way to the records that is looked at.
const MAX_ASIDE: usize = 256 << 10;

/// A list or an object that is entered, and how many keys of the way lie behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    List(usize),
    Object(usize),
}

/// What a value is for.
enum Role {
    Record,
    Aside,
}

/// Reads the records of a platform.
pub struct Walk {
    platform: &'static Platform,
    reader: Box<dyn Records>,
    framing: Framing,
    way: Vec<&'static str>,
    /// Where the walk is, from the outside to the inside.
    entered: Vec<Level>,
    /// The key before the value that comes next.
    key: Option<String>,
    buffer: String,
    /// How much of the buffer is known to hold no end of a line.
    looked_at: usize,
    end: ValueEnd,
    line: u64,
    /// Inside a value that is too long to be looked at.
    skipping: bool,
    /// Behind a broken value: what follows is left out up to a line that begins another.
    seeking: bool,
    /// Records by their content.
    seen: HashSet<u64>,
    /// Has the tree of one record.
    arena: Arena,
}

impl Walk {
    /// A reader of a platform's files of this shape.
    pub fn new(platform: &'static Platform, shape: &Shape, framing: Framing) -> Self {
        Self { way: way(shape), ..Self::of(platform, (platform.reader)(), framing) }
    }

    /// Reads the records of a file that holds nothing else.
    pub fn of(platform: &'static Platform, reader: Box<dyn Records>, framing: Framing) -> Self {
        Self {
            platform,
            reader,
            framing,
            way: Vec::new(),
            entered: Vec::new(),
            key: None,
            buffer: String::new(),
            looked_at: 0,
            end: ValueEnd::default(),
            line: 1,
            skipping: false,
            seeking: false,
            seen: HashSet::new(),
            arena: Arena::default(),
        }
    }

    fn drain(&mut self, out: &mut Out<'_>, last: bool) {
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
            let from = std::mem::take(&mut self.looked_at);
            let end = memchr::memchr(b'\n', &rest.as_bytes()[from..]).map(|end| from + end);
            if end.is_none() && !self.skipping && rest.len() > MAX_RECORD {
                self.too_long(out);
            }
            let (line, next) = match end {
                Some(end) => (&rest[..end], at + end + 1),
                None if last || self.skipping => (rest, buffer.len()),
                None => {
                    self.looked_at = rest.len();
                    return at;
                }
            };
            if self.skipping {
                self.skipping = end.is_none();
            } else if !line.trim().is_empty() {
                self.line_of_records(line.trim(), out, last && end.is_none());
            }
            at = next;
            if end.is_none() {
                return at;
            }
            self.line += 1;
        }
    }

    /// A line is a record, or a small document with the way to some in it.
    fn line_of_records(&mut self, line: &str, out: &mut Out<'_>, cut: bool) {
        let arena = Arena::default();
        let document = if self.way.is_empty() { None } else { Json::parse(line, &arena) };
        match document {
            Some(document) => {
                let before = out.log.read;
                out.at(self.line, before + 1);
                let is_new = self.is_new(line, out);
                if is_new {
                    self.descend(&document, 0, out);
                }
                // A line without records counts as one that says nothing.
                if out.log.read == before {
                    out.log.read += 1;
                    if is_new {
                        out.note(Effect::Skipped, Kind::NoMessages);
                    }
                }
            }
            None => self.record(line, out, cut),
        }
    }

    fn descend(&mut self, value: &Json<'_>, passed: usize, out: &mut Out<'_>) {
        if let Json::List(items) = value {
            for item in *items {
                self.descend(item, passed, out);
            }
        } else if let Some(key) = self.way.get(passed).copied() {
            for (name, value) in value.entries().iter().filter(|(name, _)| *name != key) {
                self.reader.aside(name, value, out);
            }
            if let Some(value) = value.get(&[key]) {
                self.descend(value, passed + 1, out);
            }
        } else {
            out.log.read += 1;
            out.at(self.line, out.log.read);
            self.take(value, None, out);
        }
    }

    /// Whether a record that is the same as one before is that one again: a whole conversation is, and so is a message
    /// with an id or a time of its own. Without these people and bots may just say the same once more.
    fn tells_itself(&self, record: &Json<'_>) -> bool {
        // Of facts the last counts, whatever they say.
        !self.is_aside()
            && (self.platform.whole
                || ["id", "uuid", "timestamp", "created_at", "ts", "time", "date"]
                    .iter()
                    .any(|place| record.at(place).is_some()))
    }

    /// Whether the records are facts beside the transcripts, which are kept when all files are read.
    fn is_aside(&self) -> bool {
        self.platform.shapes.is_empty()
    }

    /// Whether a record was not there before; one that was is a problem.
    fn is_new(&mut self, text: &str, out: &mut Out<'_>) -> bool {
        let is_new = self.seen.insert(fingerprint(text));
        if !is_new {
            let whole = self.platform.whole;
            let kind = if whole { Kind::DuplicateConversation } else { Kind::DuplicateMessage };
            out.note(Effect::Skipped, kind);
        }
        is_new
    }

    fn too_long(&mut self, out: &mut Out<'_>) {
        out.log.read += 1;
        out.log.note(self.line, out.log.read, Effect::Skipped, Kind::TooLong);
        self.skipping = true;
    }

    /// Goes from value to value and into whatever lies on the way.
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
                let passes = |byte: &u8| matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | b',' | b':');
                let skip = rest.as_bytes().iter().take_while(|byte| passes(byte)).count();
                self.line += count_lines(&rest[..skip]);
                at += skip;
            }
            let rest = &buffer[at..];
            if rest.is_empty() {
                return at;
            }
            if !self.skipping && self.moves(rest) {
                at += 1;
                continue;
            }
            let Some(end) = self.end.find(rest, last) else {
                return if last {
                    self.cut(rest, out);
                    buffer.len()
                } else if self.skipping || rest.len() > self.most() {
                    if !self.skipping {
                        self.pass_over(out);
                    }
                    self.line += count_lines(rest);
                    self.end.forget(rest);
                    buffer.len()
                } else {
                    at
                };
            };
            self.end = ValueEnd::default();
            let end = end.max(1).min(rest.len());
            let end = rest.ceil_char_boundary(end);
            let value = &rest[..end];
            if std::mem::take(&mut self.skipping) {
                self.key = None;
            } else if self.awaits_key() {
                let arena = Arena::default();
                self.key = Json::parse(value, &arena).and_then(|key| key.text().map(str::to_owned));
            } else {
                self.value(value, rest.as_bytes().get(end) == Some(&b'\n'), out);
                self.key = None;
            }
            self.line += count_lines(value);
            at += end;
        }
    }

    /// Enters or leaves a list or an object, where the text begins with such a bracket.
    fn moves(&mut self, rest: &str) -> bool {
        match rest.as_bytes()[0] {
            b']' | b'}' => {
                self.entered.pop();
                self.key = None;
            }
            b'[' if self.is_on_the_way() && self.entered.len() < DEEPEST => {
                self.entered.push(Level::List(self.passed()));
                self.key = None;
            }
            b'{' if self.is_on_the_way() && self.passed() < self.way.len() => {
                self.entered.push(Level::Object(self.passed()));
                self.key = None;
            }
            _ => return false,
        }
        true
    }

    /// How many keys of the way lie behind the next value.
    fn passed(&self) -> usize {
        match self.entered.last() {
            None => 0,
            Some(Level::List(passed)) => *passed,
            Some(Level::Object(passed)) => {
                let is_on_the_way =
                    self.key.is_some() && self.key.as_deref() == self.way.get(*passed).copied();
                passed + usize::from(is_on_the_way)
            }
        }
    }

    /// Whether the next value leads to records or is one.
    fn is_on_the_way(&self) -> bool {
        match self.entered.last() {
            Some(Level::Object(passed)) => self.key.is_some() && self.passed() > *passed,
            _ => true,
        }
    }

    fn role(&self) -> Role {
        if self.is_on_the_way() && self.passed() == self.way.len() { Role::Record } else { Role::Aside }
    }

    fn awaits_key(&self) -> bool {
        matches!(self.entered.last(), Some(Level::Object(_))) && self.key.is_none()
    }

    /// Most bytes of the next value that are waited for.
    fn most(&self) -> usize {
        match self.role() {
            Role::Record => MAX_RECORD,
            Role::Aside => MAX_ASIDE,
        }
    }

    /// Leaves out the value that has begun. A record is a problem then, what stands beside them is none.
    fn pass_over(&mut self, out: &mut Out<'_>) {
        match self.role() {
            Role::Record => self.too_long(out),
            Role::Aside => self.skipping = true,
        }
    }

    /// Takes a record, or what stands beside the way to them. `at_line_end` says that a line ends there.
    fn value(&mut self, value: &str, at_line_end: bool, out: &mut Out<'_>) {
        match self.role() {
            Role::Record => {
                // A value that is broken off goes on, as far as anyone can tell, to the next line that
                // begins one.
                self.seeking = at_line_end && Json::parse(value, &Arena::default()).is_none();
                self.record(value, out, false);
            }
            Role::Aside => {
                let arena = Arena::default();
                if let (Some(key), Some(value)) = (&self.key, Json::parse(value, &arena)) {
                    self.reader.aside(key, &value, out);
                }
            }
        }
    }

    /// The file ends in a value.
    fn cut(&mut self, rest: &str, out: &mut Out<'_>) {
        if std::mem::take(&mut self.skipping) {
            return;
        }
        if let Role::Record = self.role() {
            self.record(rest, out, true);
        }
    }

    /// Reads one record; `cut` says that the file ends in it.
    fn record(&mut self, text: &str, out: &mut Out<'_>, cut: bool) {
        out.log.read += 1;
        out.at(self.line, out.log.read);
        let mut arena = std::mem::take(&mut self.arena);
        self.text(text.trim(), &arena, out, cut);
        arena.reset();
        self.arena = arena;
    }

    fn text(&mut self, text: &str, arena: &Arena, out: &mut Out<'_>, cut: bool) {
        if let Some(record) = Json::parse(text, arena) {
            if let Json::List(items) = &record
                && !items.is_empty()
            {
                // Each of them is a record.
                out.log.read -= 1;
                return self.descend(&record, self.way.len(), out);
            }
            if !self.tells_itself(&record) || self.is_new(text, out) {
                self.take(&record, None, out);
            }
            return;
        }
        let broken = if cut && ValueEnd::default().find(text, false).is_none() {
            Kind::CutShort
        } else {
            Kind::NotJson
        };
        let closed;
        let repaired = match broken {
            Kind::CutShort if self.platform.whole => {
                closed = json::close_behind_elements(text);
                closed.as_deref().and_then(|closed| Json::parse(closed, arena))
            }
            Kind::CutShort => None,
            _ => Json::mended(text, arena),
        };
        match repaired {
            Some(record) => {
                let kind = if broken == Kind::NotJson { Kind::BrokenUtf16 } else { broken };
                self.take(&record, Some(kind), out);
            }
            None => out.note(Effect::Skipped, broken),
        }
    }

    /// Hands a record on. `repaired` is what was wrong with it.
    fn take(&mut self, record: &Json<'_>, repaired: Option<Kind>, out: &mut Out<'_>) {
        match (self.reader.record(record, out), repaired) {
            (Read::Kept, repaired) => {
                out.log.kept += 1;
                if let Some(kind) = repaired {
                    out.note(Effect::Repaired, kind);
                }
            }
            (Read::Nothing, repaired) => out.note(Effect::Skipped, repaired.unwrap_or(Kind::NoMessages)),
            (Read::Left, _) => {}
        }
    }
}

/// The keys of the way to a shape's records.
pub fn way(shape: &Shape) -> Vec<&'static str> {
    if shape.at.is_empty() { Vec::new() } else { shape.at.split('.').collect() }
}

impl Format for Walk {
    fn push(&mut self, text: &str, out: &mut Out<'_>) {
        self.buffer.push_str(text);
        self.drain(out, false);
    }

    fn finish(&mut self, out: &mut Out<'_>) {
        self.drain(out, true);
        self.reader.finish(out);
        let cut = self.framing == Framing::Values && !self.entered.is_empty();
        if cut && !out.log.counts.contains_key(Kind::CutShort.name()) {
            out.log.note(self.line, 0, Effect::Noted, Kind::CutShort);
        }
        if out.log.kept == 0 && !self.is_aside() && !out.log.counts.contains_key(Kind::CutShort.name()) {
            out.log.note(0, 0, Effect::Skipped, Kind::Damaged(self.platform.name));
        }
    }
}
