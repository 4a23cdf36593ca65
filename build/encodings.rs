//! Packs what the upper half of each one-byte encoding means, from the library that knows the published tables:
//! 128 characters each, in two bytes. `src/ingest/encoding.rs` reads this, and lists the names in this order.

use std::{fs, io, path::Path};

use encoding_rs::{
    Encoding, ISO_8859_2, ISO_8859_5, ISO_8859_7, ISO_8859_15, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252,
    WINDOWS_1253, WINDOWS_1254,
};

const ENCODINGS: [&Encoding; 9] = [
    WINDOWS_1252,
    ISO_8859_15,
    WINDOWS_1250,
    ISO_8859_2,
    WINDOWS_1251,
    ISO_8859_5,
    WINDOWS_1253,
    ISO_8859_7,
    WINDOWS_1254,
];

/// Writes the tables into the folder.
pub fn pack(folder: &Path) -> io::Result<()> {
    let upper: Vec<u8> = (0x80..=0xFF).collect();
    let tables = ENCODINGS.iter().flat_map(|encoding| {
        let (text, _) = encoding.decode_without_bom_handling(&upper);
        // All of these characters are of the plane that two bytes number.
        text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>()
    });
    fs::write(folder.join("encodings"), tables.collect::<Vec<u8>>())
}
