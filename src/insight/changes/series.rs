//! The series of a pile of conversations, judged: which are watched, on which days, and what stands out in them.

use super::{ChangesPartial, Measure, Suspect};
use crate::{
    conversation::Day,
    order,
    stats::daily::{Daily, Found, Judged, Kind, Watched, judge},
};

/// Days that are watched at most, up to the last: two years.
const MOST_DAYS: i32 = 731;

/// Names of one measure that are watched at most: the most frequent.
const MOST_NAMES: usize = 30;

/// Conversations that a name needs to be watched.
const FEWEST: u64 = 20;

/// Days without any conversation from which on nothing is known of them: shorter than that, they are days on which
/// nobody came.
const GAP: usize = 7;

/// The share of a day's conversations that its hours must usually hold for a first or last day to be a whole one,
/// in hundredths.
const WHOLE: u64 = 90;

/// What is named at most.
const MOST_FOUND: usize = 24;

/// Days that something is held against at most.
const MOST_AGAINST: usize = 28;

/// Beyond this no chance is told from another: 10⁻¹².
const SUREST: f64 = 1e-12;

/// A measure of some name.
pub type Key = (Measure, String);

/// The series with what is usual in them and what is not.
pub struct Judgement {
    /// The first day.
    pub first: Day,
    /// Whose series they are.
    pub keys: Vec<Key>,
    /// The series.
    pub watched: Vec<Watched>,
    /// What is usual in each.
    pub judged: Judged,
    /// What is out of the ordinary, the surest and greatest first.
    pub ranked: Vec<Found>,
}

impl Judgement {
    /// Of what was counted; `None` without any day.
    pub fn of(part: &ChangesPartial) -> Option<Self> {
        let volume = part.counts.get(&(Measure::Conversations, String::new()))?;
        let (first, last) = volume.extent()?;
        let first = Day(first.0.max(last.0 - MOST_DAYS + 1));
        let days = (last.0 - first.0 + 1) as usize;
        let counted = |key: &Key| part.counts.get(key).map(|of| of.between(first.0, days));
        let [all, _] = volume.between(first.0, days);
        let weekday = first.weekday() as u8;
        let whole = whole_days(part, first, &all);
        let daily = |n: Vec<u64>, of: Option<Vec<u64>>| Daily { weekday, n, of, whole: whole.clone() };
        let (mut keys, mut watched) = (Vec::new(), Vec::new());
        for key in watched_keys(part) {
            let Some([n, of]) = counted(&key) else { continue };
            watched.push(match key.0 {
                Measure::Conversations => Watched { counts: daily(n, None), share: None },
                share if share.is_share() => Watched { counts: daily(n, Some(of)), share: None },
                _ => Watched { share: Some(daily(n.clone(), Some(all.clone()))), counts: daily(n, None) },
            });
            keys.push(key);
        }
        let judged = judge(&watched);
        let mut ranked = judged.found.clone();
        let size = |found: &Found| {
            let days = (found.first..=found.last).map(|day| watched[found.series].counts.out_of(day));
            ((found.after - found.before) * days.sum::<f64>()).abs()
        };
        order::sort_by(&mut ranked, |one, two| {
            let sure = |found: &Found| found.chance.max(SUREST);
            sure(one).total_cmp(&sure(two)).then_with(|| size(two).total_cmp(&size(one)))
        });
        ranked.truncate(MOST_FOUND);
        Some(Self { first, keys, watched, judged, ranked })
    }

    /// Whether there is enough to judge conversations by.
    pub fn has_enough(&self) -> bool {
        self.judged.usual.first().is_some_and(Option::is_some)
    }

    /// A day by its place.
    pub fn day(&self, at: usize) -> Day {
        Day(self.first.0 + at as i32)
    }

    /// What is to be explained, in the order of what was found.
    pub fn suspects(&self) -> Vec<Suspect> {
        self.ranked.iter().map(|found| self.suspect(found)).collect()
    }

    /// Something that was found, as it is asked to be explained.
    pub fn suspect(&self, found: &Found) -> Suspect {
        let counts = &self.watched[found.series].counts;
        let usual = self.judged.usual[found.series].as_ref();
        let is_plain = |day: &usize| {
            let hit = |other: &&Found| {
                [0, found.series].contains(&other.series)
                    && other.kind == Kind::Stretch
                    && (other.first..=other.last).contains(day)
            };
            usual.is_some_and(|usual| usual.off[*day].is_some())
                && !self.judged.found.iter().any(|it| hit(&it))
        };
        let before = (0..found.first).rev().filter(is_plain).take(MOST_AGAINST).collect::<Vec<_>>();
        let mut against = if before.len() >= GAP {
            before
        } else {
            (found.last + 1..counts.len()).filter(is_plain).take(MOST_AGAINST).collect()
        };
        against.sort_unstable();
        let own = (found.first..=found.last).filter(|day| counts.whole[*day]).count();
        let there: u64 = against.iter().map(|day| counts.n[*day]).sum();
        let times = found.before * own as f64 / there.max(1) as f64;
        let (measure, name) = self.keys[found.series].clone();
        Suspect {
            measure,
            name,
            days: (self.day(found.first).0, self.day(found.last).0),
            against: against.into_iter().map(|day| self.day(day).0).collect(),
            times: (times * 1e6).round() as u64,
            within: None,
        }
    }
}

/// Which series are watched: conversations first, then the shares, then the most frequent names of each measure.
fn watched_keys(part: &ChangesPartial) -> Vec<Key> {
    let mut keys = Vec::new();
    for measure in Measure::ALL {
        let total = |key: &Key| part.counts.get(key).map_or(0, |days| days.total(0));
        let is_fit =
            |key: &&Key| key.0 == measure && (measure != Measure::Intent || !part.is_reaction(&key.1));
        let of_measure = part.counts.keys().filter(is_fit);
        let mut named: Vec<(u64, &Key)> = of_measure.map(|key| (total(key), key)).collect();
        let is_named = !measure.is_share() && measure != Measure::Conversations;
        order::sort_by(&mut named, |one, two| two.0.cmp(&one.0));
        let enough = named.into_iter().filter(|(total, _)| !is_named || *total >= FEWEST);
        keys.extend(enough.take(MOST_NAMES).map(|(_, key)| key.clone()));
    }
    keys
}

/// Which days are known as a whole: none of a long gap, and the first and the last only where hardly any of their
/// hours are missing.
fn whole_days(part: &ChangesPartial, first: Day, all: &[u64]) -> Vec<bool> {
    let mut whole = vec![true; all.len()];
    let mut at = 0;
    while at < all.len() {
        let empty = all[at..].iter().take_while(|n| **n == 0).count();
        if empty >= GAP {
            whole[at..at + empty].fill(false);
        }
        at += empty.max(1);
    }
    let hours: u64 = part.hours.iter().sum();
    let holds = |from: u32, to: u32| {
        let there: u64 =
            part.hours.iter().zip(0..).filter(|(_, at)| (from..=to).contains(at)).map(|(n, _)| n).sum();
        there * 100 >= hours * WHOLE
    };
    let edge = |at: usize| part.edges.get(&(first.0 + at as i32)).copied();
    let last = all.len() - 1;
    whole[0] &= edge(0).is_none_or(|(from, _)| holds(from, 23));
    whole[last] &= edge(last).is_none_or(|(_, to)| holds(0, to));
    whole
}
