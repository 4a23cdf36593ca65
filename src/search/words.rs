//! A text as words. A word is a stretch of letters and digits of its folded form, so that one is found
//! where the filter finds it. Three things are a word by themselves: a masked token, an emoji, and every
//! sign of a script that puts no space between words, so that a word of it is found as a phrase.

use std::ops::Range;

use crate::{
    privacy::Kind,
    text::{fold_char, is_invisible},
};

/// Longest a word is told from others, in bytes of its folded form; of a longer one only its beginning
/// counts.
pub const LONGEST_WORD: usize = 64;

/// Walks through the words of a text, folding each into a buffer that is lent to it.
pub(super) struct Words<'t, 'b> {
    text: &'t str,
    at: usize,
    word: &'b mut String,
    /// Whether the buffer holds all that is kept of a long word.
    full: bool,
}

impl<'t, 'b> Words<'t, 'b> {
    pub(super) fn new(text: &'t str, buffer: &'b mut String) -> Self {
        Self { text, at: 0, word: buffer, full: false }
    }

    /// The word that was reached, folded.
    #[inline]
    pub(super) fn word(&self) -> &str {
        self.word
    }

    /// Goes on to the next word: the bytes of the text that it takes, with the marks that belong to it.
    #[inline]
    pub(super) fn advance(&mut self) -> Option<Range<usize>> {
        let bytes = self.text.as_bytes();
        self.word.clear();
        self.full = false;
        let mut start = None;
        while let Some(&byte) = bytes.get(self.at) {
            if byte.is_ascii_alphanumeric() {
                let rest = &bytes[self.at..];
                let length = rest.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(rest.len());
                start.get_or_insert(self.at);
                self.push_ascii(length);
                self.at += length;
            } else if byte.is_ascii() {
                if start.is_some() {
                    break;
                }
                if byte == b'['
                    && let Some(length) = token_length(&bytes[self.at..])
                {
                    let start = self.at;
                    self.push_ascii(length);
                    self.at += length;
                    return Some(start..self.at);
                }
                self.at += 1;
            } else if self.wide(&mut start) {
                break;
            }
        }
        let start = start?;
        self.take_marks();
        Some(start..self.at)
    }

    #[inline]
    fn push_ascii(&mut self, length: usize) {
        if !self.full {
            let known = self.word.len();
            self.word.push_str(&self.text[self.at..self.at + length.min(LONGEST_WORD + 1)]);
            self.word[known..].make_ascii_lowercase();
            self.cut();
        }
    }

    /// Keeps the buffer short however long the word is.
    #[inline]
    fn cut(&mut self) {
        if self.word.len() > LONGEST_WORD {
            self.word.truncate(self.word.floor_char_boundary(LONGEST_WORD));
            self.full = true;
        }
    }

    /// Takes one character outside ASCII; whether it ends the word.
    fn wide(&mut self, start: &mut Option<usize>) -> bool {
        let Some(c) = self.text[self.at..].chars().next() else { return true };
        let (here, next) = (self.at, self.at + c.len_utf8());
        if is_invisible(c) {
            self.at = next;
            return false;
        }
        if stands_alone(c) {
            if start.is_none() {
                *start = Some(here);
                self.word.push(c);
                self.at = next;
            }
            return true;
        }
        let known = self.word.len();
        fold_char(c, self.word);
        let folded = &self.word[known..];
        let letters = folded.find(|c: char| !c.is_alphanumeric()).unwrap_or(folded.len());
        let ends = letters < folded.len();
        self.word.truncate(if self.full { known } else { known + letters });
        self.cut();
        if letters > 0 {
            start.get_or_insert(here);
        }
        if letters > 0 || start.is_none() {
            self.at = next;
        }
        ends && start.is_some()
    }

    /// What is drawn upon the word's last letter belongs to it, so that nothing cuts the two apart.
    fn take_marks(&mut self) {
        while let Some(c) = self.text[self.at..].chars().next().filter(|c| is_mark(*c)) {
            self.at += c.len_utf8();
        }
    }
}

/// Accents that stand for themselves, invisible signs, and tones of skin.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1f3fb}'..='\u{1f3ff}') || !c.is_ascii() && is_invisible(c)
}

/// Emoji and symbols, and the letters of Chinese and Japanese.
fn stands_alone(c: char) -> bool {
    match c {
        '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}' => !is_mark(c),
        '\u{3040}'..='\u{30ff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' => c.is_alphanumeric(),
        _ => false,
    }
}

/// Length of a masked token, `[EMAIL 12]`, in either case, that the bytes begin with.
pub(super) fn token_length(bytes: &[u8]) -> Option<usize> {
    let named = token_name(bytes)?;
    let rest = bytes[named..].strip_prefix(b" ")?;
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    ((1..=10).contains(&digits) && rest.get(digits) == Some(&b']')).then_some(named + 1 + digits + 1)
}

/// Length of a bracket and a kind's name behind it.
pub(super) fn token_name(bytes: &[u8]) -> Option<usize> {
    let rest = bytes.strip_prefix(b"[")?;
    let length = rest.iter().take_while(|byte| byte.is_ascii_alphabetic() || **byte == b'_').count();
    let is_kind = |kind: Kind| kind.name().as_bytes().eq_ignore_ascii_case(&rest[..length]);
    Kind::ALL.into_iter().any(is_kind).then_some(1 + length)
}

/// The words of a text, folded, each with its place in the text in bytes.
///
/// ```
/// let words = undertone::search::words_of("Größe: don't [EMAIL 1]");
/// let words: Vec<&str> = words.iter().map(|(word, _)| word.as_str()).collect();
/// assert_eq!(words, ["größe", "don", "t", "[email 1]"]);
/// ```
pub fn words_of(text: &str) -> Vec<(String, Range<usize>)> {
    let mut buffer = String::new();
    let mut words = Words::new(text, &mut buffer);
    let mut all = Vec::new();
    while let Some(range) = words.advance() {
        all.push((words.word().to_owned(), range));
    }
    all
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::{fold_into, has_phrase};

    #[track_caller]
    fn check(text: &str, expect: &[(&str, &str)]) {
        let words = words_of(text);
        let words: Vec<(&str, &str)> =
            words.iter().map(|(word, range)| (word.as_str(), &text[range.clone()])).collect();
        assert_eq!(words, expect);
    }

    #[test]
    fn texts_fall_into_words() {
        check("", &[]);
        check(" ?! — \u{a0}", &[]);
        check("Where's MY order?", &[("where", "Where"), ("s", "s"), ("my", "MY"), ("order", "order")]);
        check("Größe/ÜBER 12,50€", &[("größe", "Größe"), ("über", "ÜBER"), ("12", "12"), ("50", "50")]);
        check("re\u{ad}fund\u{200b}ed.", &[("refunded", "re\u{ad}fund\u{200b}ed")]);
        check("ДОБРЫЙ день", &[("добрый", "ДОБРЫЙ"), ("день", "день")]);
    }

    #[test]
    fn a_masked_token_is_one_word() {
        check("to [EMAIL 12], now", &[("to", "to"), ("[email 12]", "[EMAIL 12]"), ("now", "now")]);
        check("a[url_secret 1]b", &[("a", "a"), ("[url_secret 1]", "[url_secret 1]"), ("b", "b")]);
        check("[note 1] [EMAIL x]", &[("note", "note"), ("1", "1"), ("email", "EMAIL"), ("x", "x")]);
        check("[EMAIL 1[PHONE 2]", &[("email", "EMAIL"), ("1", "1"), ("[phone 2]", "[PHONE 2]")]);
    }

    #[test]
    fn emoji_and_signs_without_spaces_stand_alone() {
        check("ok👍🏽👍", &[("ok", "ok"), ("👍", "👍🏽"), ("👍", "👍")]);
        check("❤\u{fe0f}!", &[("❤", "❤\u{fe0f}")]);
        check("退款ok", &[("退", "退"), ("款", "款"), ("ok", "ok")]);
    }

    #[test]
    fn marks_stay_with_their_letter() {
        check("cafe\u{301} x", &[("cafe", "cafe\u{301}"), ("x", "x")]);
        check("\u{301}\u{301} \u{300}", &[]);
        check("İst", &[("i", "İ"), ("st", "st")]);
    }

    #[test]
    fn a_word_without_end_is_known_by_its_beginning() {
        let words = words_of(&"aé".repeat(100_000));
        assert_eq!(words.len(), 1);
        assert_eq!((words[0].0.len(), words[0].1.clone()), (64, 0..300_000));
        assert_eq!(words_of(&"éa".repeat(100))[0].0, "éa".repeat(21));
    }

    proptest! {
        /// What has meaning of its own here, brackets, symbols and Chinese, is left out.
        #[test]
        fn a_word_is_found_where_the_filter_finds_it(
            text in "[a-cA-C1 .’'ÄßÉİσΣ\u{301}\u{ad}\u{200b}\n-]{0,24}", word in "[a-c1äßé]{1,2}"
        ) {
            let (mut folded, mut wanted) = (String::new(), String::new());
            fold_into(&text, &mut folded);
            fold_into(&word, &mut wanted);
            let found = words_of(&text).iter().any(|(word, _)| *word == wanted);
            prop_assert_eq!(found, has_phrase(&folded, &wanted), "{:?}", folded);
        }

        #[test]
        fn words_lie_in_order_on_the_text(text: String) {
            let mut end = 0;
            for (word, range) in words_of(&text) {
                prop_assert!(!word.is_empty() && word.len() <= LONGEST_WORD);
                prop_assert!(range.start >= end && text.get(range.clone()).is_some());
                end = range.end;
            }
        }
    }
}
