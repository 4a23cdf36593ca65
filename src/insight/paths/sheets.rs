//! The tables of one selection: ways, loops, where users leave, and where they leave an intended way.

use super::{
    Journey, PathsPartial,
    finish::NOBODY,
    flow::{filter_of, somewhere},
};
use crate::{
    ingest::Sentence,
    insight::{
        Cell, Figure, Head, Sheet, SheetRow, Unit,
        figure::{Base, plain},
        groups::LEAST,
    },
    order,
    query::{Direction, END, Flow as Way, Part, Path, START},
};

/// Rows of a table at most.
pub(super) const MOST: usize = 20;

/// Why nothing has been counted, where that is so.
pub(super) const FEW: Base = Base { none: NOBODY, few: "fewer than 5 conversations" };

impl PathsPartial {
    /// States in words, one behind the other.
    pub(super) fn said(&self, states: &[u32]) -> Cell {
        let name = |state: &u32| match self.states.0.get(*state as usize) {
            Some(state) => state.said(),
            None => Sentence::of("…"),
        };
        let mut line = Sentence::default();
        for state in states {
            line = if line.is_empty() {
                Sentence::of("{state}").words("state", [name(state)])
            } else {
                Sentence::of("{before} → {state}").words("before", [line]).words("state", [name(state)])
            };
        }
        Cell::Words(line)
    }

    pub(super) fn parts(&self, states: &[u32]) -> Vec<Part> {
        let part = |state: &u32| match self.states.0.get(*state as usize) {
            Some(state) => Part::One(vec![state.key()], false),
            None => Part::Gap,
        };
        states.iter().map(part).collect()
    }

    /// Names of an intended way that no state has.
    pub(super) fn unknown_names<'p>(&self, parts: &'p [Part]) -> Vec<&'p str> {
        let names = parts.iter().flat_map(|part| match part {
            Part::One(names, _) => names.as_slice(),
            Part::Any | Part::Gap => &[],
        });
        let is_unknown = |name: &&str| !name.eq_ignore_ascii_case(END) && self.states.called(name).is_empty();
        names.map(String::as_str).filter(is_unknown).collect()
    }

    /// The ways that conversations take, the most frequent first; those of fewer than five together.
    pub(super) fn ways(&self, journey: &Journey, none: &'static str) -> Sheet {
        let all = self.variants.counted();
        let is_long = |(states, _): &(&Vec<u32>, u64)| states.is_empty();
        let mut ways: Vec<(&Vec<u32>, u64)> = self.variants.iter().filter(|way| !is_long(way)).collect();
        let long: u64 = self.variants.iter().filter(is_long).map(|(_, n)| n).sum();
        order::sort_by(&mut ways, |one, two| two.1.cmp(&one.1));
        let shown = ways.iter().take(MOST).take_while(|(_, n)| *n >= LEAST).count();
        let count = |n: u64| plain("journey_ways", Unit::Count, Some(n as f64), n).into();
        let share = |n: u64| Figure::rate("journey_ways", n, all, FEW).into();
        let row = |(states, n): &(&Vec<u32>, u64)| {
            let mut flow = self.parts(states);
            flow.insert(0, Part::One(vec![START.to_owned()], false));
            let cut = (!journey.at.is_empty()).then(|| (journey.direction, journey.at.clone()));
            if cut.as_ref().is_some_and(|(direction, _)| *direction == Direction::Forward) {
                flow.remove(0);
            }
            let path = Path { detail: journey.detail, cut, is_loop: false, flow: Way(flow) };
            SheetRow {
                cells: vec![self.said(states), count(*n), share(*n)],
                filter: filter_of(&path),
                ..SheetRow::default()
            }
        };
        let mut rows: Vec<SheetRow> = ways[..shown].iter().map(row).collect();
        let rest: u64 = ways[shown..].iter().map(|(_, n)| n).sum::<u64>() + long;
        if rest > 0 {
            let said = Sentence::of("All other ways");
            rows.push(SheetRow {
                cells: vec![Cell::Words(said), count(rest), share(rest)],
                ..SheetRow::default()
            });
        }
        Sheet {
            name: "journey_ways".to_owned(),
            columns: vec![
                Head::words("Way"),
                Head::figures("Conversations", Unit::Count),
                Head::figures("Share", Unit::Share),
            ],
            none: why(&rows, Sentence::of(none)),
            rows,
        }
    }

    /// The loops, those that cost the most messages first.
    pub(super) fn loop_table(&self, journey: &Journey) -> Sheet {
        let mut loops: Vec<_> = self.loops.iter().filter(|(_, one)| one.conversations >= LEAST).collect();
        order::sort_by(&mut loops, |one, two| two.1.messages.cmp(&one.1.messages));
        loops.truncate(MOST);
        let rows: Vec<SheetRow> = loops
            .into_iter()
            .map(|(states, one)| {
                let count = |n: u64| plain("journey_loops", Unit::Count, Some(n as f64), one.times).into();
                let millis = (one.timed > 0).then_some(one.tenths as f64 * 100.0);
                let time = plain("journey_loops", Unit::Millis, millis, one.timed);
                let mean = one.messages as f64 / one.times as f64;
                let mean = plain("journey_loops", Unit::Number, Some(mean), one.times);
                let around: Vec<u32> = states.iter().chain(states.first()).copied().collect();
                let cut = (!journey.at.is_empty()).then(|| (journey.direction, journey.at.clone()));
                let path = Path { detail: journey.detail, cut, is_loop: true, flow: Way(self.parts(states)) };
                SheetRow {
                    cells: vec![
                        self.said(&around),
                        plain(
                            "journey_loops",
                            Unit::Count,
                            Some(one.conversations as f64),
                            one.conversations,
                        )
                        .into(),
                        count(one.times),
                        count(one.messages),
                        mean.into(),
                        time.into(),
                    ],
                    filter: filter_of(&path),
                    ..SheetRow::default()
                }
            })
            .collect();
        Sheet {
            name: "journey_loops".to_owned(),
            columns: vec![
                Head::words("Loop"),
                Head::figures("Conversations", Unit::Count),
                Head::figures("Times", Unit::Count),
                Head::figures("Messages", Unit::Count),
                Head::figures("Messages each", Unit::Number),
                Head::figures("Time", Unit::Millis),
            ],
            none: why(
                &rows,
                Sentence::of(
                    "In fewer than 5 conversations a matter comes again, or a failure to understand",
                ),
            ),
            rows,
        }
    }

    /// States with those that come there and those that leave there, where most leave first.
    pub(super) fn left_most(&self) -> Vec<(u32, u64, u64)> {
        let left = self.left.iter().map(|(state, [came, left])| (*state, *came, *left));
        let mut left: Vec<_> = left.filter(|(.., left)| *left >= LEAST).collect();
        order::sort_by(&mut left, |one, two| two.2.cmp(&one.2));
        left.truncate(MOST);
        left
    }

    /// Where users leave, most of them first.
    pub(super) fn drop_offs(&self, journey: &Journey) -> Sheet {
        let all: u64 = self.left.values().map(|[_, left]| left).sum();
        let rows: Vec<SheetRow> = self
            .left_most()
            .into_iter()
            .map(|(state, came, left)| {
                let count = |n: u64| plain("journey_drop_offs", Unit::Count, Some(n as f64), n).into();
                let mut flow = self.parts(&[state]);
                let passes = flow.clone();
                flow.push(Part::One(vec!["abandoned".to_owned()], false));
                let way = |flow| somewhere(journey.detail, journey.direction, &journey.at, flow);
                SheetRow {
                    cells: vec![
                        self.said(&[state]),
                        count(left),
                        Figure::rate("journey_drop_offs", left, all, FEW).into(),
                        count(came),
                        Figure::rate("journey_drop_offs", left, came, FEW).into(),
                    ],
                    filter: way(flow),
                    of: way(passes),
                }
            })
            .collect();
        Sheet {
            name: "journey_drop_offs".to_owned(),
            columns: vec![
                Head::words("Left at"),
                Head::figures("Left", Unit::Count),
                Head::figures("Of all who left", Unit::Share),
                Head::figures("Came there", Unit::Count),
                Head::figures("Left of those who came", Unit::Share),
            ],
            none: why(&rows, Sentence::of("No state is the last one of 5 abandoned conversations")),
            rows,
        }
    }

    /// Where the others leave the intended way.
    pub(super) fn deviation_table(&self, journey: &Journey, parts: &[Part]) -> Sheet {
        let mut rows: Vec<_> = self.deviations.iter().filter(|(_, n)| **n >= LEAST).collect();
        order::sort_by(&mut rows, |one, two| two.1.cmp(one.1));
        rows.truncate(MOST);
        let part = |at: u32| parts.get(at as usize).map(ToString::to_string).unwrap_or_default();
        let rows: Vec<SheetRow> = rows
            .into_iter()
            .map(|((at, state), n)| {
                let is_plain = |part: &Part| matches!(part, Part::One(_, false) | Part::Any);
                let before = &parts[..(*at as usize).min(parts.len())];
                let mut flow = before.to_vec();
                flow.extend(self.parts(&[*state]));
                let cut = Some((Direction::Forward, START.to_owned()));
                let path = Path { detail: journey.detail, cut, is_loop: false, flow: Way(flow) };
                let behind = if *at == 0 {
                    Cell::Words(Sentence::of("at the beginning"))
                } else {
                    Cell::Text(part(at - 1))
                };
                let count = plain("journey_deviations", Unit::Count, Some(*n as f64), *n);
                let rate = Figure::rate("journey_deviations", *n, self.engaged, FEW);
                SheetRow {
                    cells: vec![
                        behind,
                        Cell::Text(part(*at)),
                        self.said(&[*state]),
                        count.into(),
                        rate.into(),
                    ],
                    filter: if before.iter().all(is_plain) { filter_of(&path) } else { String::new() },
                    ..SheetRow::default()
                }
            })
            .collect();
        Sheet {
            name: "journey_deviations".to_owned(),
            columns: vec![
                Head::words("Behind"),
                Head::words("Intended"),
                Head::words("What comes instead"),
                Head::figures("Conversations", Unit::Count),
                Head::figures("Share", Unit::Share),
            ],
            none: why(
                &rows,
                Sentence::of("In no place do 5 conversations leave the intended way in the same manner"),
            ),
            rows,
        }
    }
}

/// Why a table has no rows, where it has none.
pub fn why<T>(rows: &[T], why: Sentence) -> Sentence {
    if rows.is_empty() { why } else { Sentence::default() }
}
