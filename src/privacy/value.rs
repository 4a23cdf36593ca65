//! What a personal datum is, however it was written: the bytes by which two are equal.

use core::net::Ipv6Addr;

use super::kind::Kind;
use super::view::{Plain, plain};
use crate::text::date_at;

/// Appends the bytes by which values of a kind are compared to an empty `out`. A national and an
/// international spelling of one telephone number stay two values: the country is not known.
pub(super) fn canonical(kind: Kind, found: &str, out: &mut String) {
    out.clear();
    let letters = found.chars().filter_map(|c| match plain(c) {
        Plain::Same => Some(c),
        Plain::Gone => None,
        Plain::Ascii(byte) => Some(char::from(byte)),
    });
    match kind {
        Kind::UrlSecret | Kind::Password | Kind::CryptoWallet => out.extend(letters),
        Kind::Email => email(letters, out),
        Kind::Iban => out.extend(letters.filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase())),
        Kind::Card => out.extend(letters.filter(char::is_ascii_digit)),
        Kind::Mac => out.extend(letters.filter(char::is_ascii_hexdigit).map(|c| c.to_ascii_lowercase())),
        Kind::Ip => {
            out.extend(letters);
            if let Ok(address) = out.parse::<Ipv6Addr>() {
                out.clear();
                out.extend(address.octets().map(char::from));
            }
        }
        Kind::Phone => phone(letters, out),
        Kind::Ssn | Kind::AccountId | Kind::Passport | Kind::LicencePlate => {
            out.extend(letters.filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase));
        }
        Kind::Geo => out.extend(letters.filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase)),
        Kind::Person | Kind::Address | Kind::Username => words(letters, out),
        Kind::DateOfBirth => {
            words(letters, out);
            if let Some((date, _)) = date_at(out.as_bytes(), 0) {
                *out = format!("{}-{}-{}", date.year.unwrap_or_default(), date.month, date.day);
            }
        }
    }
}

/// Lower case, with one space for whatever stands between words.
fn words(letters: impl Iterator<Item = char>, out: &mut String) {
    let mut gap = false;
    for c in letters {
        if c.is_alphanumeric() || matches!(c, '\'' | '\u{2019}' | '/' | '.' | '-') {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            out.extend(c.to_lowercase());
        } else {
            gap = true;
        }
    }
}

/// Lower case; written-out signs become the signs.
fn email(letters: impl Iterator<Item = char>, out: &mut String) {
    let mut word = 0;
    let end_word = |out: &mut String, word: &mut usize| {
        let sign = match &out.as_bytes()[*word..] {
            b"at" | b"\xc3\xa4t" => Some('@'),
            b"dot" | b"punkt" | b"point" => Some('.'),
            _ => None,
        };
        if let Some(sign) = sign {
            out.truncate(*word);
            out.push(sign);
        }
        *word = out.len();
    };
    for c in letters {
        if " ()[]{}<>".contains(c) {
            end_word(out, &mut word);
        } else {
            out.extend(c.to_lowercase());
        }
    }
    if word > 0 {
        end_word(out, &mut word);
    }
}

/// Digits with a plus for an international number; a bracketed zero after the country code is only
/// for callers at home. An extension belongs to the number.
fn phone(letters: impl Iterator<Item = char>, out: &mut String) {
    let mut letters = letters.peekable();
    while let Some(c) = letters.next() {
        match c {
            '+' => out.push('+'),
            '(' if out.starts_with('+') && letters.peek() == Some(&'0') => {
                letters.next();
                if letters.peek() != Some(&')') {
                    out.push('0');
                }
            }
            c if c.is_ascii_digit() => out.push(c),
            'x' | 'X' => out.push('x'),
            _ => {}
        }
        if out == "00" {
            out.clear();
            out.push('+');
        }
    }
}
