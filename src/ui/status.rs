//! The state of the page in words: its phase, the tab's title, the line under the file names.

use super::words;
use crate::{
    report::Report,
    say,
    wire::{Completeness, Progress},
    words::t,
};

/// Where the page is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// Nothing was dropped yet.
    #[default]
    Start,
    /// Files are being read.
    Reading,
    /// Reading is over, complete or stopped.
    Ready,
    /// The worker is gone.
    Failed,
}

impl Phase {
    /// The value of `data-state` on the root element.
    pub fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Reading => "reading",
            Self::Ready => "ready",
            Self::Failed => "failed",
        }
    }
}

/// Share of the bytes read, in percent; `None` where the size is not known.
pub fn percent(progress: Progress) -> Option<u64> {
    (progress.bytes_total > 0)
        .then(|| (progress.bytes.min(progress.bytes_total) * 100) / progress.bytes_total)
}

/// How far reading is: `41 % · 2.1 of 5.1 MB · 12,300 conversations`.
pub fn how_far(progress: Progress) -> String {
    if progress == Progress::default() {
        return t("the first bytes").into();
    }
    let conversations = words::plural(progress.conversations, "{n} conversation", "{n} conversations");
    match percent(progress) {
        Some(percent) => say!(
            "{percent}\u{202f}% · {read} of {all} · {conversations}",
            percent = percent,
            read = words::bytes(progress.bytes),
            all = words::bytes(progress.bytes_total),
            conversations = conversations
        ),
        None => conversations,
    }
}

/// How much memory what is read will take, where that is known: `about 640 MB of memory; this browser
/// allows about 4.00 GB`.
pub fn memory(progress: Progress, allowed: u64) -> Option<String> {
    (progress.memory > 0).then(|| {
        say!(
            "about {memory} of memory; this browser allows about {allowed}",
            memory = words::bytes(progress.memory),
            allowed = words::bytes(allowed)
        )
    })
}

/// The title of the tab.
pub fn tab_title(phase: Phase, progress: Progress, source: &str) -> String {
    match phase {
        Phase::Start => "Undertone".into(),
        Phase::Reading => match percent(progress) {
            Some(percent) => format!("{percent}\u{202f}% · {source} · Undertone"),
            None => say!("Reading {source} · Undertone", source = source),
        },
        Phase::Ready => format!("{source} · Undertone"),
        Phase::Failed => t("Stopped · Undertone").into(),
    }
}

/// What is said once when the state changes, to those who listen rather than look.
pub fn announcement(phase: Phase, completeness: Option<Completeness>, report: Option<&Report>) -> String {
    let read = words::plural(
        report.map_or(0, |report| report.conversations),
        "{n} conversation",
        "{n} conversations",
    );
    match (phase, completeness) {
        (Phase::Start, _) => String::new(),
        (Phase::Reading, _) => t("Reading. Figures appear as they come.").into(),
        (Phase::Ready, Some(Completeness::Cancelled)) => {
            say!("Stopped. These are the figures of what was read: {read}.", read = read)
        }
        (Phase::Ready, _) => say!("Complete: {read}.", read = read),
        (Phase::Failed, _) => t("The analysis stopped.").into(),
    }
}

/// The names of several files in one line.
pub fn names(files: &[String]) -> String {
    match files {
        [] => String::new(),
        [one] => one.clone(),
        [first, second] => say!("{first} and {second}", first = first, second = second),
        [first, rest @ ..] => say!("{first} and {n} more files", first = first, n = rest.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_says_numbers_and_never_more_than_all() {
        let progress = Progress {
            bytes: 2_100_000,
            bytes_total: 5_100_000,
            conversations: 12_300,
            utterances: 9,
            memory: 7_000_000,
        };
        assert_eq!(how_far(progress), "41\u{202f}% · 2.1 MB of 5.1 MB · 12,300 conversations");
        assert_eq!(
            memory(progress, 4_000_000_000).as_deref(),
            Some("about 7.0 MB of memory; this browser allows about 4.00 GB")
        );
        assert_eq!(memory(Progress::default(), 1), None);
        assert_eq!(percent(Progress { bytes: 9, bytes_total: 3, ..progress }), Some(100));
        assert_eq!(how_far(Progress { conversations: 1, ..Progress::default() }), "1 conversation");
    }

    #[test]
    fn many_files_fit_one_line() {
        let line = |n: usize| names(&(1..=n).map(|i| format!("{i}.csv")).collect::<Vec<_>>());
        assert_eq!([line(1), line(2), line(4)], ["1.csv", "1.csv and 2.csv", "1.csv and 3 more files"]);
    }
}
