//! How far a row of places comes through the steps of a funnel.
//!
//! From each place at which the first step holds, the next step is at the first place behind it at which that holds,
//! and so on. Of these rows of places the one counts that goes the furthest; of several, the first. So whoever comes
//! through so many steps also comes through the first few of them, and a funnel of these says the same.

/// A place: a message, or the end of a conversation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    /// When it is, in milliseconds, where that is known.
    pub time: Option<i64>,
    /// The steps that hold there, a bit each.
    pub holds: u32,
    /// Whether a journey by needs shows it.
    pub is_need: bool,
    /// Whether its conversation begins here.
    pub begins: bool,
}

crate::frozen! { Spot { time, holds, is_need, begins } }

/// How steps follow one another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rule {
    /// How many steps there are.
    pub steps: u32,
    /// Those that are messages, a bit each: such a one comes behind the step before; another may be at the same place.
    pub moves: u32,
    /// Whether nothing else that a journey by needs shows may stand between two.
    pub strict: bool,
    /// Milliseconds from the first step within which all others must come.
    pub within: Option<i64>,
}

impl Rule {
    /// Finds the places of the row that goes the furthest: of each step that is reached, one.
    pub fn furthest(&self, spots: &[Spot], best: &mut Vec<u32>) {
        best.clear();
        let mut row = Vec::new();
        for (at, spot) in spots.iter().enumerate() {
            if spot.holds & 1 == 0 || self.goes_on(at, spots) {
                continue;
            }
            row.clear();
            self.follow(at, spots, &mut row);
            if row.len() > best.len() {
                std::mem::swap(&mut row, best);
            }
            // Where neither time nor order bounds it, no later beginning goes further than the first.
            if best.len() == self.steps as usize || !self.strict && self.within.is_none() {
                return;
            }
        }
    }

    /// Whether the first step asks of a conversation as a whole, and that began before: then it begins there alone.
    fn goes_on(&self, at: usize, spots: &[Spot]) -> bool {
        let before = at.checked_sub(1).filter(|_| self.moves & 1 == 0 && !spots[at].begins);
        before.is_some_and(|before| spots[before].holds & 1 == 1)
    }

    fn follow(&self, begin: usize, spots: &[Spot], row: &mut Vec<u32>) {
        row.push(begin as u32);
        let (mut at, mut last) = (begin, 0);
        for step in 1..self.steps as usize {
            let moves = self.moves >> step & 1 == 1;
            let Some(next) = self.next(step, at + usize::from(moves), (begin, last), spots) else { return };
            row.push(next as u32);
            at = next;
            last = if moves { step } else { last };
        }
    }

    /// The first place from one on that is a step. `last` is the step before it that is a message, if any is.
    fn next(&self, step: usize, from: usize, (begin, last): (usize, usize), spots: &[Spot]) -> Option<usize> {
        for (at, spot) in spots.iter().enumerate().skip(from) {
            if spot.holds >> step & 1 == 1 && self.is_in_time(spots[begin].time, spot.time) {
                return Some(at);
            }
            let is_bound = self.strict && self.moves >> last & 1 == 1;
            if is_bound && spot.is_need && spot.holds >> last & 1 == 0 {
                return None;
            }
        }
        None
    }

    fn is_in_time(&self, begin: Option<i64>, time: Option<i64>) -> bool {
        self.within.is_none_or(|within| begin.zip(time).is_some_and(|(begin, time)| time - begin <= within))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Steps `a`, `b`, `c`, …, all of them messages, in a row of letters a minute apart; other letters are needs, dots
    /// are none.
    #[track_caller]
    fn check(rule: Rule, row: &str, places: &[u32]) {
        let spot = |(at, sign): (usize, char)| Spot {
            time: Some(at as i64 * 60_000),
            holds: if sign.is_ascii_lowercase() { 1 << (sign as u32 - 'a' as u32) } else { 0 },
            is_need: sign != '.',
            begins: at == 0,
        };
        let spots: Vec<Spot> = row.chars().enumerate().map(spot).collect();
        let mut best = Vec::new();
        Rule { moves: u32::MAX, ..rule }.furthest(&spots, &mut best);
        assert_eq!(best, places, "{row}");
    }

    #[test]
    fn steps_come_in_their_order_with_others_between() {
        let rule = Rule { steps: 3, ..Rule::default() };
        check(rule, "xaXb.c", &[1, 3, 5]);
        check(rule, "ba", &[1]);
        check(rule, "acb", &[0, 2]);
        check(rule, "bc", &[]);
    }

    #[test]
    fn directly_means_that_no_other_need_stands_between() {
        let rule = Rule { steps: 2, strict: true, ..Rule::default() };
        check(rule, "a.b", &[0, 2]);
        check(rule, "aXb", &[0]);
        check(rule, "aab", &[0, 2]);
        check(rule, "aXa.b", &[2, 4]);
    }

    #[test]
    fn a_later_beginning_may_be_in_time() {
        let rule = Rule { steps: 3, within: Some(3 * 60_000), ..Rule::default() };
        check(rule, "a...bc", &[0]);
        check(rule, "a..abc", &[3, 4, 5]);
        check(rule, "ab..c", &[0, 1]);
        check(rule, "ab.c", &[0, 1, 3]);
    }

    #[test]
    fn what_is_so_of_the_whole_takes_no_place() {
        let spot = |holds, begins| Spot { holds, begins, is_need: true, ..Spot::default() };
        let rule = Rule { steps: 3, moves: 0b010, strict: true, ..Rule::default() };
        let mut best = Vec::new();
        rule.furthest(&[spot(0b101, true), spot(0b101, false), spot(0b111, false)], &mut best);
        assert_eq!(best, [0, 2, 2]);
    }
}
