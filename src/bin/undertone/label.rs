//! `undertone label`: one JSON line per utterance with everything found in it.

use std::{
    borrow::Cow,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use serde::Serialize;
use undertone::{
    conversation::Role,
    language::{Marks, taught::Taught},
};

use crate::{Failure, input};

#[derive(Serialize)]
struct Utterance<'u> {
    conversation: &'u str,
    index: usize,
    role: Role,
    /// Masked text.
    text: Cow<'u, str>,
    /// Offsets in Unicode code points of the incoming text.
    pii: Vec<Pii>,
    /// What the utterance does, by the rules on its text and by the source.
    marks: Vec<&'static str>,
    /// Labels that were taught; left out where none were.
    #[serde(skip_serializing_if = "Option::is_none")]
    labels: Option<Vec<&'u str>>,
    intent: Option<&'u str>,
    confidence: Option<f64>,
}

#[derive(Serialize)]
struct Pii {
    #[serde(rename = "type")]
    kind: &'static str,
    start: usize,
    end: usize,
}

/// Reads a file and prints its utterances.
pub fn run(file: &Path, timezone: &str, labels: Option<&Path>) -> Result<ExitCode, Failure> {
    let mut analysis = input::analysis(timezone, false)?;
    analysis.keep_pii_spans();
    input::read(&mut analysis, &[PathBuf::from(file)], None)?;
    let taught = labels.map(|labels| input::learn(&mut analysis, labels)).transpose()?;
    let names = taught.as_ref().map(Taught::names);
    let mut out = BufWriter::new(io::stdout().lock());
    let mut n = 0;
    for number in 0..analysis.corpus().conversations() {
        let rows: Vec<(u32, Role, Marks, u16)> = analysis
            .corpus()
            .with(number, |_, view| {
                view.utterances.iter().map(|said| (said.row, said.role, said.marks, said.taught)).collect()
            })
            .unwrap_or_default();
        for (index, (row, role, marks, taught)) in rows.into_iter().enumerate() {
            let pii = analysis
                .lead()
                .pii(row)
                .iter()
                .map(|span| Pii { kind: span.kind.name(), start: span.start, end: span.end })
                .collect();
            let corpus = analysis.corpus();
            let line = serde_json::to_string(&Utterance {
                conversation: corpus.card(number).id,
                index,
                role,
                text: corpus.text(row),
                pii,
                marks: marks.names().collect(),
                labels: names.as_deref().map(|names| given(taught, names)),
                intent: corpus.intent(row),
                confidence: corpus.confidence(row),
            })
            .map_err(|error| Failure::new(format!("cannot write JSON: {error}")))?;
            writeln!(out, "{line}").map_err(|error| Failure::printing(&error))?;
            n += 1;
        }
    }
    out.flush().map_err(|error| Failure::printing(&error))?;
    Ok(if n > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The names of the labels of an utterance.
fn given(labels: u16, names: &[String]) -> Vec<&str> {
    let mine = names.iter().enumerate().filter(|(slot, _)| labels >> slot & 1 == 1);
    mine.map(|(_, name)| name.as_str()).collect()
}
