//! The tables: ways, loops, where users leave and what those have in common, two selections, an intended way.

use std::collections::BTreeMap;

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
    query::{Direction, END, Field, Filter, Flow as Way, Part, Path, START, Term, Test},
    stats::{Tally, difference, expected_least, fisher, holm, two_proportions, two_sided, wilson},
};

/// Rows of a table at most.
const MOST: usize = 20;

/// What is read as shown by the data.
const CHANCE: f64 = 0.05;

/// Why nothing has been counted, where that is so.
const FEW: Base = Base { none: NOBODY, few: "fewer than 5 conversations" };

impl PathsPartial {
    /// States in words, one behind the other.
    fn said(&self, states: &[u32]) -> Cell {
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

    fn parts(&self, states: &[u32]) -> Vec<Part> {
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
        let all = self.variants.counted() + self.long;
        let mut ways: Vec<(&Vec<u32>, u64)> = self.variants.iter().collect();
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
        let rest: u64 = ways[shown..].iter().map(|(_, n)| n).sum::<u64>() + self.long;
        if rest > 0 {
            let said = Sentence::of("All other ways ({n})").plain("n", ways.len() - shown);
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

    /// Journeys of this selection and of the other, each in one of them.
    pub(super) fn compared(&self) -> [u64; 2] {
        self.parted(self.reached, self.against)
    }

    /// Of so many of this selection, and of so many that both mean and that the other alone does: how many count here
    /// and there. A part is held against the rest of the whole, whichever of them is on screen.
    fn parted(&self, here: u64, [both, other]: [u64; 2]) -> [u64; 2] {
        if self.against[0] == self.reached { [here, other] } else { [here - both.min(here), both + other] }
    }

    /// What follows what in this selection and in the other, the surest difference first.
    pub(super) fn differences(&self, journey: &Journey) -> Sheet {
        let of = self.compared();
        let both = self.edges.keys().chain(self.edges_against.keys());
        let mut pairs: BTreeMap<(u32, u32), [u64; 2]> = both.map(|key| (*key, [0; 2])).collect();
        for (key, counts) in &mut pairs {
            let here = self.edges.get(key).map_or(0, |edge| edge.conversations);
            let there = self.edges_against.get(key).copied().unwrap_or_default();
            *counts = self.parted(here, there);
        }
        let rows = pairs.iter().filter(|(_, [here, there])| here + there >= LEAST).map(|((from, to), n)| {
            let filter = somewhere(journey.detail, journey.direction, &journey.at, self.parts(&[*from, *to]));
            // Of what stands twice in a row a line of states says nothing.
            let filter = if from == to { String::new() } else { filter };
            (self.said(&[*from, *to]), *n, filter)
        });
        let rows = if of.contains(&0) { Vec::new() } else { rows.collect() };
        let columns =
            [Head::words("Step"), Head::figures("Here", Unit::Share), Head::figures("There", Unit::Share)];
        contrast("journey_differences", columns, of, rows, true, EMPTY)
    }

    /// What those have in common who left at a state, besides their words.
    pub(super) fn leaving_features(&self, journey: &Journey) -> Sheet {
        let [stayed, left] = self.leaving.n;
        let here = Part::One(vec![journey.leaving.clone()], false);
        let leaves = vec![here, Part::One(vec!["abandoned".to_owned()], false)];
        let leaves = somewhere(journey.detail, journey.direction, &journey.at, leaves);
        let row = |((field, value), [stayed, left]): (&(String, String), &[u64; 2])| {
            // Of what holds of a conversation at that place alone, a filter says nothing.
            let of_all = Field::of_name(field).filter(|_| STATED.contains(&field.as_str()));
            let term = |field| Term { negated: false, field, test: Test::OneOf(vec![value.clone()]) };
            let filter = of_all.map(|field| format!("{leaves} {}", Filter::default().with(term(field))));
            (Cell::Words(feature_said(field, value)), [*left, *stayed], filter.unwrap_or_default())
        };
        let rows = self.leaving.features.iter().filter(|(_, n)| n.iter().sum::<u64>() >= LEAST).map(row);
        let rows = if stayed == 0 || left == 0 { Vec::new() } else { rows.collect() };
        contrast("journey_leaving", leaving_columns(), [left, stayed], rows, false, SAME)
    }

    /// The words that tell those who left at a state, by their odds with a prior.
    pub(super) fn leaving_words(&self) -> Sheet {
        let [stayed, left] = &self.leaving.phrases;
        // Both were counted from their own level on; what is held against each other are shares.
        let of = [left.counted(), stayed.counted()];
        let mut words: BTreeMap<&String, [u64; 2]> = BTreeMap::new();
        left.iter().for_each(|(word, n)| words.entry(word).or_default()[0] = n);
        stayed.iter().for_each(|(word, n)| words.entry(word).or_default()[1] = n);
        words.retain(|_, n| n.iter().sum::<u64>() >= LEAST);
        let ps: Vec<f64> = words.values().map(|n| by_odds(*n, of)).collect();
        let rows = words.iter().map(|(word, n)| (Cell::Text((*word).clone()), *n, String::new()));
        let rows = if of.contains(&0) { Vec::new() } else { rows.collect() };
        let ps = if rows.is_empty() { Vec::new() } else { ps };
        table("journey_leaving_words", leaving_columns(), of, (rows, ps), false, SAME)
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

/// Fields of what those who leave have in common that hold of a whole conversation.
const STATED: [&str; 3] = ["channel", "language", "variant"];

/// What those who leave have in common, in words.
fn feature_said(field: &str, value: &str) -> Sentence {
    match (field, value) {
        ("channel", _) => Sentence::of("Channel {value}").plain("value", value),
        ("language", _) => Sentence::of("Language {value}").plain("value", value),
        ("variant", _) => Sentence::of("Version {value}").plain("value", value),
        ("mood", "negative") => Sentence::of("Last said with a negative mood"),
        ("mood", "positive") => Sentence::of("Last said with a positive mood"),
        ("mood", _) => Sentence::of("Last said with a neutral mood"),
        ("is", "fallback") => Sentence::of("Not understood before"),
        ("is", _) => Sentence::of("Said something once more in other words"),
        _ => Sentence::of("More than 6 messages before"),
    }
}

/// Why two selections are not compared.
const EMPTY: &str = "One of the two selections is empty";

/// Why nothing tells those who left from those who went on.
const SAME: &str = "The data show nothing that tells those who left from those who went on";

fn leaving_columns() -> [Head; 3] {
    [
        Head::words("What"),
        Head::figures("Of those who left", Unit::Share),
        Head::figures("Of those who went on", Unit::Share),
    ]
}

/// Why a table has no rows, where it has none.
fn why<T>(rows: &[T], why: Sentence) -> Sentence {
    if rows.is_empty() { why } else { Sentence::default() }
}

/// Things by how many of two groups have them.
type Rows = Vec<(Cell, [u64; 2], String)>;

/// The same tested as shares, all of them at once.
fn contrast(
    name: &'static str,
    columns: [Head; 3],
    of: [u64; 2],
    rows: Rows,
    all: bool,
    none: &'static str,
) -> Sheet {
    let p = |(_, n, _): &(Cell, [u64; 2], String)| {
        let [here, there] = [0, 1].map(|at| Tally { hits: n[at], of: of[at] });
        if expected_least(here, there) < 5.0 {
            fisher(here, there)
        } else {
            two_proportions(here, there).map_or(1.0, |(_, p)| p)
        }
    };
    let ps = rows.iter().map(p).collect();
    table(name, columns, of, (rows, ps), all, none)
}

/// A table of two shares, their difference, and how likely that is by chance, adjusted for all rows by Holm's
/// method; `all` shows also those that chance explains.
fn table(
    name: &'static str,
    [what, here, there]: [Head; 3],
    of: [u64; 2],
    (rows, ps): (Rows, Vec<f64>),
    all: bool,
    none: &'static str,
) -> Sheet {
    let ps = holm(&ps);
    let mut rows: Vec<(f64, f64, SheetRow)> = rows
        .into_iter()
        .zip(ps)
        .filter(|(_, p)| all || *p < CHANCE)
        .filter_map(|((what, n, filter), p)| {
            let [here, there] = [0, 1].map(|at| Figure::rate(name, n[at], of[at], FEW));
            let values = (here.value?, there.value?);
            let interval =
                difference((values.0, &wilson(n[0], of[0])?), (values.1, &wilson(n[1], of[1])?), "newcombe");
            let apart = values.0 - values.1;
            let points =
                Figure { interval: Some(interval), ..plain(name, Unit::Points, Some(apart), n[0] + n[1]) };
            let chance = plain(name, Unit::Chance, Some(p), n[0] + n[1]);
            let cells = vec![what, here.into(), there.into(), points.into(), chance.into()];
            Some((p, apart, SheetRow { cells, filter, of: String::new() }))
        })
        .collect();
    order::sort_by(&mut rows, |one, two| one.0.total_cmp(&two.0).then(two.1.abs().total_cmp(&one.1.abs())));
    rows.truncate(MOST);
    Sheet {
        name: name.to_owned(),
        columns: vec![
            what,
            here,
            there,
            Head::figures("Difference", Unit::Points),
            Head::figures("By chance", Unit::Chance),
        ],
        none: why(&rows, Sentence::of(none)),
        rows: rows.into_iter().map(|(_, _, row)| row).collect(),
    }
}

/// How likely it is by chance alone that so many of the one and so many of the other have a word: by the logarithm of
/// their odds with a prior of what both together have, ten cases strong (B. L. Monroe, M. P. Colaresi, K. M. Quinn,
/// Political Analysis 16, 2008, of conversations that have the word and lack it in place of words).
fn by_odds(n: [u64; 2], of: [u64; 2]) -> f64 {
    /// Cases that the prior counts for, and half a case on either side, so that no odds are without end.
    const PRIOR: (f64, f64) = (10.0, 0.5);
    let share = (n[0] + n[1]) as f64 / (of[0] + of[1]).max(1) as f64;
    let cells = [0, 1].map(|at| {
        let have = n[at] as f64 + PRIOR.0 * share + PRIOR.1;
        let lack = (of[at] - n[at].min(of[at])) as f64 + PRIOR.0 * (1.0 - share) + PRIOR.1;
        (libm::log(have / lack), 1.0 / have + 1.0 / lack)
    });
    two_sided((cells[0].0 - cells[1].0) / (cells[0].1 + cells[1].1).sqrt())
}
