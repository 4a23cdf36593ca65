//! Studies: questions that are asked by themselves, of the conversations that a filter means. Each is observed by
//! every shard into a part; the parts merge in any order, and what all of them say is [`Findings`].
//!
//! A study that is new is a partial in `insight`, a variant here, and where it is asked.

mod actions;
mod arms;

use serde::{Deserialize, Serialize};

use crate::{
    conversation::Day,
    corpus::Corpus,
    ingest::Sentence,
    insight::{
        ActionsPartial, BeforeAndSince, Case, ComparePartial, Comparison, Definition, Findings, Note,
        PeoplePartial, Sheet, TRACKED, Weight, tracked,
    },
    query::{Columns, Field, Filter, Term, Test},
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
    /// What would be worth doing.
    Actions {
        /// The column that says what a conversation is worth; none where each is worth 1.
        value: Option<String>,
    },
    /// What became of what was acted upon. It is of all data, whatever filter it is asked with.
    Tracked(Vec<Track>),
}

/// Something that was acted upon.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Track {
    /// The filter of the conversations that are meant to become rarer.
    pub filter: String,
    /// The filter of those that their share is of.
    pub of: String,
    /// The day on which tracking began: conversations count from the next.
    pub day: i32,
    /// How often it was so then, of how many.
    pub before: (u64, u64),
}

/// A shard's part of a study.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StudyPart {
    /// Of [`Study::People`].
    People(PeoplePartial),
    /// Of [`Study::Compare`].
    Compare(Box<ComparePartial>),
    /// Of [`Study::Actions`].
    Actions(ActionsPartial),
    /// Of [`Study::Tracked`]: conversations that are so, and those that this is of.
    Tracked(Vec<(u64, u64)>),
}

impl Study {
    /// Those that need nothing but the data.
    pub const STANDING: &'static [Self] = &[Self::People, Self::Actions { value: None }];

    /// The study, of those that need nothing but the data, that finds a figure or a table of this name.
    pub fn of(name: &str) -> Option<Self> {
        let finds = |study: &Self| study.definitions().iter().any(|definition| definition.name == name);
        Self::STANDING.iter().find(|study| finds(study)).cloned()
    }

    fn definitions(&self) -> &'static [Definition] {
        match self {
            Self::People => PeoplePartial::DEFINITIONS,
            Self::Actions { .. } => ActionsPartial::DEFINITIONS,
            Self::Tracked(_) => TRACKED,
            Self::Compare(_) => ComparePartial::DEFINITIONS,
        }
    }

    /// Whether it looks at what was said, message by message.
    pub(super) fn needs_messages(&self) -> bool {
        matches!(self, Self::Actions { .. })
    }

    /// A part of nothing yet.
    pub(super) fn begin(&self) -> StudyPart {
        match self {
            Self::People => StudyPart::People(PeoplePartial::default()),
            Self::Compare(comparison) => StudyPart::Compare(Box::new(ComparePartial::of(comparison))),
            Self::Actions { .. } => StudyPart::Actions(ActionsPartial::default()),
            Self::Tracked(tracks) => StudyPart::Tracked(vec![(0, 0); tracks.len()]),
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
    pub(super) fn prepared(&self, facets: &Facets) -> Result<Self, Box<Findings>> {
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
fn refused(why: Sentence) -> Box<Findings> {
    let sheet = Sheet { name: "comparison".to_owned(), none: why.clone(), ..Sheet::default() };
    Box::new(Findings {
        sheets: vec![sheet],
        notes: vec![Note { weight: Weight::Broken, said: why }],
        ..Findings::default()
    })
}

impl Track {
    /// The filters of the conversations since that are so, and of those that this is of.
    pub(super) fn since(&self) -> [String; 2] {
        let since =
            Term { negated: false, field: Field::Day, test: Test::Days(Some(Day(self.day + 1)), None) };
        [&self.filter, &self.of].map(|filter| {
            let filter = Filter::parse_with(filter, Columns::Any).unwrap_or_default();
            filter.with(since.clone()).to_string()
        })
    }
}

impl StudyPart {
    /// Takes in one conversation; it comes without its utterances where the study does not need them.
    pub(super) fn observe(&mut self, study: &Study, corpus: &Corpus, case: &Case<'_>) {
        match (self, study) {
            (Self::People(people), _) => people.observe(case),
            (Self::Actions(part), Study::Actions { value }) => {
                actions::observe(part, corpus, case, value.as_deref());
            }
            // Its conversations are counted filter by filter, or arm by arm.
            (Self::Actions(_) | Self::Tracked(_) | Self::Compare(_), _) => {}
        }
    }

    /// Takes in another shard's part of the same study.
    pub(super) fn merge(&mut self, other: Self) {
        match (self, other) {
            (Self::People(mine), Self::People(other)) => mine.merge(other),
            (Self::Compare(mine), Self::Compare(other)) => mine.merge(*other),
            (Self::Actions(mine), Self::Actions(other)) => mine.merge(other),
            (Self::Tracked(mine), Self::Tracked(other)) => {
                for (mine, other) in mine.iter_mut().zip(other) {
                    *mine = (mine.0 + other.0, mine.1 + other.1);
                }
            }
            // Shards answer what they were asked.
            _ => {}
        }
    }

    /// What all of them say.
    pub(super) fn finish(self, study: &Study) -> Findings {
        match (self, study) {
            (Self::People(people), _) => people.finish(),
            (Self::Compare(compare), _) => compare.finish(),
            (Self::Actions(actions), _) => actions.finish(),
            (Self::Tracked(since), Study::Tracked(tracks)) => {
                let shares: Vec<BeforeAndSince> = tracks
                    .iter()
                    .zip(since)
                    .map(|(track, since)| BeforeAndSince { before: track.before, since })
                    .collect();
                let filters: Vec<String> = tracks.iter().map(|track| track.since()[0].clone()).collect();
                tracked(&shares, &filters)
            }
            (Self::Tracked(_), _) => Findings::default(),
        }
    }
}

crate::frozen! { Track { filter, of, day, before } }
crate::frozen_by_number! {
    Study { 0 People, 1 Actions { value }, 2 Tracked(tracks), 3 Compare(comparison) }
    StudyPart { 0 People(people), 1 Actions(actions), 2 Tracked(since), 3 Compare(compare) }
}
