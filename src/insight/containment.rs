//! Containment and handoff: of the conversations a user took part in, how many reached a person; and
//! readings of what the bot resolved alone. The third of them, durable, stands with what comes again.
//!
//! An abandoned conversation counts as contained: containment says who spoke, not whether it helped.
//! The readings of bot resolution beside it are stricter.

use super::{Board, Case, Definition, Family, figure::Base};

/// What any pile of conversations contributes to containment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ContainmentPartial {
    engaged: u64,
    handed_off: u64,
    assumed: u64,
    confirmed: u64,
}

crate::frozen! { ContainmentPartial { engaged, handed_off, assumed, confirmed } }

impl Family for ContainmentPartial {
    const DEFINITIONS: &'static [Definition] = DEFINITIONS;

    fn observe(&mut self, case: &Case<'_>) {
        let digest = &case.digest;
        if !digest.engaged() {
            return;
        }
        self.engaged += 1;
        if digest.reached_agent(case.view.handoff) {
            self.handed_off += 1;
            return;
        }
        self.assumed += u64::from(case.assumed_resolved());
        self.confirmed += u64::from(case.confirmed_resolved());
    }

    fn merge(&mut self, other: &Self) {
        self.engaged += other.engaged;
        self.handed_off += other.handed_off;
        self.assumed += other.assumed;
        self.confirmed += other.confirmed;
    }

    fn finish(&self, board: &mut Board) {
        let base =
            Base { none: "no conversation has a user message", few: "fewer than 5 engaged conversations" };
        board.rate("containment_rate", self.engaged - self.handed_off, self.engaged, base);
        board.rate("handoff_rate", self.handed_off, self.engaged, base);
        board.rate("bot_resolution_assumed_rate", self.assumed, self.engaged, base);
        board.rate("bot_resolution_confirmed_rate", self.confirmed, self.engaged, base);
    }
}

const ENGAGED: &str = "engaged conversations (at least one user message)";
const UNENGAGED: &str = "conversations without a user message";

const DEFINITIONS: &[Definition] = &[
    Definition {
        name: "containment_rate",
        title: "Containment rate",
        formula: "Engaged conversations without handoff ÷ engaged conversations. One that the user gave up counts \
                  as contained.",
        numerator: "engaged conversations that reached no agent",
        denominator: ENGAGED,
        excluded: UNENGAGED,
        when_empty: "absent",
        evidence: "is:engaged -is:handoff",
    },
    Definition {
        name: "handoff_rate",
        title: "Handoff rate",
        formula: "Engaged conversations that reached an agent ÷ engaged conversations. A handoff is stated by the \
                  source, else there is a message of an agent, else the user asks for a person and the bot says \
                  that it passes to one (as its words read, unless the source says that there was none).",
        numerator: "engaged conversations that reached an agent",
        denominator: ENGAGED,
        excluded: UNENGAGED,
        when_empty: "absent",
        evidence: "is:handoff",
    },
    Definition {
        name: "bot_resolution_assumed_rate",
        title: "Bot resolution, assumed",
        formula: "Engaged conversations without handoff, without a request for a person, and whose last bot \
                  message is no fallback ÷ engaged conversations. Silence is taken for success.",
        numerator: "engaged conversations with nothing against a resolution by the bot",
        denominator: ENGAGED,
        excluded: UNENGAGED,
        when_empty: "absent",
        evidence: "is:assumed",
    },
    Definition {
        name: "bot_resolution_confirmed_rate",
        title: "Bot resolution, confirmed",
        formula: "Engaged conversations without handoff that are resolved by the source's statement, a rating, a \
                  goal, or the user's own thanks or confirmation (read by simple rules) ÷ engaged conversations.",
        numerator: "engaged conversations resolved without an agent",
        denominator: ENGAGED,
        excluded: UNENGAGED,
        when_empty: "absent",
        evidence: "is:confirmed",
    },
];
