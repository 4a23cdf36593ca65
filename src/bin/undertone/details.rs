//! What a source knows of an utterance besides its words, as `convert` and `label` write it.

use std::collections::BTreeMap;

use serde::Serialize;
use undertone::{conversation::Measure, corpus::Corpus};

/// The details of one utterance; those that are not there are left out.
#[derive(Serialize)]
pub struct Details<'c> {
    #[serde(skip_serializing_if = "Option::is_none")]
    model: Option<&'c str>,
    #[serde(flatten)]
    measures: BTreeMap<&'static str, serde_json::Number>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    quick_replies: Vec<Reply<'c>>,
}

#[derive(Serialize)]
struct Reply<'c> {
    text: &'c str,
    #[serde(skip_serializing_if = "Option::is_none")]
    chosen: Option<bool>,
}

impl<'c> Details<'c> {
    /// Those of an utterance.
    pub fn of(corpus: &'c Corpus, row: u32) -> Self {
        let measured = |measure: Measure| {
            let value = corpus.measure(row, measure)?;
            let whole = value.fract() == 0.0 && value < 1e15;
            let number =
                if whole { Some((value as u64).into()) } else { serde_json::Number::from_f64(value) };
            Some((measure.name(), number?))
        };
        Self {
            model: corpus.model(row),
            measures: Measure::ALL.into_iter().filter_map(measured).collect(),
            quick_replies: corpus
                .replies(row)
                .map(|(text, chosen)| Reply { text, chosen: chosen.then_some(true) })
                .collect(),
        }
    }
}
