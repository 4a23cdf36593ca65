//! Coordinates of a place: a pair of decimal degrees, or degrees, minutes and seconds with their directions.

use super::chars::{alnum_at, alnum_before};
use super::context::is_said_before;
use super::finder::{Matches, note};
use super::kind::Kind;

/// Words that announce coordinates; with one of them, two decimals are enough.
const WORDS: &[&str] = &[
    "gps",
    "geo",
    "lat",
    "latitude",
    "lon",
    "lng",
    "long",
    "longitude",
    "coordinates",
    "coords",
    "koordinaten",
    "location",
    "standort",
    "ll",
];

/// Looks at the digit at `at`: whether coordinates start with it. Gives their end.
pub(super) fn look(s: &[u8], at: usize, matches: &mut Matches) -> Option<usize> {
    let signed = at > 0 && matches!(s[at - 1], b'-' | b'+');
    let start = at - usize::from(signed);
    if alnum_before(s, start) || start > 0 && matches!(s[start - 1], b'.' | b'$' | b'_') {
        return None;
    }
    let end = decimal_pair(s, start, at).or_else(|| sexagesimal_pair(s, at))?;
    note(matches, Kind::Geo, start, end);
    Some(end)
}

/// "52.5200, 13.4050", "52.52° N, 13.405° E".
fn decimal_pair(s: &[u8], start: usize, at: usize) -> Option<usize> {
    let (first_end, first_decimals) = degrees(s, at, 90)?;
    let (first_end, directed) = direction(s, first_end, b"NSns");
    let gap = s[first_end..].iter().take(3).take_while(|byte| b", ;/".contains(byte)).count();
    let mut second = first_end + gap;
    // "lng: " and the like between the two.
    let label = s[second..]
        .iter()
        .take(11)
        .take_while(|byte| byte.is_ascii_alphabetic() || b":= \"".contains(byte))
        .count();
    if label > 0 {
        let word =
            s[second..second + label].split(|byte| !byte.is_ascii_alphabetic()).next().unwrap_or_default();
        if !super::chars::is_one_of(word, WORDS) && !is_direction(word) {
            return None;
        }
        second += label;
    }
    if gap + label == 0 {
        return None;
    }
    second += usize::from(s.get(second).is_some_and(|byte| b"+-".contains(byte)));
    let (end, second_decimals) = degrees(s, second, 180)?;
    let (end, _) = direction(s, end, b"EWOewo");
    let goes_on =
        alnum_at(s, end) || s.get(end) == Some(&b'.') && s.get(end + 1).is_some_and(u8::is_ascii_digit);
    let least = first_decimals.min(second_decimals);
    let told = least >= 4
        || least >= 2 && (directed || s.get(start.wrapping_sub(1)) == Some(&b'@'))
        || least >= 2 && is_said_before(s, start, WORDS);
    (told && !goes_on).then_some(end)
}

/// Whether it is a direction alone: "N 46.9480 E 7.4474".
fn is_direction(word: &[u8]) -> bool {
    matches!(word, b"E" | b"W" | b"O" | b"e" | b"w")
}

/// The end of decimal degrees of at most `most`, and how many decimals they have.
fn degrees(s: &[u8], at: usize, most: u32) -> Option<(usize, usize)> {
    let rest = s.get(at..)?;
    let whole = rest.iter().take(4).take_while(|byte| byte.is_ascii_digit()).count();
    let value = rest[..whole].iter().fold(0, |value, byte| value * 10 + u32::from(byte - b'0'));
    if !(1..=3).contains(&whole) || value > most || rest.get(whole) != Some(&b'.') {
        return None;
    }
    let decimals = rest[whole + 1..].iter().take(16).take_while(|byte| byte.is_ascii_digit()).count();
    (decimals > 0).then_some((at + whole + 1 + decimals, decimals))
}

/// Past a degree sign and one of the letters, and whether there was a letter.
fn direction(s: &[u8], end: usize, letters: &[u8]) -> (usize, bool) {
    let mut at = end + if s[end..].starts_with("°".as_bytes()) { 2 } else { 0 };
    let marked = at;
    at += usize::from(s.get(at) == Some(&b' '));
    let directed = s.get(at).is_some_and(|byte| letters.contains(byte)) && !alnum_at(s, at + 1);
    if directed { (at + 1, true) } else { (marked, false) }
}

/// `52°31'12.0"N 13°24'18.0"E`.
fn sexagesimal_pair(s: &[u8], at: usize) -> Option<usize> {
    let end = sexagesimal(s, at, b"NSns")?;
    let gap = s[end..].iter().take(3).take_while(|byte| b", ;/".contains(byte)).count();
    sexagesimal(s, end + gap, b"EWOewo")
}

/// The end of degrees, minutes, maybe seconds, and a direction.
fn sexagesimal(s: &[u8], mut at: usize, letters: &[u8]) -> Option<usize> {
    let mut parts = 0;
    for signs in [&["°", "º"][..], &["'", "′", "’"], &["\"", "″", "”", "''"]] {
        let digits =
            s.get(at..)?.iter().take(8).take_while(|byte| byte.is_ascii_digit() || **byte == b'.').count();
        let sign = signs.iter().find(|sign| s[at + digits..].starts_with(sign.as_bytes()));
        let Some(sign) = sign.filter(|_| digits > 0) else { break };
        at += digits + sign.len();
        at += usize::from(s.get(at) == Some(&b' '));
        parts += 1;
    }
    let directed = s.get(at).is_some_and(|byte| letters.contains(byte)) && !alnum_at(s, at + 1);
    (parts >= 2 && directed).then_some(at + 1)
}
