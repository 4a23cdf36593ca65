//! What there was day by day, on a band of what was to be expected. Days that stand out have a dot; what comes has
//! its band alone.

use super::{
    Cell, Pick, Spot, Table, Theme,
    calendar::Binning,
    paper::Area,
    pen::{Drawn, Hang, Pen},
    scale::{Scale, ticks},
    time_axis::{self, FOOT},
};
use crate::{
    conversation::Day,
    insight::{Curve, Unit},
    say,
    words::{count, decimal, t},
};

/// The picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Expected {
    /// The first day.
    start: Day,
    /// What there was.
    values: Vec<Option<f64>>,
    /// What was to be expected, with the ends of its band.
    band: Vec<(f64, f64, f64)>,
    /// The first and the last place of what stands out.
    marked: (usize, usize),
    /// Whether values are shares, and not counts.
    is_share: bool,
}

/// Its height, in pixels.
const HEIGHT: u32 = 200;

/// Days that stand out that have dots of their own; of more, the stretch is shaded alone.
const DOTTED: usize = 14;

impl Expected {
    /// The picture of a curve; `None` of one without days.
    pub fn new(curve: &Curve) -> Option<Self> {
        let start = Day::parse(&curve.start)?;
        let ends = curve.low.iter().zip(&curve.high);
        let band: Vec<_> =
            curve.expected.iter().zip(ends).map(|(expected, (low, high))| (*expected, *low, *high)).collect();
        let all = band.iter().flat_map(|(expected, low, high)| [expected, low, high]);
        let fits = all.chain(curve.values.iter().flatten()).all(|value| value.is_finite());
        (!band.is_empty() && fits && curve.values.len() <= band.len()).then(|| Self {
            start,
            values: curve.values.clone(),
            marked: (curve.marked.0 as usize, (curve.marked.1 as usize).min(band.len() - 1)),
            band,
            is_share: curve.unit == Unit::Share,
        })
    }

    /// Its height, in pixels.
    pub(super) fn height() -> u32 {
        HEIGHT
    }

    fn day(&self, at: usize) -> Day {
        Day(self.start.0 + at as i32)
    }

    /// A value in words.
    fn say(&self, value: f64) -> String {
        match (self.is_share, value) {
            (true, _) => format!("{}\u{202f}%", decimal(value * 100.0, 0)),
            (false, ..10.0) if value.fract() != 0.0 => decimal(value, 1),
            _ => count(value.max(0.0).round() as u64),
        }
    }

    /// A day in words.
    fn words(&self, at: usize) -> String {
        let (_, low, high) = self.band[at];
        let (day, low, high) = (self.day(at).words(), self.say(low), self.say(high));
        match self.values.get(at).copied().flatten() {
            Some(value) => {
                say!(
                    "{day}: {n}, usually {low} to {high}",
                    day = day,
                    n = self.say(value),
                    low = low,
                    high = high
                )
            }
            None => say!("{day}: {low} to {high} are to be expected", day = day, low = low, high = high),
        }
    }

    /// One sentence on it.
    pub fn summary(&self) -> String {
        self.words(self.marked.0.min(self.band.len() - 1))
    }

    /// Every day.
    pub fn table(&self) -> Table {
        let row = |(at, (expected, low, high)): (usize, &(f64, f64, f64))| {
            let value = self.values.get(at).copied().flatten();
            let mut row =
                vec![Cell::Bin(Binning::Day, self.day(at)), value.map_or(Cell::Nothing, Cell::Number)];
            row.extend([expected, low, high].map(|value| Cell::Number(*value)));
            row
        };
        Table {
            head: vec![
                t("Day").into(),
                t("Seen").into(),
                t("Expected").into(),
                t("Usually from").into(),
                t("Usually to").into(),
            ],
            rows: self.band.iter().enumerate().map(row).collect(),
        }
    }

    /// Draws it.
    pub(super) fn draw(&self, area: &Area<'_>, theme: &Theme) -> Drawn {
        let pen = Pen::new(area);
        let (width, height) = pen.size();
        let times = if self.is_share { 100.0 } else { 1.0 };
        let known = || self.values.iter().flatten().copied();
        let most = known().chain(self.band.iter().map(|band| band.2)).fold(0.0, f64::max) * times;
        let ticks = ticks(most.ceil().max(1.0) as u64, 4);
        let top_tick = ticks.last().copied().unwrap_or(1);
        let named = |tick: u64| self.say(tick as f64 / times);
        let gutter = pen.width_of(&named(top_tick)) + 10;
        let base = height - FOOT;
        let y = Scale { domain: (0.0, top_tick as f64), range: (base, 12) };
        let days = self.band.len();
        let x = Scale { domain: (0.0, (days - 1).max(1) as f64), range: (gutter + 4, width - 12) };
        let at = |day: usize, value: f64| (x.at(day as f64), y.at(value * times));
        let spots = self.spots(x, gutter, width, height);
        let (from, to) = self.marked;
        if let (Some(first), Some(last)) = (spots.get(from), spots.get(to)) {
            time_axis::shade_window(&pen, theme, (first.area.0, last.area.2 - 1), (8, base))?;
        }
        for &tick in &ticks {
            let line = y.at(tick as f64);
            pen.line((gutter, line), (width, line), theme.line)?;
            pen.text(&named(tick), (gutter - 8, line), Hang::End, theme.ink_soft)?;
        }
        let by_day =
            Scale { domain: (f64::from(self.start.0), f64::from(self.day(days - 1).0)), range: x.range };
        time_axis::name_days(&pen, theme, by_day, (self.start, self.day(days - 1)), (gutter, width), base)?;
        if days > 1 {
            let edge = |end: fn(&(f64, f64, f64)) -> f64| {
                self.band.iter().enumerate().map(|(day, band)| at(day, end(band))).collect::<Vec<_>>()
            };
            let mut shape = edge(|band| band.2);
            shape.extend(edge(|band| band.1).into_iter().rev());
            pen.fill(shape, theme.ink_soft, 0.14)?;
            pen.path(edge(|band| band.0), theme.ink_soft, 1)?;
        }
        let mut run = Vec::new();
        for (day, value) in self.values.iter().chain([&None]).enumerate() {
            match value {
                Some(value) => run.push(at(day, *value)),
                None => match std::mem::take(&mut run)[..] {
                    [] => {}
                    [alone] => pen.dot(alone, 2, theme.accent)?,
                    ref points => pen.path(points.to_vec(), theme.accent, 2)?,
                },
            }
        }
        if to.saturating_sub(from) < DOTTED {
            for day in from..=to {
                if let Some(value) = self.values.get(day).copied().flatten() {
                    pen.dot(at(day, value), 4, theme.accent)?;
                }
            }
        }
        Ok(spots)
    }

    /// Each day owns the stretch up to half way to its neighbours.
    fn spots(&self, x: Scale, left: i32, right: i32, bottom: i32) -> Vec<Spot> {
        let days = self.band.len();
        let mut from = left;
        (0..days)
            .map(|day| {
                let to = if day + 1 < days {
                    i32::midpoint(x.at(day as f64), x.at(day as f64 + 1.0))
                } else {
                    right
                };
                let is_known = self.values.get(day).copied().flatten().is_some();
                let pick = is_known.then(|| Pick::Days(self.day(day), self.day(day)));
                let spot = Spot { area: (from, 0, to, bottom), words: self.words(day), pick };
                from = to;
                spot
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{Picture, tests::svg},
        *,
    };

    fn curve(values: &[Option<f64>], unit: Unit) -> Curve {
        let n = values.len() + 2;
        Curve {
            sheet: "changes".into(),
            row: 0,
            start: "2026-05-10".into(),
            unit,
            values: values.to_vec(),
            expected: vec![0.5; n],
            low: vec![0.25; n],
            high: vec![0.75; n],
            marked: (1, 1),
        }
    }

    #[test]
    fn it_says_what_there_was_and_what_is_usual() {
        let picture = Expected::new(&curve(&[Some(0.5), Some(0.9)], Unit::Share)).unwrap();
        assert_eq!(picture.summary(), "11 May 2026: 90\u{202f}%, usually 25\u{202f}% to 75\u{202f}%");
        assert_eq!(picture.words(3), "13 May 2026: 25\u{202f}% to 75\u{202f}% are to be expected");
        assert_eq!(picture.table().rows.len(), 4);
        let (drawn, spots) = svg(&Picture::Expected(picture), 400);
        assert_eq!((drawn.matches("<circle").count(), spots.len()), (1, 4));
        assert_eq!(spots[3].pick, None, "nothing is behind a day that is to come");
    }

    #[test]
    fn without_days_there_is_none() {
        let mut none = curve(&[], Unit::Number);
        (none.expected, none.low, none.high) = (vec![], vec![], vec![]);
        assert_eq!(Expected::new(&none), None);
        let mut odd = curve(&[Some(1.0)], Unit::Number);
        odd.high[0] = f64::NAN;
        assert_eq!(Expected::new(&odd), None);
    }
}
