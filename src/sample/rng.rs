//! The generator's only source of chance: SplitMix64 over a seed and a stream number. Integers
//! only, so that a browser and a terminal draw the same numbers.

/// A stream of numbers. Equal seed and stream give equal numbers, everywhere.
#[derive(Clone, Debug)]
pub struct Rng(u64);

const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

fn mix(mut word: u64) -> u64 {
    word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    word ^ (word >> 31)
}

impl Rng {
    /// The stream of that number under a seed.
    pub fn new(seed: u64, stream: u64) -> Self {
        Self(mix(seed.wrapping_add(STEP)) ^ mix(stream.wrapping_mul(STEP).wrapping_add(0x5851_F42D)))
    }

    /// 32 random bits.
    pub fn bits(&mut self) -> u32 {
        self.0 = self.0.wrapping_add(STEP);
        (mix(self.0) >> 32) as u32
    }

    /// A number in `0..end`; 0 if `end` is 0.
    #[inline(never)]
    pub fn below(&mut self, end: u32) -> u32 {
        ((u64::from(self.bits()) * u64::from(end)) >> 32) as u32
    }

    /// A number in `low..=high`.
    #[inline(never)]
    pub fn between(&mut self, low: u32, high: u32) -> u32 {
        low + self.below(high.saturating_sub(low) + 1)
    }

    /// A number in `low..=high` that is more often small: the least of two draws.
    #[inline(never)]
    pub fn skewed(&mut self, low: u32, high: u32) -> u32 {
        self.between(low, high).min(self.between(low, high))
    }

    /// True in so many of a thousand cases.
    #[inline(never)]
    pub fn chance(&mut self, per_mille: u32) -> bool {
        self.below(1000) < per_mille
    }

    /// One of the choices, all equally likely. The slice is not empty.
    pub fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len() as u32) as usize]
    }

    /// A position, drawn with the weight that stands there; 0 if all weights are 0.
    pub fn weighted(&mut self, weights: impl Iterator<Item = u32> + Clone) -> usize {
        let mut left = self.below(weights.clone().sum());
        for (at, weight) in weights.enumerate() {
            if left < weight {
                return at;
            }
            left -= weight;
        }
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_is_told_apart_from_its_neighbour() {
        let draw = |seed, stream| Rng::new(seed, stream).bits();
        assert_eq!(draw(1, 2), draw(1, 2));
        assert_ne!(draw(1, 2), draw(1, 3));
        assert_ne!(draw(1, 2), draw(2, 2));
    }

    #[test]
    fn weights_are_kept() {
        let mut rng = Rng::new(7, 7);
        let mut seen = [0; 3];
        for _ in 0..3000 {
            seen[rng.weighted([1, 0, 2].into_iter())] += 1;
        }
        assert_eq!(seen[1], 0);
        assert!(seen[2] > seen[0] * 3 / 2 && seen[2] < seen[0] * 3);
    }
}
