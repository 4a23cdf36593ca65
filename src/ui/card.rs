//! One figure as it is shown: value, count, interval, or in words why there is none.

use std::collections::BTreeSet;

use super::words;
use crate::{
    insight::{Definition, Distribution, Figure, State, Unit, definition},
    report::Report,
};

/// A figure on screen.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// Name in the registry.
    pub name: String,
    /// Title.
    pub title: String,
    /// The value in words, a dash if absent.
    pub value: String,
    /// The count behind it.
    pub count: String,
    /// Its interval, with level and method.
    pub interval: Option<String>,
    /// Why it is absent or too few.
    pub reason: Option<String>,
    /// Whether it can be read.
    pub state: State,
    /// The bare value.
    pub raw: Option<f64>,
    /// Cases.
    pub n: u64,
    /// Out of how many.
    pub of: Option<u64>,
    /// How it is counted.
    pub definition: Option<&'static Definition>,
}

/// The figures read first, large.
pub const HEADLINE: [&str; 4] = ["conversations", "containment_rate", "resolution_rate", "csat_top2"];

/// The other figures in their groups.
pub const LEDGERS: [(&str, &[&str]); 4] = [
    (
        "Messages",
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
        "People",
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
        ],
    ),
    (
        "How it went",
        &[
            "handoff_rate",
            "fallback_rate",
            "fallback_conversation_rate",
            "bounce_rate",
            "bot_resolution_assumed_rate",
            "bot_resolution_confirmed_rate",
            "bot_resolution_durable_rate",
            "unknown_outcome_share",
        ],
    ),
    (
        "Satisfaction and speed",
        &[
            "csat_response_rate",
            "csat_mean",
            "first_response_time",
            "response_time_bot",
            "response_time_agent",
        ],
    ),
];

/// What a rate's denominator or a distribution's cases are, in the plural.
fn noun(name: &str) -> &'static str {
    match name {
        "containment_rate" | "handoff_rate" => "engaged conversations",
        name if name.starts_with("bot_resolution") => "engaged conversations",
        "resolution_rate" => "conversations with a known outcome",
        "csat_top2" | "csat_mean" => "ratings",
        "fallback_rate" => "bot messages",
        "bounce_rate" => "conversations with a greeting",
        "response_time_bot" | "response_time_agent" => "responses",
        _ => "conversations",
    }
}

/// The title of a name: the registry's, or one made of the name.
pub fn title(name: &str) -> String {
    if let Some(definition) = definition(name) {
        return definition.title.to_owned();
    }
    match name {
        "utterances" => "Messages".into(),
        "csat_top2" => "Satisfaction (CSAT)".into(),
        "csat_response_rate" => "Rated".into(),
        "message_count" => "Messages per conversation".into(),
        _ => words::title_of(name.trim_end_matches("_rate")),
    }
}

impl Card {
    /// The card of a name. A name that the report lacks gives an absent card.
    pub fn new(report: &Report, name: &str) -> Self {
        let bare = Self {
            name: name.to_owned(),
            title: title(name),
            value: "–".into(),
            count: String::new(),
            interval: None,
            reason: None,
            state: State::Absent,
            raw: None,
            n: 0,
            of: None,
            definition: definition(name),
        };
        if let Some(figure) = report.board.figures.get(name) {
            let card = bare.with_figure(figure);
            let spread = report.board.distributions.get(name);
            return spread.map_or(card.clone(), |spread| card.and_spread(spread));
        }
        if let Some(distribution) = report.board.distributions.get(name) {
            return bare.with_distribution(distribution);
        }
        let total = match name {
            "conversations" => Some(report.conversations),
            "utterances" => Some(report.utterances),
            "users" => Some(report.users),
            _ => None,
        };
        match total {
            Some(n) => Self { value: words::count(n), state: State::Ok, raw: Some(n as f64), n, ..bare },
            None => Self { reason: Some("Not part of this analysis.".into()), ..bare },
        }
    }

    fn with_figure(self, figure: &Figure) -> Self {
        let of = figure.of.unwrap_or(figure.n);
        let count = match (figure.unit, figure.of) {
            (Unit::Count, _) | (_, None) => String::new(),
            (_, Some(of)) => {
                format!("{} of {} {}", words::count(figure.n), words::count(of), noun(&self.name))
            }
        };
        Self {
            value: figure.value.map_or(self.value, |value| words::value(figure.unit, value, of)),
            count,
            interval: figure.interval.as_ref().map(|interval| {
                let method = words::title_of(&interval.method);
                format!("{} ({:.0}\u{202f}%, {method})", words::interval(interval), interval.level * 100.0)
            }),
            reason: figure.reason.as_deref().map(words::sentence),
            state: figure.state,
            raw: figure.value,
            n: figure.n,
            of: figure.of,
            ..self
        }
    }

    /// Adds how far most cases go to a figure that is the middle of a spread.
    fn and_spread(self, spread: &Distribution) -> Self {
        match spread.p90 {
            Some(p90) if self.raw.is_some() => {
                let far = words::value(spread.unit, p90, spread.n);
                let cases = if self.count.is_empty() { String::new() } else { format!(" · {}", self.count) };
                Self { count: format!("nine in ten up to {far}{cases}"), ..self }
            }
            _ => self,
        }
    }

    fn with_distribution(self, spread: &Distribution) -> Self {
        let Some(median) = spread.median else {
            return Self { reason: Some("No case has what this is measured from.".into()), ..self };
        };
        let p90 = spread
            .p90
            .map(|p90| format!("nine in ten up to {} · ", words::value(spread.unit, p90, spread.n)));
        Self {
            value: words::value(spread.unit, median, spread.n),
            count: format!("{}{} {}", p90.unwrap_or_default(), words::count(spread.n), noun(&self.name)),
            state: State::Ok,
            raw: Some(median),
            n: spread.n,
            of: None,
            ..self
        }
    }

    /// `ok`, `absent` or `too_few`.
    pub fn state_name(&self) -> &'static str {
        match self.state {
            State::Ok => "ok",
            State::Absent => "absent",
            State::TooFew => "too_few",
        }
    }
}

/// Names in the report that no group lists, so that nothing counted stays unseen.
pub fn unlisted(report: &Report) -> Vec<String> {
    let listed =
        |name: &str| HEADLINE.contains(&name) || LEDGERS.iter().any(|(_, names)| names.contains(&name));
    let board = &report.board;
    let names: BTreeSet<&String> = board.figures.keys().chain(board.distributions.keys()).collect();
    names.into_iter().filter(|name| !listed(name)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

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
            reason: (state != State::Ok).then(|| "No rating in the data.".into()),
        }
    }

    #[test]
    fn a_rate_stands_with_its_count() {
        let card = Card::new(&report(rate("csat_top2", 412, 1329, State::Ok)), "csat_top2");
        assert_eq!((card.value.as_str(), card.count.as_str()), ("31.0\u{202f}%", "412 of 1,329 ratings"));
    }

    #[test]
    fn an_absent_rate_is_a_dash_with_its_reason_never_zero() {
        let card = Card::new(&report(rate("csat_top2", 0, 0, State::Absent)), "csat_top2");
        assert_eq!((card.value.as_str(), card.raw), ("–", None));
        assert_eq!(card.reason.as_deref(), Some("No rating in the data."));
    }

    #[test]
    fn totals_come_from_the_report_where_the_board_lacks_them() {
        let card = Card::new(&report(rate("x", 1, 2, State::Ok)), "conversations");
        assert_eq!((card.value.as_str(), card.n), ("1,329", 1329));
        let card = Card::new(&Report::default(), "containment_rate");
        assert_eq!(card.state_name(), "absent");
    }

    #[test]
    fn nothing_counted_stays_unseen() {
        assert_eq!(unlisted(&report(rate("lead_capture_rate", 1, 2, State::Ok))), ["lead_capture_rate"]);
        assert!(unlisted(&report(rate("csat_top2", 1, 2, State::Ok))).is_empty());
    }
}
