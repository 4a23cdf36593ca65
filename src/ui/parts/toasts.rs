//! What just happened, said in a corner for a few seconds; and the way back where there is one.

use std::{sync::Arc, time::Duration};

use gloo::events::{EventListener, EventListenerOptions};
use leptos::{ev, html};

use super::{
    icon::Icon,
    touch::{focused, is_writing, soon},
};
use crate::{
    ui::{
        parts::{Keyed, KeyedRow},
        prelude::*,
        reactive::effect,
    },
    words::t,
};

/// How often the time left is looked at.
const TICK: Duration = Duration::from_millis(200);

/// How long a sentence stays.
const SAY: Duration = Duration::from_secs(6);

/// How long the way back is offered.
const UNDO: Duration = Duration::from_secs(10);

/// At most so many are shown; older ones go.
const MOST: usize = 4;

/// Takes something back. A toast outlives what said it, and would outlive a `Callback` made there: such
/// a one goes with the component that made it.
type Undo = Arc<dyn Fn() + Send + Sync>;

#[derive(Clone)]
struct Toast {
    id: u32,
    text: String,
    undo: Option<Undo>,
}

/// Says what happened, from anywhere below the component that provided it.
///
/// ```ignore
/// let toaster = Toaster::provide();           // once, in the page
/// expect_context::<Toaster>().say("Saved.");  // anywhere below
/// ```
#[derive(Clone, Copy)]
pub struct Toaster {
    toasts: RwSignal<Vec<Toast>>,
    next: StoredValue<u32>,
}

impl Toaster {
    /// Makes one and puts it into the context.
    pub fn provide() -> Self {
        let toaster = Self { toasts: RwSignal::new(Vec::new()), next: StoredValue::new(0) };
        provide_context(toaster);
        toaster
    }

    /// Says a sentence.
    pub fn say(self, text: impl Into<String>) {
        self.add(text.into(), None);
    }

    /// Says a sentence and offers to take back what was done, for ten seconds.
    pub fn undo(self, text: impl Into<String>, undo: impl Fn() + Send + Sync + 'static) {
        self.add(text.into(), Some(Arc::new(undo)));
    }

    fn add(self, text: String, undo: Option<Undo>) {
        let id = self.next.get_value();
        self.next.set_value(id + 1);
        self.toasts.update(|toasts| {
            toasts.push(Toast { id, text, undo });
            let surplus = toasts.len().saturating_sub(MOST);
            toasts.drain(..surplus);
        });
    }

    fn remove(self, id: u32) {
        self.toasts.update(|toasts| toasts.retain(|toast| toast.id != id));
    }

    /// Takes back the latest that can be; whether there was one.
    fn undo_latest(self) -> bool {
        let latest = self.toasts.with_untracked(|toasts| {
            toasts.iter().rev().find_map(|toast| Some((toast.id, toast.undo.clone()?)))
        });
        let Some((id, undo)) = latest else { return false };
        self.remove(id);
        undo();
        true
    }
}

/// The corner where toasts appear. Ctrl+Z (Cmd+Z) takes the latest back, unless text is being written.
#[component]
pub fn Toasts(
    /// Whose toasts.
    toaster: Toaster,
) -> impl IntoView {
    let keys = window_event_listener(ev::keydown, move |event| {
        let is_undo = (event.ctrl_key() || event.meta_key())
            && !event.shift_key()
            && !event.alt_key()
            && event.key().eq_ignore_ascii_case("z");
        if is_undo && !is_writing() && toaster.undo_latest() {
            event.prevent_default();
        }
    });
    on_cleanup(move || keys.remove());
    let corner = NodeRef::<html::Div>::new();
    // Beside a modal dialog nothing can be seen or pressed: the corner goes into it, and back when it closes.
    effect(move || {
        toaster.toasts.track();
        soon(move || move_into_reach(corner));
    });
    let closing = EventListener::new_with_options(
        &document(),
        "close",
        EventListenerOptions::run_in_capture_phase(),
        move |_| soon(move || move_into_reach(corner)),
    );
    let closing = StoredValue::new_local(Some(closing));
    on_cleanup(move || closing.set_value(None));
    let row = move |toast: Toast| {
        KeyedRow::new(toast.id.to_string(), move || {
            view! { class = "u",
                <OneToast toaster toast=toast.clone() corner />
            }
        })
    };
    view! { class = "u",
        <div class="toasts" role="region" aria-label=t("Messages of the page") aria-live="polite" data-testid="toasts"
            node_ref=corner>
            <Keyed rows=move || toaster.toasts.get().into_iter().map(row) />
        </div>
    }
}

/// Puts the corner into the modal dialog that is open, else where it belongs.
fn move_into_reach(corner: NodeRef<html::Div>) {
    let Some(corner) = corner.try_get_untracked().flatten() else { return };
    let within = focused()
        .and_then(|focused| focused.closest("dialog:modal").ok().flatten())
        .or_else(|| document().query_selector("dialog:modal").ok().flatten())
        .or_else(|| document().query_selector(".page, .gallery").ok().flatten());
    if let Some(within) = within.filter(|within| corner.parent_element().as_ref() != Some(within)) {
        // Refused only where it would hold itself.
        let _ = within.append_child(&corner);
    }
}

#[component]
fn OneToast(toaster: Toaster, toast: Toast, corner: NodeRef<html::Div>) -> impl IntoView {
    let Toast { id, text, undo } = toast;
    // While a pointer or the focus is on one of them, none goes.
    let paused = move || {
        corner
            .try_get_untracked()
            .flatten()
            .is_some_and(|corner| corner.matches(":hover, :focus-within").unwrap_or(false))
    };
    let left = StoredValue::new(if undo.is_some() { UNDO } else { SAY });
    let ticks = set_interval_with_handle(
        move || {
            if paused() {
                return;
            }
            let is_over = left.try_update_value(|left| {
                *left = left.saturating_sub(TICK);
                left.is_zero()
            });
            // A tick may still come after the toast has gone.
            if is_over == Some(true) {
                toaster.remove(id);
            }
        },
        TICK,
    );
    on_cleanup(move || {
        if let Ok(ticks) = ticks {
            ticks.clear();
        }
    });
    let take_back = undo.map(|undo| {
        move |_| {
            toaster.remove(id);
            undo();
        }
    });
    view! { class = "u",
        <div class="toast" data-testid="toast">
            <p class="sentence" dir="auto">{text}</p>
            {take_back.map(|take_back| view! { class = "u",
                <button class="quiet" type="button" data-testid="toast-undo" on:click=take_back>
                    <Icon name="undo" />{t("Undo")}
                </button>
            })}
            <button class="icon-button" type="button" aria-label=t("Dismiss") on:click=move |_| toaster.remove(id)>
                <Icon name="x" />
            </button>
        </div>
    }
}
