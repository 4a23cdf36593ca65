//! National identity numbers: shapes with check digits. A shape that much else shares needs a word before it
//! ("BSN", "Steuer-ID"); one with joints at the right places, or one that hardly anything else has, stands
//! for itself.

use super::chars::alnum_at;
use super::chars::alnum_before;
use super::checks;
use super::context::is_said_before;
use super::finder::{Matches, note};
use super::kind::Kind;

/// What a scheme wants beside its shape and its check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wants {
    /// Nothing more.
    Nothing,
    /// Letters that are all capitals, or one of the words.
    Capitals,
    /// A joint somewhere, or one of the words.
    Joint,
    /// One of the words.
    Word,
}

/// The numbers of one country's one office.
struct Scheme {
    /// `D` a digit, `A` a letter, `X` either; a space is a joint that may be left out, any other mark itself.
    shape: &'static [u8],
    check: fn(&[u8]) -> bool,
    wants: Wants,
    /// Words that announce such a number, in lower case.
    words: &'static [&'static str],
}

const fn scheme(
    shape: &'static str,
    check: fn(&[u8]) -> bool,
    wants: Wants,
    words: &'static [&'static str],
) -> Scheme {
    Scheme { shape: shape.as_bytes(), check, wants, words }
}

const SOCIAL: &[&str] = &["ssn", "social", "itin", "tin", "tax"];
const TAX: &[&str] =
    &["steuer", "steuerid", "idnr", "identifikationsnummer", "steueridentifikationsnummer", "tax"];
const SPANISH: &[&str] = &["dni", "nie", "nif"];
const SWEDISH: &[&str] = &["personnummer", "samordningsnummer"];
const AADHAAR: &[&str] = &["aadhaar", "aadhar", "adhar", "uid", "uidai"];

/// The schemes. The first that fits counts, so those that ask for more come first.
const SCHEMES: &[Scheme] = &[
    scheme("AAA AAA DDADD ADDDA", checks::italian, Wants::Nothing, &[]),
    scheme("AAAADDDDDDAAAAAAXD", checks::mexican, Wants::Nothing, &[]),
    scheme("AAAAADDDDDDAAXAA", checks::any, Wants::Nothing, &[]),
    scheme("DDDDDDDDDDDDDDDDDX", checks::chinese, Wants::Nothing, &[]),
    scheme("D DD DD DX DDD DDD DD", checks::french, Wants::Nothing, &[]),
    scheme("AA DD DD DD A", checks::national_insurance, Wants::Nothing, &[]),
    scheme("DD DDDDDD A DDD", checks::german_pension, Wants::Nothing, &[]),
    scheme("DDD DDDD DDDD DD", checks::swiss, Wants::Nothing, &[]),
    scheme("DDDDDD-DDDX", checks::finnish, Wants::Nothing, &[]),
    scheme("DDDDDDADDDX", checks::finnish, Wants::Nothing, &[]),
    scheme("DDDDDDDD-DDDD", checks::swedish, Wants::Nothing, &[]),
    scheme("DDDDDD-DDDD", checks::swedish, Wants::Nothing, &[]),
    scheme("DDDDDD-DDDDDDD", checks::korean, Wants::Nothing, &[]),
    scheme("DDDDDD/DDDD", checks::czech, Wants::Nothing, &[]),
    scheme("DDDDDD-DDDD", checks::danish, Wants::Word, &["cpr", "personnummer"]),
    scheme("DDDDDDDDDDDD", checks::swedish, Wants::Word, SWEDISH),
    scheme("DDDDDDDDDD", checks::swedish, Wants::Word, SWEDISH),
    scheme("AAAAADDDDA", checks::indian_tax, Wants::Capitals, &["pan"]),
    scheme("ADDDDDDDA", checks::singaporean, Wants::Capitals, &["nric", "fin"]),
    scheme("DAXD-AXD-AADD", checks::any, Wants::Nothing, &[]),
    scheme("DDDDDDDDA", checks::spanish, Wants::Capitals, SPANISH),
    scheme("DDDDDDDD-A", checks::spanish, Wants::Capitals, SPANISH),
    scheme("DD.DDD.DDD-A", checks::spanish, Wants::Nothing, SPANISH),
    scheme("DD DDD DDD A", checks::spanish, Wants::Word, SPANISH),
    scheme("ADDDDDDDA", checks::spanish_foreigner, Wants::Capitals, SPANISH),
    scheme("A-DDDDDDD-A", checks::spanish_foreigner, Wants::Capitals, SPANISH),
    scheme("A DDD DDD DDD", checks::german_health, Wants::Word, HEALTH),
    scheme("DDDDDDDAA", checks::irish, Wants::Word, &["pps", "ppsn"]),
    scheme("DDDDDDDA", checks::irish, Wants::Word, &["pps", "ppsn"]),
    scheme("DDD-DD-DDDD", checks::social_security, Wants::Nothing, &[]),
    scheme("DDD DD DDDD", checks::any, Wants::Word, SOCIAL),
    scheme("DDD DDD DDD DD", checks::brazilian, Wants::Joint, &["cpf"]),
    scheme("DD DD DD DDD DD", checks::belgian, Wants::Joint, &["rijksregisternummer", "national"]),
    scheme("DDDD DDDD DDDD", checks::indian, Wants::Joint, AADHAAR),
    scheme("DD.DDD.DDD-X", checks::chilean, Wants::Nothing, &[]),
    scheme("DD DDD DDD X", checks::chilean, Wants::Word, &["rut"]),
    scheme("DDDDDD DDDDD", checks::norwegian, Wants::Joint, &["fødselsnummer", "personnummer"]),
    scheme("DD DDD DDD DDD", checks::german_tax, Wants::Word, TAX),
    scheme("DDDD DD DDD", checks::dutch, Wants::Word, &["bsn", "burgerservicenummer", "sofinummer", "sofi"]),
    scheme("DDD DDD DDD", checks::dutch, Wants::Word, &["bsn", "burgerservicenummer"]),
    scheme("DDD DDD DDD", checks::portuguese, Wants::Word, &["nif", "contribuinte"]),
    scheme("DDD DDD DDD", checks::luhn, Wants::Word, &["sin", "social", "insurance"]),
    scheme("DDD DDD DDD", checks::australian_tax, Wants::Word, &["tfn", "tax"]),
    scheme("DDDD DDDDD D", checks::australian_health, Wants::Word, &["medicare"]),
    scheme("DDD DDD DDDD", checks::health_service, Wants::Word, &["nhs", "health"]),
    scheme(
        "DDDD DDDDDD",
        checks::austrian,
        Wants::Word,
        &["sozialversicherung", "sozialversicherungsnummer", "svnr", "sv"],
    ),
    scheme("DDDDDDDDDDD", checks::polish, Wants::Word, &["pesel"]),
    scheme("DDDDDDDDDDD", checks::turkish, Wants::Word, &["tc", "tckn", "kimlik"]),
    scheme("DDDDDD DDDD DDD", checks::south_african, Wants::Word, &["id", "identity", "said"]),
    scheme("DDDDDDDDDDDDD", checks::romanian, Wants::Word, &["cnp"]),
];
const HEALTH: &[&str] = &[
    "krankenversicherung",
    "krankenversichertennummer",
    "krankenkasse",
    "versichertennummer",
    "versicherten",
    "kvnr",
    "gesundheitskarte",
];

/// How many letters stand before the first digit at most.
const MOST_LETTERS: usize = 8;
/// The longest number without its joints.
const LONGEST: usize = 18;

/// Looks at the digit at `at`: whether it is the first of a national identity number. Gives its end.
pub(super) fn look(s: &[u8], at: usize, matches: &mut Matches) -> Option<usize> {
    let before = s[at.saturating_sub(MOST_LETTERS)..at].iter().rev();
    let letters = before.take_while(|byte| byte.is_ascii_alphabetic() || **byte == b' ').count();
    let mut start = at;
    // From the number itself back over the letters that may belong to it.
    loop {
        if !alnum_before(s, start) && s[start] != b' ' && !is_joined(s, start) {
            let found = SCHEMES.iter().find_map(|scheme| scheme.fits(s, start, at));
            if let Some(end) = found {
                note(matches, Kind::Ssn, start, end);
                return Some(end);
            }
        }
        if start == 0 || start <= at - letters {
            return None;
        }
        start -= 1;
    }
}

/// Whether a mark right before joins the number to something longer.
fn is_joined(s: &[u8], start: usize) -> bool {
    start > 1 && matches!(s[start - 1], b'-' | b'.' | b'/' | b'_' | b',' | b'$') && alnum_before(s, start - 1)
        || start > 0 && matches!(s[start - 1], b'+' | b'$' | b'_' | b'(')
}

impl Scheme {
    /// The end of a number that starts at `start` and has its first digit at `digit`.
    fn fits(&self, s: &[u8], start: usize, digit: usize) -> Option<usize> {
        let mut id = [0_u8; LONGEST];
        let (mut count, mut at, mut joints) = (0, start, 0);
        for &want in self.shape {
            let byte = *s.get(at)?;
            match want {
                b'D' if byte.is_ascii_digit() => {}
                // Letters before the first digit are of the number only if the shape begins with them.
                b'A' if byte.is_ascii_alphabetic() => {}
                b'X' if byte.is_ascii_alphanumeric() => {}
                b' ' => {
                    if matches!(byte, b' ' | b'-' | b'.' | b'/') {
                        joints += 1;
                        at += 1;
                    }
                    continue;
                }
                mark if mark == byte && mark.is_ascii_punctuation() => {
                    at += 1;
                    continue;
                }
                _ => return None,
            }
            id[count] = byte.to_ascii_uppercase();
            count += 1;
            at += 1;
        }
        let goes_on = alnum_at(s, at)
            || s.get(at).is_some_and(|byte| matches!(byte, b'-' | b'/' | b'.' | b','))
                && s.get(at + 1).is_some_and(u8::is_ascii_digit);
        if goes_on || at <= digit || !(self.check)(&id[..count]) {
            return None;
        }
        let told = match self.wants {
            Wants::Nothing => true,
            Wants::Joint if joints > 0 => true,
            Wants::Capitals if !s[start..at].iter().any(u8::is_ascii_lowercase) => true,
            Wants::Capitals | Wants::Joint | Wants::Word => is_said_before(s, start, self.words),
        };
        told.then_some(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expect: &str) {
        let at = text.bytes().position(|byte| byte.is_ascii_digit()).unwrap();
        let mut matches = Vec::new();
        look(text.as_bytes(), at, &mut matches);
        let found = matches.first().map_or("", |span| &text[span.start..span.end]);
        assert_eq!(found, expect, "{text}");
    }

    #[test]
    fn each_country_s_number_is_known_by_its_check() {
        for id in [
            "078-05-1120",
            "AB 12 34 56 C",
            "AB123456C",
            "15 070649 C 103",
            "2 55 08 14 168 025 38",
            "255081416802538",
            "12345678Z",
            "12.345.678-Z",
            "X1234567L",
            "RSSMRA85T10A562S",
            "111.444.777-35",
            "85.07.30-033.28",
            "811228-9874",
            "131052-308T",
            "756.9217.0769.85",
            "11010519491231002X",
            "S1234567D",
            "900101-1234567",
            "12.345.678-5",
            "ABCPE1234F",
            "1EG4-TE5-MK73",
            "2345 6789 0124",
        ] {
            check(&format!("it is {id}, ok"), id);
        }
    }

    #[test]
    fn a_shape_that_others_share_needs_a_word() {
        for (word, id) in [
            ("Steuer-ID", "86095742719"),
            ("bsn", "111222333"),
            ("NIF", "123456789"),
            ("SIN", "046 454 286"),
            ("TFN", "123 456 782"),
            ("NHS number", "943 476 5919"),
            ("pesel", "44051401359"),
            ("TC kimlik", "10000000146"),
            ("cpf", "11144477735"),
            ("KVNR", "A123456780"),
            ("PPS", "1234567T"),
        ] {
            check(&format!("{word} {id}."), id);
            check(&format!("order {id}."), "");
        }
    }

    #[test]
    fn a_wrong_check_digit_is_none() {
        for id in
            ["AB123456Z", "255081416802539", "12345678A", "111.444.777-36", "811228-9875", "000-12-3456"]
        {
            check(&format!("it is {id}, ok"), "");
        }
    }
}
