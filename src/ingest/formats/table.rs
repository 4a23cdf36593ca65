//! Tables: finds the records, checks their width, and hands rows to one of three readers: a row is a
//! message, a conversation, or a question with its answer.

use crate::ingest::{
    Effect, Kind, MAX_RECORD, Mapping, Out, Sentence,
    columns::{self, Column, Columns},
    custom,
    delimited::{Record, Step, step},
    moment::DateOrder,
};

use super::{
    Format,
    message_rows::MessageRows,
    pair_rows::PairRows,
    row::{Row, Torn},
    transcript_rows::TranscriptRows,
};

/// What reads the rows of one shape.
pub trait Rows {
    /// Takes a row that has the width of the table. Says whether anything of it was kept.
    fn row(&mut self, row: &Row<'_>, out: &mut Out<'_>) -> bool;
    /// Says that the table is over.
    fn finish(&mut self, _out: &mut Out<'_>) {}
    /// Whether a row with fewer or more fields than the header is not worth reading.
    fn wants_whole_rows(&self) -> bool {
        false
    }
}

/// What the head of a table says about it.
#[derive(Clone, Debug)]
pub struct Layout {
    /// Field separator.
    pub delimiter: u8,
    /// Whether the first row names the columns.
    pub header: bool,
    /// How many columns the header names in words we know.
    pub named: usize,
    /// The first row, whether or not it names the columns.
    pub first: Vec<String>,
    /// What a person chose and the table does not have.
    pub missing: Vec<String>,
    /// Fields in a row.
    pub width: usize,
    /// What the columns mean.
    pub columns: Columns,
    /// Place and name of the columns that are kept to filter by.
    pub custom: Vec<(usize, String)>,
    /// Order of day and month in its times.
    pub dates: crate::ingest::moment::OrderVerdict,
    /// Highest value of the rating scale.
    pub rating_max: f64,
    /// First rows, for readers that must look ahead.
    pub sample: Vec<Vec<String>>,
}

/// A table in which nothing holds messages.
pub struct NoMessages {
    /// How many columns its header names in words we know.
    pub named: usize,
    /// Its columns, for a message.
    pub names: Sentence,
}

const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Rows looked at to decide about a table.
const SAMPLE_ROWS: usize = 400;

impl Layout {
    /// The layout of the table that a text begins, if it holds messages; `None` if it is no table.
    /// `Err` names the columns of a table that holds no messages.
    pub fn of(head: &str, complete: bool, chosen: &Mapping) -> Option<Result<Self, NoMessages>> {
        let layout = Self::of_any(head, complete, chosen)?;
        if layout.columns.hold_messages() {
            return Some(Ok(layout));
        }
        (layout.header || chosen.is_of_a_table())
            .then(|| Err(NoMessages { named: layout.named, names: names(&layout.first) }))
    }

    /// The layout of the table that a text begins, whatever it holds; `None` if it is none.
    pub fn of_any(head: &str, complete: bool, chosen: &Mapping) -> Option<Self> {
        let (delimiter, mut rows) = DELIMITERS
            .into_iter()
            .map(|delimiter| (delimiter, sample(head, delimiter, complete)))
            .max_by_key(|(_, rows)| regularity(rows))
            .filter(|(_, rows)| regularity(rows) > 0)?;
        let first = rows.remove(0);
        let header = chosen.header.unwrap_or_else(|| columns::is_header(&first, &rows));
        if !header {
            rows.insert(0, first.clone());
        }
        let named_columns = if header { first.as_slice() } else { &[] };
        let settled = chosen.settle(named_columns, first.len());
        let columns = Columns::infer(header.then_some(first.as_slice()), &rows, &settled.columns);
        let named =
            if header { first.iter().filter(|cell| columns::by_name(cell).is_some()).count() } else { 0 };
        let times = [Column::Time, Column::Date].into_iter().filter_map(|column| columns.at(column));
        let dates = DateOrder::of(
            times.flat_map(|at| rows.iter().filter_map(move |row| row.get(at)).map(String::as_str)),
        )
        .unless_chosen(chosen.date_order);
        let rating_max = rating_max(columns.at(Column::Rating), &rows);
        Some(Self {
            delimiter,
            header,
            named,
            width: first.len(),
            custom: custom::columns(named_columns, &columns, &settled.columns),
            first,
            missing: settled.missing,
            columns,
            dates,
            rating_max,
            sample: rows,
        })
    }

    /// Its description for people.
    pub fn why(&self, shape: Sentence) -> Sentence {
        let why = if self.header {
            Sentence::of("a table separated by {delimiter}, {shape}")
        } else {
            Sentence::of("a table separated by {delimiter}, without a header, {shape}")
        };
        let delimiter = match self.delimiter {
            b',' => Sentence::of("commas"),
            b';' => Sentence::of("semicolons"),
            b'\t' => Sentence::of("tabs"),
            _ => Sentence::of("bars"),
        };
        self.with_columns(why.words("delimiter", [delimiter]).words("shape", [shape]), None)
    }

    /// A sentence, and behind it what the columns are read as; that of `besides` has been said.
    pub fn with_columns(&self, mut why: Sentence, besides: Option<Column>) -> Sentence {
        let known = self.columns.meanings.iter().filter(|known| **known != besides).flatten();
        let known: Vec<Sentence> = known
            .filter(|column| **column != Column::Custom)
            .map(|column| Sentence::of(column.label()))
            .collect();
        if !known.is_empty() {
            why = Sentence::of("{why}; columns understood: {columns}")
                .words("why", [why])
                .words("columns", known);
        }
        let custom: Vec<&str> = self.custom.iter().map(|(_, name)| name.as_str()).collect();
        if !custom.is_empty() {
            why = Sentence::of("{why}; kept to filter by: {custom}")
                .words("why", [why])
                .plain("custom", custom.join(", "));
        }
        let unread = self.unread();
        if !unread.is_empty() {
            why = Sentence::of("{why}; not read: {unread}")
                .words("why", [why])
                .words("unread", [names(&unread)]);
        }
        why
    }

    /// Names of the columns that are not read at all.
    fn unread(&self) -> Vec<String> {
        let columns = self.first.iter().zip(&self.columns.meanings).enumerate();
        columns
            .filter(|(at, (name, meaning))| {
                self.header
                    && meaning.is_none_or(|meaning| meaning == Column::Custom)
                    && !name.trim().is_empty()
                    && self.custom.iter().all(|(kept, _)| kept != at)
            })
            .map(|(_, (name, _))| name.clone())
            .collect()
    }
}

/// Highest value of the scale of a column of ratings, by the first rows.
pub fn rating_max(at: Option<usize>, rows: &[Vec<String>]) -> f64 {
    let Some(at) = at else { return 5.0 };
    let values = rows.iter().filter_map(|row| row.get(at)?.trim().replace(',', ".").parse::<f64>().ok());
    let highest = values.clone().fold(f64::NEG_INFINITY, f64::max);
    if highest > 5.0 {
        10.0
    } else if highest <= 1.0 && values.clone().any(|value| value == 0.0) {
        1.0
    } else {
        5.0
    }
}

/// The names of columns for a message. What is too long for a name, or holds what no name does, might
/// be a text of somebody in a table without a header, and is not repeated.
pub fn names(first: &[String]) -> Sentence {
    let is_name = |cell: &&String| {
        (1..=30).contains(&cell.trim().len())
            && cell.split_whitespace().count() <= 3
            && cell.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-' | '.' | '/' | '#'))
            && cell.chars().filter(char::is_ascii_digit).nth(3).is_none()
    };
    let shown: Vec<&str> = first.iter().filter(is_name).take(20).map(|cell| cell.trim()).collect();
    let left = first.len() - shown.len();
    let names = match (shown.is_empty(), left) {
        (true, _) => Sentence::of("{left} without a readable name"),
        (false, 0) => Sentence::of("{names}"),
        (false, _) => Sentence::of("{names} and {left} more"),
    };
    names.plain("names", shown.join(", ")).plain("left", left)
}

/// First rows of a text under a delimiter, cut short rows left out.
fn sample(head: &str, delimiter: u8, complete: bool) -> Vec<Vec<String>> {
    let (mut rest, mut rows, mut record) = (head, Vec::new(), Record::default());
    while rows.len() < SAMPLE_ROWS {
        let Step::Record { consumed, .. } = step(rest, delimiter, complete, &mut record) else { break };
        if !record.is_blank(rest) {
            rows.push((0..record.width()).map(|at| record.get(at, rest).to_owned()).collect());
        }
        rest = &rest[consumed..];
    }
    rows
}

/// How much a sample looks like a table: at least two rows of the first row's width (two or more),
/// nearly all of them. Weighs width, so that a comma inside texts does not beat the real delimiter.
fn regularity(rows: &[Vec<String>]) -> usize {
    let Some(width) = rows.first().map(Vec::len).filter(|width| *width >= 2) else { return 0 };
    let same = rows.iter().filter(|row| row.len() == width).count();
    // A header alone is a table of no rows; broken rows must stay the exception.
    if rows.len() == 1 {
        let named = rows[0].iter().filter(|cell| columns::by_name(cell).is_some()).count();
        return if named >= 2 { width } else { 0 };
    }
    if same * 10 < rows.len() * 6 { 0 } else { same * 1000 / rows.len() * width.min(40) }
}

/// Reads a table.
pub struct Table {
    layout: Layout,
    rows: Box<dyn Rows>,
    buffer: String,
    /// Length of the buffer below which looking for the record's end again is in vain.
    retry_at: usize,
    /// Line of the next record, from 1.
    line: u64,
    header_pending: bool,
    /// Inside a record that is too long: everything up to the next line end is left out.
    skipping: bool,
    record: Record,
}

impl Table {
    /// A reader of a table with this layout, and the shape it will read.
    pub fn new(layout: Layout) -> (Self, Sentence) {
        let columns = &layout.columns;
        let (rows, shape): (Box<dyn Rows>, _) =
            if columns.has(Column::Transcript) && !columns.has(Column::Text) {
                let shape = Sentence::of("one row per conversation with its transcript in a cell");
                (Box::new(TranscriptRows::new(&layout)), shape)
            } else if columns.has(Column::Question) && columns.has(Column::Answer) {
                let shape = Sentence::of("one row per question with its answer");
                (Box::new(PairRows::new(&layout)), shape)
            } else {
                (Box::new(MessageRows::new(&layout)), Sentence::of("one row per message"))
            };
        (Self::of_rows(layout, rows), shape)
    }

    /// A reader of a table whose rows go to a reader of their own.
    pub fn of_rows(layout: Layout, rows: Box<dyn Rows>) -> Self {
        Self {
            header_pending: layout.header,
            layout,
            rows,
            buffer: String::new(),
            retry_at: 0,
            line: 1,
            skipping: false,
            record: Record::default(),
        }
    }

    fn drain(&mut self, out: &mut Out<'_>, last: bool) {
        if self.buffer.len() < self.retry_at && !last {
            return;
        }
        let mut at = 0;
        let buffer = std::mem::take(&mut self.buffer);
        loop {
            if self.skipping {
                let Some(end) = memchr::memchr(b'\n', &buffer.as_bytes()[at..]) else {
                    at = buffer.len();
                    break;
                };
                self.skipping = false;
                at += end + 1;
                self.line += 1;
            }
            let rest = &buffer[at..];
            match step(rest, self.layout.delimiter, last, &mut self.record) {
                Step::Record { consumed, lines } => {
                    self.take(rest, out);
                    self.line += lines;
                    at += consumed;
                }
                Step::NeedMore if rest.len() > MAX_RECORD => {
                    out.log.read += 1;
                    out.log.note(self.line, out.log.read, Effect::Skipped, Kind::TooLong);
                    self.skipping = true;
                }
                Step::NeedMore | Step::End => break,
            }
        }
        self.buffer = buffer;
        self.buffer.drain(..at);
        self.retry_at = self.buffer.len() * 2;
    }

    /// Hands one record on, or says why not.
    fn take(&mut self, buffer: &str, out: &mut Out<'_>) {
        if self.record.is_blank(buffer) {
            return;
        }
        if std::mem::take(&mut self.header_pending) {
            return;
        }
        out.log.read += 1;
        out.at(self.line, out.log.read);
        let (found, expected) = (self.record.width(), self.layout.width);
        // Too many fields: an unquoted delimiter in the text, most likely. Too few: the rest is empty.
        let surplus_at = self.layout.columns.at(Column::Text).filter(|_| found > expected);
        let is_torn = found != expected && self.rows.wants_whole_rows();
        if is_torn || found > expected && surplus_at.is_none() || found == 1 && expected > 2 {
            out.note(Effect::Skipped, Kind::FieldCount { found, expected });
            return;
        }
        let delimiter = self.layout.delimiter;
        let torn = surplus_at.map(|field| Torn { field, surplus: found - expected, delimiter });
        let row = Row::new(&self.record, buffer, torn, out.log.read);
        if self.rows.row(&row, out) {
            out.log.kept += 1;
            if self.record.unbalanced {
                out.note(Effect::Repaired, Kind::UnbalancedQuote);
            } else if found != expected {
                out.note(Effect::Repaired, Kind::FieldCount { found, expected });
            }
        }
    }
}

impl Format for Table {
    fn push(&mut self, text: &str, out: &mut Out<'_>) {
        self.buffer.push_str(text);
        self.drain(out, false);
    }

    fn finish(&mut self, out: &mut Out<'_>) {
        self.drain(out, true);
        self.rows.finish(out);
        if !self.layout.dates.certain {
            out.log.note(0, 0, Effect::Noted, Kind::AmbiguousDates(self.layout.dates.order));
        }
        if out.log.read == 0 {
            out.log.note(0, 0, Effect::Skipped, Kind::Empty);
        }
    }
}
