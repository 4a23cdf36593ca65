//! Exports of platforms: every sample is the same three conversations, and what a format does not carry
//! stands in a table that is made here. Then the cases of single items that no sample has.
//!
//! The samples lie beside the repository; where they are not, the tests about them say so and pass.

// A skipped test says so on the terminal.
#![allow(clippy::print_stdout)]

#[path = "platforms/items.rs"]
mod items;
#[path = "platforms/oracle.rs"]
mod oracle;
#[path = "platforms/reading.rs"]
mod reading;
#[path = "platforms/samples.rs"]
mod samples;

use std::{fmt::Write, fs, path::PathBuf};

use oracle::{Expected, losses};
use reading::Got;
use samples::{SAMPLES, Sample};
use undertone::ingest::{Effect, Mapping, platform_names};

fn folder() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/formats");
    let folder = if folder.is_dir() { folder } else { PathBuf::from(std::env::var_os("FORMAT_SAMPLES")?) };
    folder.is_dir().then_some(folder)
}

/// The samples' oracle, and a way to their bytes.
fn oracle_of() -> Option<(Vec<Expected>, impl Fn(&str) -> Vec<u8>)> {
    let Some(folder) = folder() else {
        println!("skipped: the format samples are not beside this repository");
        return None;
    };
    let json = fs::read_to_string(folder.join("expected.json")).unwrap();
    Some((oracle::oracle(&json), move |name: &str| fs::read(folder.join(name)).unwrap()))
}

/// Reads the files of a sample after a change.
fn read(sample: &Sample, bytes: impl Fn(&str) -> Vec<u8>, rename: bool, chunk: usize) -> Got {
    let mut got = Got::default();
    for (number, file) in sample.files.iter().enumerate() {
        let name = if rename { format!("unknown {number}") } else { (*file).to_owned() };
        got.read(&name, &bytes(file), sample.zone, chunk, &Mapping::default());
    }
    got.sort();
    got
}

#[test]
fn every_sample_is_the_same_conversations_in_any_pieces() {
    let Some((oracle, bytes)) = oracle_of() else { return };
    for sample in SAMPLES {
        let title = sample.title;
        let got = read(sample, &bytes, false, usize::MAX);
        let expect = losses(&got, &oracle, title);
        for log in &got.logs {
            assert_eq!(log.format, sample.platform, "{title}: {}", log.why);
            assert_eq!(log.read, log.kept, "{title}: {log:?}");
        }
        for (rename, chunk) in [(true, usize::MAX), (false, 1), (true, 64 << 10), (false, 37)] {
            let again = read(sample, &bytes, rename, chunk);
            assert_eq!(losses(&again, &oracle, title), expect, "{title} in pieces of {chunk}");
        }
        // Lines that end as on another system.
        let lines = |file: &str| {
            let text = String::from_utf8(bytes(file)).unwrap();
            text.replace("\r\n", "\n").replace('\n', "\r\n").into_bytes()
        };
        assert_eq!(losses(&read(sample, lines, false, usize::MAX), &oracle, title), expect, "{title}, CRLF");
    }
}

/// Where the first words of each conversation stand in a file, in the order of the file.
fn begins(text: &str, oracle: &[Expected]) -> Vec<(usize, usize)> {
    let forms = |text: &str| {
        let json = serde_json::to_string(text).unwrap();
        let json = json.trim_matches('"').to_owned();
        let inner = serde_json::to_string(&json).unwrap().trim_matches('"').to_owned();
        [text.to_owned(), json.clone(), inner, json.replace('"', "\"\"")]
    };
    let mut begins: Vec<(usize, usize)> = oracle
        .iter()
        .enumerate()
        .filter_map(|(nth, expected)| {
            let places =
                expected.said.iter().flat_map(|said| forms(&said.text)).filter_map(|form| text.find(&form));
            Some((places.min()?, nth))
        })
        .collect();
    begins.sort_unstable();
    begins
}

#[test]
fn a_file_that_is_cut_off_keeps_every_whole_conversation_and_one_problem_says_so() {
    let Some((oracle, bytes)) = oracle_of() else { return };
    for sample in SAMPLES.iter().filter(|sample| sample.files.len() == 1) {
        let title = sample.title;
        let text = String::from_utf8(bytes(sample.files[0])).unwrap();
        let whole = read(sample, |_| text.clone().into_bytes(), false, usize::MAX);
        let begins = begins(&text, &oracle);
        for part in [3, 5, 7, 8, 9, 10, 11] {
            let cut = text.floor_char_boundary(text.len() * part / 12);
            let got = read(sample, |_| text.as_bytes()[..cut].to_vec(), false, 4096);
            // A conversation is whole where the next one has begun.
            for pair in begins.windows(2).filter(|pair| pair[1].0 <= cut) {
                let first = &oracle[pair[0].1].said[0].text;
                let find = |got: &Got| {
                    let spoken = got.spoken();
                    let of =
                        spoken.iter().find(|(_, of)| of.said.iter().any(|said| said.text == first.as_str()));
                    of.map(|(_, of)| of.said.clone())
                };
                assert_eq!(find(&got), find(&whole), "{title} cut at {cut}: {:?}", got.logs);
            }
            // A text that ends early cannot be told from one that ends.
            if sample.platform == "WhatsApp" {
                continue;
            }
            let known: u64 = whole.logs[0].counts.values().sum();
            let found: u64 = got.logs[0].counts.values().sum();
            assert!(found <= known + 1, "{title} cut at {cut}: {:?}", got.logs[0].problems);
        }
    }
}

#[test]
fn junk_between_lines_costs_nothing_but_itself() {
    let Some((oracle, bytes)) = oracle_of() else { return };
    let by_line = |file: &str| ["jsonl", "ndjson", "csv"].iter().any(|end| file.ends_with(end));
    for sample in SAMPLES.iter().filter(|sample| by_line(sample.files[0])) {
        let title = sample.title;
        let text = String::from_utf8(bytes(sample.files[0])).unwrap();
        let expect = losses(&read(sample, &bytes, false, usize::MAX), &oracle, title);
        let mut n_junk = 0;
        let mut junk = String::new();
        for (nth, line) in text.lines().enumerate() {
            junk.push_str(line);
            junk.push('\n');
            if nth % 3 == 2 {
                junk.push_str("%% { junk\n");
                n_junk += 1;
            }
        }
        let got = read(sample, |_| junk.clone().into_bytes(), false, 1 << 12);
        assert_eq!(losses(&got, &oracle, title), expect, "{title}");
        let log = &got.logs[0];
        assert_eq!(log.read - log.kept, n_junk, "{title}: {log:?}");
    }
}

/// Numbers that look like chance and are the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }

    /// A file after a few accidents: bytes lost, doubled, moved or others.
    fn harm(&mut self, file: &[u8]) -> Vec<u8> {
        let mut harmed = file.to_vec();
        for _ in 0..=self.below(4) {
            let at = self.below(harmed.len());
            let end = (at + 1 + self.below(40)).min(harmed.len());
            match self.below(4) {
                0 => drop(harmed.drain(at..end)),
                1 => {
                    let again = harmed[at..end].to_vec();
                    harmed.splice(at..at, again);
                }
                2 => harmed[at] = b"{}[]\",:\\\n\xff0n<&"[self.below(14)],
                _ => harmed[at..end].reverse(),
            }
        }
        harmed
    }
}

#[test]
fn harmed_files_are_accounted_for_and_read_the_same_in_any_pieces() {
    let Some((_, bytes)) = oracle_of() else { return };
    let mut chance = Chance(0x2545_f491_4f6c_dd1d);
    for sample in SAMPLES {
        for file in sample.files {
            for _ in 0..8 {
                let harmed = chance.harm(&bytes(file));
                let read = |chunk: usize| {
                    let mut got = Got::default();
                    got.read("harmed", &harmed, sample.zone, chunk, &Mapping::default());
                    got
                };
                let (whole, pieces) = (read(usize::MAX), read(1 + chance.below(100)));
                assert_eq!(whole.conversations, pieces.conversations, "{file}");
                assert_eq!(whole.logs, pieces.logs, "{file}");
                let log = &whole.logs[0];
                let mut left: Vec<u64> = log
                    .problems
                    .iter()
                    .filter(|problem| problem.effect == Effect::Skipped && problem.record > 0)
                    .map(|problem| problem.record)
                    .collect();
                left.dedup();
                assert!(log.read - log.kept <= left.len() as u64, "{file}: {log:?}");
            }
        }
    }
}

/// The table of what each format does not carry, between two marks of a document.
#[test]
fn the_table_of_losses_is_what_reading_finds() {
    let Some((oracle, bytes)) = oracle_of() else { return };
    let mut table =
        String::from("| export | what it does not carry, or carries in its own way |\n| --- | --- |\n");
    for sample in SAMPLES {
        let losses = losses(&read(sample, &bytes, false, usize::MAX), &oracle, sample.title);
        let losses = if losses.is_empty() { "nothing is lost".to_owned() } else { losses.join(", ") };
        writeln!(table, "| {} | {losses} |", sample.title).unwrap();
    }
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/formats/README.md");
    let page = fs::read_to_string(&path).unwrap();
    let (begin, end) = ("<!-- losses -->\n", "<!-- end of losses -->");
    let (before, rest) = page.split_once(begin).unwrap();
    let (shown, after) = rest.split_once(end).unwrap();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, format!("{before}{begin}{table}{end}{after}")).unwrap();
    } else {
        assert_eq!(shown, table, "UPDATE_DOCS=1 cargo test --test platforms writes it anew");
    }
}

#[test]
fn every_platform_has_a_sample_and_a_page() {
    let pages = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/formats");
    let index = fs::read_to_string(pages.join("README.md")).unwrap();
    for name in platform_names() {
        assert!(SAMPLES.iter().any(|sample| sample.platform == name), "{name} has no sample");
        assert!(index.contains(&format!("| {name} |")), "{name} is not in docs/formats/README.md");
    }
}
