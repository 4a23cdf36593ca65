//! The directions in which requests differ most. What a model says of a text holds much that all requests of one
//! business share; with the mean taken off and only the widest directions kept, what is left tells topics apart,
//! and takes a fifth of the room.
//!
//! On development sets (`benches/README.md`) 48 directions gave topics as good as 64 or 96, and better ones than all
//! 256 dimensions. The directions are found by orthogonal iteration, in one order of plain sums, so that the
//! same requests give the same bits in a browser and natively.

use crate::text::model::{UNIT, dot};

/// Directions that are kept.
pub const DIMENSIONS: usize = 48;

/// A request among the others: a direction of length 8192, or all nought where it means nothing.
pub type Point = [i16; DIMENSIONS];

/// Requests that the directions are found from, at most: of more they are hardly other ones.
const MOST: usize = 4096;

/// Rounds of the iteration. More change no topic.
const ROUNDS: usize = 24;

/// Length of an axis.
const AXIS: f64 = 16_384.0;

/// What is taken off a direction, and along which axes the rest is looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Space {
    mean: Vec<i16>,
    /// One axis behind the other.
    axes: Vec<i16>,
}

crate::frozen! { Space { mean, axes } }

impl Space {
    /// The space of some directions, all of one length in dimensions; those behind the first few thousand are
    /// not looked at.
    pub fn of(directions: &[&[i16]]) -> Self {
        let directions = &directions[..directions.len().min(MOST)];
        let dimensions = directions.first().map_or(0, |direction| direction.len());
        let mean = mean(directions, dimensions);
        let spread = spread(directions, &mean);
        let axes = widest(&spread, dimensions);
        Self { mean, axes: axes.into_iter().map(|value| round(value * AXIS)).collect() }
    }

    /// Where a direction stands; `None` where it means nothing.
    pub fn place(&self, direction: &[i16]) -> Option<Point> {
        if direction.len() != self.mean.len() || direction.iter().all(|value| *value == 0) {
            return None;
        }
        let rest: Vec<i16> = direction.iter().zip(&self.mean).map(|(value, mean)| value - mean).collect();
        let mut along = [0; DIMENSIONS];
        for (sum, axis) in along.iter_mut().zip(self.axes.chunks(direction.len())) {
            *sum = i64::from(dot(&rest, axis));
        }
        Some(unit(&along))
    }
}

/// The direction of some sums, at the length 8192; all nought if they are.
pub fn unit(sums: &[i64; DIMENSIONS]) -> Point {
    let square: f64 = sums.iter().map(|sum| *sum as f64 * *sum as f64).sum();
    let factor = if square > 0.0 { f64::from(UNIT) / square.sqrt() } else { 0.0 };
    sums.map(|sum| round(sum as f64 * factor))
}

fn round(value: f64) -> i16 {
    (value + 0.5).floor() as i16
}

fn mean(directions: &[&[i16]], dimensions: usize) -> Vec<i16> {
    let mut sums = vec![0_i64; dimensions];
    for direction in directions {
        sums.iter_mut().zip(*direction).for_each(|(sum, value)| *sum += i64::from(*value));
    }
    let n = directions.len().max(1) as f64;
    sums.into_iter().map(|sum| round(sum as f64 / n)).collect()
}

/// How the dimensions vary together. The sums are of whole numbers that stay exact.
fn spread(directions: &[&[i16]], mean: &[i16]) -> Vec<f64> {
    let dimensions = mean.len();
    let mut spread = vec![0.0; dimensions * dimensions];
    for direction in directions {
        let rest: Vec<f64> =
            direction.iter().zip(mean).map(|(value, mean)| f64::from(*value) - f64::from(*mean)).collect();
        for (row, own) in spread.chunks_mut(dimensions).zip(&rest) {
            row.iter_mut().zip(&rest).for_each(|(sum, other)| *sum += own * other);
        }
    }
    spread
}

/// The axes along which is most, widest first, one behind the other; nought where there are fewer.
fn widest(spread: &[f64], dimensions: usize) -> Vec<f64> {
    // A beginning that is no axis by itself: a fixed scatter of numbers.
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut axes: Vec<f64> = (0..DIMENSIONS * dimensions)
        .map(|_| {
            state = state.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
            (state >> 33) as f64 / f64::from(1_u32 << 30) - 1.0
        })
        .collect();
    apart(&mut axes, dimensions);
    for _ in 0..ROUNDS {
        let mut turned = vec![0.0; axes.len()];
        for (turned, axis) in turned.chunks_mut(dimensions.max(1)).zip(axes.chunks(dimensions.max(1))) {
            for (row, value) in spread.chunks(dimensions).zip(axis) {
                turned.iter_mut().zip(row).for_each(|(sum, other)| *sum += value * other);
            }
        }
        axes = turned;
        apart(&mut axes, dimensions);
    }
    axes
}

/// Makes every axis upright on those before it, and of length 1.
fn apart(axes: &mut [f64], dimensions: usize) {
    let mut widest = 0.0_f64;
    for at in 0..axes.len() / dimensions.max(1) {
        let (before, rest) = axes.split_at_mut(at * dimensions);
        let own = &mut rest[..dimensions];
        for other in before.chunks(dimensions) {
            let shared: f64 = own.iter().zip(other).map(|(own, other)| own * other).sum();
            own.iter_mut().zip(other).for_each(|(own, other)| *own -= shared * other);
        }
        let length = own.iter().map(|value| value * value).sum::<f64>().sqrt();
        widest = widest.max(length);
        // What is left of an axis that the data do not have is noise of the arithmetic.
        let factor = if length > widest * 1e-9 { 1.0 / length } else { 0.0 };
        for value in own.iter_mut() {
            *value *= factor;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_along_the_widest_axes_stays_apart() {
        // Two bundles around opposite corners, and a dimension that all share.
        let of = |sign: i16, own: i16| -> Vec<i16> { vec![6000, 5000 * sign, own, 0, 0, 0] };
        let directions: Vec<Vec<i16>> =
            (0..40).map(|at| of(if at % 2 == 0 { 1 } else { -1 }, at * 9 - 180)).collect();
        let space = Space::of(&directions.iter().map(Vec::as_slice).collect::<Vec<_>>());
        let point = |at: usize| space.place(&directions[at]).unwrap();
        assert!(dot(&point(0), &point(2)) > 0 && dot(&point(1), &point(3)) > 0);
        assert!(dot(&point(0), &point(1)) < -50_000_000, "{}", dot(&point(0), &point(1)));
        let length = dot(&point(5), &point(5));
        assert!((length - UNIT * UNIT).abs() < 400_000, "{length}");
    }

    #[test]
    fn nothing_has_no_place() {
        let space = Space::of(&[&[8192, 0, 0], &[0, 8192, 0]]);
        assert_eq!(space.place(&[0, 0, 0]), None);
        assert_eq!(space.place(&[1, 0]), None);
        assert_eq!(Space::of(&[]).place(&[]), None);
        let one = Space::of(&[&[8192, 0, 0]]);
        assert_eq!(one.place(&[8192, 0, 0]), Some([0; DIMENSIONS]));
    }
}
