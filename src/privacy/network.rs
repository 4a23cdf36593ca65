//! Network and hardware addresses. A version number and a time of day are none.

use core::net::Ipv6Addr;

use super::chars::{alnum_at, alnum_before, is_one_of, word_before};
use super::finder::{Matches, note};
use super::kind::Kind;

/// Words before a four-part number that make it a version.
const VERSIONED: &[&str] = &[
    "v",
    "ver",
    "vers",
    "version",
    "release",
    "firmware",
    "build",
    "update",
    "patch",
    "app",
    "chrome",
    "firefox",
    "safari",
    "edge",
    "opera",
    "ios",
    "android",
    "windows",
    "driver",
    "chapter",
    "section",
    "kapitel",
    "abschnitt",
];

/// The end of the IPv4 address that starts at `start`, `None` if none does.
pub(super) fn ipv4_end(s: &[u8], start: usize) -> Option<usize> {
    let mut at = start;
    for part in 0..4 {
        if part > 0 {
            if s.get(at) != Some(&b'.') {
                return None;
            }
            at += 1;
        }
        let digits = s[at..].iter().take(4).take_while(|byte| byte.is_ascii_digit()).count();
        let value = s[at..at + digits].iter().fold(0_u32, |value, byte| value * 10 + u32::from(byte - b'0'));
        if digits == 0 || value > 255 || (digits > 1 && s[at] == b'0') {
            return None;
        }
        at += digits;
    }
    let goes_on = s.get(at) == Some(&b'.') && s.get(at + 1).is_some_and(u8::is_ascii_digit);
    (!goes_on && !alnum_at(s, at) && s.get(at) != Some(&b'_') && is_address(s, start)).then_some(at)
}

/// Whether what stands before lets a four-part number be an address.
fn is_address(s: &[u8], start: usize) -> bool {
    if start == 0 {
        return true;
    }
    if alnum_before(s, start) {
        return false;
    }
    match s[start - 1] {
        b'.' | b'_' | b'-' => return !alnum_before(s, start - 1),
        // A product's version ("Chrome/120.0.0.0"), not the host of an address ("http://…").
        b'/' if start > 1 && s[start - 2] != b'/' => return !alnum_before(s, start - 1),
        _ => {}
    }
    let gap = s[..start].iter().rev().take(3).take_while(|byte| b" :=".contains(byte)).count();
    !is_one_of(word_before(s, start - gap), VERSIONED)
}

/// Looks at the colon or hyphen at `at`: whether it is the first of a hardware or IPv6 address.
pub(super) fn look_at_joint(s: &[u8], at: usize, matches: &mut Matches) {
    let from = at.saturating_sub(5);
    let digits = s[from..at].iter().rev().take_while(|byte| byte.is_ascii_hexdigit()).count();
    let start = at - digits;
    if digits > 4 || alnum_before(s, start) || (start > 0 && matches!(s[start - 1], b':' | b'-' | b'_')) {
        return;
    }
    if digits == 2
        && let Some(end) = mac_end(s, start)
    {
        note(matches, Kind::Mac, start, end);
    } else if s[at] == b':'
        && let Some(end) = ipv6_end(s, start)
    {
        note(matches, Kind::Ip, start, end);
    }
}

/// The end of six pairs of hexadecimal digits with one and the same joint.
fn mac_end(s: &[u8], start: usize) -> Option<usize> {
    let address = s.get(start..start + 17)?;
    let joint = address[2];
    let pairs = address.chunks(3).all(|part| {
        part[..2].iter().all(u8::is_ascii_hexdigit) && part.get(2).is_none_or(|&byte| byte == joint)
    });
    let lettered = joint == b':' || address.iter().any(u8::is_ascii_alphabetic);
    let end = start + 17;
    let goes_on = s.get(end).is_some_and(|&byte| byte == joint || byte == b'_') || alnum_at(s, end);
    (pairs && lettered && !goes_on).then_some(end)
}

/// The end of the IPv6 address that starts at `start`. Too short a one ("a::b") is somebody's code.
fn ipv6_end(s: &[u8], start: usize) -> Option<usize> {
    let rest = &s[start..s.len().min(start + 46)];
    let mut length =
        rest.iter().take_while(|byte| byte.is_ascii_hexdigit() || matches!(byte, b':' | b'.')).count();
    while length > 0
        && (rest[length - 1] == b'.' || rest[..length].ends_with(b":") && !rest[..length].ends_with(b"::"))
    {
        length -= 1;
    }
    let address = &rest[..length];
    let groups = address.split(|&byte| byte == b':').filter(|group| !group.is_empty()).count();
    let known_start = matches!(address.first(), Some(b'2' | b'3' | b'f' | b'F'))
        && address.iter().position(|&byte| byte == b':') == Some(4)
        && address.iter().any(u8::is_ascii_digit);
    let end = start + length;
    if memchr::memchr_iter(b':', address).take(2).count() < 2
        || !(groups >= 3 || groups >= 1 && known_start)
        || alnum_at(s, end)
        || s.get(end).is_some_and(|byte| matches!(byte, b':' | b'_'))
    {
        return None;
    }
    str::from_utf8(address).ok()?.parse::<Ipv6Addr>().is_ok().then_some(end)
}
