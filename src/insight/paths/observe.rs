//! Counting walks: one conversation after the other into a partial.

use std::collections::HashMap;

use super::{
    Cut, DEEPEST, Edge, Journey, LONGEST, Left, PathsPartial, Step, VARIANTS, Walks, level_of, loops::Loop,
    walks::folded,
};
use crate::{
    conversation::Outcome,
    order,
    query::{Detail, Direction, END, Flow, Part, Standing},
};

/// Milliseconds of a tenth of a second.
const TENTH: u64 = 100;

/// Observes walks of one shard. While it does, states have the numbers that they have there.
pub struct Observer<'w> {
    walks: &'w Walks,
    journey: Journey,
    looked_at: Vec<u32>,
    needs: Vec<u32>,
    cut: Cut,
    /// The intended way, and which states each of its parts means.
    intended: Option<(Vec<Part>, Vec<Vec<u32>>)>,
    /// The states of which it is asked who leaves there.
    leaving: Vec<u32>,
    part: PathsPartial,
    edges: Edges,
    /// Those of what both selections mean, and of what the second one alone does.
    edges_against: [Edges; 2],
    /// Conversations of each outcome by layer and state, side by side.
    nodes: Vec<[u64; 5]>,
    ribbons: HashMap<(u32, u32, u32), [u64; 5]>,
    /// Ways by how many conversations of each level go them, until there are too many.
    ways: HashMap<Vec<u32>, Vec<u64>>,
    loops: HashMap<Vec<u32>, Loop>,
    /// By state: conversations that come to it, and those that leave there.
    left: Vec<[u64; 2]>,
    /// The states of the walk at hand.
    states: Vec<u32>,
    steps: Vec<Step>,
    /// Conversations that were observed: tells those counted already from the others.
    turn: u64,
}

/// Edges by the numbers of their states. Where there are few states their places are looked up, not searched.
struct Edges {
    /// States there are, and by two of them the place of their edge, from 1 on; empty where there are too many.
    states: usize,
    places: Vec<u32>,
    found: HashMap<(u32, u32), u32>,
    counted: Vec<Counted>,
}

/// An edge, and the conversation that was counted last.
struct Counted {
    states: (u32, u32),
    edge: Edge,
    last: u64,
}

/// Where one conversation stands in its stretch.
struct Walk<'s> {
    steps: &'s [Step],
    outcome: Outcome,
    /// Its number among all.
    number: u32,
}

impl<'w> Observer<'w> {
    /// Of nothing yet.
    pub fn new(walks: &'w Walks, journey: &Journey) -> Self {
        let intended = intended(&journey.intended).map(|parts| {
            let meant = |part: &Part| match part {
                Part::One(names, _) => names.iter().flat_map(|name| walks.states().called(name)).collect(),
                Part::Any | Part::Gap => Vec::new(),
            };
            let states = parts.iter().map(meant).collect();
            (parts, states)
        });
        let leaving =
            if journey.leaving.is_empty() { Vec::new() } else { walks.states().called(&journey.leaving) };
        let depth = journey.depth.clamp(1, DEEPEST);
        Self {
            walks,
            journey: Journey { depth, ..journey.clone() },
            looked_at: walks.looked_at(journey.detail),
            needs: walks.looked_at(Detail::Needs),
            cut: walks.cut(journey.direction, &journey.at),
            intended,
            leaving,
            part: PathsPartial::default(),
            edges: Edges::new(walks),
            edges_against: [Edges::new(walks), Edges::new(walks)],
            nodes: vec![[0; 5]; walks.states().0.len() * depth as usize],
            ribbons: HashMap::new(),
            ways: HashMap::new(),
            loops: HashMap::new(),
            left: vec![[0; 2]; walks.states().0.len()],
            states: Vec::new(),
            steps: Vec::new(),
            turn: 0,
        }
    }

    /// Takes in one conversation in which a user says something: its number in the shard and among all, and how it
    /// ends. `left` is asked for what is known of it where it comes to the state that is asked about: by which of
    /// its messages, and whether it leaves there.
    pub fn observe(
        &mut self,
        (conversation, number): (u32, u32),
        outcome: Outcome,
        left: impl FnOnce(u32, bool) -> Left,
    ) {
        self.turn += 1;
        self.part.engaged += 1;
        let mut steps = std::mem::take(&mut self.steps);
        self.walks.steps(conversation, &self.looked_at, outcome, &mut steps);
        self.conform(&steps);
        if let Some(stretch) = self.cut.of(&steps) {
            let walk = Walk { steps: &steps[stretch], outcome, number };
            self.part.reached += 1;
            self.follow(&walk);
            self.loops(conversation, &walk);
            self.leave(&walk, left);
        }
        self.steps = steps;
    }

    /// Takes in one conversation of the second selection; `is_both` says whether the first one means it too.
    pub fn observe_against(&mut self, conversation: u32, outcome: Outcome, is_both: bool) {
        let at = usize::from(!is_both);
        self.turn += 1;
        let mut steps = std::mem::take(&mut self.steps);
        self.walks.steps(conversation, &self.looked_at, outcome, &mut steps);
        if let Some(stretch) = self.cut.of(&steps) {
            self.part.against[at] += 1;
            for pair in steps[stretch].windows(2) {
                self.edges_against[at].count(pair, self.turn);
            }
        }
        self.steps = steps;
    }

    fn follow(&mut self, walk: &Walk<'_>) {
        let Some(first) = walk.steps.first() else { return };
        *self.part.starts.entry(first.state).or_default() += 1;
        for pair in walk.steps.windows(2) {
            let edge = self.edges.count(pair, self.turn);
            if let Some((from, to)) = pair[0].time.zip(pair[1].time) {
                edge.waits.add(u64::from(to.saturating_sub(from)) * TENTH);
            }
        }
        let mut states = std::mem::take(&mut self.states);
        states.clear();
        states.extend(folded(walk.steps));
        self.part.steps.add(states.len() as u64);
        self.layers(&states, walk.outcome);
        self.way(&states, level_of(walk.number));
        self.drop_off(&mut states, walk.outcome);
        self.states = states;
    }

    /// The way as a whole; all that are too long are one without states.
    fn way(&mut self, states: &[u32], level: u32) {
        let states = if states.len() > LONGEST { &[] } else { states };
        self.part.variants.count_one(level);
        if !self.part.variants.counts_level(level) {
            return;
        }
        let levels = match self.ways.get_mut(states) {
            Some(levels) => levels,
            None => self.ways.entry(states.to_vec()).or_default(),
        };
        if levels.len() <= level as usize {
            levels.resize(level as usize + 1, 0);
        }
        levels[level as usize] += 1;
        if self.ways.len() > VARIANTS as usize {
            self.sort_ways();
        }
    }

    /// Puts the ways that were met where they are kept; in which order makes no difference.
    fn sort_ways(&mut self) {
        for (way, levels) in std::mem::take(&mut self.ways) {
            self.part.variants.add_levels(way, &levels);
        }
    }

    /// The flow, layer by layer from where it begins.
    fn layers(&mut self, states: &[u32], outcome: Outcome) {
        let depth = self.journey.depth as usize;
        let at = |layer: usize| match self.journey.direction {
            Direction::Forward => states.get(layer),
            Direction::Backward => states.len().checked_sub(layer + 1).and_then(|at| states.get(at)),
        };
        for layer in 0..depth {
            let Some(state) = at(layer) else { return };
            self.nodes[layer * self.left.len() + *state as usize][outcome as usize] += 1;
            if let Some(next) = at(layer + 1).filter(|_| layer + 1 < depth) {
                let ribbon = (layer as u32, *state, *next);
                self.ribbons.entry(ribbon).or_default()[outcome as usize] += 1;
            }
        }
    }

    /// Who comes to each state, and who leaves there; the stretch is left in the order of its states.
    fn drop_off(&mut self, states: &mut Vec<u32>, outcome: Outcome) {
        let is_end = |state: &u32| (*state as usize) < Outcome::ALL.len();
        let ends = states.last().is_some_and(is_end);
        states.retain(|state| !is_end(state));
        if let Some(last) = states.last().filter(|_| ends && outcome == Outcome::Abandoned) {
            self.left[*last as usize][1] += 1;
        }
        states.sort_unstable();
        states.dedup();
        for state in &*states {
            self.left[*state as usize][0] += 1;
        }
    }

    /// Loops within the stretch, of what users need, however closely the rest is looked at.
    fn loops(&mut self, conversation: u32, walk: &Walk<'_>) {
        let mut seen: Vec<Vec<u32>> = Vec::new();
        let Self { walks, needs, loops, .. } = self;
        walks.each_loop(
            (conversation, walk.outcome),
            walk.steps,
            |word| needs[word as usize],
            |states, messages, took| {
                let one = match loops.get_mut(states) {
                    Some(one) => one,
                    None => loops.entry(states.to_vec()).or_default(),
                };
                one.times += 1;
                one.messages += u64::from(messages);
                one.tenths += u64::from(took.unwrap_or_default());
                one.timed += u64::from(took.is_some());
                if !seen.iter().any(|known| known == states) {
                    one.conversations += 1;
                    seen.push(states.to_vec());
                }
            },
        );
        self.part.looped += u64::from(!seen.is_empty());
    }

    /// Whether it goes the intended way, or where it leaves that.
    fn conform(&mut self, steps: &[Step]) {
        let Some((parts, meant)) = &self.intended else { return };
        let mut standing = Standing::first(parts);
        for state in folded(steps) {
            let next = standing.then(parts, |at, _| meant[at].contains(&state));
            if next.is_lost() {
                *self.part.deviations.entry((standing.furthest() as u32, state)).or_default() += 1;
                return;
            }
            standing = next;
        }
        // A way ends with an end, and behind an end nothing comes: who is not lost by then is through.
        self.part.conforming += u64::from(standing.is_whole(parts));
    }

    fn leave(&mut self, walk: &Walk<'_>, left: impl FnOnce(u32, bool) -> Left) {
        let Some(first) = walk.steps.iter().find(|step| self.leaving.contains(&step.state)) else { return };
        let before_end = match walk.steps {
            [.., before, end] if (end.state as usize) < Outcome::ALL.len() => Some(before.state),
            _ => None,
        };
        let leaves = walk.outcome == Outcome::Abandoned
            && before_end.is_some_and(|state| self.leaving.contains(&state));
        self.part.leaving.observe(left(first.at, leaves), level_of(walk.number));
    }

    /// What was observed, by states in their own order.
    pub fn finish(mut self) -> PathsPartial {
        self.sort_ways();
        let all = self.left.len().max(1);
        let part = &mut self.part;
        part.edges = self.edges.counted.into_iter().map(|counted| (counted.states, counted.edge)).collect();
        for (at, edges) in self.edges_against.into_iter().enumerate() {
            for Counted { states, edge, .. } in edges.counted {
                part.edges_against.entry(states).or_default()[at] += edge.conversations;
            }
        }
        let place = |at: usize| ((at / all) as u32, (at % all) as u32);
        let nodes = self.nodes.into_iter().enumerate().filter(|(_, n)| *n != [0; 5]);
        part.nodes = nodes.map(|(at, n)| (place(at), n)).collect();
        part.ribbons = self.ribbons.into_iter().collect();
        part.loops = self.loops.into_iter().collect();
        let left = (0..).zip(self.left).filter(|(_, n)| *n != [0; 2]);
        part.left = left.collect();
        let mut states = self.walks.states().clone();
        let mut order: Vec<usize> = (0..states.0.len()).collect();
        order::sort_by(&mut order, |one, two| states.0[*one].cmp(&states.0[*two]));
        let mut places = vec![0; order.len()];
        for (place, from) in (0..).zip(order) {
            places[from] = place;
        }
        order::sort_by(&mut states.0, Ord::cmp);
        self.part.renumbered(&places, states)
    }
}

/// States of which the edges are looked up.
const FEW: usize = 512;

impl Edges {
    fn new(walks: &Walks) -> Self {
        let states = walks.states().0.len();
        let places = if states <= FEW { vec![0; states * states] } else { Vec::new() };
        Self { states, places, found: HashMap::new(), counted: Vec::new() }
    }

    /// Counts an edge of a conversation, which is told from the others by its turn.
    fn count(&mut self, pair: &[Step], turn: u64) -> &mut Edge {
        let states = (pair[0].state, pair[1].state);
        let next = self.counted.len() as u32 + 1;
        let place = match self.places.get_mut(states.0 as usize * self.states + states.1 as usize) {
            Some(place) => {
                if *place == 0 {
                    *place = next;
                }
                *place
            }
            None => *self.found.entry(states).or_insert(next),
        };
        if place == next {
            self.counted.push(Counted { states, edge: Edge::default(), last: 0 });
        }
        let counted = &mut self.counted[place as usize - 1];
        counted.edge.times += 1;
        counted.edge.conversations += u64::from(counted.last != turn);
        counted.last = turn;
        &mut counted.edge
    }
}

/// The parts of an intended way; one that names no end may have any.
pub(super) fn intended(line: &str) -> Option<Vec<Part>> {
    let mut parts = Flow::parse(line)?.0;
    let ends = |name: &String| {
        name.eq_ignore_ascii_case(END) || Outcome::ALL.iter().any(|end| end.name().eq_ignore_ascii_case(name))
    };
    let is_ended = match parts.last() {
        Some(Part::Gap) => true,
        Some(Part::One(names, false)) => names.iter().all(ends),
        _ => false,
    };
    if !is_ended {
        parts.push(Part::One(vec![END.to_owned()], false));
    }
    Some(parts)
}
