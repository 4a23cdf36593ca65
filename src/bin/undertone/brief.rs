//! `undertone brief`: a page of plain words, as Markdown, HTML or JSON.

use std::{
    borrow::Cow,
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use undertone::{
    conversation::Day,
    engine::{Analysis, BRIEFING_SHEET, Lost, Study, at_once},
    insight::{Cell, Findings, days_of},
    query::{Columns, Field, Filter, Term, Test},
    report::{Heading, Manner, briefing_html, briefing_markdown},
};

use crate::{
    Failure,
    analyze::{open, wrong},
    threads::Threads,
};

/// What is to be told, as it was written.
#[derive(clap::Args)]
pub struct Asked {
    /// Transcript files and folders of them, `-` for standard input, or saved analyses
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Only of the conversations that this filter means
    #[arg(long, default_value = "", allow_hyphen_values = true)]
    filter: String,
    /// Only of the last day, week or quarter of the data
    #[arg(long, value_enum)]
    period: Option<Period>,
    /// How it is written
    #[arg(long, value_enum, default_value_t = Format::Md)]
    format: Format,
    /// With masked words of users; without it no word of anybody stands there
    #[arg(long)]
    quotes: bool,
    /// Time zone of days and of times without a zone, as an IANA name; UTC without it, or the one of a saved
    /// analysis
    #[arg(long)]
    timezone: Option<String>,
}

/// The last days of the data.
#[derive(Clone, Copy, clap::ValueEnum)]
enum Period {
    Day,
    Week,
    Quarter,
}

/// What is written.
#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    Md,
    Html,
    Json,
}

/// Reads files and prints the briefing. Fails with 1 where there is nothing to tell.
pub fn run(asked: &Asked, files: &[PathBuf]) -> Result<ExitCode, Failure> {
    Filter::checked(&asked.filter, Columns::Any).map_err(|error| wrong(&error))?;
    let (analysis, about) = open(files, asked.timezone.as_deref(), None, false)?;
    let mut filter = analysis.lead().filter(&asked.filter).map_err(|error| wrong(&error))?;
    if let Some(period) = asked.period {
        filter = within(&analysis, filter, period)?;
    }
    let lost = |lost: Lost| Failure::new(lost.to_string());
    let found = at_once(analysis.asking().study(&filter, &Study::Briefing)).map_err(lost)?;
    let heading = Heading { title: about.name, filter: filter.to_string(), synthetic: about.synthetic };
    let manner = Manner { quotes: asked.quotes, say: |english| Cow::Borrowed(english) };
    let printed = match asked.format {
        Format::Md => briefing_markdown(&found, &heading, manner),
        Format::Html => briefing_html(&found, &heading, manner, "en"),
        Format::Json => json(&found, &heading, asked.quotes)?,
    };
    writeln!(io::stdout().lock(), "{}", printed.trim_end()).map_err(|error| Failure::printing(&error))?;
    let is_empty = found.sheets.iter().all(|sheet| sheet.rows.is_empty());
    Ok(if is_empty { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// A filter with the last days of the data in the place of its own.
fn within(analysis: &Analysis<Threads>, filter: Filter, period: Period) -> Result<Filter, Failure> {
    let all = filter.without_days();
    let figures = at_once(analysis.asking().figures(&all)).map_err(|lost| Failure::new(lost.to_string()))?;
    let days = figures.board.series.get("conversations_over_time").and_then(days_of);
    let Some((_, last)) = days else { return Ok(filter) };
    let days = match period {
        Period::Day => 1,
        Period::Week => 7,
        Period::Quarter => 91,
    };
    let test = Test::Days(Some(Day(last.0 - days + 1)), Some(last));
    Ok(all.with(Term { negated: false, field: Field::Day, test }))
}

/// The sentences with their filters, and quotes only where they are asked for.
fn json(found: &Findings, heading: &Heading, quotes: bool) -> Result<String, Failure> {
    let sheet = found.sheets.iter().find(|sheet| sheet.name == BRIEFING_SHEET);
    let rows = sheet.into_iter().flat_map(|sheet| &sheet.rows);
    let words = |cell: Option<&Cell>| match cell {
        Some(Cell::Words(said)) => said.to_string(),
        _ => String::new(),
    };
    let line = |row: &undertone::insight::SheetRow| {
        let said = row.cells.iter().filter_map(|cell| match cell {
            Cell::Text(quote) if quotes => Some(quote.as_str()),
            _ => None,
        });
        serde_json::json!({
            "section": words(row.cells.first()),
            "sentence": words(row.cells.get(1)),
            "filter": row.filter,
            "quotes": said.collect::<Vec<_>>(),
        })
    };
    let all = serde_json::json!({
        "title": heading.title,
        "filter": heading.filter,
        "synthetic": heading.synthetic,
        "sentences": rows.map(line).collect::<Vec<_>>(),
    });
    serde_json::to_string_pretty(&all).map_err(|error| Failure::new(format!("cannot write JSON: {error}")))
}

impl Asked {
    /// The files, as they were named.
    pub fn files(&self) -> Vec<PathBuf> {
        self.files.clone()
    }
}
