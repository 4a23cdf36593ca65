//! Journeys: what conversations go through, state by state, forward from a start or backward from an end; loops and
//! what they cost, where users leave, two selections held against each other, and an intended way.
//!
//! Walks are read off a shard once ([`Walks`]). Of a selection's walks a [`PathsPartial`] holds counts alone. Inside
//! it states have numbers in their own order, so that equal counts are equal partials, whoever met which state first.

mod contrasts;
mod definitions;
mod finish;
mod flow;
mod leaving;
mod line;
mod loops;
mod observe;
mod sampled;
mod sheets;
mod state;
mod walks;
mod words;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Histogram, Scale};
use crate::query::{Detail, Direction};

pub use contrasts::BETWEEN;
pub(super) use contrasts::{features, phrases};
pub use definitions::DEFINITIONS as PATHS;
pub use flow::{Flow, FlowEdge, FlowLeft, FlowNode, FlowRibbon, FlowState};
pub(super) use leaving::Leaving;
pub use leaving::Left;
pub use observe::Observer;
pub use sampled::{Sampled, level_of};
pub(super) use sheets::why;
pub use state::{Kind, State, States};
pub use walks::{Cut, Step, Walks};

use loops::Loop;

/// Layers of a flow at most.
pub const DEEPEST: u32 = 12;

/// Variants that are told apart at most; of more, those of a fixed part of the conversations are.
const VARIANTS: u32 = 1 << 15;

/// States of a variant at most: longer ones are counted together.
const LONGEST: usize = 40;

/// What is asked of journeys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Journey {
    /// How closely they are looked at.
    pub detail: Detail,
    /// Which way they are followed.
    pub direction: Direction,
    /// The state from which on, or up to which; empty for the start or the end.
    pub at: String,
    /// How many layers the flow has, 1 to [`DEEPEST`].
    pub depth: u32,
    /// The filter of a second selection; `None` where nothing is compared. What both mean counts in the second alone;
    /// where all of the first is such, in the first.
    pub against: Option<String>,
    /// The intended way; empty where none is.
    pub intended: String,
    /// The state of which it is asked what those have in common who leave there; empty where it is not.
    pub leaving: String,
}

impl Default for Journey {
    fn default() -> Self {
        Self {
            detail: Detail::default(),
            direction: Direction::default(),
            at: String::new(),
            depth: 5,
            against: None,
            intended: String::new(),
            leaving: String::new(),
        }
    }
}

/// One state straight behind another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edge {
    /// Conversations in which it is.
    pub conversations: u64,
    /// How often it is.
    pub times: u64,
    /// Milliseconds from one message to the other, where both have a time.
    pub waits: Histogram,
}

/// What any pile of conversations contributes to journeys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathsPartial {
    states: States,
    /// Conversations in which a user says something.
    engaged: u64,
    /// Those of them that come to where the journey is cut.
    reached: u64,
    /// States of each, those in a row that are the same once, the end among them.
    steps: Histogram,
    /// By the state at their beginning.
    starts: BTreeMap<u32, u64>,
    edges: BTreeMap<(u32, u32), Edge>,
    /// By layer and state: conversations of each outcome.
    nodes: BTreeMap<(u32, u32), [u64; 5]>,
    /// By layer, state there and state in the next layer.
    ribbons: BTreeMap<(u32, u32, u32), [u64; 5]>,
    /// Ways; all of more than [`LONGEST`] states are one without any.
    variants: Sampled<Vec<u32>>,
    /// Conversations with any loop, and the loops by the states that they go through.
    looped: u64,
    loops: BTreeMap<Vec<u32>, Loop>,
    /// By state: conversations that come to it, and those that are abandoned there.
    left: BTreeMap<u32, [u64; 2]>,
    /// Of what both selections mean, and of what the second one alone does: conversations that come to where the
    /// journey is cut, and those that have each edge.
    against: [u64; 2],
    edges_against: BTreeMap<(u32, u32), [u64; 2]>,
    /// Conversations that go the intended way; the others by how far they go, and the state that comes instead.
    conforming: u64,
    deviations: BTreeMap<(u32, u32), u64>,
    leaving: Leaving,
}

crate::frozen! {
    Journey { detail, direction, at, depth, against, intended, leaving }
    Edge { conversations, times, waits }
    PathsPartial {
        states, engaged, reached, steps, starts, edges, nodes, ribbons, variants, looped, loops, left, against,
        edges_against, conforming, deviations, leaving,
    }
}

impl Default for Edge {
    fn default() -> Self {
        Self { conversations: 0, times: 0, waits: Histogram::new(Scale::Millis) }
    }
}

impl Default for PathsPartial {
    fn default() -> Self {
        Self {
            states: States::default(),
            engaged: 0,
            reached: 0,
            steps: Histogram::new(Scale::Count),
            starts: BTreeMap::new(),
            edges: BTreeMap::new(),
            nodes: BTreeMap::new(),
            ribbons: BTreeMap::new(),
            variants: Sampled::new(VARIANTS),
            looped: 0,
            loops: BTreeMap::new(),
            left: BTreeMap::new(),
            against: [0; 2],
            edges_against: BTreeMap::new(),
            conforming: 0,
            deviations: BTreeMap::new(),
            leaving: Leaving::default(),
        }
    }
}

impl PathsPartial {
    /// Takes in what another has observed of the same journey.
    #[must_use]
    pub fn merge(self, other: Self) -> Self {
        let (states, [mine, theirs]) = self.states.joined(&other.states);
        let mut all = self.renumbered(&mine, States::default());
        let other = other.renumbered(&theirs, States::default());
        all.states = states;
        all.engaged += other.engaged;
        all.reached += other.reached;
        all.steps.merge(&other.steps);
        all.looped += other.looped;
        add_counts(&mut all.against, other.against);
        all.conforming += other.conforming;
        add_all(&mut all.starts, other.starts, |sum, n| *sum += n);
        add_all(&mut all.edges, other.edges, |sum: &mut Edge, edge| {
            sum.conversations += edge.conversations;
            sum.times += edge.times;
            sum.waits.merge(&edge.waits);
        });
        add_all(&mut all.nodes, other.nodes, add_counts);
        add_all(&mut all.ribbons, other.ribbons, add_counts);
        add_all(&mut all.loops, other.loops, Loop::merge);
        add_all(&mut all.left, other.left, add_counts);
        add_all(&mut all.edges_against, other.edges_against, add_counts);
        add_all(&mut all.deviations, other.deviations, |sum, n| *sum += n);
        all.variants.merge(other.variants);
        all.leaving.merge(other.leaving);
        all
    }

    /// The same with other numbers of the states; different ones stay different.
    fn renumbered(self, to: &[u32], states: States) -> Self {
        let new = |state: u32| to.get(state as usize).copied().unwrap_or(state);
        Self {
            states,
            starts: self.starts.into_iter().map(|(state, n)| (new(state), n)).collect(),
            edges: self.edges.into_iter().map(|((a, b), edge)| ((new(a), new(b)), edge)).collect(),
            nodes: self.nodes.into_iter().map(|((layer, a), n)| ((layer, new(a)), n)).collect(),
            ribbons: self.ribbons.into_iter().map(|((k, a, b), n)| ((k, new(a), new(b)), n)).collect(),
            variants: self.variants.mapped(|states| states.into_iter().map(new).collect()),
            loops: self
                .loops
                .into_iter()
                .map(|(states, n)| (states.into_iter().map(new).collect(), n))
                .collect(),
            left: self.left.into_iter().map(|(state, n)| (new(state), n)).collect(),
            edges_against: self.edges_against.into_iter().map(|((a, b), n)| ((new(a), new(b)), n)).collect(),
            deviations: self.deviations.into_iter().map(|((at, state), n)| ((at, new(state)), n)).collect(),
            ..self
        }
    }
}

fn add_counts<const N: usize>(sum: &mut [u64; N], counts: [u64; N]) {
    sum.iter_mut().zip(counts).for_each(|(sum, n)| *sum += n);
}

/// Adds what stands under each key to what stands there already.
fn add_all<K: Ord, V: Default>(to: &mut BTreeMap<K, V>, from: BTreeMap<K, V>, add: impl Fn(&mut V, V)) {
    for (key, value) in from {
        add(to.entry(key).or_default(), value);
    }
}
