//! Walks over the folded words of a message once and hands each sentence, then the whole, to the
//! rules.

use super::{
    Marks,
    cue::Cues,
    rules,
    table::{Place, Table},
};
use crate::conversation::Role;

/// Phrases that may be under way at once; more are not begun.
pub(super) const UNDER_WAY: usize = 96;

/// A cue this many words after a negation is not claimed.
const REACH: u32 = 3;

/// What was found in one sentence.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sentence {
    /// Its cues, without those that a negation takes back.
    pub(super) cues: Cues,
    /// It ends with a question mark.
    pub(super) asks: bool,
    /// Number of words.
    pub(super) words: u32,
    /// Words at its head that only lead to what is meant.
    lead: u32,
    /// Just past the last negation; 0 without one.
    negation: u32,
    /// Just past the last "that's all"; 0 without one.
    done: u32,
}

/// What was found in the whole message.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Message {
    /// All its sentences' cues.
    pub(super) cues: Cues,
    /// Number of words.
    pub(super) words: u32,
    /// Words among them that say nothing by themselves: "please", "a".
    pub(super) polite: u32,
    /// Words from the head on that are a greeting or small talk.
    pub(super) greeting: u32,
    /// Cues of the phrases that begin with the first word.
    pub(super) first: Cues,
}

/// The marks of a folded text.
pub(super) fn read(role: Role, folded: &str) -> Marks {
    let table = Table::all();
    let mut marks = Marks::default();
    let mut message = Message::default();
    let mut sentence = Sentence::default();
    // Places in phrases under way, with the phrase's first word in the sentence; oldest first.
    let mut begun = [(Place::default(), 0); UNDER_WAY];
    let mut next = [(Place::default(), 0); UNDER_WAY];
    let mut n_begun = 0;
    for word in folded.as_bytes().split(|&byte| byte == b' ') {
        match word {
            [] => continue,
            b"." | b"?" => {
                sentence.asks = word == b"?";
                marks = marks.with(close(role, sentence, &mut message));
                sentence = Sentence::default();
                n_begun = 0;
                continue;
            }
            _ => {}
        }
        let position = sentence.words;
        sentence.words += 1;
        let Some(word) = table.word(word) else {
            n_begun = 0;
            continue;
        };
        let mut n_next = 0;
        for &(place, start) in &begun[..n_begun] {
            for &(of, to) in table.steps(place) {
                if of == word && n_next < UNDER_WAY {
                    next[n_next] = (to, start);
                    n_next += 1;
                }
            }
        }
        let n_older = n_next;
        for (slot, &place) in next[n_older..].iter_mut().zip(table.open(word)) {
            *slot = (place, position);
            n_next += 1;
        }
        for &(place, start) in &next[..n_next] {
            let cues = table.end(place);
            if cues != Cues::default() {
                found(&mut sentence, &mut message, cues, start);
                if cues.any(Cues::SHADOWS) {
                    break;
                }
            }
        }
        std::mem::swap(&mut begun, &mut next);
        n_begun = n_next;
    }
    marks = marks.with(close(role, sentence, &mut message));
    marks.with(rules::of_message(role, &message, marks))
}

/// Takes note of a phrase from word `start` to the last word read.
fn found(sentence: &mut Sentence, message: &mut Message, cues: Cues, start: u32) {
    let end = sentence.words;
    if start + message.words == 0 {
        message.first = message.first.with(cues);
    }
    if cues.any(Cues::Greeting) && start + message.words <= message.greeting {
        message.greeting = end + message.words;
    }
    if cues.any(Cues::Please) {
        message.polite += end - start;
    }
    let leads = start <= sentence.lead;
    if cues.any(Cues::Greeting.with(Cues::Lead)) && leads {
        sentence.lead = end;
    }
    let negated = sentence.negation > 0 && sentence.negation <= start && start < sentence.negation + REACH;
    if negated {
        return;
    }
    if cues.any(Cues::Negation) {
        sentence.negation = end;
    }
    if cues.any(Cues::NotSettled) {
        // Said by itself: what comes after it is meant ("this isn't working, get me an agent").
        sentence.negation = 0;
    }
    if cues.any(Cues::Thanks) && sentence.done > 0 && start == sentence.done {
        sentence.cues = sentence.cues.with(Cues::Done);
    }
    if cues.any(Cues::Done) {
        sentence.done = end;
    }
    let misplaced = if leads { 0 } else { Cues::Interrogative.0 };
    sentence.cues = sentence.cues.with(Cues(cues.0 & !misplaced & !Cues::Done.0));
}

/// The marks of a sentence at its end.
fn close(role: Role, mut sentence: Sentence, message: &mut Message) -> Marks {
    if sentence.done == sentence.words && sentence.words > 0 {
        sentence.cues = sentence.cues.with(Cues::Done);
    }
    message.words += sentence.words;
    message.cues = message.cues.with(sentence.cues);
    rules::of_sentence(role, &sentence)
}
