//! All figures: those read first, large, and the others in their groups.

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    card::{self, Card, HEADLINE, LEDGERS},
    figure::Figure,
};
use crate::report::Report;

/// The report; `None` until the first snapshot.
type Source = RwSignal<Option<Arc<Report>>>;

/// The figures read first.
#[component]
pub fn Headline(
    /// The report; `None` until the first snapshot.
    report: Source,
) -> impl IntoView {
    view! { class = "u",
        <section class="headline" aria-label="Headline figures">
            {HEADLINE.into_iter().map(|name| view! { class = "u", <div class="card">{figure(report, name)}</div> })
                .collect_view()}
        </section>
    }
}

/// The other figures.
#[component]
pub fn Ledgers(
    /// The report; `None` until the first snapshot.
    report: Source,
) -> impl IntoView {
    let unlisted =
        Memo::new(move |_| report.with(|report| report.as_deref().map(card::unlisted).unwrap_or_default()));
    view! { class = "u",
        <div class="ledgers">
            {LEDGERS.into_iter().map(|(title, names)| ledger(report, title, names)).collect_view()}
            {move || Some(unlisted.get()).filter(|names| !names.is_empty())
                .map(|names| ledger(report, "Also counted", &names))}
        </div>
    }
}

fn ledger<N: AsRef<str>>(report: Source, title: &'static str, names: &[N]) -> impl IntoView + use<N> {
    view! { class = "u",
        <section class="card ledger">
            <h2 class="heading">{title}</h2>
            {names.iter().map(|name| figure(report, name.as_ref())).collect_view()}
        </section>
    }
}

fn figure(report: Source, name: &str) -> impl IntoView + use<> {
    let name = name.to_owned();
    let of = name.clone();
    let card = Memo::new(move |_| report.with(|report| report.as_ref().map(|report| Card::new(report, &of))));
    view! { class = "u", <Figure card name /> }
}
