//! What would be worth doing, and what became of what was done.

use super::{
    none_fits::WhereSome,
    sheet,
    state::{App, Studied},
    tracking::{WhatBecame, track_button},
    worth::Worth,
};
use crate::{ui::prelude::*, wire::Study, words::t};

/// The place.
#[component]
pub fn Actions(
    /// The page's state.
    app: App,
) -> impl IntoView {
    let worth = Worth::of(app, true);
    view! { class = "u",
        <WhereSome app>
            <div class="board" data-testid="actions">
                {worth.choice()}
                {sheet::studied(app, move || Study::Actions { value: worth.get() }, move |found| recommended(app, found))}
                <WhatBecame app />
            </div>
        </WhereSome>
    }
}

fn recommended(app: App, found: &Studied) -> impl IntoView + use<> {
    view! { class = "u",
        <p class="soft">{t("Ranked by what each would be worth. A group stands here where the data show that its conversations end worse than all others; why they do, the conversations say.")}</p>
        {sheet::card_with(app, &found.findings, "recommended_actions", Some(track_button))}
    }
}
