//! Filters that a person keeps in this browser under a name of their own.

use leptos::ev;

use super::{
    named_filters::{NamedFilter, read, with, without, written},
    parts::{Dialog, Toaster},
    state::App,
};
use crate::{
    browser::{held, tab},
    say,
    ui::prelude::*,
    words::t,
};

/// Where they are kept.
const KEPT: &str = "undertone-filters";

/// All of them, by name.
pub fn all() -> Vec<NamedFilter> {
    read(&tab::kept(KEPT).unwrap_or_default())
}

/// Keeps one no longer; undo brings it back.
pub fn forget(name: &str, toaster: Toaster) {
    let before = all();
    tab::keep(KEPT, &written(&without(before.clone(), name)));
    toaster.undo(say!("The filter “{name}” was forgotten.", name = name), move || {
        tab::keep(KEPT, &written(&before));
    });
}

/// Asks for the name under which the filter on screen is kept.
#[component]
pub fn SaveFilter(
    /// The page's state.
    app: App,
    /// Whether it asks.
    open: RwSignal<bool>,
) -> impl IntoView {
    let toaster = expect_context::<Toaster>();
    let name = RwSignal::new(String::new());
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let chosen = name.get_untracked().trim().to_owned();
        if chosen.is_empty() {
            return;
        }
        let filter = app.view.with_untracked(|view| view.filter.clone());
        tab::keep(KEPT, &written(&with(all(), &chosen, filter)));
        open.set(false);
        name.set(String::new());
        toaster.say(say!("The filter is kept as “{name}”.", name = chosen));
    };
    view! { class = "u",
        <Dialog open title=t("Save this filter") testid="save-filter">
            <form class="form" on:submit=submit>
                <p class="sentence number">{move || app.view.with(|view| view.filter.to_string())}</p>
                <label class="setting">
                    <span class="lead">{t("Name")}</span>
                    <input class="field" type="text" autofocus maxlength="80" data-testid="filter-name"
                        prop:value=name on:input=move |event| name.set(event_target_value(&event)) />
                    <span class="soft">
                        {if held::is_one_file() {
                            t("It is kept until this tab is closed. The list of commands offers it.")
                        } else {
                            t("It is kept in this browser, with the words in it, until you forget it. The list of commands offers it.")
                        }}
                    </span>
                </label>
                <div class="dialog-actions">
                    <button class="button primary" type="submit" data-testid="keep-filter">{t("Save")}</button>
                </div>
            </form>
        </Dialog>
    }
}
