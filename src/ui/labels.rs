//! The labels of utterances and conversations in the reader's words, and their colours.

use crate::{
    charts::Hue,
    language::{Act, Emotion, Segment, SentimentClass, Signal},
    words::t,
};

/// What a label is of: the name of the field of the filter that asks for it.
pub fn label_words(of: &str, label: &str) -> String {
    let known = match of {
        "segment" => Segment::of_name(label).map(segment_words),
        "signal" => Signal::of_name(label).map(signal_words),
        "emotion" => Emotion::of_name(label).map(emotion_words),
        "act" => Act::of_name(label).map(act_words),
        "mood" => SentimentClass::of_name(label).map(class_words),
        _ => match label {
            "fallback" => Some(t("did not understand")),
            "handoff" => Some(t("passed to a person")),
            _ => None,
        },
    };
    known.map_or_else(|| label.to_owned(), str::to_owned)
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

/// The colour of a segment, the same wherever it is shown.
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
        Signal::Discoverability => t("Cannot find what exists"),
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

/// The colour of a class of sentiment: vermillion, grey, blue.
pub fn class_hue(class: SentimentClass) -> Hue {
    match class {
        SentimentClass::Negative => Hue::Vermillion,
        SentimentClass::Neutral => Hue::Grey,
        SentimentClass::Positive => Hue::Blue,
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

/// How a mood went, by its name in the registry.
pub fn trajectory_words(name: &str) -> (&'static str, Hue) {
    match name {
        "improving" => (t("Improving"), Hue::Blue),
        "steady" => (t("Steady"), Hue::Grey),
        "deteriorating" => (t("Deteriorating"), Hue::Vermillion),
        _ => (t("Recovered"), Hue::Sky),
    }
}
