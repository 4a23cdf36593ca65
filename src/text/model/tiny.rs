//! A model of a few pieces, for tests: written as the trainer writes one.

use super::container::{MAGIC, checksum};

/// Pieces that the tests are about, beside every ASCII letter and digit in both roles.
pub const PIECES: [&str; 22] = [
    "refund", "order", "##ed", "want", "the", "un", "##want", "hello", "cafe", "strasse", "naive", "££", "£",
    "[email]", "[masked]", "?", "!", ".", ",", "'", "退", "ı",
];

/// Dimensions of the tiny model.
pub const DIMENSIONS: usize = 64;

/// Units of the hidden layer of its heads.
pub const UNITS: usize = 3;

/// Bits of the buckets of words, and of those of characters.
pub const BITS: u8 = 8;

/// Every piece.
pub fn pieces() -> Vec<String> {
    let signs = ('a'..='z').chain('0'..='9').chain('а'..='я');
    let signs = signs.flat_map(|sign| [sign.to_string(), format!("##{sign}")]);
    PIECES.iter().map(|piece| (*piece).to_owned()).chain(signs).collect()
}

/// A file of these sections.
pub fn file(sections: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut file = MAGIC.to_vec();
    file.extend((sections.len() as u32).to_le_bytes());
    for (name, bytes) in sections {
        short_text(name, &mut file);
        file.extend((bytes.len() as u32).to_le_bytes());
    }
    for (_, bytes) in sections {
        file.extend(bytes);
    }
    let sum = checksum(&file);
    file.extend(sum.to_le_bytes());
    file
}

/// The sections that every model has.
pub fn sections() -> Vec<(&'static str, Vec<u8>)> {
    let pieces = pieces();
    let mut vocabulary = (pieces.len() as u32).to_le_bytes().to_vec();
    for piece in &pieces {
        short_text(piece, &mut vocabulary);
    }
    let mut table = (DIMENSIONS as u16).to_le_bytes().to_vec();
    table.extend((pieces.len() as u32).to_le_bytes());
    table.extend((0..pieces.len()).flat_map(|row| (300 + row as u16 * 7).to_le_bytes()));
    table.extend((0..pieces.len() * DIMENSIONS / 2).map(|at| (at * 167 % 251) as u8));
    let mut idf = vec![BITS, BITS];
    idf.extend((0..2 << BITS).map(|bucket: usize| (bucket * 13 % 61) as u8));
    vec![("vocab", vocabulary), ("table", table), ("idf", idf)]
}

/// A section of heads with these outputs, each with its group, whose weights follow from its place.
pub fn heads(outputs: &[(&str, u8)], keys: &[&str]) -> Vec<u8> {
    let mut heads = (outputs.len() as u16).to_le_bytes().to_vec();
    let reals =
        |values: &[f32], into: &mut Vec<u8>| into.extend(values.iter().flat_map(|value| value.to_le_bytes()));
    reals(&[1.0, 0.5, 2.0], &mut heads);
    for (at, (name, group)) in outputs.iter().enumerate() {
        short_text(name, &mut heads);
        heads.push(*group);
        reals(&[0.02, 0.03, at as f32 / 8.0, 1.5, -0.25, 0.4], &mut heads);
    }
    heads.extend((keys.len() as u16).to_le_bytes());
    for key in keys {
        short_text(key, &mut heads);
    }
    let context = 0..keys.len() * outputs.len();
    reals(&context.map(|at| (at % 5) as f32 / 4.0 - 0.5).collect::<Vec<_>>(), &mut heads);
    heads.extend((0..outputs.len() * DIMENSIONS).map(|at| (at * 89 % 256) as u8));
    heads.extend((UNITS as u16).to_le_bytes());
    heads.push(1);
    // The bias of the second keeps it silent.
    let units = (0..UNITS).flat_map(|at| [0.02, 0.01, if at == 1 { -100.0 } else { 0.0 }]);
    reals(&units.collect::<Vec<_>>(), &mut heads);
    heads.extend((0..2 * UNITS * DIMENSIONS).map(|at| (at * 57 % 256) as u8));
    reals(&(0..outputs.len()).map(|at| at as f32 / 64.0).collect::<Vec<_>>(), &mut heads);
    heads.extend((0..UNITS * outputs.len()).map(|at| (at * 91 % 256) as u8));
    for bucket in 0..2_usize << BITS {
        let length = if bucket % 3 == 0 { 0 } else { outputs.len().min(3) };
        heads.push(length as u8);
        heads.extend(
            (0..length).flat_map(|at| [((bucket + at) % outputs.len()) as u8, (bucket * 31 + at * 7) as u8]),
        );
    }
    heads
}

fn short_text(text: &str, into: &mut Vec<u8>) {
    into.push(text.len() as u8);
    into.extend(text.as_bytes());
}
