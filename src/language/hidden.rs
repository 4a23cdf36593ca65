//! A small layer of units between meaning and labels, for what the meaning of an utterance and that of the turn
//! before say only together.
//!
//! Its bytes, little-endian: number of units (two bytes); whether it reads the turn before (a byte); for each unit
//! three reals, what 1 is worth of its sum over the meaning and of its sum over the signs of the turn before, and
//! its bias; for each unit a weight of one byte for every dimension of the meaning, then likewise for those signs;
//! for each output a real, what 1 is worth of its sum over the units; for each output a weight of one byte for every
//! unit. A unit is counted in whole steps; one below nought says nothing.

use std::collections::HashMap;

use crate::text::model::{Bytes, Sketch, UNIT, dot};

/// Steps that make 1.
const STEPS: f64 = 1024.0;

/// Most steps of a unit.
const MOST_STEPS: f64 = 32767.0;

/// The layer.
#[derive(Debug)]
pub(super) struct Hidden {
    units: Vec<Unit>,
    dimensions: usize,
    /// For each unit a weight for each dimension.
    own: Vec<i16>,
    /// Likewise of the turn before; nothing where that is not read.
    before: Vec<i16>,
    /// For each output what 1 is worth, and a weight for each unit.
    scales: Vec<f64>,
    outer: Vec<i16>,
}

#[derive(Debug)]
struct Unit {
    own: f64,
    before: f64,
    bias: f64,
}

/// The layer's state on one utterance, kept for its room.
#[derive(Debug, Default)]
pub(super) struct Steps {
    signs: Vec<i16>,
    units: Vec<i16>,
    /// What turns before come to, unit by unit: bots say the same again and again.
    known: HashMap<Sketch, Vec<i32>>,
}

/// Turns before that are known at a time.
const KNOWN: usize = 1024;

impl Hidden {
    pub(super) fn parse(from: &mut Bytes<'_>, outputs: usize, dimensions: usize) -> Option<Self> {
        let count = usize::from(from.short()?);
        let reads_before = usize::from(from.byte()?);
        (reads_before < 2).then_some(())?;
        let unit =
            |from: &mut Bytes<'_>| Some(Unit { own: from.real()?, before: from.real()?, bias: from.real()? });
        let units = (0..count).map(|_| unit(from)).collect::<Option<_>>()?;
        let own = weights(from, count * dimensions)?;
        let before = weights(from, reads_before * count * dimensions)?;
        let scales = (0..outputs).map(|_| from.real()).collect::<Option<_>>()?;
        let outer = weights(from, outputs * count)?;
        Some(Self { units, dimensions, own, before, scales, outer })
    }

    /// Whether the turn before says something to it.
    pub(super) fn reads_before(&self) -> bool {
        !self.before.is_empty()
    }

    /// Counts the units for a meaning, and the signs of the turn before; those of nothing where there is none.
    pub(super) fn step(&self, meaning: &[i16], before: Sketch, steps: &mut Steps) {
        let Steps { signs, units, known } = steps;
        let of_before = (self.reads_before() && before != Sketch::default()).then(|| {
            if known.len() >= KNOWN && !known.contains_key(&before) {
                known.clear();
            }
            &*known.entry(before).or_insert_with(|| self.sums_of(before, signs))
        });
        units.clear();
        for (at, unit) in self.units.iter().enumerate() {
            let own = &self.own[at * self.dimensions..][..self.dimensions];
            let mut sum = unit.own * f64::from(dot(meaning, own)) / f64::from(UNIT);
            if let Some(sums) = of_before {
                sum += unit.before * f64::from(sums[at]);
            }
            // From nought on, to cut off is to round down.
            units.push(((sum + unit.bias) * STEPS + 0.5).clamp(0.0, MOST_STEPS) as i16);
        }
    }

    /// The sum of each unit over the signs of a turn before.
    fn sums_of(&self, before: Sketch, signs: &mut Vec<i16>) -> Vec<i32> {
        let sign = |at: usize| if before.0[at / 64] >> (at % 64) & 1 == 1 { 1 } else { -1 };
        signs.clear();
        signs.extend((0..self.dimensions).map(sign));
        self.before.chunks(self.dimensions.max(1)).map(|weights| dot(signs, weights)).collect()
    }

    /// What the units say for an output.
    pub(super) fn says(&self, output: usize, steps: &Steps) -> f64 {
        let weights = &self.outer[output * self.units.len()..][..self.units.len()];
        self.scales[output] * f64::from(dot(&steps.units, weights)) / STEPS
    }

    /// Adds to weights of the meaning what they amount to for an output through the units that say something.
    pub(super) fn add_weights(&self, output: usize, steps: &Steps, weights: &mut [f64]) {
        for (at, unit) in self.units.iter().enumerate().filter(|(at, _)| steps.units[*at] > 0) {
            let outer = self.scales[output] * f64::from(self.outer[output * self.units.len() + at]);
            let own = &self.own[at * self.dimensions..][..self.dimensions];
            for (weight, own) in weights.iter_mut().zip(own) {
                *weight += outer * unit.own * f64::from(*own);
            }
        }
    }

    /// Bytes of memory.
    pub(super) fn bytes(&self) -> u64 {
        use crate::size::list;
        list(&self.units) + list(&self.own) + list(&self.before) + list(&self.scales) + list(&self.outer)
    }
}

/// Weights of one byte each.
fn weights(from: &mut Bytes<'_>, count: usize) -> Option<Vec<i16>> {
    Some(from.take(count)?.iter().map(|weight| i16::from(*weight as i8)).collect())
}
