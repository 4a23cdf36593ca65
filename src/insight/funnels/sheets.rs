//! The tables of one selection: the steps, where the others stop, and what was last with them.

use super::{
    FunnelAsked, FunnelPartial,
    finish::{NOBODY, OF_STEP, UNTIMED},
};
use crate::{
    ingest::Sentence,
    insight::{
        Cell, Figure, Head, Histogram, Sheet, SheetRow, Unit, figure::plain, groups::LEAST, paths::why,
    },
    order,
    query::{END, Field, Filter, Funnel, Term, Test},
};

/// What was last, of each step: so many are told apart.
const MOST_LAST: usize = 5;

impl FunnelPartial {
    /// How many come to each step, and how long that takes.
    pub(super) fn steps_sheet(&self, asked: &FunnelAsked, funnel: &Funnel) -> Sheet {
        let first = self.reached.first().copied().unwrap_or_default();
        let row = |(at, n): (usize, &u64)| {
            let before = if at == 0 { self.all } else { self.reached[at - 1] };
            let rate = |n, of| Figure::rate("funnel_steps", n, of, OF_STEP).into();
            let waits = (at > 0).then(|| &self.waits[at]);
            SheetRow {
                cells: vec![
                    name(funnel, at),
                    count("funnel_steps", *n),
                    rate(*n, before),
                    if at == 0 { Cell::Nothing } else { rate(*n, first) },
                    waits.map_or(Cell::Nothing, |waits| self.wait(at, waits, Histogram::median)),
                    waits.map_or(Cell::Nothing, |waits| self.wait(at, waits, Histogram::p90)),
                ],
                filter: if asked.by_user { String::new() } else { reached(funnel, at + 1) },
                of: if asked.by_user || at == 0 { String::new() } else { reached(funnel, at) },
            }
        };
        let who = if asked.by_user { "Users" } else { "Conversations" };
        Sheet {
            name: "funnel_steps".to_owned(),
            columns: vec![
                Head::words("Step"),
                Head::figures(who, Unit::Count),
                Head::figures("Of those one step before", Unit::Share),
                Head::figures("Of those at the first", Unit::Share),
                Head::figures("Time since the step before, middle", Unit::Millis),
                Head::figures("90 % within", Unit::Millis),
            ],
            rows: self.reached.iter().enumerate().map(row).collect(),
            none: Sentence::default(),
        }
    }

    /// A time to a step; why there is none.
    fn wait(&self, step: usize, waits: &Histogram, of: impl Fn(&Histogram) -> Option<f64>) -> Cell {
        let why = match self.rule.placed >> step & 1 {
            0 => NOWHERE,
            _ if self.reached[step] == 0 => NOBODY,
            _ => UNTIMED,
        };
        let figure = plain("funnel_steps", Unit::Millis, of(waits), waits.n());
        let reason = figure.value.is_none().then(|| why.to_owned());
        Figure { reason, ..figure }.into()
    }

    /// Where the others stop.
    pub(super) fn drop_offs(&self, asked: &FunnelAsked, funnel: &Funnel) -> Sheet {
        let steps = self.reached.windows(2).enumerate();
        let lost = self.reached.first().zip(self.reached.last()).map_or(0, |(first, last)| first - last);
        let row = |(at, pair): (usize, &[u64])| {
            let left = pair[0] - pair[1];
            let rate = |of| Figure::rate("funnel_drop_offs", left, of, OF_STEP).into();
            SheetRow {
                cells: vec![
                    name(funnel, at),
                    name(funnel, at + 1),
                    count("funnel_drop_offs", left),
                    rate(pair[0]),
                    rate(lost),
                ],
                filter: if asked.by_user { String::new() } else { left_after(funnel, at + 1) },
                of: if asked.by_user { String::new() } else { reached(funnel, at + 1) },
            }
        };
        let rows: Vec<SheetRow> = steps.map(row).collect();
        Sheet {
            name: "funnel_drop_offs".to_owned(),
            columns: vec![
                Head::words("Come to"),
                Head::words("And not to"),
                Head::figures("Stop there", Unit::Count),
                Head::figures("Of those at the step", Unit::Share),
                Head::figures("Of all who stop", Unit::Share),
            ],
            none: why(&rows, Sentence::of("With two steps or more, this is where the others stop")),
            rows,
        }
    }

    /// What was last before the end with those that stop at each step.
    pub(super) fn last_states(&self, funnel: &Funnel) -> Sheet {
        let mut rows = Vec::new();
        for step in 1..funnel.steps.len() {
            let left = self.reached[step - 1] - self.reached[step];
            let of_step = self.last.iter().filter(|((at, _), n)| *at as usize == step && **n >= LEAST);
            let mut last: Vec<_> = of_step.map(|((_, state), n)| (state, *n)).collect();
            order::sort_by(&mut last, |one, two| two.1.cmp(&one.1));
            last.truncate(MOST_LAST);
            for (state, n) in last {
                let ends = Test::OneOf(vec![format!("{} > {END}", state.key())]);
                let ends = Filter::default().with(Term { negated: false, field: Field::Path, test: ends });
                rows.push(SheetRow {
                    cells: vec![
                        name(funnel, step - 1),
                        Cell::Words(state.said()),
                        count("funnel_last", n),
                        Figure::rate("funnel_last", n, left, OF_STEP).into(),
                    ],
                    filter: format!("{} {ends}", left_after(funnel, step)),
                    of: left_after(funnel, step),
                });
            }
        }
        Sheet {
            name: "funnel_last".to_owned(),
            columns: vec![
                Head::words("Stop at"),
                Head::words("What was last"),
                Head::figures("Conversations", Unit::Count),
                Head::figures("Of those who stop there", Unit::Share),
            ],
            none: why(&rows, Sentence::of("At no step 5 who stop there end in the same way")),
            rows,
        }
    }
}

/// Why it takes no time to come to what asks of a conversation as a whole.
const NOWHERE: &str = "this step asks of the whole conversation and stands at no message";

pub(super) fn count(name: &str, n: u64) -> Cell {
    plain(name, Unit::Count, Some(n as f64), n).into()
}

/// A step as it is written.
pub(super) fn name(funnel: &Funnel, at: usize) -> Cell {
    Cell::Text(funnel.steps.get(at).map(ToString::to_string).unwrap_or_default())
}

/// The filter of those that come through so many steps.
pub(super) fn reached(funnel: &Funnel, steps: usize) -> String {
    Filter::default().with(funnel.up_to(steps).term()).to_string()
}

/// The filter of those that come through so many steps and no more.
pub(super) fn left_after(funnel: &Funnel, steps: usize) -> String {
    let next = Term { negated: true, ..funnel.up_to(steps + 1).term() };
    Filter::default().with(funnel.up_to(steps).term()).with(next).to_string()
}
