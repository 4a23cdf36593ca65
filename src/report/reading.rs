//! The reading report as text: what became of every file, every problem with its line.

use std::fmt::Write as _;

use super::{FileReport, Report};

/// The report for saving and for the terminal.
pub fn reading_report(report: &Report) -> String {
    let mut out = String::from("Reading report\n==============\n");
    for file in &report.files {
        // Writing to a string does not fail.
        let _ = describe(&mut out, file);
    }
    out
}

fn describe(out: &mut String, file: &FileReport) -> std::fmt::Result {
    writeln!(out, "\n{} ({} bytes)", file.name, file.bytes)?;
    if file.format.is_empty() {
        writeln!(out, "  not read")?;
    } else {
        writeln!(out, "  read as {}: {}", file.format, file.why)?;
    }
    writeln!(out, "  records: {} found, {} kept, {} repaired", file.read, file.kept, file.repaired)?;
    if file.problem_counts.is_empty() {
        return writeln!(out, "  no problems");
    }
    for (kind, count) in &file.problem_counts {
        writeln!(out, "  {count} × {kind}")?;
    }
    for problem in &file.problems {
        let place =
            if problem.line == 0 { "whole file".to_owned() } else { format!("line {}", problem.line) };
        writeln!(out, "    {place}: {} [{}]", problem.message, problem.effect)?;
    }
    let unlisted = file.problems_in_all().saturating_sub(file.problems.len() as u64);
    if unlisted > 0 {
        writeln!(out, "    and {unlisted} more, counted above")?;
    }
    Ok(())
}
