//! The program that reads Parquet files, as the lead has it: a worker of its own, started for one file and ended
//! with it. It gives a piece of rows whenever it is asked for one, so that none waits in memory.

use std::{cell::RefCell, rc::Rc};

use futures_channel::oneshot;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Blob, MessageEvent, Worker};

use super::trusted::{TABLES, worker};
use crate::ingest::{Kind, parquet::Fault};

/// Who waits for a word of the worker; `None` comes where the worker is no more.
type Waiting = Rc<RefCell<Option<oneshot::Sender<Option<JsValue>>>>>;

/// A file that is being read there.
pub struct Apart {
    worker: Worker,
    waiting: Waiting,
    /// Bytes of the file behind it.
    done: f64,
    is_over: bool,
    /// What hears the worker.
    _hears: [Closure<dyn FnMut(MessageEvent)>; 2],
}

impl Apart {
    /// Has a file opened.
    ///
    /// # Errors
    /// The program cannot be had.
    pub async fn open(file: &Blob) -> Result<Self, Kind> {
        let worker = worker("tables", TABLES).map_err(|_| Kind::NotLoaded)?;
        let waiting = Waiting::default();
        let hear = |is_word: bool| {
            let waiting = Rc::clone(&waiting);
            Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
                if let Some(waits) = waiting.borrow_mut().take() {
                    // Who asked may no longer want to know.
                    let _ = waits.send(is_word.then(|| event.data()));
                }
            })
        };
        let hears = [hear(true), hear(false)];
        worker.set_onmessage(Some(hears[0].as_ref().unchecked_ref()));
        worker.set_onerror(Some(hears[1].as_ref().unchecked_ref()));
        let apart = Self { worker, waiting, done: 0.0, is_over: false, _hears: hears };
        // Its first word is that it hears, if it does.
        match apart.word().await {
            Some(word) if word.is_truthy() => {}
            _ => return Err(Kind::NotLoaded),
        }
        apart.worker.post_message(file).map_err(|_| Kind::Unreadable)?;
        Ok(apart)
    }

    async fn word(&self) -> Option<JsValue> {
        let (told, heard) = oneshot::channel();
        *self.waiting.borrow_mut() = Some(told);
        heard.await.ok().flatten()
    }

    /// The next rows, and how many bytes of the file they were made of; `None` where there are no more.
    ///
    /// # Errors
    /// What was wrong with the file, behind all rows that could be read.
    pub async fn next(&mut self, rows: &mut Vec<u8>) -> Result<Option<u64>, Kind> {
        if self.is_over {
            return Ok(None);
        }
        // One that ends over a file was given what no file should be.
        self.worker.post_message(&JsValue::NULL).map_err(|_| Kind::BrokenParquet)?;
        let word = self.word().await.ok_or(Kind::BrokenParquet)?;
        let word: &Array = word.unchecked_ref();
        let piece = Uint8Array::new(&word.get(0));
        rows.resize(piece.length() as usize, 0);
        piece.copy_to(rows);
        let before = std::mem::replace(&mut self.done, word.get(1).as_f64().unwrap_or_default());
        if !rows.is_empty() {
            return Ok(Some((self.done - before) as u64));
        }
        self.is_over = true;
        match word.get(2).as_f64() {
            Some(fault) => Err(Fault::numbered(fault as u32).kind()),
            None => Ok(None),
        }
    }
}

impl Drop for Apart {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}
