//! What is found, best first, and how the shards' lists become one.

use std::cmp::Reverse;

/// A text that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// How well it fits, comparable among all shards that were handed the same statistics.
    pub score: u64,
    /// Where it stands in the whole.
    pub place: u64,
    /// Its row in its shard.
    pub row: u32,
}

impl Hit {
    /// Sorts what fits better before, and what fits equally in the order of the whole.
    fn key(&self) -> (Reverse<u64>, u64) {
        (Reverse(self.score), self.place)
    }
}

/// How many texts fit, and the best of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// How many there are.
    pub count: u64,
    /// The best, best first.
    pub best: Vec<Hit>,
}

impl Found {
    /// Takes one more, keeping at most `most`.
    #[inline]
    pub(super) fn offer(&mut self, hit: Hit, most: usize) {
        self.count += 1;
        let is_full = self.best.len() >= most;
        if is_full && self.best.last().is_none_or(|worst| worst.key() < hit.key()) {
            return;
        }
        self.keep(hit, most);
    }

    fn keep(&mut self, hit: Hit, most: usize) {
        let at = self.best.partition_point(|better| better.key() < hit.key());
        self.best.insert(at, hit);
        self.best.truncate(most);
    }
}

/// What one shard found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    /// Texts that have all parts of the query.
    pub all: Found,
    /// Where there is none: texts that have some.
    pub some: Found,
}

/// A hit and the shard it is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Number of the shard, in the order in which the lists were joined.
    pub shard: usize,
    /// The hit.
    pub hit: Hit,
}

/// What all shards found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ranked {
    /// Whether the texts have all parts of the query. Where no text has, these have some.
    pub has_all: bool,
    /// How many there are.
    pub count: u64,
    /// The best, best first.
    pub best: Vec<Placed>,
}

/// Joins what the shards found, keeping at most `most`, which each shard was asked for.
pub fn merge(shards: &[Hits], most: usize) -> Ranked {
    let has_all = shards.iter().any(|hits| hits.all.count > 0);
    let found = || shards.iter().map(|hits| if has_all { &hits.all } else { &hits.some });
    let mut best: Vec<Placed> = Vec::new();
    for (shard, found) in found().enumerate() {
        for hit in &found.best {
            let at = best.partition_point(|better| better.hit.key() <= hit.key());
            if at >= most {
                break;
            }
            best.insert(at, Placed { shard, hit: *hit });
            best.truncate(most);
        }
    }
    let count = found().map(|found| found.count).sum();
    Ranked { has_all: has_all || count == 0, count, best }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(hits: &[(u64, u64)]) -> Found {
        let mut found = Found::default();
        for (score, place) in hits {
            found.offer(Hit { score: *score, place: *place, row: *place as u32 }, 3);
        }
        found
    }

    fn places(hits: &Ranked) -> Vec<(usize, u64)> {
        hits.best.iter().map(|placed| (placed.shard, placed.hit.place)).collect()
    }

    #[test]
    fn the_best_are_kept_and_equals_stand_in_order() {
        let found = found(&[(5, 9), (7, 4), (5, 2), (1, 0), (7, 1)]);
        assert_eq!(found.best.iter().map(|hit| hit.place).collect::<Vec<_>>(), [1, 4, 2]);
        assert_eq!(found.count, 5);
        let mut none = Found::default();
        none.offer(Hit { score: 1, place: 1, row: 1 }, 0);
        assert_eq!((none.count, none.best.len()), (1, 0));
    }

    #[test]
    fn texts_with_all_go_before_those_with_some() {
        let all = Hits { all: found(&[(2, 8), (1, 3)]), some: Found::default() };
        let some = Hits { all: Found::default(), some: found(&[(9, 1)]) };
        let ranked = merge(&[some.clone(), all.clone(), all.clone()], 3);
        assert!(ranked.has_all && ranked.count == 4);
        assert_eq!(places(&ranked), [(1, 8), (2, 8), (1, 3)]);
        let ranked = merge(&[some.clone(), some], 3);
        assert!(!ranked.has_all && ranked.count == 2);
        assert_eq!(places(&ranked), [(0, 1), (1, 1)]);
        assert!(merge(&[], 3).best.is_empty());
    }
}
