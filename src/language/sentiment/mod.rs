//! How the speaker feels about the matter, −1 to 1: rules of words, and a head that weighs what they see with
//! what the sentence means.
//!
//! Politeness is no feeling and a topic is none: "I want a refund please" is neutral. Only what is written
//! counts; who speaks and what was said before do not. Without the sentence's meaning (no table) a head of its own
//! weighs what the rules see. German, French, Spanish, Italian, Portuguese and Dutch have words of their own, and
//! the same rules; in other languages than these emoji alone count.

mod head;
mod lexicon;
mod rules;
mod tokens;

pub use rules::Verdict;

use lexicon::{Emoji, Lexicon};
use rules::Reading;

use super::{Language, labels::SentimentClass};
use crate::binary::In;

/// The version of the section that is understood.
const VERSION: u64 = 2;

/// What is needed to tell sentiment: words with their valence, and weights.
#[derive(Debug)]
pub struct Sentiment {
    english: Lexicon,
    others: Vec<(Language, Lexicon)>,
    nothing: Lexicon,
    emoji: Emoji,
    head: head::Head,
}

/// How somebody feels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Feeling {
    /// −100 to 100.
    pub hundredths: i8,
}

impl Feeling {
    /// Negative, neutral or positive.
    pub const fn class(self) -> SentimentClass {
        SentimentClass::of(self.hundredths)
    }
}

/// What the language model makes of a text.
#[derive(Clone, Copy, Debug)]
pub struct Sense<'m> {
    /// What it means, as a direction of length 8192.
    pub meaning: &'m [i16],
    /// How the heads think that the speaker feels, −1 to 1.
    pub feeling: f64,
}

/// A word that says how somebody feels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FeltWord {
    /// Where it stands, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// What it adds, as it stands there (negated, strengthened), −100 to 100.
    pub hundredths: i8,
}

impl Sentiment {
    /// From the model's section `sentiment`; `None` where the bytes do not hold one.
    pub fn read(section: &[u8]) -> Option<Self> {
        let mut from = In(section);
        if from.number()? != VERSION {
            return None;
        }
        let english = Lexicon::read(&mut from)?;
        let emoji = Emoji::read(&mut from, &english)?;
        let mut others = Vec::new();
        for _ in 0..from.number()? {
            others.push(Lexicon::read_other(&mut from)?);
        }
        let head = head::Head::read(&mut from)?;
        from.0.is_empty().then_some(Self { english, others, nothing: Lexicon::empty(), emoji, head })
    }

    /// How the writer of a masked text feels. `sense` is what the language model makes of it; it counts in
    /// English only. A text of unknown language is taken for English.
    pub fn score(&self, text: &str, language: Option<Language>, sense: Option<Sense<'_>>) -> Feeling {
        let mut said = head::Said::default();
        let english = is_english(language);
        let sense = self.head.usable(sense).filter(|_| english);
        let reading = rules::read(text, self.lexicon(language), &self.emoji, |token, _| {
            if english {
                self.head.hear(&mut said, token.hash, sense.is_some());
            }
        });
        let hundredths = match (reading.n_words, english) {
            (0, _) => 0,
            (_, true) => self.head.hundredths(&reading, &said, sense),
            (_, false) => head::rounded(reading.ours.compound),
        };
        Feeling { hundredths }
    }

    /// Whether it knows words of a language; of others it reads emoji alone.
    pub fn reads(&self, language: Language) -> bool {
        language == Language::English || self.others.iter().any(|(other, _)| *other == language)
    }

    /// What the published rules alone say of an English text, on the published valences.
    pub fn verdict(&self, text: &str) -> Verdict {
        self.reading(text, None).published
    }

    /// The figures of an English text that the head weighs, for training; that of the language model is nought.
    pub fn features(&self, text: &str) -> Vec<f64> {
        head::features(&self.reading(text, None), 0.0).to_vec()
    }

    /// The places that the words of an English text and their pairs have among so many weights, for training.
    pub fn places(&self, text: &str, n_weights: usize) -> Vec<usize> {
        let mut pairs = head::Pairs::default();
        let tokens = tokens::Tokens::new(text, &self.english, &self.emoji);
        tokens.flat_map(|token| pairs.next(token.hash, n_weights)).flatten().collect()
    }

    /// The words that decided, in the order in which they stand. What the sentence means as a whole has no
    /// place in it.
    pub fn words(&self, text: &str, language: Option<Language>) -> Vec<FeltWord> {
        let mut words = Vec::new();
        rules::read(text, self.lexicon(language), &self.emoji, |token, valence| {
            let hundredths = head::rounded(valence / 4.0);
            if hundredths != 0 {
                words.push(FeltWord { start: token.start as usize, end: token.end as usize, hundredths });
            }
        });
        words
    }

    fn reading(&self, text: &str, language: Option<Language>) -> Reading {
        rules::read(text, self.lexicon(language), &self.emoji, |_, _| {})
    }

    /// The words of a language; none of most.
    fn lexicon(&self, language: Option<Language>) -> &Lexicon {
        if is_english(language) {
            return &self.english;
        }
        let other = self.others.iter().find(|(other, _)| Some(*other) == language);
        other.map_or(&self.nothing, |(_, lexicon)| lexicon)
    }
}

fn is_english(language: Option<Language>) -> bool {
    matches!(language, None | Some(Language::English))
}
