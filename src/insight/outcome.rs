//! Outcome: how each conversation ended, by the strongest evidence present.
//!
//! 1. The source's own statement.
//! 2. A rating in the top or the bottom two boxes, or the user's yes or no to "did this help?".
//! 3. A goal (none is defined in these data yet).
//! 4. A handoff.
//! 5. Simple rules on the text.
//! 6. Nothing: unknown, which is not resolved.
//!
//! A weaker kind never overrules a stronger one.

use super::{Board, Case, Definition, Digest, Family, days::Days, figure::Base};
use crate::{
    conversation::{Evidence, Outcome, Rating, Role},
    corpus::ConversationView,
    language::Marks,
};

/// The outcome of one conversation and what decided it.
///
/// ```
/// use undertone::{
///     conversation::{Evidence, Outcome, Rating, Role},
///     corpus::{ConversationView, UtteranceView},
///     insight::outcome_of,
///     language::{Heard, Marks},
/// };
/// let said = [UtteranceView { role: Role::Agent, at: None, marks: Marks::default(), heard: Heard::default(), taught: 0, row: 0 }];
/// let mut view = ConversationView {
///     idx: 0, returning: false, user: None, channel: None, rating: None, stated: None, handoff: None, utterances: &said,
/// };
/// assert_eq!(outcome_of(&view), (Outcome::Escalated, Evidence::Handoff));
/// view.rating = Some(Rating { score: 4.0, max: 5.0 });
/// assert_eq!(outcome_of(&view), (Outcome::Resolved, Evidence::Rating));
/// ```
pub fn outcome_of(view: &ConversationView<'_>) -> (Outcome, Evidence) {
    decide(view, &Digest::of(view))
}

/// As [`outcome_of`], on a digest at hand.
pub(super) fn decide(view: &ConversationView<'_>, digest: &Digest) -> (Outcome, Evidence) {
    if let Some(stated) = view.stated.filter(|&stated| stated != Outcome::Unknown) {
        return (stated, Evidence::Source);
    }
    let reached_agent = digest.reached_agent(view.handoff);
    match said(view, digest) {
        Some(true) => return (Outcome::Resolved, Evidence::Rating),
        Some(false) if reached_agent => return (Outcome::Escalated, Evidence::Rating),
        Some(false) => return (Outcome::Unresolved, Evidence::Rating),
        None => {}
    }
    if reached_agent {
        return (Outcome::Escalated, Evidence::Handoff);
    }
    match by_text(digest) {
        Some(outcome) => (outcome, Evidence::Text),
        None => (Outcome::Unknown, Evidence::None),
    }
}

/// The user's own verdict: a rating, else a yes or no to "did this help?".
pub(super) fn said(view: &ConversationView<'_>, digest: &Digest) -> Option<bool> {
    view.rating.and_then(verdict).or(digest.helped)
}

/// Whether a rating says yes or no. One in the middle says neither, nor does one that a short scale
/// puts into the top and the bottom two boxes at once.
pub(super) fn verdict(rating: Rating) -> Option<bool> {
    match (rating.is_top_two(), rating.is_bottom_two()) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

/// What the last words say. Only where the user spoke: nobody abandons a greeting.
fn by_text(digest: &Digest) -> Option<Outcome> {
    let last = digest.last_user_turn;
    let settled = last.has(Marks::THANKS) || last.has(Marks::CONFIRMS);
    let open = [Marks::DENIES, Marks::QUESTION, Marks::ASKS_HUMAN].into_iter().any(|mark| last.has(mark));
    if settled && !open {
        return Some(Outcome::Resolved);
    }
    let left_open = digest.last_bot.has(Marks::QUESTION) && !digest.answered;
    let abandoned = digest.engaged() && (left_open || digest.last_bot.has(Marks::FALLBACK));
    abandoned.then_some(Outcome::Abandoned)
}

/// What any pile of conversations contributes to outcomes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutcomePartial {
    outcomes: [u64; 5],
    /// By kind of evidence.
    kinds: [u64; 6],
    days: Days<5>,
    /// Abandoned conversations by what stands at their end, in the order of [`ENDS`].
    ends: [u64; ENDS.len()],
    /// Those in which both the source and the user say how it ended, and those in which they say the opposite.
    judged: [u64; 2],
}

crate::frozen! { OutcomePartial { outcomes, kinds, days, ends, judged } }

/// What can stand at the end of an abandoned conversation.
const ENDS: [&str; 8] = [
    "bot_fallback",
    "bot_question",
    "bot_handoff",
    "bot_answer",
    "user_asks_person",
    "user_denies",
    "user_message",
    "agent_message",
];

/// Which of [`ENDS`] stands at the end of a conversation; `None` of one without a message.
fn end(digest: &Digest) -> Option<usize> {
    let (bot, user) = (digest.last_bot, digest.last_user_turn);
    let first = |kinds: [(Marks, usize); 3], other: usize| {
        kinds.into_iter().find(|(mark, _)| bot.has(*mark)).map_or(other, |(_, end)| end)
    };
    Some(match digest.ended_by? {
        Role::Bot => first([(Marks::FALLBACK, 0), (Marks::QUESTION, 1), (Marks::HANDOFF, 2)], 3),
        Role::User if user.has(Marks::ASKS_HUMAN) => 4,
        Role::User if user.has(Marks::DENIES) => 5,
        Role::User => 6,
        Role::Agent | Role::System => 7,
    })
}

impl Family for OutcomePartial {
    const DEFINITIONS: &'static [Definition] = DEFINITIONS;

    fn observe(&mut self, case: &Case<'_>) {
        self.outcomes[case.outcome as usize] += 1;
        self.kinds[case.evidence as usize] += 1;
        if let Some(end) = end(&case.digest).filter(|_| case.outcome == Outcome::Abandoned) {
            self.ends[end] += 1;
        }
        if let Some(contradicts) = case.contradicts() {
            self.judged[0] += 1;
            self.judged[1] += u64::from(contradicts);
        }
        if let Some(start) = case.start {
            self.days.add(start.day, case.outcome as usize, 1);
        }
    }

    fn merge(&mut self, other: &Self) {
        for (sum, n) in self.outcomes.iter_mut().zip(other.outcomes) {
            *sum += n;
        }
        for (sum, n) in self.kinds.iter_mut().zip(other.kinds) {
            *sum += n;
        }
        let mine = self.ends.iter_mut().chain(&mut self.judged);
        mine.zip(other.ends.iter().chain(&other.judged)).for_each(|(sum, n)| *sum += n);
        self.days.merge(&other.days);
    }

    fn finish(&self, board: &mut Board) {
        let of = |outcome: Outcome| self.outcomes[outcome as usize];
        let conversations = self.outcomes.iter().sum();
        let known = conversations - of(Outcome::Unknown);
        let base = Base {
            none: "no conversation has a known outcome",
            few: "fewer than 5 conversations with a known outcome",
        };
        board.rate("resolution_rate", of(Outcome::Resolved), known, base);
        let base = Base { none: "there are no conversations", few: "fewer than 5 conversations" };
        board.rate("unknown_outcome_share", of(Outcome::Unknown), conversations, base);
        let parts =
            Outcome::ALL.into_iter().map(|outcome| (outcome.name().to_owned(), of(outcome))).collect();
        board.breakdown("outcome", parts, conversations);
        let part = |kind: Evidence| (kind.name().to_owned(), self.kinds[kind as usize]);
        board.breakdown("outcome_evidence", Evidence::ALL.into_iter().map(part).collect(), conversations);
        let ends = ENDS.iter().zip(self.ends).map(|(name, count)| ((*name).to_owned(), count));
        board.breakdown("drop_off", ends.filter(|(_, n)| *n > 0).collect(), of(Outcome::Abandoned));
        let base = Base {
            none: "no conversation has both a statement of the source and a verdict of the user",
            few: "fewer than 5 conversations with both a statement and a verdict",
        };
        board.rate("contradicting_outcomes", self.judged[1], self.judged[0], base);
        let (start, courses) = self.days.finish();
        for (outcome, counts) in Outcome::ALL.into_iter().zip(courses) {
            board.daily(&format!("{}_over_time", outcome.name()), start, counts);
        }
    }
}

const BY_DAY: &str = "conversations without any time; of data over more than twenty years, the days outside the \
                      twenty years that hold the most";

const DEFINITIONS: &[Definition] = &[
    Definition {
        name: "drop_off",
        title: "Where they gave up",
        formula: "Abandoned conversations by what stands at their end: a message of the bot that did not understand, \
                  asks, passes on or answers; a message of the user that asks for a person, says that it did not \
                  help, or says something else; or a message of an agent.",
        numerator: "abandoned conversations with each end",
        denominator: "conversations with outcome abandoned",
        excluded: "conversations with any other outcome",
        when_empty: "no parts",
        evidence: "outcome:abandoned",
    },
    Definition {
        name: "contradicting_outcomes",
        title: "Contradicting outcomes",
        formula: "Conversations that the source calls resolved and the user does not, or the other way round, by a \
                  rating in the two boxes at one end or by the answer to \"did this help?\" ÷ conversations of which \
                  both say something. The source's statement decides the outcome.",
        numerator: "conversations in which the source and the user contradict each other",
        denominator: "conversations with a statement of the source and a verdict of the user",
        excluded: "conversations that the source calls escalated; ratings in the middle",
        when_empty: "absent",
        evidence: "is:contradicting",
    },
    Definition {
        name: "resolution_rate",
        title: "Resolution rate",
        formula: "Resolved ÷ (resolved + unresolved + escalated + abandoned). The share of unknown outcomes stands \
                  beside it.",
        numerator: "conversations with outcome resolved",
        denominator: "conversations with a known outcome",
        excluded: "conversations whose outcome is unknown",
        when_empty: "absent",
        evidence: "outcome:resolved",
    },
    Definition {
        name: "unknown_outcome_share",
        title: "Unknown outcomes",
        formula: "The share of conversations of which nothing says how they ended. Unknown is not resolved.",
        numerator: "conversations with outcome unknown",
        denominator: "conversations",
        excluded: "nothing",
        when_empty: "absent",
        evidence: "outcome:unknown",
    },
    Definition {
        name: "outcome",
        title: "Outcomes",
        formula: "Each conversation has exactly one outcome, by the strongest evidence present: the source's own \
                  statement (\"closed\" alone states nothing); a rating, or a yes or no to \"did this help?\" (top \
                  two boxes or yes: resolved; bottom two or no: unresolved, or escalated if an agent was reached); \
                  a handoff (escalated); the text, read by simple rules (the user's last turn thanks or confirms: \
                  resolved; the last bot message is an unanswered question or a fallback: abandoned); else unknown.",
        numerator: "conversations of each outcome",
        denominator: "conversations",
        excluded: "text evidence is not sought where the user never spoke",
        when_empty: "every part is 0",
        evidence: "",
    },
    Definition {
        name: "outcome_evidence",
        title: "What decided the outcome",
        formula: "The kind of evidence that decided each outcome: the source, a rating or an explicit answer, a \
                  goal, a handoff, the text, or none. Text evidence is read by simple rules (lists of phrases), not \
                  by understanding.",
        numerator: "conversations decided by each kind of evidence",
        denominator: "conversations",
        excluded: "nothing",
        when_empty: "every part is 0",
        evidence: "",
    },
    Definition {
        name: "resolved_over_time",
        title: "Resolved over time",
        formula: "Conversations with outcome resolved, by the local day of their start.",
        excluded: BY_DAY,
        when_empty: "no days",
        ..Definition::EMPTY
    },
    Definition {
        name: "unresolved_over_time",
        title: "Unresolved over time",
        formula: "Conversations with outcome unresolved, by the local day of their start.",
        excluded: BY_DAY,
        when_empty: "no days",
        ..Definition::EMPTY
    },
    Definition {
        name: "escalated_over_time",
        title: "Escalated over time",
        formula: "Conversations with outcome escalated, by the local day of their start.",
        excluded: BY_DAY,
        when_empty: "no days",
        ..Definition::EMPTY
    },
    Definition {
        name: "abandoned_over_time",
        title: "Abandoned over time",
        formula: "Conversations with outcome abandoned, by the local day of their start.",
        excluded: BY_DAY,
        when_empty: "no days",
        ..Definition::EMPTY
    },
    Definition {
        name: "unknown_over_time",
        title: "Unknown outcome over time",
        formula: "Conversations with outcome unknown, by the local day of their start.",
        excluded: BY_DAY,
        when_empty: "no days",
        ..Definition::EMPTY
    },
];
