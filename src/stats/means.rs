//! One mean and two.

use super::{Interval, Z, student_quantile, student_two_sided};

/// What is known of some values: how many, their sum, the sum of their squares.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Moments {
    /// How many.
    pub n: f64,
    /// Their sum.
    pub sum: f64,
    /// The sum of their squares.
    pub squares: f64,
}

/// What Welch's test of two means says.
#[derive(Clone, Debug, PartialEq)]
pub struct Welch {
    /// The first mean minus the second.
    pub difference: f64,
    /// Its standard error.
    pub error: f64,
    /// Degrees of freedom, by Welch and Satterthwaite.
    pub freedom: f64,
    /// How likely so great a difference is without one.
    pub p: f64,
    /// Interval of the difference.
    pub interval: Interval,
}

impl Moments {
    /// The mean; of nothing, 0.
    pub fn mean(self) -> f64 {
        if self.n > 0.0 { self.sum / self.n } else { 0.0 }
    }

    /// The square of the standard error of the mean; 0 of fewer than two values.
    pub fn error2(self) -> f64 {
        let spread = (self.squares - self.sum * self.mean()).max(0.0);
        if self.n > 1.0 { spread / (self.n - 1.0) / self.n } else { 0.0 }
    }
}

/// Welch's test that two means are the same, whatever the spread of each. `None` of fewer than two values on a
/// side, or where none differ.
pub fn welch(one: Moments, two: Moments) -> Option<Welch> {
    let (a, b) = (one.error2(), two.error2());
    if one.n < 2.0 || two.n < 2.0 || a + b <= 0.0 {
        return None;
    }
    let freedom = (a + b) * (a + b) / (a * a / (one.n - 1.0) + b * b / (two.n - 1.0));
    let (difference, error) = (one.mean() - two.mean(), (a + b).sqrt());
    let half = student_quantile(freedom) * error;
    Some(Welch {
        difference,
        error,
        freedom,
        p: student_two_sided(difference / error, freedom),
        interval: Interval::around(difference, half, "welch"),
    })
}

/// The interval of a mean of whole numbers, from their sum and that of their squares, by the central limit
/// theorem; `None` of fewer than two. Only operations that IEEE 754 rounds exactly.
pub fn of_mean(sum: i64, squares: u64, n: u64) -> Option<Interval> {
    let of = Moments { n: n as f64, sum: sum as f64, squares: squares as f64 };
    (n > 1).then(|| Interval::around(of.mean(), Z * of.error2().sqrt(), "normal"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_of_a_mean_agrees_with_the_textbook() {
        // −1, 0, 1, 2: mean 0.5, standard deviation 1.29099, its error 0.64550.
        let interval = of_mean(2, 6, 4).unwrap();
        let half = 1.959_964 * 0.645_497;
        assert!((interval.low - (0.5 - half)).abs() < 1e-5 && (interval.high - (0.5 + half)).abs() < 1e-5);
        assert_eq!(of_mean(10, 100, 1), None);
        let same = of_mean(-300, 30_000, 3).unwrap();
        assert_eq!((same.low, same.high), (-100.0, -100.0), "cases that are all the same");
    }

    #[test]
    fn means_without_spread_are_not_tested() {
        let same = Moments { n: 3.0, sum: 6.0, squares: 12.0 };
        assert_eq!(welch(same, same), None);
        assert_eq!(welch(Moments { n: 1.0, sum: 2.0, squares: 4.0 }, same), None);
    }
}
