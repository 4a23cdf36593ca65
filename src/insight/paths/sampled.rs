//! Counts of things of which there may be too many to keep: then those of a fixed part of all conversations.
//!
//! Each conversation has a level by its number alone: half of all have level 0, a quarter level 1, and so on. What is
//! counted are the conversations from some level on, at first all of them. Where they hold more different things than
//! are kept, the level is raised by one, which halves the conversations. Any order and any split end at the same level,
//! the lowest at which all that there is has room: a part has never more things than the whole.

use std::collections::BTreeMap;

/// Things by how many conversations of each level have them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sampled<K: Ord> {
    /// Things that are kept at most.
    most: u32,
    /// The level from which on conversations are counted.
    level: u32,
    /// All conversations that were counted, by level from that one on.
    all: Vec<u64>,
    /// The same of each thing. The last count is never 0.
    counts: BTreeMap<K, Vec<u64>>,
}

crate::frozen! { Levels { most, level, all } }

/// What of it does not depend on the things.
struct Levels {
    most: u32,
    level: u32,
    all: Vec<u64>,
}

impl<K: Ord + crate::binary::Frozen + Clone> crate::binary::Frozen for Sampled<K> {
    fn freeze(&self, out: &mut crate::binary::Out) {
        Levels { most: self.most, level: self.level, all: self.all.clone() }.freeze(out);
        self.counts.freeze(out);
    }

    fn thaw(from: &mut crate::binary::In<'_>) -> Option<Self> {
        let Levels { most, level, all } = Levels::thaw(from)?;
        Some(Self { most, level, all, counts: crate::binary::Frozen::thaw(from)? })
    }
}

/// The level of a conversation by its number among all: bits of a number that is spread evenly (the finaliser of
/// SplitMix64, G. L. Steele and others, 2014).
pub fn level_of(conversation: u32) -> u32 {
    let mut bits = u64::from(conversation).wrapping_add(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ bits >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ bits >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    (bits ^ bits >> 31).trailing_zeros().min(30)
}

impl<K: Ord> Sampled<K> {
    /// Nothing yet; so many things are kept at most.
    pub fn new(most: u32) -> Self {
        Self { most, level: 0, all: Vec::new(), counts: BTreeMap::new() }
    }

    /// Whether conversations of a level are counted.
    pub fn counts_level(&self, level: u32) -> bool {
        level >= self.level
    }

    /// Counts a conversation of a level, whatever it has.
    pub fn count_one(&mut self, level: u32) {
        if level >= self.level {
            add(&mut self.all, (level - self.level) as usize, 1);
        }
    }

    /// Counts a thing that a conversation of a level has, once for each conversation.
    pub fn add(&mut self, thing: K, level: u32) {
        if level >= self.level {
            add(self.counts.entry(thing).or_default(), (level - self.level) as usize, 1);
            self.keep();
        }
    }

    /// Takes in how many conversations of each level, from 0 on, have a thing; they are counted by
    /// [`Self::count_one`].
    pub fn add_levels(&mut self, thing: K, levels: &[u64]) {
        let from = levels.get(self.level as usize..).unwrap_or_default();
        if from.iter().any(|n| *n > 0) {
            add_all(self.counts.entry(thing).or_default(), from);
            self.keep();
        }
    }

    /// Takes in what another has counted.
    pub fn merge(&mut self, mut other: Self) {
        while self.level < other.level {
            self.raise();
        }
        while other.level < self.level {
            other.raise();
        }
        add_all(&mut self.all, &other.all);
        for (thing, counts) in other.counts {
            add_all(self.counts.entry(thing).or_default(), &counts);
        }
        self.keep();
    }

    /// The same with other things in place of these; no two may become the same.
    pub fn mapped<L: Ord>(self, mut to: impl FnMut(K) -> L) -> Sampled<L> {
        let counts = self.counts.into_iter().map(|(thing, counts)| (to(thing), counts)).collect();
        Sampled { most: self.most, level: self.level, all: self.all, counts }
    }

    /// One in so many conversations was counted.
    pub fn one_in(&self) -> u64 {
        1 << self.level
    }

    /// Conversations that were counted.
    pub fn counted(&self) -> u64 {
        self.all.iter().sum()
    }

    /// Each thing in its order, with the conversations that have it.
    pub fn iter(&self) -> impl Iterator<Item = (&K, u64)> {
        self.counts.iter().map(|(thing, counts)| (thing, counts.iter().sum()))
    }

    fn keep(&mut self) {
        while self.counts.len() > self.most as usize {
            self.raise();
        }
    }

    fn raise(&mut self) {
        self.level += 1;
        self.all.drain(..self.all.len().min(1));
        self.counts.retain(|_, counts| {
            counts.remove(0);
            !counts.is_empty()
        });
    }
}

fn add(counts: &mut Vec<u64>, at: usize, n: u64) {
    if counts.len() <= at {
        counts.resize(at + 1, 0);
    }
    counts[at] += n;
}

fn add_all(to: &mut Vec<u64>, from: &[u64]) {
    from.iter().enumerate().filter(|(_, n)| **n > 0).for_each(|(at, n)| add(to, at, *n));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::binary::Frozen;
    use proptest::prelude::*;

    fn of(things: &[(u32, u64)], most: u32) -> Sampled<u64> {
        let mut sampled = Sampled::new(most);
        for (conversation, thing) in things {
            sampled.count_one(level_of(*conversation));
            sampled.add(*thing, level_of(*conversation));
        }
        sampled
    }

    proptest! {
        #[test]
        fn any_split_and_order_keeps_the_same(
            things in prop::collection::vec(0u64..60, 0..300),
            split in 0usize..300,
            most in 1u32..70,
        ) {
            let mut things: Vec<(u32, u64)> = (0..).zip(things).collect();
            let whole = of(&things, most);
            let at = split.min(things.len());
            let mut merged = of(&things[at..], most);
            merged.merge(of(&things[..at], most));
            prop_assert_eq!(&merged, &whole);
            prop_assert_eq!(Sampled::thawed(&whole.frozen()), Some(whole.clone()));
            // In heaps of a thing at a time it is the same.
            let mut heaps: BTreeMap<u64, Vec<u64>> = BTreeMap::new();
            let mut heaped = Sampled::new(most);
            for (conversation, thing) in &things {
                heaped.count_one(level_of(*conversation));
                add(heaps.entry(*thing).or_default(), level_of(*conversation) as usize, 1);
            }
            for (thing, levels) in heaps {
                heaped.add_levels(thing, &levels);
            }
            prop_assert_eq!(&heaped, &whole);
            things.reverse();
            prop_assert_eq!(&of(&things, most), &whole);
            // What is kept are all conversations of a level, counted exactly.
            prop_assert!(whole.iter().count() <= most as usize);
            for (thing, n) in whole.iter() {
                let kept = |one: &&(u32, u64)| one.1 == *thing && whole.counts_level(level_of(one.0));
                prop_assert_eq!(n, things.iter().filter(kept).count() as u64);
            }
        }
    }

    #[test]
    fn a_level_halves_the_conversations() {
        let from = |level| (0..100_000).filter(|number| level_of(*number) >= level).count() as f64;
        for level in 1..7 {
            let share = from(level) / 100_000.0 * f64::from(1u32 << level);
            assert!((share - 1.0).abs() < 0.1, "{level}: {share}");
        }
    }
}
