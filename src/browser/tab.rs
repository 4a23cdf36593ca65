//! The tab: its clock, its title and state, its list of requests, its theme.

use std::cell::RefCell;

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, HtmlElement, Storage, Window};

use super::held;

fn window() -> Option<Window> {
    web_sys::window()
}

fn document() -> Option<Document> {
    window()?.document()
}

/// Milliseconds since the page began to load.
pub fn now() -> f64 {
    window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now())
}

/// Addresses of all requests of this page that began after a moment. The browser keeps this list,
/// not we: it is what its developer tools show. Left out is what never went anywhere: contents that the page
/// holds itself, and the checkup's probes that the policy refused.
pub fn requests_since(moment: f64) -> Vec<String> {
    let Some(performance) = window().and_then(|window| window.performance()) else { return Vec::new() };
    let text = |entry: &_, key: &str| Reflect::get(entry, &key.into()).ok();
    performance
        .get_entries_by_type("resource")
        .iter()
        .filter(|entry| text(entry, "startTime").and_then(|at| at.as_f64()).is_some_and(|at| at > moment))
        .filter_map(|entry| {
            let address = text(&entry, "name")?.as_string()?;
            let refused = text(&entry, "responseStatus").and_then(|status| status.as_f64()) == Some(0.0);
            let within = address.starts_with("blob:") || address.starts_with("data:");
            let probe = refused && address.ends_with(super::checkup::PROBED);
            (!within && !probe).then_some(address)
        })
        .collect()
}

/// Sets the title of the tab.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Sets an attribute of the root element, for the style sheet and for whoever watches the page.
pub fn set_root(name: &str, value: &str) {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        let _ = root.set_attribute(name, value);
    }
}

/// Shows or hides an element of the static page.
pub fn set_hidden(id: &str, hidden: bool) {
    if let Some(element) = document().and_then(|document| document.get_element_by_id(id)) {
        let _ = element.toggle_attribute_with_force("hidden", hidden);
    }
}

thread_local! {
    /// What is chosen in a page that is one file: it holds until the tab is closed.
    static CHOSEN: RefCell<Vec<(String, String)>> = const { RefCell::new(Vec::new()) };
}

/// Where settings are kept beyond the tab.
fn storage() -> Option<Storage> {
    if held::is_one_file() { None } else { window()?.local_storage().ok()? }
}

/// What was kept under a name in this browser. Only settings are ever kept, never data.
pub fn kept(name: &str) -> Option<String> {
    if held::is_one_file() {
        let value = |(known, value): &(String, String)| (known == name).then(|| value.clone());
        return CHOSEN.with_borrow(|chosen| chosen.iter().find_map(value));
    }
    storage()?.get_item(name).ok()?
}

/// Keeps a setting; in a page that is one file for as long as the tab lives.
pub fn keep(name: &str, value: &str) {
    if held::is_one_file() {
        drop_kept(name);
        CHOSEN.with_borrow_mut(|chosen| chosen.push((name.into(), value.into())));
    } else if let Some(storage) = storage() {
        let _ = storage.set_item(name, value);
    }
}

/// Keeps a setting no longer.
pub fn drop_kept(name: &str) {
    CHOSEN.with_borrow_mut(|chosen| chosen.retain(|(known, _)| known != name));
    if let Some(storage) = storage() {
        let _ = storage.remove_item(name);
    }
}

/// Where the number of megabytes is kept that analyses may take, if not what the machine suggests.
pub const MEMORY_LIMIT: &str = "undertone-memory-limit";

/// Gigabytes of memory of a small machine, for browsers that do not say.
const UNSAID: f64 = 4.0;

/// Bytes of memory that an analysis may take: what the person chose, else what the machine suggests.
pub fn memory_allowed() -> u64 {
    let chosen = kept(MEMORY_LIMIT).and_then(|limit| limit.parse::<u64>().ok());
    chosen.map_or_else(memory_suggested, |megabytes| megabytes.saturating_mul(1_000_000))
}

/// Half of the memory that the machine has, as far as the browser says, and no more than a worker's program can
/// name.
pub fn memory_suggested() -> u64 {
    let navigator = Reflect::get(&js_sys::global(), &"navigator".into());
    let memory = navigator.and_then(|navigator| Reflect::get(&navigator, &"deviceMemory".into()));
    let gigabytes = memory.ok().and_then(|memory| memory.as_f64()).unwrap_or(UNSAID);
    ((gigabytes / 2.0).min(4.0) * 1e9) as u64
}

/// How many cores the machine has, as far as the browser says.
pub fn cores() -> u32 {
    let navigator = Reflect::get(&js_sys::global(), &"navigator".into());
    let cores = navigator.and_then(|navigator| Reflect::get(&navigator, &"hardwareConcurrency".into()));
    cores.ok().and_then(|cores| cores.as_f64()).map_or(1, |cores| cores as u32)
}

/// Whether the system prefers dark paper.
pub fn prefers_dark() -> bool {
    window()
        .and_then(|window| window.match_media("(prefers-color-scheme: dark)").ok()?)
        .is_some_and(|query| query.matches())
}

/// What the names of all that we keep begin with: other pages of the same host may keep things too.
const OURS: &str = "undertone-";

/// Drops all that is kept in this browser. What other pages of the host keep stays.
pub fn forget() {
    CHOSEN.take();
    for name in kept_names() {
        drop_kept(&name);
    }
}

/// Names of all that is kept in this browser.
pub fn kept_names() -> Vec<String> {
    let Some(storage) = storage() else { return Vec::new() };
    let names = (0..storage.length().unwrap_or_default()).filter_map(|at| storage.key(at).ok()?);
    names.filter(|name| name.starts_with(OURS)).collect()
}

/// Tag of the language that the browser asks for first.
pub fn preferred_language() -> String {
    navigator("language").and_then(|language| language.as_string()).unwrap_or_default()
}

/// Presses the button of a name, if it is there.
pub fn press(testid: &str) {
    let button = document()
        .and_then(|document| document.query_selector(&format!("[data-testid={testid}]")).ok().flatten());
    if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
        button.click();
    }
}

/// Moves the focus to an element of the page.
pub fn focus(id: &str) {
    let element = document().and_then(|document| document.get_element_by_id(id));
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Puts the focus onto an element if nothing has it.
pub fn focus_if_lost(id: &str) {
    let focused = document().and_then(|document| document.active_element());
    if focused.is_none_or(|focused| focused.tag_name() == "BODY") {
        focus(id);
    }
}

/// Scrolls an element into view: into the middle, or only as far as it must be.
pub fn bring(id: &str, into_middle: bool) {
    use web_sys::{ScrollIntoViewOptions, ScrollLogicalPosition};
    let options = ScrollIntoViewOptions::new();
    let middle = ScrollLogicalPosition::Center;
    options.set_block(if into_middle { middle } else { ScrollLogicalPosition::Nearest });
    if let Some(element) = document().and_then(|document| document.get_element_by_id(id)) {
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Whether the focus is where a person writes.
pub fn is_writing() -> bool {
    let focused = document().and_then(|document| document.active_element());
    focused.is_some_and(|element| matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT"))
}

/// Whether keys are those of a Mac.
pub fn is_mac() -> bool {
    navigator("userAgent").and_then(|agent| agent.as_string()).is_some_and(|agent| agent.contains("Mac OS"))
}

/// Puts a text into the clipboard; whether the browser let it.
pub async fn copy(text: &str) -> bool {
    let write = || {
        let clipboard = navigator("clipboard")?;
        let write: Function = Reflect::get(&clipboard, &"writeText".into()).ok()?.dyn_into().ok()?;
        write.call1(&clipboard, &text.into()).ok()?.dyn_into::<Promise>().ok()
    };
    match write() {
        Some(written) => JsFuture::from(written).await.is_ok(),
        None => false,
    }
}

/// A property of the browser's own object. Asked for by name: its typed form would bring ways to
/// send with it.
fn navigator(property: &str) -> Option<JsValue> {
    let navigator = Reflect::get(&js_sys::global(), &"navigator".into()).ok()?;
    Reflect::get(&navigator, &property.into()).ok().filter(|value| !value.is_undefined())
}

/// Opens the browser's own dialog for printing.
pub fn print() {
    if let Some(window) = web_sys::window() {
        let _ = window.print();
    }
}

/// Scrolls to the top of the page.
pub fn to_top() {
    if let Some(window) = window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}
