//! An averaged perceptron that reads from left to right and gives each token a label.
//!
//! The section: a byte of bits, a byte that counts labels (five), a bonus of two bytes for each label, then
//! for each of the 2^bits buckets a byte for each label: the root of a weight, with the weight's sign.

use super::features::{self, B_ADDRESS};
use super::tokens::Token;
use crate::size;

const LABELS: usize = 5;

/// The weights.
#[derive(Debug)]
pub(super) struct Tagger {
    mask: u32,
    bonus: [i32; LABELS],
    weights: Vec<[i16; LABELS]>,
}

impl Tagger {
    pub(super) fn read(section: &[u8]) -> Option<Self> {
        let (&[bits, labels], rest) = section.split_first_chunk::<2>()?;
        if !(1..=20).contains(&bits) || usize::from(labels) != LABELS {
            return None;
        }
        let (bonus, rest) = rest.split_at_checked(LABELS * 2)?;
        if rest.len() != LABELS << bits {
            return None;
        }
        let mut read = [0; LABELS];
        for (bonus, bytes) in read.iter_mut().zip(bonus.chunks_exact(2)) {
            *bonus = i32::from(i16::from_le_bytes([bytes[0], bytes[1]]));
        }
        let weight = |root: u8| i16::from(root as i8) * i16::from(root as i8).abs();
        let row = |row: &[u8]| core::array::from_fn(|label| weight(row[label]));
        let weights = rest.chunks_exact(LABELS).map(row).collect();
        Some(Self { mask: (1 << bits) - 1, bonus: read, weights })
    }

    pub(super) fn bytes(&self) -> u64 {
        size::list(&self.weights)
    }

    /// Labels the tokens.
    pub(super) fn label(&self, tokens: &mut [Token]) {
        let quiet = features::is_quiet(tokens);
        let (mut before, mut earlier) = (0, 0);
        for i in 0..tokens.len() {
            let label = if features::opens(tokens, i, before, quiet) {
                self.best(&features::of(tokens, i, quiet, before, earlier), before)
            } else {
                0
            };
            tokens[i].label = label;
            (before, earlier) = (label, before);
        }
    }

    /// The best label behind the one before.
    fn best(&self, features: &[u32; features::ALL], before: u8) -> u8 {
        let mut scores = self.bonus;
        for feature in features {
            for (score, weight) in scores.iter_mut().zip(self.weights[(feature & self.mask) as usize]) {
                *score += i32::from(weight);
            }
        }
        let mut best = 0;
        for label in 1..LABELS as u8 {
            // Inside a name only behind its beginning or its inside.
            let inside = label == 2 || label > B_ADDRESS;
            let allowed = !inside || before == label || before + 1 == label;
            if allowed && scores[usize::from(label)] > scores[usize::from(best)] {
                best = label;
            }
        }
        best
    }
}
