//! What all that was observed says.

use super::{FunnelAsked, FunnelPartial};
use crate::{
    ingest::Sentence,
    insight::{
        Board, Findings, Note, Unit, Weight,
        figure::Base,
        paths::{features, phrases},
    },
    query::{Columns, Filter, Funnel},
};

/// Why there is nothing to count.
pub(super) const NOBODY: &str = "no conversation comes to this step";

/// Why there is no time.
pub(super) const UNTIMED: &str = "no two of these messages have a time";

/// Those that come to a step.
pub(super) const OF_STEP: Base = Base { none: NOBODY, few: "fewer than 5 conversations" };

impl FunnelPartial {
    /// The figures, tables and sentences.
    pub fn finish(self, asked: &FunnelAsked) -> Findings {
        let funnel = match asked.funnel() {
            Ok(funnel) if !funnel.steps.is_empty() => funnel,
            Ok(_) => return refused(Sentence::of("A funnel needs a step: write a condition.")),
            Err((step, error)) => {
                let said = Sentence::of("Step {n} cannot be read: {why}").plain("n", step);
                return refused(said.words("why", [error.sentence()]));
            }
        };
        if let Some(Err(error)) = asked.against.as_deref().map(|text| Filter::parse_with(text, Columns::Any))
        {
            let said = Sentence::of("The filter to compare with cannot be read: {why}");
            return refused(said.words("why", [error.sentence()]));
        }
        let whole = if asked.by_user { self.by_user(asked.against.is_some()) } else { self };
        whole.told(asked, &funnel)
    }

    fn told(mut self, asked: &FunnelAsked, funnel: &Funnel) -> Findings {
        let mut board = Board::default();
        let (first, last) = (self.reached.first().copied(), self.reached.last().copied());
        board.count("funnel_all", self.all, None);
        board.rate("funnel_conversion_rate", last.unwrap_or_default(), first.unwrap_or_default(), OF_STEP);
        if let Some(waits) = self.waits.first() {
            let none = if last == Some(0) { NOBODY } else { UNTIMED };
            board.spread("funnel_time", Unit::Millis, waits, last.unwrap_or_default(), none);
        }
        let mut notes = Vec::new();
        let mut say = |weight, said| notes.push(Note { weight, said });
        if self.nobodys > 0 {
            let said = Sentence::of(
                "{n} conversations have no user: each of them counts as somebody else’s. Conversations behind users are not listed.",
            );
            say(Weight::Plain, said.plain("n", self.nobodys));
        } else if asked.by_user {
            say(Weight::Plain, Sentence::of("Users are counted. Conversations behind them are not listed."));
        }
        if asked.within.is_some() && self.waits.iter().all(|waits| waits.n() == 0) && first > Some(0) {
            let said = Sentence::of("What must come within a time is not seen where messages have no times.");
            say(Weight::Bad, said);
        }
        let mut sheets = vec![self.steps_sheet(asked, funnel), self.drop_offs(asked, funnel)];
        if asked.against.is_some() {
            let (sheet, note) = self.differences(asked, funnel);
            sheets.push(sheet);
            notes.extend(note);
        }
        let step = asked.leaving as usize;
        if !asked.by_user && (1..funnel.steps.len()).contains(&step) {
            let left = super::sheets::left_after(funnel, step);
            sheets.push(features("funnel_leaving", &self.leaving, &left));
            sheets.push(phrases("funnel_leaving_words", &self.leaving));
        }
        if !asked.by_user {
            sheets.push(self.last_states(funnel));
        }
        Findings { board, sheets, notes, ..Findings::default() }
    }
}

/// What is found where the source calls everybody by one id: to count users by it would say that all of this is one
/// person's.
pub fn one_user() -> Findings {
    refused(Sentence::of(
        "One id stands for everybody in these data: users cannot be told apart. Count conversations instead.",
    ))
}

/// What is found of what is no funnel.
fn refused(why: Sentence) -> Findings {
    Findings { notes: vec![Note { weight: Weight::Broken, said: why }], ..Findings::default() }
}
