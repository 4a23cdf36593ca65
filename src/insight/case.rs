//! What every family is handed of one conversation, and what every family is.

use std::fmt::Debug;

use super::{Board, Definition, Digest};
use crate::{
    binary::Frozen,
    conversation::{CivilHour, Clock, Evidence, Outcome},
    corpus::ConversationView,
    language::Marks,
};

/// One conversation with what is read off it once and used by several families.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// The conversation itself.
    pub view: &'a ConversationView<'a>,
    /// What one walk over its utterances says.
    pub digest: Digest,
    /// How it ended.
    pub outcome: Outcome,
    /// What says so.
    pub evidence: Evidence,
    /// Civil hour of its first dated message (of its first dated notice where it has none).
    pub start: Option<CivilHour>,
}

impl<'a> Case<'a> {
    /// Reads one conversation.
    pub fn of(view: &'a ConversationView<'a>, clock: &mut Clock) -> Self {
        let digest = Digest::of(view);
        let (outcome, evidence) = super::outcome::decide(view, &digest);
        let start = digest.first.or_else(|| view.utterances.iter().find_map(|said| said.at));
        Self { view, digest, outcome, evidence, start: start.map(|at| clock.hour(at)) }
    }

    /// Whether an engaged conversation stayed with the bot: no person was reached.
    pub fn contained(&self) -> bool {
        self.digest.engaged() && !self.digest.reached_agent(self.view.handoff)
    }

    /// Nothing speaks against a resolution by the bot: contained, no request for a person, not ended
    /// on a fallback.
    pub fn assumed_resolved(&self) -> bool {
        self.contained()
            && !self.digest.user_marks.has(Marks::ASKS_HUMAN)
            && !self.digest.last_bot.has(Marks::FALLBACK)
    }

    /// Contained, and resolved by more than silence.
    pub fn confirmed_resolved(&self) -> bool {
        self.contained() && self.outcome == Outcome::Resolved
    }
}

/// One family of figures: a partial that holds integers only.
///
/// Laws: `merge` commutes and associates; observing a pile at once equals observing its parts
/// apart and merging them; `finish` names exactly what `DEFINITIONS` defines.
pub trait Family: Clone + Debug + Default + PartialEq + Eq + Frozen {
    /// What it counts, in words.
    const DEFINITIONS: &'static [Definition];

    /// Takes in one conversation.
    fn observe(&mut self, case: &Case<'_>, clock: &mut Clock);

    /// Takes in what another partial has observed.
    fn merge(&mut self, other: &Self);

    /// Writes its figures on the board.
    fn finish(&self, board: &mut Board);
}
