//! Tables of a platform: each row is a record whose keys are the columns, with JSON in its cells.

use std::borrow::Cow;

use crate::ingest::{
    Effect, Kind, Out,
    json::{Arena, Json},
};

use super::{
    platforms::{Platform, Read, Records},
    row::Row,
    table::Rows,
};

/// Reads the rows of a platform's table.
pub struct Cells {
    platform: &'static Platform,
    columns: Vec<String>,
    reader: Box<dyn Records>,
}

impl Cells {
    /// A reader of a table with these columns.
    pub fn new(platform: &'static Platform, columns: &[String]) -> Self {
        Self {
            platform,
            columns: columns.iter().map(|name| clean(name).to_owned()).collect(),
            reader: (platform.reader)(),
        }
    }
}

/// The name of a column without what spreadsheets put before the first.
pub fn clean(name: &str) -> &str {
    name.trim_matches(['\u{feff}', ' ', '"'])
}

/// A row as a record.
pub fn record<'r>(columns: &mut dyn Iterator<Item = (&'r str, Cow<'r, str>)>, arena: &'r Arena) -> Json<'r> {
    let entry = |(name, cell): (&'r str, Cow<'r, str>)| {
        let text = match cell {
            Cow::Borrowed(text) => text,
            Cow::Owned(text) => return (clean(name), Json::Text(arena.keep(&text))),
        };
        let value = match text {
            "" => Json::Null,
            text if text.trim_start().starts_with(['{', '[']) => {
                Json::parse(text.trim(), arena).unwrap_or(Json::Text(text))
            }
            text => Json::Text(text),
        };
        (clean(name), value)
    };
    arena.object(columns.map(entry))
}

impl Rows for Cells {
    fn row(&mut self, row: &Row<'_>, out: &mut Out<'_>) -> bool {
        let mut cells = self.columns.iter().enumerate().map(|(at, name)| (name.as_str(), row.cell(at)));
        let arena = Arena::default();
        match self.reader.record(&record(&mut cells, &arena), out) {
            Read::Kept => true,
            Read::Nothing => {
                out.note(Effect::Skipped, Kind::NoMessages);
                false
            }
            Read::Left => false,
        }
    }

    fn wants_whole_rows(&self) -> bool {
        true
    }

    fn finish(&mut self, out: &mut Out<'_>) {
        self.reader.finish(out);
        if out.log.kept == 0 {
            out.log.note(0, 0, Effect::Skipped, Kind::Damaged(self.platform.name));
        }
    }
}
