//! Marking a stretch of days in a picture over time: which bins it covers, where they lie, and the
//! days that it picks. Bins are the picture's [`Spot`]s, from left to right.

use super::{Pick, Spot};

/// A stretch being marked: from where it began to where it is now, either way round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Brush {
    /// The bin that it began at.
    pub anchor: usize,
    /// The bin that it has come to.
    pub head: usize,
}

impl Brush {
    /// Whether a stretch can be marked in these spots: several, each of days.
    pub fn suits(spots: &[Spot]) -> bool {
        spots.len() > 1 && spots.iter().all(|spot| matches!(spot.pick, Some(Pick::Days(..))))
    }

    /// First and last bin.
    pub fn ends(self) -> (usize, usize) {
        (self.anchor.min(self.head), self.anchor.max(self.head))
    }

    /// The days marked, from the first of the first bin to the last of the last.
    pub fn pick(self, spots: &[Spot]) -> Option<Pick> {
        let (from, to) = self.ends();
        match (&spots.get(from)?.pick, &spots.get(to)?.pick) {
            (&Some(Pick::Days(first, _)), &Some(Pick::Days(_, last))) => Some(Pick::Days(first, last)),
            _ => None,
        }
    }

    /// Left, top, right, bottom of what is marked.
    pub fn area(self, spots: &[Spot]) -> Option<(i32, i32, i32, i32)> {
        let (from, to) = self.ends();
        let (from, to) = (spots.get(from)?.area, spots.get(to)?.area);
        Some((from.0, from.1, to.2, to.3))
    }
}

/// The spot under `x`, or at the end beyond which `x` lies; `None` without spots.
pub fn nearest(spots: &[Spot], x: i32) -> Option<usize> {
    spots.iter().position(|spot| x < spot.area.2).or_else(|| spots.len().checked_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conversation::Day;

    fn bins() -> Vec<Spot> {
        (0..4)
            .map(|i| Spot {
                area: (40 + i * 10, 0, 50 + i * 10, 200),
                words: String::new(),
                pick: Some(Pick::Days(Day(i * 7), Day(i * 7 + 6))),
            })
            .collect()
    }

    #[test]
    fn a_stretch_is_the_same_from_either_end() {
        let bins = bins();
        for (anchor, head) in [(1, 3), (3, 1)] {
            let brush = Brush { anchor, head };
            assert_eq!(brush.pick(&bins), Some(Pick::Days(Day(7), Day(27))));
            assert_eq!(brush.area(&bins), Some((50, 0, 80, 200)));
        }
        assert_eq!(Brush { anchor: 2, head: 2 }.pick(&bins), Some(Pick::Days(Day(14), Day(20))));
        assert_eq!(Brush { anchor: 2, head: 9 }.pick(&bins), None);
    }

    #[test]
    fn beyond_the_ends_lies_the_last_bin() {
        let bins = bins();
        for (x, at) in [(-5, 0), (0, 0), (49, 0), (50, 1), (79, 3), (500, 3)] {
            assert_eq!(nearest(&bins, x), Some(at), "{x}");
        }
        assert_eq!(nearest(&[], 3), None);
    }

    #[test]
    fn only_days_can_be_marked() {
        let mut bins = bins();
        assert!(Brush::suits(&bins));
        assert!(!Brush::suits(&bins[..1]));
        bins[1].pick = None;
        assert!(!Brush::suits(&bins));
    }
}
