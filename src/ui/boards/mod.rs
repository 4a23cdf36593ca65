//! The boards: the overview, three that stand as they are, each of its days at the end of the data, and one that
//! a person composes.

mod own;
mod tile;

use super::{
    board::Board,
    composition::{self, BoardKind, Tile},
    none_fits::WhereSome,
    state::App,
};
use crate::{
    browser::{history::Entry, moment},
    conversation::Day,
    query::{Field, Filter, Term, Test},
    say,
    ui::{
        parts::{Later, When},
        prelude::*,
        reactive::{lasting, memo},
    },
    words::{plural, t},
};

use own::Own;

/// The place.
#[component]
pub fn Boards(
    /// The page's state.
    app: App,
    /// Whether the paper is dark.
    #[prop(into)]
    dark: Signal<bool>,
) -> impl IntoView {
    let kind = memo(move || app.view.with(|view| view.board));
    let link = move |board: BoardKind| {
        view! { class = "u",
            <li>
                <button class="tab" type="button" data-testid=format!("board-{}", board.name())
                    aria-current=move || (kind.get() == board).then_some("page")
                    on:click=move |_| open(app, board)>{board.title()}</button>
            </li>
        }
    };
    view! { class = "u",
        <nav class="boards" aria-label=t("Boards")>
            <ul class="tabs">{BoardKind::ALL.map(link).collect_view()}</ul>
        </nav>
        {move || match kind.get() {
            BoardKind::Overview => view! { class = "u", <Board app dark /> }.into_any(),
            BoardKind::Own => view! { class = "u", <Own app dark /> }.into_any(),
            board => view! { class = "u", <Standing app dark board /> }.into_any(),
        }}
    }
}

/// Opens a board: one that stands has its days at the end of the data, and leaves with them.
fn open(app: App, board: BoardKind) {
    let last = last_day(app);
    app.change(Entry::New, |view| {
        view.shut();
        let of_before = view.board.days().zip(last).map(|(days, last)| window(days, last));
        if of_before.is_some() && view.filter.window() == of_before {
            view.filter = view.filter.without_days();
        }
        if let Some((days, last)) = board.days().zip(last) {
            view.filter = of_days(&view.filter, window(days, last));
        }
        view.board = board;
    });
}

fn window(days: i32, last: Day) -> (Day, Day) {
    (Day(last.0 - days + 1), last)
}

/// A filter with its days changed for others.
pub fn of_days(filter: &Filter, (from, to): (Day, Day)) -> Filter {
    let test = Test::Days(Some(from), Some(to));
    filter.without_days().with(Term { negated: false, field: Field::Day, test })
}

/// The last day of the data.
pub fn last_day(app: App) -> Option<Day> {
    app.report.with_untracked(|report| {
        let report = report.as_deref()?;
        Day::parse(&moment::words(&report.timezone, moment::Style::Iso, report.span?.1))
    })
}

/// A board that stands as it is.
#[component]
fn Standing(app: App, dark: Signal<bool>, board: BoardKind) -> impl IntoView {
    let tiles = composition::read(board.written());
    let days = board.days().unwrap_or_default();
    // Without a word, “today” would be taken for the reader's.
    let is_narrowed = memo(move || app.view.with(|view| view.filter.window().is_some()));
    let which = move || {
        let n = plural(days as u64, "the last day of the data", "the last {n} days of the data");
        if is_narrowed.get() {
            say!(
                "Of the days in the filter, at first {days}; changes are against as many days before.",
                days = n
            )
        } else {
            say!("Of all days: this board is meant for {days}.", days = n)
        }
    };
    view! { class = "u",
        <p class="soft board-days">
            {which} " "
            <When holds=move || !is_narrowed.get()>
                <button class="link" type="button" data-testid="board-narrow" on:click=move |_| open(app, board)>
                    {t("Show these days")}
                </button>
            </When>
        </p>
        <Grid app>{
            let tiles = tiles.clone();
            move || tiles.iter().cloned().map(|tile| view! { class = "u",
                <Later>{placed(&tile, tile::view(app, dark, &tile))}</Later>
            }).collect_view()
        }</Grid>
    }
}

/// What stands around tiles: or why there is nothing to see.
#[component]
fn Grid(
    app: App,
    /// The tiles.
    children: ChildrenFn,
) -> impl IntoView {
    let slow = lasting(app.pending);
    let children = StoredValue::new(children);
    view! { class = "u",
        <WhereSome app>
            <div class="tiles" data-testid="tiles" data-pending=move || slow.get().then_some("")
                aria-busy=move || app.pending.get().to_string()>
                {children.with_value(|children| children())}
            </div>
        </WhereSome>
    }
}

/// A tile in its width.
fn placed(tile: &Tile, inner: AnyView) -> impl IntoView + use<> {
    view! { class = "u",
        <div class="tile" data-testid=format!("tile-{}", tile.name) data-width=tile.width.to_string()>{inner}</div>
    }
}
