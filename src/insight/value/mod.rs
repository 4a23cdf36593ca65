//! What conversations are worth: goals that they reach, to what these are owed, and what the bot brings in and
//! costs. Goals and amounts are what a person said; what was not said is absent, and says so.

mod attribution;
mod definitions;
mod leads;
mod money;

use super::{
    Board, Case, Cell, Days, Definition, Figure, Findings, Head, Interval, Note, Sheet, SheetRow, State,
    Unit, Weight, figure::Base, findings::segment_said,
};
use crate::{
    conversation::{Measure, Named},
    corpus::Corpus,
    ingest::Sentence,
    plan::Plan,
    query::{Field, Filter, Term, Test},
    stats::wilson,
};

use attribution::Attribution;
pub use leads::LeadsPartial;

/// What any pile of conversations contributes. Invariant: merging in any order gives the same; the plan is the
/// same in all parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ValuePartial {
    plan: Plan,
    conversations: u64,
    engaged: u64,
    /// Those that the bot resolved alone, by more than silence.
    deflected: u64,
    /// Those that reached any goal, and those that reached each.
    converted: u64,
    reached: Vec<u64>,
    by: Attribution,
    /// Answers whose cost the source states, and that in thousandths of a millionth.
    stated: (u64, u64),
    /// Of the others, tokens sent and written by model.
    tokens: Counts,
    /// The first and the last day on which one began.
    days: Option<(i32, i32)>,
    over_time: Days<1>,
}

crate::frozen! {
    ValuePartial {
        plan, conversations, engaged, deflected, converted, reached, by, stated, tokens, days, over_time,
    }
}

/// Parts of one in which costs are added up.
const FINE: f64 = 1e9;

/// What a message can cost at most, and how many tokens it can have: what is more is no such thing, and sums of
/// millions of them have room.
const MOST_COST: f64 = 1e3;
const MOST_TOKENS: f64 = 1e9;

impl ValuePartial {
    /// What it counts, in words.
    pub const DEFINITIONS: &'static [Definition] = definitions::DEFINITIONS;

    /// Nothing observed yet, by a plan.
    pub fn of(plan: &Plan) -> Self {
        Self { plan: plan.clone(), reached: vec![0; plan.goals.len()], ..Self::default() }
    }

    /// Takes in one conversation with its utterances.
    pub fn observe(&mut self, corpus: &Corpus, case: &Case<'_>) {
        self.conversations += 1;
        self.engaged += u64::from(case.digest.engaged());
        self.deflected += u64::from(case.confirmed_resolved());
        self.converted += u64::from(case.goals != 0);
        for (slot, count) in self.reached.iter_mut().enumerate() {
            *count += u64::from(case.goals >> slot & 1);
        }
        if let Some(start) = case.start {
            let (first, last) = self.days.get_or_insert((start.day, start.day));
            (*first, *last) = ((*first).min(start.day), (*last).max(start.day));
            if case.goals != 0 {
                self.over_time.add(start.day, 0, 1);
            }
        }
        if !self.reached.is_empty() {
            self.by.observe(&self.plan, corpus, case);
        }
        for said in case.view.utterances {
            self.observe_cost(corpus, said.row);
        }
    }

    fn observe_cost(&mut self, corpus: &Corpus, row: u32) {
        if let Some(cost) = corpus.measure(row, Measure::Cost) {
            self.stated.0 += 1;
            self.stated.1 += (cost.min(MOST_COST) * FINE + 0.5) as u64;
            return;
        }
        let tokens = |measure| corpus.measure(row, measure);
        let (prompt, completion) = (tokens(Measure::PromptTokens), tokens(Measure::CompletionTokens));
        if prompt.is_none() && completion.is_none() {
            return;
        }
        let model = corpus.model(row).unwrap_or_default();
        if let Some(known) = counts_of(&mut self.tokens, model, 2) {
            known[0] += prompt.unwrap_or_default().min(MOST_TOKENS) as u64;
            known[1] += completion.unwrap_or_default().min(MOST_TOKENS) as u64;
        }
    }

    /// Takes in what another has observed.
    pub fn merge(&mut self, other: Self) {
        self.conversations += other.conversations;
        self.engaged += other.engaged;
        self.deflected += other.deflected;
        self.converted += other.converted;
        add(&mut self.reached, &other.reached);
        self.by.merge(other.by);
        self.stated = (self.stated.0 + other.stated.0, self.stated.1 + other.stated.1);
        add_counts(&mut self.tokens, &other.tokens);
        self.days = match (self.days, other.days) {
            (Some(mine), Some(theirs)) => Some((mine.0.min(theirs.0), mine.1.max(theirs.1))),
            (mine, theirs) => mine.or(theirs),
        };
        self.over_time.merge(&other.over_time);
    }

    /// The figures of all that was observed.
    pub fn finish(&self) -> Findings {
        let mut findings = Findings::default();
        self.goals(&mut findings);
        self.by.finish(&self.plan, &mut findings.sheets);
        self.money(&mut findings);
        findings
    }

    fn goals(&self, findings: &mut Findings) {
        let board = &mut findings.board;
        if self.plan.goals.is_empty() {
            board.absent("goal_conversion_rate", Unit::Share, NO_GOAL);
        } else {
            board.rate("goal_conversion_rate", self.converted, self.conversations, OF_ALL);
        }
        let (start, [course]) = self.over_time.finish();
        board.daily("goals_over_time", start, course);
        let columns = vec![
            Head::words("Goal"),
            Head::figures("Reached", Unit::Count),
            Head::figures("Conversion rate", Unit::Share),
            Head::figures("Value", Unit::Money),
        ];
        let row = |(goal, n): (&crate::plan::Goal, &u64)| {
            let value = goal.value.map(|value| *n as f64 * value.value());
            let interval = self.of_all(*n).zip(goal.value).map(|(range, value)| range.times(value.value()));
            SheetRow {
                cells: vec![
                    Cell::Text(goal.name.clone()),
                    amount("goals", Unit::Count, Ok((*n as f64, None)), *n).into(),
                    Figure::rate("goals", *n, self.conversations, OF_ALL).into(),
                    value.map_or(Cell::Nothing, |value| {
                        amount("goals", Unit::Money, Ok((value, interval)), *n).into()
                    }),
                ],
                filter: asks_for(Field::Goal, None, &goal.name),
                ..SheetRow::default()
            }
        };
        let rows = self.plan.goals.iter().zip(&self.reached).map(row).collect();
        let none = Sentence::of("no goal is set");
        findings.sheets.push(Sheet { name: "goals".into(), columns, rows, none });
        for (goal, n) in self.plan.goals.iter().zip(&self.reached) {
            if *n == 0 && self.conversations > 0 {
                let said = Sentence::of("No conversation here reaches “{goal}”. Check its condition.")
                    .plain("goal", &goal.name);
                findings.notes.push(Note { weight: Weight::Bad, said });
            }
        }
    }

    /// How many of all conversations a count stands for, by the interval of its share.
    fn of_all(&self, n: u64) -> Option<Interval> {
        wilson(n, self.conversations).map(|range| range.times(self.conversations as f64))
    }
}

/// Some counts by name, as many of each.
type Counts = Named<Vec<u64>>;

/// Those of a name, so many; there are some from now on.
fn counts_of<'c>(of: &'c mut Counts, name: &str, many: usize) -> Option<&'c mut Vec<u64>> {
    if !of.contains_key(name) {
        of.insert(name.to_owned(), vec![0; many]);
    }
    of.get_mut(name)
}

/// Adds those of another, name by name.
fn add_counts(mine: &mut Counts, theirs: &Counts) {
    for (name, counts) in theirs {
        if let Some(known) = counts_of(mine, name, counts.len()) {
            add(known, counts);
        }
    }
}

fn add(mine: &mut [u64], theirs: &[u64]) {
    mine.iter_mut().zip(theirs).for_each(|(mine, theirs)| *mine += theirs);
}

impl Interval {
    /// The same of so many times the value.
    fn times(self, factor: f64) -> Self {
        Self { low: self.low * factor, high: self.high * factor, ..self }
    }
}

/// Why there is nothing on goals.
const NO_GOAL: &str = "no goal is set";

/// All conversations.
const OF_ALL: Base = Base { none: "there are no conversations", few: "fewer than 5 conversations" };

/// An amount with the interval that was carried through to it, or why there is none; of so many cases.
fn amount(name: &str, unit: Unit, value: Result<(f64, Option<Interval>), &str>, n: u64) -> Figure {
    let reason = value.as_ref().err().map(|reason| (*reason).to_owned());
    let state = if reason.is_some() { State::Absent } else { State::Ok };
    let (value, interval) = value.ok().unzip();
    Figure { name: name.to_owned(), unit, value, n, of: None, interval: interval.flatten(), state, reason }
}

/// The filter that asks for a name of a field, or in a column of the source.
fn asks_for(field: Field, column: Option<&str>, name: &str) -> String {
    let test = Test::OneOf(vec![if name.is_empty() { "none".to_owned() } else { name.to_owned() }]);
    let test = match column {
        Some(column) => Test::InColumn(column.to_owned(), Box::new(test)),
        None => test,
    };
    Filter::default().with(Term { negated: false, field, test }).to_string()
}
