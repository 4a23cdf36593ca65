//! How a whole quantity is spread: one column per range of values, from zero.

use plotters::{coord::Shift, drawing::DrawingArea, prelude::DrawingBackend};

use super::{
    FEW, Spot, Table, Theme,
    pen::{Drawn, Hang, Pen},
    scale::{Scale, ticks},
};
use crate::insight::Distribution;
use crate::words::{count, share};

/// The picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Columns {
    /// What is measured, as the title of the table's first column.
    pub title: &'static str,
    /// What is counted, in the plural.
    pub noun: &'static str,
    /// Name and count of each column, ascending.
    pub columns: Vec<(String, u64)>,
    /// Number of cases.
    pub n: u64,
    /// Median and 90th percentile.
    pub middle: Option<(f64, f64)>,
}

/// Lower ends of the ranges for whole numbers: single values while they are common, then wider.
const STARTS: [u64; 13] = [1, 2, 3, 4, 5, 6, 7, 8, 10, 15, 20, 30, 50];

/// The widest that a column is drawn, in pixels.
const WIDEST: i32 = 72;

impl Columns {
    /// The picture of a spread of whole numbers from 1; `None` without cases.
    pub fn of_counts(distribution: &Distribution, title: &'static str, noun: &'static str) -> Option<Self> {
        if distribution.n == 0 {
            return None;
        }
        let mut columns: Vec<(String, u64)> = STARTS
            .iter()
            .enumerate()
            .map(|(i, &from)| match STARTS.get(i + 1) {
                None => (format!("{from}+"), 0),
                Some(&next) if next == from + 1 => (from.to_string(), 0),
                Some(&next) => (format!("{from}–{}", next - 1), 0),
            })
            .collect();
        for &(low, _, n) in &distribution.bins {
            let at = STARTS.partition_point(|&start| (start as f64) <= low.round()).saturating_sub(1);
            columns[at].1 += n;
        }
        while columns.len() > 1 && columns.last().is_some_and(|column| column.1 == 0) {
            columns.pop();
        }
        let middle = distribution.median.zip(distribution.p90);
        Some(Self { title, noun, columns, n: distribution.n, middle })
    }

    /// One sentence on it.
    pub fn summary(&self) -> String {
        let cases = format!("{} {}", count(self.n), self.noun);
        self.middle.map_or(cases.clone(), |(median, p90)| {
            format!("{cases}; half have {median:.0} or fewer, nine in ten {p90:.0} or fewer")
        })
    }

    /// Every column.
    pub fn table(&self) -> Table {
        Table {
            head: vec![self.title.into(), "Count".into(), "Share".into()],
            rows: self
                .columns
                .iter()
                .map(|(name, n)| vec![name.clone(), count(*n), share(*n as f64 / self.n as f64, self.n)])
                .collect(),
        }
    }

    /// Draws it.
    pub(super) fn draw<DB: DrawingBackend>(&self, area: &DrawingArea<DB, Shift>, theme: &Theme) -> Drawn<DB> {
        let pen = Pen::new(area);
        let (width, height) = pen.size();
        let most = self.columns.iter().map(|column| column.1).max().unwrap_or(0);
        let ticks = ticks(most, 3);
        let top = ticks.last().copied().unwrap_or(1);
        let gutter = pen.width_of(&count(top)) + 10;
        let y = Scale { domain: (0.0, top as f64), range: (height - 24, 8) };
        for &tick in &ticks {
            let at = y.at(tick as f64);
            pen.line((gutter, at), (width, at), theme.line)?;
            pen.text(&count(tick), (gutter - 8, at), Hang::End, theme.ink_soft)?;
        }
        let across = self.columns.len() as i32;
        let edge = |i: i32| gutter + (width - gutter) * i / across;
        let mut spots = Vec::with_capacity(self.columns.len());
        let mut free_from = 0;
        for (i, (name, n)) in self.columns.iter().enumerate() {
            let (left, right) = (edge(i as i32), edge(i as i32 + 1));
            // A column is never so wide that it looks like an area.
            let gap = ((right - left) / 8).clamp(1, 6).max((right - left - WIDEST) / 2);
            if *n > 0 {
                let head = y.at(*n as f64).min(height - 25);
                let (from, to) = ((left + gap, head), (right - gap, height - 24));
                if *n >= FEW {
                    pen.rect(from, to, theme.accent)?;
                } else {
                    pen.hatched(from, to, theme.accent)?;
                }
            }
            let (middle, half) = (i32::midpoint(left, right), pen.width_of(name) / 2);
            if middle - half >= free_from && middle + half <= width {
                pen.text(name, (middle, height - 10), Hang::Middle, theme.ink_soft)?;
                free_from = middle + half + 4;
            }
            let part = share(*n as f64 / self.n as f64, self.n);
            let words = format!("{} {name}: {} {} ({part})", self.title, count(*n), self.noun);
            spots.push(Spot { area: (left, 0, right, height), words });
        }
        Ok(spots)
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

    #[test]
    fn every_case_lands_in_one_column() {
        let bins: Vec<_> = (0..120_u32).map(|n| (f64::from(n), f64::from(n + 1), 1)).collect();
        let columns = Columns::of_counts(&spread(&bins), "Messages", "conversations").unwrap();
        assert_eq!(columns.columns.iter().map(|column| column.1).sum::<u64>(), 120);
        assert_eq!(columns.columns[8], ("10–14".into(), 5));
        assert_eq!(columns.columns.last(), Some(&("50+".into(), 70)));
    }

    #[test]
    fn empty_columns_at_the_end_are_left_out_and_none_is_no_picture() {
        let columns = Columns::of_counts(&spread(&[(2.0, 3.0, 9)]), "Messages", "conversations").unwrap();
        assert_eq!(columns.columns, [("1".into(), 0), ("2".into(), 9)]);
        assert_eq!(svg(&Picture::Columns(columns), 300).1.len(), 2);
        assert_eq!(Columns::of_counts(&spread(&[]), "Messages", "conversations"), None);
    }
}
