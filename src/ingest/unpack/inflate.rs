//! Deflated bytes, piece by piece, within bounds.

use std::{cell::Cell, rc::Rc};

use miniz_oxide::{
    DataFormat, MZError, MZFlush, MZStatus,
    inflate::stream::{InflateState, inflate},
};

use crate::ingest::Kind;

/// Bytes unpacked at a time.
const PIECE: usize = 64 << 10;

/// How much the bytes of a dropped file came to, however many archives stand in each other in it.
#[derive(Debug, Default)]
pub struct Meter {
    packed: Cell<u64>,
    unpacked: Cell<u64>,
    /// Bytes of files that wait for another reader.
    held: Cell<usize>,
}

impl Meter {
    /// Counts bytes of the dropped file itself.
    pub fn take(&self, packed: usize) {
        self.packed.set(self.packed.get() + packed as u64);
    }

    /// Counts bytes that wait for another reader; how many do in all.
    pub fn hold(&self, waiting: usize) -> usize {
        self.held.set(self.held.get().saturating_add(waiting));
        self.held.get()
    }

    fn give(&self, unpacked: usize) -> Result<(), Kind> {
        self.unpacked.set(self.unpacked.get() + unpacked as u64);
        let is_too_much = self.unpacked.get() > FREE && self.unpacked.get() / MOST > self.packed.get();
        if is_too_much { Err(Kind::TooPacked) } else { Ok(()) }
    }
}

/// So many bytes may come of anything.
const FREE: u64 = 256 << 20;

/// Beyond them, no more than so many for each that is packed: transcripts pack to a hundredth at best.
const MOST: u64 = 500;

/// What deflated bytes come to.
pub struct Inflater {
    state: Box<InflateState>,
    piece: Vec<u8>,
    meter: Rc<Meter>,
}

impl Inflater {
    /// Counted by a meter.
    pub fn new(meter: &Rc<Meter>) -> Self {
        let state = InflateState::new_boxed(DataFormat::Raw);
        Self { state, piece: vec![0; PIECE], meter: Rc::clone(meter) }
    }

    /// Takes bytes: how many of them belong to it, and whether it is over.
    ///
    /// # Errors
    /// They are not deflated, or unpack to more than anybody wrote.
    pub fn push(&mut self, bytes: &[u8], take: &mut dyn FnMut(&[u8])) -> Result<(usize, bool), Kind> {
        let mut used = 0;
        loop {
            let step = inflate(&mut self.state, &bytes[used..], &mut self.piece, MZFlush::None);
            used += step.bytes_consumed;
            take(&self.piece[..step.bytes_written]);
            self.meter.give(step.bytes_written)?;
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
