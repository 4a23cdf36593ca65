//! Bounce: of the conversations that the bot opened, how many went no further than one user message.

use super::{Board, Case, Definition, Family, figure::Base};

/// What any pile of conversations contributes to bounces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BouncePartial {
    greeted: u64,
    bounced: u64,
}

crate::frozen! { BouncePartial { greeted, bounced } }

impl Family for BouncePartial {
    const DEFINITIONS: &'static [Definition] = DEFINITIONS;

    fn observe(&mut self, case: &Case<'_>) {
        if case.digest.greeted {
            self.greeted += 1;
            self.bounced += u64::from(case.bounced());
        }
    }

    fn merge(&mut self, other: &Self) {
        self.greeted += other.greeted;
        self.bounced += other.bounced;
    }

    fn finish(&self, board: &mut Board) {
        let base = Base {
            none: "no conversation begins with a bot message",
            few: "fewer than 5 conversations begin with a bot message",
        };
        board.rate("bounce_rate", self.bounced, self.greeted, base);
    }
}

const DEFINITIONS: &[Definition] = &[Definition {
    name: "bounce_rate",
    title: "Bounce rate",
    formula: "Conversations with a greeting (a bot message before the first user message), no more than one user \
              message and no goal reached ÷ conversations with a greeting.",
    numerator: "greeted conversations with at most one user message",
    denominator: "conversations with a greeting",
    excluded: "conversations that the user or an agent opened without a bot message before the user's first",
    when_empty: "absent",
    evidence: "is:bounce",
}];
