//! Which leaves make which topic, as a person wants it: at some number, with some topics renamed, merged, split, pinned
//! or left out; and which of these topics are the ones that were known before.
//!
//! A wish names its topic by what that means, not by its place in a tree, so that it holds of other data too: of files
//! that are added, of a stream that goes on, of another visit. A topic of before is known again likewise, and keeps its
//! number (by which it is coloured) and its name.

use crate::{
    order::sort_by,
    text::model::{UNIT, dot},
};

use super::Topics;

/// How near two meanings must be for one topic, as a cosine: nearer than two topics of one business are, and farther
/// than the same topic in two halves of one data set (`benches/README.md`).
const SAME: f64 = 0.85;

/// Steps of a meaning's dimensions that make one here: a meaning travels in bytes.
const COARSE: i16 = 64;

/// Topics that are remembered at most.
const MOST_REMEMBERED: usize = 600;

/// What a topic means, coarsely: the mean direction of its requests, in units of 1/128.
pub type Meaning = Vec<i16>;

/// What a person wants of the topics.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// How many topics; 0 for as many as are found.
    pub number: u32,
    /// What was changed, in this order.
    pub edits: Vec<Edit>,
    /// Topics that were shown before.
    pub remembered: Vec<Remembered>,
}

/// A change to a topic.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edit {
    /// What is done.
    pub act: Act,
    /// What the topic means.
    pub at: Meaning,
    /// What the other one means, of a merge.
    pub with: Meaning,
    /// The new name.
    pub name: String,
}

/// What can be done with a topic.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Act {
    /// Calls it by another name.
    #[default]
    Rename,
    /// Makes one of it and another, under its name.
    Merge,
    /// Makes two of it.
    Split,
    /// Puts it on top; once more, and it goes by its size again.
    Pin,
    /// Leaves it out, with its requests; once more, and it is back.
    Exclude,
}

impl Act {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Rename, Self::Merge, Self::Split, Self::Pin, Self::Exclude];
}

/// A topic that was shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remembered {
    /// Its number.
    pub id: u32,
    /// Its name.
    pub name: String,
    /// What it means.
    pub meaning: Meaning,
}

/// A topic as it is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Topic {
    /// Its number, by which it is known again.
    pub id: u32,
    /// What it is called.
    pub name: String,
    /// Its most typical request, masked.
    pub quote: String,
    /// What it means.
    pub meaning: Meaning,
    /// Whether it was put on top.
    pub pinned: bool,
    /// Whether it was left out.
    pub excluded: bool,
    /// Whether it can be split.
    pub parts: bool,
    /// Where it comes from.
    pub fate: Fate,
}

/// Where a topic comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fate {
    /// There are none of before to know it by.
    #[default]
    First,
    /// It was there before.
    Kept,
    /// It is as near to one of before as another that is nearer still.
    SplitOff,
    /// Nothing like it was there.
    Born,
}

impl Fate {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::First, Self::Kept, Self::SplitOff, Self::Born];
}

/// The topics as they are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arranged {
    /// Each of them.
    pub topics: Vec<Topic>,
    /// Names of those of before that are gone.
    pub gone: Vec<String>,
    /// Of each leaf its topic; one beyond the last where it is in none.
    of: Vec<u32>,
}

crate::frozen! {
    Wanted { number, edits, remembered }
    Edit { act, at, with, name }
    Remembered { id, name, meaning }
    Topic { id, name, quote, meaning, pinned, excluded, parts, fate }
    Arranged { topics, gone, of }
}
crate::frozen_by_place! { Act, Fate }

impl Arranged {
    /// The topic of a leaf; `None` where it was left out.
    pub fn of_leaf(&self, leaf: u32) -> Option<u32> {
        let topic = *self.of.get(leaf as usize)?;
        self.topics.get(topic as usize).filter(|shown| !shown.excluded).map(|_| topic)
    }

    /// What is to be remembered of the topics, beside what was.
    pub fn remembered(&self, before: &[Remembered]) -> Vec<Remembered> {
        let own = self.topics.iter().map(|topic| Remembered {
            id: topic.id,
            name: topic.name.clone(),
            meaning: topic.meaning.clone(),
        });
        let is_other = |known: &&Remembered| self.topics.iter().all(|topic| topic.id != known.id);
        own.chain(before.iter().filter(is_other).cloned()).take(MOST_REMEMBERED).collect()
    }
}

/// A topic under way: its nodes, and what was said of it.
struct Draft {
    nodes: Vec<u32>,
    name: Option<String>,
    pinned: bool,
    excluded: bool,
}

impl Topics {
    /// The topics as they are wanted.
    pub fn arranged(&self, wanted: &Wanted) -> Arranged {
        let number = if wanted.number == 0 { self.default_number() } else { wanted.number as usize };
        let at = self.at(number);
        let mut nodes = at.clone();
        sort_by(&mut nodes, Ord::cmp);
        nodes.dedup();
        let draft = |node| Draft { nodes: vec![node], name: None, pinned: false, excluded: false };
        let mut drafts: Vec<Draft> = nodes.into_iter().map(draft).collect();
        wanted.edits.iter().for_each(|edit| self.edit(&mut drafts, edit));
        let mut of = vec![u32::MAX; at.len()];
        for (draft, topic) in drafts.iter().zip(0..) {
            for node in &draft.nodes {
                self.leaves_of(*node).into_iter().for_each(|leaf| of[leaf as usize] = topic);
            }
        }
        let topics: Vec<Topic> = drafts.iter().map(|draft| self.shown(draft)).collect();
        let mut arranged = Arranged { topics, gone: Vec::new(), of };
        let given: Vec<bool> = drafts.iter().map(|draft| draft.name.is_some()).collect();
        arranged.recognise(&wanted.remembered, &given);
        arranged.tell_apart();
        arranged
    }

    fn shown(&self, draft: &Draft) -> Topic {
        // Of several that were merged, the largest speaks for them.
        let first = draft.nodes.iter().copied().max_by_key(|node| self.weight(*node));
        let said = first.and_then(|node| self.node(node));
        Topic {
            id: 0,
            name: draft.name.clone().or(said.map(|said| said.name.clone())).unwrap_or_default(),
            quote: said.map(|said| said.quote.clone()).unwrap_or_default(),
            meaning: self.meaning(&draft.nodes),
            pinned: draft.pinned,
            excluded: draft.excluded,
            parts: draft.nodes.len() > 1 || draft.nodes.iter().any(|node| self.parts(*node).is_some()),
            fate: Fate::First,
        }
    }

    fn edit(&self, drafts: &mut Vec<Draft>, edit: &Edit) {
        let find = |drafts: &[Draft], meaning: &Meaning| {
            let near = |draft: &Draft| nearness(&self.meaning(&draft.nodes), meaning);
            let all = drafts.iter().map(near).enumerate();
            let best = all.reduce(|best, next| if next.1 > best.1 { next } else { best });
            best.filter(|(_, near)| *near >= SAME).map(|(at, _)| at)
        };
        let Some(at) = find(drafts, &edit.at) else { return };
        match edit.act {
            Act::Rename => drafts[at].name = Some(edit.name.clone()).filter(|name| !name.is_empty()),
            Act::Pin => drafts[at].pinned = !drafts[at].pinned,
            Act::Exclude => drafts[at].excluded = !drafts[at].excluded,
            Act::Merge => {
                let Some(with) = find(drafts, &edit.with).filter(|with| *with != at) else { return };
                let nodes = std::mem::take(&mut drafts[with].nodes);
                drafts[at].nodes.extend(nodes);
                drafts.remove(with);
            }
            Act::Split => {
                let draft = &drafts[at];
                let parts: Vec<Vec<u32>> = match draft.nodes[..] {
                    [node] => self.parts(node).into_iter().flatten().map(|part| vec![part]).collect(),
                    _ => draft.nodes.iter().map(|node| vec![*node]).collect(),
                };
                if parts.len() > 1 {
                    let (pinned, excluded) = (draft.pinned, draft.excluded);
                    drafts.remove(at);
                    drafts.extend(parts.into_iter().map(|nodes| Draft {
                        nodes,
                        name: None,
                        pinned,
                        excluded,
                    }));
                }
            }
        }
    }

    /// The leaves of a node, ascending.
    fn leaves_of(&self, node: u32) -> Vec<u32> {
        let (mut open, mut leaves) = (vec![node], Vec::new());
        while let Some(node) = open.pop() {
            match self.parts(node) {
                Some(parts) => open.extend(parts),
                None => leaves.push(node),
            }
        }
        leaves
    }

    /// How many different requests of the sample a node has, weighted.
    fn weight(&self, node: u32) -> u64 {
        self.leaves_of(node).iter().filter_map(|leaf| self.weights.get(*leaf as usize)).sum()
    }

    /// What some nodes mean together.
    fn meaning(&self, nodes: &[u32]) -> Meaning {
        let mut sums: Vec<i64> = Vec::new();
        for leaf in nodes.iter().flat_map(|node| self.leaves_of(*node)) {
            let (Some(mean), Some(weight)) = (self.means.get(leaf as usize), self.weights.get(leaf as usize))
            else {
                continue;
            };
            sums.resize(mean.len(), 0);
            sums.iter_mut().zip(mean).for_each(|(sum, mean)| *sum += i64::from(*mean) * *weight as i64);
        }
        let square: f64 = sums.iter().map(|sum| *sum as f64 * *sum as f64).sum();
        let factor = if square > 0.0 { f64::from(UNIT) / square.sqrt() } else { 0.0 };
        let coarse = |sum: i64| (sum as f64 * factor / f64::from(COARSE) + 0.5).floor() as i16;
        sums.into_iter().map(coarse).collect()
    }
}

impl Arranged {
    /// Knows topics of before again: the nearest pairs first.
    fn recognise(&mut self, remembered: &[Remembered], given: &[bool]) {
        let mut pairs = Vec::new();
        for (at, topic) in self.topics.iter().enumerate() {
            for (known, before) in remembered.iter().enumerate() {
                let near = nearness(&topic.meaning, &before.meaning);
                if near >= SAME {
                    pairs.push((near, at, known));
                }
            }
        }
        sort_by(&mut pairs, |one, two| {
            two.0.total_cmp(&one.0).then_with(|| (one.1, one.2).cmp(&(two.1, two.2)))
        });
        let (mut of_topic, mut is_taken) = (vec![None; self.topics.len()], vec![false; remembered.len()]);
        for (_, at, known) in &pairs {
            if of_topic[*at].is_none() && !is_taken[*known] {
                (of_topic[*at], is_taken[*known]) = (Some(*known), true);
            }
        }
        let mut next = remembered.iter().map(|known| known.id + 1).max().unwrap_or(0);
        for (at, topic) in self.topics.iter_mut().enumerate() {
            if let Some(known) = of_topic[at].map(|known: usize| &remembered[known]) {
                (topic.id, topic.fate) = (known.id, Fate::Kept);
                // Where names are not kept, the one that is found stands.
                if !given[at] && !known.name.is_empty() {
                    topic.name.clone_from(&known.name);
                }
            } else {
                topic.id = next;
                next += 1;
                let is_near = pairs.iter().any(|(_, pair, _)| *pair == at);
                topic.fate = match (remembered.is_empty(), is_near) {
                    (true, _) => Fate::First,
                    (false, true) => Fate::SplitOff,
                    (false, false) => Fate::Born,
                };
            }
        }
        let gone = remembered.iter().zip(&is_taken).filter(|(_, taken)| !**taken);
        self.gone = gone.map(|(known, _)| known.name.clone()).collect();
    }

    /// No two are called the same: a filter names them.
    fn tell_apart(&mut self) {
        for at in 0..self.topics.len() {
            let name = self.topics[at].name.clone();
            // As the filter compares names, of which one stands for none.
            let is_free = |name: &str| {
                let folded = name.to_lowercase();
                folded != NO_TOPIC
                    && self.topics[..at].iter().all(|topic| topic.name.to_lowercase() != folded)
            };
            if !is_free(&name) {
                let other =
                    (2..=at + 2).map(|number| format!("{name} ({number})")).find(|name| is_free(name));
                self.topics[at].name = other.unwrap_or_default();
            }
        }
    }
}

/// By which name a filter means what is in no topic.
const NO_TOPIC: &str = "none";

/// The cosine of two meanings; below all where one has none.
fn nearness(one: &Meaning, other: &Meaning) -> f64 {
    if one.len() != other.len() {
        return -1.0;
    }
    let square = f64::from(dot(one, one)) * f64::from(dot(other, other));
    if square > 0.0 { f64::from(dot(one, other)) / square.sqrt() } else { -1.0 }
}
