//! What an embedded panel and its worker say to each other. Both ways it is a block of bytes; files go beside it.

use crate::engine::Stored;
use crate::live::{
    LiveTopic, Now, Window,
    alerts::{Alert, DryRun, Level},
};

/// What a panel says to its worker. Numbers are those of what is asked, and come back with the answer.
#[derive(Clone, Debug, PartialEq)]
pub enum ToWorker {
    /// Begin: before all else, and once.
    Begin(Beginning),
    /// What sources handed over, as JSON: a list of deliveries.
    Take(String),
    /// Look at a window.
    Look(Window),
    /// Silence a rule until a moment.
    Snooze(u32, i64),
    /// Watch by these rules, as JSON; where it is empty, by the usual ones. Answered by what they would have done in the
    /// history.
    Rules(u32, String),
    /// Read the files beside it as the history. Answered by its size.
    Load(u32),
    /// Forget everything that was heard. Answered.
    Clear(u32),
    /// Everything that was heard, as bytes. Answered by these.
    Snapshot(u32),
    /// Go on where such bytes were written. Answered.
    Restore(u32, Stored),
    /// The figures of what was heard, as JSON. Answered by a text.
    Export(u32),
    /// Play a synthetic stream from now on, so many times as fast as people talk; 0 ends it.
    Play(u32),
    /// Tell of conversations that reach these goals, as JSON: a list, as a plan holds it. Answered.
    Goals(u32, String),
    /// What is kept, as an analysis that the page opens. Answered by its bytes.
    Save(u32),
    /// Tell the masked words of messages, too, or no longer.
    Words(bool),
}

/// How a panel begins.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Beginning {
    /// IANA name of the zone of days and hours.
    pub timezone: String,
    /// Messages kept; 0 is as many as usual.
    pub room: u32,
    /// Rules, as JSON; empty for the usual ones.
    pub rules: String,
    /// Goals, as JSON; empty for none.
    pub goals: String,
    /// Whether the words of messages are told.
    pub words: bool,
    /// The window that is looked at.
    pub window: Window,
}

/// What a worker says to its panel.
#[derive(Clone, Debug, PartialEq)]
pub enum ToPanel {
    /// It hears.
    Ready,
    /// What there is now.
    Now(Box<Shown>),
    /// What happened.
    Happened(Vec<Happened>),
    /// Something that it was told cannot be used: what, and why.
    Refused(String, String),
    /// Rules spoke.
    Alerts(Vec<Alert>),
    /// An answer.
    Answer(u32, Answer),
}

/// Something that happened in a conversation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Happened {
    /// Its id, masked.
    pub conversation: String,
    /// The name of the event.
    pub name: String,
    /// What tells it from others of its name.
    pub label: String,
    /// When, in UTC milliseconds; `None` where nobody said.
    pub at: Option<i64>,
    /// Whether it is of a message that was shown again.
    pub is_history: bool,
    /// The message by which it happened, masked, where words are told; `None` where it is no message's.
    pub said: Option<String>,
}

/// An answer to something that was asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// It is done.
    Done,
    /// Bytes.
    Bytes(Stored),
    /// A text.
    Text(String),
    /// A history was read: its conversations, its messages, and what the rules would have done in it.
    Loaded(u64, u64, Vec<DryRun>),
    /// It cannot be done, and why.
    Failed(String),
}

/// What is shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shown {
    /// What there is.
    pub now: Now,
    /// Each rule: what it is called, what it watches, in which band it is, until when it is silent.
    pub rules: Vec<ShownRule>,
    /// The latest alerts, the newest first.
    pub alerts: Vec<Alert>,
    /// Whether it is a synthetic stream.
    pub synthetic: bool,
    /// Why nothing is understood of what is said; empty where it is.
    pub unheard: String,
    /// Topics, as they were found last; `None` where nobody looked yet.
    pub topics: Option<Vec<LiveTopic>>,
}

/// A rule as it is shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ShownRule {
    /// What it is called; empty where it has no name.
    pub name: String,
    /// What it watches, as it is written.
    pub watched: String,
    /// Its window.
    pub window: Window,
    /// In which band it is.
    pub level: Level,
    /// Until when it is silent, in UTC milliseconds; 0 where it is not.
    pub snoozed_until: i64,
    /// What it would have done in the history.
    pub dry_run: DryRun,
}

crate::frozen! {
    Beginning { timezone, room, rules, goals, words, window }
    Happened { conversation, name, label, at, is_history, said }
    Shown { now, rules, alerts, synthetic, unheard, topics }
    ShownRule { name, watched, window, level, snoozed_until, dry_run }
}

crate::frozen_by_number! {
    ToWorker {
        0 Begin(beginning),
        1 Take(deliveries),
        2 Look(window),
        3 Snooze(rule, until),
        4 Rules(id, rules),
        5 Load(id),
        6 Clear(id),
        7 Snapshot(id),
        8 Restore(id, bytes),
        9 Export(id),
        10 Play(speed),
        11 Goals(id, goals),
        12 Save(id),
        13 Words(words),
    }
    ToPanel {
        0 Ready,
        1 Now(shown),
        2 Happened(happened),
        3 Alerts(alerts),
        4 Answer(id, answer),
        5 Refused(what, because),
    }
    Answer {
        0 Done,
        1 Bytes(bytes),
        2 Text(text),
        3 Loaded(conversations, messages, runs),
        4 Failed(because),
    }
}
