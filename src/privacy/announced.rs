//! Values that words announce: "password: …", "born on …", "account number …", "plate …". The shape alone of
//! such a value says nothing, so the word is looked for, and what follows it is read.
//!
//! One pass over the words of a text; a table of first letters and lengths lets nearly all of them by.

use super::address;
use super::chars::{alnum_at, ends_with_one_of, is_one_of, letters_at, letters_before};
use super::cues::{Cue, each_of};
use super::finder::{Matches, note};
use super::kind::Kind;
use super::link::{Link, value_after};
use super::person;
use crate::text::date_at;

/// Looks at every word of a piece.
pub(super) fn walk(s: &[u8], matches: &mut Matches) {
    let mut at = 0;
    while at < s.len() {
        let Some(length) = word_length(s, at) else {
            at += 1;
            continue;
        };
        let end = at + length;
        look(s, at, end, matches);
        if length > 5 {
            address::look_at_compound(s, at, end, matches);
        }
        at = end;
    }
}

/// The length of the word that starts at `at`. Quotes, dashes and signs beyond ASCII are no letters.
fn word_length(s: &[u8], at: usize) -> Option<usize> {
    let is_letter = |byte: u8| byte.is_ascii_alphabetic() || byte >= 0x80 && !matches!(byte, 0xc2 | 0xe2);
    if !s[at].is_ascii_alphabetic() && !matches!(s[at], 0xc3..=0xdf) {
        return None;
    }
    Some(s[at..].iter().take_while(|&&byte| is_letter(byte)).count())
}

/// Whether the word is a piece of something longer: "my_password2", "example.password".
fn is_inside(s: &[u8], start: usize, end: usize) -> bool {
    let before = start.checked_sub(1).map(|at| s[at]);
    s.get(end).is_some_and(|byte| byte.is_ascii_digit() || matches!(byte, b'_' | b'@'))
        || before.is_some_and(|byte| byte.is_ascii_digit() || matches!(byte, b'_' | b'@'))
}

/// Looks at the word from `start` to `end`.
fn look(s: &[u8], start: usize, end: usize, matches: &mut Matches) {
    each_of(&s[start..end], |cue, after| {
        if is_inside(s, start, end) || !after.is_empty() && !follows_one_of(s, start, after) {
            return;
        }
        match cue {
            Cue::Street => address::look_at_street(s, start, end, matches),
            Cue::Box => address::look_at_box(s, start, end, matches),
            Cue::Title | Cue::Name | Cue::Am | Cue::Greeting | Cue::Regards => {
                person::look(cue, s, start, end, matches);
            }
            _ => {
                if let Some((kind, from, until)) = value_of(cue, s, start, end) {
                    note(matches, kind, from, until);
                }
            }
        }
    });
}

/// Whether the word before the one at `start` is one of `words`; "driver's" counts as its "s".
fn follows_one_of(s: &[u8], start: usize, words: &[&str]) -> bool {
    let gap = s[..start].iter().rev().take(3).take_while(|byte| b" -'.".contains(byte)).count();
    is_one_of(letters_before(s, start - gap), words)
}

/// The value that a cue announces: its kind and where it stands.
fn value_of(cue: Cue, s: &[u8], start: usize, end: usize) -> Option<(Kind, usize, usize)> {
    let far = matches!(cue, Cue::Password | Cue::Username | Cue::Pin | Cue::Passport);
    if cue == Cue::Birth {
        let behind = value_after(s, end, false).and_then(|(at, _)| Some((at, date_at(s, at)?.1)));
        return behind
            .or_else(|| born_before(s, start))
            .map(|(from, until)| (Kind::DateOfBirth, from, until));
    }
    let (at, link) = value_after(s, end, far)?;
    let (kind, from, until) = match cue {
        Cue::Password => (Kind::Password, at, password(s, at, link)?),
        Cue::Pin => (Kind::Password, at, pin(s, at)?),
        Cue::Username => (Kind::Username, at, username(s, at, link)?),
        Cue::Account if link >= Link::Number || is_number_word(s, start, end) => {
            (Kind::AccountId, at, identifier(s, at, 4, 5..=24)?)
        }
        Cue::Account => (Kind::AccountId, at, identifier(s, at, 6, 6..=24)?),
        Cue::Member if link == Link::Nothing => (Kind::AccountId, at, identifier(s, at, 5, 6..=24)?),
        Cue::Member => (Kind::AccountId, at, identifier(s, at, 3, 4..=24)?),
        Cue::Passport if link >= Link::Number => (Kind::Passport, at, identifier(s, at, 2, 6..=12)?),
        Cue::Passport => (Kind::Passport, at, identifier(s, at, 4, 6..=12)?),
        Cue::Plate => (Kind::LicencePlate, at, plate(s, at)?),
        Cue::Social => (Kind::Ssn, at, identifier(s, at, 5, 6..=20)?),
        _ => return None,
    };
    (until > from).then_some((kind, from, until))
}

/// Whether the word at `start` ends in "number", or one that means it stands before.
fn is_number_word(s: &[u8], start: usize, end: usize) -> bool {
    ends_with_one_of(&s[start..end], &["nummer", "nr"])
        || follows_one_of(s, start, &["numéro", "número", "codice", "de", "d", "n"])
}

/// What often follows such a word without being the value.
const NO_VALUES: &[&str] = &[
    "not",
    "is",
    "isn",
    "was",
    "wasn",
    "wrong",
    "incorrect",
    "invalid",
    "correct",
    "expired",
    "too",
    "the",
    "a",
    "an",
    "being",
    "on",
    "in",
    "at",
    "to",
    "for",
    "required",
    "rejected",
    "always",
    "still",
    "now",
    "never",
    "weak",
    "strong",
    "right",
    "broken",
    "working",
    "reset",
    "resets",
    "change",
    "changed",
    "changes",
    "link",
    "manager",
    "field",
    "page",
    "protected",
    "must",
    "should",
    "needs",
    "has",
    "have",
    "hasn",
    "doesn",
    "does",
    "did",
    "didn",
    "won",
    "can",
    "cannot",
    "and",
    "or",
    "but",
    "it",
    "that",
    "this",
    "again",
    "locked",
    "unknown",
    "missing",
    "forgotten",
    "lost",
    "same",
    "blocked",
    "already",
    "no",
    "yes",
    "please",
    "because",
    "so",
    "falsch",
    "nicht",
    "ist",
    "und",
    "oder",
    "vergessen",
    "zu",
    "ungültig",
    "zurücksetzen",
    "ändern",
    "gesperrt",
    "immer",
    "hier",
    "different",
    "empty",
    "fine",
    "ok",
    "okay",
    "valid",
    "accepted",
    "unavailable",
    "available",
    "taken",
    "used",
    "my",
    "your",
    "their",
    "our",
    "what",
    "which",
    "where",
    "visible",
    "hidden",
    "there",
    "here",
    "gone",
    "secure",
    "safe",
    "good",
    "bad",
    "short",
    "long",
    "old",
    "new",
    "set",
    "sent",
    "saved",
    "stored",
    "case",
    "sensitive",
];

/// The token that starts at `at`, without the sentence's own punctuation.
fn token(s: &[u8], at: usize) -> &[u8] {
    let mut end = s.len().min(at + 72);
    // A character is not cut in two.
    while s.get(end).is_some_and(|byte| byte & 0xC0 == 0x80) {
        end -= 1;
    }
    let rest = &s[at..end];
    let length =
        rest.iter().take_while(|byte| !byte.is_ascii_whitespace() && !b"\"<>`".contains(byte)).count();
    let mut token = &rest[..length];
    while token.last().is_some_and(|byte| b".,;:?)'*".contains(byte)) {
        token = &token[..token.len() - 1];
    }
    let cut = [&b"\xe2\x80\x9c"[..], b"\xe2\x80\x9d", b"\xe2\x80\x98", b"\xe2\x80\x99"];
    let quote = cut.iter().filter_map(|quote| memchr::memmem::find(token, quote)).min();
    &token[..quote.unwrap_or(token.len())]
}

/// Whether nothing but punctuation stands between `end` and the end of the clause.
fn ends_clause(s: &[u8], end: usize) -> bool {
    s.get(end).is_none_or(|byte| b".,;!?)\n\r\"'<`".contains(byte) || *byte >= 0x80)
}

fn has(token: &[u8], what: fn(&u8) -> bool) -> bool {
    token.iter().any(what)
}

/// The end of the password at `at`: something opaque, or one word where the words before leave no doubt.
fn password(s: &[u8], at: usize, link: Link) -> Option<usize> {
    let token = token(s, at);
    let end = at + token.len();
    let bare = token.split(|byte| !byte.is_ascii_alphabetic() && *byte < 0x80).next().unwrap_or_default();
    if token.len() < 3
        || is_one_of(bare, NO_VALUES) && bare.len() == token.len()
        || bare.len() + 2 >= token.len() && token.contains(&b'\'')
    {
        return None;
    }
    let letters = has(token, u8::is_ascii_alphabetic);
    let opaque = token.len() >= 4
        && (has(token, u8::is_ascii_digit)
            || letters && token[1..].iter().any(|byte| b"!@#$%^&*_+=~|".contains(byte))
            || token[1..].iter().any(u8::is_ascii_uppercase) && has(token, u8::is_ascii_lowercase));
    let fits = match link {
        Link::Colon | Link::Quoted => !is_one_of(bare, NO_VALUES) || opaque,
        Link::Is => opaque || token.len() >= 4 && ends_clause(s, end) && !is_one_of(bare, NO_VALUES),
        Link::Number | Link::Nothing => opaque && has(token, u8::is_ascii_digit),
    };
    fits.then_some(end)
}

/// The end of the four to eight digits at `at`, or of letters among them behind a mark.
fn pin(s: &[u8], at: usize) -> Option<usize> {
    let digits = s[at..].iter().take(9).take_while(|byte| byte.is_ascii_digit()).count();
    let end = at + digits;
    let goes_on = alnum_at(s, end)
        || s.get(end).is_some_and(|byte| b"./-,:".contains(byte))
            && s.get(end + 1).is_some_and(u8::is_ascii_digit);
    ((3..=8).contains(&digits) && !goes_on).then_some(end)
}

/// The end of the name for logging in at `at`.
fn username(s: &[u8], at: usize, link: Link) -> Option<usize> {
    let token = token(s, at);
    let length = token
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric() || b"._-+@".contains(byte) || **byte >= 0x80)
        .count();
    let end = at + length;
    let name = &token[..length];
    let inner = name.get(1..).unwrap_or_default();
    if !(3..=40).contains(&length)
        || length < token.len() && !b"!/(".contains(&token[length])
        || inner.contains(&b'@')
    {
        return None;
    }
    let telling = inner.iter().any(|byte| byte.is_ascii_digit() || b"._-".contains(byte)) || name[0] == b'@';
    let known = is_one_of(name, NO_VALUES);
    let fits = match link {
        Link::Colon | Link::Quoted => !known,
        Link::Is => !known && (telling || ends_clause(s, end)),
        Link::Number | Link::Nothing => telling && has(name, u8::is_ascii_alphabetic),
    };
    fits.then_some(end)
}

/// "12.3.1985 geboren", "12/03/1985 is my date of birth": the date that ends before the word at `start`.
fn born_before(s: &[u8], start: usize) -> Option<(usize, usize)> {
    let from = start.saturating_sub(40);
    (from..start).find_map(|at| {
        if !s[at].is_ascii_digit() || at > 0 && s[at - 1].is_ascii_alphanumeric() {
            return None;
        }
        let (_, end) = date_at(s, at).filter(|(date, _)| date.year.is_some())?;
        let between =
            str::from_utf8(s.get(end..start)?).ok()?.trim_matches([' ', ',', '(']).to_ascii_lowercase();
        let links = ["", "is my", "is my date of", "is her date of", "is his date of", "ist mein", "in"];
        (links.contains(&between.as_str())).then_some((at, end))
    })
}

/// The end of the number at `at`: groups of letters and digits, `least` digits in all.
fn identifier(s: &[u8], at: usize, least: usize, lengths: core::ops::RangeInclusive<usize>) -> Option<usize> {
    if date_at(s, at).is_some_and(|(date, _)| date.year.is_some()) {
        return None;
    }
    let (mut end, mut count, mut digits) = (at, 0, 0);
    loop {
        let group = s[end..].iter().take(26).take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let held = &s[end..end + group];
        let n_digits = held.iter().filter(|byte| byte.is_ascii_digit()).count();
        // Words are no part of a number; a few capitals before or between its digits are.
        let led = group <= 3 && s.get(end + group) == Some(&b'-');
        let fits = n_digits > 0
            || led && group > 0 && s.get(end + group + 1).is_some_and(u8::is_ascii_digit)
            || (1..=4).contains(&group) && held.iter().all(u8::is_ascii_uppercase);
        if !fits || alnum_at(s, end + group) {
            break;
        }
        count += group;
        digits += n_digits;
        end += group;
        let joint = s[end..].iter().take(2).take_while(|byte| b" -/.".contains(byte)).count();
        let next = s.get(end + joint);
        if joint != 1
            || !next.is_some_and(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
            || count > 24
        {
            break;
        }
        // Over a space only digits go on, or what follows capitals.
        if s[end] == b' ' && !next.is_some_and(u8::is_ascii_digit) {
            break;
        }
        end += joint;
    }
    while end > at && !s[end - 1].is_ascii_alphanumeric() {
        end -= 1;
    }
    (digits >= least && lengths.contains(&count) && !alnum_at(s, end)).then_some(end)
}

/// How many bytes from `at` on are letters and digits.
fn alphanumerics(s: &[u8], at: usize) -> usize {
    let mut end = at;
    loop {
        let letters = letters_at(s, end).len();
        let digits = s[end + letters..].iter().take(9).take_while(|byte| byte.is_ascii_digit()).count();
        if letters + digits == 0 || end - at > 9 {
            return end - at;
        }
        end += letters + digits;
    }
}

/// The end of the plate at `at`: up to three short groups with letters and digits.
fn plate(s: &[u8], at: usize) -> Option<usize> {
    let (mut end, mut count, mut last) = (at, 0, at);
    let (mut letters, mut digits) = (false, false);
    for _ in 0..4 {
        let group = alphanumerics(s, end);
        let held = &s[end..end + group];
        let wordy = held.iter().all(u8::is_ascii_lowercase) && group > 3;
        if !(1..=8).contains(&group)
            || wordy
            || is_one_of(held, &["is", "on", "and", "the", "in", "was", "for"])
        {
            break;
        }
        if count != 4 && letters && digits && held.iter().all(u8::is_ascii_lowercase) {
            break;
        }
        count += group;
        letters |= has(held, u8::is_ascii_alphabetic);
        digits |= has(held, u8::is_ascii_digit);
        end += group;
        last = end;
        let joint = s[end..].iter().take(2).take_while(|byte| b" -.".contains(byte)).count();
        if joint != 1 || !s.get(end + 1).is_some_and(u8::is_ascii_alphanumeric) || count > 8 {
            break;
        }
        end += 1;
    }
    (letters && digits && (4..=10).contains(&count)).then_some(last)
}
