//! That files were not read to their end, because the page was loaded again meanwhile, and the way on.

use super::{
    opening::{chosen, files_input},
    state::{App, Waits},
    status,
};
use crate::{say, ui::prelude::*, words::t};

/// The card, where there is such an import.
#[component]
pub fn Broken(
    /// The page's state.
    app: App,
) -> impl IntoView {
    let (input, choose) = files_input(app);
    move || {
        let (import, waits) = app.unfinished().waits.get()?;
        let names = import.names();
        let name = status::names(&names);
        let title = if names.len() == 1 {
            say!("{name} was not read to its end.", name = name)
        } else {
            say!("{name} were not read to their end.", name = name)
        };
        let by_word = waits == Waits::Word;
        let what = match waits {
            Waits::Word => t("The page was loaded again before that. Reading begins anew, as you had chosen; the browser may ask whether this page may read the file.").to_owned(),
            Waits::Files => t("The page was loaded again before that. Choose or drop the same files once more: they are read as you had chosen.").to_owned(),
            Waits::Others(gone) => say!("The page was loaded again before that, and these are no longer where they were, or cannot be opened: {names}. Choose or drop them once more.", names = gone),
        };
        let go_on = move |_| if by_word { app.read_on() } else { choose.run(()) };
        Some(view! { class = "u",
            <section class="card unfinished" data-testid="unfinished" aria-label=t("Not read to the end")>
                <p class="lead" dir="auto">{title}</p>
                <p class="soft">{what}</p>
                <div class="bar">
                    <button class="button primary" type="button" data-testid="read-on" on:click=go_on>
                        {if by_word { t("Read on") } else { t("Choose files") }}
                    </button>
                    <button class="quiet" type="button" data-testid="forget-unfinished"
                        on:click=move |_| app.forget_unfinished()>{t("Forget")}</button>
                </div>
                <input class="aside" type="file" multiple=true tabindex="-1" aria-hidden="true"
                    data-testid="unfinished-input" node_ref=input on:change=move |_| chosen(app, input) />
            </section>
        })
    }
}
