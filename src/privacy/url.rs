//! Addresses that open something: with a password, a token or a signature in them. The whole address
//! is the secret; an ordinary address stays.

use super::chars::alnum_before;
use super::finder::{Matches, note};
use super::kind::Kind;
use super::network::ipv4_end;

/// Parameters whose value opens something, wherever they stand in a compound name (`reset_token`).
const SECRET_PARTS: &[&str] = &[
    "token",
    "password",
    "passwd",
    "passphrase",
    "passcode",
    "pwd",
    "pass",
    "secret",
    "sig",
    "signature",
    "apikey",
    "jwt",
    "hmac",
    "auth",
    "otp",
    "session",
    "sessionid",
    "credential",
    "credentials",
    "sas",
    "accesskey",
    "authkey",
    "passwort",
    "kennwort",
    "jsessionid",
    "phpsessid",
];
/// Parameters that often are harmless: only a long value with digits and letters counts.
const LOOSE_PARTS: &[&str] =
    &["key", "sid", "code", "hash", "magic", "invite", "invitation", "ticket", "sign"];
/// Parts of a path after which a long mixed piece opens something.
const OPENING_PATHS: &[&str] = &[
    "reset",
    "verify",
    "verification",
    "token",
    "invite",
    "invitation",
    "magic",
    "activate",
    "activation",
    "confirm",
    "unsubscribe",
    "password",
    "login",
    "signin",
    "webhook",
    "webhooks",
    "hooks",
    "services",
];

/// Looks at the colon at `colon`: whether an address stands around "://". Gives its end, 0 for none.
pub(super) fn look(s: &[u8], colon: usize, matches: &mut Matches) -> usize {
    if !s[colon..].starts_with(b"://") {
        return 0;
    }
    let from = colon.saturating_sub(16);
    let scheme = s[from..colon]
        .iter()
        .rev()
        .take_while(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(byte))
        .count();
    let mut start = colon - scheme;
    while start < colon && !s[start].is_ascii_alphabetic() {
        start += 1;
    }
    let host = colon + 3;
    let end = address_end(s, host);
    if start == colon || end == host {
        return end;
    }
    let address = &s[host..end];
    if has_credentials(address) || has_secret_parameter(address) || has_secret_path(address) {
        note(matches, Kind::UrlSecret, start, end);
    } else if let Some(ip_end) = ipv4_end(s, host).filter(|&ip_end| ip_end <= end) {
        note(matches, Kind::Ip, host, ip_end);
    }
    end
}

/// Looks at the `?` or `#` at `at`: whether an address without a scheme stands around it, such as
/// "example.com/reset?token=…". Gives its end, 0 for none.
pub(super) fn look_bare(s: &[u8], at: usize, matches: &mut Matches) -> usize {
    if !s.get(at + 1).is_some_and(u8::is_ascii_alphanumeric) || at == 0 {
        return 0;
    }
    let from = at.saturating_sub(256);
    let before = s[from..at].iter().rev().take_while(|&&byte| is_address_byte(byte)).count();
    let mut start = at - before;
    while start < at && !s[start].is_ascii_alphanumeric() {
        start += 1;
    }
    if !s[start..at].iter().any(|byte| matches!(byte, b'.' | b'/')) {
        return 0;
    }
    let end = address_end(s, at);
    if has_secret_parameter(&s[start..end]) && !alnum_before(s, start) {
        note(matches, Kind::UrlSecret, start, end);
    }
    end
}

fn is_address_byte(byte: u8) -> bool {
    byte > b' ' && byte != 0x7f && !b"\"<>`{}|\\^".contains(&byte)
}

/// The end of the address whose bytes go on from `from`, without the sentence's own punctuation.
fn address_end(s: &[u8], from: usize) -> usize {
    let mut end = from + s[from..].iter().take_while(|&&byte| is_address_byte(byte)).count();
    // Brackets that the address opened itself belong to it.
    let mut open = [(b'(', b')'), (b'[', b']')].map(|(open, close)| {
        let count = |byte| memchr::memchr_iter(byte, &s[from..end]).count() as isize;
        (close, count(open) - count(close))
    });
    while end > from {
        let last = s[end - 1];
        if let Some((_, balance)) = open.iter_mut().find(|(close, _)| *close == last) {
            if *balance >= 0 {
                break;
            }
            *balance += 1;
        } else if !b".,;:!?'*_~".contains(&last) {
            break;
        }
        end -= 1;
    }
    end
}

/// Whether any authority in the address carries a password: "user:word@host", or one long token.
fn has_credentials(address: &[u8]) -> bool {
    let mut rest = address;
    loop {
        let end = rest.iter().position(|byte| b"/?#".contains(byte)).unwrap_or(rest.len());
        if let Some(at) = memchr::memrchr(b'@', &rest[..end]) {
            let user = &rest[..at];
            let word = memchr::memchr(b':', user).map(|colon| &user[colon + 1..]);
            if word.is_some_and(|word| !word.is_empty()) || is_opaque(user, 16) {
                return true;
            }
        }
        match memchr::memmem::find(rest, b"://") {
            Some(inner) => rest = &rest[inner + 3..],
            None => return false,
        }
    }
}

/// Whether a parameter of the query or the fragment opens something.
fn has_secret_parameter(address: &[u8]) -> bool {
    let Some(query) = address.iter().position(|byte| b"?#;".contains(byte)) else { return false };
    address[query..].split(|byte| b"?#&;".contains(byte)).any(|parameter| {
        let Some(equals) = memchr::memchr(b'=', parameter) else { return false };
        let (name, value) = (&parameter[..equals], &parameter[equals + 1..]);
        !value.is_empty() && (named(name, SECRET_PARTS) || named(name, LOOSE_PARTS) && is_opaque(value, 16))
    })
}

/// Whether a part of the name is one of `parts`: parts end at a mark or before a capital.
fn named(name: &[u8], parts: &[&str]) -> bool {
    let mut start = 0;
    for at in 0..=name.len() {
        let mark = at == name.len() || !name[at].is_ascii_alphanumeric();
        let hump = !mark && at > start && name[at].is_ascii_uppercase() && name[at - 1].is_ascii_lowercase();
        if mark || hump {
            if super::chars::is_one_of(&name[start..at], parts) {
                return true;
            }
            start = if mark { at + 1 } else { at };
        }
    }
    super::chars::is_one_of(name, parts)
}

/// Whether the path carries a token after a part that says so.
fn has_secret_path(address: &[u8]) -> bool {
    let path_end = address.iter().position(|byte| b"?#".contains(byte)).unwrap_or(address.len());
    let mut opening = false;
    address[..path_end].split(|&byte| byte == b'/').skip(1).any(|piece| {
        let secret = (opening && is_opaque(piece, 16)) || is_bot_token(piece);
        opening |= named(piece, OPENING_PATHS);
        secret
    })
}

/// "bot123456789:AAE…", as one messenger writes them into paths.
fn is_bot_token(piece: &[u8]) -> bool {
    piece.starts_with(b"bot")
        && memchr::memchr(b':', piece).is_some_and(|colon| colon > 8 && piece.len() - colon > 20)
}

/// At least `least` bytes with digits and letters among them: nobody's word.
fn is_opaque(value: &[u8], least: usize) -> bool {
    value.len() >= least
        && value.iter().any(u8::is_ascii_digit)
        && value.iter().any(u8::is_ascii_alphabetic)
        && !value.contains(&b' ')
}
