//! Details from the side. Beside a wide page it is not modal: the filter line and the board stay in
//! reach. In a narrower window it is, and on a phone it fills it.

use leptos::{ev, html};
use web_sys::HtmlElement;

use super::{
    icon::Icon,
    touch::{focused, fresh_id, is_narrow, something_floats, soon},
};
use crate::{
    ui::{parts::When, prelude::*, reactive::effect},
    words::t,
};

/// A drawer at the end side. Opening moves the focus into it; closing gives it back to where it was,
/// unless it has moved on meanwhile.
#[component]
pub fn Drawer(
    /// Whether it is open.
    #[prop(into)]
    open: Signal<bool>,
    /// Asked to close: Escape, its button.
    on_close: Callback<()>,
    /// Its title, which also names it.
    #[prop(into)]
    title: Signal<String>,
    /// What it is called in tests.
    #[prop(default = "drawer")]
    testid: &'static str,
    /// What it holds; built when it opens, dropped when it closes.
    children: ChildrenFn,
) -> impl IntoView {
    let sheet = NodeRef::<html::Dialog>::new();
    let heading = fresh_id("drawer");
    // Where the focus was: a browser gives it back only from a dialog that is modal.
    let back = StoredValue::new_local(None::<HtmlElement>);
    effect(move || {
        let wanted = open.get();
        let Some(sheet) = sheet.get() else { return };
        if wanted && !sheet.open() {
            soon(move || {
                if open.try_get_untracked() != Some(true) || sheet.open() {
                    return;
                }
                back.set_value(focused());
                if is_narrow() {
                    // Refused only for a dialog that is not in the page.
                    let _ = sheet.show_modal();
                } else {
                    sheet.show();
                }
            });
        } else if !wanted && sheet.open() {
            // What had the focus may have gone with the content; then nothing has it.
            let moved_on = focused()
                .is_some_and(|focused| focused.tag_name() != "BODY" && !sheet.contains(Some(&focused)));
            sheet.close();
            if let Some(back) = back.get_value().filter(|back| !moved_on && back.is_connected()) {
                let _ = back.focus();
            }
        }
    });
    // A dialog that is not modal does not hear Escape by itself. What floats above it, or has taken
    // the key for itself, comes first.
    let escape = window_event_listener(ev::keydown, move |event| {
        if event.key() == "Escape"
            && !event.default_prevented()
            && open.try_get_untracked() == Some(true)
            && !something_floats()
        {
            event.prevent_default();
            on_close.run(());
        }
    });
    on_cleanup(move || escape.remove());
    let closed = move |_| {
        // Escape on a phone closes it before anybody is asked.
        if open.get_untracked() {
            on_close.run(());
        }
    };
    view! { class = "u",
        <dialog class="sheet" node_ref=sheet data-testid=testid aria-labelledby=heading on:close=closed>
            <div class="sheet-bar">
                <h2 class="lead" id=heading.clone() dir="auto">{title}</h2>
                <button class="icon-button push" type="button" aria-label=t("Close") data-testid="drawer-close"
                    on:click=move |_| on_close.run(())><Icon name="x" /></button>
            </div>
            <div class="sheet-inside"><When holds=move || open.get()>{children()}</When></div>
        </dialog>
    }
}
