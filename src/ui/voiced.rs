//! What is said with signals, grouped by meaning: a table for each signal, competitors by name, where faults show.

use super::{
    sheet,
    state::{App, Studied},
    view::Place,
    worth::Worth,
};
use crate::{ui::prelude::*, wire::Study, words::t};

/// The tables, those first of which somebody asks most.
const SHEETS: [&str; 11] = [
    "features_asked_for",
    "faults_reported",
    "fault_places",
    "why_they_may_leave",
    "what_they_cancel",
    "competitors",
    "names_listed",
    "why_too_dear",
    "what_more_they_want",
    "gaps_worked_around",
    "what_they_cannot_find",
];

/// The tables, where they have rows.
#[component]
pub fn Voiced(
    /// The page's state.
    app: App,
) -> impl IntoView {
    let worth = Worth::of(app, true);
    let study = move || Study::Voices { value: worth.get(), quotes: Vec::new(), one_user: false };
    view! { class = "u",
        <section class="voices" aria-label=t("What they say with a signal") data-testid="voices">
            <h2 class="heading">{t("What they say with a signal")}</h2>
            <p class="soft">{t("Messages with a signal, grouped by what they mean. Groups of fewer than five conversations stand together.")}</p>
            <p>
                <button class="link" type="button" data-testid="name-them" on:click=move |_| app.go(Place::Value)>
                    {t("Say what competitors and products are called")}
                </button>
            </p>
            {worth.choice()}
            {sheet::studied(app, study, move |found| tables(app, found))}
        </section>
    }
}

fn tables(app: App, found: &Studied) -> impl IntoView + use<> {
    let findings = &found.findings;
    let is_there =
        |name: &&str| findings.sheets.iter().any(|sheet| sheet.name == *name && !sheet.rows.is_empty());
    let cards: Vec<_> =
        SHEETS.iter().filter(|name| is_there(name)).map(|name| sheet::card_of(app, findings, name)).collect();
    let nothing = cards.is_empty();
    view! { class = "u",
        {sheet::notes(findings)}
        {nothing.then(|| view! { class = "u", <p class="nothing">{t("No signal in these conversations is said often enough to group.")}</p> })}
        {cards}
    }
}
