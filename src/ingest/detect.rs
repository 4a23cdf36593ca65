//! Which format a file is in, told by its content alone. Names of files are not looked at.
//!
//! In this order, because each is stricter than the next: exports of platforms, JSON, tables, text with
//! speakers.

use super::{
    About, Kind, Mapping, Sentence,
    formats::{
        Format,
        captions::{self, Captions},
        cells::Cells,
        json_records::{self, JsonRecords},
        plain_text::{self, PlainText},
        platforms::{self, Platform, recognise},
        table::{self, Layout, Table},
        walk::Walk,
    },
    mapping::GENERIC,
    moment::OrderVerdict,
    side::Side,
};

/// A format that fits.
pub struct Found {
    /// Its name.
    pub name: &'static str,
    /// Why it fits, in words.
    pub why: Sentence,
    /// What of the person's choice does not fit the file.
    pub problems: Vec<Kind>,
    /// What its records are about.
    pub about: About,
    /// The layout, where it is a table or says facts.
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
    let (mut platforms, mut wanted, mut problems) = (true, None, Vec::new());
    if let Some(name) = &chosen.format {
        wanted = platforms::named(name);
        platforms = !GENERIC.contains(&name.as_str());
        if platforms && wanted.is_none() {
            problems.push(Kind::NoSuchFormat);
        }
    }
    let is_aside = chosen.about.is_some_and(|about| about != About::Messages);
    if platforms
        && !is_aside
        && let Some(found) = of_platform(head, complete, chosen, wanted)
    {
        return Ok(Found { problems: [problems, unfit()].concat(), ..found });
    }
    let beside = Side::of(head, complete, chosen).filter(|side| side.certain);
    let found = match beside {
        Some(side) => of_facts(side)?,
        None => by_shape(head, complete, chosen)?,
    };
    Ok(Found { problems: [problems, found.problems].concat(), ..found })
}

/// An export of a platform, told by its keys.
fn of_platform(
    head: &str,
    complete: bool,
    chosen: &Mapping,
    wanted: Option<&'static Platform>,
) -> Option<Found> {
    // Columns that a person chose make it a table of ours.
    if chosen.is_of_a_table() && wanted.is_none() {
        return None;
    }
    if let Some(known) = recognise::of_json(head, complete, wanted) {
        return Some(Found {
            name: known.platform.name,
            why: known.why(),
            problems: Vec::new(),
            about: About::Messages,
            table: None,
            dates: None,
            format: Box::new(Walk::new(known.platform, known.shape, known.framing)),
        });
    }
    let layout = Layout::of_any(head, complete, &Mapping::default())?;
    let known = recognise::of_table(&layout, wanted)?;
    let rows = Box::new(Cells::new(known.platform, &layout.first));
    Some(Found {
        name: known.platform.name,
        why: known.why(),
        problems: Vec::new(),
        about: About::Messages,
        table: None,
        dates: None,
        format: Box::new(Table::of_rows(layout, rows)),
    })
}

/// A file of facts beside the transcripts.
fn of_facts(side: Side) -> Result<Found, Kind> {
    Ok(Found {
        name: side.name,
        why: side.why(),
        problems: missing(&side.layout.missing),
        about: side.about,
        table: Some(side.layout.clone()),
        dates: None,
        format: side.format()?,
    })
}

/// A file of no platform, by its shape.
fn by_shape(head: &str, complete: bool, chosen: &Mapping) -> Result<Found, Kind> {
    let unfit = || missing(&chosen.columns.keys().cloned().collect::<Vec<_>>());
    if let Some(shape) = json_records::Shape::of(head) {
        let (name, why) = match shape.framing {
            json_records::Framing::Lines => {
                ("JSON Lines", Sentence::of("one JSON value a line; each is {record}"))
            }
            json_records::Framing::Values => ("JSON", Sentence::of("JSON values; each is {record}")),
        };
        let why = why.words("record", [shape.record.clone()]);
        let format = Box::new(JsonRecords::new(&shape));
        let about = About::Messages;
        return Ok(Found { name, why, problems: unfit(), about, table: None, dates: None, format });
    }
    if captions::fits(head) {
        return Ok(Found {
            name: "Captions",
            why: Sentence::of("captions with their times (WebVTT or SubRip); the file is one conversation"),
            problems: unfit(),
            about: About::Messages,
            table: None,
            dates: None,
            format: Box::<Captions>::default(),
        });
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
                about: About::Messages,
                dates: Some(described.dates),
                table: Some(described),
                format: Box::new(format),
            })
        }
        (Some(Err(columns)), _) if columns.named >= 3 || said => Err(Kind::NoMessageColumns(columns.names)),
        (_, Some(mut shape)) => {
            shape.dates = shape.dates.unless_chosen(chosen.date_order);
            let why = if shape.whatsapp {
                Sentence::of(
                    "a chat of WhatsApp, with speakers written as “{style}”; a pause begins a new conversation",
                )
            } else if shape.separated {
                Sentence::of("text with speakers written as “{style}”; conversations are separated")
            } else {
                Sentence::of("text with speakers written as “{style}”; a pause begins a new conversation")
            };
            let why = why.words("style", [shape.style.describe()]);
            Ok(Found {
                name: if shape.whatsapp { "WhatsApp" } else { "Text" },
                why,
                problems: unfit(),
                about: About::Messages,
                table: None,
                dates: Some(shape.dates),
                format: Box::new(PlainText::new(shape)),
            })
        }
        (Some(Err(columns)), None) => Err(Kind::NoMessageColumns(columns.names)),
        _ => Err(Kind::UnknownFormat),
    }
}
