//! Finding a command by a few of its letters: which texts fit, and which fits best.
//!
//! The letters must stand in the text in their order. A letter at the start of a word or right after
//! the one before counts more; letters skipped and a long text count less. Upper and lower case, and
//! the accents of the languages of the page, are the same.

use crate::{order::sort_by, text::lower};

/// How well a text fits and where its letters are, in characters of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// Higher is better; comparable for one pattern only.
    pub score: i32,
    /// Places of the letters found, ascending.
    pub places: Vec<usize>,
}

const AT_START: i32 = 12;
const AT_WORD: i32 = 8;
const IN_A_ROW: i32 = 8;
const FOUND: i32 = 1;

/// Longest text looked at, in characters; what follows is not matched.
const LONGEST: usize = 128;

/// How a text fits a pattern; `None` if it does not. An empty pattern fits everything equally.
///
/// ```
/// use undertone::ui::parts::fuzzy;
/// assert!(fuzzy::find("Save as SVG", "svg").is_some());
/// assert!(fuzzy::find("Save as SVG", "pdf").is_none());
/// ```
pub fn find(text: &str, pattern: &str) -> Option<Match> {
    let wanted: Vec<char> = pattern.chars().filter(|c| !c.is_whitespace()).map(plain).collect();
    if wanted.is_empty() {
        return Some(Match { score: 0, places: Vec::new() });
    }
    let letters: Vec<char> = text.chars().take(LONGEST).collect();
    let worth: Vec<i32> = (0..letters.len()).map(|at| worth_at(&letters, at)).collect();
    // best[w][t]: the best score of the first w + 1 letters with the last of them at t.
    let mut best: Vec<Vec<Option<(i32, usize)>>> = Vec::with_capacity(wanted.len());
    for (w, &letter) in wanted.iter().enumerate() {
        let mut row = vec![None; letters.len()];
        // The best way to have placed all letters before this one, somewhere before `t`.
        let mut before: Option<(i32, usize)> = None;
        for t in 0..letters.len() {
            if w > 0 && t > 0 {
                let previous = best[w - 1][t - 1].map(|(score, _)| (score, t - 1));
                before = better(before, previous);
            }
            if plain(letters[t]) != letter {
                continue;
            }
            row[t] = if w == 0 {
                Some((worth[t], 0))
            } else {
                let in_a_row = t
                    .checked_sub(1)
                    .and_then(|left| best[w - 1][left].map(|(score, _)| (score + IN_A_ROW + FOUND, left)));
                let apart = before.map(|(score, from)| (score + worth[t], from));
                better(in_a_row, apart)
            };
        }
        best.push(row);
    }
    let last = best.last()?;
    let (end, score) = (0..letters.len())
        .filter_map(|t| last[t].map(|(score, _)| (t, score)))
        .max_by_key(|&(t, score)| (score, std::cmp::Reverse(t)))?;
    let mut places = vec![end];
    for w in (1..wanted.len()).rev() {
        let (_, from) = best[w][places[places.len() - 1]]?;
        places.push(from);
    }
    places.reverse();
    // Of two texts that fit alike the shorter is meant.
    Some(Match { score: score * 8 - letters.len() as i32 / 8, places })
}

/// The places of all that fit, best first; those that fit alike stay in their order.
pub fn ranked<'a>(texts: impl IntoIterator<Item = &'a str>, pattern: &str) -> Vec<(usize, Match)> {
    let mut found: Vec<(usize, Match)> =
        texts.into_iter().enumerate().filter_map(|(at, text)| Some((at, find(text, pattern)?))).collect();
    if !pattern.trim().is_empty() {
        sort_by(&mut found, |one, two| two.1.score.cmp(&one.1.score));
    }
    found
}

fn better(a: Option<(i32, usize)>, b: Option<(i32, usize)>) -> Option<(i32, usize)> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if b.0 > a.0 { b } else { a }),
        (a, b) => a.or(b),
    }
}

fn worth_at(letters: &[char], at: usize) -> i32 {
    let starts_word =
        |left: char, here: char| !left.is_alphanumeric() || lower(left) == left && lower(here) != here;
    match at.checked_sub(1) {
        None => AT_START,
        Some(left) if starts_word(letters[left], letters[at]) => AT_WORD,
        Some(_) => FOUND,
    }
}

/// A letter without case and without the accents that people leave out when they type in haste.
fn plain(letter: char) -> char {
    match lower(letter) {
        'ä' | 'á' | 'à' | 'â' => 'a',
        'ö' | 'ó' | 'ò' | 'ô' => 'o',
        'ü' | 'ú' | 'ù' | 'û' => 'u',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' => 'i',
        'ß' => 's',
        lower => lower,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pattern: &str, texts: &[&str], expect: &[&str]) {
        let found: Vec<&str> =
            ranked(texts.iter().copied(), pattern).into_iter().map(|(at, _)| texts[at]).collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn letters_must_stand_in_their_order() {
        check("svg", &["Save as PNG", "Save as SVG", "gvs"], &["Save as SVG", "Save as PNG"]);
        check("", &["b", "a"], &["b", "a"]);
        check("x", &[], &[]);
    }

    #[test]
    fn starts_of_words_and_letters_in_a_row_come_first() {
        check("dt", &["Edit", "Dark theme"], &["Dark theme", "Edit"]);
        check(
            "set",
            &["Close what is open, too", "Settings", "Reset"],
            &["Settings", "Reset", "Close what is open, too"],
        );
        check("board", &["Keyboard help", "Boards"], &["Boards", "Keyboard help"]);
    }

    #[test]
    fn case_accents_and_spaces_are_the_same() {
        check("ubersicht", &["Übersicht"], &["Übersicht"]);
        check("SAVE svg", &["Save as SVG"], &["Save as SVG"]);
    }

    #[test]
    fn places_are_those_of_the_best_reading() {
        assert_eq!(find("a save as SVG", "svg").expect("fits").places, [10, 11, 12]);
        assert_eq!(find("Dark theme", "dt").expect("fits").places, [0, 5]);
    }

    #[test]
    fn a_long_text_costs_little() {
        let long = "a".repeat(100_000);
        assert!(find(&long, "ab").is_none());
        assert_eq!(find(&long, "aa").expect("fits").places, [0, 1]);
    }
}
