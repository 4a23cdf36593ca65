//! What would be worth doing, and what became of what was done.

use leptos::ev;

use super::{
    boards::last_day,
    none_fits::WhereSome,
    parts::Toaster,
    sheet,
    state::{App, Studied},
    tracked::{MOST_TRACKED, Tracked, no_more, read, written},
};
use crate::{
    browser::tab,
    conversation::Day,
    insight::{Cell, SheetRow},
    query::COLUMN,
    say,
    ui::{parts::When, prelude::*, reactive::memo},
    wire::{Study, Track},
    words::{t, tr},
};

/// Where what is tracked is kept.
const KEPT: &str = "undertone-tracked";

/// Names of columns that mostly say what a customer or an order is worth.
const VALUES: [&str; 8] =
    ["value", "order_total", "contract_value", "revenue", "amount", "mrr", "arr", "ltv"];

/// The place.
#[component]
pub fn Actions(
    /// The page's state.
    app: App,
) -> impl IntoView {
    let tracked = RwSignal::new(read(&tab::kept(KEPT).unwrap_or_default()));
    provide_context(tracked);
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
                <WhatBecame app tracked />
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

/// The button that begins to track a row.
fn track_button(app: App, _at: usize, row: &SheetRow) -> AnyView {
    let toaster = expect_context::<Toaster>();
    let tracked = expect_context::<RwSignal<Vec<Tracked>>>();
    let Some(Cell::Words(said)) = row.cells.first() else { return ().into_any() };
    let (title, row) = (said.said(tr), row.clone());
    let (name, filter) = (title.clone(), row.filter.clone());
    let is_tracked = memo(move || tracked.with(|all| all.iter().any(|one| one.track.filter == filter)));
    let words = move || if is_tracked.get() { t("Tracked") } else { t("Track this") };
    let label = move || format!("{}: {name}", words());
    let track = move |_| {
        if tracked.with_untracked(Vec::len) >= MOST_TRACKED {
            return toaster.say(no_more());
        }
        let filter = app.view.with_untracked(|view| view.filter.clone());
        if filter.clone().masked() != filter {
            return toaster.say(t("The filter holds words, a name or an id; what is tracked is kept in this browser, and holds nobody's words. Take them out first."));
        }
        let Some(track) = of_row(app, &row) else { return };
        let before = tracked.get_untracked();
        tracked.update(|all| all.push(Tracked { title: title.clone(), track }));
        keep(tracked);
        toaster.undo(t("It is tracked from the end of these data on."), move || {
            tracked.set(before.clone());
            keep(tracked);
        });
    };
    view! { class = "u",
        <button class="button" type="button" aria-label=label disabled=move || is_tracked.get() on:click=track>
            {words}
        </button>
    }
    .into_any()
}

/// A row as it stands at the end of the data: what begins later is compared with it. Of a signal the share is that of all who spoke.
fn of_row(app: App, row: &SheetRow) -> Option<Track> {
    let share = row.cells.iter().find_map(|cell| match cell {
        Cell::Figure(figure) => figure.of.map(|of| (figure.n, of)),
        _ => None,
    });
    let count =
        row.cells.iter().find_map(|cell| if let Cell::Figure(figure) = cell { Some(figure.n) } else { None });
    let engaged = app.report.with_untracked(|report| {
        report.as_deref()?.board.figures.get("engaged_conversations").map(|figure| figure.n)
    });
    let before = share.or_else(|| count.zip(engaged))?;
    let known = app.view.with_untracked(|view| view.filter.without_days().to_string());
    let of = |filter: &str| format!("{known} {filter}").trim().to_owned();
    Some(Track { filter: of(&row.filter), of: of(&row.of), day: last_day(app)?.0, before })
}

fn keep(tracked: RwSignal<Vec<Tracked>>) {
    tab::keep(KEPT, &tracked.with_untracked(|all| written(all)));
}

/// What is tracked, and how it stands.
#[component]
fn WhatBecame(app: App, tracked: RwSignal<Vec<Tracked>>) -> impl IntoView {
    let study = move || Study::Tracked(tracked.with(|all| all.iter().map(|one| one.track.clone()).collect()));
    let titles = move || {
        tracked.get().into_iter().enumerate().map(|(at, one)| {
            let since = one.track.day;
            view! { class = "u", <li>
                <span>{format!("{}. {}", at + 1, one.title)} " "
                    <span class="soft">{say!("up to {day}", day = Day(since))}</span></span>
                <button class="link" type="button" aria-label=say!("Track no more: {action}", action = one.title)
                    on:click=move |_| drop_one(tracked, at)>{t("Track no more")}</button>
            </li> }
        }).collect_view()
    };
    view! { class = "u",
        <section class="card tracked" data-testid="tracked" aria-label=t("What is tracked")>
            <h2 class="heading">{t("What is tracked")}</h2>
            <When
                holds=move || tracked.with(|all| !all.is_empty())
                otherwise=|| view! { class = "u", <p class="soft">{t("Nothing yet. “Track this” keeps how a thing stands at the end of these data; conversations of later days, opened here, are compared with that. It is kept in this browser: what was recommended and counts, nobody's words.")}</p> }
            >
                <ol>{titles}</ol>
                {sheet::studied(app, study, move |found| sheet::card_with(app, &found.findings, "tracked_actions", None))}
            </When>
        </section>
    }
}

fn drop_one(tracked: RwSignal<Vec<Tracked>>, at: usize) {
    let toaster = expect_context::<Toaster>();
    let before = tracked.get_untracked();
    tracked.update(|all| drop(all.remove(at)));
    keep(tracked);
    toaster.undo(t("It is tracked no more."), move || {
        tracked.set(before.clone());
        keep(tracked);
    });
}
