//! A few views of one thing, one at a time.

use leptos::{ev, html};

use super::touch::{all_in, fresh_id};
use crate::ui::prelude::*;

/// One view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    /// Its name for `data-tab`.
    pub name: &'static str,
    /// What it is called.
    pub label: String,
}

/// The row of tabs and the chosen view. Arrow keys choose at once, since a view is cheap to show.
#[component]
pub fn Tabs(
    /// What the tabs choose.
    #[prop(into)]
    label: String,
    /// The views.
    tabs: Vec<Tab>,
    /// Which is chosen.
    #[prop(into)]
    chosen: Signal<usize>,
    /// Asked for another.
    on_choose: Callback<usize>,
    /// What a view shows, by its place.
    #[prop(into)]
    panel: Callback<usize, AnyView>,
) -> impl IntoView {
    let row = NodeRef::<html::Div>::new();
    let id = fresh_id("tabs");
    let n = tabs.len();
    let keys = move |event: ev::KeyboardEvent| {
        let at = chosen.get_untracked();
        let next = match event.key().as_str() {
            "ArrowRight" => (at + 1) % n,
            "ArrowLeft" => (at + n - 1) % n,
            "Home" => 0,
            "End" => n - 1,
            _ => return,
        };
        event.prevent_default();
        on_choose.run(next);
        if let Some(row) = row.get_untracked()
            && let Some(tab) = all_in(&row, "[role=tab]").get(next)
        {
            let _ = tab.focus();
        }
    };
    let labelled = id.clone();
    view! { class = "u",
        <div class="tabs" role="tablist" aria-label=label node_ref=row on:keydown=keys>
            {tabs.into_iter().enumerate().map(|(at, tab)| {
                let is_chosen = move || chosen.get() == at;
                view! { class = "u",
                    <button class="tab" type="button" role="tab" id=format!("{id}-{at}") data-tab=tab.name
                        aria-controls=format!("{id}-panel") aria-selected=move || is_chosen().to_string()
                        tabindex=move || if is_chosen() { "0" } else { "-1" }
                        on:click=move |_| on_choose.run(at)>{tab.label}</button>
                }
            }).collect_view()}
        </div>
        <div class="tab-panel" role="tabpanel" tabindex="0" id=format!("{labelled}-panel")
            aria-labelledby=move || format!("{labelled}-{}", chosen.get())>
            {move || panel.run(chosen.get())}
        </div>
    }
}
