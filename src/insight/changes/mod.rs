//! Changes: which counts and shares were out of the ordinary on which days, and which part of the conversations
//! accounts for it. What is usual, and what is not, is judged by [`crate::stats::daily`].
//!
//! It is asked in rounds. The first counts by day; what is found out of the ordinary in all shards together is asked
//! of them once more, part by part, and of the part that accounts for most of it once more within that part. So no
//! shard counts parts of what nothing happened to.

mod definitions;
mod explain;
mod forecasts;
mod parting;
mod series;
mod sheets;

use std::collections::BTreeMap;

use super::{Case, Days, Definition, Findings, groups};
use crate::{
    conversation::{Outcome, Rating, Role},
    ingest::Sentence,
    language::{Segment, SentimentClass, Signal},
    query::Field,
};

pub use parting::Parting;
use series::Judgement;

/// What is counted by day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// All conversations.
    Conversations,
    /// Those with a fallback, of those with the bot.
    Fallback,
    /// Those that a person was reached in, of those whose user spoke.
    Handoff,
    /// Those that were abandoned, of those whose outcome is known.
    Abandoned,
    /// Those that were resolved, of those whose outcome is known.
    Resolved,
    /// Negative messages of users, of those with a sentiment.
    Negative,
    /// Ratings in the two boxes at the top, of all ratings.
    Satisfied,
    /// Conversations of a segment.
    Segment,
    /// Conversations with an intent of the source.
    Intent,
    /// Conversations of a topic, where the source states no intents.
    Topic,
    /// Conversations with a signal.
    Signal,
}

/// By what conversations are parted to explain a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dimension {
    /// Intents of the source.
    Intent,
    /// The topic, where the source states no intents.
    Topic,
    /// The segment.
    Segment,
    /// The channel.
    Channel,
    /// The language that the source states.
    Language,
    /// The language that the user speaks.
    Spoken,
    /// The variant or version.
    Variant,
    /// Tags of the source.
    Tag,
    /// A column of the source with few values.
    Column,
}

/// A part of the conversations.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slice {
    /// By what.
    pub dimension: Dimension,
    /// The column's name, where it goes by one.
    pub column: String,
    /// Its name there.
    pub value: String,
}

/// Something out of the ordinary that is to be explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suspect {
    /// Of what.
    pub measure: Measure,
    /// Of which segment, intent or signal.
    pub name: String,
    /// The first and the last day of it.
    pub days: (i32, i32),
    /// Days before it that it is held against; after it where there are none.
    pub against: Vec<i32>,
    /// What was expected on its days ÷ what there was on those others, in millionths. Of shares it says nothing.
    pub times: u64,
    /// The part within which it is to be explained; all where there is none.
    pub within: Option<Slice>,
}

/// What is so, and out of how many, on the days of a suspect and on the others.
pub type Counted = [u64; 4];

/// A suspect with its counts: all, and part by part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sliced {
    /// What is explained.
    pub suspect: Suspect,
    /// All of it.
    pub all: Counted,
    /// By part.
    pub parts: BTreeMap<Slice, Counted>,
}

/// What any pile of conversations contributes to changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangesPartial {
    /// Conversations by the hour at which they began.
    hours: [u64; 24],
    /// The first and the last hour of each day at which one began.
    edges: BTreeMap<i32, (u32, u32)>,
    /// What is so, and out of how many, by day.
    counts: BTreeMap<(Measure, String), Days<2>>,
    /// Of each intent the messages that have it, and how many of them answer what went before: thanks, a greeting, a
    /// no, a wish for a person.
    reactions: BTreeMap<String, (u64, u64)>,
    /// What was asked part by part.
    sliced: Vec<Sliced>,
}

crate::frozen_by_place! { Measure, Dimension }
crate::frozen! {
    Slice { dimension, column, value }
    Suspect { measure, name, days, against, times, within }
    Sliced { suspect, all, parts }
    ChangesPartial { hours, edges, counts, reactions, sliced }
}

impl Measure {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Conversations,
        Self::Fallback,
        Self::Handoff,
        Self::Abandoned,
        Self::Resolved,
        Self::Negative,
        Self::Satisfied,
        Self::Segment,
        Self::Intent,
        Self::Topic,
        Self::Signal,
    ];

    /// Whether it is a share of its own, and not a number of conversations.
    pub const fn is_share(self) -> bool {
        !matches!(self, Self::Conversations | Self::Segment | Self::Intent | Self::Topic | Self::Signal)
    }

    /// Whether more of it is good for users; `None` where nobody can say.
    const fn is_good(self) -> Option<bool> {
        match self {
            Self::Resolved | Self::Satisfied => Some(true),
            Self::Fallback | Self::Abandoned | Self::Negative => Some(false),
            _ => None,
        }
    }

    /// How many cases of a conversation are so, and out of how many, of a measure that has no names.
    fn of(self, case: &Case<'_>) -> (u64, u64) {
        let one = |is: bool, of: bool| (u64::from(is && of), u64::from(of));
        let (digest, view) = (&case.digest, case.view);
        let known = case.outcome != Outcome::Unknown;
        match self {
            Self::Conversations | Self::Segment | Self::Intent | Self::Topic | Self::Signal => (1, 1),
            Self::Fallback => one(digest.fallbacks > 0, digest.of_role(Role::Bot) > 0),
            Self::Handoff => one(digest.reached_agent(view.handoff), digest.engaged()),
            Self::Abandoned => one(case.outcome == Outcome::Abandoned, known),
            Self::Resolved => one(case.outcome == Outcome::Resolved, known),
            Self::Negative => {
                let negative = case.voice.classes[SentimentClass::Negative as usize];
                (u64::from(negative), u64::from(case.voice.felt))
            }
            Self::Satisfied => one(view.rating.is_some_and(Rating::is_top_two), view.rating.is_some()),
        }
    }

    /// The filters of the conversations that are so, and of those that this is out of.
    fn filters(self, name: &str) -> (String, &'static str) {
        let plain = |case: &str, of| (case.to_owned(), of);
        match self {
            Self::Conversations => plain("", ""),
            Self::Fallback => plain("is:fallback", "is:with_bot"),
            Self::Handoff => plain("is:handoff", "is:engaged"),
            Self::Abandoned => plain("outcome:abandoned", "-outcome:unknown"),
            Self::Resolved => plain("outcome:resolved", "-outcome:unknown"),
            Self::Negative => plain("mood:negative", "-mood:none"),
            Self::Satisfied => plain("is:satisfied", "is:rated"),
            Self::Segment => (groups::filter_by(Field::Segment, name), ""),
            Self::Intent => (groups::filter_by(Field::Intent, name), ""),
            Self::Topic => (groups::filter_by(Field::Topic, name), ""),
            Self::Signal => (groups::filter_by(Field::Signal, name), ""),
        }
    }

    /// It in words.
    fn said(self, name: &str) -> Sentence {
        match self {
            Self::Conversations => Sentence::of("Conversations"),
            Self::Fallback => Sentence::of("The share with a fallback"),
            Self::Handoff => Sentence::of("The share passed to a person"),
            Self::Abandoned => Sentence::of("The share abandoned"),
            Self::Resolved => Sentence::of("The share resolved"),
            Self::Negative => Sentence::of("The share of negative messages"),
            Self::Satisfied => Sentence::of("The share of good ratings"),
            Self::Segment => {
                let segment = Segment::of_name(name).map(super::findings::segment_said);
                Sentence::of("Conversations of the segment “{name}”").words("name", segment)
            }
            Self::Intent => Sentence::of("Conversations with the intent “{name}”").plain("name", name),
            Self::Topic => Sentence::of("Conversations about “{name}”").plain("name", name),
            Self::Signal => {
                let signal = Signal::of_name(name).map(super::findings::signal_said);
                Sentence::of("Conversations with the signal “{name}”").words("name", signal)
            }
        }
    }
}

impl Dimension {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Intent,
        Self::Topic,
        Self::Segment,
        Self::Channel,
        Self::Language,
        Self::Spoken,
        Self::Variant,
        Self::Tag,
        Self::Column,
    ];
}

impl Slice {
    /// The filter that means it.
    fn filter(&self) -> String {
        let field = match self.dimension {
            Dimension::Intent => Field::Intent,
            Dimension::Topic => Field::Topic,
            Dimension::Segment => Field::Segment,
            Dimension::Channel => Field::Channel,
            Dimension::Language => Field::Language,
            Dimension::Spoken => Field::Spoken,
            Dimension::Variant => Field::Variant,
            Dimension::Tag => Field::Tag,
            Dimension::Column => return groups::filter_by_column(&self.column, &self.value),
        };
        groups::filter_by(field, &self.value)
    }

    /// It in words.
    fn said(&self) -> Sentence {
        let said = match self.dimension {
            Dimension::Intent => Sentence::of("intent: {name}"),
            Dimension::Topic => Sentence::of("topic: {name}"),
            Dimension::Segment => {
                let segment = Segment::of_name(&self.value).map(super::findings::segment_said);
                return Sentence::of("segment: {name}").words("name", segment);
            }
            Dimension::Channel => Sentence::of("channel: {name}"),
            Dimension::Language => Sentence::of("language: {name}"),
            Dimension::Spoken => Sentence::of("spoken language: {name}"),
            Dimension::Variant => Sentence::of("version: {name}"),
            Dimension::Tag => Sentence::of("tag: {name}"),
            Dimension::Column => {
                return Sentence::of("{column}: {name}")
                    .plain("column", &self.column)
                    .plain("name", &self.value);
            }
        };
        said.plain("name", &self.value)
    }

    /// Whether another goes by the same.
    fn is_beside(&self, other: &Self) -> bool {
        (self.dimension, &self.column) == (other.dimension, &other.column)
    }
}

impl Suspect {
    /// Whether a day is one of its own, or one that they are held against.
    pub fn place(&self, day: i32) -> Option<usize> {
        let is_own = (self.days.0..=self.days.1).contains(&day);
        if is_own { Some(0) } else { self.against.binary_search(&day).ok().map(|_| 1) }
    }

    /// Whether nothing is said by a part of that dimension: it is what the measure itself goes by.
    pub fn says_nothing(&self, dimension: Dimension) -> bool {
        matches!(
            (self.measure, dimension),
            (Measure::Segment, Dimension::Segment)
                | (Measure::Intent, Dimension::Intent)
                | (Measure::Topic, Dimension::Topic)
        )
    }
}

impl ChangesPartial {
    /// What it counts, in words.
    pub const DEFINITIONS: &'static [Definition] = definitions::DEFINITIONS;

    /// A part that is to hold the explanation of these, and has counted nothing yet.
    pub fn explaining(suspects: &[Suspect]) -> Self {
        let begun =
            |suspect: &Suspect| Sliced { suspect: suspect.clone(), all: [0; 4], parts: BTreeMap::new() };
        Self { sliced: suspects.iter().map(begun).collect(), ..Self::default() }
    }

    /// Takes in one conversation with the names that it has, each once: those of the measures that have names.
    pub fn observe<'n>(&mut self, case: &Case<'_>, named: impl Iterator<Item = (Measure, &'n str)>) {
        let Some(start) = case.start else { return };
        self.hours[usize::from(start.hour) % 24] += 1;
        let hour = u32::from(start.hour);
        let edge = self.edges.entry(start.day).or_insert((hour, hour));
        *edge = (edge.0.min(hour), edge.1.max(hour));
        let mut add = |key: (Measure, String), (n, of): (u64, u64)| {
            let days = self.counts.entry(key).or_default();
            days.add(start.day, 0, n);
            days.add(start.day, 1, of);
        };
        for measure in Measure::ALL {
            let (n, of) = measure.of(case);
            if of > 0 && (measure.is_share() || measure == Measure::Conversations) {
                add((measure, String::new()), (n, of));
            }
        }
        for (measure, name) in named.filter(|(_, name)| !name.is_empty()) {
            add((measure, name.to_owned()), (1, 1));
        }
    }

    /// Takes in a message of a user that has an intent: whether it answers what went before. An intent that mostly does
    /// comes with every failure, and explains none.
    pub fn observe_intent(&mut self, name: &str, is_reaction: bool) {
        if !self.reactions.contains_key(name) {
            self.reactions.insert(name.to_owned(), (0, 0));
        }
        if let Some((said, reactions)) = self.reactions.get_mut(name) {
            *said += 1;
            *reactions += u64::from(is_reaction);
        }
    }

    fn is_reaction(&self, intent: &str) -> bool {
        self.reactions.get(intent).is_some_and(|(said, reactions)| reactions * 2 > *said)
    }

    /// Takes in what another has observed.
    pub fn merge(&mut self, other: Self) {
        self.hours.iter_mut().zip(other.hours).for_each(|(mine, other)| *mine += other);
        for (day, (first, last)) in other.edges {
            let edge = self.edges.entry(day).or_insert((first, last));
            *edge = (edge.0.min(first), edge.1.max(last));
        }
        for (key, days) in other.counts {
            self.counts.entry(key).or_default().merge(&days);
        }
        for (name, (said, reactions)) in other.reactions {
            let mine = self.reactions.entry(name).or_default();
            *mine = (mine.0 + said, mine.1 + reactions);
        }
        for sliced in other.sliced {
            match self.sliced.iter_mut().find(|mine| mine.suspect == sliced.suspect) {
                None => self.sliced.push(sliced),
                Some(mine) => {
                    let sum = |mine: &mut Counted, other: Counted| {
                        mine.iter_mut().zip(other).for_each(|(mine, other)| *mine += other);
                    };
                    sum(&mut mine.all, sliced.all);
                    for (part, counted) in sliced.parts {
                        sum(mine.parts.entry(part).or_default(), counted);
                    }
                }
            }
        }
    }

    /// What is to be asked next: what is out of the ordinary, part by part, and then the parts that account for most
    /// of it. Nothing where all is known.
    pub fn suspects(&self) -> Vec<Suspect> {
        if self.sliced.is_empty() {
            return Judgement::of(self).map(|judged| judged.suspects()).unwrap_or_default();
        }
        let sliced = self.explanations();
        let known = |suspect: &Suspect| sliced.iter().any(|sliced| sliced.suspect == *suspect);
        let first = sliced.iter().filter(|sliced| sliced.suspect.within.is_none());
        let within = first.filter_map(|sliced| {
            let best = explain::best(sliced, None)?;
            Some(Suspect { within: Some(best.slice), ..sliced.suspect.clone() })
        });
        within.filter(|suspect| !known(suspect)).collect()
    }

    /// What was asked part by part, without intents that explain none.
    fn explanations(&self) -> Vec<Sliced> {
        let explains = |part: &Slice| part.dimension != Dimension::Intent || !self.is_reaction(&part.value);
        let mut all = self.sliced.clone();
        for sliced in &mut all {
            sliced.parts.retain(|part, _| explains(part));
        }
        all
    }

    /// What all of it says.
    pub fn finish(&self) -> Findings {
        sheets::findings(&self.explanations(), Judgement::of(self).as_ref())
    }
}
