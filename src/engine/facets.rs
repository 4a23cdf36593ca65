//! The names that a filter can ask for, with how many conversations bear each.

use std::collections::HashMap;

use crate::{conversation::Named, corpus::Corpus, insight::outcome_of, order::sort_by, query::{COLUMN, Field}};

/// Names kept of each field, the most frequent first.
const MOST: usize = 200;

/// Names by field, each with the number of its conversations. Values of a column of the source stand
/// under its name behind [`COLUMN`].
pub type Facets = Named<Vec<(String, u64)>>;

/// The facets of a corpus.
pub(super) fn facets(corpus: &mut Corpus) -> Facets {
    let mut counted: HashMap<(Field, String), u64> = HashMap::new();
    let mut count = |field: Field, name: &str| match counted.get_mut(&(field, name.to_owned())) {
        Some(n) => *n += 1,
        None => {
            counted.insert((field, name.to_owned()), 1);
        }
    };
    corpus.for_each_with(|corpus, view| {
        let (outcome, evidence) = outcome_of(view);
        count(Field::Outcome, outcome.name());
        count(Field::Evidence, evidence.name());
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
        let mut intents: Vec<&str> =
            view.utterances.iter().filter_map(|said| corpus.intent(said.row)).collect();
        intents.sort_unstable();
        intents.dedup();
        for intent in intents {
            count(Field::Intent, intent);
        }
    });
    let columns: Vec<(String, String, u64)> = corpus
        .columns()
        .flat_map(|name| {
            let key = format!("{COLUMN}{name}");
            corpus.values_of_column(name).into_iter().map(move |(value, n)| (key.clone(), value.to_owned(), n))
        })
        .collect();
    let mut facets = Facets::default();
    for (key, value, n) in columns {
        facets.entry(key).or_default().push((value, n));
    }
    for ((field, name), n) in counted {
        facets.entry(field.name().to_owned()).or_default().push((name, n));
    }
    for (_, names) in facets.iter_mut() {
        sort_by(names, |one, two| two.1.cmp(&one.1).then_with(|| one.0.cmp(&two.0)));
        names.truncate(MOST);
    }
    facets
}
