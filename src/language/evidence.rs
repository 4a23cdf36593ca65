//! Why a label was given: how much each word speaks for it, and the stretch of the text that proves it.
//!
//! A score is a sum over words, but for what was said before: each word's own features, its characters,
//! half of each pair it stands in, and its part of the meaning. The words that speak most for a label and
//! stand together are its core; what proves it to a reader is the clause around that, so that a stretch
//! reads as somebody said it. A name or a masked token proves by itself.

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

/// A part of a clause between commas stands by itself if it has this many words.
const LEAST_WORDS: usize = 3;

impl Understanding {
    /// How much each word speaks for a label; nothing for a label that the speaker's heads do not have.
    pub fn shares(&mut self, said: &Said<'_>, label: Label) -> Vec<Share> {
        let weights = self.weights(said, label).unwrap_or_default();
        let mut points = Points::of(said.text);
        let words = self.scratch.words.all().iter();
        words.zip(weights).map(|(word, weight)| Share { at: points.stretch(bytes(word)), weight }).collect()
    }

    /// The stretch that proves a label: the clause that speaks most for it; for a contact the masked token,
    /// for a competitor the name.
    pub fn proof(&mut self, said: &Said<'_>, label: Label) -> Option<Stretch> {
        let weights = self.weights(said, label)?;
        let words = &self.scratch.words;
        let text = said.text;
        let core = core(&weights)?;
        let clause = clause(text, words.all(), &core, &weights);
        let own = match label {
            Label::Signal(Signal::Lead) => {
                words.all().iter().position(|word| is_contact(words, word)).map(|at| at..at + 1)
            }
            Label::Signal(Signal::Competitor) => name(text, words.all(), &clause, &weights),
            _ => None,
        };
        let found = own.unwrap_or(clause);
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
        let meant = self.model.shares(&self.scratch, voice.heads.dense(at));
        Some(voice.heads.shares(at, &self.model, &self.scratch.words, &self.sums, &meant))
    }
}

/// The words in a row that speak most for a label, those between them not counted out.
fn core(weights: &[f64]) -> Option<Range<usize>> {
    let mut best: Option<(f64, Range<usize>)> = None;
    let (mut sum, mut start) = (0.0, 0);
    for (at, weight) in weights.iter().enumerate() {
        if sum <= 0.0 {
            (sum, start) = (0.0, at);
        }
        sum += weight;
        if best.as_ref().is_none_or(|(highest, _)| sum > *highest) {
            best = Some((sum, start..at + 1));
        }
    }
    best.map(|(_, core)| core)
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

/// The clause around the core: its sentence or, where that has enough words, its part between commas.
fn clause(text: &str, words: &[Word], core: &Range<usize>, weights: &[f64]) -> Range<usize> {
    let sentence = best_piece(text, words, core, weights, Parting::Sentence, &(0..words.len()));
    let inner = core.start.max(sentence.start)..core.end.min(sentence.end);
    let part = best_piece(text, words, &inner, weights, Parting::Part, &sentence);
    let is_enough = words[part.clone()].iter().filter(|word| !word.punctuation).count() >= LEAST_WORDS;
    trimmed(words, if is_enough { part } else { sentence })
}

/// Of the pieces into which partings cut a range the one where most of the core's weight lies.
fn best_piece(
    text: &str,
    words: &[Word],
    core: &Range<usize>,
    weights: &[f64],
    cut: Parting,
    range: &Range<usize>,
) -> Range<usize> {
    let (mut best, mut highest) = (range.clone(), f64::MIN);
    let mut start = range.start;
    for at in range.clone() {
        let is_last = at + 1 == range.end;
        // A new line ends a sentence too.
        let line_ends = words.get(at + 1).is_some_and(|next| {
            let between = text.get(words[at].at.end as usize..next.at.start as usize);
            cut == Parting::Sentence && between.is_some_and(|between| between.contains('\n'))
        });
        if is_last || line_ends || parting(text, &words[at]) >= cut {
            let held = start.max(core.start)..(at + 1).min(core.end);
            if !held.is_empty() {
                let sum: f64 = weights[held].iter().sum();
                if sum > highest {
                    (best, highest) = (start..at + 1, sum);
                }
            }
            start = at + 1;
        }
    }
    best
}

/// A range of words without the punctuation at its ends.
fn trimmed(words: &[Word], range: Range<usize>) -> Range<usize> {
    let is_word = |at: &usize| !words[*at].punctuation;
    match (range.clone().find(is_word), range.clone().rfind(is_word)) {
        (Some(first), Some(last)) => first..last + 1,
        _ => range,
    }
}

/// An e-mail address or a telephone number.
fn is_contact(words: &Words, word: &Word) -> bool {
    word.masked && matches!(words.folded(word), b"[email]" | b"[phone]")
}

/// The name in a clause: words that begin with a capital where no sentence begins, or that have one within;
/// of several the one that speaks most for the label.
fn name(text: &str, words: &[Word], clause: &Range<usize>, weights: &[f64]) -> Option<Range<usize>> {
    let is_name = |at: usize| {
        let word = &words[at];
        let said = text.get(bytes(word)).unwrap_or_default();
        let begins = at == 0 || parting(text, &words[at - 1]) == Parting::Sentence;
        let capital = said.starts_with(char::is_uppercase) && said.chars().count() > 1;
        let within = said.chars().skip(1).any(char::is_uppercase) && said.chars().any(char::is_lowercase);
        !word.masked && (within || capital && !begins)
    };
    let mut best: Option<(f64, Range<usize>)> = None;
    let mut at = clause.start;
    while at < clause.end {
        let end = (at..clause.end).find(|at| !is_name(*at)).unwrap_or(clause.end);
        if end > at {
            let sum: f64 = weights[at..end].iter().sum();
            if best.as_ref().is_none_or(|(highest, _)| sum > *highest) {
                best = Some((sum, at..end));
            }
        }
        at = end + 1;
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
