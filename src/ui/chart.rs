//! A picture on the page: title, canvas, a line that reads out what is pointed at, and the numbers
//! as a table.

use leptos::{ev, html, prelude::*};
use plotters::prelude::{Color, IntoDrawingArea, Rectangle};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{HtmlCanvasElement, ResizeObserver};

use crate::{
    browser::frames,
    charts::{Picture, Spot, Table, Theme, canvas::SharpCanvas},
};

/// A picture with its title.
#[component]
pub fn Chart(
    /// Name for tests.
    testid: &'static str,
    /// Title.
    title: &'static str,
    /// What to draw; `None` where there is nothing to.
    #[prop(into)]
    picture: Signal<Option<Picture>>,
    /// Whether the paper is dark.
    #[prop(into)]
    dark: Signal<bool>,
    /// Whether figures are still on their way.
    #[prop(into)]
    waiting: Signal<bool>,
    /// Why there may be nothing to draw.
    absent: &'static str,
    /// A sentence below it.
    #[prop(optional, into)]
    note: Option<Signal<Option<String>>>,
) -> impl IntoView {
    let canvas = NodeRef::<html::Canvas>::new();
    let width = observed_width(canvas);
    let spots = StoredValue::new(Vec::<Spot>::new());
    let pointed = RwSignal::new(None::<usize>);
    let present = Memo::new(move |_| picture.with(Option::is_some));

    // Each picture is drawn in a frame of its own; what changes before that frame is drawn once.
    let queued = StoredValue::new(false);
    Effect::new(move |_| {
        canvas.track();
        picture.track();
        width.track();
        dark.track();
        pointed.track();
        if !queued.try_update_value(|queued| std::mem::replace(queued, true)).unwrap_or(true) {
            frames::later(move || {
                queued.try_update_value(|queued| *queued = false);
                let (Some(Some(canvas)), Some(Some(picture))) =
                    (canvas.try_get_untracked(), picture.try_get_untracked())
                else {
                    return;
                };
                let width = width.try_get_untracked().unwrap_or(0);
                if width > 0 {
                    let (dark, pointed) = (dark.get_untracked(), pointed.get_untracked());
                    spots.set_value(draw(&canvas, &picture, width, dark, pointed));
                }
            });
        }
    });

    let summary = Memo::new(move |_| picture.with(|picture| picture.as_ref().map(Picture::summary)));
    let caption = Memo::new(move |_| picture.with(|picture| picture.as_ref().map(Picture::caption)));
    let read_out = move || {
        let spot =
            pointed.get().and_then(|at| spots.with_value(|spots| spots.get(at).map(|s| s.words.clone())));
        spot.or_else(|| caption.get())
    };
    let point = move |event: ev::PointerEvent| {
        let (x, y) = (event.offset_x(), event.offset_y());
        pointed.set(spots.with_value(|spots| spots.iter().position(|spot| spot.holds(x, y))));
    };
    let step = move |event: ev::KeyboardEvent| {
        let count = spots.with_value(Vec::len);
        let last = count.saturating_sub(1);
        let at = pointed.get_untracked();
        let next = match event.key().as_str() {
            "ArrowRight" | "ArrowDown" => at.map_or(0, |at| (at + 1).min(last)),
            "ArrowLeft" | "ArrowUp" => at.map_or(last, |at| at.saturating_sub(1)),
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        event.prevent_default();
        pointed.set((count > 0).then_some(next));
    };
    let label = move || format!("{title}. {}", summary.get().unwrap_or_default());

    view! { class = "u",
        <figure class="card chart" data-testid=testid data-present=move || present.get().to_string()>
            <figcaption class="heading">{title}</figcaption>
            <Show
                when=move || present.get()
                fallback=move || view! { class = "u",
                    <p class="nothing" data-waiting=move || waiting.get().then_some("")>
                        {move || if waiting.get() { "" } else { absent }}
                    </p>
                }
            >
                <p class="read-out" aria-live="polite">{read_out}</p>
                <canvas
                    class="canvas"
                    node_ref=canvas
                    role="img"
                    tabindex="0"
                    aria-label=label
                    on:pointermove=point
                    on:pointerleave=move |_| pointed.set(None)
                    on:blur=move |_| pointed.set(None)
                    on:keydown=step
                ></canvas>
                {note.map(|note| view! { class = "u", <p class="soft note">{move || note.get()}</p> })}
                <AsTable picture />
            </Show>
        </figure>
    }
}

/// The numbers of a picture; the table is built only while it is open.
#[component]
fn AsTable(picture: Signal<Option<Picture>>) -> impl IntoView {
    let open = RwSignal::new(false);
    let toggled = move |event: ev::Event| {
        let details = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlDetailsElement>().ok());
        open.set(details.is_some_and(|details| details.open()));
    };
    view! { class = "u",
        <details class="as-table" on:toggle=toggled>
            <summary>"As table"</summary>
            <div class="scroll" tabindex="0" role="group" aria-label="Table">
                {move || open.get().then(|| picture.with(|picture| picture.as_ref().map(|p| table(p.table()))))}
            </div>
        </details>
    }
}

fn table(table: Table) -> impl IntoView {
    let row = |cells: Vec<String>| {
        let mut cells = cells.into_iter();
        let name = cells.next();
        view! { class = "u",
            <tr>
                <th scope="row">{name}</th>
                {cells.map(|cell| view! { class = "u", <td>{cell}</td> }).collect_view()}
            </tr>
        }
    };
    view! { class = "u",
        <table class="table">
            <thead>
                <tr>
                    {table.head.into_iter().map(|head| view! { class = "u", <th scope="col">{head}</th> })
                        .collect_view()}
                </tr>
            </thead>
            <tbody>{table.rows.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

fn draw(
    canvas: &HtmlCanvasElement,
    picture: &Picture,
    width: u32,
    dark: bool,
    pointed: Option<usize>,
) -> Vec<Spot> {
    let theme = if dark { Theme::dark() } else { Theme::light() };
    let Some(surface) = SharpCanvas::new(canvas, (width, picture.height(width))) else { return Vec::new() };
    let area = surface.into_drawing_area();
    let spots = picture.draw(&area, &theme).unwrap_or_default();
    if let Some(spot) = pointed.and_then(|at| spots.get(at)) {
        let (left, top, right, bottom) = spot.area;
        // A shade that cannot be drawn is no loss: the words are read out beside it.
        let _ = area.draw(&Rectangle::new([(left, top), (right, bottom)], theme.ink.mix(0.1).filled()));
    }
    spots
}

/// The width of a canvas on the page, followed as it changes.
fn observed_width(canvas: NodeRef<html::Canvas>) -> ReadSignal<u32> {
    let (width, set_width) = signal(0);
    Effect::new(move |_| {
        let Some(canvas) = canvas.get() else { return };
        let measured = canvas.clone();
        let changed = Closure::<dyn Fn(js_sys::Array)>::new(move |_| {
            let now = measured.client_width().max(0) as u32;
            if width.try_get_untracked().is_some_and(|known| known != now) {
                set_width.set(now);
            }
        });
        // The browser keeps both as long as the canvas: its last word may come after the chart is gone.
        if let Ok(observer) = ResizeObserver::new(changed.into_js_value().unchecked_ref()) {
            observer.observe(&canvas);
        }
    });
    width
}
