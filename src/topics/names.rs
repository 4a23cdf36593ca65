//! Names of topics: the phrases that stand out in them.
//!
//! A phrase stands out in a topic by the share of the topic's requests that have it, times the logarithm of how rare
//! it is in all (class-based TF-IDF, Grootendorst 2022, here by requests instead of words); longer phrases say more
//! than their words, so they count more. A name is the phrase that stands out most; where that is in few of the
//! requests, or a single word, another follows.

use std::collections::HashMap;

use crate::order::sort_by;

use super::words::{LONGEST, Stop};

/// What a phrase of one, two and three words counts that say something.
const OF_LENGTH: [f64; LONGEST] = [1.0, 1.5, 1.7];

/// Phrases of a topic from which its name is chosen.
const CANDIDATES: usize = 8;

/// What stands between the two parts of a name.
pub const BETWEEN: &str = " / ";

/// A second part must stand out so much of the first.
const SECOND: f64 = 0.35;

/// A phrase that is in so much of a topic's requests names it alone, if it has more than one word.
const ALONE: f64 = 0.4;

/// A longer phrase is taken that is so frequent beside the shorter one.
const FULLER: f64 = 0.6;

/// Different requests that a phrase of a name is in, at least.
const SHARED: u32 = 2;

/// Letters by which two words are the same in other forms.
const STEM: usize = 3;

/// The phrases of some requests by the group that they are in.
pub struct Phrases {
    texts: Vec<(String, u8)>,
    /// In how many requests each is, weighted.
    of_all: Vec<u64>,
    /// In how many different requests each is.
    said: Vec<u32>,
    /// The weight of all requests.
    whole: u64,
    /// Of each group the phrases, ascending, with their weights.
    of_groups: Vec<Counts>,
}

/// Phrases of a topic with their weights, and the weight of its requests.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    phrases: Vec<(u32, u64)>,
    weight: u64,
}

/// A phrase that stands out.
#[derive(Clone, Debug)]
pub struct Candidate {
    text: String,
    words: usize,
    score: f64,
    /// Which share of the topic's requests has it.
    share: f64,
}

impl Phrases {
    /// The phrases of requests, each with its weight and its group.
    pub fn of<'t>(requests: impl Iterator<Item = (&'t str, u64, Option<u32>)>, groups: usize) -> Self {
        let (stop, mut numbers) = (Stop::default(), HashMap::new());
        let mut all = Self {
            texts: Vec::new(),
            of_all: Vec::new(),
            said: Vec::new(),
            whole: 0,
            of_groups: vec![Counts::default(); groups],
        };
        let mut own: Vec<u32> = Vec::new();
        for (text, weight, group) in requests {
            own.clear();
            stop.phrases(text, |phrase, words| {
                let next = all.texts.len() as u32;
                let number = *numbers.entry(phrase.to_owned()).or_insert(next);
                if number == next {
                    all.texts.push((phrase.to_owned(), words as u8));
                    all.of_all.push(0);
                    all.said.push(0);
                }
                own.push(number);
            });
            own.sort_unstable();
            own.dedup();
            all.whole += weight;
            for phrase in &own {
                all.of_all[*phrase as usize] += weight;
                all.said[*phrase as usize] += 1;
            }
            if let Some(counts) = group.and_then(|group| all.of_groups.get_mut(group as usize)) {
                counts.weight += weight;
                counts.phrases.extend(own.iter().map(|phrase| (*phrase, weight)));
            }
        }
        all.of_groups.iter_mut().for_each(Counts::close);
        all
    }

    /// What was counted of a group; it is given away.
    pub fn take(&mut self, group: usize) -> Counts {
        std::mem::take(&mut self.of_groups[group])
    }

    /// The phrases that stand out in a topic, first those that do most.
    pub fn outstanding(&self, counts: &Counts) -> Vec<Candidate> {
        let mut best: Vec<(f64, u32, f64)> = Vec::new();
        // What one request alone says is somebody's words, and no name.
        let shared = counts.phrases.iter().filter(|(phrase, _)| self.said[*phrase as usize] >= SHARED);
        for (phrase, weight) in shared {
            let share = *weight as f64 / counts.weight.max(1) as f64;
            let rare = self.whole as f64 / self.of_all[*phrase as usize].max(1) as f64;
            let words = usize::from(self.texts[*phrase as usize].1);
            let score = share * libm::log(1.0 + rare) * OF_LENGTH[words - 1];
            let at = best.partition_point(|(better, ..)| *better >= score);
            if at < CANDIDATES {
                best.insert(at, (score, *phrase, share));
                best.truncate(CANDIDATES);
            }
        }
        let candidate = |(score, phrase, share): (f64, u32, f64)| {
            let (text, words) = &self.texts[phrase as usize];
            Candidate { text: text.clone(), words: usize::from(*words), score, share }
        };
        best.into_iter().map(candidate).collect()
    }
}

impl Counts {
    /// Adds up what stands several times.
    fn close(&mut self) {
        sort_by(&mut self.phrases, |one, two| one.0.cmp(&two.0));
        self.phrases.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            kept.1 += if same { next.1 } else { 0 };
            same
        });
    }

    /// What two topics have together.
    pub fn joined(mut self, other: Self) -> Self {
        self.weight += other.weight;
        self.phrases.extend(other.phrases);
        self.close();
        self
    }
}

/// Names of a topic, the best first, by what stands out in it; each with fewer words in common with the ones before.
pub fn names(candidates: &[Candidate]) -> Vec<String> {
    let Some(first) = candidates.first() else { return Vec::new() };
    // A longer phrase that is nearly as frequent says the same, and more.
    let fuller = candidates.iter().find(|other| {
        other.words > first.words
            && is_within(&first.text, &other.text)
            && other.share >= first.share * FULLER
    });
    let first = fuller.unwrap_or(first);
    let mut others: Vec<&Candidate> =
        candidates.iter().filter(|other| !shares_words(&first.text, &other.text)).collect();
    sort_by(&mut others, |one, two| two.score.total_cmp(&one.score));
    let both = |other: &&Candidate| format!("{}{BETWEEN}{}", first.text, other.text);
    let second = others.first().filter(|other| other.score >= first.score * SECOND);
    let is_enough = first.words > 1 && first.share >= ALONE || second.is_none();
    let mut names = Vec::new();
    if is_enough {
        names.push(first.text.clone());
    }
    names.extend(others.iter().map(both));
    names
}

/// A name in plain words: the phrase that stands out most, with the next one where it is a single word.
pub fn plain_name(candidates: &[Candidate]) -> String {
    let Some(first) = candidates.first() else { return String::new() };
    let fuller = candidates.iter().find(|other| {
        other.words > first.words
            && is_within(&first.text, &other.text)
            && other.share >= first.share * FULLER
    });
    let first = fuller.unwrap_or(first);
    let second = candidates
        .iter()
        .find(|other| !shares_words(&first.text, &other.text) && other.share >= first.share * FULLER);
    match second.filter(|_| first.words == 1) {
        Some(second) => format!("{} {}", first.text, second.text),
        None => first.text.clone(),
    }
}

/// Whether all words of a phrase stand together in another.
fn is_within(phrase: &str, other: &str) -> bool {
    let (phrase, other): (Vec<&str>, Vec<&str>) = (phrase.split(' ').collect(), other.split(' ').collect());
    other.windows(phrase.len()).any(|part| part == phrase)
}

fn shares_words(one: &str, other: &str) -> bool {
    let same = |one: &str, other: &str| {
        let stem = |word: &str| word.chars().take(STEM).collect::<String>();
        one == other
            || one.chars().count() >= STEM && other.chars().count() >= STEM && stem(one) == stem(other)
    };
    let parts = |phrase: &str| phrase.split([' ', '-']).map(str::to_owned).collect::<Vec<_>>();
    let theirs = parts(other);
    parts(one).iter().any(|our| theirs.iter().any(|their| same(our, their)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(requests: &[(&str, u32)], group: usize) -> Vec<String> {
        let groups = requests.iter().map(|(_, group)| *group as usize + 1).max().unwrap_or(0);
        let mut phrases = Phrases::of(requests.iter().map(|(text, group)| (*text, 1, Some(*group))), groups);
        let counts = phrases.take(group);
        names(&phrases.outstanding(&counts))
    }

    #[test]
    fn a_name_is_what_stands_out() {
        let requests = [
            ("what is the exchange rate today", 0),
            ("the exchange rate was wrong", 0),
            ("is your exchange rate good", 0),
            ("my card was lost", 1),
            ("lost my card", 1),
            ("card rate", 1),
        ];
        assert_eq!(named(&requests, 0)[0], "exchange rate");
        assert!(named(&requests, 1)[0].contains("card"), "{:?}", named(&requests, 1));
        assert!(named(&[("is it", 0)], 0).is_empty());
    }

    #[test]
    fn what_two_topics_have_adds_up() {
        let requests = [("red card", 0), ("blue card", 1), ("red card", 1)];
        let mut phrases = Phrases::of(requests.iter().map(|(text, group)| (*text, 2, Some(*group))), 2);
        let joined = phrases.take(0).joined(phrases.take(1));
        assert_eq!(joined.weight, 6);
        let weight = |text: &str| {
            joined
                .phrases
                .iter()
                .find(|(phrase, _)| phrases.texts[*phrase as usize].0 == text)
                .map(|(_, w)| *w)
        };
        assert_eq!((weight("card"), weight("red card"), weight("blue")), (Some(6), Some(4), Some(2)));
    }
}
