//! Any bytes: what they are is told, or that they are nothing known.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, &[u8])| undertone_fuzz::check("file", input.1, usize::from(input.0)));
