//! Engagement: in how many conversations the user took part, how deeply, and with what.

use super::{Board, Case, Definition, Family, figure::Base};
use crate::language::Marks;

/// What any pile of conversations contributes to engagement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EngagedPartial {
    conversations: u64,
    engaged: u64,
    deeply: u64,
    inquiries: u64,
    leads: u64,
}

crate::frozen! { EngagedPartial { conversations, engaged, deeply, inquiries, leads } }

impl Family for EngagedPartial {
    const DEFINITIONS: &'static [Definition] = DEFINITIONS;

    fn observe(&mut self, case: &Case<'_>) {
        self.conversations += 1;
        self.engaged += u64::from(case.digest.engaged());
        self.deeply += u64::from(case.digest.deeply_engaged());
        self.inquiries += u64::from(case.digest.inquiry);
        self.leads += u64::from(case.digest.user_marks.has(Marks::CONTACT));
    }

    fn merge(&mut self, other: &Self) {
        self.conversations += other.conversations;
        self.engaged += other.engaged;
        self.deeply += other.deeply;
        self.inquiries += other.inquiries;
        self.leads += other.leads;
    }

    fn finish(&self, board: &mut Board) {
        board.count("engaged_conversations", self.engaged, Some(self.conversations));
        board.count("deeply_engaged_conversations", self.deeply, Some(self.conversations));
        board.count("inquiries", self.inquiries, Some(self.engaged));
        let base = Base { none: "there are no conversations", few: "fewer than 5 conversations" };
        board.rate("engaged_rate", self.engaged, self.conversations, base);
        board.rate("deeply_engaged_rate", self.deeply, self.conversations, base);
        let base =
            Base { none: "no conversation has a user message", few: "fewer than 5 engaged conversations" };
        board.rate("lead_capture_rate", self.leads, self.engaged, base);
    }
}

const DEFINITIONS: &[Definition] = &[
    Definition {
        name: "lead_capture_rate",
        title: "Lead capture rate",
        formula: "Conversations in which the user gives an e-mail address or a phone number ÷ engaged conversations.",
        numerator: "conversations in which the user gives an e-mail address or a phone number",
        denominator: "engaged conversations (at least one user message)",
        excluded: "conversations without a user message",
        when_empty: "absent",
        evidence: "is:lead",
    },
    Definition {
        name: "engaged_conversations",
        title: "Engaged conversations",
        formula: "Conversations with at least one message of the user.",
        numerator: "conversations with a user message",
        denominator: "conversations",
        excluded: "nothing",
        when_empty: "0",
        evidence: "is:engaged",
    },
    Definition {
        name: "engaged_rate",
        title: "Engaged share",
        formula: "Engaged conversations ÷ conversations.",
        numerator: "conversations with a user message",
        denominator: "conversations",
        excluded: "nothing",
        when_empty: "absent",
        evidence: "is:engaged",
    },
    Definition {
        name: "deeply_engaged_conversations",
        title: "Deeply engaged conversations",
        formula: "Conversations with at least three turns of the user; messages in a row are one turn.",
        numerator: "conversations with three user turns or more",
        denominator: "conversations",
        excluded: "nothing",
        when_empty: "0",
        evidence: "is:deep",
    },
    Definition {
        name: "deeply_engaged_rate",
        title: "Deeply engaged share",
        formula: "Deeply engaged conversations ÷ conversations.",
        numerator: "conversations with three user turns or more",
        denominator: "conversations",
        excluded: "nothing",
        when_empty: "absent",
        evidence: "is:deep",
    },
    Definition {
        name: "inquiries",
        title: "Inquiries",
        formula: "Engaged conversations whose first user turn is more than a greeting or small talk, as read by \
                  simple rules.",
        numerator: "conversations that bring a matter in the first user turn",
        denominator: "engaged conversations",
        excluded: "conversations without a user message",
        when_empty: "0",
        evidence: "is:inquiry",
    },
];
