//! Who comes back, and when.

use std::{cmp::Reverse, collections::BinaryHeap};

/// How many are expected at most. Beyond that nobody more is noted, so that memory has a bound.
const EXPECTED: usize = 1 << 16;

/// One conversation of one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Visit {
    /// Number of the person.
    pub person: u32,
    /// The how-manieth of that person, from 1.
    pub number: u32,
    /// What the one before was about.
    pub topic: usize,
    /// When the one before ended.
    pub last_end: i64,
    /// Whether the person has said the own e-mail address before.
    pub wrote_email: bool,
}

/// People who will be back, by the number of the conversation at which they are due.
#[derive(Clone, Debug, Default)]
pub struct Visits {
    expected: BinaryHeap<Reverse<(u64, Visit)>>,
    /// Number of the next person who was never here.
    new: u32,
}

impl Visits {
    /// Who has the n-th conversation: whoever is due, else somebody new.
    pub fn take(&mut self, n: u32) -> Visit {
        if self.expected.peek().is_some_and(|Reverse((due, _))| *due <= u64::from(n))
            && let Some(Reverse((_, visit))) = self.expected.pop()
        {
            return visit;
        }
        self.new += 1;
        Visit { person: self.new - 1, number: 1, topic: 0, last_end: 0, wrote_email: false }
    }

    /// Notes when somebody comes back.
    pub fn expect(&mut self, due: u64, visit: Visit) {
        if self.expected.len() < EXPECTED {
            self.expected.push(Reverse((due, visit)));
        }
    }
}
