//! The requests that topics are found from: of all different ones those whose hash is smallest, each with how often
//! it was made.
//!
//! Which they are depends on the requests alone, not on their order, and not on which shard saw them: a request that
//! fell out once has others below it and never comes back, so that the counts of those that are kept are exact.

use std::{collections::BTreeMap, hash::Hasher};

use siphasher::sip::SipHasher13;

use crate::text::model::{Model, Scratch};

/// Blanks of a request up to which it is kept.
const LONGEST: usize = 100;

/// Different requests that are kept.
pub const MOST: usize = 8192;

/// A different request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The hash of its words.
    pub key: u64,
    /// How often it was made.
    pub count: u64,
    /// Its masked text, without the numbers of masked tokens.
    pub text: String,
    /// What it means, as a direction.
    pub direction: Vec<i16>,
}

/// The sample of some requests.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sample {
    /// Those that are kept, by their keys, ascending.
    pub kept: Vec<Request>,
    /// All requests, those that are not kept too.
    pub seen: u64,
}

crate::frozen! {
    Request { key, count, text, direction }
    Sample { kept, seen }
}

impl Sample {
    /// Takes in another shard's.
    pub fn merge(&mut self, other: Self) {
        self.seen += other.seen;
        let mut merged: Vec<Request> = Vec::with_capacity(self.kept.len() + other.kept.len());
        let (mut ours, mut theirs) =
            (std::mem::take(&mut self.kept).into_iter().peekable(), other.kept.into_iter().peekable());
        while merged.len() < MOST {
            let order = match (ours.peek(), theirs.peek()) {
                (Some(our), Some(their)) => our.key.cmp(&their.key),
                (Some(_), None) => std::cmp::Ordering::Less,
                (None, Some(_)) => std::cmp::Ordering::Greater,
                (None, None) => break,
            };
            let taken = match order {
                std::cmp::Ordering::Less => ours.next(),
                std::cmp::Ordering::Greater => theirs.next(),
                std::cmp::Ordering::Equal => ours.next().zip(theirs.next()).map(|(our, their)| {
                    let count = our.count + their.count;
                    let first = if their.text < our.text { their } else { our };
                    Request { count, ..first }
                }),
            };
            merged.extend(taken);
        }
        self.kept = merged;
    }
}

/// Gathers the sample of one shard.
#[derive(Debug, Default)]
pub struct Gatherer {
    /// By key: how often, and the text that comes first of those with these words.
    kept: BTreeMap<u64, (u64, String)>,
    seen: u64,
    words: String,
}

impl Gatherer {
    /// Takes in a request that was read by a model.
    pub fn add(&mut self, text: &str, read: &Scratch) {
        let Some(key) = self.key(read) else { return };
        self.seen += 1;
        let is_full = self.kept.len() >= MOST;
        if is_full && self.kept.last_key_value().is_some_and(|(last, _)| *last < key) {
            return;
        }
        let text = without_numbers(beginning(text));
        if let Some((count, first)) = self.kept.get_mut(&key) {
            *count += 1;
            if text < *first {
                *first = text;
            }
            return;
        }
        self.kept.insert(key, (1, text));
        if self.kept.len() > MOST {
            self.kept.pop_last();
        }
    }

    /// The hash of the words; `None` where there is none but masked ones.
    fn key(&mut self, read: &Scratch) -> Option<u64> {
        self.words.clear();
        let mut says_something = false;
        for word in read.words.all().iter().filter(|word| !word.punctuation) {
            says_something |= !word.masked;
            self.words.push_str(&String::from_utf8_lossy(read.words.folded(word)));
            self.words.push(' ');
        }
        // The key is no secret: the same requests are to give the same sample everywhere.
        let mut hasher = SipHasher13::new();
        hasher.write(self.words.as_bytes());
        says_something.then(|| hasher.finish())
    }

    /// The sample, with what its requests mean.
    pub fn finish(self, model: &Model) -> Sample {
        let mut scratch = Scratch::default();
        let request = |(key, (count, text)): (u64, (u64, String))| {
            model.read_text(&text, &mut scratch);
            let direction = scratch.embedding.direction().to_vec();
            Request { key, count, text, direction }
        };
        Sample { kept: self.kept.into_iter().map(request).collect(), seen: self.seen }
    }
}

/// The first words of a text: a page of them names no topic better than its beginning, and would be carried along.
fn beginning(text: &str) -> &str {
    let blanks = text.char_indices().filter(|(_, letter)| letter.is_whitespace());
    blanks.take(LONGEST).nth(LONGEST - 1).map_or(text, |(end, _)| &text[..end])
}

/// A masked text whose tokens have no numbers: these go by the order of the data.
pub fn without_numbers(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, from)) = rest.split_once('[') {
        out.push_str(before);
        out.push('[');
        rest = from;
        let inner = from.split(']').next().unwrap_or_default();
        let name = inner.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches(' ');
        let is_token = name.len() + 1 < inner.len()
            && from.len() > inner.len()
            && !name.is_empty()
            && name.bytes().all(|byte| byte.is_ascii_uppercase() || matches!(byte, b'_' | b' '));
        if is_token {
            out.push_str(name);
            rest = &from[inner.len()..];
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::text::model::tiny;

    use super::*;

    fn model() -> Model {
        Model::read(tiny::file(&tiny::sections())).unwrap()
    }

    fn sample<'t>(model: &Model, texts: impl IntoIterator<Item = &'t String>) -> Sample {
        let (mut gatherer, mut scratch) = (Gatherer::default(), Scratch::default());
        for text in texts {
            model.read_text(text, &mut scratch);
            gatherer.add(text, &scratch);
        }
        gatherer.finish(model)
    }

    #[test]
    fn the_numbers_of_masked_tokens_go() {
        for (text, without) in [
            ("mail [EMAIL 3] or [PHONE 12]?", "mail [EMAIL] or [PHONE]?"),
            ("[ORDER NUMBER 4]", "[ORDER NUMBER]"),
            ("see [1] and [b 2] [", "see [1] and [b 2] ["),
            ("[EMAIL 3", "[EMAIL 3"),
            ("plain", "plain"),
        ] {
            assert_eq!(without_numbers(text), without);
        }
    }

    #[test]
    fn the_same_words_are_one_request() {
        let model = model();
        let texts =
            ["Order?", "order", "[EMAIL 1] order", "[EMAIL 7] Order!", "[EMAIL 2]", "..."].map(str::to_owned);
        let sample = sample(&model, &texts);
        let mut counts: Vec<(u64, &str)> =
            sample.kept.iter().map(|request| (request.count, request.text.as_str())).collect();
        counts.sort_unstable();
        assert_eq!((sample.seen, counts), (4, vec![(2, "Order?"), (2, "[EMAIL] Order!")]));
    }

    proptest! {
        #[test]
        fn shards_in_any_order_give_the_sample_of_all(
            texts in prop::collection::vec("[a-d]{1,2}[?]?", 0..60), of in 1..5_usize, turn in 0..5_usize
        ) {
            let model = model();
            let whole = sample(&model, &texts);
            let mut merged = Sample::default();
            for shard in (0..of).map(|shard| (shard + turn) % of) {
                merged.merge(sample(&model, texts.iter().skip(shard).step_by(of)));
            }
            prop_assert_eq!(merged, whole);
        }
    }
}
