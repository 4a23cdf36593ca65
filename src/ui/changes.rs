//! Changes: what is out of the ordinary, the surest and greatest first, each with its picture, the part that accounts
//! for it and the way to its conversations; and what comes.

use super::{
    became::Became,
    card,
    chart::Chart,
    none_fits::WhereSome,
    sheet,
    state::{App, Studied},
    words,
};
use crate::{
    charts::{Expected, Picture},
    insight::{Cell, Findings, SheetRow},
    say,
    ui::prelude::*,
    wire::Study,
    words::{t, tr},
};

/// Names of the pictures of changes, for tests: so many are drawn, the others stand in the table.
const DRAWN: [&str; 8] = [
    "chart-change-1",
    "chart-change-2",
    "chart-change-3",
    "chart-change-4",
    "chart-change-5",
    "chart-change-6",
    "chart-change-7",
    "chart-change-8",
];

/// The question: nothing is suspected to begin with.
fn study() -> Study {
    Study::Changes { suspects: Vec::new() }
}

/// The tables of what may come of conversations and users.
const AHEAD: [&str; 6] =
    ["early_warning", "early_risks", "early_reasons", "outcome_risks", "outcome_link", "outcome_model"];

/// The place.
#[component]
pub fn Changes(
    /// The page's state.
    app: App,
    /// Whether the paper is dark.
    #[prop(into)]
    dark: Signal<bool>,
) -> impl IntoView {
    let became = Became::of(app);
    view! { class = "u",
        <WhereSome app>
            <div class="board" data-testid="changes" aria-busy=move || app.pending.get().to_string()>
                {sheet::studied(app, study, move |found| shown(app, dark, found))}
                <section class="voices" aria-label=t("What may come of conversations and customers") data-testid="ahead">
                    <h2 class="heading">{t("What may come of conversations and customers")}</h2>
                    {became.choice(app)}
                    {sheet::studied(app, move || became.study(), move |found| running(app, found))}
                </section>
            </div>
        </WhereSome>
    }
}

fn shown(app: App, dark: Signal<bool>, found: &Studied) -> impl IntoView + use<> {
    let findings = &found.findings;
    let rows = findings.sheets.iter().find(|sheet| sheet.name == "changes").map(|sheet| &sheet.rows);
    let drawn = rows.into_iter().flatten().zip(DRAWN).enumerate();
    let cards = drawn.map(|(at, (row, testid))| change(app, dark, findings, row, (at, testid)));
    let rest = rows.is_none_or(|rows| rows.is_empty() || rows.len() > DRAWN.len());
    view! { class = "u",
        <section class="shifts" aria-label=t("What changed")>{cards.collect_view()}</section>
        {rest.then(|| sheet::card_of(app, findings, "changes"))}
        {sheet::card_of(app, findings, "change_reasons")}
        {ahead(dark, findings)}
        {sheet::card_of(app, findings, "forecast_tests")}
        {sheet::card_of(app, findings, "forecasts")}
    }
}

/// The picture of a row; nothing where it has none.
fn picture(findings: &Findings, sheet: &str, row: usize) -> Signal<Option<Picture>> {
    let mut curves = findings.curves.iter().filter(|curve| curve.sheet == sheet);
    let curve = curves.find(|curve| curve.row == row as u64);
    Signal::stored(curve.and_then(Expected::new).map(Picture::Expected))
}

/// A change: its picture under what is said of it, and the conversations behind it.
fn change(
    app: App,
    dark: Signal<bool>,
    findings: &Findings,
    row: &SheetRow,
    (at, testid): (usize, &'static str),
) -> AnyView {
    let title = row.cells.first().map(words_of).unwrap_or_default();
    let picture = picture(findings, "changes", at);
    let from = match (row.cells.get(3), row.cells.get(4)) {
        (Some(Cell::Words(parts)), Some(Cell::Figure(share))) => {
            let share = words::share(share.value.unwrap_or_default().min(1.0), 1);
            say!("{share} of it from {parts}", share = share, parts = parts.said(tr))
        }
        _ => t("No part of the conversations accounts for more of it than its share, as far as can be told.")
            .to_owned(),
    };
    let filter = row.filter.clone();
    let named = say!("Show the conversations: {change}", change = title);
    view! { class = "u",
        <article class="shift" data-testid="change">
            <Chart testid title picture dark waiting=false absent=t("There is no picture of it.")
                note=Some(Signal::stored(Some(from))) on_pick=None />
            <button class="button" type="button" data-testid="change-conversations" aria-label=named
                on:click=move |_| sheet::open_row(app, &filter)>{t("Show the conversations")}</button>
        </article>
    }
    .into_any()
}

fn words_of(cell: &Cell) -> String {
    if let Cell::Words(said) = cell { said.said(tr) } else { String::new() }
}

/// What is to be expected of all conversations.
fn ahead(dark: Signal<bool>, findings: &Findings) -> Option<AnyView> {
    let has_some = findings.curves.iter().any(|curve| curve.sheet == "forecast_tests");
    let said = findings.notes.last().filter(|_| has_some).map(|note| words::said(&note.said));
    has_some.then(|| {
        view! { class = "u",
            <section class="charts">
            <Chart testid="chart-forecast" title=card::title("forecasts") picture=picture(findings, "forecast_tests", 0)
                dark waiting=false absent=t("There is no picture of it.") note=Some(Signal::stored(said)) on_pick=None />
            </section>
        }
        .into_any()
    })
}

/// What may come of a running conversation, and what goes with what became of users.
fn running(app: App, found: &Studied) -> impl IntoView + use<> {
    let tables = AHEAD.map(|name| sheet::card_of(app, &found.findings, name));
    view! { class = "u",
        {sheet::notes(&found.findings)}
        {sheet::figures(app, found, &["outcome_told_apart"], t("Headline figures"))}
        {tables.into_iter().collect_view()}
    }
}
