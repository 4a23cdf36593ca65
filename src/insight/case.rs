//! What every family is handed of one conversation, and what every family is.

use std::{fmt::Debug, ops::Deref};

use super::{Answer, Board, Definition, Digest, Effort, Histogram, Voice, Waited, outcome};
use crate::{
    binary::Frozen,
    conversation::{CivilHour, Clock, Evidence, Outcome, Rating},
    corpus::{Again, ConversationView},
    language::{Marks, SentimentClass},
};

/// One conversation with what is read off it once and used by several families.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// The conversation itself. Of a case that was read off before, its utterances are left out: what
    /// families need of them is beside it.
    pub view: &'a ConversationView<'a>,
    /// What it is read as.
    pub read: &'a ReadOff,
    /// Messages by local day, in runs of one day.
    pub days: &'a [(i32, u32)],
    /// What the user waited for, in order, and the milliseconds, where they are known.
    pub answers: &'a [Waited],
    /// Sentiments of the user's messages, in order, hundredths.
    pub moods: &'a [i8],
    /// Whether its user brings its matter again; told of all data, whatever is chosen.
    pub again: Again,
}

/// What a conversation is read as, apart from its stretches of days and answers.
#[derive(Clone, Copy, Debug)]
pub struct ReadOff {
    /// What one walk over its utterances says.
    pub digest: Digest,
    /// What is heard of the user.
    pub voice: Voice,
    /// What it took to settle it.
    pub effort: Effort,
    /// How it ended.
    pub outcome: Outcome,
    /// What says so.
    pub evidence: Evidence,
    /// Goals that it reached, a bit each by its slot.
    pub goals: u16,
    /// Civil hour of its first dated message (of its first dated notice where it has none).
    pub start: Option<CivilHour>,
}

/// The stretches of some conversations, one after the other.
#[derive(Debug, Default)]
pub struct Stretches {
    /// Messages by local day.
    pub days: Vec<(i32, u32)>,
    /// Answers and waits.
    pub answers: Vec<Waited>,
    /// Sentiments.
    pub moods: Vec<i8>,
}

impl ReadOff {
    /// Reads one conversation, and its stretches behind those that are there.
    pub fn of(view: &ConversationView<'_>, clock: &mut Clock, stretches: &mut Stretches) -> Self {
        let digest = Digest::of(view);
        let (outcome, evidence) = outcome::decide(view, &digest);
        let effort = Effort::of(view, &digest, (outcome, evidence));
        let start = digest.first.or(digest.opened).map(|at| clock.hour(at));
        let begin = stretches.days.len();
        for said in view.utterances {
            let Some(at) = said.at.filter(|_| said.role.is_message()) else { continue };
            let day = clock.hour(at).day;
            match stretches.days[begin..].last_mut() {
                Some((of, count)) if *of == day => *count += 1,
                _ => stretches.days.push((day, 1)),
            }
        }
        super::response::each_answer(view, |answer, wait| stretches.answers.push(Waited::new(answer, wait)));
        let voice = Voice::of(view.utterances, &mut stretches.moods);
        Self { digest, voice, effort, outcome, evidence, goals: 0, start }
    }

    /// Says which goals it reached. One of them decides the outcome unless something stronger does: the source's
    /// word, a rating, an answer of the user. Whether it does: then [`Self::end_anew`] is due.
    pub fn reach(&mut self, goals: u16) -> bool {
        self.goals = goals;
        let decides = goals != 0 && self.evidence > Evidence::Goal;
        if decides {
            (self.outcome, self.evidence) = (Outcome::Resolved, Evidence::Goal);
        }
        decides
    }

    /// Reads anew what depends on how it ended.
    pub fn end_anew(&mut self, view: &ConversationView<'_>) {
        self.effort = Effort::of(view, &self.digest, (self.outcome, self.evidence));
    }
}

impl Deref for Case<'_> {
    type Target = ReadOff;

    fn deref(&self) -> &ReadOff {
        self.read
    }
}

impl Case<'_> {
    /// Whether a user got such an answer, with both times known.
    pub fn was_answered(&self, wanted: Answer) -> bool {
        self.answers.iter().any(|waited| matches!(waited.read(), (answer, Some(_)) if answer == wanted))
    }

    /// Whether an engaged conversation stayed with the bot: no person was reached.
    pub fn contained(&self) -> bool {
        self.digest.engaged() && !self.digest.reached_agent(self.view.handoff)
    }

    /// The bot spoke first, at most one user message follows, and no goal was reached.
    pub fn bounced(&self) -> bool {
        self.digest.bounced() && self.goals == 0
    }

    /// Nothing speaks against a resolution by the bot: contained, no request for a person, not ended
    /// on a fallback.
    pub fn assumed_resolved(&self) -> bool {
        self.contained()
            && !self.digest.user_marks.has(Marks::ASKS_HUMAN)
            && !self.digest.last_bot.has(Marks::FALLBACK)
    }

    /// Contained, and resolved by more than silence.
    pub fn confirmed_resolved(&self) -> bool {
        self.contained() && self.outcome == Outcome::Resolved
    }

    /// An inquiry resolved without an agent, for good as far as that can be said, with nothing against it in the
    /// rating or in the user's last message.
    pub fn deflected_well(&self) -> bool {
        let gladly = self.voice.last.is_none_or(|mood| SentimentClass::of(mood) != SentimentClass::Negative);
        let rated_well = self.view.rating.is_none_or(Rating::is_top_two);
        let for_good = self.again.is_known() && !self.again.is_repeated();
        self.digest.inquiry && self.confirmed_resolved() && for_good && rated_well && gladly
    }

    /// Whether the user's rating, or answer to "did this help?", says the opposite of what the source states of
    /// the outcome; `None` where one of both says nothing.
    pub fn contradicts(&self) -> Option<bool> {
        let said = outcome::said(self.view, &self.digest)?;
        match self.view.stated? {
            Outcome::Resolved => Some(!said),
            Outcome::Unresolved | Outcome::Abandoned => Some(said),
            Outcome::Escalated | Outcome::Unknown => None,
        }
    }
}

/// One family of figures: a partial that holds integers only.
///
/// Laws: `merge` commutes and associates; observing a pile at once equals observing its parts
/// apart and merging them; `finish` names exactly what `DEFINITIONS` defines.
pub trait Family: Clone + Debug + Default + PartialEq + Eq + Frozen {
    /// What it counts, in words.
    const DEFINITIONS: &'static [Definition];

    /// Takes in one conversation.
    fn observe(&mut self, case: &Case<'_>);

    /// Takes in what another partial has observed.
    fn merge(&mut self, other: &Self);

    /// Writes its figures on the board.
    fn finish(&self, board: &mut Board);

    /// The spread behind a figure of its own that is the middle of one.
    fn spread(&self, _name: &str) -> Option<&Histogram> {
        None
    }
}
