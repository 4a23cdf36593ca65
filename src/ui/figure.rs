//! One figure: value, count, interval, or why there is none, and how it is counted.

use leptos::prelude::*;

use super::card::{self, Card};

/// A figure, as a large card or as a line of a ledger: the style sheet decides by where it stands.
#[component]
#[expect(clippy::needless_pass_by_value, reason = "a component owns its properties")]
pub fn Figure(
    /// What to show; `None` until the first snapshot.
    #[prop(into)]
    card: Signal<Option<Card>>,
    /// Its name in the registry.
    name: String,
) -> impl IntoView {
    let text = move |of: fn(&Card) -> Option<String>| card.with(|card| card.as_ref().and_then(of));
    let how = format!("how-{name}");
    let title = card::title(&name);
    view! { class = "u",
        <div
            class="figure"
            data-testid=format!("figure-{name}")
            data-value=move || text(|card| card.raw.map(|raw| raw.to_string()))
            data-n=move || text(|card| Some(card.n.to_string()))
            data-of=move || text(|card| card.of.map(|of| of.to_string()))
            data-state=move || text(|card| Some(card.state_name().to_owned())).unwrap_or("waiting".into())
        >
            <p class="title">
                {title.clone()}
                <button class="how" type="button" popovertarget=how.clone()
                    aria-label=format!("How “{title}” is counted")>"?"</button>
            </p>
            <p class="value">{move || text(|card| Some(card.value.clone()))}</p>
            <p class="count">{move || text(|card| Some(card.count.clone()).filter(|count| !count.is_empty()))}</p>
            <p class="count">{move || text(|card| card.interval.clone())}</p>
            <p class="reason">{move || text(|card| card.reason.clone())}</p>
            <div class="pop" id=how popover="auto">{move || card.with(|card| card.as_ref().map(definition))}</div>
        </div>
    }
}

fn definition(card: &Card) -> impl IntoView + use<> {
    let title = card.title.clone();
    let Some(definition) = card.definition else {
        return view! { class = "u", <p class="lead">{title}</p> <p class="soft">"No definition is on record."</p> }
            .into_any();
    };
    let parts = [
        ("Counted", definition.numerator),
        ("Out of", definition.denominator),
        ("Left out", definition.excluded),
        ("If there is nothing to count", definition.when_empty),
    ];
    view! { class = "u",
        <p class="lead">{title}</p>
        <p>{definition.formula}</p>
        <dl class="parts">
            {parts.into_iter().filter(|(_, words)| !words.is_empty())
                .map(|(part, words)| view! { class = "u", <dt>{part}</dt><dd>{words}</dd> }).collect_view()}
        </dl>
    }
    .into_any()
}
