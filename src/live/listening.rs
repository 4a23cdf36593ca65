//! A stream with all that stands around it: rules that watch it, a history to compare it with, and the window that is
//! looked at.

use std::collections::{BTreeMap, VecDeque};

use super::{
    Event, Happening, Live, LiveTopic, Now, Running, What, Window,
    alerts::{Alert, Level, Rule, Seen, Watch, Watched},
};
use crate::{
    insight::{Board, EarlyWarning},
    plan::{Fault, Goal},
    topics::Wanted,
};

/// Alerts that are shown.
const SHOWN: usize = 20;

/// Happenings that rules of single conversations are told of at once.
const MOST_LATELY: usize = 1_000;

/// A stream and what watches it.
pub struct Listening {
    /// The stream.
    pub live: Live,
    watch: Watch,
    history: Option<Board>,
    /// What the history teaches of how running conversations end.
    warning: EarlyWarning,
    window: Window,
    /// Signals that were given away since rules looked last.
    lately: Vec<Happening>,
    /// The latest alerts, the oldest first.
    said: VecDeque<Alert>,
    /// What conversations are to reach.
    goals: Vec<Goal>,
    /// Topics as they were called before.
    wanted: Wanted,
}

/// What there is at a moment.
#[derive(Debug, Default)]
pub struct Look {
    /// What is shown of it.
    pub now: Now,
    /// What rules said.
    pub alerts: Vec<Alert>,
    /// Conversations that reached a goal since the last look.
    pub reached: Vec<Happening>,
}

impl Listening {
    /// A stream that is watched by these rules.
    pub fn new(live: Live, rules: Vec<Rule>) -> Self {
        Self {
            live,
            watch: Watch::new(rules),
            history: None,
            warning: EarlyWarning::default(),
            window: Window::default(),
            lately: Vec::new(),
            said: VecDeque::new(),
            goals: Vec::new(),
            wanted: Wanted::default(),
        }
    }

    /// Tells of conversations that reach these goals from now on, as [`Live::pursue`].
    ///
    /// # Errors
    /// Which of them cannot be used, and why; those that were pursued before still are.
    pub fn pursue(&mut self, goals: Vec<Goal>) -> Result<(), Fault> {
        self.live.pursue(goals.clone())?;
        self.goals = goals;
        Ok(())
    }

    /// The topics of the window that is looked at, as [`Live::topics`].
    pub fn topics(&mut self, at: i64) -> Vec<LiveTopic> {
        self.live.topics((self.window, at), &mut self.wanted)
    }

    /// Watches by other rules from now on.
    pub fn watch(&mut self, rules: Vec<Rule>) {
        self.watch = Watch::new(rules);
        self.said.clear();
    }

    /// The rules.
    pub fn rules(&self) -> &[Rule] {
        self.watch.rules()
    }

    /// In which band each rule is, and until when it is silent.
    pub fn standing(&self) -> Vec<(Level, i64)> {
        self.watch.levels().zip(0..).map(|(level, at)| (level, self.watch.snoozed_until(at))).collect()
    }

    /// Silences a rule until a moment.
    pub fn snooze(&mut self, rule: u32, until: i64) {
        self.watch.snooze(rule, until);
    }

    /// What conversations are to reach.
    pub fn goals(&self) -> &[Goal] {
        &self.goals
    }

    /// Compares with the figures of a history from now on, and fears of running conversations what it teaches.
    pub fn compare_with(&mut self, history: Board, warning: EarlyWarning) {
        (self.history, self.warning) = (Some(history), warning);
    }

    /// Looks at this window from now on.
    pub fn look_at(&mut self, window: Window) {
        self.window = window;
    }

    /// The window that is looked at.
    pub fn window(&self) -> Window {
        self.window
    }

    /// Begins anew, with the same rules, goals and history; topics are called anew.
    pub fn begin_with(&mut self, live: Live) {
        self.live = live;
        self.wanted = Wanted::default();
        // They were taken before.
        let _ = self.live.pursue(self.goals.clone());
        self.watch = Watch::new(self.watch.rules().to_vec());
        self.lately.clear();
        self.said.clear();
    }

    /// Takes what sources handed over, as [`Live::take`].
    pub fn take(&mut self, deliveries: &str) -> Vec<Happening> {
        let happened = self.live.take(deliveries);
        self.note(&happened);
        happened
    }

    /// Takes events that come from no widget, as [`Live::hear`].
    pub fn hear(&mut self, source: &str, events: Vec<Event>, at: i64) -> Vec<Happening> {
        let happened = self.live.hear(source, events, at);
        self.note(&happened);
        happened
    }

    /// Time went on, as [`Live::tick`].
    pub fn tick(&mut self, now: i64) -> Vec<Happening> {
        let happened = self.live.tick(now);
        self.note(&happened);
        happened
    }

    fn note(&mut self, happened: &[Happening]) {
        let signals = happened.iter().filter(|happening| matches!(happening.what, What::Signal(_)));
        // Rules go by no words.
        self.lately.extend(signals.map(|one| Happening { said: None, ..one.clone() }));
        let beyond = self.lately.len().saturating_sub(MOST_LATELY);
        self.lately.drain(..beyond);
    }

    /// What there is at a moment, and what rules say of it.
    pub fn look(&mut self, at: i64) -> Look {
        let Self { live, watch, history, lately, .. } = self;
        let (lately, history) = (std::mem::take(lately), history.as_ref());
        let running = live.running(at, &self.warning);
        let mut looking =
            Looking { live, at, history, lately: &lately, running: &running, boards: BTreeMap::new() };
        looking.read(self.window);
        let alerts = watch.look(at, &mut looking);
        let board = looking.boards.remove(&self.window).unwrap_or_default();
        let reached = live.goals_reached();
        let now = live.now(&board, (self.window, at), history, running);
        self.said.extend(alerts.iter().cloned());
        let beyond = self.said.len().saturating_sub(SHOWN);
        self.said.drain(..beyond);
        Look { now, alerts, reached }
    }

    /// The latest alerts, the newest first.
    pub fn said(&self) -> Vec<Alert> {
        self.said.iter().rev().cloned().collect()
    }
}

/// What rules look at, each window's figures read once.
struct Looking<'l> {
    live: &'l Live,
    at: i64,
    history: Option<&'l Board>,
    lately: &'l [Happening],
    running: &'l [Running],
    boards: BTreeMap<Window, Board>,
}

impl Looking<'_> {
    fn read(&mut self, window: Window) -> &Board {
        self.boards.entry(window).or_insert_with(|| self.live.board(window, self.at))
    }
}

impl Seen for Looking<'_> {
    fn board(&mut self, window: Window) -> &Board {
        self.read(window)
    }

    fn history(&self) -> Option<&Board> {
        self.history
    }

    fn pace(&mut self, window: Window) -> Option<f64> {
        let minutes = window.minutes().filter(|minutes| *minutes <= 60)?;
        let beats = self.live.pulse(self.at);
        let beats = &beats[beats.len() - minutes as usize..];
        let messages: u32 = beats.iter().map(|beat| beat.users + beat.others).sum();
        Some(f64::from(messages) / minutes as f64)
    }

    fn each(&mut self, watched: &Watched) -> Vec<(String, f64)> {
        match watched {
            Watched::Any(signal) => {
                let gives = |happening: &&Happening| happening.what == What::Signal(*signal);
                self.lately
                    .iter()
                    .filter(gives)
                    .map(|happening| (happening.conversation.clone(), 1.0))
                    .collect()
            }
            Watched::Risk => {
                let feared = |running: &Running| Some((running.id.clone(), running.risk.as_ref()?.chance));
                self.running.iter().filter_map(feared).collect()
            }
            _ => Vec::new(),
        }
    }
}
