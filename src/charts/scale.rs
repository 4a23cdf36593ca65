//! From values to pixels, and which values deserve a line.

/// A straight scale from values to pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// Values at the two ends.
    pub domain: (f64, f64),
    /// Pixels at the two ends; may run downwards.
    pub range: (i32, i32),
}

impl Scale {
    /// The pixel of a value; a domain without extent maps to the start.
    pub fn at(self, value: f64) -> i32 {
        let (low, high) = self.domain;
        if high <= low {
            return self.range.0;
        }
        let share = (value - low) / (high - low);
        self.range.0 + (share * f64::from(self.range.1 - self.range.0)).round() as i32
    }
}

/// Round whole numbers from 0 that cover `max` in at most `wanted` steps of 1, 2 or 5 × 10ⁿ.
///
/// ```
/// assert_eq!(undertone::charts::ticks(104, 4), [0, 50, 100, 150]);
/// assert_eq!(undertone::charts::ticks(0, 4), [0, 1]);
/// ```
pub fn ticks(max: u64, wanted: u64) -> Vec<u64> {
    let (max, wanted) = (max.max(1), wanted.max(1));
    let mut decade = 1_u64;
    let step = 'found: loop {
        for factor in [1, 2, 5] {
            let step = decade.saturating_mul(factor);
            if max.div_ceil(step) <= wanted {
                break 'found step;
            }
        }
        decade = decade.saturating_mul(10);
    };
    (0..=max.div_ceil(step)).map(|i| i * step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_cover_the_largest_value_in_few_round_steps() {
        for max in [1, 2, 3, 4, 5, 7, 9, 10, 11, 49, 50, 51, 999, 1001, 123_456_789, u64::MAX / 2] {
            let ticks = ticks(max, 4);
            assert!(ticks.len() >= 2 && ticks.len() <= 5, "{max}: {ticks:?}");
            assert!(*ticks.last().unwrap() >= max, "{max}: {ticks:?}");
            assert_eq!(ticks[0], 0);
        }
    }

    #[test]
    fn a_scale_may_run_downwards_and_have_no_extent() {
        let scale = Scale { domain: (0.0, 10.0), range: (200, 0) };
        assert_eq!([scale.at(0.0), scale.at(2.5), scale.at(10.0)], [200, 150, 0]);
        assert_eq!(Scale { domain: (3.0, 3.0), range: (7, 9) }.at(3.0), 7);
    }
}
