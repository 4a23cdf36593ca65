//! How a taught label is recognised: a weight for each dimension of a message's meaning, weights for words
//! where there were enough examples, and the score from which on it is given. Sums are of integers, as in the
//! heads of the model.

use std::collections::BTreeMap;

use super::features::{Features, dot};
use crate::{
    binary::{Frozen, In, Out},
    text::model::UNIT,
};

/// Length that the weights of meaning may have at most, so that no sum of 32 bits runs over.
const LONGEST: f64 = 131_072.0;

/// A head.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Head {
    bias: f64,
    /// What a message must score for the label to be given.
    pub(super) threshold: f64,
    scale: f64,
    meaning: Vec<i16>,
    word_scale: f64,
    /// Buckets that have a weight, ascending, and it.
    words: Vec<(u32, i8)>,
}

impl Head {
    /// The head of some weights, made small.
    pub(super) fn new(bias: f64, meaning: &[f64], words: &BTreeMap<u32, f64>) -> Self {
        let most = |values: &mut dyn Iterator<Item = f64>| {
            values.fold(0.0, |most: f64, value| most.max(value.abs()))
        };
        let length = meaning.iter().fold(0.0, |sum, weight| sum + weight * weight).sqrt();
        let scale = (most(&mut meaning.iter().copied()) / f64::from(i16::MAX)).max(length / LONGEST);
        let word_scale = most(&mut words.values().copied()) / f64::from(i8::MAX);
        let small =
            |weight: f64, scale: f64| if scale > 0.0 { libm::floor(weight / scale + 0.5) } else { 0.0 };
        let words = words.iter().map(|(bucket, weight)| (*bucket, small(*weight, word_scale) as i8));
        Self {
            bias,
            threshold: 0.0,
            scale,
            meaning: meaning.iter().map(|weight| small(*weight, scale) as i16).collect(),
            word_scale,
            words: words.filter(|(_, weight)| *weight != 0).collect(),
        }
    }

    /// What a message scores.
    pub(super) fn score(&self, features: &Features) -> f64 {
        let meant = f64::from(dot(&features.meaning, &self.meaning));
        let mut score = self.bias + self.scale * meant / f64::from(UNIT);
        if features.length > 0.0 && !self.words.is_empty() {
            let sum: i64 = features.words.iter().map(|word| self.of_word(*word)).sum();
            score += self.word_scale * sum as f64 / features.length;
        }
        score
    }

    fn of_word(&self, (bucket, weight): (u32, u32)) -> i64 {
        let found = self.words.binary_search_by_key(&bucket, |(known, _)| *known);
        found.map_or(0, |at| i64::from(weight) * i64::from(self.words[at].1))
    }

    /// Whether a message has the label. One that means nothing has none.
    pub fn is_given(&self, features: &Features) -> bool {
        features.meaning.iter().any(|value| *value != 0) && self.score(features) >= self.threshold
    }

    /// Whether it goes by words too.
    pub fn knows_words(&self) -> bool {
        !self.words.is_empty()
    }

    /// Bytes of memory.
    pub fn bytes(&self) -> u64 {
        crate::size::list(&self.meaning) + crate::size::list(&self.words)
    }
}

impl Frozen for Head {
    fn freeze(&self, out: &mut Out) {
        for real in [self.bias, self.threshold, self.scale, self.word_scale] {
            real.freeze(out);
        }
        out.shorts(&mut self.meaning.iter().map(|weight| *weight as u16));
        out.words(&mut self.words.iter().map(|word| word.0));
        out.bytes(&mut self.words.iter().map(|word| word.1 as u8));
    }

    fn thaw(from: &mut In<'_>) -> Option<Self> {
        let [bias, threshold, scale, word_scale] = Frozen::thaw(from)?;
        let all_finite = [bias, threshold, scale, word_scale].iter().all(|real: &f64| real.is_finite());
        let meaning: Vec<i16> = from.shorts()?.into_iter().map(|weight| weight as i16).collect();
        let (buckets, weights) = (from.words()?, from.bytes()?);
        let square: i64 = meaning.iter().map(|weight| i64::from(*weight) * i64::from(*weight)).sum();
        let fits = square as f64 <= (LONGEST + 256.0) * (LONGEST + 256.0)
            && buckets.len() == weights.len()
            && buckets.is_sorted_by(|one, two| one < two);
        let words = buckets.into_iter().zip(weights.into_iter().map(|weight| weight as i8)).collect();
        (all_finite && fits).then_some(Self { bias, threshold, scale, meaning, word_scale, words })
    }
}
