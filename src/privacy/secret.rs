//! Bare tokens that open something, known by how their issuers begin them.

use super::chars::alnum_before;
use super::finder::{Matches, note};
use super::kind::Kind;

/// A token's beginning, which of its bytes wakes the rule, and how many bytes follow at least.
struct Shape {
    start: &'static [u8],
    wakes: usize,
    least: usize,
}

const fn shape(start: &'static str, wakes: usize, least: usize) -> Shape {
    Shape { start: start.as_bytes(), wakes, least }
}

/// The byte that wakes is the first in the beginning that the finder's table knows.
const SHAPES: &[Shape] = &[
    shape("sk-", 2, 16),
    shape("sk_live_", 2, 10),
    shape("sk_test_", 2, 10),
    shape("rk_live_", 2, 10),
    shape("rk_test_", 2, 10),
    shape("whsec_", 5, 16),
    shape("ghp_", 3, 20),
    shape("gho_", 3, 20),
    shape("ghu_", 3, 20),
    shape("ghs_", 3, 20),
    shape("ghr_", 3, 20),
    shape("github_pat_", 5, 20),
    shape("glpat-", 5, 16),
    shape("npm_", 3, 30),
    shape("hf_", 2, 20),
    shape("shpat_", 5, 20),
    shape("pypi-", 4, 40),
    shape("xoxa-", 4, 10),
    shape("xoxb-", 4, 10),
    shape("xoxe-", 4, 10),
    shape("xoxo-", 4, 10),
    shape("xoxp-", 4, 10),
    shape("xoxr-", 4, 10),
    shape("xoxs-", 4, 10),
    shape("xapp-", 4, 10),
    shape("AKIA", 1, 16),
    shape("ASIA", 2, 16),
    shape("AIza", 2, 30),
];

/// Looks at the byte at `at`.
pub(super) fn look(s: &[u8], at: usize, matches: &mut Matches) {
    let found = match s[at] {
        b'b' | b'B' => bearer(s, at),
        b'J' => web_token(s, at),
        b'I' if at < 2 || s[at - 1] != b'S' => None,
        _ => issued(s, at),
    };
    if let Some((start, end)) = found {
        note(matches, Kind::UrlSecret, start, end);
    }
}

fn issued(s: &[u8], at: usize) -> Option<(usize, usize)> {
    let byte = s[at];
    let shape = SHAPES.iter().find(|shape| {
        shape.start[shape.wakes] == byte
            && at >= shape.wakes
            && s[at - shape.wakes..].starts_with(shape.start)
    })?;
    let start = at - shape.wakes;
    let body = start + shape.start.len();
    if alnum_before(s, start) || (start > 0 && matches!(s[start - 1], b'-' | b'_')) {
        return None;
    }
    let end = token_end(s, body, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    let long = end - body >= shape.least;
    let mixed = s[body..end].iter().any(u8::is_ascii_digit) || shape.start.starts_with(b"A");
    (long && mixed).then_some((start, end))
}

/// "Bearer …" and "Basic …": what follows the scheme is the secret, the whole is taken.
fn bearer(s: &[u8], at: usize) -> Option<(usize, usize)> {
    let rest = &s[at..];
    let scheme = [b"bearer ".as_slice(), b"basic "]
        .into_iter()
        .find(|scheme| rest.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))?;
    let body = at + scheme.len();
    let end = token_end(s, body, |byte| byte.is_ascii_alphanumeric() || b"-._~+/=".contains(&byte));
    let token = &s[body..end];
    let opaque = token.iter().any(u8::is_ascii_digit) || token.ends_with(b"=");
    (token.len() >= 12 && opaque && !alnum_before(s, at)).then_some((at, end))
}

/// A JSON web token: two or three parts of base64, the first of which is an object.
fn web_token(s: &[u8], at: usize) -> Option<(usize, usize)> {
    let start = at.checked_sub(2)?;
    if &s[start..at] != b"ey" || alnum_before(s, start) {
        return None;
    }
    let is_base = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'=');
    let end = token_end(s, start, is_base);
    let token = &s[start..end];
    let first = memchr::memchr(b'.', token)?;
    (first >= 10 && token.len() - first > 10).then_some((start, end))
}

/// The end of the bytes that `fits`, without a full stop that ends the sentence.
fn token_end(s: &[u8], from: usize, fits: impl Fn(u8) -> bool) -> usize {
    let mut end = from + s[from..].iter().take_while(|&&byte| fits(byte)).count();
    while end > from && s[end - 1] == b'.' {
        end -= 1;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_is_woken_by_a_byte_that_wakes() {
        for shape in SHAPES {
            let byte = shape.start[shape.wakes];
            assert!(b"-_JzBbKkI".contains(&byte), "{:?}", str::from_utf8(shape.start));
        }
    }
}
