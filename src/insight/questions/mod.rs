//! Questions people ask, how each goes, what the bot failed at, and what can be made of that: training phrases and
//! entries for a knowledge base.
//!
//! It is asked twice: first what is counted, then, of the questions at which the bot failed most, what was said. Texts
//! are masked, and without the numbers of their tokens.

mod definitions;
mod drafts;
mod fared;
mod sheets;

use super::{Case, Definition, Findings, groups::LEAST};
use crate::{
    conversation::{Named, Outcome, Role},
    ingest::says_fallback,
    order::sort_by,
    text::{fold_into, model::Sketch},
};

pub use drafts::Gathered;
pub use fared::Fared;

/// Questions at which the bot failed that are shown, and of which drafts are made.
const FAILED: usize = 20;

/// A request as it is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked<'a> {
    /// Which question it is; none of one that is in none.
    pub question: Option<u32>,
    /// What became of it.
    pub fared: Fared,
    /// The intent that the source gave it.
    pub intent: Option<&'a str>,
}

/// What is counted of a question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Counts {
    /// Requests; of them those that the bot answered, did not understand, and failed at.
    asked: u64,
    answered: u64,
    missed: u64,
    failed: u64,
    /// Conversations; of them those in which the bot failed at it.
    conversations: u64,
    failed_in: u64,
    /// Of known outcomes those unresolved or given up; of engaged ones those handed off.
    known: u64,
    lost: u64,
    engaged: u64,
    handed: u64,
    /// Intents of the source of requests at which the bot failed; no fallback is one.
    intents: Named<u64>,
}

crate::frozen! {
    Counts { asked, answered, missed, failed, conversations, failed_in, known, lost, engaged, handed, intents }
}

impl Counts {
    fn add(&mut self, other: &Self) {
        let sums = [
            (&mut self.asked, other.asked),
            (&mut self.answered, other.answered),
            (&mut self.missed, other.missed),
            (&mut self.failed, other.failed),
            (&mut self.conversations, other.conversations),
            (&mut self.failed_in, other.failed_in),
            (&mut self.known, other.known),
            (&mut self.lost, other.lost),
            (&mut self.engaged, other.engaged),
            (&mut self.handed, other.handed),
        ];
        for (sum, n) in sums {
            *sum += n;
        }
        for (name, n) in other.intents.iter() {
            *self.intents.entry(name.clone()).or_default() += n;
        }
    }

    /// What it costs that the bot fails at it: how often, times the share. As a fraction.
    fn cost(&self) -> (u128, u128) {
        (u128::from(self.failed) * u128::from(self.failed), u128::from(self.answered.max(1)))
    }

    /// The intent that the source knows for it, if it knows one for at least half of what failed.
    fn known_intent(&self) -> Option<&str> {
        let named: u64 = self.intents.values().sum();
        let mut best: Option<(&str, u64)> = None;
        for (name, n) in self.intents.iter() {
            if best.is_none_or(|(_, most)| *n > most) {
                best = Some((name, *n));
            }
        }
        best.filter(|_| named * 2 >= self.failed).map(|(name, _)| name)
    }
}

/// What is said of the questions, by their numbers: only who found them knows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// Of each its wording, a name for an intent, and its topic; no topic where that is left out.
    pub questions: Vec<(String, String, String)>,
    /// All intents of the source.
    pub intents: Vec<String>,
}

crate::frozen! { About { questions, intents } }

/// What any pile of conversations contributes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuestionsPartial {
    /// By the number of the question.
    by: Vec<Counts>,
    /// Requests that are in no question.
    others: Counts,
    /// Of the questions that are wanted, in their order.
    gathered: Vec<(u32, Gathered)>,
    /// Whether texts were looked for.
    has_texts: bool,
}

crate::frozen! { QuestionsPartial { by, others, gathered, has_texts } }

impl QuestionsPartial {
    /// What it counts, in words.
    pub const DEFINITIONS: &'static [Definition] = definitions::DEFINITIONS;

    /// One that gathers what was said of some questions; that counts where there are none of these.
    pub fn gathering(wanted: &[u32]) -> Self {
        Self {
            gathered: wanted.iter().map(|question| (*question, Gathered::default())).collect(),
            has_texts: !wanted.is_empty(),
            ..Self::default()
        }
    }

    /// Takes in one conversation with its requests, in their order.
    pub fn observe(&mut self, case: &Case<'_>, requests: &[Asked<'_>]) {
        let digest = &case.digest;
        let (known, engaged) = (case.outcome != Outcome::Unknown, digest.engaged());
        let lost = matches!(case.outcome, Outcome::Unresolved | Outcome::Abandoned);
        let handed = engaged && digest.reached_agent(case.view.handoff);
        for (at, asked) in requests.iter().enumerate() {
            let same = |other: &&Asked<'_>| other.question == asked.question;
            let is_first = !requests[..at].iter().any(|other| same(&other));
            let fails = requests.iter().filter(same).any(|other| other.fared.failed);
            let mut one = Counts {
                asked: 1,
                answered: u64::from(asked.fared.answered),
                missed: u64::from(asked.fared.missed),
                failed: u64::from(asked.fared.failed),
                ..Counts::default()
            };
            if is_first {
                one.conversations = 1;
                one.failed_in = u64::from(fails);
                (one.known, one.lost) = (u64::from(known), u64::from(lost));
                (one.engaged, one.handed) = (u64::from(engaged), u64::from(handed));
            }
            let intent = asked.intent.filter(|name| asked.fared.failed && !says_fallback(name));
            if let Some(intent) = intent {
                one.intents.insert(intent.to_owned(), 1);
            }
            match asked.question {
                Some(question) => self.counts(question).add(&one),
                None => self.others.add(&one),
            }
        }
    }

    fn counts(&mut self, question: u32) -> &mut Counts {
        let at = question as usize;
        if self.by.len() <= at {
            self.by.resize_with(at + 1, Counts::default);
        }
        &mut self.by[at]
    }

    fn gathered_of(&mut self, question: u32) -> Option<&mut Gathered> {
        self.gathered.iter_mut().find(|(of, _)| *of == question).map(|(_, gathered)| gathered)
    }

    /// Whether texts of a question are gathered.
    pub fn gathers(&self, question: u32) -> bool {
        self.gathered.iter().any(|(of, _)| *of == question)
    }

    /// Takes in a wording of a question at which the bot failed: masked, without the numbers of its tokens.
    pub fn wording(&mut self, question: u32, text: &str, language: Option<&str>, sketch: Sketch) {
        let Some(of) = self.gathered_of(question) else { return };
        of.wordings.add(&folded(text), text, false, sketch);
        if let Some(language) = language {
            *of.spoken.entry(language.to_owned()).or_default() += 1;
        }
    }

    /// Takes in what was answered to it in a resolved conversation, likewise.
    pub fn answer(&mut self, question: u32, role: Role, text: &str, sketch: Sketch) {
        if let Some(of) = self.gathered_of(question) {
            of.answers.add(&folded(text), text, role == Role::Agent, sketch);
        }
    }

    /// Takes in what another has observed.
    pub fn merge(&mut self, other: &Self) {
        for (counts, question) in other.by.iter().zip(0..) {
            self.counts(question).add(counts);
        }
        self.others.add(&other.others);
        // All shards are asked for the same questions.
        for (question, gathered) in &other.gathered {
            match self.gathered_of(*question) {
                Some(known) => known.merge(gathered),
                None => self.gathered.push((*question, gathered.clone())),
            }
        }
        self.has_texts |= other.has_texts;
    }

    /// The questions of which it is to be asked what was said, while nobody was asked that.
    pub fn wanted(&self) -> Vec<u32> {
        if self.has_texts {
            Vec::new()
        } else {
            self.worst().into_iter().map(|(question, _)| question).collect()
        }
    }

    /// The questions at which the bot failed, those first at which it costs most.
    fn worst(&self) -> Vec<(u32, &Counts)> {
        let mut worst: Vec<(u32, &Counts)> =
            (0..).zip(&self.by).filter(|(_, counts)| counts.failed_in >= LEAST).collect();
        sort_by(&mut worst, |one, two| {
            let ((ours, of_ours), (theirs, of_theirs)) = (one.1.cost(), two.1.cost());
            (theirs * of_ours).cmp(&(ours * of_theirs)).then_with(|| one.0.cmp(&two.0))
        });
        worst.truncate(FAILED);
        worst
    }

    /// The tables, with what is said of the questions.
    pub fn finish(&self, about: &About) -> Findings {
        sheets::of(self, about)
    }
}

fn folded(text: &str) -> String {
    let mut folded = String::new();
    fold_into(text, &mut folded);
    folded
}
