//! Whether the page's own files are kept in this browser, so that it opens without a network.

use gloo::timers::callback::Timeout;
use leptos::task::spawn_local;

use crate::{
    browser::offline::{self, Standing},
    ui::prelude::*,
    words::t,
};

/// Milliseconds after which it is looked at again while files are fetched.
const LOOK_AGAIN: u32 = 400;

/// The setting.
#[component]
pub fn WithoutNetwork() -> impl IntoView {
    let standing = RwSignal::new(Standing::Off);
    let failed = RwSignal::new(false);
    look(standing, failed);
    let choose = move |event| {
        let wanted = event_target_checked(&event);
        failed.set(false);
        standing.set(if wanted { Standing::Coming } else { Standing::Off });
        spawn_local(async move {
            let done = if wanted { offline::begin().await } else { offline::end().await };
            failed.set(done.is_err());
            look(standing, failed);
        });
    };
    let says = move || match standing.get() {
        _ if failed.get() => t("This browser did not let it be kept."),
        Standing::Impossible => t("This browser does not keep programs for this page."),
        Standing::Off => "",
        Standing::Coming => t("The files are on their way."),
        Standing::Kept => t(
            "Kept. The page opens without a network. A newer version takes its place once no tab of the page is open any more.",
        ),
    };
    view! { class = "u",
        <div class="setting">
            <label class="check">
                <input type="checkbox" data-testid="set-offline"
                    prop:checked=move || matches!(standing.get(), Standing::Coming | Standing::Kept)
                    disabled=move || standing.get() == Standing::Impossible on:change=choose />
                <span class="lead">{t("Open without a network")}</span>
            </label>
            <span class="soft">{t("On: the files of this page, about 12 MB, are kept in this browser. They hold the program and its language model, nothing of yours.")}</span>
            <span class="soft" role="status" data-testid="offline-says">{says}</span>
        </div>
    }
}

/// Asks how it stands, again and again while files are on their way. Where they do not come, that is said.
fn look(standing: RwSignal<Standing>, failed: RwSignal<bool>) {
    spawn_local(async move {
        let now = offline::standing().await;
        if now == Standing::Off && standing.try_get_untracked() == Some(Standing::Coming) {
            failed.set(true);
        }
        // The settings may have been left meanwhile.
        if standing.try_set(now).is_none() && now == Standing::Coming {
            Timeout::new(LOOK_AGAIN, move || look(standing, failed)).forget();
        }
    });
}
