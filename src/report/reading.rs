//! The reading report as text, in the reader's language: what became of every file, every problem with
//! its line.

use std::borrow::Cow;

use super::{FileReport, Report};
use crate::{engine::Held, ingest::Sentence};

/// Looks a text up in the language of who reads.
pub type LookUp = fn(&str) -> Cow<'_, str>;

/// The report for saving and for the terminal, each text of it as `look_up` has it.
pub fn reading_report(report: &Report, look_up: LookUp) -> String {
    let title = Sentence::of("Reading report").said(look_up);
    let mut out = format!("{title}\n{}\n", "=".repeat(title.chars().count()));
    for file in &report.files {
        describe(&mut out, file, look_up);
    }
    let about = about_texts(&report.memory);
    if !about.is_empty() {
        out.push('\n');
    }
    for sentence in about {
        out.push_str(&format!("{}.\n", sentence.said(look_up)));
    }
    out
}

/// What became of texts that did not all fit into memory.
pub fn about_texts(memory: &Held) -> Vec<Sentence> {
    let mut about = Vec::new();
    if memory.is_without_words() && memory.one_in > 1 {
        about.push(Sentence::of(
            "To save memory, no words are kept. All figures are of all conversations; a search for words \
             finds nothing",
        ));
    } else if memory.is_without_words() {
        about.push(Sentence::of(
            "This analysis holds no texts: transcripts show who spoke when, and a search for words finds \
             nothing",
        ));
    } else if memory.one_in > 1 {
        about.push(
            Sentence::of(
                "To save memory, the words of one conversation in {n} were kept. All figures are of all \
                 conversations; a search for words finds only those that were kept",
            )
            .plain("n", memory.one_in),
        );
    }
    if memory.no_room {
        about.push(Sentence::of("There was no more room on this disk for masked texts"));
    }
    if memory.elsewhere > 0 {
        about.push(Sentence::of(
            "Masked texts lie on this disk as long as this tab has them open; they are removed when the \
             analysis is closed",
        ));
    }
    about
}

fn describe(out: &mut String, file: &FileReport, look_up: LookUp) {
    let mut line = |indent: &str, words: &str| out.push_str(&format!("{indent}{words}\n"));
    let said = |sentence: Sentence| sentence.said(look_up);
    line("\n", &said(Sentence::of("{name} ({n} bytes)").plain("name", &file.name).plain("n", file.bytes)));
    if file.format.is_empty() {
        line("  ", &said(Sentence::of("not read")));
    } else {
        let read = Sentence::of("read as {format}: {why}").plain("format", &file.format);
        line("  ", &said(read.words("why", [file.because.clone()])));
    }
    let records = Sentence::of("records: {found} found, {kept} kept, {repaired} repaired");
    let records = records.plain("found", file.read).plain("kept", file.kept).plain("repaired", file.repaired);
    line("  ", &said(records));
    if file.problem_counts.is_empty() {
        return line("  ", &said(Sentence::of("no problems")));
    }
    for ((_, count), title) in file.problem_counts.iter().zip(&file.problem_titles) {
        line("  ", &format!("{count} × {}", look_up(title)));
    }
    for problem in &file.problems {
        let place = if problem.line == 0 {
            said(Sentence::of("whole file"))
        } else {
            said(Sentence::of("line {n}").plain("n", problem.line))
        };
        let words = problem.because.said(look_up);
        line("    ", &format!("{place}: {words} [{}]", look_up(&problem.effect)));
    }
    let unlisted = file.problems_in_all().saturating_sub(file.problems.len() as u64);
    if unlisted > 0 {
        line("    ", &said(Sentence::of("and {n} more, counted above").plain("n", unlisted)));
    }
}
