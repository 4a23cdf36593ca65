//! Phrases of one to three words as customers write them, that a topic can be named by.
//!
//! A phrase neither begins nor ends with a word that says nothing by itself; it holds no number and no masked token,
//! and no punctuation stands in it.

/// Words that say nothing by themselves, in the languages whose rules are known.
const STOP: &str = include_str!("stop.txt");

/// Words of a phrase at most.
pub const LONGEST: usize = 3;

/// Characters of a word at most; what is longer is no word.
const LONGEST_WORD: usize = 30;

/// The words that say nothing by themselves.
#[derive(Debug)]
pub struct Stop(Vec<&'static str>);

impl Default for Stop {
    fn default() -> Self {
        let mut words: Vec<&str> = STOP.split_whitespace().collect();
        words.sort_unstable();
        Self(words)
    }
}

impl Stop {
    fn has(&self, word: &str) -> bool {
        word.chars().count() < 2 || self.0.binary_search(&word).is_ok()
    }

    /// Shows the phrases of a text, in lower case, with how many words of each say something.
    pub fn phrases(&self, text: &str, mut show: impl FnMut(&str, usize)) {
        let lower = crate::text::lowered(text).replace('’', "'");
        let mut run: Vec<&str> = Vec::new();
        let mut rest: &str = &lower;
        while !rest.is_empty() {
            let (word, parts, next) = next_word(rest);
            if !word.is_empty() {
                run.push(word);
            }
            if parts || next.is_empty() {
                self.of_run(&run, &mut show);
                run.clear();
            }
            rest = next;
        }
    }

    fn of_run(&self, run: &[&str], show: &mut impl FnMut(&str, usize)) {
        let mut phrase = String::new();
        for start in 0..run.len() {
            if self.has(run[start]) {
                continue;
            }
            phrase.clear();
            let mut telling = 0;
            for word in run[start..].iter().take(LONGEST) {
                if !phrase.is_empty() {
                    phrase.push(' ');
                }
                phrase.push_str(word);
                if !self.has(word) {
                    telling += 1;
                    show(&phrase, telling);
                }
            }
        }
    }
}

/// The next word, whether something parts it from what comes behind, and the rest.
fn next_word(text: &str) -> (&str, bool, &str) {
    if let Some(masked) = text.strip_prefix('[')
        && let Some(end) = masked.find(']')
    {
        return ("", true, &masked[end + 1..]);
    }
    let is_of_word = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '-');
    let end = text.find(|c: char| !is_of_word(c)).unwrap_or(text.len());
    let (word, rest) = text.split_at(end);
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    let is_word = !word.chars().any(|c| c.is_ascii_digit()) && word.chars().count() <= LONGEST_WORD;
    if end > 0 {
        return if is_word { (word, false, rest) } else { ("", true, rest) };
    }
    let mut chars = rest.chars();
    let parts = chars.next().is_some_and(|c| !c.is_whitespace());
    ("", parts, chars.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrases(text: &str) -> Vec<String> {
        let mut all = Vec::new();
        Stop::default().phrases(text, |phrase, _| all.push(phrase.to_owned()));
        all
    }

    #[test]
    fn phrases_begin_and_end_with_words_that_say_something() {
        assert_eq!(phrases("Where is my Refund delay?"), ["refund", "refund delay", "delay"]);
        assert_eq!(phrases("change of address"), ["change", "change of address", "address"]);
        assert_eq!(phrases("card, arrival [EMAIL 3] lost"), ["card", "arrival", "lost"]);
        assert_eq!(phrases("order 12345 late"), ["order", "late"]);
        assert_eq!(phrases("pre-paid – 'gift' card"), ["pre-paid", "gift", "gift card", "card"]);
        assert!(
            phrases("").is_empty() && phrases("[").is_empty() && phrases("can I have it, please").is_empty()
        );
    }
}
