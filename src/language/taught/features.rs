//! What a message is to a taught label: its meaning, and its words and pairs of words by number.

use crate::text::model::{Model, Scratch};

/// The features of one message, kept for their room.
#[derive(Clone, Debug, Default)]
pub struct Features {
    /// What it means, of the length 8192.
    pub meaning: Vec<i16>,
    /// Bucket and weight of every word and pair, as often as they stand there.
    pub(super) words: Vec<(u32, u32)>,
    /// Length of the words' weights.
    pub(super) length: f64,
    /// How many words it has.
    pub n_words: usize,
}

impl Features {
    /// Reads a message. Words are looked at only where somebody goes by them.
    pub fn read(&mut self, model: &Model, scratch: &mut Scratch, text: &str, with_words: bool) {
        model.read_text(text, scratch);
        self.meaning.clear();
        self.meaning.extend_from_slice(scratch.embedding.direction());
        self.words.clear();
        let (idf, words) = (model.idf(), &scratch.words);
        let looked_at = idf.looked_at(words);
        self.n_words = looked_at.iter().filter(|word| !word.punctuation).count();
        if with_words {
            for (at, word) in looked_at.iter().enumerate() {
                self.words.push((idf.word(word) as u32, 0));
                if let Some(next) = looked_at.get(at + 1) {
                    self.words.push((idf.pair(words, word, next) as u32, 0));
                }
            }
            let weights = idf.weights();
            self.words.iter_mut().for_each(|(bucket, weight)| *weight = u32::from(weights[*bucket as usize]));
        }
        let square: u64 = self.words.iter().map(|(_, weight)| u64::from(weight * weight)).sum();
        self.length = (square as f64).sqrt();
    }

    /// The same of a text alone.
    pub(super) fn of(model: &Model, scratch: &mut Scratch, text: &str, with_words: bool) -> Self {
        let mut features = Self::default();
        features.read(model, scratch, text, with_words);
        features
    }

    /// Cosine of the meanings of two messages, times 8192 twice.
    pub fn nearness(&self, other: &[i16]) -> i32 {
        dot(&self.meaning, other)
    }

    /// The words of both that are the same, by their weights, from 0 to about 1.
    pub(super) fn in_common(&self, other: &Self) -> f64 {
        if self.length == 0.0 || other.length == 0.0 {
            return 0.0;
        }
        let (mut ours, mut theirs) = (self.words.iter().peekable(), other.words.iter().peekable());
        let mut sum = 0_u64;
        while let (Some(our), Some(their)) = (ours.peek(), theirs.peek()) {
            match our.0.cmp(&their.0) {
                std::cmp::Ordering::Less => drop(ours.next()),
                std::cmp::Ordering::Greater => drop(theirs.next()),
                std::cmp::Ordering::Equal => {
                    sum += u64::from(our.1) * u64::from(their.1);
                    ours.next();
                    theirs.next();
                }
            }
        }
        sum as f64 / (self.length * other.length)
    }

    /// Each word once, by its bucket, so that two messages can be held against each other.
    pub(super) fn in_order(mut self) -> Self {
        crate::order::sort_by(&mut self.words, |one, two| one.0.cmp(&two.0));
        self.words.dedup_by(|later, first| {
            let same = later.0 == first.0;
            first.1 += if same { later.1 } else { 0 };
            same
        });
        self
    }
}

/// The dot product of two directions: of the length 8192 each, it stays below two to the 27th.
#[inline]
pub(super) fn dot(ours: &[i16], theirs: &[i16]) -> i32 {
    ours.iter().zip(theirs).map(|(our, their)| i32::from(*our) * i32::from(*their)).sum()
}
