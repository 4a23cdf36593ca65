//! Changes: series with planted events, the samples' campaign and outage, and the explanation of both.

#[path = "changes/planted.rs"]
mod planted;

use undertone::stats::daily::{Found, Kind, judge};

use planted::{Chance, DAYS, Event, PARTS, SHARES, series};

/// Worlds that are made of each kind; the environment may ask for more.
fn worlds() -> u64 {
    std::env::var("WORLDS").ok().and_then(|worlds| worlds.parse().ok()).unwrap_or(6)
}

/// How many conversations a day, and by how much days differ by more than chance.
const KINDS: [(f64, f64); 4] = [(12.0, 0.0), (35.0, 0.05), (170.0, 0.1), (1_500.0, 0.1)];

#[test]
fn false_alarms_are_rare_where_nothing_happens() {
    for (a_day, uneven) in KINDS {
        let alarms = (0..worlds()).map(|seed| judge(&series(seed * 7_919 + 11, a_day, uneven, &[])).found.len());
        let a_month = alarms.sum::<usize>() as f64 / (worlds() as f64 * DAYS as f64 / 30.0);
        println!("{a_day} a day: {a_month:.3} false alarms a month over {} series", 1 + PARTS + SHARES);
        assert!(a_month < 0.15, "{a_day} a day: {a_month}");
    }
}

/// Five events of a world: a day, a week, some days of a part, some days of a share, and a share that stays.
fn planted(seed: u64, times: f64) -> Vec<Event> {
    let mut chance = Chance(seed ^ 0xE7E2);
    let mut day = |from: usize, to: usize| from + (chance.share() * (to - from) as f64) as usize;
    let spike = day(15, 25);
    let week = day(38, 45);
    let (part, part_day) = (1 + day(0, 8), day(60, 68));
    let (share, share_day) = (1 + PARTS + day(0, 5), day(28, 40));
    let (stays, since) = (1 + PARTS + 5 + day(0, 2), day(40, 55));
    let event = |series, first, days, times| Event { series, first, last: first + days - 1, times };
    vec![
        event(0, spike, 1, times),
        event(0, week, 7, 1.0 + (times - 1.0) * 0.75),
        event(part, part_day, 5, 1.0 + (times - 1.0) * 2.0),
        event(share, share_day, 7, times),
        event(stays, since, DAYS - since, times),
    ]
}

fn is(found: &Found, event: &Event) -> bool {
    let kind = if event.last == DAYS - 1 { Kind::Level } else { Kind::Stretch };
    let overlaps = found.first <= event.last && event.first <= found.last;
    let near = kind == Kind::Stretch || found.first.abs_diff(event.first) <= 7;
    found.series == event.series && found.kind == kind && overlaps && near && found.off > 0.0
}

/// Whether what was found is an effect of an event elsewhere: a part that grows makes the whole grow.
fn follows(found: &Found, events: &[Event]) -> bool {
    found.series == 0 && events.iter().any(|event| (1..=PARTS).contains(&event.series) && found.first <= event.last && event.first <= found.last)
}

#[test]
fn planted_events_are_found_and_dated() {
    for (a_day, uneven) in KINDS {
        let (mut planned, mut recalled, mut exact, mut right, mut wrong) = (0, [0; 5], 0, 0, 0);
        for seed in 0..worlds() {
            let events = planted(seed, 2.0);
            let found = judge(&series(seed * 104_729 + 5, a_day, uneven, &events)).found;
            planned += 1;
            for (at, event) in events.iter().enumerate() {
                let hit = found.iter().find(|it| is(it, event));
                recalled[at] += usize::from(hit.is_some());
                exact += usize::from(hit.is_some_and(|hit| hit.first == event.first && (hit.kind == Kind::Level || hit.last == event.last)));
            }
            for it in &found {
                if events.iter().any(|event| is(it, event)) || follows(it, &events) { right += 1 } else { wrong += 1 ; println!("{seed} {it:?}")}
            }
        }
        println!("{a_day} a day: recall {recalled:?} of {planned}, exact {exact}, precision {right}/{}", right + wrong);
    }
}
