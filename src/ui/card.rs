//! One figure as it is shown: value, count, interval, change, or in words why there is none.

use super::{
    parts::shown::{Change, Direction, FigureState, Shown, Tone},
    words,
};
use crate::{
    conversation::Day,
    insight::{self, Compared, Distribution, Figure, State, Unit, definition},
    report::Report,
    say,
    words::{plural_of, t, tr},
};

/// The figures read first, large.
pub const HEADLINE: [&str; 4] = ["conversations", "containment_rate", "resolution_rate", "csat_top2"];

/// What a group of figures is called, and the names of its figures.
type Ledger = (fn() -> &'static str, &'static [&'static str]);

/// The other figures in their groups.
pub const LEDGERS: [Ledger; 6] = [
    (
        || t("Messages"),
        &[
            "utterances",
            "user_utterances",
            "bot_utterances",
            "agent_utterances",
            "message_count",
            "turn_count",
            "session_length",
        ],
    ),
    (
        || t("People"),
        &[
            "users",
            "unique_users",
            "new_users",
            "returning_users",
            "identified_share",
            "engaged_conversations",
            "engaged_rate",
            "deeply_engaged_conversations",
            "deeply_engaged_rate",
            "inquiries",
            "lead_capture_rate",
        ],
    ),
    (
        || t("How it went"),
        &[
            "handoff_rate",
            "fallback_rate",
            "fallback_conversation_rate",
            "bounce_rate",
            "bot_resolution_assumed_rate",
            "bot_resolution_confirmed_rate",
            "bot_resolution_durable_rate",
            "unknown_outcome_share",
            "contradicting_outcomes",
        ],
    ),
    (
        || t("How well it was settled"),
        &[
            "deflection_rate",
            "quality_deflection_rate",
            "automation_rate",
            "first_contact_resolution_rate",
            "repeat_contact_rate",
            "repeat_window_open",
            "followed_share",
            "resolution_turns",
            "resolution_time",
            "handle_time",
            "skewed_times",
        ],
    ),
    (
        || t("What is heard"),
        &["sentiment_mean", "negative_share", "signal_rate", "rephrase_rate", "unread_share"],
    ),
    (
        || t("Satisfaction and speed"),
        &[
            "csat_response_rate",
            "csat_mean",
            "feedback_positive_rate",
            "first_response_time",
            "response_time_bot",
            "response_time_agent",
        ],
    ),
];

/// How many of the cases behind a figure, in words.
fn part(name: &str, n: u64, of: u64) -> String {
    let engaged =
        || plural_of(n, of, "{n} of {all} engaged conversation", "{n} of {all} engaged conversations");
    match name {
        "containment_rate" | "handoff_rate" | "lead_capture_rate" => engaged(),
        name if name.starts_with("bot_resolution") => engaged(),
        "resolution_rate" => plural_of(
            n,
            of,
            "{n} of {all} conversation with a known outcome",
            "{n} of {all} conversations with a known outcome",
        ),
        "csat_top2" | "csat_mean" => plural_of(n, of, "{n} of {all} rating", "{n} of {all} ratings"),
        "flagged_answer_rate" | "unsupported_answer_rate" => {
            plural_of(n, of, "{n} of {all} answer", "{n} of {all} answers")
        }
        "question_coverage" => plural_of(n, of, "{n} of {all} request", "{n} of {all} requests"),
        "unanswered_question_rate" | "request_failure_rate" => {
            plural_of(n, of, "{n} of {all} question", "{n} of {all} questions")
        }
        "unused_article_rate" => plural_of(n, of, "{n} of {all} article", "{n} of {all} articles"),
        "least_group_ratio" => plural_of(n, of, "{n} of {all} group", "{n} of {all} groups"),
        "fallback_rate" | "tokens_per_response" | "model_latency" | "model_cost" => {
            plural_of(n, of, "{n} of {all} bot message", "{n} of {all} bot messages")
        }
        "deflection_rate" | "quality_deflection_rate" => {
            plural_of(n, of, "{n} of {all} inquiry", "{n} of {all} inquiries")
        }
        "automation_rate" | "first_contact_resolution_rate" => {
            plural_of(n, of, "{n} of {all} resolved conversation", "{n} of {all} resolved conversations")
        }
        "feedback_positive_rate" => plural_of(n, of, "{n} of {all} thumb", "{n} of {all} thumbs"),
        "stickiness" => {
            plural_of(n, of, "{n} of {all} day of an active user", "{n} of {all} days of active users")
        }
        "retention_week_1" | "retention_week_4" => {
            plural_of(n, of, "{n} of {all} user", "{n} of {all} users")
        }
        "sentiment_mean" | "negative_share" | "rephrase_rate" | "unread_share" => {
            plural_of(n, of, "{n} of {all} user message", "{n} of {all} user messages")
        }
        "bounce_rate" => plural_of(
            n,
            of,
            "{n} of {all} conversation with a greeting",
            "{n} of {all} conversations with a greeting",
        ),
        "response_time_bot" | "response_time_agent" => {
            plural_of(n, of, "{n} of {all} response", "{n} of {all} responses")
        }
        _ => plural_of(n, of, "{n} of {all} conversation", "{n} of {all} conversations"),
    }
}

/// The title of a name: the registry's, or one made of the name.
pub fn title(name: &str) -> String {
    match definition(name) {
        Some(definition) => tr(definition.title).into_owned(),
        None => words::title_of(name.trim_end_matches("_rate")),
    }
}

/// What is shown of a name. `reading` says that more conversations may come. A name that the report
/// lacks gives an absent figure.
pub fn shown(report: &Report, name: &str, reading: bool) -> Shown {
    let ready = if reading { FigureState::Partial } else { FigureState::Ready };
    let bare = Shown { value: "–".into(), state: FigureState::Absent, ..Shown::default() };
    let distribution = report.board.distributions.get(name);
    let mut shown = match (report.board.figures.get(name), distribution) {
        (Some(figure), _) => of_figure(bare, name, figure, ready),
        (None, Some(spread)) => of_distribution(bare, spread, ready),
        (None, None) => Shown { reason: Some(t("Not part of this analysis.").into()), ..bare },
    };
    if let (Some(spread), true) =
        (distribution.filter(|_| report.board.figures.contains_key(name)), shown.raw.is_some())
        && let Some(p90) = spread.p90
    {
        let far = say!("nine in ten up to {far}", far = words::value(spread.unit, p90, spread.n));
        shown.count = if shown.count.is_empty() { far } else { format!("{far} · {}", shown.count) };
    }
    let change = report.course.change.as_ref();
    shown.change = change.and_then(|change| {
        let unit = report.board.figures.get(name)?.unit;
        Some(changed(name, unit, change, change.figures.get(name)?))
    });
    shown
}

fn of_figure(bare: Shown, name: &str, figure: &Figure, ready: FigureState) -> Shown {
    let of = figure.of.unwrap_or(figure.n);
    let count = match (figure.unit, figure.of) {
        (Unit::Count | Unit::Number, _) | (_, None | Some(0)) => String::new(),
        (_, Some(of)) => part(name, figure.n, of),
    };
    let interval = figure.interval.as_ref().map(|interval| {
        say!(
            "{range} ({level}\u{202f}% interval, {method})",
            range = words::interval(figure.unit, interval),
            level = words::decimal(interval.level * 100.0, 0),
            method = words::title_of(&interval.method)
        )
    });
    Shown {
        value: figure.value.map_or(bare.value, |value| words::value(figure.unit, value, of)),
        count,
        interval,
        reason: figure.reason.as_deref().map(|reason| words::sentence(&tr(reason))),
        state: match figure.state {
            State::Ok => ready,
            State::Absent => FigureState::Absent,
            State::TooFew => FigureState::TooFew,
        },
        raw: figure.value,
        n: figure.n,
        of: figure.of,
        change: None,
    }
}

fn of_distribution(bare: Shown, spread: &Distribution, ready: FigureState) -> Shown {
    let Some(median) = spread.median else {
        return Shown { reason: Some(t("No case has what this is measured from.").into()), ..bare };
    };
    Shown {
        value: words::value(spread.unit, median, spread.n),
        count: words::plural(spread.n, "{n} conversation", "{n} conversations"),
        state: ready,
        raw: Some(median),
        n: spread.n,
        ..bare
    }
}

fn changed(name: &str, unit: Unit, change: &insight::Change, compared: &Compared) -> Change {
    let day = |text: &str| Day::parse(text).map_or(0, |day| day.0);
    let days = (day(&change.now.1) - day(&change.now.0) + 1).max(1) as u64;
    let before = words::plural(days, "the day before", "the {n} days before");
    let difference = compared.now - compared.before;
    if !compared.clear {
        let words = say!("no difference shown against {before}", before = before);
        return Change { words, direction: Direction::Level, tone: Tone::Plain };
    }
    let by = match unit {
        Unit::Share => {
            let points = words::decimal(difference.abs() * 100.0, 1);
            say!("{points} points", points = points)
        }
        Unit::Sentiment => words::decimal(difference.abs(), 2),
        _ if compared.before > 0.0 => words::share(difference.abs() / compared.before, 0),
        _ => words::count(difference.abs() as u64),
    };
    let words = match (unit, difference > 0.0) {
        (Unit::Sentiment, true) => say!("{by} higher than in {before}", by = by, before = before),
        (Unit::Sentiment, false) => say!("{by} lower than in {before}", by = by, before = before),
        (_, true) => say!("{by} more than in {before}", by = by, before = before),
        (_, false) => say!("{by} less than in {before}", by = by, before = before),
    };
    let tone = match insight::welcome(name) {
        None => Tone::Plain,
        Some(more_is_good) if more_is_good == (difference > 0.0) => Tone::Good,
        Some(_) => Tone::Bad,
    };
    let direction = if difference > 0.0 { Direction::Up } else { Direction::Down };
    Change { words, direction, tone }
}

/// Names in the report that no group lists, so that nothing counted stays unseen.
pub fn unlisted(report: &Report) -> Vec<String> {
    let listed =
        |name: &str| HEADLINE.contains(&name) || LEDGERS.iter().any(|(_, names)| names.contains(&name));
    let board = &report.board;
    // A spread that is told by its parts alone has no value of its own to list.
    let has_value = |(name, spread): &(&String, &Distribution)| {
        !board.figures.contains_key(*name) && spread.median.is_some()
    };
    let others = board.distributions.iter().filter(has_value).map(|(name, _)| name);
    board.figures.keys().chain(others).filter(|name| !listed(name)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        insight::Interval,
        words::{Locale, set_locale},
    };

    fn report(figure: Figure) -> Report {
        let mut report = Report { conversations: 1329, ..Report::default() };
        report.board.figures.insert(figure.name.clone(), figure);
        report
    }

    fn rate(name: &str, n: u64, of: u64, state: State) -> Figure {
        Figure {
            name: name.into(),
            unit: Unit::Share,
            value: (of > 0).then(|| n as f64 / of as f64),
            n,
            of: Some(of),
            interval: None,
            state,
            reason: (state != State::Ok).then(|| "no conversation has a rating".into()),
        }
    }

    #[test]
    fn a_rate_stands_with_its_count() {
        let shown = shown(&report(rate("csat_top2", 412, 1329, State::Ok)), "csat_top2", false);
        assert_eq!((shown.value.as_str(), shown.count.as_str()), ("31.0\u{202f}%", "412 of 1,329 ratings"));
        assert_eq!(shown.state, FigureState::Ready);
    }

    #[test]
    fn while_files_are_read_a_figure_is_partial() {
        let report = report(rate("csat_top2", 412, 1329, State::Ok));
        assert_eq!(shown(&report, "csat_top2", true).state, FigureState::Partial);
    }

    #[test]
    fn an_absent_rate_is_a_dash_with_its_reason_never_zero() {
        let shown = shown(&report(rate("csat_top2", 0, 0, State::Absent)), "csat_top2", false);
        assert_eq!((shown.value.as_str(), shown.raw), ("–", None));
        assert_eq!(shown.reason.as_deref(), Some("No conversation has a rating."));
        assert_eq!(super::shown(&Report::default(), "no_such_figure", false).state, FigureState::Absent);
    }

    #[test]
    fn a_figure_is_said_in_german() {
        set_locale(Locale::German);
        let few = shown(&report(rate("containment_rate", 1, 2, State::Ok)), "containment_rate", false);
        assert_eq!(few.count, "1 von 2 Gesprächen mit Beteiligung");
        let absent = shown(&report(rate("csat_top2", 0, 0, State::Absent)), "csat_top2", false);
        assert_eq!(absent.reason.as_deref(), Some("Kein Gespräch hat eine Bewertung."));
        assert_eq!(title("containment_rate"), "Im Bot geblieben");
    }

    #[test]
    fn a_change_is_said_only_where_the_data_show_one() {
        let mut report = report(rate("fallback_rate", 300, 1000, State::Ok));
        let compared = |clear| Compared { now: 0.3, before: 0.2, interval: None, clear };
        let mut of = |clear| {
            report.course.change = Some(insight::Change {
                now: ("2026-03-02".into(), "2026-03-08".into()),
                before: ("2026-02-23".into(), "2026-03-01".into()),
                figures: [("fallback_rate".to_owned(), compared(clear))].into_iter().collect(),
            });
            shown(&report, "fallback_rate", false).change.unwrap()
        };
        let (clear, not) = (of(true), of(false));
        assert_eq!(clear.words, "10.0 points more than in the 7 days before");
        assert_eq!((clear.direction, clear.tone), (Direction::Up, Tone::Bad));
        assert_eq!(not.words, "no difference shown against the 7 days before");
        assert_eq!((not.direction, not.tone), (Direction::Level, Tone::Plain));
    }

    #[test]
    fn a_sentiment_has_its_sign_and_its_change_is_a_difference() {
        let interval = Interval { low: -0.06, high: 0.02, level: 0.95, method: "normal".into() };
        let figure = Figure {
            unit: Unit::Sentiment,
            value: Some(-0.02),
            interval: Some(interval),
            ..rate("sentiment_mean", 300, 1000, State::Ok)
        };
        let mut report = report(figure);
        report.course.change = Some(insight::Change {
            now: ("2026-03-02".into(), "2026-03-08".into()),
            before: ("2026-02-23".into(), "2026-03-01".into()),
            figures: [(
                "sentiment_mean".to_owned(),
                Compared { now: -0.02, before: 0.05, interval: None, clear: true },
            )]
            .into_iter()
            .collect(),
        });
        let shown = shown(&report, "sentiment_mean", false);
        assert_eq!(shown.value, "−0.02");
        assert_eq!(shown.interval.as_deref(), Some("−0.06 … +0.02 (95\u{202f}% interval, Normal)"));
        let change = shown.change.unwrap();
        assert_eq!(change.words, "0.07 lower than in the 7 days before");
        assert_eq!((change.direction, change.tone), (Direction::Down, Tone::Bad));
    }

    #[test]
    fn nothing_counted_stays_unseen() {
        assert_eq!(unlisted(&report(rate("not_listed_rate", 1, 2, State::Ok))), ["not_listed_rate"]);
        assert!(unlisted(&report(rate("csat_top2", 1, 2, State::Ok))).is_empty());
    }
}
