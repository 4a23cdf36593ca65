//! What the worker of a panel works with: the stream, the history that it is compared with, and topics, which are
//! looked for now and then.

use super::listening::settings;
use crate::{
    conversation::Zone,
    engine::{Analysis, Settings, at_once},
    live::{
        Demo, Happening, Listening, Look, Matter, Window,
        alerts::{Alert, DryRun, dry_run},
    },
    plan::Plan,
    wire::panel::{Shown, ShownRule},
};

/// Topics are looked for at most every so many milliseconds.
const TOPICS_EVERY: f64 = 10_000.0;

/// And they may take this share of the time: messages wait meanwhile.
const TOPICS_SHARE: f64 = 0.005;

pub(super) struct AtWork {
    pub(super) listening: Listening,
    pub(super) zone: Zone,
    pub(super) room: u32,
    unheard: String,
    /// What was loaded to compare with.
    pub(super) history: Option<Analysis>,
    pub(super) runs: Vec<DryRun>,
    pub(super) demo: Option<Demo>,
    topics: Topics,
}

/// Topics that were looked for.
#[derive(Default)]
struct Topics {
    found: Option<Vec<Matter>>,
    /// When they may be looked for again.
    due: f64,
    /// Messages that there were, and the window.
    of: Option<(u64, Window)>,
}

impl AtWork {
    /// With why nothing is understood, if nothing is.
    pub(super) fn new(listening: Listening, zone: Zone, room: u32, unheard: String) -> Self {
        let topics = Topics::default();
        Self { listening, zone, room, unheard, history: None, runs: Vec::new(), demo: None, topics }
    }

    pub(super) fn settings(&self) -> Settings {
        settings(self.zone.clone())
    }

    /// What the rules would have done in the history.
    pub(super) fn run_dry(&mut self) {
        let rules = self.listening.rules();
        // The shard is beside its lead, and never lost.
        let runs = self.history.as_ref().map(|history| at_once(dry_run(rules, &history.asking())));
        self.runs = runs.and_then(Result::ok).unwrap_or_default();
    }

    /// Tells of conversations that reach the goals of a JSON list from now on; else why they cannot be used.
    pub(super) fn pursue(&mut self, goals: &str) -> Result<(), String> {
        let plan = Plan::of_goals(goals).map_err(|fault| fault.to_string())?;
        self.listening.pursue(plan.goals).map_err(|fault| fault.to_string())
    }

    /// Looks at another window.
    pub(super) fn look_at(&mut self, window: Window) {
        self.listening.look_at(window);
        // Topics of all data are known: counting those of a window takes no time.
        self.topics.due = 0.0;
    }

    /// What there is now, what rules say, and who reached a goal.
    pub(super) fn look(&mut self, at: i64) -> (Shown, Vec<Alert>, Vec<Happening>) {
        let Look { now, alerts, reached } = self.listening.look(at);
        let shown = Shown {
            now,
            rules: self.shown_rules(),
            alerts: self.listening.said(),
            synthetic: self.listening.live.is_synthetic(),
            unheard: self.unheard.clone(),
            topics: self.topics.found.clone(),
        };
        (shown, alerts, reached)
    }

    /// Whether topics are to be looked for now.
    pub(super) fn wants_topics(&self, now: f64) -> bool {
        let of = Some((self.listening.live.messages(), self.listening.window()));
        // Without a model there are none.
        self.unheard.is_empty() && now >= self.topics.due && self.topics.of != of
    }

    /// Looks for topics.
    pub(super) fn find_topics(&mut self, at: i64, now: impl Fn() -> f64) {
        let of = (self.listening.live.messages(), self.listening.window());
        let began = now();
        let found = Some(self.listening.matters(at));
        let ended = now();
        let due = ended + ((ended - began) / TOPICS_SHARE).max(TOPICS_EVERY);
        self.topics = Topics { found, due, of: Some(of) };
    }

    fn shown_rules(&self) -> Vec<ShownRule> {
        let standing = self.listening.standing();
        let rules = self.listening.rules().iter().zip(standing).zip(0..);
        rules
            .map(|((rule, (level, snoozed_until)), at)| ShownRule {
                name: rule.name.clone(),
                watched: rule.watched.written(),
                window: rule.window,
                level,
                snoozed_until,
                dry_run: self.runs.get(at).copied().unwrap_or_default(),
            })
            .collect()
    }
}
