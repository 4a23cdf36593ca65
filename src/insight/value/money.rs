//! What the bot brings in and costs: contacts that no person had to take, the value of goals, fixed costs and tokens,
//! and on which of these the return depends most.
//!
//! Every amount is computed from exact counts at the end, by operations that are rounded the same everywhere. An
//! interval is carried through: the amount at the lower ends of the rates behind it, and at their upper ends.

use super::{
    Board, Cell, FINE, Findings, Head, Interval, Note, Sentence, Sheet, SheetRow, State, Unit, ValuePartial,
    Weight, amount, wilson,
};
use crate::{
    order::sort_by,
    plan::{Amount, PRICES_IN, PRICES_OF, first_prices},
};

/// Days of a month on average: a twelfth of 365.25.
const MONTH: f64 = 30.4375;

/// By how much an input that a person stated is moved to see what depends on it.
const MOVED: f64 = 0.2;

const NO_CONTACT: &str = "say what a human contact costs, or its minutes and what an hour costs";
const NO_FIXED: &str = "say what the bot costs in a month; 0, if nothing but its tokens";
const NO_DAYS: &str = "no conversation has a time, so what the bot costs in a month cannot be spread";
const NO_COST: &str = "the bot costs nothing here, so there is nothing to divide by";
const NO_VALUE: &str = "no goal has a value";
const NO_TOKENS: &str = "no message states tokens or a cost";
const NO_PRICE: &str = "the table of prices has none of these models";
const NO_DEFLECTED: &str = "the bot resolved nothing alone";
const NO_MINUTES: &str = "say how many minutes a human contact takes";
const FEW_ENGAGED: &str = "fewer than 5 engaged conversations";

/// An input of the return that can be moved.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Input {
    Contact,
    Minutes,
    Hourly,
    Fixed,
    Tokens,
    Deflected,
    ValueOf(usize),
    Reached(usize),
}

/// The numbers that the return is made of.
#[derive(Clone, Debug)]
pub(super) struct Inputs {
    contact: f64,
    /// The contact's own parts, where it is made of them.
    parts: Option<(f64, f64)>,
    fixed: f64,
    months: f64,
    tokens: f64,
    deflected: f64,
    /// Value and number of each goal that has a value.
    goals: Vec<(f64, f64)>,
}

impl Inputs {
    fn value(&self) -> f64 {
        self.goals.iter().map(|(value, n)| value * n).sum()
    }

    fn contact(&self) -> f64 {
        self.parts.map_or(self.contact, |(minutes, hourly)| minutes * hourly / 60.0)
    }

    fn cost(&self) -> f64 {
        self.fixed * self.months + self.tokens
    }

    /// The return; `None` where nothing is spent.
    fn roi(&self) -> Option<f64> {
        let cost = self.cost();
        (cost > 0.0).then(|| (self.deflected * self.contact() + self.value() - cost) / cost)
    }

    fn input(&mut self, which: Input) -> Option<&mut f64> {
        Some(match which {
            Input::Contact => &mut self.contact,
            Input::Minutes => &mut self.parts.as_mut()?.0,
            Input::Hourly => &mut self.parts.as_mut()?.1,
            Input::Fixed => &mut self.fixed,
            Input::Tokens => &mut self.tokens,
            Input::Deflected => &mut self.deflected,
            Input::ValueOf(at) => &mut self.goals.get_mut(at)?.0,
            Input::Reached(at) => &mut self.goals.get_mut(at)?.1,
        })
    }

    /// The same with one of them set.
    fn with(&self, which: Input, to: f64) -> Self {
        let mut moved = self.clone();
        if let Some(input) = moved.input(which) {
            *input = to;
        }
        moved
    }
}

fn carried(low: f64, high: f64) -> Interval {
    Interval { low, high, level: 0.95, method: "wilson".to_owned() }
}

impl ValuePartial {
    /// Figures, tables and sentences on money.
    pub(super) fn money(&self, findings: &mut Findings) {
        let (money, board) = (&self.plan.money, &mut findings.board);
        let deflected = self.deflected as f64;
        let range = self.of_engaged();
        let ends = range.as_ref().map_or((deflected, deflected), |range| (range.low, range.high));
        let mut put = |name: &str, unit, value, n| put(board, name, unit, value, n, self.engaged);
        put("deflected_contacts", Unit::Count, Ok((deflected, range.clone())), self.deflected);
        let contact = money.of_contact().map(Amount::value);
        let times = |each: f64| (deflected * each, range.clone().map(|range| range.times(each)));
        put("deflected_value", Unit::Money, contact.map(times).ok_or(NO_CONTACT), self.deflected);
        let minutes = money.minutes_per_human_contact.map(|minutes| minutes.value() / 60.0);
        put("hours_saved", Unit::Number, minutes.map(times).ok_or(NO_MINUTES), self.deflected);
        // Goals that have a value: their place, the value, how many, and the ends of that.
        let goals: Vec<(usize, f64, f64, (f64, f64))> = (0..)
            .zip(&self.plan.goals)
            .zip(&self.reached)
            .filter_map(|((at, goal), n)| {
                let ends = self.of_all(*n).map_or((*n as f64, *n as f64), |range| (range.low, range.high));
                Some((at, goal.value?.value(), *n as f64, ends))
            })
            .collect();
        let value: f64 = goals.iter().map(|(_, value, n, _)| value * n).sum();
        let value_at = |end: fn(&(f64, f64)) -> f64| {
            goals.iter().map(|(_, value, _, ends)| value * end(ends)).sum::<f64>()
        };
        let (value_low, value_high) = (value_at(|ends| ends.0), value_at(|ends| ends.1));
        let worth =
            Some((value, Some(carried(value_low, value_high)))).filter(|_| !goals.is_empty()).ok_or(NO_VALUE);
        put("attributed_value", Unit::Money, worth, self.converted);
        let tokens = self.token_cost();
        put("bot_token_cost", Unit::Money, tokens.map(|cost| (cost, None)), self.stated.0);
        let months = self.days.map(|(first, last)| (f64::from(last) - f64::from(first) + 1.0) / MONTH);
        let fixed = money.bot_fixed_per_month.map(Amount::value).ok_or(NO_FIXED);
        let months = match (fixed, months) {
            (Ok(0.0), None) => Ok(0.0),
            (_, months) => months.ok_or(NO_DAYS),
        };
        let inputs = fixed.and_then(|fixed| {
            Ok(Inputs {
                contact: contact.unwrap_or_default(),
                parts: money
                    .minutes_per_human_contact
                    .zip(money.hourly)
                    .filter(|_| money.human_contact.is_none())
                    .map(|(minutes, hourly)| (minutes.value(), hourly.value())),
                fixed,
                months: months?,
                tokens: tokens.unwrap_or_default(),
                deflected,
                goals: goals.iter().map(|(_, value, n, _)| (*value, *n)).collect(),
            })
        });
        let cost = inputs.as_ref().map(Inputs::cost).map_err(|because| *because);
        put("bot_cost", Unit::Money, cost.map(|cost| (cost, None)), 0);
        let each = cost.and_then(|cost| {
            let dearest = Some(ends.0).filter(|low| *low > 0.0);
            let interval = dearest.map(|low| carried(cost / ends.1, cost / low));
            if self.deflected == 0 { Err(NO_DEFLECTED) } else { Ok((cost / deflected, interval)) }
        });
        put("cost_per_resolution", Unit::Money, each, self.deflected);
        let full = contact.ok_or(NO_CONTACT).and_then(|_| inputs.clone());
        let at = |inputs: &Inputs, deflected: f64, end: fn(&(f64, f64)) -> f64| {
            let goals = goals.iter().map(|(_, value, _, ends)| (*value, end(ends))).collect();
            Inputs { deflected, goals, ..inputs.clone() }.roi()
        };
        let roi = full.as_ref().map_err(|because| *because).and_then(|inputs| {
            let low = at(inputs, ends.0, |ends| ends.0);
            let interval = low.zip(at(inputs, ends.1, |ends| ends.1)).map(|(low, high)| carried(low, high));
            inputs.roi().map(|roi| (roi, interval)).ok_or(NO_COST)
        });
        put("roi", Unit::Number, roi, self.deflected);
        self.said_of_money(findings, tokens);
        let goal_of = |at: usize| goals[at].0;
        findings.sheets.push(self.inputs_sheet(months, tokens));
        let moves = full.ok().filter(|inputs| inputs.roi().is_some()).map(|inputs| {
            let reached: Vec<(f64, f64)> = goals.iter().map(|(.., ends)| *ends).collect();
            sensitivity(&inputs, ends, &reached)
        });
        self.moves_sheet(findings, moves.unwrap_or_default(), &goal_of);
    }

    /// What tokens cost: as the source states it, else by the table.
    fn token_cost(&self) -> Result<f64, &'static str> {
        let priced =
            self.tokens.iter().filter_map(|(model, tokens)| self.plan.cost(model, tokens[0], tokens[1]));
        let costs: Vec<f64> = priced.collect();
        match (self.stated.0, costs.is_empty()) {
            (0, true) if self.tokens.is_empty() => Err(NO_TOKENS),
            (0, true) => Err(NO_PRICE),
            _ => Ok(self.stated.1 as f64 / FINE + costs.iter().sum::<f64>()),
        }
    }

    fn said_of_money(&self, findings: &mut Findings, tokens: Result<f64, &str>) {
        let mut say = |weight, said| findings.notes.push(Note { weight, said });
        let (plan, currency) = (&self.plan, &self.plan.money.currency);
        if !currency.is_empty() {
            say(Weight::Plain, Sentence::of("All amounts are in {currency}.").plain("currency", currency));
        }
        let unpriced: Vec<&str> = self
            .tokens
            .iter()
            .filter(|(model, _)| plan.price(model).is_none())
            .map(|(model, _)| if model.is_empty() { "?" } else { model.as_str() })
            .collect();
        if !unpriced.is_empty() {
            let said = Sentence::of(
                "The table of prices lacks some models, and their tokens are in no cost: {models}.",
            );
            say(Weight::Bad, said.plain("models", unpriced.join(", ")));
        }
        let by_table = unpriced.len() < self.tokens.len();
        if by_table && plan.prices_of == PRICES_OF && plan.prices == first_prices() {
            let said = Sentence::of(
                "Tokens are counted at the prices that makers listed in {month}, in {currency}. Check them, and change the table and its date.",
            );
            say(Weight::Plain, said.plain("month", PRICES_OF).plain("currency", PRICES_IN));
        }
        if tokens.is_err() && plan.money.bot_fixed_per_month.is_some() && self.tokens.is_empty() {
            say(
                Weight::Plain,
                Sentence::of(
                    "These data state no tokens: the bot costs what was said for a month, and no more.",
                ),
            );
        }
    }

    /// What the figures are made of.
    fn inputs_sheet(&self, months: Result<f64, &str>, tokens: Result<f64, &str>) -> Sheet {
        let mut rows = Vec::new();
        let mut add = |title: Sentence, unit, value: Result<f64, &str>, interval, from: Sentence| {
            let figure = amount("money_inputs", unit, value.map(|value| (value, interval)), 0);
            let cells = vec![Cell::Words(title), figure.into(), Cell::Words(from)];
            rows.push(SheetRow { cells, ..SheetRow::default() });
        };
        let money = &self.plan.money;
        let stated = |amount: Option<Amount>, none| amount.map(Amount::value).ok_or(none);
        let (said, counted) = (|| Sentence::of("said by you"), || Sentence::of("counted"));
        let title = Sentence::of("Contacts that no person had to take");
        add(title, Unit::Count, Ok(self.deflected as f64), self.of_engaged(), counted());
        let by_parts = money.human_contact.is_none() && money.of_contact().is_some();
        let from = if by_parts { Sentence::of("its minutes times what an hour costs") } else { said() };
        let title = Sentence::of("A human contact costs");
        add(title, Unit::Money, stated(money.of_contact(), NO_CONTACT), None, from);
        for (goal, n) in self.plan.goals.iter().zip(&self.reached).filter(|(goal, _)| goal.value.is_some()) {
            let title = Sentence::of("“{goal}” is worth").plain("goal", &goal.name);
            add(title, Unit::Money, stated(goal.value, NO_VALUE), None, said());
            let title = Sentence::of("“{goal}” is reached").plain("goal", &goal.name);
            add(title, Unit::Count, Ok(*n as f64), self.of_all(*n), counted());
        }
        let title = Sentence::of("The bot costs in a month");
        add(title, Unit::Money, stated(money.bot_fixed_per_month, NO_FIXED), None, said());
        let from = Sentence::of("counted from the first day to the last");
        add(Sentence::of("Months of these conversations"), Unit::Number, months, None, from);
        let from = Sentence::of("stated by the source, else by the prices of {date}");
        let from = from.plain("date", &self.plan.prices_of);
        add(Sentence::of("Tokens cost"), Unit::Money, tokens, None, from);
        let columns =
            vec![Head::words("Input"), Head::figures("Amount", Unit::Money), Head::words("Where from")];
        Sheet { name: "money_inputs".into(), columns, rows, none: Sentence::default() }
    }

    /// How many of the engaged conversations the deflected stand for, by the interval of their share.
    fn of_engaged(&self) -> Option<Interval> {
        wilson(self.deflected, self.engaged).map(|range| range.times(self.engaged as f64))
    }

    /// On which inputs the return depends, the one that moves it most first.
    fn moves_sheet(&self, findings: &mut Findings, moves: Vec<Move>, goal_of: &dyn Fn(usize) -> usize) {
        let title = |input| {
            let of_goal = |at: usize| self.plan.goals.get(goal_of(at)).map_or("", |goal| goal.name.as_str());
            match input {
                Input::Contact => Sentence::of("A human contact costs"),
                Input::Minutes => Sentence::of("Minutes of a human contact"),
                Input::Hourly => Sentence::of("An hour of a person costs"),
                Input::Fixed => Sentence::of("The bot costs in a month"),
                Input::Tokens => Sentence::of("Tokens cost"),
                Input::Deflected => Sentence::of("Contacts that no person had to take"),
                Input::ValueOf(at) => Sentence::of("“{goal}” is worth").plain("goal", of_goal(at)),
                Input::Reached(at) => Sentence::of("“{goal}” is reached").plain("goal", of_goal(at)),
            }
        };
        if let Some(first) = moves.first() {
            let said = Sentence::of("The return depends most on one input: {input}.")
                .words("input", [title(first.input)]);
            findings.notes.push(Note { weight: Weight::Plain, said });
        }
        let cell = |value: f64| amount("roi_sensitivity", Unit::Number, Ok((value, None)), 0).into();
        let row = |one: Move| SheetRow {
            cells: vec![
                Cell::Words(title(one.input)),
                cell(one.from),
                cell(one.to),
                cell(one.roi.0),
                cell(one.roi.1),
                cell((one.roi.1 - one.roi.0).abs()),
            ],
            ..SheetRow::default()
        };
        let columns = vec![
            Head::words("Input"),
            Head::figures("Low", Unit::Number),
            Head::figures("High", Unit::Number),
            Head::figures("Return at low", Unit::Number),
            Head::figures("Return at high", Unit::Number),
            Head::figures("Moves it by", Unit::Number),
        ];
        let none = Sentence::of(
            "say what a human contact and the bot cost: then it is seen on which of the inputs the return depends",
        );
        let rows = moves.into_iter().map(row).collect();
        findings.sheets.push(Sheet { name: "roi_sensitivity".into(), columns, rows, none });
    }
}

/// What becomes of the return where one input is moved.
struct Move {
    input: Input,
    from: f64,
    to: f64,
    roi: (f64, f64),
}

/// Moves one input after the other: what a person stated by a fifth either way, what was counted to the ends of its
/// interval.
fn sensitivity(inputs: &Inputs, deflected: (f64, f64), reached: &[(f64, f64)]) -> Vec<Move> {
    let stated = |value: f64| (value * (1.0 - MOVED), value * (1.0 + MOVED));
    let mut ranges = vec![(Input::Deflected, deflected)];
    match inputs.parts {
        Some((minutes, hourly)) => {
            ranges.push((Input::Minutes, stated(minutes)));
            ranges.push((Input::Hourly, stated(hourly)));
        }
        None => ranges.push((Input::Contact, stated(inputs.contact))),
    }
    ranges.push((Input::Fixed, stated(inputs.fixed)));
    ranges.push((Input::Tokens, stated(inputs.tokens)));
    for (at, (value, _)) in inputs.goals.iter().enumerate() {
        ranges.push((Input::ValueOf(at), stated(*value)));
        ranges.extend(reached.get(at).map(|ends| (Input::Reached(at), *ends)));
    }
    let moved = |(input, (from, to)): (Input, (f64, f64))| {
        let roi = inputs.with(input, from).roi().zip(inputs.with(input, to).roi())?;
        (from < to).then_some(Move { input, from, to, roi })
    };
    let mut all: Vec<Move> = ranges.into_iter().filter_map(moved).collect();
    sort_by(&mut all, |one, two| {
        let by = |one: &Move| (one.roi.1 - one.roi.0).abs();
        by(two).total_cmp(&by(one))
    });
    all
}

/// Writes an amount on the board; one that rests on few conversations says so.
fn put(
    board: &mut Board,
    name: &str,
    unit: Unit,
    value: Result<(f64, Option<Interval>), &str>,
    n: u64,
    engaged: u64,
) {
    let mut figure = amount(name, unit, value, n);
    if figure.state == State::Ok && figure.interval.is_some() && engaged < 5 {
        (figure.state, figure.reason) = (State::TooFew, Some(FEW_ENGAGED.to_owned()));
    }
    board.put(figure);
}
