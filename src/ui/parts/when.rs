//! Control flow compiled once for all its uses: what is shown while something holds, and rows that go
//! by their number. Leptos' own `Show` and `For` make a copy of themselves for every place they stand in.
//! And what is built in a frame of its own, so that no frame builds and lays out much.

use std::{ops::Range, sync::Arc};

use crate::{
    browser::frames,
    ui::{prelude::*, reactive::memo},
};

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

/// Shows its children a frame after what stands before it; those that come into being together are
/// built one per frame, in their order.
#[component]
pub fn Later(
    /// What is shown.
    children: ChildrenFn,
) -> impl IntoView {
    let built = RwSignal::new(false);
    frames::later(move || {
        built.try_set(true);
    });
    move || built.get().then(|| children())
}

/// A row that goes by a key: what makes it another one, and what it looks like.
#[derive(Clone)]
pub struct KeyedRow {
    key: String,
    view: ViewFn,
}

impl KeyedRow {
    /// A row that is kept as it is for as long as there is one with its key.
    pub fn new<V: IntoView + 'static>(key: String, view: impl Fn() -> V + Send + Sync + 'static) -> Self {
        Self { key, view: ViewFn::from(view) }
    }
}

/// The rows of a list.
#[derive(Clone)]
pub struct RowsFn(Arc<dyn Fn() -> Vec<KeyedRow> + Send + Sync>);

impl<F, I> From<F> for RowsFn
where
    F: Fn() -> I + Send + Sync + 'static,
    I: IntoIterator<Item = KeyedRow>,
{
    fn from(rows: F) -> Self {
        Self(Arc::new(move || rows().into_iter().collect()))
    }
}

/// Rows that go by their keys: each is built when its key comes, and kept until it goes.
#[component]
pub fn Keyed(
    /// The rows.
    #[prop(into)]
    rows: RowsFn,
) -> impl IntoView {
    view! { class = "u",
        <For each=move || rows.0() key=|row| row.key.clone() children=|row| row.view.run() />
    }
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
    let rows = move || {
        let keyed = |at: usize| {
            let row = row.clone();
            KeyedRow::new(at.to_string(), move || row.0(at))
        };
        stretch.get().map(keyed).collect::<Vec<_>>()
    };
    view! { class = "u", <Keyed rows /> }
}
