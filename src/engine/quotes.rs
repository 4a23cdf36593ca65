//! The words that prove a signal: a few messages of each, the surest of the latest.
//!
//! Which ones is settled by the data alone: of the latest conversations with the signal, of each its first
//! message with it, no text twice, those that the model is surest of. So any number of shards finds the same.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::{
    corpus::{ConversationView, Corpus},
    language::{Before, Label, Listener, Said, Signal},
    order::sort_by,
};

use super::{Selection, cases::Cases};

/// Messages of each signal that are shown.
const MOST: usize = 3;

/// The latest messages of each signal, of which the surest are shown.
const LATEST: usize = 24;

/// Code points of a message that are shown.
const SHOWN: usize = 280;

/// Code points before what proves the signal, where a message is cut.
const AHEAD: usize = 80;

/// A message that has a signal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// The signal's name.
    pub signal: String,
    /// The conversation's number among all.
    pub conversation: u32,
    /// The line of its transcript.
    pub line: u32,
    /// When its conversation began, UTC milliseconds.
    pub began: Option<i64>,
    /// How sure the model is, percent.
    pub percent: u32,
    /// Its masked text; of a long one the part around what proves the signal.
    pub text: String,
    /// Which part of the text proves it, in code points; `None` where that cannot be told.
    pub proof: Option<(u32, u32)>,
}

crate::frozen! { Quote { signal, conversation, line, began, percent, text, proof } }

/// The quotes of a shard's chosen conversations.
pub(super) fn of(
    corpus: &mut Corpus,
    cases: &Cases,
    selection: &Selection,
    listener: &mut Listener,
) -> Vec<Quote> {
    let place = corpus.place();
    let mut candidates: Vec<(Option<i64>, u32)> = (0..corpus.conversations())
        .filter(|number| selection.has(*number) && !cases.read(*number).voice.signals.is_empty())
        .map(|number| (cases.read(number).digest.opened.map(|at| at.0), number))
        .collect();
    sort_by(&mut candidates, |one, two| two.cmp(one));
    let mut chosen = Chosen::default();
    for (began, number) in candidates {
        if chosen.is_full() {
            break;
        }
        let found = corpus.with(number, |corpus, view| of_conversation(corpus, view, &chosen, listener));
        let conversation = place.among_all(number);
        for quote in found.unwrap_or_default() {
            chosen.take(Quote { conversation, began, ..quote });
        }
    }
    chosen.quotes
}

/// The first message of a conversation with each signal that still wants quotes.
fn of_conversation(
    corpus: &Corpus,
    view: &ConversationView<'_>,
    chosen: &Chosen,
    listener: &mut Listener,
) -> Vec<Quote> {
    let mut found: Vec<Quote> = Vec::new();
    for (at, said) in view.utterances.iter().enumerate() {
        for signal in said.heard.signals.iter() {
            if chosen.has_enough(signal.name()) || found.iter().any(|quote| quote.signal == signal.name()) {
                continue;
            }
            let text = corpus.text(said.row);
            if text.is_empty() {
                continue;
            }
            let heard = Said {
                role: said.role,
                text: &text,
                marks: said.marks,
                before: before(view, at, corpus, listener),
            };
            let label = Label::Signal(signal);
            let (text, proof) = cut(&text, listener.proof(&heard, label));
            found.push(Quote {
                signal: signal.name().to_owned(),
                conversation: 0,
                line: at as u32,
                began: None,
                percent: listener.percent(&heard, label),
                text,
                proof,
            });
        }
    }
    found
}

/// What an utterance of a conversation is read after.
pub(super) fn before(
    view: &ConversationView<'_>,
    at: usize,
    corpus: &Corpus,
    listener: &mut Listener,
) -> Option<Before> {
    let said = view.utterances[..at].iter().rfind(|said| said.role.is_message())?;
    Some(listener.before(said.heard, said.role, &corpus.text(said.row)))
}

/// The part of a text around what proves something, and where that is in it.
fn cut(text: &str, proof: Option<(u32, u32)>) -> (String, Option<(u32, u32)>) {
    let points = text.chars().count();
    if points <= SHOWN {
        return (text.to_owned(), proof);
    }
    let from = proof.map_or(0, |(start, _)| (start as usize).saturating_sub(AHEAD)).min(points - SHOWN);
    let shown: String = text.chars().skip(from).take(SHOWN).collect();
    let (head, foot) = (if from > 0 { "…" } else { "" }, if from + SHOWN < points { "…" } else { "" });
    let moved = |at: u32| ((at as usize).saturating_sub(from).min(SHOWN) + head.chars().count()) as u32;
    (format!("{head}{shown}{foot}"), proof.map(|(start, end)| (moved(start), moved(end))))
}

/// Quotes that were chosen.
#[derive(Default)]
struct Chosen {
    quotes: Vec<Quote>,
    texts: HashSet<(String, String)>,
}

impl Chosen {
    fn has_enough(&self, signal: &str) -> bool {
        self.quotes.iter().filter(|quote| quote.signal == signal).count() >= LATEST
    }

    fn is_full(&self) -> bool {
        Signal::ALL.iter().all(|signal| self.has_enough(signal.name()))
    }

    fn take(&mut self, quote: Quote) {
        if !self.has_enough(&quote.signal) && self.texts.insert((quote.signal.clone(), quote.text.clone())) {
            self.quotes.push(quote);
        }
    }
}

/// The quotes that those of all shards make.
pub(super) fn merged(parts: Vec<Vec<Quote>>) -> Vec<Quote> {
    let mut all: Vec<Quote> = parts.into_iter().flatten().collect();
    sort_by(&mut all, |one, two| (two.began, two.conversation).cmp(&(one.began, one.conversation)));
    let mut chosen = Chosen::default();
    for quote in all {
        chosen.take(quote);
    }
    // The sort keeps the latest first among those that are as sure.
    sort_by(&mut chosen.quotes, |one, two| two.percent.cmp(&one.percent));
    let mut shown: Vec<Quote> = Vec::new();
    for quote in chosen.quotes {
        if shown.iter().filter(|other| other.signal == quote.signal).count() < MOST {
            shown.push(quote);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_message_is_cut_around_its_proof() {
        let text = format!("{}PROOF{}", "a".repeat(500), "b".repeat(500));
        let (shown, proof) = cut(&text, Some((500, 505)));
        let (start, end) = proof.unwrap();
        let part: String = shown.chars().skip(start as usize).take((end - start) as usize).collect();
        assert_eq!(part, "PROOF");
        assert!(shown.starts_with('…') && shown.ends_with('…'));
        assert_eq!(cut("short", None), ("short".to_owned(), None));
    }

    #[test]
    fn of_each_signal_the_surest_are_kept_and_no_text_twice() {
        let quote = |signal: &str, conversation, began, percent, text: &str| Quote {
            signal: signal.into(),
            conversation,
            line: 0,
            began: Some(began),
            percent,
            text: text.into(),
            proof: None,
        };
        let parts = vec![
            vec![
                quote("lead", 0, 10, 90, "a"),
                quote("lead", 2, 40, 80, "b"),
                quote("praise", 2, 40, 70, "b"),
            ],
            vec![quote("lead", 1, 30, 99, "b"), quote("lead", 3, 20, 80, "c"), quote("lead", 5, 5, 60, "d")],
        ];
        let kept: Vec<(String, u32)> =
            merged(parts).into_iter().map(|quote| (quote.signal, quote.conversation)).collect();
        let expected = [("lead", 0), ("lead", 2), ("lead", 3), ("praise", 2)];
        assert_eq!(kept, expected.map(|(signal, conversation)| (signal.to_owned(), conversation)));
    }
}
