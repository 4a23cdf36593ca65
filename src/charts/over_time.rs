//! A count over time: a line on a soft area, its highest bin named.

use plotters::{coord::Shift, drawing::DrawingArea, prelude::DrawingBackend};

use super::{
    Spot, Table, Theme,
    calendar::{Binning, Day, day_ticks},
    pen::{Drawn, Hang, Pen},
    scale::{Scale, ticks},
};
use crate::insight::Series;
use crate::words::count;

/// The picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OverTime {
    /// How wide the bins are.
    pub binning: Binning,
    /// First day and count of each bin, oldest first. Never empty.
    pub bins: Vec<(Day, u64)>,
    /// First and last day of the data.
    pub span: (Day, Day),
    /// What is counted, in the plural.
    pub noun: &'static str,
}

impl OverTime {
    /// The picture of a daily series; `None` where nothing is dated.
    pub fn new(series: &Series, noun: &'static str) -> Option<Self> {
        let start = Day::parse(&series.start)?;
        let days = series.values.len();
        if days == 0 {
            return None;
        }
        let binning = Binning::for_days(days);
        let counts: Vec<u64> = series.values.iter().map(|value| value.max(0.0).round() as u64).collect();
        let span = (start, Day(start.0 + days as i32 - 1));
        Some(Self { binning, bins: binning.gather(start, &counts), span, noun })
    }

    fn peak(&self) -> (usize, u64) {
        let mut peak = (0, 0);
        for (i, &(_, n)) in self.bins.iter().enumerate() {
            if n > peak.1 {
                peak = (i, n);
            }
        }
        peak
    }

    /// One sentence on it.
    pub fn summary(&self) -> String {
        let (first, last) = self.span;
        if self.bins.len() == 1 {
            return format!(
                "{} {} on {}",
                count(self.bins[0].1),
                self.noun,
                self.binning.words(self.bins[0].0)
            );
        }
        let (at, most) = self.peak();
        format!(
            "{} to {}; most in one {}: {} ({})",
            first.words(),
            last.words(),
            self.binning.name(),
            count(most),
            match self.binning {
                Binning::Week => format!("from {}", self.bins[at].0.words()),
                _ => self.binning.words(self.bins[at].0),
            },
        )
    }

    /// Every bin.
    pub fn table(&self) -> Table {
        let name = self.binning.name();
        Table {
            head: vec![name[..1].to_uppercase() + &name[1..], capitalised(self.noun)],
            rows: self.bins.iter().map(|&(day, n)| vec![self.binning.words(day), count(n)]).collect(),
        }
    }

    /// Draws it.
    pub(super) fn draw<DB: DrawingBackend>(&self, area: &DrawingArea<DB, Shift>, theme: &Theme) -> Drawn<DB> {
        let pen = Pen::new(area);
        let (width, height) = pen.size();
        let (peak, most) = self.peak();
        let ticks = ticks(most, 4);
        let top_tick = ticks.last().copied().unwrap_or(1);
        let gutter = pen.width_of(&count(top_tick)) + 10;
        let y = Scale { domain: (0.0, top_tick as f64), range: (height - 24, 16) };
        let (first, last) = (self.bins[0].0, self.bins[self.bins.len() - 1].0);
        let x = if first == last {
            let middle = i32::midpoint(gutter, width);
            Scale { domain: (0.0, 0.0), range: (middle, middle) }
        } else {
            Scale { domain: (f64::from(first.0), f64::from(last.0)), range: (gutter + 4, width - 12) }
        };

        for &tick in &ticks {
            let at = y.at(tick as f64);
            pen.line((gutter, at), (width, at), theme.line)?;
            pen.text(&count(tick), (gutter - 8, at), Hang::End, theme.ink_soft)?;
        }
        let mut free_from = gutter;
        for (day, name) in day_ticks(first, last, (width as usize / 76).max(2)) {
            let at = x.at(f64::from(day.0));
            let half = pen.width_of(&name) / 2;
            // A name that would run off either edge or into its neighbour is left out.
            if at - half >= free_from && at + half <= width {
                pen.line((at, height - 24), (at, height - 20), theme.line)?;
                pen.text(&name, (at, height - 10), Hang::Middle, theme.ink_soft)?;
                free_from = at + half + 12;
            }
        }

        let points: Vec<(i32, i32)> =
            self.bins.iter().map(|&(day, n)| (x.at(f64::from(day.0)), y.at(n as f64))).collect();
        if let [.., end] = points[..]
            && points.len() > 1
        {
            let mut shape = points.clone();
            shape.extend([(end.0, y.at(0.0)), (points[0].0, y.at(0.0))]);
            pen.fill(shape, theme.accent, 0.12)?;
            pen.path(points.clone(), theme.accent, 2)?;
        }
        if most > 0 {
            Self::mark_peak(&pen, theme, points[peak], most)?;
        }
        Ok(self.spots(&points, gutter, width, height))
    }

    fn mark_peak<DB: DrawingBackend>(
        pen: &Pen<'_, DB>,
        theme: &Theme,
        at: (i32, i32),
        most: u64,
    ) -> super::pen::Stroke<DB> {
        pen.dot(at, 4, theme.accent)?;
        let words = count(most);
        let room = pen.width_of(&words) + 10;
        let (x, hang) =
            if at.0 + room < pen.size().0 { (at.0 + 8, Hang::Start) } else { (at.0 - 8, Hang::End) };
        pen.text(&words, (x, (at.1 - 2).max(8)), hang, theme.ink)
    }

    /// Each bin owns the stretch up to half way to its neighbours.
    fn spots(&self, points: &[(i32, i32)], left: i32, right: i32, bottom: i32) -> Vec<Spot> {
        let mut from = left;
        let mut spots = Vec::with_capacity(points.len());
        for (i, &(x, _)) in points.iter().enumerate() {
            let to = points.get(i + 1).map_or(right, |next| i32::midpoint(x, next.0));
            let (day, n) = self.bins[i];
            let words = format!("{}: {} {}", capitalised(&self.binning.words(day)), count(n), self.noun);
            spots.push(Spot { area: (from, 0, to, bottom), words });
            from = to;
        }
        spots
    }
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::{
        super::{Picture, tests::svg},
        *,
    };

    fn series(start: &str, values: &[u64]) -> Series {
        Series {
            name: "conversations_over_time".into(),
            unit: crate::insight::Unit::Count,
            start: start.into(),
            step: "day".into(),
            values: values.iter().map(|&n| n as f64).collect(),
            counts: values.to_vec(),
        }
    }

    #[test]
    fn nothing_dated_is_no_picture() {
        assert_eq!(OverTime::new(&series("", &[]), "conversations"), None);
        assert_eq!(OverTime::new(&series("2026-01-01", &[]), "conversations"), None);
    }

    #[test]
    fn a_long_series_is_gathered_and_keeps_its_sum() {
        let picture = OverTime::new(&series("2026-01-01", &[3; 181]), "conversations").unwrap();
        assert_eq!(picture.binning, Binning::Week);
        assert_eq!(picture.bins.iter().map(|bin| bin.1).sum::<u64>(), 3 * 181);
    }

    #[test]
    fn every_bin_can_be_read_out() {
        let values: Vec<u64> = (0..90).map(|day| 20 + day * 7 % 13).collect();
        let picture = OverTime::new(&series("2026-01-01", &values), "conversations").unwrap();
        let (svg, spots) = svg(&Picture::OverTime(picture.clone()), 720);
        assert_eq!(spots.len(), 90);
        assert_eq!(spots[0].words, "1 Jan 2026: 20 conversations");
        assert!(svg.contains("<polyline") && svg.contains("Feb"), "{svg}");
        assert!(spots.windows(2).all(|pair| pair[0].area.2 == pair[1].area.0));
        assert_eq!(picture.table().rows.len(), 90);
    }

    #[test]
    fn one_day_and_empty_days_are_drawn() {
        let one = OverTime::new(&series("2026-01-01", &[5]), "conversations").unwrap();
        assert_eq!(one.summary(), "5 conversations on 1 Jan 2026");
        assert!(svg(&Picture::OverTime(one), 320).0.contains("<circle"));
        let none = OverTime::new(&series("2026-01-01", &[0, 0, 0]), "conversations").unwrap();
        assert!(!svg(&Picture::OverTime(none), 320).0.contains("<circle"));
    }
}
