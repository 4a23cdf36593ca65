//! Studies: questions that are asked by themselves, of the conversations that a filter means. Each is observed by
//! every shard into a part; the parts merge in any order, and what all of them say is an [`Findings`].
//!
//! A study that is new is a partial in `insight`, a variant here, and where it is asked.

mod arms;

use serde::{Deserialize, Serialize};

use crate::{
    corpus::Corpus,
    ingest::Sentence,
    insight::{Case, ComparePartial, Comparison, Findings, Note, PeoplePartial, Sheet, Weight},
};

use super::{Facets, ask::Chosen};

/// A study and what a person said of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Study {
    /// Users over time.
    People,
    /// Two or more selections side by side.
    Compare(Comparison),
}

/// A shard's part of a study.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StudyPart {
    /// Of [`Study::People`].
    People(PeoplePartial),
    /// Of [`Study::Compare`].
    Compare(Box<ComparePartial>),
}

impl Study {
    /// Those that need nothing but the data.
    pub const STANDING: &'static [Self] = &[Self::People];

    /// A part of nothing yet.
    pub(super) fn begin(&self) -> StudyPart {
        match self {
            Self::People => StudyPart::People(PeoplePartial::default()),
            Self::Compare(comparison) => StudyPart::Compare(Box::new(ComparePartial::of(comparison))),
        }
    }

    /// Whether the names in the data must be known before it can be asked.
    pub(super) fn needs_names(&self) -> bool {
        matches!(self, Self::Compare(_))
    }

    /// As it is asked of the shards: with what the names in the data say.
    ///
    /// # Errors
    /// What it finds without being asked: why it cannot be.
    pub(super) fn prepared(&self, facets: &Facets) -> Result<Self, Findings> {
        match self {
            Self::Compare(comparison) => {
                arms::with_arms(comparison.clone(), facets).map(Self::Compare).map_err(refused)
            }
            other => Ok(other.clone()),
        }
    }

    /// The selections within the chosen one that each conversation may be in.
    pub(super) fn within(&self, chosen: &Chosen) -> Vec<Chosen> {
        let Self::Compare(comparison) = self else { return Vec::new() };
        let arm = |filter: &str| Chosen { filter: filter.to_owned(), end: chosen.end };
        comparison.arms.iter().map(|it| arm(&it.filter)).collect()
    }
}

/// What a study finds that cannot be asked.
fn refused(why: Sentence) -> Findings {
    let sheet = Sheet { name: "comparison".to_owned(), none: why.clone(), ..Sheet::default() };
    Findings {
        sheets: vec![sheet],
        notes: vec![Note { weight: Weight::Broken, said: why }],
        ..Findings::default()
    }
}

impl StudyPart {
    /// Takes in one conversation, which comes without its utterances; `is_in` says which of the selections of
    /// [`Study::within`] it is in.
    pub(super) fn observe(&mut self, corpus: &Corpus, case: &Case<'_>, is_in: &dyn Fn(usize) -> bool) {
        match self {
            Self::People(people) => people.observe(case),
            Self::Compare(compare) => compare.observe(case, corpus.place().among_all(case.view.idx), is_in),
        }
    }

    /// Takes in another shard's part of the same study.
    pub(super) fn merge(&mut self, other: Self) {
        match (self, other) {
            (Self::People(mine), Self::People(other)) => mine.merge(other),
            (Self::Compare(mine), Self::Compare(other)) => mine.merge(*other),
            // All shards were asked the same.
            _ => {}
        }
    }

    /// What all of them say.
    pub(super) fn finish(self) -> Findings {
        match self {
            Self::People(people) => people.finish(),
            Self::Compare(compare) => compare.finish(),
        }
    }
}

crate::frozen_by_number! {
    Study { 0 People, 1 Compare(comparison) }
    StudyPart { 0 People(people), 1 Compare(compare) }
}
