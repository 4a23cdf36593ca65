//! Emotions: what users feel, by message.

use super::{Board, Case, Definition, Family};
use crate::language::Emotion;

/// What any pile of conversations contributes to emotions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EmotionPartial {
    /// User messages that were understood.
    felt: u64,
    /// Of them those with any emotion.
    moved: u64,
    emotions: [u64; Emotion::ALL.len()],
}

crate::frozen! { EmotionPartial { felt, moved, emotions } }

impl Family for EmotionPartial {
    const DEFINITIONS: &'static [Definition] = DEFINITIONS;

    fn observe(&mut self, case: &Case<'_>) {
        self.felt += u64::from(case.voice.felt);
        self.moved += u64::from(case.voice.moved);
        for (sum, count) in self.emotions.iter_mut().zip(case.voice.emotions) {
            *sum += u64::from(count);
        }
    }

    fn merge(&mut self, other: &Self) {
        self.felt += other.felt;
        self.moved += other.moved;
        for (sum, count) in self.emotions.iter_mut().zip(other.emotions) {
            *sum += count;
        }
    }

    fn finish(&self, board: &mut Board) {
        let part = |emotion: &Emotion| (emotion.name().to_owned(), self.emotions[*emotion as usize]);
        let mut parts: Vec<_> = Emotion::ALL.iter().map(part).collect();
        parts.push(("none".to_owned(), self.felt.saturating_sub(self.moved)));
        board.breakdown("emotion", parts, self.felt);
    }
}

const DEFINITIONS: &[Definition] = &[Definition {
    name: "emotion",
    title: "Emotions",
    formula: "User messages in which each emotion is heard; a message may have several, or none. Anger includes \
              frustration and impatience, disappointment sadness, worry distrust, satisfaction joy and relief. \
              Estimated by a model, which can be wrong about a single message.",
    numerator: "user messages with each emotion",
    denominator: "user messages that were understood",
    excluded: "messages of bots, agents and events; messages in languages that are not read",
    when_empty: "every part is 0",
    evidence: "",
}];
