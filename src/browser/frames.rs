//! Work that can wait is done in small stretches, one per frame, so that no task of the page's thread is
//! long: a picture, a few rows, a part of the board. Order is kept.

use std::{cell::RefCell, collections::VecDeque};

use wasm_bindgen::{JsCast, closure::Closure};

use super::tab;

type Work = Box<dyn FnOnce()>;

/// Milliseconds after which a frame begins no further piece. What the browser lays out and paints for the
/// pieces of a frame comes on top.
const STRETCH: f64 = 4.0;

thread_local! {
    static WAITING: RefCell<VecDeque<Work>> = const { RefCell::new(VecDeque::new()) };
}

/// Does a piece of work in a coming frame, after those that wait already.
pub fn later(work: impl FnOnce() + 'static) {
    let first = WAITING.with_borrow_mut(|waiting| {
        waiting.push_back(Box::new(work));
        waiting.len() == 1
    });
    if first {
        ask_for_frame();
    }
}

fn ask_for_frame() {
    let Some(window) = web_sys::window() else { return };
    let frame = Closure::once_into_js(|| {
        let began = tab::now();
        while do_one() {
            if tab::now() - began > STRETCH {
                return ask_for_frame();
            }
        }
    });
    let _ = window.request_animation_frame(frame.unchecked_ref());
}

/// Does the piece that waits longest, and says whether others wait.
fn do_one() -> bool {
    // It stays in the queue's count until it is done: what it queues comes after it.
    let work = WAITING
        .with_borrow_mut(|waiting| waiting.front_mut().map(|work| std::mem::replace(work, Box::new(|| ()))));
    if let Some(work) = work {
        work();
    }
    WAITING.with_borrow_mut(|waiting| {
        waiting.pop_front();
        !waiting.is_empty()
    })
}
