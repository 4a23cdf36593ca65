//! Light or dark paper: the system's wish until the person chooses, then their choice.

use gloo::events::EventListener;
use leptos::prelude::*;

use crate::browser::tab;

/// Name of the one setting that this browser keeps.
const KEPT: &str = "undertone-theme";

/// Whether the page is dark. Setting it is a choice and is kept.
pub fn dark() -> RwSignal<bool> {
    let chosen = tab::kept(KEPT);
    let dark = RwSignal::new(chosen.as_deref().map_or_else(tab::prefers_dark, |theme| theme == "dark"));
    Effect::new(move |_| tab::set_root("data-theme", if dark.get() { "dark" } else { "light" }));
    if chosen.is_none()
        && let Some(Ok(Some(query))) =
            web_sys::window().map(|window| window.match_media("(prefers-color-scheme: dark)"))
    {
        EventListener::new(&query, "change", move |_| {
            if tab::kept(KEPT).is_none() {
                dark.set(tab::prefers_dark());
            }
        })
        .forget();
    }
    dark
}

/// Changes paper, and keeps the choice.
pub fn toggle(dark: RwSignal<bool>) {
    dark.update(|dark| *dark = !*dark);
    tab::keep(KEPT, if dark.get_untracked() { "dark" } else { "light" });
}
