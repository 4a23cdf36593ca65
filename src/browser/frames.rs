//! Work that can wait is done one piece per frame, so that no task of the page's thread is long: a
//! picture, a few rows, a part of the board. Order is kept.

use std::{cell::RefCell, collections::VecDeque};

use wasm_bindgen::{JsCast, closure::Closure};

type Work = Box<dyn FnOnce()>;

thread_local! {
    static WAITING: RefCell<VecDeque<Work>> = const { RefCell::new(VecDeque::new()) };
}

/// Does a piece of work in a frame of its own, after those that wait already.
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
        // The piece stays in the queue's count until it is done: what it queues comes after it.
        let work = WAITING.with_borrow_mut(|waiting| {
            waiting.front_mut().map(|work| std::mem::replace(work, Box::new(|| ())))
        });
        if let Some(work) = work {
            work();
        }
        let more = WAITING.with_borrow_mut(|waiting| {
            waiting.pop_front();
            !waiting.is_empty()
        });
        if more {
            ask_for_frame();
        }
    });
    let _ = window.request_animation_frame(frame.unchecked_ref());
}
