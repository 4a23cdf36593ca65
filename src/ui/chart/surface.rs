//! A picture on a canvas: drawn anew when it, its box or its paper changes, and only then.

use leptos::{html, prelude::*};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{HtmlCanvasElement, ResizeObserver};

use crate::{
    browser::frames,
    charts::{Picture, Spot, Theme, canvas::canvas_area},
    ui::reactive::effect,
};

/// The colours on light or dark paper.
pub fn theme(dark: bool) -> Theme {
    if dark { Theme::dark() } else { Theme::light() }
}

/// Keeps a canvas drawn, and `width` and `spots` as they are on it; `failed` where it could not be.
pub fn keep_drawn(
    canvas: NodeRef<html::Canvas>,
    picture: Signal<Option<Picture>>,
    dark: Signal<bool>,
    width: RwSignal<u32>,
    spots: RwSignal<Vec<Spot>>,
    failed: RwSignal<bool>,
) {
    follow_width(canvas, width);
    // Each picture is drawn in a frame of its own; what changes before that frame is drawn once.
    let queued = StoredValue::new(false);
    effect(move || {
        canvas.track();
        picture.track();
        width.track();
        dark.track();
        if !queued.try_update_value(|queued| std::mem::replace(queued, true)).unwrap_or(true) {
            frames::soon(move || {
                queued.try_update_value(|queued| *queued = false);
                let (Some(Some(canvas)), Some(Some(picture))) =
                    (canvas.try_get_untracked(), picture.try_get_untracked())
                else {
                    return;
                };
                let width = width.try_get_untracked().unwrap_or(0);
                if width > 0 {
                    let drawn = draw(&canvas, &picture, width, dark.get_untracked());
                    if failed.try_get_untracked() == Some(drawn.is_some()) {
                        failed.set(drawn.is_none());
                    }
                    spots.try_set(drawn.unwrap_or_default());
                }
            });
        }
    });
}

fn draw(canvas: &HtmlCanvasElement, picture: &Picture, width: u32, dark: bool) -> Option<Vec<Spot>> {
    let area = canvas_area(canvas, (width, picture.height(width)))?;
    picture.draw(&area, &theme(dark)).ok()
}

/// Follows the width of a canvas on the page as it changes.
fn follow_width(canvas: NodeRef<html::Canvas>, width: RwSignal<u32>) {
    effect(move || {
        let Some(canvas) = canvas.get() else { return };
        let measured = canvas.clone();
        let changed = Closure::<dyn Fn(js_sys::Array)>::new(move |_| {
            let now = measured.client_width().max(0) as u32;
            // A canvas that was taken away has no width to tell.
            if measured.is_connected() && width.try_get_untracked().is_some_and(|known| known != now) {
                width.set(now);
            }
        });
        // The browser keeps both as long as the canvas: its last word may come after the chart is gone.
        if let Ok(observer) = ResizeObserver::new(changed.into_js_value().unchecked_ref()) {
            observer.observe(&canvas);
        }
    });
}
