//! How a whole quantity is spread: one column per range of values, from zero, the median and the
//! 90th percentile marked.

use super::{
    Cell, FEW, Pick, Spot, Table, Theme,
    noun::counted,
    paper::Area,
    pen::{Drawn, Hang, Pen, Stroke},
    scale::{Scale, ticks},
};
use crate::{
    insight::Distribution,
    say,
    words::{count, decimal, duration, share, tr},
};

/// One range of values.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The range in words.
    pub name: String,
    /// Its low end, inclusive.
    pub low: f64,
    /// Its high end, exclusive.
    pub high: f64,
    /// Cases in it.
    pub n: u64,
}

/// What the values are, and so how they are said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Values {
    Counts,
    Durations,
    Sentiments,
}

/// The picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Columns {
    /// What is measured, as the title of the table's first column.
    pub title: &'static str,
    /// What is counted, in the plural.
    pub noun: &'static str,
    /// The columns, ascending. Never empty.
    pub columns: Vec<Column>,
    /// Number of cases.
    pub n: u64,
    /// Median and 90th percentile.
    pub middle: Option<(f64, f64)>,
    values: Values,
}

/// Lower ends of the ranges for whole numbers: single values while they are common, then wider.
const STARTS: [u64; 13] = [1, 2, 3, 4, 5, 6, 7, 8, 10, 15, 20, 30, 50];

/// The widest that a column is drawn, in pixels.
const WIDEST: i32 = 72;
/// Room above the columns for the names of two lines.
const HEAD: i32 = 36;
/// Room below for the names of the columns.
const FOOT: i32 = 24;

impl Columns {
    /// The picture of a spread of whole numbers from 1; `None` without cases.
    pub fn of_counts(distribution: &Distribution, title: &'static str, noun: &'static str) -> Option<Self> {
        let mut columns: Vec<Column> = STARTS
            .iter()
            .enumerate()
            .map(|(i, &from)| {
                let next = STARTS.get(i + 1).copied();
                let name = match next {
                    None => format!("{from}+"),
                    Some(next) if next == from + 1 => from.to_string(),
                    Some(next) => format!("{from}–{}", next - 1),
                };
                Column { name, low: from as f64, high: next.map_or(f64::INFINITY, |next| next as f64), n: 0 }
            })
            .collect();
        for &(low, _, n) in &distribution.bins {
            let at = STARTS.partition_point(|&start| (start as f64) <= low.round()).saturating_sub(1);
            columns[at].n += n;
        }
        while columns.len() > 1 && columns.last().is_some_and(|column| column.n == 0) {
            columns.pop();
        }
        Self::of(distribution, title, noun, columns, Values::Counts)
    }

    /// The picture of a spread of durations in milliseconds, in the distribution's own bins; `None`
    /// without cases.
    pub fn of_durations(
        distribution: &Distribution,
        title: &'static str,
        noun: &'static str,
    ) -> Option<Self> {
        let mut columns: Vec<Column> = Vec::new();
        for &(low, high, n) in &distribution.bins {
            if let Some(before) = columns.last().map(|column| column.high)
                && before < low
            {
                columns.push(Column { name: range_of_durations(before, low), low: before, high: low, n: 0 });
            }
            columns.push(Column { name: range_of_durations(low, high), low, high, n });
        }
        Self::of(distribution, title, noun, columns, Values::Durations)
    }

    /// The picture of a spread of sentiments from −1 to 1, in the distribution's own bins and those between them;
    /// `None` without cases.
    pub fn of_sentiments(
        distribution: &Distribution,
        title: &'static str,
        noun: &'static str,
    ) -> Option<Self> {
        const BINS: i32 = 10;
        let edge = |bin: i32| f64::from(bin * 2 - BINS) / f64::from(BINS);
        let columns = (0..BINS).map(|bin| {
            let (low, high) = (edge(bin), edge(bin + 1));
            let within = |(from, ..): &&(f64, f64, u64)| *from + 1e-9 >= low && *from + 1e-9 < high;
            let n = distribution.bins.iter().filter(within).map(|(.., n)| n).sum();
            let name = format!("{} … {}", decimal(low, 1), decimal(high, 1)).replace('-', "−");
            Column { name, low, high, n }
        });
        Self::of(distribution, title, noun, columns.collect(), Values::Sentiments)
    }

    fn of(
        distribution: &Distribution,
        title: &'static str,
        noun: &'static str,
        columns: Vec<Column>,
        values: Values,
    ) -> Option<Self> {
        let middle = distribution.median.zip(distribution.p90);
        let n = distribution.n;
        (n > 0 && !columns.is_empty()).then_some(Self { title, noun, columns, n, middle, values })
    }

    fn value(&self, value: f64) -> String {
        match self.values {
            Values::Durations => duration(value),
            Values::Counts if value.fract() == 0.0 => count(value.max(0.0) as u64),
            Values::Counts | Values::Sentiments => decimal(value, 1),
        }
    }

    /// One sentence on it.
    pub fn summary(&self) -> String {
        let cases = counted(self.n, self.noun);
        let Some((median, p90)) = self.middle else { return cases };
        say!(
            "{cases}; half have {median} or less, nine in ten {p90} or less",
            cases = cases,
            median = self.value(median),
            p90 = self.value(p90)
        )
    }

    /// Every column.
    pub fn table(&self) -> Table {
        let row = |column: &Column| {
            let name = Cell::Text(column.name.clone());
            vec![name, Cell::Count(column.n), Cell::share_of(column.n, self.n)]
        };
        Table {
            head: vec![tr(self.title).into_owned(), say!("Count"), say!("Share")],
            rows: self.columns.iter().map(row).collect(),
        }
    }

    pub(super) fn height(&self) -> u32 {
        if self.middle.is_some() { 224 } else { 200 }
    }

    /// Draws it.
    pub(super) fn draw(&self, area: &Area<'_>, theme: &Theme) -> Drawn {
        let pen = Pen::new(area);
        let (width, height) = pen.size();
        let most = self.columns.iter().map(|column| column.n).max().unwrap_or(0);
        let ticks = ticks(most, 3);
        let top = ticks.last().copied().unwrap_or(1);
        let gutter = pen.width_of(&count(top)) + 10;
        let base = height - FOOT;
        let head = if self.middle.is_some() { HEAD } else { 8 };
        let y = Scale { domain: (0.0, top as f64), range: (base, head) };
        for &tick in &ticks {
            let at = y.at(tick as f64);
            pen.line((gutter, at), (width, at), theme.line)?;
            pen.text(&count(tick), (gutter - 8, at), Hang::End, theme.ink_soft)?;
        }
        let across = self.columns.len() as i32;
        let edge = |i: i32| gutter + (width - gutter) * i / across;
        let mut spots = Vec::with_capacity(self.columns.len());
        let mut free_from = gutter;
        for (i, column) in self.columns.iter().enumerate() {
            let (left, right) = (edge(i as i32), edge(i as i32 + 1));
            // A column is never so wide that it looks like an area.
            let gap = ((right - left) / 8).clamp(1, 6).max((right - left - WIDEST) / 2);
            if column.n > 0 {
                let (from, to) = (
                    (left + gap, y.at(column.n as f64).min(base - 1)),
                    ((right - gap).max(left + gap + 1), base),
                );
                if column.n >= FEW {
                    pen.rect(from, to, theme.accent)?;
                } else {
                    pen.hatched(from, to, theme.accent)?;
                }
            }
            let half = pen.width_of(&column.name) / 2 + 1;
            // The last name may stand a little to the left rather than not at all.
            let middle = i32::midpoint(left, right).min(width - half);
            if middle - half >= free_from {
                pen.text(&column.name, (middle, base + 14), Hang::Middle, theme.ink_soft)?;
                free_from = middle + half + 4;
            }
            spots.push(Spot {
                area: (left, 0, right, height),
                words: self.words(column),
                pick: Some(Pick::Range(column.low, column.high)),
            });
        }
        if let Some((median, p90)) = self.middle {
            let at = |value| gutter + (f64::from(width - gutter) * self.place(value)).round() as i32;
            let name = |value| self.value(value);
            let lines = [
                (at(median), say!("Median {value}", value = name(median)), 8),
                (at(p90), say!("90 % up to {value}", value = name(p90)), 24),
            ];
            for (x, words, y) in lines {
                mark(&pen, theme, x.clamp(gutter, width - 1), (y, base), &words)?;
            }
        }
        Ok(spots)
    }

    /// Where a value lies across the picture, `0..=1`. A whole number stands for itself, so it lies
    /// in the middle of its own column, not at its edge.
    fn place(&self, value: f64) -> f64 {
        let at = self.columns.iter().position(|column| value < column.high).unwrap_or(self.columns.len() - 1);
        let column = &self.columns[at];
        let within = match self.values {
            _ if column.high.is_infinite() => 0.5,
            Values::Counts => (value - column.low + 0.5) / (column.high - column.low),
            Values::Durations | Values::Sentiments => (value - column.low) / (column.high - column.low),
        };
        (at as f64 + within.clamp(0.0, 1.0)) / self.columns.len() as f64
    }

    fn words(&self, column: &Column) -> String {
        say!(
            "{title} {name}: {cases} ({share})",
            title = tr(self.title),
            name = column.name,
            cases = counted(column.n, self.noun),
            share = share(column.n as f64 / self.n as f64, self.n)
        )
    }
}

/// A labelled line. Its words stand on the side that has room.
fn mark(pen: &Pen<'_, '_>, theme: &Theme, x: i32, (top, base): (i32, i32), words: &str) -> Stroke {
    pen.faint_line((x - 1, top), (x - 1, base), theme.paper, 0.7)?;
    pen.line((x, top - 6), (x, base), theme.ink)?;
    let room = pen.width_of(words);
    let fits = x + 6 + room <= pen.size().0;
    let (from, hang, left) =
        if fits { (x + 6, Hang::Start, x + 6) } else { (x - 6, Hang::End, x - 6 - room) };
    // The other line may pass behind the words.
    pen.rect((left - 3, top - 7), (left + room + 3, top + 8), theme.paper)?;
    pen.text(words, (from, top), hang, theme.ink)
}

const UNITS: [(f64, &str); 5] = [(86_400e3, "d"), (3_600e3, "h"), (60e3, "min"), (1e3, "s"), (1.0, "ms")];

/// `2–5 s`, `30 s–1 min`, `0–500 ms`.
fn range_of_durations(low: f64, high: f64) -> String {
    let in_unit = |value: f64| {
        let (millis, unit) =
            UNITS.into_iter().find(|unit| value >= unit.0 && value % unit.0 == 0.0).unwrap_or(UNITS[4]);
        (decimal(value / millis, 0), unit)
    };
    let ((high, unit), (low, low_unit)) = (in_unit(high), in_unit(low));
    if low == "0" || low_unit == unit {
        format!("{low}–{high} {unit}")
    } else {
        format!("{low} {low_unit}–{high} {unit}")
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{Picture, tests::svg},
        *,
    };

    fn spread(bins: &[(f64, f64, u64)]) -> Distribution {
        Distribution {
            name: "message_count".into(),
            unit: crate::insight::Unit::Count,
            bins: bins.to_vec(),
            median: Some(4.0),
            p90: Some(12.0),
            n: bins.iter().map(|bin| bin.2).sum(),
        }
    }

    fn messages(bins: &[(f64, f64, u64)]) -> Option<Columns> {
        Columns::of_counts(&spread(bins), "Messages", "conversations")
    }

    #[test]
    fn every_case_lands_in_one_column() {
        let bins: Vec<_> = (0..120_u32).map(|n| (f64::from(n), f64::from(n + 1), 1)).collect();
        let columns = messages(&bins).unwrap();
        assert_eq!(columns.columns.iter().map(|column| column.n).sum::<u64>(), 120);
        let named = |at: usize| (columns.columns[at].name.as_str(), columns.columns[at].n);
        assert_eq!((named(8), named(12)), (("10–14", 5), ("50+", 70)));
        let picks: Vec<_> =
            svg(&Picture::Columns(columns), 640).1.into_iter().map(|spot| spot.pick).collect();
        assert_eq!(picks[8], Some(Pick::Range(10.0, 15.0)));
        assert_eq!(picks[12], Some(Pick::Range(50.0, f64::INFINITY)));
    }

    #[test]
    fn empty_columns_at_the_end_are_left_out_and_none_is_no_picture() {
        let columns = messages(&[(2.0, 3.0, 9)]).unwrap();
        let named: Vec<_> = columns.columns.iter().map(|column| (column.name.as_str(), column.n)).collect();
        assert_eq!(named, [("1", 0), ("2", 9)]);
        assert_eq!(svg(&Picture::Columns(columns), 300).1.len(), 2);
        assert_eq!(messages(&[]), None);
    }

    #[test]
    fn median_and_p90_stand_in_their_columns_with_words() {
        let bins: Vec<_> = (1..30_u32).map(|n| (f64::from(n), f64::from(n + 1), 40)).collect();
        let columns = messages(&bins).unwrap();
        let column_of = |value| (columns.place(value) * columns.columns.len() as f64) as usize;
        assert_eq!(columns.columns[column_of(4.0)].name, "4");
        assert_eq!(columns.columns[column_of(12.0)].name, "10–14");
        assert!((columns.place(1e9) - 1.0).abs() < 1e-9 && columns.place(-3.0).abs() < 1e-9);
        assert!(columns.summary().ends_with("half have 4 or less, nine in ten 12 or less"));
        let drawn = svg(&Picture::Columns(columns), 320).0;
        assert!(drawn.contains("Median 4") && drawn.contains("90 % up to 12"), "{drawn}");
    }

    #[test]
    fn durations_keep_their_bins_and_fill_their_gaps() {
        let mut spread = spread(&[(0.0, 500.0, 3), (1000.0, 2000.0, 50), (30_000.0, 60_000.0, 40)]);
        spread.median = Some(1600.0);
        let columns = Columns::of_durations(&spread, "First answer", "conversations").unwrap();
        let named: Vec<_> = columns.columns.iter().map(|column| (column.name.as_str(), column.n)).collect();
        assert_eq!(
            named,
            [("0–500 ms", 3), ("500 ms–1 s", 0), ("1–2 s", 50), ("2–30 s", 0), ("30 s–1 min", 40)]
        );
        assert!(columns.summary().contains("half have 1.6 s or less"));
    }
}
