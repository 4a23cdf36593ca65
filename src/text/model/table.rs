//! What the pieces of a text mean, added up: a row of small numbers for each piece, four bits and a common
//! scale. All sums are of integers, so that they are the same everywhere.

use std::ops::Range;

use wide::{i16x8, i32x4};

use super::{Refusal, container::Bytes};

/// Length of an embedding in its own unit.
pub const UNIT: i32 = 8192;

/// What half a byte is stored above its value.
const ABOVE: i32 = 8;

/// Dimensions come in whole groups of this many.
const GROUP: usize = 64;

/// Most dimensions: as many as a [`Sketch`] has bits.
const MOST_DIMENSIONS: usize = 256;

/// Bytes that are added at once.
const STEP: usize = 16;

/// Where the rows stand in the file, and their scales.
#[derive(Debug)]
pub(super) struct Table {
    dimensions: usize,
    scales: Vec<u16>,
    rows: Range<usize>,
}

impl Table {
    /// Reads the section `table`, which stands at `at` in the file.
    pub(super) fn read(section: &[u8], at: usize) -> Result<Self, Refusal> {
        Self::parse(section, at).ok_or(Refusal::Damaged)
    }

    fn parse(section: &[u8], at: usize) -> Option<Self> {
        let mut from = Bytes(section);
        let dimensions = usize::from(from.short()?);
        let fits = dimensions > 0 && dimensions % GROUP == 0 && dimensions <= MOST_DIMENSIONS;
        fits.then_some(())?;
        let rows = from.number()? as usize;
        let scales = from.take(rows.checked_mul(2)?)?;
        let scales = scales.chunks_exact(2).map(|scale| u16::from_le_bytes([scale[0], scale[1]])).collect();
        let start = at + section.len() - from.0.len();
        let length = rows.checked_mul(dimensions / 2)?;
        (from.0.len() == length).then_some(Self { dimensions, scales, rows: start..start + length })
    }

    pub(super) fn dimensions(&self) -> usize {
        self.dimensions
    }

    pub(super) fn len(&self) -> usize {
        self.scales.len()
    }

    /// Adds the rows of pieces up. `file` is what the table was read from.
    pub(super) fn sum(&self, file: &[u8], pieces: &[u16], into: &mut Embedding) {
        let half = self.dimensions / 2;
        into.even.clear();
        into.even.resize(half, 0);
        into.odd.clear();
        into.odd.resize(half, 0);
        let rows = &file[self.rows.clone()];
        let mut scales = 0;
        for &piece in pieces {
            let scale = i32::from(self.scales[usize::from(piece)]);
            scales += scale;
            let row = &rows[usize::from(piece) * half..][..half];
            let sums = into.even.chunks_exact_mut(STEP).zip(into.odd.chunks_exact_mut(STEP));
            for (bytes, (even, odd)) in row.chunks_exact(STEP).zip(sums) {
                for ((byte, even), odd) in bytes.iter().zip(even).zip(odd) {
                    *even += scale * i32::from(byte & 15);
                    *odd += scale * i32::from(byte >> 4);
                }
            }
        }
        // What is stored above its value is taken off at once.
        let above = scales * ABOVE;
        into.even.iter_mut().chain(&mut into.odd).for_each(|sum| *sum -= above);
    }

    /// Bytes of memory beside the file's.
    pub(super) fn bytes(&self) -> u64 {
        crate::size::list(&self.scales)
    }
}

/// The meaning of one text, kept for its room.
#[derive(Debug, Default)]
pub struct Embedding {
    /// Sums of the even dimensions and of the odd ones.
    even: Vec<i32>,
    odd: Vec<i32>,
    /// The direction of the sums at the length [`UNIT`]; all nought if they are.
    direction: Vec<i16>,
    /// What the sums are multiplied by to get there.
    factor: f64,
}

impl Embedding {
    /// The direction, each dimension in units of 1/8192.
    pub fn direction(&self) -> &[i16] {
        &self.direction
    }

    /// The dot product of the sums, before they were brought to the common length, and weights.
    pub(super) fn dot(&self, weights: &[i16]) -> i64 {
        let sums = self.even.iter().zip(&self.odd).zip(weights.chunks_exact(2));
        sums.map(|((even, odd), weights)| {
            i64::from(*even) * i64::from(weights[0]) + i64::from(*odd) * i64::from(weights[1])
        })
        .sum()
    }

    /// What a sum is multiplied by to be in units of 1/8192; nought if all sums are.
    pub(super) fn factor(&self) -> f64 {
        self.factor
    }

    /// Brings the sums to the common length.
    pub(super) fn normalise(&mut self) {
        let square = |sums: &[i32]| sums.iter().map(|sum| i64::from(*sum) * i64::from(*sum)).sum::<i64>();
        let length = ((square(&self.even) + square(&self.odd)) as f64).sqrt();
        self.factor = if length > 0.0 { f64::from(UNIT) / length } else { 0.0 };
        let round = |sum: i32| (f64::from(sum) * self.factor + 0.5).floor() as i16;
        self.direction.clear();
        self.direction
            .extend(self.even.iter().zip(&self.odd).flat_map(|(even, odd)| [round(*even), round(*odd)]));
    }

    /// The signs of the direction.
    pub fn sketch(&self) -> Sketch {
        let mut bits = [0; MOST_DIMENSIONS / 64];
        for (word, dimensions) in bits.iter_mut().zip(self.direction.chunks(64)) {
            *word = dimensions.iter().rev().fold(0, |bits, value| bits << 1 | u64::from(*value > 0));
        }
        Sketch(bits)
    }

    /// Bytes of memory.
    pub(super) fn bytes(&self) -> u64 {
        use crate::size::list;
        list(&self.even) + list(&self.odd) + list(&self.direction)
    }
}

/// The signs of an embedding's dimensions, a bit each: enough to tell what may be alike, in 32 bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Sketch(pub [u64; MOST_DIMENSIONS / 64]);

crate::frozen! { Sketch { 0 } }

impl Sketch {
    /// In how many dimensions the signs differ.
    pub fn distance(self, other: Self) -> u32 {
        self.0.iter().zip(other.0).map(|(ours, theirs)| (ours ^ theirs).count_ones()).sum()
    }
}

/// Numbers that a processor multiplies at once.
const LANES: usize = 8;

/// The dot product of two rows. Sums of integers are the same in any order.
#[inline]
pub fn dot(ours: &[i16], theirs: &[i16]) -> i32 {
    let ((ours, our_rest), (theirs, their_rest)) = (ours.as_chunks::<LANES>(), theirs.as_chunks::<LANES>());
    let mut sums = i32x4::ZERO;
    for (our, their) in ours.iter().zip(theirs) {
        sums += i16x8::new(*our).dot(i16x8::new(*their));
    }
    let rest = our_rest.iter().zip(their_rest).map(|(our, their)| i32::from(*our) * i32::from(*their));
    sums.reduce_add() + rest.sum::<i32>()
}
