//! An amount, of money or of anything that is written with a decimal point: a whole number of millionths, so
//! that sums are exact and in any order the same.

use std::fmt;

use crate::{
    binary::{Frozen, In, Out},
    query::read_decimal,
};

/// Millionths of one.
pub const ONE: u64 = 1_000_000;

/// The most that is taken: a billion.
const MOST: f64 = 1e9;

/// An amount, not below zero.
///
/// ```
/// use undertone::plan::Amount;
/// assert_eq!(Amount::read("0.075").unwrap().to_string(), "0.075");
/// assert_eq!(Amount::read("12").unwrap().value(), 12.0);
/// assert_eq!(Amount::read("-1"), None);
/// assert_eq!(Amount::read("1,234"), None);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Amount(pub u64);

impl Amount {
    /// So many of one.
    pub const fn whole(number: u64) -> Self {
        Self(number * ONE)
    }

    /// What a person or a file wrote: digits with a point, without separators of thousands; beyond six digits
    /// behind the point it is rounded. `None` of anything else, of what is below zero and beyond a billion.
    pub fn read(text: &str) -> Option<Self> {
        let value = read_decimal(text.trim()).filter(|value| (0.0..=MOST).contains(value))?;
        Some(Self((value * ONE as f64 + 0.5) as u64))
    }

    /// Its value.
    pub fn value(self) -> f64 {
        self.0 as f64 / ONE as f64
    }
}

impl fmt::Display for Amount {
    /// As it can be read again, with no more digits than it has.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0 / ONE, self.0 % ONE);
        if rest == 0 {
            return write!(f, "{whole}");
        }
        let digits = format!("{rest:06}");
        write!(f, "{whole}.{}", digits.trim_end_matches('0'))
    }
}

impl Frozen for Amount {
    fn freeze(&self, out: &mut Out) {
        self.0.freeze(out);
    }

    fn thaw(from: &mut In<'_>) -> Option<Self> {
        u64::thaw(from).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_come_back_as_they_were_written() {
        for text in ["0", "7", "0.075", "1000000", "999999999.999999", "12.5"] {
            assert_eq!(Amount::read(text).unwrap().to_string(), text);
        }
        for (text, written) in [(" 3 ", "3"), ("2.50", "2.5"), (".5", "0.5"), ("0.0000004", "0")] {
            assert_eq!(Amount::read(text).unwrap().to_string(), written, "{text}");
        }
        for text in ["", "-1", "1,5", "1e3", "NaN", "2000000000", "€5"] {
            assert_eq!(Amount::read(text), None, "{text}");
        }
    }
}
