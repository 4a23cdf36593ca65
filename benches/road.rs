//! The road from bytes to figures on generated data of 100,000 messages: each part alone, and the whole.
//!
//! `cargo xtask bench` runs these and the same file in a browser.

use divan::{Bencher, counter::BytesCount, counter::ItemsCount};
use undertone::{
    conversation::{Clock, Facts, Utterance, Zone},
    engine::{Analysis, Settings},
    ingest::{Reader, Sink, Taken},
    insight::BoardPartial,
    language,
    privacy::Masker,
    query::Filter,
    sample::{Format, Generator, Kind, Plan},
};

fn main() {
    divan::main();
}

/// Conversations that make about 100,000 messages.
const CONVERSATIONS: u32 = 15_200;

fn generated(format: Format) -> Vec<u8> {
    let mut generator =
        Generator::new(Plan { kind: Kind::Shop, conversations: CONVERSATIONS, seed: 1 }, format);
    let mut bytes = Vec::new();
    while generator.next_chunk(&mut bytes) {}
    bytes
}

fn settings() -> Settings {
    Settings { zone: Zone::utc(), key: [1; 16], originals: false }
}

fn analysed(bytes: &[u8]) -> Analysis {
    let mut analysis = Analysis::new(settings());
    analysis.begin_file("bench");
    bytes.chunks(1 << 20).for_each(|chunk| analysis.push(chunk));
    analysis.end_file();
    analysis
}

/// Takes what a reader finds and forgets it.
struct Nowhere;

impl Sink for Nowhere {
    fn facts(&mut self, _: &str, facts: &Facts<'_>) {
        divan::black_box(facts);
    }
    fn utterance(&mut self, _: &str, utterance: &Utterance<'_>) -> Taken {
        divan::black_box(utterance);
        Taken::New
    }
}

/// Keeps what a reader finds.
#[derive(Default)]
struct Texts(Vec<(undertone::conversation::Role, String)>);

impl Sink for Texts {
    fn facts(&mut self, _: &str, _: &Facts<'_>) {}
    fn utterance(&mut self, _: &str, utterance: &Utterance<'_>) -> Taken {
        self.0.push((utterance.role, utterance.text.to_string()));
        Taken::New
    }
}

fn texts() -> Texts {
    let mut texts = Texts::default();
    let mut reader = Reader::new("bench", Zone::utc());
    reader.push(&generated(Format::Csv), &mut texts);
    reader.finish(&mut texts);
    texts
}

#[divan::bench(args = ["csv", "jsonl"])]
fn read(bencher: Bencher<'_, '_>, format: &str) {
    let bytes = generated(if format == "csv" { Format::Csv } else { Format::Jsonl });
    bencher.counter(BytesCount::of_slice(&bytes)).bench_local(|| {
        let mut reader = Reader::new("bench", Zone::utc());
        bytes.chunks(1 << 20).for_each(|chunk| reader.push(chunk, &mut Nowhere));
        reader.finish(&mut Nowhere)
    });
}

#[divan::bench]
fn mask(bencher: Bencher<'_, '_>) {
    let texts = texts().0;
    let bytes: usize = texts.iter().map(|(_, text)| text.len()).sum();
    bencher.counter(BytesCount::new(bytes)).counter(ItemsCount::new(texts.len())).bench_local(|| {
        let mut masker = Masker::new([1; 16]);
        texts.iter().map(|(_, text)| masker.mask(text).text.len()).sum::<usize>()
    });
}

#[divan::bench]
fn mark(bencher: Bencher<'_, '_>) {
    let texts = texts().0;
    let mut scratch = String::new();
    bencher.counter(ItemsCount::new(texts.len())).bench_local(|| {
        texts.iter().map(|(role, text)| u64::from(language::mark(*role, text, &mut scratch).0)).sum::<u64>()
    });
}

#[divan::bench(args = ["csv", "jsonl"])]
fn analyse(bencher: Bencher<'_, '_>, format: &str) {
    let bytes = generated(if format == "csv" { Format::Csv } else { Format::Jsonl });
    let messages = analysed(&bytes).corpus().messages();
    bencher
        .counter(BytesCount::of_slice(&bytes))
        .counter(ItemsCount::new(messages))
        .bench_local(|| analysed(&bytes).board());
}

#[divan::bench]
fn figures_of_what_is_read(bencher: Bencher<'_, '_>) {
    let mut analysis = analysed(&generated(Format::Csv));
    let messages = analysis.corpus().messages();
    bencher.counter(ItemsCount::new(messages)).bench_local(|| {
        let (mut partial, mut clock) = (BoardPartial::new(), Clock::new(Zone::utc()));
        analysis.corpus().for_each(|view| partial.observe(view, &mut clock));
        partial.finish()
    });
}

/// All figures with their course after a change of the filter, of a million messages on one shard.
#[divan::bench(args = ["", "outcome:resolved", "messages>6", "day:2026-02-01..2026-02-28"], sample_count = 8)]
fn filter_changes_of_a_million(bencher: Bencher<'_, '_>, text: &str) {
    let analysis = million();
    let messages = analysis.lead().totals().messages;
    // Each time a filter that was not asked before.
    let mut n = 0;
    bencher.counter(ItemsCount::new(messages)).bench_local(|| {
        n += 1;
        analysis.figures(&Filter::parse(&format!("{text} messages<{}", 1_000_000 + n)).unwrap())
    });
}

fn million() -> Analysis {
    let mut generator = Generator::new(Plan { kind: Kind::Shop, conversations: 151_000, seed: 1 }, Format::Csv);
    let mut analysis = Analysis::new(settings());
    analysis.begin_file("bench");
    let mut piece = Vec::new();
    while generator.next_chunk(&mut piece) {
        if piece.len() > 1 << 20 {
            analysis.push(&piece);
            piece.clear();
        }
    }
    analysis.push(&piece);
    analysis.end_file();
    analysis
}
