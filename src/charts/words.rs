//! Numbers as people read them: grouped thousands, shares in percent with a narrow space.

/// A count with grouped thousands: `12,300`.
///
/// ```
/// assert_eq!(undertone::charts::count(1_234_567), "1,234,567");
/// ```
pub fn count(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A share of `0..=1` in percent. One decimal only where there are cases enough to mean it.
///
/// ```
/// assert_eq!(undertone::charts::share(0.31, 100), "31\u{202f}%");
/// assert_eq!(undertone::charts::share(0.3102, 1329), "31.0\u{202f}%");
/// ```
pub fn share(value: f64, of: u64) -> String {
    let decimals = usize::from(of >= 200 && value > 0.0 && value < 1.0);
    format!("{:.decimals$}\u{202f}%", value * 100.0)
}
