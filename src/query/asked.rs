//! A filter that is asked: its words folded and its patterns compiled once, then held against one
//! conversation after the other.

use super::{
    Field, Filter, Flag, Funnel, Path, Said, Term, Test, WEEKDAYS, Words, decimal::read_decimal,
    filter::NONE, pattern::Pattern,
};
use crate::{
    conversation::{Day, Role},
    text,
};

/// What a filter can be asked of: one conversation.
pub trait Subject {
    /// Whether one of its names under a field satisfies `wanted`; a field without names is asked with
    /// an empty one.
    fn named(&self, field: Field, wanted: &mut dyn FnMut(&str) -> bool) -> bool;
    /// Its number under a field.
    fn number(&self, field: Field) -> Option<f64>;
    /// What it has in a column of the source: as text, and as the number that it is, if it is one.
    fn in_column(&self, column: &str) -> Option<(&str, Option<f64>)>;
    /// Day and weekday (0 = Monday) on which it began.
    fn began(&self) -> Option<(Day, u8)>;
    /// Whether it has a property.
    fn is(&self, flag: Flag) -> bool;
    /// The place of the first of its messages, from the place `from` on, whose folded text satisfies
    /// `wanted`; of one side's alone where a role is given. What stands before `from` is as if it were
    /// not there.
    fn said(
        &self,
        by: Option<(Said, Role)>,
        from: usize,
        wanted: &mut dyn FnMut(&str) -> bool,
    ) -> Option<usize>;
    /// The same of the first that means about what a sentence means.
    fn means(&self, by: Option<(Said, Role)>, from: usize, sentence: &str) -> Option<usize>;
    /// Whether it takes a way from state to state.
    fn goes(&self, path: &Path) -> bool;
    /// Whether it comes through all steps of a funnel.
    fn comes_through(&self, funnel: &Funnel) -> bool;
    /// Minutes from its beginning ([`Field::Last`]) or its last message ([`Field::Active`]) to the end of the data.
    fn minutes_before_end(&self, field: Field) -> Option<f64>;
}

/// A filter ready to be asked.
pub struct Prepared<'f> {
    terms: Vec<PreparedTerm<'f>>,
}

struct PreparedTerm<'f> {
    negated: bool,
    field: Field,
    test: PreparedTest<'f>,
}

enum PreparedTest<'f> {
    Said(Option<(Said, Role)>, Wanted),
    AnyOf(Vec<Prepared<'f>>),
    Then(Box<PreparedTerm<'f>>, Prepared<'f>),
    Is(Vec<Flag>),
    Path(Vec<Path>),
    Funnel(&'f Funnel),
    /// What is asked as it is written.
    Plain(&'f Test),
}

/// What a folded message is looked through for.
enum Wanted {
    Phrase(String),
    Start(String),
    Pattern(Box<Pattern>),
    Meaning(String),
    /// A pattern that means nothing is nowhere; it is refused before it is asked.
    Nothing,
}

impl Filter {
    /// The filter ready to be asked.
    pub fn prepared(&self) -> Prepared<'_> {
        Prepared { terms: self.terms.iter().map(PreparedTerm::of).collect() }
    }
}

impl Filter {
    /// The sentences whose meaning is looked for, wherever they stand in it.
    pub fn sentences(&self) -> Vec<&str> {
        let mut sentences = Vec::new();
        self.terms.iter().for_each(|term| term.sentences(&mut sentences));
        sentences
    }
}

impl Filter {
    /// The funnels that it asks about, wherever they stand in it.
    pub fn funnels(&self) -> Vec<&Funnel> {
        let mut funnels = Vec::new();
        self.terms.iter().for_each(|term| term.funnels(&mut funnels));
        funnels
    }
}

impl Term {
    fn funnels<'t>(&'t self, into: &mut Vec<&'t Funnel>) {
        match &self.test {
            Test::Funnel(funnel) => into.push(funnel),
            Test::AnyOf(filters) => {
                filters.iter().flat_map(|filter| &filter.terms).for_each(|term| term.funnels(into));
            }
            Test::Then(first, rest) => {
                first.funnels(into);
                rest.terms.iter().for_each(|term| term.funnels(into));
            }
            _ => {}
        }
    }

    fn sentences<'t>(&'t self, into: &mut Vec<&'t str>) {
        match &self.test {
            Test::Says(_, Words::Meaning(sentence)) => into.push(sentence),
            Test::AnyOf(filters) => {
                filters.iter().flat_map(|filter| &filter.terms).for_each(|term| term.sentences(into));
            }
            Test::Then(first, rest) => {
                first.sentences(into);
                rest.terms.iter().for_each(|term| term.sentences(into));
            }
            Test::Funnel(funnel) => funnel.terms().for_each(|term| term.sentences(into)),
            _ => {}
        }
    }
}

impl Prepared<'_> {
    /// Whether all its terms hold of a conversation.
    pub fn holds(&self, subject: &impl Subject) -> bool {
        self.holds_from(subject, 0)
    }

    /// The same, of what is said from a message on.
    fn holds_from(&self, subject: &impl Subject, from: usize) -> bool {
        self.terms.iter().all(|term| term.holds(subject, from))
    }
}

impl<'f> PreparedTerm<'f> {
    fn of(term: &'f Term) -> Self {
        let test = match &term.test {
            Test::Says(by, words) => PreparedTest::Said(*by, Wanted::of(words)),
            Test::AnyOf(filters) => PreparedTest::AnyOf(filters.iter().map(Filter::prepared).collect()),
            Test::Then(first, rest) => PreparedTest::Then(Box::new(Self::of(first)), rest.prepared()),
            Test::OneOf(names) if term.field == Field::Is => {
                PreparedTest::Is(names.iter().filter_map(|name| Flag::of_name(name)).collect())
            }
            Test::OneOf(ways) if term.field == Field::Path => {
                PreparedTest::Path(ways.iter().filter_map(|way| Path::parse(way)).collect())
            }
            Test::Funnel(funnel) => PreparedTest::Funnel(funnel),
            plain => PreparedTest::Plain(plain),
        };
        Self { negated: term.negated, field: term.field, test }
    }

    fn holds(&self, subject: &impl Subject, from: usize) -> bool {
        let holds = match &self.test {
            PreparedTest::Said(..) => self.first(subject, from).is_some(),
            PreparedTest::AnyOf(filters) => filters.iter().any(|filter| filter.holds_from(subject, from)),
            PreparedTest::Then(first, rest) => {
                first.first(subject, from).is_some_and(|at| rest.holds_from(subject, at + 1))
            }
            PreparedTest::Is(flags) => flags.iter().any(|flag| subject.is(*flag)),
            PreparedTest::Path(paths) => paths.iter().any(|path| subject.goes(path)),
            PreparedTest::Funnel(funnel) => subject.comes_through(funnel),
            PreparedTest::Plain(test) => plainly(test, self.field, subject),
        };
        holds != self.negated
    }

    /// The first message that says it.
    fn first(&self, subject: &impl Subject, from: usize) -> Option<usize> {
        match &self.test {
            PreparedTest::Said(by, Wanted::Meaning(sentence)) => subject.means(*by, from, sentence),
            PreparedTest::Said(by, wanted) => subject.said(*by, from, &mut |said| wanted.is_in(said)),
            PreparedTest::AnyOf(filters) => filters
                .iter()
                .flat_map(|filter| &filter.terms)
                .filter_map(|one| one.first(subject, from))
                .min(),
            _ => None,
        }
    }
}

impl Wanted {
    fn of(words: &Words) -> Self {
        match words {
            Words::Phrase(words) => {
                let mut folded = String::new();
                text::fold_into(words, &mut folded);
                match folded.strip_suffix('*') {
                    Some(start) => Self::Start(start.trim_end().to_owned()),
                    None => Self::Phrase(folded),
                }
            }
            Words::Meaning(sentence) => Self::Meaning(sentence.clone()),
            Words::Pattern(pattern) => {
                Pattern::of(pattern).map_or(Self::Nothing, |pattern| Self::Pattern(Box::new(pattern)))
            }
        }
    }

    fn is_in(&self, said: &str) -> bool {
        match self {
            Self::Phrase(words) => text::has_phrase(said, words),
            Self::Start(start) => text::has_start(said, start),
            Self::Pattern(pattern) => pattern.is_in(said),
            // Who asks for a meaning does not ask for words.
            Self::Meaning(_) | Self::Nothing => false,
        }
    }
}

fn plainly(test: &Test, field: Field, subject: &impl Subject) -> bool {
    match (test, field) {
        (Test::OneOf(names), Field::Weekday) => subject.began().is_some_and(|(_, weekday)| {
            names.iter().any(|name| name.eq_ignore_ascii_case(WEEKDAYS[usize::from(weekday % 7)]))
        }),
        (Test::OneOf(names), field) => subject.named(field, &mut |known| {
            let known = if known.is_empty() { NONE } else { known };
            names.iter().any(|name| same_name(name, known))
        }),
        (Test::Between(..), field) => is_between(test, subject.number(field)),
        (Test::InColumn(column, test), _) => {
            let (known, number) = subject.in_column(column).unwrap_or((NONE, None));
            match &**test {
                Test::OneOf(names) => names
                    .iter()
                    .any(|name| same_name(name, known) || number.is_some() && read_decimal(name) == number),
                test => is_between(test, number),
            }
        }
        (Test::Days(from, to), _) => subject
            .began()
            .is_some_and(|(day, _)| from.is_none_or(|from| day >= from) && to.is_none_or(|to| day <= to)),
        (Test::Last(minutes), field) => {
            subject.minutes_before_end(field).is_some_and(|before| before <= f64::from(*minutes))
        }
        // Said, and joined: asked by what holds them.
        _ => false,
    }
}

fn is_between(test: &Test, value: Option<f64>) -> bool {
    let (Test::Between(low, high), Some(value)) = (test, value) else { return false };
    let above = low.is_none_or(|low| value > low.value || low.inclusive && value >= low.value);
    let below = high.is_none_or(|high| value < high.value || high.inclusive && value <= high.value);
    above && below
}

fn same_name(one: &str, two: &str) -> bool {
    one.eq_ignore_ascii_case(two) || !one.is_ascii() && one.to_lowercase() == two.to_lowercase()
}
