//! Ways in: choosing files or a folder.

use leptos::html;

use super::{keeping, state::App};
use crate::{
    browser::{dropped, unfinished},
    ui::prelude::*,
    words::t,
};

/// A button that opens the browser's own choice of files; the analysis on screen is replaced.
#[component]
pub fn Opening(
    /// The page's state.
    app: App,
) -> impl IntoView {
    let (input, choose) = files_input(app);
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

/// A file input for files, and what opens it. Where analyses are kept the browser's other choice is opened,
/// if it has that: files from there can be read on after a reload.
pub fn files_input(app: App) -> (NodeRef<html::Input>, Callback<()>) {
    let (input, click) = file_input();
    let choose = Callback::new(move |()| {
        if keeping::is_wanted() {
            unfinished::pick(move |files| app.read(&files), move || click.run(()));
        } else {
            click.run(());
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
