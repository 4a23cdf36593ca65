//! What is near to the articles of a knowledge base: each answer of the bot and each question of a user against every
//! passage, by what they mean.

use crate::{
    conversation::Role,
    corpus::{Corpus, UtteranceView},
    insight::{ComparedMessage as Compared, KnowledgePartial},
    language::{Act, Listener, Marks},
    search::{Articles, KnowledgeFile, meaning::closeness},
};

use super::super::{Selection, near::MEANT};

/// Words of an answer that is compared, at least, and of a question.
const WORDS: [usize; 2] = [5, 3];

/// A passage as a direction: once by itself and once with its title, with the number of its article.
struct Passages(Vec<(usize, Vec<i16>)>);

impl Passages {
    fn of(articles: &Articles, listener: &mut Listener) -> Self {
        let mut all = Vec::new();
        for passage in &articles.passages {
            let with_title = format!("{}. {}", articles.titles[passage.article], passage.text);
            for text in [passage.text.as_str(), with_title.as_str()] {
                all.extend(listener.meaning(text).map(|meaning| (passage.article, meaning.to_vec())));
            }
        }
        Self(all)
    }

    /// The article of the nearest, if it is near.
    fn nearest(&self, meaning: &[i16]) -> Option<usize> {
        let (mut article, mut most) = (None, MEANT);
        for (of, passage) in &self.0 {
            let close = closeness(passage, meaning);
            // Of two that are as near, the first.
            if close > most || close == most && article.is_none() {
                (article, most) = (Some(*of), close);
            }
        }
        article
    }
}

/// Compares what is said in the chosen conversations of a shard.
pub fn of(
    corpus: &mut Corpus,
    listener: &mut Listener,
    selection: &Selection,
    files: &[KnowledgeFile],
) -> KnowledgePartial {
    let articles = Articles::of(files);
    let mut partial = KnowledgePartial::new(&articles, listener.understands());
    let passages = Passages::of(&articles, listener);
    if passages.0.is_empty() {
        return partial;
    }
    selection.each(|number| {
        corpus.with(number, |corpus, view| {
            let mut asked = false;
            for said in view.utterances {
                asked |= said.role == Role::User;
                let Some(which) = compared(said, asked) else { continue };
                let text = corpus.text(said.row);
                if text.split_whitespace().count() < WORDS[which as usize] {
                    continue;
                }
                let sketch = listener.sketch(&text);
                if let Some(meaning) = listener.meaning(&text) {
                    partial.observe(which, passages.nearest(meaning), &text, sketch);
                }
            }
        });
    });
    partial
}

/// Whether a message is compared, and as what; `asked` says that a user spoke before.
fn compared(said: &UtteranceView, asked: bool) -> Option<Compared> {
    let has = |marks: &[Marks]| marks.iter().any(|mark| said.marks.has(*mark));
    let asks = || has(&[Marks::QUESTION]) || matches!(said.heard.act(), Some(Act::Question | Act::Request));
    match said.role {
        Role::Bot if asked && !has(&Marks::NO_ANSWER) => Some(Compared::Answer),
        Role::User if !has(&[Marks::GREETING, Marks::ASKS_HUMAN]) && asks() => Some(Compared::Question),
        _ => None,
    }
}
