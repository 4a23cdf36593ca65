//! Rules at work: what each says now, and when it speaks.

use std::collections::VecDeque;

use super::{Rule, Watched};
use crate::{
    insight::{Board, State, compared},
    live::Window,
};

/// Conversations of which a rule remembers that it spoke of them.
const REMEMBERED: usize = 1_000;

/// In which band a value is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// In none.
    #[default]
    Quiet,
    /// A warning.
    Warning,
    /// An alert.
    Alert,
}

crate::frozen_by_number! { Level { 0 Quiet, 1 Warning, 2 Alert } }

impl Level {
    /// The name used in events.
    pub fn name(self) -> &'static str {
        match self {
            Self::Quiet => "quiet",
            Self::Warning => "warning",
            Self::Alert => "alert",
        }
    }
}

/// Something that a rule says.
#[derive(Clone, Debug, PartialEq)]
pub struct Alert {
    /// The rule, by its place in the list.
    pub rule: u32,
    /// The band.
    pub level: Level,
    /// The value.
    pub value: f64,
    /// Where the band begins.
    pub limit: f64,
    /// The same in the history, where it was compared.
    pub before: Option<f64>,
    /// The conversation that it is of, by its masked id; empty where it is of all.
    pub conversation: String,
    /// When, in UTC milliseconds.
    pub at: i64,
}

crate::frozen! { Alert { rule, level, value, limit, before, conversation, at } }

/// What rules look at.
pub trait Seen {
    /// The figures of a window.
    fn board(&mut self, window: Window) -> &Board;
    /// The figures of the history, where there is one.
    fn history(&self) -> Option<&Board>;
    /// Messages a minute of a window.
    fn pace(&mut self, window: Window) -> Option<f64>;
    /// Conversations that a rule of single ones speaks of, by their masked ids, each with its value.
    fn each(&mut self, watched: &Watched) -> Vec<(String, f64)>;
}

/// Rules, and what became of each.
#[derive(Clone, Debug, Default)]
pub struct Watch {
    rules: Vec<Rule>,
    states: Vec<Standing>,
}

/// What became of a rule.
#[derive(Clone, Debug, Default)]
struct Standing {
    level: Level,
    /// When it spoke last, and in which band.
    spoke: Option<(i64, Level)>,
    snoozed_until: i64,
    /// Conversations that it spoke of, and in which band; the latest so many, the oldest first.
    of: VecDeque<(String, Level)>,
}

impl Watch {
    /// Watches by these rules.
    pub fn new(rules: Vec<Rule>) -> Self {
        let states = vec![Standing::default(); rules.len()];
        Self { rules, states }
    }

    /// The rules.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// In which band each is.
    pub fn levels(&self) -> impl Iterator<Item = Level> {
        self.states.iter().map(|state| state.level)
    }

    /// Until when a rule is silent; 0 where it is not.
    pub fn snoozed_until(&self, rule: u32) -> i64 {
        self.states.get(rule as usize).map_or(0, |state| state.snoozed_until)
    }

    /// Silences a rule until a moment.
    pub fn snooze(&mut self, rule: u32, until: i64) {
        if let Some(state) = self.states.get_mut(rule as usize) {
            state.snoozed_until = until;
        }
    }

    /// Looks at what there is now, and says what is to be said: when a value comes into a band or a higher one, once;
    /// again only after the pause.
    pub fn look(&mut self, now: i64, seen: &mut dyn Seen) -> Vec<Alert> {
        let mut alerts = Vec::new();
        for ((rule, state), number) in self.rules.iter().zip(&mut self.states).zip(0..) {
            if rule.watched.is_of_conversations() {
                state.of_each(rule, number, now, seen, &mut alerts);
                continue;
            }
            let read = rule.read(seen);
            let (level, limit) = read.map_or((Level::Quiet, 0.0), |(value, _)| rule.band(value));
            let before = std::mem::replace(&mut state.level, level);
            let Some((value, history)) = read.filter(|_| level > Level::Quiet) else { continue };
            let pause = i64::from(rule.cool_down) * 60_000;
            let is_silent = now < state.snoozed_until
                || state.spoke.is_some_and(|(at, spoken)| level <= spoken && now - at < pause);
            if level > before && !is_silent {
                state.spoke = Some((now, level));
                let conversation = String::new();
                alerts.push(Alert {
                    rule: number,
                    level,
                    value,
                    limit,
                    before: history,
                    conversation,
                    at: now,
                });
            }
        }
        alerts
    }
}

impl Standing {
    fn of_each(&mut self, rule: &Rule, number: u32, now: i64, seen: &mut dyn Seen, alerts: &mut Vec<Alert>) {
        self.level = Level::Quiet;
        for (conversation, value) in seen.each(&rule.watched) {
            let (level, limit) = rule.band(value);
            self.level = self.level.max(level);
            let known = self.of.iter().position(|(of, _)| *of == conversation);
            if known.is_some_and(|at| level <= self.of[at].1) || level == Level::Quiet {
                continue;
            }
            if let Some(at) = known {
                self.of[at].1 = level;
            } else {
                if self.of.len() >= REMEMBERED {
                    self.of.pop_front();
                }
                self.of.push_back((conversation.clone(), level));
            }
            if now >= self.snoozed_until {
                alerts.push(Alert { rule: number, level, value, limit, before: None, conversation, at: now });
            }
        }
    }
}

impl Rule {
    /// The value now, and that of the history where the two are compared; `None` where there is too little.
    fn read(&self, seen: &mut dyn Seen) -> Option<(f64, Option<f64>)> {
        match &self.watched {
            Watched::Pace => Some((seen.pace(self.window)?, None)),
            Watched::Figure(name) => {
                let figure = seen.board(self.window).figures.get(name)?;
                let enough = figure.state == State::Ok && figure.of.unwrap_or(figure.n) >= self.least;
                Some((figure.value.filter(|_| enough)?, None))
            }
            Watched::Signal(signal) => {
                let split = seen.board(self.window).breakdowns.get("signal")?;
                let has = split.parts.iter().find(|(name, _)| name == signal.name()).map_or(0, |(_, n)| *n);
                (split.of >= self.least.max(1)).then(|| (has as f64 / split.of as f64, None))
            }
            Watched::Change(name) => {
                let now = seen.board(self.window).figures.get(name)?.clone();
                let history = seen.history()?.figures.get(name)?;
                let compared = compared(&now, history).filter(|_| now.of.unwrap_or(now.n) >= self.least)?;
                let change = compared.now - compared.before;
                // What is not clearly another value has not changed.
                Some((if compared.clear { change } else { 0.0 }, Some(compared.before)))
            }
            Watched::Any(_) | Watched::Risk => None,
        }
    }

    /// The band of a value, and where it begins.
    fn band(&self, value: f64) -> (Level, f64) {
        let is_in = |limit: f64| if self.below { value <= limit } else { value >= limit };
        let bands = [(Level::Alert, self.alert), (Level::Warning, self.warn)];
        let found = bands.into_iter().filter_map(|(level, limit)| Some((level, limit?)));
        found.into_iter().find(|(_, limit)| is_in(*limit)).unwrap_or((Level::Quiet, 0.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{insight::BoardPartial, live::alerts::Rule};

    /// A history and a present that say what they are told.
    struct Said {
        board: Board,
        history: Option<Board>,
        each: Vec<(String, f64)>,
    }

    impl Said {
        fn rate(n: u64, of: u64) -> Self {
            Self { board: board(n, of), history: None, each: Vec::new() }
        }
    }

    fn board(n: u64, of: u64) -> Board {
        let mut board = BoardPartial::new().finish();
        let figure = board.figures.get_mut("fallback_rate").unwrap();
        (figure.value, figure.n, figure.of) = (Some(n as f64 / of as f64), n, Some(of));
        (figure.state, figure.interval) = (State::Ok, crate::stats::wilson(n, of));
        board
    }

    impl Seen for Said {
        fn board(&mut self, _: Window) -> &Board {
            &self.board
        }
        fn history(&self) -> Option<&Board> {
            self.history.as_ref()
        }
        fn pace(&mut self, _: Window) -> Option<f64> {
            None
        }
        fn each(&mut self, _: &Watched) -> Vec<(String, f64)> {
            self.each.clone()
        }
    }

    fn watch(rule: &str) -> Watch {
        Watch::new(Rule::of_json(&format!("[{rule}]")).unwrap())
    }

    const MINUTE: i64 = 60_000;

    #[test]
    fn a_rule_speaks_once_when_a_band_is_reached_and_again_after_its_pause() {
        let mut watch = watch(r#"{"watch":"fallback_rate","warn":0.2,"alert":0.5,"cool_down":10}"#);
        let mut look = |minute: i64, n: u64| -> Vec<&'static str> {
            let alerts = watch.look(minute * MINUTE, &mut Said::rate(n, 100));
            alerts.iter().map(|alert| alert.level.name()).collect()
        };
        assert_eq!(look(0, 10), [""; 0]);
        assert_eq!(look(1, 30), ["warning"]);
        assert_eq!(look(2, 35), [""; 0], "it was said");
        assert_eq!(look(3, 60), ["alert"], "a higher band is news");
        assert_eq!(look(4, 10), [""; 0]);
        assert_eq!(look(5, 60), [""; 0], "it spoke a moment ago");
        assert_eq!(look(20, 10), [""; 0]);
        assert_eq!(look(21, 30), ["warning"]);
    }

    #[test]
    fn too_little_says_nothing_and_a_snoozed_rule_is_silent() {
        let mut watch = watch(r#"{"watch":"fallback_rate","warn":0.2}"#);
        assert_eq!(watch.look(0, &mut Said::rate(9, 10)), []);
        watch.snooze(0, 5 * MINUTE);
        assert_eq!(watch.look(MINUTE, &mut Said::rate(90, 100)), []);
        assert_eq!(watch.levels().collect::<Vec<_>>(), [Level::Warning], "it shows all the same");
    }

    #[test]
    fn a_change_counts_only_where_it_is_clear() {
        let change = r#"{"watch":"change:fallback_rate","warn":0.05}"#;
        let against = |n, of| Said { history: Some(board(100, 1_000)), ..Said::rate(n, of) };
        assert_eq!(watch(change).look(0, &mut Said::rate(80, 100)), [], "there is nothing to compare with");
        assert_eq!(watch(change).look(0, &mut against(5, 30)), [], "17 % of 30 may be 10 %");
        let alerts = watch(change).look(0, &mut against(60, 200));
        assert_eq!((alerts.len(), alerts[0].before), (1, Some(0.1)));
        assert!((alerts[0].value - 0.2).abs() < 1e-9);
    }

    #[test]
    fn a_rule_of_conversations_speaks_of_each_once() {
        let mut watch = watch(r#"{"watch":"risk","warn":0.5,"alert":0.8}"#);
        let mut look = |each: &[(&str, f64)]| {
            let each = each.iter().map(|(id, value)| ((*id).to_owned(), *value)).collect();
            watch.look(0, &mut Said { each, ..Said::rate(0, 1) }).len()
        };
        assert_eq!(look(&[("a", 0.6), ("b", 0.4)]), 1);
        assert_eq!(look(&[("a", 0.6), ("b", 0.55)]), 1);
        assert_eq!(look(&[("a", 0.9), ("b", 0.55)]), 1);
        assert_eq!(look(&[("a", 0.9)]), 0);
    }
}
