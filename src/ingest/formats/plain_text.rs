//! Text files: a speaker before each message, conversations one after another.
//!
//! A conversation begins at a separator (`---`, `===`), at a heading that names it ("Conversation
//! c-1001", "# c-1001", "Chat started: …"), or, where a file has neither, after a pause.

use std::collections::HashMap;

use crate::{
    conversation::{Facts, Millis, Role, Utterance},
    ingest::{
        Effect, Kind, MAX_RECORD, Out, finding,
        formats::dialogue::{Line, Style},
        moment::{self, DateOrder, Moment, OrderVerdict},
        speaker, values,
    },
};

use super::{Format, cast::Cast, messenger, row::on_date};

/// What the head of a text file says about it.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// How speakers are written.
    pub style: Style,
    /// Whether conversations are separated.
    pub separated: bool,
    /// Order of day and month in its times.
    pub dates: OrderVerdict,
    /// Whether it is the export of a WhatsApp chat: a date, a comma and a time before each message.
    pub whatsapp: bool,
}

impl Shape {
    /// The shape of a text; `None` if it is no dialogue.
    pub fn of(head: &str) -> Option<Self> {
        let (style, _) = Style::of(head)?;
        let times = head.lines().filter_map(|line| style.header(line)?.time);
        let dated = |time: &&str| {
            finding::has(time, ", ")
                && matches!(moment::parse(time, DateOrder::DayFirst), Some(Moment::Civil(_)))
                || finding::has(time, ", ")
                    && matches!(moment::parse(time, DateOrder::MonthFirst), Some(Moment::Civil(_)))
        };
        let first = times.clone().take(20);
        let whatsapp = matches!(style, Style::Bracket | Style::Dash)
            && first.clone().filter(dated).count() * 2 > first.count();
        Some(Self {
            whatsapp,
            style,
            separated: head.lines().any(|line| boundary(line).is_some()),
            dates: DateOrder::of(times),
        })
    }
}

/// What begins a conversation.
#[derive(Clone, Debug, Default, PartialEq)]
struct Boundary<'t> {
    id: Option<&'t str>,
    started: Option<&'t str>,
}

/// The boundary that a line is, if it is one.
fn boundary(line: &str) -> Option<Boundary<'_>> {
    let text = line.trim();
    if is_rule(line) {
        return Some(Boundary::default());
    }
    if let Some(title) = text.strip_prefix('#').filter(|title| title.trim_start_matches('#').starts_with(' '))
    {
        let title = title.trim_start_matches('#').trim();
        return Some(Boundary {
            id: Some(last_word_of_heading(title)).filter(|id| !id.is_empty()),
            started: None,
        });
    }
    let lower = text.to_lowercase();
    for word in ["chat started", "conversation started", "started at", "chat begann", "gespräch begonnen"] {
        if let Some(rest) = lower.strip_prefix(word) {
            let at = text.len() - rest.len();
            return Some(Boundary {
                id: None,
                started: text.get(at..).map(|rest| rest.trim_start_matches(':').trim()),
            });
        }
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let heads = [
        "conversation",
        "chat",
        "session",
        "ticket",
        "dialog",
        "dialogue",
        "thread",
        "gespräch",
        "transcript",
    ];
    let first = words.first()?.trim_end_matches([':', '#']).to_lowercase();
    let is_heading = heads.contains(&first.as_str());
    match words.as_slice() {
        [_, id] if is_heading && id.contains(|c: char| c.is_ascii_digit()) => {
            Some(Boundary { id: Some(id.trim_matches(['#', ':'])), started: None })
        }
        [_, label, id]
            if is_heading
                && matches!(
                    label.trim_end_matches(':').to_lowercase().as_str(),
                    "id" | "no" | "nr" | "number" | "#"
                ) =>
        {
            Some(Boundary { id: Some(id), started: None })
        }
        _ => None,
    }
}

/// Whether a line is a rule: nothing but dashes, equals signs and the like.
fn is_rule(line: &str) -> bool {
    let text = line.trim();
    text.len() >= 3 && text.chars().all(|c| matches!(c, '-' | '=' | '*' | '_' | '—' | '─'))
}

fn last_word_of_heading(title: &str) -> &str {
    boundary(title).and_then(|inner| inner.id).unwrap_or(title)
}

/// Reads text transcripts.
// Four independent yes-or-no states: two of the reader, two of what is said once a file.
#[allow(clippy::struct_excessive_bools)]
pub struct PlainText {
    shape: Shape,
    buffer: String,
    line: u64,
    skipping: bool,
    after_blank: bool,
    facts: Facts<'static>,
    /// The conversation being read.
    lines: Vec<Line>,
    id: Option<String>,
    date: Option<jiff_core::civil::Date>,
    /// The heading's times are UTC.
    utc: bool,
    known: Vec<(String, Role)>,
    stray_at: Option<u64>,
    number: u32,
    used: HashMap<String, u32>,
    /// Problems that are said once a file.
    undated: bool,
    guessed: bool,
}

impl PlainText {
    /// A reader of files of this shape.
    pub fn new(shape: Shape) -> Self {
        Self {
            shape,
            buffer: String::new(),
            line: 1,
            skipping: false,
            after_blank: true,
            facts: Facts::default(),
            lines: Vec::new(),
            id: None,
            date: None,
            utc: false,
            known: Vec::new(),
            stray_at: None,
            number: 0,
            used: HashMap::new(),
            undated: false,
            guessed: false,
        }
    }

    fn drain(&mut self, out: &mut Out<'_>, last: bool) {
        let buffer = std::mem::take(&mut self.buffer);
        let mut at = 0;
        loop {
            let rest = &buffer[at..];
            let end = memchr::memchr(b'\n', rest.as_bytes());
            if end.is_none() && !last {
                if rest.len() > MAX_RECORD {
                    if !self.skipping {
                        out.log.read += 1;
                        out.log.note(self.line, out.log.read, Effect::Skipped, Kind::TooLong);
                    }
                    self.skipping = true;
                    at = buffer.len();
                }
                break;
            }
            let line = &rest[..end.unwrap_or(rest.len())];
            if !std::mem::take(&mut self.skipping) {
                self.take(line.trim_end_matches('\r'), out);
            }
            self.line += 1;
            at += end.map_or(rest.len(), |end| end + 1);
            if end.is_none() {
                break;
            }
        }
        self.buffer = buffer;
        self.buffer.drain(..at);
    }

    fn take(&mut self, line: &str, out: &mut Out<'_>) {
        // Inside a message a line may look like a heading; a real one stands apart.
        let apart = self.lines.is_empty() || self.after_blank || is_rule(line);
        self.after_blank = line.trim().is_empty();
        if let Some(boundary) = boundary(line).filter(|_| apart) {
            self.after_blank = true;
            self.flush(out);
            self.begin(&boundary);
            return;
        }
        if let Some(header) = self.shape.style.header(line) {
            let message = Line::begin(&header, self.shape.dates.order, self.line);
            if !self.shape.separated {
                // Where conversations are not separated, pauses part them.
                let pause = self.pause_before(&message, out);
                out.hear_pause("", pause);
                if pause.is_some_and(|pause| pause > out.gap()) {
                    self.flush(out);
                }
            }
            out.log.read += 1;
            if self.shape.whatsapp && messenger::says_nothing(&message) {
                out.log.kept += 1;
                return;
            }
            self.lines.push(message);
        } else if let Some(message) = self.lines.last_mut() {
            message.go_on(line);
        } else if !self.heading_fact(line) && !line.trim().is_empty() {
            self.stray_at.get_or_insert(self.line);
        }
    }

    /// What a line before the first message says of the conversation: who takes part.
    fn heading_fact(&mut self, line: &str) -> bool {
        let Some((key, value)) = line.split_once(':') else { return false };
        let value = value.trim();
        match speaker::exact(key) {
            Some(role) if !value.is_empty() && value.len() <= 60 => self.known.push((value.to_owned(), role)),
            _ => return self.fact(&key.trim().to_lowercase(), value),
        }
        true
    }

    /// A fact of the conversation under its name; whether it is one.
    fn fact(&mut self, key: &str, value: &str) -> bool {
        match key {
            "status" | "outcome" | "resolution" => {
                self.facts.outcome = values::outcome(value).or(self.facts.outcome);
            }
            "rating" | "csat" | "satisfaction" => match values::rating(value, 5.0) {
                Ok(rating) => self.facts.rating = rating.or(self.facts.rating),
                Err(()) => return false,
            },
            "channel" | "source" => self.facts.channel = Some(value.to_owned().into()),
            "language" => self.facts.language = Some(value.to_owned().into()),
            _ => return moment::parse(value, self.shape.dates.order).is_some(),
        }
        true
    }

    fn begin(&mut self, boundary: &Boundary<'_>) {
        if let Some(id) = boundary.id {
            self.id = Some(id.to_owned());
        }
        if let Some(started) = boundary.started {
            match moment::parse(started, self.shape.dates.order) {
                Some(Moment::At(at)) => {
                    self.utc = true;
                    self.date = crate::conversation::Zone::utc().civil_date(at);
                }
                Some(Moment::Civil(civil)) => self.date = Some(civil.date()),
                Some(Moment::Date(date)) => self.date = Some(date),
                _ => {}
            }
        }
    }

    /// How long after the one before a message comes, in milliseconds; a time of day that runs back is as long
    /// as can be.
    fn pause_before(&self, message: &Line, out: &Out<'_>) -> Option<i64> {
        let before = self.lines.iter().rev().find_map(|line| line.time)?;
        match (before, message.time?) {
            (Moment::TimeOfDay(before), Moment::TimeOfDay(now)) => {
                let nanoseconds = now.to_nanosecond().nanosecond() - before.to_nanosecond().nanosecond();
                Some(if nanoseconds < 0 { i64::MAX } else { nanoseconds / 1_000_000 })
            }
            (before, now) => {
                let (before, now) = before.resolve(out.zone).zip(now.resolve(out.zone))?;
                Some((now.0 - before.0).abs())
            }
        }
    }

    /// Hands the conversation on.
    fn flush(&mut self, out: &mut Out<'_>) {
        if let Some(line) = self.stray_at.take() {
            out.log.note(line, 0, Effect::Skipped, Kind::StrayText);
        }
        let lines = std::mem::take(&mut self.lines);
        if lines.is_empty() {
            return;
        }
        self.number += 1;
        let id = self.id.take().unwrap_or_else(|| out.made_id(self.number));
        let again = self.used.entry(id.clone()).or_default();
        *again += 1;
        if *again > 1 {
            out.log.note(lines[0].number, 0, Effect::Noted, Kind::RepeatedConversation);
        }
        let mut facts = std::mem::take(&mut self.facts);
        if self.shape.whatsapp {
            facts.channel.get_or_insert("whatsapp".into());
        }
        out.facts(&id, &facts);
        let known: Vec<(&str, Role)> = self.known.iter().map(|(name, role)| (name.as_str(), *role)).collect();
        let cast = Cast::of(&lines, &known, out.chosen);
        self.guessed |= cast.guessed;
        let utc = crate::conversation::Zone::utc();
        let zone = if self.utc { &utc } else { out.zone };
        let mut latest: Option<Millis> = None;
        for line in &lines {
            out.hear_time(line.time);
            let at = match line.time {
                Some(Moment::TimeOfDay(time)) => {
                    let at = self.date.and_then(|date| on_date(date, time, zone, latest));
                    self.undated |= at.is_none();
                    at
                }
                Some(moment) => moment.resolve(zone),
                None => None,
            };
            latest = at.or(latest);
            out.at(line.number, 0);
            let text = messenger::without_marks(line.text.trim_end());
            if text.is_empty() {
                out.note(Effect::Skipped, Kind::NoText);
                continue;
            }
            if speaker::joined(text).is_some() && cast.role(&line.speaker) == Role::System {
                out.facts(&id, &Facts { handoff: Some(true), ..Facts::default() });
            }
            let role = cast.role(&line.speaker);
            out.hear_speaker(&id, &line.speaker, role, cast.is_told(&line.speaker));
            out.utterance(&id, &Utterance::new(role, at, text));
            out.log.kept += 1;
        }
        self.known.clear();
        self.date = None;
        self.utc = false;
    }
}

impl Format for PlainText {
    fn push(&mut self, text: &str, out: &mut Out<'_>) {
        self.buffer.push_str(text);
        self.drain(out, false);
    }

    fn finish(&mut self, out: &mut Out<'_>) {
        self.drain(out, true);
        self.flush(out);
        if self.undated {
            out.log.note(0, 0, Effect::Noted, Kind::TimeWithoutDate);
        }
        if self.guessed {
            out.log.note(0, 0, Effect::Noted, Kind::UnknownRole);
        }
        if !self.shape.dates.certain {
            out.log.note(0, 0, Effect::Noted, Kind::AmbiguousDates(self.shape.dates.order));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boundaries_are_told_from_messages() {
        let id = |line| boundary(line).map(|boundary| boundary.id.map(str::to_owned));
        assert_eq!(id("---"), Some(None));
        assert_eq!(id("========="), Some(None));
        assert_eq!(id("Conversation c-1001"), Some(Some("c-1001".into())));
        assert_eq!(id("Conversation ID: 77"), Some(Some("77".into())));
        assert_eq!(id("# c-1001"), Some(Some("c-1001".into())));
        assert_eq!(id("Chat started: March 02, 2026 09:14 AM UTC"), Some(None));
        assert_eq!(id("Visitor: my chat 12 was lost"), None);
        assert_eq!(id("Chat with me"), None);
    }
}
