//! Work that can wait is done in pieces, each in a frame of its own or a few small ones in one, so that no
//! task of the page's thread is long: a picture, a few rows, a part of the board. Order is kept.

use std::{cell::RefCell, collections::VecDeque};

use wasm_bindgen::{JsCast, closure::Closure};

use super::tab;

/// A piece, and whether it may share its frame.
type Work = (bool, Box<dyn FnOnce()>);

/// Milliseconds after which a frame begins no further piece.
const STRETCH: f64 = 4.0;

thread_local! {
    static WAITING: RefCell<VecDeque<Work>> = const { RefCell::new(VecDeque::new()) };
}

/// Does a piece of work in a frame of its own, after those that wait already: what the browser has to lay
/// out anew for it takes longer than the piece.
pub fn later(work: impl FnOnce() + 'static) {
    wait((false, Box::new(work)));
}

/// Does a small piece that changes no layout, after those that wait already, in one frame with its like: a
/// stroke of a picture, a word on what is done.
pub fn soon(work: impl FnOnce() + 'static) {
    wait((true, Box::new(work)));
}

fn wait(work: Work) {
    let first = WAITING.with_borrow_mut(|waiting| {
        waiting.push_back(work);
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
        loop {
            let shared = do_one();
            let next = WAITING.with_borrow(|waiting| waiting.front().map(|(shared, _)| *shared));
            match next {
                None => return,
                Some(next) if shared && next && tab::now() - began < STRETCH => {}
                Some(_) => return ask_for_frame(),
            }
        }
    });
    let _ = window.request_animation_frame(frame.unchecked_ref());
}

/// Does the piece that waits longest, and says whether it shares its frame.
fn do_one() -> bool {
    // It stays in the queue's count until it is done: what it queues comes after it.
    let work = WAITING.with_borrow_mut(|waiting| {
        waiting.front_mut().map(|work| std::mem::replace(work, (true, Box::new(|| ()))))
    });
    let shared = work.map(|(shared, work)| {
        work();
        shared
    });
    WAITING.with_borrow_mut(VecDeque::pop_front);
    shared.unwrap_or_default()
}
