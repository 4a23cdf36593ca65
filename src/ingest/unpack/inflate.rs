//! Deflated bytes, piece by piece, within bounds.

use miniz_oxide::{
    DataFormat, MZError, MZFlush, MZStatus,
    inflate::stream::{InflateState, inflate},
};

use crate::ingest::Kind;

/// Bytes unpacked at a time.
const PIECE: usize = 64 << 10;

/// So many bytes may come of anything.
const FREE: u64 = 256 << 20;

/// Beyond them, no more than so many for each that is packed: transcripts pack to a hundredth at best.
const MOST: u64 = 500;

/// What deflated bytes come to.
pub struct Inflater {
    state: Box<InflateState>,
    piece: Vec<u8>,
    packed: u64,
    unpacked: u64,
}

impl Default for Inflater {
    fn default() -> Self {
        let state = InflateState::new_boxed(DataFormat::Raw);
        Self { state, piece: vec![0; PIECE], packed: 0, unpacked: 0 }
    }
}

impl Inflater {
    /// Takes bytes: how many of them belong to it, and whether it is over.
    ///
    /// # Errors
    /// They are not deflated, or unpack to more than anybody wrote.
    pub fn push(&mut self, bytes: &[u8], take: &mut dyn FnMut(&[u8])) -> Result<(usize, bool), Kind> {
        let mut used = 0;
        loop {
            let step = inflate(&mut self.state, &bytes[used..], &mut self.piece, MZFlush::None);
            used += step.bytes_consumed;
            self.packed += step.bytes_consumed as u64;
            self.unpacked += step.bytes_written as u64;
            take(&self.piece[..step.bytes_written]);
            if self.unpacked > FREE && self.unpacked / MOST > self.packed {
                return Err(Kind::TooPacked);
            }
            match step.status {
                Ok(MZStatus::StreamEnd) => return Ok((used, true)),
                // It wants more bytes.
                Err(MZError::Buf) => return Ok((used, false)),
                Ok(_) if used == bytes.len() && step.bytes_written < self.piece.len() => {
                    return Ok((used, false));
                }
                Ok(_) => {}
                Err(_) => return Err(Kind::BrokenArchive),
            }
        }
    }
}
