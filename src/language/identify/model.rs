//! Languages of one script by n-grams: each adds its weights, and the language of most weight wins if it does
//! so clearly.
//!
//! The features of a word: all stretches of two to four letters of the word between two spaces, letters
//! outside ASCII by themselves, and the whole; lower case, hashed by FNV-1a of 32 bits. The section, as in
//! [`binary`](crate::binary): a number, the version, 1; a number, the bits of a bucket's number; a number, the
//! bits of an `f64`, what a weight of 1 is worth; bytes, the languages' codes of two letters; bytes, the
//! weights (`i8`), all buckets of one language after those of another.

use std::ops::RangeInclusive;

use super::{Language, script::letters};
use crate::binary::In;

const VERSION: u64 = 1;

/// Room for the languages of the model; some is left over.
const LANES: usize = 24;

/// Longest stretch of letters.
const MOST_GRAM: usize = 4;

/// Letters of a word, with the spaces around it; what is longer is cut.
const MOST_LETTERS: usize = 40;

/// Sums of 16 bits hold this many weights of 8.
const FULL: u32 = 256;

/// By how much the best must stand before the second: the logarithm of the odds between the two.
const CLEARLY: f64 = 0.2;

/// Fewer letters than these say too little: "ok", "ja".
const LEAST_LETTERS: usize = 5;

#[derive(Debug)]
pub(super) struct Model {
    bits: u32,
    worth: f64,
    languages: Vec<Language>,
    /// By bucket, then by language.
    weights: Vec<[i8; LANES]>,
}

impl Model {
    pub(super) fn read(section: &[u8]) -> Option<Self> {
        let mut from = In(section);
        if from.number()? != VERSION {
            return None;
        }
        let bits = u32::try_from(from.number()?).ok().filter(|bits| (1..=16).contains(bits))?;
        let worth = f64::from_bits(from.number()?);
        let codes = from.bytes()?;
        let by_language = from.bytes()?;
        let code = |code: &[u8]| Language::of_code(std::str::from_utf8(code).ok()?);
        let languages = codes.chunks(2).map(code).collect::<Option<Vec<_>>>()?;
        let n_buckets = 1 << bits;
        let fits = worth.is_finite()
            && !languages.is_empty()
            && languages.len() <= LANES
            && by_language.len() == languages.len() * n_buckets
            && from.0.is_empty();
        if !fits {
            return None;
        }
        let mut weights = vec![[0; LANES]; n_buckets];
        for (lane, of_language) in by_language.chunks_exact(n_buckets).enumerate() {
            for (bucket, &weight) in weights.iter_mut().zip(of_language) {
                bucket[lane] = weight as i8;
            }
        }
        Some(Self { bits, worth, languages, weights })
    }

    /// The language among these that a text is clearly in.
    pub(super) fn best(&self, text: &str, among: RangeInclusive<Language>) -> Option<Language> {
        let mut sums = Sums::default();
        let mut word = [' '; MOST_LETTERS];
        let mut length = 1;
        let mut n_letters = 0;
        letters(text, |c| {
            if c.is_ascii_alphabetic() || !c.is_ascii() && c.is_alphabetic() {
                if length < MOST_LETTERS - 1 {
                    n_letters += 1;
                    word[length] = if c.is_ascii() {
                        c.to_ascii_lowercase()
                    } else {
                        c.to_lowercase().next().unwrap_or(c)
                    };
                    length += 1;
                }
            } else if length > 1 {
                self.add(&mut word, length, &mut sums);
                length = 1;
            }
        });
        if length > 1 {
            self.add(&mut word, length, &mut sums);
        }
        if n_letters < LEAST_LETTERS {
            return None;
        }
        let totals = sums.finish();
        let (mut best, mut second) = (None, i32::MIN);
        for (&language, &total) in self.languages.iter().zip(&totals) {
            match best {
                _ if !among.contains(&language) => {}
                Some((_, most)) if total <= most => second = second.max(total),
                _ => {
                    second = best.map_or(second, |(_, most)| most);
                    best = Some((language, total));
                }
            }
        }
        let (language, most) = best?;
        let lead = (f64::from(most) - f64::from(second)) * self.worth / f64::from(sums.n_all).sqrt();
        (lead >= CLEARLY).then_some(language)
    }

    /// Adds what a word tells: its letters stand from 1 to `length`, a space before them.
    fn add(&self, word: &mut [char; MOST_LETTERS], length: usize, sums: &mut Sums) {
        word[length] = ' ';
        let padded = &word[..=length];
        for start in 0..padded.len() {
            let mut hash = Hash::EMPTY;
            for (more, &letter) in padded[start..].iter().take(MOST_GRAM).enumerate() {
                hash = hash.with(letter);
                if more > 0 || !letter.is_ascii() {
                    sums.add(&self.weights[hash.bucket(self.bits)]);
                }
            }
        }
        if padded.len() > MOST_GRAM {
            let hash = padded.iter().fold(Hash::EMPTY, |hash, &letter| hash.with(letter));
            sums.add(&self.weights[hash.bucket(self.bits)]);
        }
    }
}

/// Sums by language.
#[derive(Debug, Default)]
struct Sums {
    small: [i16; LANES],
    n_small: u32,
    large: [i32; LANES],
    n_all: u32,
}

impl Sums {
    #[inline]
    fn add(&mut self, weights: &[i8; LANES]) {
        for (sum, &weight) in self.small.iter_mut().zip(weights) {
            *sum += i16::from(weight);
        }
        self.n_small += 1;
        if self.n_small == FULL {
            self.empty();
        }
    }

    fn empty(&mut self) {
        for (large, small) in self.large.iter_mut().zip(&mut self.small) {
            *large += i32::from(*small);
            *small = 0;
        }
        self.n_all += self.n_small;
        self.n_small = 0;
    }

    fn finish(&mut self) -> [i32; LANES] {
        self.empty();
        self.large
    }
}

/// FNV-1a of 32 bits over the letters' UTF-8.
#[derive(Clone, Copy)]
struct Hash(u32);

impl Hash {
    const EMPTY: Self = Self(0x811c_9dc5);

    #[inline]
    fn with(self, letter: char) -> Self {
        if letter.is_ascii() {
            return self.with_byte(letter as u8);
        }
        let mut buffer = [0; 4];
        letter.encode_utf8(&mut buffer).bytes().fold(self, Self::with_byte)
    }

    #[inline]
    fn with_byte(self, byte: u8) -> Self {
        Self((self.0 ^ u32::from(byte)).wrapping_mul(0x0100_0193))
    }

    #[inline]
    fn bucket(self, bits: u32) -> usize {
        ((self.0 ^ self.0 >> 15) & ((1 << bits) - 1)) as usize
    }
}
