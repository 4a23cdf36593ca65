//! What stands where no conversation fits the filter, with the way out.

use super::{
    parts::{Empty, EmptyPicture},
    state::App,
};
use crate::{query::Filter, ui::prelude::*, words::t};

/// The words and the button.
#[component]
pub fn NoneFits(
    /// The page's state.
    app: App,
) -> impl IntoView {
    view! { class = "u",
        <Empty picture=EmptyPicture::NothingFits
            title=t("No conversation fits the filter").to_owned()
            text=t("Take a condition away, or clear the filter.").to_owned()>
            <button class="button" type="button" on:click=move |_| app.filter(Filter::default())>
                {t("Clear the filter")}
            </button>
        </Empty>
    }
}
