//! Goals, money and names: what a person says of their business, edited in place, and what conversations are worth by it.

mod goals;
mod money;
mod names;

use leptos::{ev, html};

use super::{
    none_fits::{NoneFits, NothingRead, There, there},
    sheet,
    state::App,
};
use crate::{
    ui::{
        parts::{Later, When},
        prelude::*,
    },
    wire::Study,
    words::t,
};

use goals::Goals;
use money::{Amounts, Prices};
use names::Names;

/// The figures below what is said.
const FIGURES: [&str; 8] = [
    "goal_conversion_rate",
    "attributed_value",
    "deflected_contacts",
    "deflected_value",
    "hours_saved",
    "bot_cost",
    "cost_per_resolution",
    "roi",
];

/// The tables.
const SHEETS: [&str; 9] = [
    "goals",
    "roi_sensitivity",
    "money_inputs",
    "value_by_segment",
    "value_by_intent",
    "value_by_tag",
    "value_by_campaign",
    "value_by_channel",
    "value_by_page",
];

/// The place.
#[component]
pub fn Value(
    /// The page's state.
    app: App,
) -> impl IntoView {
    let there = there(app);
    let wrong = app.planning().wrong;
    view! { class = "u",
        <When
            holds=move || there.get() != There::Nothing
            otherwise=move || view! { class = "u", <NothingRead app /> }
        >
            <div class="board plan" data-testid="value" aria-busy=move || app.pending.get().to_string()>
                <Goals app />
                <Amounts app />
                <Prices app />
                <Names app />
                <p class="reason" role="alert" data-testid="plan-wrong">{move || wrong.get()}</p>
                <Files app />
                <When
                    holds=move || there.get() == There::Some
                    otherwise=move || view! { class = "u", <NoneFits app /> }
                >
                    {sheet::studied(app, || Study::Value, move |found| {
                        // Without goals one table says so for all.
                        let has_rows = |name: &&&str| {
                            let sheet = found.findings.sheets.iter().find(|sheet| sheet.name == **name);
                            **name == SHEETS[0] || sheet.is_some_and(|sheet| !sheet.rows.is_empty())
                        };
                        let shown = SHEETS.iter().filter(has_rows);
                        let cards: Vec<_> = shown.map(|name| sheet::card_of(app, &found.findings, name)).collect();
                        view! { class = "u",
                            {sheet::figures(app, found, &FIGURES, t("Goals and value"))}
                            {sheet::notes(&found.findings)}
                            {cards}
                        }
                    })}
                    <Later><Leads app /></Later>
                </When>
            </div>
        </When>
    }
}

/// People who left a way to reach them: asked for when it is opened.
#[component]
fn Leads(app: App) -> impl IntoView {
    let open = RwSignal::new(false);
    let toggle = move |_| open.update(|open| *open = !*open);
    view! { class = "u",
        <div>
            <button class="button" type="button" data-testid="show-leads" aria-expanded=move || open.get().to_string()
                on:click=toggle>{move || if open.get() { t("Hide leads") } else { t("Show leads") }}</button>
        </div>
        <When holds=move || open.get()>
            {sheet::studied(app, || Study::Leads, move |found| view! { class = "u",
                {sheet::notes(&found.findings)}
                {sheet::card_of(app, &found.findings, "leads")}
            })}
        </When>
    }
}

/// To a file and from one.
#[component]
fn Files(app: App) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let load = move |_: ev::Event| {
        let file = input.get_untracked().and_then(|input| {
            let file = input.files()?.get(0);
            input.set_value("");
            file
        });
        if let Some(file) = file {
            app.open_plan(file);
        }
    };
    view! { class = "u",
        <div class="bar">
            <button class="button" type="button" data-testid="save-plan" on:click=move |_| app.save_plan()>
                {t("Save goals and amounts to a file")}
            </button>
            <label class="check push">
                <span>{t("Use those of a file:")}</span>
                <input type="file" data-testid="load-plan" node_ref=input on:change=load />
            </label>
        </div>
    }
}

/// An amount that is written: its text, and what it is when that can be read.
fn amount(
    label: impl Into<String>,
    testid: String,
    value: Option<crate::plan::Amount>,
    change: impl Fn(Option<crate::plan::Amount>) + Send + Sync + 'static,
) -> impl IntoView {
    let text = value.map(|value| value.to_string()).unwrap_or_default();
    let (label, bad) = (label.into(), RwSignal::new(false));
    // Where no words stand above it.
    let hint = testid.starts_with("goal").then(|| t("Value"));
    let typed = move |event: ev::Event| {
        let text = event_target_value(&event);
        let read = crate::plan::Amount::read(&text.replace(',', "."));
        bad.set(read.is_none() && !text.trim().is_empty());
        if read.is_some() || text.trim().is_empty() {
            change(read);
        }
    };
    view! { class = "u",
        <input class="field amount" type="text" inputmode="decimal" autocomplete="off" data-testid=testid
            aria-label=label.clone() placeholder=hint aria-invalid=move || bad.get().then_some("true") prop:value=text on:input=typed />
    }
}
