//! A map looked at from nearer: by buttons, by keys, by the wheel together with Ctrl, by two fingers; and moved by
//! dragging, or by Shift with arrow keys.

use leptos::{ev, html};

use crate::{
    charts::Zoom,
    ui::{prelude::*, reactive::memo},
    words::t,
};

/// How much nearer one step is.
const STEP: f64 = 1.5;

/// How far a key moves, in parts of the frame.
const STRIDE: f64 = 0.15;

/// Pixels by which a pointer may move and still click.
const STILL: f64 = 4.0;

/// A point of the frame, from 0 to 1.
type Point = (f64, f64);

/// The middle of the frame.
const MIDDLE: Point = (0.5, 0.5);

/// What is held down: the pointer, and where it is, in pixels of the page.
type Held = (i32, Point);

/// How near it is looked at. Copies are the same.
#[derive(Clone, Copy)]
pub struct Zooming {
    zoom: RwSignal<Zoom>,
    frame: NodeRef<html::Div>,
    held: StoredValue<Vec<Held>>,
    /// Pixels that the pointer was dragged since it went down.
    dragged: StoredValue<f64>,
}

impl Zooming {
    /// All of it is in sight.
    pub fn new() -> Self {
        Self {
            zoom: RwSignal::new(Zoom::default()),
            frame: NodeRef::new(),
            held: StoredValue::default(),
            dragged: StoredValue::default(),
        }
    }

    /// How near.
    pub fn now(self) -> Zoom {
        self.zoom.get()
    }

    /// Left, top, width and height of the picture on the page, in pixels.
    fn size(self) -> Option<(Point, Point)> {
        let canvas = self.frame.get_untracked()?.query_selector("canvas").ok()??;
        let of = canvas.get_bounding_client_rect();
        let is_there = of.width() > 0.0 && of.height() > 0.0;
        is_there.then(|| ((of.left(), of.top()), (of.width(), of.height())))
    }

    /// The point of the frame that a place on the page is.
    fn point(self, at: Point) -> Point {
        let ((left, top), (width, height)) = self.size().unwrap_or(((0.0, 0.0), (1.0, 1.0)));
        ((at.0 - left) / width, (at.1 - top) / height)
    }

    fn by(self, factor: f64, around: Point) {
        self.zoom.update(|zoom| *zoom = zoom.by(factor, around));
    }

    /// Moves what is in sight as far as the pointer went.
    fn drag(self, (dx, dy): Point) {
        if let Some((_, (width, height))) = self.size() {
            self.zoom.update(|zoom| *zoom = zoom.moved((-dx / width, -dy / height)));
        }
    }

    fn wheel(self, event: &ev::WheelEvent) {
        if event.ctrl_key() || event.meta_key() {
            event.prevent_default();
            // A line of text, where the wheel counts in lines.
            let pixels = if event.delta_mode() == 0 { 1.0 } else { 16.0 };
            let at = (f64::from(event.client_x()), f64::from(event.client_y()));
            self.by((-event.delta_y() * pixels / 200.0).exp(), self.point(at));
        }
    }

    fn key(self, event: &ev::KeyboardEvent) {
        let stride = |x: f64, y: f64| self.zoom.update(|zoom| *zoom = zoom.moved((x * STRIDE, y * STRIDE)));
        match (event.key().as_str(), event.shift_key()) {
            ("+" | "=", _) => self.by(STEP, MIDDLE),
            ("-", _) => self.by(1.0 / STEP, MIDDLE),
            ("0", _) => self.zoom.set(Zoom::default()),
            ("ArrowLeft", true) => stride(-1.0, 0.0),
            ("ArrowRight", true) => stride(1.0, 0.0),
            ("ArrowUp", true) => stride(0.0, -1.0),
            ("ArrowDown", true) => stride(0.0, 1.0),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    }

    fn down(self, event: &ev::PointerEvent) {
        self.dragged.set_value(0.0);
        self.held.update_value(|held| held.push((event.pointer_id(), of_pointer(event))));
    }

    fn up(self, event: &ev::PointerEvent) {
        self.held.update_value(|held| held.retain(|(id, _)| *id != event.pointer_id()));
    }

    fn moved(self, event: &ev::PointerEvent) {
        let before = self.held.get_value();
        self.held.update_value(|held| {
            held.iter_mut()
                .filter(|(id, _)| *id == event.pointer_id())
                .for_each(|(_, at)| *at = of_pointer(event));
        });
        let now = self.held.get_value();
        match (before.as_slice(), now.as_slice()) {
            ([(_, from)], [(_, to)]) if self.zoom.get_untracked().times() > 1.0 => {
                self.dragged.update_value(|dragged| *dragged += apart(*from, *to));
                self.drag((to.0 - from.0, to.1 - from.1));
            }
            ([(_, one), (_, two)], [(_, three), (_, four)]) => {
                self.dragged.set_value(STILL + 1.0);
                let (from, to) = (between(*one, *two), between(*three, *four));
                self.by(apart(*three, *four) / apart(*one, *two).max(1.0), self.point(from));
                self.drag((to.0 - from.0, to.1 - from.1));
            }
            _ => {}
        }
    }

    /// What is dragged was not clicked.
    fn clicked(self, event: &ev::MouseEvent) {
        if self.dragged.get_value() > STILL {
            self.dragged.set_value(0.0);
            event.stop_propagation();
        }
    }

    /// A map, with what brings it nearer; nothing of that where there is none.
    pub fn around(self, is_there: bool, map: impl IntoView + 'static) -> impl IntoView {
        let is_near = memo(move || self.zoom.get().times() > 1.0);
        let nearest = memo(move || self.zoom.get().times() >= Zoom::NEAREST);
        let buttons = is_there.then(|| {
            view! { class = "u",
                <div class="bar zooming" role="group" aria-label=t("How near the map is")>
                    <button class="button" type="button" data-testid="zoom-in" aria-label=t("Nearer") title=t("Nearer")
                        disabled=move || nearest.get() on:click=move |_| self.by(STEP, MIDDLE)>"+"</button>
                    <button class="button" type="button" data-testid="zoom-out" aria-label=t("Farther") title=t("Farther")
                        disabled=move || !is_near.get() on:click=move |_| self.by(1.0 / STEP, MIDDLE)>"−"</button>
                    <button class="quiet" type="button" data-testid="zoom-all"
                        disabled=move || !is_near.get() on:click=move |_| self.zoom.set(Zoom::default())>{t("All of it")}</button>
                    <span class="soft">{t("Also: + and −, Ctrl with the wheel, two fingers; dragging or Shift with arrow keys moves it.")}</span>
                </div>
            }
        });
        view! { class = "u",
            <div class="zoomable" node_ref=self.frame data-near=move || is_near.get().then_some("")
                on:keydown:capture=move |event| self.key(&event) on:click:capture=move |event| self.clicked(&event)
                on:wheel=move |event| self.wheel(&event) on:pointerdown=move |event| self.down(&event)
                on:pointermove=move |event| self.moved(&event) on:pointerup=move |event| self.up(&event)
                on:pointercancel=move |event| self.up(&event) on:pointerleave=move |event| self.up(&event)>
                {map}
                {buttons}
            </div>
        }
    }
}

fn of_pointer(event: &ev::PointerEvent) -> Point {
    (f64::from(event.client_x()), f64::from(event.client_y()))
}

fn apart(one: Point, two: Point) -> f64 {
    (one.0 - two.0).hypot(one.1 - two.1)
}

fn between(one: Point, two: Point) -> Point {
    (f64::midpoint(one.0, two.0), f64::midpoint(one.1, two.1))
}
