//! Topics: what requests are about, found from what they mean, without anybody naming them first.
//!
//! 1. Each shard gathers a [`Sample`] of the requests that it holds; samples merge.
//! 2. [`fit`](Topics::fit) makes [`Topics`] of one: groups of requests that mean nearly the same, and the tree
//!    of their unions, so that there are topics at any number from a handful to some hundred.
//! 3. [`Arranged`] is which of its branches are shown as topics, as a person wants them ([`Wanted`]).
//! 4. [`Questions`] are groups of requests that mean the same, finer than topics.
//! 5. [`Reader`] says of any text in which topic it is, and which question. What is far from all topics is in none.
//!
//! Everything is a function of the sample, and the sample of the set of requests: the order of files, the number of
//! shards and the machine change nothing.

mod arranged;
mod fit;

mod groups;
mod map;
mod names;
mod number;
mod questions;
mod requests;
mod sample;
mod space;
mod tree;
mod words;

pub use arranged::{Act, Arranged, Edit, Fate, Meaning, Remembered, Topic, Wanted};
pub use fit::FEWEST;
pub use map::places;
pub use questions::{Question, Questions};
pub use requests::{is_request, is_small};
pub use sample::{Gatherer, Request, Sample, without_numbers};

use std::sync::Arc;

use crate::text::model::{Model, Scratch};

use self::{
    groups::nearest,
    space::{Point, Space},
};

/// How near a request must be to the middle of a topic to be in it, in squares of 1/8192: a cosine of 0.35 between
/// what makes the request differ from the others and what makes the topic differ.
const LEAST: i32 = (0.35 * 8192.0 * 8192.0) as i32;

/// Topics that were found, as a tree: leaves, and unions of two each that are numbered behind them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Topics {
    space: Space,
    leaves: Vec<Point>,
    /// The middles of the topics at the number that was found, and of each leaf its topic.
    heads: Vec<Point>,
    of_leaf: Vec<u32>,
    unions: Vec<[u32; 2]>,
    nodes: Vec<Node>,
    default: u32,
    /// Of each leaf the mean direction of its requests, and what they weigh.
    means: Vec<Vec<i16>>,
    weights: Vec<u64>,
    questions: Questions,
}

/// What is said of a topic.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Node {
    /// What it is called, in the customers' words.
    pub name: String,
    /// The most typical request, masked.
    pub quote: String,
}

crate::frozen! {
    Topics { space, leaves, heads, of_leaf, unions, nodes, default, means, weights, questions }
    Node { name, quote }
}

impl Topics {
    /// The topics of a sample; none where it has too few requests.
    pub fn fit(sample: &Sample) -> Self {
        fit::fit(sample)
    }

    /// Whether none were found.
    pub fn is_empty(&self) -> bool {
        self.leaves.is_empty()
    }

    /// How many there are at most.
    pub fn most(&self) -> usize {
        self.leaves.len()
    }

    /// How many there are where nobody asked for a number.
    pub fn default_number(&self) -> usize {
        self.default as usize
    }

    /// What is said of a node.
    pub fn node(&self, node: u32) -> Option<&Node> {
        self.nodes.get(node as usize)
    }

    /// How many nodes the tree has.
    pub fn nodes(&self) -> usize {
        self.nodes.len()
    }

    /// The two that a node is the union of; `None` of a leaf.
    pub fn parts(&self, node: u32) -> Option<[u32; 2]> {
        self.unions.get((node as usize).checked_sub(self.leaves.len())?).copied()
    }

    /// Of each leaf the node that it is in where there are so many topics.
    pub fn at(&self, number: usize) -> Vec<u32> {
        if self.is_empty() { Vec::new() } else { tree::cut(&self.unions, number) }
    }

    /// The leaf that a direction is in; `None` of one that is far from all, or of nothing.
    pub fn leaf_of_direction(&self, direction: &[i16]) -> Option<u32> {
        self.leaf_of(&self.space.place(direction)?)
    }

    /// The leaf that a direction is in, and its question if it is one.
    pub fn read(&self, direction: &[i16]) -> Option<(u32, Option<u32>)> {
        let point = self.space.place(direction)?;
        let leaf = self.leaf_of(&point)?;
        Some((leaf, self.questions.nearest(&point, leaf)))
    }

    /// The leaf that a point is in: the nearest of the nearest topic; `None` of one that is far from all.
    fn leaf_of(&self, point: &Point) -> Option<u32> {
        let (topic, near) = nearest(point, self.heads.iter().enumerate())?;
        let own = self.leaves.iter().enumerate().zip(&self.of_leaf).filter(|(_, of)| **of as usize == topic);
        let leaf = nearest(point, own.map(|(leaf, _)| leaf)).filter(|_| near >= LEAST);
        leaf.map(|(leaf, _)| leaf as u32)
    }
}

/// Says of texts in which topic they are.
#[derive(Debug)]
pub struct Reader {
    model: Arc<Model>,
    scratch: Scratch,
}

impl Reader {
    /// One that understands by a model.
    pub fn new(model: Arc<Model>) -> Self {
        Self { model, scratch: Scratch::default() }
    }

    /// Takes a request into a sample.
    pub fn gather(&mut self, text: &str, into: &mut Gatherer) {
        self.model.read_text(text, &mut self.scratch);
        into.add(text, &self.scratch);
    }

    /// The sample of what was gathered.
    pub fn sample(&self, gathered: Gatherer) -> Sample {
        gathered.finish(&self.model)
    }

    /// The leaf that a request is in; `None` of one that is far from all topics or means nothing.
    pub fn leaf(&mut self, topics: &Topics, text: &str) -> Option<u32> {
        self.model.read_text(text, &mut self.scratch);
        topics.leaf_of_direction(self.scratch.embedding.direction())
    }

    /// The leaf that a request is in, and its question if it is one.
    pub fn read(&mut self, topics: &Topics, text: &str) -> Option<(u32, Option<u32>)> {
        self.model.read_text(text, &mut self.scratch);
        topics.read(self.scratch.embedding.direction())
    }
}
