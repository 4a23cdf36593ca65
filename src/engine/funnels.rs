//! Where the steps of a funnel hold in each conversation of a shard.
//!
//! What a step asks of the conversation as a whole is a selection, known before; what it asks of messages is either a
//! state of journeys, which is looked up by the words of walks, or asked of one message at a time ([`AtMessage`]).

use std::rc::Rc;

use super::{
    Selection,
    cases::Cases,
    meant::{Bits, OwnNames},
    names_heard,
    near::Meaning,
    selection::{Foreseen, Seen},
};
use crate::{
    conversation::{Day, Outcome, Role},
    corpus::{Corpus, UtteranceView},
    insight::{Rule, Spot, StateKind, Walks},
    language::{Marks, SentimentClass},
    plan::Goal,
    query::{Detail, END, Field, Filter, Flag, Funnel, Path, Prepared, Said, Stands, Subject, Term, Test},
};

/// Milliseconds of a tenth of a second, in which walks know times.
const TENTH: i64 = 100;

/// Milliseconds of a minute.
const MINUTE: i64 = 60_000;

/// Who comes through a funnel, by the last moment in the data.
pub type Through = (Funnel, Option<i64>, Rc<Bits>);

/// What each step asks, ready to be asked of conversation after conversation.
pub struct Stepped {
    steps: Vec<Step>,
    /// The messages that mean the sentences of the steps.
    near: Vec<Meaning>,
    /// The last moment in the data.
    end: Option<i64>,
    /// By word: whether a journey by needs shows it.
    needs: Vec<bool>,
    /// How steps follow one another.
    pub rule: Rule,
}

/// What one step asks.
struct Step {
    stands: Stands,
    /// What it asks of the conversation as a whole; `None` where that is nothing.
    whole: Option<Rc<Selection>>,
    /// States of which one must be there, each by word and by outcome.
    states: Vec<(Vec<bool>, [bool; Outcome::ALL.len()])>,
    /// What else it asks of a message.
    here: Filter,
}

impl Stepped {
    /// Of a shard whose walks are read; `select` is asked for what steps ask of the whole.
    pub fn new(
        funnel: &Funnel,
        (goals, walks): (&[Goal], &Walks),
        (near, end): (Vec<Meaning>, Option<i64>),
        mut select: impl FnMut(&Filter) -> Rc<Selection>,
    ) -> Self {
        let steps: Vec<Step> =
            funnel.steps.iter().map(|step| Step::new(step, goals, walks, &mut select)).collect();
        let bits = |is: &dyn Fn(&Step) -> bool| {
            (0..).zip(&steps).filter(|(_, step)| is(step)).fold(0, |bits, (at, _)| bits | 1u32 << at)
        };
        let rule = Rule {
            steps: steps.len() as u32,
            moves: bits(&|step| step.stands == Stands::AtMessages),
            placed: bits(&|step| step.stands != Stands::Everywhere),
            strict: funnel.strict,
            within: funnel.within.map(|minutes| i64::from(minutes) * MINUTE),
        };
        Self { needs: walks.needs(), rule, near, end, steps }
    }

    /// What the steps of a funnel ask of conversations as a whole.
    pub fn of_whole(funnel: &Funnel) -> impl Iterator<Item = Filter> {
        funnel.steps.iter().map(whole).filter(|whole| !whole.is_empty())
    }

    /// The steps, ready to be asked of messages.
    pub fn ready(&self) -> Vec<Option<Prepared<'_>>> {
        self.steps.iter().map(|step| (!step.here.is_empty()).then(|| step.here.prepared())).collect()
    }

    /// Puts all places of a conversation where the steps hold; its end is the last.
    pub fn places(
        &self,
        (corpus, cases, names): (&mut Corpus, &Cases, OwnNames<'_>),
        ready: &[Option<Prepared<'_>>],
        number: u32,
        spots: &mut Vec<Spot>,
    ) {
        spots.clear();
        let read = cases.read(number);
        let (mut everywhere, mut at_end, mut asked) = (0u32, 0u32, 0u32);
        for (at, step) in self.steps.iter().enumerate() {
            if step.whole.as_ref().is_some_and(|whole| !whole.has(number))
                || !step.states.is_empty() && !read.digest.engaged()
            {
                continue;
            }
            match step.stands {
                Stands::Everywhere => everywhere |= 1 << at,
                Stands::AtEnd if step.ends(read.outcome) => at_end |= 1 << at,
                Stands::AtEnd => {}
                Stands::AtMessages => asked |= 1 << at,
            }
        }
        // States alone decide most steps; the rest is asked where they hold.
        let (mut last, mut open) = (None, 0);
        for (word, tenths) in cases.walks.said(number) {
            let time = tenths.map(|tenths| i64::from(tenths) * TENTH);
            last = time.or(last);
            let mut holds = everywhere;
            each(asked, |at| {
                if self.steps[at].states.iter().all(|(words, _)| words[word as usize]) {
                    holds |= 1 << at;
                    open |= u32::from(ready[at].is_some()) << at;
                }
            });
            let is_need = self.needs[word as usize];
            spots.push(Spot { time, holds, is_need, begins: spots.is_empty() });
        }
        let mut holds = everywhere | at_end;
        each(asked, |at| {
            if self.steps[at].ends(read.outcome) {
                holds |= 1 << at;
                open |= u32::from(ready[at].is_some()) << at;
            }
        });
        spots.push(Spot { time: last, holds, is_need: false, begins: spots.is_empty() });
        if open != 0 {
            let near = &self.near;
            corpus.with(number, |corpus, view| {
                let case = cases.case(view);
                let foreseen = Foreseen { near, funnels: &[] };
                let seen = Seen { corpus, case: &case, names, end: self.end, foreseen, walks: &cases.walks };
                let messages = view.utterances.iter().enumerate().filter(|(_, said)| said.role.is_message());
                let mut messages = messages.map(Some).chain(std::iter::repeat(None));
                let mut words = cases.walks.said(number);
                for spot in spots.iter_mut() {
                    let (said, word) = (messages.next().flatten(), words.next().map(|(word, _)| word));
                    each(spot.holds & open, |at| {
                        let is_so =
                            |ready: &Prepared<'_>| ready.holds(&AtMessage { seen: &seen, said, word });
                        if !ready[at].as_ref().is_none_or(is_so) {
                            spot.holds &= !(1 << at);
                        }
                    });
                }
            });
        }
    }
}

impl Step {
    fn new(
        step: &Filter,
        goals: &[Goal],
        walks: &Walks,
        select: &mut impl FnMut(&Filter) -> Rc<Selection>,
    ) -> Self {
        let is_here = |term: &Term| term.stands() == Stands::AtMessages;
        let mut here = step.only(|term| is_here(term) && term.one_state().is_none());
        // A goal stands where what it asks for does.
        let mut stands = Stands::Everywhere;
        for term in step.terms() {
            let (of_term, reaching) = reached_by(term, goals);
            stands = stands.max(of_term);
            here = reaching.into_iter().fold(here, Filter::with);
        }
        let named: Vec<Vec<String>> =
            step.terms().iter().filter(|term| is_here(term)).filter_map(Term::one_state).collect();
        let states: Vec<_> = named.iter().map(|names| (walks.meant_by(names), ends_called(names))).collect();
        if !here.is_empty() {
            stands = Stands::AtMessages;
        } else if named.iter().flatten().any(|name| ends_called(std::slice::from_ref(name)).contains(&true)) {
            // A step that an end can be is one, unless it can be a message too.
            let is_message =
                named.iter().flatten().any(|name| !ends_called(std::slice::from_ref(name)).contains(&true));
            stands = if is_message { Stands::AtMessages } else { Stands::AtEnd };
        }
        let whole = whole(step);
        let whole = (!whole.is_empty()).then(|| select(&whole));
        Self { stands, whole, states, here }
    }

    /// Whether it may be this end. Alternatives in brackets may be ends too, and are asked.
    fn ends(&self, outcome: Outcome) -> bool {
        let may_be = self.here.terms().iter().any(|term| term.field == Field::Group);
        self.states.iter().all(|(_, ends)| ends[outcome as usize])
            && (self.stands == Stands::AtEnd || !self.states.is_empty() || may_be)
    }
}

/// What a step asks of the conversation as a whole.
fn whole(step: &Filter) -> Filter {
    step.only(|term| term.stands() != Stands::AtMessages)
}

/// Shows the places of the bits that are set.
fn each(mut bits: u32, mut show: impl FnMut(usize)) {
    while bits != 0 {
        show(bits.trailing_zeros() as usize);
        bits &= bits - 1;
    }
}

/// The ends that names mean, by outcome.
fn ends_called(names: &[String]) -> [bool; Outcome::ALL.len()] {
    let is = |outcome: Outcome, name: &String| {
        name.eq_ignore_ascii_case(END) || name.eq_ignore_ascii_case(outcome.name())
    };
    Outcome::ALL.map(|outcome| names.iter().any(|name| is(outcome, name)))
}

/// Where a term stands, and of goals what a message must be to reach one of them. A goal that several conditions on
/// messages decide together is reached by the end.
fn reached_by(term: &Term, goals: &[Goal]) -> (Stands, Option<Term>) {
    let plain = (term.stands(), None);
    let Test::OneOf(names) = &term.test else { return plain };
    if term.field != Field::Goal || term.negated {
        return plain;
    }
    let of_name = |name: &String| {
        let goal = goals.iter().find(|goal| goal.name.to_lowercase() == name.to_lowercase())?;
        crate::plan::check_filter(&goal.filter).ok()
    };
    let filters: Option<Vec<Filter>> = names.iter().map(of_name).collect();
    let Some(filters) = filters else { return plain };
    let at_messages = |filter: &Filter| filter.only(|term| term.stands() == Stands::AtMessages);
    let counts: Vec<usize> = filters.iter().map(|filter| at_messages(filter).terms().len()).collect();
    if counts.iter().all(|n| *n == 0) {
        let stands = filters.iter().flat_map(Filter::terms).map(Term::stands).max();
        return (stands.unwrap_or(Stands::AtEnd), None);
    }
    if counts.iter().any(|n| *n != 1) {
        return plain;
    }
    let test = Test::AnyOf(filters.iter().map(at_messages).collect());
    (Stands::AtMessages, Some(Term { negated: false, field: Field::Group, test }))
}

/// One place of a conversation as a step sees it: what it asks of messages is asked of this one.
struct AtMessage<'s> {
    seen: &'s Seen<'s>,
    /// The message and its place among what was said; `None` at the end, and of a handover that nobody wrote.
    said: Option<(usize, &'s UtteranceView)>,
    /// What it may stand for.
    word: Option<u32>,
}

impl AtMessage<'_> {
    fn users(&self) -> Option<&UtteranceView> {
        self.said.map(|(_, said)| said).filter(|said| said.role == Role::User)
    }

    fn is_kind(&self, wanted: &[StateKind]) -> bool {
        let state = self.word.and_then(|word| self.seen.walks.state_of(word, Detail::Acts));
        state.is_some_and(|state| wanted.contains(&state.kind))
    }

    /// Whether it is one of those messages that are asked for, and satisfies `holds`.
    fn is(&self, by: Option<(Said, Role)>, holds: impl Fn(u32) -> bool) -> Option<usize> {
        let (at, said) = self.said?;
        let all = self.seen.case.view.utterances;
        let is_other = |other: &UtteranceView| other.role == said.role;
        let fits = by.is_none_or(|(which, role)| {
            role == said.role
                && match which {
                    Said::Any => true,
                    Said::First => !all[..at].iter().any(is_other),
                    Said::Last => !all[at + 1..].iter().any(is_other),
                }
        });
        (fits && holds(said.row)).then_some(at)
    }
}

impl Subject for AtMessage<'_> {
    fn named(&self, field: Field, wanted: &mut dyn FnMut(&str) -> bool) -> bool {
        let (corpus, row) = (self.seen.corpus, self.said.map(|(_, said)| said.row));
        let heard = self.users().map(|said| said.heard).unwrap_or_default();
        match field {
            // A message without a name is none of those that are asked for.
            Field::Intent => row.and_then(|row| corpus.intent(row)).is_some_and(wanted),
            Field::Model => row.and_then(|row| corpus.model(row)).is_some_and(wanted),
            Field::Act => {
                self.said.and_then(|(_, said)| said.heard.act()).is_some_and(|act| wanted(act.name()))
            }
            Field::Segment => heard.segment().is_some_and(|segment| wanted(segment.name())),
            Field::Mood => heard.sentiment().is_some_and(|mood| wanted(SentimentClass::of(mood).name())),
            Field::Signal => heard.signals.iter().any(|signal| wanted(signal.name())),
            Field::Emotion => heard.emotions.iter().any(|emotion| wanted(emotion.name())),
            Field::Label => {
                let taught = self.users().map_or(0, |said| said.taught);
                names_heard::of_bits(taught, self.seen.names.taught).any(wanted)
            }
            Field::Outcome | Field::Evidence | Field::Goal => {
                self.word.is_none() && self.seen.named(field, wanted)
            }
            other => self.seen.named(other, wanted),
        }
    }

    fn number(&self, field: Field) -> Option<f64> {
        self.seen.number(field).filter(|_| field != Field::Rating || self.word.is_none())
    }

    fn in_column(&self, column: &str) -> Option<(&str, Option<f64>)> {
        self.seen.in_column(column)
    }

    fn began(&self) -> Option<(Day, u8)> {
        self.seen.began()
    }

    fn is(&self, flag: Flag) -> bool {
        let marked = |mark| self.users().is_some_and(|said| said.marks.has(mark));
        match flag {
            Flag::Handoff => self.is_kind(&[StateKind::Handoff, StateKind::Agent]),
            Flag::WithAgent => self.is_kind(&[StateKind::Agent]),
            Flag::Fallback => self.is_kind(&[StateKind::Fallback]),
            Flag::AskedHuman => marked(Marks::ASKS_HUMAN),
            Flag::Rephrase => marked(Marks::REPHRASE),
            Flag::Lead => marked(Marks::CONTACT),
            other => self.seen.is(other),
        }
    }

    fn said(
        &self,
        by: Option<(Said, Role)>,
        _from: usize,
        wanted: &mut dyn FnMut(&str) -> bool,
    ) -> Option<usize> {
        let (_, said) = self.said?;
        self.is(by, |_| true)?;
        let mut folded = String::new();
        crate::text::fold_into(&self.seen.corpus.text(said.row), &mut folded);
        wanted(&folded).then_some(0)
    }

    fn means(&self, by: Option<(Said, Role)>, _from: usize, sentence: &str) -> Option<usize> {
        let meaning = self.seen.foreseen.near.iter().find(|meaning| meaning.sentence == sentence)?;
        self.is(by, |row| meaning.has(row))
    }

    fn goes(&self, path: &Path) -> bool {
        let term = Term { negated: false, field: Field::Path, test: Test::OneOf(vec![path.to_string()]) };
        // Only where a user says something is there a way.
        let names = term.one_state().filter(|_| self.seen.case.digest.engaged());
        let Some(names) = names else { return self.seen.goes(path) };
        let is = |state: &crate::insight::PathState| names.iter().any(|name| state.is_called(name));
        match self.word {
            Some(word) => {
                Detail::ALL.into_iter().any(|detail| self.seen.walks.state_of(word, detail).is_some_and(is))
            }
            None => ends_called(&names)[self.seen.case.outcome as usize],
        }
    }

    fn comes_through(&self, funnel: &Funnel) -> bool {
        self.seen.comes_through(funnel)
    }

    fn minutes_before_end(&self, field: Field) -> Option<f64> {
        self.seen.minutes_before_end(field)
    }
}
