//! Teaching an analysis: a label is learned from a few examples and a sample of its messages, and what was
//! taught is used on all of them, piece by piece.

use super::{
    Analysis,
    ask::{Ask, Part},
    questions::Asking,
    taught::{Applied, Draw, Drawn},
    team::{Lost, Team, ask_all, at_once},
};
use crate::{
    corpus::Place,
    language::taught::{self, Correction, Lesson, Target, Taught, TaughtLabel, TooFew, key_of},
    plan::Plan,
    query::Filter,
    text::model::Model,
};

/// Messages that a label is told from.
const SAMPLE: u32 = 1_000;

/// What the sample is drawn by: always the same, so that the same examples give the same label.
const SEED: u64 = 1;

/// Conversations of each shard in a piece of what is applied: a few milliseconds of work.
pub const PIECE: u32 = 500;

impl<T: Team> Asking<'_, T> {
    /// Learns a label from examples and a sample of the messages at hand.
    ///
    /// # Errors
    /// A shard is gone. Within: why it cannot be learned.
    pub async fn teach(&self, model: &Model, lesson: &Lesson) -> Result<Result<TaughtLabel, TooFew>, Lost> {
        let mut sample: Vec<Drawn> = Vec::new();
        for part in ask_all(self.team, &Ask::Sample(SEED, SAMPLE)).await? {
            let Part::Drawn(draw) = part else { return Err(Lost) };
            sample.extend(draw.given);
        }
        crate::order::sort_by(&mut sample, |one, two| one.order.cmp(&two.order));
        sample.truncate(SAMPLE as usize);
        let mut texts: Vec<String> = Vec::with_capacity(sample.len());
        let mut known = std::collections::HashSet::new();
        for Drawn { text, .. } in sample {
            if !lesson.examples.contains(&text) && known.insert(text.clone()) {
                texts.push(text);
            }
        }
        Ok(taught::learn(model, lesson, &texts))
    }

    /// Tells the shards what was taught. It counts where it was applied.
    ///
    /// # Errors
    /// A shard is gone.
    pub async fn learn(&self, taught: &Taught) -> Result<(), Lost> {
        ask_all(self.team, &Ask::Learn(Box::new(taught.to_use()))).await.map(drop)
    }

    /// Tells the shards what a person says of their business, checked before. What was answered before is of
    /// before.
    ///
    /// # Errors
    /// A shard is gone.
    pub async fn follow(&self, plan: &Plan) -> Result<(), Lost> {
        self.standing.goals_go_by_ways.set(plan.goes_by_ways());
        ask_all(self.team, &Ask::Plan(Box::new(plan.clone()))).await.map(drop)
    }

    /// Applies what was taught to so many conversations of each shard, from one on. Gives how many the shards
    /// hold at most, each, and how many messages had no words any more.
    ///
    /// # Errors
    /// A shard is gone.
    pub async fn apply(&self, from: u32, count: u32) -> Result<Applied, Lost> {
        let mut all = Applied::default();
        for part in ask_all(self.team, &Ask::Apply(from, count)).await? {
            let Part::Applied(applied) = part else { return Err(Lost) };
            all = Applied { of: all.of.max(applied.of), unread: all.unread + applied.unread };
        }
        Ok(all)
    }

    /// Applies it to one conversation, at once.
    ///
    /// # Errors
    /// A shard is gone.
    pub async fn apply_to(&self, conversation: u32) -> Result<(), Lost> {
        let (shard, local) = Place::of_conversation(conversation, self.team.shards());
        self.team.ask(shard, &Ask::Apply(local, 1)).await.map(drop)
    }

    /// A correction of a line of a conversation; `None` where there is none of these numbers, or its words were
    /// not kept.
    ///
    /// # Errors
    /// A shard is gone.
    pub async fn correction(
        &self,
        (conversation, line): (u32, u32),
        target: Target,
        has: bool,
        instead: Option<Target>,
    ) -> Result<Option<Correction>, Lost> {
        let Some(transcript) = self.transcript(conversation).await? else { return Ok(None) };
        let said = transcript.lines.get(line as usize).filter(|said| !said.text.is_empty());
        Ok(said.map(|said| Correction {
            at: key_of(&transcript.id, line),
            role: said.role,
            text: said.text.clone(),
            target,
            has,
            instead,
        }))
    }

    /// Draws messages of the conversations that a filter means, for checking a label: so many of those that
    /// were given it, and of those that were not.
    ///
    /// # Errors
    /// A shard is gone.
    pub async fn draw(
        &self,
        filter: &Filter,
        (of, label): (&str, &str),
        seed: u64,
        most: u32,
    ) -> Result<Draw, Lost> {
        self.ready(filter).await?;
        let label = (of.to_owned(), label.to_owned());
        let mut all = Draw::default();
        for part in ask_all(self.team, &Ask::Check(self.chosen(filter), label, seed, most)).await? {
            let Part::Drawn(draw) = part else { return Err(Lost) };
            all.merge(draw, most);
        }
        Ok(all)
    }
}

impl<T: Team> Analysis<T> {
    /// Follows what a person says of their business from now on.
    ///
    /// # Errors
    /// A shard is gone.
    pub fn follow(&mut self, plan: &Plan) -> Result<(), Lost> {
        at_once(self.asking().follow(plan))?;
        self.standing = self.standing.of_same();
        Ok(())
    }

    /// Uses what was taught on all that was read. Gives how many messages of users had no words any more.
    ///
    /// # Errors
    /// A shard is gone.
    pub fn learn(&mut self, taught: &Taught) -> Result<u32, Lost> {
        at_once(self.asking().learn(taught))?;
        let (mut from, mut unread) = (0, 0);
        loop {
            let applied = at_once(self.asking().apply(from, PIECE))?;
            unread += applied.unread;
            from += PIECE;
            if from >= applied.of {
                break;
            }
        }
        // What was counted before is of before.
        self.standing = self.standing.of_same();
        Ok(unread)
    }
}
