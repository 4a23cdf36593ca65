//! Studies: questions that are asked by themselves, of the conversations that a filter means. Each is observed by
//! every shard into a part; the parts merge in any order, and what all of them say is [`Findings`].
//!
//! A study that is new is a partial in `insight`, a variant here, and where it is asked.

pub(super) mod actions;
mod ahead;
mod arms;
mod frozen;
pub(super) mod moods;
pub(super) mod changes;
pub(super) mod knowledge;
pub(super) mod paths;
pub(super) mod questions;
mod track;
pub(super) mod voices;

use serde::{Deserialize, Serialize};

use crate::{
    corpus::Corpus,
    ingest::Sentence,
    insight::{
        AboutQuestions, ActionsPartial, AheadAsked, AheadPartial, AtHand, BRIEFING, BeforeAndSince, Case,
        ChangesPartial, ComparePartial, Comparison, Definition, FUNNELS, FairnessPartial, Findings,
        FrictionPartial, FunnelAsked, FunnelPartial, IntentsPartial, Journey, KnowledgePartial, LeadsPartial,
        MachinePartial, MoodsPartial, Note, PATHS, PathsPartial, PeoplePartial, Price, QuestionsPartial,
        Sheet, Suspect, TRACKED, TopicsPartial, ValuePartial, VoicesPartial, Weight, tracked,
    },
    plan::Plan,
    query::{Columns, Filter},
    search::{Articles, KnowledgeFile},
};

use super::{Facets, ask::Chosen};

pub use ahead::{column as outcome_column, columns as outcome_columns};

pub use track::Track;

/// A study and what a person said of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Study {
    /// Users over time.
    People,
    /// What costs users most, by intent and segment.
    Friction,
    /// Goals and money, by what a person says of their business.
    Value,
    /// Leads with the masked words that leave them. Words of people: no board and no export asks for it.
    Leads,
    /// The bot's engine: tokens, latency, cost by these prices (by those of the plan where none are given), flagged
    /// answers, personal data.
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
    /// Two or more selections side by side.
    Compare(Comparison),
    /// What would be worth doing.
    Actions {
        /// The column that says what a conversation is worth; none where each is worth 1.
        value: Option<String>,
    },
    /// What became of what was acted upon. It is of all data, whatever filter it is asked with.
    Tracked(Vec<Track>),
    /// What conversations go through.
    Paths(Box<Journey>),
    /// Steps that a person composes, and who comes through them.
    Funnel(Box<FunnelAsked>),
    /// What changed, and what comes. With suspects, what explains these: it asks for that itself.
    Changes {
        /// What was found out of the ordinary in all shards together; none to begin with.
        #[serde(skip)]
        suspects: Vec<Suspect>,
    },
    /// A page of plain words, with quotes. It asks what others do, and shards are not asked it.
    Briefing,
    /// What a running conversation may come to, and what goes with what became of users.
    Ahead {
        /// The column of the source that says what became of users; empty for one that mostly does.
        column: String,
        /// The values of those of whom it holds; none where one that mostly says it is looked for.
        #[serde(default)]
        values: Vec<String>,
        /// Whom to list; known when all that there is to learn from is.
        #[serde(skip)]
        asked: Box<AheadAsked>,
    },
    /// Topics.
    Topics {
        /// The first and the last day of the window and of the one before it; filled in where it is asked.
        #[serde(default)]
        windows: Vec<(i32, i32)>,
        /// The column that says what a conversation is worth; none where nobody says it.
        #[serde(default)]
        value: Option<String>,
    },
    /// Questions that people ask, and what the bot failed at. It asks once more for what was said of the worst.
    Questions {
        /// The questions of which it is asked what was said; none to begin with.
        #[serde(skip)]
        wanted: Vec<u32>,
        /// What is said of the questions; filled in when all have answered.
        #[serde(skip)]
        about: Box<AboutQuestions>,
    },
    /// Where moods turn.
    Moods,
    /// What is said with signals.
    Voices {
        /// The column that says what a conversation is worth; none where they are ranked by how many they are.
        value: Option<String>,
        /// The most typical message of each group; filled in where it is asked.
        #[serde(skip)]
        quotes: Vec<(String, String)>,
        /// Whether one id of the source stands for everybody; filled in too.
        #[serde(skip)]
        one_user: bool,
    },
}

/// A shard's part of a study.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StudyPart {
    /// Of [`Study::People`].
    People(PeoplePartial),
    /// Of [`Study::Friction`].
    Friction(FrictionPartial),
    /// Of [`Study::Value`].
    Value(Box<ValuePartial>),
    /// Of [`Study::Leads`].
    Leads(LeadsPartial),
    /// Of [`Study::Machine`].
    Machine(Box<MachinePartial>),
    /// Of [`Study::Intents`].
    Intents(Box<IntentsPartial>),
    /// Of [`Study::Fairness`].
    Fairness(Box<FairnessPartial>),
    /// Of [`Study::Knowledge`].
    Knowledge(Box<KnowledgePartial>),
    /// Of [`Study::Compare`].
    Compare(Box<ComparePartial>),
    /// Of [`Study::Actions`].
    Actions(ActionsPartial),
    /// Of [`Study::Tracked`]: conversations that are so, and those that this is of; since it began, and up to then.
    Tracked(Vec<((u64, u64), (u64, u64))>),
    /// Of [`Study::Paths`].
    Paths(Box<PathsPartial>),
    /// Of [`Study::Funnel`].
    Funnel(Box<FunnelPartial>),
    /// Of [`Study::Changes`].
    Changes(Box<ChangesPartial>),
    /// Of [`Study::Briefing`], which no shard answers.
    Briefing,
    /// Of [`Study::Ahead`].
    Ahead(Box<AheadPartial>),
    /// Of [`Study::Topics`].
    Topics(Box<TopicsPartial>),
    /// Of [`Study::Questions`].
    Questions(Box<QuestionsPartial>),
    /// Of [`Study::Voices`].
    Voices(Box<VoicesPartial>),
    /// Of [`Study::Moods`].
    Moods(Box<MoodsPartial>),
}

impl Study {
    /// Those that need nothing but the data.
    pub const STANDING: &'static [Self] = &[
        Self::People,
        Self::Friction,
        Self::Machine { prices: Vec::new() },
        Self::Actions { value: None },
        Self::Changes { suspects: Vec::new() },
    ];

    /// The study, of those of which nothing must be said here, that finds a figure or a table of this name.
    pub fn of(name: &str) -> Option<Self> {
        let finds = |study: &Self| {
            study.definitions().iter().copied().flatten().any(|definition| definition.name == name)
        };
        Self::STANDING.iter().chain(&[Self::Value]).find(|study| finds(study)).cloned()
    }

    /// Questions that people ask, as they are asked for.
    pub fn questions() -> Self {
        Self::Questions { wanted: Vec::new(), about: Box::default() }
    }

    fn definitions(&self) -> &'static [&'static [Definition]] {
        match self {
            Self::People => &[PeoplePartial::DEFINITIONS, PeoplePartial::COHORTS],
            Self::Friction => &[FrictionPartial::DEFINITIONS],
            Self::Value | Self::Leads => &[ValuePartial::DEFINITIONS],
            Self::Machine { .. } => &MachinePartial::DEFINITIONS,
            Self::Intents { .. } => &[IntentsPartial::DEFINITIONS],
            Self::Fairness { .. } => &[FairnessPartial::DEFINITIONS],
            Self::Knowledge { .. } => &[KnowledgePartial::DEFINITIONS],
            Self::Actions { .. } => &[ActionsPartial::DEFINITIONS],
            Self::Tracked(_) => &[TRACKED],
            Self::Paths(_) => &[PATHS],
            Self::Funnel(_) => &[FUNNELS],
            Self::Topics { .. } => &[TopicsPartial::DEFINITIONS],
            Self::Questions { .. } => &[QuestionsPartial::DEFINITIONS],
            Self::Compare(_) => &[ComparePartial::DEFINITIONS],
            Self::Changes { .. } => &[ChangesPartial::DEFINITIONS],
            Self::Briefing => &[BRIEFING],
            Self::Ahead { .. } => &[AheadPartial::DEFINITIONS],
            Self::Voices { .. } => &[VoicesPartial::DEFINITIONS],
            Self::Moods => &[MoodsPartial::DEFINITIONS],
        }
    }

    /// Whether it looks at what was said, message by message.
    pub(super) fn needs_messages(&self) -> bool {
        matches!(
            self,
            Self::Friction
                | Self::Actions { .. }
                | Self::Value
                | Self::Leads
                | Self::Machine { .. }
                | Self::Intents { .. }
                | Self::Ahead { .. }
        )
    }

    /// A part of nothing yet, by what a person says of their business.
    pub(super) fn begin(&self, plan: &Plan) -> StudyPart {
        match self {
            Self::People => StudyPart::People(PeoplePartial::default()),
            Self::Friction => StudyPart::Friction(FrictionPartial::default()),
            Self::Value => StudyPart::Value(Box::new(ValuePartial::of(plan))),
            Self::Leads => StudyPart::Leads(LeadsPartial::default()),
            Self::Machine { prices } if prices.is_empty() => {
                StudyPart::Machine(Box::new(MachinePartial::of(plan)))
            }
            Self::Machine { prices } => StudyPart::Machine(Box::new(MachinePartial::new(prices))),
            Self::Intents { labels } => StudyPart::Intents(Box::new(IntentsPartial::new(labels))),
            Self::Fairness { by } => StudyPart::Fairness(Box::new(FairnessPartial::new(by))),
            Self::Knowledge { files } => {
                StudyPart::Knowledge(Box::new(KnowledgePartial::new(&Articles::of(files), false)))
            }
            Self::Compare(comparison) => StudyPart::Compare(Box::new(ComparePartial::of(comparison))),
            Self::Actions { .. } => StudyPart::Actions(ActionsPartial::default()),
            Self::Tracked(tracks) => StudyPart::Tracked(vec![<_>::default(); tracks.len()]),
            Self::Paths(_) => StudyPart::Paths(Box::default()),
            Self::Funnel(_) => StudyPart::Funnel(Box::default()),
            Self::Changes { suspects } => StudyPart::Changes(Box::new(ChangesPartial::explaining(suspects))),
            Self::Briefing => StudyPart::Briefing,
            Self::Ahead { asked, .. } if **asked != AheadAsked::default() => {
                StudyPart::Ahead(Box::new(AheadPartial::default().listing()))
            }
            Self::Ahead { column, values, .. } => {
                StudyPart::Ahead(Box::new(AheadPartial::new(column, values)))
            }
            Self::Topics { .. } => StudyPart::Topics(Box::default()),
            Self::Questions { .. } => StudyPart::Questions(Box::default()),
            Self::Voices { .. } => StudyPart::Voices(Box::default()),
            Self::Moods => StudyPart::Moods(Box::default()),
        }
    }

    /// Whether the names in the data must be known before it can be asked.
    pub(super) fn needs_names(&self) -> bool {
        matches!(self, Self::Compare(_) | Self::Ahead { .. })
    }

    /// Whether it goes by what conversations are about.
    pub(super) fn needs_matters(&self) -> bool {
        matches!(self, Self::Paths(_) | Self::Funnel(_) | Self::Changes { .. })
    }

    /// The column that says what a conversation is worth, where a study goes by one.
    pub(super) fn value(&self) -> Option<&str> {
        match self {
            Self::Topics { value, .. } | Self::Voices { value, .. } => value.as_deref(),
            _ => None,
        }
    }

    /// Whether it holds filters that may ask for the end of the data, whatever the one on screen asks.
    pub(super) fn asks_for_end(&self) -> bool {
        self.needs_names() || matches!(self, Self::Funnel(_))
    }

    /// The window that a day is in, of a study that looks at two.
    pub(super) fn window(&self, day: i32) -> Option<u32> {
        let Self::Topics { windows, .. } = self else { return None };
        windows.iter().position(|(from, to)| (*from..=*to).contains(&day)).map(|window| window as u32)
    }

    /// As it is asked of the shards: with what the names in the data say.
    ///
    /// # Errors
    /// What it finds without being asked: why it cannot be.
    pub(super) fn prepared(&self, facets: &Facets) -> Result<Self, Box<Findings>> {
        match self {
            Self::Compare(comparison) => arms::with_arms(comparison.clone(), facets)
                .map(Self::Compare)
                .map_err(|why| Box::new(refused(why))),
            Self::Ahead { column, values, asked } => {
                let (column, values) = ahead::column(column, values, facets).unwrap_or_default();
                Ok(Self::Ahead { column, values, asked: asked.clone() })
            }
            other => Ok(other.clone()),
        }
    }

    /// The filters that it holds besides the one on screen.
    pub(super) fn filters(&self) -> Vec<Filter> {
        let filters: Vec<&str> = match self {
            Self::Compare(comparison) => comparison.arms.iter().map(|arm| arm.filter.as_str()).collect(),
            Self::Paths(journey) => journey.against.iter().map(String::as_str).collect(),
            Self::Funnel(asked) => asked.filters().collect(),
            Self::Tracked(tracks) => {
                tracks.iter().flat_map(|track| [track.filter.as_str(), track.of.as_str()]).collect()
            }
            _ => Vec::new(),
        };
        filters.into_iter().filter_map(|text| Filter::parse_with(text, Columns::Any).ok()).collect()
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
    /// Takes in one conversation; it comes without its utterances where the study does not need them.
    pub(super) fn observe(&mut self, study: &Study, corpus: &Corpus, case: &Case<'_>) {
        match (self, study) {
            (Self::People(people), _) => people.observe(case),
            (Self::Friction(friction), _) => friction.observe(corpus, case),
            (Self::Value(value), _) => value.observe(corpus, case),
            (Self::Leads(leads), _) => leads.observe(corpus, case),
            (Self::Machine(machine), _) => machine.observe(corpus, case),
            (Self::Intents(intents), _) => intents.observe(corpus, case),
            (Self::Fairness(fairness), _) => fairness.observe(corpus, case),
            (Self::Ahead(part), Study::Ahead { asked, .. }) if **asked != AheadAsked::default() => {
                let conversation = corpus.place().among_all(case.view.idx);
                part.list(asked, case, &AtHand { corpus, conversation });
            }
            (Self::Ahead(part), _) => {
                let said = corpus.in_column(case.view.idx, part.column()).map(|(said, _)| said);
                part.observe(case, corpus.place().among_all(case.view.idx), said);
            }
            (Self::Actions(part), Study::Actions { value }) => {
                actions::observe(part, corpus, case, value.as_deref());
            }
            // Their conversations are counted filter by filter, arm by arm, part by part, or with the language model
            // at hand.
            (
                Self::Actions(_)
                | Self::Tracked(_)
                | Self::Compare(_)
                | Self::Knowledge(_)
                | Self::Changes(_)
                | Self::Briefing
                | Self::Topics(_)
                | Self::Questions(_)
                | Self::Voices(_)
                | Self::Moods(_)
                | Self::Paths(_)
                | Self::Funnel(_),
                _,
            ) => {}
        }
    }

    /// Takes in another shard's part of the same study.
    pub(super) fn merge(&mut self, other: Self) {
        match (self, other) {
            (Self::People(mine), Self::People(other)) => mine.merge(other),
            (Self::Friction(mine), Self::Friction(other)) => mine.merge(other),
            (Self::Value(mine), Self::Value(other)) => mine.merge(*other),
            (Self::Leads(mine), Self::Leads(other)) => mine.merge(other),
            (Self::Machine(mine), Self::Machine(other)) => mine.merge(&other),
            (Self::Intents(mine), Self::Intents(other)) => mine.merge(&other),
            (Self::Fairness(mine), Self::Fairness(other)) => mine.merge(&other),
            (Self::Knowledge(mine), Self::Knowledge(other)) => mine.merge(&other),
            (Self::Compare(mine), Self::Compare(other)) => mine.merge(*other),
            (Self::Actions(mine), Self::Actions(other)) => mine.merge(other),
            (Self::Funnel(mine), Self::Funnel(other)) => mine.merge(*other),
            (Self::Changes(mine), Self::Changes(other)) => mine.merge(*other),
            (Self::Ahead(mine), Self::Ahead(other)) => mine.merge(*other),
            (Self::Topics(mine), Self::Topics(other)) => mine.merge(&other),
            (Self::Questions(mine), Self::Questions(other)) => mine.merge(&other),
            (Self::Voices(mine), Self::Voices(other)) => mine.merge(*other),
            (Self::Moods(mine), Self::Moods(other)) => mine.merge(*other),
            (Self::Tracked(mine), Self::Tracked(other)) => {
                let sum = |one: (u64, u64), two: (u64, u64)| (one.0 + two.0, one.1 + two.1);
                for (mine, other) in mine.iter_mut().zip(other) {
                    *mine = (sum(mine.0, other.0), sum(mine.1, other.1));
                }
            }
            (Self::Paths(mine), Self::Paths(other)) => **mine = std::mem::take(&mut **mine).merge(*other),
            // Shards answer what they were asked.
            _ => {}
        }
    }

    /// What is to be asked of all shards beside what they said, if anything.
    pub(super) fn further(&self) -> Option<Study> {
        match self {
            Self::Changes(changes) => Some(changes.suspects())
                .filter(|suspects| !suspects.is_empty())
                .map(|suspects| Study::Changes { suspects }),
            Self::Ahead(ahead) => ahead.asked().map(Study::listing),
            Self::Questions(questions) => Some(questions.wanted())
                .filter(|wanted| !wanted.is_empty())
                .map(|wanted| Study::Questions { wanted, about: Box::default() }),
            _ => None,
        }
    }

    /// What all of them say.
    pub(super) fn finish(self, study: &Study) -> Findings {
        match (self, study) {
            (Self::People(people), _) => people.finish(),
            (Self::Friction(friction), _) => friction.finish(),
            (Self::Value(value), _) => value.finish(),
            (Self::Leads(leads), _) => leads.finish(),
            (Self::Machine(machine), _) => machine.finish(),
            (Self::Intents(intents), _) => intents.finish(),
            (Self::Fairness(fairness), _) => fairness.finish(),
            (Self::Knowledge(knowledge), _) => knowledge.finish(),
            (Self::Compare(compare), _) => compare.finish(),
            (Self::Actions(actions), _) => actions.finish(),
            (Self::Topics(topics), Study::Topics { value, .. }) => topics.finish(value.is_some()),
            (Self::Questions(questions), Study::Questions { about, .. }) => questions.finish(about),
            (Self::Voices(voices), Study::Voices { quotes, value, .. }) => {
                voices.finish(quotes, value.is_some())
            }
            (Self::Tracked(counts), Study::Tracked(tracks)) => {
                let shares: Vec<BeforeAndSince> = tracks
                    .iter()
                    .zip(counts)
                    .map(|(track, (since, here))| {
                        let before = if track.before.1 == 0 { here } else { track.before };
                        BeforeAndSince { before, since, here }
                    })
                    .collect();
                let filters: Vec<String> = tracks.iter().map(|track| track.since()[0].clone()).collect();
                tracked(&shares, &filters)
            }
            (Self::Paths(paths), Study::Paths(journey)) => paths.finish(journey),
            (Self::Funnel(part), Study::Funnel(asked)) => part.finish(asked),
            (Self::Changes(changes), _) => changes.finish(),
            (Self::Ahead(ahead), Study::Ahead { asked, .. }) => ahead.finish(asked),
            (Self::Moods(moods), _) => moods.finish(),
            (
                Self::Tracked(_)
                | Self::Paths(_)
                | Self::Funnel(_)
                | Self::Topics(_)
                | Self::Questions(_)
                | Self::Voices(_)
                | Self::Ahead(_)
                | Self::Briefing,
                _,
            ) => Findings::default(),
        }
    }
}
