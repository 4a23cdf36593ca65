//! A question or a task in the middle of the page. The browser's own modal dialog: it keeps the
//! focus inside, closes on Escape and gives the focus back.

use leptos::{ev, html};

use super::{
    icon::Icon,
    touch::{fresh_id, is_own, soon},
};
use crate::{
    ui::{parts::When, prelude::*, reactive::effect},
    words::t,
};

/// A modal dialog with a title and a close button. Its content is built when it opens and dropped
/// when it closes; an element with `autofocus` in it has the focus first.
#[component]
pub fn Dialog(
    /// Whether it is open; closing by Escape, button or a click beside it sets it to false.
    open: RwSignal<bool>,
    /// Its title, which also names it.
    #[prop(into)]
    title: Signal<String>,
    /// What it is called in tests.
    #[prop(default = "dialog")]
    testid: &'static str,
    /// Whether it holds a table or a preview and may be wide.
    #[prop(optional)]
    wide: bool,
    /// What it holds.
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let heading = fresh_id("dialog");
    effect(move || {
        let wanted = open.get();
        let Some(dialog) = dialog.get() else { return };
        if wanted && !dialog.open() {
            // After the content has been built, so that its `autofocus` counts.
            soon(move || {
                if open.try_get_untracked() == Some(true) && !dialog.open() {
                    // Refused only for a dialog that is not in the page.
                    let _ = dialog.show_modal();
                }
            });
        } else if !wanted && dialog.open() {
            dialog.close();
        }
    });
    // What is beside the content belongs to the dialog itself, so a click there is a click beside it.
    let beside = move |event: ev::MouseEvent| {
        if is_own(&event) {
            open.set(false);
        }
    };
    view! { class = "u",
        <dialog class="dialog" class:wide=wide node_ref=dialog data-testid=testid aria-labelledby=heading
            on:close=move |_| open.set(false) on:click=beside>
            <div class="dialog-inside">
                <div class="dialog-bar">
                    <h2 class="lead" id=heading.clone() dir="auto">{title}</h2>
                    <button class="icon-button push" type="button" aria-label=t("Close")
                        on:click=move |_| open.set(false)><Icon name="x" /></button>
                </div>
                <When holds=move || open.get()>{children()}</When>
            </div>
        </dialog>
    }
}
