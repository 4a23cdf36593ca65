//! Labels that people taught. A partial counts them by their slots; their names are known to whoever holds what
//! was taught, and come in with [`Board::name_taught`].

use super::{Board, Case, Definition, Family};
use crate::language::taught::MOST_LABELS;

/// The figure's name.
const NAME: &str = "taught_label";

/// What any pile of conversations contributes to taught labels.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaughtPartial {
    /// Conversations in which a user spoke.
    spoken: u64,
    labels: [u64; MOST_LABELS],
}

crate::frozen! { TaughtPartial { spoken, labels } }

impl Family for TaughtPartial {
    const DEFINITIONS: &'static [Definition] = DEFINITIONS;

    fn observe(&mut self, case: &Case<'_>) {
        self.spoken += u64::from(case.digest.engaged());
        for (slot, count) in self.labels.iter_mut().enumerate() {
            *count += u64::from(case.voice.taught >> slot & 1);
        }
    }

    fn merge(&mut self, other: &Self) {
        self.spoken += other.spoken;
        for (sum, count) in self.labels.iter_mut().zip(other.labels) {
            *sum += count;
        }
    }

    fn finish(&self, board: &mut Board) {
        let parts = self.labels.iter().enumerate().map(|(slot, count)| (slot.to_string(), *count));
        board.breakdown(NAME, parts.filter(|(_, count)| *count > 0).collect(), self.spoken);
    }
}

impl Board {
    /// Gives taught labels their names, which stand at their slots; that of a free slot is empty.
    #[must_use]
    pub fn name_taught(mut self, names: &[String]) -> Self {
        if let Some(split) = self.breakdowns.get_mut(NAME) {
            let count = |slot: usize| {
                let slot = slot.to_string();
                split.parts.iter().find(|(known, _)| *known == slot).map_or(0, |(_, count)| *count)
            };
            let taken = names.iter().enumerate().filter(|(_, name)| !name.is_empty());
            split.parts = taken.map(|(slot, name)| (name.clone(), count(slot))).collect();
        }
        self
    }
}

const DEFINITIONS: &[Definition] = &[Definition {
    name: NAME,
    title: "Labels of your own",
    formula: "Conversations with each label that was taught by examples, in one of their user messages; a \
              conversation may have several. How well a label is recognised stands beside it, found by holding \
              examples back.",
    numerator: "conversations with each taught label",
    denominator: "conversations in which the user spoke",
    excluded: "conversations in which the user never spoke; messages whose words were not kept",
    when_empty: "no parts",
    evidence: "",
}];
