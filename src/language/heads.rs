//! Heads: how much the words of an utterance, their characters, its meaning, and what was said before
//! speak for each label. One section of the model for users, one for bot and agents.
//!
//! A section is, little-endian: number of outputs K (two bytes); three reals, how much words, characters
//! and meaning count; for each output its name (length in a byte), its group (a byte; 0: by itself), and
//! six reals (scales of sparse and of dense weights, bias, slope and shift of the calibration, threshold);
//! number of keys of what was before (two bytes), their names, for each K reals; for each output a weight
//! of one byte for every dimension; the hidden layer ([`Hidden`]); for each bucket of words, then of characters, how many weights it has,
//! and for each the output and the weight. Sums are of integers; reals are widened and come in last, in
//! the order of the trainer.

use std::ops::Range;

use super::{
    hidden::{Hidden, Steps},
    known::Known,
};
use crate::text::model::{Bytes, Embedding, Idf, Model, Refusal, Sketch, UNIT, Words, dot};

/// Most outputs, since one is named by a byte.
const MOST: usize = 256;

/// Most groups of outputs that exclude each other.
const MOST_GROUPS: usize = 8;

/// What a byte of a bucket's entry is moved by: the rest is where its weights stand.
const WEIGHT_AT: u32 = 24;

/// One output.
#[derive(Clone, Debug)]
pub(super) struct Output {
    pub(super) name: String,
    /// Outputs of one group exclude each other; 0 is no group.
    pub(super) group: u8,
    sparse_scale: f64,
    dense_scale: f64,
    bias: f64,
    slope: f64,
    shift: f64,
    pub(super) threshold: f64,
}

/// The heads of one section.
#[derive(Debug)]
pub(super) struct Heads {
    pub(super) outputs: Vec<Output>,
    of_words: f64,
    of_chars: f64,
    of_meaning: f64,
    /// Names of what may have been before.
    pub(super) keys: Vec<String>,
    /// For each key a weight for each output.
    context: Vec<f64>,
    /// For each output a weight for each dimension.
    dense: Vec<i16>,
    dimensions: usize,
    hidden: Hidden,
    /// For each bucket its weight of idf in the highest byte, and where its weights begin.
    buckets: Vec<u32>,
    /// Where the weights of the buckets stand in the model.
    sparse: Range<usize>,
}

/// What the features of one utterance sum up to, kept for its room.
#[derive(Debug)]
pub(super) struct Sums {
    words: [i32; MOST],
    chars: [i32; MOST],
    /// Sums of squares.
    words_square: u64,
    chars_square: u64,
    steps: Steps,
    /// The score of each output.
    pub(super) scores: Vec<f64>,
    /// The probability of each output.
    pub(super) probabilities: Vec<f64>,
}

impl Default for Sums {
    fn default() -> Self {
        Self {
            words: [0; MOST],
            chars: [0; MOST],
            words_square: 0,
            chars_square: 0,
            steps: Steps::default(),
            scores: Vec::new(),
            probabilities: Vec::new(),
        }
    }
}

impl Heads {
    /// Reads a section.
    pub(super) fn read(model: &Model, section: &'static str) -> Result<Self, Refusal> {
        let place = model.place(section)?;
        let mut bytes = Bytes(model.at(place.clone()));
        Self::parse(&mut bytes, place.end, model.dimensions(), model.idf()).ok_or(Refusal::Damaged)
    }

    fn parse(from: &mut Bytes<'_>, end: usize, dimensions: usize, idf: &Idf) -> Option<Self> {
        let count = usize::from(from.short()?);
        (count <= MOST).then_some(())?;
        let (of_words, of_chars, of_meaning) = (from.real()?, from.real()?, from.real()?);
        let outputs: Vec<Output> = (0..count).map(|_| Output::read(from)).collect::<Option<_>>()?;
        let n_keys = usize::from(from.short()?);
        let keys = (0..n_keys).map(|_| from.short_text().map(str::to_owned)).collect::<Option<Vec<_>>>()?;
        let context = (0..n_keys * count).map(|_| from.real()).collect::<Option<Vec<_>>>()?;
        let dense = from.take(count * dimensions)?.iter().map(|weight| i16::from(*weight as i8)).collect();
        let hidden = Hidden::parse(from, count, dimensions)?;
        let sparse = from.0;
        let mut buckets = Vec::with_capacity(idf.weights().len());
        for weight in idf.weights() {
            let at = u32::try_from(sparse.len() - from.0.len()).ok()?;
            (at < 1 << WEIGHT_AT).then_some(())?;
            buckets.push(u32::from(*weight) << WEIGHT_AT | at);
            let length = usize::from(from.byte()?);
            let weights = from.take(length * 2)?;
            weights.chunks_exact(2).all(|pair| usize::from(pair[0]) < count).then_some(())?;
        }
        from.0.is_empty().then(|| Self {
            outputs,
            of_words,
            of_chars,
            of_meaning,
            keys,
            context,
            dense,
            dimensions,
            hidden,
            buckets,
            sparse: end - sparse.len()..end,
        })
    }

    /// The place of the key of that name.
    pub(super) fn key(&self, name: &str) -> Option<usize> {
        self.keys.iter().position(|key| key == name)
    }

    /// Whether they read what the turn before meant.
    pub(super) fn read_before(&self) -> bool {
        self.hidden.reads_before()
    }

    /// Scores all outputs. `keys` are the places of what was before, in order, `before` is what it meant.
    pub(super) fn score(
        &self,
        model: &Model,
        words: &Words,
        embedding: &Embedding,
        (keys, before): (&[usize], Sketch),
        known: &mut Known,
        sums: &mut Sums,
    ) {
        self.add_up(model, words, known, sums);
        self.hidden.step(embedding.direction(), before, &mut sums.steps);
        let count = self.outputs.len();
        let words_length = (sums.words_square as f64).sqrt();
        let chars_length = (sums.chars_square as f64).sqrt();
        sums.scores.clear();
        for (at, output) in self.outputs.iter().enumerate() {
            let mut score = 0.0;
            if words_length > 0.0 {
                score += self.of_words * output.sparse_scale * f64::from(sums.words[at]) / words_length;
            }
            if chars_length > 0.0 {
                score += self.of_chars * output.sparse_scale * f64::from(sums.chars[at]) / chars_length;
            }
            let weights = &self.dense[at * self.dimensions..][..self.dimensions];
            let meant = dot(embedding.direction(), weights);
            score += self.of_meaning * output.dense_scale * f64::from(meant) / f64::from(UNIT);
            score += self.hidden.says(at, &sums.steps);
            for key in keys {
                score += self.context[key * count + at];
            }
            sums.scores.push(score + output.bias);
        }
        self.calibrate(sums);
    }

    /// Adds up the weights of all hashed features.
    fn add_up(&self, model: &Model, words: &Words, known: &mut Known, sums: &mut Sums) {
        let (idf, sparse) = (model.idf(), model.at(self.sparse.clone()));
        let count = self.outputs.len();
        sums.words[..count].fill(0);
        sums.chars[..count].fill(0);
        let (mut words_square, mut chars_square) = (0, 0);
        let looked_at = idf.looked_at(words);
        for (at, word) in looked_at.iter().enumerate() {
            words_square += self.add(sparse, idf.word(word), &mut sums.words[..count]);
            if let Some(next) = looked_at.get(at + 1) {
                words_square += self.add(sparse, idf.pair(words, word, next), &mut sums.words[..count]);
            }
            let of_chars = |sums: &mut [i32]| {
                let mut square = 0;
                idf.chars(words, word, |bucket| square += self.add(sparse, bucket, sums));
                square
            };
            if !idf.has_chars(word) {
                continue;
            }
            chars_square += match known.of(words.folded(word), word, of_chars) {
                Some((own, square)) => {
                    for (sum, own) in sums.chars[..count].iter_mut().zip(own) {
                        *sum += own;
                    }
                    square
                }
                None => of_chars(&mut sums.chars[..count]),
            };
        }
        (sums.words_square, sums.chars_square) = (words_square, chars_square);
    }

    /// Adds the weights of one bucket; gives the square of how much it weighs.
    #[inline]
    fn add(&self, sparse: &[u8], bucket: usize, sums: &mut [i32]) -> u64 {
        let bucket = self.buckets[bucket];
        let weight = (bucket >> WEIGHT_AT) as i32;
        if weight == 0 {
            return 0;
        }
        for pair in weights(sparse, bucket) {
            sums[usize::from(pair[0])] += weight * i32::from(pair[1] as i8);
        }
        u64::from((weight * weight) as u32)
    }

    /// Makes probabilities of the scores.
    fn calibrate(&self, sums: &mut Sums) {
        let calibrated =
            self.outputs.iter().zip(&sums.scores).map(|(output, score)| output.slope * score + output.shift);
        sums.probabilities.clear();
        sums.probabilities.extend(calibrated);
        let (mut highest, mut total) = ([f64::MIN; MOST_GROUPS], [0.0; MOST_GROUPS]);
        for (output, value) in self.outputs.iter().zip(&sums.probabilities) {
            let highest = &mut highest[usize::from(output.group)];
            *highest = value.max(*highest);
        }
        for (output, value) in self.outputs.iter().zip(&mut sums.probabilities) {
            let group = usize::from(output.group);
            if group == 0 {
                *value = 1.0 / (1.0 + libm::exp(-*value));
            } else {
                *value = libm::exp(*value - highest[group]);
                total[group] += *value;
            }
        }
        for (output, value) in self.outputs.iter().zip(&mut sums.probabilities) {
            if output.group > 0 {
                *value /= total[usize::from(output.group)];
            }
        }
    }

    /// The best output of a group and its probability.
    pub(super) fn best(&self, group: u8, sums: &Sums) -> Option<(usize, f64)> {
        let of_group = self.outputs.iter().zip(&sums.probabilities).enumerate();
        let of_group = of_group.filter(|(_, (output, _))| output.group == group);
        // Of equal ones the first.
        of_group.fold(None, |best: Option<(usize, f64)>, (at, (_, probability))| match best {
            Some((_, highest)) if *probability <= highest => best,
            _ => Some((at, *probability)),
        })
    }

    /// How much each word added to the score of an output, what two share halved between them. `meant` is
    /// what of the embedding is each word's, by the weights of that output, and what 1 of it is worth.
    pub(super) fn shares(
        &self,
        at: usize,
        model: &Model,
        words: &Words,
        sums: &Sums,
        (meant, worth): (&[f64], f64),
    ) -> Vec<f64> {
        let (idf, sparse) = (model.idf(), model.at(self.sparse.clone()));
        let output = &self.outputs[at];
        let scale = |of: f64, length: u64| match length {
            0 => 0.0,
            _ => of * output.sparse_scale / (length as f64).sqrt(),
        };
        let of_words = scale(self.of_words, sums.words_square);
        let of_chars = scale(self.of_chars, sums.chars_square);
        let weight = |bucket: usize| {
            let bucket = self.buckets[bucket];
            let pair = weights(sparse, bucket).find(|pair| usize::from(pair[0]) == at);
            f64::from(pair.map_or(0, |pair| pair[1] as i8)) * f64::from(bucket >> WEIGHT_AT)
        };
        let mut shares: Vec<f64> = meant.iter().map(|meant| worth * meant).collect();
        let looked_at = idf.looked_at(words);
        for (place, word) in looked_at.iter().enumerate() {
            shares[place] += of_words * weight(idf.word(word));
            if let Some(next) = looked_at.get(place + 1) {
                let half = of_words * weight(idf.pair(words, word, next)) / 2.0;
                shares[place] += half;
                shares[place + 1] += half;
            }
            idf.chars(words, word, |bucket| shares[place] += of_chars * weight(bucket));
        }
        shares
    }

    /// What each dimension of the meaning was worth to an output as the utterance was read last, directly and through
    /// the hidden layer, and what 1 of these weights is worth.
    pub(super) fn dense(&self, at: usize, sums: &Sums) -> (Vec<i16>, f64) {
        let direct = self.of_meaning * self.outputs[at].dense_scale;
        let row = &self.dense[at * self.dimensions..][..self.dimensions];
        let mut weights: Vec<f64> = row.iter().map(|weight| direct * f64::from(*weight)).collect();
        self.hidden.add_weights(at, &sums.steps, &mut weights);
        let most = weights.iter().fold(f64::MIN_POSITIVE, |most, weight| weight.abs().max(most));
        let scale = most / f64::from(i16::MAX);
        (weights.iter().map(|weight| (weight / scale).round() as i16).collect(), scale / f64::from(UNIT))
    }

    /// Bytes of memory.
    pub(super) fn bytes(&self) -> u64 {
        use crate::size::list;
        list(&self.context) + list(&self.dense) + list(&self.buckets) + self.hidden.bytes()
    }
}

impl Output {
    fn read(from: &mut Bytes<'_>) -> Option<Self> {
        Some(Self {
            name: from.short_text()?.to_owned(),
            group: from.byte().filter(|group| usize::from(*group) < MOST_GROUPS)?,
            sparse_scale: from.real()?,
            dense_scale: from.real()?,
            bias: from.real()?,
            slope: from.real()?,
            shift: from.real()?,
            threshold: from.real()?,
        })
    }
}

/// Outputs and weights of a bucket.
#[inline]
fn weights(sparse: &[u8], bucket: u32) -> std::slice::ChunksExact<'_, u8> {
    let at = (bucket & ((1 << WEIGHT_AT) - 1)) as usize;
    let length = usize::from(sparse[at]) * 2;
    sparse[at + 1..at + 1 + length].chunks_exact(2)
}
