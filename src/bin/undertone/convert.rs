//! `undertone convert`: conversations as JSON Lines.

use std::{
    borrow::Cow,
    io::{self, BufWriter, Write},
    path::PathBuf,
    process::ExitCode,
};

use serde::Serialize;
use undertone::{
    conversation::{Outcome, Rating, Role},
    insight::outcome_of,
};

use crate::{Failure, input};

#[derive(Serialize)]
struct Conversation<'c> {
    id: &'c str,
    channel: Option<&'c str>,
    outcome: Outcome,
    csat: Option<Rating>,
    messages: Vec<Message<'c>>,
}

#[derive(Serialize)]
struct Message<'c> {
    role: Role,
    /// UTC milliseconds.
    ts: Option<i64>,
    text: Cow<'c, str>,
}

/// Reads files and prints their conversations.
pub fn run(files: &[PathBuf], timezone: &str, originals: bool) -> Result<ExitCode, Failure> {
    let mut analysis = input::analysis(timezone, originals)?;
    input::read(&mut analysis, files, None)?;
    let mut out = BufWriter::new(io::stdout().lock());
    for number in 0..analysis.corpus().conversations() {
        let line = analysis.corpus().with(number, |corpus, view| {
            let card = corpus.card(number);
            let messages = view
                .utterances
                .iter()
                .map(|said| Message {
                    role: said.role,
                    ts: said.at.map(|at| at.0),
                    text: corpus.text(said.row),
                })
                .collect();
            serde_json::to_string(&Conversation {
                id: card.id,
                channel: card.channel,
                outcome: outcome_of(view).0,
                csat: view.rating,
                messages,
            })
        });
        if let Some(Ok(line)) = line {
            writeln!(out, "{line}").map_err(|error| Failure::printing(&error))?;
        }
    }
    out.flush().map_err(|error| Failure::printing(&error))?;
    for log in analysis.logs().filter(|log| log.kept == 0) {
        let why = log.problems.first().map_or_else(String::new, |problem| problem.kind.to_string());
        eprintln!("undertone: {}: {why}", log.name);
    }
    Ok(if analysis.corpus().conversations() > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
