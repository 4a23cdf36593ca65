//! The words of the messages are taken into the index when nobody asks for anything, in pieces so small
//! that what is asked meanwhile does not wait: by the time somebody searches, the index is there. Near the
//! limit of memory it is left for when somebody does.

use std::{cell::Cell, rc::Rc};

use wasm_bindgen_futures::spawn_local;

use super::world;

/// Nothing was asked for so long, milliseconds: now there is time.
const QUIET: u32 = 250;

/// Longest piece, milliseconds.
const PIECE: f64 = 10.0;

/// Utterances between two looks at the clock.
const STEP: u32 = 500;

/// When something was asked last, and whether the index is being made.
#[derive(Default)]
pub struct Indexing {
    heard: Cell<f64>,
    at_work: Cell<bool>,
}

impl Indexing {
    /// Something was asked: the index waits.
    pub fn hear(&self) {
        self.heard.set(world::now());
    }

    /// Takes utterances in until there are no more. `more` takes so many, and says whether others are left.
    pub fn begin(self: &Rc<Self>, more: impl Fn(u32) -> bool + 'static) {
        if self.at_work.replace(true) {
            return;
        }
        let this = Rc::clone(self);
        spawn_local(async move {
            while this.piece(&more).await {}
            this.at_work.set(false);
        });
    }

    async fn piece(&self, more: &impl Fn(u32) -> bool) -> bool {
        let quiet = world::now() - self.heard.get();
        if quiet < f64::from(QUIET) {
            world::pause(QUIET).await;
            return true;
        }
        let began = world::now();
        while more(STEP) {
            if world::now() - began > PIECE {
                world::give_way().await;
                return true;
            }
        }
        false
    }
}
