//! What happened, as it is told: by what messages do, by what sources tell of conversations, and by goals that
//! conversations reach.

use super::{Happening, Live, What};
use crate::{
    conversation::{Facts, Role, Utterance},
    corpus::Corpus,
    ingest::{self, Sentence, Sink},
    language::{Marks, Signal},
    plan::{Fault, Goal, Plan},
};

/// What was told already, and what is to be.
#[derive(Debug, Default)]
pub(super) struct Telling {
    /// Up to where messages were told: utterances and conversations.
    told: (u32, u32),
    /// By conversation.
    standing: Vec<Standing>,
    /// What conversations are to reach.
    goals: Vec<Goal>,
    /// Whether the words of messages are told too.
    words: bool,
}

/// What was told of a conversation.
#[derive(Clone, Copy, Debug, Default)]
struct Standing {
    /// The goals that it reached, a bit each.
    reached: u16,
    /// Whether history came to it since goals were asked for last.
    has_history: bool,
    /// Whether there is nothing but history yet.
    is_history: bool,
}

impl From<&Corpus> for Telling {
    /// Of what is there all is told.
    fn from(corpus: &Corpus) -> Self {
        let conversations = corpus.conversations();
        Self {
            told: (corpus.utterances(), conversations),
            standing: vec![Standing::default(); conversations as usize],
            ..Self::default()
        }
    }
}

impl Telling {
    /// Goes on without the conversations that went.
    pub(super) fn let_go(&mut self, goes: &[bool], corpus: &Corpus) {
        let mut number = goes.iter();
        self.standing.retain(|_| !number.next().is_some_and(|goes| *goes));
        self.told = (corpus.utterances(), corpus.conversations());
    }
}

impl Live {
    /// Tells the masked words of messages too from now on, or no longer.
    pub fn tell_words(&mut self, words: bool) {
        self.telling.words = words;
    }

    /// Tells of conversations that reach these goals from now on. What reaches them already is not told. They decide
    /// outcomes, as goals do everywhere; conversations that were let go keep the one that they had.
    ///
    /// # Errors
    /// Which of them cannot be used, and why.
    pub fn pursue(&mut self, goals: Vec<Goal>) -> Result<(), Fault> {
        let plan = Plan { goals, ..Plan::default() }.checked()?.with_patterns()?;
        if plan.goes_by_ways() {
            // They would be read anew with each message.
            return Err(Fault(Sentence::of(
                "goals of a stream cannot ask for path: or funnel:; ask for what is said or done",
            )));
        }
        // The shard is beside its lead, and never lost.
        let _ = self.analysis.follow(&plan);
        self.telling.goals = plan.goals;
        for standing in &mut self.telling.standing {
            (standing.reached, standing.has_history) = (0, false);
        }
        for (standing, reached) in self.reaching() {
            standing.reached = reached;
        }
        Ok(())
    }

    /// Each conversation with the goals that it reaches now, a bit each.
    fn reaching(&mut self) -> impl Iterator<Item = (&mut Standing, u16)> {
        let mut reaching = Vec::new();
        if !self.telling.goals.is_empty() {
            self.analysis.each_shard(|shard| reaching = shard.goals());
        }
        self.telling.standing.iter_mut().zip(reaching)
    }

    /// Conversations that reached a goal since this was last asked; each is told once, whatever becomes of it.
    pub fn goals_reached(&mut self) -> Vec<Happening> {
        let mut new = Vec::new();
        for (number, (standing, now)) in self.reaching().enumerate() {
            let reached = now & !standing.reached;
            standing.reached |= now;
            let is_history = std::mem::take(&mut standing.has_history);
            if reached != 0 {
                new.push((number as u32, reached, is_history));
            }
        }
        if new.is_empty() {
            return Vec::new();
        }
        let Self { analysis, telling, .. } = self;
        let corpus = analysis.corpus();
        let latest = corpus.latest();
        let mut happenings = Vec::new();
        for (number, reached, is_history) in new {
            let at = Some(latest[number as usize].0).filter(|at| *at != i64::MIN);
            let goals = telling.goals.iter().zip(0..u16::BITS).filter(|(_, slot)| reached >> slot & 1 == 1);
            happenings.extend(goals.map(|(goal, _)| Happening {
                conversation: corpus.card(number).id.to_owned(),
                what: What::Goal(goal.name.clone()),
                at,
                is_history,
                said: None,
            }));
        }
        happenings
    }

    /// What happened since this was last asked, by what was told of conversations and by their messages.
    pub(super) fn happened(&mut self, told: Vec<(String, What)>) -> Vec<Happening> {
        let history = self.stream.take_history();
        let has_history = history.contains(&true);
        let Self { analysis, telling, pulse, .. } = self;
        let corpus = analysis.corpus();
        let (rows, mut conversations) = telling.told;
        telling.standing.resize_with(corpus.conversations() as usize, Standing::default);
        let mut happenings = Vec::new();
        for row in rows..corpus.utterances() {
            let Some((number, said)) = corpus.said(row) else { continue };
            let at = said.at.map(|at| at.0);
            // Messages are stored in the order in which they were taken.
            let is_history = history.get((row - rows) as usize).copied().unwrap_or_default();
            let is_new = number >= conversations;
            let standing = &mut telling.standing[number as usize];
            standing.has_history |= is_history;
            // A conversation that goes on after its history begins for who counts.
            let begins = is_new || standing.is_history && !is_history;
            standing.is_history = is_history && (is_new || standing.is_history);
            let is_fallback = said.role == Role::Bot && said.marks.has(Marks::FALLBACK);
            if let Some(at) = at {
                let sentiment = said.heard.sentiment().filter(|_| said.role == Role::User);
                pulse.take(at, said.role, is_fallback, sentiment);
            }
            let signals = Signal::ALL.iter().copied().filter(|signal| said.heard.signals.has(*signal));
            let of_marks = [
                (begins, What::Interaction),
                (is_fallback, What::Fallback),
                (said.role == Role::Bot && said.marks.has(Marks::HANDOFF), What::Handoff),
                (said.role == Role::User && said.marks.has(Marks::CONTACT), What::Lead),
                (said.marks.has(Marks::FEEDBACK_UP), What::SatisfactionYes),
                (said.marks.has(Marks::FEEDBACK_DOWN), What::SatisfactionNo),
            ];
            let of_marks = of_marks.into_iter().filter(|(holds, _)| *holds).map(|(_, what)| what);
            let all = of_marks.chain(signals.map(What::Signal)).collect::<Vec<_>>();
            // Numbers are given in the order in which conversations begin.
            for silent in conversations..number {
                happenings.push(Happening::of(corpus.card(silent).id, What::Interaction));
            }
            conversations = conversations.max(number + 1);
            for what in all {
                let said = telling.words.then(|| corpus.message(row).unwrap_or_default().into_owned());
                happenings.push(Happening {
                    at,
                    is_history,
                    said,
                    ..Happening::of(corpus.card(number).id, what)
                });
            }
        }
        for silent in conversations..corpus.conversations() {
            happenings.push(Happening::of(corpus.card(silent).id, What::Interaction));
        }
        telling.told = (corpus.utterances(), corpus.conversations());
        happenings.extend(told.into_iter().map(|(id, what)| Happening::of(&analysis.shown(&id), what)));
        let is_full = self.is_full();
        if is_full || has_history {
            // Of those that are let go nothing more can be told, and what history reached is not mixed with what comes.
            happenings.extend(self.goals_reached());
        }
        if is_full {
            self.make_room();
        }
        happenings
    }
}

/// Notes what is told of conversations on its way.
pub(super) struct Noting<'n> {
    pub(super) sink: &'n mut dyn Sink,
    pub(super) told: &'n mut Vec<(String, What)>,
}

impl Sink for Noting<'_> {
    fn facts(&mut self, conversation: &str, facts: &Facts<'_>) {
        let rated = facts
            .rating
            .map(|rating| if rating.is_top_two() { What::SatisfactionYes } else { What::SatisfactionNo });
        let handed = facts.handoff.filter(|handed| *handed).map(|_| What::Handoff);
        self.told.extend(rated.into_iter().chain(handed).map(|what| (conversation.to_owned(), what)));
        self.sink.facts(conversation, facts);
    }

    fn utterance(&mut self, conversation: &str, utterance: &Utterance<'_>) -> ingest::Taken {
        self.sink.utterance(conversation, utterance)
    }
}
