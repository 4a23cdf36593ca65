//! Labels of utterances and conversations in the reader's words.

use super::t;
use crate::{
    insight::{Pivot, Trajectory},
    language::{Act, Emotion, Segment, SentimentClass, Signal},
};

/// A label in words, by what it is of: the name of the field of the filter that asks for it, or of the figure that
/// splits by it. `None` of what is no label.
///
/// ```
/// use undertone::words::labels::label_words;
/// assert_eq!(label_words("signal", "churn_risk"), Some("May leave"));
/// assert_eq!(label_words("channel", "web"), None);
/// ```
pub fn label_words(of: &str, label: &str) -> Option<&'static str> {
    match of {
        "segment" => match label {
            "unsure" => Some(t("Unsure")),
            _ => Segment::of_name(label).map(segment_words),
        },
        "signal" => Signal::of_name(label).map(signal_words),
        "emotion" => Emotion::of_name(label).map(emotion_words),
        "act" => Act::of_name(label).map(act_words),
        "mood" | "sentiment_class" => SentimentClass::of_name(label).map(class_words),
        "trajectory" | "sentiment_trajectory" => {
            let known = Trajectory::ALL.into_iter().find(|course| course.name() == label);
            known.map(trajectory_words)
        }
        "turned" => Pivot::ALL.into_iter().find(|pivot| pivot.name() == label).map(pivot_words),
        // What a message does as the rules of the figures have it, besides what the model calls it.
        "" => match label {
            "fallback" => Some(act_words(Act::Fallback)),
            "handoff" => Some(act_words(Act::Handoff)),
            _ => None,
        },
        _ => None,
    }
}

/// The name of a segment.
pub fn segment_words(segment: Segment) -> &'static str {
    match segment {
        Segment::Research => t("Research"),
        Segment::Comparison => t("Comparison"),
        Segment::Objection => t("Objection"),
        Segment::ReadyToBuy => t("Ready to buy"),
        Segment::Support => t("Support"),
        Segment::Other => t("Other"),
    }
}

/// The name of a signal.
pub fn signal_words(signal: Signal) -> &'static str {
    match signal {
        Signal::ChurnRisk => t("May leave"),
        Signal::Cancellation => t("Cancels"),
        Signal::FeatureRequest => t("Asks for a feature"),
        Signal::BugReport => t("Reports a fault"),
        Signal::Expansion => t("Wants more"),
        Signal::Competitor => t("Names a competitor"),
        Signal::PriceObjection => t("Finds it too dear"),
        Signal::Praise => t("Praises"),
        Signal::Workaround => t("Works around a gap"),
        Signal::Discoverability => t("Cannot find it"),
        Signal::Lead => t("Leaves a contact"),
        Signal::RepeatContact => t("Had written before"),
        Signal::Misunderstood => t("Was misunderstood"),
        Signal::EscalationThreat => t("Threatens to escalate"),
    }
}

/// The name of an emotion.
pub fn emotion_words(emotion: Emotion) -> &'static str {
    match emotion {
        Emotion::Anger => t("Anger"),
        Emotion::Confusion => t("Confusion"),
        Emotion::Urgency => t("Urgency"),
        Emotion::Disappointment => t("Disappointment"),
        Emotion::Worry => t("Worry"),
        Emotion::Satisfaction => t("Satisfaction"),
        Emotion::Gratitude => t("Gratitude"),
    }
}

/// The name of a class of sentiment.
pub fn class_words(class: SentimentClass) -> &'static str {
    match class {
        SentimentClass::Negative => t("Negative"),
        SentimentClass::Neutral => t("Neutral"),
        SentimentClass::Positive => t("Positive"),
    }
}

/// What an utterance does.
pub fn act_words(act: Act) -> &'static str {
    match act {
        Act::Greeting => t("greets"),
        Act::Question => t("asks"),
        Act::Request => t("wants something done"),
        Act::Inform => t("informs"),
        Act::Confirm => t("says yes"),
        Act::Deny => t("says no"),
        Act::Complain => t("complains"),
        Act::Thank => t("thanks"),
        Act::Goodbye => t("says goodbye"),
        Act::AskHuman => t("asks for a person"),
        Act::Feedback => t("gives feedback"),
        Act::Chitchat => t("chats"),
        Act::Unclear => t("is unclear"),
        Act::Answer => t("answers"),
        Act::Ask => t("asks for data"),
        Act::Offer => t("offers choices"),
        Act::Act => t("says what it did"),
        Act::Fallback => t("did not understand"),
        Act::Apologise => t("apologises"),
        Act::Handoff => t("passes to a person"),
        Act::Close => t("closes"),
        Act::Survey => t("asks for a rating"),
        Act::Promote => t("promotes"),
    }
}

/// How a mood went.
pub fn trajectory_words(course: Trajectory) -> &'static str {
    match course {
        Trajectory::Improving => t("Improving"),
        Trajectory::Steady => t("Steady"),
        Trajectory::Deteriorating => t("Deteriorating"),
        Trajectory::Recovered => t("Recovered"),
    }
}

/// What stands where a mood turned.
pub fn pivot_words(pivot: Pivot) -> &'static str {
    match pivot {
        Pivot::Fallback => t("the bot had not understood"),
        Pivot::Handoff => t("the bot had passed to a person"),
        Pivot::Agent => t("a person had answered"),
        Pivot::Question => t("the bot had asked something"),
        Pivot::Apology => t("the bot had apologised"),
        Pivot::Closing => t("the bot had taken its leave or asked whether it helped"),
        Pivot::Answer => t("the bot had answered"),
        Pivot::NoAnswer => t("nobody had answered"),
        Pivot::AskedHuman => t("the user asks for a person"),
        Pivot::Rephrase => t("the user says the same in other words"),
        Pivot::Denial => t("the user says that it did not help"),
        Pivot::Complaint => t("the user complains"),
        Pivot::Thanks => t("the user thanks or says that it is settled"),
    }
}
