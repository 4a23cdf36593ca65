//! Numbers as people read them, in the language that is set.

use super::{locale, t};

/// A count with grouped thousands: `12,300`.
///
/// ```
/// assert_eq!(undertone::words::count(1_234_567), "1,234,567");
/// ```
pub fn count(n: u64) -> String {
    let (_, group) = locale().marks();
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(group);
        }
        out.push(digit);
    }
    out
}

/// A number with this many digits behind the mark: `4.25`.
pub fn decimal(value: f64, digits: usize) -> String {
    let plain = format!("{value:.digits$}");
    match locale().marks() {
        ('.', _) => plain,
        (mark, _) => plain.replace('.', mark.encode_utf8(&mut [0; 4])),
    }
}

/// A number with two decimals and its sign, as sentiments are written.
///
/// ```
/// assert_eq!(undertone::words::signed(-0.314), "−0.31");
/// assert_eq!(undertone::words::signed(0.2), "+0.20");
/// assert_eq!(undertone::words::signed(-0.001), "0.00");
/// ```
pub fn signed(value: f64) -> String {
    let size = decimal(value.abs(), 2);
    let is_nought = size.bytes().all(|byte| !byte.is_ascii_digit() || byte == b'0');
    let sign = match value {
        _ if is_nought => "",
        ..0.0 => "−",
        _ => "+",
    };
    format!("{sign}{size}")
}

/// A share of `0..=1` in percent. One decimal only where there are cases enough to mean it.
///
/// ```
/// assert_eq!(undertone::words::share(0.31, 100), "31\u{202f}%");
/// assert_eq!(undertone::words::share(0.3102, 1329), "31.0\u{202f}%");
/// ```
pub fn share(value: f64, of: u64) -> String {
    let digits = usize::from(of >= 200 && value > 0.0 && value < 1.0);
    format!("{}\u{202f}%", decimal(value * 100.0, digits))
}

/// A difference of two shares in points of percent, with its sign.
///
/// ```
/// assert_eq!(undertone::words::points(-0.0234), "−2.3 pp");
/// ```
pub fn points(value: f64) -> String {
    let size = decimal(value.abs() * 100.0, 1);
    let sign = match value {
        _ if value.abs() < 0.0005 => "",
        ..0.0 => "−",
        _ => "+",
    };
    format!("{sign}{size} {}", t("pp"))
}

/// How likely something is by chance alone; what is rarer than one in a thousand says no more than that.
///
/// ```
/// assert_eq!(undertone::words::chance(0.0314), "0.031");
/// assert_eq!(undertone::words::chance(0.000_2), "<\u{202f}0.001");
/// ```
pub fn chance(value: f64) -> String {
    if value < 0.001 { format!("<\u{202f}{}", decimal(0.001, 3)) } else { decimal(value, 3) }
}

/// Milliseconds in the two largest units that matter.
pub fn duration(millis: f64) -> String {
    let seconds = (millis / 1000.0).round().max(0.0) as u64;
    match seconds {
        _ if millis < 1000.0 => format!("{} ms", decimal(millis.max(0.0), 0)),
        _ if millis < 59_950.0 => format!("{} s", decimal(millis / 1000.0, 1)),
        0..3600 => format!("{} min {:02} s", seconds / 60, seconds % 60),
        3600..172_800 => format!("{} h {:02} min", seconds / 3600, seconds / 60 % 60),
        _ => format!("{} {}", decimal(millis / 86_400_000.0, 1), t("days")),
    }
}

/// Bytes in the largest unit that fits.
pub fn bytes(n: u64) -> String {
    match n {
        0..1_000 => format!("{n} {}", t("bytes")),
        1_000..1_000_000 => format!("{} KB", decimal(n as f64 / 1e3, 0)),
        1_000_000..1_000_000_000 => format!("{} MB", decimal(n as f64 / 1e6, 1)),
        _ => format!("{} GB", decimal(n as f64 / 1e9, 2)),
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{Locale, set_locale},
        *,
    };

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

    #[test]
    fn german_numbers_have_a_comma_and_points() {
        set_locale(Locale::German);
        let said = [count(1_234_567), share(0.3102, 1329), duration(4_200.0), bytes(2_100_000)];
        assert_eq!(said, ["1.234.567", "31,0\u{202f}%", "4,2 s", "2,1 MB"]);
    }
}
