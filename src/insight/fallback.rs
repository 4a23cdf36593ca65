//! Fallback: how often the bot says that it did not understand.

use super::{Board, Case, Definition, Family, figure::Base};
use crate::conversation::Role;

/// What any pile of conversations contributes to fallbacks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FallbackPartial {
    bot_utterances: u64,
    fallbacks: u64,
    with_bot: u64,
    with_fallback: u64,
}

crate::frozen! { FallbackPartial { bot_utterances, fallbacks, with_bot, with_fallback } }

impl Family for FallbackPartial {
    const DEFINITIONS: &'static [Definition] = DEFINITIONS;

    fn observe(&mut self, case: &Case<'_>) {
        let said = case.digest.of_role(Role::Bot);
        self.bot_utterances += u64::from(said);
        self.fallbacks += u64::from(case.digest.fallbacks);
        self.with_bot += u64::from(said > 0);
        self.with_fallback += u64::from(case.digest.fallbacks > 0);
    }

    fn merge(&mut self, other: &Self) {
        self.bot_utterances += other.bot_utterances;
        self.fallbacks += other.fallbacks;
        self.with_bot += other.with_bot;
        self.with_fallback += other.with_fallback;
    }

    fn finish(&self, board: &mut Board) {
        let none = "no conversation has a bot message";
        let base = Base { none, few: "fewer than 5 bot messages" };
        board.rate("fallback_rate", self.fallbacks, self.bot_utterances, base);
        let base = Base { none, few: "fewer than 5 conversations with a bot message" };
        board.rate("fallback_conversation_rate", self.with_fallback, self.with_bot, base);
    }
}

const DEFINITIONS: &[Definition] = &[
    Definition {
        name: "fallback_rate",
        title: "Fallback rate",
        formula: "Bot messages that say that they did not understand ÷ bot messages. The source's own event or \
                  intent decides (an answer to a missed user message counts), else the text, by simple rules.",
        numerator: "bot messages that are a fallback",
        denominator: "bot messages",
        excluded: "messages of users and agents, events and notices",
        when_empty: "absent",
        evidence: "is:fallback",
    },
    Definition {
        name: "fallback_conversation_rate",
        title: "Conversations with a fallback",
        formula: "Conversations with at least one fallback ÷ conversations with a bot message.",
        numerator: "conversations with a fallback",
        denominator: "conversations with a bot message",
        excluded: "conversations without a bot message",
        when_empty: "absent",
        evidence: "is:fallback",
    },
];
