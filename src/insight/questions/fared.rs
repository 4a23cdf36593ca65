//! What becomes of a request: whether the bot answers it, and whether it fails at it.

use crate::{conversation::Role, corpus::UtteranceView, insight::flagged, language::Marks};

/// What became of a request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fared {
    /// The bot speaks next.
    pub answered: bool,
    /// It says that it did not understand.
    pub missed: bool,
    /// It does, or its answer is flagged: a thumb down, denied or corrected by the user, or the user asks once more in
    /// other words.
    pub failed: bool,
}

impl Fared {
    /// What became of the message at a place of a conversation.
    pub fn of(said: &[UtteranceView], at: usize) -> Self {
        let behind = said.get(at + 1..).unwrap_or_default();
        let is_other = |one: &UtteranceView, role: Role| one.role != role && one.role != Role::System;
        let end = |from: usize, role: Role| {
            behind[from..]
                .iter()
                .position(|one| is_other(one, role))
                .map_or(behind.len(), |ahead| from + ahead)
        };
        let answer = end(0, Role::User);
        if behind.get(answer).is_none_or(|next| next.role != Role::Bot) {
            return Self::default();
        }
        let next = end(answer, Role::Bot);
        let turn = match behind.get(next) {
            Some(one) if one.role == Role::User => &behind[next..end(next, Role::User)],
            _ => &[],
        };
        let answer = &behind[answer..next];
        let missed = answer.iter().any(|said| said.role == Role::Bot && said.marks.has(Marks::FALLBACK));
        Self { answered: true, missed, failed: missed || flagged::why(answer, turn) != 0 }
    }
}
