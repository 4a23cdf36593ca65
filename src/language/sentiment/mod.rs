//! How the speaker feels about the matter, −1 to 1: rules of words, and a head that weighs what they see with
//! what the sentence means.
//!
//! Politeness is no feeling and a topic is none: "I want a refund please" is neutral. Only what is written
//! counts; who speaks and what was said before do not. Without the sentence's meaning (no table, or a language
//! that the table does not know) the rules decide alone; emoji count in every language.

mod head;
mod lexicon;
mod rules;
mod tokens;

pub use rules::Verdict;

use super::labels::SentimentClass;
use crate::binary::In;

/// The version of the section that is understood.
const VERSION: u64 = 1;

/// What is needed to tell sentiment: words with their valence, and weights.
#[derive(Debug)]
pub struct Sentiment {
    lexicon: lexicon::Lexicon,
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
        let lexicon = lexicon::Lexicon::read(&mut from)?;
        let head = head::Head::read(&mut from)?;
        from.0.is_empty().then_some(Self { lexicon, head })
    }

    /// How the writer of a masked text feels. `meaning` is the text's embedding, in 8192ths.
    pub fn score(&self, text: &str, meaning: Option<&[i16]>) -> Feeling {
        let reading = rules::read(text, &self.lexicon, |_, _| {});
        Feeling { hundredths: self.head.hundredths(&reading, meaning) }
    }

    /// What the published rules alone say, on the published valences.
    pub fn verdict(&self, text: &str) -> Verdict {
        rules::read(text, &self.lexicon, |_, _| {}).published
    }

    /// The figures of the rules that the head weighs, for training.
    pub fn features(&self, text: &str) -> Vec<f64> {
        head::features(&rules::read(text, &self.lexicon, |_, _| {})).to_vec()
    }

    /// The words that decided, in the order in which they stand. What the sentence means as a whole has no
    /// place in it.
    pub fn words(&self, text: &str) -> Vec<FeltWord> {
        let mut words = Vec::new();
        rules::read(text, &self.lexicon, |token, valence| {
            let hundredths = (valence.clamp(-4.0, 4.0) * 25.0).round() as i8;
            words.push(FeltWord { start: token.start as usize, end: token.end as usize, hundredths });
        });
        words
    }
}
