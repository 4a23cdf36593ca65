//! The few touches with elements that several parts share.

use std::cell::Cell;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

thread_local! {
    static IDS: Cell<u32> = const { Cell::new(0) };
}

/// An id that no other element of the page has, for labels and panels.
pub fn fresh_id(of: &str) -> String {
    let n = IDS.get();
    IDS.set(n + 1);
    format!("{of}-{n}")
}

/// The element that has the focus.
pub fn focused() -> Option<HtmlElement> {
    document().active_element()?.dyn_into().ok()
}

/// Whether text is being written where the focus is, so that keys belong to it.
pub fn is_writing() -> bool {
    focused().is_some_and(|element| {
        let writes = match element.tag_name().as_str() {
            "TEXTAREA" => true,
            "INPUT" => {
                let kind = element.get_attribute("type");
                !matches!(kind.as_deref(), Some("button" | "checkbox" | "radio" | "file" | "range"))
            }
            _ => false,
        };
        writes || element.is_content_editable()
    })
}

/// Whether something floats above the page that Escape closes first.
pub fn something_floats() -> bool {
    matches!(
        document().query_selector("dialog:modal, [popover]:popover-open:not([popover=manual])"),
        Ok(Some(_))
    )
}

/// Whether a drawer would leave too little of the window to work with.
pub fn is_narrow() -> bool {
    window().match_media("(max-width: 1000px)").ok().flatten().is_some_and(|query| query.matches())
}

/// Does something once what is being shown stands in the page.
pub fn soon(work: impl FnOnce() + 'static) {
    set_timeout(work, std::time::Duration::ZERO);
}

/// Whether an event began at the element that listens, not within it.
pub fn is_own(event: &web_sys::Event) -> bool {
    event.target().is_some() && event.target() == event.current_target()
}

/// The element of an id.
pub fn by_id(id: &str) -> Option<HtmlElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// The elements within one that a selector finds, in their order.
pub fn all_in(element: &Element, selector: &str) -> Vec<HtmlElement> {
    let Ok(found) = element.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|i| found.item(i)?.dyn_into().ok()).collect()
}
