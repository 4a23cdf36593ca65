//! Journeys as a picture needs them: states, what follows what, and layers with ribbons between them.

use serde::{Serialize, Serializer};

use super::PathsPartial;
use crate::{
    ingest::Sentence,
    order,
    query::{Detail, Direction, END, Field, Filter, Flow as Way, Part, Path, START, Term, Test},
};

/// The flow of some conversations.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Flow {
    /// How closely they are looked at.
    pub detail: Detail,
    /// Which way they are followed.
    pub direction: Direction,
    /// The state from which on, or up to which; empty for the start or the end.
    pub at: String,
    /// How many layers there are at most.
    pub depth: u32,
    /// How many conversations.
    pub conversations: u64,
    /// The states, in their own order; all else names them by their places here.
    pub states: Vec<FlowState>,
    /// Conversations by the state at their beginning.
    pub starts: Vec<(u32, u64)>,
    /// What follows what.
    pub edges: Vec<FlowEdge>,
    /// What stands in which layer. The first layer is where it begins: of a way back, the end.
    pub nodes: Vec<FlowNode>,
    /// From one layer to the next.
    pub ribbons: Vec<FlowRibbon>,
    /// Where journeys are abandoned, in the order of their table.
    pub left: Vec<FlowLeft>,
}

/// Journeys that come to a state.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FlowLeft {
    /// The state.
    pub state: u32,
    /// Those that come there.
    pub came: u64,
    /// Those that are abandoned there.
    pub left: u64,
}

/// A state.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FlowState {
    /// Its name in a line of states.
    pub key: String,
    /// What it is in words.
    #[serde(serialize_with = "in_english")]
    pub said: Sentence,
}

/// One state straight behind another.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FlowEdge {
    /// The first.
    pub from: u32,
    /// The second.
    pub to: u32,
    /// Conversations in which it is.
    pub conversations: u64,
    /// How often it is.
    pub times: u64,
    /// Milliseconds between the two messages, the middle of those of which both times are known.
    pub median: Option<f64>,
}

/// A state in a layer.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FlowNode {
    /// The layer, from 0.
    pub layer: u32,
    /// The state.
    pub state: u32,
    /// Conversations by how they end, in the order of outcomes.
    pub outcomes: [u64; 5],
}

/// From a state in one layer to one in the next.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FlowRibbon {
    /// The layer that it leaves, from 0.
    pub layer: u32,
    /// The state there.
    pub from: u32,
    /// The state in the layer behind it.
    pub to: u32,
    /// Conversations by how they end, in the order of outcomes.
    pub outcomes: [u64; 5],
}

fn in_english<S: Serializer>(sentence: &Sentence, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(sentence)
}

impl Flow {
    pub(super) fn of(part: &PathsPartial, journey: &super::Journey) -> Self {
        let mut used: Vec<u32> = part.starts.keys().copied().collect();
        used.extend(part.edges.keys().flat_map(|(from, to)| [*from, *to]));
        used.extend(part.left.keys());
        order::sort_by(&mut used, Ord::cmp);
        used.dedup();
        let place = |state: u32| used.binary_search(&state).unwrap_or_default() as u32;
        let state = |state: &u32| {
            let state = &part.states.0[*state as usize];
            FlowState { key: state.key(), said: state.said() }
        };
        let edges = part.edges.iter().map(|((from, to), edge)| FlowEdge {
            from: place(*from),
            to: place(*to),
            conversations: edge.conversations,
            times: edge.times,
            median: edge.waits.median(),
        });
        let nodes = part.nodes.iter().map(|((layer, state), outcomes)| FlowNode {
            layer: *layer,
            state: place(*state),
            outcomes: *outcomes,
        });
        let ribbons = part.ribbons.iter().map(|((layer, from, to), outcomes)| FlowRibbon {
            layer: *layer,
            from: place(*from),
            to: place(*to),
            outcomes: *outcomes,
        });
        Self {
            detail: journey.detail,
            direction: journey.direction,
            at: journey.at.clone(),
            depth: journey.depth.clamp(1, super::DEEPEST),
            conversations: part.reached,
            states: used.iter().map(state).collect(),
            starts: part.starts.iter().map(|(state, n)| (place(*state), *n)).collect(),
            edges: edges.collect(),
            nodes: nodes.collect(),
            ribbons: ribbons.collect(),
            left: part
                .left_most()
                .into_iter()
                .map(|(state, came, left)| FlowLeft { state: place(state), came, left })
                .collect(),
        }
    }

    /// The conversations that are at one of some states in a layer.
    pub fn of_node(&self, layer: u32, states: &[u32]) -> String {
        self.filter(layer, vec![self.part(states)])
    }

    /// The conversations that go from one of some states in a layer to one of others in the next.
    pub fn of_ribbon(&self, layer: u32, from: &[u32], to: &[u32]) -> String {
        let [from, to] = [from, to].map(|states| self.part(states));
        self.filter(
            layer,
            match self.direction {
                Direction::Forward => vec![from, to],
                Direction::Backward => vec![to, from],
            },
        )
    }

    /// The conversations in which a state stands straight behind another that is not the same.
    pub fn of_edge(&self, from: u32, to: u32) -> String {
        let flow = [from, to].map(|state| self.part(&[state]));
        somewhere(self.detail, self.direction, &self.at, flow.into())
    }

    fn part(&self, states: &[u32]) -> Part {
        let names = states.iter().filter_map(|state| self.states.get(*state as usize));
        Part::One(names.map(|state| state.key.clone()).collect(), false)
    }

    fn filter(&self, layer: u32, mut flow: Vec<Part>) -> String {
        let before = vec![Part::Any; layer as usize];
        let place = match self.direction {
            Direction::Forward => {
                flow.splice(0..0, before);
                START
            }
            Direction::Backward => {
                flow.extend(before);
                END
            }
        };
        let at = if self.at.is_empty() { place } else { &self.at };
        let cut = Some((self.direction, at.to_owned()));
        filter_of(&Path { detail: self.detail, cut, is_loop: false, flow: Way(flow) })
    }
}

/// The filter that means the conversations that take a way somewhere in the stretch that is looked at.
pub(super) fn somewhere(detail: Detail, direction: Direction, at: &str, mut flow: Vec<Part>) -> String {
    let cut = (!at.is_empty()).then(|| (direction, at.to_owned()));
    match (&cut, direction) {
        (Some(_), Direction::Forward) => flow.insert(0, Part::Gap),
        (Some(_), Direction::Backward) => flow.push(Part::Gap),
        (None, _) => {}
    }
    filter_of(&Path { detail, cut, is_loop: false, flow: Way(flow) })
}

/// The filter that means the conversations that take a way.
pub(super) fn filter_of(path: &Path) -> String {
    let test = Test::OneOf(vec![path.to_string()]);
    Filter::default().with(Term { negated: false, field: Field::Path, test }).to_string()
}
