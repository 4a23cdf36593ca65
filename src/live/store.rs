//! What a stream of messages comes to: the same store and the same figures as of files, with a limit to the messages
//! that are kept. The oldest conversations are let go; what they add to figures stays.

use std::sync::Arc;

use super::{
    Event, Happening, Window,
    gone::Gone,
    pulse::{Beat, Pulse},
    stream::{Stream, each_delivery},
    telling::{Noting, Telling},
};
use crate::{
    binary::{Frozen, In, Out},
    corpus::Corpus,
    engine::{Analysis, Asking, Here, Settings, at_once},
    ingest::FileLog,
    insight::{Board, BoardPartial},
    privacy::{Masker, Names},
    report::FileReport,
    snapshot::{self, About},
    text::model::{Model, Refusal},
};

/// Messages kept, unless somebody chose otherwise.
pub const ROOM: u32 = 50_000;

/// Of the bytes in which a stream is written: others are refused.
const VERSION: u32 = 0x554C_0001;

/// The least that can be chosen.
const LEAST_ROOM: u32 = 100;

/// A stream of messages, and what it comes to.
pub struct Live {
    pub(super) analysis: Analysis,
    pub(super) stream: Stream,
    gone: Gone,
    pub(super) pulse: Pulse,
    /// Messages kept.
    room: u32,
    /// Messages heard in all.
    messages: u64,
    /// Deliveries that were no JSON.
    unreadable: u64,
    /// Whether any of it is synthetic.
    synthetic: bool,
    pub(super) telling: Telling,
}

impl Live {
    /// A stream of nothing yet that keeps so many messages.
    pub fn new(settings: Settings, room: u32) -> Self {
        let room = room.max(LEAST_ROOM);
        Self {
            analysis: Analysis::new(settings),
            stream: Stream::knowing(room),
            gone: Gone::default(),
            pulse: Pulse::default(),
            room,
            messages: 0,
            unreadable: 0,
            synthetic: false,
            telling: Telling::default(),
        }
    }

    /// Understands what is said by a model. Before the first message.
    ///
    /// # Errors
    /// Why the model cannot be used.
    pub fn understand(&mut self, model: &Arc<Model>) -> Result<(), Refusal> {
        self.stream.mask_by(Masker::with_names([0; 16], Names::of(model).map(Arc::new)));
        self.analysis.understand(model)
    }

    /// Takes what sources handed over, as JSON: one delivery `{source, name, data, at}` or a list of them. Gives what
    /// happened by that.
    pub fn take(&mut self, deliveries: &str) -> Vec<Happening> {
        let Self { analysis, stream, unreadable, .. } = self;
        let zone = analysis.lead().zone().clone();
        let mut told = Vec::new();
        stream.end_replay();
        let taken = analysis.hear(|sink| {
            let mut noting = Noting { sink, told: &mut told };
            let mut all = 0;
            let readable =
                each_delivery(deliveries, |delivery| all += stream.take(delivery, &zone, &mut noting));
            *unreadable += u64::from(!readable);
            all
        });
        self.messages += u64::from(taken);
        self.happened(told)
    }

    /// Whether any of what was heard is synthetic.
    pub fn is_synthetic(&self) -> bool {
        self.synthetic
    }

    /// Takes synthetic events, of a moment.
    pub fn hear(&mut self, source: &str, events: Vec<Event>, at: i64) -> Vec<Happening> {
        self.synthetic = true;
        let Self { analysis, stream, .. } = self;
        let mut told = Vec::new();
        let taken =
            analysis.hear(|sink| stream.events(source, events, at, &mut Noting { sink, told: &mut told }));
        self.messages += u64::from(taken);
        self.happened(told)
    }

    /// Time went on to a moment, in UTC milliseconds: answers whose pieces stopped coming are taken as they are, and
    /// what is in no window any more is forgotten.
    pub fn tick(&mut self, now: i64) -> Vec<Happening> {
        self.gone.forget_before(now);
        if !self.stream.is_writing() {
            return Vec::new();
        }
        let Self { analysis, stream, .. } = self;
        let stalled = analysis.hear(|sink| stream.stalled(now, sink));
        self.messages += u64::from(stalled);
        self.happened(Vec::new())
    }

    /// Whether more messages are kept than there is room for.
    pub(super) fn is_full(&mut self) -> bool {
        let corpus = self.analysis.corpus();
        corpus.utterances() + corpus.conversations() / 2 > self.room + self.room / 4
    }

    /// Lets the oldest conversations go.
    pub(super) fn make_room(&mut self) {
        let corpus = self.analysis.corpus();
        // One that nobody says anything in takes room too.
        let taken = |(_, messages): &(i64, u32)| (*messages).max(1);
        let latest = corpus.latest();
        let mut oldest: Vec<u32> = (0..latest.len() as u32).collect();
        oldest.sort_unstable_by_key(|number| (latest[*number as usize].0, *number));
        let (mut left, mut goes) = (latest.iter().map(taken).sum::<u32>(), vec![false; latest.len()]);
        for number in oldest {
            if left <= self.room - self.room / 4 {
                break;
            }
            goes[number as usize] = true;
            left -= taken(&latest[number as usize]);
        }
        let place = |number: u32| {
            let at = latest[number as usize].0;
            goes[number as usize].then(|| if at == i64::MIN { Gone::UNTIMED } else { Gone::place(at) })
        };
        let partials = self.analysis.let_go(place);
        self.gone.take(partials, goes.iter().filter(|goes| **goes).count() as u64);
        self.telling.let_go(&goes, self.analysis.corpus());
    }

    /// The figures of the conversations in a window up to a moment.
    pub fn board(&self, window: Window, now: i64) -> Board {
        let asking = self.asking(window, now);
        // The shard is beside its lead, and never lost.
        let mut added: BoardPartial = at_once(asking.added(&window.filter())).unwrap_or_default();
        if self.gone.conversations() > 0 {
            added.merge(&self.gone.within(window, now));
        }
        asking.read(&added)
    }

    /// To ask questions about what is kept, counted back from a moment.
    pub fn asking(&self, window: Window, now: i64) -> Asking<'_, Here> {
        let mut asking = self.analysis.asking();
        if window != Window::Ever
            && let Some((_, end)) = &mut asking.totals.span
        {
            *end = now;
        }
        asking
    }

    /// What is kept.
    pub(super) fn corpus(&mut self) -> &mut Corpus {
        self.analysis.corpus()
    }

    /// The last hour up to a moment, minute by minute.
    pub fn pulse(&self, now: i64) -> Vec<Beat> {
        self.pulse.last_hour(now)
    }

    /// Messages heard in all.
    pub fn messages(&self) -> u64 {
        self.messages
    }

    /// Conversations heard in all.
    pub fn conversations(&self) -> u64 {
        u64::from(self.analysis.lead().totals().conversations) + self.gone.conversations()
    }

    /// Conversations whose messages are no longer kept.
    pub fn gone(&self) -> u64 {
        self.gone.conversations()
    }

    /// Whether conversations of a window up to a moment are no longer kept.
    pub(super) fn are_gone(&self, window: Window, now: i64) -> bool {
        self.gone.are_within(window, now)
    }

    /// What was wrong with what was handed over.
    pub fn log(&self) -> &FileLog {
        self.stream.log()
    }

    /// What else was left out: messages that came again, what was none of ours, and what was no JSON.
    pub fn left_out(&self) -> (u64, u64, u64) {
        (self.stream.repeated(), self.stream.noise(), self.unreadable)
    }

    /// Bytes of memory that it takes.
    pub fn bytes(&self) -> u64 {
        let mut held = 0;
        self.analysis.each_shard(|shard| held += shard.held().bytes);
        held + self.analysis.lead().bytes() + self.stream.bytes() + self.gone.bytes()
    }

    /// Everything, as bytes: masked texts, what conversations that are gone add, and what is needed to know messages
    /// that come again.
    pub fn freeze(&mut self) -> Vec<u8> {
        let mut out = Out::default();
        VERSION.freeze(&mut out);
        self.room.freeze(&mut out);
        (self.messages, self.unreadable, self.synthetic).freeze(&mut out);
        self.stream.freeze(&mut out);
        self.gone.freeze(&mut out);
        self.pulse.freeze(&mut out);
        self.analysis.corpus().freeze_part(&mut out);
        out.0
    }

    /// What is kept as an analysis: a file that the page and the terminal open, with masked texts. Conversations that were
    /// let go are not in it.
    pub fn save(&mut self) -> Vec<u8> {
        let about = About {
            name: "live".to_owned(),
            timezone: self.analysis.lead().zone().name().to_owned(),
            synthetic: self.synthetic,
            files: vec![FileReport::from(self.log())],
        };
        snapshot::write(&about, self.analysis.corpus(), true)
    }

    /// A stream that goes on where another was written; `None` where these are not its bytes.
    pub fn thaw(settings: Settings, bytes: &[u8]) -> Option<Self> {
        let mut from = In(bytes);
        let from = &mut from;
        if u32::thaw(from)? != VERSION {
            return None;
        }
        let room = u32::thaw(from)?;
        let (messages, unreadable, synthetic) = Frozen::thaw(from)?;
        let stream = Stream::thaw(from, room)?;
        let (gone, pulse) = (Gone::thaw(from)?, Pulse::thaw(from)?);
        let corpus = Corpus::thaw_part(from, crate::corpus::Place::default())?;
        let telling = Telling::from(&corpus);
        let analysis = Analysis::going_on(settings, &corpus);
        Some(Self {
            analysis,
            stream,
            gone,
            pulse,
            room: room.max(LEAST_ROOM),
            messages,
            unreadable,
            synthetic,
            telling,
        })
    }
}
