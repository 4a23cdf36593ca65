//! How far a row of places comes through the steps of a funnel.
//!
//! Of all rows of places that are the first few steps, one behind the other, the longest counts; of several, the one
//! that begins first, then whose second step is first, and so on. So whoever comes
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
    /// Those that are messages, a bit each: such a one comes behind all before that are somewhere; another may be at
    /// the same place.
    pub moves: u32,
    /// Those that are messages or an end, a bit each: another asks of the conversation as a whole, and is nowhere.
    pub placed: u32,
    /// Whether nothing else that a journey by needs shows may stand between two.
    pub strict: bool,
    /// Milliseconds from the first step within which all others must come.
    pub within: Option<i64>,
}

impl Rule {
    /// Finds the places of the row that goes the furthest: of each step that is reached, one.
    pub fn furthest(&self, spots: &[Spot], best: &mut Vec<u32>) {
        best.clear();
        let mut search = Search { rule: self, spots, row: Vec::new(), best, seen: Vec::new() };
        for (at, spot) in spots.iter().enumerate() {
            // What asks of a conversation as a whole begins where that does.
            if spot.holds & 1 == 0 || self.placed & 1 == 0 && !spot.begins {
                continue;
            }
            if self.strict {
                search.seen.clear();
                search.seen.resize(spots.len() * self.steps as usize, false);
            }
            search.row.clear();
            search.row.push(at as u32);
            search.follow(0, at + self.takes(0));
            // Where neither time nor order bounds it, no later beginning goes further than the first.
            if search.is_through() || !self.strict && self.within.is_none() {
                return;
            }
        }
    }

    /// How many places a step takes: what is nowhere takes none.
    fn takes(&self, step: usize) -> usize {
        (self.placed >> step & 1) as usize
    }

    fn is_in_time(&self, begin: Option<i64>, time: Option<i64>) -> bool {
        self.within.is_none_or(|within| begin.zip(time).is_some_and(|(begin, time)| time - begin <= within))
    }
}

/// A search for the longest row from one beginning.
struct Search<'s> {
    rule: &'s Rule,
    spots: &'s [Spot],
    row: Vec<u32>,
    best: &'s mut Vec<u32>,
    /// Steps at places from which it went on before: it would come no further from there. Where steps must follow
    /// directly, a later place of one may be the better one; else the first is.
    seen: Vec<bool>,
}

impl Search<'_> {
    fn is_through(&self) -> bool {
        self.best.len() == self.rule.steps as usize
    }

    /// Goes on behind a row; `last` is the last of its steps that is a message, if any is, and `free` the first place
    /// that none of them takes.
    fn follow(&mut self, last: usize, free: usize) {
        if self.row.len() > self.best.len() {
            self.best.clone_from(&self.row);
        }
        let (step, rule) = (self.row.len(), self.rule);
        let (Some(begin), Some(at)) = (self.row.first(), self.row.last()) else { return };
        if step >= rule.steps as usize {
            return;
        }
        let moves = rule.moves >> step & 1 == 1;
        let begin = self.spots[*begin as usize].time;
        let from = *at as usize;
        for next in from..self.spots.len() {
            let spot = self.spots[next];
            if (next >= free || !moves) && spot.holds >> step & 1 == 1 && rule.is_in_time(begin, spot.time) {
                let was_seen = self.seen.get_mut(step * self.spots.len() + next).filter(|_| moves);
                if !was_seen.is_some_and(|seen| std::mem::replace(seen, true)) {
                    self.row.push(next as u32);
                    let taken = next + rule.takes(step);
                    self.follow(if moves { step } else { last }, free.max(taken));
                    self.row.pop();
                }
                // What takes no place, or an end, is best where it is first.
                if !rule.strict || !moves || self.is_through() {
                    return;
                }
            }
            // The row must not leave out what a journey shows, but for the same step once more.
            let is_bound = rule.strict && rule.moves >> last & 1 == 1;
            if is_bound && spot.is_need && spot.holds >> last & 1 == 0 {
                return;
            }
        }
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
        Rule { moves: u32::MAX, placed: u32::MAX, ..rule }.furthest(&spots, &mut best);
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
        let rule = Rule { steps: 3, ..rule };
        check(rule, "ababc", &[2, 3, 4]);
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
        let rule = Rule { steps: 3, moves: 0b010, placed: 0b010, strict: true, ..Rule::default() };
        let mut best = Vec::new();
        rule.furthest(&[spot(0b101, true), spot(0b101, false), spot(0b111, false)], &mut best);
        assert_eq!(best, [0, 2, 2]);
        // A message at which it begins can be the next step.
        rule.furthest(&[spot(0b011, true), spot(0b101, false)], &mut best);
        assert_eq!(best, [0, 0, 1]);
    }
}
