//! Bytes of pages as they were before they were packed.

use std::{io::Read, rc::Rc};

use super::Fault;
use crate::ingest::unpack::{Inflater, Meter, gzip_header};

/// Codecs that are not read, by their number.
const OTHERS: [(i64, &str); 4] = [(3, "LZO"), (4, "Brotli"), (5, "LZ4"), (7, "LZ4")];

/// Unpacks bytes that came of so many.
pub fn unpacked(codec: i64, packed: &[u8], size: usize) -> Result<Vec<u8>, Fault> {
    let mut out = Vec::new();
    match codec {
        0 => out.extend_from_slice(packed),
        1 => {
            // Three bytes come to 64 at most, so that what says to be more is not believed.
            let says = snap::raw::decompress_len(packed).map_err(|_| Fault::Damaged)?;
            if says > size || says / 32 > packed.len() {
                return Err(Fault::Damaged);
            }
            out = snap::raw::Decoder::new().decompress_vec(packed).map_err(|_| Fault::Damaged)?;
        }
        2 => inflate(packed, size, &mut out)?,
        6 => {
            let decoder = ruzstd::decoding::StreamingDecoder::new(packed).map_err(|_| Fault::Damaged)?;
            decoder.take(size as u64 + 1).read_to_end(&mut out).map_err(|_| Fault::Damaged)?;
        }
        other => {
            let known = OTHERS.iter().find(|(number, _)| *number == other);
            return Err(Fault::Unknown(known.map_or("an unknown codec", |(_, name)| name)));
        }
    }
    if out.len() == size { Ok(out) } else { Err(Fault::Damaged) }
}

/// gzip, in one or several members.
fn inflate(packed: &[u8], size: usize, out: &mut Vec<u8>) -> Result<(), Fault> {
    let meter = Rc::<Meter>::default();
    meter.take(packed.len());
    let mut rest = packed;
    while !rest.is_empty() && out.len() < size {
        let head = gzip_header(rest).ok().flatten().ok_or(Fault::Damaged)?;
        let mut inflater = Inflater::new(&meter);
        rest = &rest[head..];
        while !rest.is_empty() {
            let step = &rest[..rest.len().min(64 << 10)];
            let (used, is_over) =
                inflater.push(step, &mut |piece| out.extend_from_slice(piece)).map_err(|_| Fault::Damaged)?;
            rest = &rest[used..];
            if out.len() > size {
                return Err(Fault::Damaged);
            }
            if is_over {
                // Its sum and its length.
                rest = rest.get(8..).unwrap_or_default();
                break;
            }
        }
    }
    Ok(())
}
