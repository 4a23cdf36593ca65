//! The road from bytes to figures on generated data of 100,000 messages: each part alone, and the whole;
//! and the way back to a saved analysis of a million.
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
    report::Report,
    sample::{Format, Generator, Kind, Plan},
    snapshot::{self, About},
};

fn main() {
    divan::main();
}

/// Conversations that make about 100,000 messages.
const CONVERSATIONS: u32 = 15_200;

/// Conversations that make a million messages.
const CONVERSATIONS_OF_A_MILLION: u32 = 151_000;

fn generated(format: Format) -> Vec<u8> {
    generated_of(CONVERSATIONS, format)
}

fn generated_of(conversations: u32, format: Format) -> Vec<u8> {
    let mut generator = Generator::new(Plan { kind: Kind::Shop, conversations, seed: 1 }, format);
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

#[divan::bench(sample_count = 10, sample_size = 1)]
fn open_a_saved_million(bencher: Bencher<'_, '_>) {
    let mut analysis = analysed(&generated_of(CONVERSATIONS_OF_A_MILLION, Format::Csv));
    let messages = analysis.corpus().messages();
    let saved = snapshot::write(&About::default(), &mut analysis, true);
    drop(analysis);
    bencher.counter(BytesCount::of_slice(&saved)).counter(ItemsCount::new(messages)).bench_local(|| {
        let mut opened = snapshot::read(&saved, [1; 16], Some("UTC")).expect("it was just written");
        Report::whole(&mut opened.analysis, &Filter::default(), false)
    });
}
