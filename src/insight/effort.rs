//! Effort: how long it took until a matter was settled, in how many turns of the user, and what was settled
//! without a person.
//!
//! The evidence of a resolution is where its text says so (a last turn that thanks or confirms, a yes to "did this
//! help?"); what a source states and what a rating says comes after the end. Times that run against the order of
//! the messages tell nothing of durations: they do not count, and how many there are is said.

use super::{Board, Case, Definition, Digest, Family, Histogram, Scale, Unit, figure::Base, outcome};
use crate::{
    conversation::{Evidence, Millis, Outcome, Role},
    corpus::ConversationView,
    language::Marks,
};

/// What stands for a time that is not known.
const NONE: i64 = -1;

/// What it took to settle a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effort {
    /// Milliseconds to the resolution, or [`NONE`].
    millis: i64,
    /// Milliseconds between the first and the last message of an agent, or [`NONE`].
    handled: i64,
    /// Turns of the user to the resolution; 0 where there is none.
    turns: u32,
    /// Whether times run against the order of the messages.
    skewed: bool,
}

/// How far a walk over the messages has come.
#[derive(Clone, Copy, Default)]
struct Reached {
    /// Time of the latest message.
    at: Option<Millis>,
    /// Turns of the user.
    turns: u32,
}

impl Effort {
    /// Reads it off a conversation whose outcome is known.
    pub(super) fn of(
        view: &ConversationView<'_>,
        digest: &Digest,
        (outcome, evidence): (Outcome, Evidence),
    ) -> Self {
        let (mut now, mut before_turn, mut before_yes) =
            (Reached::default(), Reached::default(), Reached::default());
        let (mut asked, mut agents): (Option<Millis>, Option<(Millis, Millis)>) = (None, None);
        let (mut speaker, mut asked_helped) = (None, false);
        let mut latest: Option<(Millis, u32)> = None;
        let (mut forwards, mut backwards, mut negative) = (false, false, false);
        for said in view.utterances.iter().filter(|said| said.role.is_message()) {
            if let Some(at) = said.at {
                if let Some((before, row)) = latest.filter(|(before, _)| *before != at) {
                    negative |= at < before;
                    forwards |= said.row > row;
                    backwards |= said.row < row;
                }
                latest = Some((at, said.row));
            }
            match said.role {
                Role::User => {
                    if speaker != Some(Role::User) {
                        before_turn = now;
                        now.turns += 1;
                    }
                    if now.turns == 1 && asked.is_none() {
                        asked = said.at;
                    }
                    if said.marks.has(Marks::CONFIRMS) || asked_helped && said.marks.has(Marks::YES) {
                        before_yes = before_turn;
                    }
                }
                Role::Agent => {
                    agents = said.at.map(|at| (agents.map_or(at, |(first, _)| first), at)).or(agents);
                }
                Role::Bot | Role::System => {}
            }
            if said.role != Role::User {
                asked_helped = said.marks.has(Marks::ASKS_HELPED);
            }
            speaker = Some(said.role);
            now.at = said.at.or(now.at);
        }
        // A file from the last message to the first has the order of its times too.
        let skewed = negative || forwards && backwards;
        let settled = match evidence {
            Evidence::Text => before_turn,
            Evidence::Rating if view.rating.and_then(outcome::verdict).is_none() => before_yes,
            _ => now,
        };
        let resolved = outcome == Outcome::Resolved && digest.engaged();
        let between = |from: Option<Millis>, to: Option<Millis>| match (from, to) {
            (Some(from), Some(to)) if !skewed => to.0.checked_sub(from.0).unwrap_or(NONE).max(NONE),
            _ => NONE,
        };
        Self {
            millis: if resolved { between(asked, settled.at) } else { NONE },
            handled: between(agents.map(|(first, _)| first), agents.map(|(_, last)| last)),
            turns: if resolved { settled.turns.max(1) } else { 0 },
            skewed,
        }
    }

    /// Turns of the user to the resolution, where there is one.
    pub fn turns(self) -> Option<u32> {
        (self.turns > 0).then_some(self.turns)
    }

    /// Milliseconds to the resolution, where both times are known.
    pub fn millis(self) -> Option<u64> {
        u64::try_from(self.millis).ok()
    }

    /// Milliseconds between the first and the last message of an agent, where they have times.
    pub fn handled(self) -> Option<u64> {
        u64::try_from(self.handled).ok()
    }

    /// Whether times run against the order of the messages.
    pub fn skewed(self) -> bool {
        self.skewed
    }
}

/// What any pile of conversations contributes to effort.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EffortPartial {
    dated: u64,
    skewed: u64,
    resolved: u64,
    by_bot: u64,
    inquiries: u64,
    self_served: u64,
    with_agent: u64,
    millis: Histogram,
    handled: Histogram,
    turns: Histogram,
}

crate::frozen! { EffortPartial {
    dated, skewed, resolved, by_bot, inquiries, self_served, with_agent, millis, handled, turns
} }

impl Default for EffortPartial {
    fn default() -> Self {
        Self {
            dated: 0,
            skewed: 0,
            resolved: 0,
            by_bot: 0,
            inquiries: 0,
            self_served: 0,
            with_agent: 0,
            millis: Histogram::new(Scale::Millis),
            handled: Histogram::new(Scale::Millis),
            turns: Histogram::new(Scale::Count),
        }
    }
}

impl Family for EffortPartial {
    const DEFINITIONS: &'static [Definition] = DEFINITIONS;

    fn observe(&mut self, case: &Case<'_>) {
        let (digest, effort) = (&case.digest, case.effort);
        self.dated += u64::from(digest.dated > 1);
        self.skewed += u64::from(effort.skewed());
        self.resolved += u64::from(case.outcome == Outcome::Resolved);
        self.by_bot += u64::from(case.confirmed_resolved());
        self.inquiries += u64::from(digest.inquiry);
        self.self_served += u64::from(digest.inquiry && case.confirmed_resolved());
        self.with_agent += u64::from(digest.of_role(Role::Agent) > 0);
        let add = |to: &mut Histogram, value: Option<u64>| value.into_iter().for_each(|value| to.add(value));
        add(&mut self.millis, effort.millis());
        add(&mut self.handled, effort.handled());
        add(&mut self.turns, effort.turns().map(u64::from));
    }

    fn merge(&mut self, other: &Self) {
        self.dated += other.dated;
        self.skewed += other.skewed;
        self.resolved += other.resolved;
        self.by_bot += other.by_bot;
        self.inquiries += other.inquiries;
        self.self_served += other.self_served;
        self.with_agent += other.with_agent;
        self.millis.merge(&other.millis);
        self.handled.merge(&other.handled);
        self.turns.merge(&other.turns);
    }

    fn finish(&self, board: &mut Board) {
        let none = "no conversation begins with more than a greeting of the user";
        let base = Base { none, few: "fewer than 5 inquiries" };
        board.rate("deflection_rate", self.self_served, self.inquiries, base);
        let none = "no conversation is resolved";
        let base = Base { none, few: "fewer than 5 resolved conversations" };
        board.rate("automation_rate", self.by_bot, self.resolved, base);
        board.spread("resolution_turns", Unit::Count, &self.turns, self.resolved, none);
        let none = if self.resolved == 0 { none } else { "no resolved conversation has the times for it" };
        board.spread("resolution_time", Unit::Millis, &self.millis, self.resolved, none);
        let none = "no agent wrote a message with a time";
        board.spread("handle_time", Unit::Millis, &self.handled, self.with_agent, none);
        let none = "no conversation has two messages with a time";
        let base = Base { none, few: "fewer than 5 conversations with two times" };
        board.rate("skewed_times", self.skewed, self.dated, base);
    }

    fn spread(&self, name: &str) -> Option<&Histogram> {
        match name {
            "resolution_time" => Some(&self.millis),
            "handle_time" => Some(&self.handled),
            "resolution_turns" => Some(&self.turns),
            _ => None,
        }
    }
}

const SKEWED: &str = "conversations whose times run against the order of their messages";

const DEFINITIONS: &[Definition] = &[
    Definition {
        name: "deflection_rate",
        title: "Deflection rate",
        formula: "Inquiries resolved without an agent, by the source's statement, a rating, a goal, or the user's own \
                  thanks or confirmation ÷ inquiries. Silence is not taken for success.",
        numerator: "inquiries resolved without an agent",
        denominator: "inquiries",
        excluded: "conversations whose first user turn is no more than a greeting or small talk",
        when_empty: "absent",
        evidence: "is:inquiry is:confirmed",
    },
    Definition {
        name: "automation_rate",
        title: "Automation rate",
        formula: "Resolved conversations that reached no agent ÷ resolved conversations.",
        numerator: "conversations with a user message, resolved without an agent",
        denominator: "conversations with outcome resolved",
        excluded: "conversations with any other outcome",
        when_empty: "absent",
        evidence: "is:confirmed",
    },
    Definition {
        name: "resolution_turns",
        title: "Turns to resolution",
        formula: "Turns of the user up to the evidence of the resolution, at least one; the figure is the median. A \
                  last turn that thanks or confirms, and a yes to \"did this help?\", is the evidence and does not \
                  count.",
        denominator: "resolved conversations with a user message",
        excluded: "conversations with any other outcome",
        when_empty: "absent",
        evidence: "outcome:resolved",
        ..Definition::EMPTY
    },
    Definition {
        name: "resolution_time",
        title: "Time to resolution",
        formula: "Time from the first user message to the last message before the evidence of the resolution; the \
                  figure is the median. Where the source or a rating says that it is resolved, that is the last \
                  message.",
        denominator: "resolved conversations with both times",
        excluded: "conversations with any other outcome or without these times; \
                   conversations whose times run against the order of their messages",
        when_empty: "absent",
        evidence: "outcome:resolved is:dated",
        ..Definition::EMPTY
    },
    Definition {
        name: "handle_time",
        title: "Handle time of agents",
        formula: "Time from the first to the last message of an agent in a conversation; the figure is the median.",
        denominator: "conversations in which an agent wrote a message with a time",
        excluded: SKEWED,
        when_empty: "absent",
        evidence: "is:with_agent is:dated",
        ..Definition::EMPTY
    },
    Definition {
        name: "skewed_times",
        title: "Times against the order",
        formula: "Conversations in which times and the order of the messages in the file contradict each other: \
                  some messages follow each other in one direction, some in the other. They are shown in the order \
                  of their times; time to resolution and handle time leave them out.",
        numerator: SKEWED,
        denominator: "conversations with two messages that have a time",
        excluded: "conversations with fewer",
        when_empty: "absent",
        evidence: "is:skewed",
    },
];
