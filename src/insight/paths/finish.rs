//! What all walks of a selection say: figures, tables and the flow.

use super::{Flow, Journey, PathsPartial, observe::intended};
use crate::{
    ingest::Sentence,
    insight::{Board, Findings, Note, Unit, Weight, figure::Base},
};

/// Why an intended way is none.
const UNREADABLE: &str = "The intended way cannot be read. Write states between >, for example: order_status > answer > resolved. Several in one place stand between |, one that may be left out in [ ], any number of others is …";

/// What is said where no user says anything.
pub(super) const NOBODY: &str = "no user says anything in these conversations";

impl PathsPartial {
    /// The figures of all that was observed.
    pub fn finish(&self, journey: &Journey) -> Findings {
        let mut board = Board::default();
        board.count("journeys", self.reached, Some(self.engaged));
        let none = if self.engaged == 0 { NOBODY } else { "no conversation comes to this state" };
        board.spread("journey_states", Unit::Count, &self.steps, self.reached, none);
        let base = Base { none, few: "fewer than 5 conversations" };
        board.rate("journey_loop_rate", self.looped, self.reached, base);
        let mut notes = Vec::new();
        let mut say = |weight, said| notes.push(Note { weight, said });
        let mut sheets = vec![self.ways(journey, none), self.loop_table(journey), self.drop_offs(journey)];
        for (name, line) in [("at", &journey.at), ("leaving", &journey.leaving)] {
            if !line.is_empty() && !self.knows(line) {
                let said = Sentence::of("No conversation has a state “{state}”.");
                say(
                    Weight::Broken,
                    said.plain("state", if name == "at" { &journey.at } else { &journey.leaving }),
                );
            }
        }
        if self.variants.one_in() > 1 {
            let said = Sentence::of(
                "There are too many ways to tell all of them apart: those of a fixed sample of the conversations are counted, 1 in {n}.",
            );
            say(Weight::Plain, said.plain("n", self.variants.one_in()));
        }
        if !journey.intended.trim().is_empty() {
            if let Some(parts) = intended(&journey.intended) {
                let base = Base { none: NOBODY, few: "fewer than 5 conversations" };
                board.rate("journey_conformance_rate", self.conforming, self.engaged, base);
                let unknown = self.unknown_names(&parts);
                if !unknown.is_empty() {
                    let said =
                        Sentence::of("No conversation has these states of the intended way: {states}.");
                    say(Weight::Bad, said.plain("states", unknown.join(", ")));
                }
                sheets.push(self.deviation_table(journey, &parts));
            } else {
                say(Weight::Broken, Sentence::of(UNREADABLE));
            }
        }
        if journey.against.is_some() {
            board.count("journeys_against", self.compared()[1], None);
            sheets.push(self.differences(journey));
        }
        if !journey.leaving.is_empty() {
            sheets.extend([self.leaving_features(journey), self.leaving_words()]);
        }
        Findings {
            board,
            sheets,
            notes,
            flow: Some(Box::new(Flow::of(self, journey))),
            ..Findings::default()
        }
    }

    /// Whether a name means a state that was met, or the start or the end.
    fn knows(&self, name: &str) -> bool {
        let everything = [crate::query::START, crate::query::END];
        everything.iter().any(|known| known.eq_ignore_ascii_case(name))
            || !self.states.called(name).is_empty()
    }
}
