//! A condition that can be taken away, and a word that says a state.

use super::{icon::Icon, shown::Tone};
use crate::{say, ui::prelude::*, words::t};

/// One condition, with a button that removes it.
#[component]
pub fn Chip(
    /// What it says.
    label: String,
    /// Whether it leaves out what fits.
    #[prop(optional)]
    negated: bool,
    /// What it is called in tests.
    #[prop(default = "chip")]
    testid: &'static str,
    /// Asked to go.
    on_remove: Callback<()>,
) -> impl IntoView {
    let remove = say!("Remove {condition}", condition = label);
    view! { class = "u",
        <span class="chip" data-testid=testid data-negated=negated.then_some("")>
            {negated.then(|| view! { class = "u", <span class="chip-not">{t("not")}</span> })}
            <span class="chip-label" dir="auto">{label}</span>
            <button class="chip-remove" type="button" aria-label=remove on:click=move |_| on_remove.run(())>
                <Icon name="x" />
            </button>
        </span>
    }
}

/// A word about a state, in the colour of its tone.
#[component]
pub fn Badge(
    /// The word.
    #[prop(into)]
    text: Signal<String>,
    /// Whether it is good, bad or neither.
    #[prop(default = Tone::Plain)]
    tone: Tone,
    /// An icon before it.
    #[prop(optional)]
    icon: Option<&'static str>,
) -> impl IntoView {
    view! { class = "u",
        <span class="mark-word" data-tone=tone_name(tone)>{icon.map(|name| view! { class = "u", <Icon name /> })}{text}</span>
    }
}

/// The name of a tone for the style sheet.
pub fn tone_name(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => "good",
        Tone::Bad => "bad",
        Tone::Plain => "plain",
    }
}
