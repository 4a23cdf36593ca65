//! The parts of a workbook: unpacked as they are read, never as a whole.

use std::{
    io::{self, BufRead, BufReader, Read},
    rc::Rc,
};

use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event},
};

use crate::ingest::unpack::inflate::{Inflater, Meter};

/// A part, as it stands in the archive.
pub struct Part {
    pub deflated: bool,
    pub bytes: Vec<u8>,
}

impl Part {
    /// Its XML, piece by piece; what is damaged ends it.
    pub fn open(&self) -> Reader<Box<dyn BufRead + '_>> {
        let bytes: Box<dyn BufRead + '_> = if self.deflated {
            let meter = Rc::<Meter>::default();
            meter.take(self.bytes.len());
            let unpacking = Unpacking {
                packed: &self.bytes,
                inflater: Inflater::new(&meter),
                ready: Vec::new(),
                given: 0,
                over: false,
            };
            Box::new(BufReader::new(unpacking))
        } else {
            Box::new(self.bytes.as_slice())
        };
        let mut reader = Reader::from_reader(bytes);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = false;
        reader
    }
}

/// Deflated bytes as they are read.
struct Unpacking<'a> {
    packed: &'a [u8],
    inflater: Inflater,
    ready: Vec<u8>,
    given: usize,
    over: bool,
}

/// Packed bytes taken at a time.
const STEP: usize = 16 << 10;

impl Read for Unpacking<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.given == self.ready.len() && !self.over && !self.packed.is_empty() {
            self.ready.clear();
            self.given = 0;
            let step = &self.packed[..STEP.min(self.packed.len())];
            let ready = &mut self.ready;
            let (used, over) = self
                .inflater
                .push(step, &mut |piece| ready.extend_from_slice(piece))
                .map_err(|_| io::ErrorKind::InvalidData)?;
            self.packed = &self.packed[used..];
            self.over = over;
        }
        let n = out.len().min(self.ready.len() - self.given);
        out[..n].copy_from_slice(&self.ready[self.given..self.given + n]);
        self.given += n;
        Ok(n)
    }
}

/// An attribute of an element, its entities resolved.
pub fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element.try_get_attribute(name).ok().flatten()?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}

/// Reads a part element by element; whether it was read to its end.
pub fn each(part: &Part, mut see: impl FnMut(Event<'_>)) -> bool {
    let mut xml = part.open();
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Eof) => return true,
            Ok(event) => see(event),
            Err(_) => return false,
        }
    }
}

/// What an event adds to a text: its letters, or the character that a reference stands for.
pub fn add_text(event: &Event<'_>, out: &mut String) {
    match event {
        Event::Text(text) => out.push_str(text),
        Event::CData(text) => out.push_str(text),
        Event::GeneralRef(reference) => match reference.resolve_char_ref() {
            Ok(Some(character)) => out.push(character),
            _ => out.push_str(match &**reference {
                "lt" => "<",
                "gt" => ">",
                "amp" => "&",
                "quot" => "\"",
                "apos" => "'",
                _ => "\u{fffd}",
            }),
        },
        _ => {}
    }
}

/// Bytes of words of a workbook at most.
const MOST: usize = 512 << 20;

/// A text without the signs that stand for what XML cannot hold: a line feed follows a carriage return anyway.
pub fn without_escapes(text: &str) -> String {
    text.replace("_x000D_", "")
}

/// The words that the sheets share, one behind the other.
#[derive(Default)]
pub struct Words {
    text: String,
    ends: Vec<usize>,
}

impl Words {
    /// Those of the part that lists them, and whether these are all.
    pub fn of(part: &Part) -> (Self, bool) {
        let mut words = Self::default();
        let mut is_said = false;
        // How a word is to be spoken (`rPh`) is no part of it.
        let mut aside = false;
        let whole = each(part, |event| match &event {
            Event::Start(element) => match element.local_name().as_ref() {
                "t" => is_said = !aside && words.text.len() < MOST,
                "rPh" => aside = true,
                _ => {}
            },
            Event::End(element) => match element.local_name().as_ref() {
                "t" => is_said = false,
                "rPh" => aside = false,
                "si" => words.ends.push(words.text.len()),
                _ => {}
            },
            other if is_said => add_text(other, &mut words.text),
            _ => {}
        });
        let is_full = words.text.len() >= MOST;
        (words, whole && !is_full)
    }

    /// One of them, by its number.
    pub fn get(&self, number: usize) -> Option<&str> {
        let end = *self.ends.get(number)?;
        let begin = if number == 0 { 0 } else { self.ends[number - 1] };
        self.text.get(begin..end)
    }
}

/// Names of the sheets with the ids of their parts.
pub fn sheets(part: &Part) -> Vec<(String, String)> {
    let mut sheets = Vec::new();
    each(part, |event| {
        if let Event::Start(element) = &event
            && element.local_name().as_ref() == "sheet"
            && let (Some(name), Some(id)) = (attribute(element, "name"), attribute(element, "r:id"))
        {
            sheets.push((name, id));
        }
    });
    sheets
}

/// Ids of parts with where they stand.
pub fn targets(part: &Part) -> Vec<(String, String)> {
    let mut targets = Vec::new();
    each(part, |event| {
        if let Event::Start(element) = &event
            && element.local_name().as_ref() == "Relationship"
            && let (Some(id), Some(target)) = (attribute(element, "Id"), attribute(element, "Target"))
        {
            targets.push((id, target));
        }
    });
    targets
}
