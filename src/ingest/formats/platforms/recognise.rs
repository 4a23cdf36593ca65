//! Tells a platform's export by the keys of its first records, and says how surely.

use crate::ingest::{
    Sentence, finding,
    formats::{cells, json_records::Framing, table::Layout, walk::way},
    json::{self, Arena, Json},
};

use super::{PLATFORMS, Platform, ROWS, Shape};

/// Records looked at.
const LOOKED_AT: usize = 20;

/// A platform that fits.
pub struct Known {
    /// The platform.
    pub platform: &'static Platform,
    /// Which of its shapes.
    pub shape: &'static Shape,
    /// How the records follow each other, where it is JSON.
    pub framing: Framing,
    /// How many of the records that were looked at have the signs.
    pub seen: usize,
    /// How many were looked at; none could be where the file is damaged.
    pub looked_at: usize,
}

impl Known {
    /// Why this platform, in words, with how many records say so.
    pub fn why(&self) -> Sentence {
        let why = if self.looked_at == 0 {
            Sentence::of("the keys of an export of {platform} are there ({keys}), but no whole record")
        } else {
            Sentence::of("an export of {platform}: {seen} of the first {looked} records have {keys}")
        };
        let keys: Vec<&str> = self.shape.keys().collect();
        why.plain("platform", self.platform.name)
            .plain("seen", self.seen)
            .plain("looked", self.looked_at)
            .plain("keys", keys.join(", "))
    }
}

/// The shapes that may be meant: of JSON or of tables, of all platforms or of one that a person chose.
fn candidates(
    of_tables: bool,
    wanted: Option<&'static Platform>,
) -> Vec<(&'static Platform, &'static Shape)> {
    let mut found = Vec::new();
    for platform in PLATFORMS {
        for shape in platform.shapes {
            let is_meant = wanted.is_none_or(|wanted| wanted.name == platform.name);
            if is_meant && (shape.at == ROWS) == of_tables {
                found.push((*platform, shape));
            }
        }
    }
    found
}

/// The platform of a JSON file that begins so; `wanted` is the one that a person chose.
pub fn of_json(head: &str, complete: bool, wanted: Option<&'static Platform>) -> Option<Known> {
    let text = head.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    let arena = Arena::default();
    let (mut n_lines, mut begins_whole, mut documents) = (0, false, Vec::new());
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()).take(LOOKED_AT) {
        let record = Json::parse(line, &arena).filter(|line| !line.entries().is_empty());
        begins_whole |= n_lines == 0 && record.is_some();
        n_lines += 1;
        documents.extend(record);
    }
    let by_line = documents.len() * 2 > n_lines || begins_whole && documents.len() * 3 >= n_lines;
    let closed;
    let framing = if !text.starts_with('[') && by_line {
        Framing::Lines
    } else if text.starts_with(['{', '[']) {
        let is_whole = complete && Json::parse(text, &Arena::default()).is_some();
        closed = if is_whole { Some(text.to_owned()) } else { json::close(text) };
        documents = closed.as_deref().and_then(|closed| Json::mended(closed, &arena)).into_iter().collect();
        Framing::Values
    } else {
        return None;
    };
    let candidates = candidates(false, wanted);
    let known = |(platform, shape): (&'static Platform, &'static Shape), seen, looked_at| {
        Some(Known { platform, shape, framing, seen, looked_at })
    };
    for candidate in &candidates {
        let mut records = Vec::new();
        for document in &documents {
            descend(document, &way(candidate.1), &mut records);
        }
        let fits: Vec<bool> = records.iter().map(|record| candidate.1.fits(record)).collect();
        let seen = fits.iter().filter(|fits| **fits).count();
        // Most of the records, or one of the first beside others that say less.
        if seen * 2 > records.len() || fits.iter().take(3).any(|fits| *fits) || wanted.is_some() && seen > 0 {
            return known(*candidate, seen, records.len());
        }
    }
    // A person's word stands, also where nothing speaks for it.
    if wanted.is_some() {
        return known(*candidates.first()?, 0, 0);
    }
    // Where no record is whole, the keys themselves tell.
    let keyed = candidates.iter().find(|(_, shape)| documents.is_empty() && has_keys(text, shape));
    known(*keyed?, 0, 0)
}

/// Whether the keys of a shape are in a text, and enough of them: one or two common words are in many.
fn has_keys(text: &str, shape: &Shape) -> bool {
    let (mut n_keys, mut telling) = (0, false);
    for key in shape.keys().flat_map(|path| path.split('.')) {
        let quoted = format!("\"{key}\"");
        let mut rest = text;
        loop {
            let Some((_, behind)) = finding::split(rest, &quoted) else { return false };
            if behind.trim_start().starts_with(':') {
                break;
            }
            rest = behind;
        }
        n_keys += 1;
        telling |= key.contains('_');
    }
    telling || n_keys > 2
}

/// The platform of a table with this layout.
pub fn of_table(layout: &Layout, wanted: Option<&'static Platform>) -> Option<Known> {
    if !layout.header {
        return None;
    }
    let names: Vec<&str> = layout.first.iter().map(String::as_str).collect();
    let arena = Arena::default();
    let rows: Vec<Json<'_>> = layout
        .sample
        .iter()
        .take(LOOKED_AT)
        .map(|row| {
            let cells = row.iter().map(|cell| cell.as_str().into());
            cells::record(&mut names.iter().copied().zip(cells), &arena)
        })
        .collect();
    for (platform, shape) in candidates(true, wanted) {
        let seen = rows.iter().filter(|row| shape.fits(row)).count();
        // A first row too long to be seen whole leaves the names alone to tell.
        let is_named = || {
            shape.keys().all(|key| {
                let column = key.split('.').next();
                names.iter().any(|name| Some(cells::clean(name)) == column)
            })
        };
        if seen > 0 && seen * 2 >= rows.len() || rows.is_empty() && is_named() {
            return Some(Known { platform, shape, framing: Framing::Lines, seen, looked_at: rows.len() });
        }
    }
    None
}

/// The records of a document along the way to them.
fn descend<'r, 'j>(value: &'r Json<'j>, way: &[&str], records: &mut Vec<&'r Json<'j>>) {
    if let Json::List(items) = value {
        for item in items.iter().take(LOOKED_AT) {
            descend(item, way, records);
        }
    } else if let Some((key, rest)) = way.split_first() {
        if let Some(value) = value.get(&[key]) {
            descend(value, rest, records);
        }
    } else {
        records.push(value);
    }
}
