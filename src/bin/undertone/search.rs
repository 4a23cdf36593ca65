//! `undertone search`: the messages that have some words, the most telling first, masked.

use std::{
    io::{self, IsTerminal, Write},
    path::PathBuf,
    process::ExitCode,
};

use undertone::{
    conversation::{Clock, Day, Millis, Zone},
    engine::{FoundLine, Lost, SearchResults, at_once},
    query::{Columns, Filter},
    words::hits::{counted, pieces},
};

use crate::{
    Failure,
    analyze::{open, wrong},
};

/// Reads files, or a saved analysis, and prints what is found. Fails with 1 where nothing is.
pub fn run(
    files: &[PathBuf],
    words: &str,
    timezone: Option<&str>,
    filter: &str,
    most: u32,
    json: bool,
) -> Result<ExitCode, Failure> {
    Filter::checked(filter, Columns::Any).map_err(|error| wrong(&error))?;
    let (analysis, _) = open(files, timezone, None, false)?;
    let filter = analysis.lead().filter(filter).map_err(|error| wrong(&error))?;
    let found = at_once(analysis.asking().search(words, &filter, most))
        .map_err(|lost: Lost| Failure::new(lost.to_string()))?;
    let out = io::stdout().lock();
    let printed =
        if json { as_json(&found) } else { for_reading(&found, analysis.lead().zone(), out.is_terminal()) };
    { out }.write_all(printed.as_bytes()).map_err(|error| Failure::printing(&error))?;
    Ok(if found.count > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn as_json(found: &SearchResults) -> String {
    let row = |row: &FoundLine| {
        serde_json::json!({
            "conversation": row.id,
            "line": row.line,
            "role": row.role,
            "ts": row.at,
            "text": row.text,
            "marks": row.marks,
        })
    };
    let messages: Vec<_> = found.rows.iter().map(row).collect();
    let all = serde_json::json!({ "count": found.count, "has_all": found.has_all, "messages": messages });
    format!("{all:#}\n")
}

fn for_reading(found: &SearchResults, zone: &Zone, bold: bool) -> String {
    let mut out = format!("{}\n", counted(found, false));
    if !found.has_all {
        out += "No message has all of these words; these have some of them.\n";
    }
    let mut clock = Clock::new(zone.clone());
    for row in &found.rows {
        let day = row.at.map(|at| Day(clock.hour(Millis(at)).day).to_string()).unwrap_or_default();
        let head = format!("\n{day}  {}  {}", row.role.name(), row.id);
        out += &format!("{}\n  ", head.trim_end());
        for (piece, marked) in pieces(&row.text, &row.marks) {
            let piece = piece.replace(char::is_control, " ");
            out += &if marked && bold { format!("\x1b[1m{piece}\x1b[0m") } else { piece };
        }
        out.push('\n');
    }
    out
}
