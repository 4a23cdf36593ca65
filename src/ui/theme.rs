//! Light or dark paper: the system's wish, or the person's choice.

use gloo::events::EventListener;
use leptos::prelude::*;

use crate::{
    browser::tab,
    ui::reactive::{effect, memo},
    words::t,
};

/// Name under which the choice is kept.
const KEPT: &str = "undertone-theme";

/// What the person wants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system does.
    #[default]
    System,
    /// Light paper.
    Light,
    /// Dark paper.
    Dark,
}

impl Theme {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The name that is kept.
    pub fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of a name; the system's for any other.
    pub fn of_name(name: &str) -> Self {
        Self::ALL.into_iter().find(|theme| theme.name() == name).unwrap_or_default()
    }

    /// For people.
    pub fn title(self) -> &'static str {
        match self {
            Self::System => t("As the system"),
            Self::Light => t("Light"),
            Self::Dark => t("Dark"),
        }
    }
}

/// What is wanted, and whether the paper is dark by it.
pub fn theme() -> (RwSignal<Theme>, Memo<bool>) {
    let wanted = RwSignal::new(Theme::of_name(&tab::kept(KEPT).unwrap_or_default()));
    let system = RwSignal::new(tab::prefers_dark());
    if let Some(Ok(Some(query))) =
        web_sys::window().map(|window| window.match_media("(prefers-color-scheme: dark)"))
    {
        EventListener::new(&query, "change", move |_| system.set(tab::prefers_dark())).forget();
    }
    let dark = memo(move || match wanted.get() {
        Theme::System => system.get(),
        theme => theme == Theme::Dark,
    });
    effect(move || tab::set_root("data-theme", if dark.get() { "dark" } else { "light" }));
    (wanted, dark)
}

/// Chooses, and keeps the choice.
pub fn choose(wanted: RwSignal<Theme>, theme: Theme) {
    tab::keep(KEPT, theme.name());
    wanted.set(theme);
}
