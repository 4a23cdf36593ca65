//! Why an utterance was read as it was: of each label how sure the model is, and the words that decided.

use serde::{Deserialize, Serialize};

use crate::{
    corpus::Corpus,
    language::{Heard, Label, Listener, Said},
    order::sort_by,
};

use super::quotes::before;

/// Words of a label that are shown.
const MOST: usize = 4;

/// Labels that were not given are shown from this percentage on.
const NEARLY: u32 = 20;

/// A label that an utterance has, or nearly has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// What it is of: `segment`, `act`, `emotion`, `signal`; empty for `fallback` and `handoff`.
    pub of: String,
    /// The label.
    pub label: String,
    /// How sure the model is, percent.
    pub percent: u32,
    /// Whether it was given.
    pub given: bool,
    /// The words that speak most for it, in code points of the masked text.
    pub words: Vec<(u32, u32)>,
}

crate::frozen! { Reason { of, label, percent, given, words } }

/// The reasons of one line of a conversation, by its number in the shard; those given first, the surest first.
pub(super) fn of(corpus: &mut Corpus, listener: &mut Listener, number: u32, line: u32) -> Vec<Reason> {
    let reasons = corpus.with(number, |corpus, view| {
        let said = view.utterances.get(line as usize)?;
        let text = corpus.text(said.row);
        let before = before(view, line as usize, corpus, listener);
        let heard = Said { role: said.role, text: &text, marks: said.marks, before };
        Some(explain(listener, &heard, said.heard))
    });
    reasons.flatten().unwrap_or_default()
}

fn explain(listener: &mut Listener, said: &Said<'_>, heard: Heard) -> Vec<Reason> {
    let mut reasons = Vec::new();
    for probability in listener.probabilities(said) {
        let percent = (probability.probability * 100.0 + 0.5) as u32;
        let Some(label) = Label::of_name(&probability.name) else { continue };
        let given = is_given(label, heard, said);
        if !given && percent < NEARLY {
            continue;
        }
        let (of, name) = probability.name.split_once(':').unwrap_or(("", &probability.name));
        let words = listener.words(said, label, MOST);
        reasons.push(Reason { of: of.to_owned(), label: name.to_owned(), percent, given, words });
    }
    sort_by(&mut reasons, |one, two| (two.given, two.percent).cmp(&(one.given, one.percent)));
    reasons
}

/// Whether an utterance was stored with a label.
fn is_given(label: Label, heard: Heard, said: &Said<'_>) -> bool {
    match label {
        Label::Segment(segment) => heard.segment() == Some(segment),
        Label::Act(act) => heard.act() == Some(act),
        Label::Emotion(emotion) => heard.emotions.has(emotion),
        Label::Signal(signal) => heard.signals.has(signal),
        Label::Fallback => said.marks.has(crate::language::Marks::FALLBACK),
        Label::Handoff => said.marks.has(crate::language::Marks::HANDOFF),
    }
}
