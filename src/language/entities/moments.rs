//! Dates and times of day.

use super::amounts::unit;
use super::scan::{Scan, Shape};
use super::{EntityKind, Found};
use crate::conversation::Day;
use crate::text::date_at;

const WEEKDAYS: [&[&str]; 7] = [
    &["monday", "mon", "montag", "lundi", "lunes"],
    &["tuesday", "tue", "tues", "dienstag", "mardi", "martes"],
    &["wednesday", "wed", "mittwoch", "mercredi", "miércoles"],
    &["thursday", "thu", "thurs", "donnerstag", "jeudi", "jueves"],
    &["friday", "fri", "freitag", "vendredi", "viernes"],
    &["saturday", "sat", "samstag", "sonnabend", "samedi", "sábado"],
    &["sunday", "sun", "sonntag", "dimanche", "domingo"],
];

fn found(from: usize, to: usize, day: Option<Day>) -> Found {
    Found { kind: EntityKind::Date, from, to, value: day.map(|day| day.to_string()) }
}

fn after(today: Option<Day>, days: i32) -> Option<Day> {
    today.and_then(|day| day.0.checked_add(days)).map(Day)
}

/// A date, in full or counted from today.
pub(super) fn date(scan: &Scan<'_>, i: usize, today: Option<Day>) -> Option<Found> {
    relative(scan, i, today)
        .or_else(|| weekday(scan, i, today))
        .or_else(|| end_of(scan, i, today))
        .or_else(|| written(scan, i, today))
}

/// "tomorrow", "two days ago", "in 10 days".
fn relative(scan: &Scan<'_>, i: usize, today: Option<Day>) -> Option<Found> {
    for (words, days) in [
        ("the day after tomorrow", 2),
        ("day after tomorrow", 2),
        ("the day before yesterday", -2),
        ("today", 0),
        ("tonight", 0),
        ("tomorrow", 1),
        ("tmrw", 1),
        ("tmr", 1),
        ("yesterday", -1),
        ("heute", 0),
        ("übermorgen", 2),
        ("gestern", -1),
        ("vorgestern", -2),
        ("demain", 1),
        ("mañana", 1),
        ("ayer", -1),
    ] {
        if words.starts_with(scan.low(i)) && scan.has(i, words) {
            return Some(found(i, i + words.split(' ').count(), after(today, days)));
        }
    }
    let ahead = matches!(scan.low(i), "in");
    let from = i + usize::from(ahead);
    let article = matches!(scan.low(from), "a" | "an" | "einem" | "einer");
    let (count, to) = if article {
        (1, from + 1)
    } else {
        scan.number(from).and_then(|(value, to)| Some((value.parse::<i32>().ok()?, to)))?
    };
    let (letter, daily) = unit(scan.low(to))?;
    let back = scan.low(to + 1) == "ago";
    if daily || !(ahead || back) || count > 9999 {
        return None;
    }
    let sign = if back { -1 } else { 1 };
    let day = match letter {
        'D' => after(today, sign * count),
        'W' => after(today, sign * count * 7),
        'M' => today.map(|day| months_on(day, sign * count)),
        _ => today.map(|day| months_on(day, sign * count * 12)),
    };
    Some(found(i, to + 1 + usize::from(back), day))
}

/// The same day some months on, or the last of that month.
fn months_on(day: Day, months: i32) -> Day {
    let (year, month, date) = day.date();
    let total = year * 12 + month as i32 - 1 + months;
    let (year, month) = (total.div_euclid(12), total.rem_euclid(12) as u32 + 1);
    Day::from_date(year, month, date.min(last_of(year, month)))
}

/// How many days a month has.
fn last_of(year: i32, month: u32) -> u32 {
    let (next_year, next) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    (Day::from_date(next_year, next, 1).0 - Day::from_date(year, month, 1).0) as u32
}

/// "friday", "next monday", "last friday": the next one, or the last.
fn weekday(scan: &Scan<'_>, i: usize, today: Option<Day>) -> Option<Found> {
    let led = matches!(scan.low(i), "next" | "last" | "this" | "nächsten" | "letzten" | "past");
    let at = i + usize::from(led);
    let wanted = WEEKDAYS.iter().position(|names| names.contains(&scan.low(at)))? as i32;
    if scan.raw(at).len() <= 3 && !(scan.is_capital(at) || led) {
        return None;
    }
    let day = today.map(|day| {
        let ahead = (wanted - day.weekday()).rem_euclid(7);
        let back = matches!(scan.low(i), "last" | "letzten" | "past");
        let days = if back {
            ahead - 7
        } else if ahead == 0 {
            7
        } else {
            ahead
        };
        Day(day.0 + days)
    });
    Some(found(i, at + 1, day))
}

/// "the end of April", "end of the year", "end of the month".
fn end_of(scan: &Scan<'_>, i: usize, today: Option<Day>) -> Option<Found> {
    let at = i + usize::from(scan.low(i) == "the");
    if !scan.has(at, "end of") {
        return None;
    }
    let mut to = at + 2;
    to += usize::from(matches!(scan.low(to), "the" | "this"));
    if let Some((month, _)) =
        (to < scan.len()).then(|| crate::text::month_at(scan.bytes(), scan.start(to))).flatten()
    {
        let day = today.map(|day| {
            let (year, now, _) = day.date();
            let year = if u32::from(month) < now { year + 1 } else { year };
            Day::from_date(year, u32::from(month), last_of(year, u32::from(month)))
        });
        return Some(found(i, to + 1, day));
    }
    let day = |day: Day| {
        let (year, month, _) = day.date();
        match scan.low(to) {
            "year" => Some(Day::from_date(year, 12, 31)),
            "month" => Some(Day::from_date(year, month, last_of(year, month))),
            "week" => Some(Day(day.0 + 6 - day.weekday())),
            _ => None,
        }
    };
    matches!(scan.low(to), "year" | "month" | "week").then(|| found(i, to + 1, today.and_then(day)))
}

/// "30 June", "1.5.2026". Without a year the nearest that is not long past.
fn written(scan: &Scan<'_>, i: usize, today: Option<Day>) -> Option<Found> {
    let start = scan.start(i);
    if i > 0 && scan.is_glued(i) && !matches!(scan.before(i), "(" | "\"" | "'" | "," | ":") {
        return None;
    }
    let (date, end) = date_at(scan.bytes(), start)?;
    let to = scan.token_at(end);
    let whole = to > i && scan.end(to - 1) <= end;
    if !whole {
        return None;
    }
    let (month, day) = (u32::from(date.month), u32::from(date.day));
    let year = date.year.or_else(|| {
        let today = today?;
        let (year, ..) = today.date();
        // More than half a year away on one side is nearer on the other.
        let distance = |year: i32| (Day::from_date(year, month, day).0 - today.0).abs();
        [year, year + 1, year - 1].into_iter().min_by_key(|year| distance(*year))
    });
    let known = year.map(|year| Day::from_date(year, month, day)).filter(|known| known.date().2 == day);
    Some(found(i, to, known))
}

/// "10am", "16:05", "half past 4", "noon".
pub(super) fn time(scan: &Scan<'_>, i: usize) -> Option<Found> {
    let found = |to: usize, hour: u32, minute: u32| {
        (hour < 24 && minute < 60)
            .then(|| Found::new(EntityKind::Time, i, to, format!("{hour:02}:{minute:02}")))
    };
    match scan.low(i) {
        "noon" | "midday" | "mittags" => return found(i + 1, 12, 0),
        "midnight" | "mitternacht" => return found(i + 1, 0, 0),
        _ => {}
    }
    if scan.has(i, "half past") {
        let (hour, to) = small(scan, i + 2)?;
        return found(to, hour, 30);
    }
    let (minutes, to) =
        if scan.low(i) == "quarter" { (15, i + 1) } else { small(scan, i).unwrap_or((99, i)) };
    if minutes < 60
        && matches!(scan.low(to), "past" | "to")
        && (scan.low(i) == "quarter" || scan.shape(i) == Some(Shape::Word))
    {
        let (hour, end) = small(scan, to + 1).filter(|(hour, _)| (1..=12).contains(hour))?;
        return if scan.low(to) == "past" {
            found(end, hour, minutes)
        } else {
            found(end, (hour + 23) % 24, 60 - minutes)
        };
    }
    if scan.shape(i) != Some(Shape::Number) || scan.is_glued(i) && scan.before(i) != "(" {
        return None;
    }
    let raw = scan.raw(i);
    let mut to = i + 1;
    let (mut hour, mut minute, mut clear) = (raw.parse().ok(), 0, false);
    if let Some((before, behind)) = raw.split_once('.')
        && behind.len() == 2
    {
        (hour, minute) = (before.parse().ok(), behind.parse().ok()?);
    } else if (scan.low(to) == ":" || scan.low(to) == "h" && raw.len() == 2)
        && scan.is_glued(to)
        && scan.is_glued(to + 1)
        && scan.raw(to + 1).len() == 2
    {
        minute = scan.raw(to + 1).parse().ok()?;
        to += 2;
        clear = true;
        // Seconds.
        if scan.low(to) == ":"
            && scan.is_glued(to)
            && scan.is_glued(to + 1)
            && scan.shape(to + 1) == Some(Shape::Number)
        {
            to += 2;
        }
    }
    let mut hour: u32 = hour?;
    // "5 p.m." is parted at its points.
    let dotted = matches!(scan.low(to), "a" | "p") && scan.has(to + 1, ". m");
    let half = if dotted { scan.low(to) } else { scan.low(to).strip_suffix('m').unwrap_or_default() };
    match half {
        "a" | "p" if hour <= 12 && hour > 0 => {
            hour = hour % 12 + if half == "p" { 12 } else { 0 };
            to += if dotted { 3 } else { 1 };
            to += usize::from(dotted && scan.low(to) == "." && scan.is_glued(to));
            clear = true;
        }
        _ if matches!(scan.low(to), "uhr" | "o") => {
            to += 1;
            if scan.low(to - 1) == "o" {
                to = if matches!(scan.low(to), "'" | "’") && scan.low(to + 1) == "clock" {
                    to + 2
                } else {
                    return None;
                };
            }
            clear = true;
        }
        _ => {}
    }
    if clear { found(to, hour, minute) } else { None }
}

/// A number below a hundred, spelt or in digits.
fn small(scan: &Scan<'_>, i: usize) -> Option<(u32, usize)> {
    let (value, to) = scan.number(i)?;
    Some((value.parse().ok().filter(|value| *value < 100)?, to))
}
