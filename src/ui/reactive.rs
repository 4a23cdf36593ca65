//! Derived values and effects, compiled once for a type of value instead of once for each use: the page
//! has a hundred of them, and each copy of the machinery behind one is bytes to download.

use gloo::timers::callback::Timeout;
use leptos::prelude::{Effect, Get, GetUntracked, Memo, RwSignal, Set};

/// [`Memo::new`] for a value that does not need the one before.
pub fn memo<T>(value: impl Fn() -> T + Send + Sync + 'static) -> Memo<T>
where
    T: PartialEq + Send + Sync + 'static,
{
    boxed_memo(Box::new(value))
}

fn boxed_memo<T>(value: Box<dyn Fn() -> T + Send + Sync>) -> Memo<T>
where
    T: PartialEq + Send + Sync + 'static,
{
    Memo::new(move |_| value())
}

/// [`Effect::new`] for an effect that does not need what it gave before.
pub fn effect(run: impl FnMut() + 'static) {
    boxed_effect(Box::new(run));
}

fn boxed_effect(mut run: Box<dyn FnMut()>) {
    Effect::new(move |_| run());
}

/// Milliseconds that people do not notice that they wait.
const UNNOTICED: u32 = 160;

/// Whether something has held for so long that people notice: what looks different only then costs no frame
/// where an answer comes at once.
pub fn lasting(holds: RwSignal<bool>) -> RwSignal<bool> {
    let lasts = RwSignal::new(false);
    effect(move || {
        if !holds.get() {
            return lasts.set(false);
        }
        Timeout::new(UNNOTICED, move || {
            if holds.try_get_untracked() == Some(true) {
                lasts.try_set(true);
            }
        })
        .forget();
    });
    lasts
}
