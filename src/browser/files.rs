//! Bytes of dropped files, piece by piece, without a JavaScript string in between: as they are, or as the rows
//! that another program makes of them.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ReadableStreamDefaultReader};

use super::apart::Apart;
use crate::ingest::Kind;

/// Reads one file from its beginning.
pub struct FileBytes {
    from: From,
    buffer: Vec<u8>,
}

enum From {
    Stream(ReadableStreamDefaultReader),
    Apart(Apart),
}

impl FileBytes {
    /// Begins to read; `None` where the browser gives no stream.
    pub fn of(file: &Blob) -> Option<Self> {
        let stream = file.stream().get_reader().dyn_into().ok()?;
        Some(Self { from: From::Stream(stream), buffer: Vec::new() })
    }

    /// Begins to read the rows of a Parquet file.
    ///
    /// # Errors
    /// The program that does it cannot be had.
    pub async fn rows_of(file: &Blob) -> Result<Self, Kind> {
        Ok(Self { from: From::Apart(Apart::open(file).await?), buffer: Vec::new() })
    }

    /// The next bytes, and how many of the file they were made of; `None` at the end.
    ///
    /// # Errors
    /// What is wrong with the file, or that the browser cannot read on, such as when it was changed or removed.
    pub async fn next(&mut self) -> Result<Option<(&[u8], u64)>, Kind> {
        let taken = match &mut self.from {
            From::Stream(stream) => {
                let result = JsFuture::from(stream.read()).await.map_err(|_| Kind::Unreadable)?;
                let part = |name: &str| js_sys::Reflect::get(&result, &name.into());
                if part("done").is_ok_and(|done| done.is_truthy()) {
                    return Ok(None);
                }
                let chunk = part("value").ok().and_then(|value| value.dyn_into::<js_sys::Uint8Array>().ok());
                let chunk = chunk.ok_or(Kind::Unreadable)?;
                self.buffer.resize(chunk.length() as usize, 0);
                chunk.copy_to(&mut self.buffer);
                u64::from(chunk.length())
            }
            From::Apart(apart) => match apart.next(&mut self.buffer).await? {
                Some(taken) => taken,
                None => return Ok(None),
            },
        };
        Ok(Some((&self.buffer, taken)))
    }

    /// Stops reading before the end.
    pub fn stop(&self) {
        if let From::Stream(stream) = &self.from {
            // The stream is dropped either way; what it says to that changes nothing.
            drop(stream.cancel());
        }
    }
}

/// Bytes as the browser's own, out of this program's memory; `None` where it has no room for them.
pub fn blob(bytes: &[u8]) -> Option<Blob> {
    Blob::new_with_u8_array_sequence(&js_sys::Array::of1(&js_sys::Uint8Array::from(bytes))).ok()
}
