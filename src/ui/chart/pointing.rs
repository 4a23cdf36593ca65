//! What pointer and keys do with a picture: point at a spot, pick it, mark a stretch of days.
//!
//! A plain click picks the spot under it; a drag over a picture over time marks days and picks them
//! when it is let go. Arrow keys go from spot to spot, Shift with them marks days, Enter picks,
//! Escape gives up.

use leptos::{ev, html, prelude::*};

use crate::{
    charts::{Brush, Pick, Picture, Spot, nearest},
    ui::reactive::memo,
};

/// A pointer that moved less than this, in pixels, was held to click.
const STILL: i32 = 4;

/// A pointer that is down.
#[derive(Clone, Copy)]
struct Drag {
    anchor: usize,
    from_x: i32,
    /// Whether it moved far enough to mean a stretch.
    moved: bool,
}

/// What is pointed at and marked in one picture.
#[derive(Clone, Copy)]
pub struct Pointing {
    picture: Signal<Option<Picture>>,
    spots: RwSignal<Vec<Spot>>,
    on_pick: Option<Callback<Pick>>,
    /// The spot pointed at.
    pub pointed: RwSignal<Option<usize>>,
    /// The stretch being marked.
    pub brush: RwSignal<Option<Brush>>,
    /// Whether a stretch can be marked.
    pub brushes: Memo<bool>,
    drag: StoredValue<Option<Drag>>,
    /// The click that ends a drag is not meant as one.
    swallow_click: StoredValue<bool>,
}

impl Pointing {
    /// Nothing is pointed at yet.
    pub fn new(
        picture: Signal<Option<Picture>>,
        spots: RwSignal<Vec<Spot>>,
        on_pick: Option<Callback<Pick>>,
    ) -> Self {
        Self {
            picture,
            spots,
            on_pick,
            pointed: RwSignal::new(None),
            brush: RwSignal::new(None),
            brushes: memo(move || on_pick.is_some() && spots.with(|spots| Brush::suits(spots))),
            drag: StoredValue::new(None),
            swallow_click: StoredValue::new(false),
        }
    }

    fn pick(self, pick: Option<Pick>) {
        if let (Some(pick), Some(on_pick)) = (pick, self.on_pick) {
            on_pick.run(pick);
        }
    }

    fn pick_spot(self, at: usize) {
        self.pick(self.spots.with_untracked(|spots| spots.get(at).and_then(|spot| spot.pick.clone())));
    }

    fn pick_brush(self, marked: Brush) {
        self.brush.set(None);
        self.pick(self.spots.with_untracked(|spots| marked.pick(spots)));
    }

    fn spot_at(self, x: i32, y: i32) -> Option<usize> {
        self.spots.with_untracked(|spots| spots.iter().position(|spot| spot.holds(x, y)))
    }

    /// Leaves what was being marked.
    pub fn give_up(self) {
        self.drag.set_value(None);
        self.brush.set(None);
    }

    /// The pointer went down on the canvas.
    pub fn down(self, event: &ev::PointerEvent, canvas: NodeRef<html::Canvas>) {
        self.swallow_click.set_value(false);
        self.brush.set(None);
        let anchor = self.spots.with_untracked(|spots| nearest(spots, event.offset_x()));
        if let Some(anchor) = anchor
            && event.button() == 0
            && self.brushes.get_untracked()
        {
            self.drag.set_value(Some(Drag { anchor, from_x: event.offset_x(), moved: false }));
            if let Some(canvas) = canvas.get_untracked() {
                // Refused only if the pointer is gone already.
                let _ = canvas.set_pointer_capture(event.pointer_id());
            }
        }
    }

    /// The pointer moved.
    pub fn moved(self, event: &ev::PointerEvent) {
        let (x, y) = (event.offset_x(), event.offset_y());
        let Some(mut held) = self.drag.get_value() else {
            let now = self.spot_at(x, y);
            if self.pointed.get_untracked() != now {
                self.pointed.set(now);
            }
            return;
        };
        held.moved |= (x - held.from_x).abs() > STILL;
        self.drag.set_value(Some(held));
        if let Some(head) = self.spots.with_untracked(|spots| nearest(spots, x))
            && held.moved
        {
            self.pointed.set(None);
            self.brush.set(Some(Brush { anchor: held.anchor, head }));
        }
    }

    /// The pointer was let go.
    pub fn up(self) {
        let held = self.drag.get_value();
        self.drag.set_value(None);
        if let (Some(Drag { moved: true, .. }), Some(marked)) = (held, self.brush.get_untracked()) {
            self.swallow_click.set_value(true);
            self.pick_brush(marked);
        }
    }

    /// The picture was clicked.
    pub fn clicked(self, event: &ev::MouseEvent) {
        if self.swallow_click.get_value() {
            self.swallow_click.set_value(false);
        } else if let Some(at) = self.spot_at(event.offset_x(), event.offset_y()) {
            self.pick_spot(at);
        }
    }

    /// The pointer left the canvas.
    pub fn left(self) {
        if self.drag.with_value(Option::is_none) {
            self.pointed.set(None);
        }
    }

    /// The focus left the canvas.
    pub fn blurred(self) {
        self.give_up();
        self.pointed.set(None);
    }

    /// A key was pressed on the canvas.
    pub fn key(self, event: &ev::KeyboardEvent) {
        let (at, marked) = (self.pointed.get_untracked(), self.brush.get_untracked());
        match (event.key().as_str(), marked, at) {
            ("Enter", Some(marked), _) => self.pick_brush(marked),
            ("Enter", None, Some(at)) => self.pick_spot(at),
            ("Escape", Some(_), _) => {
                self.swallow_click.set_value(self.drag.with_value(Option::is_some));
                self.give_up();
            }
            ("Escape", None, Some(_)) => self.pointed.set(None),
            (key, ..) => {
                let count = self.spots.with_untracked(Vec::len);
                let row =
                    self.picture.with_untracked(|picture| picture.as_ref().map_or(1, Picture::spots_in_row));
                let Some(next) = step(key, at, count, row) else { return };
                let extends = event.shift_key() && self.brushes.get_untracked();
                let anchor = marked.map(|marked| marked.anchor).or(at).unwrap_or(next);
                self.brush.set(extends.then_some(Brush { anchor, head: next }));
                self.pointed.set(Some(next));
            }
        }
        // What the picture has used does not close the drawer or the dialog it stands in.
        event.prevent_default();
        event.stop_propagation();
    }

    /// What is marked or pointed at, in words.
    pub fn words(self) -> Option<String> {
        let marked = self
            .brush
            .get()
            .and_then(|marked| self.picture.with(|picture| picture.as_ref()?.stretch(marked)));
        marked.or_else(|| {
            let at = self.pointed.get()?;
            self.spots.with(|spots| spots.get(at).map(|spot| spot.words.clone()))
        })
    }

    /// Whether what is pointed at can be picked.
    pub fn picks(self) -> bool {
        let pick = |at: usize| self.spots.with(|spots| spots.get(at).is_some_and(|spot| spot.pick.is_some()));
        self.on_pick.is_some() && self.pointed.get().is_some_and(pick)
    }

    /// Left, top, right, bottom of the spot pointed at.
    pub fn pointed_area(self) -> Option<(i32, i32, i32, i32)> {
        let at = self.pointed.get()?;
        self.spots.with(|spots| spots.get(at).map(|spot| spot.area))
    }

    /// Left, top, right, bottom of the stretch being marked.
    pub fn marked_area(self) -> Option<(i32, i32, i32, i32)> {
        let marked = self.brush.get()?;
        self.spots.with(|spots| marked.area(spots))
    }
}

/// Which spot a key leads to; `None` for keys that lead nowhere.
fn step(key: &str, at: Option<usize>, count: usize, row: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    Some(match key {
        "ArrowRight" => at.map_or(0, |at| (at + 1).min(last)),
        "ArrowLeft" => at.map_or(last, |at| at.saturating_sub(1)),
        "ArrowDown" => at.map_or(0, |at| if at + row > last { at } else { at + row }),
        "ArrowUp" => at.map_or(last, |at| at.checked_sub(row).unwrap_or(at)),
        "Home" => 0,
        "End" => last,
        _ => return None,
    })
}
