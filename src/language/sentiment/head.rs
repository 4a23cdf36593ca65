//! The learned part of sentiment: what the rules see, which words are said and what the sentence means, weighed.
//!
//! Three voices weigh the same things. One learned from customers, to whom "please" is courtesy and "refund" a
//! topic; one from what anybody writes, where a word of joy is joy; the third tells how much a text reads like a
//! customer's and so which of the two is heard.
//!
//! Their part of the section, twice, for when the sentence's embedding is at hand and for when it is not; each time
//! three voices, in this order: `f64`s, the bias and a weight for each of [`FEATURES`]; a number, the bits of an
//! `f64`, what 1 is worth among the weights of words; bytes, these weights (`i8`), a power of two and as many for each
//! voice, for words and pairs of words by their hash; a number and bytes likewise, one for each dimension of the
//! embedding or none. All sums are in the order written here, so that every machine computes the same.

use super::{Sense, rules::Reading};
use crate::binary::In;

/// Number of figures that the rules give, and what the heads say.
pub(super) const FEATURES: usize = 19;

/// The figures that the rules give, each about −1 to 1, and what the heads of the language model say.
pub(super) fn features(reading: &Reading, by_heads: f64) -> [f64; FEATURES] {
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
        by_heads,
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

/// Voices that weigh a text: the customers', anybody's, and the one that chooses between them.
const VOICES: usize = 3;

/// Weights.
#[derive(Debug)]
pub(super) struct Head {
    with_meaning: Panel,
    alone: Panel,
}

/// All voices.
#[derive(Debug)]
struct Panel {
    voices: [Voice; VOICES],
    /// For words and pairs of words, what each voice holds of them.
    of_words: Vec<[i8; VOICES]>,
}

#[derive(Debug)]
struct Voice {
    bias: f64,
    of_features: [f64; FEATURES],
    /// What 1 is worth among the weights of words.
    word: f64,
    meaning: Scaled,
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
    sums: [i32; VOICES],
    count: u32,
}

impl Scaled {
    fn read(from: &mut In<'_>) -> Option<Self> {
        let scale = f64::from_bits(from.number()?);
        let weights: Vec<i8> = from.bytes()?.into_iter().map(|weight| weight as i8).collect();
        scale.is_finite().then_some(Self { scale, weights })
    }
}

impl Voice {
    /// A voice, and its weights of words.
    fn read(from: &mut In<'_>) -> Option<(Self, Vec<i8>)> {
        let values = from.reals()?;
        let (&bias, of_features) = values.split_first()?;
        let finite = values.iter().all(|value| value.is_finite());
        let of_features = of_features.try_into().ok().filter(|_| finite)?;
        let words = Scaled::read(from)?;
        let meaning = Scaled::read(from)?;
        Some((Self { bias, of_features, word: words.scale, meaning }, words.weights))
    }

    /// `said` is the sum of its weights of words, `count` how many there were.
    fn weigh(&self, features: &[f64; FEATURES], said: i32, count: u32, meaning: Option<&[i16]>) -> f64 {
        let pairs = self.of_features.iter().zip(features);
        let mut score = pairs.fold(self.bias, |sum, (weight, figure)| sum + weight * figure);
        if count > 0 {
            score += self.word * f64::from(said) / f64::from(count).sqrt();
        }
        let Some(meaning) = meaning else { return score };
        let pairs = meaning.iter().zip(&self.meaning.weights);
        let dot: i32 = pairs.map(|(&component, &weight)| i32::from(component) * i32::from(weight)).sum();
        score + self.meaning.scale * f64::from(dot) / 8192.0
    }
}

impl Panel {
    fn read(from: &mut In<'_>) -> Option<Self> {
        let ((customers, own), (anybody, general), (choice, chosen)) =
            (Voice::read(from)?, Voice::read(from)?, Voice::read(from)?);
        let n = own.len();
        let same = n.is_power_of_two() && general.len() == n && chosen.len() == n;
        let of_words = own.into_iter().zip(general).zip(chosen).map(|((a, b), c)| [a, b, c]).collect();
        same.then_some(Self { voices: [customers, anybody, choice], of_words })
    }

    fn hear(&self, said: &mut Said, hash: u32) {
        for place in said.pairs.next(hash, self.of_words.len()).into_iter().flatten() {
            for (sum, &weight) in said.sums.iter_mut().zip(&self.of_words[place]) {
                *sum += i32::from(weight);
            }
            said.count += 1;
        }
    }

    fn weigh(&self, features: &[f64; FEATURES], said: &Said, meaning: Option<&[i16]>) -> f64 {
        let weigh = |voice: usize| self.voices[voice].weigh(features, said.sums[voice], said.count, meaning);
        let share = 1.0 / (1.0 + libm::exp(-weigh(2)));
        share * weigh(0) + (1.0 - share) * weigh(1)
    }
}

impl Head {
    pub(super) fn read(from: &mut In<'_>) -> Option<Self> {
        Some(Self { with_meaning: Panel::read(from)?, alone: Panel::read(from)? })
    }

    /// The embedding, if it says something: one of another length than the weights, or of nothing but noughts,
    /// does not.
    pub(super) fn usable<'m>(&self, sense: Option<Sense<'m>>) -> Option<Sense<'m>> {
        let fits = |voice: &Voice, meaning: &[i16]| voice.meaning.weights.len() == meaning.len();
        sense
            .filter(|sense| self.with_meaning.voices.iter().all(|voice| fits(voice, sense.meaning)))
            .filter(|sense| sense.meaning.iter().any(|&component| component != 0))
    }

    /// Takes note of a word.
    pub(super) fn hear(&self, said: &mut Said, hash: u32, has_meaning: bool) {
        self.panel(has_meaning).hear(said, hash);
    }

    /// The sentiment in hundredths.
    pub(super) fn hundredths(&self, reading: &Reading, said: &Said, sense: Option<Sense<'_>>) -> i8 {
        let features = features(reading, sense.map_or(0.0, |sense| sense.feeling));
        let meaning = sense.map(|sense| sense.meaning);
        rounded(self.panel(meaning.is_some()).weigh(&features, said, meaning))
    }

    fn panel(&self, has_meaning: bool) -> &Panel {
        if has_meaning { &self.with_meaning } else { &self.alone }
    }
}

/// A figure from −1 to 1 in hundredths.
pub(super) fn rounded(figure: f64) -> i8 {
    (figure.clamp(-1.0, 1.0) * 100.0 + 0.5).floor() as i8
}
