//! Parquet files: each way of writing one gives the same rows, what is damaged is said and the rest read, and no
//! bytes make the reader stop or take more than they should.
//!
//! The files in `tests/fixtures/parquet` were written by Apache Arrow's own library; their rows beside them by
//! a script of a few lines.

// A skipped test says so on the terminal.
#![allow(clippy::print_stdout)]

use std::{fs, io::Cursor, path::PathBuf};

use proptest::prelude::*;
use undertone::{
    conversation::Zone,
    engine::{Analysis, Settings},
    ingest::parquet::{FORMAT, Fault, Parquet},
};

fn fixture(name: &str) -> Vec<u8> {
    fs::read(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/parquet").join(name)).unwrap()
}

/// What a file comes to, and what was wrong with it.
fn rows(bytes: &[u8]) -> (String, Option<Fault>) {
    let mut out = Vec::new();
    let fault = match Parquet::open(Cursor::new(bytes)) {
        Ok(mut file) => {
            while file.next(&mut out) {}
            file.fault()
        }
        Err(fault) => Some(fault),
    };
    (String::from_utf8(out).unwrap(), fault)
}

#[test]
fn every_codec_and_encoding_gives_the_same_rows() {
    let expected = String::from_utf8(fixture("flat.csv")).unwrap();
    for name in ["none", "snappy", "gzip", "zstd", "v2", "plain", "deltas"] {
        let (got, fault) = rows(&fixture(&format!("flat-{name}.parquet")));
        assert_eq!(fault, None, "{name}");
        for (got, expected) in got.lines().zip(expected.lines()) {
            assert_eq!(got, expected, "{name}");
        }
        assert_eq!(got.len(), expected.len(), "{name}");
    }
    let (old, fault) = rows(&fixture("flat-int96.parquet"));
    assert_eq!(fault, None);
    let first = |text: &str, columns: usize| text.lines().nth(1).unwrap().split(',').take(columns).count();
    assert_eq!(first(&old, 4), 4);
    assert!(old.contains("2026-03-02T09:00:17.001000000Z"), "{old}");
}

#[test]
fn columns_in_columns_are_objects_and_lists() {
    let expected = String::from_utf8(fixture("nested.jsonl")).unwrap();
    for version in ["v1", "v2"] {
        let (got, fault) = rows(&fixture(&format!("nested-{version}.parquet")));
        assert_eq!(fault, None);
        for (got, expected) in got.lines().zip(expected.lines()) {
            assert_eq!(got, expected, "{version}");
        }
        assert_eq!(got.len(), expected.len());
    }
}

#[test]
fn what_is_not_read_is_named() {
    for (name, what) in [
        ("codec-brotli", "Brotli"),
        ("codec-lz4", "LZ4"),
        ("locked-whole", "encryption"),
        ("locked-columns", "encryption"),
    ] {
        let (_, fault) = rows(&fixture(&format!("{name}.parquet")));
        assert_eq!(fault, Some(Fault::Unknown(what)), "{name}");
        let fault = fault.unwrap();
        assert_eq!(Fault::numbered(fault.number()), fault);
        assert!(fault.kind().to_string().contains(what));
    }
}

fn read(name: &str, bytes: &[u8], chunk: usize) -> Analysis {
    let mut analysis = Analysis::new(Settings { zone: Zone::utc(), key: [7; 16], originals: true });
    analysis.begin_file(name);
    bytes.chunks(chunk).for_each(|chunk| analysis.push(chunk));
    analysis.end_file();
    analysis
}

/// Name, format, what was kept and kinds of problems of each file.
fn told(analysis: &Analysis) -> Vec<(String, String, u64, Vec<&'static str>)> {
    let logs = analysis.logs();
    logs.map(|log| {
        let kinds = log.problems.iter().map(|problem| problem.kind.name()).collect();
        (log.name.clone(), log.format.clone(), log.kept, kinds)
    })
    .collect()
}

#[test]
fn a_file_is_read_wherever_it_comes_from() {
    let bytes = fixture("flat-zstd.parquet");
    for chunk in [1, 100, usize::MAX] {
        let told = told(&read("chat.parquet", &bytes, chunk));
        assert_eq!(told[0], ("chat.parquet".into(), FORMAT.into(), 40, vec![]));
    }
    let mut analysis = Analysis::new(Settings { zone: Zone::utc(), key: [7; 16], originals: true });
    analysis.begin_file("chat.parquet");
    analysis.read_parquet(Cursor::new(bytes));
    assert_eq!(told(&analysis)[0].2, 40);
    let nested = told(&read("n.parquet", &fixture("nested-v2.parquet"), 1000));
    assert_eq!((nested[0].1.as_str(), nested[0].2), (FORMAT, 9), "{nested:?}");
}

#[test]
fn a_cut_file_and_a_damaged_group_are_said_and_the_rest_is_read() {
    let bytes = fixture("flat-snappy.parquet");
    let cut = told(&read("cut.parquet", &bytes[..bytes.len() / 2], 1000));
    assert_eq!(cut, [("cut.parquet".into(), FORMAT.into(), 0, vec!["broken_parquet"])]);
    // The first page of the first group; the second group has 15 rows.
    let mut harmed = bytes;
    harmed[4] = 0xFF;
    let harmed = told(&read("harmed.parquet", &harmed, 1000));
    assert_eq!(harmed, [("harmed.parquet".into(), FORMAT.into(), 15, vec!["broken_parquet"])]);
    let other = told(&read("brotli.parquet", &fixture("codec-brotli.parquet"), 1000));
    assert_eq!(other, [("brotli.parquet".into(), FORMAT.into(), 0, vec!["parquet_of"])]);
}

/// The samples of other formats, where they lie beside the repository.
fn sample(name: &str) -> Option<Vec<u8>> {
    fs::read(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/formats").join(name)).ok()
}

/// Role, time and text of all that was said.
fn said(mut analysis: Analysis) -> Vec<Vec<String>> {
    let all = 0..analysis.corpus().conversations();
    all.filter_map(|number| {
        analysis.corpus().with(number, |corpus, view| {
            let line = |said: &undertone::corpus::UtteranceView| {
                // The lines know times to the second.
                let at = said.at.map(|at| at.0 / 1000);
                format!("{} {at:?} {}", said.role.name(), corpus.text(said.row))
            };
            view.utterances.iter().map(line).collect()
        })
    })
    .collect()
}

#[test]
fn a_data_set_is_the_same_as_in_lines_of_json() {
    let (Some(nested), Some(lines)) =
        (sample("parquet/wildchat-nested.parquet"), sample("lmsys-wildchat/wildchat.jsonl"))
    else {
        println!("skipped: the format samples are not beside this repository");
        return;
    };
    let read = |bytes: &[u8]| said(read("wildchat", bytes, 1000));
    let (nested, lines) = (read(&nested), read(&lines));
    assert_eq!(nested.len(), 3);
    assert_eq!(nested, lines);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]
    #[test]
    fn harmed_files_end(
        which in 0_usize..5,
        harm in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let name = ["flat-deltas", "flat-zstd", "flat-v2", "nested-v1", "flat-gzip"][which];
        let mut bytes = fixture(&format!("{name}.parquet"));
        for (at, byte) in harm {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let (text, fault) = rows(&bytes);
        prop_assert!(text.len() < 1 << 20 || fault == Some(Fault::TooPacked));
    }
}
