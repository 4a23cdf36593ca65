//! Why a label was given: how much each word speaks for it, and the stretch of the text that proves it.
//!
//! A score is a sum over words, but for what was said before: each word's own features, its characters,
//! half of each pair it stands in, and its part of the meaning. What proves a label to a reader is the clause
//! that speaks most for it, and those beside it that speak for it too, so that a stretch reads as somebody
//! said it. A competitor's name proves by itself.

use std::ops::Range;

use super::{Label, Said, Signal, Understanding};
use crate::{
    conversation::Role,
    text::model::{Word, Words},
};

/// A stretch of the masked text, in code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// First position.
    pub start: u32,
    /// One past the last position.
    pub end: u32,
}

/// How much one word speaks for a label.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// Where the word stands.
    pub at: Stretch,
    /// What it adds to the score; below nought it speaks against the label.
    pub weight: f64,
}

/// A clause beside the one that speaks most for a label belongs to it if it says this much of what that says,
/// in the same sentence and beyond its end.
const SAYS_TOO: f64 = 0.2;
const SAYS_AS_WELL: f64 = 0.5;

/// Fewer words than this hardly say something by themselves, so that a clause beside them is taken too.
const LEAST_WORDS: usize = 3;

impl Understanding {
    /// How much each word speaks for a label; nothing for a label that the speaker's heads do not have.
    pub fn shares(&mut self, said: &Said<'_>, label: Label) -> Vec<Share> {
        let weights = self.weights(said, label).unwrap_or_default();
        let mut points = Points::of(said.text);
        let words = self.scratch.words.all().iter();
        words.zip(weights).map(|(word, weight)| Share { at: points.stretch(bytes(word)), weight }).collect()
    }

    /// The stretch that proves a label: the clauses that speak most for it; of a contact the sentence in
    /// which it is left, of a competitor the name.
    pub fn proof(&mut self, said: &Said<'_>, label: Label) -> Option<Stretch> {
        let weights = self.weights(said, label)?;
        let (text, words) = (said.text, &self.scratch.words);
        let clauses = clauses(text, words.all());
        let found = match label {
            Label::Signal(Signal::Lead) => contact(words, &clauses),
            Label::Signal(Signal::Competitor) => {
                let is_common = |word: &Word| self.model.is_common(&self.scratch, word);
                name(text, words.all(), &weights, &is_common)
            }
            _ => None,
        };
        let found = found.or_else(|| strongest(words.all(), &clauses, &weights))?;
        let (first, last) = (words.all().get(found.start)?, words.all().get(found.end.checked_sub(1)?)?);
        Some(Points::of(text).stretch(bytes(first).start..bytes(last).end))
    }

    /// How much each word of a text adds to the score of a label.
    fn weights(&mut self, said: &Said<'_>, label: Label) -> Option<Vec<f64>> {
        if said.role == Role::System {
            return None;
        }
        self.score(said);
        let voice = self.voice(said.role);
        let at = voice.labels.iter().position(|known| *known == Some(label))?;
        let (dense, worth) = voice.heads.dense(at, &self.sums);
        let meant = self.model.shares(&self.scratch, &dense);
        Some(voice.heads.shares(at, &self.model, &self.scratch.words, &self.sums, (&meant, worth)))
    }
}

/// How strongly a word parts what stands before it from what stands behind.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Parting {
    No,
    /// A comma, a dash, a bracket.
    Part,
    /// The end of a sentence.
    Sentence,
}

fn parting(text: &str, word: &Word) -> Parting {
    if !word.punctuation {
        return Parting::No;
    }
    let Range { start, end } = bytes(word);
    let sign = text.get(start..end).unwrap_or_default();
    let behind = text.get(end..).unwrap_or_default();
    let before = text.get(..start).unwrap_or_default();
    let stands_free = behind.chars().next().is_none_or(|c| c.is_whitespace() || !c.is_alphanumeric());
    match sign {
        "!" | "?" | ";" | "…" | "。" | "！" | "？" => Parting::Sentence,
        "." if stands_free => Parting::Sentence,
        "," | ":" if stands_free => Parting::Part,
        "(" | ")" | "–" | "—" => Parting::Part,
        "-" if stands_free && before.ends_with(char::is_whitespace) => Parting::Part,
        _ => Parting::No,
    }
}

/// A stretch of words between partings, punctuation at its end included.
struct Clause {
    words: Range<usize>,
    /// Whether its sentence ends with it.
    ends: bool,
}

/// The clauses of a text.
fn clauses(text: &str, words: &[Word]) -> Vec<Clause> {
    let (mut all, mut start) = (Vec::new(), 0);
    for (at, word) in words.iter().enumerate() {
        let next = words.get(at + 1);
        // A new line ends a sentence too.
        let line_ends = next.is_none_or(|next| {
            text.get(bytes(word).end..bytes(next).start).is_some_and(|between| between.contains('\n'))
        });
        let parting = if line_ends { Parting::Sentence } else { parting(text, word) };
        // Signs in a row end one clause, not one each.
        let is_last = next.is_none_or(|next| !next.punctuation || self::parting(text, next) < Parting::Part);
        if parting > Parting::No && (is_last || line_ends) {
            all.push(Clause { words: start..at + 1, ends: parting == Parting::Sentence });
            start = at + 1;
        }
    }
    all
}

/// The clause that speaks most for a label, and those beside it that speak for it too.
fn strongest(words: &[Word], clauses: &[Clause], weights: &[f64]) -> Option<Range<usize>> {
    let says = |at: usize| weights[clauses[at].words.clone()].iter().sum::<f64>();
    let best = (0..clauses.len()).max_by(|one, other| says(*one).total_cmp(&says(*other)))?;
    let highest = says(best).max(0.0);
    let n_words =
        |at: usize| words[clauses[at].words.clone()].iter().filter(|word| !word.punctuation).count();
    let belongs = |at: usize, ends: bool, held: usize| {
        let least = if ends { SAYS_AS_WELL } else { SAYS_TOO };
        says(at) > highest * least || !ends && held < LEAST_WORDS
    };
    let (mut first, mut last, mut held) = (best, best, n_words(best));
    while last + 1 < clauses.len() && belongs(last + 1, clauses[last].ends, held) {
        last += 1;
        held += n_words(last);
    }
    while first > 0 && belongs(first - 1, clauses[first - 1].ends, held) {
        first -= 1;
        held += n_words(first);
    }
    trimmed(words, clauses[first].words.start..clauses[last].words.end)
}

/// A range of words without the punctuation at its ends.
fn trimmed(words: &[Word], range: Range<usize>) -> Option<Range<usize>> {
    let is_word = |at: &usize| !words[*at].punctuation;
    match (range.clone().find(is_word), range.clone().rfind(is_word)) {
        (Some(first), Some(last)) => Some(first..last + 1),
        _ => (!range.is_empty()).then_some(range),
    }
}

/// The sentence in which a way to be reached is left.
fn contact(words: &Words, clauses: &[Clause]) -> Option<Range<usize>> {
    let is_contact = |word: &Word| word.masked && matches!(words.folded(word), b"[email]" | b"[phone]");
    let at = words.all().iter().position(is_contact)?;
    let own = clauses.iter().position(|clause| clause.words.contains(&at))?;
    let first = clauses[..own].iter().rposition(|clause| clause.ends).map_or(0, |before| before + 1);
    let last =
        clauses[own..].iter().position(|clause| clause.ends).map_or(clauses.len() - 1, |more| own + more);
    trimmed(words.all(), clauses[first].words.start..clauses[last].words.end)
}

/// A name: words that begin with a capital, or that have one within, those that begin a sentence only if
/// they are rare; of several the one that speaks most for the label. Where there is none, the rare word
/// that does.
fn name(
    text: &str,
    words: &[Word],
    weights: &[f64],
    is_common: &dyn Fn(&Word) -> bool,
) -> Option<Range<usize>> {
    let is_name = |at: usize| {
        let word = &words[at];
        let said = text.get(bytes(word)).unwrap_or_default();
        let begins = at == 0 || parting(text, &words[at - 1]) == Parting::Sentence;
        let capital = said.starts_with(char::is_uppercase) && said.chars().count() > 1;
        let within = said.chars().skip(1).any(char::is_uppercase) && said.chars().any(char::is_lowercase);
        !word.masked && (within || capital && !(begins && is_common(word)))
    };
    // "Allen-Bradley", "Toni & Guy".
    let joins = |at: usize| {
        words[at].punctuation && matches!(text.get(bytes(&words[at])), Some("-" | "&" | "'" | "’"))
    };
    let mut best: Option<(f64, Range<usize>)> = None;
    let mut offer = |range: Range<usize>| {
        let sum: f64 = weights[range.clone()].iter().sum();
        if best.as_ref().is_none_or(|(highest, _)| sum > *highest) {
            best = Some((sum, range));
        }
    };
    let mut at = 0;
    while at < words.len() {
        let mut end = at;
        while end < words.len()
            && (is_name(end) || end > at && joins(end) && end + 1 < words.len() && is_name(end + 1))
        {
            end += 1;
        }
        if end > at {
            offer(at..end);
        }
        at = end + 1;
    }
    if best.is_none() {
        let rare = |word: &Word| !word.masked && !word.punctuation && !is_common(word);
        let rare: Vec<usize> = (0..words.len()).filter(|at| rare(&words[*at])).collect();
        return rare
            .into_iter()
            .max_by(|one, other| weights[*one].total_cmp(&weights[*other]))
            .map(|at| at..at + 1);
    }
    best.map(|(_, name)| name)
}

/// The bytes of a word in the text.
fn bytes(word: &Word) -> Range<usize> {
    word.at.start as usize..word.at.end as usize
}

/// Counts code points from the beginning of a text on, so that stretches in order are one walk.
struct Points<'t> {
    text: &'t str,
    byte: usize,
    point: u32,
}

impl<'t> Points<'t> {
    fn of(text: &'t str) -> Self {
        Self { text, byte: 0, point: 0 }
    }

    fn reach(&mut self, to: usize) -> u32 {
        if to < self.byte {
            (self.byte, self.point) = (0, 0);
        }
        self.point += self.text.get(self.byte..to).map_or(0, |part| part.chars().count() as u32);
        self.byte = to;
        self.point
    }

    fn stretch(&mut self, bytes: Range<usize>) -> Stretch {
        Stretch { start: self.reach(bytes.start), end: self.reach(bytes.end) }
    }
}
