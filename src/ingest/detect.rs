//! Which format a file is in, told by its content alone. Names of files are not looked at.
//!
//! In this order, because each is stricter than the next: JSON, tables, text with speakers.

use super::{
    Kind,
    formats::{
        Format,
        json_records::{self, JsonRecords},
        plain_text::{self, PlainText},
        table::{Layout, Table},
    },
};

/// A format that fits.
pub struct Found {
    /// Its name.
    pub name: &'static str,
    /// Why it fits, in words.
    pub why: String,
    /// Its reader.
    pub format: Box<dyn Format>,
}

/// The format of a file with this beginning. `complete` says that the head is the whole file.
pub fn detect(head: &str, complete: bool) -> Result<Found, Kind> {
    if head.trim().is_empty() {
        return Err(Kind::Empty);
    }
    if let Some(shape) = json_records::Shape::of(head) {
        let (name, framing) = match shape.framing {
            json_records::Framing::Lines => ("JSON Lines", "one JSON value a line"),
            json_records::Framing::Values => ("JSON", "JSON values"),
        };
        let why = format!("{framing}; each is a {}", shape.record);
        return Ok(Found { name, why, format: Box::new(JsonRecords::new(&shape)) });
    }
    let text = plain_text::Shape::of(head);
    let table = Layout::of(head, complete);
    let certain_table = matches!(&table, Some(Ok(layout)) if layout.named >= 2 || text.is_none());
    match (table, text) {
        (Some(Ok(layout)), _) if certain_table => {
            let delimiter = layout.delimiter;
            let described = layout.clone();
            let (format, shape) = Table::new(layout);
            let name = if delimiter == b'\t' { "TSV" } else { "CSV" };
            Ok(Found { name, why: described.why(shape), format: Box::new(format) })
        }
        (Some(Err(columns)), _) if columns.named >= 3 => Err(Kind::NoMessageColumns(columns.names)),
        (_, Some(shape)) => {
            let cut = if shape.separated {
                "conversations are separated"
            } else {
                "a pause of 30 minutes begins a new conversation"
            };
            let why =
                format!("text with speakers written as \u{201c}{}\u{201d}; {cut}", shape.style.describe());
            Ok(Found { name: "Text", why, format: Box::new(PlainText::new(shape)) })
        }
        (Some(Err(columns)), None) => Err(Kind::NoMessageColumns(columns.names)),
        _ => Err(Kind::UnknownFormat),
    }
}
