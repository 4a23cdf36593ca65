//! A table with one row per conversation and its transcript in a cell: as dialogue or as JSON.

use std::collections::HashMap;

use crate::{
    conversation::{Facts, Millis, Role, Utterance, Zone},
    ingest::{
        Effect, Kind, Out,
        columns::Column,
        json::{Arena, Json},
        moment::{DateOrder, Moment},
    },
};

use super::{
    cast::Cast,
    dialogue, json_conversation,
    row::{CellReader, Row, on_date},
    table::{Layout, Rows},
};

/// Reads conversation rows.
pub struct TranscriptRows {
    cells: CellReader,
    /// Column named `id`, where no column says that it holds conversations.
    id_at: Option<usize>,
    /// Times each id was seen.
    seen: HashMap<String, u32>,
}

impl TranscriptRows {
    /// A reader of such a table.
    pub fn new(layout: &Layout) -> Self {
        // Without a conversation column the first column whose values all differ serves as id.
        let distinct = |at: &usize| {
            let mut values: Vec<&str> =
                layout.sample.iter().filter_map(|row| row.get(*at)).map(String::as_str).collect();
            let n = values.len();
            values.sort_unstable();
            values.dedup();
            n > 0 && values.len() == n && values.iter().all(|value| !value.is_empty() && value.len() <= 64)
        };
        let id_at = (!layout.columns.has(Column::Conversation))
            .then(|| (0..layout.width).filter(|at| layout.columns.meanings[*at].is_none()).find(distinct))
            .flatten();
        let mut cells = CellReader::new(layout);
        if let Some(at) = id_at {
            cells.claim(at);
        }
        Self { cells, id_at, seen: HashMap::new() }
    }

    fn id(&mut self, row: &Row<'_>, out: &mut Out<'_>) -> String {
        let id = self.id_at.map_or_else(|| self.cells.get(row, Column::Conversation), |at| row.cell(at));
        let id = if id.trim().is_empty() {
            out.made_id(format_args!("row {}", row.number))
        } else {
            id.trim().to_owned()
        };
        let times = self.seen.entry(id.clone()).or_default();
        *times += 1;
        if *times == 1 {
            return id;
        }
        out.note(Effect::Noted, Kind::RepeatedConversation);
        id
    }
}

impl Rows for TranscriptRows {
    fn row(&mut self, row: &Row<'_>, out: &mut Out<'_>) -> bool {
        let transcript = self.cells.get(row, Column::Transcript);
        if transcript.is_empty() {
            out.note(Effect::Skipped, Kind::NoText);
            return false;
        }
        let started = self.cells.time(row, out);
        let id = self.id(row, out);
        let facts = Facts { columns: self.cells.custom(row, |_| true), ..self.cells.facts(row, out) };
        let arena = Arena::default();
        if transcript.starts_with('[')
            && transcript.ends_with(']')
            && transcript.contains('{')
            && let Some(Json::List(messages)) = Json::parse(&transcript, &arena)
        {
            out.facts(&id, &facts);
            let found = json_conversation::utterances(messages, &id, out);
            if found == 0 {
                out.note(Effect::Skipped, Kind::NoMessages);
            }
            return found > 0;
        }
        let known = [
            (&*self.cells.get(row, Column::UserName), Role::User),
            (&*self.cells.get(row, Column::AgentName), Role::Agent),
        ];
        let date = self.date(row, started, out);
        let place = Place { started, date, order: self.cells.order() };
        let Some(dialogue) = Dialogue::of(&transcript, place.order) else {
            out.note(Effect::Skipped, Kind::NoMessages);
            return false;
        };
        out.facts(&id, &facts);
        dialogue.read(&id, &known, &place, out.zone, out);
        true
    }
}

/// When a dialogue was held, as far as its surroundings say.
struct Place {
    started: Option<Millis>,
    date: Option<jiff_core::civil::Date>,
    order: DateOrder,
}

/// A dialogue that was written down as one text.
struct Dialogue {
    lines: Vec<dialogue::Line>,
    stray: bool,
}

impl Dialogue {
    fn of(text: &str, order: DateOrder) -> Option<Self> {
        let (lines, stray) = dialogue::lines(text, order)?;
        Some(Self { lines, stray })
    }

    fn read(&self, id: &str, known: &[(&str, Role)], place: &Place, zone: &Zone, out: &mut Out<'_>) {
        if self.stray {
            out.note(Effect::Noted, Kind::StrayText);
        }
        let cast = Cast::of(&self.lines, known, out.chosen);
        if cast.guessed {
            out.note(Effect::Noted, Kind::UnknownRole);
        }
        let timed = self.lines.iter().any(|line| line.time.is_some());
        let mut latest: Option<Millis> = None;
        for (at, line) in self.lines.iter().enumerate() {
            let when = match line.time {
                Some(Moment::TimeOfDay(time)) => {
                    place.date.and_then(|date| on_date(date, time, zone, latest))
                }
                Some(moment) => moment.resolve(zone),
                // A transcript without times begins when its surroundings say.
                None if at == 0 && !timed => place.started,
                None => None,
            };
            latest = when.or(latest);
            out.hear_time(line.time);
            if !line.text.is_empty() {
                let role = cast.role(&line.speaker);
                out.hear_speaker(id, &line.speaker, role, cast.is_told(&line.speaker));
                out.utterance(id, &Utterance::new(role, when, line.text.as_str()));
            }
        }
    }
}

/// Reads a dialogue that stands in a message as its text, with its times in UTC. `kept` is when the message
/// was. Says whether it is a dialogue.
pub fn read_dialogue(id: &str, text: &str, kept: Option<Millis>, out: &mut Out<'_>) -> bool {
    let Some(dialogue) = Dialogue::of(text, DateOrder::DayFirst).filter(|of| of.lines.len() >= 2) else {
        return false;
    };
    let date = kept.and_then(|kept| Zone::utc().civil_date(kept));
    let place = Place { started: None, date, order: DateOrder::DayFirst };
    // The heading of the chat is no message of it.
    let dialogue = Dialogue { stray: false, ..dialogue };
    dialogue.read(id, &[], &place, &Zone::utc(), out);
    true
}

impl TranscriptRows {
    /// The civil date that the row's times of day belong to.
    fn date(&self, row: &Row<'_>, started: Option<Millis>, out: &Out<'_>) -> Option<jiff_core::civil::Date> {
        let cell = |column| crate::ingest::moment::parse(&self.cells.get(row, column), self.cells.order());
        match cell(Column::Time).or_else(|| cell(Column::Date)) {
            Some(Moment::Date(date)) => Some(date),
            Some(Moment::Civil(civil)) => Some(civil.date()),
            _ => out.zone.civil_date(started?),
        }
    }
}
