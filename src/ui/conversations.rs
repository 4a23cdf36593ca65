//! The list of all conversations that the filter means.

use super::{
    conversation_table::ConversationTable,
    none_fits::NoneFits,
    rows::RowCache,
    state::{App, Which},
    words,
};
use crate::{
    ui::{parts::When, prelude::*, reactive::memo},
    words::t,
};

/// The list.
#[component]
pub fn Conversations(
    /// The page's state.
    app: App,
) -> impl IntoView {
    let total = memo(move || app.rows(Which::Main).with(RowCache::total));
    view! { class = "u",
        <section class="card conversations whole" aria-label=t("Conversations")>
            <div class="bar">
                <h2 class="heading">{t("Conversations")}</h2>
                <p class="soft number" role="status">
                    {move || total.get().map(|total| words::plural(u64::from(total), "{n} conversation", "{n} conversations"))}
                </p>
            </div>
            <When
                holds=move || total.get() != Some(0)
                otherwise=move || view! { class = "u", <NoneFits app /> }
            >
                <div class="table-box"><ConversationTable app which=Which::Main /></div>
            </When>
        </section>
    }
}
