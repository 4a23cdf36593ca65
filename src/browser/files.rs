//! Bytes of dropped files, piece by piece, without a JavaScript string in between.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, ReadableStreamDefaultReader};

/// Reads one file from its beginning.
pub struct FileBytes {
    reader: ReadableStreamDefaultReader,
    buffer: Vec<u8>,
}

impl FileBytes {
    /// Begins to read.
    ///
    /// # Errors
    /// What the browser says when it gives no stream.
    pub fn of(file: &File) -> Result<Self, JsValue> {
        let reader = file.stream().get_reader().dyn_into()?;
        Ok(Self { reader, buffer: Vec::new() })
    }

    /// The next bytes; `None` at the end.
    ///
    /// # Errors
    /// What the browser says when it cannot read on, such as when the file was changed or removed.
    pub async fn next(&mut self) -> Result<Option<&[u8]>, JsValue> {
        let result = JsFuture::from(self.reader.read()).await?;
        let done = js_sys::Reflect::get(&result, &JsValue::from_str("done"))?;
        if done.is_truthy() {
            return Ok(None);
        }
        let chunk: js_sys::Uint8Array =
            js_sys::Reflect::get(&result, &JsValue::from_str("value"))?.dyn_into()?;
        self.buffer.resize(chunk.length() as usize, 0);
        chunk.copy_to(&mut self.buffer);
        Ok(Some(&self.buffer))
    }

    /// Stops reading before the end.
    pub fn stop(&self) {
        // The stream is dropped either way; what it says to that changes nothing.
        drop(self.reader.cancel());
    }
}
