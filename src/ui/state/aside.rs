//! What of the state is seldom needed, kept together behind one handle.

use leptos::prelude::*;

use super::{App, Planning, Search, Studies, Teachings, TopicsOnScreen, Unfinished, Voices};
use crate::{
    browser::tab,
    charts::Campaign,
    ui::{asking::Asking, campaigns, marking, tracked::Tracked, tracking},
};

/// The parts. Copies are the same.
#[derive(Clone, Copy)]
pub(super) struct Aside {
    asking: Asking,
    search: Search,
    pub(super) voices: Voices,
    unfinished: Unfinished,
    pub(super) teachings: Teachings,
    pub(super) studies: Studies,
    campaigns: RwSignal<Vec<Campaign>>,
    pub(super) planning: Planning,
    tracked: RwSignal<Vec<Tracked>>,
    pub(super) topics: TopicsOnScreen,
}

impl Aside {
    /// Fresh ones, with what this browser keeps.
    pub(super) fn new() -> Self {
        Self {
            asking: Asking::new(),
            search: Search::new(),
            voices: Voices::new(),
            unfinished: Unfinished::new(),
            teachings: Teachings::new(),
            studies: Studies::new(),
            campaigns: RwSignal::new(campaigns::read(&tab::kept(marking::KEPT).unwrap_or_default())),
            planning: Planning::new(),
            tracked: RwSignal::new(tracking::in_browser()),
            topics: TopicsOnScreen::new(),
        }
    }
}

impl App {
    /// What is asked before files are read.
    pub fn asking(self) -> Asking {
        self.aside.get_value().asking
    }

    /// The ranked search.
    pub fn search(self) -> Search {
        self.aside.get_value().search
    }

    /// Imports that a reload broke off.
    pub fn unfinished(self) -> Unfinished {
        self.aside.get_value().unfinished
    }

    /// What a person marked on the time axis.
    pub fn campaigns(self) -> RwSignal<Vec<Campaign>> {
        self.aside.get_value().campaigns
    }

    /// What a person acts upon.
    pub fn tracked(self) -> RwSignal<Vec<Tracked>> {
        self.aside.get_value().tracked
    }
}
