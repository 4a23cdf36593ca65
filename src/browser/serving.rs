//! A shard's worker: hears its lead and answers, one word after the other.

use std::{cell::RefCell, rc::Rc};

use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{MessageEvent, MessagePort};

use super::{
    indexing::Indexing,
    team::{ASK, BEGIN, BLOCK},
    world,
};
use crate::{
    binary::{Frozen, In},
    conversation::Zone,
    corpus::Place,
    engine::{Ask, Shard},
};

/// Where the start script leaves the port of a worker that is a shard.
const PORT: &str = "undertoneShard";

/// The line to the lead of a worker that is a shard; `None` where it is a lead itself.
pub fn line_to_lead() -> Option<MessagePort> {
    Reflect::get(&js_sys::global(), &PORT.into()).ok()?.dyn_into().ok()
}

/// Serves a lead from now on.
pub fn serve(line: &MessagePort) {
    let shard = Rc::new(RefCell::new(Shard::new(Zone::utc(), Place::default())));
    let indexing = Rc::<Indexing>::default();
    let answers = line.clone();
    let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let began = world::now();
        let data = event.data();
        let word: &Array = data.unchecked_ref();
        let answer = answer(&mut shard.borrow_mut(), Uint8Array::new(&word.get(1)).to_vec());
        let bytes: JsValue = Uint8Array::from(answer.as_slice()).buffer().into();
        let took = JsValue::from_f64(world::now() - began);
        // A fresh buffer of plain bytes can always be transferred.
        let _ = answers
            .post_message_with_transferable(&Array::of3(&word.get(0), &took, &bytes), &Array::of1(&bytes));
        let shard = Rc::clone(&shard);
        indexing.hear();
        indexing.begin(move |most| shard.borrow_mut().index_more(most));
    });
    line.set_onmessage(Some(hear.as_ref().unchecked_ref()));
    // It listens as long as the worker lives.
    hear.forget();
}

/// What a word is answered with; a word that is none, with nothing, which the lead takes for a loss.
fn answer(shard: &mut Shard, mut word: Vec<u8>) -> Vec<u8> {
    match word.pop() {
        Some(BLOCK) => {
            shard.take(&word);
        }
        Some(ASK) => return Ask::thawed(&word).map(|ask| shard.answer(&ask).frozen()).unwrap_or_default(),
        Some(BEGIN) => {
            if let Some(fresh) = begun(&mut In(&word)) {
                *shard = fresh;
            }
        }
        _ => {}
    }
    Vec::new()
}

fn begun(from: &mut In<'_>) -> Option<Shard> {
    let place = Place { shard: u32::thaw(from)?, of: u32::thaw(from)? };
    let zone = String::thaw(from)?;
    Some(Shard::new(Zone::named(&zone).unwrap_or_else(Zone::utc), place))
}
