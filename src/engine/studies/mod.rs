//! Studies: questions that are asked by themselves, of the conversations that a filter means. Each is observed by
//! every shard into a part; the parts merge in any order, and what all of them say is an [`Findings`].
//!
//! A study that is new is a partial in `insight`, a variant here, and where it is asked.

pub(super) mod knowledge;

use serde::{Deserialize, Serialize};

use crate::{
    corpus::Corpus,
    insight::{
        Case, FairnessPartial, Findings, IntentsPartial, KnowledgePartial, MachinePartial, PeoplePartial,
        Price,
    },
    search::{Articles, KnowledgeFile},
};

/// A study and what a person said of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Study {
    /// Users over time.
    People,
    /// The bot's engine: tokens, latency, cost by these prices, flagged answers, personal data.
    Machine {
        /// What a million tokens cost by model, sent and written.
        prices: Vec<Price>,
    },
    /// Intents against labels.
    Intents {
        /// The column that holds the labels.
        labels: String,
    },
    /// Outcomes by group.
    Fairness {
        /// `channel`, `language`, `variant`, or a column of the source.
        by: String,
    },
    /// What is said against the articles of a knowledge base.
    Knowledge {
        /// Its files.
        files: Vec<KnowledgeFile>,
    },
}

/// A shard's part of a study.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StudyPart {
    /// Of [`Study::People`].
    People(PeoplePartial),
    /// Of [`Study::Machine`].
    Machine(Box<MachinePartial>),
    /// Of [`Study::Intents`].
    Intents(Box<IntentsPartial>),
    /// Of [`Study::Fairness`].
    Fairness(Box<FairnessPartial>),
    /// Of [`Study::Knowledge`].
    Knowledge(Box<KnowledgePartial>),
}

impl Study {
    /// Those that need nothing but the data.
    pub const STANDING: &'static [Self] = &[Self::People, Self::Machine { prices: Vec::new() }];

    /// Whether it looks at what was said, and not only at what was read off it.
    pub(super) fn looks_at_words(&self) -> bool {
        matches!(self, Self::Machine { .. } | Self::Intents { .. })
    }

    /// A part of nothing yet.
    pub(super) fn begin(&self) -> StudyPart {
        match self {
            Self::People => StudyPart::People(PeoplePartial::default()),
            Self::Machine { prices } => StudyPart::Machine(Box::new(MachinePartial::new(prices))),
            Self::Intents { labels } => StudyPart::Intents(Box::new(IntentsPartial::new(labels))),
            Self::Fairness { by } => StudyPart::Fairness(Box::new(FairnessPartial::new(by))),
            Self::Knowledge { files } => {
                StudyPart::Knowledge(Box::new(KnowledgePartial::new(&Articles::of(files), false)))
            }
        }
    }
}

impl StudyPart {
    /// Takes in one conversation, which comes without its utterances unless the study looks at words.
    pub(super) fn observe(&mut self, corpus: &Corpus, case: &Case<'_>) {
        match self {
            Self::People(people) => people.observe(case),
            Self::Machine(machine) => machine.observe(corpus, case),
            Self::Intents(intents) => intents.observe(corpus, case),
            Self::Fairness(fairness) => fairness.observe(corpus, case),
            // It is observed by `knowledge::of`, which has the language model at hand.
            Self::Knowledge(_) => {}
        }
    }

    /// Takes in another shard's part of the same study.
    pub(super) fn merge(&mut self, other: Self) {
        match (self, other) {
            (Self::People(mine), Self::People(other)) => mine.merge(other),
            (Self::Machine(mine), Self::Machine(other)) => mine.merge(&other),
            (Self::Intents(mine), Self::Intents(other)) => mine.merge(&other),
            (Self::Fairness(mine), Self::Fairness(other)) => mine.merge(&other),
            (Self::Knowledge(mine), Self::Knowledge(other)) => mine.merge(&other),
            // Shards answer the study that they were asked.
            _ => {}
        }
    }

    /// What all of them say.
    pub(super) fn finish(self) -> Findings {
        match self {
            Self::People(people) => people.finish(),
            Self::Machine(machine) => machine.finish(),
            Self::Intents(intents) => intents.finish(),
            Self::Fairness(fairness) => fairness.finish(),
            Self::Knowledge(knowledge) => knowledge.finish(),
        }
    }
}

crate::frozen_by_number! {
    Study { 0 People, 1 Machine { prices }, 2 Intents { labels }, 3 Fairness { by }, 4 Knowledge { files } }
    StudyPart { 0 People(people), 1 Machine(machine), 2 Intents(intents), 3 Fairness(fairness), 4 Knowledge(knowledge) }
}
