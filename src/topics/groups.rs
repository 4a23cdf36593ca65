//! Groups of points, each point with the group whose middle is nearest: rounds of assigning and of moving the
//! middles. In whole numbers, so that the same points give the same groups everywhere.

use crate::text::model::dot;

use super::space::{DIMENSIONS, Point, unit};

/// The middle nearest to a point, by its number, and the dot product with it; equally near ones: the first. `None`
/// without middles.
pub fn nearest<'m>(point: &Point, middles: impl Iterator<Item = (usize, &'m Point)>) -> Option<(usize, i32)> {
    let mut best: Option<(usize, i32)> = None;
    for (at, middle) in middles {
        let near = dot(point, middle);
        if best.is_none_or(|(_, nearest)| near > nearest) {
            best = Some((at, near));
        }
    }
    best
}

/// The group of each point after so many rounds from some middles. Groups that lose all their points stay
/// behind empty.
pub fn settle(points: &[Point], weights: &[u32], mut middles: Vec<Point>, rounds: usize) -> Vec<u32> {
    let assign = |middles: &[Point]| -> Vec<u32> {
        let near = |point: &Point| nearest(point, middles.iter().enumerate());
        points.iter().map(|point| near(point).map_or(0, |(at, _)| at as u32)).collect()
    };
    let mut groups = assign(&middles);
    for _ in 0..rounds {
        let sums = sums(points, weights, &groups, middles.len());
        for (middle, sum) in middles.iter_mut().zip(&sums) {
            if sum.weight > 0 {
                *middle = unit(&sum.along);
            }
        }
        let next = assign(&middles);
        let is_settled = next == groups;
        groups = next;
        if is_settled {
            break;
        }
    }
    groups
}

/// What the points of a group add up to.
#[derive(Clone, Debug)]
pub struct Sum {
    /// Their weighted sum.
    pub along: [i64; DIMENSIONS],
    /// Their weight.
    pub weight: u64,
    /// The weighted sum of their squares.
    pub square: u64,
}

/// The sums of so many groups.
pub fn sums(points: &[Point], weights: &[u32], groups: &[u32], count: usize) -> Vec<Sum> {
    let mut sums = vec![Sum { along: [0; DIMENSIONS], weight: 0, square: 0 }; count];
    for ((point, weight), group) in points.iter().zip(weights).zip(groups) {
        let sum = &mut sums[*group as usize];
        sum.weight += u64::from(*weight);
        sum.square += u64::from(*weight) * dot(point, point) as u64;
        for (along, value) in sum.along.iter_mut().zip(point) {
            *along += i64::from(*weight) * i64::from(*value);
        }
    }
    sums
}

/// The same groups without the empty ones, and how many are left.
pub fn closed_up(groups: &mut [u32], count: usize) -> usize {
    let mut is_used = vec![false; count];
    for group in &*groups {
        is_used[*group as usize] = true;
    }
    let mut next = 0;
    let numbers: Vec<u32> = is_used
        .iter()
        .map(|used| {
            let number = next;
            next += u32::from(*used);
            number
        })
        .collect();
    for group in groups.iter_mut() {
        *group = numbers[*group as usize];
    }
    next as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn along(at: usize, other: i64) -> Point {
        let mut sums = [0; DIMENSIONS];
        (sums[at], sums[DIMENSIONS - 1]) = (100, other);
        unit(&sums)
    }

    #[test]
    fn points_find_their_middles_and_empty_groups_go() {
        let points: Vec<Point> = (0..30).map(|at| along(at % 3, at as i64)).chain([along(0, -9)]).collect();
        let weights = vec![1; points.len()];
        // The last middle is nobody's.
        let middles = vec![along(0, 0), along(1, 0), along(2, 0), along(40, 0)];
        let mut groups = settle(&points, &weights, middles, 5);
        assert!((0..30).all(|at| groups[at] == at as u32 % 3));
        assert_eq!(groups[30], 0);
        assert_eq!(closed_up(&mut groups, 4), 3);
        let sums = sums(&points, &weights, &groups, 3);
        assert_eq!(sums.iter().map(|sum| sum.weight).collect::<Vec<_>>(), [11, 10, 10]);
        assert_eq!(nearest(&points[0], [].iter().enumerate()), None);
    }
}
