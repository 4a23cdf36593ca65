//! Full text search over generated data of 1,000,000 messages: making the index, the first 50 hits, and
//! what the index weighs.
//!
//! `cargo bench --bench search --features terminal` runs these; `cargo xtask bench` runs them with the others.

use std::sync::OnceLock;

use divan::{Bencher, counter::BytesCount, counter::ItemsCount};
use undertone::{
    conversation::{Facts, Utterance, Zone},
    ingest::{Reader, Sink, Taken},
    privacy::Masker,
    sample::{Format, Generator, Kind, Plan},
    search::{Index, Query, Snippet, Stats, merge},
};

#[expect(
    clippy::print_stdout,
    reason = "what the index weighs is no time, so that the table does not hold it"
)]
fn main() {
    divan::main();
    let (texts, index) = (texts(), index());
    let messages = texts.len();
    let (bytes, written) = (index.bytes(), texts.iter().map(String::len).sum::<usize>());
    println!(
        "{messages} messages of {written} bytes, {} different words; index of {bytes} bytes, {:.1} a message",
        index.vocabulary(),
        bytes as f64 / messages as f64
    );
    for (name, line) in QUERIES {
        println!("{name}, {line}: found in {} messages", searched(line).0);
    }
}

/// Conversations that make a little more than a million messages.
const CONVERSATIONS: u32 = 152_000;

/// Masks what a reader finds and keeps it.
struct Texts {
    masker: Masker,
    texts: Vec<String>,
}

impl Sink for Texts {
    fn facts(&mut self, _: &str, _: &Facts<'_>) {}
    fn utterance(&mut self, _: &str, utterance: &Utterance<'_>) -> Taken {
        self.texts.push(self.masker.mask(&utterance.text).text.to_string());
        Taken::New
    }
}

fn texts() -> &'static [String] {
    static TEXTS: OnceLock<Vec<String>> = OnceLock::new();
    TEXTS.get_or_init(|| {
        let plan = Plan { kind: Kind::Shop, conversations: CONVERSATIONS, seed: 1 };
        let mut generator = Generator::new(plan, Format::Csv);
        let mut reader = Reader::new("bench", Zone::utc());
        let mut sink = Texts { masker: Masker::new([1; 16]), texts: Vec::new() };
        let mut bytes = Vec::new();
        while generator.next_chunk(&mut bytes) {
            if bytes.len() > 1 << 20 {
                reader.push(&bytes, &mut sink);
                bytes.clear();
            }
        }
        reader.push(&bytes, &mut sink);
        reader.finish(&mut sink);
        sink.texts
    })
}

fn filled(texts: &[String]) -> Index {
    let mut index = Index::default();
    index.fill(texts.len() as u32, &|row| texts.get(row as usize).map(String::as_str));
    index
}

fn index() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(|| filled(texts()))
}

#[divan::bench(sample_count = 10)]
fn make_the_index(bencher: Bencher<'_, '_>) {
    let texts = texts();
    let bytes: usize = texts.iter().map(String::len).sum();
    bencher
        .counter(BytesCount::new(bytes))
        .counter(ItemsCount::new(texts.len()))
        .bench_local(|| filled(texts).bytes());
}

/// What is searched for, and what that is.
const QUERIES: [(&str, &str); 11] = [
    ("rare word", "kettlebell"),
    ("masked token", "[EMAIL 77]"),
    ("common word", "order"),
    ("most common word", "you"),
    ("rare and common", "kettlebell you"),
    ("three common words", "you your order"),
    ("phrase", "\"your order\""),
    ("open end", "ord*"),
    ("phrase, open end", "\"your o*\""),
    ("one letter, open", "a*"),
    ("some only", "your zzzz order"),
];

#[divan::bench(args = QUERIES.map(|(name, _)| name), sample_count = 30)]
fn first_50_hits(bencher: Bencher<'_, '_>, name: &str) {
    let line = QUERIES.iter().find(|(known, _)| *known == name).map_or("", |(_, line)| line);
    index();
    bencher.bench_local(|| searched(line));
}

/// How many messages were found, and how much is marked in the snippets of the first 50.
fn searched(line: &str) -> (u64, usize) {
    let (texts, index, query) = (texts(), index(), Query::parse(line));
    let mut stats = Stats::default();
    stats.merge(&index.stats(&query));
    let hits = index.hits(&query, &stats, 50, &|row| Some(u64::from(row)));
    let ranked = merge(&[hits], 50);
    let snippet = |row: u32| Snippet::of(&texts[row as usize], &query).marks.len();
    (ranked.count, ranked.best.iter().map(|placed| snippet(placed.hit.row)).sum())
}
