//! The names that a filter can ask for, with how many conversations bear each.

use std::collections::{BTreeMap, HashMap};

use crate::{
    conversation::Named,
    corpus::Corpus,
    order::sort_by,
    query::{COLUMN, Field},
};

use super::{cases::Cases, meant::OwnNames, names_heard};

/// Names kept of each field, the most frequent first.
const MOST: usize = 200;

/// Names by field, each with the number of its conversations. Values of a column of the source stand
/// under its name behind [`COLUMN`].
pub type Facets = Named<Vec<(String, u64)>>;

/// How many conversations bear each name, by field and name: what a shard contributes to the facets.
pub type Counted = BTreeMap<(String, String), u64>;

/// Counts the names of a shard; `cases` is what was read off its conversations, `own` are names that people gave.
pub(super) fn count(corpus: &mut Corpus, cases: &Cases, own: OwnNames<'_>) -> Counted {
    let mut counted: HashMap<(Field, String), u64> = HashMap::new();
    let mut count = |field: Field, name: &str| match counted.get_mut(&(field, name.to_owned())) {
        Some(n) => *n += 1,
        None => {
            counted.insert((field, name.to_owned()), 1);
        }
    };
    corpus.for_each_with(|corpus, view| {
        let read = cases.read(view.idx);
        count(Field::Outcome, read.outcome.name());
        count(Field::Evidence, read.evidence.name());
        for field in names_heard::FIELDS {
            for name in names_heard::names(&read.voice, field) {
                count(field, name);
            }
        }
        names_heard::of_bits(read.voice.taught, own.taught).for_each(|name| count(Field::Label, name));
        names_heard::of_bits(read.goals, own.goals).for_each(|name| count(Field::Goal, name));
        if let Some((topics, voiced)) = own.found {
            topics
                .of_conversation(view.idx)
                .into_iter()
                .for_each(|topic| count(Field::Topic, topics.name(topic)));
            voiced.of_conversation(view.idx).for_each(|name| count(Field::Voice, name));
            for (field, failed) in [(Field::Question, false), (Field::Failed, true)] {
                let mut wordings: Vec<&str> = topics.wordings(view.idx, failed).collect();
                // Who asks twice asks it in one conversation.
                wordings.sort_unstable();
                wordings.dedup();
                for wording in wordings {
                    count(field, wording);
                }
            }
        }
        let card = corpus.card(view.idx);
        for (field, name) in
            [(Field::Channel, card.channel), (Field::Language, card.language), (Field::Variant, card.variant)]
        {
            if let Some(name) = name {
                count(field, name);
            }
        }
        for tag in card.tags {
            count(Field::Tag, tag);
        }
        for field in [Field::Intent, Field::Model] {
            let name = |row| if field == Field::Intent { corpus.intent(row) } else { corpus.model(row) };
            let mut names: Vec<&str> = view.utterances.iter().filter_map(|said| name(said.row)).collect();
            names.sort_unstable();
            names.dedup();
            for name in names {
                count(field, name);
            }
        }
    });
    let of_fields = counted.into_iter().map(|((field, name), n)| ((field.name().to_owned(), name), n));
    let corpus = &*corpus;
    let of_columns = corpus.columns().flat_map(|column| {
        let values = corpus.values_of_column(column).into_iter().filter(|(_, n)| *n > 0);
        values.map(move |(value, n)| ((format!("{COLUMN}{column}"), value.to_owned()), n))
    });
    of_fields.chain(of_columns).collect()
}

/// Bytes of memory that a shard's counts take.
pub(super) fn bytes(counted: &Counted) -> u64 {
    // A node of the tree has room for eleven entries and holds about eight.
    let entry = size_of::<((String, String), u64)>() * 11 / 8;
    counted.keys().map(|(field, name)| (field.len() + name.len() + entry) as u64).sum()
}

/// The facets that all shards' counts make.
pub(super) fn facets(parts: impl IntoIterator<Item = Counted>) -> Facets {
    let mut parts = parts.into_iter();
    let mut all = parts.next().unwrap_or_default();
    for ((field, name), n) in parts.flatten() {
        *all.entry((field, name)).or_insert(0) += n;
    }
    let mut facets = Facets::default();
    for ((field, name), n) in all {
        facets.entry(field).or_default().push((name, n));
    }
    for (_, names) in facets.iter_mut() {
        sort_by(names, |one, two| two.1.cmp(&one.1).then_with(|| one.0.cmp(&two.0)));
        names.truncate(MOST);
    }
    facets
}
