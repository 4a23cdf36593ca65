//! The learned part of sentiment: what the rules see, which words are said and what the sentence means, weighed.
//!
//! Its part of the section, twice, for when the sentence's embedding is at hand and for when it is not: `f64`s,
//! the bias and a weight for each of [`FEATURES`]; a number, the bits of an `f64`, what 1 is worth among the
//! weights of words; bytes, these weights (`i8`), a power of two, for words and pairs of words by their hash. Then
//! a number, the bits of an `f64`, what 1 is worth among the weights of the embedding; bytes, these weights
//! (`i8`), one for each of its dimensions. All sums are in the order written here, so that every machine computes
//! the same.

use super::rules::Reading;
use crate::binary::In;

/// Number of figures that the rules give.
pub(super) const FEATURES: usize = 18;

/// The figures that the rules give, each about −1 to 1.
pub(super) fn features(reading: &Reading) -> [f64; FEATURES] {
    let few = |count: u32, most: u32| f64::from(count.min(most)) / f64::from(most);
    let (published, ours) = (reading.published, reading.ours);
    let is_good = f64::from(u8::from(ours.compound > 0.0));
    let is_bad = f64::from(u8::from(ours.compound < 0.0));
    [
        published.compound,
        published.positive,
        published.negative,
        published.neutral,
        ours.compound,
        ours.positive,
        ours.negative,
        reading.best / 4.0,
        reading.worst / 4.0,
        reading.last / 4.0,
        few(reading.n_exclamations, 4) * is_good,
        few(reading.n_exclamations, 4) * is_bad,
        few(reading.n_questions, 3),
        few(reading.n_negations, 3),
        few(reading.n_loud, 3),
        f64::from(u8::from(reading.has_but)),
        4.0 / (4.0 + f64::from(reading.n_words)),
        f64::from(u8::from(ours.compound == 0.0)),
    ]
}

/// Words and pairs of words, as the numbers of their weights.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Pairs {
    before: u32,
}

impl Pairs {
    /// The places of a word and of the pair that it makes with the word before, among `n` weights, a power of two.
    /// A word that says nothing (an emoji, a masked token) parts its neighbours.
    #[inline]
    pub(super) fn next(&mut self, hash: u32, n: usize) -> [Option<usize>; 2] {
        let before = std::mem::replace(&mut self.before, hash);
        let place = |hash: u32| (hash.wrapping_mul(0x9e37_79b1) >> 8) as usize & n.wrapping_sub(1);
        let alone = (hash != 0).then(|| place(hash));
        let pair = (hash != 0 && before != 0).then(|| place(before.rotate_left(7) ^ hash));
        [alone, pair]
    }
}

/// Weights.
#[derive(Debug)]
pub(super) struct Head {
    with_meaning: Weights,
    alone: Weights,
    meaning: Scaled,
}

#[derive(Debug)]
struct Weights {
    bias: f64,
    of_features: [f64; FEATURES],
    said: Scaled,
}

/// Small whole numbers and what 1 is worth.
#[derive(Debug)]
struct Scaled {
    scale: f64,
    weights: Vec<i8>,
}

/// What a text says by its words, while they pass.
#[derive(Debug, Default)]
pub(super) struct Said {
    pairs: Pairs,
    sum: i32,
    count: u32,
}

impl Scaled {
    fn read(from: &mut In<'_>) -> Option<Self> {
        let scale = f64::from_bits(from.number()?);
        let weights: Vec<i8> = from.bytes()?.into_iter().map(|weight| weight as i8).collect();
        scale.is_finite().then_some(Self { scale, weights })
    }
}

impl Weights {
    fn read(from: &mut In<'_>) -> Option<Self> {
        let values = from.reals()?;
        let (&bias, of_features) = values.split_first()?;
        let finite = values.iter().all(|value| value.is_finite());
        let of_features = of_features.try_into().ok().filter(|_| finite)?;
        let said = Scaled::read(from)?;
        said.weights.len().is_power_of_two().then_some(Self { bias, of_features, said })
    }

    fn weigh(&self, features: &[f64; FEATURES], said: &Said) -> f64 {
        let by_rules = self
            .of_features
            .iter()
            .zip(features)
            .fold(self.bias, |sum, (weight, figure)| sum + weight * figure);
        if said.count == 0 {
            return by_rules;
        }
        by_rules + self.said.scale * f64::from(said.sum) / f64::from(said.count).sqrt()
    }

    fn hear(&self, said: &mut Said, hash: u32) {
        for place in said.pairs.next(hash, self.said.weights.len()).into_iter().flatten() {
            said.sum += i32::from(self.said.weights[place]);
            said.count += 1;
        }
    }
}

impl Head {
    pub(super) fn read(from: &mut In<'_>) -> Option<Self> {
        let with_meaning = Weights::read(from)?;
        let alone = Weights::read(from)?;
        let meaning = Scaled::read(from)?;
        Some(Self { with_meaning, alone, meaning })
    }

    /// The embedding, if it says something: one of another length than the weights, or of nothing but noughts,
    /// does not.
    pub(super) fn usable<'m>(&self, meaning: Option<&'m [i16]>) -> Option<&'m [i16]> {
        let length = self.meaning.weights.len();
        meaning.filter(|meaning| meaning.len() == length && meaning.iter().any(|&component| component != 0))
    }

    /// Takes note of a word.
    pub(super) fn hear(&self, said: &mut Said, hash: u32, has_meaning: bool) {
        if has_meaning { self.with_meaning.hear(said, hash) } else { self.alone.hear(said, hash) }
    }

    /// The sentiment in hundredths.
    pub(super) fn hundredths(&self, reading: &Reading, said: &Said, meaning: Option<&[i16]>) -> i8 {
        let features = features(reading);
        let score = match meaning {
            Some(meaning) => {
                let pairs = meaning.iter().zip(&self.meaning.weights);
                let dot: i32 =
                    pairs.map(|(&component, &weight)| i32::from(component) * i32::from(weight)).sum();
                self.with_meaning.weigh(&features, said) + self.meaning.scale * f64::from(dot) / 8192.0
            }
            None => self.alone.weigh(&features, said),
        };
        rounded(score)
    }
}

/// A figure from −1 to 1 in hundredths.
pub(super) fn rounded(figure: f64) -> i8 {
    (figure.clamp(-1.0, 1.0) * 100.0 + 0.5).floor() as i8
}
