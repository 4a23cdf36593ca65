//! A synthetic stream: seeded conversations of a shop, begun one after the other and told in time-lapse, so that a
//! panel has something to show where nobody talks. It is marked as such wherever it is shown.

use std::collections::BTreeMap;

use super::{Event, adapters::Collector};
use crate::{
    conversation::{Millis, Zone},
    ingest::{
        FileLog,
        json::{Arena, Json},
        read_record,
    },
    sample::{Format, Generator, Kind, Plan},
};

/// Seed of the stream: the same conversations every time.
const SEED: u64 = 11;

/// Conversations until it begins again, under other ids.
const ROUND: u32 = 2_000;

/// A conversation begins every so many milliseconds as people talk.
const EVERY: i64 = 120_000;

/// Milliseconds that are told at once when it begins, so that there is something to see.
const BEFORE: i64 = 3_600_000;

/// Pauses within a conversation are not longer than this, in milliseconds.
const LONGEST_PAUSE: i64 = 120_000;

/// The stream.
pub struct Demo {
    generator: Generator,
    /// Generated, and not yet read.
    bytes: Vec<u8>,
    round: u32,
    /// How many times as fast as people talk.
    speed: i64,
    /// When the next conversation begins.
    next: i64,
    /// What is said when, in its order.
    coming: BTreeMap<(i64, u64), Vec<Event>>,
    number: u64,
}

fn generator() -> Generator {
    Generator::new(Plan { kind: Kind::Shop, conversations: ROUND, seed: SEED }, Format::Jsonl)
}

impl Demo {
    /// A stream that begins at a moment, so many times as fast as people talk.
    pub fn new(now: i64, speed: u32) -> Self {
        let speed = i64::from(speed.clamp(1, 1_000));
        Self {
            generator: generator(),
            bytes: Vec::new(),
            round: 0,
            speed,
            next: now - BEFORE,
            coming: BTreeMap::new(),
            number: 0,
        }
    }

    /// What was said until a moment, each with its own.
    pub fn until(&mut self, now: i64) -> Vec<(i64, Vec<Event>)> {
        while self.next <= now {
            let begins = self.next;
            // The hour before is told as thinly as it would have been; a time-lapse begins when it is watched.
            self.next += EVERY / self.speed.min(20);
            self.begin(begins);
        }
        let later = self.coming.split_off(&(now + 1, 0));
        let due = std::mem::replace(&mut self.coming, later);
        due.into_iter().map(|((at, _), events)| (at, events)).collect()
    }

    /// Begins the next conversation.
    fn begin(&mut self, begins: i64) {
        let Some(line) = self.line() else { return };
        let (arena, mut collected) = (Arena::default(), Collector::default());
        let Some(record) = Json::parse(&line, &arena) else { return };
        read_record(&record, "", &Zone::utc(), &mut FileLog::default(), &mut collected);
        let (mut at, mut before): (i64, Option<i64>) = (begins, None);
        // A rating comes when all is said.
        let (told, said): (Vec<Event>, Vec<Event>) =
            collected.0.into_iter().partition(|event| matches!(event, Event::Told(_)));
        for event in said.into_iter().chain(told) {
            let event = match event {
                Event::Said(mut said) => {
                    let moment = said.utterance.at.map(|at| at.0);
                    let pause =
                        before.zip(moment).map_or(0, |(before, now)| (now - before).clamp(0, LONGEST_PAUSE));
                    before = moment.or(before);
                    at += pause / self.speed;
                    said.utterance.at = Some(Millis(at));
                    said.conversation = said.conversation.map(|id| self.named(&id));
                    Event::Said(said)
                }
                Event::Told(mut told) => {
                    told.conversation = told.conversation.map(|id| self.named(&id));
                    Event::Told(told)
                }
                event => event,
            };
            self.number += 1;
            self.coming.insert((at, self.number), vec![event]);
        }
    }

    fn named(&self, id: &str) -> String {
        if self.round == 0 { id.to_owned() } else { format!("{id} {}", self.round + 1) }
    }

    /// The next conversation, as a line.
    fn line(&mut self) -> Option<String> {
        loop {
            if let Some(end) = memchr::memchr(b'\n', &self.bytes) {
                let line = String::from_utf8(self.bytes[..end].to_vec()).ok();
                self.bytes.drain(..=end);
                return line;
            }
            if !self.generator.next_chunk(&mut self.bytes) && !self.bytes.contains(&b'\n') {
                self.generator = generator();
                self.round += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(demo: &mut Demo, now: i64) -> Vec<(i64, Vec<Event>)> {
        demo.until(now)
    }

    #[test]
    fn it_is_the_same_every_time_and_goes_on() {
        let (mut one, mut two) = (Demo::new(10_000_000, 20), Demo::new(10_000_000, 20));
        let first = told(&mut one, 10_000_000);
        assert!(first.len() > 500, "{} events of the hour before", first.len());
        assert_eq!(first, told(&mut two, 10_000_000));
        assert!(first.windows(2).all(|pair| pair[0].0 <= pair[1].0), "in the order of time");
        let next = told(&mut one, 10_060_000);
        assert!(next.len() > 50, "{} in a minute", next.len());
        assert!(next.iter().all(|(at, _)| (10_000_001..=10_060_000).contains(at)));
    }
}
