//! Response times: how long a user waits for the next word.
//!
//! A wait runs from the last message of a user's turn to the next message of the role that answers. A
//! bot that says it is connecting does not end the wait for the agent. Waits without both times, and
//! negative ones, are left out.

use super::{Board, Case, Definition, Family, Histogram, Scale, Unit};
use crate::{
    conversation::{Millis, Role},
    corpus::ConversationView,
};

/// So many messages at full minutes are no chance: one in sixty is.
const ENOUGH: u64 = 10;

/// What any pile of conversations contributes to response times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResponsePartial {
    /// Messages with a time; without any the files hold none.
    dated: u64,
    /// Messages whose time is not a full minute; without any the files hold minutes only.
    fine: u64,
    engaged: u64,
    answers_bot: u64,
    answers_agent: u64,
    first: Histogram,
    bot: Histogram,
    agent: Histogram,
}

crate::frozen! { ResponsePartial { dated, fine, engaged, answers_bot, answers_agent, first, bot, agent } }

impl Default for ResponsePartial {
    fn default() -> Self {
        Self {
            dated: 0,
            fine: 0,
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

    fn observe(&mut self, case: &Case<'_>) {
        self.dated += u64::from(case.digest.dated);
        self.fine += u64::from(case.digest.fine);
        self.engaged += u64::from(case.digest.engaged());
        for waited in case.answers {
            let (answer, wait) = waited.read();
            let (answers, times) = match answer {
                Answer::First => (None, &mut self.first),
                Answer::Bot => (Some(&mut self.answers_bot), &mut self.bot),
                Answer::Agent => (Some(&mut self.answers_agent), &mut self.agent),
            };
            if let Some(answers) = answers {
                *answers += 1;
            }
            if let Some(wait) = wait {
                times.add(wait);
            }
        }
    }

    fn merge(&mut self, other: &Self) {
        self.dated += other.dated;
        self.fine += other.fine;
        self.engaged += other.engaged;
        self.answers_bot += other.answers_bot;
        self.answers_agent += other.answers_agent;
        self.first.merge(&other.first);
        self.bot.merge(&other.bot);
        self.agent.merge(&other.agent);
    }

    fn finish(&self, board: &mut Board) {
        if self.fine == 0 && self.dated >= ENOUGH {
            // An answer within the same minute would seem to take no time.
            for name in ["first_response_time", "response_time_bot", "response_time_agent"] {
                board.absent(name, Unit::Millis, "the files give times to the minute only");
            }
            return;
        }
        let because = |none| if self.dated == 0 { "the files hold no times" } else { none };
        let none = because("no user message was answered with both times known");
        board.spread("first_response_time", Unit::Millis, &self.first, self.engaged, none);
        let none = because("no bot answered a user message with both times known");
        board.spread("response_time_bot", Unit::Millis, &self.bot, self.answers_bot, none);
        let none = because("no agent answered a user message with both times known");
        board.spread("response_time_agent", Unit::Millis, &self.agent, self.answers_agent, none);
    }

    fn spread(&self, name: &str) -> Option<&Histogram> {
        match name {
            "first_response_time" => Some(&self.first),
            "response_time_bot" => Some(&self.bot),
            "response_time_agent" => Some(&self.agent),
            _ => None,
        }
    }
}

/// Which answer a user waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The first of the conversation, whoever gives it.
    First,
    /// A bot's, to a turn of the user.
    Bot,
    /// An agent's, to a turn of the user.
    Agent,
}

/// An answer and the milliseconds that were waited for it, where they are known, in eight bytes: which answer in the
/// lowest two bits, above them the wait and one, or nought.
#[derive(Clone, Copy, Debug)]
pub struct Waited(u64);

impl Waited {
    /// Longest wait that it holds; what is longer by some mistake is told as that.
    const LONGEST: u64 = (1 << 62) - 2;

    /// Of an answer.
    pub(super) fn new(answer: Answer, wait: Option<u64>) -> Self {
        Self(wait.map_or(0, |wait| wait.min(Self::LONGEST) + 1) << 2 | answer as u64)
    }

    /// The answer and its wait.
    pub(super) fn read(self) -> (Answer, Option<u64>) {
        let answer = match self.0 & 3 {
            0 => Answer::First,
            1 => Answer::Bot,
            _ => Answer::Agent,
        };
        (answer, (self.0 >> 2).checked_sub(1))
    }
}

/// Shows each answer of a conversation and the milliseconds waited for it, where they are known.
pub(super) fn each_answer(view: &ConversationView<'_>, mut show: impl FnMut(Answer, Option<u64>)) {
    // The first user message, until it is answered; the last one of the turn, likewise.
    let mut first: Option<Option<Millis>> = None;
    let mut first_answered = false;
    let (mut for_bot, mut for_agent): (Option<Option<Millis>>, Option<Option<Millis>>) = (None, None);
    for said in view.utterances {
        let (asked, answer) = match said.role {
            Role::System => continue,
            Role::User => {
                first = first.or(Some(said.at));
                (for_bot, for_agent) = (Some(said.at), Some(said.at));
                continue;
            }
            Role::Bot => (for_bot.take(), Answer::Bot),
            Role::Agent => {
                for_bot = None;
                (for_agent.take(), Answer::Agent)
            }
        };
        let Some(asked) = asked else { continue };
        show(answer, wait(asked, said.at));
        if !first_answered {
            first_answered = true;
            show(Answer::First, wait(first.flatten(), said.at));
        }
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
        evidence: "is:answered",
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
        evidence: "is:bot_answered",
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
        evidence: "is:agent_answered",
        ..Definition::EMPTY
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_read_as_it_was_written() {
        for answer in [Answer::First, Answer::Bot, Answer::Agent] {
            for wait in [None, Some(0), Some(1), Some(86_400_000), Some(Waited::LONGEST)] {
                assert_eq!(Waited::new(answer, wait).read(), (answer, wait));
            }
            assert_eq!(Waited::new(answer, Some(u64::MAX)).read(), (answer, Some(Waited::LONGEST)));
        }
    }
}
