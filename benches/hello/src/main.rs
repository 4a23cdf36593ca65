//! The least that a page of these libraries does at its start: a worker, a button, a line on a canvas.

use leptos::{html, prelude::*};
use plotters::prelude::*;
use plotters_canvas::CanvasBackend;
use web_sys::{HtmlCanvasElement, Worker, WorkerOptions, WorkerType};

fn main() {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    // It lives as long as the page; nothing is asked of it.
    let worker = Worker::new_with_options("./worker.js", &options);
    mount_to_body(Hello);
    std::mem::forget(worker);
}

#[component]
fn Hello() -> impl IntoView {
    let canvas = NodeRef::<html::Canvas>::new();
    let clicks = RwSignal::new(0);
    Effect::new(move || {
        canvas.get().map(draw);
    });
    view! {
        <button data-testid="drop-zone" on:click=move |_| clicks.update(|clicks| *clicks += 1)>"Hello " {clicks}</button>
        <canvas node_ref=canvas width="640" height="240"></canvas>
    }
}

/// A line. What cannot be drawn is left out: the time until it is tried is the same.
fn draw(canvas: HtmlCanvasElement) -> Option<()> {
    let area = CanvasBackend::with_canvas_object(canvas)?.into_drawing_area();
    let mut chart = ChartBuilder::on(&area).build_cartesian_2d(0..64, 0..64).ok()?;
    let line = LineSeries::new((0..64).map(|x| (x, x * x / 64)), BLUE);
    chart.draw_series(line).ok()?;
    area.present().ok()
}
