//! Sentiment and language of single messages, as customers write them.

use divan::{Bencher, counter::ItemsCount};
use undertone::{
    language::{Identifier, Sense, Sentiment},
    text::model::Model,
};

fn main() {
    divan::main();
}

const MESSAGES: &[&str] = &[
    "hi, my router keeps dropping the connection every evening since tuesday",
    "Thanks, that solved it!",
    "I've been charged twice for the same order, can somebody look into it?",
    "This is the third time I write and nobody answers. Really disappointing 😡",
    "where is my parcel [ORDER 3]",
    "wo bleibt mein paket, das ist wirklich ärgerlich",
    "Could you tell me whether the annual plan includes phone support?",
    "je n'ai jamais reçu la confirmation",
];

fn section(name: &'static str) -> Vec<u8> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("models/undertone.model");
    let model = Model::read(std::fs::read(path).expect("the model can be read")).expect("the model");
    model.section(name).expect("the section").to_vec()
}

#[divan::bench]
fn sentiment(bencher: Bencher<'_, '_>) {
    let sentiment = Sentiment::read(&section("sentiment")).expect("the section");
    let meaning = [100; 256];
    bencher.counter(ItemsCount::new(MESSAGES.len())).bench(|| {
        MESSAGES
            .iter()
            .map(|text| {
                i32::from(
                    sentiment.score(text, None, Some(Sense { meaning: &meaning, feeling: 0.1 })).hundredths,
                )
            })
            .sum::<i32>()
    });
}

#[divan::bench]
fn identify(bencher: Bencher<'_, '_>) {
    let identifier = Identifier::read(&section("languages")).expect("the section");
    bencher
        .counter(ItemsCount::new(MESSAGES.len()))
        .bench(|| MESSAGES.iter().filter(|text| identifier.identify(text).is_some()).count());
}

#[divan::bench]
fn marks(bencher: Bencher<'_, '_>) {
    let mut scratch = String::new();
    bencher.counter(ItemsCount::new(MESSAGES.len())).bench_local(|| {
        MESSAGES
            .iter()
            .map(|text| {
                undertone::language::mark(undertone::conversation::Role::User, text, &mut scratch)
                    .0
                    .count_ones()
            })
            .sum::<u32>()
    });
}
