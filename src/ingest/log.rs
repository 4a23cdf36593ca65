//! What reading a file found besides conversations: counts, and problems with their place.
//!
//! Invariant: every record that was found is either kept or has a problem that says why not. No
//! transcript text is in a problem; place and kind are enough to find it.

use std::collections::BTreeMap;

use super::{Kind, Sentence};

/// What was done about a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// The record did not go into the analysis.
    Skipped,
    /// The record went in after a repair.
    Repaired,
    /// The record went in as it is; the reader should know.
    Noted,
}

impl Effect {
    /// The name used in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Skipped => "skipped",
            Self::Repaired => "repaired",
            Self::Noted => "noted",
        }
    }
}

/// A problem and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// First line of the record, from 1; 0 where the problem is the whole file's.
    pub line: u64,
    /// The record, from 1; 0 where the problem is the whole file's.
    pub record: u64,
    /// What is wrong.
    pub kind: Kind,
    /// What was done.
    pub effect: Effect,
}

/// What reading one file found besides conversations.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileLog {
    /// The file's name.
    pub name: String,
    /// Which of the files that were opened it is, from 0, or is in.
    pub opened: u32,
    /// Whether it was unpacked from that one.
    pub inside: bool,
    /// Format's name; empty until one fits.
    pub format: String,
    /// Why that format, in words.
    pub why: Sentence,
    /// Bytes pushed.
    pub bytes: u64,
    /// Records found.
    pub read: u64,
    /// Records that went on.
    pub kept: u64,
    /// Records that went on after a repair.
    pub repaired: u64,
    /// The record repaired last.
    pub(super) last_repaired: u64,
    /// The first problems, in order.
    pub problems: Vec<Problem>,
    /// All problems, counted by kind.
    pub counts: BTreeMap<&'static str, u64>,
}

/// How many problems are kept one by one; beyond that they are counted.
const LISTED: usize = 1000;

/// How many of one kind are kept one by one, so that one kind cannot crowd out the others.
const LISTED_PER_KIND: u64 = 250;

impl FileLog {
    /// Writes a problem down.
    pub fn note(&mut self, line: u64, record: u64, effect: Effect, kind: Kind) {
        let count = self.counts.entry(kind.name()).or_default();
        *count += 1;
        if *count <= LISTED_PER_KIND && self.problems.len() < LISTED {
            self.problems.push(Problem { line, record, kind, effect });
        }
        // A record mended twice is one record.
        if effect == Effect::Repaired && (record == 0 || record != self.last_repaired) {
            self.repaired += 1;
            self.last_repaired = record;
        }
    }
}
