//! The names under which a conversation goes for what is heard in it.

use crate::{
    insight::{Pivot, Voice},
    language::{Act, Emotion, SentimentClass, Signal},
    query::Field,
};

/// The fields whose names are heard.
pub const FIELDS: [Field; 8] = [
    Field::Segment,
    Field::Signal,
    Field::Mood,
    Field::Emotion,
    Field::Trajectory,
    Field::Turned,
    Field::Act,
    Field::Spoken,
];

/// The names of those that a conversation has of what people named, labels or goals, a bit each; `names` are all by
/// their slots.
pub fn of_bits(bits: u16, names: &[String]) -> impl Iterator<Item = &str> {
    names.iter().enumerate().filter(move |(slot, _)| bits >> slot & 1 == 1).map(|(_, name)| name.as_str())
}

/// The names of a conversation under a field, in the order of their labels; none where nothing is heard.
pub fn names(voice: &Voice, field: Field) -> Vec<&'static str> {
    match field {
        Field::Segment => voice.segment.iter().map(|segment| segment.name()).collect(),
        Field::Trajectory => voice.trajectory.iter().map(|course| course.name()).collect(),
        Field::Turned => voice.turn.iter().flat_map(|turn| turn.at.iter()).map(Pivot::name).collect(),
        Field::Signal => voice.signals.iter().map(Signal::name).collect(),
        Field::Spoken => voice.language.iter().map(|language| language.code()).collect(),
        Field::Act => voice.acts.iter().map(Act::name).collect(),
        Field::Emotion => Emotion::ALL
            .iter()
            .filter(|one| voice.emotions[**one as usize] > 0)
            .map(|one| one.name())
            .collect(),
        Field::Mood => SentimentClass::ALL
            .iter()
            .filter(|one| voice.classes[**one as usize] > 0)
            .map(|one| one.name())
            .collect(),
        _ => Vec::new(),
    }
}
