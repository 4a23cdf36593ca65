//! Small values as sources write them: ratings, statements about the outcome, yes and no, thumbs.

use crate::conversation::{Feedback, Outcome, Rating};

use super::finding;

/// Words of two-valued ratings and their score.
const UP: &[&str] = &[
    "good",
    "up",
    "thumbs_up",
    "thumbs up",
    "👍",
    "yes",
    "y",
    "true",
    "satisfied",
    "positive",
    "like",
    "helpful",
    "gut",
    "ja",
    "😊",
    "😀",
    "🙂",
    "❤️",
    "great",
];
const DOWN: &[&str] = &[
    "bad",
    "down",
    "thumbs_down",
    "thumbs down",
    "👎",
    "no",
    "n",
    "false",
    "unsatisfied",
    "dissatisfied",
    "negative",
    "dislike",
    "not_helpful",
    "not helpful",
    "unhelpful",
    "schlecht",
    "nein",
    "😞",
    "😡",
    "🙁",
    "😠",
];

/// A rating cell: `Ok(None)` when it says nothing, `Err` when it cannot be read.
///
/// The scale is the column's: a value above 5 anywhere means 1 to 10, else 1 to 5; the caller passes
/// what it knows as `max`. `4/5`, `8 of 10` and words carry their own.
///
/// # Errors
/// When the cell holds something that is no rating.
pub fn rating(cell: &str, max: f64) -> Result<Option<Rating>, ()> {
    let cell = cell.trim();
    if cell.is_empty()
        || matches!(
            cell.to_lowercase().as_str(),
            "null" | "none" | "n/a" | "na" | "-" | "unrated" | "offered" | "unoffered"
        )
    {
        return Ok(None);
    }
    if let Some(up) = thumb(cell) {
        return Ok(Some(Rating { score: if up { 1.0 } else { 0.0 }, max: 1.0 }));
    }
    let stars = cell.chars().filter(|c| matches!(c, '★' | '⭐')).count();
    if stars > 0 {
        return Ok(Some(Rating { score: stars as f64, max: 5.0 }));
    }
    let lower: String = cell.to_lowercase().chars().map(|c| if c == ',' { '.' } else { c }).collect();
    let parts = ["/", " out of ", " of "].iter().find_map(|word| finding::split(&lower, word));
    let (score, of) = parts.map_or((lower.as_str(), None), |(score, of)| (score, Some(of)));
    let score: f64 =
        score.trim().trim_end_matches(" stars").trim_end_matches(" star").trim().parse().map_err(|_| ())?;
    let max = match of {
        Some(of) => of.trim().parse().map_err(|_| ())?,
        None => max,
    };
    if score.is_finite() && (0.0..=max).contains(&score) && max <= 100.0 {
        Ok(Some(Rating { score, max }))
    } else {
        Err(())
    }
}

/// Thumb up or down, `None` if the cell is neither.
fn thumb(cell: &str) -> Option<bool> {
    let lower = cell.to_lowercase();
    if UP.contains(&lower.as_str()) {
        Some(true)
    } else if DOWN.contains(&lower.as_str()) {
        Some(false)
    } else {
        None
    }
}

/// A verdict on one answer.
pub fn feedback(cell: &str) -> Option<Feedback> {
    match cell.trim() {
        "1" | "+1" => Some(Feedback::Up),
        "0" | "-1" => Some(Feedback::Down),
        cell => thumb(cell).map(|up| if up { Feedback::Up } else { Feedback::Down }),
    }
}

/// Yes or no.
pub fn flag(cell: &str) -> Option<bool> {
    match cell.trim().to_lowercase().as_str() {
        "true" | "t" | "yes" | "y" | "1" | "ja" | "si" | "sí" | "oui" | "x" => Some(true),
        "false" | "f" | "no" | "n" | "0" | "nein" | "non" => Some(false),
        _ => None,
    }
}

/// What a status or outcome cell states. "Closed", "open" and the like state nothing.
pub fn outcome(cell: &str) -> Option<Outcome> {
    match cell.trim().to_lowercase().as_str() {
        "resolved"
        | "solved"
        | "gelöst"
        | "behoben"
        | "success"
        | "successful"
        | "confirmed_resolution"
        | "fixed" => Some(Outcome::Resolved),
        "unresolved" | "not_resolved" | "not resolved" | "unsolved" | "failed" | "ungelöst"
        | "nicht gelöst" => Some(Outcome::Unresolved),
        "escalated" | "handed_off" | "handoff" | "handed over" | "transferred" | "eskaliert"
        | "übergeben" | "weitergeleitet" => Some(Outcome::Escalated),
        "abandoned" | "dropped" | "abgebrochen" => Some(Outcome::Abandoned),
        _ => None,
    }
}

/// Words of a status that says where a conversation is and not how it ended.
const STATES: &[&str] = &[
    "",
    "-",
    "n/a",
    "na",
    "null",
    "none",
    "unknown",
    "other",
    "closed",
    "open",
    "pending",
    "new",
    "active",
    "in progress",
    "in_progress",
    "waiting",
    "on hold",
    "on_hold",
    "hold",
    "snoozed",
    "assigned",
    "unassigned",
    "archived",
    "ended",
    "finished",
    "done",
    "complete",
    "completed",
    "offen",
    "geschlossen",
    "neu",
    "wartend",
    "beendet",
    "erledigt",
    "abgeschlossen",
    "in bearbeitung",
    "unbekannt",
];

/// Whether a status cell is a word that is known here, whether or not it states an outcome.
pub fn is_known_status(cell: &str) -> bool {
    outcome(cell).is_some() || flag(cell).is_some() || STATES.contains(&cell.trim().to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratings_on_every_scale() {
        let of = |cell, max| rating(cell, max).map(|r| r.map(|r| (r.score, r.max)));
        assert_eq!(of("5", 5.0), Ok(Some((5.0, 5.0))));
        assert_eq!(of("8", 10.0), Ok(Some((8.0, 10.0))));
        assert_eq!(of("4/5", 10.0), Ok(Some((4.0, 5.0))));
        assert_eq!(of("4,5", 5.0), Ok(Some((4.5, 5.0))));
        assert_eq!(of("★★★", 5.0), Ok(Some((3.0, 5.0))));
        assert_eq!(of("good", 5.0), Ok(Some((1.0, 1.0))));
        assert_eq!(of("👎", 5.0), Ok(Some((0.0, 1.0))));
        assert_eq!(of("", 5.0), Ok(None));
        assert_eq!(of("lovely", 5.0), Err(()));
        assert_eq!(of("7", 5.0), Err(()));
        assert_eq!(of("NaN", 5.0), Err(()));
    }

    #[test]
    fn closed_states_nothing() {
        assert_eq!(outcome("closed"), None);
        assert_eq!(outcome("Resolved"), Some(Outcome::Resolved));
        assert_eq!(outcome("Nicht gelöst"), Some(Outcome::Unresolved));
        assert!(is_known_status("Closed") && is_known_status("solved") && is_known_status("yes"));
        assert!(!is_known_status("purple"));
    }
}
