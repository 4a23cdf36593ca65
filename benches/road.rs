//! The road from bytes to figures on generated data of 100,000 messages: each part alone, and the whole;
//! and the way back to a saved analysis of a million.
//!
//! `cargo xtask bench` runs these and the same file in a browser. `limits` holds the smallest program that
//! could do each step at all: what a part takes beyond its limit is what could be gained.

use divan::{Bencher, counter::BytesCount, counter::ItemsCount};
use undertone::{
    conversation::{Clock, Day, Facts, Utterance, Zone},
    engine::{Analysis, Here, Settings},
    ingest::{Reader, Sink, Taken},
    insight::{BoardPartial, days_of},
    language,
    privacy::Masker,
    query::Filter,
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

/// Keeps what a reader finds: who said what, and in which conversations.
#[derive(Default)]
struct Texts(Vec<(undertone::conversation::Role, String)>, Vec<String>);

impl Sink for Texts {
    fn facts(&mut self, _: &str, _: &Facts<'_>) {}
    fn utterance(&mut self, conversation: &str, utterance: &Utterance<'_>) -> Taken {
        self.0.push((utterance.role, utterance.text.to_string()));
        self.1.push(conversation.to_owned());
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

/// The same of filters of three predicates, as `cargo xtask bench --peers` asks them of the page: two of the
/// channels, an outcome that the source states, a stretch of days.
#[divan::bench(sample_count = 50, sample_size = 1)]
fn three_predicates_of_a_million(bencher: Bencher<'_, '_>) {
    let analysis = million();
    let board = analysis.board();
    let channels: Vec<&str> = board.breakdowns["channels"].parts.iter().map(|(name, _)| &**name).collect();
    let (first, last) = days_of(&board.series["conversations_over_time"]).expect("the sample has days");
    let mut n = 0;
    bencher.counter(ItemsCount::new(analysis.lead().totals().messages)).bench_local(|| {
        n += 1;
        let (one, two) = (channels[n % channels.len()], channels[(n + 1) % channels.len()]);
        let days = last.0 - first.0 + 1;
        let from = Day(first.0 + n as i32 * 7 % (days / 2));
        let to = Day(last.0 - n as i32 * 5 % (days / 3));
        let filter = format!("channel:{one},{two} evidence:source day:{from}..{to}");
        analysis.figures(&Filter::parse(&filter).unwrap())
    });
}

fn million() -> Analysis {
    let mut generator = Generator::new(
        Plan { kind: Kind::Shop, conversations: CONVERSATIONS_OF_A_MILLION, seed: 1 },
        Format::Csv,
    );
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

/// A saved analysis opened again, with all its figures.
#[divan::bench(sample_count = 10, sample_size = 1)]
fn open_a_saved_million(bencher: Bencher<'_, '_>) {
    let mut analysis = million();
    let messages = analysis.lead().totals().messages;
    let saved = snapshot::write(&About::default(), analysis.corpus(), true);
    drop(analysis);
    bencher.counter(BytesCount::of_slice(&saved)).counter(ItemsCount::new(messages)).bench_local(|| {
        let opened = snapshot::read(&saved, Some("UTC")).expect("it was just written");
        let team = Here::new(&opened.zone, 1);
        Analysis::of_corpus(settings(), team, &opened.corpus).figures(&Filter::default())
    });
}

mod limits {
    use std::collections::HashMap;

    use divan::{Bencher, counter::BytesCount, counter::ItemsCount};
    use undertone::sample::Format;

    use super::{generated, texts};

    fn all_texts() -> (Vec<String>, usize) {
        let texts: Vec<String> = texts().0.into_iter().map(|(_, text)| text).collect();
        let bytes = texts.iter().map(String::len).sum();
        (texts, bytes)
    }

    /// Of reading: every byte is looked at once, for the ends of lines.
    #[divan::bench]
    fn find_lines(bencher: Bencher<'_, '_>) {
        let bytes = generated(Format::Csv);
        bencher
            .counter(BytesCount::of_slice(&bytes))
            .bench_local(|| memchr::memchr_iter(b'\n', divan::black_box(&bytes)).count());
    }

    /// Of reading a table: every comma, quote and end of line is stopped at.
    #[divan::bench]
    fn find_cells(bencher: Bencher<'_, '_>) {
        let bytes = generated(Format::Csv);
        bencher
            .counter(BytesCount::of_slice(&bytes))
            .bench_local(|| memchr::memchr3_iter(b',', b'"', b'\n', divan::black_box(&bytes)).count());
    }

    /// Of masking: no text without a digit, an `@` or a colon holds anything to mask.
    #[divan::bench]
    fn look_for_what_could_be_personal(bencher: Bencher<'_, '_>) {
        let (texts, bytes) = all_texts();
        let is_suspect = |byte: u8| byte.is_ascii_digit() || byte == b'@' || byte == b':';
        bencher.counter(BytesCount::new(bytes)).counter(ItemsCount::new(texts.len())).bench_local(|| {
            let suspects = |text: &String| text.bytes().filter(|byte| is_suspect(*byte)).count();
            divan::black_box(&texts).iter().filter(|text| suspects(text) > 0).count()
        });
    }

    /// Of marking: every text is brought to lower case and its words are counted.
    #[divan::bench]
    fn fold_and_count_words(bencher: Bencher<'_, '_>) {
        let (texts, bytes) = all_texts();
        let mut folded = Vec::new();
        bencher.counter(BytesCount::new(bytes)).counter(ItemsCount::new(texts.len())).bench_local(|| {
            let mut words = 0;
            for text in divan::black_box(&texts) {
                folded.clear();
                folded.extend(text.bytes().map(|byte| byte.to_ascii_lowercase()));
                words += folded.windows(2).filter(|pair| pair[0] == b' ' && pair[1] != b' ').count();
            }
            words
        });
    }

    /// Of storing: which conversation a message belongs to has to be found by its id.
    #[divan::bench]
    fn tell_conversations_apart(bencher: Bencher<'_, '_>) {
        let ids = texts().1;
        bencher.counter(ItemsCount::new(ids.len())).bench_local(|| {
            let mut numbers: HashMap<&str, usize> = HashMap::new();
            for id in divan::black_box(&ids) {
                let next = numbers.len();
                numbers.entry(id).or_insert(next);
            }
            numbers.len()
        });
    }

    /// Of storing: every text is copied once.
    #[divan::bench]
    fn copy_texts(bencher: Bencher<'_, '_>) {
        let (texts, bytes) = all_texts();
        bencher.counter(BytesCount::new(bytes)).counter(ItemsCount::new(texts.len())).bench_local(|| {
            let mut arena = Vec::with_capacity(bytes);
            for text in divan::black_box(&texts) {
                arena.extend_from_slice(text.as_bytes());
            }
            arena
        });
    }

    /// Of figures: a time, a side and a conversation of each message are looked at once.
    #[divan::bench]
    fn add_columns(bencher: Bencher<'_, '_>) {
        let messages = texts().0.len() as u64;
        let times: Vec<u64> = (0..messages).map(|at| at * 977 % 7_776_000).collect();
        let sides: Vec<u8> = (0..messages).map(|at| (at % 3) as u8).collect();
        bencher.counter(ItemsCount::new(messages)).bench_local(|| {
            let mut by_day = [[0_u64; 4]; 128];
            for (time, side) in divan::black_box(&times).iter().zip(divan::black_box(&sides)) {
                by_day[(time / 86_400) as usize % 128][usize::from(side % 4)] += 1;
            }
            by_day
        });
    }
}
