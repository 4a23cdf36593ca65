//! The numbers of a picture: for people as words of their language, for machines as plain values.

use super::calendar::Binning;
use crate::{
    conversation::Day,
    report::csv_line,
    words::{count, decimal, share},
};

/// Spreadsheets take a file without it for one in the letters of their own country.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// A name or a sentence.
    Text(String),
    /// A number of cases.
    Count(u64),
    /// A share of `0..=1` and of how many cases.
    Share(f64, u64),
    /// Any other number.
    Number(f64),
    /// A bin of a course over time.
    Bin(Binning, Day),
    /// No value.
    Nothing,
}

impl Cell {
    /// A share of cases; no value where there are none.
    pub fn share_of(n: u64, of: u64) -> Self {
        if of == 0 { Self::Nothing } else { Self::Share(n as f64 / of as f64, of) }
    }

    /// As a person reads it.
    pub fn words(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Count(n) => count(*n),
            Self::Share(value, of) => share(*value, *of),
            Self::Number(value) if value.fract() == 0.0 => decimal(*value, 0),
            Self::Number(value) => decimal(*value, 2),
            Self::Bin(binning, day) => binning.words(*day),
            Self::Nothing => "–".into(),
        }
    }

    /// As a machine reads it: the same in every language, a bin as its first day.
    pub fn plain(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Count(n) => n.to_string(),
            Self::Share(value, _) => {
                let digits = format!("{value:.6}");
                digits.trim_end_matches('0').trim_end_matches('.').to_owned()
            }
            Self::Number(value) => value.to_string(),
            Self::Bin(_, day) => day.to_string(),
            Self::Nothing => String::new(),
        }
    }
}

/// The numbers of a picture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// Titles of the columns.
    pub head: Vec<String>,
    /// Rows; the first cell names the row.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// The table as a file of comma separated values.
    pub fn file(&self) -> String {
        format!("{BYTE_ORDER_MARK}{}", self.csv())
    }

    /// The table as comma separated values, quoted as RFC 4180 asks. A text that a spreadsheet would
    /// take for a formula begins with an apostrophe.
    ///
    /// ```
    /// use undertone::charts::{Cell, Table};
    /// let row = vec![Cell::Text("a, \"b\"".into()), Cell::Count(1200)];
    /// let table = Table { head: vec!["Part".into(), "=Count".into()], rows: vec![row] };
    /// assert_eq!(table.csv(), "Part,'=Count\r\n\"a, \"\"b\"\"\",1200\r\n");
    /// ```
    pub fn csv(&self) -> String {
        let rows = self.rows.iter().map(|row| row.iter().map(Cell::plain).collect());
        std::iter::once(self.head.clone()).chain(rows).map(csv_line).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::{Locale, set_locale};

    #[track_caller]
    fn check(cell: Cell, csv: &str) {
        let table = Table { head: Vec::new(), rows: vec![vec![cell]] };
        assert_eq!(table.csv(), format!("\r\n{csv}\r\n"));
    }

    #[test]
    fn a_text_is_never_a_formula_and_a_number_stays_one() {
        for (text, csv) in [
            ("=1+1", "'=1+1"),
            ("+49 30", "'+49 30"),
            ("-x", "'-x"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("=\"a\",b", "\"'=\"\"a\"\",b\""),
            ("-4.5", "-4.5"),
            ("+3", "+3"),
            ("a\nb", "\"a\nb\""),
            (" a", "\" a\""),
            ("شحن", "شحن"),
        ] {
            check(Cell::Text(text.into()), csv);
        }
    }

    #[test]
    fn machines_read_the_same_in_every_language() {
        set_locale(Locale::German);
        let day = Cell::Bin(Binning::Week, Day::from_date(2026, 3, 2));
        assert_eq!(day.words(), "Woche vom 2. März 2026");
        check(day, "2026-03-02");
        assert_eq!(Cell::Count(1200).words(), "1.200");
        check(Cell::Count(1200), "1200");
        check(Cell::Share(0.25, 400), "0.25");
        check(Cell::Share(1.0, 400), "1");
        check(Cell::share_of(0, 0), "");
        check(Cell::Number(-2.5), "-2.5");
    }
}
