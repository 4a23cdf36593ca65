//! Topics among all shards: each gives a sample of its requests, the lead finds the topics of all of them, once per
//! data, and tells every shard, which then knows the topic of each of its requests and conversations.
//!
//! A conversation's topic is that of its first request that is in one. What is told goes by all data: no filter changes
//! it. Conversations whose words were not kept are in no topic. Topics are not saved: an analysis that is opened again
//! finds the same ones in the same texts.

use std::rc::Rc;

use crate::{
    conversation::Role,
    corpus::Corpus,
    insight::Fared,
    language::Listener,
    query::Field,
    size::list,
    topics::{Arranged, Gatherer, Question, Reader, Sample, Topics, Wanted, is_request, is_small},
};

use super::{
    ask::{Ask, Part},
    questions::Asking,
    team::{Lost, Team, ask_all},
};

/// What stands for a leaf where there is none.
const NONE: u16 = u16::MAX;

/// A request that is a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    /// Its conversation, by its number in the shard.
    pub(super) conversation: u32,
    /// Its row.
    pub(super) row: u32,
    /// Which question it is; none of one that is in none.
    pub(super) question: Option<u16>,
    /// What became of it.
    pub(super) fared: Fared,
}

/// What a shard knows of topics.
#[derive(Debug, Default)]
pub struct Known {
    /// Rows of its requests, ascending.
    rows: Vec<u32>,
    /// The leaf of each.
    leaves: Vec<u16>,
    /// Those that are a question, by conversation.
    asked: Vec<Asked>,
    /// What is said of each question.
    questions: Vec<Question>,
    /// By conversation the leaf of its first request that is in a topic.
    of: Vec<u16>,
    /// Which leaves make which topic, and what it is called.
    arranged: Arranged,
    /// Whether topics say what conversations are about, as the source does not by intents.
    for_intents: bool,
}

impl Known {
    /// Reads every request by the topics of all.
    pub(super) fn of(corpus: &mut Corpus, listener: &Listener, topics: &Topics, for_intents: bool) -> Self {
        let mut known =
            Self { of: vec![NONE; corpus.conversations() as usize], for_intents, ..Self::default() };
        let Some(model) = listener.model().filter(|_| !topics.is_empty()) else { return known };
        let mut reader = Reader::new(model.clone());
        let mut requests = Vec::new();
        each_request(corpus, |Said { conversation, row, text, fared, .. }| {
            let read = reader.read(topics, text);
            let leaf = read.map_or(NONE, |(leaf, _)| leaf as u16);
            let question = read.and_then(|(_, question)| question).map(|question| question as u16);
            known.asked.push(Asked { conversation, row, question, fared });
            requests.push((row, leaf));
            let of = &mut known.of[conversation as usize];
            if *of == NONE {
                *of = leaf;
            }
        });
        crate::order::sort_by(&mut requests, |one, two| one.0.cmp(&two.0));
        (known.rows, known.leaves) = requests.into_iter().unzip();
        crate::order::sort_by(&mut known.asked, |one, two| one.conversation.cmp(&two.conversation));
        known.questions = topics.questions().all().to_vec();
        known
    }

    /// Takes in which leaves make which topic.
    pub(super) fn arrange(&mut self, arranged: &Arranged) {
        self.arranged = arranged.clone();
    }

    /// The number of each conversation's topic.
    pub(super) fn by_number(&self) -> impl Iterator<Item = Option<u32>> {
        self.of.iter().map(|leaf| self.topic(*leaf))
    }

    /// The number of a conversation's topic.
    pub(super) fn of_conversation(&self, number: u32) -> Option<u32> {
        self.topic(*self.of.get(number as usize)?)
    }

    /// The question that a request is; `None` of one that is none.
    pub(super) fn question_of_row(&self, conversation: u32, row: u32) -> Option<u32> {
        let asked = self.asked_in(conversation).iter().find(|asked| asked.row == row)?;
        asked.question.map(u32::from)
    }

    /// The topic of a conversation where topics stand for intents.
    pub(super) fn matter_of(&self, number: u32) -> Option<&str> {
        Some(self.name(self.of_conversation(number).filter(|_| self.for_intents)?))
    }

    /// The same of a message.
    pub(super) fn matter_of_row(&self, row: u32) -> Option<&str> {
        let leaf = self.leaf_of_row(row).filter(|_| self.for_intents)?;
        Some(self.name(self.arranged.of_leaf(leaf)?))
    }

    /// The leaf of a request; `None` of one that is in no topic.
    pub(super) fn leaf_of_row(&self, row: u32) -> Option<u32> {
        let at = self.rows.binary_search(&row).ok()?;
        Some(u32::from(self.leaves[at])).filter(|leaf| *leaf != u32::from(NONE))
    }

    /// The requests of a conversation, in their order.
    pub(super) fn asked_in(&self, conversation: u32) -> &[Asked] {
        let from = self.asked.partition_point(|asked| asked.conversation < conversation);
        let own = &self.asked[from..];
        &own[..own.partition_point(|asked| asked.conversation == conversation)]
    }

    /// The wordings by which the questions of a conversation are called; of those alone at which the bot failed, where
    /// these are meant.
    pub(super) fn wordings(&self, conversation: u32, failed: bool) -> impl Iterator<Item = &str> {
        let meant = move |asked: &&Asked| !failed || asked.fared.failed;
        let own = self.asked_in(conversation).iter().filter(meant);
        own.filter_map(|asked| Some(self.questions.get(usize::from(asked.question?))?.wording.as_str()))
    }

    /// What a topic is called.
    pub(super) fn name(&self, topic: u32) -> &str {
        self.arranged.topics.get(topic as usize).map_or("", |topic| topic.name.as_str())
    }

    fn topic(&self, leaf: u16) -> Option<u32> {
        self.arranged.of_leaf(u32::from(leaf))
    }

    /// Bytes of memory.
    pub(super) fn bytes(&self) -> u64 {
        let said: usize = self.questions.iter().map(|said| said.wording.len() + said.name.len()).sum();
        list(&self.rows)
            + list(&self.leaves)
            + list(&self.of)
            + list(&self.asked)
            + list(&self.questions)
            + said as u64
    }
}

/// The topics as they are shown to a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShownTopics {
    /// Each of them, and those that are gone.
    pub arranged: Arranged,
    /// How many there are where nobody asks for a number.
    pub automatic: u32,
    /// How many there can be.
    pub most: u32,
}

crate::frozen! { ShownTopics { arranged, automatic, most } }

/// The sample of a shard's requests; of nothing without a model.
pub(super) fn sample(corpus: &mut Corpus, listener: &Listener) -> Sample {
    let Some(model) = listener.model() else { return Sample::default() };
    let (mut reader, mut gathered) = (Reader::new(model.clone()), Gatherer::default());
    each_request(corpus, |said| reader.gather(said.text, &mut gathered));
    reader.sample(gathered)
}

/// A request.
pub(super) struct Said<'s> {
    /// Its conversation, by its number in the shard.
    pub(super) conversation: u32,
    /// Its place in it.
    pub(super) line: u32,
    /// Its row.
    pub(super) row: u32,
    /// Its masked text.
    pub(super) text: &'s str,
    /// What became of it.
    pub(super) fared: Fared,
}

/// Shows every request whose words were kept.
pub(super) fn each_request(corpus: &mut Corpus, mut show: impl FnMut(Said<'_>)) {
    corpus.for_each_with(|corpus, view| {
        let mut opens = true;
        for (said, line) in view.utterances.iter().zip(0_u32..) {
            if said.role != Role::User {
                continue;
            }
            let Some(text) = corpus.message(said.row) else { continue };
            if is_request(said.role, said.marks, said.heard, &text, opens) {
                let fared = Fared::of(view.utterances, line as usize);
                show(Said { conversation: view.idx, line, row: said.row, text: &text, fared });
            }
            opens &= is_small(said.marks);
        }
    });
}

impl<T: Team> Asking<'_, T> {
    /// The topics of all data, found once, with which leaves make which of them as it is wanted now.
    ///
    /// # Errors
    /// A shard is gone.
    pub async fn topics(&self) -> Result<(Rc<Topics>, Rc<Arranged>), Lost> {
        if let Some(found) = self.standing.topics.borrow().as_ref() {
            return Ok(found.clone());
        }
        let mut sample = Sample::default();
        for part in ask_all(self.team, &Ask::Requests).await? {
            let Part::Requests(part) = part else { return Err(Lost) };
            sample.merge(*part);
        }
        let topics = Rc::new(Topics::fit(&sample));
        let for_intents = !self.states_intents().await?;
        ask_all(self.team, &Ask::Topics(Box::new((*topics).clone()), for_intents)).await?;
        self.show(topics).await
    }

    /// Finds what conversations are about: the topics, where the source states no intents.
    pub(super) async fn matters(&self) -> Result<(), Lost> {
        if !self.states_intents().await? {
            self.topics().await?;
        }
        Ok(())
    }

    async fn states_intents(&self) -> Result<bool, Lost> {
        Ok(self.facets().await?.get(Field::Intent.name()).is_some_and(|names| !names.is_empty()))
    }

    /// Takes what a person wants of the topics from now on.
    ///
    /// # Errors
    /// A shard is gone.
    pub async fn arrange(&self, wanted: Wanted) -> Result<(), Lost> {
        self.standing.wanted.replace(wanted);
        let found = self.standing.topics.borrow().as_ref().map(|(topics, _)| topics.clone());
        if let Some(topics) = found {
            self.show(topics).await?;
        }
        Ok(())
    }

    async fn show(&self, topics: Rc<Topics>) -> Result<(Rc<Topics>, Rc<Arranged>), Lost> {
        let arranged = Rc::new(topics.arranged(&self.standing.wanted.borrow()));
        ask_all(self.team, &Ask::Arranged(Box::new((*arranged).clone()))).await?;
        let shown = (topics, arranged);
        self.standing.topics.replace(Some(shown.clone()));
        // The names that a filter can ask for are others now.
        self.standing.facets.replace(None);
        Ok(shown)
    }
}
