//! Listens to utterances as they come: the rules first, then the model where it is there.
//!
//! What it remembers of a conversation is its latest message, and the user's latest, so that the next is read
//! after them. Conversations may come in any order between each other.

use std::{collections::HashMap, hash::Hasher, sync::Arc};

use siphasher::sip128::{Hasher128, SipHasher13};

use super::{
    Heard, Identifier, Language, Marks, Sentiment, mark,
    reading::{Before, Label, Said},
    understanding::{Probability, Understanding},
};
use crate::{
    conversation::Role,
    order::sort_by,
    size,
    text::model::{Model, Refusal, Sketch},
};

/// Two texts of one speaker, one after the other, are the same matter said again if their sketches differ in
/// at most this many of 256 signs; those of texts that have nothing to do with each other differ in about
/// half. Of the rephrasings of the generated shop two in three are as near, and one in sixty of the other
/// turns; of questions to a bank with one intent 55 in a hundred, of two intents fewer than two.
const REPHRASED: u32 = 88;

/// Messages that are remembered, so that none of them is read twice.
const REPEATED: usize = 8192;

/// Words that a message needs to be held against another.
const ENOUGH: usize = 3;

/// Whether two texts say the same in other words, by their sketches. Of a text without meaning (no known
/// word) nothing is claimed.
fn is_rephrase(one: Sketch, other: Sketch) -> bool {
    one != Sketch::default() && other != Sketch::default() && one.distance(other) <= REPHRASED
}

/// What a section holds, if there is one.
fn known<T>(section: Option<&[u8]>, read: fn(&[u8]) -> Option<T>) -> Result<Option<T>, Refusal> {
    section.map(|bytes| read(bytes).ok_or(Refusal::OtherVersion)).transpose()
}

/// Listens for one shard.
#[derive(Debug, Default)]
pub struct Listener {
    understanding: Option<Understanding>,
    sentiment: Option<Sentiment>,
    identifier: Option<Identifier>,
    folded: String,
    /// Of each conversation.
    latest: Vec<Latest>,
    /// Messages that were read lately.
    repeated: HashMap<u128, Read>,
}

/// What a message is read after.
#[derive(Clone, Copy)]
struct After {
    before: Option<Before>,
    language: Option<Language>,
}

/// What a message was read as.
#[derive(Clone, Copy, Debug)]
struct Read {
    marks: Marks,
    heard: Heard,
    meaning: Option<Sketch>,
    before: Before,
}

/// All that a reading depends on, as one number: bots say the same again and again.
fn key(
    role: Role,
    masked: &str,
    known: Marks,
    After { before, language }: After,
    reads_before: bool,
) -> u128 {
    let mut hasher = SipHasher13::new();
    let act = before.and_then(|before| before.act);
    hasher.write(&[
        role as u8,
        before.map_or(u8::MAX, |before| before.role as u8),
        act.map_or(u8::MAX, |act| act as u8),
        language.map_or(u8::MAX, |language| language as u8),
    ]);
    hasher.write_u16(known.0);
    if let Some(before) = before.filter(|_| reads_before) {
        before.meaning.0.into_iter().for_each(|word| hasher.write_u64(word));
    }
    hasher.write(masked.as_bytes());
    hasher.finish128().as_u128()
}

/// What the next message of a conversation is read after.
#[derive(Clone, Copy, Debug, Default)]
struct Latest {
    before: Option<Before>,
    /// What the user's latest message means, where it says enough.
    said: Option<Sketch>,
    /// The language of the latest message whose language was told.
    language: Option<Language>,
}

impl Listener {
    /// Uses a model from now on.
    ///
    /// # Errors
    /// Why the model cannot be used.
    pub fn understand(&mut self, model: &Arc<Model>) -> Result<(), Refusal> {
        let understanding = Understanding::new(Arc::clone(model))?;
        // A section that is missing is done without; one that cannot be read is of another version.
        let identifier = known(model.section("languages").ok(), Identifier::read)?;
        self.sentiment = known(model.section("sentiment").ok(), Sentiment::read)?;
        (self.understanding, self.identifier) = (Some(understanding), identifier);
        self.repeated.clear();
        Ok(())
    }

    /// The model that it uses.
    pub fn model(&self) -> Option<&Arc<Model>> {
        self.understanding.as_ref().map(|understanding| &understanding.model)
    }

    /// Listens to the next message of a conversation, by its number. `known` is what the source and the
    /// masking know of it, which is in the answer too.
    pub fn hear(&mut self, conversation: u32, role: Role, masked: &str, known: Marks) -> (Marks, Heard) {
        let Some(understanding) = self.understanding.as_ref().filter(|_| role != Role::System) else {
            return (mark(role, masked, &mut self.folded).with(known), Heard::default());
        };
        let reads_before = understanding.reads_before(role);
        let at = conversation as usize;
        if self.latest.len() <= at {
            self.latest.resize(at + 1, Latest::default());
        }
        let Latest { before, said, language } = self.latest[at];
        let after = After { before, language };
        let key = key(role, masked, known, after, reads_before);
        let read = self.repeated.get(&key).copied().unwrap_or_else(|| {
            let read = self.read(role, masked, known, after);
            if self.repeated.len() >= REPEATED {
                self.repeated.clear();
            }
            self.repeated.insert(key, read);
            read
        });
        let Read { mut marks, heard, meaning, before } = read;
        let latest = &mut self.latest[at];
        latest.before = Some(before);
        latest.language = heard.language().or(language);
        if role == Role::User {
            if said.zip(meaning).is_some_and(|(earlier, later)| is_rephrase(earlier, later)) {
                marks = marks.with(Marks::REPHRASE);
            }
            latest.said = meaning;
        }
        (marks, heard)
    }

    /// What the message means that a conversation's user said last; `None` of one that says too little.
    pub fn said(&self, conversation: u32) -> Option<Sketch> {
        self.latest.get(conversation as usize)?.said.filter(|said| *said != Sketch::default())
    }

    /// Reads a message. The same message after the same reads the same.
    fn read(&mut self, role: Role, masked: &str, known: Marks, after: After) -> Read {
        let mut marks = mark(role, masked, &mut self.folded).with(known);
        let unread = |marks, heard| Read {
            marks,
            heard,
            meaning: None,
            before: Before { role, act: None, meaning: Sketch::default() },
        };
        // A bot speaks the language that is spoken; users may change it.
        let is_told = role != Role::User && after.language.is_some();
        let identifier = self.identifier.as_ref().filter(|_| !is_told);
        let language = identifier.and_then(|identifier| identifier.identify(masked));
        let heard = Heard::default().listened_to().with_language(language);
        // What is too short to tell is in the language that was spoken before.
        if let Some(other) = language.or(after.language).filter(|language| *language != Language::English) {
            return unread(marks, self.feel(heard, role, masked, other));
        }
        let Some(understanding) = &mut self.understanding else { return unread(marks, heard) };
        let reading = understanding.read(&Said { role, text: masked, marks, before: after.before });
        if reading.fallback {
            marks = marks.with(Marks::FALLBACK);
        }
        if reading.handoff {
            marks = marks.with(Marks::HANDOFF);
        }
        let before = reading.before(role).meaning(understanding.sketch());
        let heard = match reading.act {
            Some(_) => heard.with_act(reading.act),
            None => heard.with_guessed_act(before.act),
        };
        let mut heard = heard.with_segment(reading.segment);
        heard.emotions = reading.emotions;
        heard.signals = reading.signals;
        let mut meaning = None;
        if role == Role::User {
            meaning = (masked.split_whitespace().count() >= ENOUGH).then(|| understanding.sketch());
            if let Some(sentiment) = &self.sentiment {
                let felt = sentiment.score(masked, language, Some(understanding.sense()));
                heard = heard.with_sentiment(felt.hundredths);
            }
        }
        Read { marks, heard, meaning, before }
    }

    /// With the sentiment of a user's message in another language than English: by its words where there are
    /// lists of them, else by its emoji alone.
    fn feel(&self, heard: Heard, role: Role, masked: &str, language: Language) -> Heard {
        let Some(sentiment) = self.sentiment.as_ref().filter(|_| role == Role::User) else { return heard };
        let felt = sentiment.score(masked, Some(language), None).hundredths;
        if felt != 0 || sentiment.reads(language) { heard.with_sentiment(felt) } else { heard }
    }

    /// What a message that was heard is to the one behind it. One that the model did not read means nothing to it.
    pub fn before(&mut self, heard: Heard, role: Role, masked: &str) -> Before {
        let before = heard.before(role);
        if before.act.is_some() { before.meaning(self.sketch(masked)) } else { before }
    }

    /// The stretch of a text that proves a label, in code points; `None` without a model.
    pub fn proof(&mut self, said: &Said<'_>, label: Label) -> Option<(u32, u32)> {
        let stretch = self.understanding.as_mut()?.proof(said, label)?;
        Some((stretch.start, stretch.end))
    }

    /// Whether there is a model.
    pub fn understands(&self) -> bool {
        self.understanding.is_some()
    }

    /// What a text means, as a direction of length 8192; `None` without a model.
    pub fn meaning(&mut self, text: &str) -> Option<&[i16]> {
        self.understanding.as_mut().map(|understanding| understanding.embedding(text))
    }

    /// The signs of what a text means; those of nothing without a model.
    pub fn sketch(&mut self, text: &str) -> Sketch {
        let Some(understanding) = &mut self.understanding else { return Sketch::default() };
        understanding.embedding(text);
        understanding.sketch()
    }

    /// How sure the model is of a label, percent; 0 without a model.
    pub fn percent(&mut self, said: &Said<'_>, label: Label) -> u32 {
        let all = self.probabilities(said);
        let of = all.iter().find(|one| Label::of_name(&one.name) == Some(label));
        of.map_or(0, |one| (one.probability * 100.0 + 0.5) as u32)
    }

    /// What the model says of every label that an utterance could have; nothing without a model.
    pub fn probabilities(&mut self, said: &Said<'_>) -> Vec<Probability> {
        self.understanding.as_mut().map(|model| model.probabilities(said)).unwrap_or_default()
    }

    /// The words that speak most for a label, at most so many, in code points, in the order of the text.
    pub fn words(&mut self, said: &Said<'_>, label: Label, most: usize) -> Vec<(u32, u32)> {
        let Some(understanding) = &mut self.understanding else { return Vec::new() };
        let mut shares = understanding.shares(said, label);
        shares.retain(|share| share.weight > 0.0);
        sort_by(&mut shares, |one, two| two.weight.total_cmp(&one.weight));
        shares.truncate(most);
        sort_by(&mut shares, |one, two| one.at.start.cmp(&two.at.start));
        shares.into_iter().map(|share| (share.at.start, share.at.end)).collect()
    }

    /// Remembers some conversations alone, by their numbers in rising order, from which they are numbered anew.
    pub fn keep_only(&mut self, kept: &[u32]) {
        let of = |number: &u32| self.latest.get(*number as usize).copied().unwrap_or_default();
        self.latest = kept.iter().map(of).collect();
    }

    /// Forgets what conversations it heard; those that go on are read as if they began.
    pub fn forget(&mut self) {
        self.latest = Vec::new();
    }

    /// Bytes of memory that grow with what is heard. The model and its heads, about eight megabytes in each
    /// worker, are there before anything is read, and belong to the program.
    pub fn bytes(&self) -> u64 {
        self.folded.capacity() as u64 + size::list(&self.latest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sketch(bits: u64) -> Sketch {
        Sketch([bits, 0, 0, 0])
    }

    #[test]
    fn nothing_is_claimed_of_a_text_without_meaning() {
        assert!(is_rephrase(sketch(1), sketch(1)));
        assert!(!is_rephrase(Sketch::default(), Sketch::default()));
        assert!(!is_rephrase(sketch(1), Sketch::default()));
        assert!(!is_rephrase(sketch(0), Sketch([u64::MAX, u64::MAX, 0, 1])));
    }

    #[test]
    fn a_section_that_cannot_be_read_is_refused_and_one_that_is_missing_is_not() {
        assert!(matches!(known(None, Identifier::read), Ok(None)));
        assert!(matches!(known(Some(&[9; 7]), Identifier::read), Err(Refusal::OtherVersion)));
        assert!(matches!(known(Some(&[9; 9]), Sentiment::read), Err(Refusal::OtherVersion)));
    }
}
