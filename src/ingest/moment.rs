//! Times as sources write them: ISO 8601, numeric dates in any order, month names, epoch seconds to
//! nanoseconds by their size, spreadsheet serials, times of day.
//!
//! Day and month are decided once for a column ([`DateOrder::of`]), never per cell.

use jiff_core::civil;
use serde::{Deserialize, Serialize};

use crate::conversation::{Millis, Zone};

/// Order of the parts of a numeric date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// 31.12.2026
    DayFirst,
    /// 12/31/2026
    MonthFirst,
}

/// What a column's values say about the order of day and month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OrderVerdict {
    /// The order to read with.
    pub order: DateOrder,
    /// Whether the values prove it (or no numeric date needs it).
    pub certain: bool,
}

/// A parsed time, as far as the cell alone says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Moment {
    /// A moment.
    At(Millis),
    /// A civil time without a zone.
    Civil(civil::DateTime),
    /// A date alone.
    Date(civil::Date),
    /// A time of day alone.
    TimeOfDay(civil::Time),
}

impl Moment {
    /// The moment in `zone`; `None` for a time of day without a date.
    pub fn resolve(self, zone: &Zone) -> Option<Millis> {
        match self {
            Self::At(at) => Some(at),
            Self::Civil(civil) => zone.moment(civil),
            Self::Date(date) => zone.moment(date.at(0, 0, 0, 0)),
            Self::TimeOfDay(_) => None,
        }
    }
}

impl OrderVerdict {
    /// The order that a person chose, else this.
    #[must_use]
    pub fn unless_chosen(self, chosen: Option<DateOrder>) -> Self {
        chosen.map_or(self, |order| Self { order, certain: true })
    }
}

impl DateOrder {
    /// Decides the order on a column's values: a part above 12 proves it; else AM/PM or slashes with
    /// a leading month that never decreases suggest it; else dots mean day first.
    pub fn of<'v>(values: impl Iterator<Item = &'v str>) -> OrderVerdict {
        let (mut first_over, mut second_over, mut seen, mut dots, mut twelve_hours) = (0, 0, 0, 0, 0);
        let mut firsts_differ = false;
        let mut seconds_differ = false;
        let mut previous: Option<(u32, u32)> = None;
        for value in values {
            let Some((first, second, separator)) = numeric_date_head(value) else { continue };
            seen += 1;
            dots += usize::from(separator == b'.');
            first_over += usize::from(first > 12);
            second_over += usize::from(second > 12);
            let lower = value.to_ascii_lowercase();
            twelve_hours += usize::from(lower.ends_with("am") || lower.ends_with("pm"));
            if let Some((before_first, before_second)) = previous {
                firsts_differ |= before_first != first;
                seconds_differ |= before_second != second;
            }
            previous = Some((first, second));
        }
        let certain = |order| OrderVerdict { order, certain: true };
        if seen == 0 || (first_over > 0 && second_over == 0) {
            return certain(Self::DayFirst);
        }
        if second_over > 0 {
            return certain(Self::MonthFirst);
        }
        if dots == seen {
            return certain(Self::DayFirst);
        }
        if twelve_hours > 0 {
            return certain(Self::MonthFirst);
        }
        // A part that changes while the other stands still is the day.
        let order = if seconds_differ && !firsts_differ { Self::MonthFirst } else { Self::DayFirst };
        OrderVerdict { order, certain: false }
    }
}

/// First two numbers of a numeric date that does not begin with a year, and their separator.
fn numeric_date_head(value: &str) -> Option<(u32, u32, u8)> {
    let bytes = value.trim().trim_start_matches('[').as_bytes();
    let (first, rest) = digits(bytes, 2)?;
    let (&separator, rest) = rest.split_first()?;
    if !matches!(separator, b'/' | b'.' | b'-') {
        return None;
    }
    let (second, rest) = digits(rest, 2)?;
    (rest.first() == Some(&separator)).then_some((first, second, separator))
}

/// Up to `most` leading digits as a number.
fn digits(bytes: &[u8], most: usize) -> Option<(u32, &[u8])> {
    let n = bytes.iter().take(most).take_while(|byte| byte.is_ascii_digit()).count();
    let (head, rest) = bytes.split_at_checked(n).filter(|_| n > 0)?;
    Some((head.iter().fold(0, |sum, byte| sum * 10 + u32::from(byte - b'0')), rest))
}

/// Parses one cell. `order` decides numeric dates.
///
/// ```
/// use undertone::{conversation::{Millis, Zone}, ingest::moment::{parse, DateOrder}};
/// let at = |text| parse(text, DateOrder::MonthFirst).and_then(|m| m.resolve(&Zone::utc()));
/// assert_eq!(at("2026-03-02T09:14:05.120Z"), Some(Millis(1_772_442_845_120)));
/// assert_eq!(at("03/02/2026 09:14:05 AM"), Some(Millis(1_772_442_845_000)));
/// assert_eq!(at("1772442845"), Some(Millis(1_772_442_845_000)));
/// assert_eq!(at("next Tuesday"), None);
/// ```
pub fn parse(text: &str, order: DateOrder) -> Option<Moment> {
    let text = text.trim();
    let bytes = text.as_bytes();
    if bytes.len() >= 20
        && bytes[4] == b'-'
        && let Some(at) = iso_utc(bytes)
    {
        return Some(Moment::At(at));
    }
    if bytes.is_empty() || bytes.len() > 64 || !bytes.iter().any(u8::is_ascii_digit) {
        return None;
    }
    number(text).or_else(|| Parser::new(text, order).run())
}

/// `YYYY-MM-DDTHH:MM:SS[.fraction]Z`, the commonest form, without a detour.
fn iso_utc(bytes: &[u8]) -> Option<Millis> {
    let two = |at: usize| -> Option<i64> {
        let (value, _) = digits(bytes.get(at..at + 2)?, 2).filter(|(_, rest)| rest.is_empty())?;
        Some(i64::from(value))
    };
    if bytes[7] != b'-' || !matches!(bytes[10], b'T' | b' ') || bytes[13] != b':' || bytes[16] != b':' {
        return None;
    }
    let year = two(0)? * 100 + two(2)?;
    let (month, day, hour, minute, second) = (two(5)?, two(8)?, two(11)?, two(14)?, two(17)?);
    let mut millis = 0;
    let mut rest = &bytes[19..];
    if let Some(fraction) = rest.strip_prefix(b".") {
        (millis, rest) = milliseconds(fraction);
    }
    if rest != b"Z" || !(1..=12).contains(&month) || day < 1 || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let date = civil::Date::new(year as i16, month as i8, day as i8).ok()?;
    let days = date_days(date);
    Some(Millis(((days * 24 + hour) * 60 + minute) * 60_000 + second * 1000 + millis))
}

/// Leading digits as the fraction of a second, cut to milliseconds, and what follows them.
fn milliseconds(fraction: &[u8]) -> (i64, &[u8]) {
    let n = fraction.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, rest) = fraction.split_at(n);
    let millis = digits.iter().chain(b"000").take(3).fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0'));
    (millis, rest)
}

/// Days since 1970-01-01.
fn date_days(date: civil::Date) -> i64 {
    // Days from civil, after Howard Hinnant's "chrono-compatible low-level date algorithms".
    let (year, month, day) = (i64::from(date.year()), i64::from(date.month()), i64::from(date.day()));
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// A bare number: epoch by its size, or a spreadsheet's day serial.
fn number(text: &str) -> Option<Moment> {
    let mut parts = text.splitn(2, '.');
    let (whole, fraction) = (parts.next()?, parts.next().unwrap_or(""));
    let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 19 || !plain(whole) || !plain(fraction) {
        return None;
    }
    let value: f64 = text.parse().ok()?;
    let seconds = match whole.len() {
        // 1996 to 2128 as a spreadsheet's days since 1899-12-30; civil, without a zone.
        5 if (35_000.0..84_000.0).contains(&value) => {
            let millis = ((value - 25_569.0) * 86_400_000.0).round() as i64;
            return Some(Moment::Civil(civil_at(millis)?));
        }
        9..=10 => 1_000.0,
        12..=13 => 1.0,
        15..=16 => 1e-3,
        18..=19 => 1e-6,
        _ => return None,
    };
    Some(Moment::At(Millis((value * seconds).round() as i64)))
}

/// The civil time that many milliseconds after 1970-01-01T00:00.
fn civil_at(millis: i64) -> Option<civil::DateTime> {
    let day = civil::UnixEpochDay::new(i32::try_from(millis.div_euclid(86_400_000)).ok()?).ok()?;
    let of_day = civil::TimeNanosecond::new(millis.rem_euclid(86_400_000) * 1_000_000).ok()?;
    Some(civil::DateTime::from_parts(day.to_date(), of_day.to_time()))
}

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Month names of other languages by their beginning, with the month's number.
const MONTHS_ELSEWHERE: [(&str, u32); 14] = [
    ("mär", 3),
    ("mae", 3),
    ("mrz", 3),
    ("mai", 5),
    ("okt", 10),
    ("dez", 12),
    ("ene", 1),
    ("abr", 4),
    ("ago", 8),
    ("dic", 12),
    ("fév", 2),
    ("avr", 4),
    ("aoû", 8),
    ("déc", 12),
];

/// Reads dates and times token by token: numbers with their separators, words, offsets.
struct Parser<'t> {
    rest: &'t str,
    order: DateOrder,
    date: Option<(i32, u32, u32)>,
    time: Option<(u32, u32, u32, u32)>,
    afternoon: Option<bool>,
    offset_seconds: Option<i64>,
    month_name: Option<u32>,
    loose: Vec<u32>,
}

impl<'t> Parser<'t> {
    fn new(text: &'t str, order: DateOrder) -> Self {
        Self {
            rest: text,
            order,
            date: None,
            time: None,
            afternoon: None,
            offset_seconds: None,
            month_name: None,
            loose: Vec::new(),
        }
    }

    fn run(mut self) -> Option<Moment> {
        while let Some(first) = self.rest.chars().next() {
            if first.is_ascii_digit() {
                self.number()?;
            } else if matches!(first, '+' | '-' | '−') && self.time.is_some() {
                self.offset();
            } else if first.is_alphabetic() {
                self.word()?;
            } else {
                // Commas, brackets, spaces of any kind.
                if !matches!(first, ',' | '.' | '[' | ']' | '(' | ')' | '-' | '–' | '/')
                    && !first.is_whitespace()
                {
                    return None;
                }
                self.rest = &self.rest[first.len_utf8()..];
            }
        }
        self.finish()
    }

    fn number(&mut self) -> Option<()> {
        let bytes = self.rest.as_bytes();
        let (first, after) = digits(bytes, 4)?;
        let width = bytes.len() - after.len();
        match after.first() {
            Some(b':') if self.time.is_none() && width <= 2 => self.clock(first, &after[1..])?,
            Some(&separator @ (b'/' | b'.' | b'-')) if self.date.is_none() && self.month_name.is_none() => {
                let Some((second, after)) = digits(&after[1..], 2) else {
                    self.loose.push(first);
                    self.rest = &self.rest[width..];
                    return Some(());
                };
                if after.first() != Some(&separator) {
                    return None;
                }
                let third_bytes = &after[1..];
                let (third, after) = digits(third_bytes, 4)?;
                let third_width = third_bytes.len() - after.len();
                let (year, month, day) = if width == 4 {
                    (first, second, third)
                } else if self.order == DateOrder::DayFirst {
                    (short_year(third, third_width), second, first)
                } else {
                    (short_year(third, third_width), first, second)
                };
                self.date = Some((year as i32, month, day));
                self.rest = &self.rest[bytes.len() - after.len()..];
                self.rest = self.rest.strip_prefix('T').unwrap_or(self.rest);
            }
            _ => {
                self.loose.push(first);
                self.rest = &self.rest[width..];
                for suffix in ["st", "nd", "rd", "th"] {
                    self.rest = self.rest.strip_prefix(suffix).unwrap_or(self.rest);
                }
            }
        }
        Some(())
    }

    fn clock(&mut self, hour: u32, after: &'t [u8]) -> Option<()> {
        let (minute, mut after) = digits(after, 2)?;
        let (mut second, mut millis) = (0, 0);
        if let Some(more) = after.strip_prefix(b":") {
            (second, after) = digits(more, 2)?;
            if let Some(fraction) = after.strip_prefix(b".").or_else(|| after.strip_prefix(b","))
                && fraction.first().is_some_and(u8::is_ascii_digit)
            {
                (millis, after) = milliseconds(fraction);
            }
        }
        self.time = Some((hour, minute, second, millis as u32));
        self.rest = &self.rest[self.rest.len() - after.len()..];
        Some(())
    }

    fn offset(&mut self) {
        let sign = if self.rest.starts_with('+') { 1 } else { -1 };
        let skipped = self.rest.chars().next().map_or(0, char::len_utf8);
        let bytes = &self.rest.as_bytes()[skipped..];
        let Some((hours, after)) = digits(bytes, 2) else {
            self.rest = &self.rest[skipped..];
            return;
        };
        let after = after.strip_prefix(b":").unwrap_or(after);
        let (minutes, after) = digits(after, 2).unwrap_or((0, after));
        self.offset_seconds = Some(sign * (i64::from(hours) * 3600 + i64::from(minutes) * 60));
        self.rest = &self.rest[self.rest.len() - after.len()..];
    }

    fn word(&mut self) -> Option<()> {
        let end = self.rest.find(|c: char| !c.is_alphabetic()).unwrap_or(self.rest.len());
        let word = self.rest[..end].to_lowercase();
        self.rest = &self.rest[end..];
        match word.as_str() {
            "t" | "at" | "um" | "uhr" | "on" | "of" | "de" | "der" | "den" => {}
            "z" | "utc" | "gmt" => self.offset_seconds = Some(0),
            "am" | "a" => self.afternoon = Some(false),
            "pm" | "p" => self.afternoon = Some(true),
            "m" if self.afternoon.is_some() => {}
            _ => {
                let head: String = word.chars().take(3).collect();
                let month =
                    MONTHS.iter().position(|name| *name == head).map(|at| at as u32 + 1).or_else(|| {
                        MONTHS_ELSEWHERE.iter().find(|(name, _)| *name == head).map(|(_, month)| *month)
                    });
                match month {
                    Some(month) => self.month_name = Some(month),
                    None if is_weekday(&head) => {}
                    None => return None,
                }
            }
        }
        Some(())
    }

    fn finish(mut self) -> Option<Moment> {
        if let (None, Some(month), [first, second, ..]) = (self.date, self.month_name, self.loose.as_slice())
        {
            let (day, year) = if *first > 31 { (*second, *first) } else { (*first, *second) };
            self.date = Some((short_year(year, if year < 100 { 2 } else { 4 }) as i32, month, day));
        } else if self.date.is_none() && !self.loose.is_empty() {
            return None;
        }
        let time = match self.time {
            Some((hour, minute, second, millis)) => {
                let hour = match self.afternoon {
                    Some(_) if hour > 12 => hour,
                    Some(afternoon) => hour % 12 + if afternoon { 12 } else { 0 },
                    None => hour,
                };
                Some(
                    civil::Time::new(
                        hour as i8,
                        minute as i8,
                        second.min(59) as i8,
                        millis as i32 * 1_000_000,
                    )
                    .ok()?,
                )
            }
            None => None,
        };
        let date = match self.date {
            Some((year, month, day)) => {
                Some(civil::Date::new(i16::try_from(year).ok()?, month as i8, day as i8).ok()?)
            }
            None => None,
        };
        Some(match (date, time) {
            (Some(date), Some(time)) => match self.offset_seconds {
                Some(offset) => {
                    let days = date_days(date);
                    let of_day = i64::from(time.hour()) * 3_600_000
                        + i64::from(time.minute()) * 60_000
                        + i64::from(time.second()) * 1000
                        + i64::from(time.subsec_nanosecond()) / 1_000_000;
                    Moment::At(Millis(days * 86_400_000 + of_day - offset * 1000))
                }
                None => Moment::Civil(civil::DateTime::from_parts(date, time)),
            },
            (Some(date), None) => Moment::Date(date),
            (None, Some(time)) => Moment::TimeOfDay(time),
            (None, None) => return None,
        })
    }
}

fn short_year(year: u32, width: usize) -> u32 {
    match width {
        1 | 2 if year >= 70 => 1900 + year,
        1 | 2 => 2000 + year,
        _ => year,
    }
}

fn is_weekday(head: &str) -> bool {
    const NAMES: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    const GERMAN: [&str; 9] = ["mo", "di", "mi", "do", "fr", "sa", "so", "die", "mit"];
    NAMES.contains(&head) || GERMAN.contains(&head) || ["don", "fre", "sam", "son"].contains(&head)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, order: DateOrder, expect: Option<&str>) {
        let got = parse(text, order)
            .and_then(|moment| moment.resolve(&Zone::utc()))
            .map(|at| jiff::Timestamp::from_millisecond(at.0).unwrap().to_string());
        assert_eq!(got.as_deref(), expect, "{text}");
    }

    #[test]
    fn times_as_sources_write_them() {
        use DateOrder::{DayFirst, MonthFirst};
        let cases: &[(&str, DateOrder, Option<&str>)] = &[
            ("2026-03-02T09:14:05.120Z", DayFirst, Some("2026-03-02T09:14:05.12Z")),
            ("2026-03-02T09:14:05.123456Z", DayFirst, Some("2026-03-02T09:14:05.123Z")),
            ("2026-03-02 09:14:05", DayFirst, Some("2026-03-02T09:14:05Z")),
            ("2026-03-02T09:14:05+01:00", DayFirst, Some("2026-03-02T08:14:05Z")),
            ("2026-03-02T09:14:05.5-0530", DayFirst, Some("2026-03-02T14:44:05.5Z")),
            ("2026-03-02 09:14:05 UTC", DayFirst, Some("2026-03-02T09:14:05Z")),
            ("2026-03-02 09:14", DayFirst, Some("2026-03-02T09:14:00Z")),
            ("2026-03-02", DayFirst, Some("2026-03-02T00:00:00Z")),
            ("02.03.2026 10:14:05", DayFirst, Some("2026-03-02T10:14:05Z")),
            ("2/3/2026 9:14 AM", MonthFirst, Some("2026-02-03T09:14:00Z")),
            ("2/3/26, 9:14\u{202f}PM", DayFirst, Some("2026-03-02T21:14:00Z")),
            ("03/02/2026 12:00:05 AM", MonthFirst, Some("2026-03-02T00:00:05Z")),
            ("03/02/2026 12:00:05 PM", MonthFirst, Some("2026-03-02T12:00:05Z")),
            ("2026/03/02 09:14:05", DayFirst, Some("2026-03-02T09:14:05Z")),
            ("March 02, 2026 09:14 AM UTC", DayFirst, Some("2026-03-02T09:14:00Z")),
            ("Mon, 02 Mar 2026 09:14:05 +0000", DayFirst, Some("2026-03-02T09:14:05Z")),
            ("2 März 2026 um 9:14 Uhr", DayFirst, Some("2026-03-02T09:14:00Z")),
            ("1772442845", DayFirst, Some("2026-03-02T09:14:05Z")),
            ("1772442845.12", DayFirst, Some("2026-03-02T09:14:05.12Z")),
            ("1772442845120", DayFirst, Some("2026-03-02T09:14:05.12Z")),
            ("1772442845120000", DayFirst, Some("2026-03-02T09:14:05.12Z")),
            ("46083.384780092594", DayFirst, Some("2026-03-02T09:14:05Z")),
            ("09:14:05", DayFirst, None),
            ("48213", DayFirst, Some("2031-12-31T00:00:00Z")),
            ("32/13/2026", DayFirst, None),
            ("yesterday", DayFirst, None),
            ("order 12", DayFirst, None),
            ("", DayFirst, None),
        ];
        for (text, order, expect) in cases {
            check(text, *order, *expect);
        }
        assert!(matches!(parse("09:14 PM", DayFirst), Some(Moment::TimeOfDay(_))));
    }

    #[test]
    fn the_order_of_day_and_month_is_the_columns() {
        let of = |values: &[&str]| DateOrder::of(values.iter().copied());
        assert_eq!(of(&["03/02/2026 09:14:05 AM"]).order, DateOrder::MonthFirst);
        assert_eq!(of(&["02.03.2026 10:14"]), OrderVerdict { order: DateOrder::DayFirst, certain: true });
        assert_eq!(of(&["02/03/2026", "14/03/2026"]).order, DateOrder::DayFirst);
        assert_eq!(of(&["02/03/2026", "03/14/2026"]).order, DateOrder::MonthFirst);
        assert_eq!(
            of(&["03/02/2026", "03/03/2026"]),
            OrderVerdict { order: DateOrder::MonthFirst, certain: false }
        );
        assert!(of(&["2026-03-02"]).certain);
    }
}
