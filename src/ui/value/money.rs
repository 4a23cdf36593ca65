//! Amounts, edited in place: what contacts and the bot cost, which columns name campaign and page, and the prices of
//! tokens with the date they are of.

use leptos::ev;

use super::amount;
use crate::{
    plan::{Amount, PRICES_OF, Plan, Price, first_prices},
    query::COLUMN,
    say,
    ui::{
        parts::{Icon, Toaster},
        prelude::*,
        reactive::memo,
        state::App,
    },
    words::t,
};

/// The amounts by their names in a plan.
fn labels() -> [(&'static str, &'static str); 4] {
    [
        ("human_contact", t("A contact with a person costs")),
        ("minutes_per_human_contact", t("It takes, in minutes")),
        ("hourly", t("An hour of such a person costs")),
        ("bot_fixed_per_month", t("The bot costs in a month, whatever it does")),
    ]
}

/// The card.
#[component]
pub fn Amounts(
    /// The page's state.
    app: App,
) -> impl IntoView {
    let planning = app.planning();
    let fields = move || {
        planning.drawn.get();
        let money = planning.plan.with_untracked(|plan| plan.money.clone());
        let known = money.amounts();
        let field = |(name, label): (&'static str, &'static str)| {
            let value = known.iter().find(|(key, _)| *key == name).and_then(|(_, value)| *value);
            let change = move |value: Option<Amount>| {
                app.edit_plan(|plan| {
                    plan.money.amount_mut(name).into_iter().for_each(|known| *known = value);
                });
            };
            view! { class = "u",
                <label class="setting"><span>{label}</span> {amount(label, format!("money-{name}"), value, change)}</label>
            }
        };
        view! { class = "u",
            {text(app, t("Currency of all amounts"), "money-currency", money.currency, |plan, text| plan.money.currency = text)}
            {labels().map(field).into_iter().collect_view()}
        }
    };
    view! { class = "u",
        <section class="card" aria-label=t("Amounts") data-testid="amounts-editor">
            <h2 class="heading">{t("Amounts")}</h2>
            <p class="soft">{t("What is not said stays open, and so does what needs it. A contact costs what stands here, else its minutes times what an hour costs. All of it stays in this browser.")}</p>
            <div class="plan-fields">
                {fields}
                {column(app, t("Column of the campaign"), "plan-campaign", |plan| &mut plan.campaign)}
                {column(app, t("Column of the page"), "plan-page", |plan| &mut plan.page)}
            </div>
        </section>
    }
}

/// A text of the plan, edited in place.
fn text(
    app: App,
    label: &'static str,
    testid: &'static str,
    value: String,
    set: fn(&mut Plan, String),
) -> impl IntoView {
    let typed = move |event: ev::Event| {
        let text = event_target_value(&event);
        app.edit_plan(|plan| set(plan, text));
    };
    view! { class = "u",
        <label class="setting">
            <span>{label}</span>
            <input class="field" type="text" autocomplete="off" data-testid=testid prop:value=value on:input=typed />
        </label>
    }
}

/// The choice of a column of the source.
fn column(
    app: App,
    label: &'static str,
    testid: &'static str,
    of: fn(&mut Plan) -> &mut String,
) -> impl IntoView {
    let planning = app.planning();
    let chosen = memo(move || planning.plan.with(|plan| of(&mut plan.clone()).clone()));
    let offered = memo(move || {
        let mut names: Vec<String> = app.report.with(|report| {
            let facets = report.iter().flat_map(|report| report.facets.keys());
            facets.filter_map(|key| key.strip_prefix(COLUMN).map(str::to_owned)).collect()
        });
        // One that was chosen for other data is on offer all the same.
        let chosen = chosen.get();
        if !chosen.is_empty() && !names.contains(&chosen) {
            names.push(chosen);
        }
        names
    });
    let choose = move |event: ev::Event| {
        let name = event_target_value(&event);
        app.edit_plan(|plan| *of(plan) = name);
    };
    view! { class = "u",
        <label class="setting">
            <span>{label}</span>
            <select class="select" data-testid=testid on:change=choose>
                <option value="" prop:selected=move || chosen.with(String::is_empty)>{t("by its usual names")}</option>
                {move || offered.get().into_iter().map(|name| {
                    let (is, value) = (name.clone(), name.clone());
                    view! { class = "u",
                        <option value=value prop:selected=move || chosen.with(|chosen| *chosen == is)>{name}</option>
                    }
                }).collect_view()}
            </select>
        </label>
    }
}

/// The table of prices.
#[component]
pub fn Prices(
    /// The page's state.
    app: App,
) -> impl IntoView {
    let planning = app.planning();
    let toaster = expect_context::<Toaster>();
    let rows = move || {
        planning.drawn.get();
        let prices = planning.plan.with_untracked(|plan| plan.prices.clone());
        prices.into_iter().enumerate().map(|(at, price)| row(app, at, price)).collect_view()
    };
    let date = move || {
        planning.drawn.get();
        let of = planning.plan.with_untracked(|plan| plan.prices_of.clone());
        text(app, t("The prices are of"), "prices-of", of, |plan, text| plan.prices_of = text)
    };
    let restore = move |_| {
        let before = planning.plan.get_untracked();
        app.change_plan(|plan| (plan.prices, plan.prices_of) = (first_prices(), PRICES_OF.to_owned()));
        toaster.undo(t("The first table of prices is back."), move || {
            app.change_plan(|plan| plan.clone_from(&before));
        });
    };
    let summary =
        move || planning.plan.with(|plan| say!("Prices of tokens, of {date}", date = plan.prices_of.clone()));
    view! { class = "u",
        <details class="card" data-testid="prices-editor">
            <summary>{summary}</summary>
            <p class="soft">{t("For a million tokens. What stands here at first is what makers listed on that date, in US dollars: check it, change it, and say of when it is.")}</p>
            {date}
            <div class="plan-rows">{rows}</div>
            <div class="bar">
                <button class="button" type="button" data-testid="add-price"
                    on:click=move |_| app.change_plan(|plan| plan.prices.push(Price::default()))>{t("Add a model")}</button>
                <button class="quiet" type="button" data-testid="restore-prices" on:click=restore>{t("Back to the first table")}</button>
            </div>
        </details>
    }
}

/// A price.
fn row(app: App, at: usize, price: Price) -> impl IntoView {
    let edit = move |change: &dyn Fn(&mut Price)| {
        app.edit_plan(|plan| plan.prices.get_mut(at).into_iter().for_each(change));
    };
    let named = move |event: ev::Event| {
        let text = event_target_value(&event);
        edit(&|price| price.model.clone_from(&text));
    };
    let side = move |label: String, testid: &str, value, set: fn(&mut Price, Amount)| {
        amount(label, testid.to_owned(), Some(value), move |value| {
            edit(&|price| set(price, value.unwrap_or_default()));
        })
    };
    let model = price.model.clone();
    view! { class = "u",
        <div class="plan-row" data-testid="price">
            <input class="field" type="text" autocomplete="off" spellcheck="false" data-testid="price-model"
                aria-label=t("Model") placeholder=t("Model") prop:value=price.model on:input=named />
            {side(say!("{model}, a million tokens sent", model = model.clone()), "price-input", price.input, |price, value| price.input = value)}
            {side(say!("{model}, a million tokens written", model = model), "price-output", price.output, |price, value| price.output = value)}
            <button class="icon-button" type="button" data-testid="remove-price" aria-label=t("Remove this price") title=t("Remove this price")
                on:click=move |_| app.change_plan(|plan| drop(plan.prices.remove(at)))><Icon name="x" /></button>
        </div>
    }
}
