//! What would be worth doing, and what became of what was done.

use leptos::ev;

use super::{
    none_fits::WhereSome,
    sheet,
    state::{App, Studied},
    tracking::{WhatBecame, track_button},
};
use crate::{
    query::COLUMN,
    ui::{parts::When, prelude::*, reactive::memo},
    wire::Study,
    words::t,
};

/// Names of columns that mostly say what a customer or an order is worth.
const VALUES: [&str; 8] =
    ["value", "order_total", "contract_value", "revenue", "amount", "mrr", "arr", "ltv"];

/// The place.
#[component]
pub fn Actions(
    /// The page's state.
    app: App,
) -> impl IntoView {
    let columns = memo(move || app.report.with(|report| report.as_deref().map(columns).unwrap_or_default()));
    let chosen = RwSignal::new(None::<String>);
    // What a conversation is worth, where the data have a column that says it and nobody chose another.
    let value = memo(move || {
        let usual = || {
            let known = |name: &&str| columns.with(|columns| columns.iter().any(|column| column == name));
            VALUES.into_iter().find(known).unwrap_or_default().to_owned()
        };
        Some(chosen.get().unwrap_or_else(usual)).filter(|name| !name.is_empty())
    });
    view! { class = "u",
        <WhereSome app>
            <div class="board" data-testid="actions">
                <When holds=move || columns.with(|columns| !columns.is_empty())>
                    <ValueColumn columns value chosen />
                </When>
                {sheet::studied(app, move || Study::Actions { value: value.get() }, move |found| recommended(app, found))}
                <WhatBecame app />
            </div>
        </WhereSome>
    }
}

/// The columns of the source.
fn columns(report: &crate::report::Report) -> Vec<String> {
    report.facets.keys().filter_map(|name| name.strip_prefix(COLUMN)).map(str::to_owned).collect()
}

/// Which column says what a conversation is worth.
#[component]
fn ValueColumn(
    columns: Memo<Vec<String>>,
    value: Memo<Option<String>>,
    chosen: RwSignal<Option<String>>,
) -> impl IntoView {
    let option = move |name: String| {
        let of = name.clone();
        view! { class = "u", <option value=name.clone() selected=move || value.get().as_ref() == Some(&of)>{name.clone()}</option> }
    };
    view! { class = "u",
        <label class="study-input">
            <span>{t("What a conversation is worth")}</span>
            <select class="select" data-testid="value-column"
                on:change=move |event: ev::Event| chosen.set(Some(event_target_value(&event)))>
                <option value="" selected=move || value.with(Option::is_none)>{t("each the same")}</option>
                {move || columns.get().into_iter().map(option).collect_view()}
            </select>
        </label>
    }
}

fn recommended(app: App, found: &Studied) -> impl IntoView + use<> {
    view! { class = "u",
        <p class="soft">{t("Ranked by what each would be worth. A group stands here where the data show that its conversations end worse than all others; why they do, the conversations say.")}</p>
        {sheet::card_with(app, &found.findings, "recommended_actions", Some(track_button))}
    }
}
