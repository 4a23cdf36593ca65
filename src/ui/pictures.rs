//! Which picture a board gives for each place on screen. A place whose figure is missing, or says
//! nothing, gives none.

use super::words;
use crate::{
    charts::{Bars, Columns, Heat, Hue, OverTime, Picture},
    conversation::{Evidence, Outcome},
    insight::Board,
};

/// Conversations over time.
pub fn over_time(board: &Board) -> Option<Picture> {
    OverTime::new(board.series.get("conversations_over_time")?, "conversations").map(Picture::OverTime)
}

/// How conversations ended.
pub fn outcome(board: &Board) -> Option<Picture> {
    let dress = |_, name: &str| (words::title_of(name), outcome_hue(name));
    Bars::new(board.breakdowns.get("outcome")?, "Outcome", "conversations", 8, dress).map(Picture::Bars)
}

/// Where conversations took place.
pub fn channels(board: &Board) -> Option<Picture> {
    let dress = |i: usize, name: &str| match name {
        "" => ("not stated".to_owned(), Hue::Grey),
        _ => (name.to_owned(), Hue::SERIES[i % 7]),
    };
    Bars::new(board.breakdowns.get("channels")?, "Channel", "conversations", 7, dress).map(Picture::Bars)
}

/// When conversations begin.
pub fn hours(board: &Board) -> Option<Picture> {
    Heat::new(board.grids.get("conversations_by_hour")?, "conversations").map(Picture::Heat)
}

/// How long conversations are.
pub fn message_count(board: &Board) -> Option<Picture> {
    Columns::of_counts(board.distributions.get("message_count")?, "Messages", "conversations")
        .map(Picture::Columns)
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
        Evidence::Source => "the source's own statement",
        Evidence::Rating => "a rating or an explicit answer",
        Evidence::Goal => "a goal that was reached",
        Evidence::Handoff => "the handoff to a person",
        Evidence::Text => "simple rules on the text",
        Evidence::None => "nothing",
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
    Some(format!("Decided by {}.", parts.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::Breakdown;

    #[test]
    fn a_board_without_a_figure_gives_no_picture() {
        let board = Board::default();
        for picture in [over_time, outcome, channels, hours, message_count] {
            assert_eq!(picture(&board), None);
        }
        assert_eq!(evidence(&board), None);
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
