//! A table with one row per turn: the user's question and the bot's answer beside it.

use crate::{
    conversation::{Facts, Role, Utterance},
    ingest::{Effect, Kind, Out, columns::Column, values},
};

use super::{
    row::{CellReader, Row, says_fallback},
    table::{Layout, Rows},
};

/// Reads question-and-answer rows.
pub struct PairRows {
    cells: CellReader,
}

impl PairRows {
    /// A reader of such a table.
    pub fn new(layout: &Layout) -> Self {
        Self { cells: CellReader::new(layout) }
    }
}

impl Rows for PairRows {
    fn row(&mut self, row: &Row<'_>, out: &mut Out<'_>) -> bool {
        let id = self.cells.get(row, Column::Conversation);
        // Without an id every row stands for itself.
        let id =
            if id.is_empty() { out.made_id(format_args!("row {}", row.number)) } else { id.into_owned() };
        let at = self.cells.time(row, out);
        let (question, answer) = (self.cells.get(row, Column::Question), self.cells.get(row, Column::Answer));
        if question.is_empty() && answer.is_empty() {
            out.note(Effect::Skipped, Kind::NoText);
            return false;
        }
        let facts = Facts { columns: self.cells.custom(row, |_| true), ..self.cells.facts(row, out) };
        out.facts(&id, &facts);
        let intent = Some(self.cells.get(row, Column::Intent)).filter(|cell| !cell.is_empty());
        let fallback = values::flag(&self.cells.get(row, Column::Fallback)) == Some(true)
            || intent.as_deref().is_some_and(says_fallback);
        if !question.is_empty() {
            let mut utterance = Utterance::new(Role::User, at, question.as_ref());
            utterance.intent = intent;
            utterance.confidence = self.cells.get(row, Column::Confidence).replace(',', ".").parse().ok();
            utterance.fallback = fallback && answer.is_empty();
            out.utterance(&id, &utterance);
        }
        if !answer.is_empty() {
            // The row's time is the question's; when the answer came nobody says.
            let mut utterance =
                Utterance::new(Role::Bot, if question.is_empty() { at } else { None }, answer.as_ref());
            utterance.fallback = fallback;
            utterance.feedback = values::feedback(&self.cells.get(row, Column::Feedback));
            out.utterance(&id, &utterance);
        }
        true
    }
}
