//! Which format a file is in, told by its content alone. Names of files are not looked at.
//!
//! In this order, because each is stricter than the next: JSON, tables, text with speakers.

use super::{
    Kind, Mapping, Sentence,
    formats::{
        Format,
        json_records::{self, JsonRecords},
        plain_text::{self, PlainText},
        table::{self, Layout, Table},
    },
    moment::OrderVerdict,
};

/// A format that fits.
pub struct Found {
    /// Its name.
    pub name: &'static str,
    /// Why it fits, in words.
    pub why: Sentence,
    /// What of the person's choice does not fit the file.
    pub problems: Vec<Kind>,
    /// The layout, where it is a table.
    pub table: Option<Layout>,
    /// Order of day and month in its times, where one was decided for the file.
    pub dates: Option<OrderVerdict>,
    /// Its reader.
    pub format: Box<dyn Format>,
}

/// Columns that were chosen and are not there, as a problem.
fn missing(names: &[String]) -> Vec<Kind> {
    if names.is_empty() { Vec::new() } else { vec![Kind::NoSuchColumn(table::names(names))] }
}

/// The format of a file with this beginning. `complete` says that the head is the whole file. What a
/// person chose for columns makes a table of it wherever that can be.
pub fn detect(head: &str, complete: bool, chosen: &Mapping) -> Result<Found, Kind> {
    let unfit = || missing(&chosen.columns.keys().cloned().collect::<Vec<_>>());
    if head.trim().is_empty() {
        return Err(Kind::Empty);
    }
    if let Some(shape) = json_records::Shape::of(head) {
        let (name, why) = match shape.framing {
            json_records::Framing::Lines => {
                ("JSON Lines", Sentence::of("one JSON value a line; each is {record}"))
            }
            json_records::Framing::Values => ("JSON", Sentence::of("JSON values; each is {record}")),
        };
        let why = why.words("record", [shape.record.clone()]);
        let format = Box::new(JsonRecords::new(&shape));
        return Ok(Found { name, why, problems: unfit(), table: None, dates: None, format });
    }
    let text = plain_text::Shape::of(head);
    let table = Layout::of(head, complete, chosen);
    let said = chosen.is_of_a_table();
    let certain_table = matches!(&table, Some(Ok(layout)) if layout.named >= 2 || text.is_none() || said);
    match (table, text) {
        (Some(Ok(layout)), _) if certain_table => {
            let delimiter = layout.delimiter;
            let described = layout.clone();
            let (format, shape) = Table::new(layout);
            let name = if delimiter == b'\t' { "TSV" } else { "CSV" };
            Ok(Found {
                name,
                why: described.why(shape),
                problems: missing(&described.missing),
                dates: Some(described.dates),
                table: Some(described),
                format: Box::new(format),
            })
        }
        (Some(Err(columns)), _) if columns.named >= 3 || said => Err(Kind::NoMessageColumns(columns.names)),
        (_, Some(mut shape)) => {
            shape.dates = shape.dates.unless_chosen(chosen.date_order);
            let why = if shape.separated {
                Sentence::of("text with speakers written as “{style}”; conversations are separated")
            } else {
                Sentence::of(
                    "text with speakers written as “{style}”; a pause of 30 minutes begins a new conversation",
                )
            };
            let why = why.words("style", [shape.style.describe()]);
            Ok(Found {
                name: "Text",
                why,
                problems: unfit(),
                table: None,
                dates: Some(shape.dates),
                format: Box::new(PlainText::new(shape)),
            })
        }
        (Some(Err(columns)), None) => Err(Kind::NoMessageColumns(columns.names)),
        _ => Err(Kind::UnknownFormat),
    }
}
