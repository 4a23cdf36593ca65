//! Nothing to show, drawn on purpose: what is so, and what to do next.

use crate::ui::prelude::*;

/// Which picture stands over the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmptyPicture {
    /// No file has been read.
    NoFile,
    /// No conversation fits the filter.
    NothingFits,
    /// There are too few cases.
    TooLittle,
    /// Something stopped.
    Stopped,
}

impl EmptyPicture {
    /// Soft lines first, then those in the accent.
    fn lines(self) -> (&'static str, &'static str) {
        match self {
            // A tray, and a page with speech on its way in.
            Self::NoFile => (
                "M16 62v18a6 6 0 0 0 6 6h76a6 6 0 0 0 6-6V62M16 62h24l6 10h28l6-10h24M16 62l10-24m78 24L94 38",
                "M44 12h24l12 12v28M44 12v40M68 12v12h12M52 30h14M52 38h20M52 46h12",
            ),
            // Bubbles, and a glass that holds none of them.
            Self::NothingFits => (
                "M14 20h40a4 4 0 0 1 4 4v4M14 20a4 4 0 0 0-4 4v20a4 4 0 0 0 4 4h4v8l8-8h8M92 38h16a4 4 0 0 1 4 4v14a4 4 0 0 1-4 4h-4v7l-7-7h-7",
                "M62 34a20 20 0 1 1 0 40 20 20 0 0 1 0-40M77 69l16 17M55 54h14",
            ),
            // Axes with room for many, and three dots.
            Self::TooLittle => (
                "M18 14v68h88M18 66h4M18 50h4M18 34h4M42 82v-4M62 82v-4M82 82v-4",
                "M40 60a4 4 0 1 0 .1 0M62 44a4 4 0 1 0 .1 0M82 52a4 4 0 1 0 .1 0M44 62l14-12M66 50l12 4",
            ),
            // A line that ends, and the two posts of a pause.
            Self::Stopped => {
                ("M10 52c6-16 14-16 20 0s14 16 20 0M96 52h4M106 52h4M84 52h4", "M60 30v44M70 30v44")
            }
        }
    }
}

/// The picture, the words, and the way on.
#[component]
pub fn Empty(
    /// The picture.
    picture: EmptyPicture,
    /// What is so.
    #[prop(into)]
    title: Signal<String>,
    /// What to do next.
    #[prop(into)]
    text: Signal<String>,
    /// Buttons that do it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let (soft, strong) = picture.lines();
    view! { class = "u",
        <div class="empty" data-testid="empty">
            <svg class="empty-picture" viewBox="0 0 120 96" aria-hidden="true">
                <path class="empty-soft" d=soft />
                <path class="empty-strong" d=strong />
            </svg>
            <p class="lead">{title}</p>
            <p class="soft empty-text">{text}</p>
            {children.map(|children| view! { class = "u", <div class="empty-actions">{children()}</div> })}
        </div>
    }
}
