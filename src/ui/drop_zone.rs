//! Where files come in: by drag, by click, by keyboard.

use leptos::{html, prelude::*};

use super::state::App;
use crate::browser::dropped;

/// The zone of the start screen. Drops are heard by the page itself, wherever they land.
#[component]
pub fn DropZone(
    /// The page's state.
    app: App,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let choose = move |_| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    let chosen = move |_| {
        if let Some(input) = input.get_untracked() {
            app.read(&dropped::from_input(&input));
        }
    };
    view! { class = "u",
        <button class="drop-zone" type="button" data-testid="drop-zone" on:click=choose>
            <svg class="tray" viewBox="0 0 24 24" aria-hidden="true">
                <path d="M12 4v10m-4-4 4 4 4-4M4 15v4h16v-4" />
            </svg>
            <span class="lead">"Drop transcripts here, or choose files"</span>
            <span class="soft">"CSV, TSV, JSON, JSON Lines or plain text; several at once"</span>
        </button>
        <input class="aside" type="file" multiple=true tabindex="-1" aria-hidden="true" data-testid="file-input"
            node_ref=input on:change=chosen />
    }
}
