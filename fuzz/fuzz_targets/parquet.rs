//! Parquet files that accidents befell: they end, in rows and in one fault at most.
#![no_main]

use std::io::Cursor;

use libfuzzer_sys::fuzz_target;
use undertone::ingest::parquet::Parquet;

const FILES: [&[u8]; 4] = [
    include_bytes!("../../tests/fixtures/parquet/flat-deltas.parquet"),
    include_bytes!("../../tests/fixtures/parquet/flat-v2.parquet"),
    include_bytes!("../../tests/fixtures/parquet/flat-gzip.parquet"),
    include_bytes!("../../tests/fixtures/parquet/nested-v1.parquet"),
];

fuzz_target!(|input: (u8, Vec<(u16, u8)>)| {
    let (which, accidents) = input;
    let mut bytes = FILES[usize::from(which) % FILES.len()].to_vec();
    for (at, byte) in accidents {
        let at = usize::from(at) % bytes.len();
        bytes[at] = byte;
    }
    let Ok(mut file) = Parquet::open(Cursor::new(bytes)) else { return };
    let mut rows = Vec::new();
    while file.next(&mut rows) {
        rows.clear();
    }
});
