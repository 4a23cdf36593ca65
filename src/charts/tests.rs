//! What holds for every picture: any number of bins, any names, any width.

use super::*;
use crate::{
    conversation::Day,
    insight::{Breakdown, Curve, Distribution, HourGrid, Series, Unit},
    words::{Locale, set_locale},
};

/// Draws a picture as SVG.
#[track_caller]
pub(super) fn svg(picture: &Picture, width: u32) -> (String, Vec<Spot>) {
    let mut out = String::new();
    let spots = picture
        .draw(&svg_area(&mut out, (width, picture.height(width)), approximate_width), &Theme::light())
        .expect("SVG does not fail");
    (out, spots)
}

const NAMES: [&str; 5] = [
    "web",
    "شحن الطلب وإرجاعه",
    "a name so long that nobody would give it to a channel, and yet here it is in a file",
    "<script>&\"'",
    "",
];

/// Every picture of `n` bins, parts or cases.
fn pictures(n: usize) -> Vec<Picture> {
    let counts: Vec<u64> = (0..n as u64).map(|i| i * 37 % 101).collect();
    let start = Day::from_date(2026, 1, 14);
    let series = Series {
        name: String::new(),
        unit: Unit::Count,
        start: start.to_string(),
        step: "day".into(),
        values: counts.iter().map(|&n| n as f64).collect(),
        counts: counts.clone(),
    };
    let name = |i: usize| NAMES[i % NAMES.len()].to_owned();
    let breakdown = Breakdown {
        name: String::new(),
        parts: counts.iter().enumerate().map(|(i, &n)| (name(i), n)).collect(),
        of: counts.iter().sum(),
    };
    let parts = |n: usize| -> Vec<SharesPart> {
        (0..n).map(|i| SharesPart { label: name(i), name: Some(name(i)), hue: Hue::SERIES[i % 8] }).collect()
    };
    let by_day: Vec<Vec<u64>> = (0..5).map(|part| counts.iter().map(|n| n * part % 43).collect()).collect();
    let spread = Distribution {
        name: String::new(),
        unit: Unit::Count,
        bins: counts.iter().enumerate().map(|(i, &n)| (i as f64, i as f64 + 1.0, n)).collect(),
        median: (n > 0).then_some(n as f64 / 2.0),
        p90: (n > 0).then_some(n as f64 * 0.9),
        n: counts.iter().sum(),
    };
    let dot = |(i, n): (usize, &u64)| Dot {
        name: name(i),
        at: ((i * 31 % 17) as f64, (i * 13 % 11) as f64),
        n: *n,
        lost: (i % 2 == 0).then_some((0.25, *n)),
        hue: Hue::SERIES[i % 8],
        filter: String::new(),
    };
    let map = Map::new(counts.iter().enumerate().map(dot).collect());
    let mut cells = counts.clone();
    cells.resize(168, 0);
    let grid = HourGrid { name: String::new(), n: cells.iter().sum(), counts: cells };
    let dress = |i: usize, name: &str| (name.to_owned(), Hue::SERIES[i % 8]);
    let made = [
        OverTime::new(&series, "conversations")
            .map(|picture| Picture::OverTime(picture.with_window(Some((start, Day(start.0 + 3)))))),
        Shares::daily(parts(5), start, &by_day, "conversations").map(Picture::Shares),
        Shares::new(parts(n), start, Binning::Month, vec![counts.clone(), counts.clone()], "conversations")
            .map(Picture::Shares),
        Bars::new(&breakdown, "Channel", "conversations", 7, dress)
            .map(|picture| Picture::Bars(picture.with_intervals(|_| Some((0.0, 1.0))))),
        Columns::of_counts(&spread, "Messages", "conversations").map(Picture::Columns),
        Columns::of_durations(&spread, "Wait", "conversations").map(Picture::Columns),
        Heat::new(&grid, "conversations").map(Picture::Heat),
        Spark::new(counts.iter().map(|&n| (n % 5 > 0).then_some(n as f64)).collect(), |n| n.to_string())
            .map(Picture::Spark),
        Expected::new(&Curve {
            sheet: String::new(),
            row: 0,
            start: start.to_string(),
            unit: Unit::Number,
            values: counts.iter().map(|n| Some(*n as f64)).collect(),
            expected: counts.iter().map(|_| 20.0).collect(),
            low: counts.iter().map(|_| 10.0).collect(),
            high: counts.iter().map(|_| 30.0).collect(),
            marked: (0, n.saturating_sub(1) as u64),
        })
        .map(Picture::Expected),
        map.map(Picture::Map),
    ];
    made.into_iter().flatten().collect()
}

const SIZES: [usize; 6] = [0, 1, 2, 7, 60, 800];
const WIDTHS: [u32; 4] = [200, 320, 640, 1240];

fn each(check: impl Fn(&Picture, u32, &str, &[Spot])) {
    let mut drawn = 0;
    for picture in SIZES.into_iter().flat_map(pictures) {
        for width in WIDTHS {
            let (text, spots) = svg(&picture, width);
            check(&picture, width, &text, &spots);
            drawn += 1;
        }
    }
    assert!(drawn > 130, "{drawn}");
}

/// Reads `name="…"` of an element.
fn attribute<'a>(element: &'a str, name: &str) -> &'a str {
    let from = element.find(&format!(" {name}=\"")).unwrap_or_else(|| panic!("{name} in {element}"));
    element[from + name.len() + 3..].split('"').next().unwrap()
}

/// Left, top, right, bottom of every text.
fn text_boxes(svg: &str) -> Vec<(String, [f64; 4])> {
    let elements = svg.split("<text").skip(1);
    elements
        .map(|element| {
            let (head, rest) = element.split_once('>').unwrap();
            let head = format!(" {head}");
            let words = rest.split("\n</text>").next().unwrap().trim_start_matches('\n');
            let words = words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
            let words = words.replace("&apos;", "'").replace("&amp;", "&");
            let number = |name| attribute(&head, name).parse::<f64>().unwrap();
            let width = approximate_width(&words, 12.0);
            let (x, y) = (number("x"), number("y"));
            let left = match attribute(&head, "text-anchor") {
                "start" => x,
                "middle" => x - width / 2.0,
                _ => x - width,
            };
            (words, [left, y - 6.0, left + width, y + 6.0])
        })
        .collect()
}

#[track_caller]
fn has_no_text_over_text(picture: &Picture, width: u32, svg: &str) {
    let boxes = text_boxes(svg);
    let height = f64::from(picture.height(width));
    for (i, (words, a)) in boxes.iter().enumerate() {
        let within = a[0] >= -1.0 && a[1] >= -1.0 && a[2] <= f64::from(width) + 2.0 && a[3] <= height + 1.0;
        assert!(within, "{words:?} at {a:?} in {width} × {height}: {picture:?}");
        for (other, b) in &boxes[i + 1..] {
            // Sizes are estimated to a pixel.
            let apart = a[2] <= b[0] + 2.0 || b[2] <= a[0] + 2.0 || a[3] <= b[1] + 1.0 || b[3] <= a[1] + 1.0;
            assert!(apart, "{words:?} covers {other:?} at {width}: {picture:?}");
        }
    }
}

#[test]
fn no_text_covers_another_or_leaves_the_picture() {
    each(|picture, width, svg, _| has_no_text_over_text(picture, width, svg));
}

#[test]
fn german_fits_as_well() {
    set_locale(Locale::German);
    for picture in [7, 60].into_iter().flat_map(pictures) {
        for width in WIDTHS {
            has_no_text_over_text(&picture, width, &svg(&picture, width).0);
        }
    }
}

#[test]
fn every_spot_lies_in_the_picture_and_has_words() {
    each(|picture, width, _, spots| {
        let (width, height) = (width as i32, picture.height(width) as i32);
        for spot in spots {
            let (left, top, right, bottom) = spot.area;
            assert!(left >= 0 && top >= 0 && right <= width && bottom <= height, "{spot:?} in {picture:?}");
            assert!(left <= right && top < bottom && !spot.words.is_empty(), "{spot:?} in {picture:?}");
        }
        let rows = picture.table().rows;
        assert!(rows.iter().all(|row| row.len() == picture.table().head.len()), "{picture:?}");
        assert!(!picture.summary().is_empty() && !picture.caption().is_empty());
    });
}

/// A quick look whether a text is well-formed XML: tags close in order, attributes are quoted,
/// nothing stands bare.
#[track_caller]
fn is_well_formed(xml: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = xml.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n").unwrap_or(xml);
    while let Some(at) = rest.find('<') {
        let (text, tagged) = rest.split_at(at);
        assert!(!text.contains('>'), "{text}");
        for reference in text.split('&').skip(1) {
            let name = reference.split(';').next().unwrap();
            assert!(["lt", "gt", "amp", "quot", "apos"].contains(&name), "{text}");
        }
        let (tag, after) = tagged[1..].split_once('>').expect("a tag ends");
        assert!(!tag.contains('<') && tag.matches('"').count() % 2 == 0, "{tag}");
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name));
        } else if !tag.ends_with('/') {
            open.push(tag.split(' ').next().unwrap());
        }
        rest = after;
    }
    assert!(open.is_empty() && rest.trim().is_empty(), "{open:?} {rest}");
    assert!(!xml.chars().any(|c| c.is_control() && c != '\n' && c != '\t'));
}

#[test]
fn a_saved_picture_is_a_file_of_its_own() {
    let theme = Theme::dark();
    for picture in [1, 60].into_iter().flat_map(pictures) {
        let title = "Fallbacks <doubled> & \"more\"\u{1}";
        let sheet = Sheet { picture: &picture, title, width: 640, theme: &theme };
        let svg = sheet.svg(approximate_width);
        is_well_formed(&svg);
        assert!(svg.contains("xmlns=\"http://www.w3.org/2000/svg\""));
        assert!(svg.contains("<title>Fallbacks &lt;doubled&gt; &amp; \"more\"</title><desc>"), "{svg}");
        assert!(svg.contains("#1B1F23"), "the paper of the theme: {svg}");
        assert!(svg.contains("font-size=\"12\""), "{svg}");
    }
}

#[test]
fn what_stands_in_a_file_does_not_become_markup() {
    each(|_, _, svg, _| {
        is_well_formed(svg);
        assert!(!svg.contains("<script"));
    });
}
