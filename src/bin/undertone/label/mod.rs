//! `undertone label`: one JSON line per utterance with everything found in it.

mod described;
pub mod lines;
pub mod records;

use std::{
    borrow::Cow,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use serde::Serialize;
use undertone::{
    conversation::{Clock, Day, Role},
    corpus::UtteranceView,
    language::{Listener, taught::Taught},
    privacy::{Masker, Names, Span},
};

use self::described::{Described, Utterance as HeardUtterance, describe};
use crate::{Failure, details::Details, input};

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
    /// The source's own intent, and its confidence in it.
    intent: Option<&'u str>,
    confidence: Option<f64>,
    #[serde(flatten)]
    details: Details<'u>,
    /// What was written beside the rating, at the first utterance of its conversation.
    #[serde(skip_serializing_if = "Option::is_none")]
    rating_comment: Option<&'u str>,
    #[serde(flatten)]
    heard: Described,
}

#[derive(Serialize)]
struct Pii {
    #[serde(rename = "type")]
    kind: &'static str,
    start: usize,
    end: usize,
}

impl Pii {
    fn of(span: Span) -> Self {
        Self { kind: span.kind.name(), start: span.start, end: span.end }
    }
}

/// Reads a file and prints its utterances.
pub fn run(file: &Path, timezone: &str, labels: Option<&Path>) -> Result<ExitCode, Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    let mut listener = Listener::default();
    let model = input::model()?;
    listener.understand(&model).map_err(|refusal| Failure::new(refusal.to_string()))?;
    if lines::are_in(file) {
        let taught = labels.map(|labels| input::taught(labels, &model)).transpose()?;
        let mut masker = Masker::with_names(input::key()?, Names::of(&model).map(Arc::new));
        let own = taught.as_ref().map(|taught| lines::Own::of(taught, &model));
        let n = lines::run(file, &mut listener, &mut masker, own, &mut out)?;
        out.flush().map_err(|error| Failure::printing(&error))?;
        return Ok(if n > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE });
    }
    let mut analysis = input::analysis(timezone, false)?;
    analysis.keep_pii_spans();
    input::read(&mut analysis, &[PathBuf::from(file)], &input::Mappings::default())?;
    let taught = labels.map(|labels| input::learn(&mut analysis, labels)).transpose()?;
    let names = taught.as_ref().map(Taught::names);
    let mut clock = Clock::new(analysis.lead().zone().clone());
    let mut n = 0;
    for number in 0..analysis.corpus().conversations() {
        let rows: Vec<UtteranceView> =
            analysis.corpus().with(number, |_, view| view.utterances.to_vec()).unwrap_or_default();
        let mut before = None;
        for (index, said) in rows.into_iter().enumerate() {
            let UtteranceView { row, role, marks, heard, at, taught } = said;
            let day = at.map(|at| Day(clock.hour(at).day));
            let pii = analysis
                .lead()
                .pii(row)
                .iter()
                .map(|span| Pii { kind: span.kind.name(), start: span.start, end: span.end })
                .collect();
            let corpus = analysis.corpus();
            let text = corpus.text(row);
            let described =
                describe(&mut listener, &HeardUtterance { role, text: &text, marks, heard, before, day });
            if role.is_message() {
                before = Some(listener.before(heard, role, &text));
            }
            let line = serde_json::to_string(&Utterance {
                conversation: corpus.card(number).id,
                index,
                role,
                text,
                pii,
                marks: marks.names().collect(),
                labels: names.as_deref().map(|names| given(taught, names)),
                intent: corpus.intent(row),
                confidence: corpus.confidence(row),
                details: Details::of(corpus, row),
                rating_comment: corpus.comment(number).filter(|_| index == 0),
                heard: described,
            })
            .map_err(|error| Failure::new(format!("cannot write JSON: {error}")))?;
            writeln!(out, "{line}").map_err(|error| Failure::printing(&error))?;
            n += 1;
        }
    }
    out.flush().map_err(|error| Failure::printing(&error))?;
    if n == 0 {
        eprintln!("undertone: {} holds no utterance", file.display());
    }
    Ok(if n > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The names of the taught labels of an utterance.
fn given(labels: u16, names: &[String]) -> Vec<&str> {
    let mine = names.iter().enumerate().filter(|(slot, _)| labels >> slot & 1 == 1);
    mine.map(|(_, name)| name.as_str()).collect()
}
