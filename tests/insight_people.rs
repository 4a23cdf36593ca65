//! Users over time and what comes again: small cases counted by hand, and what the generated samples planted.

use std::{collections::HashMap, fs, path::Path, sync::Arc};

use undertone::{
    conversation::Zone,
    engine::{Analysis, Order, Settings, at_once},
    query::Filter,
    sample::{Counted, Format, Kind, Plan},
    text::model::Model,
};

fn settings() -> Settings {
    Settings { zone: Zone::utc(), key: [4; 16], originals: false }
}

fn model() -> Arc<Model> {
    let bytes = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("models/undertone.model")).unwrap();
    Arc::new(Model::read(bytes).unwrap())
}

/// How many conversations the analysis says are followed by the same matter, how many of these are planted so, and
/// how many are planted.
fn found(kind: Kind, seed: u64, conversations: u32, model: &Arc<Model>) -> [usize; 3] {
    let mut generator = Counted::new(Plan { kind, conversations, seed }, Format::Jsonl);
    let mut analysis = Analysis::new(settings());
    analysis.understand(model).unwrap();
    analysis.begin_file("synthetic.jsonl");
    let (mut line, mut latest, mut planted, mut at) = (Vec::new(), HashMap::new(), Vec::new(), 0);
    while generator.next_chunk(&mut line) {
        let text = String::from_utf8(line.clone()).unwrap();
        if let Some((_, rest)) = text.split_once("\"u-") {
            let before = latest.insert(rest[..8].to_owned(), at);
            if generator.repeats() {
                planted.push(before.unwrap());
            }
        }
        analysis.push(&line);
        line.clear();
        at += 1;
    }
    analysis.end_file();
    analysis.board();
    let filter = Filter::parse("is:repeated").unwrap();
    let said = at_once(analysis.asking().list(&filter, Order::default())).unwrap();
    let right = said.iter().filter(|conversation| planted.contains(conversation)).count();
    [said.len(), right, planted.len()]
}

/// The source's intents tell most of it; see `engine::again` for how much meaning alone does.
#[test]
fn what_comes_again_in_the_samples_is_found() {
    let model = model();
    for kind in [Kind::Shop, Kind::Saas] {
        let mut sums = [0; 3];
        for seed in [1, 2] {
            let found = found(kind, seed, 1000, &model);
            sums.iter_mut().zip(found).for_each(|(sum, one)| *sum += one);
        }
        let [said, right, planted] = sums.map(|count| count as f64);
        assert!(right / said > 0.92, "{kind:?}: {right} of {said} are planted");
        assert!(right / planted > 0.74, "{kind:?}: {right} of {planted} are found");
    }
}
