//! Where topics stand on a plane: near one another where they mean nearly the same.
//!
//! Distances between meanings are kept as well as a plane allows by stress majorisation (J. de Leeuw, 1977: each point
//! goes to the mean of where the others want it; near ones count by the square, as T. Kamada and S. Kawai weigh them,
//! 1989), from the two directions in which the meanings differ most. Sums in
//! one order and square roots alone: the same topics stand in the same places everywhere.

use super::Topic;

/// Rounds of majorisation; more move no point by what can be seen.
const ROUNDS: usize = 120;

/// The least distance that is wanted: two that mean the same are two dots.
const NEAREST: f64 = 0.1;

/// Rounds in which a direction is found.
const TURNS: usize = 60;

/// The places of topics, in `-1..=1` along the longer axis and as far along the other; in the order of the topics.
///
/// ```
/// use undertone::topics::{Topic, places};
/// let topic = |meaning: [i16; 3]| Topic { meaning: meaning.to_vec(), ..Topic::default() };
/// let at = places(&[topic([128, 0, 0]), topic([127, 16, 0]), topic([0, 0, 128])]);
/// let far = |one: usize, two: usize| (at[one].0 - at[two].0).hypot(at[one].1 - at[two].1);
/// assert!(far(0, 1) < far(0, 2) / 3.0 && far(0, 1) < far(1, 2) / 3.0);
/// assert!(places(&[]).is_empty());
/// ```
pub fn places(topics: &[Topic]) -> Vec<(f64, f64)> {
    let meanings = apart(topics);
    let n = meanings.len();
    let far = |one: usize, two: usize| {
        let square: f64 = meanings[one].iter().zip(&meanings[two]).map(|(a, b)| (a - b) * (a - b)).sum();
        square.sqrt()
    };
    let wanted: Vec<f64> = (0..n * n).map(|at| far(at / n, at % n)).collect();
    let first = widest(&meanings, None);
    let second = widest(&meanings, Some(&first));
    let along = |axis: &[f64]| meanings.iter().map(|meaning| product(meaning, axis)).collect::<Vec<f64>>();
    let (across, up) = (along(&first), along(&second));
    let mut places: Vec<(f64, f64)> = across.into_iter().zip(up).collect();
    for _ in 0..ROUNDS {
        places = majorised(&places, &wanted);
    }
    fitted(places)
}

/// Meanings at one length, without what all of them share.
fn apart(topics: &[Topic]) -> Vec<Vec<f64>> {
    let dimensions = topics.iter().map(|topic| topic.meaning.len()).max().unwrap_or_default();
    let mut meanings: Vec<Vec<f64>> = topics
        .iter()
        .map(|topic| {
            let mut meaning: Vec<f64> = topic.meaning.iter().map(|value| f64::from(*value)).collect();
            meaning.resize(dimensions, 0.0);
            meaning
        })
        .collect();
    let n = meanings.len().max(1) as f64;
    for at in 0..dimensions {
        let mean = meanings.iter().map(|meaning| meaning[at]).sum::<f64>() / n;
        for meaning in &mut meanings {
            meaning[at] -= mean;
        }
    }
    for meaning in &mut meanings {
        let length = product(meaning, meaning).sqrt();
        if length > 0.0 {
            for value in meaning.iter_mut() {
                *value /= length;
            }
        }
    }
    meanings
}

fn product(one: &[f64], two: &[f64]) -> f64 {
    one.iter().zip(two).map(|(a, b)| a * b).sum()
}

/// The direction in which they differ most, at right angles to another.
fn widest(meanings: &[Vec<f64>], beside: Option<&[f64]>) -> Vec<f64> {
    let dimensions = meanings.first().map_or(0, Vec::len);
    // Of unlike parts, so that it is at right angles to no direction by its own making.
    let mut axis: Vec<f64> = (0..dimensions).map(|at| 1.0 + (at % 7) as f64).collect();
    for _ in 0..TURNS {
        let mut next = vec![0.0; dimensions];
        for meaning in meanings {
            let along = product(meaning, &axis);
            next.iter_mut().zip(meaning).for_each(|(sum, value)| *sum += along * value);
        }
        if let Some(beside) = beside {
            let along = product(&next, beside);
            next.iter_mut().zip(beside).for_each(|(value, other)| *value -= along * other);
        }
        let length = product(&next, &next).sqrt();
        if length <= 0.0 {
            return vec![0.0; dimensions];
        }
        for value in &mut next {
            *value /= length;
        }
        axis = next;
    }
    axis
}

/// Each point where, in the mean, the others want it.
fn majorised(places: &[(f64, f64)], wanted: &[f64]) -> Vec<(f64, f64)> {
    let n = places.len();
    let place = |at: usize| {
        let (mut x, mut y, mut weights) = (0.0, 0.0, 0.0);
        for other in (0..n).filter(|other| *other != at) {
            let (dx, dy) = (places[at].0 - places[other].0, places[at].1 - places[other].1);
            let far = (dx * dx + dy * dy).sqrt();
            // Two that lie on one another have no direction to part in: they stay together.
            let wanted = wanted[at * n + other].max(NEAREST);
            let scale = if far > 0.0 { wanted / far } else { 0.0 };
            // What is near counts most: that is what a map is looked at for.
            let weight = 1.0 / (wanted * wanted);
            x += weight * (places[other].0 + dx * scale);
            y += weight * (places[other].1 + dy * scale);
            weights += weight;
        }
        if weights > 0.0 { (x / weights, y / weights) } else { places[at] }
    };
    (0..n).map(place).collect()
}

/// Brought to `-1..=1` along the longer axis, and as far along the other.
fn fitted(mut places: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    let extent = |values: &mut dyn Iterator<Item = f64>| {
        values.fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(value), high.max(value)))
    };
    let across = extent(&mut places.iter().map(|place| place.0));
    let up = extent(&mut places.iter().map(|place| place.1));
    let half = (across.1 - across.0).max(up.1 - up.0) / 2.0;
    let fit = |value: f64, (low, high): (f64, f64)| {
        if half > 0.0 { (value - f64::midpoint(low, high)) / half } else { 0.0 }
    };
    for place in &mut places {
        *place = (fit(place.0, across), fit(place.1, up));
    }
    places
}
