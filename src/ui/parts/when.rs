//! Control flow compiled once for all its uses: what is shown while something holds, and rows that go
//! by their number. Leptos' own `Show` and `For` make a copy of themselves for every place they stand in.

use std::{ops::Range, sync::Arc};

use crate::ui::{prelude::*, reactive::memo};

/// Shows its children while something holds, else the fallback.
#[component]
pub fn When(
    /// Whether it holds.
    #[prop(into)]
    holds: Signal<bool>,
    /// What is shown while it holds.
    children: ChildrenFn,
    /// What is shown while it does not.
    #[prop(optional, into)]
    otherwise: ViewFn,
) -> impl IntoView {
    let holds = memo(move || holds.get());
    move || if holds.get() { children() } else { otherwise.run() }
}

/// A view of the row with a number.
#[derive(Clone)]
pub struct RowFn(Arc<dyn Fn(usize) -> AnyView + Send + Sync>);

impl<F, V> From<F> for RowFn
where
    F: Fn(usize) -> V + Send + Sync + 'static,
    V: IntoView + 'static,
{
    fn from(row: F) -> Self {
        Self(Arc::new(move |at| row(at).into_any()))
    }
}

/// The rows of a stretch. Those that stay in it are kept as they are when it moves or grows.
#[component]
pub fn Numbered(
    /// Which rows are there.
    #[prop(into)]
    stretch: Signal<Range<usize>>,
    /// What a row looks like.
    #[prop(into)]
    row: RowFn,
) -> impl IntoView {
    view! { class = "u", <For each=move || stretch.get() key=|at| *at children=move |at| row.0(at) /> }
}
