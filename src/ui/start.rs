//! The start screen: what this is, where files go, and data to try it with.

use leptos::prelude::*;

use super::{drop_zone::DropZone, state::App, status::Phase};
use crate::wire::SampleKind;

/// The start screen. After a failure only its promise stays: the way on is the notice above it.
#[component]
pub fn Start(
    /// The page's state.
    app: App,
) -> impl IntoView {
    view! { class = "u",
        <section class="start">
            <h1 class="promise">
                "What your customers say to your bot," <br /> "understood in this tab."
            </h1>
            <p class="soft wide">
                "Drop exported chat transcripts and see how conversations end, where the bot fails and how long \
                 people wait. The files are read by this page alone: nothing leaves."
            </p>
            <Show when=move || app.phase.get() == Phase::Start>
                <DropZone app />
                <p class="samples">
                    <span class="soft">"Try it with sample data:"</span>
                    <button class="link" type="button" data-testid="sample-shop"
                        on:click=move |_| app.sample(SampleKind::Shop)>"online shop"</button>
                    <span class="soft" aria-hidden="true">"·"</span>
                    <button class="link" type="button" data-testid="sample-saas"
                        on:click=move |_| app.sample(SampleKind::Saas)>"SaaS support"</button>
                    <span class="soft">"(synthetic, and marked so)"</span>
                </p>
            </Show>
        </section>
    }
}
