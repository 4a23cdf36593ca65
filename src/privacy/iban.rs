//! IBANs: a country's length, check digits modulo 97, single spaces anywhere, hyphens between fours.

use super::chars::{alnum_at, alnum_before};
use super::finder::{Matches, note};
use super::kind::Kind;

/// Two letters of the country and two digits of length, from the SWIFT registry.
const LENGTHS: &[u8] = b"AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20\
EG29ES24FI18FK18FO18FR27GB22GE22GI23GL18GR27GT28HN28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20\
LV21LY25MC27MD24ME22MK19MN20MR27MT31MU30NI28NL18NO15OM23PK24PL28PS29PT25QA29RO24RS22RU33SA24SC31SD18SE24SI19SK24\
SM27SO23ST25SV28TL23TN24TR26UA29VA22VG24XK20YE30";

/// Looks at the digit at `at`: whether it is the first check digit.
pub(super) fn look(s: &[u8], at: usize, matches: &mut Matches) {
    let Some(start) = at.checked_sub(2) else { return };
    let country = [s[start].to_ascii_uppercase(), s[start + 1].to_ascii_uppercase()];
    if !country.iter().all(u8::is_ascii_uppercase) || alnum_before(s, start) {
        return;
    }
    let Some(entry) = LENGTHS.chunks_exact(4).find(|entry| entry[..2] == country) else { return };
    let length = usize::from(entry[2] - b'0') * 10 + usize::from(entry[3] - b'0');
    let mut code = [0_u8; 34];
    let (mut count, mut end, mut joint) = (0, start, false);
    let mut hyphen_after = 0;
    while count < length {
        match s.get(end) {
            Some(byte) if byte.is_ascii_alphanumeric() => {
                code[count] = byte.to_ascii_uppercase();
                count += 1;
                joint = false;
            }
            Some(b' ') if !joint => joint = true,
            // Hyphens only between fours: a UUID has others.
            Some(b'-' | b'.') if !joint && count == hyphen_after + 4 => (joint, hyphen_after) = (true, count),
            _ => return,
        }
        end += 1;
    }
    let goes_on =
        alnum_at(s, end) || s.get(end) == Some(&b'-') && s.get(end + 1).is_some_and(u8::is_ascii_digit);
    if !goes_on && code[2].is_ascii_digit() && code[3].is_ascii_digit() && checks(&code[..length]) {
        note(matches, Kind::Iban, start, end);
    }
}

/// Whether the code, its first four moved to the end and letters spelt as 10 … 35, is 1 modulo 97.
fn checks(code: &[u8]) -> bool {
    let rest = code[4..].iter().chain(&code[..4]).fold(0_u32, |rest, byte| match byte {
        b'0'..=b'9' => (rest * 10 + u32::from(byte - b'0')) % 97,
        _ => (rest * 100 + u32::from(byte - b'A') + 10) % 97,
    });
    rest == 1
}
