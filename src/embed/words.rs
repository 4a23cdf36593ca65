//! Names and numbers of a panel, in words.

use crate::{
    insight::{Figure, State, Unit},
    language::{Emotion, Segment, SentimentClass, Signal},
    live::{Feared, Window, alerts::DryRun},
    say,
    words::{
        self, decimal, duration,
        labels::{emotion_words, segment_words, signal_words},
        plural, share, signed, t, tr,
    },
};

/// What a figure is called.
pub fn title(name: &str) -> String {
    let known = match name {
        "conversations" => t("Conversations"),
        "utterances" => t("Messages"),
        "fallback_rate" => t("Fallback rate"),
        "handoff_rate" => t("Handoff rate"),
        "containment_rate" => t("Containment rate"),
        "resolution_rate" => t("Resolution rate"),
        "negative_share" => t("Negative messages"),
        "bounce_rate" => t("Bounce rate"),
        "csat_top2" => t("Satisfaction (top two boxes)"),
        "lead_capture_rate" => t("Lead capture rate"),
        "first_response_time" => t("First response time"),
        "rephrase_rate" => t("Rephrase rate"),
        other => return tr(&other.replace('_', " ")).into_owned(),
    };
    known.to_owned()
}

/// A value in its unit.
pub fn value(figure: &Figure, value: f64) -> String {
    match figure.unit {
        Unit::Count => words::count(value.max(0.0) as u64),
        Unit::Share => share(value, figure.of.unwrap_or_default()),
        Unit::Millis => duration(value),
        Unit::Sentiment | Unit::Points => signed(value),
        Unit::Score | Unit::Number | Unit::Money | Unit::Chance => decimal(value, 2),
    }
}

/// What stands below a figure: how many it is of, or why it is not there.
pub fn base(figure: &Figure) -> String {
    match (figure.state, figure.of, &figure.reason) {
        (State::Absent | State::TooFew, _, Some(reason)) => tr(reason).into_owned(),
        (_, Some(of), _) => say!("{n} of {all}", n = words::count(figure.n), all = words::count(of)),
        _ => String::new(),
    }
}

/// What a window is called.
pub fn window(window: Window) -> &'static str {
    match window {
        Window::Minutes => t("5 min"),
        Window::Hour => t("1 hour"),
        Window::Day => t("24 hours"),
        Window::Ever => t("All"),
    }
}

/// A part of a split.
pub fn part(split: &str, name: &str) -> String {
    let known = match split {
        "segment" if name == "unsure" => Some(t("Unsure")),
        "segment" => find(Segment::ALL, name, Segment::name).map(segment_words),
        "signal" => find(Signal::ALL, name, Signal::name).map(signal_words),
        "emotion" => find(Emotion::ALL, name, Emotion::name).map(emotion_words),
        _ => None,
    };
    known.map_or_else(|| tr(&name.replace('_', " ")).into_owned(), str::to_owned)
}

fn find<T: Copy>(all: &[T], name: &str, named: fn(T) -> &'static str) -> Option<T> {
    all.iter().copied().find(|one| named(*one) == name)
}

/// What a rule watches.
pub fn watched(written: &str) -> String {
    let signal = |name| part("signal", name);
    match written.split_once(':') {
        Some(("change", name)) => say!("{figure}, against the history", figure = title(name)),
        Some(("signal", name)) => say!("Conversations with “{signal}”", signal = signal(name)),
        Some(("any", name)) => say!("Any conversation with “{signal}”", signal = signal(name)),
        _ if written == "pace" => t("Messages a minute").to_owned(),
        _ if written == "risk" => t("Risk of handoff or abandonment").to_owned(),
        _ => title(written),
    }
}

/// A value that a rule speaks of.
pub fn watched_value(written: &str, value: f64) -> String {
    match written {
        "pace" => decimal(value, 1),
        "csat_mean" | "sentiment" => signed(value),
        _ if value <= 1.0 => share(value, 0),
        _ => decimal(value, 1),
    }
}

/// What a rule would have done in the history; empty where that cannot be told.
pub fn dry_run(run: DryRun) -> String {
    if run.hours == 0 {
        return String::new();
    }
    let times = plural(u64::from(run.warnings + run.alerts), "{n} time", "{n} times");
    let hours = plural(u64::from(run.hours), "{n} hour", "{n} hours");
    say!("would have spoken {times} in {hours} of the history", times = times, hours = hours)
}

/// How long ago something was, at a moment.
pub fn ago(at: i64, now: i64) -> String {
    match (now - at).max(0) / 1_000 {
        ..5 => t("now").to_owned(),
        seconds @ 5..60 => plural(seconds as u64, "{n} second ago", "{n} seconds ago"),
        seconds => plural(seconds as u64 / 60, "{n} minute ago", "{n} minutes ago"),
    }
}

/// What was left out, by the name of its kind.
pub fn left_out(kind: &str) -> String {
    let known = match kind {
        "repeated" => t("came again, counted once"),
        "noise" => t("messages of other scripts"),
        "unreadable" => t("no JSON"),
        "unknown_source" => t("of a source that is not known"),
        "no_messages" => t("without a message in it"),
        "bad_time" => t("with a time that cannot be read"),
        "unknown_role" => t("whose speaker is not known"),
        other => return other.replace('_', " "),
    };
    known.to_owned()
}

/// What is to be feared of a conversation.
pub fn feared(risk: &Feared) -> String {
    let reasons: Vec<String> = risk.reasons.iter().map(|reason| reason.said(tr)).collect();
    let (end, chance) = (risk.end.said(tr), share(risk.chance, 0));
    if reasons.is_empty() {
        say!("may end so: {end} ({chance})", end = end, chance = chance)
    } else {
        say!(
            "may end so: {end} ({chance}; {reasons})",
            end = end,
            chance = chance,
            reasons = reasons.join(", ")
        )
    }
}

/// A sentiment in words.
pub fn mood(hundredths: i32) -> &'static str {
    match SentimentClass::of(hundredths.clamp(-100, 100) as i8) {
        SentimentClass::Negative => t("unhappy"),
        SentimentClass::Neutral => t("calm"),
        SentimentClass::Positive => t("happy"),
    }
}
