//! Length: messages, turns and time of a conversation, as median, p90 and spread.

use super::{Board, Case, Definition, Family, Histogram, Scale, Unit};

/// What any pile of conversations contributes to lengths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LengthPartial {
    conversations: u64,
    dated: u64,
    messages: Histogram,
    turns: Histogram,
    millis: Histogram,
}

crate::frozen! { LengthPartial { conversations, dated, messages, turns, millis } }

impl Default for LengthPartial {
    fn default() -> Self {
        Self {
            conversations: 0,
            dated: 0,
            messages: Histogram::new(Scale::Count),
            turns: Histogram::new(Scale::Count),
            millis: Histogram::new(Scale::Millis),
        }
    }
}

impl Family for LengthPartial {
    const DEFINITIONS: &'static [Definition] = DEFINITIONS;

    fn observe(&mut self, case: &Case<'_>) {
        let digest = &case.digest;
        self.conversations += 1;
        self.dated += u64::from(digest.dated > 0);
        if digest.messages() > 0 {
            self.messages.add(u64::from(digest.messages()));
            self.turns.add(u64::from(digest.turns));
        }
        if let (Some(first), Some(last), 2..) = (digest.first, digest.last, digest.dated) {
            self.millis.add(last.0.abs_diff(first.0));
        }
    }

    fn merge(&mut self, other: &Self) {
        self.conversations += other.conversations;
        self.dated += other.dated;
        self.messages.merge(&other.messages);
        self.turns.merge(&other.turns);
        self.millis.merge(&other.millis);
    }

    fn finish(&self, board: &mut Board) {
        let (of, none) = (self.conversations, "no conversation has a message");
        board.spread("message_count", Unit::Count, &self.messages, of, none);
        board.spread("turn_count", Unit::Count, &self.turns, of, none);
        let none = match self.dated {
            0 => "the files hold no times",
            _ => "no conversation has two messages with a time",
        };
        board.spread("session_length", Unit::Millis, &self.millis, of, none);
    }

    fn spread(&self, name: &str) -> Option<&Histogram> {
        match name {
            "message_count" => Some(&self.messages),
            "turn_count" => Some(&self.turns),
            "session_length" => Some(&self.millis),
            _ => None,
        }
    }
}

const DEFINITIONS: &[Definition] = &[
    Definition {
        name: "message_count",
        title: "Messages per conversation",
        formula: "Messages of users, bots and agents in a conversation; the figure is the median.",
        denominator: "conversations with a message",
        excluded: "events and notices; conversations without a message",
        when_empty: "absent",
        ..Definition::EMPTY
    },
    Definition {
        name: "turn_count",
        title: "Turns per conversation",
        formula: "Runs of consecutive messages by one role in a conversation; the figure is the median. Events and \
                  notices do not end a turn.",
        denominator: "conversations with a message",
        excluded: "conversations without a message",
        when_empty: "absent",
        ..Definition::EMPTY
    },
    Definition {
        name: "session_length",
        title: "Session length",
        formula: "Time from the first to the last dated message of a conversation; the figure is the median.",
        denominator: "conversations with at least two dated messages",
        excluded: "conversations with fewer than two dated messages; events and notices",
        when_empty: "absent",
        evidence: "minutes>=0",
        ..Definition::EMPTY
    },
];
