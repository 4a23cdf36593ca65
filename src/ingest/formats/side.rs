//! Facts beside the transcripts: each record names a conversation or a user and says something of it. A
//! record counts as kept when all files are read and it is known what it was joined to.

use std::{borrow::Cow, rc::Rc};

use crate::ingest::{
    About, Effect, Kind, Out,
    columns::{Column, Columns},
    json::{Arena, Json},
    side::cell,
};

use super::{
    cells::{clean, record},
    platforms::{Platform, Read, Records},
    row::{Row, facts},
    table::{Layout, Rows},
};

/// What JSON records of facts are walked as: the file itself is the list of them.
pub static RECORDS: Platform =
    Platform { name: "JSON", whole: false, shapes: &[], reader: || Box::new(Aside::default()) };

/// Reads the records of one file.
#[derive(Default)]
pub struct Aside {
    about: About,
    /// The place of the id among the names.
    id: usize,
    names: Rc<[String]>,
    columns: Columns,
    custom: Vec<(usize, String)>,
    rating_max: f64,
}

impl Aside {
    /// A reader of records with these columns.
    pub fn new(about: About, id: usize, layout: &Layout, is_json: bool) -> Self {
        let name = |(at, name): (usize, &String)| match name.as_str() {
            // Without a header the first row is one like the others.
            _ if !layout.header => format!("#{at}"),
            key if is_json => key.to_owned(),
            name => clean(name).to_owned(),
        };
        Self {
            about,
            id,
            names: layout.first.iter().enumerate().map(name).collect(),
            columns: layout.columns.clone(),
            custom: layout.custom.clone(),
            rating_max: layout.rating_max,
        }
    }

    #[inline(never)]
    fn get<'r>(&self, record: &'r Json<'_>, at: usize) -> Cow<'r, str> {
        match record.get(&[&self.names[at]]) {
            Some(Json::Text(text)) => Cow::Borrowed(text.trim()),
            Some(value) => Cow::Owned(cell(value).unwrap_or_default()),
            None => Cow::Borrowed(""),
        }
    }
}

impl Records for Aside {
    fn record(&mut self, record: &Json<'_>, out: &mut Out<'_>) -> Read {
        let id = self.get(record, self.id);
        if id.is_empty() {
            out.note(Effect::Skipped, Kind::NoId);
            return Read::Left;
        }
        let of = |column: Column| match self.columns.at(column) {
            Some(at) if at != self.id => self.get(record, at),
            _ => Cow::Borrowed(""),
        };
        let mut said = facts(&of, self.rating_max, out);
        for (at, name) in &self.custom {
            let value = self.get(record, *at);
            if !value.is_empty() {
                said.columns.push((Cow::Borrowed(name), value));
            }
        }
        out.aside(self.about, &id, &said);
        Read::Left
    }
}

impl Rows for Aside {
    fn row(&mut self, row: &Row<'_>, out: &mut Out<'_>) -> bool {
        let names = Rc::clone(&self.names);
        let mut cells = names.iter().enumerate().map(|(at, name)| (name.as_str(), row.cell(at)));
        let arena = Arena::default();
        self.record(&record(&mut cells, &arena), out);
        false
    }
}
