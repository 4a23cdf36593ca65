//! What is searched for: words, "phrases" and open ends*.

use crate::text::fold_into;

use super::words::{token_length, token_name, words_of};

/// Most words that are looked for; further ones are left aside.
pub const MOST_WORDS: usize = 32;

/// One thing to look for: a word, or several one behind the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// Its words, folded.
    pub words: Vec<String>,
    /// Whether the last of them is only the beginning of a word.
    pub open: bool,
}

impl Part {
    /// Whether a folded word can be the one at this place.
    pub(super) fn has(&self, at: usize, word: &str) -> bool {
        self.words.get(at).is_some_and(|wanted| {
            if self.is_open(at) { word.starts_with(wanted.as_str()) } else { word == wanted }
        })
    }

    /// Whether the word at this place is only the beginning of one.
    pub(super) fn is_open(&self, at: usize) -> bool {
        self.open && at + 1 == self.words.len()
    }
}

/// What is searched for. A text has it if it has all parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    parts: Vec<Part>,
    /// Words beyond [`MOST_WORDS`].
    left_aside: usize,
}

impl Query {
    /// Reads what somebody wrote; anything can be searched for. Quotes hold words together, a `*` leaves
    /// the end of a word or phrase open, a masked token is one word, and `[EMAIL*` any of its kind. What
    /// looks like one word but is several, as `don't`, is a phrase.
    ///
    /// ```
    /// use undertone::search::Query;
    /// let words = |line: &str| -> Vec<String> {
    ///     Query::parse(line).parts().iter().map(|part| part.words.join(" ")).collect()
    /// };
    /// assert_eq!(words("Refund \"My Order\" [EMAIL 12] don't"), ["refund", "my order", "[email 12]", "don t"]);
    /// assert!(Query::parse("cancel*").parts()[0].open);
    /// assert!(Query::parse("?!").is_empty());
    /// ```
    pub fn parse(line: &str) -> Self {
        let mut folded = String::new();
        fold_into(line, &mut folded);
        let mut query = Self::default();
        let mut rest = folded.trim_start();
        while let Some(first) = rest.chars().next() {
            let written = if first == '"' {
                let inner = &rest[1..];
                let end = inner.find('"').unwrap_or(inner.len());
                rest = inner.get(end + 1..).unwrap_or_default();
                &inner[..end]
            } else {
                let end = bare_end(rest);
                let (written, behind) = rest.split_at(end);
                rest = behind;
                written
            };
            query.add(written);
            rest = rest.trim_start();
        }
        query
    }

    fn add(&mut self, written: &str) {
        let closed = written.trim_end_matches(['*', ' ']);
        let starred = written[closed.len()..].contains('*');
        let part = if starred && token_name(closed.as_bytes()) == Some(closed.len()) {
            Part { words: vec![format!("{closed} ")], open: true }
        } else {
            let words = words_of(closed).into_iter().map(|(word, _)| word).collect();
            // What ends in another sign than a letter ends its word.
            Part { words, open: starred && closed.ends_with(char::is_alphanumeric) }
        };
        if part.words.is_empty() || self.parts.contains(&part) {
            return;
        }
        if self.words().count() + part.words.len() > MOST_WORDS {
            self.left_aside += part.words.len();
            return;
        }
        self.parts.push(part);
    }

    /// What it looks for.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Whether it looks for nothing.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// How many words are not looked for, because there are more than [`MOST_WORDS`].
    pub fn left_aside(&self) -> usize {
        self.left_aside
    }

    /// The words of all parts, each with whether it is only the beginning of one.
    pub(super) fn words(&self) -> impl Iterator<Item = (&str, bool)> {
        self.parts.iter().flat_map(|part| {
            part.words.iter().enumerate().map(|(at, word)| (word.as_str(), part.is_open(at)))
        })
    }
}

/// Where a piece that is not in quotes ends: at a blank or a quote, but not within a masked token.
fn bare_end(text: &str) -> usize {
    let mut at = 0;
    while let Some(c) = text[at..].chars().next().filter(|c| !matches!(c, ' ' | '"')) {
        at += token_length(&text.as_bytes()[at..]).unwrap_or(c.len_utf8());
    }
    at
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A query as it was understood: words joined by `+`, parts by blanks, `*` where open.
    fn read(line: &str) -> String {
        let query = Query::parse(line);
        let part = |part: &Part| part.words.join("+") + if part.open { "*" } else { "" };
        query.parts().iter().map(part).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_line_falls_into_parts() {
        for (line, expect) in [
            ("", ""),
            ("  refund\tREFUND order ", "refund order"),
            ("„Größe ändern“ x", "größe+ändern x"),
            ("\"my order", "my+order"),
            ("\"\" \" \" \"*\" * ** ?*", ""),
            ("a\"b c\"d", "a b+c d"),
            ("e-mail don’t", "e+mail don+t"),
            ("cancel* \"my ord*\"", "cancel* my+ord*"),
            ("can*cel re*", "can+cel re*"),
            ("[EMAIL 12] [email 12]", "[email 12]"),
            ("x [PHONE 3]y", "x [phone 3]+y"),
            ("\"to [EMAIL 12]\"", "to+[email 12]"),
            ("[EMAIL* [mail*", "[email * mail*"),
            ("[EMAIL 12]*", "[email 12]"),
            ("👍👍 👍", "👍+👍 👍"),
            ("退款*", "退+款*"),
        ] {
            assert_eq!(read(line), expect, "{line}");
        }
    }

    #[test]
    fn a_long_line_is_not_looked_for_whole() {
        let line: Vec<String> = (0..100).map(|n| format!("w{n}")).collect();
        let query = Query::parse(&line.join(" "));
        assert_eq!((query.parts().len(), query.left_aside()), (MOST_WORDS, 100 - MOST_WORDS));
        assert!(Query::parse(&format!("\"{}\"", line.join(" "))).is_empty());
    }

    proptest! {
        #[test]
        fn anything_can_be_searched_for(line: String) {
            let query = Query::parse(&line);
            prop_assert!(query.words().count() <= MOST_WORDS);
            prop_assert!(query.parts().iter().all(|part| !part.words.is_empty()));
        }

        #[test]
        fn signs_of_the_line_itself_are_read(line in "[ab\"*\\[\\] ’EMAIL1]{0,24}") {
            prop_assert!(Query::parse(&line).parts().iter().all(|part| !part.words.is_empty()));
        }
    }
}
