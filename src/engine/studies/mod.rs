//! Studies: questions that are asked by themselves, of the conversations that a filter means. Each is observed by
//! every shard into a part; the parts merge in any order, and what all of them say is an [`Findings`].
//!
//! A study that is new is a partial in `insight`, a variant here, and where it is asked.

use serde::{Deserialize, Serialize};

use crate::{
    corpus::Corpus,
    insight::{Case, Definition, Findings, PeoplePartial},
};

/// A study and what a person said of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Study {
    /// Users over time.
    People,
}

/// A shard's part of a study.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StudyPart {
    /// Of [`Study::People`].
    People(PeoplePartial),
}

impl Study {
    /// Those that need nothing but the data.
    pub const STANDING: &'static [Self] = &[Self::People];

    /// The study, of those that need nothing but the data, that finds a figure or a table of this name.
    pub fn of(name: &str) -> Option<Self> {
        let finds = |study: &Self| study.definitions().iter().any(|definition| definition.name == name);
        Self::STANDING.iter().find(|study| finds(study)).cloned()
    }

    fn definitions(&self) -> &'static [Definition] {
        match self {
            Self::People => PeoplePartial::DEFINITIONS,
        }
    }

    /// A part of nothing yet.
    pub(super) fn begin(&self) -> StudyPart {
        match self {
            Self::People => StudyPart::People(PeoplePartial::default()),
        }
    }
}

impl StudyPart {
    /// Takes in one conversation, which comes without its utterances.
    pub(super) fn observe(&mut self, _corpus: &Corpus, case: &Case<'_>) {
        match self {
            Self::People(people) => people.observe(case),
        }
    }

    /// Takes in another shard's part of the same study.
    pub(super) fn merge(&mut self, other: Self) {
        match (self, other) {
            (Self::People(mine), Self::People(other)) => mine.merge(other),
        }
    }

    /// What all of them say.
    pub(super) fn finish(self) -> Findings {
        match self {
            Self::People(people) => people.finish(),
        }
    }
}

crate::frozen_by_number! {
    Study { 0 People }
    StudyPart { 0 People(people) }
}
