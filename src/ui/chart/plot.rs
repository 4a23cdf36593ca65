//! The picture itself, and the line above it that reads out.
//!
//! What is pointed at and what is marked are drawn as boxes over the canvas, so that following a
//! pointer never draws the picture anew.

use leptos::html;

use super::{pointing::Pointing, surface};
use crate::{
    charts::{Pick, Picture, Spot},
    say,
    ui::{parts::When, prelude::*, reactive::memo},
    words::t,
};

/// The picture, its read-out above it.
#[component]
pub fn Plot(
    /// Name of the chart, unique on the page.
    testid: &'static str,
    /// Its title.
    title: Signal<String>,
    /// What to draw.
    picture: Signal<Option<Picture>>,
    /// Whether the paper is dark.
    dark: Signal<bool>,
    /// Set to the width as it is on the page.
    width: RwSignal<u32>,
    /// Whether more is being read.
    #[prop(optional)]
    partial: Signal<bool>,
    /// Told what is picked.
    #[prop(into)]
    on_pick: Option<Callback<Pick>>,
) -> impl IntoView {
    let canvas = NodeRef::<html::Canvas>::new();
    let spots = RwSignal::new(Vec::<Spot>::new());
    let failed = RwSignal::new(false);
    surface::keep_drawn(canvas, picture, dark, width, spots, failed);
    let pointing = Pointing::new(picture, spots, on_pick);

    let caption = memo(move || {
        let caption = picture.with(|picture| picture.as_ref().map(Picture::caption))?;
        Some(if partial.get() { say!("So far: {caption}", caption = caption) } else { caption })
    });
    let summary = memo(move || picture.with(|picture| picture.as_ref().map(Picture::summary)));
    let label = move || {
        let summary = summary.get().unwrap_or_default();
        say!("{title}. {summary}", title = title.get(), summary = summary)
    };
    let help = move || match (on_pick.is_some(), pointing.brushes.get()) {
        (false, _) => t("Arrow keys read the values out."),
        (true, false) => t("Arrow keys read the values out, Enter or a click filters by one."),
        (true, true) => t(
            "Arrow keys read the values out, Enter or a click filters by one. Shift with arrow keys, or dragging, marks days.",
        ),
    };
    let help_id = format!("help-{testid}");

    view! { class = "u",
        <p class="read-out" aria-live="polite">{move || pointing.words().or_else(|| caption.get())}</p>
        <When holds=move || failed.get()>
            <p class="note warn" role="alert">{t("The browser could not draw this. Its numbers are in its table.")}</p>
        </When>
        <div class="plot">
            <canvas
                class="canvas"
                node_ref=canvas
                role="application"
                aria-roledescription=t("chart")
                tabindex="0"
                aria-label=label
                aria-describedby=help_id.clone()
                data-picks=move || pointing.picks().then_some("")
                data-brushes=move || pointing.brushes.get().then_some("")
                on:pointerdown=move |event| pointing.down(&event, canvas)
                on:pointermove=move |event| pointing.moved(&event)
                on:pointerup=move |_| pointing.up()
                on:pointercancel=move |_| pointing.give_up()
                on:pointerleave=move |_| pointing.left()
                on:click=move |event| pointing.clicked(&event)
                on:blur=move |_| pointing.blurred()
                on:keydown=move |event| pointing.key(&event)
            ></canvas>
            <Over area=memo(move || pointing.pointed_area()) class="pointed" />
            <Over area=memo(move || pointing.marked_area()) class="brushed" />
        </div>
        <p class="aside" id=help_id>{help}</p>
    }
}

/// A box over the picture.
#[component]
fn Over(
    /// Left, top, right, bottom; `None` hides it.
    area: Memo<Option<(i32, i32, i32, i32)>>,
    /// How it looks.
    class: &'static str,
) -> impl IntoView {
    let px = move |of: fn((i32, i32, i32, i32)) -> i32| move || format!("{}px", area.get().map_or(0, of));
    view! { class = "u",
        <div
            class=format!("over {class}")
            hidden=move || area.get().is_none()
            style:left=px(|area| area.0)
            style:top=px(|area| area.1)
            style:width=px(|area| area.2 - area.0)
            style:height=px(|area| area.3 - area.1)
        ></div>
    }
}
