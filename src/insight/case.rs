//! What every family is handed of one conversation, and what every family is.

use std::fmt::Debug;

use super::{Board, Definition, Digest};
use crate::{
    conversation::{CivilHour, Clock, Evidence, Outcome},
    corpus::ConversationView,
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
}

/// One family of figures: a partial that holds integers only.
///
/// Laws: `merge` commutes and associates; observing a pile at once equals observing its parts
/// apart and merging them; `finish` names exactly what `DEFINITIONS` defines.
pub trait Family: Clone + Debug + Default + PartialEq + Eq {
    /// What it counts, in words.
    const DEFINITIONS: &'static [Definition];

    /// Takes in one conversation.
    fn observe(&mut self, case: &Case<'_>, clock: &mut Clock);

    /// Takes in what another partial has observed.
    fn merge(&mut self, other: &Self);

    /// Writes its figures on the board.
    fn finish(&self, board: &mut Board);
}
