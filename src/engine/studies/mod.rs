//! Studies: questions that are asked by themselves, of the conversations that a filter means. Each is observed by
//! every shard into a part; the parts merge in any order, and what all of them say is an [`Findings`].
//!
//! A study that is new is a partial in `insight`, a variant here, and where it is asked.

use serde::{Deserialize, Serialize};

use crate::{
    corpus::Corpus,
    insight::{Case, Findings, FrictionPartial, PeoplePartial},
};

/// A study and what a person said of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Study {
    /// Users over time.
    People,
    /// What costs users most, by intent and segment.
    Friction,
}

/// A shard's part of a study.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StudyPart {
    /// Of [`Study::People`].
    People(PeoplePartial),
    /// Of [`Study::Friction`].
    Friction(FrictionPartial),
}

impl Study {
    /// Those that need nothing but the data.
    pub const STANDING: &'static [Self] = &[Self::People, Self::Friction];

    /// Whether it looks at single messages.
    pub(super) fn hears_messages(&self) -> bool {
        matches!(self, Self::Friction)
    }

    /// A part of nothing yet.
    pub(super) fn begin(&self) -> StudyPart {
        match self {
            Self::People => StudyPart::People(PeoplePartial::default()),
            Self::Friction => StudyPart::Friction(FrictionPartial::default()),
        }
    }
}

impl StudyPart {
    /// Takes in one conversation, which comes with its utterances where the study hears them.
    pub(super) fn observe(&mut self, corpus: &Corpus, case: &Case<'_>) {
        match self {
            Self::People(people) => people.observe(case),
            Self::Friction(friction) => friction.observe(corpus, case),
        }
    }

    /// Takes in another shard's part of the same study.
    pub(super) fn merge(&mut self, other: Self) {
        match (self, other) {
            (Self::People(mine), Self::People(other)) => mine.merge(other),
            (Self::Friction(mine), Self::Friction(other)) => mine.merge(other),
            // Shards answer what they are asked.
            _ => {}
        }
    }

    /// What all of them say.
    pub(super) fn finish(self) -> Findings {
        match self {
            Self::People(people) => people.finish(),
            Self::Friction(friction) => friction.finish(),
        }
    }
}

crate::frozen_by_number! {
    Study { 0 People, 1 Friction }
    StudyPart { 0 People(people), 1 Friction(friction) }
}
