//! A whole in named parts over time: areas stacked to 100 %, named where they end. A bin without
//! cases leaves a gap; one of fewer than thirty is drawn lighter, because its shares say little.

use super::{
    Brush, Cell, FEW, Hue, Pick, Spot, Table, Theme,
    calendar::Binning,
    noun::counted,
    over_time::{bin_words, stretch_words},
    paper::Area,
    pen::{Drawn, Hang, Pen, Stroke},
    scale::Scale,
    time_axis::{self, FOOT},
};
use crate::{
    conversation::Day,
    order::sort_by,
    say,
    words::{count, plural, share},
};

/// One part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharesPart {
    /// Its name on screen.
    pub label: String,
    /// Its raw name; `None` where it gathers several parts.
    pub name: Option<String>,
    /// Its colour.
    pub hue: Hue,
}

/// The picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shares {
    /// The parts, from the bottom up; at most six and one that gathers the others.
    parts: Vec<SharesPart>,
    /// How wide the bins are.
    binning: Binning,
    /// First day of each bin and the count of each part in it, oldest first, without a gap.
    bins: Vec<(Day, Vec<u64>)>,
    /// First and last day of the data.
    span: (Day, Day),
    /// What is counted, in the plural.
    noun: &'static str,
}

/// So many parts are shown; the others are gathered.
const MOST: usize = 6;
/// From this width on there is room for names beside the picture.
const WIDE: u32 = 400;
const HEIGHT: u32 = 240;
/// Height of a line of names.
const LINE: i32 = 16;
const SWATCH: i32 = 10;

impl Shares {
    /// The picture of daily counts, `counts[part][day]` from `start` on, gathered into bins wide
    /// enough to draw; `None` without parts, days or cases.
    pub fn daily(
        parts: Vec<SharesPart>,
        start: Day,
        counts: &[Vec<u64>],
        noun: &'static str,
    ) -> Option<Self> {
        let days = counts.iter().map(Vec::len).max().unwrap_or(0);
        let totals: Vec<u64> =
            (0..days).map(|day| counts.iter().filter_map(|part| part.get(day)).sum()).collect();
        let binning = binning_for(start, &totals);
        let mut gathered: Vec<Vec<u64>> = Vec::with_capacity(counts.len());
        for part in counts {
            let mut part = part.clone();
            part.resize(days, 0);
            gathered.push(binning.gather(start, &part).into_iter().map(|bin| bin.1).collect());
        }
        let bins = gathered.first().map_or(0, Vec::len);
        let by_bin: Vec<Vec<u64>> =
            (0..bins).map(|bin| gathered.iter().map(|part| part[bin]).collect()).collect();
        let mut shares = Self::new(parts, binning.start(start), binning, by_bin, noun)?;
        shares.span = (start, Day(start.0 + days as i32 - 1));
        Some(shares)
    }

    /// The picture of counts by bin, `counts[bin][part]` with the first bin at `start`; `None`
    /// without parts, bins or cases. Of more than six parts the smallest are gathered.
    pub fn new(
        parts: Vec<SharesPart>,
        start: Day,
        binning: Binning,
        counts: Vec<Vec<u64>>,
        noun: &'static str,
    ) -> Option<Self> {
        if parts.is_empty() || counts.iter().flatten().all(|&n| n == 0) {
            return None;
        }
        let mut bins = Vec::with_capacity(counts.len());
        let mut bin = binning.start(start);
        for mut row in counts {
            row.resize(parts.len(), 0);
            bins.push((bin, row));
            bin = binning.next(bin);
        }
        let span = (binning.start(start), Day(bin.0 - 1));
        Some(Self { parts, binning, bins, span, noun }.gathered())
    }

    /// The same with the smallest parts as one.
    fn gathered(mut self) -> Self {
        if self.parts.len() <= MOST + 1 {
            return self;
        }
        let totals = self.totals();
        let mut by_size: Vec<usize> = (0..totals.len()).collect();
        sort_by(&mut by_size, |&one, &two| totals[two].cmp(&totals[one]));
        let shown: Vec<usize> = (0..totals.len()).filter(|part| by_size[..MOST].contains(part)).collect();
        for (_, row) in &mut self.bins {
            let all: u64 = row.iter().sum();
            let mut kept: Vec<u64> = shown.iter().map(|&part| row[part]).collect();
            kept.push(all - kept.iter().sum::<u64>());
            *row = kept;
        }
        let others = self.parts.len() - MOST;
        let mut parts: Vec<SharesPart> = shown.iter().map(|&part| self.parts[part].clone()).collect();
        let label = plural(others as u64, "{n} other", "{n} others");
        parts.push(SharesPart { label, name: None, hue: Hue::Grey });
        Self { parts, ..self }
    }

    /// Cases of each part over all bins.
    fn totals(&self) -> Vec<u64> {
        let mut totals = vec![0; self.parts.len()];
        for (_, row) in &self.bins {
            for (total, n) in totals.iter_mut().zip(row) {
                *total += n;
            }
        }
        totals
    }

    /// All parts with their shares of some counts, the largest first.
    fn listed(&self, row: &[u64], with_counts: bool) -> String {
        let of: u64 = row.iter().sum();
        let mut parts: Vec<(&SharesPart, u64)> = self.parts.iter().zip(row.iter().copied()).collect();
        sort_by(&mut parts, |one, two| two.1.cmp(&one.1));
        let words = parts.into_iter().map(|(part, n)| {
            let share = share(n as f64 / of.max(1) as f64, of);
            if with_counts {
                format!("{} {share} ({})", part.label, count(n))
            } else {
                format!("{} {share}", part.label)
            }
        });
        words.collect::<Vec<_>>().join(", ")
    }

    /// One sentence on it.
    pub fn summary(&self) -> String {
        let (first, last) = (self.span.0.words(), self.span.1.words());
        say!(
            "{first} to {last}; in all {parts}",
            first = first,
            last = last,
            parts = self.listed(&self.totals(), false)
        )
    }

    /// What the whole is.
    pub fn caption(&self) -> String {
        let cases = counted(self.totals().iter().sum(), self.noun);
        match self.binning {
            Binning::Day => say!("{cases}, shares by day", cases = cases),
            Binning::Week => say!("{cases}, shares by week", cases = cases),
            Binning::Month => say!("{cases}, shares by month", cases = cases),
        }
    }

    /// Every bin: the count and the share of each part.
    pub fn table(&self) -> Table {
        let head = std::iter::once(self.binning.title().to_owned())
            .chain(self.parts.iter().map(|part| part.label.clone()))
            .chain(self.parts.iter().map(|part| say!("{name}, share", name = part.label)));
        let row = |(day, row): &(Day, Vec<u64>)| {
            let of = row.iter().sum();
            std::iter::once(Cell::Bin(self.binning, *day))
                .chain(row.iter().map(|&n| Cell::Count(n)))
                .chain(row.iter().map(|&n| Cell::share_of(n, of)))
                .collect()
        };
        Table { head: head.collect(), rows: self.bins.iter().map(row).collect() }
    }

    pub(super) fn stretch(&self, brush: Brush) -> Option<String> {
        let (from, to) = brush.ends();
        let bins = self.bins.get(from..=to)?;
        let (first, last) = (self.days(bins.first()?.0).0, self.days(bins.last()?.0).1);
        let n = bins.iter().flat_map(|bin| &bin.1).sum();
        Some(stretch_words(first, last, &counted(n, self.noun)))
    }

    /// The days of a bin, within the data.
    fn days(&self, bin: Day) -> (Day, Day) {
        (bin.max(self.span.0), self.binning.last(bin).min(self.span.1))
    }

    /// Names that have no room beside the picture stand below it, two to a line.
    fn lines_below(&self, width: u32) -> u32 {
        if width >= WIDE { 0 } else { self.parts.len().div_ceil(2) as u32 }
    }

    pub(super) fn height(&self, width: u32) -> u32 {
        HEIGHT + self.lines_below(width) * LINE as u32 + if width >= WIDE { 0 } else { 8 }
    }

    /// Draws it.
    pub(super) fn draw(&self, area: &Area<'_>, theme: &Theme) -> Drawn {
        let pen = Pen::new(area);
        let (width, _) = pen.size();
        let percent = |value: f64| share(value, 0);
        let gutter = pen.width_of(&percent(1.0)) + 10;
        let beside = width as u32 >= WIDE;
        let names = self.parts.iter().map(|part| pen.width_of(&part.label)).max().unwrap_or(0).min(width / 4);
        let right = if beside { width - names - SWATCH - 18 } else { width - 4 };
        let base = HEIGHT as i32 - FOOT;
        let y = Scale { domain: (0.0, 1.0), range: (base, 10) };
        let (first, end) = (self.bins[0].0, self.binning.next(self.bins[self.bins.len() - 1].0));
        let x = Scale { domain: (f64::from(first.0), f64::from(end.0)), range: (gutter, right) };
        let edge = |day: Day| x.at(f64::from(day.0));

        for value in [0.0, 0.5, 1.0] {
            pen.line((gutter, y.at(value)), (right, y.at(value)), theme.line)?;
            pen.text(&percent(value), (gutter - 8, y.at(value)), Hang::End, theme.ink_soft)?;
        }
        time_axis::name_days(&pen, theme, x, (first, Day(end.0 - 1)), (gutter, width), base)?;

        let stretches: Vec<(i32, i32)> =
            self.bins.iter().map(|(day, _)| (edge(*day), edge(self.binning.next(*day)))).collect();
        let heights: Vec<Option<Vec<f64>>> = self.bins.iter().map(|(_, row)| stacked(row)).collect();
        let mut from = 0;
        for run in heights.split(Option::is_none) {
            let run: Vec<&Vec<f64>> = run.iter().flatten().collect();
            self.stack(&pen, theme, y, &run, &stretches[from..from + run.len()])?;
            from += run.len() + 1;
        }
        for value in [0.25, 0.5, 0.75] {
            pen.faint_line((gutter, y.at(value)), (right, y.at(value)), theme.paper, 0.3)?;
        }
        for ((_, row), &(left, right)) in self.bins.iter().zip(&stretches) {
            if (1..FEW).contains(&row.iter().sum()) {
                pen.shade((left, y.at(1.0)), (right, base), theme.paper, 0.55)?;
            }
        }
        if beside {
            let last = heights.iter().rev().flatten().next();
            self.name_beside(&pen, theme, y, last.map_or(&[], Vec::as_slice), right + 8)?;
        } else {
            self.name_below(&pen, theme, HEIGHT as i32 + 8)?;
        }
        Ok(self.spots(&stretches, base + FOOT))
    }

    /// Areas of a run of bins. Each bin's shares hold in its middle; both ends are drawn level to the
    /// edge, so that a bin that stands alone is a column.
    fn stack(
        &self,
        pen: &Pen<'_, '_>,
        theme: &Theme,
        y: Scale,
        run: &[&Vec<f64>],
        stretches: &[(i32, i32)],
    ) -> Stroke {
        let (Some(first), Some(last)) = (stretches.first(), stretches.last()) else { return Ok(()) };
        let border = |part: usize| -> Vec<(i32, i32)> {
            let height = |row: &Vec<f64>| y.at(if part == 0 { 0.0 } else { row[part - 1] });
            let mut points = vec![(first.0, height(run[0]))];
            points.extend(
                run.iter()
                    .zip(stretches)
                    .map(|(row, stretch)| (i32::midpoint(stretch.0, stretch.1), height(row))),
            );
            points.push((last.1, height(run[run.len() - 1])));
            points
        };
        let mut lower = border(0);
        for (i, part) in self.parts.iter().enumerate() {
            let upper = border(i + 1);
            let mut shape = lower;
            shape.extend(upper.iter().rev());
            pen.fill(shape, theme.colour(part.hue), 1.0)?;
            lower = upper;
        }
        // A seam of paper between neighbours, so that colours need not tell them apart alone.
        for part in 1..self.parts.len() {
            pen.path(border(part), theme.paper, 1)?;
        }
        Ok(())
    }

    /// Names at the heights at which the parts end, moved apart where they are close.
    fn name_beside(&self, pen: &Pen<'_, '_>, theme: &Theme, y: Scale, last: &[f64], left: i32) -> Stroke {
        let mut below = 0.0;
        let wanted: Vec<i32> = (0..self.parts.len())
            .map(|part| {
                let top = last.get(part).copied().unwrap_or(1.0);
                let middle = f64::midpoint(below, top);
                below = top;
                y.at(middle)
            })
            .collect();
        let room = pen.size().0 - left - SWATCH - 6;
        for (part, middle) in self.parts.iter().zip(apart(&wanted, (y.at(1.0), y.at(0.0)))) {
            name(pen, theme, part, (left, middle), room)?;
        }
        Ok(())
    }

    fn name_below(&self, pen: &Pen<'_, '_>, theme: &Theme, top: i32) -> Stroke {
        let half = pen.size().0 / 2;
        for (i, part) in self.parts.iter().enumerate() {
            let at = ((i as i32 % 2) * half, top + (i as i32 / 2) * LINE + LINE / 2);
            name(pen, theme, part, at, half - SWATCH - 14)?;
        }
        Ok(())
    }

    fn spots(&self, stretches: &[(i32, i32)], bottom: i32) -> Vec<Spot> {
        let words = |bin: Day, row: &[u64]| {
            let of: u64 = row.iter().sum();
            let (bin, cases) = (self.binning.words(bin), counted(of, self.noun));
            if of == 0 {
                return bin_words(&bin, &cases);
            }
            say!("{bin}, {cases}: {parts}", bin = bin, cases = cases, parts = self.listed(row, true))
        };
        self.bins
            .iter()
            .zip(stretches)
            .map(|((bin, row), stretch)| {
                let (first, last) = self.days(*bin);
                Spot {
                    area: (stretch.0, 0, stretch.1, bottom),
                    words: words(*bin, row),
                    pick: Some(Pick::Days(first, last)),
                }
            })
            .collect()
    }
}

/// Bins wide enough that shares mean something: of those with cases most have thirty, unless that
/// would leave too few bins to see a course.
fn binning_for(start: Day, totals: &[u64]) -> Binning {
    const FEWEST_BINS: usize = 6;
    let mut binning = Binning::for_days(totals.len());
    loop {
        let bins = binning.gather(start, totals);
        let with_cases = bins.iter().filter(|bin| bin.1 > 0).count();
        let with_few = bins.iter().filter(|bin| (1..FEW).contains(&bin.1)).count();
        let wider = match binning {
            Binning::Day => Binning::Week,
            Binning::Week => Binning::Month,
            Binning::Month => return binning,
        };
        if with_few * 5 <= with_cases || wider.gather(start, totals).len() < FEWEST_BINS {
            return binning;
        }
        binning = wider;
    }
}

/// A colour and its name.
fn name(
    pen: &Pen<'_, '_>,
    theme: &Theme,
    part: &SharesPart,
    (left, middle): (i32, i32),
    room: i32,
) -> Stroke {
    let half = SWATCH / 2;
    pen.rect((left, middle - half), (left + SWATCH, middle + half), theme.colour(part.hue))?;
    pen.text(&pen.fit(&part.label, room), (left + SWATCH + 6, middle), Hang::Start, theme.ink)
}

/// Where each part ends when all are stacked, `0..=1`; `None` without cases.
fn stacked(row: &[u64]) -> Option<Vec<f64>> {
    let of: u64 = row.iter().sum();
    let mut sum = 0;
    (of > 0).then(|| {
        row.iter()
            .map(|n| {
                sum += n;
                sum as f64 / of as f64
            })
            .collect()
    })
}

/// Heights for lines of text, from the bottom up, as close as they can be to those wanted (which
/// rise, so they fall in pixels) without touching, between `top` and `bottom`.
fn apart(wanted: &[i32], (top, bottom): (i32, i32)) -> Vec<i32> {
    let mut at = wanted.to_vec();
    let mut free = bottom;
    for at in &mut at {
        *at = (*at).min(free);
        free = *at - LINE;
    }
    // What was pushed over the top comes down again and pushes those below.
    let mut free = top;
    for at in at.iter_mut().rev() {
        *at = (*at).max(free);
        free = *at + LINE;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::{
        super::{Picture, tests::svg},
        *,
    };

    fn parts(n: usize) -> Vec<SharesPart> {
        (0..n)
            .map(|i| SharesPart {
                label: format!("Part {i}"),
                name: Some(format!("part_{i}")),
                hue: Hue::SERIES[i % 7],
            })
            .collect()
    }

    fn shares(counts: &[&[u64]]) -> Option<Shares> {
        let rows: Vec<Vec<u64>> = counts.iter().map(|row| row.to_vec()).collect();
        let n = rows.first().map_or(0, Vec::len);
        Shares::new(parts(n), Day::from_date(2026, 3, 2), Binning::Week, rows, "conversations")
    }

    #[test]
    fn nothing_to_share_is_no_picture() {
        assert_eq!(shares(&[]), None);
        assert_eq!(shares(&[&[], &[]]), None);
        assert_eq!(shares(&[&[0, 0], &[0, 0]]), None);
    }

    #[test]
    fn a_bin_names_all_shares_with_their_counts() {
        let spots = svg(&Picture::Shares(shares(&[&[30, 10], &[0, 0]]).unwrap()), 640).1;
        assert_eq!(
            spots[0].words,
            "Week of 2 March 2026, 40 conversations: Part 0 75\u{202f}% (30), Part 1 25\u{202f}% (10)"
        );
        assert_eq!(spots[1].words, "Week of 9 March 2026: 0 conversations");
        let monday = Day::from_date(2026, 3, 2);
        assert_eq!(spots[0].pick, Some(Pick::Days(monday, Day(monday.0 + 6))));
    }

    #[test]
    fn empty_bins_part_the_areas_and_few_cases_are_lighter() {
        let count = |rows: &[&[u64]], of: &str| {
            svg(&Picture::Shares(shares(rows).unwrap()), 300).0.matches(of).count()
        };
        assert_eq!(count(&[&[40, 40], &[40, 40], &[40, 40]], "<polygon"), 2);
        assert_eq!(count(&[&[40, 40], &[0, 0], &[40, 40]], "<polygon"), 4);
        assert_eq!(count(&[&[0, 0], &[40, 40], &[0, 0]], "<polygon"), 2);
        let rects = |rows: &[&[u64]]| count(rows, "<rect");
        assert_eq!(rects(&[&[40, 40], &[10, 19], &[0, 0]]), rects(&[&[40, 40], &[10, 20], &[0, 0]]) + 1);
    }

    #[test]
    fn the_smallest_of_many_parts_are_gathered_and_nothing_is_lost() {
        let shares = shares(&[&[5, 90, 80, 1, 70, 60, 50, 40, 2], &[9; 9]]).unwrap();
        assert_eq!(shares.parts.len(), 7);
        assert_eq!(shares.parts[0].label, "Part 1", "the order is kept");
        assert_eq!(shares.parts[6].label, "3 others");
        assert_eq!(shares.bins[0].1, [90, 80, 70, 60, 50, 40, 8]);
        assert_eq!(shares.totals().iter().sum::<u64>(), 398 + 81);
    }

    #[test]
    fn days_are_gathered_into_weeks() {
        let counts = vec![vec![20; 200], vec![10; 150]];
        let shares = Shares::daily(parts(2), Day::from_date(2026, 3, 4), &counts, "conversations").unwrap();
        assert_eq!(shares.binning, Binning::Week);
        assert_eq!(shares.totals(), [4000, 1500]);
        assert_eq!(shares.days(shares.bins[0].0).0.to_string(), "2026-03-04");
        assert!(shares.summary().starts_with("4 March 2026 to 19 September 2026; in all Part 0 72.7"));
    }

    #[test]
    fn bins_are_wide_enough_for_shares_to_mean_something() {
        let binning = |n: u64, days: usize| binning_for(Day::from_date(2026, 1, 1), &vec![n; days]);
        assert_eq!(binning(30, 90), Binning::Day);
        assert_eq!(binning(29, 90), Binning::Week);
        assert_eq!(binning(3, 90), Binning::Week, "three months are too few to show a course");
        assert_eq!(binning(3, 365), Binning::Month);
        assert_eq!(binning(3, 14), Binning::Day);
    }

    #[test]
    fn names_never_touch_and_stay_in_the_picture() {
        for wanted in [vec![216, 215, 214, 213, 212], vec![12, 11, 10, 10, 10, 10, 10], vec![100], vec![]] {
            let at = apart(&wanted, (10, 216));
            assert!(at.windows(2).all(|pair| pair[0] - pair[1] >= LINE), "{at:?}");
            assert!(at.iter().all(|at| (10..=216).contains(at)), "{at:?}");
        }
        assert_eq!(apart(&[200, 100, 20], (10, 216)), [200, 100, 20]);
    }
}
