//! Corrections: a person says of one message that a label is right or wrong, and what it is instead.
//!
//! A correction holds of its message, which is known by its conversation's id and its line, and of messages by
//! the same side that say nearly the same: at a cosine of 0.9 or more, and of three words at least, because
//! what is shorter means something by what stands before it. Where several corrections are near, they vote,
//! each by how much nearer it is than that. Nothing else changes: it is meant to follow a person no further
//! than they went.

use std::hash::Hasher;

use siphasher::sip::SipHasher13;

use super::Features;
use crate::{
    binary::{Frozen, In, Out},
    conversation::Role,
    language::{Act, Emotion, Heard, Segment, SentimentClass, Signal},
    text::model::{Model, Scratch, UNIT},
};

/// Messages at this cosine or nearer follow a correction: nine tenths, times the square of the unit.
const LIMIT: i64 = UNIT as i64 * UNIT as i64 * 9 / 10;

/// Words that a message needs for others to follow it, and to follow others.
const ENOUGH: usize = 3;

/// The vote of a message's own correction: more than any number of others.
const OWN: i64 = 1 << 48;

/// Sentiment of a message whose class a person gave, in hundredths.
const FELT: i8 = 50;

/// A label that can be corrected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// What it does.
    Act(Act),
    /// How far along the way to buying it is.
    Segment(Segment),
    /// What its user feels.
    Emotion(Emotion),
    /// What its user gives away.
    Signal(Signal),
    /// The class of its sentiment.
    Mood(SentimentClass),
}

impl Target {
    /// The label of a name, by what it is of.
    ///
    /// ```
    /// use undertone::language::taught::Target;
    /// assert_eq!(Target::of_names("act", "thank").map(Target::names), Some(("act", "thank")));
    /// assert_eq!(Target::of_names("act", "dance"), None);
    /// ```
    pub fn of_names(of: &str, label: &str) -> Option<Self> {
        match of {
            "act" => Act::of_name(label).map(Self::Act),
            "segment" => Segment::of_name(label).map(Self::Segment),
            "emotion" => Emotion::of_name(label).map(Self::Emotion),
            "signal" => Signal::of_name(label).map(Self::Signal),
            "mood" => SentimentClass::of_name(label).map(Self::Mood),
            _ => None,
        }
    }

    /// What it is of, and its name.
    pub fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Act(act) => ("act", act.name()),
            Self::Segment(segment) => ("segment", segment.name()),
            Self::Emotion(emotion) => ("emotion", emotion.name()),
            Self::Signal(signal) => ("signal", signal.name()),
            Self::Mood(class) => ("mood", class.name()),
        }
    }

    /// Whether a message has it.
    pub fn is_in(self, heard: Heard) -> bool {
        match self {
            Self::Act(act) => heard.act() == Some(act),
            Self::Segment(segment) => heard.segment() == Some(segment),
            Self::Emotion(emotion) => heard.emotions.has(emotion),
            Self::Signal(signal) => heard.signals.has(signal),
            Self::Mood(class) => heard.class() == Some(class),
        }
    }

    /// Whether a message has at most one of its kind.
    fn is_exclusive(self) -> bool {
        matches!(self, Self::Act(_) | Self::Segment(_) | Self::Mood(_))
    }

    fn is_of_kind(self, other: Self) -> bool {
        self.names().0 == other.names().0
    }

    /// A message with it.
    fn given(self, mut heard: Heard) -> Heard {
        match self {
            Self::Act(act) => return heard.with_act(Some(act)),
            Self::Segment(segment) => return heard.with_segment(Some(segment)),
            Self::Emotion(emotion) => heard.emotions = heard.emotions.with(emotion),
            Self::Signal(signal) => heard.signals = heard.signals.with(signal),
            Self::Mood(class) if heard.class() != Some(class) => {
                return heard.with_sentiment(match class {
                    SentimentClass::Negative => -FELT,
                    SentimentClass::Neutral => 0,
                    SentimentClass::Positive => FELT,
                });
            }
            Self::Mood(_) => {}
        }
        heard
    }

    /// A message without it.
    fn taken(self, mut heard: Heard) -> Heard {
        if !self.is_in(heard) {
            return heard;
        }
        match self {
            Self::Act(_) => return heard.with_act(None),
            Self::Segment(_) => return heard.with_segment(None),
            Self::Emotion(emotion) => heard.emotions = heard.emotions.without(emotion),
            Self::Signal(signal) => heard.signals = heard.signals.without(signal),
            // A mood that is not this one, and nobody says which, is none to speak of.
            Self::Mood(_) => return heard.with_sentiment(0),
        }
        heard
    }
}

impl Frozen for Target {
    fn freeze(&self, out: &mut Out) {
        let (of, label) = self.names();
        out.text(of);
        out.text(label);
    }

    fn thaw(from: &mut In<'_>) -> Option<Self> {
        Self::of_names(&from.text()?, &from.text()?)
    }
}

/// What a person said of one message. Its text is masked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// By what the message is known again: [`key_of`].
    pub at: u64,
    /// Who speaks in it.
    pub role: Role,
    /// Its text.
    pub text: String,
    /// The label that is spoken of.
    pub target: Target,
    /// Whether it has that label.
    pub has: bool,
    /// What it is instead.
    pub instead: Option<Target>,
}

crate::frozen! { Correction { at, role, text, target, has, instead } }

impl Correction {
    /// Whether it says anew what another said.
    pub(super) fn replaces(&self, other: &Self) -> bool {
        let is_same = if self.target.is_exclusive() {
            self.target.is_of_kind(other.target)
        } else {
            self.target == other.target
        };
        self.at == other.at && is_same
    }
}

/// By what a message is known again when its files are read once more.
pub fn key_of(conversation: &str, line: u32) -> u64 {
    let mut hasher = SipHasher13::new();
    hasher.write(conversation.as_bytes());
    hasher.write_u32(line);
    hasher.finish()
}

/// Corrections ready to be used, each with what its message means.
#[derive(Debug, Default)]
pub struct Corrector {
    corrections: Vec<(Correction, Features)>,
}

impl Corrector {
    /// Of these corrections, by a model.
    pub fn new(corrections: &[Correction], model: &Model, scratch: &mut Scratch) -> Self {
        let read = |one: &Correction| (one.clone(), Features::of(model, scratch, &one.text, false));
        Self { corrections: corrections.iter().map(read).collect() }
    }

    /// Bytes of memory.
    pub fn bytes(&self) -> u64 {
        let of =
            |one: &(Correction, Features)| one.0.text.capacity() as u64 + crate::size::list(&one.1.meaning);
        crate::size::list(&self.corrections) + self.corrections.iter().map(of).sum::<u64>()
    }

    /// Whether there is nothing to correct.
    pub fn is_empty(&self) -> bool {
        self.corrections.is_empty()
    }

    /// What is heard in a message after what people said of it and of its like.
    pub fn corrected(&self, heard: Heard, (at, role): (u64, Role), features: &Features) -> Heard {
        let mut votes: Vec<(Target, i64)> = Vec::new();
        let mut vote =
            |target: Target, votes_for: i64| match votes.iter_mut().find(|(known, _)| *known == target) {
                Some((_, sum)) => *sum += votes_for,
                None => votes.push((target, votes_for)),
            };
        for (correction, of) in &self.corrections {
            let weight = weight((correction.at, correction.role), of, (at, role), features);
            if weight > 0 {
                vote(correction.target, if correction.has { weight } else { -weight });
                correction.instead.into_iter().for_each(|instead| vote(instead, weight));
            }
        }
        let taken = votes.iter().filter(|(_, sum)| *sum < 0);
        let mut corrected = taken.fold(heard, |heard, (target, _)| target.taken(heard));
        // Of those that exclude each other the one with most votes comes last, and stays.
        crate::order::sort_by(&mut votes, |one, two| one.1.cmp(&two.1));
        for (target, _) in votes.iter().filter(|(_, sum)| *sum > 0) {
            corrected = target.given(corrected);
        }
        corrected
    }
}

/// How much a correction has to say of a message.
fn weight((own, by): (u64, Role), of: &Features, (at, role): (u64, Role), features: &Features) -> i64 {
    if own == at {
        return OWN;
    }
    if by != role || of.n_words < ENOUGH || features.n_words < ENOUGH {
        return 0;
    }
    (i64::from(of.nearness(&features.meaning)) - LIMIT + 1).max(0)
}
