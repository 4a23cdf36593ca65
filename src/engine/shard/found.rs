//! What is found among all shards: what a shard gives to it, and what it takes in.

use super::Shard;
use crate::engine::{
    again::{self, Told},
    ask::{Ask, Part},
    topics, voices,
};
use crate::insight::Walks;

impl Shard {
    /// Answers what is asked to find what comes again, topics, and what is said with signals.
    pub(super) fn find(&mut self, ask: &Ask) -> Part {
        match ask {
            Ask::Matters => {
                self.read_off();
                return Part::Matters(again::matters(&mut self.corpus, &self.cases));
            }
            Ask::Requests => {
                return Part::Requests(Box::new(topics::sample(&mut self.corpus, &self.listener)));
            }
            Ask::Voices => return Part::Voices(Box::new(voices::gather(&mut self.corpus, &self.listener))),
            Ask::Again(told) => self.told(told),
            Ask::Topics(found, for_intents) => {
                self.topics = topics::Known::of(&mut self.corpus, &self.listener, found, *for_intents);
            }
            Ask::Arranged(arranged) => {
                self.topics.arrange(arranged);
                // Journeys may go by what topics are called, and goals by journeys.
                self.cases.walks = Walks::default();
                if self.plan.goes_by_ways() {
                    self.forget_answers();
                }
                self.forget_meant();
            }
            Ask::Voiced(found, names) => {
                let own = &self.plan.lists;
                self.voiced = voices::Voiced::of(&mut self.corpus, &self.listener, (found, names), own);
                self.forget_meant();
            }
            // What else is asked is answered elsewhere.
            _ => {}
        }
        Part::Memory(self.held())
    }

    /// Takes in which matters come again.
    fn told(&mut self, told: &Told) {
        self.read_off();
        let again = again::again(&mut self.corpus, &self.cases, told);
        self.cases.again.clone_from(&again);
        self.corpus.set_again(again);
        // What filters meant by it they mean no more.
        self.selections.clear();
        self.meant.forget();
    }

    /// Shows every request with its conversation, its place in it, the leaf of the topics that it is in, and its
    /// question.
    pub fn each_request(&mut self, mut show: impl FnMut(u32, u32, &str, (Option<u32>, Option<u32>))) {
        let Self { corpus, topics, .. } = self;
        topics::each_request(corpus, |said| {
            let question = topics.question_of_row(said.conversation, said.row);
            show(said.conversation, said.line, said.text, (topics.leaf_of_row(said.row), question));
        });
    }
}
