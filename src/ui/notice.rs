//! A sentence about what went wrong and what to do, with the way on.

use super::{state::App, status::Phase};
use crate::{
    ui::{parts::When, prelude::*},
    words::t,
};

/// The sentence, where there is one.
#[component]
pub fn Notice(
    /// The page's state.
    app: App,
) -> impl IntoView {
    let failed = move || app.phase.get() == Phase::Failed;
    view! { class = "u",
        <div class="alert" role="alert">
            <When holds=move || app.notice.with(Option::is_some)>
                <div class="notice" data-testid="error">
                    <p class="sentence">{move || app.notice.get()}</p>
                    <When
                        holds=failed
                        otherwise=move || view! { class = "u",
                            <button class="quiet" type="button" on:click=move |_| app.notice.set(None)>{t("Close")}</button>
                        }
                    >
                        <button class="button" type="button" data-testid="restart" on:click=move |_| app.restart()>
                            {t("Start again")}
                        </button>
                    </When>
                </div>
            </When>
        </div>
    }
}
