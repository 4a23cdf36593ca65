//! A way that a conversation takes, as one line: `order_status > * > fallback`.
//!
//! States stand in their order between `>`; `a | b` is one of several, `[a]` may be left out, `*` is any one state,
//! `…` (or `...`) any number of them, `end` any end, and `start` at the beginning the place before the first. Before
//! the line may stand, each closed by `;`, how closely is looked (`acts;`, `replies;`; `needs;` goes without saying),
//! from where or to where (`from fallback;`, `to handoff;`, `from start;`, `to end;`), and `loop;` where the states are
//! those of a loop. Which states there are is not known here: names are names.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How closely a way is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Detail {
    /// What users need, where the bot did not understand, who took over, and the end.
    #[default]
    Needs,
    /// Also what bot and user do in each message.
    Acts,
    /// Also which quick replies were chosen, by their words.
    Replies,
}

/// Which way a stretch goes from a state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// From the first time that it is there on.
    #[default]
    Forward,
    /// Up to the first time that it is there.
    Backward,
}

impl Detail {
    /// All of them, the coarsest first.
    pub const ALL: [Self; 3] = [Self::Needs, Self::Acts, Self::Replies];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Needs => "needs",
            Self::Acts => "acts",
            Self::Replies => "replies",
        }
    }
}

impl Direction {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Forward, Self::Backward];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Forward => "forward",
            Self::Backward => "backward",
        }
    }
}

crate::frozen_by_place! { Detail, Direction }

/// The name of the place before the first state.
pub const START: &str = "start";

/// The name of any end.
pub const END: &str = "end";

/// States of a way that are read at most: what is known of a match fits into one number.
const MOST: usize = 60;

/// A part of a way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// One of these states; it may be left out where that is said.
    One(Vec<String>, bool),
    /// Any one state.
    Any,
    /// Any number of states.
    Gap,
}

/// States in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flow(pub Vec<Part>);

/// A way, how closely and from where it is looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Path {
    /// How closely.
    pub detail: Detail,
    /// From where on, or up to where; without it the way may be anywhere.
    pub cut: Option<(Direction, String)>,
    /// Whether the states are those of a loop.
    pub is_loop: bool,
    /// The way.
    pub flow: Flow,
}

impl Path {
    /// Reads a way. `None` where the line says none.
    ///
    /// ```
    /// use undertone::query::Path;
    /// let path = Path::parse("acts; from order_status; * > fallback | handoff > [answer] > …").unwrap();
    /// assert_eq!(path.to_string(), "acts; from order_status; * > fallback | handoff > [answer] > …");
    /// assert!(Path::parse("order_status > > fallback").is_none());
    /// ```
    pub fn parse(line: &str) -> Option<Self> {
        let mut path = Self::default();
        let mut clauses: Vec<&str> = line.split(';').map(str::trim).collect();
        path.flow = Flow::parse(clauses.pop()?)?;
        for clause in clauses {
            let detail = Detail::ALL.into_iter().find(|detail| detail.name() == clause);
            let cut = clause.split_once(' ').map(|(word, state)| (word, state.trim()));
            match (detail, cut) {
                (Some(detail), _) => path.detail = detail,
                (None, None) if clause == "loop" => path.is_loop = true,
                (None, Some(("from", state))) if !state.is_empty() => {
                    path.cut = Some((Direction::Forward, state.to_owned()));
                }
                (None, Some(("to", state))) if !state.is_empty() => {
                    path.cut = Some((Direction::Backward, state.to_owned()));
                }
                _ => return None,
            }
        }
        Some(path)
    }

    /// The parts that a whole stretch must be: with any number of states where the way is open.
    pub fn parts(&self) -> Vec<Part> {
        let way = self.cut.as_ref().map(|(way, _)| *way);
        let gap = |open: bool| open.then_some(Part::Gap);
        let flow = match self.flow.0.as_slice() {
            [Part::One(names, _), rest @ ..] if names == &[START] => rest,
            flow => flow,
        };
        let begins = flow.len() < self.flow.0.len() || way == Some(Direction::Forward);
        let behind = gap(way != Some(Direction::Backward));
        gap(!begins).into_iter().chain(flow.iter().cloned()).chain(behind).collect()
    }
}

impl Flow {
    /// Reads states in their order. `None` where the line says none, or too many.
    pub fn parse(line: &str) -> Option<Self> {
        let part = |text: &str| {
            let text = text.trim();
            match text {
                "…" | "..." => return Some(Part::Gap),
                "*" => return Some(Part::Any),
                _ => {}
            }
            let optional = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
            let names = optional.unwrap_or(text).split('|').map(|name| name.trim().to_owned());
            let names: Vec<String> = names.collect();
            let fits = names.iter().all(|name| !name.is_empty() && !name.contains(['[', ']']));
            fits.then_some(Part::One(names, optional.is_some()))
        };
        let parts: Option<Vec<Part>> = line.split('>').map(part).collect();
        parts.filter(|parts| parts.len() <= MOST).map(Self)
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gap => f.write_str("…"),
            Self::Any => f.write_str("*"),
            Self::One(names, false) => f.write_str(&names.join(" | ")),
            Self::One(names, true) => write!(f, "[{}]", names.join(" | ")),
        }
    }
}

impl fmt::Display for Flow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, part) in self.0.iter().enumerate() {
            f.write_str(if at > 0 { " > " } else { "" })?;
            part.fmt(f)?;
        }
        Ok(())
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.detail != Detail::default() {
            write!(f, "{}; ", self.detail.name())?;
        }
        match &self.cut {
            Some((Direction::Forward, state)) => write!(f, "from {state}; ")?,
            Some((Direction::Backward, state)) => write!(f, "to {state}; ")?,
            None => {}
        }
        f.write_str(if self.is_loop { "loop; " } else { "" })?;
        self.flow.fmt(f)
    }
}

/// Where a row of states stands in a way: the parts that may come next, a bit each.
///
/// So many parts and no more fit into it as are read. It is run state by state; once no part may come next, none
/// will.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing(u64);

impl Standing {
    /// Before the first state.
    pub fn first(parts: &[Part]) -> Self {
        Self(closed(parts, 1))
    }

    /// Behind one more state; `is` says whether it is one of some names.
    #[must_use]
    pub fn then(self, parts: &[Part], mut is: impl FnMut(usize, &[String]) -> bool) -> Self {
        let mut next = 0;
        for (at, part) in parts.iter().enumerate() {
            if self.0 >> at & 1 == 0 {
                continue;
            }
            next |= match part {
                Part::Gap => 1 << at,
                Part::Any => 1 << (at + 1),
                Part::One(names, _) => u64::from(is(at, names)) << (at + 1),
            };
        }
        Self(closed(parts, next))
    }

    /// Whether nothing can come any more that would make it a whole way.
    pub fn is_lost(self) -> bool {
        self.0 == 0
    }

    /// Whether it is a whole way.
    pub fn is_whole(self, parts: &[Part]) -> bool {
        self.0 >> parts.len() & 1 == 1
    }

    /// The furthest part that may come next.
    pub fn furthest(self) -> usize {
        (u64::BITS - 1 - self.0.max(1).leading_zeros()) as usize
    }
}

/// With what stands behind parts that may be left out.
fn closed(parts: &[Part], mut standing: u64) -> u64 {
    for (at, part) in parts.iter().enumerate() {
        if matches!(part, Part::Gap | Part::One(_, true)) {
            standing |= (standing >> at & 1) << (at + 1);
        }
    }
    standing
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a way of letters is a whole row of letters.
    #[track_caller]
    fn check(path: &str, row: &str, expected: bool) {
        let parts = Path::parse(path).unwrap().parts();
        let mut standing = Standing::first(&parts);
        for state in row.chars() {
            standing = standing.then(&parts, |_, names| names.contains(&state.to_string()));
        }
        assert_eq!(standing.is_whole(&parts), expected, "{path} of {row}");
    }

    #[test]
    fn a_way_is_found_where_it_may_be() {
        check("a > b", "xaby", true);
        check("a > b", "axb", false);
        check("a > … > b", "axyzb", true);
        check("a > ... > b", "ab", true);
        check("a > * > b", "axb", true);
        check("a > * > b", "ab", false);
        check("a > [x] > b", "ab", true);
        check("a > [x] > b", "axb", true);
        check("a > b | c", "ac", true);
        check("from start; a > b", "abz", true);
        check("from start; b", "ab", false);
        check("to end; a > b", "xab", true);
        check("to end; a", "ab", false);
        check("start > a", "ab", true);
        check("start > b", "ab", false);
        check("to b; start > a > b", "ab", true);
        check("to b; start > a", "ab", false);
    }

    #[test]
    fn what_is_no_way_is_none() {
        for line in ["", ">", "a >", "a || b", "[a", "a;; b", "slowly; a", "from ; a"] {
            assert_eq!(Path::parse(line), None, "{line}");
        }
        let long = vec!["a"; MOST + 1].join(">");
        assert_eq!(Path::parse(&long), None);
        assert!(Path::parse(&long[2..]).is_some());
    }

    #[test]
    fn where_it_is_left_is_known() {
        let parts = Flow::parse("a > [b] > c").unwrap().0;
        let at =
            |standing: Standing, state: &str| standing.then(&parts, |_, names| names.contains(&state.into()));
        let first = Standing::first(&parts);
        assert_eq!(first.furthest(), 0);
        let second = at(first, "a");
        assert_eq!((second.furthest(), second.is_lost()), (2, false));
        assert!(at(second, "x").is_lost());
        assert!(at(second, "c").is_whole(&parts));
    }
}
