//! Which groups are joined first: Ward's method, which joins the two whose union costs least of what the groups
//! explain. The order of all unions is a tree, and every number of topics is a cut through it.
//!
//! The unions are found by chains of nearest neighbours, in time that grows with the square of the groups; the cost
//! of a union never falls along the tree, so that sorting by it gives the order in which they would have been found.

use crate::order::sort_by;

use super::{groups::Sum, space::DIMENSIONS};

/// A group as Ward's method sees it.
#[derive(Clone, Debug)]
struct Node {
    middle: [f64; DIMENSIONS],
    weight: f64,
    /// What the union that made it cost; nought of a leaf.
    cost: f64,
}

/// A union of two, by their numbers: below the number of leaves a leaf, above it the union of that place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Union {
    /// The two.
    pub of: [u32; 2],
    /// What the union costs: how much more its points stray from one middle than from two.
    pub cost: f64,
}

/// The unions of some groups, cheapest first: one fewer than there are groups.
pub fn unions(groups: &[Sum]) -> Vec<Union> {
    let leaf = |sum: &Sum| {
        let weight = sum.weight.max(1) as f64;
        Node { middle: sum.along.map(|along| along as f64 / weight), weight, cost: 0.0 }
    };
    let mut nodes: Vec<Option<Node>> = groups.iter().map(|group| Some(leaf(group))).collect();
    let mut alive: Vec<usize> = (0..nodes.len()).collect();
    let mut found: Vec<([usize; 2], f64)> = Vec::new();
    let mut chain: Vec<usize> = Vec::new();
    while alive.len() > 1 {
        let last = *chain.last().unwrap_or(&alive[0]);
        if chain.is_empty() {
            chain.push(last);
        }
        let before = chain.len().checked_sub(2).map(|at| chain[at]);
        let mut best = before.map(|before| (before, cost(nodes[last].as_ref(), nodes[before].as_ref())));
        for &other in &alive {
            if other != last && Some(other) != before {
                let cost = cost(nodes[last].as_ref(), nodes[other].as_ref());
                if best.is_none_or(|(_, least)| cost < least) {
                    best = Some((other, cost));
                }
            }
        }
        let Some((next, cost)) = best else { break };
        if Some(next) != before {
            chain.push(next);
            continue;
        }
        chain.truncate(chain.len() - 2);
        let union = joined(nodes[last].take(), nodes[next].take(), cost);
        found.push(([last.min(next), last.max(next)], union.as_ref().map_or(cost, |union| union.cost)));
        nodes.push(union);
        alive.retain(|one| *one != last && *one != next);
        alive.push(nodes.len() - 1);
    }
    in_order(&found, groups.len())
}

/// The unions where every leaf is in one of so many topics: first those within the topics, cheapest first, then those
/// of the topics.
pub fn unions_within(leaves: &[Sum], of_leaf: &[u32], topics: usize) -> Vec<Union> {
    // Each topic's leaves, and of each topic the sum.
    let mut own: Vec<Vec<usize>> = vec![Vec::new(); topics];
    for (leaf, topic) in of_leaf.iter().enumerate() {
        own[*topic as usize].push(leaf);
    }
    // Found in the topic of that number, at that place.
    let mut within: Vec<(usize, usize, Union)> = Vec::new();
    let mut sums = Vec::with_capacity(topics);
    for (topic, own) in own.iter().enumerate() {
        let parts: Vec<Sum> = own.iter().map(|leaf| leaves[*leaf].clone()).collect();
        within.extend(unions(&parts).into_iter().enumerate().map(|(at, union)| (topic, at, union)));
        let whole = parts.into_iter().reduce(|mut whole, part| {
            whole.weight += part.weight;
            whole.square += part.square;
            whole.along.iter_mut().zip(part.along).for_each(|(sum, along)| *sum += along);
            whole
        });
        sums.extend(whole);
    }
    sort_by(&mut within, |one, two| {
        one.2.cost.total_cmp(&two.2.cost).then_with(|| (one.0, one.1).cmp(&(two.0, two.1)))
    });
    let mut numbers: Vec<Vec<u32>> =
        own.iter().map(|own| own.iter().map(|leaf| *leaf as u32).collect()).collect();
    let mut all: Vec<Union> = Vec::with_capacity(leaves.len());
    for (topic, at, union) in within {
        let known = &mut numbers[topic];
        let of = union.of.map(|part| known[part as usize]);
        // Unions of one topic stand in their order, as none costs less than the one before it.
        debug_assert_eq!(known.len(), own[topic].len() + at);
        known.push((leaves.len() + all.len()) as u32);
        all.push(Union { of, ..union });
    }
    let tops: Vec<u32> = numbers.iter().filter_map(|known| known.last().copied()).collect();
    let above = all.len();
    for union in unions(&sums) {
        let number = |part: u32| match (part as usize).checked_sub(tops.len()) {
            Some(union) => (leaves.len() + above + union) as u32,
            None => tops[part as usize],
        };
        all.push(Union { of: union.of.map(number), ..union });
    }
    all
}

fn joined(one: Option<Node>, other: Option<Node>, cost: f64) -> Option<Node> {
    let (one, other) = (one?, other?);
    let weight = one.weight + other.weight;
    // Rounding alone could make a union cheaper than what it is of.
    let cost = cost.max(one.cost).max(other.cost);
    let mut middle = one.middle;
    for (mine, theirs) in middle.iter_mut().zip(other.middle) {
        *mine = (*mine * one.weight + theirs * other.weight) / weight;
    }
    Some(Node { middle, weight, cost })
}

fn cost(one: Option<&Node>, other: Option<&Node>) -> f64 {
    let (Some(one), Some(other)) = (one, other) else { return f64::INFINITY };
    // Four sums at a time, always the same ones: a processor adds them at once.
    let mut sums = [0.0; 4];
    for (ours, theirs) in one.middle.chunks_exact(4).zip(other.middle.chunks_exact(4)) {
        for ((sum, our), their) in sums.iter_mut().zip(ours).zip(theirs) {
            *sum += (our - their) * (our - their);
        }
    }
    let square = (sums[0] + sums[1]) + (sums[2] + sums[3]);
    square * (one.weight * other.weight / (one.weight + other.weight))
}

/// The unions by their cost, numbered in that order.
fn in_order(found: &[([usize; 2], f64)], leaves: usize) -> Vec<Union> {
    let mut order: Vec<usize> = (0..found.len()).collect();
    // A union stands behind those that it is of: they were found before it, and cost no more.
    sort_by(&mut order, |one, two| found[*one].1.total_cmp(&found[*two].1).then_with(|| one.cmp(two)));
    let mut place = vec![0; found.len()];
    order.iter().enumerate().for_each(|(at, one)| place[*one] = at);
    let number = |node: usize| match node.checked_sub(leaves) {
        Some(union) => (leaves + place[union]) as u32,
        None => node as u32,
    };
    order.iter().map(|one| Union { of: found[*one].0.map(number), cost: found[*one].1 }).collect()
}

/// The node of each leaf where so many are left.
pub fn cut(unions: &[[u32; 2]], left: usize) -> Vec<u32> {
    let leaves = unions.len() + 1;
    let joined = leaves.saturating_sub(left.max(1)).min(unions.len());
    let mut above: Vec<u32> = (0..(leaves + joined) as u32).collect();
    for (at, of) in unions.iter().take(joined).enumerate().rev() {
        // From the top down: what a union is part of is known when its parts are looked at.
        let top = above[leaves + at];
        for part in of {
            if let Some(above) = above.get_mut(*part as usize) {
                *above = top;
            }
        }
    }
    above.truncate(leaves);
    above
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sum(at: f64, other: f64, weight: u64) -> Sum {
        let mut along = [0; DIMENSIONS];
        along[0] = (at * weight as f64) as i64;
        along[1] = (other * weight as f64) as i64;
        Sum { along, weight, square: 0 }
    }

    #[test]
    fn what_is_near_is_joined_first_and_cuts_nest() {
        let groups = [
            sum(0.0, 0.0, 1),
            sum(10.0, 0.0, 1),
            sum(1000.0, 0.0, 1),
            sum(1012.0, 0.0, 1),
            sum(0.0, 90.0, 1),
        ];
        let unions: Vec<[u32; 2]> = unions(&groups).iter().map(|union| union.of).collect();
        assert_eq!(unions, [[0, 1], [2, 3], [4, 5], [6, 7]]);
        assert_eq!(cut(&unions, 3), [5, 5, 6, 6, 4]);
        assert_eq!(cut(&unions, 2), [7, 7, 6, 6, 7]);
        assert_eq!(cut(&unions, 1), [8; 5]);
        assert_eq!(cut(&unions, 9), [0, 1, 2, 3, 4]);
        assert_eq!(cut(&[], 1), [0]);
    }

    #[test]
    fn topics_that_are_given_are_a_cut_through_the_tree() {
        let groups =
            [sum(0.0, 0.0, 1), sum(900.0, 0.0, 1), sum(10.0, 0.0, 1), sum(905.0, 0.0, 1), sum(0.0, 90.0, 1)];
        // The last leaf is nearer to others than to the one that it is with.
        let all: Vec<[u32; 2]> =
            unions_within(&groups, &[0, 1, 0, 1, 1], 2).iter().map(|union| union.of).collect();
        assert_eq!(all, [[1, 3], [0, 2], [4, 5], [6, 7]]);
        assert_eq!(cut(&all, 2), [6, 7, 6, 7, 7]);
        assert_eq!(cut(&all, 1), [8; 5]);
    }

    proptest! {
        /// Against the plain method: of all pairs the cheapest, again and again.
        #[test]
        fn chains_find_what_looking_at_all_pairs_finds(
            places in prop::collection::vec((-500..500_i32, -500..500_i32, 1..9_u64), 1..24)
        ) {
            let groups: Vec<Sum> = places.iter().map(|(x, y, w)| sum(f64::from(*x * 7), f64::from(*y * 11), *w)).collect();
            let found: Vec<f64> = unions(&groups).iter().map(|union| union.cost).collect();
            let mut nodes: Vec<Option<Node>> = groups
                .iter()
                .map(|g| Some(Node { middle: g.along.map(|a| a as f64 / g.weight as f64), weight: g.weight as f64, cost: 0.0 }))
                .collect();
            for cost_found in found {
                let mut best = (f64::INFINITY, 0, 0);
                for one in 0..nodes.len() {
                    for other in one + 1..nodes.len() {
                        let cost = cost(nodes[one].as_ref(), nodes[other].as_ref());
                        if cost < best.0 { best = (cost, one, other); }
                    }
                }
                prop_assert!((best.0 - cost_found).abs() <= 1e-6 * best.0.max(1.0), "{} {}", best.0, cost_found);
                let union = joined(nodes[best.1].take(), nodes[best.2].take(), best.0);
                nodes.push(union);
            }
        }
    }
}
