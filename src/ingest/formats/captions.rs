//! Transcripts of calls as captions: WebVTT and SubRip. A file is one conversation; its times count from the
//! begin of the call, so that messages keep their order and have no time of day.

use crate::{
    conversation::Utterance,
    ingest::{Effect, Kind, MAX_RECORD, Out, finding, html, moment::DateOrder},
};

use super::{
    Format,
    cast::Cast,
    dialogue::{Header, Line, Style},
};

/// Whether a text begins as captions do: with their name, or with a time range in its first lines.
pub fn fits(head: &str) -> bool {
    let text = head.trim_start_matches('\u{feff}');
    text.starts_with("WEBVTT")
        || text.lines().map(str::trim).filter(|line| !line.is_empty()).take(2).any(is_range)
}

/// Whether a line says from when to when a caption is shown.
fn is_range(line: &str) -> bool {
    let is_time = |text: &str| {
        let time = text.split_whitespace().next().unwrap_or_default();
        time.contains(':')
            && time.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.' | b','))
    };
    finding::split(line, "-->").is_some_and(|(from, to)| is_time(from) && is_time(to))
}

/// Reads captions.
#[derive(Default)]
pub struct Captions {
    buffer: String,
    line: u64,
    /// Whether the lines belong to a caption.
    in_caption: bool,
    said: Vec<Line>,
}

impl Captions {
    fn take(&mut self, line: &str, out: &mut Out<'_>) {
        let line = line.trim();
        if line.is_empty() {
            self.in_caption = false;
        } else if is_range(line) {
            self.in_caption = true;
            out.log.read += 1;
            out.log.kept += 1;
        } else if self.in_caption {
            self.words(line);
        }
    }

    /// A line of a caption: a voice, a name before the words, or more of whoever spoke last.
    fn words(&mut self, line: &str) {
        let voice = line.strip_prefix("<v").and_then(|rest| rest.split_once('>'));
        let (speaker, words) = match voice {
            // Behind a dot stand classes of the voice, then its name.
            Some((voice, words)) => (voice.split_once(' ').map_or("", |(_, name)| name).trim(), words),
            None => Style::Label.header(line).map_or(("", line), |header| (header.speaker, header.text)),
        };
        let words = html::to_text(words);
        match self.said.last_mut() {
            Some(last) if speaker.is_empty() || last.speaker == speaker => {
                if last.text.len() < MAX_RECORD {
                    last.text.push(' ');
                    last.text.push_str(&words);
                }
            }
            _ => {
                let header = Header { time: None, speaker, text: &words };
                self.said.push(Line::begin(&header, DateOrder::DayFirst, self.line));
            }
        }
    }

    fn drain(&mut self, out: &mut Out<'_>, last: bool) {
        let buffer = std::mem::take(&mut self.buffer);
        let mut rest = buffer.as_str();
        while let Some((line, after)) = rest.split_once('\n') {
            self.line += 1;
            self.take(line, out);
            rest = after;
        }
        if last {
            self.line += 1;
            self.take(rest, out);
        } else {
            rest.clone_into(&mut self.buffer);
        }
    }
}

impl Format for Captions {
    fn push(&mut self, text: &str, out: &mut Out<'_>) {
        self.buffer.push_str(text);
        // A line without end is no line of captions.
        if text.contains('\n') {
            self.drain(out, false);
        }
        if self.buffer.len() > MAX_RECORD {
            out.log.note(self.line + 1, 0, Effect::Skipped, Kind::TooLong);
            self.buffer.clear();
        }
    }

    fn finish(&mut self, out: &mut Out<'_>) {
        self.drain(out, true);
        let cast = Cast::of(&self.said, &[], out.chosen);
        let id = out.made_id("call");
        for line in &self.said {
            out.at(line.number, 0);
            let role = cast.role(&line.speaker);
            out.hear_speaker(&id, &line.speaker, role, cast.is_told(&line.speaker));
            out.utterance(&id, &Utterance::new(role, None, line.text.trim()));
        }
        if cast.guessed {
            out.log.note(0, 0, Effect::Noted, Kind::UnknownRole);
        }
        out.log.note(0, 0, Effect::Noted, Kind::TimeWithoutDate);
        if self.said.is_empty() {
            out.log.note(0, 0, Effect::Skipped, Kind::NoMessages);
        }
    }
}
