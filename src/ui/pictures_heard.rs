//! The pictures of what is heard: moods, emotions, segments, signals, languages.

use super::labels;
use crate::{
    charts::{Bars, Columns, Hue, Picture, Shares, SharesPart},
    conversation::Day,
    insight::{Breakdown, Trajectory},
    language::{Emotion, Segment, SentimentClass, Signal},
    order::sort_by,
    report::Report,
    words::t,
};

/// How the split of moods went over time.
pub fn moods(report: &Report) -> Option<Picture> {
    let series = |class: &SentimentClass| report.board.series.get(&format!("{}_over_time", class.name()));
    let start = SentimentClass::ALL.iter().find_map(|class| Day::parse(&series(class)?.start))?;
    let part = |class: &SentimentClass| SharesPart {
        label: labels::class_words(*class).to_owned(),
        name: Some(class.name().to_owned()),
        hue: labels::class_hue(*class),
    };
    let counts: Vec<Vec<u64>> = SentimentClass::ALL
        .iter()
        .map(|class| series(class).map(|series| series.counts.clone()).unwrap_or_default())
        .collect();
    Shares::daily(SentimentClass::ALL.iter().map(part).collect(), start, &counts, "messages")
        .map(Picture::Shares)
}

/// How sentiment is spread.
pub fn sentiment(report: &Report) -> Option<Picture> {
    let spread = report.board.distributions.get("sentiment")?;
    Columns::of_sentiments(spread, t("Sentiment"), "messages").map(Picture::Columns)
}

/// How moods went over conversations.
pub fn trajectories(report: &Report) -> Option<Picture> {
    let dress = |_, name: &str| match Trajectory::ALL.into_iter().find(|course| course.name() == name) {
        Some(course) => (labels::trajectory_words(course).to_owned(), labels::trajectory_hue(course)),
        None => (name.to_owned(), Hue::Grey),
    };
    bars(report, "sentiment_trajectory", t("How the mood went"), "conversations", 4, dress)
}

/// Emotions, the most frequent first; messages without any are left out.
pub fn emotions(report: &Report) -> Option<Picture> {
    let dress = |_, name: &str| match Emotion::of_name(name) {
        Some(emotion) => (labels::emotion_words(emotion).to_owned(), labels::emotion_hue(emotion)),
        None => (name.to_owned(), Hue::Grey),
    };
    let split = ranked(report.board.breakdowns.get("emotion")?, |name| name != "none");
    Bars::new(&split, t("Emotion"), "messages", 7, dress).map(Picture::Bars)
}

/// Segments, in the order of the way to buying.
pub fn segments(report: &Report) -> Option<Picture> {
    let dress = |_, name: &str| match Segment::of_name(name) {
        Some(segment) => (labels::segment_words(segment).to_owned(), labels::segment_hue(segment)),
        None => (t("Unsure").to_owned(), Hue::Grey),
    };
    bars(report, "segment", t("Segment"), "conversations", 7, dress)
}

/// Signals, the most frequent first; those that nobody gave are left out.
pub fn signals(report: &Report) -> Option<Picture> {
    let dress = |_, name: &str| (labels::label_words("signal", name).unwrap_or(name).to_owned(), Hue::Accent);
    let split = ranked(report.board.breakdowns.get("signal")?, |_| true);
    Bars::new(&split, t("Signal"), "conversations", Signal::ALL.len(), dress).map(Picture::Bars)
}

/// Languages that are spoken; `name` gives that of a code.
pub fn languages(report: &Report, name_of: fn(&str) -> String) -> Option<Picture> {
    let dress = |_, name: &str| match name {
        "none" => (t("too little to tell").to_owned(), Hue::Grey),
        code => (name_of(code), Hue::Accent),
    };
    bars(report, "spoken_language", t("Language"), "conversations", 7, dress)
}

fn bars(
    report: &Report,
    name: &str,
    title: &'static str,
    noun: &'static str,
    most: usize,
    dress: impl Fn(usize, &str) -> (String, Hue),
) -> Option<Picture> {
    Bars::new(report.board.breakdowns.get(name)?, title, noun, most, dress).map(Picture::Bars)
}

/// The parts of a split that there are, the largest first.
fn ranked(split: &Breakdown, wanted: impl Fn(&str) -> bool) -> Breakdown {
    let mut parts: Vec<(String, u64)> =
        split.parts.iter().filter(|(name, n)| *n > 0 && wanted(name)).cloned().collect();
    sort_by(&mut parts, |one, two| two.1.cmp(&one.1));
    Breakdown { parts, ..split.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_of_nothing_heard_gives_no_picture() {
        let report = Report::default();
        for picture in [moods, sentiment, trajectories, emotions, segments, signals] {
            assert_eq!(picture(&report), None);
        }
    }

    #[test]
    fn the_most_frequent_stand_first_and_what_nobody_gave_is_left_out() {
        let parts =
            vec![("a".to_owned(), 1), ("b".to_owned(), 0), ("c".to_owned(), 5), ("none".to_owned(), 9)];
        let split = Breakdown { name: "emotion".into(), parts, of: 15 };
        let kept: Vec<String> =
            ranked(&split, |name| name != "none").parts.into_iter().map(|part| part.0).collect();
        assert_eq!(kept, ["c", "a"]);
    }
}
