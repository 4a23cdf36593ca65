//! Only conversations that begin on some days, for files of which the whole is too much.
//!
//! A conversation begins with the first of its messages in the source; one whose first message has no time is
//! on no day. What a source says of a conversation before that message waits here, raw, until it is settled.

use siphasher::sip128::SipHasher13;

use crate::{
    conversation::{Clock, Day, Facts, Utterance, Zone},
    ingest::{Aside, Sink, Taken},
    privacy::ByKey,
    size,
};

use super::keyed;

/// The days, and what is known of conversations.
pub struct OnlyDays {
    from: Day,
    to: Day,
    clock: Clock,
    hasher: SipHasher13,
    /// Whether each conversation is in, by the key of its id.
    is_in: ByKey<bool>,
    waiting: ByKey<Vec<Facts<'static>>>,
}

impl OnlyDays {
    /// From a day to a day of a zone, both among them.
    pub fn new((from, to): (Day, Day), zone: Zone, hasher: SipHasher13) -> Self {
        let clock = Clock::new(zone);
        Self { from, to, clock, hasher, is_in: ByKey::default(), waiting: ByKey::default() }
    }

    /// What lets through to a sink only what is of these days.
    pub fn before<'s>(&'s mut self, sink: &'s mut dyn Sink) -> Within<'s> {
        Within { days: self, sink }
    }

    /// Bytes of memory that it takes.
    pub fn bytes(&self) -> u64 {
        size::table(&self.is_in) + size::table(&self.waiting)
    }
}

/// Lets through what is of some days.
pub struct Within<'s> {
    days: &'s mut OnlyDays,
    sink: &'s mut dyn Sink,
}

impl Sink for Within<'_> {
    fn facts(&mut self, conversation: &str, facts: &Facts<'_>) {
        let key = keyed(self.days.hasher, conversation);
        match self.days.is_in.get(&key) {
            Some(true) => self.sink.facts(conversation, facts),
            Some(false) => {}
            None => self.days.waiting.entry(key).or_default().push(facts.clone().into_owned()),
        }
    }

    fn utterance(&mut self, conversation: &str, utterance: &Utterance<'_>) -> Taken {
        let OnlyDays { from, to, clock, hasher, is_in, waiting } = &mut *self.days;
        let key = keyed(*hasher, conversation);
        let is_in = *is_in.entry(key).or_insert_with(|| {
            let day = utterance.at.map(|at| Day(clock.hour(at).day));
            day.is_some_and(|day| (*from..=*to).contains(&day))
        });
        let facts = waiting.remove(&key).filter(|_| is_in);
        facts.iter().flatten().for_each(|facts| self.sink.facts(conversation, facts));
        if is_in { self.sink.utterance(conversation, utterance) } else { Taken::OtherDay }
    }

    fn aside(&mut self, aside: &Aside<'_>) {
        self.sink.aside(aside);
    }

    fn bot(&mut self, id: &str) -> bool {
        self.sink.bot(id)
    }

    fn is_bot(&mut self, id: &str) -> bool {
        self.sink.is_bot(id)
    }
}
