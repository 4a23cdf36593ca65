//! What a stream of messages comes to: the same store and the same figures as of files, with a limit to the messages
//! that are kept. The oldest conversations are let go; what they add to figures stays.

use std::sync::Arc;

use super::{
    Event, Window,
    gone::Gone,
    happening::{Happening, What},
    pulse::{Beat, Pulse},
    stream::{Stream, each_delivery},
};
use crate::{
    binary::{Frozen, In, Out},
    conversation::{Facts, Role, Utterance},
    corpus::Corpus,
    engine::{Analysis, Asking, Here, Settings, at_once},
    ingest::{self, FileLog, Sink},
    insight::{Board, BoardPartial},
    language::{Marks, Signal},
    plan::{Fault, Goal, Plan},
    privacy::{Masker, Names},
    report::FileReport,
    snapshot::{self, About},
    text::model::{Model, Refusal},
};

/// Messages kept, unless somebody chose otherwise.
pub const ROOM: u32 = 50_000;

/// The least that can be chosen.
const LEAST_ROOM: u32 = 100;

/// A stream of messages, and what it comes to.
pub struct Live {
    analysis: Analysis,
    stream: Stream,
    gone: Gone,
    pulse: Pulse,
    /// Messages kept.
    room: u32,
    /// Messages heard in all.
    messages: u64,
    /// Deliveries that were no JSON.
    unreadable: u64,
    /// Whether any of it is synthetic.
    synthetic: bool,
    /// Up to where what happened was told: utterances and conversations.
    told: (u32, u32),
    /// What conversations are to reach.
    goals: Vec<Goal>,
    /// The goals of which it was told that each conversation reached them, a bit each.
    reached: Vec<u16>,
}

impl Live {
    /// A stream of nothing yet that keeps so many messages.
    pub fn new(settings: Settings, room: u32) -> Self {
        Self {
            analysis: Analysis::new(settings),
            stream: Stream::default(),
            gone: Gone::default(),
            pulse: Pulse::default(),
            room: room.max(LEAST_ROOM),
            messages: 0,
            unreadable: 0,
            synthetic: false,
            told: (0, 0),
            goals: Vec::new(),
            reached: Vec::new(),
        }
    }

    /// Tells of conversations that reach these goals from now on. What reaches them already is not told.
    ///
    /// # Errors
    /// Which of them cannot be used, and why.
    pub fn pursue(&mut self, goals: Vec<Goal>) -> Result<(), Fault> {
        let plan = Plan { goals, ..Plan::default() }.checked()?.with_patterns()?;
        // The shard is beside its lead, and never lost.
        let _ = self.analysis.follow(&plan);
        self.goals = plan.goals;
        self.reached = self.reaching();
        Ok(())
    }

    /// The goals that each conversation reaches, a bit each.
    fn reaching(&self) -> Vec<u16> {
        let mut reaching = Vec::new();
        if !self.goals.is_empty() {
            self.analysis.each_shard(|shard| reaching = shard.goals());
        }
        reaching
    }

    /// Conversations that reached a goal since this was last asked.
    pub fn goals_reached(&mut self) -> Vec<Happening> {
        let reaching = self.reaching();
        let before = std::mem::replace(&mut self.reached, reaching);
        let before = before.into_iter().chain(std::iter::repeat(0));
        let new: Vec<(u32, u16)> = (0..)
            .zip(self.reached.iter().zip(before).map(|(now, before)| now & !before))
            .filter(|(_, new)| *new != 0)
            .collect();
        if new.is_empty() {
            return Vec::new();
        }
        let corpus = self.analysis.corpus();
        let latest = corpus.latest();
        let mut happenings = Vec::new();
        for (number, new) in new {
            let at = Some(latest[number as usize].0).filter(|at| *at != i64::MIN);
            let goals = self.goals.iter().zip(0..u16::BITS).filter(|(_, slot)| new >> slot & 1 == 1);
            happenings.extend(goals.map(|(goal, _)| Happening {
                conversation: corpus.card(number).id.to_owned(),
                what: What::Goal(goal.name.clone()),
                at,
                said: String::new(),
            }));
        }
        happenings
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

    /// What happened since this was last asked, by what was told of conversations and by their messages.
    fn happened(&mut self, told: Vec<(String, What)>) -> Vec<Happening> {
        let (rows, mut conversations) = self.told;
        let corpus = self.analysis.corpus();
        let mut happenings = Vec::new();
        let mut say = |corpus: &Corpus, number: u32, what: What, of: Option<(i64, u32)>| {
            let said = of.and_then(|(_, row)| corpus.message(row)).unwrap_or_default().into_owned();
            let (conversation, at) = (corpus.card(number).id.to_owned(), of.map(|(at, _)| at));
            happenings.push(Happening { conversation, what, at, said });
        };
        for row in rows..corpus.utterances() {
            let Some((number, said)) = corpus.said(row) else { continue };
            let of = Some((said.at.map_or(i64::MIN, |at| at.0), row));
            // Numbers are given in the order in which conversations begin.
            for new in conversations..=number {
                say(corpus, new, What::Interaction, of.filter(|_| new == number));
            }
            conversations = conversations.max(number + 1);
            let is_fallback = said.role == Role::Bot && said.marks.has(Marks::FALLBACK);
            if let Some(at) = said.at {
                let sentiment = said.heard.sentiment().filter(|_| said.role == Role::User);
                self.pulse.take(at.0, said.role, is_fallback, sentiment);
            }
            let of_marks = [
                (is_fallback, What::Fallback),
                (said.role == Role::Bot && said.marks.has(Marks::HANDOFF), What::Handoff),
                (said.role == Role::User && said.marks.has(Marks::CONTACT), What::Lead),
                (said.marks.has(Marks::FEEDBACK_UP), What::SatisfactionYes),
                (said.marks.has(Marks::FEEDBACK_DOWN), What::SatisfactionNo),
            ];
            let of_marks = of_marks.into_iter().filter(|(holds, _)| *holds).map(|(_, what)| what);
            let signals = Signal::ALL.iter().copied().filter(|signal| said.heard.signals.has(*signal));
            for what in of_marks.chain(signals.map(What::Signal)) {
                say(corpus, number, what, of);
            }
        }
        for number in conversations..corpus.conversations() {
            say(corpus, number, What::Interaction, None);
        }
        self.told = (corpus.utterances(), corpus.conversations());
        let mut lead = |id: &str| self.analysis.shown(id);
        happenings.extend(told.into_iter().map(|(id, what)| Happening {
            conversation: lead(&id),
            what,
            at: None,
            said: String::new(),
        }));
        self.make_room();
        happenings
    }

    /// Lets the oldest conversations go where more messages are kept than there is room for.
    fn make_room(&mut self) {
        let corpus = self.analysis.corpus();
        // One that nobody says anything in takes room too.
        let taken = |(_, messages): &(i64, u32)| (*messages).max(1);
        if corpus.utterances() + corpus.conversations() / 2 <= self.room + self.room / 4 {
            return;
        }
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
        let mut number = goes.iter();
        self.reached.retain(|_| !number.next().is_some_and(|goes| *goes));
        self.gone.take(partials, goes.iter().filter(|goes| **goes).count() as u64);
        let corpus = self.analysis.corpus();
        self.told = (corpus.utterances(), corpus.conversations());
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
        let room = u32::thaw(from)?;
        let (messages, unreadable, synthetic) = Frozen::thaw(from)?;
        let stream = Stream::thaw(from)?;
        let (gone, pulse) = (Gone::thaw(from)?, Pulse::thaw(from)?);
        let corpus = Corpus::thaw_part(from, crate::corpus::Place::default())?;
        let told = (corpus.utterances(), corpus.conversations());
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
            told,
            goals: Vec::new(),
            reached: Vec::new(),
        })
    }
}

/// Notes what is told of conversations on its way.
struct Noting<'n> {
    sink: &'n mut dyn Sink,
    told: &'n mut Vec<(String, What)>,
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
