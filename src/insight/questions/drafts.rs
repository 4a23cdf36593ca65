//! What can be made of a question at which the bot failed: training phrases, and an entry for a knowledge base. Both
//! are drafts in masked words of people.

use crate::{conversation::Named, insight::knowledge::hash, order::sort_by, text::model::Sketch};

/// Different texts of a question that are kept: those whose hashes are the least, so that any split keeps the same.
const KEPT: usize = 64;

/// Phrases of a question at most.
const PHRASES: usize = 15;

/// In so many of 256 signs a phrase differs from the typical one at most, and from each other one at least.
const FARTHEST: u32 = 104;
const NEAREST: u32 = 16;

/// In so many signs texts differ that mean nearly the same.
const ALIKE: u32 = 70;

/// Letters of an example at most.
const LETTERS: usize = 72;

/// Words that a phrase must have beside masked ones.
const WORDS: usize = 2;

/// Some different texts with how often each was said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    /// By the hash of what is compared, ascending.
    by: Vec<(u64, Said)>,
    /// All that was said, that which is not kept too.
    pub n: u64,
}

/// A text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Said {
    text: String,
    n: u64,
    /// How often by an agent.
    agent: u64,
    sketch: Sketch,
}

/// What was gathered of a question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gathered {
    /// Wordings at which the bot failed.
    pub wordings: Texts,
    /// What was answered in resolved conversations.
    pub answers: Texts,
    /// Languages of those wordings.
    pub spoken: Named<u64>,
}

crate::frozen! {
    Texts { by, n }
    Said { text, n, agent, sketch }
    Gathered { wordings, answers, spoken }
}

/// The answer that stands for all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer<'t> {
    /// Its masked text.
    pub text: &'t str,
    /// Whether an agent mostly gave it.
    pub by_agent: bool,
    /// Answers that mean nearly the same, and all that are kept.
    pub alike: (u64, u64),
}

impl Texts {
    /// Takes in a masked text without the numbers of its tokens; `folded` is it for comparing.
    pub fn add(&mut self, folded: &str, text: &str, by_agent: bool, sketch: Sketch) {
        self.n += 1;
        let said = Said { text: text.to_owned(), n: 1, agent: u64::from(by_agent), sketch };
        self.take(hash(folded), &said);
    }

    fn take(&mut self, key: u64, said: &Said) {
        let at = self.by.partition_point(|(other, _)| *other < key);
        if let Some((_, known)) = self.by.get_mut(at).filter(|(other, _)| *other == key) {
            known.n += said.n;
            known.agent += said.agent;
            if said.text < known.text {
                (known.text, known.sketch) = (said.text.clone(), said.sketch);
            }
        } else if at < KEPT {
            self.by.insert(at, (key, said.clone()));
            self.by.truncate(KEPT);
        }
    }

    /// Takes in what another has gathered.
    pub fn merge(&mut self, other: &Self) {
        self.n += other.n;
        other.by.iter().for_each(|(key, said)| self.take(*key, said));
    }

    fn all(&self) -> Vec<&Said> {
        self.by.iter().map(|(_, said)| said).collect()
    }

    /// The text that is nearest to all others, by how often they were said.
    fn typical<'t>(all: &[&'t Said]) -> Option<&'t Said> {
        let near = |one: &Said| {
            let signs = |other: &&Said| u64::from(256 - one.sketch.distance(other.sketch).min(256)) * other.n;
            all.iter().map(signs).sum::<u64>()
        };
        let mut best: Option<(&Said, u64)> = None;
        for said in all {
            let near = near(said);
            if best.is_none_or(|(known, most)| near > most || near == most && said.text < known.text) {
                best = Some((said, near));
            }
        }
        best.map(|(said, _)| said)
    }

    /// Training phrases with how often each was said: the typical one, then those that are farthest from the ones
    /// before.
    pub fn phrases(&self) -> Vec<(&str, u64)> {
        let mut left = self.all();
        left.retain(|said| words(&said.text) >= WORDS);
        sort_by(&mut left, |one, two| two.n.cmp(&one.n).then_with(|| one.text.cmp(&two.text)));
        let Some(first) = Self::typical(&left).map(|first| first.sketch) else { return Vec::new() };
        let Some(at) = left.iter().position(|said| said.sketch == first) else { return Vec::new() };
        let mut chosen = vec![left.remove(at)];
        left.retain(|said| said.sketch.distance(first) <= FARTHEST);
        while chosen.len() < PHRASES {
            let apart = |said: &Said| {
                chosen.iter().map(|known| known.sketch.distance(said.sketch)).min().unwrap_or(0)
            };
            let mut next: Option<(usize, u32)> = None;
            for (at, said) in left.iter().enumerate() {
                let far = apart(said);
                if far >= NEAREST && next.is_none_or(|(_, farthest)| far > farthest) {
                    next = Some((at, far));
                }
            }
            let Some((at, _)) = next else { break };
            chosen.push(left.remove(at));
        }
        chosen.into_iter().map(|said| (said.text.as_str(), said.n)).collect()
    }

    /// The answer that stands for all; none where nothing was answered.
    pub fn answer(&self) -> Option<Answer<'_>> {
        let all = self.all();
        let typical = Self::typical(&all)?;
        let alike = all.iter().filter(|said| said.sketch.distance(typical.sketch) <= ALIKE);
        let (n, agent) = alike.fold((0, 0), |sum, said| (sum.0 + said.n, sum.1 + said.agent));
        let all = all.iter().map(|said| said.n).sum();
        Some(Answer { text: &typical.text, by_agent: agent * 2 > n, alike: (n, all) })
    }

    /// Some wordings as examples, none of them the one that is shown already; long ones are cut.
    pub fn examples(&self, shown: &str, most: usize) -> Vec<String> {
        let others = self.phrases().into_iter().filter(|(text, _)| *text != shown);
        let cut = |text: &str| match text.char_indices().nth(LETTERS) {
            Some((end, _)) => format!("{}…", text[..end].trim_end()),
            None => text.to_owned(),
        };
        others.take(most).map(|(text, _)| cut(text)).collect()
    }
}

impl Gathered {
    /// Takes in what another has gathered.
    pub fn merge(&mut self, other: &Self) {
        self.wordings.merge(&other.wordings);
        self.answers.merge(&other.answers);
        for (name, n) in other.spoken.iter() {
            *self.spoken.entry(name.clone()).or_default() += n;
        }
    }

    /// The language that most of its wordings are in; English where none is heard.
    pub fn language(&self) -> &str {
        let mut best: Option<(&str, u64)> = None;
        for (name, n) in self.spoken.iter() {
            if best.is_none_or(|(_, most)| *n > most) {
                best = Some((name, *n));
            }
        }
        best.map_or("en", |(name, _)| name)
    }
}

/// Words beside masked ones.
fn words(text: &str) -> usize {
    let mut rest = text;
    let mut n = 0;
    while !rest.is_empty() {
        let (before, masked) = rest.split_once('[').unwrap_or((rest, ""));
        n += before.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count();
        rest = masked.split_once(']').map_or("", |(_, behind)| behind);
    }
    n
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(all: &[(&str, u64, u64)]) -> Texts {
        let mut texts = Texts::default();
        for (text, bits, n) in all {
            for _ in 0..*n {
                texts.add(text, text, false, Sketch([*bits, 0, 0, 0]));
            }
        }
        texts
    }

    #[test]
    fn phrases_begin_with_the_typical_one_and_go_apart() {
        let all = texts(&[
            ("where is it", 0, 5),
            ("where is it now", 0x3, 1),
            ("has it left you", 0xff_ffff, 1),
            ("is it on its way", 0xfff_0000, 1),
            ("[ORDER] late", 0, 9),
        ]);
        let phrases: Vec<&str> = all.phrases().into_iter().map(|(text, _)| text).collect();
        assert_eq!(phrases, ["where is it", "has it left you"]);
        assert_eq!(words("[ORDER NUMBER] is late [x"), 2);
    }

    #[test]
    fn what_is_kept_is_the_same_in_any_split() {
        let all: Vec<String> = (0..200).map(|at| format!("text number {at}")).collect();
        let of = |part: &mut dyn Iterator<Item = &String>| {
            let mut texts = Texts::default();
            part.for_each(|text| texts.add(text, text, true, Sketch([text.len() as u64, 0, 0, 0])));
            texts
        };
        let whole = of(&mut all.iter().chain(&all));
        let mut split = of(&mut all.iter().rev());
        split.merge(&of(&mut all.iter().skip(100)));
        split.merge(&of(&mut all.iter().take(100)));
        assert_eq!(whole, split);
        assert_eq!((whole.by.len(), whole.n), (KEPT, 400));
        assert!(whole.answer().unwrap().by_agent);
    }
}
