//! `undertone analyze`: the figures, as JSON or for reading.

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use undertone::{
    insight::{Figure, State, Unit, definition},
    query::Filter,
    report::{Report, reading_report},
};

use crate::{Failure, input};

/// Reads files and prints their figures. Fails with 1 where no file held a conversation.
pub fn run(files: &[PathBuf], json: bool, timezone: &str, filter: &str) -> Result<ExitCode, Failure> {
    let filter = Filter::parse(filter).map_err(|error| {
        Failure::new(format!("the filter cannot be read at character {}: {error}", error.at + 1))
    })?;
    let mut analysis = input::analysis(timezone, false)?;
    input::read(&mut analysis, files)?;
    let report = Report::of(&mut analysis, &filter, false);
    let printed = if json {
        report.to_json().map_err(|error| Failure::new(format!("cannot write JSON: {error}")))?
    } else {
        for_reading(&report)
    };
    writeln!(io::stdout().lock(), "{printed}").map_err(|error| Failure::printing(&error))?;
    Ok(if report.conversations_in_all > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn for_reading(report: &Report) -> String {
    let mut out = format!(
        "{} conversations, {} messages, {} users (days and hours in {})\n\n",
        report.conversations, report.utterances, report.users, report.timezone
    );
    let title = |name: &str| {
        definition(name).map_or_else(|| name.to_owned(), |definition| definition.title.to_owned())
    };
    for figure in report.board.figures.values() {
        out.push_str(&format!("  {:<42} {}\n", title(&figure.name), value(figure)));
    }
    for spread in report.board.distributions.values() {
        let of = |value: Option<f64>| value.map_or("–".to_owned(), |value| quantity(value, spread.unit));
        out.push_str(&format!(
            "  {:<42} median {}, nine of ten at most {} ({} cases)\n",
            title(&spread.name),
            of(spread.median),
            of(spread.p90),
            spread.n
        ));
    }
    for parts in report.board.breakdowns.values() {
        let list: Vec<String> = parts.parts.iter().map(|(name, count)| format!("{name} {count}")).collect();
        out.push_str(&format!("  {:<42} {}\n", title(&parts.name), list.join(", ")));
    }
    out.push('\n');
    out.push_str(&reading_report(report));
    out
}

fn value(figure: &Figure) -> String {
    let Some(value) = figure.value else {
        return format!("– ({})", figure.reason.as_deref().unwrap_or("absent"));
    };
    let mut text = quantity(value, figure.unit);
    if let (Unit::Share, Some(of)) = (figure.unit, figure.of) {
        text.push_str(&format!(" ({} of {of}", figure.n));
        if let Some(interval) = &figure.interval {
            text.push_str(&format!(
                "; {:.0} % sure: {:.0}–{:.0} %",
                interval.level * 100.0,
                interval.low * 100.0,
                interval.high * 100.0
            ));
        }
        text.push(')');
    }
    if figure.state == State::TooFew {
        text.push_str(" – too few to read");
    }
    text
}

fn quantity(value: f64, unit: Unit) -> String {
    match unit {
        Unit::Share => format!("{:.1} %", value * 100.0),
        Unit::Millis => format!("{:.1} s", value / 1000.0),
        Unit::Score => format!("{value:.2}"),
        Unit::Count => format!("{value}"),
    }
}
