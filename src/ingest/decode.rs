//! Bytes to text: UTF-8 and UTF-16 with or without a byte order mark, and where bytes are not UTF-8 an encoding
//! of one byte for each character: the one that a person chose, or that the bytes themselves speak for. A whole
//! encoding library would add 130 KB to the download; these are what chat exports are written in, and the
//! standard library does the hard part.
//!
//! Invariant: the text is the same however the bytes are cut into chunks.

use super::encoding;

/// What a file is written in, decided on its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Encoding {
    /// UTF-8; single bytes that are not are read as Windows-1252.
    Utf8,
    /// One byte for each character.
    Single(u8),
    Utf16 {
        little: bool,
    },
}

/// Turns the bytes of one file into text, piece by piece.
#[derive(Debug, Default)]
pub struct Decoder {
    encoding: Option<Encoding>,
    /// Bytes that wait for more: the first few of a file, then at most one unfinished character.
    pending: Vec<u8>,
    /// What a person said that bytes are that are not UTF-8.
    chosen: Option<u8>,
    /// Whether it is settled what bytes are that are not UTF-8.
    is_settled: bool,
    /// The first such byte and what follows it, until they are enough to settle that.
    evidence: Vec<u8>,
    /// Bytes that are not UTF-8.
    pub foreign_bytes: u64,
    /// Characters replaced in UTF-16.
    pub broken_units: u64,
}

/// Bytes that say what they are, from the first that is not UTF-8.
const EVIDENCE: usize = 64 << 10;

/// Bytes looked at to tell UTF-16 without a mark and binary files.
const SNIFF: usize = 512;

impl Decoder {
    /// Of a file that a person said to be in an encoding of this name, where it is not UTF-8.
    pub fn of(encoding: Option<&str>) -> Self {
        Self { chosen: encoding.and_then(encoding::named), ..Self::default() }
    }

    /// The name of the encoding of bytes that are not UTF-8, if there were any.
    pub fn foreign(&self) -> Option<&'static str> {
        let encoding = match self.encoding {
            Some(Encoding::Single(encoding)) => encoding,
            _ => encoding::WINDOWS_1252,
        };
        (self.foreign_bytes > 0).then(|| encoding::NAMES[usize::from(encoding)])
    }

    /// Appends the text of `bytes` to `out`; what is unfinished waits for the next call.
    pub fn push(&mut self, bytes: &[u8], out: &mut String) {
        match self.encoding {
            None => {
                self.pending.extend_from_slice(bytes);
                if self.pending.len() >= SNIFF {
                    self.begin(out);
                }
            }
            Some(Encoding::Single(encoding)) => self.single(bytes, encoding, out),
            Some(Encoding::Utf8) if !self.evidence.is_empty() => {
                self.evidence.extend_from_slice(bytes);
                if self.evidence.len() >= EVIDENCE {
                    self.settle(out);
                }
            }
            Some(Encoding::Utf8) if self.pending.is_empty() => self.utf8(bytes, out, false),
            Some(Encoding::Utf8) => {
                // An unfinished character is at most three bytes: complete it apart, go on with the rest.
                let mut joined = std::mem::take(&mut self.pending);
                let head = bytes.len().min(8);
                joined.extend_from_slice(&bytes[..head]);
                self.utf8(&joined, out, false);
                if head < bytes.len() {
                    if self.pending.is_empty() && self.evidence.is_empty() {
                        self.utf8(&bytes[head..], out, false);
                    } else {
                        let rest = bytes[head..].to_vec();
                        self.push(&rest, out);
                    }
                }
            }
            Some(Encoding::Utf16 { little }) => {
                let mut joined = std::mem::take(&mut self.pending);
                joined.extend_from_slice(bytes);
                self.utf16(&joined, little, out, false);
            }
        }
    }

    /// Appends what was still waiting.
    pub fn finish(&mut self, out: &mut String) {
        if self.encoding.is_none() {
            self.begin(out);
        }
        if !self.evidence.is_empty() {
            self.settle(out);
        }
        let rest = std::mem::take(&mut self.pending);
        match self.encoding {
            Some(Encoding::Single(encoding)) => self.single(&rest, encoding, out),
            Some(Encoding::Utf16 { little }) => self.utf16(&rest, little, out, true),
            _ => self.utf8(&rest, out, true),
        }
        if !self.evidence.is_empty() {
            // The file ends in it.
            self.settle(out);
            self.finish(out);
        }
    }

    /// Decides what bytes are that are not UTF-8, and reads those that waited for it.
    fn settle(&mut self, out: &mut String) {
        let evidence = std::mem::take(&mut self.evidence);
        self.is_settled = true;
        let guessed = || encoding::likeliest(&evidence[..evidence.len().min(EVIDENCE)]);
        let encoding = self.chosen.unwrap_or_else(guessed);
        if self.chosen.is_some() || encoding != encoding::WINDOWS_1252 {
            self.encoding = Some(Encoding::Single(encoding));
        }
        self.push(&evidence, out);
    }

    fn single(&mut self, bytes: &[u8], encoding: u8, out: &mut String) {
        for byte in bytes {
            if byte.is_ascii() {
                out.push(char::from(*byte));
            } else {
                out.push(encoding::character(encoding, *byte));
                self.foreign_bytes += 1;
            }
        }
    }

    fn begin(&mut self, out: &mut String) {
        let first = std::mem::take(&mut self.pending);
        let (encoding, mark) = sniff(&first);
        self.encoding = Some(encoding);
        self.push(&first[mark..], out);
    }

    fn utf8(&mut self, mut bytes: &[u8], out: &mut String, last: bool) {
        loop {
            match std::str::from_utf8(bytes) {
                Ok(text) => return out.push_str(text),
                Err(error) => {
                    let (good, bad) = bytes.split_at(error.valid_up_to());
                    // Valid up to here by the line above, so nothing is replaced.
                    out.push_str(&String::from_utf8_lossy(good));
                    if error.error_len().is_none() && !last {
                        self.pending.extend_from_slice(bad);
                        return;
                    }
                    if !self.is_settled {
                        self.evidence = bad.to_vec();
                        if bad.len() >= EVIDENCE {
                            self.settle(out);
                        }
                        return;
                    }
                    let Some((&byte, rest)) = bad.split_first() else { return };
                    out.push(encoding::character(encoding::WINDOWS_1252, byte));
                    self.foreign_bytes += 1;
                    bytes = rest;
                }
            }
        }
    }

    fn utf16(&mut self, bytes: &[u8], little: bool, out: &mut String, last: bool) {
        let (pairs, odd) = bytes.as_chunks::<2>();
        let mut units: Vec<u16> = pairs
            .iter()
            .map(|pair| if little { u16::from_le_bytes(*pair) } else { u16::from_be_bytes(*pair) })
            .collect();
        let mut held = odd.to_vec();
        if !last && units.last().is_some_and(|unit| (0xD800..0xDC00).contains(unit)) {
            units.pop();
            held = bytes[(pairs.len() - 1) * 2..].to_vec();
        }
        for unit in char::decode_utf16(units) {
            out.push(unit.unwrap_or_else(|_| {
                self.broken_units += 1;
                char::REPLACEMENT_CHARACTER
            }));
        }
        if last {
            self.broken_units += u64::from(!held.is_empty());
        } else {
            self.pending = held;
        }
    }
}

/// The encoding of a file's first bytes, and how many of them are a byte order mark.
fn sniff(first: &[u8]) -> (Encoding, usize) {
    match first {
        [0xEF, 0xBB, 0xBF, ..] => return (Encoding::Utf8, 3),
        [0xFF, 0xFE, ..] => return (Encoding::Utf16 { little: true }, 2),
        [0xFE, 0xFF, ..] => return (Encoding::Utf16 { little: false }, 2),
        _ => {}
    }
    let (pairs, _) = first.get(..first.len().min(SNIFF)).unwrap_or(first).as_chunks::<2>();
    let zeros = |at: usize| pairs.iter().filter(|pair| pair[at] == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    // Western text in UTF-16 has a zero in nearly every pair, always on the same side.
    if pairs.len() >= 4 && odd * 10 >= pairs.len() * 6 && even == 0 {
        (Encoding::Utf16 { little: true }, 0)
    } else if pairs.len() >= 4 && even * 10 >= pairs.len() * 6 && odd == 0 {
        (Encoding::Utf16 { little: false }, 0)
    } else {
        (Encoding::Utf8, 0)
    }
}

/// What a binary file seems to be, `None` if the bytes may be text.
pub fn binary_kind(first: &[u8]) -> Option<&'static str> {
    const MAGIC: &[(&[u8], &str)] = &[
        (b"UNDERTONE\0", "an analysis saved by Undertone, which is opened by itself"),
        (b"PK\x03\x04", "a ZIP archive or an Excel workbook"),
        (b"\x1F\x8B", "a gzip archive"),
        (b"%PDF", "a PDF document"),
        (b"\x89PNG", "a picture"),
        (b"\xFF\xD8\xFF", "a picture"),
        (b"GIF8", "a picture"),
        (b"PAR1", "a Parquet file"),
        (b"SQLite format 3", "a database file"),
        (b"\xD0\xCF\x11\xE0", "an old Office document"),
        (b"BZh", "a bzip2 archive"),
        (b"7z\xBC\xAF", "a 7-Zip archive"),
        (b"\x28\xB5\x2F\xFD", "a Zstandard archive"),
    ];
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| first.starts_with(magic)) {
        return Some(what);
    }
    if !matches!(sniff(first).0, Encoding::Utf8) {
        return None;
    }
    let sample = &first[..first.len().min(SNIFF)];
    let odd = sample.iter().filter(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31)).count();
    (odd * 20 > sample.len()).then_some("a binary file")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expect: &str) {
        for size in [1, 2, 3, 5, 7, 1000] {
            let (mut decoder, mut out) = (Decoder::default(), String::new());
            for chunk in bytes.chunks(size) {
                decoder.push(chunk, &mut out);
            }
            decoder.finish(&mut out);
            assert_eq!(out, expect, "in chunks of {size}");
        }
    }

    fn utf16(text: &str, little: bool) -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() })
            .collect()
    }

    #[test]
    fn each_encoding_gives_the_same_text_in_any_chunks() {
        let text = format!("Grüße 🤔, {}", "wie geht es Ihnen? ".repeat(60));
        check(text.as_bytes(), &text);
        check(format!("\u{feff}{text}").as_bytes(), &text);
        for little in [true, false] {
            check(&utf16(&format!("\u{feff}{text}"), little), &text);
            check(&utf16(&text, little), &text);
        }
    }

    #[test]
    fn bytes_that_are_not_utf8_are_windows_1252() {
        check(b"R\xFCckgabe \x80 5 \x96 ok", "Rückgabe € 5 – ok");
        check(b"cut \xC3", "cut Ã");
        let mut decoder = Decoder::default();
        decoder.push(b"R\xFCck\xE4", &mut String::new());
        decoder.finish(&mut String::new());
        assert_eq!(decoder.foreign_bytes, 2);
    }

    #[test]
    fn other_encodings_are_told_by_their_letters_or_chosen() {
        let text = "id;kto;tekst\n1;klient;Gdzie jest moje zamówienie? Złożyłem je w środę, wciąż nic.\n";
        let bytes = |text: &str| -> Vec<u8> {
            let byte = |letter| (0x80..=0xFF).find(|byte| encoding::character(3, *byte) == letter);
            text.chars()
                .map(|letter| if letter.is_ascii() { letter as u8 } else { byte(letter).unwrap() })
                .collect()
        };
        // Long enough that the evidence is full in the middle of it.
        for many in [1, 2_000] {
            let text = text.repeat(many);
            check(&bytes(&text), &text);
        }
        let (mut decoder, mut out) = (Decoder::of(Some("windows-1251")), String::new());
        decoder.push(b"\xCF\xF0\xE8", &mut out);
        decoder.finish(&mut out);
        assert_eq!((out.as_str(), decoder.foreign()), ("При", Some("Windows-1251")));
    }

    #[test]
    fn a_lone_surrogate_is_replaced_and_counted() {
        let mut bytes = vec![0xFF, 0xFE];
        bytes.extend([0x41, 0x00, 0x00, 0xD8, 0x42, 0x00]);
        check(&bytes, "A\u{fffd}B");
    }

    #[test]
    fn binary_files_are_told_from_text() {
        assert_eq!(binary_kind(b"PK\x03\x04rest"), Some("a ZIP archive or an Excel workbook"));
        assert_eq!(binary_kind(&[0, 1, 2, 3, 0, 200, 7, 8]), Some("a binary file"));
        assert_eq!(binary_kind("Grüße".as_bytes()), None);
        assert_eq!(binary_kind(&utf16("a,b,c,d,e", true)), None);
        assert_eq!(binary_kind(b""), None);
    }
}
