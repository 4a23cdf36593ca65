//! What can be done with a chart, in its corner. The platform's own popover opens and closes it:
//! on Escape, on a click outside, and when something was chosen.

use leptos::ev;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::save;
use crate::{charts::Picture, say, ui::prelude::*, words::t};

/// The menu and its button.
#[component]
pub fn Menu(
    /// Name of the chart, unique on the page.
    testid: &'static str,
    /// Its title.
    title: Signal<String>,
    /// What it shows.
    picture: Signal<Option<Picture>>,
    /// Whether the paper is dark.
    dark: Signal<bool>,
    /// Its width on the page.
    width: RwSignal<u32>,
    /// Whether the numbers are shown as a table.
    as_table: RwSignal<bool>,
    /// Set when the browser refuses to save.
    refused: RwSignal<bool>,
) -> impl IntoView {
    let id = format!("menu-{testid}");
    let saves = move |file: fn(&save::Shown) -> bool| {
        move |_: ev::MouseEvent| {
            let shown = picture.with_untracked(|picture| {
                picture.clone().map(|picture| save::Shown {
                    picture,
                    title: title.get_untracked(),
                    name: testid,
                    width: width.get_untracked(),
                    dark: dark.get_untracked(),
                })
            });
            if let Some(shown) = shown {
                refused.set(!file(&shown));
            }
        }
    };
    let choice = |testid: &'static str| (testid, id.clone());
    view! { class = "u",
        <button class="quiet corner" type="button" data-testid="chart-menu" popovertarget=id.clone()
            aria-haspopup="menu" aria-label=move || say!("Menu of {title}", title = title.get())>
            <svg class="dots" viewBox="0 0 16 16" aria-hidden="true">
                <circle cx="3" cy="8" r="1.4" />
                <circle cx="8" cy="8" r="1.4" />
                <circle cx="13" cy="8" r="1.4" />
            </svg>
        </button>
        <div class="pop choices" id=id.clone() popover="auto" role="menu" on:keydown=move |event| walk(&event)
            aria-label=move || say!("Menu of {title}", title = title.get())>
            <Choice at=choice("as-table") first=true chosen=move |_| as_table.update(|open| *open = !*open)>
                {move || if as_table.get() { t("Hide table") } else { t("As table") }}
            </Choice>
            <Choice at=choice("save-svg") chosen=saves(save::svg)>{t("Save as SVG")}</Choice>
            <Choice at=choice("save-png") chosen=saves(save::png)>{t("Save as PNG")}</Choice>
            <Choice at=choice("save-csv") chosen=saves(save::csv)>{t("Save as CSV")}</Choice>
        </div>
    }
}

/// One choice; it closes the menu.
#[component]
fn Choice(
    /// Its name for tests, and the menu's id.
    at: (&'static str, String),
    /// Whether it has the focus when the menu opens.
    #[prop(optional)]
    first: bool,
    /// What it does.
    chosen: impl Fn(ev::MouseEvent) + 'static,
    /// Its words.
    children: Children,
) -> impl IntoView {
    view! { class = "u",
        <button class="choice" type="button" role="menuitem" data-testid=at.0 popovertarget=at.1
            popovertargetaction="hide" autofocus=first on:click=chosen>{children()}</button>
    }
}

/// Up and down go from choice to choice.
fn walk(event: &ev::KeyboardEvent) {
    let Some(at) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    let next = match event.key().as_str() {
        "ArrowDown" => at.next_element_sibling(),
        "ArrowUp" => at.previous_element_sibling(),
        _ => return,
    };
    event.prevent_default();
    if let Some(next) = next.and_then(|next| next.dyn_into::<HtmlElement>().ok()) {
        // An element that is shown takes the focus.
        let _ = next.focus();
    }
}
