//! What comes: of all conversations and of the most frequent intents, or segments where the source states no intents.

use super::{Measure, series::Judgement};
use crate::{
    conversation::Day,
    ingest::Sentence,
    insight::{Cell, Curve, Figure, Findings, Head, Interval, Note, Sheet, SheetRow, State, Unit, Weight},
    stats::daily::{Ahead, FEWEST_DAYS_AHEAD, Found, Kind, forecast, weekdays_known},
};

/// Intents or segments that are forecast beside the whole.
const MOST: usize = 5;

/// Conversations a day that a part needs to be forecast: below, any number is as good as its mean.
const A_DAY: u64 = 2;

/// Why there is no share of days within the interval.
const FEW_TESTS: &str = "too few forecasts of the past";

/// The share of days that an interval holds.
const LEVEL: f64 = 0.8;

/// Puts the forecasts with their back-tests, their tables, their sentence and their curves.
pub fn put(judgement: Option<&Judgement>, findings: &mut Findings) {
    let all: Vec<(usize, Ahead)> = judgement.map(forecasts).unwrap_or_default();
    let none = Sentence::of("Too little data: a forecast needs at least {n} whole days")
        .plain("n", FEWEST_DAYS_AHEAD);
    let (mut days, mut tests) = (Vec::new(), Vec::new());
    for (at, ahead) in &all {
        let Some(judgement) = judgement else { break };
        let (measure, name) = &judgement.keys[*at];
        let curve = curve(judgement, *at, ahead, tests.len());
        tests.push(tested(measure.said(name), ahead));
        findings.curves.push(curve);
        if *measure == Measure::Conversations {
            let first = judgement.day(judgement.watched[*at].counts.len());
            days.extend((0..ahead.expected.len()).map(|day| of_day(Day(first.0 + day as i32), ahead, day)));
        }
    }
    if let Some((_, ahead)) = all.first() {
        findings.notes.push(Note { weight: Weight::Plain, said: said(ahead) });
    }
    findings.sheets.push(Sheet {
        name: "forecast_tests".to_owned(),
        columns: vec![
            Head::words("What"),
            Head::figures("Expected in 14 days", Unit::Number),
            Head::words("Forecast by"),
            Head::figures("Error, of the same weekday of last week", Unit::Share),
            Head::figures("Mean error a day", Unit::Number),
            Head::figures("Days within the interval", Unit::Share),
        ],
        rows: tests,
        none: none.clone(),
    });
    findings.sheets.push(Sheet {
        name: "forecasts".to_owned(),
        columns: vec![Head::words("Day"), Head::figures("Expected", Unit::Number)],
        rows: days,
        none,
    });
}

/// The series that are forecast.
fn forecasts(judgement: &Judgement) -> Vec<(usize, Ahead)> {
    let of = |measure: Measure| {
        let is = move |(_, key): &(usize, &(Measure, String))| key.0 == measure;
        let often = |(at, _): &(usize, _)| {
            let counts = &judgement.watched[*at].counts;
            counts.n.iter().sum::<u64>() >= A_DAY * counts.len() as u64
        };
        judgement.keys.iter().enumerate().filter(is).filter(often).map(|(at, _)| at).collect::<Vec<_>>()
    };
    let named = [Measure::Intent, Measure::Topic, Measure::Segment].map(of);
    let parts = named.into_iter().find(|parts| !parts.is_empty()).unwrap_or_default();
    let all = of(Measure::Conversations).into_iter().chain(parts.into_iter().take(MOST));
    let Some(whole) = judgement.watched.first() else { return Vec::new() };
    let known = weekdays_known(&whole.counts);
    let ahead = |at: usize| {
        let known = if at == 0 { &[][..] } else { &known };
        let is_odd = |found: &Found, day: usize| {
            let is_stretch = found.kind == Kind::Stretch && (found.first..=found.last).contains(&day);
            is_stretch && [0, at].contains(&found.series)
        };
        let skip = |day: usize| judgement.judged.found.iter().any(|found| is_odd(found, day));
        Some((at, forecast(&judgement.watched[at].counts, known, &skip)?))
    };
    all.filter_map(ahead).collect()
}

fn figure(unit: Unit, value: Option<f64>, n: u64) -> Figure {
    let state = if value.is_some() { State::Ok } else { State::Absent };
    let reason = value.is_none().then(|| FEW_TESTS.to_owned());
    Figure { name: "forecasts".to_owned(), unit, value, n, of: None, interval: None, state, reason }
}

fn tested(what: Sentence, ahead: &Ahead) -> SheetRow {
    let test = &ahead.test;
    let by = if ahead.plain { "the same weekday of last week" } else { "level, trend and weekday" };
    let by = Sentence::of(by);
    let cells = vec![
        Cell::Words(what),
        figure(Unit::Number, Some(ahead.expected.iter().sum()), test.forecasts).into(),
        Cell::Words(by),
        figure(Unit::Share, Some(test.scaled_error), test.forecasts).into(),
        figure(Unit::Number, Some(test.error), test.forecasts).into(),
        figure(Unit::Share, test.within, test.forecasts).into(),
    ];
    SheetRow { cells, ..SheetRow::default() }
}

fn of_day(day: Day, ahead: &Ahead, at: usize) -> SheetRow {
    let interval =
        Interval { low: ahead.low[at], high: ahead.high[at], level: LEVEL, method: "back-test".to_owned() };
    let expected = Figure { interval: Some(interval), ..figure(Unit::Number, Some(ahead.expected[at]), 0) };
    SheetRow { cells: vec![Cell::Text(day.to_string()), expected.into()], ..SheetRow::default() }
}

/// What is expected of all conversations, and how good such forecasts were.
fn said(ahead: &Ahead) -> Sentence {
    let sum = ahead.expected.iter().sum::<f64>().round();
    let error = (ahead.test.scaled_error * 100.0).round();
    let said = if ahead.plain {
        Sentence::of(
            "About {n} conversations are to be expected in the {days} days behind the last, as on the same weekdays of last week: no other forecast was nearer in the past.",
        )
    } else {
        Sentence::of(
            "About {n} conversations are to be expected in the {days} days behind the last. Such forecasts of the past were off by {error} % of what the same weekday of last week was.",
        )
    };
    said.plain("n", sum).plain("days", ahead.expected.len()).plain("error", error)
}

/// The last weeks and what comes.
fn curve(judgement: &Judgement, at: usize, ahead: &Ahead, row: usize) -> Curve {
    let counts = &judgement.watched[at].counts;
    let from = counts.len().saturating_sub(8 * 7);
    let known = counts.len() - from;
    let past = |end: fn(&Ahead) -> &Vec<f64>| {
        // Of days that were there is no interval.
        let seen = counts.n[from..].iter().map(|n| *n as f64);
        seen.chain(end(ahead).iter().copied()).collect::<Vec<f64>>()
    };
    Curve {
        sheet: "forecast_tests".to_owned(),
        row: row as u64,
        start: judgement.day(from).to_string(),
        unit: Unit::Number,
        values: counts.n[from..].iter().map(|n| Some(*n as f64)).collect(),
        low: past(|ahead| &ahead.low),
        high: past(|ahead| &ahead.high),
        expected: past(|ahead| &ahead.expected),
        marked: (known as u64, (known + ahead.expected.len() - 1) as u64),
    }
}
