//! What a conversation is for changes: the names that are watched by day, and the parts that it is in where a change
//! is explained.

use std::collections::BTreeSet;

use crate::{
    conversation::Role,
    corpus::Corpus,
    insight::{Case, ChangesPartial, Dimension, Measure, Parting, Suspect},
    language::Marks,
};

use super::super::{Selection, cases::Cases, topics::Known};

/// Values that a column has at most to part conversations by.
const FEW: usize = 12;

/// Characters of a name by which conversations are parted, at most: what is longer is no name.
const LONGEST: usize = 40;

/// What the chosen conversations of a shard contribute: counted by day, or where there are suspects, to their
/// explanation.
pub fn of(
    corpus: &mut Corpus,
    (cases, topics): (&Cases, &Known),
    selection: &Selection,
    suspects: &[Suspect],
) -> ChangesPartial {
    if suspects.is_empty() {
        return by_day(corpus, (cases, topics), selection);
    }
    let mut parting = Parting::of(suspects);
    let columns = few_valued(corpus);
    selection.each(|number| {
        let day = cases.starts()[number as usize].map(|start| start.day);
        let is_asked = |suspect: &Suspect| day.is_some_and(|day| suspect.place(day).is_some());
        if !suspects.iter().any(is_asked) {
            return;
        }
        corpus.with(number, |corpus, view| {
            let case = cases.case(view);
            let matters = Matters { intents: &intents(corpus, &case), topic: topics.matter_of(number) };
            let parts = parts(&mut parting, corpus, &case, &matters, &columns);
            let names = names(&case, &matters);
            parting.observe(&case, &parts, |measure, name| names.contains(&(measure, name)));
        });
    });
    parting.finish()
}

fn by_day(corpus: &mut Corpus, (cases, topics): (&Cases, &Known), selection: &Selection) -> ChangesPartial {
    let mut part = ChangesPartial::default();
    selection.each(|number| {
        corpus.with(number, |corpus, view| {
            let case = cases.case(view);
            let matters = Matters { intents: &intents(corpus, &case), topic: topics.matter_of(number) };
            observe_intents(&mut part, corpus, &case);
            part.observe(&case, names(&case, &matters).into_iter());
        });
    });
    part
}

/// What a conversation is about.
struct Matters<'m> {
    /// By the source's intents.
    intents: &'m BTreeSet<&'m str>,
    /// Or by its topic.
    topic: Option<&'m str>,
}

/// The intents of the user's messages, each once.
fn intents<'c>(corpus: &'c Corpus, case: &Case<'_>) -> BTreeSet<&'c str> {
    let said = case.view.utterances.iter().filter(|said| said.role == Role::User);
    said.filter_map(|said| corpus.intent(said.row)).filter(|name| !name.is_empty()).collect()
}

/// Which of the user's messages that have an intent answer what went before.
fn observe_intents(part: &mut ChangesPartial, corpus: &Corpus, case: &Case<'_>) {
    let reacts = [Marks::ASKS_HUMAN, Marks::DENIES, Marks::NO, Marks::THANKS, Marks::GREETING];
    for said in case.view.utterances.iter().filter(|said| said.role == Role::User) {
        if let Some(intent) = corpus.intent(said.row) {
            part.observe_intent(intent, reacts.iter().any(|mark| said.marks.has(*mark)));
        }
    }
}

/// The names by which conversations are watched day by day. What else names them stands here, with its [`Measure`].
fn names<'n>(case: &Case<'_>, matters: &Matters<'n>) -> Vec<(Measure, &'n str)> {
    let signals = case.voice.signals.iter().map(|signal| (Measure::Signal, signal.name()));
    let segment = case.voice.segment.map(|segment| (Measure::Segment, segment.name()));
    let topic = matters.topic.map(|name| (Measure::Topic, name));
    let intents = matters.intents.iter().map(|name| (Measure::Intent, *name));
    intents.chain(topic).chain(segment).chain(signals).collect()
}

/// The parts that a conversation is in, by their numbers. What else parts them stands here, with its [`Dimension`].
fn parts(
    parting: &mut Parting,
    corpus: &Corpus,
    case: &Case<'_>,
    matters: &Matters<'_>,
    columns: &[String],
) -> Vec<u32> {
    let card = corpus.card(case.view.idx);
    let mut parts = Vec::new();
    let mut add = |dimension, column: &str, value: &str| {
        if !value.is_empty() && value.chars().count() <= LONGEST {
            parts.push(parting.number(dimension, column, value));
        }
    };
    for name in matters.intents {
        add(Dimension::Intent, "", name);
    }
    add(Dimension::Topic, "", matters.topic.unwrap_or_default());
    case.voice.segment.iter().for_each(|segment| add(Dimension::Segment, "", segment.name()));
    case.voice.language.iter().for_each(|language| add(Dimension::Spoken, "", language.code()));
    let stated = [
        (Dimension::Channel, card.channel),
        (Dimension::Language, card.language),
        (Dimension::Variant, card.variant),
    ];
    for (dimension, name) in stated {
        add(dimension, "", name.unwrap_or_default());
    }
    let tags: BTreeSet<&str> = card.tags.iter().copied().collect();
    for tag in tags {
        add(Dimension::Tag, "", tag);
    }
    for column in columns {
        let value = corpus.in_column(case.view.idx, column).map_or("", |(value, _)| value);
        add(Dimension::Column, column, value);
    }
    parts
}

/// The columns of the source that part conversations into few. Every shard knows all values of a column, so that all
/// find the same.
fn few_valued(corpus: &Corpus) -> Vec<String> {
    let is_few = |name: &&str| (2..=FEW).contains(&corpus.values_of_column(name).len());
    corpus.columns().filter(is_few).map(str::to_owned).collect()
}
