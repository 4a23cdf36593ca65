//! Where moods turn in the chosen conversations of a shard.

use crate::{
    corpus::Corpus,
    engine::{Selection, cases::Cases, topics::Known},
    insight::{MoodsPartial, TurnedView},
};

/// The part of a shard.
pub fn of(corpus: &mut Corpus, (cases, topics): (&Cases, &Known), selection: &Selection) -> MoodsPartial {
    let mut part = MoodsPartial::default();
    let place = corpus.place();
    selection.each(|number| {
        let voice = cases.read(number).voice;
        let Some(course) = voice.trajectory else { return };
        let topic = topics.of_conversation(number).map(|topic| topics.name(topic));
        part.follow(course, topic);
        if let Some(turn) = voice.turn {
            corpus.with(number, |corpus, view| {
                let turned = TurnedView {
                    turn,
                    utterances: view.utterances,
                    conversation: place.among_all(number),
                    topic: topic.unwrap_or_default(),
                };
                let row = view.utterances.get(turn.line as usize).map(|said| said.row);
                part.turn(&turned, || row.map(|row| corpus.text(row).to_string()).unwrap_or_default());
            });
        }
    });
    part
}
