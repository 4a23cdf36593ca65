//! Archives: the beginning of one, then anything.
#![no_main]

use libfuzzer_sys::fuzz_target;

const BEGINNINGS: [&[u8]; 4] = [
    b"\x1F\x8B\x08\x00\x00\x00\x00\x00\x00\x03",
    b"PK\x03\x04\x14\x00\x00\x00\x08\x00\x00\x00\x00\x00\x00\x00\x00\x00",
    b"PK\x03\x04\x14\x00\x08\x00\x08\x00",
    b"PK\x03\x04\x14\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x13\x00\x00\x00[Content_Types].xml",
];

fuzz_target!(|input: (u8, u8, &[u8])| {
    let beginning = BEGINNINGS[usize::from(input.0) % BEGINNINGS.len()];
    undertone_fuzz::check("all.zip", &[beginning, input.2].concat(), usize::from(input.1));
});
