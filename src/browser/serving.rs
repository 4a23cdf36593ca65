//! A shard's worker: hears its lead and answers, one word after the other.

use std::{
    cell::{Cell, OnceCell, RefCell},
    rc::Rc,
    sync::Arc,
};

use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent, MessagePort};

use super::{
    indexing::Indexing,
    spill,
    team::{ASK, BEGIN, BLOCK, MODEL, limit},
    world,
};
use crate::{
    binary::{Frozen, In},
    conversation::Zone,
    corpus::Place,
    engine::{Ask, Shard},
    text::model::Model,
};

/// Where the start script leaves the port of a worker that is a shard.
const PORT: &str = "undertoneShard";

/// What it says to the page when it hears its lead.
const HEARS: &str = "hears";

/// The line to the lead of a worker that is a shard; `None` where it is a lead itself.
pub fn line_to_lead() -> Option<MessagePort> {
    Reflect::get(&js_sys::global(), &PORT.into()).ok()?.dyn_into().ok()
}

/// Serves a lead from now on.
pub fn serve(line: &MessagePort) {
    let server = Rc::new(Server {
        shard: RefCell::new(Shard::new(Zone::utc(), Place::default())),
        begun: Cell::new(0),
        model: OnceCell::new(),
    });
    let indexing = Rc::<Indexing>::default();
    let answers = line.clone();
    let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let began = world::now();
        let data = event.data();
        let word: &Array = data.unchecked_ref();
        let answer = server.answer(Uint8Array::new(&word.get(1)).to_vec());
        let bytes: JsValue = Uint8Array::from(answer.as_slice()).buffer().into();
        let took = JsValue::from_f64(world::now() - began);
        // A fresh buffer of plain bytes can always be transferred.
        let _ = answers
            .post_message_with_transferable(&Array::of3(&word.get(0), &took, &bytes), &Array::of1(&bytes));
        let server = Rc::clone(&server);
        indexing.hear();
        indexing.begin(move |most| server.shard.borrow_mut().index_ahead(most));
    });
    line.set_onmessage(Some(hear.as_ref().unchecked_ref()));
    // The first word is that it hears; it answers nothing. The page waits for it too.
    let _ = line.post_message(&Array::of1(&0.into()));
    if let Ok(page) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() {
        let _ = page.post_message(&JsValue::from_str(HEARS));
    }
    // It listens as long as the worker lives.
    hear.forget();
}

/// The shard, and how many analyses it was of.
struct Server {
    shard: RefCell<Shard>,
    begun: Cell<u32>,
    model: OnceCell<Arc<Model>>,
}

impl Server {
    /// What a word is answered with; a word that is none, with nothing, which the lead takes for a loss.
    fn answer(self: &Rc<Self>, mut word: Vec<u8>) -> Vec<u8> {
        let mut shard = self.shard.borrow_mut();
        match word.pop() {
            // Counting on would leave conversations out: this is the end of the worker, which is mended.
            Some(BLOCK) if !shard.take(&word) => {
                wasm_bindgen::throw_str("a block of what was read could not be understood")
            }
            Some(ASK) => {
                return Ask::thawed(&word).map(|ask| shard.answer(&ask).frozen()).unwrap_or_default();
            }
            Some(BEGIN) => {
                if let Some((mut fresh, on_disk)) = begun(&mut In(&word)) {
                    if let Some(model) = self.model.get() {
                        // The lead uses it too, and it was the same there.
                        let _ = fresh.understand(model);
                    }
                    *shard = fresh;
                    self.begun.set(self.begun.get() + 1);
                    if on_disk {
                        spawn_local(Rc::clone(self).spill());
                    }
                }
            }
            Some(MODEL) => {
                if let Ok(model) = Model::read(word) {
                    let model = self.model.get_or_init(|| Arc::new(model));
                    let _ = shard.understand(model);
                    world::memory_is_own();
                }
            }
            // A block that was taken, or a word that is none.
            _ => {}
        }
        shard.held().frozen()
    }

    /// Keeps texts on disk. What comes before the file is open is moved there then; where another analysis
    /// came first the file goes again.
    async fn spill(self: Rc<Self>) {
        let begun = self.begun.get();
        let elsewhere = spill::open().await;
        if self.begun.get() == begun {
            self.shard.borrow_mut().spill(elsewhere);
        }
    }
}

/// An empty shard, and whether it keeps texts on disk.
fn begun(from: &mut In<'_>) -> Option<(Shard, bool)> {
    let place = Place { shard: u32::thaw(from)?, of: u32::thaw(from)? };
    let zone = String::thaw(from)?;
    let mut shard = Shard::new(Zone::named(&zone).unwrap_or_else(Zone::utc), place);
    shard.limit(limit(u64::thaw(from)?, u32::thaw(from)?));
    Some((shard, bool::thaw(from)?))
}
