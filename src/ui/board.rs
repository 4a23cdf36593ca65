//! The board: the figures read first, the pictures, the other figures in their groups, and the first
//! of the conversations behind them. Everything on it narrows the filter or opens what stands behind.

use super::{
    charts::Charts,
    figures::{Headlines, Ledgers},
    none_fits::{NoneFits, NothingRead, There, there},
    rows_behind::RowsBehind,
    state::App,
};
use crate::{
    browser::frames,
    ui::{
        parts::{Later, When},
        prelude::*,
        reactive::lasting,
    },
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
    let there = there(app);
    // The parts ask for their frames while this one is built, and so before the inner piece.
    let built = RwSignal::new(false);
    frames::later(move || {
        frames::later(move || {
            built.try_set(true);
        });
    });
    let busy = move || app.pending.get() || !built.get();
    let slow = lasting(app.pending);
    view! { class = "u",
        <When
            holds=move || there.get() != There::Nothing
            otherwise=move || view! { class = "u", <NothingRead app /> }
        >
            <div class="board" data-pending=move || slow.get().then_some("") aria-busy=move || busy().to_string()>
                <Headlines app dark />
                <When
                    holds=move || there.get() == There::Some
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
