//! What is read off each conversation once, for all questions that follow.

use crate::{
    conversation::{CivilHour, Clock},
    corpus::{Again, ConversationView},
    insight::{Case, ReadOff, Stretches, Walks},
    size::list,
};

/// What is read off the conversations of a shard, once for all questions.
#[derive(Debug, Default)]
pub struct Cases {
    pub(super) read: Vec<ReadOff>,
    /// When each began, once more and close together: a course and a filter's days ask it of all of them, and most
    /// of the time it took was to fetch the rest along with it.
    pub(super) starts: Vec<Option<CivilHour>>,
    /// Where the stretches of each end.
    ends: Vec<[u32; 3]>,
    stretches: Stretches,
    /// Whether their matters come again.
    pub(super) again: Vec<Again>,
    /// What each goes through; read when it is asked for.
    pub(super) walks: Walks,
}

impl Cases {
    /// Reads off the conversation that comes next.
    pub(super) fn take(&mut self, view: &ConversationView<'_>, clock: &mut Clock) {
        let read = ReadOff::of(view, clock, &mut self.stretches);
        self.starts.push(read.start);
        self.read.push(read);
        let Stretches { days, answers, moods } = &self.stretches;
        self.ends.push([days.len() as u32, answers.len() as u32, moods.len() as u32]);
    }

    /// When each began.
    pub fn starts(&self) -> &[Option<CivilHour>] {
        &self.starts
    }

    /// What was read off each.
    pub fn all(&self) -> &[ReadOff] {
        &self.read
    }

    /// Bytes of memory that they take.
    pub(super) fn bytes(&self) -> u64 {
        let Stretches { days, answers, moods } = &self.stretches;
        list(&self.read)
            + list(&self.starts)
            + list(&self.ends)
            + list(days)
            + list(answers)
            + list(moods)
            + list(&self.again)
            + self.walks.bytes()
    }

    /// What a conversation was read as, by its number.
    pub fn read(&self, number: u32) -> &ReadOff {
        &self.read[number as usize]
    }

    /// A conversation with what was read off it.
    pub fn case<'v>(&'v self, view: &'v ConversationView<'v>) -> Case<'v> {
        let at = view.idx as usize;
        let [days, answers, moods] = if at == 0 { [0; 3] } else { self.ends[at - 1] };
        let [days_end, answers_end, moods_end] = self.ends[at];
        Case {
            view,
            read: &self.read[at],
            days: &self.stretches.days[days as usize..days_end as usize],
            answers: &self.stretches.answers[answers as usize..answers_end as usize],
            moods: &self.stretches.moods[moods as usize..moods_end as usize],
            again: self.again.get(at).copied().unwrap_or_default(),
        }
    }
}
