//! One row of a table, and what every shape of row reads the same way: times and the facts of the
//! conversation.

use std::borrow::Cow;

use jiff_core::civil;

use crate::{
    conversation::{Facts, Millis, Outcome, Zone},
    ingest::{
        Effect, Kind, Out,
        columns::{Column, Columns},
        delimited::Record,
        finding,
        moment::{self, DateOrder, Moment},
        values,
    },
};

use super::table::Layout;

/// A record with its place. A text field that was torn apart by unquoted delimiters is whole again.
pub struct Row<'r> {
    record: &'r Record,
    buffer: &'r str,
    torn: Option<Torn>,
    /// Number of the record, from 1.
    pub number: u64,
}

/// A text field that was torn apart by delimiters nobody quoted.
#[derive(Clone, Copy, Debug)]
pub struct Torn {
    /// Which field.
    pub field: usize,
    /// How many fields too many it became.
    pub surplus: usize,
    /// What tore it.
    pub delimiter: u8,
}

impl<'r> Row<'r> {
    /// A row over a record.
    pub fn new(record: &'r Record, buffer: &'r str, torn: Option<Torn>, number: u64) -> Self {
        Self { record, buffer, torn, number }
    }

    /// The cell at a position of the header; empty where there is none.
    pub fn cell(&self, at: usize) -> Cow<'r, str> {
        match self.torn {
            Some(Torn { field, surplus, delimiter }) if at == field => {
                let parts: Vec<&str> =
                    (at..=at + surplus).map(|part| self.record.get(part, self.buffer)).collect();
                Cow::Owned(parts.join(char::from(delimiter).encode_utf8(&mut [0; 4])))
            }
            Some(Torn { field, surplus, .. }) if at > field => {
                Cow::Borrowed(self.record.get(at + surplus, self.buffer))
            }
            _ => Cow::Borrowed(self.record.get(at, self.buffer)),
        }
    }
}

/// Reads the cells that every shape of row has.
pub struct CellReader {
    columns: Columns,
    custom: Vec<(usize, String)>,
    order: DateOrder,
    rating_max: f64,
}

impl CellReader {
    /// A reader of a table's rows.
    pub fn new(layout: &Layout) -> Self {
        Self {
            columns: layout.columns.clone(),
            custom: layout.custom.clone(),
            order: layout.dates.order,
            rating_max: layout.rating_max,
        }
    }

    /// Reads this column no more as one to filter by: it serves for something else.
    pub fn claim(&mut self, at: usize) {
        self.custom.retain(|(place, _)| *place != at);
    }

    /// How many columns are kept to filter by.
    pub fn customs(&self) -> usize {
        self.custom.len()
    }

    /// The filled cells of the columns that are kept to filter by, as far as they are `wanted`.
    pub fn custom<'r>(
        &'r self,
        row: &Row<'r>,
        mut wanted: impl FnMut(usize) -> bool,
    ) -> Vec<(Cow<'r, str>, Cow<'r, str>)> {
        let mut filled = Vec::new();
        for (nth, (at, name)) in self.custom.iter().enumerate() {
            let cell = trimmed(row.cell(*at));
            if !cell.is_empty() && wanted(nth) {
                filled.push((Cow::Borrowed(name.as_str()), cell));
            }
        }
        filled
    }

    /// A column's cell, trimmed; empty where there is no such column.
    pub fn get<'r>(&self, row: &Row<'r>, column: Column) -> Cow<'r, str> {
        self.columns.at(column).map_or(Cow::Borrowed(""), |at| trimmed(row.cell(at)))
    }

    /// Order of day and month in this table.
    pub fn order(&self) -> DateOrder {
        self.order
    }

    /// Whether the table has a column.
    pub fn has(&self, column: Column) -> bool {
        self.columns.has(column)
    }

    /// The row's time. A cell that cannot be read is a problem; an empty one is none.
    pub fn time(&self, row: &Row<'_>, out: &mut Out<'_>) -> Option<Millis> {
        let time = self.get(row, Column::Time);
        let date = self.get(row, Column::Date);
        let of_day = self.get(row, Column::TimeOfDay);
        let moment = if time.is_empty() && !date.is_empty() {
            together(&date, &of_day, self.order)
        } else if time.is_empty() {
            return None;
        } else {
            moment::parse(&time, self.order)
        };
        out.hear_time(moment);
        let at = moment.and_then(|moment| moment.resolve(out.zone));
        if at.is_none() {
            let kind = if matches!(moment, Some(Moment::TimeOfDay(_))) {
                Kind::TimeWithoutDate
            } else {
                Kind::BadTime
            };
            out.note(Effect::Noted, kind);
        }
        at
    }

    /// What the row says of its conversation in the columns that are known.
    pub fn facts<'r>(&self, row: &Row<'r>, out: &mut Out<'_>) -> Facts<'r> {
        facts(&|column| self.get(row, column), self.rating_max, out)
    }
}

/// What cells say of a conversation; `get` gives that of a column, empty where there is none.
#[inline(never)]
pub fn facts<'r>(get: &dyn Fn(Column) -> Cow<'r, str>, rating_max: f64, out: &mut Out<'_>) -> Facts<'r> {
    let filled = |column| Some(get(column)).filter(|cell| !cell.is_empty());
    let rating = values::rating(&get(Column::Rating), rating_max).unwrap_or_else(|()| {
        out.note(Effect::Noted, Kind::BadRating);
        None
    });
    let status = get(Column::Status);
    let outcome = values::outcome(&status).or_else(|| {
        let flag = values::flag(&status).filter(|_| status.len() > 1)?;
        Some(if flag { Outcome::Resolved } else { Outcome::Unresolved })
    });
    if !values::is_known_status(&status) {
        out.note(Effect::Noted, Kind::UnknownStatus);
    }
    Facts {
        user: filled(Column::User),
        channel: filled(Column::Channel),
        language: filled(Column::Language),
        variant: filled(Column::Variant),
        rating,
        comment: filled(Column::Comment),
        outcome,
        handoff: values::flag(&get(Column::Handoff))
            .or_else(|| says_handoff(&get(Column::Event)).then_some(true)),
        tags: filled(Column::Tags).map(|cell| split_tags(&cell)).unwrap_or_default(),
        columns: Vec::new(),
    }
}

fn trimmed(cell: Cow<'_, str>) -> Cow<'_, str> {
    match cell {
        Cow::Borrowed(cell) => Cow::Borrowed(cell.trim()),
        Cow::Owned(cell) => Cow::Owned(cell.trim().to_owned()),
    }
}

/// Whether an event's name says that a person took over.
pub fn says_handoff(event: &str) -> bool {
    finding::has_any(
        &event.to_lowercase(),
        &[
            "handoff",
            "handover",
            "hand_off",
            "escalat",
            "agent_joined",
            "agent joined",
            "transfer",
            "live_agent",
        ],
    )
}

/// Whether an intent's or event's name says that the bot did not understand.
pub fn says_fallback(name: &str) -> bool {
    let name = name.to_lowercase();
    finding::has(&name, "fallback")
        || matches!(
            name.as_str(),
            "no_match" | "nomatch" | "no match" | "none" | "unknown" | "unknownintent" | "not_understood"
        )
}

fn together(date: &str, of_day: &str, order: DateOrder) -> Option<Moment> {
    match (moment::parse(date, order)?, moment::parse(of_day, order)) {
        (Moment::Date(date), Some(Moment::TimeOfDay(time))) => {
            Some(Moment::Civil(civil::DateTime::from_parts(date, time)))
        }
        (date, _) => Some(date),
    }
}

fn split_tags<'t>(cell: &str) -> Vec<Cow<'t, str>> {
    let tags = cell.split(['|', ',', ';']).map(str::trim).filter(|tag| !tag.is_empty());
    tags.map(|tag| Cow::Owned(tag.to_owned())).collect()
}

/// The moment of a civil date and a time of day in a zone; the following day if that would run
/// backwards from `after` by more than half a day.
pub fn on_date(date: civil::Date, time: civil::Time, zone: &Zone, after: Option<Millis>) -> Option<Millis> {
    let at = zone.moment(civil::DateTime::from_parts(date, time))?;
    match after {
        Some(after) if after.0 - at.0 > 12 * 3_600_000 => {
            zone.moment(civil::DateTime::from_parts(date.tomorrow().ok()?, time))
        }
        _ => Some(at),
    }
}
