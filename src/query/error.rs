//! What cannot be read of a filter, and where.

use std::fmt;

use crate::{ingest::Sentence, text::lowered};

/// What is wrong with a filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// No field has this name.
    UnknownField(String),
    /// The field has a list of values, and this is none of them.
    UnknownValue(String),
    /// A colon or comparison without a value.
    NoValue,
    /// A quote is opened and not closed.
    OpenQuote,
    /// A number was expected.
    NotANumber(String),
    /// A day as `YYYY-MM-DD` was expected.
    NotADay(String),
    /// `<` or `>` at a field that has no order.
    NoOrder,
    /// The range ends before it begins.
    Backwards,
    /// A stretch of time such as `24h` was expected.
    NotASpan(String),
    /// A bracket is opened and not closed.
    OpenBracket,
    /// A bracket is closed that was not opened.
    StrayBracket,
    /// Nothing stands on one side of “or”, behind “not”, or in brackets.
    NothingThere,
    /// Brackets within brackets beyond what is read.
    TooDeep,
    /// Who says it: `user`, `bot` or `agent` was expected.
    NotASpeaker(String),
    /// What stands before “then” is not something that is said.
    NotSaid,
    /// A pattern is opened and not closed.
    OpenPattern,
    /// A pattern that means nothing, or too much.
    BadPattern,
    /// A way from state to state that says none.
    NotAPath(String),
    /// A step of a funnel that asks for steps of its own, or one too many.
    NotAFunnel(String),
}

impl Problem {
    /// The sentence, with `{what}` where the user's own word belongs.
    pub fn template(&self) -> &'static str {
        match self {
            Self::UnknownField(_) => {
                "There is no field “{what}”. To look for these words, put them in quotes."
            }
            Self::UnknownValue(_) => "“{what}” is not a value of this field.",
            Self::NoValue => "A value is missing here.",
            Self::OpenQuote => "This quote is not closed.",
            Self::NotANumber(_) => "“{what}” is not a number. Write 3, 3..10 or >=3.",
            Self::NotADay(_) => "“{what}” is not a day. Write 2026-03-02, or a range 2026-03-02..2026-03-14.",
            Self::NoOrder => "This field has no order; use a colon.",
            Self::Backwards => "The range ends before it begins.",
            Self::NotASpan(_) => "“{what}” is not a stretch of time. Write 5m, 24h, 7d or 4w.",
            Self::OpenBracket => "This bracket is not closed.",
            Self::StrayBracket => "This bracket was not opened.",
            Self::NothingThere => {
                "A condition is missing here. To look for the word itself, put it in quotes."
            }
            Self::TooDeep => "There are too many brackets within brackets here.",
            Self::NotASpeaker(_) => "“{what}” is not somebody who speaks. Write user, bot or agent.",
            Self::NotSaid => {
                "Before “then” stands something that is said: words, or any(bot: words). To turn the whole round, write -(… then …)."
            }
            Self::OpenPattern => {
                "This pattern is not closed. It ends with / before a blank; a / inside it needs a backslash before it. To look for words with a /, put them in quotes."
            }
            Self::NotAFunnel(_) => {
                "“{what}” cannot be a step here: there is room for 12, and a step asks for no funnel of its own."
            }
            Self::NotAPath(_) => {
                "“{what}” is not a way from state to state. Write states between >, such as order_status > fallback, all of it in quotes."
            }
            Self::BadPattern => {
                "The pattern means nothing here, or asks for too much: brackets must close, * + ? and {} follow something, and repetitions stay small."
            }
        }
    }

    /// The user's own word, if the sentence has a place for it.
    pub fn what(&self) -> &str {
        match self {
            Self::UnknownField(what)
            | Self::UnknownValue(what)
            | Self::NotANumber(what)
            | Self::NotADay(what)
            | Self::NotASpan(what)
            | Self::NotASpeaker(what)
            | Self::NotAPath(what)
            | Self::NotAFunnel(what) => what,
            Self::NoValue
            | Self::OpenQuote
            | Self::NoOrder
            | Self::Backwards
            | Self::OpenBracket
            | Self::StrayBracket
            | Self::NothingThere
            | Self::TooDeep
            | Self::NotSaid
            | Self::OpenPattern
            | Self::BadPattern => "",
        }
    }
}

/// Why a filter cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilterError {
    /// The character it stands at, from 0.
    pub at: usize,
    /// What is wrong.
    pub problem: Problem,
    /// What was probably meant.
    pub suggestion: Option<String>,
}

impl fmt::Display for FilterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.sentence().fmt(f)?;
        match &self.suggestion {
            Some(suggestion) => write!(f, " Did you mean “{suggestion}”?"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for FilterError {}

impl FilterError {
    /// What is wrong, for a reader of any language.
    pub fn sentence(&self) -> Sentence {
        Sentence::of(self.problem.template()).plain("what", self.problem.what())
    }
}

/// The known word nearest to one, if it is near enough to be meant.
pub(super) fn nearest<'w>(word: &str, known: impl Iterator<Item = &'w str>) -> Option<String> {
    let word = lowered(word);
    let most = (word.chars().count() / 3).max(1);
    known
        .map(|known| (distance(&word, known), known))
        .filter(|(distance, known)| *distance <= most || word.len() >= 2 && known.starts_with(&word))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, known)| known.to_owned())
}

/// Letters to insert, delete, replace or swap with their neighbour to get from one word to another.
fn distance(one: &str, two: &str) -> usize {
    let (one, two): (Vec<char>, Vec<char>) = (one.chars().collect(), two.chars().collect());
    let mut before_last = Vec::new();
    let mut last: Vec<usize> = (0..=two.len()).collect();
    for i in 0..one.len() {
        let mut row = vec![i + 1];
        for j in 0..two.len() {
            let replaced = last[j] + usize::from(one[i] != two[j]);
            let mut cost = replaced.min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && one[i] == two[j - 1] && one[i - 1] == two[j] {
                let swapped: &Vec<usize> = &before_last;
                cost = cost.min(swapped[j - 1] + 1);
            }
            row.push(cost);
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last[two.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typos_find_the_word_and_other_words_do_not() {
        let known = ["outcome", "channel", "rating"];
        let near = |word| nearest(word, known.into_iter());
        assert_eq!(near("outcom").as_deref(), Some("outcome"));
        assert_eq!(near("chanel").as_deref(), Some("channel"));
        assert_eq!(near("ratnig").as_deref(), Some("rating"));
        assert_eq!(near("cha").as_deref(), Some("channel"));
        assert_eq!(near("weather"), None);
        assert_eq!(near(""), None);
    }
}
