//! Splits delimited text into records: RFC 4180 with the liberties that real files take.
//!
//! How it works. A record without a quote is a line, split at the delimiter with memchr. A record with
//! a quote goes through a small state machine. Two things must not happen: a field must not lose its
//! quotes or newlines, and one unbalanced quote must not swallow the records after it. So a quote
//! closes a field only before a delimiter, a line end or the end. Any other quote inside a quoted
//! field is taken as text if the field closes on the same line; if it opened on an earlier line, the
//! opening quote is the broken one: the first line is then read on its own, and reading goes on at
//! the next line. The same holds where the text ends inside a quote.
//!
//! Invariant: the records are the same however the text is cut into chunks, because a record is
//! given out only when its end is certain.

use memchr::{memchr, memchr_iter, memchr2};

/// One record: ranges into the buffer, or into `unescaped` where doubled quotes were undone.
#[derive(Debug, Default)]
pub struct Record {
    fields: Vec<Field>,
    unescaped: String,
    /// A quote was unbalanced and the line read on its own.
    pub unbalanced: bool,
}

#[derive(Clone, Copy, Debug)]
struct Field {
    start: usize,
    end: usize,
    escaped: bool,
}

impl Record {
    /// Number of fields.
    pub fn width(&self) -> usize {
        self.fields.len()
    }

    /// Field `at` without its quotes; empty where the record is shorter.
    pub fn get<'r>(&'r self, at: usize, buffer: &'r str) -> &'r str {
        let Some(field) = self.fields.get(at) else { return "" };
        let source = if field.escaped { self.unescaped.as_str() } else { buffer };
        source.get(field.start..field.end).unwrap_or("")
    }

    /// A blank line.
    pub fn is_blank(&self, buffer: &str) -> bool {
        (0..self.width()).all(|at| self.get(at, buffer).trim().is_empty())
    }
}

/// What one step of splitting found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A record that ends before this offset of the buffer, and the lines it spans.
    Record {
        /// Bytes up to the next record.
        consumed: usize,
        /// Lines up to the next record.
        lines: u64,
    },
    /// The record's end is not in the buffer.
    NeedMore,
    /// Nothing is left.
    End,
}

/// Reads the record at the start of `buffer`. `last` says that nothing follows the buffer.
pub fn step(buffer: &str, delimiter: u8, last: bool, record: &mut Record) -> Step {
    let bytes = buffer.as_bytes();
    record.fields.clear();
    record.unescaped.clear();
    record.unbalanced = false;
    if bytes.is_empty() {
        return if last { Step::End } else { Step::NeedMore };
    }
    let line_end = match memchr(b'\n', bytes) {
        Some(at) => at,
        None if last => bytes.len(),
        None => return Step::NeedMore,
    };
    if memchr(b'"', &bytes[..line_end]).is_none() {
        return plain_line(bytes, line_end, delimiter, record);
    }
    match quoted(buffer, delimiter, last, record) {
        Quoted::Record { consumed, lines } => Step::Record { consumed, lines },
        Quoted::NeedMore => Step::NeedMore,
        Quoted::Unbalanced => {
            record.fields.clear();
            record.unescaped.clear();
            record.unbalanced = true;
            literal_line(buffer, line_end, delimiter, record)
        }
    }
}

/// Splits a line in which quotes mean nothing.
fn plain_line(bytes: &[u8], line_end: usize, delimiter: u8, record: &mut Record) -> Step {
    let text_end = if line_end > 0 && bytes[line_end - 1] == b'\r' { line_end - 1 } else { line_end };
    let mut start = 0;
    for at in memchr_iter(delimiter, &bytes[..text_end]) {
        record.fields.push(Field { start, end: at, escaped: false });
        start = at + 1;
    }
    record.fields.push(Field { start, end: text_end, escaped: false });
    Step::Record { consumed: (line_end + 1).min(bytes.len()), lines: 1 }
}

/// Splits one line whose quotes are out of balance: a field that begins and ends with one loses both,
/// a lone one at the beginning is dropped.
fn literal_line(buffer: &str, line_end: usize, delimiter: u8, record: &mut Record) -> Step {
    let step = plain_line(buffer.as_bytes(), line_end, delimiter, record);
    for field in &mut record.fields {
        let text = buffer.get(field.start..field.end).unwrap_or("");
        if text.starts_with('"') {
            field.start += 1;
            if text.len() > 1 && text.ends_with('"') {
                field.end -= 1;
            }
        }
    }
    step
}

enum Quoted {
    Record { consumed: usize, lines: u64 },
    NeedMore,
    Unbalanced,
}

fn quoted(buffer: &str, delimiter: u8, last: bool, record: &mut Record) -> Quoted {
    let bytes = buffer.as_bytes();
    let (mut at, mut lines) = (0, 1);
    loop {
        if bytes.get(at) == Some(&b'"') {
            let opened_on = lines;
            let (mut from, mut escaped_from) = (at + 1, None);
            let mut scan = from;
            // To the closing quote.
            let close = loop {
                let Some(found) = memchr(b'"', &bytes[scan..]) else {
                    return if last || bytes.len() - at > super::MAX_RECORD {
                        Quoted::Unbalanced
                    } else {
                        Quoted::NeedMore
                    };
                };
                lines += memchr_iter(b'\n', &bytes[scan..scan + found]).count() as u64;
                let quote = scan + found;
                match bytes.get(quote + 1) {
                    Some(b'"') => {
                        let begin = *escaped_from.get_or_insert(record.unescaped.len());
                        debug_assert!(begin <= record.unescaped.len());
                        record.unescaped.push_str(buffer.get(from..=quote).unwrap_or(""));
                        from = quote + 2;
                        scan = from;
                    }
                    None if !last => return Quoted::NeedMore,
                    Some(&next) if next == delimiter || next == b'\n' || next == b'\r' => break quote,
                    None => break quote,
                    // A quote inside the text: fine within a line, else the opening one is broken.
                    Some(_) if lines == opened_on => scan = quote + 1,
                    Some(_) => return Quoted::Unbalanced,
                }
            };
            match escaped_from {
                Some(begin) => {
                    record.unescaped.push_str(buffer.get(from..close).unwrap_or(""));
                    record.fields.push(Field { start: begin, end: record.unescaped.len(), escaped: true });
                }
                None => record.fields.push(Field { start: from, end: close, escaped: false }),
            }
            at = close + 1;
        } else {
            let Some(length) = memchr2(delimiter, b'\n', &bytes[at..]) else {
                if !last {
                    return Quoted::NeedMore;
                }
                record.fields.push(Field { start: at, end: bytes.len(), escaped: false });
                return Quoted::Record { consumed: bytes.len(), lines };
            };
            let mut end = at + length;
            let stop = end;
            if bytes[stop] == b'\n' && end > at && bytes[end - 1] == b'\r' {
                end -= 1;
            }
            record.fields.push(Field { start: at, end, escaped: false });
            at = stop;
        }
        // Behind a field: a delimiter, a line end, or the end.
        match bytes.get(at) {
            None => return Quoted::Record { consumed: at, lines },
            Some(b'\r') if bytes.get(at + 1) == Some(&b'\n') => {
                return Quoted::Record { consumed: at + 2, lines };
            }
            Some(b'\r') if at + 1 == bytes.len() && !last => return Quoted::NeedMore,
            Some(b'\n' | b'\r') => return Quoted::Record { consumed: at + 1, lines },
            Some(_) => at += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All records, fields joined by `¦`, an unbalanced one marked by `!`.
    fn records(text: &str, chunk: usize) -> Vec<String> {
        let (mut buffer, mut out, mut record) = (String::new(), Vec::new(), Record::default());
        let mut drain = |buffer: &mut String, last: bool| {
            while let Step::Record { consumed, .. } = step(buffer, b',', last, &mut record) {
                let fields: Vec<&str> = (0..record.width()).map(|at| record.get(at, buffer)).collect();
                out.push(format!("{}{}", if record.unbalanced { "!" } else { "" }, fields.join("¦")));
                buffer.drain(..consumed);
            }
        };
        let chars: Vec<char> = text.chars().collect();
        for piece in chars.chunks(chunk) {
            buffer.extend(piece);
            drain(&mut buffer, false);
        }
        drain(&mut buffer, true);
        out
    }

    #[track_caller]
    fn check(text: &str, expect: &[&str]) {
        for chunk in [1, 2, 3, 7, 1000] {
            assert_eq!(records(text, chunk), expect, "in chunks of {chunk}: {text:?}");
        }
    }

    #[test]
    fn records_are_split_as_rfc_4180_says() {
        check("a,b\n1,2\n", &["a¦b", "1¦2"]);
        check("a,b\r\n1,2", &["a¦b", "1¦2"]);
        check("a,,\n", &["a¦¦"]);
        check("\"a,1\",\"b\nc\",\"d\"\"e\"\n", &["a,1¦b\nc¦d\"e"]);
        check("\"\",x\n", &["¦x"]);
        check("\"a\"", &["a"]);
        check("\"a\"\r\n\"b\"\r\n", &["a", "b"]);
        check("x,\"a\"\"\"\ny,z\n", &["x¦a\"", "y¦z"]);
    }

    #[test]
    fn quotes_inside_a_text_are_text() {
        check("5\" screen,ok\n", &["5\" screen¦ok"]);
        check("\"he said \"hello\" to me\",x\ny,z\n", &["he said \"hello\" to me¦x", "y¦z"]);
    }

    #[test]
    fn an_unbalanced_quote_never_loses_its_neighbours() {
        check("1,\"broken\n2,fine\n3,\"also\"\n4,ok\n", &["!1¦broken", "2¦fine", "3¦also", "4¦ok"]);
        check("1,\"broken at the end\n2,x\n", &["!1¦broken at the end", "2¦x"]);
        check("1,\"a\n2,b\n3,\"c\nd\"\n", &["!1¦a", "2¦b", "3¦c\nd"]);
    }

    #[test]
    fn lines_are_counted_through_quoted_newlines() {
        let mut record = Record::default();
        assert_eq!(
            step("\"a\nb\nc\",1\nx", b',', true, &mut record),
            Step::Record { consumed: 10, lines: 3 }
        );
    }
}
