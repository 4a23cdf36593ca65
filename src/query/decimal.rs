//! Decimal numbers as people write them and as the filter is written back. The standard library reads
//! more (exponents, words for infinity) by tables that weigh ten kilobytes in the page's download.

use std::iter::successors;

/// The largest mantissa that is kept digit by digit; digits behind it say nothing that a double holds.
const MOST: u64 = 10_u64.pow(18);

/// Powers of ten up to this one are doubles to the bit.
const EXACT: u32 = 22;

/// By how many of the last bits the product of all steps is off at most, and one.
const OFF: usize = 10;

/// The value of a sign, digits, a point and digits, of which there must be some; `None` of anything
/// else, and beyond what a double holds. A value that was written by `Display` comes back the same to
/// the bit, and so does any of up to 15 digits; others may be off by the last bit.
///
/// ```
/// use undertone::query::read_decimal;
/// assert_eq!(read_decimal("-0.5"), Some(-0.5));
/// assert_eq!(read_decimal("1e3"), None);
/// ```
pub fn read_decimal(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() + fraction.len() == 0 || !is_digits(whole) || !is_digits(fraction) {
        return None;
    }
    let (mut mantissa, mut exponent) = (0_u64, 0_i32);
    for (at, byte) in whole.bytes().chain(fraction.bytes()).enumerate() {
        let is_whole = at < whole.len();
        if mantissa < MOST {
            mantissa = mantissa * 10 + u64::from(byte - b'0');
            exponent -= i32::from(!is_whole);
        } else {
            exponent = exponent.checked_add(i32::from(is_whole))?;
        }
    }
    let mut near = mantissa as f64;
    let mut left = exponent.unsigned_abs();
    while left > 0 {
        let step = left.min(EXACT);
        let power = 10_f64.powi(step as i32);
        near = if exponent < 0 { near / power } else { near * power };
        left -= step;
    }
    // Mantissa and power are exact up to here, and so one division or product is rounded right.
    let is_exact = mantissa < 1 << 53 && exponent.unsigned_abs() <= EXACT;
    let value = if is_exact {
        near
    } else {
        let written = |value: &f64| value.to_string() == unsigned;
        // Each step may be off by half of the last bit.
        let below = successors(Some(near), |value| Some(value.next_down())).take(OFF);
        let above = successors(Some(near), |value| Some(value.next_up())).take(OFF);
        below.chain(above).find(written).unwrap_or(near)
    };
    value.is_finite().then_some(if text.starts_with('-') { -value } else { value })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::read_decimal;

    #[test]
    fn numbers_are_read_and_other_things_are_not() {
        for (text, value) in
            [("0", 0.0), ("007", 7.0), ("+4.5", 4.5), (".5", 0.5), ("5.", 5.0), ("-12.25", -12.25)]
        {
            assert_eq!(read_decimal(text), Some(value), "{text}");
        }
        for text in ["", ".", "-", "1e3", "inf", "NaN", "1,5", "1.2.3", "0x1", "--1", "١"] {
            assert_eq!(read_decimal(text), None, "{text}");
        }
        assert_eq!(read_decimal(&"9".repeat(400)), None, "beyond what a double holds");
        assert_eq!(read_decimal(&format!("0.{}1", "0".repeat(17))), Some(1e-18));
    }

    proptest! {
        #[test]
        fn what_display_writes_comes_back(value in -1e15_f64..1e15) {
            prop_assert_eq!(read_decimal(&value.to_string()), Some(value));
        }

        #[test]
        fn what_display_writes_of_the_largest_and_smallest_comes_back(bits: u64) {
            let value = f64::from_bits(bits & !(1 << 63));
            prop_assume!(value.is_normal());
            prop_assert_eq!(read_decimal(&value.to_string()), Some(value));
        }

        #[test]
        fn short_numbers_are_those_of_the_standard_library(n in -999_999_999_999_999_i64..=999_999_999_999_999, point in 0_usize..15) {
            let text = format!("{}.{:0point$}", n / 10_i64.pow(point as u32), n.unsigned_abs() % 10_u64.pow(point as u32));
            prop_assert_eq!(read_decimal(&text), text.parse().ok());
        }
    }
}
