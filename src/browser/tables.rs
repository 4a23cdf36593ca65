//! The worker that reads Parquet files. It is given a file, and gives a piece of its rows whenever it is asked:
//! the rows, the bytes of the file behind them, and behind the last row what was wrong, if anything.

use std::io::{self, Read, Seek, SeekFrom};

use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Blob, DedicatedWorkerGlobalScope, FileReaderSync, MessageEvent};

use crate::ingest::parquet::{Fault, Parquet};

/// A file, read from any of its places.
struct Slices {
    file: Blob,
    reader: FileReaderSync,
    at: u64,
}

impl Read for Slices {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let refused = |_| io::Error::from(io::ErrorKind::PermissionDenied);
        let end = self.at + out.len() as u64;
        let slice = self.file.slice_with_f64_and_f64(self.at as f64, end as f64).map_err(refused)?;
        let bytes = Uint8Array::new(&self.reader.read_as_array_buffer(&slice).map_err(refused)?.into());
        let length = bytes.length() as usize;
        bytes.copy_to(out.get_mut(..length).ok_or(io::ErrorKind::InvalidData)?);
        self.at += length as u64;
        Ok(length)
    }
}

impl Seek for Slices {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let (from, by) = match to {
            SeekFrom::Start(at) => (at, 0),
            SeekFrom::Current(by) => (self.at, by),
            SeekFrom::End(by) => (self.file.size() as u64, by),
        };
        self.at = from.checked_add_signed(by).ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}

/// Serves the lead that started this worker.
pub fn serve() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let answers = scope.clone();
    let mut file = None;
    let mut rows = Vec::new();
    let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        if let Ok(blob) = event.data().dyn_into::<Blob>() {
            file = Some(opened(blob));
            return;
        }
        rows.clear();
        let (done, fault) = match &mut file {
            Some(Ok(file)) => {
                while rows.is_empty() && file.next(&mut rows) {}
                (file.done(), file.fault())
            }
            Some(Err(fault)) => (0, Some(*fault)),
            None => (0, None),
        };
        let piece = Uint8Array::from(rows.as_slice()).buffer();
        let fault = fault.map_or(JsValue::NULL, |fault| fault.number().into());
        // A fresh buffer of plain bytes can always be transferred.
        let _ = answers.post_message_with_transfer(
            &Array::of3(&piece, &(done as f64).into(), &fault),
            &Array::of1(&piece),
        );
    });
    scope.set_onmessage(Some(hear.as_ref().unchecked_ref()));
    // It listens as long as the worker lives.
    hear.forget();
    // What is said to a worker before it hears is lost.
    let _ = scope.post_message(&JsValue::TRUE);
}

fn opened(file: Blob) -> Result<Parquet<Slices>, Fault> {
    let reader = FileReaderSync::new().map_err(|_| Fault::Unreadable)?;
    Parquet::open(Slices { file, reader, at: 0 })
}
