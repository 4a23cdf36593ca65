//! The colours of labels, the same wherever they are shown.

use crate::{
    charts::Hue,
    insight::Trajectory,
    language::{Emotion, Segment, SentimentClass},
};

pub use crate::words::labels::{
    class_words, emotion_words, label_words, segment_words, signal_words, trajectory_words,
};

/// The colour of a segment.
pub fn segment_hue(segment: Segment) -> Hue {
    match segment {
        Segment::Research => Hue::Blue,
        Segment::Comparison => Hue::Orange,
        Segment::Objection => Hue::Vermillion,
        Segment::ReadyToBuy => Hue::Green,
        Segment::Support => Hue::Sky,
        Segment::Other => Hue::Grey,
    }
}

/// The colour of an emotion: warm where something is wrong, cool where it is well.
pub fn emotion_hue(emotion: Emotion) -> Hue {
    match emotion {
        Emotion::Anger => Hue::Vermillion,
        Emotion::Confusion => Hue::Yellow,
        Emotion::Urgency => Hue::Orange,
        Emotion::Disappointment => Hue::Purple,
        Emotion::Worry => Hue::Grey,
        Emotion::Satisfaction => Hue::Blue,
        Emotion::Gratitude => Hue::Sky,
    }
}

/// The colour of a class of sentiment: vermillion, grey, blue.
pub fn class_hue(class: SentimentClass) -> Hue {
    match class {
        SentimentClass::Negative => Hue::Vermillion,
        SentimentClass::Neutral => Hue::Grey,
        SentimentClass::Positive => Hue::Blue,
    }
}

/// The colour of a course of moods.
pub fn trajectory_hue(course: Trajectory) -> Hue {
    match course {
        Trajectory::Improving => Hue::Blue,
        Trajectory::Steady => Hue::Grey,
        Trajectory::Deteriorating => Hue::Vermillion,
        Trajectory::Recovered => Hue::Sky,
    }
}
