//! What is said with signals: of each conversation that has one its groups, what its user names, and what it is worth.

use super::actions::worth;
use crate::{
    conversation::Role,
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
    let own = voiced.own();
    let mut part = VoicesPartial::with_lists(!own.is_empty());
    selection.each(|number| {
        let signals = cases.read(number).voice.signals;
        if signals.is_empty() && own.is_empty() {
            return;
        }
        corpus.with(number, |corpus, view| {
            let said = || view.utterances.iter().filter(|said| said.role == Role::User);
            let may_name = !own.is_empty() && said().any(|said| voiced.may_name(&corpus.text(said.row)));
            if signals.is_empty() && !may_name {
                return;
            }
            let case = cases.case(view);
            let mut heard = HeardVoice {
                groups: voiced.of_conversation(number).collect(),
                conversation: corpus.place().among_all(number),
                worth: value.and_then(|column| worth(corpus, number, column)),
                apart,
                ..HeardVoice::default()
            };
            if may_name || signals.has(Signal::BugReport) || signals.has(Signal::Competitor) {
                voiced.each_named(corpus, &case, view, |kind, value, said| {
                    heard.named.push((kind, value.to_owned(), said.to_owned()));
                    if own.has(kind, value) {
                        heard.listed.push(format!("{}: {value}", kind.name().to_lowercase()));
                    }
                });
            }
            heard.listed.sort_unstable();
            heard.listed.dedup();
            part.observe(&case, &heard);
        });
    });
    part
}
