//! What comes again: whether the same user brings the same matter once more within 7 days, and what resolutions
//! are worth by that measure.
//!
//! Only of an identified user, of a conversation with a time and with a matter that can be compared can that be
//! said; of all others nothing is claimed, and they are in no denominator here. The search goes through all data,
//! not through those on screen.

use super::{Board, Case, Definition, Family, figure::Base};
use crate::conversation::Outcome;

/// What any pile of conversations contributes to what comes again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AgainPartial {
    conversations: u64,
    known: u64,
    repeated: u64,
    open: u64,
    engaged: u64,
    durable: u64,
    resolved: u64,
    at_once: u64,
    inquiries: u64,
    well: u64,
}

crate::frozen! { AgainPartial {
    conversations, known, repeated, open, engaged, durable, resolved, at_once, inquiries, well
} }

impl Family for AgainPartial {
    const DEFINITIONS: &'static [Definition] = DEFINITIONS;

    fn observe(&mut self, case: &Case<'_>) {
        self.conversations += 1;
        if !case.again.is_known() {
            return;
        }
        let (digest, settled) = (&case.digest, !case.again.is_repeated());
        self.known += 1;
        self.repeated += u64::from(!settled);
        self.open += u64::from(case.again.is_open());
        self.engaged += u64::from(digest.engaged());
        self.durable += u64::from(settled && case.assumed_resolved());
        self.resolved += u64::from(case.outcome == Outcome::Resolved);
        self.at_once += u64::from(settled && case.outcome == Outcome::Resolved);
        self.inquiries += u64::from(digest.inquiry);
        self.well += u64::from(case.deflected_well());
    }

    fn merge(&mut self, other: &Self) {
        self.conversations += other.conversations;
        self.known += other.known;
        self.repeated += other.repeated;
        self.open += other.open;
        self.engaged += other.engaged;
        self.durable += other.durable;
        self.resolved += other.resolved;
        self.at_once += other.at_once;
        self.inquiries += other.inquiries;
        self.well += other.well;
    }

    fn finish(&self, board: &mut Board) {
        let none = "no conversation has a user id, a time and a matter that can be compared";
        let few = "fewer than 5 conversations whose matter could come again";
        let base = Base { none, few };
        board.rate("bot_resolution_durable_rate", self.durable, self.engaged, base);
        board.rate("repeat_contact_rate", self.repeated, self.known, base);
        board.rate("repeat_window_open", self.open, self.known, base);
        let base = Base { none: "there are no conversations", few: "fewer than 5 conversations" };
        board.rate("followed_share", self.known, self.conversations, base);
        let nothing =
            if self.known > 0 { "no conversation whose matter could come again is resolved" } else { none };
        let base =
            Base { none: nothing, few: "fewer than 5 resolved conversations whose matter could come again" };
        board.rate("first_contact_resolution_rate", self.at_once, self.resolved, base);
        let nothing = if self.known > 0 { "no inquiry has a matter that could come again" } else { none };
        let base = Base { none: nothing, few: "fewer than 5 inquiries whose matter could come again" };
        board.rate("quality_deflection_rate", self.well, self.inquiries, base);
    }
}

const FOLLOWED: &str =
    "conversations of identified users, with a time and with a matter that can be compared";
const OTHERS: &str = "conversations without a user id, without a time, or whose matter cannot be compared";

const DEFINITIONS: &[Definition] = &[
    Definition {
        name: "bot_resolution_durable_rate",
        title: "Bot resolution, durable",
        formula: "Assumed bot resolutions after which the same user brings the same matter again in no conversation \
                  of the next 7 days ÷ engaged conversations, both of identified users. Two matters are the same if the \
                  source gives the first messages that are more than a greeting the same intent, or if these mean \
                  nearly the same.",
        numerator: "assumed bot resolutions without a repeat within 7 days",
        denominator: FOLLOWED,
        excluded: OTHERS,
        when_empty: "absent",
        evidence: "is:followed is:assumed -is:repeated",
    },
    Definition {
        name: "first_contact_resolution_rate",
        title: "First contact resolution",
        formula: "Resolved conversations after which the same user brings the same matter again in no conversation of \
                  the next 7 days ÷ resolved conversations, both of identified users.",
        numerator: "resolved conversations without a repeat within 7 days",
        denominator: "resolved conversations of identified users, with a time and with a matter that can be compared",
        excluded: OTHERS,
        when_empty: "absent",
        evidence: "is:followed outcome:resolved -is:repeated",
    },
    Definition {
        name: "quality_deflection_rate",
        title: "Quality deflection",
        formula: "Inquiries resolved without an agent whose last user message is not negative, whose rating (if there \
                  is one) is in the top two boxes, and whose user does not bring the matter again within 7 days ÷ \
                  inquiries, both of identified users.",
        numerator: "inquiries resolved without an agent, well and for good",
        denominator: "inquiries of identified users, with a time and with a matter that can be compared",
        excluded: OTHERS,
        when_empty: "absent",
        evidence: "is:deflected_well",
    },
    Definition {
        name: "repeat_contact_rate",
        title: "Repeat contacts",
        formula: "Conversations whose user brings the same matter again within 7 days of their end, anywhere in the \
                  data ÷ conversations of which that can be said. Where the source states no intents, only what \
                  says nearly the same is taken for the same matter: then there are more repeats than are found.",
        numerator: "conversations whose matter comes again within 7 days",
        denominator: FOLLOWED,
        excluded: OTHERS,
        when_empty: "absent",
        evidence: "is:repeated",
    },
    Definition {
        name: "repeat_window_open",
        title: "Repeats still open",
        formula: "Conversations whose 7 days were not over at the end of the data. They count as not repeated, if \
                  they were not repeated until then.",
        numerator: "conversations that ended less than 7 days before the end of the data and were not repeated yet",
        denominator: FOLLOWED,
        excluded: OTHERS,
        when_empty: "absent",
        evidence: "is:unsettled",
    },
    Definition {
        name: "followed_share",
        title: "Followed conversations",
        formula: "The share of conversations of which it can be said whether their matter came again. Durable \
                  resolution, first contact resolution and quality deflection rest on these.",
        numerator: FOLLOWED,
        denominator: "conversations",
        excluded: "nothing",
        when_empty: "absent",
        evidence: "is:followed",
    },
];
