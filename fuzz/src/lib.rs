//! What holds of any file: reading it never panics, gives the same in whatever pieces it comes, and every record
//! that was found is kept or named by a problem.

use std::collections::BTreeSet;

use undertone::{
    conversation::Zone,
    engine::{Analysis, Settings},
    ingest::{Effect, FileLog, Preview},
};

/// What reading found: files and all that was said.
type Found = (Vec<FileLog>, Vec<(String, Vec<String>)>);

fn read(name: &str, bytes: &[u8], piece: usize) -> Found {
    let mut analysis = Analysis::new(Settings { zone: Zone::utc(), key: [7; 16], originals: true });
    analysis.begin_file(name);
    bytes.chunks(piece.max(1)).for_each(|piece| analysis.push(piece));
    analysis.end_file();
    let all = 0..analysis.corpus().conversations();
    let said = all
        .filter_map(|number| {
            analysis.corpus().with(number, |corpus, view| {
                let said = view.utterances.iter().map(|said| corpus.text(said.row).into_owned());
                (corpus.card(number).id.to_owned(), said.collect())
            })
        })
        .collect();
    (analysis.logs().cloned().collect(), said)
}

/// Reads a file whole and in pieces, and checks what holds of any.
pub fn check(name: &str, bytes: &[u8], piece: usize) {
    let whole = read(name, bytes, bytes.len());
    assert_eq!(whole, read(name, bytes, piece), "in pieces of {piece}");
    for log in &whole.0 {
        assert!(log.kept <= log.read, "{log:?}");
        let skipped: BTreeSet<(u64, u64)> = log
            .problems
            .iter()
            .filter(|problem| problem.effect == Effect::Skipped)
            .map(|problem| (problem.line, problem.record))
            .collect();
        // Beyond what is listed one by one, problems are only counted.
        let all_listed = log.problems.len() as u64 == log.counts.values().sum::<u64>();
        assert!(!all_listed || log.read - log.kept <= skipped.len() as u64, "{log:?}");
    }
    Preview::of(&bytes[..bytes.len().min(Preview::BYTES)], name);
}
