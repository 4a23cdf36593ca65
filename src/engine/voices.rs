//! What users say with a signal, grouped by meaning among all shards: each gives a sample of its messages with each
//! signal, the lead finds the groups of all of them, once per data, and tells every shard.
//!
//! A conversation is in the group of its first message with the signal that is in one. What is told goes by all data: no
//! filter changes it. Groups are not saved: an analysis that is opened again finds the same ones in the same texts.

use std::rc::Rc;

use crate::{
    conversation::{Day, Named, Role},
    corpus::{ConversationView, Corpus, UtteranceView},
    insight::Case,
    language::{Entity, EntityKind, Listener, Lists, Signal, find_entities},
    order::sort_by,
    query::{Field, Filter},
    size::list,
    text::lowered,
    topics::{Arranged, Gatherer, Reader, Sample, Topics, Wanted},
};

use super::{
    ask::{Ask, Part},
    questions::Asking,
    team::{Lost, Team, ask_all},
};

/// What stands for the group of a message that is in none.
const NONE: u16 = u16::MAX;

/// What a shard knows of what is said with signals.
#[derive(Debug, Default)]
pub struct Voiced {
    /// Signal by signal, as [`Signal::VOICED`] has them.
    of: Vec<Group>,
    /// Competitors that somebody names in words that say so: their names are known wherever else they stand.
    found: Vec<String>,
    /// What the owner of the data names.
    own: Lists,
    /// The first word of each of these, in small letters: a message without any of them is not read for them.
    begins: Vec<String>,
    /// Both together, as messages are read by them.
    lists: Lists,
}

/// Of one signal.
#[derive(Debug, Default)]
struct Group {
    /// The conversations that have it, ascending, each with its leaf.
    said: Vec<(u32, u16)>,
    arranged: Arranged,
    /// What the groups are called in a filter.
    names: Vec<String>,
    /// What those are called that are in no group.
    none: String,
}

impl Voiced {
    /// Reads every message that has one of the signals by the groups of all.
    pub(super) fn of(
        corpus: &mut Corpus,
        listener: &Listener,
        (found, names): (&[Topics], &[String]),
        own: &Lists,
    ) -> Self {
        let group = |(signal, topics): (&Signal, &Topics)| {
            let arranged = topics.arranged(&Wanted::default());
            let names = arranged.topics.iter().map(|topic| named(*signal, &topic.name)).collect();
            Group { said: Vec::new(), arranged, names, none: named(*signal, "none") }
        };
        let of = Signal::VOICED.iter().zip(found).map(group).collect();
        let mut voiced = Self { of, found: names.to_vec(), ..Self::default() };
        voiced.name(own);
        let Some(model) = listener.model() else { return voiced };
        let mut reader = Reader::new(model.clone());
        each_voice(corpus, |conversation, at, text| {
            let (Some(group), Some(topics)) = (voiced.of.get_mut(at), found.get(at)) else { return };
            let known = group.said.last().filter(|(of, _)| *of == conversation).map(|(_, leaf)| *leaf);
            if known.is_some_and(|leaf| leaf != NONE) {
                return;
            }
            let leaf = reader.leaf(topics, text).map_or(NONE, |leaf| leaf as u16);
            match known {
                Some(_) => {
                    if let Some(last) = group.said.last_mut() {
                        last.1 = leaf;
                    }
                }
                None => group.said.push((conversation, leaf)),
            }
        });
        // Conversations are shown in the order in which they lie on disk, which need not be that of their numbers.
        voiced.of.iter_mut().for_each(|group| sort_by(&mut group.said, |one, two| one.0.cmp(&two.0)));
        voiced
    }

    /// Takes the names that the owner of the data says; one of them that somebody else reads as a competitor is what the
    /// owner says.
    pub(super) fn name(&mut self, own: &Lists) {
        let known: Vec<String> = own.names().map(|name| lowered(name)).collect();
        let found = self.found.iter().filter(|name| !known.contains(&lowered(name)));
        self.lists = own.clone();
        self.lists.competitors.extend(found.cloned());
        let begin = |name: &String| {
            name.split(|letter: char| !letter.is_alphanumeric())
                .find(|word| !word.is_empty())
                .map(str::to_owned)
        };
        self.begins = known.iter().filter_map(begin).collect();
        self.own = own.clone();
    }

    /// What the owner of the data names.
    pub(super) fn own(&self) -> &Lists {
        &self.own
    }

    /// Whether a message may name something of that.
    pub(super) fn may_name(&self, text: &str) -> bool {
        if self.begins.is_empty() {
            return false;
        }
        let text = lowered(text);
        self.begins.iter().any(|begin| text.contains(begin.as_str()))
    }

    /// The groups that a conversation is in, by their names in a filter, at most one of each signal.
    pub(super) fn of_conversation(&self, number: u32) -> impl Iterator<Item = &str> {
        self.of.iter().filter_map(move |group| {
            let at = group.said.binary_search_by(|(of, _)| of.cmp(&number)).ok()?;
            let topic = group.arranged.of_leaf(u32::from(group.said[at].1));
            Some(topic.map_or(group.none.as_str(), |topic| group.names[topic as usize].as_str()))
        })
    }

    /// Bytes of memory.
    pub(super) fn bytes(&self) -> u64 {
        let texts = |names: &[String]| names.iter().map(|name| name.len() as u64).sum::<u64>();
        let group = |group: &Group| {
            let topics = &group.arranged.topics;
            let quotes: u64 =
                topics.iter().map(|topic| topic.quote.len() as u64 + list(&topic.meaning)).sum();
            list(&group.said) + list(topics) + quotes + list(&group.names) + texts(&group.names)
        };
        let named: u64 = self.lists.names().chain(&self.found).map(|name| name.len() as u64).sum();
        self.of.iter().map(group).sum::<u64>() + named
    }
}

/// What a group is called in a filter: `feature_request: dark mode`.
fn named(signal: Signal, name: &str) -> String {
    format!("{}: {name}", signal.name())
}

/// The groups of what is said with each signal.
#[derive(Debug)]
pub struct Voices {
    /// What each is called in a filter, with its most typical message.
    pub(super) quotes: Vec<(String, String)>,
}

/// A shard's messages with signals.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gathered {
    /// Samples of them, signal by signal; of nothing without a model.
    samples: Vec<Sample>,
    /// By the names of competitors that are read in messages that compare, folded: how they are spelled, the least of it,
    /// and in how many conversations.
    names: Named<(String, u64)>,
}

crate::frozen! { Gathered { samples, names } }

/// Conversations that name a competitor for it to be known elsewhere.
const NAMED_BY: u64 = 2;

/// Competitors that are known by their names, at most: each word is compared with them.
const NAMES: usize = 100;

/// Gathers the messages with signals of a shard.
pub(super) fn gather(corpus: &mut Corpus, listener: &Listener) -> Gathered {
    let mut all = Gathered { samples: vec![Sample::default(); Signal::VOICED.len()], ..Gathered::default() };
    let Some(model) = listener.model() else { return all };
    let mut reader = Reader::new(model.clone());
    let mut gathered: Vec<Gatherer> = Signal::VOICED.iter().map(|_| Gatherer::default()).collect();
    each_voice(corpus, |_, at, text| reader.gather(text, &mut gathered[at]));
    all.samples = gathered.into_iter().map(|gathered| reader.sample(gathered)).collect();
    let (lists, mut found) = (Lists::default(), Vec::new());
    corpus.for_each_with(|corpus, view| {
        let compares =
            |said: &&UtteranceView| said.role == Role::User && said.heard.signals.has(Signal::Competitor);
        let mut own: Vec<String> = Vec::new();
        for said in view.utterances.iter().filter(compares) {
            let text = corpus.text(said.row);
            find_entities(&text, None, &lists, &mut found);
            let names = found.iter().filter(|one| one.kind == EntityKind::Competitor);
            own.extend(names.map(|one| text[one.start..one.end].to_owned()));
        }
        // The spellings of a name stand together, so that a conversation counts once for it.
        sort_by(&mut own, |one, two| lowered(one).cmp(&lowered(two)).then_with(|| one.cmp(two)));
        own.dedup_by_key(|name| lowered(name));
        for name in own {
            all.add(name, 1);
        }
    });
    all
}

impl Gathered {
    fn add(&mut self, name: String, n: u64) {
        let key = lowered(&name);
        match self.names.get_mut(key.as_str()) {
            Some((spelled, count)) => {
                *count += n;
                if name < *spelled {
                    *spelled = name;
                }
            }
            None => drop(self.names.insert(key, (name, n))),
        }
    }

    fn merge(&mut self, other: Self) {
        self.samples.resize(Signal::VOICED.len(), Sample::default());
        self.samples.iter_mut().zip(other.samples).for_each(|(mine, theirs)| mine.merge(theirs));
        for (_, (name, n)) in &other.names {
            self.add(name.clone(), *n);
        }
    }

    /// The names that are said often enough to be one, the most frequent first.
    fn names(&self) -> Vec<String> {
        let mut names: Vec<&(String, u64)> = self.names.values().filter(|(_, n)| *n >= NAMED_BY).collect();
        sort_by(&mut names, |one, two| two.1.cmp(&one.1).then_with(|| one.0.cmp(&two.0)));
        names.into_iter().take(NAMES).map(|(name, _)| name.clone()).collect()
    }
}

/// Shows every message of a user that has one of the signals and whose words were kept: its conversation, the place of
/// the signal, its text.
fn each_voice(corpus: &mut Corpus, mut show: impl FnMut(u32, usize, &str)) {
    corpus.for_each_with(|corpus, view| {
        for said in view.utterances.iter().filter(|said| said.role == Role::User) {
            let places =
                Signal::VOICED.iter().enumerate().filter(|(_, signal)| said.heard.signals.has(**signal));
            let mut places = places.map(|(at, _)| at).peekable();
            let Some(text) = places.peek().and_then(|_| corpus.message(said.row)) else { continue };
            places.for_each(|at| show(view.idx, at, &text));
        }
    });
}

impl Voiced {
    /// Shows what a conversation's user names, message by message: its kind, what it means or else
    /// how it is written, and the message.
    pub(super) fn each_named(
        &self,
        corpus: &Corpus,
        case: &Case<'_>,
        view: &ConversationView<'_>,
        mut show: impl FnMut(EntityKind, &str, &str),
    ) {
        let today = case.start.map(|start| Day(start.day));
        let mut found = Vec::new();
        for said in view.utterances.iter().filter(|said| said.role == Role::User) {
            let text = corpus.text(said.row);
            find_entities(&text, today, &self.lists, &mut found);
            for Entity { kind, start, end, value } in &found {
                show(*kind, value.as_deref().unwrap_or(&text[*start..*end]), &text);
            }
        }
    }
}

impl<T: Team> Asking<'_, T> {
    /// What is said with each signal in all data, grouped once.
    ///
    /// # Errors
    /// A shard is gone.
    pub(super) async fn voices(&self) -> Result<Rc<Voices>, Lost> {
        if let Some(found) = self.standing.voices.borrow().as_ref() {
            return Ok(found.clone());
        }
        let mut gathered = Gathered::default();
        for part in ask_all(self.team, &Ask::Voices).await? {
            let Part::Voices(part) = part else { return Err(Lost) };
            gathered.merge(*part);
        }
        let found: Vec<Topics> = gathered.samples.iter().map(Topics::fit).collect();
        let quotes = Signal::VOICED.iter().zip(&found).flat_map(|(signal, topics)| {
            let shown = topics.arranged(&Wanted::default()).topics.into_iter();
            shown.map(|topic| (named(*signal, &topic.name), topic.quote))
        });
        let voices = Rc::new(Voices { quotes: quotes.collect() });
        ask_all(self.team, &Ask::Voiced(found, gathered.names())).await?;
        self.standing.voices.replace(Some(voices.clone()));
        // There are more names that a filter can ask for.
        self.standing.facets.replace(None);
        Ok(voices)
    }

    /// Has found what a filter asks for and nobody asked for before: topics, and what is said with signals.
    pub(super) async fn ready(&self, filter: &Filter) -> Result<(), Lost> {
        if filter.asks_about_topics() {
            self.topics().await?;
        }
        if [Field::Path, Field::Funnel].iter().any(|field| filter.asks_about(*field)) {
            self.matters().await?;
        }
        if [Field::Voice, Field::Entity].iter().any(|field| filter.asks_about(*field)) {
            self.voices().await?;
        }
        Ok(())
    }
}
