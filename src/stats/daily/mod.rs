//! What is usual for each day of a series of counts, and how unusual each day is: small integers, gaps, days that
//! are known in part and weeks with a rhythm are what it is made for.
//!
//! A day's expected count is a level × what its weekday does to it × what it is out of. Level and weekdays are
//! medians (of counts that are weighed by what they are out of, each spread over the half unit around it, so that
//! the median of small integers moves smoothly), each found with the other taken out, as STL does by turns
//! (R. B. Cleveland and others, Journal of Official Statistics 6, 1990): a week that is out of the ordinary moves
//! neither. How far a day is off is measured on a scale on which counts have a spread of one (F. J. Anscombe,
//! Biometrika 35, 1948): the square root of counts, the arc sine of shares. Where days differ more than chance
//! alone makes them, the median of their distances says by how much; never by less.
//!
//! - [`Daily`]: a series; [`Usual`]: what is usual in it; [`surprise`]: how likely a distance is by chance;
//! - [`stretches`], [`levels`]: days in a row that are out of the ordinary, and days since which all is different;
//! - [`judge`]: many series together; [`forecast`]: what comes.

mod breaks;
mod forecast;
mod judge;

pub use breaks::{LONGEST, Level, Stretch, levels, stretches};
pub use forecast::{AHEAD, Ahead, BackTest, FEWEST_DAYS_AHEAD, forecast, weekdays_known};
pub use judge::{FALSE_DISCOVERIES, Found, Judged, Kind, Watched, judge};

use std::cmp::Ordering;

use super::student_two_sided;

/// Whole days that a series needs before anything is said of what is usual: three weeks.
pub const FEWEST_DAYS: usize = 21;

/// Days around one that its level is the median of: as many before as after, and where the data end all on one side.
const AROUND: usize = 29;

/// How often level and weekdays are found anew.
const TURNS: usize = 3;

/// Cases that a weekday's own factor is weighed against, so that with few it stays near what it is drawn to: of a
/// whole, which nothing is known of, next to none; of a part, which goes with its whole, some; of a share, which
/// hardly differs by weekday, many.
const DRAWN: [f64; 3] = [2.0, 20.0, 50.0];

/// A share of fewer cases is not judged.
const FEWEST_CASES: u64 = 5;

/// A standard deviation over the median of distances from the middle, of a normal distribution.
const OF_MEDIAN: f64 = 1.482_602_218_505_602;

/// By how much the variance of a median is greater than that of a mean: π ÷ 2.
const MEDIAN_COSTS: f64 = core::f64::consts::FRAC_PI_2;

/// Counts by day, without a gap.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Daily {
    /// Weekday of the first day, 0 for Monday.
    pub weekday: u8,
    /// How many.
    pub n: Vec<u64>,
    /// Out of how many, where it is a share.
    pub of: Option<Vec<u64>>,
    /// Whether a day is known as a whole.
    pub whole: Vec<bool>,
}

/// What is usual.
#[derive(Clone, Debug, PartialEq)]
pub struct Usual {
    /// What each weekday does, Monday first; 1 is nothing.
    pub weekdays: [f64; 7],
    /// How many, or which share, an even day would have.
    pub level: Vec<f64>,
    /// How many were to be expected.
    pub expected: Vec<f64>,
    /// How far each day is off, in standard deviations; `None` of a day that is not judged.
    pub off: Vec<Option<f64>>,
    /// The spread of the days over the spread that chance gives them, at least 1.
    pub spread: f64,
    /// By how much the days of a row are like each other: 0 where they are not.
    pub alike: f64,
    /// Days that are judged.
    pub judged: usize,
}

/// A count and what is out of, as the median sees it.
#[derive(Clone, Copy, Debug)]
struct Weighed {
    n: f64,
    of: f64,
}

impl Daily {
    /// How many days there are.
    pub fn len(&self) -> usize {
        self.n.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.n.is_empty()
    }

    /// Weekday of a day.
    pub fn weekday_of(&self, day: usize) -> usize {
        (usize::from(self.weekday) + day) % 7
    }

    /// Out of how many a day's count is; 1 where it is out of nothing.
    pub fn out_of(&self, day: usize) -> f64 {
        self.of.as_ref().map_or(1.0, |of| of[day] as f64)
    }

    /// Whether a day is judged.
    fn is_judged(&self, day: usize) -> bool {
        let enough = self.of.as_ref().is_none_or(|of| of[day] >= FEWEST_CASES);
        enough && (self.whole[day] || self.of.is_some())
    }

    /// How far a count is from an expected one on the scale on which chance has a spread of one.
    fn distance(&self, day: usize, expected: f64) -> f64 {
        let n = self.n[day] as f64;
        match &self.of {
            None => 2.0 * ((n + 0.375).sqrt() - (expected + 0.375).sqrt()),
            Some(of) => {
                let of = of[day] as f64;
                let angle = |n: f64| libm::asin(((n + 0.375) / (of + 0.75)).clamp(0.0, 1.0).sqrt());
                2.0 * (of + 0.5).sqrt() * (angle(n) - angle(expected.min(of)))
            }
        }
    }

    /// The days before one, at most so many.
    fn before(&self, day: usize, most: usize) -> Self {
        let from = day.saturating_sub(most);
        Self {
            weekday: self.weekday_of(from) as u8,
            n: self.n[from..day].to_vec(),
            of: self.of.as_ref().map(|of| of[from..day].to_vec()),
            whole: self.whole[from..day].to_vec(),
        }
    }

    /// Some days with what each is out of when its weekday is taken into account.
    fn weighed(&self, days: impl Iterator<Item = usize>, weekdays: &[f64; 7]) -> Vec<Weighed> {
        days.filter(|day| self.is_judged(*day))
            .map(|day| Weighed {
                n: self.n[day] as f64,
                of: self.out_of(day) * weekdays[self.weekday_of(day)],
            })
            .collect()
    }
}

/// The weighted median of counts ÷ what they are out of, each count spread over the half unit around it; 0 of none.
fn middle(cells: &[Weighed]) -> f64 {
    // Where the weight of each begins to count and where it ends, with its density.
    let mut ends: Vec<(f64, f64)> = Vec::with_capacity(cells.len() * 2);
    let mut all = 0.0;
    for cell in cells.iter().filter(|cell| cell.of > 0.0) {
        let (low, high) = ((cell.n - 0.5).max(0.0) / cell.of, (cell.n + 0.5) / cell.of);
        let density = cell.of / (high - low);
        ends.extend([(low, density), (high, -density)]);
        all += cell.of;
    }
    // A sort of its own: changes take a thousand of these for each series.
    ends.sort_by(|one, two| one.0.total_cmp(&two.0));
    let (mut at, mut below, mut density) = (0.0, 0.0, 0.0);
    for (end, more) in ends {
        let next = below + density * (end - at);
        if next >= all / 2.0 && density > 0.0 {
            return at + (all / 2.0 - below) / density;
        }
        (at, below) = (end, next);
        density += more;
    }
    at
}

/// The median of some numbers; 0 of none.
fn median(values: &mut [f64]) -> f64 {
    crate::order::sort_by(values, f64::total_cmp);
    match values.len() {
        0 => 0.0,
        n if n % 2 == 1 => values[n / 2],
        n => f64::midpoint(values[n / 2 - 1], values[n / 2]),
    }
}

impl Usual {
    /// What is usual in a series; `None` of fewer than [`FEWEST_DAYS`] days that are judged, or where nothing ever is.
    /// `drawn_to` is what weekdays do where the series has too few cases to say: of a part, what they do to the
    /// whole. `levels` are the first days of new levels: no level is the median of days on both sides of one.
    pub fn of(daily: &Daily, drawn_to: Option<&[f64; 7]>, levels: &[usize]) -> Option<Self> {
        let days = daily.len();
        let judged: Vec<usize> = (0..days).filter(|day| daily.is_judged(*day)).collect();
        if judged.len() < FEWEST_DAYS || judged.iter().all(|day| daily.n[*day] == 0) {
            return None;
        }
        let drawn = DRAWN[if daily.of.is_some() { 2 } else { usize::from(drawn_to.is_some()) }];
        let drawn_to = drawn_to.copied().unwrap_or([1.0; 7]);
        let mut weekdays = drawn_to;
        let mut level = levels_by(daily, &weekdays, levels);
        for _ in 0..TURNS {
            for (weekday, factor) in weekdays.iter_mut().enumerate() {
                let of_weekday = judged.iter().copied().filter(|day| daily.weekday_of(*day) == weekday);
                let cells: Vec<Weighed> = of_weekday
                    .map(|day| Weighed { n: daily.n[day] as f64, of: level[day] * daily.out_of(day) })
                    .collect();
                let all: f64 = cells.iter().map(|cell| cell.of).sum();
                *factor = (middle(&cells) * all + drawn * drawn_to[weekday]) / (all + drawn);
            }
            let mean = weekdays.iter().sum::<f64>() / 7.0;
            for factor in &mut weekdays {
                *factor /= mean;
            }
            level = levels_by(daily, &weekdays, levels);
        }
        let expected: Vec<f64> =
            (0..days).map(|day| level[day] * weekdays[daily.weekday_of(day)] * daily.out_of(day)).collect();
        let distances: Vec<Option<f64>> =
            (0..days).map(|day| daily.is_judged(day).then(|| daily.distance(day, expected[day]))).collect();
        let n = judged.len() as f64;
        let mut sizes: Vec<f64> = distances.iter().flatten().copied().map(libm::fabs).collect();
        // What is usual was found from the same days: level and weekdays are no longer free, and have an error
        // themselves. Of shares, weekdays hardly are: they stay near 1.
        let of_weekdays = if daily.of.is_some() { 0.0 } else { 7.0 };
        let spread = (OF_MEDIAN * median(&mut sizes) * (n / (n - 1.0 - of_weekdays)).sqrt()).max(1.0);
        let error = 1.0 + MEDIAN_COSTS * (1.0 / AROUND as f64 + of_weekdays / n);
        let spread = spread * error.sqrt();
        let off: Vec<Option<f64>> =
            distances.iter().map(|distance| distance.map(|distance| distance / spread)).collect();
        let alike = alike(&off);
        Some(Self { weekdays, level, expected, off, spread, alike, judged: judged.len() })
    }

    /// How likely a day's distance is by chance; `None` of a day that is not judged.
    pub fn surprise(&self, day: usize) -> Option<f64> {
        self.off[day].map(|off| surprise(off, self.judged))
    }

    /// By how much the variance of the sum of so many days in a row is greater than that of days that are not alike.
    fn sums_vary(&self, days: usize) -> f64 {
        1.0 + 2.0 * self.alike / (1.0 - self.alike) * (1.0 - 1.0 / days as f64)
    }

    /// The count of a day that would be so many standard deviations off.
    pub fn end(&self, daily: &Daily, day: usize, off: f64) -> f64 {
        let expected = self.expected[day];
        match &daily.of {
            None => {
                let root = ((expected + 0.375).sqrt() + off * self.spread / 2.0).max(0.0);
                (root * root - 0.375).max(0.0)
            }
            Some(of) => {
                let of = of[day] as f64;
                let share = ((expected.min(of) + 0.375) / (of + 0.75)).clamp(0.0, 1.0);
                let angle = libm::asin(share.sqrt()) + off * self.spread / (2.0 * (of + 0.5).sqrt());
                let sine = libm::sin(angle.clamp(0.0, core::f64::consts::FRAC_PI_2));
                (sine * sine * (of + 0.75) - 0.375).clamp(0.0, of)
            }
        }
    }

    /// How far some days together are off, in standard deviations; `None` where none of them is judged.
    pub fn off_together(&self, days: std::ops::RangeInclusive<usize>) -> Option<f64> {
        let off: Vec<f64> = self.off[days].iter().flatten().copied().collect();
        let n = off.len();
        (n > 0).then(|| off.iter().sum::<f64>() / (n as f64 * self.sums_vary(n)).sqrt())
    }
}

/// How likely a distance of so many standard deviations is by chance, to either side, where the spread was found
/// from so many days: the tails of Student's t, as the spread may be off itself.
pub fn surprise(off: f64, judged: usize) -> f64 {
    student_two_sided(off, judged.saturating_sub(8).max(3) as f64)
}

/// The level of each day: the median of the days around it, none beyond the first or the last of its level.
fn levels_by(daily: &Daily, weekdays: &[f64; 7], levels: &[usize]) -> Vec<f64> {
    let mut level = Vec::with_capacity(daily.len());
    let mut first = 0;
    for end in levels.iter().copied().chain([daily.len()]) {
        let width = AROUND.min(end - first);
        let mut known: Option<(usize, f64)> = None;
        for day in first..end {
            let from = day.saturating_sub(width / 2).clamp(first, end - width);
            let of_day = known.filter(|(of, _)| *of == from).map(|(_, level)| level);
            let of_day = of_day.unwrap_or_else(|| middle(&daily.weighed(from..from + width, weekdays)));
            known = Some((from, of_day));
            level.push(of_day);
        }
        first = end;
    }
    level
}

/// How much the days of a row are like each other: the sine of a quarter turn × the mean of the signs of neighbours'
/// products (N. Blomqvist, Annals of Mathematical Statistics 21, 1950), which a week out of the ordinary moves
/// little.
fn alike(off: &[Option<f64>]) -> f64 {
    let mut all: Vec<f64> = off.iter().flatten().copied().collect();
    let middle = median(&mut all);
    let side = |off: f64| match off.total_cmp(&middle) {
        Ordering::Less => -1.0,
        Ordering::Equal => 0.0,
        Ordering::Greater => 1.0,
    };
    let pairs: Vec<f64> = off.windows(2).filter_map(|two| Some(side(two[0]?) * side(two[1]?))).collect();
    let n = pairs.len().max(1) as f64;
    let mean = pairs.iter().sum::<f64>() / n;
    libm::sin(core::f64::consts::FRAC_PI_2 * mean).clamp(0.0, 0.6)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Four weeks and more of even days, 0 for Monday.
    fn even(days: usize, n: u64) -> Daily {
        Daily { weekday: 0, n: vec![n; days], of: None, whole: vec![true; days] }
    }

    #[test]
    fn the_median_of_counts_by_hand() {
        let cells = |counts: &[(f64, f64)]| -> f64 {
            middle(&counts.iter().map(|(n, of)| Weighed { n: *n, of: *of }).collect::<Vec<_>>())
        };
        for (counts, expected) in [
            (vec![(4.0, 1.0)], 4.0),
            (vec![(1.0, 1.0), (5.0, 1.0), (9.0, 1.0)], 5.0),
            // Two of three are 2: between 1.5 and 2.5, half of a weight of 3 is three quarters of the way.
            (vec![(2.0, 1.0), (2.0, 1.0), (7.0, 1.0)], 2.25),
            // 3 of 10 and 6 of 20, which are the same, against one of 1 of 1.
            (vec![(3.0, 10.0), (6.0, 20.0), (1.0, 1.0)], 0.3),
            (vec![], 0.0),
        ] {
            assert!((cells(&counts) - expected).abs() < 0.002, "{counts:?}: {}", cells(&counts));
        }
    }

    #[test]
    fn an_even_series_is_usual_and_a_spike_is_not() {
        let mut daily = even(35, 20);
        daily.n[17] = 60;
        let usual = Usual::of(&daily, None, &[]).unwrap();
        // Of the five days like it one is the spike: the middle of the other four lies an eighth above theirs.
        assert!((usual.expected[3] - 20.0).abs() < 0.2 && (usual.level[17] - 20.0).abs() < 0.2);
        // 2 (√60.375 − √20.375), over the error of what is usual.
        let by_hand = 2.0 * (60.375_f64.sqrt() - 20.375_f64.sqrt())
            / (1.0 + MEDIAN_COSTS * (1.0 / 29.0 + 7.0 / 35.0)).sqrt();
        assert!((usual.off[17].unwrap() - by_hand).abs() < 0.1, "{:?} {by_hand}", usual.off[17]);
        assert!(usual.surprise(17).unwrap() < 1e-4 && usual.surprise(3).unwrap() > 0.5);
    }

    #[test]
    fn weekdays_are_told_from_a_week_out_of_the_ordinary() {
        let week = [12, 12, 12, 12, 12, 3, 0];
        let mut daily = even(56, 0);
        for day in 0..56 {
            daily.n[day] = week[day % 7] * 10;
        }
        (28..35).for_each(|day| daily.n[day] *= 2);
        let usual = Usual::of(&daily, None, &[]).unwrap();
        // 12 of a mean of 9, 3 of 9; drawn a little to 1.
        assert!((usual.weekdays[0] - 12.0 / 9.0).abs() < 0.03, "{:?}", usual.weekdays);
        assert!((usual.weekdays[5] - 3.0 / 9.0).abs() < 0.03 && usual.weekdays[6] < 0.03);
        let off: Vec<bool> = usual.off.iter().map(|off| off.unwrap() > 3.0).collect();
        assert!((0..56).all(|day| off[day] == ((28..33).contains(&day) || day == 33)), "{off:?}");
    }

    #[test]
    fn a_share_is_judged_by_what_it_is_out_of() {
        let mut daily = even(28, 2);
        daily.of = Some(vec![10; 28]);
        daily.n[9] = 9;
        daily.of.as_mut().unwrap()[11] = 4;
        let usual = Usual::of(&daily, None, &[]).unwrap();
        assert!((usual.level[0] - 0.2).abs() < 0.01, "{}", usual.level[0]);
        assert!(usual.off[9].unwrap() > 3.5 && usual.off[11].is_none());
        assert_eq!(usual.judged, 27);
    }

    #[test]
    fn too_little_data_and_none_are_said_nothing_of() {
        assert_eq!(Usual::of(&even(20, 5), None, &[]), None);
        assert_eq!(Usual::of(&even(30, 0), None, &[]), None);
        assert_eq!(Usual::of(&Daily::default(), None, &[]), None);
        let mut in_part = even(22, 5);
        (0..2).for_each(|day| in_part.whole[day] = false);
        assert_eq!(Usual::of(&in_part, None, &[]), None, "twenty whole days");
    }
}
