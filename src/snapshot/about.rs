//! What is known of an analysis besides its store, as bytes and back. By hand: what a library would
//! make of these few fields weighs more in the download than the rest of this room.

use std::borrow::Cow;

use crate::{
    binary::{In, Out},
    ingest::{Sentence, Value, Values},
    report::{FileReport, ProblemRow},
};

use super::About;

/// Sentences within sentences that are read; those that are written have six.
const DEEPEST: u32 = 8;

pub fn freeze(about: &About, out: &mut Out) {
    out.text(&about.name);
    out.text(&about.timezone);
    out.number(u64::from(about.synthetic));
    out.number(about.files.len() as u64);
    for file in &about.files {
        for text in [&file.name, &file.format, &file.why] {
            out.text(text);
        }
        freeze_sentence(&file.because, out);
        for number in [file.bytes, file.read, file.kept, file.repaired] {
            out.number(number);
        }
        out.number(file.problem_counts.len() as u64);
        for ((kind, count), title) in file.problem_counts.iter().zip(&file.problem_titles) {
            out.text(kind);
            out.number(*count);
            out.text(title);
        }
        out.number(file.problems.len() as u64);
        for problem in &file.problems {
            out.number(problem.line);
            out.number(problem.record);
            for text in [&problem.kind, &problem.effect] {
                out.text(text);
            }
            freeze_sentence(&problem.because, out);
        }
    }
}

pub fn thaw(from: &mut In<'_>) -> Option<About> {
    let (name, timezone) = (from.text()?, from.text()?);
    let synthetic = from.number()? == 1;
    let mut files = Vec::new();
    for _ in 0..from.number()? {
        files.push(thaw_file(from)?);
    }
    Some(About { name, timezone, synthetic, files })
}

fn thaw_file(from: &mut In<'_>) -> Option<FileReport> {
    let (name, format, why) = (from.text()?, from.text()?, from.text()?);
    let because = thaw_sentence(from, 0)?;
    let (bytes, read, kept, repaired) = (from.number()?, from.number()?, from.number()?, from.number()?);
    let (mut problem_counts, mut problem_titles) = (Vec::new(), Vec::new());
    for _ in 0..from.number()? {
        problem_counts.push((from.text()?, from.number()?));
        problem_titles.push(from.text()?);
    }
    let mut problems = Vec::new();
    for _ in 0..from.number()? {
        let (line, record) = (from.number()?, from.number()?);
        let (kind, effect) = (from.text()?, from.text()?);
        let because = thaw_sentence(from, 0)?;
        problems.push(ProblemRow { line, record, kind, effect, message: because.to_string(), because });
    }
    Some(FileReport {
        name,
        // None of the files is at hand.
        opened: u32::MAX,
        inside: false,
        format,
        why,
        because,
        bytes,
        read,
        kept,
        repaired,
        problems,
        problem_counts,
        problem_titles,
    })
}

fn freeze_sentence(sentence: &Sentence, out: &mut Out) {
    out.text(&sentence.text);
    freeze_values(&sentence.values, out);
}

fn freeze_values(values: &Values, out: &mut Out) {
    out.number(values.len() as u64);
    for (gap, value) in values {
        out.text(gap);
        match value {
            Value::Plain(text) => {
                out.number(0);
                out.text(text);
            }
            Value::Words(words) => {
                out.number(1 + words.len() as u64);
                for sentence in words {
                    freeze_sentence(sentence, out);
                }
            }
        }
    }
}

fn thaw_sentence(from: &mut In<'_>, deep: u32) -> Option<Sentence> {
    (deep < DEEPEST).then_some(())?;
    Some(Sentence { text: Cow::Owned(from.text()?), values: thaw_values(from, deep)? })
}

fn thaw_values(from: &mut In<'_>, deep: u32) -> Option<Values> {
    let mut values = Values::new();
    for _ in 0..from.number()? {
        let gap = Cow::Owned(from.text()?);
        let value = match from.number()? {
            0 => Value::Plain(from.text()?),
            n => {
                let mut words = Vec::new();
                for _ in 1..n {
                    words.push(thaw_sentence(from, deep + 1)?);
                }
                Value::Words(words)
            }
        };
        values.push((gap, value));
    }
    Some(values)
}
