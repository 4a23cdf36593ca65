//! What comes: the level of the last weeks with half of their trend, which fades, times what each weekday does;
//! beside the simplest forecast that is worth anything, the same weekday of the last week.
//!
//! Both forecast every stretch of the past from nothing but the days before it (rolling origins), and the one that
//! was nearer is shown. Its interval is where the middle eight of ten of those errors lie, on the scale on which
//! counts have an even spread. The error over that of the simplest forecast is the scaled error of R. J. Hyndman and
//! A. B. Koehler (International Journal of Forecasting 22, 2006), of the same days as the forecast's.

use super::{Daily, Usual, middle};

/// Days that are forecast.
pub const AHEAD: usize = 14;

/// Whole days that a forecast needs: half of them to learn from, and half to be held against.
pub const FEWEST_DAYS_AHEAD: usize = 42;

/// Days of the past that are learned from, at least, before a forecast of the past is made.
const LEARNED: usize = 28;

/// Days of the past that are learned from at most, and that forecasts are held against: half a year. What was before
/// says little of the next weeks, and each of these days learns anew.
const MOST_LEARNED: usize = 182;

/// Days whose median is the level.
const LATEST: usize = 21;

/// What is left of the trend from one day to the next.
const FADES: f64 = 0.9;

/// The share of the trend between two stretches of days that is believed.
const BELIEVED: f64 = 0.5;

/// The share of errors that lie below the interval, and above it.
const OUTSIDE: f64 = 0.1;

/// How forecasts of the past went.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BackTest {
    /// Days that were forecast, once for each day on which they were.
    pub forecasts: u64,
    /// Error of the forecast ÷ that of the same weekday of the last week. Below 1 it was nearer.
    pub scaled_error: f64,
    /// Mean error of the forecast that is shown, in cases a day.
    pub error: f64,
    /// The share of days within the interval, where the errors of earlier forecasts alone made it; `None` where
    /// there were too few.
    pub within: Option<f64>,
}

/// A forecast.
#[derive(Clone, Debug, PartialEq)]
pub struct Ahead {
    /// What is expected, day by day from the day behind the last.
    pub expected: Vec<f64>,
    /// The lower end of the interval, of eight in ten days.
    pub low: Vec<f64>,
    /// Its upper end.
    pub high: Vec<f64>,
    /// How forecasts of the past went.
    pub test: BackTest,
    /// Whether it is the same weekday of the last week: where the other was no nearer.
    pub plain: bool,
}

/// What weekdays do to a whole, as it was known before each of its days and behind the last.
pub fn weekdays_known(whole: &Daily) -> Vec<Option<[f64; 7]>> {
    let known = |days: usize| {
        let is_asked = days >= LEARNED && days + MOST_LEARNED >= whole.len();
        is_asked.then(|| Usual::of(&whole.before(days, MOST_LEARNED), None, &[]).map(|it| it.weekdays))
    };
    (0..=whole.len()).map(|days| known(days).flatten()).collect()
}

/// What the level, the trend and the weekdays of a series lead to; of a part, `weekdays` are those of the whole.
fn by_level(daily: &Daily, weekdays: Option<&[f64; 7]>) -> Option<[f64; AHEAD]> {
    let usual = Usual::of(daily, weekdays, &[])?;
    let days = daily.len();
    let of = |from: usize, to: usize| middle(&daily.weighed(from..to, &usual.weekdays));
    let width = LATEST.min(days);
    let latest = of(days - width, days);
    let trend = match days.checked_sub(2 * width) {
        Some(from) => (latest - of(from, days - width)) / width as f64 * BELIEVED,
        None => 0.0,
    };
    // The level is that of the middle of its days.
    let (mut fading, mut ahead) = (1.0, latest + trend * (width as f64 - 1.0) / 2.0);
    let mut expected = [0.0; AHEAD];
    for (at, day) in expected.iter_mut().enumerate() {
        fading *= FADES;
        ahead += trend * fading;
        *day = (ahead * usual.weekdays[daily.weekday_of(days + at)]).max(0.0);
    }
    Some(expected)
}

/// The same weekday of the last week, day by day; of one that is not known as a whole, that of the week before.
fn last_week(daily: &Daily) -> Option<[f64; AHEAD]> {
    let days = daily.len();
    let mut expected = [0.0; AHEAD];
    for (at, day) in expected.iter_mut().enumerate() {
        let from = days.checked_sub(7)? + at % 7;
        let known = (0..4).filter_map(|weeks| from.checked_sub(7 * weeks)).find(|day| daily.whole[*day]);
        *day = daily.n[known?] as f64;
    }
    Some(expected)
}

/// An error on the scale on which counts have an even spread.
fn off(seen: f64, expected: f64) -> f64 {
    2.0 * ((seen + 0.375).sqrt() - (expected + 0.375).sqrt())
}

/// What is that far off an expected count.
fn at_distance(expected: f64, off: f64) -> f64 {
    let root = (expected + 0.375).sqrt() + off / 2.0;
    (root.max(0.0) * root - 0.375).max(0.0)
}

/// The errors that a share lies below, and above.
fn ends(errors: &[f64]) -> (f64, f64) {
    let mut sorted = errors.to_vec();
    crate::order::sort_by(&mut sorted, f64::total_cmp);
    let place = |share: f64| ((sorted.len() - 1) as f64 * share).round() as usize;
    (sorted[place(OUTSIDE)], sorted[place(1.0 - OUTSIDE)])
}

/// The next [`AHEAD`] days of counts; `None` of fewer than [`FEWEST_DAYS_AHEAD`] whole days, or of a share. `known` is
/// what weekdays do to the whole that it is a part of ([`weekdays_known`]). Days of which `skip` tells are out of the
/// ordinary: no forecast is held against them.
pub fn forecast(daily: &Daily, known: &[Option<[f64; 7]>], skip: &dyn Fn(usize) -> bool) -> Option<Ahead> {
    let days = daily.len();
    let weekdays = |day: usize| known.get(day).and_then(Option::as_ref);
    if daily.of.is_some() || daily.whole.iter().filter(|whole| **whole).count() < FEWEST_DAYS_AHEAD {
        return None;
    }
    // Errors of both, by the week that they are ahead, in the order of their origins.
    let mut errors = [const { [const { Vec::new() }; 2] }; 2];
    let mut sums = [0.0; 2];
    let mut tested = 0;
    for origin in LEARNED.max(days.saturating_sub(MOST_LEARNED))..days {
        let past = daily.before(origin, MOST_LEARNED);
        let (Some(by_level), Some(plain)) = (by_level(&past, weekdays(origin)), last_week(&past)) else {
            continue;
        };
        let is_fit = |day: usize| day < days && daily.whole[day] && !skip(day);
        for at in (0..AHEAD).filter(|at| is_fit(origin + at)) {
            let seen = daily.n[origin + at] as f64;
            for (which, expected) in [by_level[at], plain[at]].into_iter().enumerate() {
                sums[which] += (seen - expected).abs();
                errors[which][at / 7].push(off(seen, expected));
            }
            tested += 1;
        }
    }
    if errors[0].iter().any(Vec::is_empty) {
        return None;
    }
    let scaled_error = if sums[1] > 0.0 { sums[0] / sums[1] } else { 1.0 };
    let plain = scaled_error >= 1.0;
    let latest = daily.before(days, MOST_LEARNED);
    let expected = if plain { last_week(&latest)? } else { by_level(&latest, weekdays(days))? };
    let errors = &errors[usize::from(plain)];
    let of_week = [ends(&errors[0]), ends(&errors[1])];
    let end = |which: fn(&(f64, f64)) -> f64| {
        expected.iter().enumerate().map(|(at, day)| at_distance(*day, which(&of_week[at / 7]))).collect()
    };
    let test = BackTest {
        forecasts: tested,
        scaled_error,
        error: sums[usize::from(plain)] / tested as f64,
        within: within(errors),
    };
    Some(Ahead {
        low: end(|ends| ends.0),
        high: end(|ends| ends.1),
        expected: expected.to_vec(),
        test,
        plain,
    })
}

/// The share of the later half of the errors that lie between the ends of the earlier half.
fn within(errors: &[Vec<f64>; 2]) -> Option<f64> {
    let (mut inside, mut all) = (0_u32, 0_u32);
    for errors in errors {
        let (earlier, later) = errors.split_at(errors.len() / 2);
        if earlier.len() < 2 * AHEAD {
            return None;
        }
        let (low, high) = ends(earlier);
        inside += later.iter().filter(|error| (low..=high).contains(*error)).count() as u32;
        all += later.len() as u32;
    }
    Some(f64::from(inside) / f64::from(all))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weeks(weeks: usize, week: [u64; 7]) -> Daily {
        let n: Vec<u64> = (0..weeks * 7).map(|day| week[day % 7]).collect();
        Daily { weekday: 0, whole: vec![true; n.len()], n, of: None }
    }

    #[test]
    fn where_every_week_is_the_same_the_last_one_is_the_forecast() {
        let ahead = forecast(&weeks(8, [70, 80, 60, 50, 90, 10, 0]), &[], &|_| false).unwrap();
        assert!(ahead.plain && ahead.test.error == 0.0, "{:?}", ahead.test);
        assert_eq!(ahead.expected[..8], [70.0, 80.0, 60.0, 50.0, 90.0, 10.0, 0.0, 70.0]);
        let near = |(one, two): (&f64, &f64)| (one - two).abs() < 1e-9;
        assert!(ahead.low.iter().zip(&ahead.expected).all(near), "it was never off");
    }

    #[test]
    fn where_weeks_differ_by_chance_their_middle_is_nearer() {
        let mut daily = weeks(10, [60; 7]);
        // A pattern that no week repeats.
        (0..70).for_each(|day| daily.n[day] += (day as u64 * 37) % 23);
        let ahead = forecast(&daily, &[], &|_| false).unwrap();
        assert!(!ahead.plain && ahead.test.scaled_error < 0.9, "{:?}", ahead.test);
        assert!(ahead.expected.iter().all(|day| (64.0..78.0).contains(day)), "{:?}", ahead.expected);
        assert!(
            (0..AHEAD).all(|at| ahead.low[at] < ahead.expected[at] && ahead.expected[at] < ahead.high[at])
        );
        assert!(ahead.test.within.unwrap() > 0.7, "{:?}", ahead.test);
    }

    #[test]
    fn a_week_out_of_the_ordinary_is_not_expected_again() {
        let mut daily = weeks(10, [60; 7]);
        (0..70).for_each(|day| daily.n[day] += (day as u64 * 37) % 23);
        (63..70).for_each(|day| daily.n[day] *= 3);
        let ahead = forecast(&daily, &[], &|_| false).unwrap();
        assert!(ahead.expected.iter().all(|day| *day < 100.0), "{:?}", ahead.expected);
    }

    #[test]
    fn too_few_days_and_shares_have_none() {
        assert_eq!(forecast(&weeks(5, [9; 7]), &[], &|_| false), None);
        let mut in_part = weeks(6, [9; 7]);
        in_part.whole[0] = false;
        assert_eq!(forecast(&in_part, &[], &|_| false), None);
        let mut share = weeks(8, [9; 7]);
        share.of = Some(vec![10; 56]);
        assert_eq!(forecast(&share, &[], &|_| false), None);
    }
}
