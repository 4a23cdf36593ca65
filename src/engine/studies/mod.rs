//! Studies: questions that are asked by themselves, of the conversations that a filter means. Each is observed by
//! every shard into a part; the parts merge in any order, and what all of them say is an [`Findings`].
//!
//! A study that is new is a partial in `insight`, a variant here, and where it is asked.

use serde::{Deserialize, Serialize};

use crate::{
    corpus::Corpus,
    insight::{Case, Findings, LeadsPartial, PeoplePartial, ValuePartial},
    plan::Plan,
};

/// A study and what a person said of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Study {
    /// Users over time.
    People,
    /// Goals and money, by what a person says of their business.
    Value,
    /// Leads with the masked words that leave them. Words of people: no board and no export asks for it.
    Leads,
}

/// A shard's part of a study.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StudyPart {
    /// Of [`Study::People`].
    People(PeoplePartial),
    /// Of [`Study::Value`].
    Value(Box<ValuePartial>),
    /// Of [`Study::Leads`].
    Leads(LeadsPartial),
}

impl Study {
    /// Those that need nothing but the data.
    pub const STANDING: &'static [Self] = &[Self::People];

    /// A part of nothing yet, by what a person says of their business.
    pub(super) fn begin(&self, plan: &Plan) -> StudyPart {
        match self {
            Self::People => StudyPart::People(PeoplePartial::default()),
            Self::Value => StudyPart::Value(Box::new(ValuePartial::of(plan))),
            Self::Leads => StudyPart::Leads(LeadsPartial::default()),
        }
    }

    /// Whether it looks at what was said; others are shown conversations without their utterances.
    pub(super) fn looks_at_words(&self) -> bool {
        !matches!(self, Self::People)
    }
}

impl StudyPart {
    /// Takes in one conversation.
    pub(super) fn observe(&mut self, corpus: &Corpus, case: &Case<'_>) {
        match self {
            Self::People(people) => people.observe(case),
            Self::Value(value) => value.observe(corpus, case),
            Self::Leads(leads) => leads.observe(corpus, case),
        }
    }

    /// Takes in another shard's part of the same study.
    pub(super) fn merge(&mut self, other: Self) {
        match (self, other) {
            (Self::People(mine), Self::People(other)) => mine.merge(other),
            (Self::Value(mine), Self::Value(other)) => mine.merge(*other),
            (Self::Leads(mine), Self::Leads(other)) => mine.merge(other),
            // Answers to one question are of one study.
            _ => {}
        }
    }

    /// What all of them say.
    pub(super) fn finish(self) -> Findings {
        match self {
            Self::People(people) => people.finish(),
            Self::Value(value) => value.finish(),
            Self::Leads(leads) => leads.finish(),
        }
    }
}

crate::frozen_by_number! {
    Study { 0 People, 1 Value, 2 Leads }
    StudyPart { 0 People(people), 1 Value(value), 2 Leads(leads) }
}
