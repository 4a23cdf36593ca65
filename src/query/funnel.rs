//! Steps that come one after the other, as one line: `is:engaged > path:fallback > is:handoff`.
//!
//! Each step is a filter; ` > ` divides them. Before the line may stand, each closed by `;`, that they must follow
//! one another directly (`strict;`), and within which time of the first the last must come (`within 7d;`, in minutes
//! `m`, hours `h`, days `d` or weeks `w`). A step asks for no steps of its own.

use std::fmt;

use super::{Columns, Field, Filter, FilterError, Flag, Path, Problem, Term, Test, path::Part};

/// Steps that are read at most: where each holds is known by a bit.
pub const MOST_STEPS: usize = 12;

/// Pieces between signs that divide, or might, at most: each is tried with those behind it.
const MOST_PIECES: usize = 5 * MOST_STEPS;

/// Minutes of an hour and of a day.
const HOUR: u32 = 60;
const DAY: u32 = 24 * HOUR;

/// Steps, and how they must follow one another.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Funnel {
    /// Whether nothing else that a journey shows may stand between two.
    pub strict: bool,
    /// Minutes from the first step within which all others must come.
    pub within: Option<u32>,
    /// The steps.
    pub steps: Vec<Filter>,
}

/// Where in a conversation a condition holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stands {
    /// Everywhere: it asks of the conversation as a whole.
    Everywhere,
    /// At its end: it asks how it ended.
    AtEnd,
    /// At the messages of which it is so.
    AtMessages,
}

impl Funnel {
    /// Reads a line of steps.
    ///
    /// # Errors
    /// The first thing that cannot be read, by its place in the line.
    ///
    /// ```
    /// use undertone::query::{Columns, Funnel};
    /// let funnel = Funnel::parse("within 7d; is:engaged > path:fallback > \"a > b\"", Columns::Any).unwrap();
    /// assert_eq!((funnel.steps.len(), funnel.within), (3, Some(7 * 24 * 60)));
    /// assert_eq!(funnel.to_string(), "within 7d; is:engaged > path:fallback > \"a > b\"");
    /// assert!(Funnel::parse("is:engaged > > path:fallback", Columns::Any).is_err());
    /// ```
    pub fn parse(line: &str, columns: Columns<'_>) -> Result<Self, FilterError> {
        Self::read(line, columns, |_| None)
    }

    /// The same; `wrong` gives the place in a pattern at which it means nothing.
    pub(super) fn read(
        line: &str,
        columns: Columns<'_>,
        wrong: fn(&str) -> Option<usize>,
    ) -> Result<Self, FilterError> {
        let mut funnel = Self::default();
        let mut rest = line.trim_start();
        while let Some((clause, behind)) = rest.split_once(';') {
            match clause.trim() {
                "strict" => funnel.strict = true,
                clause => match clause.strip_prefix("within ").and_then(minutes) {
                    Some(within) => funnel.within = Some(within),
                    // No clause: what holds the sign is a step.
                    None => break,
                },
            }
            rest = behind.trim_start();
        }
        let before = line.chars().count() - rest.chars().count();
        let pieces: Vec<&str> = rest.split(" > ").collect();
        if pieces.len() > MOST_PIECES {
            let problem = Problem::NotAFunnel(pieces[MOST_PIECES].to_owned());
            return Err(FilterError { at: before, problem, suggestion: None });
        }
        let mut at = 0;
        while at < pieces.len() {
            let begin = pieces[..at].iter().map(|piece| piece.chars().count() + 3).sum::<usize>() + before;
            let piece = pieces[at].trim();
            if piece.is_empty() || piece.starts_with('>') || piece.ends_with(" >") {
                return Err(FilterError { at: begin, problem: Problem::NothingThere, suggestion: None });
            }
            // A sign within quotes, brackets or a pattern divides nothing: what it is in cannot be read without it.
            let read = |to: usize| Filter::read(&pieces[at..to].join(" > "), columns, wrong);
            let mut first = None;
            let found = (at + 1..=pieces.len()).find_map(|to| match read(to) {
                Ok(filter) => Some((to, filter)),
                Err(error) => {
                    first.get_or_insert(error);
                    None
                }
            });
            let Some((to, filter)) = found else {
                let error =
                    first.unwrap_or(FilterError { at: 0, problem: Problem::NothingThere, suggestion: None });
                return Err(FilterError { at: begin + error.at, ..error });
            };
            let problem = if filter.is_empty() {
                Some(Problem::NothingThere)
            } else if filter.asks_about(Field::Funnel) || funnel.steps.len() >= MOST_STEPS {
                Some(Problem::NotAFunnel(pieces[at..to].join(" > ")))
            } else {
                None
            };
            if let Some(problem) = problem {
                return Err(FilterError { at: begin, problem, suggestion: None });
            }
            funnel.steps.push(filter);
            at = to;
        }
        Ok(funnel)
    }

    /// Reads one step.
    ///
    /// # Errors
    /// What cannot be read, or is no step.
    pub fn parse_step(text: &str, columns: Columns<'_>) -> Result<Filter, FilterError> {
        let filter = Filter::parse_with(text, columns)?;
        let problem = if filter.is_empty() {
            Problem::NothingThere
        } else if filter.asks_about(Field::Funnel) {
            Problem::NotAFunnel(text.to_owned())
        } else {
            return Ok(filter);
        };
        Err(FilterError { at: 0, problem, suggestion: None })
    }

    /// The first so many steps.
    #[must_use]
    pub fn up_to(&self, steps: usize) -> Self {
        Self { steps: self.steps.iter().take(steps).cloned().collect(), ..*self }
    }

    /// The condition that a conversation comes through all of it.
    pub fn term(self) -> Term {
        Term { negated: false, field: Field::Funnel, test: Test::Funnel(Box::new(self)) }
    }

    /// All terms of all steps.
    pub fn terms(&self) -> impl Iterator<Item = &Term> {
        self.steps.iter().flat_map(Filter::terms)
    }

    /// Whether any of its steps looks at messages for more than what a journey knows of them.
    pub fn looks_at_messages(&self) -> bool {
        self.terms().any(|term| term.stands() == Stands::AtMessages && term.one_state().is_none())
    }
}

impl Term {
    /// Where it holds, as a step of a funnel or a part of one. What is turned round, what comes one after the other
    /// and ways of several states are asked of the conversation as a whole.
    pub fn stands(&self) -> Stands {
        if self.negated {
            return Stands::Everywhere;
        }
        match &self.test {
            Test::AnyOf(filters) => {
                let terms = || filters.iter().flat_map(Filter::terms);
                if terms().any(|term| term.negated || matches!(term.test, Test::Then(..))) {
                    return Stands::Everywhere;
                }
                terms().map(Self::stands).max().unwrap_or(Stands::Everywhere)
            }
            Test::Then(..) | Test::Funnel(_) => Stands::Everywhere,
            Test::OneOf(names) if self.field == Field::Is => {
                let flags = names.iter().filter_map(|name| Flag::of_name(name));
                if flags.clone().count() > 0 && flags.into_iter().all(Flag::is_of_message) {
                    Stands::AtMessages
                } else {
                    Stands::Everywhere
                }
            }
            _ => match self.field {
                Field::Says
                | Field::Intent
                | Field::Segment
                | Field::Signal
                | Field::Emotion
                | Field::Mood
                | Field::Act
                | Field::Label
                | Field::Model => Stands::AtMessages,
                Field::Outcome | Field::Evidence | Field::Rating | Field::Goal => Stands::AtEnd,
                Field::Path if self.one_state().is_some() => Stands::AtMessages,
                _ => Stands::Everywhere,
            },
        }
    }

    /// The states of which one is asked for, where it asks for one and for no way of several.
    pub fn one_state(&self) -> Option<Vec<String>> {
        let Test::OneOf(ways) = &self.test else { return None };
        if self.field != Field::Path {
            return None;
        }
        let mut all = Vec::new();
        for way in ways {
            let path = Path::parse(way)?;
            match path.flow.0.as_slice() {
                [Part::One(names, false)] if path.cut.is_none() && !path.is_loop => all.extend(names.clone()),
                _ => return None,
            }
        }
        Some(all)
    }
}

/// Minutes that are written with their unit.
fn minutes(text: &str) -> Option<u32> {
    let text = text.trim();
    let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let each = match unit {
        "m" => 1,
        "h" => HOUR,
        "d" => DAY,
        "w" => 7 * DAY,
        _ => return None,
    };
    number.parse::<u32>().ok()?.checked_mul(each).filter(|minutes| *minutes > 0)
}

/// A stretch of time as it is written in a line of steps, and back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Within(pub u32);

impl Within {
    /// Reads one such as `30m`, `24h`, `7d` or `4w`.
    pub fn parse(text: &str) -> Option<Self> {
        minutes(text).map(Self)
    }
}

impl fmt::Display for Within {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            days if days % DAY == 0 => write!(f, "{}d", days / DAY),
            hours if hours % HOUR == 0 => write!(f, "{}h", hours / HOUR),
            minutes => write!(f, "{minutes}m"),
        }
    }
}

impl fmt::Display for Funnel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.strict { "strict; " } else { "" })?;
        if let Some(within) = self.within {
            write!(f, "within {}; ", Within(within))?;
        }
        for (at, step) in self.steps.iter().enumerate() {
            write!(f, "{}{step}", if at > 0 { " > " } else { "" })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn steps(line: &str) -> Vec<String> {
        let funnel = Funnel::parse(line, Columns::Any).unwrap_or_else(|error| panic!("{line}: {error}"));
        assert_eq!(Funnel::parse(&funnel.to_string(), Columns::Any).as_ref(), Ok(&funnel), "{line}");
        let filter = Filter::default().with(funnel.clone().term());
        assert_eq!(Filter::parse_with(&filter.to_string(), Columns::Any), Ok(filter), "{line}");
        funnel.steps.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn steps_are_divided_where_nothing_holds_the_sign() {
        assert_eq!(steps("is:engaged > rating>3"), ["is:engaged", "rating>3"]);
        assert_eq!(steps("\"a > b\" > c"), ["\"a > b\"", "c"]);
        assert_eq!(steps("/a > b/ > any(bot: \"c > d\")"), ["/a > b/", "any(bot: \"c > d\")"]);
        assert_eq!(steps("path:\"acts; a > b\" > path:b"), ["path:\"acts; a > b\"", "path:b"]);
        assert_eq!(steps("(a or b) c > \"say \"\"x > y\"\"\""), ["(a or b) c", "\"say \"\"x > y\"\"\""]);
        assert_eq!(steps("\"a; b\""), ["\"a; b\""]);
        assert_eq!(steps("strict; within 90m; a > b"), ["a", "b"]);
    }

    #[test]
    fn what_is_no_row_of_steps_is_refused_where_it_is_wrong() {
        let place = |line: &str| Funnel::parse(line, Columns::Any).unwrap_err().at;
        assert_eq!(place("is:engaged > outcome:nothing"), 21);
        assert_eq!(place("strict; a > (b"), 12);
        assert_eq!(place(""), 0);
        assert_eq!((place("a > > b"), place("a >"), place("> a")), (4, 0, 0));
        assert_eq!(place("a > funnel:\"a > b\""), 4);
        let long = vec!["a"; MOST_STEPS + 1].join(" > ");
        assert!(Funnel::parse(&long, Columns::Any).is_err());
        assert!(Funnel::parse(&long[4..], Columns::Any).is_ok());
        assert!(Funnel::parse(&vec!["\"a"; 10_000].join(" > "), Columns::Any).is_err());
    }

    #[test]
    fn a_condition_stands_where_what_it_asks_of_is() {
        let stands = |text: &str| Filter::parse_with(text, Columns::Any).unwrap().terms()[0].stands();
        for text in ["refund", "signal:lead", "is:handoff,fallback", "path:a,fallback", "(a or signal:lead)"]
        {
            assert_eq!(stands(text), Stands::AtMessages, "{text}");
        }
        for text in ["outcome:resolved", "rating>3", "goal:x"] {
            assert_eq!(stands(text), Stands::AtEnd, "{text}");
        }
        for text in
            ["channel:web", "-refund", "path:\"a > b\"", "a then b", "is:engaged", "(a or -b)", "plan:x"]
        {
            assert_eq!(stands(text), Stands::Everywhere, "{text}");
        }
    }
}
