//! The file of the model: named sections one behind the other, with a checksum at the end.

use std::ops::Range;

use super::Refusal;

/// What every such file begins with; the last sign is the version.
pub(super) const MAGIC: &[u8; 8] = b"UTMODEL1";

/// Bytes of the checksum.
const SUM: usize = 8;

/// Where a section stands in the file.
#[derive(Debug)]
pub(super) struct Section {
    pub(super) name: String,
    pub(super) bytes: Range<usize>,
}

/// The sections of a file.
pub(super) fn sections(file: &[u8]) -> Result<Vec<Section>, Refusal> {
    let magic = file.get(..MAGIC.len()).ok_or(Refusal::NotOne)?;
    match (magic == MAGIC, magic.strip_prefix(&MAGIC[..MAGIC.len() - 1])) {
        (true, _) => {}
        (_, Some(_)) => return Err(Refusal::OtherVersion),
        _ => return Err(Refusal::NotOne),
    }
    let sum_at = file.len().checked_sub(SUM).filter(|at| *at >= MAGIC.len()).ok_or(Refusal::CutShort)?;
    let (body, sum) = file.split_at(sum_at);
    let found = table(body);
    // A file that was cut short says so, and not that its checksum is another.
    if let Some(sections) = &found
        && sections.last().is_some_and(|last| last.bytes.end > body.len())
    {
        return Err(Refusal::CutShort);
    }
    if checksum(body).to_le_bytes() != sum {
        return Err(if found.is_none() { Refusal::CutShort } else { Refusal::Damaged });
    }
    found
        .filter(|sections| sections.last().map_or(0, |last| last.bytes.end) == body.len())
        .ok_or(Refusal::Damaged)
}

/// What the file says of its sections; `None` where that goes on beyond its end.
fn table(body: &[u8]) -> Option<Vec<Section>> {
    let mut from = Bytes(body.get(MAGIC.len()..)?);
    let count = from.number()?;
    let mut lengths = Vec::new();
    for _ in 0..count {
        let name = from.short_text()?.to_owned();
        lengths.push((name, from.number()? as usize));
    }
    let mut at = body.len() - from.0.len();
    let placed = lengths.into_iter().map(|(name, length)| {
        let start = at;
        at = at.checked_add(length)?;
        Some(Section { name, bytes: start..at })
    });
    placed.collect()
}

/// FNV-1a of 64 bits.
pub(super) fn checksum(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3))
}

/// Reads a section from its beginning. Every method gives `None` where there is less than is asked.
pub struct Bytes<'b>(pub &'b [u8]);

impl<'b> Bytes<'b> {
    /// Reads that many bytes as they are.
    pub fn take(&mut self, length: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    /// Reads one byte.
    pub fn byte(&mut self) -> Option<u8> {
        self.take(1).map(|byte| byte[0])
    }

    /// Reads a number of two bytes.
    pub fn short(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes(self.take(2)?.try_into().ok()?))
    }

    /// Reads a number of four bytes.
    pub fn number(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    /// Reads a real number of four bytes; one that is none is not taken.
    pub fn real(&mut self) -> Option<f64> {
        let real = f32::from_le_bytes(self.take(4)?.try_into().ok()?);
        real.is_finite().then(|| f64::from(real))
    }

    /// Reads a text with its length in one byte.
    pub fn short_text(&mut self) -> Option<&'b str> {
        let length = usize::from(self.byte()?);
        std::str::from_utf8(self.take(length)?).ok()
    }
}
