//! The privacy line: how many requests this page made since it was ready, as the browser itself
//! counts them, and how to check that.

use gloo::timers::callback::Interval;

use crate::{
    browser::{held, tab},
    ui::{parts::When, prelude::*, reactive::memo, words},
    words::t,
};

/// How often the browser's list is looked at.
const LOOK_MILLIS: u32 = 1000;

/// The line.
#[component]
pub fn PrivacyLine(
    /// When the page was first ready.
    ready_at: RwSignal<Option<f64>>,
) -> impl IntoView {
    let requests = RwSignal::new(Vec::<String>::new());
    let looking = Interval::new(LOOK_MILLIS, move || {
        if let Some(ready_at) = ready_at.get_untracked() {
            let now = tab::requests_since(ready_at);
            if requests.with_untracked(|known| *known != now) {
                requests.set(now);
            }
        }
    });
    let looking = StoredValue::new_local(Some(looking));
    on_cleanup(move || looking.set_value(None));
    let made = memo(move || requests.with(|requests| requests.len() as u64));

    view! { class = "u",
        <footer class="privacy">
            <p class="line" data-testid="privacy-line" data-requests=move || made.get().to_string()>
                {t("Nothing leaves this tab. Requests made since it was ready:")} " "
                <strong class="number">{move || words::count(made.get())}</strong>
            </p>
            <button class="quiet" type="button" popovertarget="privacy-how">{t("How to check it yourself")}</button>
            <div class="pop" id="privacy-how" popover="auto">
                <p class="soft">
                    {t("The number is the browser's own list of this page's requests (resource timing) after the worker was ready. To check it without trusting this page:")}
                </p>
                <ol class="soft">
                    <li>{t("Open the developer tools, tab Network, and drop a file: the list stays empty.")}</li>
                    <li>{t("Or switch the network off once the page is open: files are still read, counted and shown.")}</li>
                    <li>
                        {if held::is_one_file() {
                            t("Or read the page's content security policy: it allows no request at all.")
                        } else {
                            t("Or read the page's content security policy: it allows requests to this page's own address and to no other.")
                        }}
                    </li>
                </ol>
                <When holds=move || { made.get() > 0 }>
                    <p class="soft">{t("Requests seen:")}</p>
                    <ul class="mono">
                        {move || requests.get().into_iter().map(|address| view! { class = "u", <li>{address}</li> })
                            .collect_view()}
                    </ul>
                </When>
            </div>
        </footer>
    }
}
