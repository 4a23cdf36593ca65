//! The one piece of this product that may ask the network for anything, and what it may ask for: files of
//! this page's own address. A law of the house (`tests/tidy.rs`) lets no other source do so.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

/// The headers that this page's own address answers with now, by lower-case name; `None` if it cannot
/// be asked, as for a page from disk.
pub async fn own_headers() -> Option<Vec<(String, String)>> {
    let window = web_sys::window()?;
    let options = Object::new();
    Reflect::set(&options, &"method".into(), &"HEAD".into()).ok()?;
    Reflect::set(&options, &"cache".into(), &"no-store".into()).ok()?;
    let ask: Function = Reflect::get(&window, &"fetch".into()).ok()?.dyn_into().ok()?;
    let asked: Promise = ask.call2(&window, &"./".into(), &options).ok()?.dyn_into().ok()?;
    let answer = JsFuture::from(asked).await.ok()?;
    let headers = Reflect::get(&answer, &"headers".into()).ok()?;
    let entries: Function = Reflect::get(&headers, &"entries".into()).ok()?.dyn_into().ok()?;
    let pairs = Array::from(&entries.call0(&headers).ok()?);
    let text = |pair: &Array, at: u32| pair.get(at).as_string();
    Some(
        pairs
            .iter()
            .filter_map(|pair| {
                let pair = Array::from(&pair);
                Some((text(&pair, 0)?, text(&pair, 1)?))
            })
            .collect(),
    )
}
