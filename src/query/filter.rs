//! A filter as a list of terms, written and asked.

use std::fmt;

use crate::{
    conversation::{Day, Role},
    text,
};

use super::{Field, Flag, WEEKDAYS};

/// What stands for somebody's words where a link may not hold them.
pub const MASKED: &str = "•••";

/// The value by which a field that says nothing is asked for.
pub(super) const NONE: &str = "none";

/// One end of a range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bound {
    /// Where it is.
    pub value: f64,
    /// Whether the value itself belongs to the range.
    pub inclusive: bool,
}

/// What a term asks of its field.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// One of these names, in any case.
    OneOf(Vec<String>),
    /// Within a range; an end that is `None` is open.
    Between(Option<Bound>, Option<Bound>),
    /// On these days, both ends inclusive; an end that is `None` is open.
    Days(Option<Day>, Option<Day>),
    /// Somebody says these words, whole and in this order; `*` at the end leaves the last one open.
    Says(String),
    /// The same, said by one side.
    SaidBy(Said, Role, String),
    /// It began so many hours before the end of the data, or later.
    Last(u32),
    /// All of one of these holds.
    AnyOf(Vec<Filter>),
}

/// Which of somebody's messages say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// Any of them.
    Any,
    /// The first.
    First,
    /// The last.
    Last,
}

impl Said {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Any, Self::First, Self::Last];

    /// The name before the bracket.
    pub fn name(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::First => "first",
            Self::Last => "last",
        }
    }
}

/// One condition.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// Whether it must not hold.
    pub negated: bool,
    /// What it asks about.
    pub field: Field,
    /// What it asks.
    pub test: Test,
}

/// What a filter can be asked of: one conversation.
pub trait Subject {
    /// Whether one of its names under a field satisfies `wanted`; a field without names is asked with
    /// an empty one.
    fn named(&self, field: Field, wanted: &mut dyn FnMut(&str) -> bool) -> bool;
    /// Its number under a field.
    fn number(&self, field: Field) -> Option<f64>;
    /// Day and weekday (0 = Monday) on which it began.
    fn began(&self) -> Option<(Day, u8)>;
    /// Whether it has a property.
    fn is(&self, flag: Flag) -> bool;
    /// Whether one of its folded messages satisfies `wanted`; of one side's alone where a role is given.
    fn said(&self, by: Option<(Said, Role)>, wanted: &mut dyn FnMut(&str) -> bool) -> bool;
    /// Hours from its beginning to the end of the data.
    fn hours_before_end(&self) -> Option<f64>;
}

/// Which conversations are meant. Without terms: all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    pub(super) terms: Vec<Term>,
}

impl Filter {
    /// Its terms.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// Whether it means all conversations.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Whether all its terms hold of a conversation.
    pub fn holds(&self, subject: &impl Subject) -> bool {
        self.terms.iter().all(|term| term.holds(subject))
    }

    /// With one more term. A positive term on a day, number or property of the same field replaces the one that was
    /// there, so that clicking about in a chart does not pile up contradictions; a term that is there is not doubled.
    #[must_use]
    pub fn with(mut self, term: Term) -> Self {
        let replaces =
            !term.negated && !matches!(term.field, Field::Is | Field::Says | Field::Tag | Field::Group);
        self.terms.retain(|old| *old != term && !(replaces && old.field == term.field && !old.negated));
        self.terms.push(term);
        self
    }

    /// Without the term at this place.
    #[must_use]
    pub fn without(mut self, at: usize) -> Self {
        if at < self.terms.len() {
            self.terms.remove(at);
        }
        self
    }

    /// All terms of both.
    #[must_use]
    pub fn and(mut self, other: &Self) -> Self {
        for term in &other.terms {
            if !self.terms.contains(term) {
                self.terms.push(term.clone());
            }
        }
        self
    }

    /// The days it is bounded to on both sides, if one term says all about its days.
    pub fn window(&self) -> Option<(Day, Day)> {
        let mut terms = self.terms.iter().filter(|term| term.field == Field::Day);
        match (terms.next(), terms.next()) {
            (Some(Term { negated: false, test: Test::Days(Some(from), Some(to)), .. }), None) => {
                Some((*from, *to))
            }
            _ => None,
        }
    }

    /// Without its terms on days.
    #[must_use]
    pub fn without_days(&self) -> Self {
        let terms = self.terms.iter().filter(|term| term.field != Field::Day).cloned().collect();
        Self { terms }
    }

    /// Whether any of its terms asks about a field, in brackets too.
    pub fn asks_about(&self, field: Field) -> bool {
        self.terms.iter().any(|term| match &term.test {
            Test::AnyOf(filters) => filters.iter().any(|filter| filter.asks_about(field)),
            _ => term.field == field,
        })
    }

    /// For a link: somebody's own words and names are replaced by [`MASKED`].
    #[must_use]
    pub fn masked(mut self) -> Self {
        for term in &mut self.terms {
            match &mut term.test {
                Test::AnyOf(filters) => {
                    for filter in filters {
                        *filter = std::mem::take(filter).masked();
                    }
                }
                Test::Says(words) | Test::SaidBy(_, _, words) => MASKED.clone_into(words),
                test if term.field.is_personal() => *test = Test::OneOf(vec![MASKED.into()]),
                _ => {}
            }
        }
        self
    }

    /// Without the terms whose words a link did not hold, and how many these were. One in brackets takes
    /// all of its brackets with it: half of them would mean something else.
    #[must_use]
    pub fn unmasked(mut self) -> (Self, usize) {
        let before = self.terms.len();
        self.terms.retain(|term| !term.is_masked());
        let dropped = before - self.terms.len();
        (self, dropped)
    }
}

impl Term {
    fn is_masked(&self) -> bool {
        match &self.test {
            Test::Says(words) | Test::SaidBy(_, _, words) => words == MASKED,
            Test::OneOf(names) => names.iter().any(|name| name == MASKED),
            Test::AnyOf(filters) => filters.iter().flat_map(Filter::terms).any(Self::is_masked),
            _ => false,
        }
    }

    /// Whether it holds of a conversation.
    pub fn holds(&self, subject: &impl Subject) -> bool {
        let holds = match (&self.test, self.field) {
            (Test::OneOf(names), Field::Is) => {
                names.iter().any(|name| Flag::of_name(name).is_some_and(|flag| subject.is(flag)))
            }
            (Test::OneOf(names), Field::Weekday) => subject.began().is_some_and(|(_, weekday)| {
                names.iter().any(|name| name.eq_ignore_ascii_case(WEEKDAYS[usize::from(weekday % 7)]))
            }),
            (Test::OneOf(names), field) => subject.named(field, &mut |known| {
                let known = if known.is_empty() { NONE } else { known };
                names.iter().any(|name| same_name(name, known))
            }),
            (Test::Between(low, high), field) => subject.number(field).is_some_and(|value| {
                let above = |low: Bound| value > low.value || low.inclusive && value >= low.value;
                let below = |high: Bound| value < high.value || high.inclusive && value <= high.value;
                low.is_none_or(above) && high.is_none_or(below)
            }),
            (Test::Days(from, to), _) => subject
                .began()
                .is_some_and(|(day, _)| from.is_none_or(|from| day >= from) && to.is_none_or(|to| day <= to)),
            (Test::Says(words), _) => says(subject, None, words),
            (Test::SaidBy(which, role, words), _) => says(subject, Some((*which, *role)), words),
            (Test::Last(hours), _) => {
                subject.hours_before_end().is_some_and(|before| before <= f64::from(*hours))
            }
            (Test::AnyOf(filters), _) => filters.iter().any(|filter| filter.holds(subject)),
        };
        holds != self.negated
    }
}

fn says(subject: &impl Subject, by: Option<(Said, Role)>, words: &str) -> bool {
    let mut folded = String::new();
    text::fold_into(words, &mut folded);
    match folded.strip_suffix('*') {
        Some(start) => subject.said(by, &mut |said| text::has_start(said, start.trim_end())),
        None => subject.said(by, &mut |said| text::has_phrase(said, &folded)),
    }
}

fn same_name(one: &str, two: &str) -> bool {
    one.eq_ignore_ascii_case(two) || !one.is_ascii() && one.to_lowercase() == two.to_lowercase()
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, term) in self.terms.iter().enumerate() {
            if at > 0 {
                f.write_str(" ")?;
            }
            write!(f, "{term}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.negated {
            f.write_str("-")?;
        }
        let name = self.field.name();
        match &self.test {
            Test::OneOf(names) => {
                let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
                write!(f, "{name}:{}", names.join(","))
            }
            Test::Between(Some(low), Some(high)) if low == high => write!(f, "{name}:{}", low.value),
            Test::Between(Some(low), Some(high)) => {
                let open = if low.inclusive { "" } else { ">" };
                let close = if high.inclusive { "" } else { "<" };
                write!(f, "{name}:{open}{}..{close}{}", low.value, high.value)
            }
            Test::Between(Some(low), None) => {
                write!(f, "{name}>{}{}", if low.inclusive { "=" } else { "" }, low.value)
            }
            Test::Between(None, Some(high)) => {
                write!(f, "{name}<{}{}", if high.inclusive { "=" } else { "" }, high.value)
            }
            Test::Between(None, None) => write!(f, "{name}:.."),
            Test::Days(Some(from), Some(to)) if from == to => write!(f, "{name}:{from}"),
            Test::Days(from, to) => {
                let day = |day: &Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
                write!(f, "{name}:{}..{}", day(from), day(to))
            }
            Test::SaidBy(which, role, words) => {
                write!(f, "{}({}: ", which.name(), role.name())?;
                f.write_str(&spoken(words))?;
                f.write_str(")")
            }
            Test::Last(hours) if hours % 24 == 0 => write!(f, "{name}:{}d", hours / 24),
            Test::Last(hours) => write!(f, "{name}:{hours}h"),
            Test::AnyOf(filters) => {
                f.write_str("(")?;
                for (at, filter) in filters.iter().enumerate() {
                    if at > 0 {
                        f.write_str(" or ")?;
                    }
                    write!(f, "{filter}")?;
                }
                f.write_str(")")
            }
            // A bare word is looked for as it is, as long as nothing in it means something else.
            Test::Says(words) => f.write_str(&spoken(words)),
        }
    }
}

/// Words as they are looked for: bare as long as nothing in them means something else.
fn spoken(words: &str) -> String {
    if is_bare(words) { words.to_owned() } else { format!("\"{}\"", words.replace('"', "")) }
}

/// Words of the language itself.
const JOINING: [&str; 3] = ["or", "and", "not"];

fn is_bare(word: &str) -> bool {
    !word.is_empty()
        && !JOINING.iter().any(|joins| word.eq_ignore_ascii_case(joins))
        && !word.starts_with('-')
        && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '\'' | '-' | '_' | '*' | '•'))
}

/// A name as it is written: in quotes where it holds what would end or divide it.
fn quoted(name: &str) -> String {
    let plain = !name.is_empty() && !name.contains([' ', ',', '"', '\t', '\n', '(', ')']);
    if plain { name.to_owned() } else { format!("\"{}\"", name.replace('"', "")) }
}
