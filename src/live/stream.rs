//! From what sources hand over to conversations: each source read by its adapter, pieces of answers joined,
//! repetitions left out, and what names no conversation put into the one that is going on, until it is over or a
//! pause parts it.

use std::collections::BTreeMap;

use super::{
    adapters::{Adapter, Heard, Sense, adapter},
    event::{Event, Manner, Said, Told},
    known::Known,
};
use crate::{
    binary::{Frozen, In, Out},
    conversation::{Millis, Utterance, Zone},
    ingest::{
        Effect, FileLog, GAP_MINUTES, Kind, Sink, Taken,
        json::{Arena, Json},
    },
    privacy::Masker,
};

/// A conversation without an id is over after so long a pause, in milliseconds.
const GAP: i64 = GAP_MINUTES as i64 * 60_000;

/// An answer whose pieces stop coming is over after so long, in milliseconds.
const STALLED: i64 = 30_000;

/// The latest and the earliest moment that browsers know, in milliseconds from 1970.
const LATEST: f64 = 8.64e15;

/// What was said so long before it came is history that a chat shows again, in milliseconds.
const LATE: i64 = 300_000;

/// By how much a clock may be ahead of the page's, in milliseconds.
const AHEAD: i64 = 60_000;

/// Answers that are written at once.
const MOST_WRITING: usize = 256;

/// Characters of an answer that is being joined.
const LONGEST: usize = 1 << 20;

/// Sources that are read at once.
const MOST_SOURCES: usize = 64;

/// Reads what all sources hand over.
#[derive(Default)]
pub struct Stream {
    channels: BTreeMap<String, Channel>,
    known: Known,
    writing: Vec<Writing>,
    log: FileLog,
    /// What was handed over that was none of ours.
    noise: u64,
    /// Messages that came again.
    repeated: u64,
    /// Of each message that went on since it was last asked, whether it is history.
    history: Vec<bool>,
}

/// One source.
struct Channel {
    /// `None` for a source that is not known.
    adapter: Option<Box<dyn Adapter>>,
    at: Going,
}

/// The conversation of a source that is going on.
#[derive(Clone, Debug, Default, PartialEq)]
struct Going {
    /// Its id, where the source named it.
    named: Option<String>,
    /// How many without an id there were.
    serial: u32,
    /// Whether the next message begins another.
    over: bool,
    latest: Option<i64>,
}

crate::frozen! { Going { named, serial, over, latest } }

/// An answer that is being written.
struct Writing {
    conversation: String,
    /// Where it is known again.
    known_in: String,
    id: Option<String>,
    utterance: Utterance<'static>,
    text: String,
    latest: i64,
}

impl Stream {
    /// A stream of which so many messages are kept.
    pub fn knowing(room: u32) -> Self {
        Self { known: Known::of(room), ..Self::default() }
    }

    /// Of each message that went on since this was last asked, whether it is history: by its time, else as it came.
    pub fn take_history(&mut self) -> Vec<bool> {
        std::mem::take(&mut self.history)
    }

    /// Takes one delivery, `{source, name, data, at}` as JSON: the name of a source, that of its event, what came
    /// along, and when, in UTC milliseconds. Gives how many messages were new.
    pub fn take(&mut self, delivery: &Json<'_>, zone: &Zone, sink: &mut dyn Sink) -> u32 {
        let source = delivery.said("source").unwrap_or("message");
        let Some(at) = delivery.number("at").filter(|at| at.abs() <= LATEST) else {
            self.note(Effect::Skipped, Kind::BadTime);
            return 0;
        };
        let at = at as i64;
        if !self.channels.contains_key(source) {
            if self.channels.len() >= MOST_SOURCES {
                self.note(Effect::Skipped, Kind::UnknownSource);
                return 0;
            }
            let channel = Channel { adapter: adapter(source), at: Going::default() };
            self.channels.insert(source.to_owned(), channel);
        }
        let stalled = self.stalled(at, sink);
        let Some(channel) = self.channels.get_mut(source) else { return 0 };
        let adapter =
            channel.adapter.get_or_insert_with(|| adapter(source).unwrap_or_else(|| Box::new(Nobody)));
        let mut heard = Heard { events: Vec::new(), log: &mut self.log, zone };
        let null = Json::Null;
        let data = delivery.at("data").unwrap_or(&null);
        let sense = adapter.read(delivery.said("name").unwrap_or_default(), data, &mut heard);
        let events = heard.events;
        let mut going = std::mem::take(&mut channel.at);
        match sense {
            Sense::Read => {}
            Sense::Noise => self.noise += 1,
            Sense::Strange => self.note(Effect::Skipped, Kind::NoMessages),
        }
        let mut taken = stalled;
        for event in events {
            self.event(source, event, (at, &mut going), sink, &mut taken);
        }
        if let Some(channel) = self.channels.get_mut(source) {
            channel.at = going;
        }
        taken
    }

    /// Takes events that come from no widget, of a moment. Gives how many messages were new.
    pub fn events(&mut self, source: &str, events: Vec<Event>, at: i64, sink: &mut dyn Sink) -> u32 {
        let mut taken = 0;
        for event in events {
            self.event(source, event, (at, &mut Going::default()), sink, &mut taken);
        }
        taken
    }

    fn event(
        &mut self,
        source: &str,
        event: Event,
        (at, going): (i64, &mut Going),
        sink: &mut dyn Sink,
        taken: &mut u32,
    ) {
        match event {
            Event::In(id) => {
                let same = going.named.as_ref() == Some(&id) && !going.over;
                if !same {
                    *going = Going { named: Some(id), serial: going.serial, over: false, latest: None };
                }
            }
            Event::Over => going.over = true,
            Event::Told(Told { conversation, facts }) => {
                let conversation = conversation.unwrap_or_else(|| going.conversation(source, at));
                sink.facts(&conversation, &facts);
            }
            Event::Said(said) => {
                // What names no conversation is known again in whichever is going on.
                let named = said.conversation.clone().or_else(|| going.named.clone());
                let known_in = named.unwrap_or_else(|| source.to_owned());
                if !self.is_new(&known_in, &said) {
                    self.repeated += 1;
                    return;
                }
                let moment = said.utterance.at.map_or(at, |said| said.0.min(at.saturating_add(AHEAD)));
                let conversation = match &said.conversation {
                    Some(id) => id.clone(),
                    None => going.conversation(source, moment),
                };
                *taken += u32::from(self.said((conversation, known_in), said, at, sink));
            }
        }
    }

    /// Whether something was not said before; from now on it is known.
    fn is_new(&mut self, known_in: &str, said: &Said) -> bool {
        let new = match (&said.manner, &said.id) {
            (Manner::Piece { .. }, _) => return true,
            (Manner::Again, None) => return self.known.again(known_in, &said.utterance),
            (_, Some(id)) => self.known.id(known_in, id),
            (Manner::Now, None) => true,
        };
        if new && said.manner == Manner::Now {
            self.known.said(known_in, &said.utterance);
        }
        new
    }

    /// Takes something new that was said; whether it says anything.
    fn said(
        &mut self,
        (conversation, known_in): (String, String),
        said: Said,
        at: i64,
        sink: &mut dyn Sink,
    ) -> bool {
        let Said { id, mut utterance, manner, .. } = said;
        if let Manner::Piece { last } = manner {
            let is_it = |writing: &Writing| {
                writing.conversation == conversation && (id.is_none() || writing.id == id)
            };
            let known = self.writing.iter().position(is_it);
            if known.is_none() && self.writing.len() >= MOST_WRITING {
                self.note(Effect::Skipped, Kind::TooLong);
                return false;
            }
            let place = known.unwrap_or_else(|| {
                let (text, utterance) = (String::new(), utterance.clone());
                self.writing.push(Writing { conversation, known_in, id, utterance, text, latest: at });
                self.writing.len() - 1
            });
            let writing = &mut self.writing[place];
            writing.latest = at;
            if writing.text.len() + utterance.text.len() <= LONGEST {
                writing.text.push_str(&utterance.text);
            } else {
                self.note(Effect::Skipped, Kind::TooLong);
            }
            return last && self.written(place, sink);
        }
        let is_history =
            utterance.at.map_or(manner == Manner::Again, |said| at.saturating_sub(said.0) > LATE);
        if manner == Manner::Now || id.is_some() {
            utterance.at = utterance.at.or(Some(Millis(at)));
        }
        // A clock that goes ahead would keep its conversation in every window for good.
        utterance.at =
            utterance.at.map(|said| if said.0 > at.saturating_add(AHEAD) { Millis(at) } else { said });
        if utterance.text.trim().is_empty() {
            return false;
        }
        if matches!(sink.utterance(&conversation, &utterance), Taken::New | Taken::Joined) {
            self.history.push(is_history);
        }
        self.log.kept += 1;
        true
    }

    /// Passes on an answer that is written to its end; whether it is new.
    fn written(&mut self, place: usize, sink: &mut dyn Sink) -> bool {
        let Writing { conversation, known_in, id, utterance, text, latest } = self.writing.remove(place);
        let said = Said {
            conversation: None,
            id,
            utterance: Utterance { text: text.into(), ..utterance },
            manner: Manner::Now,
        };
        // It comes again under its id, or word by word.
        if !self.is_new(&known_in, &said) {
            self.repeated += 1;
            return false;
        }
        self.said((conversation, known_in), said, latest, sink)
    }

    /// Passes on the answers whose pieces stopped coming.
    pub fn stalled(&mut self, now: i64, sink: &mut dyn Sink) -> u32 {
        let mut passed = 0;
        while let Some(place) =
            self.writing.iter().position(|writing| now.saturating_sub(writing.latest) > STALLED)
        {
            passed += u32::from(self.written(place, sink));
        }
        passed
    }

    fn note(&mut self, effect: Effect, kind: Kind) {
        self.log.note(0, self.log.read, effect, kind);
    }

    /// What is shown once more from now on is another replay.
    pub fn end_replay(&mut self) {
        self.known.end_replay();
    }

    /// Knows messages again by their words without names, too.
    pub fn mask_by(&mut self, masker: Masker) {
        self.known.mask_by(masker);
    }

    /// Whether answers are being written.
    pub fn is_writing(&self) -> bool {
        !self.writing.is_empty()
    }

    /// Messages that went on, and problems.
    pub fn log(&self) -> &FileLog {
        &self.log
    }

    /// Messages that came again and were left out.
    pub fn repeated(&self) -> u64 {
        self.repeated
    }

    /// What was handed over that was none of ours.
    pub fn noise(&self) -> u64 {
        self.noise
    }

    /// Bytes of memory.
    pub fn bytes(&self) -> u64 {
        self.known.bytes() + self.writing.iter().map(|writing| writing.text.capacity() as u64).sum::<u64>()
    }

    /// Writes what must be known to go on in another session. What adapters remember begins anew there: what they
    /// are shown again is known by its ids and words.
    pub fn freeze(&self, out: &mut Out) {
        self.known.freeze(out);
        let mut masker = Masker::new([0; 16]);
        let mut shown = |at: &Going| {
            let named = at.named.as_ref().map(|id| masker.mask(id).text.into_owned());
            Going { named, ..at.clone() }
        };
        let going: Vec<(String, Going)> =
            self.channels.iter().map(|(source, channel)| (source.clone(), shown(&channel.at))).collect();
        going.freeze(out);
        (self.noise, self.repeated).freeze(out);
        (self.log.read, self.log.kept).freeze(out);
    }

    /// A stream that goes on where another was written.
    pub fn thaw(from: &mut In<'_>, room: u32) -> Option<Self> {
        let known = Known::thaw(from, room)?;
        let going = Vec::<(String, Going)>::thaw(from)?;
        let (noise, repeated) = Frozen::thaw(from)?;
        let (read, kept) = Frozen::thaw(from)?;
        let channels = going
            .into_iter()
            .map(|(source, at)| {
                let channel = Channel { adapter: adapter(&source), at };
                (source, channel)
            })
            .collect();
        let mut log = FileLog::default();
        (log.read, log.kept) = (read, kept);
        Some(Self { channels, known, log, noise, repeated, ..Self::default() })
    }
}

impl Going {
    /// The conversation of something that happens at a moment and names none.
    fn conversation(&mut self, source: &str, at: i64) -> String {
        let pause = self.latest.is_some_and(|latest| at.saturating_sub(latest) > GAP);
        if self.over || pause && self.named.is_none() || self.named.is_none() && self.serial == 0 {
            self.named = None;
            self.serial += 1;
            self.over = false;
        }
        self.latest = Some(self.latest.map_or(at, |latest| latest.max(at)));
        match &self.named {
            Some(id) => id.clone(),
            None => format!("{source} {}", self.serial),
        }
    }
}

/// Reads a source that nobody knows.
struct Nobody;

impl Adapter for Nobody {
    fn read(&mut self, _: &str, _: &Json<'_>, heard: &mut Heard<'_>) -> Sense {
        heard.log.note(0, heard.log.read, Effect::Skipped, Kind::UnknownSource);
        Sense::Read
    }
}

/// Calls with each delivery of a text: one, or a list of them. Whether it could be read.
pub fn each_delivery(text: &str, mut call: impl FnMut(&Json<'_>)) -> bool {
    let arena = Arena::default();
    match Json::parse(text, &arena) {
        Some(Json::List(deliveries)) => deliveries.iter().for_each(call),
        Some(delivery) => call(&delivery),
        None => return false,
    }
    true
}
