//! The one piece of this product that may ask the network for anything, and what it may ask for: files of
//! this page's own address. A law of the house (`tests/tidy.rs`) lets no other source do so. A page that is one file
//! holds its files itself and asks for none.

use std::cell::RefCell;

#[cfg(feature = "page")]
use js_sys::Array;
use js_sys::{ArrayBuffer, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::held;

/// Asks for a file of this page's own address, by its path beside the page. The answer's body is not read
/// yet. `None` if it cannot be asked.
async fn ask(path: &str, method: &str, cache: &str) -> Option<JsValue> {
    let options = Object::new();
    Reflect::set(&options, &"method".into(), &method.into()).ok()?;
    Reflect::set(&options, &"cache".into(), &cache.into()).ok()?;
    JsFuture::from(asked(path, &options)?).await.ok()
}

fn asked(path: &str, options: &Object) -> Option<Promise> {
    let window = web_sys::window()?;
    let ask: Function = Reflect::get(&window, &"fetch".into()).ok()?.dyn_into().ok()?;
    ask.call2(&window, &path.into(), options).ok()?.dyn_into().ok()
}

/// Asks for what no policy of ours admits: an address that holds its contents itself, so that nothing is sent
/// even where it is let. For the checkup alone.
#[cfg(feature = "page")]
pub fn try_other() {
    if let Some(asked) = asked("data:,", &Object::new()) {
        // Whoever listens hears from the browser why it failed.
        wasm_bindgen_futures::spawn_local(async move { drop(JsFuture::from(asked).await) });
    }
}

thread_local! {
    /// Where our own files are: beside the page, or where an embedded panel's script is.
    static BASE: RefCell<String> = RefCell::new("./".to_owned());
}

/// Says that our own files are beside something else than the page: an address that ends in a slash.
#[cfg(feature = "panel")]
pub fn beside(base: &str) {
    BASE.with(|known| base.clone_into(&mut known.borrow_mut()));
}

/// What is in one of our own files, by the method of the answer that reads it; `None` where the host does not
/// give it.
async fn own(file: &'static str, read: &str, cache: &str) -> Option<JsValue> {
    let answer = match held::file(file) {
        None if held::is_one_file() => None,
        None => ask(&BASE.with(|base| format!("{}{file}", base.borrow())), "GET", cache).await,
        answer => answer,
    }?;
    body(answer, read).await
}

/// The body of an answer, by its method that reads it; `None` where the host does not give it.
async fn body(answer: JsValue, read: &str) -> Option<JsValue> {
    if !Reflect::get(&answer, &"ok".into()).ok()?.is_truthy() {
        return None;
    }
    let read: Function = Reflect::get(&answer, &read.into()).ok()?.dyn_into().ok()?;
    let read: Promise = read.call0(&answer).ok()?.dyn_into().ok()?;
    JsFuture::from(read).await.ok()
}

/// The text of one of our own files; `None` where the host does not give it.
pub async fn own_text(file: &'static str) -> Option<String> {
    own(file, "text", "default").await?.as_string()
}

/// The bytes of one of our own files, as the host has them now; `None` where it does not give them.
pub async fn own_bytes(file: &'static str) -> Option<ArrayBuffer> {
    own(file, "arrayBuffer", "no-cache").await?.dyn_into().ok()
}

/// The bytes of a file that the host of an embedded panel names, of the page's own address alone.
#[cfg(feature = "panel")]
pub async fn of_host(address: &str) -> Option<ArrayBuffer> {
    let window = web_sys::window()?;
    let address = web_sys::Url::new_with_base(address, &window.document()?.base_uri().ok()??).ok()?;
    if address.origin() != window.location().origin().ok()? {
        return None;
    }
    body(ask(&address.href(), "GET", "default").await?, "arrayBuffer").await?.dyn_into().ok()
}

#[cfg(feature = "page")]
/// The headers that this page's own address answers with now, by lower-case name; `None` if it cannot
/// be asked, and for a page that is one file.
pub async fn own_headers() -> Option<Vec<(String, String)>> {
    if held::is_one_file() {
        return None;
    }
    let answer = ask("./", "HEAD", "no-store").await?;
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
