//! Values in words, each by its unit.

pub use crate::charts::{count, share};
use crate::insight::{Interval, Unit};

/// A value as it is shown, without its count.
///
/// ```
/// use undertone::{insight::Unit, ui::words::value};
/// assert_eq!(value(Unit::Count, 1329.0, 1329), "1,329");
/// assert_eq!(value(Unit::Share, 0.31, 50), "31\u{202f}%");
/// assert_eq!(value(Unit::Millis, 92_000.0, 1), "1 min 32 s");
/// ```
pub fn value(unit: Unit, value: f64, of: u64) -> String {
    match unit {
        Unit::Count if value.fract() == 0.0 => count(value.max(0.0) as u64),
        Unit::Count => format!("{value:.1}"),
        Unit::Share => share(value, of),
        Unit::Millis => duration(value),
        Unit::Score => format!("{value:.2}"),
    }
}

/// Milliseconds in the two largest units that matter.
pub fn duration(millis: f64) -> String {
    let seconds = (millis / 1000.0).round().max(0.0) as u64;
    match seconds {
        _ if millis < 1000.0 => format!("{:.0} ms", millis.max(0.0)),
        _ if millis < 59_950.0 => format!("{:.1} s", millis / 1000.0),
        0..3600 => format!("{} min {:02} s", seconds / 60, seconds % 60),
        3600..172_800 => format!("{} h {:02} min", seconds / 3600, seconds / 60 % 60),
        _ => format!("{:.1} days", millis / 86_400_000.0),
    }
}

/// Bytes in the largest unit that fits.
pub fn bytes(n: u64) -> String {
    match n {
        0..1_000 => format!("{n} bytes"),
        1_000..1_000_000 => format!("{:.0} KB", n as f64 / 1e3),
        1_000_000..1_000_000_000 => format!("{:.1} MB", n as f64 / 1e6),
        _ => format!("{:.2} GB", n as f64 / 1e9),
    }
}

/// An interval of a rate: `28.5–33.6 %`.
pub fn interval(interval: &Interval) -> String {
    format!("{:.1}–{:.1}\u{202f}%", interval.low * 100.0, interval.high * 100.0)
}

/// `1 file`, `2 files`.
pub fn plural(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", count(n), if n == 1 { one } else { many })
}

/// A snake_case name as words: `csat_top2` → `Csat top2`.
pub fn title_of(name: &str) -> String {
    let mut chars = name.chars();
    let first = chars.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    first + &chars.as_str().replace('_', " ")
}

/// Words as a sentence: a capital first, a full stop last.
pub fn sentence(words: &str) -> String {
    if words.is_empty() {
        return String::new();
    }
    let mut chars = words.chars();
    let first = chars.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    let stop = if words.ends_with(['.', '?']) { "" } else { "." };
    format!("{first}{}{stop}", chars.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_carry_over_where_they_round_up() {
        for (millis, words) in [
            (0.0, "0 ms"),
            (420.0, "420 ms"),
            (4_200.0, "4.2 s"),
            (59_940.0, "59.9 s"),
            (59_960.0, "1 min 00 s"),
            (3_599_600.0, "1 h 00 min"),
            (7_500_000.0, "2 h 05 min"),
            (267_840_000.0, "3.1 days"),
        ] {
            assert_eq!(duration(millis), words, "{millis}");
        }
    }

    #[test]
    fn a_share_says_no_more_than_its_cases_can() {
        assert_eq!(share(1.0, 1000), "100\u{202f}%");
        assert_eq!(share(0.0, 1000), "0\u{202f}%");
        assert_eq!(share(0.999_9, 10_000), "100.0\u{202f}%");
        assert_eq!(share(1.0 / 3.0, 3), "33\u{202f}%");
    }
}
