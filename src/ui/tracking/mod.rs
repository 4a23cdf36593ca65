//! What a person acts upon: begun at any finding that is a share, kept in this browser with who sees to it and until
//! when, compared with the conversations of later days, and given to the tools in which work is planned.

mod begin;
mod list;

use leptos::prelude::*;

use super::tracked::{Tracked, read, written};
use crate::browser::tab;

pub use begin::track_button;
pub use list::WhatBecame;

/// Where it is kept.
const KEPT: &str = "undertone-tracked";

/// What is kept of it in this browser.
pub fn in_browser() -> Vec<Tracked> {
    read(&tab::kept(KEPT).unwrap_or_default())
}

fn keep(tracked: RwSignal<Vec<Tracked>>) {
    tab::keep(KEPT, &tracked.with_untracked(|all| written(all)));
}
