//! Where moods turn: what stands there, in which topics, and whose mood it was. A message opens its transcript there.

use super::{
    sheet,
    state::{App, Studied},
};
use crate::{ui::prelude::*, wire::Study, words::t};

/// The tables.
const SHEETS: [&str; 5] =
    ["moods_worse_at", "moods_by_topic", "moods_worse", "moods_better_at", "moods_better"];

/// The tables with what is to be said of them.
#[component]
pub fn Turns(
    /// The page's state.
    app: App,
) -> impl IntoView {
    view! { class = "u",
        <section class="voices" aria-label=t("Where moods turned") data-testid="turns">
            <h2 class="heading">{t("Where moods turned")}</h2>
            <p class="soft">{t("Whose mood got worse or better in a conversation, at which message, and what stands there.")}</p>
            {sheet::studied(app, || Study::Moods, move |found| tables(app, found))}
        </section>
    }
}

fn tables(app: App, found: &Studied) -> impl IntoView + use<> {
    let findings = &found.findings;
    let has_rows =
        |name: &&&str| findings.sheets.iter().any(|sheet| sheet.name == ***name && !sheet.rows.is_empty());
    let mut shown: Vec<&str> = SHEETS.iter().filter(has_rows).copied().collect();
    if shown.is_empty() {
        // Why there is nothing stands in an empty one.
        shown.extend(SHEETS.first());
    }
    let cards: Vec<_> = shown.into_iter().map(|name| sheet::card_of(app, findings, name)).collect();
    view! { class = "u", {sheet::notes(findings)} {cards} }
}
