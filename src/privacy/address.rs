//! Street addresses and boxes at a post office, known by their shape: "12 Oak Lane", "Hauptstraße 5",
//! "12 rue de la Paix", "P.O. Box 9", with the flat, the postcode and the town that follow.

use super::chars::{alnum_at, alnum_before, ends_with_one_of, is_one_of, letters_at, letters_before};
use super::finder::{Matches, note};
use super::kind::Kind;
use super::streets::{BEFORE_NUMBER, ENDINGS, LEADING, NO_NAMES, NO_STREETS, PARTICLES, UNITS, WEAK};

fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte >= 0x80
}

/// Whether the word starts with a capital of the Latin script.
pub(super) fn is_capital(word: &[u8]) -> bool {
    match word {
        [b'A'..=b'Z', ..] => true,
        [0xc3, second, ..] => (0x80..=0x9e).contains(second),
        [0xc4 | 0xc5, second, ..] => second % 2 == 0,
        _ => false,
    }
}

/// Looks at a word for a kind of street.
pub(super) fn look_at_street(s: &[u8], start: usize, end: usize, matches: &mut Matches) {
    let word = &s[start..end];
    let found = number_first(s, start, end)
        .or_else(|| is_one_of(word, BEFORE_NUMBER).then(|| number_last(s, start, end)).flatten())
        .or_else(|| is_one_of(word, LEADING).then(|| leading(s, start, end)).flatten());
    if let Some((from, until)) = found {
        note(matches, Kind::Address, unit_before(s, from), extended(s, until));
    }
}

/// "12 Oak Lane", "221B N. Baker St.": a number, one to four words, the kind of street.
fn number_first(s: &[u8], start: usize, end: usize) -> Option<(usize, usize)> {
    let kind = &s[start..end];
    let mut at = start;
    let (mut words, mut capitals) = (0, 0);
    loop {
        let gap = s[..at].iter().rev().take(3).take_while(|byte| b" .,".contains(byte)).count();
        if gap == 0 || gap > 2 {
            return None;
        }
        let word_end = at - gap;
        let comma = s[word_end..at].contains(&b',');
        let letters = s[..word_end]
            .iter()
            .rev()
            .take(28)
            .take_while(|byte| byte.is_ascii_alphanumeric() || **byte >= 0x80 || b"'-/".contains(byte))
            .count();
        let from = word_end - letters;
        let word = &s[from..word_end];
        if letters == 0 || words > 4 {
            return None;
        }
        if is_house_number(word) && (words > 0 || !is_capital(kind)) {
            let weak = is_one_of(kind, WEAK);
            let named = words > 0
                && (if weak {
                    capitals == words && is_capital(kind) || weak_lower(s, from, kind, words)
                } else {
                    true
                });
            let free = from == 0 || !alnum_before(s, from) && !b"$.-#".contains(&s[from - 1]);
            return (named && free)
                .then_some((from, end + usize::from(s.get(end) == Some(&b'.') && kind.len() <= 4)));
        }
        if comma || is_one_of(word, NO_NAMES) && !(is_one_of(word, PARTICLES) && words > 0) {
            return None;
        }
        words += 1;
        capitals += usize::from(is_capital(word) || word[0].is_ascii_digit());
        at = from;
    }
}

/// "12 oak drive" in lower case, where words before say that it is an address.
fn weak_lower(s: &[u8], from: usize, kind: &[u8], words: usize) -> bool {
    let telling =
        ["at", "address", "live", "lives", "ship", "deliver", "delivered", "moved", "to", "adresse", "home"];
    words <= 2
        && !is_one_of(kind, &["way", "row", "loop", "place"])
        && super::context::is_said_before(s, from, &telling)
}

/// "12", "12a", "12-14", "12/3", "1234".
fn is_house_number(word: &[u8]) -> bool {
    let digits = word.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let rest = &word[digits..];
    (1..=6).contains(&digits)
        && (rest.is_empty()
            || rest.len() == 1 && rest[0].is_ascii_alphabetic()
            || rest.len() <= 5 && b"-/".contains(&rest[0]) && rest[1..].iter().all(u8::is_ascii_alphanumeric))
}

/// The end of a house number at `at`, `None` if none is there.
fn house_number(s: &[u8], at: usize) -> Option<usize> {
    let rest = s.get(at..)?;
    let length =
        rest.iter().take(10).take_while(|byte| byte.is_ascii_alphanumeric() || b"-/".contains(byte)).count();
    let mut word = &rest[..length];
    while word.last().is_some_and(|byte| b"-/".contains(byte)) {
        word = &word[..word.len() - 1];
    }
    let digits = word.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if !is_house_number(word) || digits > 5 {
        return None;
    }
    let end = at + word.len();
    // "12 a": a letter by itself belongs to the number.
    let lettered = rest.get(word.len()) == Some(&b' ')
        && rest.get(word.len() + 1).is_some_and(|byte| (b'a'..=b'h').contains(byte))
        && !alnum_at(s, end + 2)
        && digits == word.len()
        && !rest[word.len() + 1..].starts_with(b"a ");
    Some(if lettered { end + 2 } else { end })
}

/// "Lange Straße 12": the kind of street before its number, and the name before that.
fn number_last(s: &[u8], start: usize, end: usize) -> Option<(usize, usize)> {
    let after = end + usize::from(s.get(end) == Some(&b'.'));
    let gap = s[after..].iter().take(2).take_while(|byte| b" ".contains(byte)).count();
    let until = house_number(s, after + gap).filter(|_| gap == 1 || after > end)?;
    let before = name_before(s, start)?;
    Some((before, until))
}

/// The start of the capitalised words, particles among them, that end before `at`; at least one.
fn name_before(s: &[u8], at: usize) -> Option<usize> {
    let mut from = at;
    for _ in 0..3 {
        if from == 0 || !matches!(s[from - 1], b' ' | b'-') {
            break;
        }
        let word = letters_before(s, from - 1);
        if word.is_empty()
            || !(is_capital(word) || from < at && is_one_of(word, PARTICLES))
            || is_one_of(word, NO_NAMES)
        {
            break;
        }
        from -= 1 + word.len();
    }
    (from < at).then_some(from)
}

/// Looks at a word whose end may be a kind of street: "Hauptstraße 5".
pub(super) fn look_at_compound(s: &[u8], start: usize, end: usize, matches: &mut Matches) {
    let after = end + usize::from(s.get(end) == Some(&b'.'));
    let gap = usize::from(s.get(after) == Some(&b' '));
    if !s.get(after + gap).is_some_and(u8::is_ascii_digit) || gap == 0 && after == end {
        return;
    }
    let word = &s[start..end];
    // Only what is cut short has a full stop.
    let short = word.ends_with(b"str") || after == end;
    if !ends_with_one_of(word, ENDINGS)
        || !short
        || is_one_of(word, NO_STREETS)
        || is_one_of(word, ENDINGS)
        || start > 0 && s[start - 1].is_ascii_digit()
    {
        return;
    }
    let telling = ends_with_one_of(word, &["straße", "strasse", "straat", "gasse", "gatan", "vägen"]);
    if !telling && !is_capital(word) {
        return;
    }
    let Some(until) = house_number(s, after + gap) else { return };
    // "An der Hauptstraße 5": what leads the name belongs to it only where it is capitalised and no noun.
    let lead =
        s[..start].strip_suffix(b" ").map(|before| letters_before(before, before.len())).unwrap_or_default();
    let from = if is_one_of(lead, &["alte", "neue", "große", "kleine", "obere", "untere", "lange"]) {
        start - 1 - lead.len()
    } else {
        start
    };
    if alnum_before(s, from) || from > 0 && s[from - 1] == b'-' {
        let joined =
            s[..from].iter().rev().take(40).take_while(|&&byte| is_letter(byte) || byte == b'-').count();
        note(matches, Kind::Address, from - joined, extended(s, until));
    } else {
        note(matches, Kind::Address, unit_before(s, from), extended(s, until));
    }
}

/// "12 rue de la Paix", "Via Roma 12", "Calle Mayor, 5, 2º".
fn leading(s: &[u8], start: usize, end: usize) -> Option<(usize, usize)> {
    let mut at = end;
    let (mut capitals, mut words) = (0, 0);
    while words < 6 {
        let gap = s[at..].iter().take(2).take_while(|byte| b" '.".contains(byte)).count()
            + if s[at..].starts_with(b"\xe2\x80\x99") { 3 } else { 0 };
        let word = letters_at(s, at + gap);
        let particle = is_one_of(word, PARTICLES);
        if gap == 0
            || word.is_empty()
            || !particle && !is_capital(word) && (capitals > 0 || words > 2 || is_one_of(word, NO_NAMES))
        {
            break;
        }
        capitals += usize::from(is_capital(word));
        words += 1;
        at += gap + word.len();
        while s.get(at) == Some(&b'-') && !letters_at(s, at + 1).is_empty() {
            at += 1 + letters_at(s, at + 1).len();
        }
    }
    let named = capitals > 0;
    let lower = is_one_of(&s[start..end], &["rue", "calle", "avenida", "rua", "piazza", "chemin", "impasse"]);
    // The number before it.
    let gap = s[..start].iter().rev().take(2).take_while(|byte| b", ".contains(byte)).count();
    let number_end = start - gap;
    let length = s[..number_end].iter().rev().take(8).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let from = number_end - length;
    let fits = gap > 0 && is_house_number(&s[from..number_end]) && words > 0 && (named || lower);
    if fits && !alnum_before(s, from) {
        return Some((from, at));
    }
    // The number after it.
    let comma = s[at..].iter().take(2).take_while(|byte| b", ".contains(byte)).count();
    let marked = at + comma;
    let label = [b"n. ".as_slice(), b"no. ", b"nr. ", "nº ".as_bytes(), "n° ".as_bytes()];
    let label = label.into_iter().find(|label| s[marked..].starts_with(label)).map_or(0, <[u8]>::len);
    if words > 0
        && (named || lower)
        && comma > 0
        && let Some(until) = house_number(s, marked + label)
    {
        return Some((start, until));
    }
    None
}

/// "P.O. Box 123", "Postfach 12 34 56".
pub(super) fn look_at_box(s: &[u8], start: usize, end: usize, matches: &mut Matches) {
    let mut from = start;
    if s[start..end].eq_ignore_ascii_case(b"box") {
        let before = &s[..start];
        let lead = [
            b"p.o. ".as_slice(),
            b"p.o.",
            b"po ",
            b"p. o. ",
            b"post office ",
            b"p o ",
            b"post ",
            b"po-",
            b"gpo ",
        ];
        let found = lead.into_iter().find(|lead| {
            before.len() >= lead.len() && before[before.len() - lead.len()..].eq_ignore_ascii_case(lead)
        });
        let Some(lead) = found else { return };
        from = start - lead.len();
    }
    let mut at = end;
    for skip in [&b" de correos"[..], b" postal", b":", b" ", b"#", b"no. ", b"nr. "] {
        if s[at..].starts_with(skip) {
            at += skip.len();
        }
    }
    let mut until = at;
    let mut digits = 0;
    while let Some(byte) = s.get(until)
        && (byte.is_ascii_digit()
            || *byte == b' '
                && digits > 0
                && digits < 6
                && s.get(until + 1).is_some_and(u8::is_ascii_digit)
                && s.get(until + 3).is_none_or(|byte| !byte.is_ascii_digit()))
        && digits < 8
    {
        digits += usize::from(byte.is_ascii_digit());
        until += 1;
    }
    if digits > 0 && at > end && !alnum_before(s, from) && !alnum_at(s, until) {
        note(matches, Kind::Address, from, extended(s, until));
    }
}

/// The start with a flat or a unit before the house number: "Flat 3, 12 Oak Lane".
fn unit_before(s: &[u8], from: usize) -> usize {
    let gap = s[..from].iter().rev().take(2).take_while(|byte| b", ".contains(byte)).count();
    let end = from - gap;
    let length = s[..end].iter().rev().take(5).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let number = end - length;
    if gap == 0
        || length == 0
        || !s[number..end].iter().any(u8::is_ascii_digit) && length > 1
        || number == 0
        || s[number - 1] != b' '
    {
        return from;
    }
    let word = letters_before(s, number - 1);
    if is_one_of(word, UNITS) { number - 1 - word.len() } else { from }
}

/// The end with flat, postcode and town.
pub(super) fn extended(s: &[u8], until: usize) -> usize {
    let mut end = until;
    for _ in 0..4 {
        let Some(next) = unit_after(s, end).or_else(|| town_after(s, end)) else { break };
        end = next;
    }
    end
}

/// Past what may stand between the lines of an address: a comma, spaces, one line break.
fn gap_end(s: &[u8], end: usize) -> usize {
    end + s[end..].iter().take(4).take_while(|byte| b", \n\r-".contains(byte)).count()
}

/// "Apt. 4B", "Suite 501", "#12", "2nd floor".
fn unit_after(s: &[u8], end: usize) -> Option<usize> {
    let at = gap_end(s, end);
    let (mut number, labelled) = if *s.get(at)? == b'#' {
        (at + 1, true)
    } else {
        let word = letters_at(s, at);
        let named = at + word.len() + usize::from(s.get(at + word.len()) == Some(&b'.'));
        (named + 1, is_one_of(word, UNITS) && s.get(named) == Some(&b' '))
    };
    if !labelled || at == end {
        return None;
    }
    number += usize::from(s.get(number) == Some(&b'#'));
    let length = s
        .get(number..)?
        .iter()
        .take(6)
        .take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-')
        .count();
    let value = &s[number..number + length];
    let fits = length > 0 && (value.iter().any(u8::is_ascii_digit) || length == 1);
    fits.then_some(number + length)
}

/// A town with a postcode before or behind it, or alone after a comma.
fn town_after(s: &[u8], end: usize) -> Option<usize> {
    let at = gap_end(s, end);
    if at == end {
        return None;
    }
    let divided = s[end..at].iter().any(|byte| b",\n".contains(byte));
    if let Some(code) = postcode(s, at) {
        let town = town(s, code + usize::from(s.get(code) == Some(&b' ')), 3);
        return Some(town.unwrap_or(code));
    }
    let town = town(s, at, 4).filter(|_| divided)?;
    let next = gap_end(s, town);
    if next > town
        && let Some(code) = postcode(s, next)
    {
        return Some(code);
    }
    // A state in two capitals, maybe with its code.
    let state = s
        .get(next..next + 2)
        .filter(|state| state.iter().all(u8::is_ascii_uppercase) && !alnum_at(s, next + 2));
    if next > town && state.is_some() {
        let behind = gap_end(s, next + 2);
        return Some(postcode(s, behind).unwrap_or(next + 2));
    }
    Some(town)
}

/// The end of at most `most` capitalised words at `at`.
fn town(s: &[u8], at: usize, most: usize) -> Option<usize> {
    let mut end = at;
    for index in 0..most {
        let from = if index == 0 { at } else { end + 1 };
        let joined = index == 0 || s.get(end).is_some_and(|byte| matches!(byte, b' ' | b'-'));
        let word = letters_at(s, from);
        let coded = s.get(from + word.len()).is_some_and(u8::is_ascii_digit);
        let name = !coded && is_capital(word) && word.len() > 1
            || !coded && index > 0 && is_one_of(word, &["am", "an", "der", "de", "la", "upon", "on"]);
        if !joined
            || !name
            || is_one_of(
                word,
                &[
                    "Please", "Can", "Thanks", "Thank", "The", "My", "It", "Is", "And", "Could", "What",
                    "When", "But", "Phone", "Email", "Tel", "We", "You", "This", "That", "How",
                ],
            )
        {
            break;
        }
        end = from + word.len();
    }
    (end > at).then_some(end)
}

/// The end of a postcode at `at`: four to six digits, "12345-6789", "SW1A 1AA", "1012 AB", "D-10115", "K1A 0B1".
fn postcode(s: &[u8], at: usize) -> Option<usize> {
    let rest = s.get(at..)?;
    let lead = usize::from(rest.len() > 2 && rest[0].is_ascii_uppercase() && rest[1] == b'-') * 2;
    let digits = rest[lead..].iter().take(8).take_while(|byte| byte.is_ascii_digit()).count();
    let mut end = at + lead + digits;
    if (4..=6).contains(&digits) {
        let more = s
            .get(end..end + 5)
            .is_some_and(|more| more[0] == b'-' && more[1..].iter().all(u8::is_ascii_digit));
        let dutch = s.get(end..end + 3).is_some_and(|more| {
            more[0] == b' ' && more[1..].iter().all(u8::is_ascii_uppercase) && !alnum_at(s, end + 3)
        });
        end += if more {
            5
        } else if dutch && digits == 4 {
            3
        } else {
            0
        };
        return (!alnum_at(s, end)).then_some(end);
    }
    // British and Canadian: letters and digits in two groups.
    let first = rest.iter().take(5).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let second_at = at + first + usize::from(rest.get(first) == Some(&b' '));
    let second = s.get(second_at..second_at + 3)?;
    let british = (2..=4).contains(&first)
        && rest[0].is_ascii_alphabetic()
        && rest[1..first].iter().any(u8::is_ascii_digit)
        && second[0].is_ascii_digit()
        && second[1].is_ascii_alphabetic()
        && second[2].is_ascii_alphanumeric();
    (british && !alnum_at(s, second_at + 3)).then_some(second_at + 3)
}
