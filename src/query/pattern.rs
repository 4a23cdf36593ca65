//! Patterns between slashes, looked for in folded texts: capitals, curly quotes and the like need not be
//! thought of. `\w` means the letters of all alphabets.
//!
//! The engine goes through a text once, however a pattern is made, and a pattern that would make many
//! states of itself is refused: time is bounded by the length of the texts. Where a pattern begins or
//! holds plain words that must be there, those are looked for first.
//!
//! Named by nothing that the page's program runs, so that the engine is in the worker alone.

use regex_lite::{Regex, RegexBuilder};

use super::{Columns, Filter, FilterError};
use crate::text;

/// Bytes that a compiled pattern may take: some thousand states.
const LARGEST: usize = 64 << 10;

/// Characters of a pattern at most.
const LONGEST: usize = 300;

/// Letters beyond the plain ones: all scripts, without the marks, arrows and pictures between them.
const LETTERS: &str = r"\x{c0}-\x{1fff}\x{2c00}-\x{2dff}\x{3040}-\x{d7ff}";

/// A pattern, compiled.
pub struct Pattern {
    regex: Regex,
    /// What every text that it fits holds.
    needs: String,
}

impl Filter {
    /// Reads a filter of data with these columns, its patterns too.
    ///
    /// # Errors
    /// The first thing that cannot be read, with its place and what was probably meant.
    pub fn checked(text: &str, columns: Columns<'_>) -> Result<Self, FilterError> {
        Self::read(text, columns, wrong)
    }
}

impl Pattern {
    /// A pattern as it stands between the slashes; `None` if it means nothing.
    pub fn of(pattern: &str) -> Option<Self> {
        Some(Self { regex: compiled(pattern).ok()?, needs: needed(pattern) })
    }

    /// Whether it fits somewhere in a folded text.
    pub fn is_in(&self, folded: &str) -> bool {
        memchr::memmem::find(folded.as_bytes(), self.needs.as_bytes()).is_some()
            && self.regex.is_match(folded)
    }
}

fn compiled(pattern: &str) -> Result<Regex, String> {
    if pattern.chars().count() > LONGEST {
        return Err(String::new());
    }
    RegexBuilder::new(&folded(pattern)).size_limit(LARGEST).build().map_err(|error| error.to_string())
}

/// The character at which a pattern goes wrong, if it does. The engine does not say, so the pattern is
/// tried piece by piece: what is not closed was opened behind the longest piece that is right, anything
/// else stands at the end of the shortest piece that is wrong in the same way.
fn wrong(pattern: &str) -> Option<usize> {
    let why = compiled(pattern).err()?;
    let chars: Vec<char> = pattern.chars().take(LONGEST + 1).collect();
    let piece = |end: usize| compiled(&chars[..end].iter().collect::<String>());
    let longest_right = || (0..chars.len()).rev().find(|end| piece(*end).is_ok());
    if why.contains("clos") || why.contains("end of pattern") {
        return longest_right();
    }
    (1..=chars.len()).find(|end| piece(*end).err().as_ref() == Some(&why)).map(|end| end - 1)
}

/// A pattern for folded texts: its plain letters folded as they are, and [`LETTERS`] among those of `\w`.
fn folded(pattern: &str) -> String {
    let mut out = String::new();
    let mut in_class = false;
    let mut chars = pattern.chars();
    let mut plain = String::new();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('w') if in_class => out.push_str(&format!("0-9a-z_{LETTERS}")),
                Some('w') => out.push_str(&format!("[0-9a-z_{LETTERS}]")),
                Some('W') if !in_class => out.push_str(&format!("[^0-9a-z_{LETTERS}]")),
                Some('/') => out.push('/'),
                next => {
                    out.push('\\');
                    out.extend(next);
                }
            },
            c if c.is_whitespace() => {
                if !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c => {
                in_class = c == '[' || in_class && c != ']';
                text::fold_into(c.encode_utf8(&mut [0; 4]), &mut plain);
                out.push_str(&plain);
            }
        }
    }
    out
}

/// The longest run of plain characters that every text holds which the pattern fits, up to the first
/// class, escape or counted repetition; empty where it is not known.
fn needed(pattern: &str) -> String {
    let mut folded = String::new();
    if pattern.contains(['|', '(']) {
        return folded;
    }
    let chars: Vec<char> = pattern.chars().collect();
    let end = chars.iter().position(|c| matches!(c, '\\' | '[' | '{')).unwrap_or(chars.len());
    let is_plain = |at: usize| {
        let is_letter = !matches!(chars[at], '.' | '^' | '$' | '*' | '+' | '?') && !chars[at].is_whitespace();
        is_letter && !matches!(chars.get(at + 1), Some('*' | '?' | '{'))
    };
    let places: Vec<usize> = (0..end).collect();
    let longest = places
        .chunk_by(|one, two| is_plain(*one) && is_plain(*two))
        .filter(|run| is_plain(run[0]))
        .max_by_key(|run| run.len());
    let run: String = longest.into_iter().flatten().map(|at| chars[*at]).collect();
    text::fold_into(&run, &mut folded);
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pattern: &str, text: &str, fits: bool) {
        let mut folded = String::new();
        text::fold_into(text, &mut folded);
        assert_eq!(Pattern::of(pattern).unwrap().is_in(&folded), fits, "{pattern} in {text}");
    }

    #[test]
    fn patterns_fit_folded_texts() {
        check("double.?charge", "You DOUBLE-charged me", true);
        check("Double.?Charge", "a doublecharge", true);
        check("double.?charge", "double the charge", false);
        check("don’t", "I don't", true);
        check(r"^hi\b", "Hi  there", true);
        check(r"order\s\d{6,}", "my order 1234567", true);
        check(r"gr(ö|oe)ße", "GRÖSSE Größe", true);
        check(r"^\w+$", "Größe", true);
        check(r"^[\w-]+$", "Größen-Tabelle", true);
        check(r"^\W$", "ß", false);
        check(r"and\/or", "and/or", true);
        check("one  two", "one\ntwo", true);
        check("re?fund", "rfund", true);
        check("refunde{2}", "refundee", true);
    }

    #[test]
    fn what_is_needed_is_in_every_text_that_fits() {
        for (pattern, needs) in [
            ("double.?charge", "charge"),
            ("re?fund", "fund"),
            ("refunde{2}", "refund"),
            ("Ünter.+", "ünter"),
            ("a+b", "b"),
            ("one|two", ""),
            ("(one) two", ""),
            (r"\d+ orders", ""),
            ("two words", "words"),
        ] {
            assert_eq!(needed(pattern), needs, "{pattern}");
        }
    }

    #[test]
    fn a_pattern_that_means_nothing_is_pointed_at() {
        let long = "x".repeat(LONGEST + 1);
        for (pattern, at) in [
            ("a(b", 1),
            ("(a)(b", 3),
            ("a[bc", 1),
            ("*a", 0),
            ("ab(*c)", 3),
            ("ab)", 2),
            (r"a\q", 2),
            ("a{2,1}", 5),
            ("(x{90}){90}", 10),
            (&long, LONGEST),
        ] {
            assert_eq!(wrong(pattern), Some(at), "{pattern}");
        }
        assert_eq!(wrong("double.?charge"), None);
    }
}
