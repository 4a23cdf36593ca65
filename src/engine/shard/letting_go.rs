//! Letting conversations go: what they add to figures, and the store without them.

use std::collections::BTreeMap;

use super::{Shard, topics, voices};
use crate::{
    insight::BoardPartial,
    search::{Index, meaning::Sketches},
};

impl Shard {
    /// What conversations add to all figures, together for those of one place; `None` leaves one out.
    pub fn partials(&mut self, place: impl Fn(u32) -> Option<i64>) -> BTreeMap<i64, BoardPartial> {
        self.read_off();
        let mut partials = BTreeMap::new();
        for number in 0..self.corpus.conversations() {
            if let (Some(place), Some(view)) = (place(number), self.corpus.bare(number)) {
                let partial: &mut BoardPartial = partials.entry(place).or_default();
                partial.observe_case(&self.cases.case(&view));
            }
        }
        partials
    }

    /// The goals that each conversation reaches, a bit each, in the order of the plan.
    pub fn goals(&mut self) -> Vec<u16> {
        self.read_off();
        self.cases.all().iter().map(|read| read.goals).collect()
    }

    /// What conversations add whose last message came in each of the stretches of so many minutes from a moment on.
    pub fn spans(&mut self, from: i64, minutes: u32) -> BTreeMap<i64, BoardPartial> {
        let (latest, width) = (self.corpus.latest(), i64::from(minutes.max(1)) * 60_000);
        self.partials(|number| {
            let at = latest[number as usize].0;
            (at >= from).then(|| (at - from).div_euclid(width))
        })
    }

    /// Goes on with some conversations alone, by their numbers in rising order, from which they are numbered anew.
    pub fn keep_only(&mut self, kept: &[u32]) {
        self.listener.keep_only(kept);
        self.forget_answers();
        // Numbers of conversations and rows are others from now on.
        (self.topics, self.voiced) = (topics::Known::default(), voices::Voiced::default());
        (self.words, self.sketches) = (Index::default(), Sketches::default());
        self.corpus = self.corpus.only(kept);
    }
}
