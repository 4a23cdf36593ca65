//! Addresses of purses of cryptographic currencies: base 58 or bech32 with a valid checksum, or 40
//! hexadecimal digits after `0x`.

use super::chars::alnum_before;
use super::finder::{Matches, note};
use super::kind::Kind;
use super::sha256::sha256;

const BASE_58: &[u8] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const BECH_32: &[u8] = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l";
/// The shortest and the longest address.
const LENGTHS: core::ops::RangeInclusive<usize> = 25..=108;

/// Looks at the digit at `at`: whether it stands in an address of a purse, as its first digit. Gives its end.
pub(super) fn look(s: &[u8], at: usize, matches: &mut Matches) -> Option<usize> {
    let from = at.saturating_sub(34);
    let start = at - s[from..at].iter().rev().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let length =
        s[start..].iter().take(LENGTHS.end() + 1).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    if !LENGTHS.contains(&length) || alnum_before(s, start) || start > 0 && s[start - 1] == b'_' {
        return None;
    }
    let word = &s[start..start + length];
    if !(is_hexadecimal(word) || is_bech32(word) || is_base58(word)) {
        return None;
    }
    note(matches, Kind::CryptoWallet, start, start + length);
    Some(start + length)
}

fn is_hexadecimal(word: &[u8]) -> bool {
    word.len() == 42 && word.starts_with(b"0x") && word[2..].iter().all(u8::is_ascii_hexdigit)
}

/// Base 58 with four bytes of a doubled SHA-256 at the end: 25 bytes in all.
fn is_base58(word: &[u8]) -> bool {
    if !(26..=35).contains(&word.len()) {
        return false;
    }
    let mut bytes = [0_u8; 25];
    for letter in word {
        let Some(value) = BASE_58.iter().position(|known| known == letter) else { return false };
        let mut carry = value as u32;
        for byte in bytes.iter_mut().rev() {
            carry += u32::from(*byte) * 58;
            *byte = carry as u8;
            carry >>= 8;
        }
        if carry > 0 {
            return false;
        }
    }
    sha256(&sha256(&bytes[..21]))[..4] == bytes[21..]
}

/// Bech32 or its successor: a prefix, a one, and letters whose polynomial leaves 1 or a known constant.
fn is_bech32(word: &[u8]) -> bool {
    let lower = word.to_ascii_lowercase();
    if word.iter().any(u8::is_ascii_lowercase) && word.iter().any(u8::is_ascii_uppercase) {
        return false;
    }
    let Some(one) = memchr::memrchr(b'1', &lower) else { return false };
    if one == 0 || lower.len() - one < 8 {
        return false;
    }
    let prefix = &lower[..one];
    let values: Option<Vec<u32>> = lower[one + 1..]
        .iter()
        .map(|letter| BECH_32.iter().position(|known| known == letter).map(|value| value as u32))
        .collect();
    let Some(values) = values else { return false };
    let high = prefix.iter().map(|byte| u32::from(byte >> 5));
    let low = prefix.iter().map(|byte| u32::from(byte & 31));
    let rest = high.chain([0]).chain(low).chain(values).fold(1_u32, |rest, value| {
        let top = rest >> 25;
        let turned = (rest & 0x1ff_ffff) << 5 ^ value;
        let generators = [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3];
        generators
            .into_iter()
            .enumerate()
            .fold(turned, |rest, (bit, generator)| if top >> bit & 1 == 1 { rest ^ generator } else { rest })
    });
    matches!(rest, 1 | 0x2bc8_30a3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_known_by_their_checksum() {
        for word in [
            "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2",
            "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy",
            "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
            "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
            "bc1p5cyxnuxmeuwuvkwfem96lqzszd02n6xdcjrs20cac6yqjjwudpxqkedrcr",
            "0x52908400098527886E0F7030069857D2E4169EE7",
        ] {
            let at = word.bytes().position(|byte| byte.is_ascii_digit()).unwrap();
            assert_eq!(look(word.as_bytes(), at, &mut Vec::new()), Some(word.len()), "{word}");
            let mut wrong = word.as_bytes().to_vec();
            wrong[20] = if wrong[20] == b'8' { b'z' } else { b'8' };
            let hexadecimal = word.starts_with("0x");
            assert_eq!(look(&wrong, at, &mut Vec::new()).is_some(), hexadecimal && wrong[20] != b'z');
        }
    }
}
