//! Signals: what users give away about the business between them and us.

use super::{Board, Case, Definition, Family, figure::Base, sentiment::NOT_HEARD};
use crate::language::Signal;

/// What any pile of conversations contributes to signals.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignalPartial {
    /// Conversations with a user message that was listened to.
    heard: u64,
    /// Of them those with any signal.
    any: u64,
    signals: [u64; Signal::ALL.len()],
}

crate::frozen! { SignalPartial { heard, any, signals } }

impl Family for SignalPartial {
    const DEFINITIONS: &'static [Definition] = DEFINITIONS;

    fn observe(&mut self, case: &Case<'_>) {
        let voice = &case.voice;
        self.heard += u64::from(voice.heard > 0);
        self.any += u64::from(!voice.signals.is_empty());
        for signal in voice.signals.iter() {
            self.signals[signal as usize] += 1;
        }
    }

    fn merge(&mut self, other: &Self) {
        self.heard += other.heard;
        self.any += other.any;
        for (sum, count) in self.signals.iter_mut().zip(other.signals) {
            *sum += count;
        }
    }

    fn finish(&self, board: &mut Board) {
        let part = |signal: &Signal| (signal.name().to_owned(), self.signals[*signal as usize]);
        board.breakdown("signal", Signal::ALL.iter().map(part).collect(), self.heard);
        let few = "fewer than 5 conversations that could be understood";
        board.rate("signal_rate", self.any, self.heard, Base { none: NOT_HEARD, few });
    }
}

const DEFINITIONS: &[Definition] = &[
    Definition {
        name: "signal_rate",
        title: "With a signal",
        formula: "Conversations in which a user message has at least one signal ÷ conversations with a user message \
                  that was listened to. Estimated by a model; each signal keeps the words that prove it.",
        numerator: "conversations with a signal",
        denominator: "conversations with a user message that was listened to",
        excluded: "conversations in which the user never spoke",
        when_empty: "absent",
        evidence: "-signal:none",
    },
    Definition {
        name: "signal",
        title: "Signals",
        formula: "Conversations with each signal in one of their user messages; a conversation may have several. \
                  Estimated by a model; each signal keeps the words that prove it.",
        numerator: "conversations with each signal",
        denominator: "conversations with a user message that was listened to",
        excluded: "conversations in which the user never spoke",
        when_empty: "every part is 0",
        evidence: "",
    },
];
