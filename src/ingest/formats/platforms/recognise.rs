//! Tells a platform's export by the keys of its first records, and says how surely.

use crate::ingest::{
    Sentence, finding,
    formats::{cells, json_records::Framing, table::Layout, walk::way},
    json::{self, Json},
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

/// The platform of a JSON file that begins so; `wanted` is the one that a person chose.
pub fn of_json(head: &str, complete: bool, wanted: Option<&'static Platform>) -> Option<Known> {
    let text = head.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    let lines: Vec<&str> =
        text.lines().map(str::trim).filter(|line| !line.is_empty()).take(LOOKED_AT).collect();
    let whole: Vec<Json<'_>> =
        lines.iter().filter_map(|line| Json::parse(line)).filter(|line| !line.entries().is_empty()).collect();
    let closed;
    let begins_whole = lines.first().is_some_and(|line| Json::parse(line).is_some());
    let by_line = whole.len() * 2 > lines.len() || begins_whole && whole.len() * 3 >= lines.len();
    let (framing, documents) = if !text.starts_with('[') && by_line {
        (Framing::Lines, whole)
    } else if text.starts_with(['{', '[']) {
        let is_whole = complete && Json::parse(text).is_some();
        let whole = if is_whole { Some(text.to_owned()) } else { json::close(text) };
        closed = whole;
        let document = closed.as_deref().and_then(Json::mended);
        (Framing::Values, document.into_iter().collect())
    } else {
        return None;
    };
    let candidates = || {
        let of =
            PLATFORMS.iter().copied().filter(|platform| wanted.is_none_or(|name| name.name == platform.name));
        of.flat_map(|platform| platform.shapes.iter().map(move |shape| (platform, shape)))
            .filter(|(_, shape)| shape.at != ROWS)
    };
    let known = |platform, shape, seen, looked_at| Known { platform, shape, framing, seen, looked_at };
    for (platform, shape) in candidates() {
        let mut records = Vec::new();
        for document in &documents {
            descend(document, &way(shape), &mut records);
        }
        let seen = records.iter().filter(|record| shape.fits(record)).count();
        if seen * 2 > records.len() || wanted.is_some() && seen > 0 {
            return Some(known(platform, shape, seen, records.len()));
        }
        if seen > 0 && records.iter().take(3).any(|record| shape.fits(record)) {
            return Some(known(platform, shape, seen, records.len()));
        }
    }
    // A person's word stands, also where nothing speaks for it.
    if wanted.is_some() {
        let (platform, shape) = candidates().next()?;
        return Some(known(platform, shape, 0, 0));
    }
    // Where no record is whole, the keys themselves tell.
    if !documents.is_empty() {
        return None;
    }
    let is_key = |key: &str| {
        let quoted = format!("\"{key}\"");
        let mut rest = text;
        while let Some((_, behind)) = finding::split(rest, &quoted) {
            if behind.trim_start().starts_with(':') {
                return true;
            }
            rest = behind;
        }
        false
    };
    let (platform, shape) = candidates().find(|(_, shape)| {
        let keys = || shape.keys().flat_map(|path| path.split('.'));
        // One or two common words are in many files.
        let telling = keys().count() > 2 || keys().any(|key| key.contains('_'));
        telling && keys().all(is_key)
    })?;
    Some(known(platform, shape, 0, 0))
}

/// The platform of a table with this layout.
pub fn of_table(layout: &Layout, wanted: Option<&'static Platform>) -> Option<Known> {
    if !layout.header {
        return None;
    }
    let names = layout.first.iter().map(String::as_str);
    let rows: Vec<Json<'_>> = layout
        .sample
        .iter()
        .take(LOOKED_AT)
        .map(|row| cells::record(names.clone().zip(row.iter().map(|cell| cell.as_str().into()))))
        .collect();
    for platform in
        PLATFORMS.iter().copied().filter(|platform| wanted.is_none_or(|name| name.name == platform.name))
    {
        for shape in platform.shapes.iter().filter(|shape| shape.at == ROWS) {
            let seen = rows.iter().filter(|row| shape.fits(row)).count();
            // A first row too long to be seen whole leaves the names alone to tell.
            let is_named = || {
                shape.keys().all(|key| {
                    let column = key.split('.').next();
                    names.clone().any(|name| Some(cells::clean(name)) == column)
                })
            };
            if seen > 0 && seen * 2 >= rows.len() || rows.is_empty() && is_named() {
                return Some(Known { platform, shape, framing: Framing::Lines, seen, looked_at: rows.len() });
            }
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
