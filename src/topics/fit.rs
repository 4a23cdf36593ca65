//! From a sample of requests to topics: the space in which they differ, small groups in it, and the tree of their
//! unions. The same sample gives the same topics, to the bit, wherever it is fitted.

use crate::text::model::dot;

use super::{
    Node, Topics,
    groups::{closed_up, nearest, settle, sums},
    names::{Phrases, names},
    number,
    questions::Questions,
    sample::{Request, Sample},
    space::{DIMENSIONS, Point, Space, unit},
    tree::{self, Union},
};

/// Small groups that the requests are brought into first, and requests that need not be.
const SMALL_GROUPS: usize = 800;
const FEW: usize = 1200;

/// Topics at most: the leaves of the tree.
pub const MOST: usize = 256;

/// Different requests to a leaf, where there are fewer than for all leaves.
const TO_A_LEAF: usize = 4;

/// Rounds of bringing requests into small groups, and of settling the leaves.
const ROUNDS: usize = 6;
const SETTLING: usize = 4;

/// Fewest different requests of which topics are found.
pub const FEWEST: usize = 8;

/// Words of a quote, from and to: enough to say something, and to be read at a glance.
const QUOTED: (usize, usize) = (3, 30);

/// The topics of a sample; none where it has too few requests.
pub fn fit(sample: &Sample) -> Topics {
    let requests: Vec<&Request> =
        sample.kept.iter().filter(|request| request.direction.iter().any(|value| *value != 0)).collect();
    if requests.len() < FEWEST {
        return Topics::default();
    }
    let directions: Vec<&[i16]> = requests.iter().map(|request| request.direction.as_slice()).collect();
    let space = Space::of(&directions);
    let points: Vec<Point> =
        directions.iter().map(|direction| space.place(direction).unwrap_or([0; DIMENSIONS])).collect();
    // What is said a thousand times is one request that is made often, not a thousand topics' worth of them.
    let weights: Vec<u32> = requests.iter().map(|request| 1 + request.count.max(1).ilog2()).collect();
    let (mut groups, leaves) = leaves(&points, &weights);
    let first = sums(&points, &weights, &groups, leaves);
    let unions = tree::unions(&first);
    let found = number::Found { points: &points, groups: &groups, leaves: &first, unions: &unions };
    let default = found.automatic();
    let (heads, of_leaf) = settle_topics(&points, &weights, &mut groups, &unions, default);
    let (default, sums) = (heads.len(), sums(&points, &weights, &groups, of_leaf.len()));
    let unions = tree::unions_within(&sums, &of_leaf, default);
    let mut topics = Topics {
        space,
        leaves: sums.iter().map(|sum| unit(&sum.along)).collect(),
        heads,
        of_leaf,
        unions: unions.iter().map(|union| union.of).collect(),
        nodes: Vec::new(),
        default: default as u32,
        means: means(&directions, &weights, &groups, sums.len()),
        weights: sums.iter().map(|sum| sum.weight).collect(),
        questions: Questions::of(&requests, &points, &weights, (&groups, sums.len())),
    };
    topics.nodes = nodes(&requests, &points, &groups, &sums, &unions, &topics);
    topics
}

/// The leaf of each point, and how many leaves there are.
fn leaves(points: &[Point], weights: &[u32]) -> (Vec<u32>, usize) {
    let n = points.len();
    let (small, count) = if n <= FEW {
        ((0..n as u32).collect(), n)
    } else {
        // Requests are in the order of their hashes, so that the first are drawn by lot.
        let mut small = settle(points, weights, points[..SMALL_GROUPS].to_vec(), ROUNDS);
        let count = closed_up(&mut small, SMALL_GROUPS);
        (small, count)
    };
    let of_small = sums(points, weights, &small, count);
    let unions: Vec<[u32; 2]> = tree::unions(&of_small).iter().map(|union| union.of).collect();
    let most = MOST.min(n / TO_A_LEAF).max(2);
    let mut of = tree::cut(&unions, most);
    let nodes = count + unions.len();
    let number = closed_up(&mut of, nodes);
    let groups: Vec<u32> = small.iter().map(|small| of[*small as usize]).collect();
    let middles: Vec<Point> =
        sums(points, weights, &groups, number).iter().map(|sum| unit(&sum.along)).collect();
    let mut groups = settle(points, weights, middles, SETTLING);
    let count = closed_up(&mut groups, number);
    (groups, count)
}

/// Settles the topics at their number: each request goes to the topic whose middle is nearest, which the joining of
/// leaves alone does not see to, and then to the nearest leaf of that topic. Gives the middles of the topics, and of
/// each leaf its topic.
fn settle_topics(
    points: &[Point],
    weights: &[u32],
    groups: &mut [u32],
    unions: &[Union],
    number: usize,
) -> (Vec<Point>, Vec<u32>) {
    let pairs: Vec<[u32; 2]> = unions.iter().map(|union| union.of).collect();
    let leaves = pairs.len() + 1;
    let mut topic_of_leaf = tree::cut(&pairs, number);
    let count = closed_up(&mut topic_of_leaf, leaves + pairs.len());
    let middles_of = |groups: &[u32], count| -> Vec<Point> {
        sums(points, weights, groups, count).iter().map(|sum| unit(&sum.along)).collect()
    };
    let of: Vec<u32> = groups.iter().map(|leaf| topic_of_leaf[*leaf as usize]).collect();
    let mut topics = settle(points, weights, middles_of(&of, count), ROUNDS);
    let count = closed_up(&mut topics, count);
    // A leaf belongs to the topic that has most of it.
    let mut shares = vec![0_u32; leaves * count];
    for ((leaf, topic), weight) in groups.iter().zip(&topics).zip(weights) {
        shares[*leaf as usize * count + *topic as usize] += weight;
    }
    let middles = middles_of(groups, leaves);
    let mut own: Vec<Vec<(u32, Point)>> = vec![Vec::new(); count];
    for (leaf, shares) in shares.chunks(count).enumerate() {
        let most = shares.iter().enumerate().max_by_key(|(at, share)| (**share, std::cmp::Reverse(*at)));
        if let Some((topic, _)) = most {
            own[topic].push((leaf as u32, middles[leaf]));
        }
    }
    for ((group, point), topic) in groups.iter_mut().zip(points).zip(&topics) {
        let own = &own[*topic as usize];
        let near = nearest(point, own.iter().map(|(leaf, middle)| (*leaf as usize, middle)));
        // A topic without a leaf of its own is a leaf itself.
        *group = near.map_or(leaves as u32 + topic, |(leaf, _)| leaf as u32);
    }
    let leaves = closed_up(groups, leaves + count);
    let mut of_leaf = vec![0; leaves];
    for (leaf, topic) in groups.iter().zip(&topics) {
        of_leaf[*leaf as usize] = *topic;
    }
    (middles_of(&topics, count), of_leaf)
}

/// The mean direction of each leaf's requests.
fn means(directions: &[&[i16]], weights: &[u32], groups: &[u32], leaves: usize) -> Vec<Vec<i16>> {
    let dimensions = directions.first().map_or(0, |direction| direction.len());
    let mut sums = vec![(vec![0_i64; dimensions], 0_i64); leaves];
    for ((direction, weight), group) in directions.iter().zip(weights).zip(groups) {
        let (sum, whole) = &mut sums[*group as usize];
        *whole += i64::from(*weight);
        sum.iter_mut()
            .zip(*direction)
            .for_each(|(sum, value)| *sum += i64::from(*weight) * i64::from(*value));
    }
    let mean =
        |(sum, whole): (Vec<i64>, i64)| sum.into_iter().map(|sum| (sum / whole.max(1)) as i16).collect();
    sums.into_iter().map(mean).collect()
}

/// What is said of every node of the tree: its name, how often its requests were made in the sample, its quote.
fn nodes(
    requests: &[&Request],
    points: &[Point],
    groups: &[u32],
    sums: &[super::groups::Sum],
    unions: &[Union],
    topics: &Topics,
) -> Vec<Node> {
    let leaves = sums.len();
    let group = |at: usize| topics.leaf_of(&points[at]).map(|_| groups[at]);
    let weighted = requests.iter().enumerate().map(|(at, request)| {
        let weight = u64::from(1 + request.count.max(1).ilog2());
        (request.text.as_str(), weight, group(at))
    });
    let mut phrases = Phrases::of(weighted, leaves);
    let mut counts: Vec<_> = (0..leaves).map(|leaf| Some(phrases.take(leaf))).collect();
    let mut members: Vec<Vec<u32>> = vec![Vec::new(); leaves];
    for (at, group) in groups.iter().enumerate() {
        members[*group as usize].push(at as u32);
    }
    let mut along: Vec<[i64; DIMENSIONS]> = sums.iter().map(|sum| sum.along).collect();
    let mut all_names = Vec::with_capacity(leaves + unions.len());
    let mut quotes = Vec::with_capacity(leaves + unions.len());
    for node in 0..leaves + unions.len() {
        if let Some(union) = node.checked_sub(leaves) {
            let of = unions[union].of.map(|part| part as usize);
            let (mut one, other) = (std::mem::take(&mut members[of[0]]), std::mem::take(&mut members[of[1]]));
            one.extend(other);
            members.push(one);
            let mut sum = along[of[0]];
            sum.iter_mut().zip(along[of[1]]).for_each(|(mine, theirs)| *mine += theirs);
            along.push(sum);
            let both = counts[of[0]].take().zip(counts[of[1]].take());
            counts.push(both.map(|(one, other)| one.joined(other)));
        }
        let candidates = counts[node].as_ref().map(|counts| phrases.outstanding(counts)).unwrap_or_default();
        all_names.push(names(&candidates));
        quotes.push(quote(requests, points, &members[node], &unit(&along[node])));
    }
    let named = unlike(&all_names, unions, leaves);
    named.into_iter().zip(quotes).map(|(name, quote)| Node { name, quote }).collect()
}

/// The request nearest to the middle, of those that can be read at a glance where there is one.
fn quote(requests: &[&Request], points: &[Point], members: &[u32], middle: &Point) -> String {
    let fits = |at: u32| {
        let words = requests[at as usize].text.split_whitespace().count();
        (QUOTED.0..=QUOTED.1).contains(&words)
    };
    let rank = |at: &u32| (fits(*at), dot(&points[*at as usize], middle), std::cmp::Reverse(*at));
    let best = members.iter().copied().max_by_key(rank);
    best.map(|at| requests[at as usize].text.clone()).unwrap_or_default()
}

/// One name for each node, such that none is called as another that it is no part of.
fn unlike(names: &[Vec<String>], unions: &[Union], leaves: usize) -> Vec<String> {
    let mut parent = vec![None; names.len()];
    for (at, union) in unions.iter().enumerate() {
        union.of.iter().for_each(|part| parent[*part as usize] = Some(leaves + at));
    }
    let is_above = |upper: usize, mut node: usize| loop {
        match parent[node] {
            Some(next) if next == upper => return true,
            Some(next) => node = next,
            None => return false,
        }
    };
    let mut given: Vec<String> = vec![String::new(); names.len()];
    // From the top down: what is larger has the first choice.
    for node in (0..names.len()).rev() {
        let is_free =
            |name: &str| (node + 1..given.len()).all(|other| given[other] != name || is_above(other, node));
        let own = names[node].iter().find(|name| is_free(name)).cloned();
        given[node] = own.unwrap_or_else(|| {
            let first = names[node].first().map_or("?", String::as_str);
            let numbered =
                (2..=names.len() + 2).map(|number| format!("{first} ({number})")).find(|name| is_free(name));
            numbered.unwrap_or_default()
        });
    }
    given
}
