//! How far something is, in numbers, and the way to stop it.

use crate::{
    ui::{prelude::*, reactive::memo},
    words::t,
};

/// A bar with its numbers, and a button to stop where it can be stopped.
#[component]
pub fn Progress(
    /// What is being done: "Reading march.csv".
    #[prop(into)]
    title: Signal<String>,
    /// How much of it, from 0 to 1; `None` where that is not known.
    #[prop(into)]
    done: Signal<Option<f64>>,
    /// The numbers: "41 % · 2.1 MB of 5.1 MB".
    #[prop(into)]
    numbers: Signal<String>,
    /// Asked to stop.
    #[prop(optional, into)]
    on_cancel: Option<Callback<()>>,
) -> impl IntoView {
    // In whole percents: a screen reader need not hear of every byte.
    let percent = memo(move || done.get().map(|done| (done.clamp(0.0, 1.0) * 100.0).floor().to_string()));
    view! { class = "u",
        <div class="progress-box">
            <p class="progress-title"><span dir="auto">{title}</span></p>
            <p class="soft number progress-numbers">{numbers}</p>
            {on_cancel.map(|cancel| view! { class = "u",
                <button class="button" type="button" data-testid="cancel" on:click=move |_| cancel.run(())>{t("Stop")}</button>
            })}
            <progress class="progress" max="100" value=percent aria-label=title></progress>
        </div>
    }
}
