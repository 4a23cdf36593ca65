//! Every part in every state, on a page of its own at `#/gallery`: to be looked at while working on
//! them, and photographed by the browser tests. It is in the development build alone, and its words
//! are samples, so they are not translated.

mod charts;
mod choosing;
mod figures;
mod floating;
mod tables;

use crate::ui::prelude::*;

use super::toasts::{Toaster, Toasts};
use crate::ui::theme::{self, Theme};

/// Whether the address asks for the gallery.
pub fn is_asked_for() -> bool {
    window().location().hash().is_ok_and(|hash| hash.starts_with("#/gallery"))
}

/// The page of all parts.
#[component]
pub fn Gallery() -> impl IntoView {
    let (paper, dark) = theme::theme();
    let toaster = Toaster::provide();
    let toggle = move |_| theme::choose(paper, if dark.get_untracked() { Theme::Light } else { Theme::Dark });
    view! { class = "u",
        <main class="gallery" data-testid="gallery">
            <header class="gallery-top">
                <h1 class="promise">"Gallery of parts"</h1>
                <button class="button" type="button" on:click=toggle>"Change paper"</button>
            </header>
            <choosing::Choosing toaster />
            <figures::Figures />
            <charts::Charts dark />
            <tables::Tables />
            <floating::Floating toaster />
            <Toasts toaster />
        </main>
    }
}

/// A part under its name.
#[component]
fn Section(
    /// The name; the section is `gallery-NAME` in tests.
    name: &'static str,
    /// Its states.
    children: Children,
) -> impl IntoView {
    view! { class = "u",
        <section class="gallery-section" data-testid=format!("gallery-{name}") aria-label=name>
            <h2 class="lead">{name}</h2>
            {children()}
        </section>
    }
}
