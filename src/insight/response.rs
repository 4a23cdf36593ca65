//! Response times: how long a user waits for the next word.
//!
//! A wait runs from the last message of a user's turn to the next message of the role that answers. A
//! bot that says it is connecting does not end the wait for the agent. Waits without both times, and
//! negative ones, are left out.

use super::{Board, Case, Definition, Family, Histogram, Scale, Unit};
use crate::conversation::{Clock, Millis, Role};

/// What any pile of conversations contributes to response times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResponsePartial {
    /// Messages with a time; without any the files hold none.
    dated: u64,
    engaged: u64,
    answers_bot: u64,
    answers_agent: u64,
    first: Histogram,
    bot: Histogram,
    agent: Histogram,
}

impl Default for ResponsePartial {
    fn default() -> Self {
        Self {
            dated: 0,
            engaged: 0,
            answers_bot: 0,
            answers_agent: 0,
            first: Histogram::new(Scale::Millis),
            bot: Histogram::new(Scale::Millis),
            agent: Histogram::new(Scale::Millis),
        }
    }
}

impl Family for ResponsePartial {
    const DEFINITIONS: &'static [Definition] = DEFINITIONS;

    fn observe(&mut self, case: &Case<'_>, _: &mut Clock) {
        self.dated += u64::from(case.digest.dated);
        self.engaged += u64::from(case.digest.engaged());
        // The first user message, until it is answered; the last one of the turn, likewise.
        let mut first: Option<Option<Millis>> = None;
        let mut first_answered = false;
        let (mut for_bot, mut for_agent): (Option<Option<Millis>>, Option<Option<Millis>>) = (None, None);
        for said in case.view.utterances {
            let (asked, answers, times) = match said.role {
                Role::System => continue,
                Role::User => {
                    first = first.or(Some(said.at));
                    (for_bot, for_agent) = (Some(said.at), Some(said.at));
                    continue;
                }
                Role::Bot => (for_bot.take(), &mut self.answers_bot, &mut self.bot),
                Role::Agent => {
                    for_bot = None;
                    (for_agent.take(), &mut self.answers_agent, &mut self.agent)
                }
            };
            let Some(asked) = asked else { continue };
            *answers += 1;
            if let Some(wait) = wait(asked, said.at) {
                times.add(wait);
            }
            if !first_answered {
                first_answered = true;
                if let Some(wait) = wait(first.flatten(), said.at) {
                    self.first.add(wait);
                }
            }
        }
    }

    fn merge(&mut self, other: &Self) {
        self.dated += other.dated;
        self.engaged += other.engaged;
        self.answers_bot += other.answers_bot;
        self.answers_agent += other.answers_agent;
        self.first.merge(&other.first);
        self.bot.merge(&other.bot);
        self.agent.merge(&other.agent);
    }

    fn finish(&self, board: &mut Board) {
        let because = |none| if self.dated == 0 { "the files hold no times" } else { none };
        let none = because("no user message was answered with both times known");
        board.spread("first_response_time", Unit::Millis, &self.first, self.engaged, none);
        let none = because("no bot answered a user message with both times known");
        board.spread("response_time_bot", Unit::Millis, &self.bot, self.answers_bot, none);
        let none = because("no agent answered a user message with both times known");
        board.spread("response_time_agent", Unit::Millis, &self.agent, self.answers_agent, none);
    }
}

/// Milliseconds waited; `None` without both times or backwards.
fn wait(asked: Option<Millis>, answered: Option<Millis>) -> Option<u64> {
    u64::try_from(answered?.0.checked_sub(asked?.0)?).ok()
}

const DEFINITIONS: &[Definition] = &[
    Definition {
        name: "first_response_time",
        title: "First response time",
        formula: "Time from the first user message to the first message of a bot or an agent after it; the figure \
                  is the median.",
        denominator: "engaged conversations whose first answer has a time",
        excluded: "unanswered conversations, answers without both times, negative waits",
        when_empty: "absent",
        evidence: "is:dated",
        ..Definition::EMPTY
    },
    Definition {
        name: "response_time_bot",
        title: "Response time of the bot",
        formula: "Time from the last message of a user's turn to the next message, where a bot gives it; the \
                  figure is the median over all such answers.",
        denominator: "answers of bots with a time",
        excluded: "answers without both times, negative waits; a bot's further messages in the same turn",
        when_empty: "absent",
        evidence: "is:dated",
        ..Definition::EMPTY
    },
    Definition {
        name: "response_time_agent",
        title: "Response time of agents",
        formula: "Time from the last message of a user's turn to the first message of an agent after it, whatever \
                  a bot says in between; the figure is the median over all such answers.",
        denominator: "answers of agents with a time",
        excluded: "answers without both times, negative waits; an agent's further messages in the same turn",
        when_empty: "absent",
        evidence: "is:dated",
        ..Definition::EMPTY
    },
];
