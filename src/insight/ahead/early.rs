//! Warnings in a running conversation: what is known after a message of the user, and what it says of the end.

use std::collections::BTreeMap;

use super::{ENDS, Ends};
use crate::{
    ingest::Sentence,
    insight::{Cell, Figure, Findings, Head, Note, Sheet, SheetRow, State, Unit, Weight},
    language::Marks,
    stats::{Alike, Logistic, told_apart, wilson},
};

/// Messages of conversations with an end that are needed to learn it, and to measure it.
const FEWEST: [u64; 2] = [50, 25];

/// Why a warning is never right.
const NEVER: &str = "it never warns";

/// What is known so far, in words; each stands at the place of its bit.
const FEATURES: [Sentence; 10] = [
    Sentence::of("a second message"),
    Sentence::of("a third message"),
    Sentence::of("a fourth message"),
    Sentence::of("the bot did not understand once"),
    Sentence::of("the bot did not understand twice"),
    Sentence::of("a negative message"),
    Sentence::of("a second negative message"),
    Sentence::of("something said once more in other words"),
    Sentence::of("a no to whether it helped"),
    Sentence::of("the latest message is negative"),
];

/// The ends, in words, with the filters of the conversations.
const NAMES: [(Sentence, &str); ENDS] =
    [(Sentence::of("Passed to a person"), "is:handoff"), (Sentence::of("Abandoned"), "outcome:abandoned")];

/// A conversation so far.
#[derive(Clone, Copy, Default)]
pub struct SoFar {
    messages: u32,
    fallbacks: u32,
    negative: u32,
    rephrased: bool,
    denied: bool,
    latest_is_negative: bool,
}

impl SoFar {
    /// A message of the user.
    pub fn hear(&mut self, marks: Marks, is_negative: bool) {
        self.messages += 1;
        self.negative += u32::from(is_negative);
        self.latest_is_negative = is_negative;
        self.rephrased |= marks.has(Marks::REPHRASE);
        self.denied |= marks.has(Marks::DENIES);
    }

    /// An answer of the bot.
    pub fn answered(&mut self, is_fallback: bool) {
        self.fallbacks += u32::from(is_fallback);
    }

    /// What is known, a bit each, in the order of [`FEATURES`].
    pub fn features(self) -> u32 {
        let known = [
            self.messages >= 2,
            self.messages >= 3,
            self.messages >= 4,
            self.fallbacks >= 1,
            self.fallbacks >= 2,
            self.negative >= 1,
            self.negative >= 2,
            self.rephrased,
            self.denied,
            self.latest_is_negative,
        ];
        known.iter().zip(0..).map(|(is, at)| u32::from(*is) << at).sum()
    }
}

/// A warning of one end, measured on messages that it was not learned from.
struct Warning {
    model: Logistic,
    /// Those that it warns after: how many, and how many of them end so.
    warned: (u64, u64),
    /// All: how many, and how many of them end so.
    all: (u64, u64),
    apart: Option<f64>,
}

type Messages = BTreeMap<u32, (Ends, Ends)>;

/// Learns to warn of an end; `None` of too few.
fn warning(messages: &Messages, end: usize) -> Option<Warning> {
    let alike = |features: u32, ends: &Ends| Alike { features, of: ends[0], hits: ends[end + 1] };
    let learn: Vec<Alike> = messages.iter().map(|(features, (learn, _))| alike(*features, learn)).collect();
    let held: Vec<Alike> = messages.iter().map(|(features, (_, held))| alike(*features, held)).collect();
    let hits = |cases: &[Alike]| cases.iter().map(|case| case.hits).sum::<u64>();
    if hits(&learn) < FEWEST[0] || hits(&held) < FEWEST[1] {
        return None;
    }
    let model = Logistic::fit(&learn, FEATURES.len())?;
    let line = line(&model, &learn);
    let sum = |cases: &mut dyn Iterator<Item = &Alike>| {
        cases.fold((0, 0), |sum, case| (sum.0 + case.of, sum.1 + case.hits))
    };
    let warned = sum(&mut held.iter().filter(|case| model.chance(case.features) >= line));
    let thought: Vec<_> = held.iter().map(|case| (model.chance(case.features), case.of, case.hits)).collect();
    let all = sum(&mut held.iter());
    Some(Warning { model, warned, all, apart: told_apart(&thought) })
}

/// From which chance on it warns: where what it is learned from has the best balance of warnings that are right and
/// ends that are warned of (the harmonic mean of both).
fn line(model: &Logistic, learn: &[Alike]) -> f64 {
    let mut sorted: Vec<(f64, u64, u64)> =
        learn.iter().map(|case| (model.chance(case.features), case.of, case.hits)).collect();
    crate::order::sort_by(&mut sorted, |one, two| two.0.total_cmp(&one.0));
    let all: u64 = sorted.iter().map(|(_, _, hits)| hits).sum();
    let (mut of, mut hits, mut best, mut line) = (0, 0, 0.0, 1.0);
    for (chance, more, holds) in sorted {
        of += more;
        hits += holds;
        let balance = 2.0 * hits as f64 / (of + all).max(1) as f64;
        if balance > best {
            (best, line) = (balance, chance);
        }
    }
    line
}

fn share(n: u64, of: u64) -> Cell {
    let value = (of > 0).then(|| n as f64 / of as f64);
    Figure {
        name: "early_warning".to_owned(),
        unit: Unit::Share,
        value,
        n,
        of: Some(of),
        interval: wilson(n, of),
        state: if of > 0 { State::Ok } else { State::Absent },
        reason: (of == 0).then(|| NEVER.to_owned()),
    }
    .into()
}

fn number(value: Option<f64>) -> Cell {
    value.map_or(Cell::Nothing, |value| {
        Figure {
            name: "early_warning".to_owned(),
            unit: Unit::Score,
            value: Some(value),
            n: 0,
            of: None,
            interval: None,
            state: State::Ok,
            reason: None,
        }
        .into()
    })
}

/// Puts the warnings with what they are worth, and what they go by.
pub fn put(messages: &Messages, findings: &mut Findings) {
    let warnings: Vec<Option<Warning>> = (0..ENDS).map(|end| warning(messages, end)).collect();
    let mut rows = Vec::new();
    for (warning, (name, filter)) in warnings.iter().zip(NAMES) {
        let Some(warning) = warning else { continue };
        let (warned, right) = warning.warned;
        rows.push(SheetRow {
            cells: vec![
                Cell::Words(name.clone()),
                share(right, warned),
                share(right, warning.all.1),
                share(warning.all.1, warning.all.0),
                number(warning.apart),
            ],
            filter: filter.to_owned(),
            of: String::new(),
        });
        if warned > 0 {
            let percent = |n: u64, of: u64| format!("{:.0}\u{202f}%", n as f64 * 100.0 / of as f64);
            let said = Sentence::of("{end}: a warning after a message is right in {right} of cases and comes in {found} of those that end so; without one {base} do.")
                .words("end", [name])
                .plain("right", percent(right, warned))
                .plain("found", percent(right, warning.all.1))
                .plain("base", percent(warning.all.1, warning.all.0));
            findings.notes.push(Note { weight: Weight::Plain, said });
        }
    }
    let none = Sentence::of("Too few conversations end so to learn it and to measure it on others");
    let reason = |(at, feature): (usize, Sentence)| {
        let odds = warnings
            .iter()
            .map(|warning| number(warning.as_ref().map(|warning| libm::exp(warning.model.adds[at]))));
        SheetRow { cells: [Cell::Words(feature)].into_iter().chain(odds).collect(), ..SheetRow::default() }
    };
    let known = warnings.iter().any(Option::is_some);
    let reasons = if known { FEATURES.into_iter().enumerate().map(reason).collect() } else { Vec::new() };
    findings.sheets.push(Sheet {
        name: "early_warning".to_owned(),
        columns: vec![
            Head::words("End"),
            Head::figures("Warnings that are right", Unit::Share),
            Head::figures("Of those that end so, warned of", Unit::Share),
            Head::figures("End so in all", Unit::Share),
            Head::figures("Told apart", Unit::Score),
        ],
        rows,
        none: none.clone(),
    });
    findings.sheets.push(Sheet {
        name: "early_reasons".to_owned(),
        columns: vec![
            Head::words("What is known so far"),
            Head::figures("Odds of a person", Unit::Score),
            Head::figures("Odds of giving up", Unit::Score),
        ],
        rows: reasons,
        none,
    });
}
