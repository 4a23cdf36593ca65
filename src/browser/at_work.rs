//! What the worker of a panel works with: the stream, the history that it is compared with, and topics, which are
//! looked for now and then.

use super::{listening::settings, modelling::Modelling};
use crate::{
    conversation::Zone,
    engine::{Analysis, Settings, at_once},
    live::{
        Demo, Happening, Listening, Live, LiveTopic, Look, Window,
        alerts::{Alert, DryRun, dry_run},
    },
    plan::Plan,
    query::Filter,
    wire::panel::{Shown, ShownRule},
};

/// Topics are looked for at most every so many milliseconds.
const TOPICS_EVERY: f64 = 10_000.0;

/// And they may take this share of the time, unless a person looks at another window: messages wait meanwhile.
const TOPICS_SHARE: f64 = 0.005;

/// What is at work.
pub(super) struct AtWork {
    pub(super) listening: Listening,
    pub(super) zone: Zone,
    pub(super) room: u32,
    unheard: String,
    /// Whether the words of messages are told.
    words: bool,
    /// What was loaded to compare with.
    history: Option<Analysis>,
    pub(super) runs: Vec<DryRun>,
    pub(super) demo: Option<Demo>,
    topics: Topics,
}

/// Topics that were looked for.
#[derive(Default)]
struct Topics {
    found: Option<Vec<LiveTopic>>,
    /// When they may be looked for again.
    due: f64,
    /// Messages that there were, the window, and until when it was looked at, in so many [`TOPICS_EVERY`]: who is in a
    /// window changes as time goes on.
    of: Option<(u64, Window, i64)>,
}

impl AtWork {
    /// With why nothing is understood, if nothing is.
    pub(super) fn new(listening: Listening, zone: Zone, room: u32, unheard: String) -> Self {
        let topics = Topics::default();
        Self {
            listening,
            zone,
            room,
            unheard,
            words: false,
            history: None,
            runs: Vec::new(),
            demo: None,
            topics,
        }
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
        self.listening.pursue(plan.goals).map_err(|fault| fault.to_string())?;
        if let Some(history) = self.history.take() {
            self.compare_with(history);
        }
        Ok(())
    }

    /// Compares with a history from now on. The same goals decide outcomes in it.
    pub(super) fn compare_with(&mut self, mut history: Analysis) {
        let plan = Plan { goals: self.listening.goals().to_vec(), ..Plan::default() };
        // The shard is beside its lead, and never lost.
        let _ = history.follow(&plan);
        let board = at_once(history.asking().figures(&Filter::default())).unwrap_or_default().board;
        let warning = at_once(history.asking().early_warning(&Filter::default())).unwrap_or_default();
        self.listening.compare_with(board, warning);
        self.history = Some(history);
        self.run_dry();
    }

    /// Tells the masked words of messages, too, or no longer.
    pub(super) fn tell_words(&mut self, words: bool) {
        self.words = words;
        self.listening.live.tell_words(words);
    }

    /// Begins anew with a stream, by the same model.
    pub(super) fn begin_with(&mut self, mut live: Live, model: &Modelling) {
        if let Some(model) = model.settled() {
            // It was taken before.
            let _ = live.understand(&model);
        }
        live.tell_words(self.words);
        self.listening.begin_with(live);
        self.topics = Topics::default();
    }

    /// Looks at another window.
    pub(super) fn look_at(&mut self, window: Window) {
        self.listening.look_at(window);
        // Who looks there waits for its topics, whatever time they may take otherwise.
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

    /// Whether topics are to be looked for: at a moment, and at `now` as workers count.
    pub(super) fn wants_topics(&self, at: i64, now: f64) -> bool {
        // Without a model there are none.
        self.unheard.is_empty() && now >= self.topics.due && self.topics.of != Some(self.sought(at))
    }

    fn sought(&self, at: i64) -> (u64, Window, i64) {
        let window = self.listening.window();
        let stretch = if window == Window::Ever { 0 } else { at / TOPICS_EVERY as i64 };
        (self.listening.live.messages(), window, stretch)
    }

    /// Looks for topics, if they are to be looked for still; whether it did.
    pub(super) fn find_topics(&mut self, at: i64, now: impl Fn() -> f64) -> bool {
        let began = now();
        if !self.wants_topics(at, began) {
            return false;
        }
        let of = Some(self.sought(at));
        let found = Some(self.listening.topics(at));
        let ended = now();
        let due = ended + ((ended - began) / TOPICS_SHARE).max(TOPICS_EVERY);
        self.topics = Topics { found, due, of };
        true
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
