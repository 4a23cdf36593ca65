//! The shape of what is about to come, in its place, so that nothing jumps when it does.

use crate::{ui::prelude::*, words::t};

/// What is about to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SkeletonShape {
    /// A line of text.
    Line,
    /// A large figure.
    Value,
    /// A picture.
    Chart,
    /// So many rows of a list.
    Rows(u8),
}

/// A grey shape; a screen reader hears that something is loading.
#[component]
pub fn Skeleton(
    /// Its shape.
    shape: SkeletonShape,
) -> impl IntoView {
    let (name, pieces) = match shape {
        SkeletonShape::Line => ("line", 1),
        SkeletonShape::Value => ("value", 1),
        SkeletonShape::Chart => ("chart", 7),
        SkeletonShape::Rows(rows) => ("rows", rows),
    };
    view! { class = "u",
        <div class="skeleton" data-shape=name>
            <span class="aside">{t("Loading")}</span>
            {(0..pieces).map(|_| view! { class = "u", <span class="bone" aria-hidden="true"></span> }).collect_view()}
        </div>
    }
}
