//! What a term can ask about.

use crate::{
    conversation::{Evidence, Outcome},
    language::{Act, Emotion, Segment, SentimentClass, Signal},
};

use super::{Flag, filter::NONE};

/// Names of the weekdays in a filter, Monday first.
pub const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// What a term asks about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// How it ended.
    Outcome,
    /// What decided how it ended.
    Evidence,
    /// A property that it has or lacks.
    Is,
    /// Where it took place.
    Channel,
    /// Its language tag.
    Language,
    /// Its experiment variant or bot version.
    Variant,
    /// A label of the source.
    Tag,
    /// An intent that the source gave one of its utterances.
    Intent,
    /// Day on which it began.
    Day,
    /// Weekday on which it began.
    Weekday,
    /// Hour of the day at which it began, 0 to 23.
    Hour,
    /// Messages of users, bots and agents.
    Messages,
    /// Turns of users, bots and agents.
    Turns,
    /// Minutes from its first to its last message.
    Minutes,
    /// Its rating, brought to 1 … 5.
    Rating,
    /// Its user, masked.
    User,
    /// Its id, masked.
    Id,
    /// Words that somebody says in it.
    Says,
    /// How long before the end of the data it began.
    Last,
    /// How long before the end of the data its last message came.
    Active,
    /// How far along the way to buying it gets.
    Segment,
    /// What its user gives away.
    Signal,
    /// What its user feels in a message.
    Emotion,
    /// The class of a sentiment that one of its user's messages has.
    Mood,
    /// How its user's mood went.
    Trajectory,
    /// What stands at the message at which that mood turned.
    Turned,
    /// What somebody does in a message.
    Act,
    /// Mean sentiment of its user's messages, −1 to 1.
    Sentiment,
    /// The language that its user speaks, as a code.
    Spoken,
    /// A label that people taught, in one of its user's messages.
    Label,
    /// A goal that it reached.
    Goal,
    /// A model that wrote one of its answers.
    Model,
    /// Tokens that its answers took, sent and written.
    Tokens,
    /// The longest that an answer took, in seconds, as the source states it.
    Latency,
    /// What its answers cost, in the source's currency.
    Cost,
    /// A way that it takes, from state to state.
    Path,
    /// Steps that it comes through, one after the other.
    Funnel,
    /// The topic of its first request that is in one.
    Topic,
    /// A question that its user asks, by the wording that it is called by.
    Question,
    /// Such a question at which the bot failed.
    Failed,
    /// What one of its user's messages with a signal is about.
    Voice,
    /// What its user names: a platform, a competitor, an amount.
    Entity,
    /// A column of the source; its name stands in the test.
    Column,
    /// Several conditions, joined by “or” or “then”: it has no name.
    Group,
}

/// What stands before the name of a column of the source where it would mean something else, and before
/// that of every one in a list of names by field.
pub const COLUMN: &str = "column.";

/// What the values of a field are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One of a list that is always the same.
    Listed(&'static [&'static str]),
    /// A name that the data give.
    Named,
    /// A number.
    Number,
    /// Seconds, with or without their unit.
    Seconds,
    /// A day.
    Day,
    /// A stretch of time.
    Span,
    /// Words.
    Words,
    /// A way from state to state.
    Path,
    /// Filters one after the other.
    Funnel,
}

/// The names of all values of an enumeration, and those that are given behind them.
macro_rules! names {
    (@fill) => { "" };
    (@fill $other:expr) => { $other };
    (@more) => { 0 };
    (@more $other:expr) => { 1 };
    ($($constant:ident of $enumeration:ty $(, or $other:expr)?;)*) => {$(
        const $constant: &[&str] = &{
            // What is behind the names of the enumeration stays as it is filled here.
            let mut names = [names!(@fill $($other)?); <$enumeration>::ALL.len() + names!(@more $($other)?)];
            let mut i = 0;
            while i < <$enumeration>::ALL.len() {
                names[i] = <$enumeration>::ALL[i].name();
                i += 1;
            }
            names
        };
    )*};
}

names! {
    OUTCOMES of Outcome;
    EVIDENCE of Evidence;
    FLAGS of Flag;
    SEGMENTS of Segment, or NONE;
    SIGNALS of Signal, or NONE;
    EMOTIONS of Emotion, or NONE;
    MOODS of SentimentClass, or NONE;
    ACTS of Act, or NONE;
}

/// How a mood can go, as [`crate::insight`] calls it.
const TRAJECTORIES: &[&str] = &["improving", "steady", "deteriorating", "recovered", NONE];

/// What can stand where it turned, as [`crate::insight`] calls it.
const PIVOTS: &[&str] = &[
    "fallback",
    "handoff",
    "agent",
    "question",
    "apology",
    "closing",
    "answer",
    "no_answer",
    "asked_human",
    "rephrase",
    "denial",
    "complaint",
    "thanks",
    NONE,
];

impl Field {
    /// All that have a name, the most used first.
    pub const ALL: [Self; 42] = [
        Self::Outcome,
        Self::Is,
        Self::Channel,
        Self::Day,
        Self::Last,
        Self::Active,
        Self::Rating,
        Self::Messages,
        Self::Turns,
        Self::Minutes,
        Self::Segment,
        Self::Signal,
        Self::Sentiment,
        Self::Mood,
        Self::Emotion,
        Self::Trajectory,
        Self::Turned,
        Self::Act,
        Self::Label,
        Self::Goal,
        Self::Weekday,
        Self::Hour,
        Self::Tag,
        Self::Intent,
        Self::Spoken,
        Self::Language,
        Self::Variant,
        Self::Evidence,
        Self::Model,
        Self::Tokens,
        Self::Latency,
        Self::Cost,
        Self::User,
        Self::Id,
        Self::Path,
        Self::Funnel,
        Self::Says,
        Self::Topic,
        Self::Question,
        Self::Failed,
        Self::Voice,
        Self::Entity,
    ];

    /// Those that are known once topics are found.
    pub const OF_TOPICS: [Self; 3] = [Self::Topic, Self::Question, Self::Failed];

    /// The name that stands before the colon.
    pub fn name(self) -> &'static str {
        match self {
            Self::Outcome => "outcome",
            Self::Evidence => "evidence",
            Self::Is => "is",
            Self::Channel => "channel",
            Self::Language => "language",
            Self::Variant => "variant",
            Self::Tag => "tag",
            Self::Intent => "intent",
            Self::Day => "day",
            Self::Weekday => "weekday",
            Self::Hour => "hour",
            Self::Messages => "messages",
            Self::Turns => "turns",
            Self::Minutes => "minutes",
            Self::Rating => "rating",
            Self::User => "user",
            Self::Id => "id",
            Self::Says => "says",
            Self::Last => "last",
            Self::Active => "recent",
            Self::Segment => "segment",
            Self::Signal => "signal",
            Self::Emotion => "emotion",
            Self::Mood => "mood",
            Self::Trajectory => "trajectory",
            Self::Turned => "turned",
            Self::Act => "act",
            Self::Sentiment => "sentiment",
            Self::Spoken => "spoken",
            Self::Label => "label",
            Self::Goal => "goal",
            Self::Model => "model",
            Self::Tokens => "tokens",
            Self::Latency => "latency",
            Self::Cost => "cost",
            Self::Path => "path",
            Self::Funnel => "funnel",
            Self::Topic => "topic",
            Self::Question => "question",
            Self::Failed => "failed",
            Self::Voice => "voice",
            Self::Entity => "entity",
            Self::Column | Self::Group => "",
        }
    }

    /// The field of a name, in any case.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name().eq_ignore_ascii_case(name))
    }

    /// What its values are.
    pub fn shape(self) -> Shape {
        match self {
            Self::Outcome => Shape::Listed(OUTCOMES),
            Self::Evidence => Shape::Listed(EVIDENCE),
            Self::Is => Shape::Listed(FLAGS),
            Self::Weekday => Shape::Listed(&WEEKDAYS),
            Self::Segment => Shape::Listed(SEGMENTS),
            Self::Signal => Shape::Listed(SIGNALS),
            Self::Emotion => Shape::Listed(EMOTIONS),
            Self::Mood => Shape::Listed(MOODS),
            Self::Trajectory => Shape::Listed(TRAJECTORIES),
            Self::Turned => Shape::Listed(PIVOTS),
            Self::Act => Shape::Listed(ACTS),
            Self::Channel
            | Self::Language
            | Self::Variant
            | Self::Tag
            | Self::Intent
            | Self::Spoken
            | Self::Label
            | Self::Goal
            | Self::Model
            | Self::User
            | Self::Id
            | Self::Topic
            | Self::Question
            | Self::Failed
            | Self::Voice
            | Self::Entity
            | Self::Column => Shape::Named,
            Self::Day => Shape::Day,
            Self::Hour
            | Self::Messages
            | Self::Turns
            | Self::Minutes
            | Self::Rating
            | Self::Sentiment
            | Self::Tokens
            | Self::Cost => Shape::Number,
            Self::Latency => Shape::Seconds,
            Self::Last | Self::Active => Shape::Span,
            Self::Path => Shape::Path,
            Self::Funnel => Shape::Funnel,
            Self::Says | Self::Group => Shape::Words,
        }
    }

    /// Whether its values are somebody's own words or name, which no link may hold. Topics, questions and what is said
    /// with a signal are named in the words of those who write.
    pub fn is_personal(self) -> bool {
        matches!(self, Self::Says | Self::User | Self::Id | Self::Voice | Self::Entity)
            || Self::OF_TOPICS.contains(&self)
    }
}
