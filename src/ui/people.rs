//! People: who comes back, how often, and when.

use super::{
    none_fits::{NoneFits, NothingRead, There, there},
    sheet,
    state::App,
};
use crate::{
    ui::{parts::When, prelude::*},
    wire::Study,
    words::t,
};

/// The figures at the top.
const FIGURES: [&str; 6] = [
    "daily_active_users",
    "weekly_active_users",
    "monthly_active_users",
    "stickiness",
    "conversations_per_user",
    "top_users_share",
];

/// The place.
#[component]
pub fn People(
    /// The page's state.
    app: App,
) -> impl IntoView {
    let there = there(app);
    view! { class = "u",
        <When
            holds=move || there.get() != There::Nothing
            otherwise=move || view! { class = "u", <NothingRead app /> }
        >
            <When
                holds=move || there.get() == There::Some
                otherwise=move || view! { class = "u", <NoneFits app /> }
            >
                <div class="board" data-testid="people">
                    {sheet::studied(app, || Study::People, move |found| sheet::figures(app, found, &FIGURES, t("People")))}
                </div>
            </When>
        </When>
    }
}
