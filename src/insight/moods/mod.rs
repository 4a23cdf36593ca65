//! Moods that got worse or better: in which conversations, where they turned, and what stands there.
//!
//! Which conversations these are is what [`Trajectory`] says of each; where one turned is read off it once ([`Turn`]),
//! so that a filter asks for the same (`turned:`). It is not said why a mood turned: what stands there is held against
//! what stands at all other messages of the same conversations, which is as far as counting goes.

mod definitions;
mod sheets;
mod turn;

use super::{Definition, Trajectory, groups::quoted};
use crate::{conversation::Named, corpus::UtteranceView, order::sort_by};

pub use turn::{Pivot, Pivots, Turn};

/// Conversations that are listed, of those that got worse and of those that got better.
const LISTED: usize = 50;

/// How many things can stand at a turn.
const PIVOTS: usize = Pivot::ALL.len();

/// Conversations whose mood went one way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Side {
    n: u64,
    /// By how much their moods turned, hundredths.
    by: i64,
    /// By what stands at the turn: conversations, the sum of their turns, and that of their squares.
    at: Vec<(u64, i64, u64)>,
    /// Messages of their users that could have been a turn and are none; by what stands there.
    elsewhere: u64,
    others: Vec<u64>,
    /// Those that turned most, the most first.
    most: Vec<Turned>,
}

/// A conversation that turned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Turned {
    by: i64,
    /// Its number among all.
    conversation: u32,
    line: u32,
    at: u32,
    topic: String,
    /// The message, masked; empty where its words were not kept.
    said: String,
}

/// What any pile of conversations contributes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MoodsPartial {
    /// Conversations of which it can be said how the mood went.
    followed: u64,
    /// Those that got worse, and those that got better.
    sides: [Side; 2],
    /// By topic: conversations that can be followed, worse ones, better ones. The empty name is of those in no topic.
    topics: Named<[u64; 3]>,
    /// Whether anything was said of topics.
    has_topics: bool,
}

crate::frozen! {
    Side { n, by, at, elsewhere, others, most }
    Turned { by, conversation, line, at, topic, said }
    MoodsPartial { followed, sides, topics, has_topics }
}

/// A conversation that turned, as it is at hand.
#[derive(Clone, Copy, Debug)]
pub struct TurnedView<'a> {
    /// Where.
    pub turn: Turn,
    /// What is said in it.
    pub utterances: &'a [UtteranceView],
    /// Its number among all.
    pub conversation: u32,
    /// Its topic; empty where it is in none.
    pub topic: &'a str,
}

impl MoodsPartial {
    /// What it counts, in words.
    pub const DEFINITIONS: &'static [Definition] = definitions::DEFINITIONS;

    /// Takes in how the mood of a conversation went, and what it is about.
    pub fn follow(&mut self, course: Trajectory, topic: Option<&str>) {
        self.followed += 1;
        self.has_topics |= topic.is_some();
        let worse = u64::from(course == Trajectory::Deteriorating);
        let better = u64::from(course == Trajectory::Improving);
        self.of_topic(topic.unwrap_or_default(), [1, worse, better]);
    }

    fn of_topic(&mut self, topic: &str, more: [u64; 3]) {
        match self.topics.get_mut(topic) {
            Some(known) => known.iter_mut().zip(more).for_each(|(sum, n)| *sum += n),
            None => drop(self.topics.insert(topic.to_owned(), more)),
        }
    }

    /// Takes in where it turned; `said` gives the message, where it is wanted.
    pub fn turn(&mut self, view: &TurnedView<'_>, said: impl FnOnce() -> String) {
        let side = &mut self.sides[usize::from(view.turn.by > 0)];
        let by = i64::from(view.turn.by);
        side.n += 1;
        side.by += by;
        side.at.resize(PIVOTS, (0, 0, 0));
        side.others.resize(PIVOTS, 0);
        for pivot in view.turn.at.iter() {
            let (n, sum, squares) = &mut side.at[pivot as usize];
            *n += 1;
            *sum += by;
            *squares += (by * by) as u64;
        }
        let mut is_first = true;
        turn::each_point(view.utterances, |line, at| {
            if !std::mem::take(&mut is_first) && line as u32 != view.turn.line {
                side.elsewhere += 1;
                at.iter().for_each(|pivot| side.others[pivot as usize] += 1);
            }
        });
        let mut own = Turned {
            by,
            conversation: view.conversation,
            line: view.turn.line,
            at: view.turn.at.0.into(),
            topic: view.topic.to_owned(),
            said: String::new(),
        };
        let is_among =
            side.most.len() < LISTED || side.most.last().is_some_and(|last| own.rank() < last.rank());
        if is_among {
            own.said = quoted(&said());
            side.most.push(own);
            side.cut();
        }
    }

    /// Takes in what another has observed.
    pub fn merge(&mut self, other: Self) {
        self.followed += other.followed;
        self.has_topics |= other.has_topics;
        for (topic, more) in &other.topics {
            self.of_topic(topic, *more);
        }
        for (mine, theirs) in self.sides.iter_mut().zip(other.sides) {
            mine.n += theirs.n;
            mine.by += theirs.by;
            mine.elsewhere += theirs.elsewhere;
            mine.at.resize(PIVOTS, (0, 0, 0));
            mine.others.resize(PIVOTS, 0);
            for (mine, (n, sum, squares)) in mine.at.iter_mut().zip(theirs.at) {
                *mine = (mine.0 + n, mine.1 + sum, mine.2 + squares);
            }
            mine.others.iter_mut().zip(theirs.others).for_each(|(mine, n)| *mine += n);
            mine.most.extend(theirs.most);
            mine.cut();
        }
    }
}

impl Turned {
    /// Those that turned most come first, and of equals the first of the source.
    fn rank(&self) -> (i64, u32) {
        (-self.by.abs(), self.conversation)
    }
}

impl Side {
    fn cut(&mut self) {
        sort_by(&mut self.most, |one, two| one.rank().cmp(&two.rank()));
        self.most.truncate(LISTED);
    }
}
