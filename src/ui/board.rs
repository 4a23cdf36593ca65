//! The board: the figures read first, the pictures, the other figures in their groups, and the first
//! of the conversations behind them. Everything on it narrows the filter or opens what stands behind.

use super::{
    charts::Charts,
    figures::{Headlines, Ledgers},
    none_fits::NoneFits,
    parts::{Empty, EmptyPicture},
    rows_behind::RowsBehind,
    state::App,
    status::Phase,
    view::Place,
};
use crate::{
    browser::frames,
    report::Report,
    ui::{
        parts::{Later, When},
        prelude::*,
        reactive::memo,
    },
    words::t,
};

/// The board.
#[component]
pub fn Board(
    /// The page's state.
    app: App,
    /// Whether the paper is dark.
    #[prop(into)]
    dark: Signal<bool>,
) -> impl IntoView {
    let of = move |count: fn(&Report) -> u64| app.report.with(|report| report.as_deref().map(count));
    let done = memo(move || app.phase.get() == Phase::Ready);
    // Where nothing could be read there is nothing to draw: the reading report says why.
    let nothing = memo(move || done.get() && of(|report| report.conversations_in_all) == Some(0));
    let none_fits = memo(move || {
        of(|report| report.conversations) == Some(0) && of(|report| report.conversations_in_all) > Some(0)
    });
    // The parts ask for their frames while this one is built, and so before the inner piece.
    let built = RwSignal::new(false);
    frames::later(move || {
        frames::later(move || {
            built.try_set(true);
        });
    });
    let busy = move || app.pending.get() || !built.get();
    view! { class = "u",
        <When
            holds=move || !nothing.get()
            otherwise=move || view! { class = "u",
                <Empty picture=EmptyPicture::NoFile
                    title=t("No conversation was found in these files").to_owned()
                    text=t("The reading report says what was seen and why it was not read.").to_owned()>
                    <button class="button" type="button" on:click=move |_| app.go(Place::Reading)>
                        {t("Open the reading report")}
                    </button>
                </Empty>
            }
        >
            <div class="board" data-pending=move || app.pending.get().then_some("") aria-busy=move || busy().to_string()>
                <Headlines app dark />
                <When
                    holds=move || !none_fits.get()
                    otherwise=move || view! { class = "u", <NoneFits app /> }
                >
                    <Charts app dark />
                    <Later><Ledgers app /></Later>
                    <Later><RowsBehind app /></Later>
                </When>
            </div>
        </When>
    }
}
