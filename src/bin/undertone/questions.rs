//! `undertone questions`: questions people ask, what the bot failed at, and files made of that.

use std::{
    borrow::Cow,
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use serde_json::{Map, Value, json};
use undertone::{
    engine::{Lost, Study, at_once},
    insight::Findings,
    query::{Columns, Filter},
    report::{Heading, Manner, Training, entries_markdown},
};

use crate::{
    Failure,
    analyze::{open, wrong},
    input,
    paths::{of_figure, of_sheet},
};

/// What is asked, as it was written.
#[derive(clap::Args)]
pub struct Asked {
    /// Transcript files and folders of them, `-` for standard input, or saved analyses
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Instead of the tables, training phrases for what the bot failed at: nlu.yml of Rasa, the table of intents that
    /// Dialogflow CX imports, or a table with all that is known
    #[arg(long, value_enum, conflicts_with = "entries")]
    training: Option<Form>,
    /// Instead of the tables, suggested knowledge base entries as Markdown
    #[arg(long)]
    entries: bool,
    /// Only of the conversations that this filter means
    #[arg(long, default_value = "", allow_hyphen_values = true)]
    filter: String,
    /// Goals, in a file of the page or written by hand: what reaches one is resolved
    #[arg(long, value_name = "FILE")]
    plan: Option<PathBuf>,
    /// Time zone of days and of times without a zone, as an IANA name; UTC without it, or the one of a saved
    /// analysis
    #[arg(long)]
    timezone: Option<String>,
}

/// For what training phrases are written.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    Rasa,
    Dialogflow,
    Csv,
}

impl Asked {
    /// The files, as they were named.
    pub fn files(&self) -> Vec<PathBuf> {
        self.files.clone()
    }
}

/// Reads files and prints what is asked for. Fails with 1 where there is nothing to print.
pub fn run(asked: &Asked, files: &[PathBuf]) -> Result<ExitCode, Failure> {
    Filter::checked(&asked.filter, Columns::Any).map_err(|error| wrong(&error))?;
    let (mut analysis, about) = open(files, asked.timezone.as_deref(), None, false)?;
    if let Some(plan) = asked.plan.as_deref().map(Path::new) {
        input::follow(&mut analysis, plan)?;
    }
    let filter = analysis.lead().filter(&asked.filter).map_err(|error| wrong(&error))?;
    let found = at_once(analysis.asking().study(&filter, &Study::questions()))
        .map_err(|lost: Lost| Failure::new(lost.to_string()))?;
    let rows =
        |name: &str| found.sheets.iter().find(|sheet| sheet.name == name).map_or(0, |sheet| sheet.rows.len());
    let (printed, n) = match asked.training {
        Some(form) => (training(form).written(&found), rows("training_phrases")),
        None if asked.entries => {
            let heading =
                Heading { title: about.name, filter: filter.to_string(), synthetic: about.synthetic };
            let manner = Manner { quotes: true, say: |english| Cow::Borrowed(english) };
            (entries_markdown(&found, &heading, manner), rows("knowledge_entries"))
        }
        None => (tables(&found)?, rows("questions")),
    };
    writeln!(io::stdout().lock(), "{}", printed.trim_end()).map_err(|error| Failure::printing(&error))?;
    Ok(if n > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn training(form: Form) -> Training {
    match form {
        Form::Rasa => Training::Rasa,
        Form::Dialogflow => Training::Dialogflow,
        Form::Csv => Training::Table,
    }
}

fn tables(found: &Findings) -> Result<String, Failure> {
    let figures = found.board.figures.values().map(|figure| (figure.name.clone(), of_figure(figure)));
    let tables: Map<String, Value> = found.sheets.iter().map(of_sheet).collect();
    let notes: Vec<String> = found.notes.iter().map(|note| note.said.to_string()).collect();
    let all = json!({ "figures": figures.collect::<Map<_, _>>(), "tables": tables, "notes": notes });
    serde_json::to_string_pretty(&all).map_err(|error| Failure::new(format!("cannot write JSON: {error}")))
}
