//! What rules would have done in data that were read before: they look at each stretch of the latest time as they
//! would have at its end.

use super::{Rule, Seen, Watch, Watched};
use crate::{
    engine::{Asking, Lost, Team},
    insight::{Board, BoardPartial},
    live::Window,
};

/// How many stretches are looked at: of five minutes a day, of an hour two weeks, of a day a quarter.
const STRETCHES: [(Window, i64); 3] = [(Window::Minutes, 288), (Window::Hour, 336), (Window::Day, 92)];

/// What a rule would have done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DryRun {
    /// How often it would have warned.
    pub warnings: u32,
    /// How often it would have alerted.
    pub alerts: u32,
    /// Over how many hours; 0 where it cannot be told.
    pub hours: u32,
}

crate::frozen! { DryRun { warnings, alerts, hours } }

/// What each of these rules would have done in the latest time of an analysis. Rules of single conversations and of
/// changes against a history are not told: their hours are 0.
///
/// # Errors
/// A shard is gone.
pub async fn dry_run<T: Team>(rules: &[Rule], asking: &Asking<'_, T>) -> Result<Vec<DryRun>, Lost> {
    let mut runs = vec![DryRun::default(); rules.len()];
    let Some((first, end)) = asking.totals.span else { return Ok(runs) };
    for (window, most) in STRETCHES {
        let Some(minutes) = window.minutes() else { continue };
        let width = minutes * 60_000;
        let there = (end - first).div_euclid(width) + 1;
        let count = there.min(most);
        let of_window: Vec<usize> = (0..rules.len())
            .filter(|at| {
                let rule = &rules[*at];
                let told = !rule.watched.is_of_conversations()
                    && !matches!(rule.watched, Watched::Change(_) | Watched::Pace);
                rule.window == window && told
            })
            .collect();
        if of_window.is_empty() {
            continue;
        }
        let from = end - count * width;
        let spans = asking.spans(from, minutes as u32).await?;
        let mut watch = Watch::new(of_window.iter().map(|at| rules[*at].clone()).collect());
        for place in 0..=count {
            let mut past = Past::of(spans.get(&place));
            for alert in watch.look(from + (place + 1) * width, &mut past) {
                let run = &mut runs[of_window[alert.rule as usize]];
                match alert.level {
                    super::Level::Alert => run.alerts += 1,
                    _ => run.warnings += 1,
                }
            }
        }
        for at in of_window {
            runs[at].hours = (count * minutes / 60).max(1) as u32;
        }
    }
    Ok(runs)
}

/// A stretch of the past.
struct Past(Board);

impl Past {
    fn of(added: Option<&BoardPartial>) -> Self {
        Self(added.map(BoardPartial::finish).unwrap_or_default())
    }
}

impl Seen for Past {
    fn board(&mut self, _: Window) -> &Board {
        &self.0
    }

    fn history(&self) -> Option<&Board> {
        None
    }

    fn pace(&mut self, _: Window) -> Option<f64> {
        None
    }

    fn each(&mut self, _: &Watched) -> Vec<(String, f64)> {
        Vec::new()
    }
}
