//! `undertone convert`: conversations as JSON Lines, in the form that `docs/formats/conversation.schema.json`
//! describes. Read again, they are the same conversations.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    io::{self, BufWriter, Write},
    path::PathBuf,
    process::ExitCode,
};

use serde::Serialize;
use undertone::{
    conversation::{Feedback, Outcome, Rating, Role},
    engine::Analysis,
    insight::outcome_of,
    language::Marks,
};

use crate::{Failure, details::Details, input};

#[derive(Serialize)]
struct Conversation<'c> {
    id: &'c str,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_id: Option<&'c str>,
    channel: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    variant: Option<&'c str>,
    outcome: Outcome,
    #[serde(skip_serializing_if = "Option::is_none")]
    handoff: Option<bool>,
    csat: Option<Rated<'c>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'c str>,
    /// Further columns of the source.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    custom: BTreeMap<&'c str, &'c str>,
    messages: Vec<Message<'c>>,
}

#[derive(Serialize)]
struct Rated<'c> {
    #[serde(flatten)]
    rating: Rating,
    #[serde(skip_serializing_if = "Option::is_none")]
    comment: Option<&'c str>,
}

#[derive(Serialize)]
struct Message<'c> {
    role: Role,
    /// UTC milliseconds.
    ts: Option<i64>,
    text: Cow<'c, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    intent: Option<&'c str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    confidence: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    feedback: Option<Feedback>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fallback: Option<bool>,
    #[serde(flatten)]
    details: Details<'c>,
}

/// Reads files and prints their conversations.
pub fn run(files: &[PathBuf], timezone: &str, originals: bool) -> Result<ExitCode, Failure> {
    let mut analysis = input::analysis(timezone, originals)?;
    input::read(&mut analysis, files, &input::Mappings::default())?;
    print(&mut analysis)
}

/// Prints the conversations of an analysis.
pub fn print(analysis: &mut Analysis) -> Result<ExitCode, Failure> {
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
                    intent: corpus.intent(said.row),
                    confidence: corpus.confidence(said.row),
                    feedback: said.marks.feedback(),
                    fallback: said.marks.has(Marks::FALLBACK).then_some(true),
                    details: Details::of(corpus, said.row),
                })
                .collect();
            serde_json::to_string(&Conversation {
                id: card.id,
                user_id: card.user,
                channel: card.channel,
                language: card.language,
                variant: card.variant,
                outcome: outcome_of(view).0,
                handoff: view.handoff,
                csat: view.rating.map(|rating| Rated { rating, comment: corpus.comment(number) }),
                tags: card.tags,
                custom: corpus.in_columns(number).collect(),
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
