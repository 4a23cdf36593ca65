//! Looks at any time. Who looks at a test every day and stops when it shows something is fooled by chance far more
//! often than once in twenty: an interval must then hold at all looks together.
//!
//! These are asymptotic confidence sequences (I. Waudby-Smith, D. Arbour, R. Sinha, E. H. Kennedy, A. Ramdas,
//! "Time-uniform central limit theory and asymptotic confidence sequences", Annals of Statistics 52, 2024), the
//! normal mixture of H. Robbins (Annals of Mathematical Statistics 41, 1970) for estimates that are nearly normal.
//! Of `t` units an estimate with standard error `s` is within
//! `s √(2 (tρ² + 1) ÷ tρ² · ln(√(tρ² + 1) ÷ α))` of the truth at all `t` together, but for α of the cases.
//!
//! Units are users. Where the same users come again and again, the data grow and the units do not, which the theory
//! does not speak of; `tests/experiments.rs` counts how often that fools: in fewer cases than α, too.

/// Where the sequence is tightest: so many units in both arms. It is fixed here and not by the data, as it must be.
const TIGHTEST: f64 = 1_000.0;

/// `tρ²`: ρ² makes the width least at [`TIGHTEST`] for 5 %; −2 ln 0.05 = 5.99, ln(5.99 + 1) = 1.94.
fn time(units: f64) -> f64 {
    units * (5.991_464_547_107_98 + 1.944_690_138_560_51) / TIGHTEST
}

/// How many standard errors the interval reaches to either side, of so many units, at a level.
pub fn margin(units: f64, alpha: f64) -> f64 {
    let time = time(units);
    (2.0 * (time + 1.0) / time * (libm::log(time + 1.0) / 2.0 - libm::log(alpha))).sqrt()
}

/// The p that holds at any look: the least level at which the interval leaves out 0, of an estimate so many
/// standard errors from it.
pub fn always_valid(z: f64, units: f64) -> f64 {
    let time = time(units);
    let log = libm::log(time + 1.0) / 2.0 - z * z * time / (2.0 * (time + 1.0));
    libm::exp(log.min(0.0))
}

/// By how many times the units must grow until a difference is most likely shown: so that it exceeds the interval
/// in four of five cases. `error` is the standard error that `units` give. 1 where there are enough; `None` where
/// even ten million times are too few.
pub fn growth(difference: f64, error: f64, units: f64, alpha: f64) -> Option<f64> {
    let enough = |times: f64| {
        let reach = margin(units * times, alpha) + super::Z_POWER;
        libm::fabs(difference) >= error / times.sqrt() * reach
    };
    let (mut low, mut high) = (1.0, 1.0);
    while !enough(high) {
        (low, high) = (high, high * 2.0);
        if high > 1e7 {
            return None;
        }
    }
    // To a thousandth: it is an estimate.
    while high > low * 1.001 {
        let middle = f64::midpoint(low, high);
        if enough(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
    Some(high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn interval_and_p_say_the_same() {
        for units in [50.0, 2_000.0, 1e6] {
            for alpha in [0.05, 0.01, 0.001] {
                let edge = margin(units, alpha);
                assert!((always_valid(edge, units) - alpha).abs() < 1e-12, "{units} {alpha}");
                assert!(edge > 1.96);
            }
            assert!((always_valid(0.0, units) - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn it_is_tightest_where_it_was_planned() {
        let at = |units| margin(units, 0.05);
        assert!(at(1_000.0) < at(500.0) && at(1_000.0) < at(1_000_000.0));
    }

    #[test]
    fn it_grows_until_it_is_enough() {
        // 5,000 units with a standard error of 0.014.
        let times = growth(0.05, 0.014, 5_000.0, 0.05).unwrap();
        let reach = margin(5_000.0 * times, 0.05) + super::super::Z_POWER;
        assert!((0.014 / times.sqrt() * reach - 0.05).abs() < 1e-4, "{times}");
        assert_eq!(growth(0.5, 0.014, 5_000.0, 0.05), Some(1.0));
        assert_eq!(growth(0.0, 0.014, 5_000.0, 0.05), None);
    }
}
