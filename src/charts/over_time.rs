//! A count over time: a line on a soft area, its highest bin named. A window of days may be shaded.

use super::{
    Brush, Cell, Hue, Pick, Spot, Table, Theme,
    calendar::Binning,
    noun::{self, counted},
    paper::Area,
    pen::{Drawn, Hang, Pen},
    scale::{Scale, ticks},
    time_axis::{self, FOOT},
};
use crate::{conversation::Day, insight::Series, say, words::count};

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
    /// Days that are shaded, both inclusive.
    pub window: Option<(Day, Day)>,
    /// What is marked on the axis.
    pub campaigns: Vec<Campaign>,
}

/// Days that a person gave a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Campaign {
    /// The name.
    pub name: String,
    /// The first and the last of them.
    pub days: (Day, Day),
}

/// Height of a campaign's bar on the axis.
const BAR: i32 = 4;

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
        Some(Self {
            binning,
            bins: binning.gather(start, &counts),
            span,
            noun,
            window: None,
            campaigns: Vec::new(),
        })
    }

    /// The same with a window of days shaded.
    #[must_use]
    pub fn with_window(self, window: Option<(Day, Day)>) -> Self {
        Self { window, ..self }
    }

    /// The same with campaigns marked.
    #[must_use]
    pub fn with_campaigns(self, campaigns: Vec<Campaign>) -> Self {
        Self { campaigns, ..self }
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
        if let [(bin, n)] = self.bins[..] {
            return bin_words(&self.binning.words(bin), &counted(n, self.noun));
        }
        let (at, most) = self.peak();
        let (first, last, n, bin) =
            (first.words(), last.words(), count(most), self.binning.words(self.bins[at].0));
        match self.binning {
            Binning::Day => say!(
                "{first} to {last}; most in one day: {n} ({bin})",
                first = first,
                last = last,
                n = n,
                bin = bin
            ),
            Binning::Week => say!(
                "{first} to {last}; most in one week: {n} ({bin})",
                first = first,
                last = last,
                n = n,
                bin = bin
            ),
            Binning::Month => say!(
                "{first} to {last}; most in one month: {n} ({bin})",
                first = first,
                last = last,
                n = n,
                bin = bin
            ),
        }
    }

    /// Every bin.
    pub fn table(&self) -> Table {
        Table {
            head: vec![self.binning.title().into(), noun::title(self.noun)],
            rows: self
                .bins
                .iter()
                .map(|&(day, n)| vec![Cell::Bin(self.binning, day), Cell::Count(n)])
                .collect(),
        }
    }

    /// The days of a bin, within the data.
    fn days(&self, bin: Day) -> (Day, Day) {
        (bin.max(self.span.0), self.binning.last(bin).min(self.span.1))
    }

    /// A stretch of bins in words.
    pub(super) fn stretch(&self, brush: Brush) -> Option<String> {
        let (from, to) = brush.ends();
        let bins = self.bins.get(from..=to)?;
        let (first, last) = (self.days(bins.first()?.0).0, self.days(bins.last()?.0).1);
        let n = bins.iter().map(|bin| bin.1).sum();
        Some(stretch_words(first, last, &counted(n, self.noun)))
    }

    /// Draws it.
    pub(super) fn draw(&self, area: &Area<'_>, theme: &Theme) -> Drawn {
        let pen = Pen::new(area);
        let (width, height) = pen.size();
        let (peak, most) = self.peak();
        let ticks = ticks(most, 4);
        let top_tick = ticks.last().copied().unwrap_or(1);
        let gutter = pen.width_of(&count(top_tick)) + 10;
        let base = height - FOOT;
        let y = Scale { domain: (0.0, top_tick as f64), range: (base, 22) };
        let (first, last) = (self.bins[0].0, self.bins[self.bins.len() - 1].0);
        let x = if first == last {
            let middle = i32::midpoint(gutter, width);
            Scale { domain: (0.0, 0.0), range: (middle, middle) }
        } else {
            Scale { domain: (f64::from(first.0), f64::from(last.0)), range: (gutter + 4, width - 12) }
        };
        let points: Vec<(i32, i32)> =
            self.bins.iter().map(|&(day, n)| (x.at(f64::from(day.0)), y.at(n as f64))).collect();
        let spots = self.spots(&points, gutter, width, height);

        if let Some(stretch) = self.window.and_then(|window| stretch_of(&spots, window)) {
            time_axis::shade_window(&pen, theme, stretch, (8, base))?;
        }
        for campaign in &self.campaigns {
            if let Some((from, to)) = stretch_of(&spots, campaign.days) {
                let colour = theme.colour(Hue::Orange);
                pen.shade((from, 8), (to, base), colour, 0.08)?;
                pen.rect((from, base - BAR), (to.max(from + BAR), base), colour)?;
            }
        }
        for &tick in &ticks {
            let at = y.at(tick as f64);
            pen.line((gutter, at), (width, at), theme.line)?;
            pen.text(&count(tick), (gutter - 8, at), Hang::End, theme.ink_soft)?;
        }
        time_axis::name_days(&pen, theme, x, (first, last), (gutter, width), base)?;

        if let [start, .., end] = points[..] {
            let mut shape = points.clone();
            shape.extend([(end.0, base), (start.0, base)]);
            pen.fill(shape, theme.accent, 0.12)?;
            pen.path(points.clone(), theme.accent, 2)?;
        }
        for i in self.isolated() {
            pen.dot(points[i], 2, theme.accent)?;
        }
        if most > 0 {
            Self::mark_peak(&pen, theme, points[peak], gutter, most)?;
        }
        Ok(spots)
    }

    /// Bins with cases between bins without: their line is too thin to be seen.
    fn isolated(&self) -> impl Iterator<Item = usize> {
        let n = |i: usize| self.bins.get(i).map_or(0, |bin| bin.1);
        (0..self.bins.len()).filter(move |&i| n(i) > 0 && n(i + 1) == 0 && (i == 0 || n(i - 1) == 0))
    }

    fn mark_peak(
        pen: &Pen<'_, '_>,
        theme: &Theme,
        at: (i32, i32),
        left: i32,
        most: u64,
    ) -> super::pen::Stroke {
        pen.dot(at, 4, theme.accent)?;
        // Above the highest point there is nothing that the words could cover.
        let words = count(most);
        let half = pen.width_of(&words) / 2 + 1;
        let x = at.0.min(pen.size().0 - half).max(left + half);
        pen.text(&words, (x, at.1 - 13), Hang::Middle, theme.ink)
    }

    /// Each bin owns the stretch up to half way to its neighbours.
    fn spots(&self, points: &[(i32, i32)], left: i32, right: i32, bottom: i32) -> Vec<Spot> {
        let mut from = left;
        let mut spots = Vec::with_capacity(points.len());
        for (i, &(x, _)) in points.iter().enumerate() {
            let to = points.get(i + 1).map_or(right, |next| i32::midpoint(x, next.0));
            let (bin, n) = self.bins[i];
            let (first, last) = self.days(bin);
            let mut words = bin_words(&self.binning.words(bin), &counted(n, self.noun));
            for campaign in self.campaigns.iter().filter(|one| one.days.0 <= last && one.days.1 >= first) {
                words = format!("{words} · {}", campaign.name);
            }
            spots.push(Spot { area: (from, 0, to, bottom), words, pick: Some(Pick::Days(first, last)) });
            from = to;
        }
        spots
    }
}

/// From where to where some days reach; `None` where none of them is there.
fn stretch_of(spots: &[Spot], (first, last): (Day, Day)) -> Option<(i32, i32)> {
    let within = |spot: &&Spot| matches!(spot.pick, Some(Pick::Days(a, b)) if a <= last && b >= first);
    let (from, to) = (spots.iter().find(within)?, spots.iter().rev().find(within)?);
    Some((from.area.0, to.area.2 - 1))
}

/// A bin and what is in it.
pub(super) fn bin_words(bin: &str, cases: &str) -> String {
    say!("{bin}: {cases}", bin = bin, cases = cases)
}

/// A stretch of days and what is in it.
pub(super) fn stretch_words(first: Day, last: Day, cases: &str) -> String {
    if first == last {
        return bin_words(&first.words(), cases);
    }
    say!("{first} to {last}: {cases}", first = first.words(), last = last.words(), cases = cases)
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

    fn picture(values: &[u64]) -> OverTime {
        OverTime::new(&series("2026-01-01", values), "conversations").unwrap()
    }

    #[test]
    fn nothing_dated_is_no_picture() {
        assert_eq!(OverTime::new(&series("", &[]), "conversations"), None);
        assert_eq!(OverTime::new(&series("2026-01-01", &[]), "conversations"), None);
    }

    #[test]
    fn a_long_series_is_gathered_and_keeps_its_sum() {
        let picture = picture(&[3; 181]);
        assert_eq!(picture.binning, Binning::Week);
        assert_eq!(picture.bins.iter().map(|bin| bin.1).sum::<u64>(), 3 * 181);
        // The first and the last week are cut to the days of the data.
        let spots = svg(&Picture::OverTime(picture), 720).1;
        let days = |spot: &Spot| match spot.pick {
            Some(Pick::Days(first, last)) => (first.to_string(), last.to_string()),
            _ => panic!("{spot:?}"),
        };
        assert_eq!(days(&spots[0]), ("2026-01-01".into(), "2026-01-04".into()));
        assert_eq!(days(&spots[1]), ("2026-01-05".into(), "2026-01-11".into()));
        assert_eq!(days(spots.last().unwrap()), ("2026-06-29".into(), "2026-06-30".into()));
    }

    #[test]
    fn every_bin_can_be_read_out() {
        let values: Vec<u64> = (0..90).map(|day| 20 + day * 7 % 13).collect();
        let picture = picture(&values);
        let (svg, spots) = svg(&Picture::OverTime(picture.clone()), 720);
        assert_eq!(spots.len(), 90);
        assert_eq!(spots[0].words, "1 January 2026: 20 conversations");
        assert!(svg.contains("<polyline") && svg.contains("Feb"), "{svg}");
        assert!(spots.windows(2).all(|pair| pair[0].area.2 == pair[1].area.0));
        assert_eq!(picture.table().rows.len(), 90);
        assert_eq!(
            picture.stretch(Brush { anchor: 1, head: 0 }).as_deref(),
            Some("1 January 2026 to 2 January 2026: 47 conversations")
        );
    }

    #[test]
    fn one_day_and_empty_days_are_drawn() {
        let one = picture(&[5]);
        assert_eq!(one.summary(), "1 January 2026: 5 conversations");
        assert!(svg(&Picture::OverTime(one), 320).0.contains("<circle"));
        assert!(!svg(&Picture::OverTime(picture(&[0, 0, 0])), 320).0.contains("<circle"));
    }

    #[test]
    fn a_lonely_bin_is_a_dot() {
        let dots =
            |values: &[u64]| svg(&Picture::OverTime(picture(values)), 320).0.matches("<circle").count();
        assert_eq!(dots(&[4, 5, 6]), 1, "the peak alone");
        assert_eq!(dots(&[1, 0, 9, 0, 0, 1]), 4, "the peak, and three alone");
    }

    #[test]
    fn a_campaign_is_marked_and_read_out_on_its_days() {
        let day = |of_month| Day::from_date(2026, 1, of_month);
        let campaign = |days| Campaign { name: "Sale & more".into(), days };
        let of = |days| {
            let picture = picture(&[9; 30]).with_campaigns(vec![campaign(days)]);
            svg(&Picture::OverTime(picture), 320)
        };
        let (drawn, spots) = of((day(5), day(6)));
        assert_eq!(drawn.matches("<rect").count(), 2);
        let named: Vec<usize> = (0..30).filter(|at| spots[*at].words.ends_with("· Sale & more")).collect();
        assert_eq!(named, [4, 5]);
        assert_eq!(of((Day(0), Day(9))).0.matches("<rect").count(), 0);
    }

    #[test]
    fn a_window_is_shaded_where_it_meets_the_data() {
        let shades = |window| {
            let picture = picture(&[9; 30]).with_window(Some(window));
            svg(&Picture::OverTime(picture), 320).0.matches("<rect").count()
        };
        let day = |of_month| Day::from_date(2026, 1, of_month);
        assert_eq!(shades((day(5), day(9))), 1);
        assert_eq!(shades((Day(0), Day(40_000))), 1);
        assert_eq!(shades((Day(0), Day(9))), 0);
    }
}
