//! A browser compiles each part of the program when it first runs, so the first board of a tab would
//! be built in tasks several times as long as those of the second. While the start screen waits for a
//! file, an empty board is therefore built once, out of sight, part by part, and dropped.

use leptos::mount::mount_to;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{board::Board, state::App, status::Phase};
use crate::{browser::frames, ui::prelude::*};

/// Frames that the parts of a board need, with some to spare.
const FRAMES: u32 = 12;

/// Builds and drops an empty board, once the page stands idle.
pub fn warm_up(app: App) {
    gloo::timers::callback::Timeout::new(100, move || {
        if app.phase.try_get_untracked() != Some(Phase::Start) {
            return;
        }
        let place =
            document().create_element("div").ok().and_then(|place| place.dyn_into::<HtmlElement>().ok());
        let Some(place) = place else { return };
        let board = mount_to(place, move || {
            let dark = RwSignal::new(false);
            view! { class = "u", <Board app dark /> }
        });
        drop_after(FRAMES, board);
    })
    .forget();
}

fn drop_after(frames: u32, board: impl Sized + 'static) {
    frames::later(move || {
        if frames == 0 {
            drop(board);
        } else {
            drop_after(frames - 1, board);
        }
    });
}
