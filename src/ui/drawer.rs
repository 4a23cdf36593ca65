//! The drawer at the right: the transcript of one conversation over the board. It is a modal
//! dialog, so the browser keeps the focus inside, closes it on Esc and gives the focus back.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use super::{
    state::{App, Drawer},
    transcript::TranscriptView,
};

/// The drawer.
#[component]
pub fn TranscriptDrawer(
    /// The page's state.
    app: App,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let close = move || app.drawer.set(Drawer::Closed);
    Effect::new(move |_| {
        let closed = app.drawer.with(|drawer| *drawer == Drawer::Closed);
        let Some(dialog) = dialog.get() else { return };
        if closed && dialog.open() {
            dialog.close();
        } else if !closed && !dialog.open() {
            // Refused only for a dialog that is not in the page.
            let _ = dialog.show_modal();
        }
    });
    // A click on the dialog itself, not on what is in it, is a click beside the drawer.
    let clicked = move |event: ev::MouseEvent| {
        let on_backdrop = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
            .is_some_and(|element| element.tag_name() == "DIALOG");
        if on_backdrop {
            close();
        }
    };
    let timezone = move || {
        app.report.with_untracked(|report| {
            report.as_ref().map_or_else(|| "UTC".into(), |report| report.timezone.clone())
        })
    };
    view! { class = "u",
        <dialog class="drawer" node_ref=dialog aria-label="Transcript" on:close=move |_| close() on:click=clicked>
            <div class="inside">
                <div class="bar">
                    <h2 class="heading">"Conversation"</h2>
                    <button class="quiet push" type="button" on:click=move |_| close()>"Close"</button>
                </div>
                {move || match app.drawer.get() {
                    Drawer::Closed => ().into_any(),
                    Drawer::Waiting => view! { class = "u", <p class="nothing" data-waiting=""></p> }.into_any(),
                    Drawer::Refused(why) => view! { class = "u", <p class="reason">{why}</p> }.into_any(),
                    Drawer::Open(transcript) => {
                        view! { class = "u", <TranscriptView transcript timezone=timezone() /> }.into_any()
                    }
                }}
            </div>
        </dialog>
    }
}
