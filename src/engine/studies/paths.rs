//! Walks of a selection, and of a second one that it is held against; and what is known of a conversation when it
//! comes to the state at which some leave.

use crate::{
    conversation::Role,
    corpus::{ConversationView, Corpus},
    engine::{Selection, cases::Cases},
    insight::{Journey, Left, Observer, PathsPartial},
    language::{Marks, SentimentClass},
    order,
    search::words_of,
};

/// Messages by which a conversation is long.
const MANY: u32 = 6;

/// Walks through the chosen conversations of a shard.
pub fn of(
    corpus: &mut Corpus,
    cases: &Cases,
    chosen: &Selection,
    against: Option<&Selection>,
    journey: &Journey,
) -> PathsPartial {
    let mut observer = Observer::new(&cases.walks, journey);
    let place = corpus.place();
    chosen.each(|number| {
        let read = cases.read(number);
        if read.digest.engaged() {
            observer.observe((number, place.among_all(number)), read.outcome, |at, leaves| {
                let known = corpus.with(number, |corpus, view| by_then(corpus, view, at));
                Left { left: leaves, ..known.unwrap_or_default() }
            });
        }
    });
    if let Some(against) = against {
        against.each(|number| {
            let read = cases.read(number);
            if read.digest.engaged() {
                observer.observe_against(number, read.outcome, chosen.has(number));
            }
        });
    }
    observer.finish()
}

/// What is known of a conversation by one of its messages.
pub fn by_then(corpus: &Corpus, view: &ConversationView<'_>, at: u32) -> Left {
    let card = corpus.card(view.idx);
    let (mut fallback, mut again, mut mood, mut segment) = (false, false, None, None);
    let mut left = Left { has_words: true, ..Left::default() };
    let messages = view.utterances.iter().filter(|said| said.role.is_message());
    for said in messages.take(at as usize + 1) {
        fallback |= said.role == Role::Bot && said.marks.has(Marks::FALLBACK);
        if said.role != Role::User {
            continue;
        }
        again |= said.marks.has(Marks::REPHRASE);
        mood = said.heard.sentiment().or(mood);
        segment = said.heard.segment().or(segment);
        left.has_words &= corpus.has_text(said.row);
        let words = words_of(&corpus.text(said.row));
        let words: Vec<&str> = words.iter().map(|(word, _)| word.as_str()).collect();
        // What is masked or a number is nobody's word.
        let is_word = |word: &&str| !word.starts_with('[') && !word.chars().any(char::is_numeric);
        left.phrases.extend(words.iter().filter(|word| is_word(word)).map(|word| (*word).to_owned()));
        let pairs = words.windows(2).filter(|pair| pair.iter().all(is_word));
        left.phrases.extend(pairs.map(|pair| pair.join(" ")));
    }
    order::sort_by(&mut left.phrases, Ord::cmp);
    left.phrases.dedup();
    let stated = [("channel", card.channel), ("language", card.language), ("variant", card.variant)];
    let stated = stated.into_iter().filter_map(|(field, name)| Some((field, name?.to_owned())));
    left.features.extend(stated);
    let mood = mood.map(|mood| ("mood", SentimentClass::of(mood).name().to_owned()));
    let segment = segment.map(|segment| ("segment", segment.name().to_owned()));
    let so = |holds: bool, field, name: &str| holds.then(|| (field, name.to_owned()));
    let long = so(at >= MANY, "messages", "> 6");
    let marks = [mood, segment, so(fallback, "is", "fallback"), so(again, "is", "rephrase"), long];
    left.features.extend(marks.into_iter().flatten());
    left
}
