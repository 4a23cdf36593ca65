//! Rephrasing: how often users must say the same thing once more.

use super::{Board, Case, Definition, Family, figure::Base, sentiment::NOT_HEARD};

/// What any pile of conversations contributes to rephrasing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RephrasePartial {
    heard: u64,
    rephrases: u64,
}

crate::frozen! { RephrasePartial { heard, rephrases } }

impl Family for RephrasePartial {
    const DEFINITIONS: &'static [Definition] = DEFINITIONS;

    fn observe(&mut self, case: &Case<'_>) {
        self.heard += u64::from(case.voice.heard);
        self.rephrases += u64::from(case.voice.rephrases);
    }

    fn merge(&mut self, other: &Self) {
        self.heard += other.heard;
        self.rephrases += other.rephrases;
    }

    fn finish(&self, board: &mut Board) {
        let few = "fewer than 5 user messages that could be understood";
        board.rate("rephrase_rate", self.rephrases, self.heard, Base { none: NOT_HEARD, few });
    }
}

const DEFINITIONS: &[Definition] = &[Definition {
    name: "rephrase_rate",
    title: "Rephrase rate",
    formula: "User messages close in meaning to the same user's message before ÷ user messages that were listened to.",
    numerator: "user messages that say once more what the one before said",
    denominator: "user messages that were listened to",
    excluded: "messages of bots, agents and events; very short messages are never a rephrase",
    when_empty: "absent",
    evidence: "is:rephrase",
}];
