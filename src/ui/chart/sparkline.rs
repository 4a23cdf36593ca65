//! A course in the size of a word, inside a headline figure.

use leptos::html;

use super::surface;
use crate::{
    charts::{Picture, Spark},
    ui::{parts::When, prelude::*, reactive::memo},
};

/// The course. Its box is 120 × 32 pixels unless the style sheet says otherwise.
#[component]
pub fn Sparkline(
    /// What to draw; `None` where there is nothing to.
    #[prop(into)]
    spark: Signal<Option<Spark>>,
    /// Whether the paper is dark.
    #[prop(into)]
    dark: Signal<bool>,
) -> impl IntoView {
    let canvas = NodeRef::<html::Canvas>::new();
    let picture = memo(move || spark.get().map(Picture::Spark));
    surface::keep_drawn(
        canvas,
        picture.into(),
        dark,
        RwSignal::new(0),
        RwSignal::new(Vec::new()),
        RwSignal::new(false),
    );
    let words = move || spark.with(|spark| spark.as_ref().map(Spark::summary));
    let present = memo(move || spark.with(Option::is_some));
    view! { class = "u",
        <When holds=move || present.get()>
            <canvas class="spark" node_ref=canvas role="img" aria-label=words></canvas>
        </When>
    }
}
