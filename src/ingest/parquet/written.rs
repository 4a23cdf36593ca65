//! Values in words, as people and JSON write them.

use std::fmt::Write;

use super::{column::Raw, schema::Meaning};
use crate::conversation::Day;

/// A value in words.
pub enum Written {
    /// None that can be written.
    Absent,
    /// A number or a truth value.
    Bare(String),
    /// A text.
    Text(String),
}

/// Writes a value that means this.
pub fn written(raw: &Raw<'_>, meaning: Meaning) -> Written {
    use Written::{Absent, Bare, Text};
    match (raw, meaning) {
        (Raw::Truth(truth), _) => Bare(truth.to_string()),
        (Raw::Single(number), _) if number.is_finite() => Bare(number.to_string()),
        (Raw::Double(number), _) if number.is_finite() => Bare(number.to_string()),
        (Raw::Single(_) | Raw::Double(_), _) => Absent,
        (Raw::Int(number), Meaning::Unsigned(32)) => Bare((*number as u32).to_string()),
        (Raw::Int(number), Meaning::Unsigned(_)) => Bare((*number as u64).to_string()),
        (Raw::Int(number), Meaning::Decimal(scale)) => Bare(decimal(i128::from(*number), scale)),
        (Raw::Int(days), Meaning::Day) => day(*days).map_or(Absent, |day| Text(day.to_string())),
        (Raw::Int(parts), Meaning::Clock(of)) => Text(clock(parts.rem_euclid(86_400 * of), of)),
        (Raw::Int(parts), Meaning::Moment(of, is_worlds)) => match day(parts.div_euclid(86_400 * of)) {
            None => Absent,
            Some(day) => {
                let time = clock(parts.rem_euclid(86_400 * of), of);
                Text(format!("{day}T{time}{}", if is_worlds { "Z" } else { "" }))
            }
        },
        (Raw::Int(number), _) => Bare(number.to_string()),
        (Raw::Bytes(bytes), Meaning::Decimal(scale)) if bytes.len() <= 16 => {
            let sign = if bytes.first().is_some_and(|first| *first > 127) { -1 } else { 0 };
            let number = bytes.iter().fold(sign, |number: i128, byte| number << 8 | i128::from(*byte));
            Bare(decimal(number, scale))
        }
        (Raw::Bytes(bytes), Meaning::Uuid) => {
            let mut text = String::new();
            for (nth, byte) in bytes.iter().enumerate() {
                // A text takes anything.
                let _ = write!(text, "{}{byte:02x}", if matches!(nth, 4 | 6 | 8 | 10) { "-" } else { "" });
            }
            Text(text)
        }
        (Raw::Bytes(bytes), _) => Text(String::from_utf8_lossy(bytes).into_owned()),
    }
}

/// A day, within the years that can be written.
fn day(since_1970: i64) -> Option<Day> {
    (-719_162..=2_932_896).contains(&since_1970).then_some(Day(since_1970 as i32))
}

/// A time of the day.
fn clock(parts: i64, of: i64) -> String {
    let (seconds, rest) = (parts / of, parts % of);
    let clock = format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    let digits = of.ilog10() as usize;
    if rest == 0 { clock } else { format!("{clock}.{rest:0digits$}") }
}

/// A number whose last digits stand behind the point.
fn decimal(number: i128, scale: u32) -> String {
    let digits = format!("{:0width$}", number.unsigned_abs(), width = scale as usize + 1);
    let (whole, part) = digits.split_at(digits.len() - scale as usize);
    format!("{}{whole}{}{part}", if number < 0 { "-" } else { "" }, if scale > 0 { "." } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(raw: &Raw<'_>, meaning: Meaning) -> String {
        match written(raw, meaning) {
            Written::Absent => "-".to_owned(),
            Written::Bare(text) | Written::Text(text) => text,
        }
    }

    #[test]
    fn values_are_written_as_they_are_meant() {
        assert_eq!(text(&Raw::Int(-5), Meaning::Decimal(2)), "-0.05");
        assert_eq!(text(&Raw::Bytes(&[0xFF, 0x00]), Meaning::Decimal(1)), "-25.6");
        assert_eq!(text(&Raw::Int(20_514), Meaning::Day), "2026-03-02");
        assert_eq!(
            text(&Raw::Int(1_772_442_845_120), Meaning::Moment(1000, true)),
            "2026-03-02T09:14:05.120Z"
        );
        assert_eq!(text(&Raw::Int(-1), Meaning::Moment(1_000_000, false)), "1969-12-31T23:59:59.999999");
        assert_eq!(text(&Raw::Int(-1), Meaning::Unsigned(32)), "4294967295");
        assert_eq!(text(&Raw::Int(-1), Meaning::Unsigned(64)), "18446744073709551615");
        assert_eq!(text(&Raw::Int(i64::MAX), Meaning::Moment(1000, true)), "-");
        assert_eq!(text(&Raw::Single(0.1), Meaning::Plain), "0.1");
    }
}
