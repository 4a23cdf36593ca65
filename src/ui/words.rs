//! Values in words, each by its unit.

use crate::insight::{Interval, Unit};
pub use crate::words::{bytes, count, decimal, duration, plural, share};

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
        Unit::Count => decimal(value, 1),
        Unit::Share => share(value, of),
        Unit::Millis => duration(value),
        Unit::Score => decimal(value, 2),
    }
}

/// An interval of a rate: `28.5–33.6 %`.
pub fn interval(interval: &Interval) -> String {
    format!("{}–{}\u{202f}%", decimal(interval.low * 100.0, 1), decimal(interval.high * 100.0, 1))
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
