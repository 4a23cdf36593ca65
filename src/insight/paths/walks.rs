//! What each conversation goes through, message by message: read off once, looked at as closely as is asked.
//!
//! A *word* is all that one message may stand for: a state where only needs are looked at (or none), a state among
//! the acts, a state among the quick replies. A walk is a row of words, so that another closeness, another selection
//! or another direction costs no second reading of messages.

use std::{collections::HashMap, ops::Range};

use super::{
    loops,
    state::{Kind, State, States},
};
use crate::{
    conversation::{Millis, Outcome, Role},
    corpus::{ConversationView, Corpus, UtteranceView},
    language::{Marks, Segment},
    query::{Detail, Direction, END, Part, Path, START, Standing},
    size::list,
};

/// What stands where there is no state, and where there is no time.
pub(super) const NONE: u32 = u32::MAX;

/// Milliseconds of a tenth of a second, in which times are kept.
const TENTH: i64 = 100;

/// What one message may stand for: the number of a state by closeness, in the order of [`Detail::ALL`].
type Word = [u32; Detail::ALL.len()];

/// The walks of all conversations of a shard. The states of ends have the numbers of their outcomes.
#[derive(Debug, Default)]
pub struct Walks {
    pub(super) states: States,
    pub(super) words: Vec<Word>,
    /// Where the messages of each conversation end.
    ends: Vec<u32>,
    /// A word for each message.
    pub(super) said: Vec<u32>,
    /// Tenths of a second from the first dated message of the conversation.
    pub(super) times: Vec<u32>,
}

/// One state on a walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The number of the state.
    pub state: u32,
    /// Which message of the conversation it is.
    pub at: u32,
    /// Tenths of a second from its first dated message, where that is known.
    pub time: Option<u32>,
}

/// From where on, or up to where, a walk is looked at: the numbers of the states that are meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cut {
    direction: Direction,
    /// `None` where all of a walk is.
    at: Option<Vec<u32>>,
}

/// Words that are met, while walks are read.
struct Reading {
    numbers: HashMap<State, u32>,
    words: HashMap<Word, u32>,
    /// Numbers of states by kind, by segment, and by the source's numbers of intents: most messages ask for these.
    kinds: [u32; Kind::ALL.len()],
    segments: [u32; Segment::ALL.len()],
    intents: Vec<u32>,
}

impl Walks {
    /// Reads those of a shard; `topic` is what a message is about, by its row, where topics stand for intents.
    pub fn read<'t>(corpus: &mut Corpus, topic: impl Fn(u32) -> Option<&'t str>) -> Self {
        let mut walks = Self::default();
        let mut reading = Reading {
            numbers: HashMap::new(),
            words: HashMap::new(),
            kinds: [NONE; Kind::ALL.len()],
            segments: [NONE; Segment::ALL.len()],
            intents: Vec::new(),
        };
        for outcome in Outcome::ALL {
            walks.number(&mut reading, State::plain(Kind::of_outcome(outcome)));
        }
        corpus.for_each_with(|corpus, view| {
            walks.take(&mut reading, corpus, view, &topic);
            walks.ends.push(walks.said.len() as u32);
        });
        walks
    }

    /// Bytes of memory that they take.
    pub fn bytes(&self) -> u64 {
        let names: u64 = self.states.0.iter().map(|state| state.name.len() as u64).sum();
        list(&self.states.0)
            + names
            + list(&self.words)
            + list(&self.ends)
            + list(&self.said)
            + list(&self.times)
    }

    /// Whether none were read.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// All states by their numbers.
    pub fn states(&self) -> &States {
        &self.states
    }

    /// The numbers of states by those of words, as closely as is asked; [`NONE`] for what is not looked at.
    pub fn looked_at(&self, detail: Detail) -> Vec<u32> {
        self.words.iter().map(|word| word[detail as usize]).collect()
    }

    /// What a name says of where to cut; [`START`] and [`END`] and no name at all cut nothing.
    pub fn cut(&self, direction: Direction, name: &str) -> Cut {
        Cut::new(direction, name, || self.states.called(name))
    }

    /// The states of a conversation, its end at the end, each message by itself.
    pub fn steps(&self, conversation: u32, looked_at: &[u32], outcome: Outcome, steps: &mut Vec<Step>) {
        steps.clear();
        steps.extend(self.each_step(conversation, |word| looked_at[word as usize], outcome));
    }

    fn each_step<'w>(
        &'w self,
        conversation: u32,
        state: impl Fn(u32) -> u32 + 'w,
        outcome: Outcome,
    ) -> impl Iterator<Item = Step> + 'w {
        let messages = self.messages(conversation);
        let (said, times) = (&self.said[messages.clone()], &self.times[messages]);
        let end = Step { state: outcome as u32, at: said.len() as u32, time: None };
        let step = move |((word, time), at): ((&u32, &u32), u32)| Step {
            state: state(*word),
            at,
            time: Some(*time).filter(|time| *time != NONE),
        };
        let steps = said.iter().zip(times).zip(0..).map(step).filter(|step| step.state != NONE);
        steps.chain([end])
    }

    /// Whether a conversation, which ends so, takes a way.
    pub fn go(&self, conversation: u32, outcome: Outcome, path: &Path) -> bool {
        let mut steps = Vec::new();
        // Only what this conversation says is looked at: who asks for all of them asks one by one.
        let state = |word: u32| self.words[word as usize][path.detail as usize];
        let messages = self.messages(conversation);
        for (word, at) in self.said[messages].iter().zip(0..) {
            if state(*word) != NONE {
                steps.push(Step { state: state(*word), at, time: None });
            }
        }
        steps.push(Step { state: outcome as u32, at: self.messages(conversation).len() as u32, time: None });
        let is = |state: u32, name: &str| self.states.0[state as usize].is_called(name);
        let called =
            |name: &str| steps.iter().map(|step| step.state).filter(|state| is(*state, name)).collect();
        let cut = path.cut.as_ref().map(|(direction, name)| Cut::new(*direction, name, || called(name)));
        let cut = cut.unwrap_or_default();
        let Some(stretch) = cut.of(&steps) else { return false };
        if path.is_loop {
            return self.loops_so(conversation, outcome, &steps[stretch], &path.flow.0);
        }
        let parts = path.parts();
        let mut standing = Standing::first(&parts);
        for state in folded(&steps[stretch]) {
            standing = standing.then(&parts, |_, names| names.iter().any(|name| is(state, name)));
            if standing.is_lost() {
                return false;
            }
        }
        standing.is_whole(&parts)
    }

    /// Shows the loops within a stretch of a conversation: of what users need, however closely the stretch is looked
    /// at.
    pub(super) fn each_loop(
        &self,
        (conversation, outcome): (u32, Outcome),
        stretch: &[Step],
        needs: impl Fn(u32) -> u32,
        show: impl FnMut(&[u32], u32, Option<u32>),
    ) {
        let (Some(first), Some(last)) = (stretch.first(), stretch.last()) else { return };
        let within = first.at..=last.at;
        let steps = self.each_step(conversation, needs, outcome);
        let may_loop =
            |step: &Step| within.contains(&step.at) && self.states.0[step.state as usize].kind.loops();
        loops::each(steps.filter(may_loop), show);
    }

    /// Whether one of the loops within a stretch goes through some states.
    fn loops_so(&self, conversation: u32, outcome: Outcome, stretch: &[Step], flow: &[Part]) -> bool {
        let needs = |word: u32| self.words[word as usize][Detail::Needs as usize];
        let mut holds = false;
        self.each_loop((conversation, outcome), stretch, needs, |states, _, _| {
            let is = |(state, part): (&u32, &Part)| match part {
                Part::One(names, _) => self
                    .states
                    .0
                    .get(*state as usize)
                    .is_some_and(|state| names.iter().any(|name| state.is_called(name))),
                Part::Any => *state != NONE,
                Part::Gap => *state == NONE,
            };
            holds |= states.len() == flow.len() && states.iter().zip(flow).all(is);
        });
        holds
    }

    pub(super) fn messages(&self, conversation: u32) -> Range<usize> {
        let end = |at: Option<usize>| at.and_then(|at| self.ends.get(at)).map_or(0, |end| *end as usize);
        let at = conversation as usize;
        end(at.checked_sub(1))..end(Some(at))
    }

    fn number(&mut self, reading: &mut Reading, state: State) -> u32 {
        if let Some(number) = reading.numbers.get(&state) {
            return *number;
        }
        let number = self.states.0.len() as u32;
        self.states.0.push(state.clone());
        reading.numbers.insert(state, number);
        number
    }

    fn take<'t>(
        &mut self,
        reading: &mut Reading,
        corpus: &Corpus,
        view: &ConversationView<'_>,
        topic: &impl Fn(u32) -> Option<&'t str>,
    ) {
        let mut offered = Vec::new();
        let (mut asked, mut passed, mut opened) = (false, false, false);
        let first = view.utterances.iter().filter(|said| said.role.is_message()).find_map(|said| said.at);
        for said in view.utterances {
            let word = match said.role {
                Role::System => continue,
                Role::User => {
                    asked |= said.marks.has(Marks::ASKS_HUMAN);
                    let reply = chosen(corpus, said, &offered);
                    let word = self.of_user(reading, (corpus, said), reply, topic(said.row), opened);
                    opened |= word[0] != NONE;
                    offered.clear();
                    word
                }
                Role::Bot => {
                    offered.extend(corpus.replies(said.row));
                    let kind = of_bot(said.marks, asked, view.handoff);
                    passed |= kind == Kind::Handoff;
                    self.plain(reading, kind, matches!(kind, Kind::Handoff | Kind::Fallback))
                }
                Role::Agent => {
                    passed = true;
                    self.plain(reading, Kind::Agent, true)
                }
            };
            self.say(reading, word, said.at.zip(first).map(|(at, first)| tenths(first, at)));
        }
        if view.handoff == Some(true) && !passed {
            // The source says that a person took over; nobody is seen to.
            let word = self.plain(reading, Kind::Handoff, true);
            self.say(reading, word, None);
        }
    }

    fn say(&mut self, reading: &mut Reading, word: Word, time: Option<u32>) {
        let next = self.words.len() as u32;
        let number = *reading.words.entry(word).or_insert(next);
        if number == next {
            self.words.push(word);
        }
        self.said.push(number);
        self.times.push(time.unwrap_or(NONE));
    }

    /// A word of one state, which is looked at among needs or not.
    fn plain(&mut self, reading: &mut Reading, kind: Kind, is_need: bool) -> Word {
        let mut state = reading.kinds[kind as usize];
        if state == NONE {
            state = self.number(reading, State::plain(kind));
            reading.kinds[kind as usize] = state;
        }
        [if is_need { state } else { NONE }, state, state]
    }

    /// What a message of a user may stand for; `opened` says whether a need was seen before.
    fn of_user(
        &mut self,
        reading: &mut Reading,
        (corpus, said): (&Corpus, &UtteranceView),
        reply: Option<&str>,
        topic: Option<&str>,
        opened: bool,
    ) -> Word {
        let reaction = [
            (Marks::GREETING, Kind::Greeting),
            (Marks::DENIES, Kind::Denies),
            (Marks::NO, Kind::Denies),
            (Marks::CONFIRMS, Kind::Confirms),
            (Marks::YES, Kind::Confirms),
            (Marks::THANKS, Kind::Thanks),
        ];
        let reaction = reaction.into_iter().find(|(mark, _)| said.marks.has(*mark)).map(|(_, kind)| kind);
        let mut word = if let Some(intent) = self.intent(reading, corpus, said.row) {
            // An intent that a source has for greetings, thanks and a yes is no matter.
            let courtesies = [Marks::GREETING, Marks::THANKS, Marks::CONFIRMS, Marks::YES];
            let is_courtesy = courtesies.iter().any(|mark| said.marks.has(*mark));
            let hidden = is_courtesy && !said.marks.has(Marks::QUESTION);
            [if hidden { NONE } else { intent }, intent, intent]
        } else if said.marks.has(Marks::ASKS_HUMAN) {
            self.plain(reading, Kind::AsksHuman, true)
        } else if reply.is_some() {
            self.plain(reading, Kind::QuickReply, !opened)
        } else if let Some(kind) = reaction {
            self.plain(reading, kind, false)
        } else if let Some(topic) = topic {
            [self.number(reading, State::named(Kind::Topic, topic)); 3]
        } else if let Some(segment) = said.heard.segment().filter(|segment| *segment != Segment::Other) {
            let mut state = reading.segments[segment as usize];
            if state == NONE {
                state = self.number(reading, State::named(Kind::Segment, segment.name()));
                reading.segments[segment as usize] = state;
            }
            [state; 3]
        } else {
            // What the first message is about is a need, even where nothing says which.
            self.plain(reading, Kind::Message, !opened)
        };
        if let Some(reply) = reply {
            word[Detail::Replies as usize] = self.number(reading, State::named(Kind::Reply, reply));
        }
        word
    }

    /// The matter that a message brings, by the source's intent.
    fn intent(&mut self, reading: &mut Reading, corpus: &Corpus, row: u32) -> Option<u32> {
        let number = corpus.intent_number(row)? as usize;
        if reading.intents.len() <= number {
            reading.intents.resize(number + 1, NONE);
        }
        if reading.intents[number] == NONE {
            let name = corpus.intent(row).filter(|name| !name.trim().is_empty())?;
            reading.intents[number] = self.number(reading, State::named(Kind::Intent, name));
        }
        Some(reading.intents[number])
    }
}

impl Cut {
    /// What a name says of where to cut, with the states that are `called` so; [`START`] and [`END`] and no name at all
    /// cut nothing.
    fn new(direction: Direction, name: &str, called: impl FnOnce() -> Vec<u32>) -> Self {
        let everything = match direction {
            Direction::Forward => START,
            Direction::Backward => END,
        };
        let is_whole = name.is_empty() || name.eq_ignore_ascii_case(everything);
        Self { direction, at: (!is_whole).then(called) }
    }

    /// The stretch of a walk that is meant; `None` where it never comes to where it is cut.
    pub fn of(&self, steps: &[Step]) -> Option<Range<usize>> {
        let Some(states) = &self.at else { return Some(0..steps.len()) };
        let first = steps.iter().position(|step| states.contains(&step.state))?;
        Some(match self.direction {
            Direction::Forward => first..steps.len(),
            Direction::Backward => 0..first + 1,
        })
    }
}

/// The states of some steps, those in a row that are the same once.
pub(super) fn folded(steps: &[Step]) -> impl Iterator<Item = u32> {
    let mut before = NONE;
    steps.iter().map(|step| step.state).filter(move |state| std::mem::replace(&mut before, *state) != *state)
}

/// Tenths of a second between two moments; more than there is room for is the most that there is.
fn tenths(from: Millis, to: Millis) -> u32 {
    u32::try_from(to.0.saturating_sub(from.0).max(0) / TENTH).unwrap_or(NONE - 1).min(NONE - 1)
}

/// What a message of the bot does; `asked` says whether the user asked for a person before.
fn of_bot(marks: Marks, asked: bool, stated: Option<bool>) -> Kind {
    // As where it is counted who reached a person: the source's word stands above what the bot says.
    let passes = stated == Some(true) || stated.is_none() && asked;
    let kinds = [
        (Marks::FALLBACK, Kind::Fallback),
        (Marks::HANDOFF, Kind::Handoff),
        (Marks::ASKS_HELPED, Kind::AsksHelped),
        (Marks::QUESTION, Kind::Question),
        (Marks::CLOSING, Kind::Closing),
        (Marks::GREETING, Kind::Welcome),
    ];
    kinds
        .into_iter()
        .find(|(mark, kind)| marks.has(*mark) && (*kind != Kind::Handoff || passes))
        .map_or(Kind::Answer, |(_, kind)| kind)
}

/// The quick reply that a user's message chooses: one of which the source says so, or that says the same.
fn chosen<'c>(corpus: &Corpus, said: &UtteranceView, offered: &[(&'c str, bool)]) -> Option<&'c str> {
    if offered.is_empty() {
        return None;
    }
    let text = corpus.text(said.row).trim().to_lowercase();
    let is_it = |(reply, chosen): &&(&str, bool)| *chosen || reply.trim().to_lowercase() == text;
    offered.iter().find(is_it).map(|(reply, _)| *reply)
}
