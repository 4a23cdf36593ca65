//! The marks of an utterance: a set of small facts that figures are counted from.

use crate::conversation::Feedback;

/// A set of marks, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Marks(pub u16);

impl Marks {
    /// Bot: says that it did not understand or cannot help (or the source says so).
    pub const FALLBACK: Self = Self(1);
    /// Bot: passes to a person.
    pub const HANDOFF: Self = Self(1 << 1);
    /// User: asks for a person.
    pub const ASKS_HUMAN: Self = Self(1 << 2);
    /// User: thanks.
    pub const THANKS: Self = Self(1 << 3);
    /// User: confirms that the matter is settled.
    pub const CONFIRMS: Self = Self(1 << 4);
    /// User: says that it is not ("that didn't help").
    pub const DENIES: Self = Self(1 << 5);
    /// Asks something that the other side would answer. A closing question is not one.
    pub const QUESTION: Self = Self(1 << 6);
    /// Nothing but a greeting or small talk.
    pub const GREETING: Self = Self(1 << 7);
    /// Bot: asks whether that was all, says goodbye.
    pub const CLOSING: Self = Self(1 << 8);
    /// User: leaves an e-mail address or a phone number (from the masking).
    pub const CONTACT: Self = Self(1 << 9);
    /// A thumb up on this answer (from the source).
    pub const FEEDBACK_UP: Self = Self(1 << 10);
    /// A thumb down on this answer (from the source).
    pub const FEEDBACK_DOWN: Self = Self(1 << 11);
    /// Bot or agent: asks whether the answer helped.
    pub const ASKS_HELPED: Self = Self(1 << 12);
    /// User: a bare yes, which says something only to the question before it.
    pub const YES: Self = Self(1 << 13);
    /// User: a bare no, likewise.
    pub const NO: Self = Self(1 << 14);
    /// User: says once more what the same user's message before it said.
    pub const REPHRASE: Self = Self(1 << 15);

    /// Of bot and agent: those of messages that answer nothing.
    pub const NO_ANSWER: [Self; 6] =
        [Self::FALLBACK, Self::HANDOFF, Self::GREETING, Self::CLOSING, Self::QUESTION, Self::ASKS_HELPED];

    /// Whether all marks of `other` are set.
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// These and those.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// These without those.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The names of the marks that are set.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        const NAMES: [(Marks, &str); 13] = [
            (Marks::FALLBACK, "fallback"),
            (Marks::HANDOFF, "handoff"),
            (Marks::ASKS_HUMAN, "ask_human"),
            (Marks::THANKS, "thank"),
            (Marks::CONFIRMS, "confirm"),
            (Marks::DENIES, "deny"),
            (Marks::QUESTION, "question"),
            (Marks::GREETING, "greeting"),
            (Marks::CLOSING, "close"),
            (Marks::CONTACT, "lead"),
            (Marks::FEEDBACK_UP, "feedback_up"),
            (Marks::FEEDBACK_DOWN, "feedback_down"),
            (Marks::REPHRASE, "rephrase"),
        ];
        NAMES.into_iter().filter(move |(mark, _)| self.has(*mark)).map(|(_, name)| name)
    }

    /// The verdict on this answer, from the source.
    pub fn feedback(self) -> Option<Feedback> {
        match (self.has(Self::FEEDBACK_UP), self.has(Self::FEEDBACK_DOWN)) {
            (true, _) => Some(Feedback::Up),
            (_, true) => Some(Feedback::Down),
            _ => None,
        }
    }
}
