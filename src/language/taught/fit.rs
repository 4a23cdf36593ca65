//! How a head is learned from a few examples: weighted ridge regression on what messages mean, and from
//! thirty examples on on their words too.
//!
//! Examples are wanted to score 1; messages that were shown as others, and a sample of those at hand, −1.
//! Both sides weigh the same together, however many they are. It is solved over pairs of messages rather
//! than over dimensions, because these are few: one triangular decomposition. To tell how good the head is,
//! examples and others are dealt into folds; each fold is scored by a head that was learned without it, and
//! the score from which on the label is given is the one that does best on these.
//!
//! Only sums, products, quotients and roots in one order: the same everywhere.

use std::{collections::BTreeMap, fmt};

use super::{Features, Head, LONGEST_NAME, Lesson, MOST_EXAMPLES, Quality, TELLING, TaughtLabel};
use crate::{
    order::sort_by,
    text::model::{Model, Scratch, UNIT},
};

/// Examples that it takes at least.
pub const FEWEST: usize = 3;

/// From so many examples on words count too.
const WITH_WORDS: usize = 30;

/// Of the sample so many are learned from; the others only tell mistakes.
const LEARNED_FROM: usize = 240;

/// Folds at most; with fewer examples, one fold for each.
const FOLDS: usize = 5;

/// What is added to every pair: how much the head may lean without knowing anything.
const LEANING: f64 = 1.0;

/// How much words count beside meaning.
const OF_WORDS: f64 = 0.5;

/// How far the head keeps from following each example.
const CAUTION: f64 = 1.0;

/// Messages of the sample at this cosine or nearer to an example are left out: they may be examples. A few
/// examples say little of where the label ends, so that more is left out.
const NEAR: f64 = 0.85;
const NEAR_TO_FEW: f64 = 0.7;

/// Why a label cannot be learned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TooFew {
    /// It has no name, or one that is too long.
    Name,
    /// There are so many examples that differ, and it takes more.
    Examples(u32),
    /// There are too many.
    Many,
    /// No other messages are at hand to tell it from.
    Others,
}

impl fmt::Display for TooFew {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Name => "Give the label a name of at most 60 characters.",
            Self::Examples(_) => "A label takes at least 3 examples that differ. Add some, one a line.",
            Self::Many => "A label takes at most 200 examples, and as many that do not belong.",
            Self::Others => {
                "There are no other messages to tell the label from. Open files with more messages first."
            }
        })
    }
}

/// Learns a label. `sample` are messages of users, most of which do not have it.
///
/// # Errors
/// Why it cannot be learned, to be said to a person.
pub fn learn(model: &Model, lesson: &Lesson, sample: &[String]) -> Result<TaughtLabel, TooFew> {
    let lesson = tidied(lesson);
    let (wanted, shown) = (lesson.examples.len(), lesson.others.len());
    if lesson.name.is_empty() || lesson.name.chars().count() > LONGEST_NAME {
        return Err(TooFew::Name);
    }
    if wanted > MOST_EXAMPLES || shown > MOST_EXAMPLES {
        return Err(TooFew::Many);
    }
    if wanted < FEWEST {
        return Err(TooFew::Examples(wanted as u32));
    }
    let with_words = wanted >= WITH_WORDS;
    let mut scratch = Scratch::default();
    let mut features = |text: &String| Features::of(model, &mut scratch, text, with_words).in_order();
    let mut messages: Vec<Features> =
        lesson.examples.iter().chain(&lesson.others).map(&mut features).collect();
    let mut near = 0;
    let limit = if wanted < TELLING { NEAR_TO_FEW } else { NEAR };
    for text in sample.iter().filter(|text| !lesson.others.contains(text)) {
        let other = features(text);
        let is_near = messages[..wanted].iter().any(|example| cosine(example, &other) >= limit);
        near += u32::from(is_near);
        if !is_near {
            messages.push(other);
        }
    }
    if messages.len() == wanted {
        return Err(TooFew::Others);
    }
    let fit = Fit::new(&messages, wanted, messages.len().min(wanted + shown + LEARNED_FROM));
    let held_back = fit.scores_of_folds();
    let mut head = fit.head(|_| true);
    let quality = Quality {
        examples: wanted as u32,
        others: (messages.len() - wanted) as u32,
        near,
        ..choose(&mut head, &held_back, wanted)
    };
    Ok(TaughtLabel { slot: 0, model: model.sum(), head, quality, lesson })
}

/// Without blanks around names and texts, and each text once.
fn tidied(lesson: &Lesson) -> Lesson {
    let distinct = |texts: &[String], but: &[String]| {
        let mut kept: Vec<String> = Vec::new();
        for text in texts.iter().map(|text| text.trim()).filter(|text| !text.is_empty()) {
            if !kept.iter().chain(but).any(|known| known == text) {
                kept.push(text.to_owned());
            }
        }
        kept
    };
    let examples = distinct(&lesson.examples, &[]);
    let others = distinct(&lesson.others, &examples);
    Lesson { name: lesson.name.trim().to_owned(), examples, others }
}

fn cosine(one: &Features, two: &Features) -> f64 {
    f64::from(one.nearness(&two.meaning)) / (f64::from(UNIT) * f64::from(UNIT))
}

/// Sets the score from which on the label is given: the one with the best F1 over what was held back, halfway
/// to the next score below. Gives what it gets right and wrong there.
fn choose(head: &mut Head, held_back: &[f64], wanted: usize) -> Quality {
    let mut scored: Vec<(f64, bool)> =
        held_back.iter().enumerate().map(|(at, score)| (*score, at < wanted)).collect();
    // Of equal scores the others come first, so that none of them is counted out by its place.
    sort_by(&mut scored, |one, two| two.0.total_cmp(&one.0).then(one.1.cmp(&two.1)));
    let mut best = (Quality::default(), f64::INFINITY);
    let (mut hits, mut mistaken) = (0_u32, 0_u32);
    for (at, (score, has)) in scored.iter().enumerate() {
        (hits, mistaken) = (hits + u32::from(*has), mistaken + u32::from(!has));
        let below = scored.get(at + 1).map_or(score - 1.0, |next| next.0);
        let found = Quality { examples: wanted as u32, hits, mistaken, ..Quality::default() };
        if below < *score && found.f1() > best.0.f1() {
            best = (found, (score + below) / 2.0);
        }
    }
    head.threshold = best.1;
    best.0
}

/// What is learned from.
struct Fit<'m> {
    messages: &'m [Features],
    /// The first so many are examples.
    wanted: usize,
    /// So many are learned from.
    learned_from: usize,
    /// How alike each two of these are.
    pairs: Vec<f64>,
}

impl<'m> Fit<'m> {
    fn new(messages: &'m [Features], wanted: usize, learned_from: usize) -> Self {
        let mut pairs = vec![0.0; learned_from * learned_from];
        for (one, ours) in messages[..learned_from].iter().enumerate() {
            for (two, theirs) in messages[..=one].iter().enumerate() {
                let pair = LEANING + cosine(ours, theirs) + OF_WORDS * ours.in_common(theirs);
                pairs[one * learned_from + two] = pair;
                pairs[two * learned_from + one] = pair;
            }
        }
        Self { messages, wanted, learned_from, pairs }
    }

    /// How many folds there are: each holds an example at least.
    fn folds(&self) -> usize {
        self.wanted.min(FOLDS)
    }

    /// The fold of a message: examples and others are dealt out apart.
    fn fold(&self, at: usize) -> usize {
        (if at < self.wanted { at } else { at - self.wanted }) % self.folds()
    }

    /// What each message scores by a head that was learned without it.
    fn scores_of_folds(&self) -> Vec<f64> {
        let mut scores = vec![0.0; self.messages.len()];
        for fold in 0..self.folds() {
            let head = self.head(|at| self.fold(at) != fold);
            let held_back = self.messages.iter().enumerate().filter(|(at, _)| self.fold(*at) == fold);
            held_back.for_each(|(at, message)| scores[at] = head.score(message));
        }
        scores
    }

    /// The head that is learned from some of the messages.
    fn head(&self, from: impl Fn(usize) -> bool) -> Head {
        let rows: Vec<usize> = (0..self.learned_from).filter(|at| from(*at)).collect();
        let examples = rows.iter().filter(|at| **at < self.wanted).count();
        let others = rows.len() - examples;
        // Both sides weigh the same together.
        let of_side = |n: usize| 2.0 * n as f64 / rows.len() as f64;
        let slack = |at: usize| CAUTION * of_side(if at < self.wanted { examples } else { others });
        let shares = self.solved(&rows, slack);
        let mut meaning = vec![0.0; self.messages.first().map_or(0, |message| message.meaning.len())];
        let mut words: BTreeMap<u32, f64> = BTreeMap::new();
        let mut bias = 0.0;
        for (at, share) in rows.iter().zip(&shares) {
            let message = &self.messages[*at];
            bias += LEANING * share;
            for (weight, value) in meaning.iter_mut().zip(&message.meaning) {
                *weight += share * f64::from(*value) / f64::from(UNIT);
            }
            for (bucket, weight) in message.words.iter().filter(|_| message.length > 0.0) {
                *words.entry(*bucket).or_insert(0.0) +=
                    OF_WORDS * share * f64::from(*weight) / message.length;
            }
        }
        Head::new(bias, &meaning, &words)
    }

    /// How much each message has a share in the head: (pairs + slack) · shares = what is wanted.
    fn solved(&self, rows: &[usize], slack: impl Fn(usize) -> f64) -> Vec<f64> {
        let n = rows.len();
        // The upper triangle, row by row, and what is wanted as a last column.
        let wide = n + 1;
        let mut upper = vec![0.0; n * wide];
        for (i, &row) in rows.iter().enumerate() {
            let line = &mut upper[i * wide..][..wide];
            for (j, &column) in rows.iter().enumerate().skip(i) {
                line[j] = self.pairs[row * self.learned_from + column];
            }
            line[i] += slack(row);
            line[n] = if row < self.wanted { 1.0 } else { -1.0 };
        }
        for k in 0..n {
            let (done, below) = upper.split_at_mut((k + 1) * wide);
            let line = &mut done[k * wide + k..];
            let root = line[0].sqrt();
            for value in line.iter_mut() {
                *value /= root;
            }
            for (i, rest) in (k + 1..n).zip(below.chunks_exact_mut(wide)) {
                let factor = line[i - k];
                for (value, above) in rest[i..].iter_mut().zip(&line[i - k..]) {
                    *value -= factor * above;
                }
            }
        }
        let mut shares = vec![0.0; n];
        for i in (0..n).rev() {
            let line = &upper[i * wide..][..wide];
            let known =
                line[i + 1..n].iter().zip(&shares[i + 1..]).fold(0.0, |sum, (one, two)| sum + one * two);
            shares[i] = (line[n] - known) / line[i];
        }
        shares
    }
}
