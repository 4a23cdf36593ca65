//! `undertone analyze`: the figures, as JSON or for reading.

use std::{
    borrow::Cow,
    io::{self, IsTerminal, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use undertone::{
    engine::{Analysis, Lost, Quote, Study, at_once},
    insight::{DEFINITIONS, Figure, Findings, Note, Price, STUDIED, State, Unit, definition},
    query::{COLUMN, Columns, Filter, FilterError},
    report::{FileReport, Report, reading_report},
    snapshot::{self, About},
};

use undertone::words::{bytes, chance, duration, points, signed};

use crate::{
    Failure, heard,
    input::{self, Mappings},
    sheets,
    threads::Threads,
};

/// Where an analysis is saved, and how much of it.
pub struct Save<'p> {
    /// The file.
    pub path: &'p Path,
    /// Whether masked texts go with it.
    pub with_texts: bool,
}

/// How figures are printed.
#[derive(Clone, Copy)]
pub enum Print<'n> {
    /// One figure, for reading.
    One(&'n str),
    /// For reading, with a masked message of each of the most frequent signals.
    Reading,
    /// As JSON, without anybody's words.
    Json,
    /// As JSON, with the masked messages that prove signals.
    JsonWithQuotes,
}

/// What is wanted of an analysis.
pub struct Wanted<'w> {
    /// The figures, printed like this.
    pub print: Print<'w>,
    /// In this time zone.
    pub timezone: Option<&'w str>,
    /// Of the conversations of this filter.
    pub filter: &'w str,
    /// Read as this file says.
    pub mapping: Option<&'w Path>,
    /// Whether the sources' own tests are read too.
    pub tests: bool,
    /// With the taught labels of this file.
    pub labels: Option<&'w Path>,
    /// By the goals, the money and the prices of this file.
    pub plan: Option<&'w Path>,
    /// With what these studies find beside those that need nothing but the data.
    pub studies: &'w [Study],
    /// Saved.
    pub save: Option<Save<'w>>,
}

/// Reads files and prints their figures. Fails with 1 where no file held a conversation.
pub fn run(files: &[PathBuf], wanted: &Wanted<'_>) -> Result<ExitCode, Failure> {
    let &Wanted { print, timezone, filter, mapping, tests, labels, plan, studies, ref save } = wanted;
    // What is wrong with it whatever the data are is said before they are read.
    Filter::checked(filter, Columns::Any).map_err(|error| wrong(&error))?;
    let (mut analysis, about) = open(files, timezone, mapping, tests)?;
    if let Some(labels) = labels {
        input::learn(&mut analysis, labels)?;
    }
    if let Some(plan) = plan {
        input::follow(&mut analysis, plan)?;
    }
    let filter = analysis.lead().filter(filter).map_err(|error| wrong(&error))?;
    let lost = |lost: Lost| Failure::new(lost.to_string());
    let further: &[Study] = if plan.is_some() { &[Study::Value] } else { &[] };
    let mut studied = at_once(analysis.asking().standing_studies(&filter, further)).map_err(lost)?;
    for study in studies {
        has_column(&analysis, study)?;
        studied.take_in(at_once(analysis.asking().study(&filter, study)).map_err(lost)?);
    }
    let notes = std::mem::take(&mut studied.notes);
    if matches!(print, Print::Json) {
        // Words of transcripts stand there only where they are asked for.
        studied = studied.without_quotes();
    }
    // After the studies, which settle what comes again.
    let figures = at_once(analysis.asking().figures(&filter)).map_err(lost)?;
    let memory = figures.held;
    let mut report = Report::new(figures, &filter, analysis.lead()).and(studied);
    report.synthetic = about.synthetic;
    report.files.clone_from(&about.files);
    report.memory = memory;
    report.memory.bytes += analysis.lead().bytes();
    if let &Some(Save { path, with_texts }) = save {
        let corpus = at_once(analysis.asking().store()).map_err(lost)?;
        let bytes = snapshot::write(&about, &corpus, with_texts);
        input::write(path, &bytes)?;
    }
    let quotes = || at_once(analysis.asking().quotes(&filter)).map_err(lost);
    // Leads are people's words: where quotes are.
    let leads = || at_once(analysis.asking().study(&filter, &Study::Leads)).map_err(lost);
    let leads = if plan.is_some() && !matches!(print, Print::Json) { Some(leads()?) } else { None };
    let out = io::stdout().lock();
    let printed = match print {
        Print::One(name) => one(&report, name),
        Print::Reading => {
            report.sheets.extend(leads.into_iter().flat_map(|leads| leads.sheets));
            for_reading(&report, &notes, &quotes()?, out.is_terminal())
        }
        Print::Json => report.to_json().map_err(|error| no_json(&error))?,
        Print::JsonWithQuotes => {
            with_quotes(&report, &quotes()?, leads.as_ref()).map_err(|error| no_json(&error))?
        }
    };
    writeln!({ out }, "{printed}").map_err(|error| Failure::printing(&error))?;
    Ok(if report.conversations_in_all > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What a million tokens of a model cost, as it is written: `gpt-4o=2.5/10`.
pub fn price(written: &str) -> Result<Price, String> {
    let amount =
        |text: &str| text.trim().parse().ok().filter(|price: &f64| price.is_finite() && *price >= 0.0);
    let of_model = |written: &str| {
        let (model, prices) = written.rsplit_once('=')?;
        let (sent, written) = prices.split_once('/')?;
        Some((model.trim().to_owned(), amount(sent)?, amount(written)?))
    };
    of_model(written).ok_or_else(|| "write it as MODEL=SENT/WRITTEN, for example gpt-4o=2.5/10".to_owned())
}

/// What became of users by a column, as it is written: `churned`, or `state=gone,paused`.
pub fn outcome(written: &str) -> Study {
    let (column, values) = written.split_once('=').unwrap_or((written, ""));
    let values: Vec<String> =
        values.split(',').map(str::trim).filter(|value| !value.is_empty()).map(str::to_owned).collect();
    Study::ahead(column.trim(), &values)
}

/// Whether the files have the column that a study is about.
fn has_column(analysis: &Analysis<Threads>, study: &Study) -> Result<(), Failure> {
    let column = match study {
        Study::Intents { labels } => labels,
        Study::Fairness { by } if !["channel", "language", "variant"].contains(&by.as_str()) => by,
        Study::Voices { value: Some(value), .. } => value,
        Study::Ahead { column, .. } if !column.is_empty() => column,
        _ => return Ok(()),
    };
    match analysis.lead().filter(&format!("{COLUMN}{column}:none")) {
        Ok(_) => Ok(()),
        Err(_) => {
            Err(Failure::new(format!("the files have no column \"{column}\" that is kept for filters")))
        }
    }
}

fn no_json(error: &serde_json::Error) -> Failure {
    Failure::new(format!("cannot write JSON: {error}"))
}

/// The report as JSON, and beside the figures the messages that prove signals.
fn with_quotes(report: &Report, quotes: &[Quote], leads: Option<&Findings>) -> serde_json::Result<String> {
    let mut all: serde_json::Value = serde_json::from_str(&report.to_json()?)?;
    all["quotes"] = serde_json::to_value(quotes)?;
    if let Some(leads) = leads {
        all["leads"] = serde_json::to_value(&leads.sheets)?;
    }
    serde_json::to_string_pretty(&all)
}

/// What is wrong with a filter.
pub fn wrong(error: &FilterError) -> Failure {
    Failure::new(format!("the filter cannot be read at character {}: {error}", error.at + 1))
}

/// A saved analysis, or one of files that are read now.
pub fn open(
    files: &[PathBuf],
    timezone: Option<&str>,
    mapping: Option<&Path>,
    tests: bool,
) -> Result<(Analysis<Threads>, About), Failure> {
    if let Some((saved, repeated)) = input::saved(files, timezone)? {
        if repeated > 0 {
            eprintln!(
                "undertone: {repeated} conversations are in more than one of these files, word by word, and are counted once"
            );
        }
        return Ok((input::reopened(&saved)?, saved.about));
    }
    let mut analysis = input::on_all_cores(timezone.unwrap_or("UTC"))?;
    let mut mappings = mapping.map(Mappings::from_file).transpose()?.unwrap_or_default();
    if tests {
        mappings.with_tests();
    }
    input::read(&mut analysis, files, &mappings)?;
    let reports: Vec<FileReport> = analysis.logs().map(FileReport::from).collect();
    let names: Vec<&str> = reports.iter().map(|file| file.name.as_str()).collect();
    let about = About {
        name: names.join(", "),
        timezone: analysis.lead().zone().name().to_owned(),
        synthetic: false,
        files: reports,
    };
    Ok((analysis, about))
}

fn for_reading(report: &Report, notes: &[Note], quotes: &[Quote], bold: bool) -> String {
    let mut out = format!(
        "{} conversations, {} messages, {} users (days and hours in {})\n\n",
        report.conversations, report.utterances, report.users, report.timezone
    );
    let title = |name: &str| {
        definition(name).map_or_else(|| name.to_owned(), |definition| definition.title.to_owned())
    };
    // In the order of the definitions, and a median once, with its spread.
    let all = DEFINITIONS.iter().chain(STUDIED);
    let in_order = all.filter_map(|definition| report.board.figures.get(definition.name));
    let spread =
        |figure: &Figure| report.board.distributions.get(&figure.name).is_some_and(|spread| spread.n > 0);
    for figure in in_order.filter(|figure| !spread(figure)) {
        out.push_str(&format!("  {:<42} {}\n", title(&figure.name), value(figure)));
    }
    for spread in report.board.distributions.values().filter(|spread| spread.median.is_some()) {
        let of = |value: Option<f64>| value.map_or("–".to_owned(), |value| quantity(value, spread.unit));
        out.push_str(&format!(
            "  {:<42} median {}, nine of ten at most {} ({} {})\n",
            title(&spread.name),
            of(spread.median),
            of(spread.p90),
            spread.n,
            if spread.n == 1 { "case" } else { "cases" }
        ));
    }
    for parts in report.board.breakdowns.values() {
        out.push_str(&format!("  {:<42} {}\n", title(&parts.name), heard::parts(parts)));
    }
    out.push_str(&format!("  {:<42} {}\n", "Memory", memory(report)));
    for sheet in &report.sheets {
        out.push_str(&format!("\n{}\n{}", title(&sheet.name), sheets::for_reading(sheet)));
    }
    if !notes.is_empty() {
        out.push('\n');
    }
    for note in notes {
        out.push_str(&format!("{}\n", note.said));
    }
    out.push('\n');
    out.push_str(&heard::signals(report, quotes, bold));
    out.push_str(&reading_report(report, |english| Cow::Borrowed(english)));
    out
}

/// One figure, its spread or its table.
fn one(report: &Report, name: &str) -> String {
    let board = &report.board;
    let figure = board.figures.get(name).map(|figure| format!("  Here: {}", value(figure)));
    let parts = board.breakdowns.get(name).map(|parts| format!("  Here: {}", heard::parts(parts)));
    let sheet = report.sheets.iter().find(|sheet| sheet.name == name).map(sheets::for_reading);
    figure.or(parts).or(sheet).unwrap_or_else(|| "  Here: see the JSON (--json)".to_owned())
}

/// How much memory the analysis takes.
fn memory(report: &Report) -> String {
    let taken = report.memory.bytes;
    match taken.checked_div(report.memory.messages) {
        Some(each) => format!("about {}, {each} bytes a message", bytes(taken)),
        None => format!("about {}", bytes(taken)),
    }
}

/// A figure with its count and its interval, or why there is none.
pub fn value(figure: &Figure) -> String {
    let Some(value) = figure.value else {
        return format!("– ({})", figure.reason.as_deref().unwrap_or("absent"));
    };
    let mut text = quantity(value, figure.unit);
    if let (Unit::Share, Some(of)) = (figure.unit, figure.of) {
        text.push_str(&format!(" ({} of {of}", figure.n));
        if let Some(interval) = &figure.interval {
            text.push_str(&format!(
                "; {:.0} % interval {:.0}–{:.0} %",
                interval.level * 100.0,
                interval.low * 100.0,
                interval.high * 100.0
            ));
        }
        text.push(')');
    }
    if let (false, Some(interval)) = (figure.unit == Unit::Share, &figure.interval) {
        let rounded = |end: f64| if figure.unit == Unit::Count { end.round() } else { end };
        let ends = [interval.low, interval.high].map(|end| quantity(rounded(end), figure.unit));
        text.push_str(&format!(" ({:.0} % interval {})", interval.level * 100.0, ends.join(" … ")));
    }
    if figure.state == State::TooFew {
        text.push_str(" – too few to read");
    }
    text
}

fn quantity(value: f64, unit: Unit) -> String {
    match unit {
        Unit::Share => format!("{:.1} %", value * 100.0),
        Unit::Millis => duration(value),
        // What a token costs is next to nothing.
        Unit::Money if value.abs() < 0.01 => format!("{value:.5}"),
        Unit::Score | Unit::Number | Unit::Money => format!("{value:.2}"),
        Unit::Sentiment => signed(value),
        Unit::Points => points(value),
        Unit::Chance => chance(value),
        Unit::Count => format!("{value}"),
    }
}
