//! All figures: the headline large, the others in ledgers.

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    card::{self, Card, HEADLINE, LEDGERS},
    figure::Figure,
};
use crate::report::Report;

/// The figures.
#[component]
pub fn Figures(
    /// The report; `None` until the first snapshot.
    report: RwSignal<Option<Arc<Report>>>,
) -> impl IntoView {
    let figure = move |name: &str| {
        let name = name.to_owned();
        let of = name.clone();
        let card =
            Memo::new(move |_| report.with(|report| report.as_ref().map(|report| Card::new(report, &of))));
        view! { class = "u", <Figure card name /> }
    };
    let unlisted =
        Memo::new(move |_| report.with(|report| report.as_deref().map(card::unlisted).unwrap_or_default()));
    let ledger = move |title: &'static str, names: Vec<String>| {
        view! { class = "u",
            <section class="card ledger">
                <h2 class="heading">{title}</h2>
                {names.iter().map(|name| figure(name)).collect_view()}
            </section>
        }
    };
    view! { class = "u",
        <section class="headline" aria-label="Headline figures">
            {HEADLINE.into_iter().map(|name| view! { class = "u", <div class="card">{figure(name)}</div> })
                .collect_view()}
        </section>
        <div class="ledgers">
            {LEDGERS.into_iter()
                .map(|(title, names)| ledger(title, names.iter().map(ToString::to_string).collect()))
                .collect_view()}
            {move || Some(unlisted.get()).filter(|names| !names.is_empty())
                .map(|names| ledger("Also counted", names))}
        </div>
    }
}
