//! States of a conversation: what a user needs, what a bot does, who takes over, and how it ends.

use crate::{
    binary::{Frozen, In, Out},
    conversation::Outcome,
    ingest::Sentence,
    language::Segment,
    query::{END, REPLY, TOPIC},
};

use super::super::findings::segment_said;

/// What kind of state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A matter, by the source's intent.
    Intent,
    /// A matter, by its topic, where the source states no intents.
    Topic,
    /// A matter, by how far along the way to buying the user is.
    Segment,
    /// The user asks for a person.
    AsksHuman,
    /// The user greets.
    Greeting,
    /// The user thanks.
    Thanks,
    /// The user says yes, or that it is settled.
    Confirms,
    /// The user says no, or that it is not.
    Denies,
    /// The user says anything else.
    Message,
    /// The user chooses a quick reply, whichever.
    QuickReply,
    /// The user chooses the quick reply of these words.
    Reply,
    /// The bot greets.
    Welcome,
    /// The bot asks.
    Question,
    /// The bot asks whether that helped.
    AsksHelped,
    /// The bot says goodbye, or asks whether that was all.
    Closing,
    /// The bot says anything else.
    Answer,
    /// The bot did not understand.
    Fallback,
    /// The conversation is passed to a person.
    Handoff,
    /// A person answers.
    Agent,
    /// The end: resolved.
    Resolved,
    /// The end: not resolved.
    Unresolved,
    /// The end: a person has it.
    Escalated,
    /// The end: the user left.
    Abandoned,
    /// The end, of which nothing is known.
    Unknown,
}

/// A state. Only matters and quick replies have a name of their own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct State {
    /// What kind.
    pub kind: Kind,
    /// The intent, the topic, the segment, or the words of the quick reply; otherwise empty.
    pub name: String,
}

crate::frozen! { State { kind, name } }
crate::frozen_by_place! { Kind }

impl Kind {
    /// All of them.
    pub const ALL: [Self; 24] = [
        Self::Intent,
        Self::Topic,
        Self::Segment,
        Self::AsksHuman,
        Self::Greeting,
        Self::Thanks,
        Self::Confirms,
        Self::Denies,
        Self::Message,
        Self::QuickReply,
        Self::Reply,
        Self::Welcome,
        Self::Question,
        Self::AsksHelped,
        Self::Closing,
        Self::Answer,
        Self::Fallback,
        Self::Handoff,
        Self::Agent,
        Self::Resolved,
        Self::Unresolved,
        Self::Escalated,
        Self::Abandoned,
        Self::Unknown,
    ];

    /// The name of its only state, or what stands before the names of its states.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Intent => "intent:",
            Self::Topic => TOPIC,
            Self::Segment => "segment:",
            Self::Reply => REPLY,
            Self::AsksHuman => "asks_human",
            Self::Greeting => "greeting",
            Self::Thanks => "thanks",
            Self::Confirms => "confirms",
            Self::Denies => "denies",
            Self::Message => "message",
            Self::QuickReply => "quick_reply",
            Self::Welcome => "welcome",
            Self::Question => "question",
            Self::AsksHelped => "asks_helped",
            Self::Closing => "closing",
            Self::Answer => "answer",
            Self::Fallback => "fallback",
            Self::Handoff => "handoff",
            Self::Agent => "agent",
            Self::Resolved => "resolved",
            Self::Unresolved => "unresolved",
            Self::Escalated => "escalated",
            Self::Abandoned => "abandoned",
            Self::Unknown => "unknown",
        }
    }

    /// The end of an outcome.
    pub const fn of_outcome(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Resolved => Self::Resolved,
            Outcome::Unresolved => Self::Unresolved,
            Outcome::Escalated => Self::Escalated,
            Outcome::Abandoned => Self::Abandoned,
            Outcome::Unknown => Self::Unknown,
        }
    }

    /// Whether it is an end.
    pub const fn is_end(self) -> bool {
        matches!(self, Self::Resolved | Self::Unresolved | Self::Escalated | Self::Abandoned | Self::Unknown)
    }

    /// Whether coming back to it is a loop: a matter that stands again, a bot that does not understand again, a
    /// person who is asked for again. That a bot answers once more is none, nor that a user says one thing more.
    pub const fn loops(self) -> bool {
        matches!(self, Self::Intent | Self::Topic | Self::Fallback | Self::AsksHuman)
    }

    /// Whether its states have names of their own.
    const fn is_named(self) -> bool {
        matches!(self, Self::Intent | Self::Topic | Self::Segment | Self::Reply)
    }

    /// What it is in words; of a state with a name of its own, nothing.
    fn said(self) -> Sentence {
        match self {
            Self::Intent | Self::Topic | Self::Segment | Self::Reply => Sentence::default(),
            Self::AsksHuman => Sentence::of("Asks for a person"),
            Self::Greeting => Sentence::of("User greets"),
            Self::Thanks => Sentence::of("Thanks"),
            Self::Confirms => Sentence::of("Says yes"),
            Self::Denies => Sentence::of("Says no"),
            Self::Message => Sentence::of("User writes"),
            Self::QuickReply => Sentence::of("Chooses a quick reply"),
            Self::Welcome => Sentence::of("Bot greets"),
            Self::Question => Sentence::of("Bot asks"),
            Self::AsksHelped => Sentence::of("Bot asks whether it helped"),
            Self::Closing => Sentence::of("Bot says goodbye"),
            Self::Answer => Sentence::of("Bot answers"),
            Self::Fallback => Sentence::of("Not understood"),
            Self::Handoff => Sentence::of("Handed over"),
            Self::Agent => Sentence::of("A person answers"),
            Self::Resolved => Sentence::of("Resolved"),
            Self::Unresolved => Sentence::of("Unresolved"),
            Self::Escalated => Sentence::of("Escalated"),
            Self::Abandoned => Sentence::of("Abandoned"),
            Self::Unknown => Sentence::of("End not known"),
        }
    }
}

impl State {
    /// A state without a name of its own.
    pub fn plain(kind: Kind) -> Self {
        Self { kind, name: String::new() }
    }

    /// A state with a name of its own. Signs that mean something where states stand in a line are replaced by
    /// others that look like them, so that every state can be asked for.
    pub fn named(kind: Kind, name: &str) -> Self {
        let sign = |c: char| match c {
            '>' => '›',
            '|' => '¦',
            '[' => '(',
            ']' => ')',
            ';' => ',',
            '"' => '\'',
            c if c.is_whitespace() => ' ',
            c => c,
        };
        Self { kind, name: name.trim().chars().map(sign).collect() }
    }

    /// Its name in a line of states: an intent by its own name, where no other state is called so.
    ///
    /// ```
    /// use undertone::insight::{StateKind, PathState};
    /// assert_eq!(PathState::named(StateKind::Intent, "refund").key(), "refund");
    /// assert_eq!(PathState::named(StateKind::Intent, "greeting").key(), "intent:greeting");
    /// assert_eq!(PathState::plain(StateKind::Greeting).key(), "greeting");
    /// ```
    pub fn key(&self) -> String {
        if self.kind == Kind::Intent && !is_taken(&self.name) {
            return self.name.clone();
        }
        format!("{}{}", self.kind.name(), self.name)
    }

    /// Whether a name in a line means it. Capitals make no difference.
    pub fn is_called(&self, name: &str) -> bool {
        let is = |known: &str| known.eq_ignore_ascii_case(name);
        let own = |prefix: &str| {
            let (before, rest) = name.split_at_checked(prefix.len()).unwrap_or(("", name));
            let is_same = rest.eq_ignore_ascii_case(&self.name)
                || !rest.is_ascii() && rest.to_lowercase() == self.name.to_lowercase();
            is_same && before.eq_ignore_ascii_case(prefix)
        };
        match self.kind {
            Kind::Intent if !is_taken(&self.name) => own("") || own(self.kind.name()),
            kind if kind.is_named() => own(kind.name()),
            kind => is(kind.name()) || kind.is_end() && is(END),
        }
    }

    /// What it is in words.
    pub fn said(&self) -> Sentence {
        match self.kind {
            Kind::Intent | Kind::Topic => Sentence::of("{name}").plain("name", &self.name),
            Kind::Reply => Sentence::of("Reply “{name}”").plain("name", &self.name),
            Kind::Segment => Segment::of_name(&self.name).map_or_else(Sentence::default, segment_said),
            kind => kind.said(),
        }
    }
}

/// Whether an intent's own name would mean something else in a line of states.
fn is_taken(name: &str) -> bool {
    let means = |kind: Kind| {
        let known = kind.name();
        if kind.is_named() {
            name.get(..known.len()).is_some_and(|start| start.eq_ignore_ascii_case(known))
        } else {
            known.eq_ignore_ascii_case(name)
        }
    };
    let signs = ["", END, crate::query::START, "*", "…", "..."];
    signs.iter().any(|sign| sign.eq_ignore_ascii_case(name)) || Kind::ALL.into_iter().any(means)
}

/// States by their numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct States(pub Vec<State>);

impl Frozen for States {
    fn freeze(&self, out: &mut Out) {
        self.0.freeze(out);
    }

    fn thaw(from: &mut In<'_>) -> Option<Self> {
        Frozen::thaw(from).map(Self)
    }
}

impl States {
    /// Those that a name means.
    pub fn called(&self, name: &str) -> Vec<u32> {
        (0..).zip(&self.0).filter(|(_, state)| state.is_called(name)).map(|(at, _)| at).collect()
    }

    /// All states of both in their order, and the new numbers of those of each.
    pub fn joined(&self, other: &Self) -> (Self, [Vec<u32>; 2]) {
        let mut all: Vec<State> = self.0.iter().chain(&other.0).cloned().collect();
        crate::order::sort_by(&mut all, Ord::cmp);
        all.dedup();
        let place = |state: &State| all.binary_search(state).unwrap_or_default() as u32;
        let places = [self, other].map(|states| states.0.iter().map(place).collect());
        (Self(all), places)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_can_be_asked_for_by_its_name() {
        let wild =
            ["refund", "greeting", "intent:x", "End", "start", "a > b; [c] | \"d\"", "Größe", "*", "reply:1"];
        let named = wild.iter().flat_map(|name| {
            [Kind::Intent, Kind::Topic, Kind::Segment, Kind::Reply].map(|kind| State::named(kind, name))
        });
        let plain = Kind::ALL.into_iter().filter(|kind| !kind.is_named()).map(State::plain);
        let all: Vec<State> = named.chain(plain).collect();
        for state in &all {
            let key = state.key();
            let called: Vec<&State> = all.iter().filter(|other| other.is_called(&key)).collect();
            assert_eq!(called, [state], "{key}");
            let flow = crate::query::Flow::parse(&key).unwrap();
            assert_eq!(flow.0, [crate::query::Part::One(vec![key], false)]);
        }
        assert_eq!(all.iter().filter(|state| state.is_called(END)).count(), 5);
    }

    #[test]
    fn kinds_stand_in_their_list_by_number() {
        for (at, kind) in Kind::ALL.into_iter().enumerate() {
            assert_eq!(kind as usize, at);
        }
    }
}
