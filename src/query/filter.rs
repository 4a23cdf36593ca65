//! A filter as a list of terms, written and asked.

use std::fmt;

use super::{COLUMN, Field, Flag, Funnel};
use crate::conversation::{Day, Role};

/// Whether a way names a quick reply or a topic, in whatever letters: their words are somebody's.
pub fn quotes_somebody(way: &str) -> bool {
    let way = way.to_ascii_lowercase();
    [REPLY, TOPIC].iter().any(|before| way.contains(before))
}

/// What stands for somebody's words where a link may not hold them.
pub const MASKED: &str = "•••";

/// What stands before the words of a quick reply in a way.
pub const REPLY: &str = "reply:";

/// What stands before the name of a topic in a way.
pub const TOPIC: &str = "topic:";

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
    /// Somebody says this; one side, in some of its messages, where they are given.
    Says(Option<(Said, Role)>, Words),
    /// It began, or its last message came, so many minutes before the end of the data, or later.
    Last(u32),
    /// What a column of the source holds: one of some names, or a number in a range.
    InColumn(String, Box<Test>),
    /// All of one of these holds.
    AnyOf(Vec<Filter>),
    /// The first is said, and the second holds of what comes after the first message that says it.
    Then(Box<Term>, Box<Filter>),
    /// It comes through these steps.
    Funnel(Box<Funnel>),
}

/// What is looked for in a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Words {
    /// These words, whole and in this order; `*` at the end leaves the last one open.
    Phrase(String),
    /// What a pattern describes, as it stands between the slashes.
    Pattern(String),
    /// What this sentence means, in whatever words.
    Meaning(String),
}

impl Words {
    fn mask(&mut self) {
        *self = Self::Phrase(MASKED.into());
    }

    fn is_masked(&self) -> bool {
        matches!(self, Self::Phrase(words) if words == MASKED)
    }
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

    /// With one more term. A positive term on a day, number or property of the same field replaces the one that was
    /// there, so that clicking about in a chart does not pile up contradictions; a term that is there is not doubled.
    #[must_use]
    pub fn with(mut self, term: Term) -> Self {
        let replaces = !term.negated
            && !matches!(
                term.field,
                Field::Is | Field::Says | Field::Tag | Field::Path | Field::Funnel | Field::Group
            );
        let is_of_same =
            |old: &Term| !old.negated && old.field == term.field && old.column() == term.column();
        self.terms.retain(|old| *old != term && !(replaces && is_of_same(old)));
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
        self.only(|term| term.field != Field::Day)
    }

    /// Of its terms those alone that are wanted.
    #[must_use]
    pub fn only(&self, wanted: impl Fn(&Term) -> bool) -> Self {
        Self { terms: self.terms.iter().filter(|term| wanted(term)).cloned().collect() }
    }

    /// Whether any of its terms asks about a field, in brackets too.
    pub fn asks_about(&self, field: Field) -> bool {
        self.terms.iter().any(|term| term.asks_about(field))
    }

    /// Whether it counts back from the end of the data.
    pub fn asks_about_end(&self) -> bool {
        [Field::Last, Field::Active].iter().any(|field| self.asks_about(*field))
    }

    /// Whether topics must be found before it can be asked.
    pub fn asks_about_topics(&self) -> bool {
        Field::OF_TOPICS.into_iter().any(|field| self.asks_about(field))
    }

    /// Whether any of its terms asks for one of these properties, in brackets too.
    pub fn asks_for(&self, flags: &[Flag]) -> bool {
        self.terms.iter().any(|term| term.asks_for(flags))
    }

    /// For a link: somebody's own words and names are replaced by [`MASKED`].
    #[must_use]
    pub fn masked(mut self) -> Self {
        self.terms.iter_mut().for_each(Term::mask);
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
    /// The column of the source that it asks about, if it does.
    fn column(&self) -> Option<&str> {
        if let Test::InColumn(name, _) = &self.test { Some(name) } else { None }
    }

    /// Whether it asks about a field, in brackets too.
    pub fn asks_about(&self, field: Field) -> bool {
        match &self.test {
            Test::AnyOf(filters) => filters.iter().any(|filter| filter.asks_about(field)),
            Test::Then(first, rest) => first.asks_about(field) || rest.asks_about(field),
            Test::Funnel(funnel) => self.field == field || funnel.terms().any(|term| term.asks_about(field)),
            _ => self.field == field,
        }
    }

    fn asks_for(&self, flags: &[Flag]) -> bool {
        match &self.test {
            Test::AnyOf(filters) => filters.iter().any(|filter| filter.asks_for(flags)),
            Test::Then(first, rest) => first.asks_for(flags) || rest.asks_for(flags),
            Test::Funnel(funnel) => funnel.terms().any(|term| term.asks_for(flags)),
            Test::OneOf(names) => {
                self.field == Field::Is
                    && flags
                        .iter()
                        .any(|flag| names.iter().any(|name| name.eq_ignore_ascii_case(flag.name())))
            }
            _ => false,
        }
    }

    fn mask(&mut self) {
        match &mut self.test {
            Test::AnyOf(filters) => {
                filters.iter_mut().flat_map(|filter| &mut filter.terms).for_each(Self::mask);
            }
            Test::Then(first, rest) => {
                first.mask();
                rest.terms.iter_mut().for_each(Self::mask);
            }
            Test::Funnel(funnel) => {
                funnel.steps.iter_mut().flat_map(|step| &mut step.terms).for_each(Self::mask);
            }
            Test::Says(_, words) => words.mask(),
            // The words of a quick reply are somebody's.
            Test::OneOf(ways) if self.field == Field::Path && ways.iter().any(|way| quotes_somebody(way)) => {
                *ways = vec![MASKED.into()];
            }
            test if self.field.is_personal() => *test = Test::OneOf(vec![MASKED.into()]),
            _ => {}
        }
    }

    fn is_masked(&self) -> bool {
        match &self.test {
            Test::Says(_, words) => words.is_masked(),
            Test::Then(first, rest) => first.is_masked() || rest.terms.iter().any(Self::is_masked),
            Test::Funnel(funnel) => funnel.terms().any(Self::is_masked),
            Test::OneOf(names) => names.iter().any(|name| name == MASKED),
            Test::AnyOf(filters) => filters.iter().flat_map(Filter::terms).any(Self::is_masked),
            _ => false,
        }
    }
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
        let is_whole = self.negated && matches!(self.test, Test::Then(..));
        f.write_str(if is_whole {
            "-("
        } else if self.negated {
            "-"
        } else {
            ""
        })?;
        self.test.write(self.field.name(), f)?;
        f.write_str(if is_whole { ")" } else { "" })
    }
}

impl Test {
    /// Writes it as a condition on what has this name.
    fn write(&self, name: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InColumn(column, test) => {
                // Behind a bracket a speaker's name says who speaks.
                let is_speaker = column == Role::Bot.name() || column == Role::Agent.name();
                let is_taken = is_speaker || Field::of_name(column).is_some();
                test.write(&format!("{}{column}", if is_taken { COLUMN } else { "" }), f)
            }
            Self::Then(first, rest) => match rest.terms() {
                [_] => write!(f, "{first} then {rest}"),
                _ => write!(f, "{first} then ({rest})"),
            },
            Self::Funnel(funnel) => write!(f, "{name}:{}", quoted(&funnel.to_string())),
            Self::OneOf(names) => {
                let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
                write!(f, "{name}:{}", names.join(","))
            }
            // In a column a number alone is a name.
            Self::Between(Some(low), Some(high))
                if low == high && low.inclusive && Field::of_name(name).is_some() =>
            {
                write!(f, "{name}:{}", low.value)
            }
            Self::Between(Some(low), Some(high)) => {
                let open = if low.inclusive { "" } else { ">" };
                let close = if high.inclusive { "" } else { "<" };
                write!(f, "{name}:{open}{}..{close}{}", low.value, high.value)
            }
            Self::Between(Some(low), None) => {
                write!(f, "{name}>{}{}", if low.inclusive { "=" } else { "" }, low.value)
            }
            Self::Between(None, Some(high)) => {
                write!(f, "{name}<{}{}", if high.inclusive { "=" } else { "" }, high.value)
            }
            Self::Between(None, None) => write!(f, "{name}:.."),
            Self::Days(Some(from), Some(to)) if from == to => write!(f, "{name}:{from}"),
            Self::Days(from, to) => {
                let day = |day: &Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
                write!(f, "{name}:{}..{}", day(from), day(to))
            }
            Self::Last(minutes) if minutes % (24 * 60) == 0 => write!(f, "{name}:{}d", minutes / (24 * 60)),
            Self::Last(minutes) if minutes % 60 == 0 => write!(f, "{name}:{}h", minutes / 60),
            Self::Last(minutes) => write!(f, "{name}:{minutes}m"),
            Self::AnyOf(filters) => {
                f.write_str("(")?;
                for (at, filter) in filters.iter().enumerate() {
                    if at > 0 {
                        f.write_str(" or ")?;
                    }
                    write!(f, "{filter}")?;
                }
                f.write_str(")")
            }
            Self::Says(None, words) => f.write_str(&spoken(words)),
            Self::Says(Some((which, role)), words) => {
                write!(f, "{}({}: {})", which.name(), role.name(), spoken(words))
            }
        }
    }
}

/// What is looked for, as it is written: words bare as long as nothing in them means something else.
fn spoken(words: &Words) -> String {
    match words {
        Words::Phrase(words) if is_bare(words) => words.to_owned(),
        Words::Phrase(words) => in_quotes(words),
        Words::Pattern(pattern) => format!("/{pattern}/"),
        Words::Meaning(sentence) => format!("~{}", in_quotes(sentence)),
    }
}

/// Words of the language itself.
const JOINING: [&str; 4] = ["or", "and", "not", "then"];

fn is_bare(word: &str) -> bool {
    !word.is_empty()
        && !JOINING.iter().any(|joins| word.eq_ignore_ascii_case(joins))
        && !word.starts_with('-')
        && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '\'' | '-' | '_' | '*' | '•'))
}

/// A name as it is written: in quotes where it holds what would end or divide it.
fn quoted(name: &str) -> String {
    let plain = !name.is_empty()
        && !name.starts_with('~')
        && !name.contains("..")
        && !name.contains(|c: char| c.is_whitespace() || matches!(c, ',' | '"' | '(' | ')'));
    if plain { name.to_owned() } else { in_quotes(name) }
}

/// A text between quotes; its own are doubled.
fn in_quotes(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}
