//! What the lead asks of every shard, or of the one that holds a conversation, and what a shard answers: a
//! part that merges with those of the others.

use std::collections::{BTreeMap, btree_map::Entry};

use crate::{
    binary::{Frozen, In, Out},
    conversation::Day,
    insight::{BoardPartial, Days, Step},
    language::taught::Taught,
    plan::Plan,
    search::Stats,
    topics::{Arranged, Sample, Topics},
};

use super::{
    again::{Matters, Told},
    explained::Reason,
    facets::Counted,
    finding::{Best, Sought},
    listing::{Keys, ListRow, Order},
    memory::Held,
    near::NearLine,
    quotes::Quote,
    studies::{Study, StudyPart},
    taught::{Applied, Draw},
    transcript::Transcript,
    voices::Gathered,
};

/// A question. Filters are written, and known to be readable.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// On which days all conversations began.
    Days,
    /// The figures of the chosen conversations, in steps and windows if wanted.
    Figures(Chosen, Option<Slices>),
    /// The names that a filter can ask for.
    Facets,
    /// The chosen conversations with what orders them.
    Keys(Chosen, Order),
    /// Some conversations, by their numbers in the shard, for the list.
    Rows(Vec<u32>),
    /// One conversation, by its number in the shard, with its words.
    Transcript(u32),
    /// All that the shard holds.
    Store,
    /// How common the words are that are searched for.
    Stats(String),
    /// The best of the messages that have them.
    Best(Box<Sought>),
    /// How much memory the shard takes.
    Memory,
    /// The messages nearest in meaning.
    Near(Box<Sought>),
    /// Why a line of a conversation was read as it was, by its number in the shard.
    Explain(u32, u32),
    /// Messages that prove signals, of the chosen conversations.
    Quotes(Chosen),
    /// To learn what was taught; answered by [`Part::Applied`], of nothing yet.
    Learn(Box<Taught>),
    /// To apply it to so many conversations, from one on, by their numbers in the shard.
    Apply(u32, u32),
    /// Messages of users, drawn by a seed: so many.
    Sample(u64, u32),
    /// Messages of the chosen conversations for checking a label, by what it is of and its name; drawn by a
    /// seed, so many of those that have it and of those that do not.
    Check(Chosen, (String, String), u64, u32),
    /// A study of the chosen conversations.
    Study(Chosen, Study),
    /// What the conversations of users with several are about.
    Matters,
    /// To take in which of them come again; answered by [`Part::Memory`].
    Again(Box<Told>),
    /// To follow what a person says of their business; answered by [`Part::Applied`], of nothing.
    Plan(Box<Plan>),
    /// The sample of the shard's requests.
    Requests,
    /// To read its requests by the topics of all, and whether these stand for intents, which the source states none of;
    /// answered by [`Part::Memory`].
    Topics(Box<Topics>, bool),
    /// To take in which of their branches are shown; answered by [`Part::Memory`].
    Arranged(Box<Arranged>),
    /// The shard's messages with signals.
    Voices,
    /// What conversations add to all figures, by when their last messages came: in stretches of so many minutes from a
    /// moment on.
    Spans(i64, u32),
    /// To read these by the groups of all, signal by signal, and by the names of competitors; answered by [`Part::Memory`].
    Voiced(Vec<Topics>, Vec<String>),
}

/// Which conversations are meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// The filter, as it is written.
    pub filter: String,
    /// The last moment in the data of all shards, from which `last:` counts back.
    pub end: Option<i64>,
}

/// How figures are cut into a course.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slices {
    /// How wide the steps are.
    pub step: Step,
    /// Number of the first step.
    pub begin: i32,
    /// How many steps there are.
    pub count: u32,
    /// The window and the one before it.
    pub windows: Option<[(Day, Day); 2]>,
    /// The conversations that the windows are taken from.
    pub everything: Chosen,
}

/// A shard's part of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// To [`Ask::Days`].
    Days(Days<1>),
    /// To [`Ask::Figures`].
    Figures(Box<Cut>),
    /// To [`Ask::Facets`].
    Facets(Counted),
    /// To [`Ask::Keys`].
    Keys(Keys),
    /// To [`Ask::Rows`], in their order; a number that no conversation has is left out.
    Rows(Vec<ListRow>),
    /// To [`Ask::Transcript`]; boxed, because it is long.
    Transcript(Option<Box<Transcript>>),
    /// To [`Ask::Store`].
    Store(Stored),
    /// To [`Ask::Stats`].
    Stats(Stats),
    /// To [`Ask::Best`].
    Best(Box<Best>),
    /// To [`Ask::Memory`].
    Memory(Held),
    /// To [`Ask::Near`].
    Near(Vec<NearLine>),
    /// To [`Ask::Explain`].
    Explain(Vec<Reason>),
    /// To [`Ask::Quotes`].
    Quotes(Vec<Quote>),
    /// To [`Ask::Learn`], [`Ask::Apply`] and [`Ask::Plan`].
    Applied(Applied),
    /// To [`Ask::Sample`], where all are given, and [`Ask::Check`].
    Drawn(Draw),
    /// To [`Ask::Study`].
    Studied(StudyPart),
    /// To [`Ask::Matters`].
    Matters(Matters),
    /// To [`Ask::Requests`].
    Requests(Box<Sample>),
    /// To [`Ask::Voices`].
    Voices(Box<Gathered>),
    /// To [`Ask::Spans`].
    Spans(BTreeMap<i64, BoardPartial>),
}

/// Figures of the chosen conversations, and of everything in the windows. Each conversation is in one slot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cut {
    /// How many were chosen.
    pub count: u64,
    /// How much memory the shards take.
    pub held: Held,
    /// The figures of each slot in which there are conversations.
    pub slots: BTreeMap<Slot, BoardPartial>,
    /// Names of taught labels by their slots: the same in every shard.
    pub taught: Vec<String>,
}

/// Where in a course a conversation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot {
    /// Whether it was chosen; if not, it is one of everything in a window.
    pub chosen: bool,
    /// The step in which it began; `None` for one outside of all steps.
    pub step: Option<u32>,
    /// The window in which it began, 0 for the later one.
    pub window: Option<u32>,
}

crate::frozen! {
    Chosen { filter, end }
    Slices { step, begin, count, windows, everything }
    Cut { count, held, slots, taught }
    Slot { chosen, step, window }
}

impl Slices {
    /// The course of conversations that began on some days.
    pub fn of((first, last): (Day, Day), windows: Option<[(Day, Day); 2]>, everything: Chosen) -> Self {
        let step = Step::for_days(last.0 - first.0 + 1);
        let begin = step.number(first);
        Self { step, begin, count: (step.number(last) - begin + 1) as u32, windows, everything }
    }

    /// Whether they hold the course of conversations that began on some days, in steps of the same width.
    pub fn hold(&self, (first, last): (Day, Day)) -> bool {
        self.step == Step::for_days(last.0 - first.0 + 1)
            && self.place(first).is_some()
            && self.place(last).is_some()
    }

    /// The place of a day's step.
    pub fn place(&self, day: Day) -> Option<u32> {
        let place = i64::from(self.step.number(day)) - i64::from(self.begin);
        u32::try_from(place).ok().filter(|place| *place < self.count)
    }

    /// The window that a day is in.
    pub fn window(&self, day: Day) -> Option<u32> {
        let is_in = |(from, to): &(Day, Day)| (*from..=*to).contains(&day);
        self.windows?.iter().position(is_in).map(|window| window as u32)
    }
}

impl Cut {
    /// Takes in another shard's.
    pub fn merge(&mut self, other: Self) {
        self.count += other.count;
        self.held.merge(other.held);
        for (slot, partial) in other.slots {
            match self.slots.entry(slot) {
                Entry::Vacant(free) => drop(free.insert(partial)),
                Entry::Occupied(mut mine) => mine.get_mut().merge(&partial),
            }
        }
        self.taught = other.taught;
    }

    /// All that were chosen.
    pub fn whole(&self) -> BoardPartial {
        self.merged(|slot| slot.chosen)
    }

    /// Those that were chosen of a step.
    pub fn step(&self, place: u32) -> BoardPartial {
        self.merged(|slot| slot.chosen && slot.step == Some(place))
    }

    /// Everything in a window.
    pub fn window(&self, window: u32) -> BoardPartial {
        self.merged(|slot| slot.window == Some(window))
    }

    fn merged(&self, wanted: impl Fn(&Slot) -> bool) -> BoardPartial {
        let mut wanted = self.slots.iter().filter(|(slot, _)| wanted(slot)).map(|(_, partial)| partial);
        let mut merged = wanted.next().cloned().unwrap_or_default();
        wanted.for_each(|partial| merged.merge(partial));
        merged
    }
}

crate::frozen_by_number! {
    Ask {
        0 Days,
        1 Figures(chosen, slices),
        2 Facets,
        3 Keys(chosen, order),
        4 Rows(numbers),
        5 Transcript(number),
        6 Store,
        7 Stats(words),
        8 Best(sought),
        9 Memory,
        10 Quotes(chosen),
        11 Explain(number, line),
        12 Near(sought),
        13 Learn(taught),
        14 Apply(from, count),
        15 Sample(seed, most),
        16 Check(chosen, label, seed, most),
        17 Study(chosen, study),
        18 Matters,
        19 Again(told),
        20 Plan(plan),
        21 Requests,
        22 Topics(topics, for_intents),
        23 Arranged(arranged),
        24 Voices,
        25 Voiced(found, names),
        26 Spans(from, minutes),
    }
    Part {
        0 Days(days),
        1 Figures(cut),
        2 Facets(counted),
        3 Keys(keys),
        4 Rows(rows),
        5 Transcript(transcript),
        6 Store(stored),
        7 Stats(stats),
        8 Best(best),
        9 Memory(held),
        10 Quotes(quotes),
        11 Explain(reasons),
        12 Near(lines),
        13 Applied(applied),
        14 Drawn(draw),
        15 Studied(part),
        16 Matters(matters),
        17 Requests(sample),
        18 Voices(gathered),
        19 Spans(partials),
    }
}

/// A store that was written: [`Corpus::freeze_part`](crate::corpus::Corpus::freeze_part).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored(pub Vec<u8>);

impl Frozen for Stored {
    fn freeze(&self, out: &mut Out) {
        out.0.extend_from_slice(&self.0);
    }

    /// All that is left: nothing comes behind a store.
    fn thaw(from: &mut In<'_>) -> Option<Self> {
        from.take(from.0.len()).map(|bytes| Self(bytes.to_vec()))
    }
}
