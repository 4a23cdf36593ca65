//! The first of the conversations behind the board, and the way to all of them.

use super::{
    conversation_row::ConversationRow,
    parts::Icon,
    rows::RowCache,
    state::{App, Which},
    view::Place,
    words,
};
use crate::{
    say,
    ui::{
        prelude::*,
        reactive::{effect, memo},
    },
    words::t,
};

/// Rows shown.
const SHOWN: u32 = 8;

/// The section.
#[component]
pub fn RowsBehind(
    /// The page's state.
    app: App,
) -> impl IntoView {
    let rows = app.rows(Which::Main);
    effect(move || {
        rows.track();
        app.want_rows(Which::Main, 0, SHOWN);
    });
    let total = memo(move || rows.with(RowCache::total));
    let first =
        memo(move || rows.with(|rows| (0..SHOWN).filter_map(|at| rows.row(at).cloned()).collect::<Vec<_>>()));
    let all = move || match total.get() {
        Some(total) => {
            let n = words::plural(u64::from(total), "{n} conversation", "{n} conversations");
            say!("All {n}", n = n)
        }
        None => t("All conversations").to_owned(),
    };
    view! { class = "u",
        <section class="card conversations" aria-label=t("Conversations")>
            <div class="bar">
                <h2 class="heading">{t("Conversations behind these figures")}</h2>
                <button class="quiet push" type="button" data-testid="all-conversations" on:click=move |_| app.go(Place::Conversations)>
                    {all} <Icon name="chevron-right" />
                </button>
            </div>
            <ul class="rows">
                {move || first.get().into_iter().map(|row| view! { class = "u", <li><ConversationRow app row /></li> })
                    .collect_view()}
            </ul>
        </section>
    }
}
