//! Ways in: choosing files or a folder.

use leptos::html;

use super::state::App;
use crate::{browser::dropped, ui::prelude::*, words::t};

/// A button that opens the browser's own choice of files; the analysis on screen is replaced.
#[component]
pub fn Opening(
    /// The page's state.
    app: App,
) -> impl IntoView {
    let (input, choose) = file_input();
    view! { class = "u",
        <button class="button" type="button" data-testid="open-others" on:click=move |_| choose.run(())>
            {t("Open other files")}
        </button>
        <input class="aside" type="file" multiple=true tabindex="-1" aria-hidden="true" data-testid="file-input"
            node_ref=input on:change=move |_| chosen(app, input) />
    }
}

/// A file input and what opens it.
pub fn file_input() -> (NodeRef<html::Input>, Callback<()>) {
    let input = NodeRef::<html::Input>::new();
    let choose = Callback::new(move |()| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    });
    (input, choose)
}

/// Reads what was chosen.
pub fn chosen(app: App, input: NodeRef<html::Input>) {
    if let Some(input) = input.get_untracked() {
        let files = dropped::from_input(&input);
        // A choice that was called off chooses nothing.
        if !files.is_empty() {
            app.read(&files);
        }
    }
}
