//! gzip (RFC 1952): one file, in one or several members.

use super::{Files, Unpacker, Within, inflate::Inflater};
use crate::ingest::Kind;

/// Behind each member stand its sum and its length.
const TRAILER: usize = 8;

/// A header with its name and remark is never longer.
const LONGEST_HEADER: usize = 128 << 10;

/// A gzip archive being unpacked.
#[derive(Default)]
pub struct Gzip {
    at: At,
    /// Bytes of a header or trailer that is not whole yet.
    pending: Vec<u8>,
    inner: Option<Box<Unpacker>>,
}

#[derive(Default)]
enum At {
    #[default]
    Header,
    Deflated(Box<Inflater>),
    Trailer,
}

impl Gzip {
    /// Takes the next bytes.
    pub fn push(&mut self, bytes: &[u8], within: &mut Within, files: &mut dyn Files) -> Result<(), Kind> {
        let mut joined = std::mem::take(&mut self.pending);
        joined.extend_from_slice(bytes);
        let mut rest = joined.as_slice();
        let inner = self.inner.get_or_insert_with(|| {
            let name = within.log.name.clone();
            let shown = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".GZ")).unwrap_or(&name);
            Box::new(within.inner(shown))
        });
        while !rest.is_empty() {
            match &mut self.at {
                At::Header => match header(rest)? {
                    Some(length) => {
                        rest = &rest[length..];
                        self.at = At::Deflated(Box::new(Inflater::new(&within.meter)));
                    }
                    None => break,
                },
                At::Deflated(inflater) => {
                    let (used, over) = inflater.push(rest, &mut |piece| inner.push(piece, files))?;
                    rest = &rest[used..];
                    if over {
                        self.at = At::Trailer;
                    }
                }
                At::Trailer if rest.len() < TRAILER => break,
                At::Trailer => {
                    rest = &rest[TRAILER..];
                    self.at = At::Header;
                }
            }
        }
        // As tapes are filled up, behind the last member.
        let is_padding = matches!(self.at, At::Header) && rest.iter().all(|byte| *byte == 0);
        if rest.len() > LONGEST_HEADER && !is_padding {
            return Err(Kind::BrokenArchive);
        }
        self.pending = if is_padding { Vec::new() } else { rest.to_vec() };
        Ok(())
    }

    /// Says that the archive is over; whether it was whole.
    pub fn finish(&mut self, files: &mut dyn Files) -> bool {
        if let Some(inner) = self.inner.take() {
            inner.finish(files);
        }
        matches!(self.at, At::Header) && self.pending.is_empty()
    }
}

/// How long a member's header is; `None` where it goes on, as padding does.
pub fn header(bytes: &[u8]) -> Result<Option<usize>, Kind> {
    if bytes.iter().all(|byte| *byte == 0) {
        return Ok(None);
    }
    if bytes.len() < 10 {
        return Ok(None);
    }
    if bytes[..3] != [0x1F, 0x8B, 8] {
        return Err(Kind::BrokenArchive);
    }
    let flags = bytes[3];
    let mut at = 10;
    if flags & 4 != 0 {
        let Some(extra) = bytes.get(at..at + 2) else { return Ok(None) };
        at += 2 + usize::from(u16::from_le_bytes([extra[0], extra[1]]));
    }
    // A name and a remark, each ended by a nought.
    for flag in [8, 16] {
        if flags & flag != 0 {
            let Some(end) = bytes.get(at..).and_then(|rest| rest.iter().position(|byte| *byte == 0)) else {
                return Ok(None);
            };
            at += end + 1;
        }
    }
    if flags & 2 != 0 {
        at += 2;
    }
    Ok((bytes.len() >= at).then_some(at))
}
