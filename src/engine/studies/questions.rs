//! Questions that people ask in the chosen conversations of a shard: counted, or with what was said of some of them.

use crate::{
    conversation::{Outcome, Role},
    corpus::{Corpus, UtteranceView},
    engine::{Facets, Selection, cases::Cases, topics::Known},
    insight::{AboutQuestions, AskedQuestion, QuestionsPartial},
    language::{Language, Listener, Marks},
    query::Field,
    topics::{Arranged, Topics, without_numbers},
};

/// Words of an answer at least.
const WORDS: usize = 5;

/// Counts what is asked in the chosen conversations; of the wanted questions, where there are any, gathers what was said.
pub fn of(
    corpus: &mut Corpus,
    (cases, topics): (&Cases, &Known),
    listener: &mut Listener,
    chosen: &Selection,
    wanted: &[u32],
) -> QuestionsPartial {
    let mut partial = QuestionsPartial::gathering(wanted);
    chosen.each(|number| {
        let requests = topics.asked_in(number);
        if requests.is_empty() {
            return;
        }
        let question = |at: usize| requests[at].question.map(u32::from);
        if wanted.is_empty() {
            let Some(view) = corpus.bare(number) else { return };
            let asked = |at: usize| AskedQuestion {
                question: question(at),
                fared: requests[at].fared,
                intent: corpus.intent(requests[at].row),
            };
            let all: Vec<AskedQuestion<'_>> = (0..requests.len()).map(asked).collect();
            partial.observe(&cases.case(&view), &all);
            return;
        }
        if !(0..requests.len()).any(|at| question(at).is_some_and(|question| partial.gathers(question))) {
            return;
        }
        let read = cases.read(number);
        corpus.with(number, |corpus, view| {
            for at in 0..requests.len() {
                let Some(question) = question(at).filter(|question| partial.gathers(*question)) else {
                    continue;
                };
                if requests[at].fared.failed {
                    let text = without_numbers(&corpus.text(requests[at].row));
                    let language = read.voice.language.map(Language::code);
                    partial.wording(question, &text, language, listener.sketch(&text));
                }
                if read.outcome == Outcome::Resolved
                    && let Some(answer) = answer(corpus, view.utterances, requests[at].row, |row| {
                        requests
                            .iter()
                            .any(|other| other.row == row && other.question != requests[at].question)
                    })
                {
                    let text = without_numbers(&corpus.text(answer.row));
                    partial.answer(question, answer.role, &text, listener.sketch(&text));
                }
            }
        });
    });
    partial
}

/// What is answered to the request of a row: the next message of bot or agent that says something, before something else
/// is asked.
fn answer<'v>(
    corpus: &Corpus,
    said: &'v [UtteranceView],
    row: u32,
    is_other: impl Fn(u32) -> bool,
) -> Option<&'v UtteranceView> {
    let at = said.iter().position(|said| said.row == row)?;
    let behind = said[at + 1..].iter().take_while(|said| said.role != Role::User || !is_other(said.row));
    let mut answers = behind.filter(|said| {
        matches!(said.role, Role::Bot | Role::Agent)
            && !Marks::NO_ANSWER.iter().any(|mark| said.marks.has(*mark))
    });
    answers.find(|said| corpus.text(said.row).split_whitespace().count() >= WORDS)
}

/// What is said of the questions: by who found them, and by the names in the data.
pub fn about(topics: &Topics, arranged: &Arranged, facets: &Facets) -> AboutQuestions {
    let name = |leaf: u32| {
        let topic = arranged.of_leaf(leaf).and_then(|topic| arranged.topics.get(topic as usize));
        topic.filter(|topic| !topic.excluded).map(|topic| topic.name.clone()).unwrap_or_default()
    };
    let all = topics.questions().all().iter();
    AboutQuestions {
        questions: all.map(|it| (it.wording.clone(), it.name.clone(), name(it.leaf))).collect(),
        intents: facets
            .get(Field::Intent.name())
            .map(|names| names.iter().map(|(name, _)| name.clone()).collect())
            .unwrap_or_default(),
    }
}
