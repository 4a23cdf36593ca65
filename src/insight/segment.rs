//! Intent segments: how far along the way to buying the users of conversations are.

use super::{Board, Case, Definition, Family};
use crate::language::Segment;

/// What any pile of conversations contributes to segments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SegmentPartial {
    segments: [u64; Segment::ALL.len()],
    /// Engaged conversations that were listened to, of which no message has a sure segment.
    unsure: u64,
}

crate::frozen! { SegmentPartial { segments, unsure } }

impl Family for SegmentPartial {
    const DEFINITIONS: &'static [Definition] = DEFINITIONS;

    fn observe(&mut self, case: &Case<'_>) {
        match case.voice.segment {
            Some(segment) => self.segments[segment as usize] += 1,
            None => self.unsure += u64::from(case.voice.heard > 0),
        }
    }

    fn merge(&mut self, other: &Self) {
        for (sum, count) in self.segments.iter_mut().zip(other.segments) {
            *sum += count;
        }
        self.unsure += other.unsure;
    }

    fn finish(&self, board: &mut Board) {
        let part = |segment: &Segment| (segment.name().to_owned(), self.segments[*segment as usize]);
        let mut parts: Vec<_> = Segment::ALL.iter().map(part).collect();
        parts.push(("unsure".to_owned(), self.unsure));
        let of = parts.iter().map(|(_, count)| count).sum();
        board.breakdown("segment", parts, of);
    }
}

const DEFINITIONS: &[Definition] = &[Definition {
    name: "segment",
    title: "Intent segments",
    formula: "Each conversation by the furthest step on the way to buying that its user messages show: research, \
              comparison, objection, ready to buy; support where a customer has a problem or a task; other where \
              nothing else appears; unsure where the model is. Estimated by a model.",
    numerator: "conversations of each segment",
    denominator: "conversations with a user message that was listened to",
    excluded: "conversations in which the user never spoke",
    when_empty: "every part is 0",
    evidence: "",
}];
