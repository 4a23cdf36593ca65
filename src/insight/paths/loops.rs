//! Loops: a walk that comes back to a matter, to not being understood, or to asking for a person.
//!
//! A walk is taken apart into loops and a rest that has none, in the order in which it goes: as soon as it comes to a
//! state where it was before, all that lies between is one loop and is taken out (the erasure of loops in their order,
//! G. F. Lawler, Duke Mathematical Journal 47, 1980). So no message is in two loops, and costs add up.

use super::walks::{NONE, Step};

/// States of a loop that are told apart; of a longer one only where it begins.
const LONGEST: usize = 4;

/// What the loops through the same states cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Loop {
    /// Conversations with such a loop.
    pub conversations: u64,
    /// How many there are.
    pub times: u64,
    /// Messages from being at the state to being there again.
    pub messages: u64,
    /// Tenths of a second that it took, of those of which both times are known.
    pub tenths: u64,
    /// How many these are.
    pub timed: u64,
}

crate::frozen! { Loop { conversations, times, messages, tenths, timed } }

impl Loop {
    pub(super) fn merge(&mut self, other: Self) {
        self.conversations += other.conversations;
        self.times += other.times;
        self.messages += other.messages;
        self.tenths += other.tenths;
        self.timed += other.timed;
    }
}

/// Shows each loop of some steps: its states, with [`NONE`] behind the first where there are too many; how many
/// messages it takes, and how many tenths of a second. What a loop within it takes is that one's alone.
pub(super) fn each(steps: impl Iterator<Item = Step>, mut show: impl FnMut(&[u32], u32, Option<u32>)) {
    // Places and times on it are as if what was taken out had never been.
    let mut way: Vec<Step> = Vec::new();
    let (mut messages_out, mut tenths_out) = (0, 0);
    let mut states = Vec::new();
    for step in steps {
        let at = step.at - messages_out;
        let time = step.time.map(|time| time.saturating_sub(tenths_out));
        let Some(begin) = way.iter().position(|before| before.state == step.state) else {
            way.push(Step { at, time, ..step });
            continue;
        };
        states.clear();
        states.extend(way[begin..].iter().map(|step| step.state));
        if states.len() > LONGEST {
            states.truncate(1);
            states.push(NONE);
        }
        let took = way[begin].time.zip(time).map(|(from, to)| to.saturating_sub(from));
        show(&states, at - way[begin].at, took);
        messages_out += at - way[begin].at;
        tenths_out += took.unwrap_or_default();
        way.truncate(begin + 1);
        way[begin].time = way[begin].time.or(time);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(row: &str) -> Vec<(String, u32)> {
        let steps = row.chars().zip(0..).map(|(c, at)| Step { state: c as u32, at, time: None });
        let mut loops = Vec::new();
        each(steps, |states, messages, _| {
            let name = |state: &u32| char::from_u32(*state).unwrap_or('…');
            loops.push((states.iter().map(name).collect(), messages));
        });
        loops
    }

    #[test]
    fn loops_are_taken_out_in_their_order() {
        let is = |row: &str, expected: &[(&str, u32)]| {
            let expected: Vec<_> = expected.iter().map(|(name, n)| ((*name).to_owned(), *n)).collect();
            assert_eq!(of(row), expected, "{row}");
        };
        is("abc", &[]);
        is("aab", &[("a", 1)]);
        is("abab", &[("ab", 2)]);
        is("ababa", &[("ab", 2), ("ab", 2)]);
        is("abcbad", &[("bc", 2), ("ab", 2)]);
        is("abcdea", &[("a…", 5)]);
        is("abcda", &[("abcd", 4)]);
    }

    #[test]
    fn what_loops_cost_and_the_way_that_is_left_are_the_whole() {
        for row in ["abcbad", "aabbaacc", "abcdefabc", "ababcacbdad", "a", "abcabcabc"] {
            let mut left: Vec<char> = Vec::new();
            for c in row.chars() {
                let place = left.iter().position(|known| *known == c);
                left.truncate(place.unwrap_or(left.len()));
                left.push(c);
            }
            let cost: usize = of(row).iter().map(|(_, messages)| *messages as usize).sum();
            assert_eq!(cost + left.len(), row.len(), "{row}");
        }
    }
}
