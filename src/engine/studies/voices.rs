//! What is said with signals: of each conversation that has one its groups, what its user names, and what it is worth.

use super::actions::worth;
use crate::{
    corpus::Corpus,
    engine::{cases::Cases, selection::Selection, voices::Voiced},
    insight::{HeardVoice, VoicesPartial},
    language::Signal,
};

/// The part of a shard; `value` is the column that says what a conversation is worth, and `apart` whether users are told
/// apart.
pub fn of(
    corpus: &mut Corpus,
    cases: &Cases,
    voiced: &Voiced,
    selection: &Selection,
    (value, apart): (Option<&str>, bool),
) -> VoicesPartial {
    let mut part = VoicesPartial::default();
    selection.each(|number| {
        let signals = cases.read(number).voice.signals;
        if signals.is_empty() {
            return;
        }
        corpus.with(number, |corpus, view| {
            let case = cases.case(view);
            let mut heard = HeardVoice {
                groups: voiced.of_conversation(number).collect(),
                named: Vec::new(),
                conversation: corpus.place().among_all(number),
                worth: value.and_then(|column| worth(corpus, number, column)),
                apart,
            };
            if signals.has(Signal::BugReport) || signals.has(Signal::Competitor) {
                voiced.each_named(corpus, &case, view, |kind, value, said| {
                    heard.named.push((kind, value.to_owned(), said.to_owned()));
                });
            }
            part.observe(&case, &heard);
        });
    });
    part
}
