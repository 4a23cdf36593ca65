//! What warnings are worth and what they go by, as tables.

use super::warning::{EarlyWarning, End, FEATURES};
use crate::{
    ingest::Sentence,
    insight::{Cell, Figure, Findings, Head, Note, Sheet, SheetRow, State, Unit, Weight},
    stats::wilson,
};

/// Why a warning is never right.
const NEVER: &str = "it never warns";

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
pub fn put(warning: &EarlyWarning, findings: &mut Findings) {
    let warnings = End::ALL.map(|end| warning.of(end));
    let mut rows = Vec::new();
    for (warning, end) in warnings.iter().zip(End::ALL) {
        let Some(warning) = warning else { continue };
        let (name, filter) = (end.said(), end.filter());
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
