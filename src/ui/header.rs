//! The strip at the top: the name, and the choice of paper.

use leptos::prelude::*;

use super::theme;

/// The strip.
#[component]
pub fn Header(
    /// Whether the page is dark.
    dark: RwSignal<bool>,
) -> impl IntoView {
    view! { class = "u",
        <header class="top">
            <p class="name">
                <svg class="mark" viewBox="0 0 24 24" aria-hidden="true">
                    <path d="M3 9c3-5 6-5 9 0s6 5 9 0" />
                    <path class="under" d="M3 16c3-5 6-5 9 0s6 5 9 0" />
                </svg>
                "Undertone"
            </p>
            <button class="quiet" type="button" on:click=move |_| theme::toggle(dark)>
                {move || if dark.get() { "Light theme" } else { "Dark theme" }}
            </button>
        </header>
    }
}
