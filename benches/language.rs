//! The language model over generated conversations: how many messages are read in a second, one by one and
//! all labels of each, and how long the model takes to open.
//!
//! `cargo bench --bench language --features terminal` runs these. `UNDERTONE_MODEL` names another model file.

use std::{
    path::PathBuf,
    sync::{Arc, OnceLock},
};

use divan::{Bencher, counter::BytesCount, counter::ItemsCount};
use undertone::{
    conversation::{Facts, Role, Utterance, Zone},
    ingest::{Reader, Sink, Taken},
    language::{Marks, Said, Understanding, mark},
    privacy::Masker,
    sample::{Format, Generator, Kind, Plan},
    text::model::{Model, Scratch, Sketch},
};

fn main() {
    divan::main();
}

/// Conversations that make about thirty thousand messages.
const CONVERSATIONS: u32 = 4_500;

/// Masks what a reader finds and keeps it.
struct Texts {
    masker: Masker,
    texts: Vec<(Role, String)>,
}

impl Sink for Texts {
    fn facts(&mut self, _: &str, _: &Facts<'_>) {}
    fn utterance(&mut self, _: &str, utterance: &Utterance<'_>) -> Taken {
        self.texts.push((utterance.role, self.masker.mask(&utterance.text).text.to_string()));
        Taken::New
    }
}

fn texts() -> &'static [(Role, String)] {
    static TEXTS: OnceLock<Vec<(Role, String)>> = OnceLock::new();
    TEXTS.get_or_init(|| {
        let plan = Plan { kind: Kind::Shop, conversations: CONVERSATIONS, seed: 1 };
        let mut generator = Generator::new(plan, Format::Csv);
        let mut reader = Reader::new("bench", Zone::utc());
        let mut sink = Texts { masker: Masker::new([1; 16]), texts: Vec::new() };
        let mut bytes = Vec::new();
        while generator.next_chunk(&mut bytes) {}
        reader.push(&bytes, &mut sink);
        reader.finish(&mut sink);
        sink.texts.retain(|(role, _)| role.is_message());
        sink.texts
    })
}

/// How much text that is.
fn bytes() -> BytesCount {
    BytesCount::new(texts().iter().map(|(_, text)| text.len()).sum::<usize>())
}

fn file() -> Vec<u8> {
    let name = std::env::var_os("UNDERTONE_MODEL");
    let path = name.map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("models/undertone.model"),
        PathBuf::from,
    );
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn model() -> &'static Arc<Model> {
    static MODEL: OnceLock<Arc<Model>> = OnceLock::new();
    MODEL.get_or_init(|| Arc::new(Model::read(file()).expect("a whole model")))
}

#[divan::bench(sample_count = 20)]
fn open_the_model(bencher: Bencher<'_, '_>) {
    bencher.with_inputs(file).bench_values(|file| {
        Understanding::new(Arc::new(Model::read(file).expect("a whole model"))).expect("with heads")
    });
}

/// Words, pieces and meaning alone.
#[divan::bench(sample_count = 20)]
fn meaning(bencher: Bencher<'_, '_>) {
    let (texts, model, mut scratch) = (texts(), model(), Scratch::default());
    bencher.counter(bytes()).counter(ItemsCount::new(texts.len())).bench_local(|| {
        texts
            .iter()
            .map(|(_, text)| {
                model.read_text(text, &mut scratch);
                i64::from(scratch.embedding.direction()[0])
            })
            .sum::<i64>()
    });
}

/// Everything that is said of a message: the marks of the rules, all labels of the model, the sketch.
#[divan::bench(sample_count = 20)]
fn all_labels(bencher: Bencher<'_, '_>) {
    let texts = texts();
    let mut understanding = Understanding::new(model().clone()).expect("with heads");
    let mut folded = String::new();
    bencher.counter(bytes()).counter(ItemsCount::new(texts.len())).bench_local(|| {
        let mut before = None;
        let mut sum = 0;
        for (role, text) in texts {
            let marks = mark(*role, text, &mut folded);
            let reading = understanding.read(&Said { role: *role, text, marks, before });
            before = Some(reading.before(*role));
            sum += u32::from(reading.act_confidence) + understanding.sketch().distance(Sketch::default());
        }
        sum
    });
}

/// One message as it comes in live, the one before it known.
#[divan::bench(sample_count = 1000)]
fn one_message(bencher: Bencher<'_, '_>) {
    let mut understanding = Understanding::new(model().clone()).expect("with heads");
    let said = Said {
        role: Role::User,
        text: "Honestly, if the export breaks once more we're moving to something else. Who can I talk to?",
        marks: Marks::default(),
        before: None,
    };
    bencher.bench_local(|| understanding.read(&said));
}
