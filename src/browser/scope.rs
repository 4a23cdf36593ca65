//! The worker's own scope: hears envelopes from the page and answers.

use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{DedicatedWorkerGlobalScope, File, MessageEvent, MessagePort};

use crate::{
    binary::Frozen,
    wire::{Envelope, Request, Response},
};

/// The scope of the worker that this runs in.
#[derive(Clone)]
pub struct Scope {
    scope: DedicatedWorkerGlobalScope,
}

/// Names of the parts of a posted object.
const ENVELOPE: &str = "envelope";
const FILES: &str = "files";
const ANSWER: &str = "answer";
const ROWS: &str = "rows";
const SHARDS: &str = "shards";
const MODEL: &str = "model";

/// What the page says besides requests.
pub enum Word {
    /// The lines to the shards.
    Shards(Vec<MessagePort>),
    /// The language model; `None` where it could not be had.
    Model(Option<Vec<u8>>),
}

impl Scope {
    /// The scope; `None` where this is no worker.
    pub fn current() -> Option<Self> {
        js_sys::global().dyn_into().ok().map(|scope| Self { scope })
    }

    /// Hears every message of the page from now on: requests, and once each of the other words.
    pub fn listen(
        &self,
        mut hear: impl FnMut(Envelope<Request>, Vec<File>) + 'static,
        mut take: impl FnMut(Word) + 'static,
    ) {
        let scope = self.clone();
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let data = event.data();
            if part(&data, SHARDS).is_some() {
                return take(Word::Shards(list(&data, SHARDS)));
            }
            if let Some(model) = part(&data, MODEL) {
                let bytes = model.dyn_into().ok().map(|model: ArrayBuffer| Uint8Array::new(&model).to_vec());
                return take(Word::Model(bytes));
            }
            match part(&data, ENVELOPE).and_then(|value| serde_wasm_bindgen::from_value(value).ok()) {
                Some(envelope) => hear(envelope, list(&data, FILES)),
                None => scope.answer(
                    0,
                    0,
                    Response::Failed {
                        message: "The worker did not understand a request. Reload the page.".into(),
                    },
                ),
            }
        });
        self.scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        // It listens as long as the worker lives.
        on_message.forget();
    }

    /// Answers a request.
    // An answer is given away.
    #[allow(clippy::needless_pass_by_value)]
    pub fn answer(&self, generation: u32, id: u32, body: Response) {
        self.post(generation, id, &body, None);
    }

    /// Answers with a block of rows beside it, which is transferred.
    #[allow(clippy::needless_pass_by_value)]
    pub fn answer_with_rows(&self, generation: u32, id: u32, body: Response, rows: &[u8]) {
        self.post(generation, id, &body, Some(rows));
    }

    fn post(&self, generation: u32, id: u32, answer: &Response, rows: Option<&[u8]>) {
        let message = js_sys::Object::new();
        let transfer = js_sys::Array::new();
        // A fresh plain object takes any property.
        let put = |name: &str, value: &JsValue| {
            let _ = js_sys::Reflect::set(&message, &JsValue::from_str(name), value);
        };
        let envelope = Envelope { generation, id, body: answer.subject() };
        let Ok(envelope) = serde_wasm_bindgen::to_value(&envelope) else { return };
        put(ENVELOPE, &envelope);
        let packed = answer.frozen();
        for (name, block) in [(ANSWER, Some(packed.as_slice())), (ROWS, rows)] {
            if let Some(block) = block {
                let block = Uint8Array::from(block).buffer();
                transfer.push(&block);
                put(name, &block);
            }
        }
        // Fails only for what cannot be cloned; an envelope and blocks can.
        let _ = self.scope.post_message_with_transfer(&message, &transfer);
    }
}

fn part(message: &JsValue, name: &str) -> Option<JsValue> {
    js_sys::Reflect::get(message, &JsValue::from_str(name)).ok().filter(|value| !value.is_undefined())
}

/// The objects of a list in a message; none where there is no such list.
fn list<T: JsCast>(message: &JsValue, name: &str) -> Vec<T> {
    let list: Option<js_sys::Array> = part(message, name).and_then(|value| value.dyn_into().ok());
    list.map(|list| list.iter().filter_map(|one| one.dyn_into().ok()).collect()).unwrap_or_default()
}
