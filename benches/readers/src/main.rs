//! The product's readers alone, for a worker that measures them beside the browser's own.

use undertone::{
    conversation::{Facts, Utterance, Zone},
    ingest::{Reader, Sink, Taken},
};
use wasm_bindgen::prelude::wasm_bindgen;

fn main() {}

/// Counts what comes and keeps nothing.
#[derive(Default)]
struct Count(u32);

impl Sink for Count {
    fn facts(&mut self, _: &str, _: &Facts<'_>) {}
    fn utterance(&mut self, _: &str, _: &Utterance<'_>) -> Taken {
        self.0 += 1;
        Taken::New
    }
}

/// A file that is being read.
#[wasm_bindgen]
pub struct Reading {
    reader: Reader,
    count: Count,
}

#[wasm_bindgen]
impl Reading {
    /// Of a file of this name.
    #[wasm_bindgen(constructor)]
    pub fn new(name: &str) -> Self {
        Self { reader: Reader::new(name, Zone::utc()), count: Count::default() }
    }

    /// Takes its next bytes.
    pub fn push(&mut self, bytes: &[u8]) {
        self.reader.push(bytes, &mut self.count);
    }

    /// Its utterances.
    pub fn finish(self) -> u32 {
        let Self { reader, mut count } = self;
        reader.finish(&mut count);
        count.0
    }
}
