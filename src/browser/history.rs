//! The tab's history: the view is in the address behind the `#`, and in full in the entry itself,
//! which no link carries.

use gloo::events::EventListener;
use wasm_bindgen::JsValue;

use super::held;

/// How a view goes into the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// As a step of its own, to go back to.
    New,
    /// In the place of the current step.
    Same,
}

/// Writes a view: `shared` into the address, `full` into the entry.
pub fn write(entry: Entry, shared: &str, full: &str) {
    let Some(history) = web_sys::window().and_then(|window| window.history().ok()) else { return };
    let (state, address) = (JsValue::from_str(full), format!("#{shared}"));
    // A browser refuses when a page writes too often; the view itself has changed all the same.
    let _ = match entry {
        Entry::New => history.push_state_with_url(&state, "", Some(&address)),
        Entry::Same => history.replace_state_with_url(&state, "", Some(&address)),
    };
}

/// The view of the current entry: in full where this tab wrote it, else what the address says.
pub fn read() -> String {
    let Some(window) = web_sys::window() else { return String::new() };
    let full = window.history().and_then(|history| history.state()).ok().and_then(|state| state.as_string());
    let address = || window.location().hash().unwrap_or_default();
    full.unwrap_or_else(|| address().trim_start_matches('#').to_owned())
}

/// The address with its view, as it can be given to others. Of a page that is one file it is the part from `#` on:
/// where the file lies is nobody's business.
pub fn link() -> String {
    let link = |window: web_sys::Window| {
        let location = window.location();
        if held::is_one_file() { location.hash().ok() } else { location.href().ok() }
    };
    web_sys::window().and_then(link).unwrap_or_default()
}

/// Calls when the person goes back or forward, or changes the address.
pub fn listen(changed: impl Fn() + 'static) {
    if let Some(window) = web_sys::window() {
        EventListener::new(&window, "popstate", move |_| changed()).forget();
    }
}
