//! How many topics a person would see. Two answers, and what lies between them:
//!
//! 1. The number at which naming one topic more explains less than it costs. With K topics the requests stray from
//!    their middles by some sum of squares; each further topic makes the sum smaller and the description longer, as in
//!    the Bayesian information criterion: `n · ln(stray) + WORTH · K · ln(n)` is least, for n different requests. The
//!    more requests there are, the finer the differences that it sees.
//! 2. The number at which topics begin to be alike, however many requests there are: the fewest topics at which requests
//!    are as near to the next topic as [`ALIKE`], in the mean.
//!
//! The number is their geometric mean. Both constants were set on development sets (`benches/README.md`).

use crate::text::model::{UNIT, dot};

use super::{
    groups::{Sum, sums},
    space::{Point, unit},
    tree::{Union, cut},
};

/// What a further topic costs, in the unit of the criterion.
const WORTH: f64 = 2.0;

/// The cosine with the next topic from which topics are alike, in the mean of all requests.
const ALIKE: f64 = 0.525;

/// Fewest topics.
const FEWEST: usize = 2;

/// What the number is found from.
pub struct Found<'f> {
    /// The requests.
    pub points: &'f [Point],
    /// The leaf of each.
    pub groups: &'f [u32],
    /// What stands in each leaf.
    pub leaves: &'f [Sum],
    /// The unions of leaves.
    pub unions: &'f [Union],
}

impl Found<'_> {
    /// The number of topics.
    pub fn automatic(&self) -> usize {
        let most = self.leaves.len();
        if most <= FEWEST {
            return most;
        }
        let both = (self.by_cost() * self.by_likeness()) as f64;
        (both.sqrt() + 0.5) as usize
    }

    fn by_cost(&self) -> usize {
        let n = self.points.len().max(2) as f64;
        let mut stray: f64 = self.leaves.iter().map(stray).sum();
        let mut best = (f64::INFINITY, self.leaves.len());
        // From the leaves up, each union adds what it costs.
        for joined in 0..=self.unions.len() {
            let left = self.leaves.len() - joined;
            if left < FEWEST {
                break;
            }
            let criterion = n * libm::log(stray.max(1.0)) + WORTH * left as f64 * libm::log(n);
            if criterion < best.0 {
                best = (criterion, left);
            }
            stray += self.unions.get(joined).map_or(0.0, |union| union.cost);
        }
        best.1
    }

    /// The more topics, the nearer is the next one: the number is halved in.
    fn by_likeness(&self) -> usize {
        let (mut low, mut high) = (FEWEST, self.leaves.len());
        while low < high {
            let middle = low.midpoint(high);
            if self.likeness(middle) > ALIKE { high = middle } else { low = middle + 1 }
        }
        low
    }

    /// The cosine of requests and the topic that is next to their own, in the mean.
    fn likeness(&self, number: usize) -> f64 {
        let unions: Vec<[u32; 2]> = self.unions.iter().map(|union| union.of).collect();
        let mut topics = cut(&unions, number);
        let count = super::groups::closed_up(&mut topics, self.leaves.len() + unions.len());
        let of: Vec<u32> = self.groups.iter().map(|leaf| topics[*leaf as usize]).collect();
        let weights = vec![1; of.len()];
        let middles: Vec<Point> =
            sums(self.points, &weights, &of, count).iter().map(|sum| unit(&sum.along)).collect();
        let next = |(point, own): (&Point, &u32)| {
            let others = middles.iter().zip(0..).filter(|(_, topic)| topic != own);
            i64::from(others.map(|(middle, _)| dot(point, middle)).max().unwrap_or(0))
        };
        let near: i64 = self.points.iter().zip(&of).map(next).sum();
        near as f64 / f64::from(UNIT * UNIT) / self.points.len().max(1) as f64
    }
}

/// By how much the points of a group stray from its middle, squared and weighted.
fn stray(sum: &Sum) -> f64 {
    let square: f64 = sum.along.iter().map(|along| *along as f64 * *along as f64).sum();
    (sum.square as f64 - square / sum.weight.max(1) as f64).max(0.0)
}
