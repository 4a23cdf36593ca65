//! Which picture a board gives for each place on screen. A place whose figure is missing, or says
//! nothing, gives none.

use super::words;
use crate::{
    charts::{Bars, Campaign, Columns, Heat, Hue, OverTime, Picture, Shares, SharesPart},
    conversation::{Day, Evidence, Outcome},
    insight::Board,
    query::Field,
    report::Report,
    say,
    words::t,
};

/// Conversations over time, with the window that the filter is bounded to and the campaigns that a person marked.
pub fn over_time(report: &Report, window: Option<(Day, Day)>, campaigns: Vec<Campaign>) -> Option<Picture> {
    let series = report.board.series.get("conversations_over_time")?;
    let picture = OverTime::new(series, "conversations")?;
    Some(Picture::OverTime(picture.with_window(window).with_campaigns(campaigns)))
}

/// How conversations ended.
pub fn outcome(report: &Report) -> Option<Picture> {
    let dress = |_, name: &str| (outcome_words(name).to_owned(), outcome_hue(name));
    let parts = report.board.breakdowns.get("outcome")?;
    Bars::new(parts, t("Outcome"), "conversations", 8, dress).map(Picture::Bars)
}

/// How the split of outcomes went over time.
pub fn outcome_shares(report: &Report) -> Option<Picture> {
    let series = |outcome: Outcome| report.board.series.get(&format!("{}_over_time", outcome.name()));
    let start = Outcome::ALL.into_iter().find_map(|outcome| Day::parse(&series(outcome)?.start))?;
    let part = |outcome: Outcome| SharesPart {
        label: outcome_words(outcome.name()).to_owned(),
        name: Some(outcome.name().to_owned()),
        hue: outcome_hue(outcome.name()),
    };
    let counts: Vec<Vec<u64>> = Outcome::ALL
        .into_iter()
        .map(|outcome| series(outcome).map(|series| series.counts.clone()).unwrap_or_default())
        .collect();
    Shares::daily(Outcome::ALL.into_iter().map(part).collect(), start, &counts, "conversations")
        .map(Picture::Shares)
}

/// Where conversations took place. A channel keeps its colour whatever the filter: it goes by its
/// place among all the data.
pub fn channels(report: &Report) -> Option<Picture> {
    let known = report.facets.get(Field::Channel.name());
    let place = |name: &str| known.and_then(|names| names.iter().position(|(known, _)| known == name));
    let dress = |i: usize, name: &str| match name {
        "" => (t("not stated").to_owned(), Hue::Grey),
        _ => (name.to_owned(), Hue::SERIES[place(name).unwrap_or(i) % 7]),
    };
    let parts = report.board.breakdowns.get("channels")?;
    Bars::new(parts, t("Channel"), "conversations", 7, dress).map(Picture::Bars)
}

/// When conversations begin.
pub fn hours(report: &Report) -> Option<Picture> {
    Heat::new(report.board.grids.get("conversations_by_hour")?, "conversations").map(Picture::Heat)
}

/// How many messages conversations have.
pub fn message_count(report: &Report) -> Option<Picture> {
    let spread = report.board.distributions.get("message_count")?;
    Columns::of_counts(spread, t("Messages"), "conversations").map(Picture::Columns)
}

/// How long conversations take.
pub fn session_length(report: &Report) -> Option<Picture> {
    let spread = report.board.distributions.get("session_length")?;
    Columns::of_durations(spread, t("Time"), "conversations").map(Picture::Columns)
}

/// The name of an outcome.
pub fn outcome_words(name: &str) -> &'static str {
    match Outcome::ALL.into_iter().find(|outcome| outcome.name() == name) {
        Some(Outcome::Resolved) => t("Resolved"),
        Some(Outcome::Unresolved) => t("Unresolved"),
        Some(Outcome::Escalated) => t("Escalated"),
        Some(Outcome::Abandoned) => t("Abandoned"),
        Some(Outcome::Unknown) | None => t("Unknown"),
    }
}

/// What ends are called, and their colours.
pub fn ends() -> [(&'static str, Hue); 5] {
    Outcome::ALL.map(|outcome| (outcome_words(outcome.name()), outcome_hue(outcome.name())))
}

/// The colour of an outcome, the same wherever it is shown.
fn outcome_hue(name: &str) -> Hue {
    match Outcome::ALL.into_iter().find(|outcome| outcome.name() == name) {
        Some(Outcome::Resolved) => Hue::Green,
        Some(Outcome::Unresolved) => Hue::Vermillion,
        Some(Outcome::Escalated) => Hue::Orange,
        Some(Outcome::Abandoned) => Hue::Purple,
        Some(Outcome::Unknown) | None => Hue::Grey,
    }
}

/// What an outcome was decided by, in words.
pub fn evidence_words(evidence: Evidence) -> &'static str {
    match evidence {
        Evidence::Source => t("the source's own statement"),
        Evidence::Rating => t("a rating or an explicit answer"),
        Evidence::Goal => t("a goal that was reached"),
        Evidence::Handoff => t("the handoff to a person"),
        Evidence::Text => t("simple rules on the text"),
        Evidence::None => t("nothing"),
    }
}

/// One sentence on what decided the outcomes.
pub fn evidence(board: &Board) -> Option<String> {
    let split = board.breakdowns.get("outcome_evidence").filter(|split| split.of > 0)?;
    let parts: Vec<String> = split
        .parts
        .iter()
        .filter(|(_, n)| *n > 0)
        .map(|(name, n)| {
            let known = Evidence::ALL.into_iter().find(|kind| kind.name() == name);
            let by = known.map_or_else(|| name.clone(), |kind| evidence_words(kind).to_owned());
            format!("{by} {}", words::share(*n as f64 / split.of as f64, split.of))
        })
        .collect();
    Some(say!("Decided by {kinds}.", kinds = parts.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::Breakdown;

    #[test]
    fn a_board_without_a_figure_gives_no_picture() {
        let report = Report::default();
        for picture in [outcome, outcome_shares, channels, hours, message_count, session_length] {
            assert_eq!(picture(&report), None);
        }
        assert_eq!(over_time(&report, None, Vec::new()), None);
        assert_eq!(evidence(&report.board), None);
    }

    #[test]
    fn the_share_of_each_evidence_is_said() {
        let mut board = Board::default();
        let parts = vec![("source".into(), 60), ("text".into(), 40), ("goal".into(), 0)];
        board
            .breakdowns
            .insert("outcome_evidence".into(), Breakdown { name: "outcome_evidence".into(), parts, of: 100 });
        assert_eq!(
            evidence(&board).as_deref(),
            Some("Decided by the source's own statement 60\u{202f}%, simple rules on the text 40\u{202f}%.")
        );
    }
}
