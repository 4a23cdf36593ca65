//! Many series together: which of their days, stretches and levels are out of the ordinary, so that of all that is
//! named no more than a stated share is chance.
//!
//! A series that is a part of a whole counts only where both its count and its share of the whole are out of the
//! ordinary, to the same side (an intersection of tests, whose p is the greater one): where everything doubles, the
//! whole is named and not each of its parts; where one part grows, the others' shares shrink and are not named.

use super::{Daily, Level, Stretch, Usual, levels, stretches, surprise};
use crate::stats::false_discoveries;

/// Of what is named, the share that is chance, in the mean.
pub const FALSE_DISCOVERIES: f64 = 0.1;

/// What differs by less than this share of what was expected is not worth a word.
const WORTH: f64 = 0.1;

/// A series that is watched.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Watched {
    /// Its counts.
    pub counts: Daily,
    /// Its share of the whole, where it is a part of one.
    pub share: Option<Daily>,
}

/// How something is out of the ordinary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One day, or some in a row.
    Stretch,
    /// All days from one on.
    Level,
}

/// Something that is out of the ordinary.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found {
    /// The place of its series.
    pub series: usize,
    /// How.
    pub kind: Kind,
    /// Its first day.
    pub first: usize,
    /// Its last day; of a level the last that it was measured on.
    pub last: usize,
    /// What was expected, or was before: how many a day, or which share.
    pub before: f64,
    /// What is.
    pub after: f64,
    /// By how many standard deviations they differ.
    pub off: f64,
    /// The share of chance among all that is as unlikely.
    pub chance: f64,
}

/// What was found, and what is usual in each series; `None` of one with too little data.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Judged {
    /// Series by series.
    pub usual: Vec<Option<Usual>>,
    /// In the order of the series and of time.
    pub found: Vec<Found>,
}

/// A candidate with the p of its own test.
struct Candidate {
    found: Found,
    p: f64,
}

/// Judges all series together. The first is the whole that others are parts of.
pub fn judge(all: &[Watched]) -> Judged {
    let whole = all.first().and_then(|whole| Settled::of(&whole.counts, None, &|_| false));
    let weekdays = whole.as_ref().map(|whole| whole.usual.weekdays);
    // What happens to the whole is no change of a part.
    let of_whole: Vec<Stretch> = whole
        .iter()
        .flat_map(|whole| stretches(&whole.usual))
        .filter(|it| it.p <= FALSE_DISCOVERIES)
        .collect();
    let in_whole = |day: usize| of_whole.iter().any(|it| (it.first..=it.last).contains(&day));
    let settled: Vec<Option<Settled>> = (0..)
        .zip(all)
        .map(|(at, watched)| match (at, &watched.share) {
            (0, _) => whole.clone(),
            (_, None) => Settled::of(&watched.counts, None, &|_| false),
            (_, Some(_)) => Settled::of(&watched.counts, weekdays.as_ref(), &in_whole),
        })
        .collect();
    let shares: Vec<Option<Usual>> = all
        .iter()
        .map(|watched| Some(Settled::of(watched.share.as_ref()?, None, &|_| false)?.usual))
        .collect();
    let judged: Vec<One<'_>> = (0..all.len())
        .filter_map(|at| {
            // A part whose share cannot be judged is not judged.
            let share = all[at].share.as_ref().zip(shares[at].as_ref());
            let settled = settled[at].as_ref().filter(|_| share.is_some() || all[at].share.is_none())?;
            Some(One { at, counts: &all[at].counts, usual: &settled.usual, levels: &settled.levels, share })
        })
        .collect();
    // Wholes and shares are one family of tests, parts another: what there are many of does not hide what there are
    // few of.
    let mut found: Vec<Found> = Vec::new();
    for is_part in [false, true] {
        let family = || judged.iter().filter(move |one| one.share.is_some() == is_part);
        found.extend(discovered(family().flat_map(One::stretches).collect(), family().count()));
        // Days of a stretch that is named are no tests of their own: that many of them are unlikely would make others
        // look so.
        let is_free = |day: &Candidate| {
            let day = &day.found;
            !found.iter().any(|it| it.series == day.series && (it.first..=it.last).contains(&day.first))
        };
        let named: usize = found.iter().map(|it| it.last - it.first + 1).sum();
        let tests = family().map(|one| one.usual.judged).sum::<usize>().saturating_sub(named);
        let days = discovered(family().flat_map(One::days).filter(is_free).collect(), tests);
        found.extend(days);
        let skip: &dyn Fn(usize) -> bool = if is_part { &in_whole } else { &|_| false };
        found.extend(discovered(family().flat_map(|one| one.levels(skip)).collect(), family().count()));
    }
    crate::order::sort_by(&mut found, |one, two| {
        (one.series, one.first, one.last).cmp(&(two.series, two.first, two.last))
    });
    Judged { found: joined(found, &judged), usual: settled.into_iter().map(|it| Some(it?.usual)).collect() }
}

/// What is usual in a series once it is known where its level changes.
#[derive(Clone)]
struct Settled {
    usual: Usual,
    levels: Vec<Level>,
}

impl Settled {
    fn of(daily: &Daily, drawn_to: Option<&[f64; 7]>, skip: &dyn Fn(usize) -> bool) -> Option<Self> {
        let usual = Usual::of(daily, drawn_to, &[])?;
        let levels = levels(daily, &usual, skip);
        let firsts: Vec<usize> = levels.iter().map(|level| level.first).collect();
        let usual = if firsts.is_empty() { usual } else { Usual::of(daily, drawn_to, &firsts)? };
        Some(Self { usual, levels })
    }
}

/// Those of which no more than the stated share is chance, of so many tests.
fn discovered(candidates: Vec<Candidate>, tests: usize) -> Vec<Found> {
    let ps: Vec<f64> = candidates.iter().map(|candidate| candidate.p).collect();
    let chances = false_discoveries(&ps, tests);
    let worth = |found: &Found| (found.after - found.before).abs() >= WORTH * found.before;
    candidates
        .into_iter()
        .zip(chances)
        .filter(|(candidate, chance)| *chance <= FALSE_DISCOVERIES && worth(&candidate.found))
        .map(|(candidate, chance)| Found { chance, ..candidate.found })
        .collect()
}

/// Days next to each other that are off to the same side, as one stretch.
fn joined(found: Vec<Found>, judged: &[One<'_>]) -> Vec<Found> {
    let mut all: Vec<Found> = Vec::new();
    for next in found {
        let series = judged.iter().find(|one| one.at == next.series);
        let last = all.last_mut().filter(|last| {
            last.series == next.series
                && (last.kind, next.kind) == (Kind::Stretch, Kind::Stretch)
                && last.last + 1 == next.first
                && last.off * next.off > 0.0
        });
        match (last, series) {
            (Some(last), Some(series)) => {
                let off = series.usual.off_together(last.first..=next.last).unwrap_or(last.off);
                let (before, after) = series.rates(last.first..=next.last);
                let chance = last.chance.min(next.chance);
                *last = Found { last: next.last, before, after, off, chance, ..*last };
            }
            _ => all.push(next),
        }
    }
    all
}

/// One series with what is usual in it.
struct One<'a> {
    at: usize,
    counts: &'a Daily,
    usual: &'a Usual,
    levels: &'a [Level],
    share: Option<(&'a Daily, &'a Usual)>,
}

impl One<'_> {
    /// What was expected and what there was on some days: how many a day, or which share.
    fn rates(&self, days: std::ops::RangeInclusive<usize>) -> (f64, f64) {
        let days = days.filter(|day| self.usual.off[*day].is_some());
        let (mut expected, mut seen, mut of) = (0.0, 0.0, 0.0);
        for day in days {
            expected += self.usual.expected[day];
            seen += self.counts.n[day] as f64;
            of += self.counts.out_of(day);
        }
        (expected / of, seen / of)
    }

    fn stretch(&self, first: usize, last: usize, off: f64) -> Found {
        let (before, after) = self.rates(first..=last);
        Found { series: self.at, kind: Kind::Stretch, first, last, before, after, off, chance: 1.0 }
    }

    /// Days, each by itself.
    fn days(&self) -> Vec<Candidate> {
        let of_day = |day: usize| {
            let off = self.usual.off[day]?;
            let p = match self.share {
                None => surprise(off, self.usual.judged),
                Some((_, share)) => {
                    let other = share.off[day].filter(|other| other * off > 0.0)?;
                    surprise(off, self.usual.judged).max(surprise(other, share.judged))
                }
            };
            Some(Candidate { found: self.stretch(day, day, off), p })
        };
        (0..self.counts.len()).filter_map(of_day).collect()
    }

    /// Days in a row.
    fn stretches(&self) -> Vec<Candidate> {
        let of_stretch = |stretch: Stretch| {
            let Stretch { first, last, off, p } = stretch;
            let p = match self.share {
                None => p,
                Some((_, share)) => {
                    let other = share.off_together(first..=last).filter(|other| other * off > 0.0)?;
                    p.max(surprise(other, share.judged))
                }
            };
            Some(Candidate { found: self.stretch(first, last, off), p })
        };
        stretches(self.usual).into_iter().filter_map(of_stretch).collect()
    }

    /// Days since which all is different.
    fn levels(&self, skip: &dyn Fn(usize) -> bool) -> Vec<Candidate> {
        let of_level = |level: Level| {
            let p = match self.share {
                None => level.p,
                Some((daily, usual)) => {
                    let other = level.of_other(daily, usual, skip)?;
                    level.p.max(surprise(other, usual.judged))
                }
            };
            let Level { first, window, before, after, off, .. } = level;
            let found = Found {
                series: self.at,
                kind: Kind::Level,
                first,
                last: window.1,
                before,
                after,
                off,
                chance: 1.0,
            };
            Some(Candidate { found, p })
        };
        self.levels.iter().copied().filter_map(of_level).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counts that no two weeks have the same.
    fn daily(n: impl Iterator<Item = u64>, of: Option<Vec<u64>>) -> Daily {
        let n: Vec<u64> = n.collect();
        Daily { weekday: 0, whole: vec![true; n.len()], n, of }
    }

    fn part(n: Vec<u64>, whole: &Watched) -> Watched {
        let share = daily(n.iter().copied(), Some(whole.counts.n.clone()));
        Watched { counts: daily(n.into_iter(), None), share: Some(share) }
    }

    fn noise(day: u64) -> u64 {
        day * day * 31 % 11
    }

    #[test]
    fn where_all_doubles_the_whole_is_named_and_where_a_part_grows_that_part_is() {
        let doubles = |day: u64| if (30..35).contains(&day) { 2 } else { 1 };
        let grows = |day: u64| if (50..56).contains(&day) { 60 } else { 0 };
        let one = |day: u64| (45 + noise(day)) * doubles(day) + grows(day);
        let two = |day: u64| (95 + noise(day + 3)) * doubles(day);
        let whole = Watched { counts: daily((0..80).map(|day| one(day) + two(day)), None), share: None };
        let parts = [part((0..80).map(one).collect(), &whole), part((0..80).map(two).collect(), &whole)];
        let judged = judge(&[whole, parts[0].clone(), parts[1].clone()]);
        let found: Vec<_> = judged.found.iter().map(|it| (it.series, it.kind, it.first, it.last)).collect();
        assert_eq!(
            found,
            [(0, Kind::Stretch, 30, 34), (0, Kind::Stretch, 50, 55), (1, Kind::Stretch, 50, 55)]
        );
        let part = judged.found[2];
        assert!((part.before - 50.0).abs() < 3.0 && (part.after - 110.0).abs() < 3.0, "{part:?}");
    }

    #[test]
    fn a_share_has_a_new_level() {
        let of = vec![200; 70];
        let n = (0..70).map(|day| if day < 35 { 20 + noise(day) } else { 50 + noise(day) });
        let judged = judge(&[Watched::default(), Watched { counts: daily(n, Some(of)), share: None }]);
        let [level] = judged.found[..] else { panic!("{:?}", judged.found) };
        assert_eq!((level.kind, level.first, level.series), (Kind::Level, 35, 1));
        assert!((level.before - 0.125).abs() < 0.01 && (level.after - 0.275).abs() < 0.01, "{level:?}");
    }
}
