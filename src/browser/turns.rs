//! Taking turns with the other tabs of this page, and with what this one has not finished: whoever
//! changes what is kept does it alone. The browser gives a turn on when its tab goes.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;

/// What all tabs call the turn.
const NAME: &str = "undertone-kept";

/// A turn; it is over when this is dropped.
pub struct Turn {
    over: Option<Function>,
}

impl Turn {
    /// Waits for the turn. Where the browser knows no turns there is none to wait for.
    pub async fn take() -> Self {
        let mut over = None;
        let held = Promise::new(&mut |resolve, _| over = Some(resolve));
        let mut refused = None;
        let given = Promise::new(&mut |resolve, _| refused = Some(ask(&held, resolve)));
        if let Some(Ok(asked)) = refused {
            // Either it is given, or the browser gives none.
            let _ = JsFuture::from(Promise::race(&Array::of2(&given, &asked))).await;
        }
        Self { over }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if let Some(over) = self.over.take() {
            // What ends a promise cannot fail.
            let _ = over.call0(&JsValue::UNDEFINED);
        }
    }
}

/// Asks for the turn, to have it until `held` is settled; `given` is called when it comes.
fn ask(held: &Promise, given: Function) -> Result<Promise, JsValue> {
    let navigator = Reflect::get(&js_sys::global(), &"navigator".into())?;
    let locks = Reflect::get(&navigator, &"locks".into())?;
    let request: Function = Reflect::get(&locks, &"request".into())?.dyn_into()?;
    let held = held.clone();
    let begin = Closure::once_into_js(move || -> JsValue {
        let _ = given.call0(&JsValue::UNDEFINED);
        held.into()
    });
    request.call2(&locks, &NAME.into(), &begin)?.dyn_into()
}
