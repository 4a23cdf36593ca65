//! Which part of the conversations accounts for most of a change.
//!
//! A part accounts for what there is of it beyond what was to be expected by the days before. It is worth naming
//! where that is more than its share of the whole would have brought: a channel that has half of the conversations
//! has half of every rise. Of all parts the one with the most beyond that is named, if chance hardly explains it;
//! and within it once more the part that still accounts for most of the change and is smaller.

use super::{Counted, Slice, Sliced};
use crate::order;

/// By how many standard deviations a part must have more of a change than its share brings.
const SURE: f64 = 3.5;

/// The share of a change that a part must account for to be named.
const MUCH: f64 = 0.2;

/// How much of what a part accounts for a part of it must still account for, and how much smaller it must be.
const STILL: f64 = 0.8;

/// Cases that a part needs.
const FEWEST: u64 = 5;

/// Cases of the whole that a part's share is drawn to, where it has few of its own.
const DRAWN: f64 = 20.0;

/// What a part has to do with a change.
#[derive(Clone, Debug, PartialEq)]
pub struct Accounts {
    /// The part.
    pub slice: Slice,
    /// Its cases on the days of the change, and out of how many.
    pub seen: (u64, u64),
    /// Those that were to be expected.
    pub expected: f64,
    /// The share of the change that it accounts for.
    pub share: f64,
    /// The share that it would have brought.
    pub usual: f64,
    /// Cases beyond that, against the direction of the change below 0.
    beyond: f64,
    /// By how many standard deviations.
    off: f64,
}

/// What a change is as a whole: what there is, what was to be expected.
#[derive(Clone, Copy, Debug)]
struct Whole {
    seen: f64,
    expected: f64,
    /// The share on the days before; 0 of a count.
    share: f64,
}

fn expected(of: &Sliced, counted: &Counted, whole_share: f64) -> f64 {
    let [_, of_seen, n, of_before] = *counted;
    if of.suspect.measure.is_share() {
        // A part of which little is known is taken for the whole.
        let share = (n as f64 + DRAWN * whole_share) / (of_before as f64 + DRAWN);
        of_seen as f64 * share
    } else {
        n as f64 * of.suspect.times as f64 / 1e6
    }
}

impl Whole {
    fn of(sliced: &Sliced) -> Self {
        let [seen, _, n, of_before] = sliced.all;
        let share = n as f64 / of_before.max(1) as f64;
        Self { seen: seen as f64, expected: expected(sliced, &sliced.all, share), share }
    }
}

/// All parts that have enough cases, with what they account for of the change as a whole. Of an explanation within a
/// part, `first` is the one of everything.
fn accounts(sliced: &Sliced, first: Option<&Sliced>) -> Vec<Accounts> {
    let (whole, all) = (Whole::of(sliced), Whole::of(first.unwrap_or(sliced)));
    let moved = all.seen - all.expected;
    if moved == 0.0 || all.expected <= 0.0 || whole.expected <= 0.0 {
        return Vec::new();
    }
    // What all cases would have been multiplied by, if all parts had their share of the change.
    let times = whole.seen / whole.expected;
    let of_part = |(slice, counted): (&Slice, &Counted)| {
        let seen = counted[0] as f64;
        let expected = expected(sliced, counted, whole.share);
        let even = expected * times;
        let off = if sliced.suspect.measure.is_share() {
            let of = counted[1] as f64;
            let angle = |n: f64| libm::asin(((n + 0.375) / (of + 0.75)).clamp(0.0, 1.0).sqrt());
            2.0 * (of + 0.5).sqrt() * (angle(seen) - angle(even.min(of)))
        } else {
            2.0 * ((seen + 0.375).sqrt() - (even + 0.375).sqrt())
        };
        let direction = moved.signum();
        Accounts {
            slice: slice.clone(),
            seen: (counted[0], counted[1]),
            expected,
            share: (seen - expected) / moved,
            usual: expected / all.expected,
            beyond: (seen - even) * direction,
            off: off * direction,
        }
    };
    let enough = |(_, counted): &(&Slice, &Counted)| counted[1] + counted[3] >= FEWEST;
    sliced.parts.iter().filter(enough).map(of_part).collect()
}

/// The same of an explanation of everything.
pub fn accounts_of(sliced: &Sliced) -> Vec<Accounts> {
    accounts(sliced, None)
}

/// The part that accounts for most of a change beyond its share, if one does. Of an explanation within a part,
/// `first` is the one of everything: then it must still account for most of what that part does.
pub fn best(sliced: &Sliced, first: Option<(&Sliced, &Accounts)>) -> Option<Accounts> {
    let is_fit = |part: &Accounts| {
        let still = first.is_none_or(|(_, within)| {
            part.share >= STILL * within.share && part.usual <= STILL * within.usual
        });
        part.off >= SURE && part.share >= MUCH && still && part.seen.1.max(part.expected as u64) >= FEWEST
    };
    let mut fit: Vec<Accounts> =
        accounts(sliced, first.map(|(first, _)| first)).into_iter().filter(is_fit).collect();
    order::sort_by(&mut fit, |one, two| two.beyond.total_cmp(&one.beyond));
    (!fit.is_empty()).then(|| fit.remove(0))
}

/// The parts that account for most of a change, the first within which it was asked once more, the second within it.
pub fn reasons(all: &[Sliced], at: usize) -> Vec<Accounts> {
    let Some(first) = all.get(at) else { return Vec::new() };
    let Some(most) = best(first, None) else { return Vec::new() };
    let is_within = |sliced: &&Sliced| {
        let (mine, other) = (&first.suspect, &sliced.suspect);
        (mine.measure, &mine.name, mine.days) == (other.measure, &other.name, other.days)
            && other.within.as_ref() == Some(&most.slice)
    };
    let within = all.iter().find(is_within).and_then(|within| best(within, Some((first, &most))));
    let mut reasons = vec![most];
    reasons.extend(within);
    reasons
}

/// The parts with the most beyond their share, for the table: the first that are surely more than chance.
pub fn ranked(sliced: &Sliced, most: usize) -> Vec<Accounts> {
    let mut parts = accounts(sliced, None);
    parts.retain(|part| part.off >= SURE && part.share >= MUCH / 2.0);
    order::sort_by(&mut parts, |one, two| two.beyond.total_cmp(&one.beyond));
    parts.truncate(most);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::{Dimension, Measure, Suspect};

    fn slice(dimension: Dimension, value: &str) -> Slice {
        Slice { dimension, column: String::new(), value: value.to_owned() }
    }

    fn sliced(measure: Measure, all: Counted, parts: &[(Dimension, &str, Counted)]) -> Sliced {
        let suspect = Suspect {
            measure,
            name: String::new(),
            days: (10, 10),
            against: (0..10).collect(),
            times: 100_000,
            within: None,
        };
        let parts = parts.iter().map(|(by, value, counted)| (slice(*by, value), *counted)).collect();
        Sliced { suspect, all, parts }
    }

    #[test]
    fn a_part_is_named_where_it_has_more_than_its_share_of_a_rise() {
        // 100 a day were expected and 180 came: 70 of the 80 more on the app, which had 40 of 100.
        let rise = sliced(
            Measure::Conversations,
            [180, 180, 1_000, 1_000],
            &[
                (Dimension::Channel, "app", [110, 110, 400, 400]),
                (Dimension::Channel, "web", [70, 70, 600, 600]),
                (Dimension::Language, "en", [162, 162, 900, 900]),
            ],
        );
        let best = best(&rise, None).unwrap();
        assert_eq!((best.slice.value.as_str(), best.seen), ("app", (110, 110)));
        assert!((best.share - 0.875).abs() < 1e-9 && (best.usual - 0.4).abs() < 1e-9, "{best:?}");
        // What all parts have their share of is nobody's.
        let even = sliced(
            Measure::Conversations,
            [180, 180, 1_000, 1_000],
            &[
                (Dimension::Channel, "app", [72, 72, 400, 400]),
                (Dimension::Channel, "web", [108, 108, 600, 600]),
            ],
        );
        assert_eq!(super::best(&even, None), None);
    }

    #[test]
    fn a_fall_and_a_share_are_accounted_for_too() {
        let fall = sliced(
            Measure::Conversations,
            [60, 60, 1_000, 1_000],
            &[(Dimension::Channel, "app", [2, 2, 400, 400]), (Dimension::Channel, "web", [58, 58, 600, 600])],
        );
        assert_eq!(best(&fall, None).unwrap().slice.value, "app");
        // 10 % before; now 60 of 200, all of the rise in version B.
        let share = sliced(
            Measure::Fallback,
            [60, 200, 100, 1_000],
            &[(Dimension::Variant, "A", [10, 100, 50, 500]), (Dimension::Variant, "B", [50, 100, 50, 500])],
        );
        let best = best(&share, None).unwrap();
        assert_eq!(best.slice.value, "B");
        assert!((best.share - 1.0).abs() < 1e-9 && (best.expected - 10.0).abs() < 1e-9, "{best:?}");
    }

    #[test]
    fn within_a_part_one_is_named_that_is_smaller_and_has_most_of_it() {
        let first = sliced(
            Measure::Conversations,
            [180, 180, 1_000, 1_000],
            &[(Dimension::Channel, "app", [110, 110, 400, 400])],
        );
        let mut within = sliced(
            Measure::Conversations,
            [110, 110, 400, 400],
            &[
                (Dimension::Intent, "crash", [75, 75, 50, 50]),
                (Dimension::Intent, "other", [35, 35, 350, 350]),
            ],
        );
        within.suspect.within = Some(slice(Dimension::Channel, "app"));
        let reasons = reasons(&[first, within], 0);
        assert_eq!(
            reasons.iter().map(|part| part.slice.value.as_str()).collect::<Vec<_>>(),
            ["app", "crash"]
        );
        // 75 − 5 of 80.
        assert!((reasons[1].share - 0.875).abs() < 1e-9, "{reasons:?}");
    }
}
