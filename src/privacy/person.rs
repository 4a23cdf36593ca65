//! Names that the words around announce: behind a title, behind "my name is", in a greeting, under a letter.
//! Names that nothing announces are left to those who know names.

use super::address;
use super::chars::{is_one_of, letters_at};
use super::cues::Cue;
use super::finder::{Matches, note};
use super::kind::Kind;

/// Small words within a name.
const PARTICLES: &[&str] =
    &["van", "von", "de", "der", "den", "da", "del", "la", "di", "du", "bin", "al", "ten", "zu", "dos"];
/// Titles that may stand behind another or behind a greeting.
const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "prof",
    "professor",
    "herr",
    "herrn",
    "frau",
    "sir",
    "dame",
    "med",
    "ing",
    "dipl",
];
/// Capitalised words that follow such words without being a name.
const NO_NAMES: &[&str] = &[
    "there",
    "team",
    "support",
    "sir",
    "madam",
    "all",
    "everyone",
    "guys",
    "bot",
    "customer",
    "service",
    "help",
    "i",
    "ok",
    "okay",
    "from",
    "not",
    "the",
    "a",
    "an",
    "in",
    "on",
    "at",
    "so",
    "very",
    "still",
    "just",
    "sorry",
    "happy",
    "trying",
    "having",
    "looking",
    "unable",
    "getting",
    "using",
    "currently",
    "also",
    "really",
    "going",
    "interested",
    "it",
    "this",
    "that",
    "my",
    "your",
    "we",
    "you",
    "can",
    "could",
    "please",
    "thanks",
    "thank",
    "and",
    "or",
    "is",
    "was",
    "for",
    "to",
    "of",
    "what",
    "how",
    "why",
    "when",
    "where",
    "who",
    "hi",
    "hello",
    "hey",
    "yes",
    "no",
    "good",
    "damen",
    "herren",
    "zusammen",
    "ihr",
    "ich",
    "mein",
    "euer",
    "sie",
    "wir",
    "das",
    "der",
    "die",
    "support-team",
    "assistant",
    "agent",
    "manager",
    "sales",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "regards",
    "best",
    "kind",
    "many",
    "again",
    "but",
    "if",
    "as",
    "do",
    "does",
    "did",
    "have",
    "has",
    "had",
    "wrong",
    "correct",
    "spelled",
    "spelt",
    "changed",
    "on",
    "with",
    "by",
    "are",
    "be",
    "been",
    "dear",
    "welcome",
    "order",
    "number",
    "new",
    "old",
    "first",
    "last",
    "email",
    "e-mail",
    "phone",
    "address",
    "account",
    "company",
    "user",
    "name",
    "id",
    "null",
    "undefined",
    "none",
    "unknown",
    "test",
    "file",
    "folder",
    "domain",
    "product",
    "ist",
    "bin",
    "nicht",
    "auch",
    "noch",
    "aus",
    "mit",
    "im",
    "am",
    "zum",
    "vom",
    "chat",
    "bonjour",
    "merci",
    "tout",
    "advance",
    "yours",
    "sincerely",
    "sent",
    "fine",
    "great",
    "sure",
    "right",
    "back",
    "here",
    "now",
    "today",
    "our",
    "friend",
    "folks",
    "buddy",
    "mate",
    "human",
    "another",
    "their",
    "his",
    "her",
    "its",
    "any",
    "some",
    "people",
];

/// Looks at a word that announces a name.
pub(super) fn look(cue: Cue, s: &[u8], start: usize, end: usize, matches: &mut Matches) {
    let found = match cue {
        Cue::Title => behind_title(s, start, end),
        Cue::Name => behind_name(s, start, end),
        Cue::Am => behind_am(s, start, end),
        Cue::Greeting => in_greeting(s, end),
        _ => under_letter(s, end),
    };
    if let Some((from, until)) = found {
        note(matches, Kind::Person, from, until);
    }
}

fn is_name(word: &[u8]) -> bool {
    address::is_capital(word) && word.len() > 1 && !is_one_of(word, NO_NAMES)
}

/// The end of at most `most` capitalised words from `at` on, particles and initials among them.
fn name_end(s: &[u8], at: usize, most: usize) -> Option<usize> {
    let mut end = at;
    let mut names = 0;
    let mut from = at;
    while names < most {
        let word = full_word(s, from);
        let initial = word.len() == 1 && word[0].is_ascii_uppercase() && names > 0;
        if is_name(word) || initial {
            names += 1;
            end = from + word.len();
            if initial && s.get(end) == Some(&b'.') {
                end += 1;
            }
        } else if !(is_one_of(word, PARTICLES)
            && (names > 0 || address::is_capital(full_word(s, from + word.len() + 1))))
        {
            break;
        }
        let next = from + word.len() + usize::from(initial && s.get(from + word.len()) == Some(&b'.'));
        if s.get(next) != Some(&b' ') {
            break;
        }
        from = next + 1;
    }
    (names > 0).then_some(end)
}

/// The word at `at` with what hyphens and apostrophes join to it.
fn full_word(s: &[u8], at: usize) -> &[u8] {
    let mut end = at + letters_at(s, at).len();
    while matches!(s.get(end), Some(b'-' | b'\'')) && letters_at(s, end + 1).len() > 1 {
        end += 1 + letters_at(s, end + 1).len();
    }
    &s[at.min(s.len())..end.min(s.len())]
}

/// Past titles and their full stops at `at`.
fn past_titles(s: &[u8], mut at: usize) -> usize {
    for _ in 0..3 {
        let word = letters_at(s, at);
        if !is_one_of(word, TITLES) {
            break;
        }
        let dot = usize::from(s.get(at + word.len()) == Some(&b'.'));
        let gap = usize::from(s.get(at + word.len() + dot) == Some(&b' '));
        if dot + gap == 0 {
            break;
        }
        at += word.len() + dot + gap;
    }
    at
}

/// "Mr. Lee", "Frau Dr. Ann Lee", "mrs lee".
fn behind_title(s: &[u8], start: usize, end: usize) -> Option<(usize, usize)> {
    let at = past_titles(s, start).max(end);
    let at = at + usize::from(s.get(at) == Some(&b' '));
    if at == end {
        return None;
    }
    if let Some(until) = name_end(s, at, 3) {
        return Some((at, until));
    }
    let word = full_word(s, at);
    let lower = is_one_of(&s[start..end], &["mr", "mrs", "herr", "frau", "mister"]);
    let plain = word.len() > 2
        && word.iter().all(|byte| byte.is_ascii_lowercase() || b"-'".contains(byte))
        && !is_one_of(word, NO_NAMES);
    (lower && plain && s[start].is_ascii_lowercase()).then_some((at, at + word.len()))
}

/// "my name is Ann Lee", "Name: Ann Lee", "ich heiße Ann", "my name's ann".
fn behind_name(s: &[u8], start: usize, end: usize) -> Option<(usize, usize)> {
    let (at, link) = super::link::value_after(s, end, false)?;
    let word = &s[start..end];
    let verb = !word.eq_ignore_ascii_case(b"name") && !word.eq_ignore_ascii_case(b"names");
    let own = super::context::is_said_before(
        s,
        start,
        &["my", "mein", "first", "last", "full", "maiden", "surname", "nom", "cardholder"],
    );
    let other = super::context::is_said_before(
        s,
        start,
        &[
            "user", "file", "company", "domain", "product", "brand", "business", "project", "team",
            "display", "host", "column", "field", "plan", "app",
        ],
    );
    let at = past_titles(s, at);
    if other && !own || at == end {
        return None;
    }
    if (verb || own || link >= super::link::Link::Colon)
        && let Some(until) = name_end(s, at, 4)
    {
        return Some((at, until));
    }
    if !(verb || own && link >= super::link::Link::Is) {
        return None;
    }
    // In lower case one word, and a second that ends the clause.
    let first = full_word(s, at);
    if first.len() < 2 || is_one_of(first, NO_NAMES) || !first[0].is_ascii_lowercase() {
        return None;
    }
    let first_end = at + first.len();
    let second = if s.get(first_end) == Some(&b' ') { full_word(s, first_end + 1) } else { &[] };
    let second_end = first_end + 1 + second.len();
    let ends = s.get(second_end).is_none_or(|byte| b".,;!?\n".contains(byte));
    let two = second.len() > 1 && ends && !is_one_of(second, NO_NAMES);
    Some((at, if two { second_end } else { first_end }))
}

/// "I'm Ann Lee", "I am Ann", "this is Ann from", "ich bin Ann".
fn behind_am(s: &[u8], start: usize, end: usize) -> Option<(usize, usize)> {
    let before = &s[..start];
    let word = &s[start..end];
    let ends = |with: &str| {
        let from = before.len().checked_sub(with.len());
        from.is_some_and(|from| {
            before[from..].eq_ignore_ascii_case(with.as_bytes()) && !super::chars::alnum_before(s, from)
        })
    };
    let own = match word.to_ascii_lowercase().as_slice() {
        b"am" => ends("i "),
        b"m" => ends("i'") || ends("i\u{2019}"),
        b"bin" => ends("ich ") || ends("hier "),
        _ => ends("this ") || ends("hier "),
    };
    if !own || s.get(end) != Some(&b' ') {
        return None;
    }
    let at = past_titles(s, end + 1);
    let until = name_end(s, at, 3)?;
    let two = s[at..until].contains(&b' ');
    let rest = &s[until..];
    let introduced = rest.is_empty()
        || b",.!\n".contains(&rest[0])
        || [" from ", " here", " and ", " calling", " speaking", " aus ", " von "]
            .iter()
            .any(|word| rest.starts_with(word.as_bytes()));
    (two || introduced && (!word.eq_ignore_ascii_case(b"is") || !rest.is_empty())).then_some((at, until))
}

/// "Dear Ann Lee," at the start of a text or a line.
fn in_greeting(s: &[u8], end: usize) -> Option<(usize, usize)> {
    if s.get(end) != Some(&b' ') {
        return None;
    }
    let at = past_titles(s, end + 1);
    let until = name_end(s, at, 3)?;
    let closed = s.get(until).is_none_or(|byte| b",!.\n:-".contains(byte)) || s[until..].starts_with(b" -");
    closed.then_some((at, until))
}

/// "Regards,\nAnn Lee", "thanks, Ann" at the end of a text.
fn under_letter(s: &[u8], end: usize) -> Option<(usize, usize)> {
    let gap = s[end..].iter().take(4).take_while(|byte| b",. \n\r!-".contains(byte)).count();
    if !s[end..end + gap].iter().any(|byte| b",\n!".contains(byte)) {
        return None;
    }
    let at = past_titles(s, end + gap);
    let until = name_end(s, at, 3)?;
    let rest = &s[until..];
    let last = rest.iter().all(|byte| b" .\n\r!".contains(byte)) || rest.starts_with(b"\n");
    last.then_some((at, until))
}
