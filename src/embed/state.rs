//! The state of one panel: what its worker said last, and what the host wants to be seen.

use leptos::prelude::*;

use crate::wire::panel::Shown;

/// What a panel consists of, in the order in which it stands.
pub const SECTIONS: [&str; 10] =
    ["alerts", "figures", "pulse", "mood", "wants", "topics", "asks", "signals", "running", "rules"];

/// How far a panel is.
#[derive(Clone, Debug, PartialEq)]
pub enum Stage {
    /// Its worker and the language model are on their way.
    Starting,
    /// It listens.
    Listening,
    /// It stopped, and why.
    Failed(String),
}

/// What a panel shows, as signals.
#[derive(Clone, Copy)]
pub struct State {
    /// How far it is.
    pub stage: RwSignal<Stage>,
    /// What there is; `None` until something was said of it.
    pub shown: RwSignal<Option<Shown>>,
    /// The sections that are seen, by their places in [`SECTIONS`], a bit each.
    pub sections: RwSignal<u16>,
    /// Whether nothing can be changed.
    pub readonly: RwSignal<bool>,
    /// Counts up with every change of the language, so that all words are said anew.
    pub language: RwSignal<u32>,
    /// Where the full page is; empty where there is no way to it.
    pub full: RwSignal<String>,
}

impl State {
    /// A panel that starts.
    pub fn new() -> Self {
        Self {
            stage: RwSignal::new(Stage::Starting),
            shown: RwSignal::new(None),
            sections: RwSignal::new(u16::MAX),
            readonly: RwSignal::new(false),
            language: RwSignal::new(0),
            full: RwSignal::new(String::new()),
        }
    }

    /// Shows some sections alone, by their names separated by spaces; all where none of them is known.
    pub fn view(&self, names: &str) {
        let wanted = SECTIONS
            .iter()
            .zip(0..)
            .filter(|(section, _)| names.split_whitespace().any(|name| name == **section))
            .fold(0u16, |bits, (_, at)| bits | 1 << at);
        self.sections.set(if wanted == 0 { u16::MAX } else { wanted });
    }

    /// Whether a section is seen.
    pub fn shows(&self, section: &str) -> bool {
        let at = SECTIONS.iter().position(|known| *known == section);
        at.is_some_and(|at| self.sections.get() & (1 << at) != 0)
    }
}
