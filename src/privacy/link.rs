//! What stands between a word that announces a value and the value: "number", "is", a colon, a quote.

use super::chars::{alnum_at, is_one_of, letters_at};

/// How plainly the words say that the value comes now, the plainest last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Link {
    Nothing,
    Number,
    Is,
    Colon,
    Quoted,
}

const NUMBERS: &[&str] = &[
    "number", "numbers", "num", "no", "nr", "nummer", "numero", "numéro", "número", "n", "code", "id", "key",
    "ids",
];
const ARE: &[&str] =
    &["is", "was", "are", "ist", "lautet", "war", "es", "est", "e", "as", "becomes", "equals"];
const FILLERS: &[&str] = &[
    "my",
    "the",
    "of",
    "it",
    "its",
    "on",
    "am",
    "le",
    "el",
    "il",
    "date",
    "plate",
    "plates",
    "card",
    "licence",
    "license",
    "security",
    "the",
    "a",
    "birth",
    "der",
    "die",
    "das",
    "mein",
    "meine",
    "datum",
    "currently",
    "just",
    "name",
    "s",
    "expected",
    "called",
    "tag",
    "mark",
    "insurance",
    "reads",
    "ending",
    "bank",
];

/// Where the value after a word that ends at `end` starts, and how it is linked. With `far`, up to four words
/// that say nothing may stand between, if "is" or a colon follows them.
pub(super) fn value_after(s: &[u8], end: usize, far: bool) -> Option<(usize, Link)> {
    let mut at = end;
    let mut link = Link::Nothing;
    let (mut strangers, mut far_off) = (0, false);
    for _ in 0..12 {
        let spaces = s[at..].iter().take(3).take_while(|byte| b" \t".contains(byte)).count();
        at += spaces;
        let byte = *s.get(at)?;
        let quote = match byte {
            b':' | b'=' => {
                link = link.max(Link::Colon);
                strangers = 0;
                at += 1;
                continue;
            }
            b'\n' if link == Link::Colon => {
                at += 1;
                continue;
            }
            b'#' | b'.' if link <= Link::Number && (byte == b'#' || link == Link::Number || spaces == 0) => {
                link = Link::Number;
                at += 1;
                continue;
            }
            b'-' | b'>' | b'(' | b'/' if spaces > 0 || at == end || byte != b'/' => {
                at += 1;
                continue;
            }
            b'"' | b'\'' | b'`' | b'*' => 1,
            // The little o of "nº" and "n°".
            0xc2 if matches!(s.get(at + 1), Some(0xba | 0xb0)) => {
                at += 2;
                continue;
            }
            0xe2 if s[at..].starts_with(b"\xe2\x80\x9c") || s[at..].starts_with(b"\xe2\x80\x9e") => 3,
            0xe2 if s[at..].starts_with(b"\xe2\x80\x99s") => {
                at += 4;
                continue;
            }
            0xe2 if s[at..].starts_with(b"\xe2\x80\x98") => 3,
            _ => 0,
        };
        if quote > 0 {
            at += quote;
            // An apostrophe right behind the word is its own ("driver's").
            if spaces > 0 || link >= Link::Is {
                return (strangers == 0 && at < s.len()).then_some((at, Link::Quoted));
            }
            continue;
        }
        let word = letters_at(s, at);
        let after = s.get(at + word.len());
        let joined = after.is_some_and(|byte| b"._-@".contains(byte)) && alnum_at(s, at + word.len() + 1);
        let whole =
            !word.is_empty() && !joined && !after.is_some_and(|byte| byte.is_ascii_digit() || *byte == b'_');
        if whole && link < Link::Colon && is_one_of(word, ARE) {
            link = Link::Is;
            strangers = 0;
        } else if whole && link < Link::Is && is_one_of(word, NUMBERS) {
            link = link.max(Link::Number);
        } else if whole && (link < Link::Is || !far && link == Link::Is) && is_one_of(word, FILLERS) {
        } else if far && whole && link < Link::Is && strangers < 4 {
            strangers += 1;
            far_off = true;
        } else {
            // Words between leave it open what "is" speaks of.
            let link = if far_off && link == Link::Is { Link::Number } else { link };
            return (strangers == 0).then_some((at, link));
        }
        at += word.len();
    }
    None
}
