//! Funnels: how many come through steps that a person composes, how long that takes, and where the others stop; of
//! conversations, or of users over several of theirs; of one selection, or of two held against each other.
//!
//! Where each step holds is known by the shard ([`Spot`]); how far a row of places comes is one rule ([`Rule`]), which
//! counts here and means `funnel:` in a filter alike. A partial holds counts; of two selections, also how far each
//! conversation comes, because errors are taken over users; of users, the places themselves, because nobody knows
//! before all shards are heard which of them are one user's.

mod chain;
mod compared;
mod definitions;
mod finish;
mod line;
mod sheets;
mod suggested;
mod users;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    Histogram, Scale,
    paths::{Leaving, Left, State, level_of},
};
use crate::query::{Columns, FilterError, Funnel, MOST_STEPS};

pub use chain::{Rule, Spot};
pub use definitions::DEFINITIONS as FUNNELS;
pub use finish::one_user;
pub use suggested::{Suggested, suggested};

/// What is asked of a funnel.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FunnelAsked {
    /// The steps, a filter each; one without a condition is as if it were not there.
    pub steps: Vec<String>,
    /// Whether nothing else that a journey by needs shows may stand between two.
    pub strict: bool,
    /// Whether users come through it, over all their conversations.
    pub by_user: bool,
    /// Minutes from the first step within which all others must come.
    pub within: Option<u32>,
    /// The filter of a second selection; `None` where nothing is compared. What both mean counts in the second alone;
    /// where all of the first is such, in the first.
    pub against: Option<String>,
    /// The step of which it is asked what those have in common who come no further, from 1; 0 where it is not.
    pub leaving: u32,
}

/// Someone who comes through the first few steps: whose cluster, in which of the selections, and how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Came {
    /// The user, or somebody else every time.
    pub cluster: u64,
    /// 0 in this selection alone, 1 in both, 2 in the other alone.
    pub group: u32,
    /// Steps that are reached.
    pub steps: u32,
}

/// A conversation of a user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trip {
    /// The user, or somebody else every time.
    pub user: u64,
    /// When it began; the end of all time where nobody knows.
    pub start: i64,
    /// Its number among all.
    pub number: u32,
    /// As of [`Came`].
    pub group: u32,
    /// The places at which something holds.
    pub spots: Vec<Spot>,
}

/// What any pile of conversations contributes. Invariant: merging in any order gives the same, but for the order of
/// those that are kept one by one, which is made where it is finished.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FunnelPartial {
    rule: Rule,
    /// Conversations, or users, of the selection.
    all: u64,
    /// Those that reach each step.
    reached: Vec<u64>,
    /// Milliseconds from the step before, where both times are known; of the first, from it to the last.
    waits: Vec<Histogram>,
    /// Of those that came so far and no further: by what was last before the end.
    last: BTreeMap<(u32, State), u64>,
    leaving: Leaving,
    came: Vec<Came>,
    trips: Vec<Trip>,
    /// Conversations without a user, where users are counted.
    nobodys: u64,
}

crate::frozen! {
    FunnelAsked { steps, strict, by_user, within, against, leaving }
    Came { cluster, group, steps }
    Trip { user, start, number, group, spots }
    Rule { steps, moves, placed, strict, within }
    FunnelPartial { rule, all, reached, waits, last, leaving, came, trips, nobodys }
}

impl FunnelAsked {
    /// The funnel that it asks about.
    ///
    /// # Errors
    /// The first step that cannot be read, from 1, and why.
    pub fn funnel(&self) -> Result<Funnel, (usize, FilterError)> {
        let mut funnel = Funnel { strict: self.strict, within: self.within, steps: Vec::new() };
        let written = self.steps.iter().enumerate().filter(|(_, step)| !step.trim().is_empty());
        for (at, step) in written.take(MOST_STEPS) {
            // One that is no more than a filter is a funnel of one step.
            let one = Funnel::parse_step(step, Columns::Any).map_err(|error| (at + 1, error))?;
            funnel.steps.push(one);
        }
        Ok(funnel)
    }

    /// The filters besides the one on screen that it holds.
    pub fn filters(&self) -> impl Iterator<Item = &str> {
        self.steps.iter().chain(&self.against).map(String::as_str)
    }
}

impl FunnelPartial {
    /// Nothing observed yet.
    pub fn new(rule: Rule) -> Self {
        let reached = vec![0; rule.steps as usize];
        let waits = vec![Histogram::new(Scale::Millis); rule.steps as usize];
        Self { rule, reached, waits, ..Self::default() }
    }

    /// Takes in a conversation of the selection, or a user: its places and which of them are the steps.
    pub fn observe(&mut self, spots: &[Spot], places: &[u32]) {
        self.all += 1;
        self.reached.iter_mut().zip(places).for_each(|(count, _)| *count += 1);
        let time = |step: usize| spots[places[step] as usize].time;
        let mut wait = |at: usize, from: usize, to: usize| {
            // What is so of the whole is nowhere, and takes no time.
            if self.rule.placed >> to & 1 == 1
                && let (Some(from), Some(to)) = (time(from), time(to))
            {
                self.waits[at].add(u64::try_from(to - from).unwrap_or_default());
            }
        };
        (1..places.len()).for_each(|step| wait(step, step - 1, step));
        if places.len() == self.rule.steps as usize && places.len() > 1 {
            wait(0, 0, places.len() - 1);
        }
    }

    /// Takes in how far one of two selections comes.
    pub fn observe_came(&mut self, came: Came) {
        self.came.push(came);
    }

    /// Takes in a conversation of a user; `is_known` says whether the source knows who that is.
    pub fn observe_trip(&mut self, trip: Trip, is_known: bool) {
        self.nobodys += u64::from(!is_known);
        self.trips.push(trip);
    }

    /// Takes in by what so many were last before their end, that came so far and no further.
    pub fn observe_last(&mut self, steps: u32, state: State, n: u64) {
        *self.last.entry((steps, state)).or_default() += n;
    }

    /// Takes in what is known of one that came to the step that is asked about.
    pub fn observe_leaving(&mut self, one: Left, number: u32) {
        self.leaving.observe(one, level_of(number));
    }

    /// Takes in what another has observed of the same funnel.
    pub fn merge(&mut self, other: Self) {
        if self.reached.is_empty() {
            self.rule = other.rule;
            self.reached.resize(other.reached.len(), 0);
            self.waits.resize(other.waits.len(), Histogram::new(Scale::Millis));
        }
        self.all += other.all;
        self.reached.iter_mut().zip(&other.reached).for_each(|(mine, theirs)| *mine += theirs);
        self.waits.iter_mut().zip(&other.waits).for_each(|(mine, theirs)| mine.merge(theirs));
        other.last.into_iter().for_each(|((steps, state), n)| self.observe_last(steps, state, n));
        self.leaving.merge(other.leaving);
        self.came.extend(other.came);
        self.trips.extend(other.trips);
        self.nobodys += other.nobodys;
    }
}
