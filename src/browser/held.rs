//! What a page that is one file holds itself: its other files, which a hosted page has beside it. The start
//! script of such a page (`www/single/held.js`) leaves them in the scope, of the page and of its lead; elsewhere
//! there is nothing of it. So one program serves both kinds of page.
//!
//! Such a page keeps nothing in the browser: pages from disk share what is kept with each other in some
//! browsers, and others refuse it.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Worker;

/// Where the start script leaves it.
const HELD: &str = "undertoneHeld";

fn held() -> Option<JsValue> {
    let held = Reflect::get(&js_sys::global(), &HELD.into()).ok()?;
    held.is_object().then_some(held)
}

/// Something of it, from one of its lists.
fn of(list: &str, name: &str) -> Option<JsValue> {
    let list = Reflect::get(&held()?, &list.into()).ok()?;
    Reflect::get(&list, &name.into()).ok().filter(|one| !one.is_undefined())
}

/// Whether this page is one file, or a worker of one.
pub fn is_one_file() -> bool {
    held().is_some()
}

/// Where the script of a worker lies that a hosted page has at this address.
pub fn address(of_hosted: &str) -> Option<String> {
    of("addresses", of_hosted)?.as_string()
}

/// Hands a worker what it cannot ask for: its program, and what it must hand on itself.
pub fn hand(worker: &Worker, name: &str) {
    if let Some(handed) = of("handed", name) {
        // Blobs and plain objects can always be cloned.
        let _ = worker.post_message(&handed);
    }
}

/// One of the page's files, in the shape of an answer from its host; `None` where it holds none of this name.
pub fn file(name: &str) -> Option<JsValue> {
    let held = held()?;
    let give: Function = Reflect::get(&held, &"file".into()).ok()?.dyn_into().ok()?;
    give.call1(&held, &name.into()).ok().filter(|answer| !answer.is_undefined())
}
