//! A full board of seven pictures, drawn as SVG: the cost of layout and strokes without a browser.
//!
//! `cargo bench --features charts --bench pictures`; in the browser it is `tests/browser/redraw.mjs`.

use divan::Bencher;
use undertone::{
    charts::{
        Bars, Columns, Heat, Hue, OverTime, Picture, Shares, SharesPart, Spark, Theme, approximate_width,
        svg_area,
    },
    conversation::Day,
    insight::{Breakdown, Distribution, HourGrid, Series, Unit},
};

fn main() {
    divan::main();
}

const DAYS: usize = 180;

fn board() -> Vec<Picture> {
    let counts: Vec<u64> = (0..DAYS as u64).map(|day| 40 + day * 37 % 61).collect();
    let start = Day::from_date(2026, 1, 1);
    let series = Series {
        name: "conversations_over_time".into(),
        unit: Unit::Count,
        start: start.to_string(),
        step: "day".into(),
        values: counts.iter().map(|&n| n as f64).collect(),
        counts: counts.clone(),
    };
    let names = ["resolved", "unresolved", "escalated", "abandoned", "unknown", "few"];
    let breakdown = Breakdown {
        name: "outcome".into(),
        parts: names.iter().zip([1413, 382, 326, 220, 659, 12]).map(|(&name, n)| (name.into(), n)).collect(),
        of: 3012,
    };
    let parts = names.iter().zip(Hue::SERIES).map(|(&name, hue)| SharesPart {
        label: name.into(),
        name: Some(name.into()),
        hue,
    });
    let by_day: Vec<Vec<u64>> =
        (1..=6).map(|part| counts.iter().map(|n| n * part % 43 + 20).collect()).collect();
    let spread = Distribution {
        name: "message_count".into(),
        unit: Unit::Count,
        bins: (1..40).map(|n| (f64::from(n), f64::from(n + 1), 4000 / n as u64)).collect(),
        median: Some(6.0),
        p90: Some(14.0),
        n: 17_000,
    };
    let hours: Vec<u64> = (0..168).map(|cell| cell * 31 % 47).collect();
    let grid = HourGrid { name: "conversations_by_hour".into(), n: hours.iter().sum(), counts: hours };
    let bars = Bars::new(&breakdown, "Outcome", "conversations", 8, |i, name| (name.into(), Hue::SERIES[i]));
    [
        OverTime::new(&series, "conversations").map(Picture::OverTime),
        Shares::daily(parts.collect(), start, &by_day, "conversations").map(Picture::Shares),
        bars.clone().map(Picture::Bars),
        bars.map(|bars| Picture::Bars(bars.with_intervals(|_| Some((0.2, 0.3))))),
        Columns::of_counts(&spread, "Messages", "conversations").map(Picture::Columns),
        Heat::new(&grid, "conversations").map(Picture::Heat),
        Spark::new(counts.iter().map(|&n| Some(n as f64)).collect(), |n| n.to_string()).map(Picture::Spark),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn draw(picture: &Picture) -> usize {
    let (mut out, theme) = (String::new(), Theme::light());
    let size = (600, picture.height(600));
    let spots =
        picture.draw(&svg_area(&mut out, size, approximate_width), &theme).map_or(0, |spots| spots.len());
    out.len() + spots
}

#[divan::bench]
fn whole_board(bencher: Bencher<'_, '_>) {
    let board = board();
    assert_eq!(board.len(), 7);
    bencher.bench_local(|| board.iter().map(draw).sum::<usize>());
}

#[divan::bench(args = ["over time", "shares", "bars", "intervals", "columns", "heat", "spark"])]
fn picture(bencher: Bencher<'_, '_>, name: &str) {
    let at = ["over time", "shares", "bars", "intervals", "columns", "heat", "spark"]
        .iter()
        .position(|known| *known == name)
        .unwrap_or(0);
    let board = board();
    bencher.bench_local(|| draw(&board[at]));
}
