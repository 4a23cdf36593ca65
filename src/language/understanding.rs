//! The language model at work on utterances: segment, act, emotions, signals, fallback and handoff, each
//! with how sure it is of it. What a stated rule says stays; the model adds to it.
//!
//! Where there is no model everything else goes on without one: who uses this holds an
//! `Option<Understanding>`. The same text after the same gives the same reading everywhere.

use std::sync::Arc;

use super::{
    Act, Marks, Sense, Signal,
    heads::{Heads, Sums},
    known::Known,
    reading::{Before, Claim, Label, Reading, Said, act_by_rule},
};
use crate::{
    conversation::Role,
    text::model::{Model, Refusal, Scratch, Sketch},
};

/// A reader of utterances. It has room of its own, so that reading allocates nothing.
#[derive(Debug)]
pub struct Understanding {
    pub(super) model: Arc<Model>,
    user: Voice,
    team: Voice,
    pub(super) scratch: Scratch,
    pub(super) sums: Sums,
}

/// Heads, and what their outputs and keys mean here.
#[derive(Debug)]
pub(super) struct Voice {
    pub(super) heads: Heads,
    known: Known,
    /// What each output stands for; `None` of a name that is not known here.
    pub(super) labels: Vec<Option<Label>>,
    /// The output that tells how the speaker feels, from 0 to 1.
    feeling: Option<usize>,
    /// The group of the segments, and that of the acts.
    segments: Option<u8>,
    acts: Option<u8>,
    /// Keys of the context: that nothing was before, what was, and who said it.
    first: Option<usize>,
    after: Vec<Option<usize>>,
    roles: Vec<Option<usize>>,
    /// And that an utterance has so few words.
    lengths: Vec<Option<usize>>,
}

/// Words of an utterance, up to each of which is a key of its own; `LENGTHS` of the trainer.
const LENGTHS: [usize; 3] = [1, 3, 6];

impl Voice {
    fn read(model: &Model, section: &'static str) -> Result<Self, Refusal> {
        let heads = Heads::read(model, section)?;
        let labels: Vec<Option<Label>> =
            heads.outputs.iter().map(|output| Label::of_name(&output.name)).collect();
        let group = |of: fn(&Label) -> bool| {
            let first = labels.iter().position(|label| label.as_ref().is_some_and(of));
            first.map(|at| heads.outputs[at].group).filter(|group| *group > 0)
        };
        Ok(Self {
            segments: group(|label| matches!(label, Label::Segment(_))),
            acts: group(|label| matches!(label, Label::Act(_))),
            feeling: heads.outputs.iter().position(|output| output.name == "feeling"),
            first: heads.key("first"),
            after: Act::ALL.iter().map(|act| heads.key(&format!("after:{}", act.name()))).collect(),
            roles: Role::ALL.iter().map(|role| heads.key(&format!("role:{}", role.name()))).collect(),
            lengths: LENGTHS.iter().map(|most| heads.key(&format!("words:{most}"))).collect(),
            labels,
            known: Known::new(heads.outputs.len()),
            heads,
        })
    }

    /// The keys that hold, in the order of the section; those beyond the count are of no meaning.
    fn keys(&self, before: Option<Before>, n_words: usize) -> ([usize; 3], usize) {
        let length = LENGTHS.iter().position(|most| n_words <= *most).filter(|_| n_words > 0);
        let length = length.and_then(|at| self.lengths[at]);
        let held = match before {
            None => [self.first, None, length],
            Some(before) => {
                let after = before.act.and_then(|act| self.after[act as usize]);
                [after, self.roles[before.role as usize], length]
            }
        };
        let (mut keys, mut count) = ([usize::MAX; 3], 0);
        for key in held.into_iter().flatten() {
            keys[count] = key;
            count += 1;
        }
        keys.sort_unstable();
        (keys, count)
    }

    fn bytes(&self) -> u64 {
        self.heads.bytes() + self.known.bytes()
    }

    /// The probability of a label.
    fn of(&self, label: Label, sums: &Sums) -> f64 {
        let at = self.labels.iter().position(|known| *known == Some(label));
        at.map_or(0.0, |at| sums.probabilities[at])
    }
}

/// What the model says of one label, by its name in the model.
#[derive(Clone, Debug, PartialEq)]
pub struct Probability {
    /// The name: `segment:research`, `fallback`.
    pub name: String,
    /// From 0 to 1.
    pub probability: f64,
    /// Whether that is enough for the label to be given.
    pub given: bool,
}

impl Understanding {
    /// A reader that uses a model.
    ///
    /// # Errors
    /// That the model lacks the heads, or that they are damaged.
    pub fn new(model: Arc<Model>) -> Result<Self, Refusal> {
        let (user, team) = (Voice::read(&model, "heads.user")?, Voice::read(&model, "heads.bot")?);
        Ok(Self { model, user, team, scratch: Scratch::default(), sums: Sums::default() })
    }

    /// Reads an utterance.
    pub fn read(&mut self, said: &Said<'_>) -> Reading {
        let mut reading = Reading {
            fallback: said.marks.has(Marks::FALLBACK),
            handoff: said.marks.has(Marks::HANDOFF),
            ..Reading::default()
        };
        if said.role == Role::System {
            return reading;
        }
        self.score(said);
        let (voice, sums) = (if said.role == Role::User { &self.user } else { &self.team }, &self.sums);
        if !self.scratch.words.all().is_empty() {
            voice.give(said.role, sums, &mut reading);
        }
        if said.marks.has(Marks::CONTACT) {
            reading.signals = reading.signals.with(Signal::Lead);
        }
        if let Some((act, claim)) = act_by_rule(said.role, said.marks)
            && (claim == Claim::Firm || reading.act.is_none())
        {
            reading.act_by_rule = reading.act != Some(act);
            reading.act = Some(act);
            reading.act_confidence = percent(voice.of(Label::Act(act), sums));
        }
        reading
    }

    /// What the model alone says of every label, in its own order.
    pub fn probabilities(&mut self, said: &Said<'_>) -> Vec<Probability> {
        if said.role == Role::System {
            return Vec::new();
        }
        self.score(said);
        let (voice, sums) = (self.voice(said.role), &self.sums);
        let outputs = voice.heads.outputs.iter().zip(&sums.probabilities).enumerate();
        outputs
            .map(|(at, (output, probability))| Probability {
                name: output.name.clone(),
                probability: *probability,
                given: *probability >= output.threshold
                    && (output.group == 0
                        || voice.heads.best(output.group, sums).is_some_and(|best| best.0 == at)),
            })
            .collect()
    }

    /// The scores of every output before they are made probabilities, in the order of the model.
    pub fn scores(&mut self, said: &Said<'_>) -> &[f64] {
        if said.role == Role::System {
            return &[];
        }
        self.score(said);
        &self.sums.scores
    }

    /// What a text means, as a direction of length 8192.
    pub fn embedding(&mut self, text: &str) -> &[i16] {
        self.model.read_text(text, &mut self.scratch);
        self.scratch.embedding.direction()
    }

    /// What the text that was read last means, as a direction of length 8192.
    pub fn meaning(&self) -> &[i16] {
        self.scratch.embedding.direction()
    }

    /// What sentiment learns of the message of a user that was read last.
    pub fn sense(&self) -> Sense<'_> {
        let probability = self.user.feeling.and_then(|at| self.sums.probabilities.get(at));
        Sense {
            meaning: self.meaning(),
            feeling: probability.map_or(0.0, |probability| 2.0 * probability - 1.0),
        }
    }

    /// The numbers of the pieces that the last text was cut into.
    pub fn pieces(&self) -> &[u16] {
        self.scratch.pieces()
    }

    /// The signs of what the last text means.
    pub fn sketch(&self) -> Sketch {
        self.scratch.embedding.sketch()
    }

    /// Bytes of memory, the shared model not counted.
    pub fn bytes(&self) -> u64 {
        self.user.bytes() + self.team.bytes() + self.scratch.bytes() + size_of::<Self>() as u64
    }

    /// Whether what an utterance of that role is read as depends on what the turn before meant.
    pub(super) fn reads_before(&self, role: Role) -> bool {
        self.voice(role).heads.read_before()
    }

    pub(super) fn voice(&self, role: Role) -> &Voice {
        if role == Role::User { &self.user } else { &self.team }
    }

    pub(super) fn score(&mut self, said: &Said<'_>) {
        self.model.read_text(said.text, &mut self.scratch);
        let voice = if said.role == Role::User { &mut self.user } else { &mut self.team };
        let (keys, count) = voice.keys(said.before, self.scratch.words.all().len());
        let (words, embedding) = (&self.scratch.words, &self.scratch.embedding);
        let meant = said.before.map_or(Sketch::default(), |before| before.meaning);
        let before = (&keys[..count], meant);
        voice.heads.score(&self.model, words, embedding, before, &mut voice.known, &mut self.sums);
    }
}

/// Outcomes follow from what a bot did not understand or passed on, so that either must be likelier than not,
/// however low the threshold that finds most.
const LIKELY: f64 = 0.5;

impl Voice {
    /// Gives the labels whose probability is enough.
    fn give(&self, role: Role, sums: &Sums, reading: &mut Reading) {
        for (label, (output, probability)) in
            self.labels.iter().zip(self.heads.outputs.iter().zip(&sums.probabilities))
        {
            if output.group > 0 || *probability < output.threshold {
                continue;
            }
            match label {
                Some(Label::Emotion(emotion)) => reading.emotions = reading.emotions.with(*emotion),
                Some(Label::Signal(signal)) => reading.signals = reading.signals.with(*signal),
                // A person who does not understand is no bot that failed.
                Some(Label::Fallback) if role == Role::Bot => reading.fallback |= *probability >= LIKELY,
                Some(Label::Handoff) if role == Role::Bot => reading.handoff |= *probability >= LIKELY,
                _ => {}
            }
        }
        let best = |group: Option<u8>| {
            let (at, probability) = self.heads.best(group?, sums)?;
            let sure = probability >= self.heads.outputs[at].threshold;
            Some((self.labels[at]?, percent(probability), sure))
        };
        if let Some((Label::Act(act), confidence, sure)) = best(self.acts) {
            (reading.act, reading.act_confidence) = (sure.then_some(act), confidence);
            reading.likeliest_act = Some(act);
        }
        if let Some((Label::Segment(segment), confidence, sure)) = best(self.segments) {
            (reading.segment, reading.segment_confidence) = (sure.then_some(segment), confidence);
        }
    }
}

/// A probability in whole percent.
fn percent(probability: f64) -> u8 {
    (probability * 100.0 + 0.5) as u8
}
