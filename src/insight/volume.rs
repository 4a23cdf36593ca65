//! Volume: how many conversations and messages there are, and when.
//!
//! A conversation belongs to the day and the hour of its first dated message; a message to its own
//! day. What has no time is counted in the totals and in no course over time.

use super::{Board, Case, Definition, Family, HourGrid, days::Days};
use crate::conversation::Role;

/// What any pile of conversations contributes to volume.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VolumePartial {
    conversations: u64,
    by_role: [u64; 4],
    conversations_by_day: Days<1>,
    messages_by_day: Days<1>,
    /// Weekday by weekday from Monday, 24 hours each.
    by_hour: [u64; 7 * 24],
}

crate::frozen! { VolumePartial { conversations, by_role, conversations_by_day, messages_by_day, by_hour } }

impl Default for VolumePartial {
    fn default() -> Self {
        Self {
            conversations: 0,
            by_role: [0; 4],
            conversations_by_day: Days::default(),
            messages_by_day: Days::default(),
            by_hour: [0; 7 * 24],
        }
    }
}

impl VolumePartial {
    /// On which days the conversations began.
    pub(super) fn began(&self) -> &Days<1> {
        &self.conversations_by_day
    }
}

impl Family for VolumePartial {
    const DEFINITIONS: &'static [Definition] = DEFINITIONS;

    fn observe(&mut self, case: &Case<'_>) {
        self.conversations += 1;
        for (sum, n) in self.by_role.iter_mut().zip(case.digest.by_role) {
            *sum += u64::from(n);
        }
        if let Some(start) = case.start {
            self.conversations_by_day.add(start.day, 0, 1);
            self.by_hour[usize::from(start.weekday) * 24 + usize::from(start.hour)] += 1;
        }
        for &(day, count) in case.days {
            self.messages_by_day.add(day, 0, u64::from(count));
        }
    }

    fn merge(&mut self, other: &Self) {
        self.conversations += other.conversations;
        for (sum, n) in self.by_role.iter_mut().zip(other.by_role) {
            *sum += n;
        }
        self.conversations_by_day.merge(&other.conversations_by_day);
        self.messages_by_day.merge(&other.messages_by_day);
        for (sum, n) in self.by_hour.iter_mut().zip(other.by_hour) {
            *sum += n;
        }
    }

    fn finish(&self, board: &mut Board) {
        let of = |role: Role| self.by_role[role as usize];
        let roles = [Role::User, Role::Bot, Role::Agent];
        let messages = roles.into_iter().map(of).sum();
        board.count("conversations", self.conversations, None);
        board.count("utterances", messages, None);
        board.count("user_utterances", of(Role::User), Some(messages));
        board.count("bot_utterances", of(Role::Bot), Some(messages));
        board.count("agent_utterances", of(Role::Agent), Some(messages));
        let parts = roles.into_iter().map(|role| (role.name().to_owned(), of(role))).collect();
        board.breakdown("utterances_by_role", parts, messages);
        for (name, days) in [
            ("conversations_over_time", &self.conversations_by_day),
            ("utterances_over_time", &self.messages_by_day),
        ] {
            let (start, [counts]) = days.finish();
            board.daily(name, start, counts);
        }
        let name = "conversations_by_hour".to_owned();
        let n = self.by_hour.iter().sum();
        board.grids.insert(name.clone(), HourGrid { name, counts: self.by_hour.to_vec(), n });
    }
}

const DEFINITIONS: &[Definition] = &[
    Definition {
        name: "conversations",
        title: "Conversations",
        formula: "What the source calls a conversation, ticket, session or thread, counted once each.",
        when_empty: "0",
        ..Definition::EMPTY
    },
    Definition {
        name: "utterances",
        title: "Messages",
        formula: "Messages of users, bots and agents.",
        excluded: "events and notices (role system)",
        when_empty: "0",
        ..Definition::EMPTY
    },
    Definition {
        name: "user_utterances",
        title: "Messages of users",
        formula: "Messages whose speaker is the visitor or customer.",
        numerator: "messages of users",
        denominator: "messages",
        excluded: "events and notices",
        when_empty: "0",
        evidence: "is:engaged",
    },
    Definition {
        name: "bot_utterances",
        title: "Messages of bots",
        formula: "Messages whose speaker is the chatbot.",
        numerator: "messages of bots",
        denominator: "messages",
        excluded: "events and notices",
        when_empty: "0",
        evidence: "is:with_bot",
    },
    Definition {
        name: "agent_utterances",
        title: "Messages of agents",
        formula: "Messages whose speaker is a person on the team.",
        numerator: "messages of agents",
        denominator: "messages",
        excluded: "events and notices",
        when_empty: "0",
        evidence: "is:with_agent",
    },
    Definition {
        name: "utterances_by_role",
        title: "Messages by speaker",
        formula: "Messages split by who speaks: user, bot or agent.",
        denominator: "messages",
        excluded: "events and notices",
        when_empty: "every part is 0",
        ..Definition::EMPTY
    },
    Definition {
        name: "conversations_over_time",
        title: "Conversations over time",
        formula: "Conversations by the local day of their first dated message (of their first dated notice where \
                  no message has a time).",
        excluded: "conversations without any time; of data over more than twenty years, the days outside the \
                   twenty years that hold the most",
        when_empty: "no days",
        ..Definition::EMPTY
    },
    Definition {
        name: "utterances_over_time",
        title: "Messages over time",
        formula: "Messages by the local day on which each was sent.",
        excluded: "messages without a time; events and notices; of data over more than twenty years, the days \
                   outside the twenty years that hold the most",
        when_empty: "no days",
        ..Definition::EMPTY
    },
    Definition {
        name: "conversations_by_hour",
        title: "Conversations by hour and weekday",
        formula: "Conversations by the local weekday and hour of their first dated message.",
        excluded: "conversations without any time",
        when_empty: "every cell is 0",
        ..Definition::EMPTY
    },
];
