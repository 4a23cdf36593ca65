//! The learned part of sentiment: what the rules see and what the sentence means, weighed.
//!
//! Its part of the section: `f64`s, the bias and a weight for each of [`FEATURES`] when the sentence's
//! embedding is at hand; `f64`s, the same for when it is not; a number, the bits of an `f64`, the scale of the
//! weights of the embedding; bytes, these weights (`i8`), one for each of its dimensions. All sums are in
//! the order written here, so that every machine computes the same.

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

/// Weights.
#[derive(Debug)]
pub(super) struct Head {
    with_meaning: Weights,
    alone: Weights,
    scale: f64,
    meaning: Vec<i8>,
}

#[derive(Debug)]
struct Weights {
    bias: f64,
    of_features: [f64; FEATURES],
}

impl Weights {
    fn read(from: &mut In<'_>) -> Option<Self> {
        let values = from.reals()?;
        let (&bias, of_features) = values.split_first()?;
        let finite = values.iter().all(|value| value.is_finite());
        Some(Self { bias, of_features: of_features.try_into().ok().filter(|_| finite)? })
    }

    fn weigh(&self, features: &[f64; FEATURES]) -> f64 {
        self.of_features.iter().zip(features).fold(self.bias, |sum, (weight, figure)| sum + weight * figure)
    }
}

impl Head {
    pub(super) fn read(from: &mut In<'_>) -> Option<Self> {
        let with_meaning = Weights::read(from)?;
        let alone = Weights::read(from)?;
        let scale = f64::from_bits(from.number()?);
        let meaning = from.bytes()?.into_iter().map(|weight| weight as i8).collect();
        scale.is_finite().then_some(Self { with_meaning, alone, scale, meaning })
    }

    /// The sentiment in hundredths. `meaning` is the sentence's embedding; one of another length than the
    /// weights, or of nothing but noughts, says nothing.
    pub(super) fn hundredths(&self, reading: &Reading, meaning: Option<&[i16]>) -> i8 {
        let features = features(reading);
        let meaning = meaning.filter(|meaning| {
            meaning.len() == self.meaning.len() && meaning.iter().any(|&component| component != 0)
        });
        let score = match meaning {
            Some(meaning) => {
                let pairs = meaning.iter().zip(&self.meaning);
                let dot: i32 =
                    pairs.map(|(&component, &weight)| i32::from(component) * i32::from(weight)).sum();
                self.with_meaning.weigh(&features) + self.scale * f64::from(dot) / 8192.0
            }
            None => self.alone.weigh(&features),
        };
        (score.clamp(-1.0, 1.0) * 100.0 + 0.5).floor() as i8
    }
}
