//! Tails of the distributions that tests go by.

use special::{Beta as _, Gamma as _};

/// How likely a standard normal value is at least so far from 0, to either side.
pub fn two_sided(z: f64) -> f64 {
    libm::erfc(libm::fabs(z) / core::f64::consts::SQRT_2)
}

/// How likely a chi-squared value of so many degrees of freedom is above another.
pub fn chi_squared_above(x: f64, freedom: f64) -> f64 {
    if x <= 0.0 { 1.0 } else { (1.0 - (x / 2.0).inc_gamma(freedom / 2.0)).max(0.0) }
}

/// How likely a value of Student's t is at least so far from 0, to either side.
pub fn student_two_sided(t: f64, freedom: f64) -> f64 {
    let half = freedom / 2.0;
    (freedom / (freedom + t * t)).inc_beta(half, 0.5, half.ln_beta(0.5))
}

/// What 95 % of Student's t lie within.
pub fn student_quantile(freedom: f64) -> f64 {
    let half = freedom / 2.0;
    let x = 0.05_f64.inv_inc_beta(half, 0.5, half.ln_beta(0.5));
    (freedom * (1.0 - x) / x).sqrt()
}
