//! Texts that mean nearly the same, whatever their words. Each text of a shard leaves the signs of what it
//! means, 32 bytes; those nearest to the signs of a query are read again and compared exactly.
//!
//! 1. A shard keeps a [`Sketches`]: for each row the sketch of its text, or none.
//! 2. Each shard gives its nearest rows ([`Sketches::nearest`]), and of each how close it is, computed from
//!    its text anew ([`closeness`]): all in integers.
//! 3. [`closest`] keeps of all shards' rows those whose sketches are nearest in the whole, and sorts them by
//!    how close they are. What one shard alone would give, any number of shards gives.
//!
//! A sketch is coarse: so for a list of a few, several times as many candidates are compared
//! ([`candidates`]).

use crate::text::model::{Sketch, UNIT};

/// Candidates that are compared for each text that is wanted.
const CANDIDATES: usize = 8;

/// How many candidates to compare for so many texts that are wanted.
pub const fn candidates(most: usize) -> usize {
    most.saturating_mul(CANDIDATES)
}

/// How close two directions are, in units of 1/8192: 8192 is the same, 0 is nothing in common.
pub fn closeness(one: &[i16], other: &[i16]) -> i32 {
    let dot: i32 = one.iter().zip(other).map(|(ours, theirs)| i32::from(*ours) * i32::from(*theirs)).sum();
    // Rounded to the nearest; both have the length of one unit, so nothing overflows.
    (dot + UNIT / 2).div_euclid(UNIT)
}

/// A row whose sketch is near.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Near {
    /// In how many signs it differs.
    pub distance: u32,
    /// Where it stands in the whole.
    pub place: u64,
    /// Its row in its shard.
    pub row: u32,
}

/// A text that means nearly the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Close {
    /// How its sketch was near.
    pub near: Near,
    /// How close its meaning is, in units of 1/8192.
    pub closeness: i32,
    /// Its shard.
    pub shard: u32,
}

/// The sketches of one shard's texts, by row. A row without a text, or whose text has no meaning, has none.
#[derive(Debug, Default)]
pub struct Sketches {
    rows: Vec<Sketch>,
}

impl Sketches {
    /// The row that comes next.
    pub fn rows(&self) -> u32 {
        self.rows.len() as u32
    }

    /// Takes in the sketch of a row. Rows come in order; those passed over have none. False, and nothing
    /// taken, where the row is below [`Self::rows`].
    pub fn add(&mut self, row: u32, sketch: Sketch) -> bool {
        if row < self.rows() || row == u32::MAX {
            return false;
        }
        self.rows.resize(row as usize, Sketch::default());
        self.rows.push(sketch);
        true
    }

    /// The sketch of a row.
    pub fn of(&self, row: u32) -> Sketch {
        self.rows.get(row as usize).copied().unwrap_or_default()
    }

    /// The rows nearest to a sketch, at most so many, nearest first, equally near ones in the order of the
    /// whole. `place` says where a row stands in the whole, or that it is not looked for.
    pub fn nearest(&self, sketch: Sketch, most: usize, place: &dyn Fn(u32) -> Option<u64>) -> Vec<Near> {
        let mut best: Vec<Near> = Vec::with_capacity(most.min(self.rows.len()) + 1);
        for (row, known) in (0..).zip(&self.rows) {
            let distance = known.distance(sketch);
            let is_full = best.len() >= most;
            if *known == Sketch::default()
                || is_full && best.last().is_none_or(|worst| worst.distance < distance)
            {
                continue;
            }
            let Some(place) = place(row) else { continue };
            let near = Near { distance, place, row };
            let at = best.partition_point(|better| key(better) < key(&near));
            best.insert(at, near);
            best.truncate(most);
        }
        best
    }

    /// Bytes of memory.
    pub fn bytes(&self) -> u64 {
        crate::size::list(&self.rows)
    }
}

fn key(near: &Near) -> (u32, u64) {
    (near.distance, near.place)
}

/// Of what all shards found the closest, closest first. `compared` is how many candidates each shard was
/// asked for, `most` how many texts are wanted.
pub fn closest(mut found: Vec<Close>, compared: usize, most: usize) -> Vec<Close> {
    // First what one shard would have compared, had it all rows: only so is it the same for any number.
    found.sort_unstable_by_key(|close| key(&close.near));
    found.truncate(compared);
    found.sort_unstable_by_key(|close| (-close.closeness, close.near.place));
    found.truncate(most);
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sketch(bits: u64) -> Sketch {
        Sketch([bits, bits.rotate_left(7), 0, 1])
    }

    #[test]
    fn rows_come_in_order_and_are_counted() {
        let mut sketches = Sketches::default();
        assert!(sketches.add(0, sketch(1)) && sketches.add(5, sketch(3)));
        assert!(!sketches.add(5, sketch(2)) && !sketches.add(u32::MAX, sketch(2)));
        assert_eq!((sketches.rows(), sketches.of(5), sketches.of(3)), (6, sketch(3), Sketch::default()));
        assert!(sketches.bytes() >= 6 * 32);
        let near = sketches.nearest(sketch(3), 10, &|row| Some(u64::from(row)));
        // Rows without a meaning are near to nothing.
        assert_eq!(near.iter().map(|near| (near.row, near.distance)).collect::<Vec<_>>(), [(5, 0), (0, 2)]);
        assert!(sketches.nearest(sketch(3), 0, &|_| Some(0)).is_empty());
        assert!(sketches.nearest(sketch(3), 9, &|_| None).is_empty());
    }

    #[test]
    fn closeness_is_a_cosine() {
        let (one, other) = ([8192, 0, 0], [0, 8192, 0]);
        assert_eq!((closeness(&one, &one), closeness(&one, &other)), (UNIT, 0));
        assert_eq!(closeness(&one, &[-8192, 0, 0]), -UNIT);
        assert_eq!(closeness(&[5793, 5793], &[8192, 0]), 5793);
    }

    proptest! {
        #[test]
        fn any_number_of_shards_finds_the_same(
            bits in prop::collection::vec(0..64_u64, 0..60), query in 0..64_u64, shards in 1..5_u32, most in 0..9_usize
        ) {
            // The closeness of a row depends on the row alone.
            let compared = candidates(most).min(12);
            let searched = |shards: u32| {
                let mut found = Vec::new();
                for shard in 0..shards {
                    let mut own = Sketches::default();
                    let places: Vec<u64> = (0..bits.len() as u64).filter(|at| at % u64::from(shards) == u64::from(shard)).collect();
                    for (row, place) in (0..).zip(&places) {
                        own.add(row, sketch(bits[*place as usize]));
                    }
                    let near = own.nearest(sketch(query), compared, &|row| places.get(row as usize).copied());
                    found.extend(near.into_iter().map(|near| Close { near, closeness: (near.place * 37 % 11) as i32, shard }));
                }
                closest(found, compared, most).into_iter().map(|close| (close.near.place, close.closeness)).collect::<Vec<_>>()
            };
            prop_assert_eq!(searched(shards), searched(1));
        }
    }
}
