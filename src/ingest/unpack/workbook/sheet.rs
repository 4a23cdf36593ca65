//! A sheet of a workbook, row by row, as lines of a table with commas.

use quick_xml::events::{BytesStart, Event};

use crate::ingest::MAX_RECORD;

use super::{
    dates,
    parts::{Part, Words, add_text, attribute, each, without_escapes},
};

/// Columns of a sheet at most, as Excel has them.
const COLUMNS: usize = 16_384;

/// A row so far.
#[derive(Default)]
struct Row {
    /// Its cells; what is not written is empty.
    cells: Vec<String>,
    /// Where the cell at hand stands.
    at: usize,
    kind: String,
    is_date: bool,
    value: String,
}

/// Gives each row as a line; whether the sheet was whole.
pub fn each_row(
    part: &Part,
    words: &Words,
    styles: &[bool],
    since_1904: bool,
    take: &mut dyn FnMut(&[u8]),
) -> bool {
    let mut row = Row::default();
    let (mut is_said, mut aside) = (false, false);
    let mut line = Vec::new();
    // What the first row names, every row has; empty cells at the end of one are not written.
    let mut width = 0;
    each(part, |event| match &event {
        Event::Start(element) => match element.local_name().as_ref() {
            "row" => row.cells.clear(),
            "c" => row.begin(element, styles),
            "v" | "t" => is_said = !aside,
            "rPh" => aside = true,
            _ => {}
        },
        Event::End(element) => match element.local_name().as_ref() {
            "v" | "t" => is_said = false,
            "rPh" => aside = false,
            "c" => row.end(words, since_1904),
            "row" => {
                if width == 0 {
                    width = row.cells.len();
                }
                if row.cells.len() < width {
                    row.cells.resize(width, String::new());
                }
                line.clear();
                write(&row.cells, &mut line);
                take(&line);
            }
            _ => {}
        },
        other if is_said && row.value.len() < MAX_RECORD => add_text(other, &mut row.value),
        _ => {}
    })
}

impl Row {
    fn begin(&mut self, cell: &BytesStart<'_>, styles: &[bool]) {
        self.at = attribute(cell, "r").and_then(|place| column_of(&place)).unwrap_or(self.cells.len());
        self.kind = attribute(cell, "t").unwrap_or_default();
        let style = attribute(cell, "s").and_then(|style| style.parse::<usize>().ok()).unwrap_or_default();
        self.is_date = styles.get(style).copied().unwrap_or_default();
        self.value.clear();
    }

    fn end(&mut self, words: &Words, since_1904: bool) {
        if self.value.is_empty() || self.at >= COLUMNS {
            return;
        }
        let value = std::mem::take(&mut self.value);
        let shown = match self.kind.as_str() {
            "s" => {
                let word = value.trim().parse().ok().and_then(|number| words.get(number));
                word.map(without_escapes).unwrap_or_default()
            }
            "b" => if value.trim() == "1" { "true" } else { "false" }.to_owned(),
            // What a formula could not compute.
            "e" => String::new(),
            "str" | "inlineStr" | "d" => without_escapes(&value),
            _ => number(&value, self.is_date, since_1904),
        };
        if self.cells.len() <= self.at {
            self.cells.resize(self.at + 1, String::new());
        }
        self.cells[self.at] = shown;
    }
}

/// A number as people see it: a date as one, and a long one with all of its digits.
fn number(value: &str, is_date: bool, since_1904: bool) -> String {
    let Ok(number) = value.trim().parse::<f64>() else { return value.to_owned() };
    if is_date && let Some(date) = dates::written(number, since_1904) {
        return date;
    }
    if value.contains(['e', 'E']) && number.fract() == 0.0 && number.abs() < 1e21 {
        return format!("{number:.0}");
    }
    value.trim().to_owned()
}

/// The column of a place such as `AB12`, from 0.
fn column_of(place: &str) -> Option<usize> {
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic);
    let column = letters.fold(0_usize, |column, letter| {
        column.saturating_mul(26).saturating_add(usize::from(letter.to_ascii_uppercase() - b'A') + 1)
    });
    column.checked_sub(1)
}

/// Writes cells as a line of a table (RFC 4180).
fn write(cells: &[String], line: &mut Vec<u8>) {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            line.push(b',');
        }
        write_cell(cell, line);
    }
    line.extend_from_slice(b"\r\n");
}

/// Writes a cell of such a line.
pub fn write_cell(cell: &str, line: &mut Vec<u8>) {
    if cell.contains(['"', ',', '\n', '\r']) {
        line.push(b'"');
        line.extend_from_slice(cell.replace('"', "\"\"").as_bytes());
        line.push(b'"');
    } else {
        line.extend_from_slice(cell.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_columns() {
        let columns = ["A1", "Z9", "AA1", "xfd1", "12"].map(column_of);
        assert_eq!(columns, [Some(0), Some(25), Some(26), Some(16_383), None]);
    }

    #[test]
    fn numbers_keep_their_digits() {
        assert_eq!(number("1.23E+5", false, false), "123000");
        assert_eq!(number("42", false, false), "42");
        assert_eq!(number("0.5", false, false), "0.5");
        assert_eq!(number("45992.5", true, false), "2025-12-01 12:00:00");
        assert_eq!(number("n/a", true, false), "n/a");
    }
}
