//! `undertone compare`: two or more selections side by side, with a verdict.

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use undertone::{
    engine::{Lost, Study, at_once},
    insight::{Comparison, DEFINITIONS, Findings, Split, Weight, definition},
    query::{Columns, Filter},
};

use crate::{
    Failure,
    analyze::{open, value, wrong},
    sheets,
};

/// What is compared, as it was written.
#[derive(clap::Args)]
pub struct Asked {
    /// Transcript files and folders of them, `-` for standard input, or saved analyses
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// What makes the arms: variant, channel, language, segment, model or the name of a column
    #[arg(long, default_value = "variant", value_name = "NAME")]
    by: String,
    /// The arms are before this day and from it on, 2026-03-31
    #[arg(long, value_name = "DATE", conflicts_with = "by")]
    before: Option<String>,
    /// The arms are these filters; of one, it and the rest
    #[arg(long, num_args = 1.., value_name = "FILTER", conflicts_with_all = ["by", "before"], allow_hyphen_values = false)]
    arms: Vec<String>,
    /// The figure that decides
    #[arg(long, default_value = "resolution_rate", value_name = "NAME")]
    goal: String,
    /// Figures that must not get worse; without it handoff_rate, csat_top2, fallback_rate and sentiment_mean
    #[arg(long, value_name = "NAME")]
    guard: Vec<String>,
    /// The value or filter that the others are held against
    #[arg(long, default_value = "", value_name = "ARM")]
    control: String,
    /// How the arms were to be split, in parts, in the order in which they are printed, for example 90,10
    #[arg(long, value_delimiter = ',', value_name = "PARTS")]
    split: Vec<u64>,
    /// The smallest difference worth knowing, in percent of the control’s figure
    #[arg(long, default_value_t = 10, value_name = "PERCENT")]
    effect: u64,
    /// Only in the conversations that this filter means
    #[arg(long, default_value = "", allow_hyphen_values = true, alias = "where")]
    filter: String,
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// Time zone of days and of times without a zone, as an IANA name; UTC without it, or the one of a saved
    /// analysis
    #[arg(long)]
    timezone: Option<String>,
}

/// Reads files and prints the comparison. Fails with 1 where nothing can be compared.
pub fn run(asked: Asked, files: &[PathBuf]) -> Result<ExitCode, Failure> {
    Filter::checked(&asked.filter, Columns::Any).map_err(|error| wrong(&error))?;
    let by = match asked.before {
        Some(day) => Split::Date(day),
        None if asked.arms.is_empty() => Split::Field(asked.by),
        None => Split::Filters(asked.arms),
    };
    let mut comparison = Comparison {
        by,
        goal: asked.goal,
        control: asked.control,
        planned: asked.split,
        percent: asked.effect,
        ..Comparison::default()
    };
    if !asked.guard.is_empty() {
        comparison.guards = asked.guard;
    }
    for name in comparison.metrics() {
        if !DEFINITIONS.iter().any(|definition| definition.name == name) {
            return Err(Failure::new(format!(
                "there is no figure {name}: docs/metrics.md lists all of them"
            )));
        }
    }
    let (analysis, _) = open(files, asked.timezone.as_deref(), None, false)?;
    let filter = analysis.lead().filter(&asked.filter).map_err(|error| wrong(&error))?;
    let found = at_once(analysis.asking().study(&filter, &Study::Compare(comparison)))
        .map_err(|lost: Lost| Failure::new(lost.to_string()))?;
    let printed = if asked.json {
        serde_json::to_string_pretty(&found)
            .map_err(|error| Failure::new(format!("cannot write JSON: {error}")))?
    } else {
        for_reading(&found)
    };
    writeln!(io::stdout().lock(), "{printed}").map_err(|error| Failure::printing(&error))?;
    let is_empty = found.sheets.iter().all(|sheet| sheet.rows.is_empty());
    Ok(if is_empty { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

impl Asked {
    /// The files, as they were named.
    pub fn files(&self) -> Vec<PathBuf> {
        self.files.clone()
    }
}

fn for_reading(found: &Findings) -> String {
    let mut out = String::new();
    for note in &found.notes {
        let mark = match note.weight {
            Weight::Plain => " ",
            Weight::Good => "+",
            Weight::Bad => "-",
            Weight::Broken => "!",
        };
        out.push_str(&format!("{mark} {}\n", note.said));
    }
    let title = |name: &str| definition(name).map_or_else(|| name.to_owned(), |known| known.title.to_owned());
    out.push('\n');
    for figure in found.board.figures.values() {
        out.push_str(&format!("  {:<28} {}\n", title(&figure.name), value(figure)));
    }
    for sheet in found.sheets.iter().filter(|sheet| !sheet.rows.is_empty()) {
        out.push_str(&format!("\n{}\n{}", title(&sheet.name), sheets::for_reading(sheet)));
    }
    out.trim_end().to_owned()
}
