//! What the lead asks of every shard, or of the one that holds a conversation, and what a shard answers: a
//! part that merges with those of the others.

use crate::{
    binary::{Frozen, In, Out},
    conversation::Day,
    insight::{BoardPartial, Days, Step},
    language::taught::Taught,
    search::Stats,
};

use super::{
    explained::Reason,
    facets::Counted,
    finding::{Best, Sought},
    listing::{Keys, ListRow, Order},
    memory::Held,
    quotes::Quote,
    taught::{Applied, Draw},
    transcript::Transcript,
};

/// A question. Filters are written, and known to be readable.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// On which days the chosen conversations began.
    Days(Chosen),
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
    /// To [`Ask::Explain`].
    Explain(Vec<Reason>),
    /// To [`Ask::Quotes`].
    Quotes(Vec<Quote>),
    /// To [`Ask::Learn`] and [`Ask::Apply`].
    Applied(Applied),
    /// To [`Ask::Sample`], where all are given, and [`Ask::Check`].
    Drawn(Draw),
}

/// Figures of the chosen conversations. Each is in one step or in the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cut {
    /// How many were chosen.
    pub count: u64,
    /// Those of each step.
    pub steps: Vec<BoardPartial>,
    /// Those outside all steps.
    pub rest: BoardPartial,
    /// Those of everything in the window, and in the one before it; empty without windows.
    pub windows: Vec<BoardPartial>,
    /// Names of taught labels by their slots: the same in every shard.
    pub taught: Vec<String>,
}

crate::frozen! {
    Chosen { filter, end }
    Slices { step, begin, count, windows, everything }
    Cut { count, steps, rest, windows, taught }
}

impl Cut {
    /// Takes in another shard's.
    pub fn merge(&mut self, other: &Self) {
        self.count += other.count;
        self.rest.merge(&other.rest);
        let merge = |mine: &mut Vec<BoardPartial>, theirs: &[BoardPartial]| {
            mine.resize_with(mine.len().max(theirs.len()), BoardPartial::new);
            mine.iter_mut().zip(theirs).for_each(|(mine, theirs)| mine.merge(theirs));
        };
        merge(&mut self.steps, &other.steps);
        merge(&mut self.windows, &other.windows);
        self.taught.clone_from(&other.taught);
    }

    /// All that were chosen.
    pub fn whole(&self) -> BoardPartial {
        let mut whole = self.rest.clone();
        self.steps.iter().for_each(|step| whole.merge(step));
        whole
    }
}

crate::frozen_by_number! {
    Ask {
        0 Days(chosen),
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
        12 Learn(taught),
        13 Apply(from, count),
        14 Sample(seed, most),
        15 Check(chosen, label, seed, most),
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
        12 Applied(applied),
        13 Drawn(draw),
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
