//! A table of up to a million rows, of which only those in view are in the page. What a row holds is
//! asked for as it comes into view; until it is there its place is grey.
//!
//! To the keyboard it is one stop: the arrows, PageUp, PageDown, Home and End mark a row, Enter opens
//! it. The titles sort, and their edges set the widths, each by keyboard too.

use std::{ops::Range, sync::Arc};

use leptos::{ev, html};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::ResizeObserver;

use super::{
    icon::Icon,
    scroll::Scroll,
    touch::{fresh_id, is_own},
    widths::{NARROWEST, WIDEST, Widths},
};
use crate::{
    say,
    ui::{
        parts::{Keyed, KeyedRow},
        prelude::*,
        reactive::{effect, memo},
    },
    words::t,
};

/// Height of a row and of the titles, in pixels; the style sheet has the same.
const ROW: f64 = 40.0;

/// A column of rows of type `T`.
pub struct Column<T> {
    name: &'static str,
    title: String,
    width: f64,
    is_number: bool,
    is_sortable: bool,
    cell: Arc<dyn Fn(&T) -> AnyView + Send + Sync>,
}

impl<T> Column<T> {
    /// A column of words. The widest column of a table takes what room is left.
    pub fn new<V: IntoView + 'static>(
        name: &'static str,
        title: impl Into<String>,
        width: f64,
        cell: impl Fn(&T) -> V + Send + Sync + 'static,
    ) -> Self {
        let cell = Arc::new(move |row: &T| cell(row).into_any());
        Self { name, title: title.into(), width, is_number: false, is_sortable: false, cell }
    }

    /// Of numbers: they line up at their end.
    #[must_use]
    pub fn number(self) -> Self {
        Self { is_number: true, ..self }
    }

    /// Can be sorted by.
    #[must_use]
    pub fn sortable(self) -> Self {
        Self { is_sortable: true, ..self }
    }
}

/// What a table is sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// Name of the column.
    pub column: &'static str,
    /// Whether the largest comes first.
    pub descending: bool,
}

/// The table. It fills the height of the element that it stands in, which must have one.
#[component]
pub fn RankedTable<T: Send + Sync + 'static>(
    /// What it lists.
    #[prop(into)]
    label: String,
    /// Its columns.
    columns: Vec<Column<T>>,
    /// How many rows there are.
    #[prop(into)]
    total: Signal<u64>,
    /// The rows from a place on, so many of them; `None` for one that has not been loaded. It is asked
    /// again whenever other rows come into view or `version` changes, and must not wait.
    rows: Callback<(u64, usize), Vec<Option<T>>>,
    /// Changes when rows have been loaded or are in another order.
    #[prop(into)]
    version: Signal<u64>,
    /// Told which rows are in view, to load them.
    #[prop(optional, into)]
    on_range: Option<Callback<(u64, usize)>>,
    /// What it is sorted by.
    #[prop(optional, into)]
    sort: Signal<Option<Sort>>,
    /// Asked to sort.
    #[prop(optional, into)]
    on_sort: Option<Callback<Sort>>,
    /// Asked to open a row.
    on_open: Callback<u64>,
    /// What a row is called in tests.
    #[prop(default = "table-row")]
    row_testid: &'static str,
) -> impl IntoView {
    let grid = NodeRef::<html::Div>::new();
    let id = fresh_id("table");
    let widths = RwSignal::new(Widths::new(columns.iter().map(|column| column.width).collect()));
    let columns = StoredValue::new(columns);
    let scroll = RwSignal::new(Scroll::new(total.get_untracked(), ROW));
    let marked = RwSignal::new(None::<u64>);

    let put = move |to: Scroll| {
        scroll.set(to);
        if let Some(grid) = grid.get_untracked()
            && (f64::from(grid.scroll_top()) - to.top()).abs() >= 1.0
        {
            grid.set_scroll_top(to.top().round() as i32);
        }
    };
    effect(move || {
        let total = total.get();
        put(scroll.get_untracked().with_rows(total));
        marked.update(|marked| *marked = marked.filter(|&row| row < total));
    });
    watch_height(grid, move |height| {
        if let Some(now) = scroll.try_get_untracked() {
            scroll.set(now.resized(height - ROW));
        }
    });
    let scrolled = move |_| {
        if let Some(grid) = grid.get_untracked() {
            scroll.update(|scroll| *scroll = scroll.scrolled(f64::from(grid.scroll_top())));
        }
    };
    let range = memo(move || scroll.with(Scroll::window));
    effect(move || {
        let range = range.get();
        if let Some(on_range) = on_range
            && !range.is_empty()
        {
            on_range.run((range.start, (range.end - range.start) as usize));
        }
    });
    let mark = move |row: u64| {
        marked.set(Some(row));
        put(scroll.get_untracked().showing(row));
    };
    let keys = move |event: ev::KeyboardEvent| {
        if !is_own(&event) || event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let at = marked.get_untracked();
        let page = scroll.with_untracked(Scroll::page);
        match (event.key().as_str(), at) {
            ("Enter", Some(row)) => on_open.run(row),
            (key, at) => match after_key(key, at, page, total.get_untracked()) {
                Some(row) => mark(row),
                None => return,
            },
        }
        event.prevent_default();
    };
    let open = move |row: u64| {
        marked.set(Some(row));
        on_open.run(row);
    };
    let marked_id = {
        let id = id.clone();
        // Only a row in the page can be pointed at.
        move || {
            marked
                .get()
                .filter(|row| range.with(|range| range.contains(row)))
                .map(|row| format!("{id}-{row}"))
        }
    };
    let row_view = move |row: u64| {
        let data = rows.run((row, 1)).into_iter().next().flatten();
        view! { class = "u",
            <div class="tr" role="row" id=format!("{id}-{row}") data-testid=row_testid data-row=row.to_string()
                data-loading=data.is_none().then_some("") aria-rowindex=(row + 2).to_string()
                aria-selected=move || (marked.get() == Some(row)).to_string() on:click=move |_| open(row)>
                {columns.with_value(|columns| cells(columns, data.as_ref()))}
            </div>
        }
    };
    let titles = columns.with_value(|columns| titles(columns, sort, on_sort, widths));
    view! { class = "u",
        <div class="ranked" role="grid" tabindex="0" aria-label=label data-testid="ranked-table" node_ref=grid
            aria-rowcount=move || (total.get() + 1).to_string() aria-activedescendant=marked_id
            aria-colcount=columns.with_value(Vec::len).to_string()
            style:--columns=move || widths.with(Widths::template)
            style:--least=move || format!("{:.0}px", widths.with(Widths::total))
            on:scroll=scrolled on:keydown=keys>
            <div class="tr titles" role="row" aria-rowindex="1">{titles}</div>
            <div class="ranked-body" role="rowgroup" style:height=move || format!("{:.0}px", scroll.with(Scroll::height))>
                <div class="ranked-rows" role="presentation" style:top=move || format!("{:.2}px", scroll.with(Scroll::offset))>
                    <Keyed rows=in_view(range, version, row_view) />
                </div>
            </div>
        </div>
    }
}

/// What is asked of the rows is plain data; a row is built anew only if it was not in view before.
fn in_view<V: IntoView + 'static>(
    range: Memo<Range<u64>>,
    version: Signal<u64>,
    row_view: impl Fn(u64) -> V + Clone + Send + Sync + 'static,
) -> impl Fn() -> Vec<KeyedRow> + Send + Sync {
    move || {
        let (range, version) = (range.get(), version.get());
        let keyed = |row: u64| {
            let row_view = row_view.clone();
            KeyedRow::new(format!("{row} {version}"), move || row_view(row))
        };
        range.map(keyed).collect()
    }
}

fn titles<T>(
    columns: &[Column<T>],
    sort: Signal<Option<Sort>>,
    on_sort: Option<Callback<Sort>>,
    widths: RwSignal<Widths>,
) -> impl IntoView + use<T> {
    let title = |(at, column): (usize, &Column<T>)| {
        let (name, title) = (column.name, column.title.clone());
        let (is_number, is_sortable) = (column.is_number, column.is_sortable && on_sort.is_some());
        view! { class = "u", <TitleCell at name title is_number is_sortable sort on_sort widths /> }
    };
    columns.iter().enumerate().map(title).collect_view()
}

/// The cells of a row; grey where it has not been loaded.
fn cells<T>(columns: &[Column<T>], row: Option<&T>) -> impl IntoView + use<T> {
    let cell = |column: &Column<T>| {
        let cell = row.map(|row| (column.cell)(row));
        view! { class = "u",
            <div class="td" role="gridcell" data-number=column.is_number.then_some("")>
                {cell.unwrap_or_else(|| view! { class = "u", <span class="bone"></span> }.into_any())}
            </div>
        }
    };
    columns.iter().map(cell).collect_view()
}

/// The row that a key marks.
fn after_key(key: &str, at: Option<u64>, page: u64, rows: u64) -> Option<u64> {
    let last = rows.checked_sub(1)?;
    let down = |by: u64| at.map_or(0, |at| at.saturating_add(by).min(last));
    let up = |by: u64| at.map_or(0, |at| at.saturating_sub(by));
    match key {
        "ArrowDown" => Some(down(1)),
        "ArrowUp" => Some(up(1)),
        "PageDown" => Some(down(page)),
        "PageUp" => Some(up(page)),
        "Home" => Some(0),
        "End" => Some(last),
        _ => None,
    }
}

/// The title of a column, which may sort, and its edge.
#[component]
fn TitleCell(
    at: usize,
    name: &'static str,
    title: String,
    is_number: bool,
    is_sortable: bool,
    sort: Signal<Option<Sort>>,
    on_sort: Option<Callback<Sort>>,
    widths: RwSignal<Widths>,
) -> impl IntoView {
    let sorted = memo(move || sort.get().filter(|sort| sort.column == name).map(|sort| sort.descending));
    let spoken = move || {
        is_sortable.then(|| match sorted.get() {
            Some(true) => "descending",
            Some(false) => "ascending",
            None => "none",
        })
    };
    let ask = move |_| {
        if let Some(on_sort) = on_sort {
            // The largest first, then the smallest; words begin with A.
            let descending = sorted.get_untracked().map_or(is_number, |descending| !descending);
            on_sort.run(Sort { column: name, descending });
        }
    };
    let arrow = move || {
        sorted.get().map(|descending| {
            let name = if descending { "arrow-down" } else { "arrow-up" };
            view! { class = "u", <Icon name /> }
        })
    };
    // Where the pointer took hold of the edge, and how wide the column was then.
    let held = StoredValue::new(None::<(i32, f64)>);
    let edge = NodeRef::<html::Span>::new();
    let cell_width = move || {
        let cell = edge.get_untracked().and_then(|edge| edge.parent_element());
        cell.map_or_else(
            || widths.with_untracked(|widths| widths.of(at)),
            |cell| cell.get_bounding_client_rect().width(),
        )
    };
    let take = move |event: ev::PointerEvent| {
        event.prevent_default();
        if let Some(edge) = edge.get_untracked() {
            // Without the capture the edge would be lost where the pointer outruns it.
            let _ = edge.set_pointer_capture(event.pointer_id());
        }
        held.set_value(Some((event.client_x(), cell_width())));
    };
    let drag = move |event: ev::PointerEvent| {
        if let Some((from, width)) = held.get_value() {
            widths.update(|widths| widths.set(at, width + f64::from(event.client_x() - from)));
        }
    };
    let keys = move |event: ev::KeyboardEvent| {
        let wider = widths.with_untracked(|widths| widths.after_key(at, &event.key(), event.shift_key()));
        if let Some(width) = wider {
            event.prevent_default();
            event.stop_propagation();
            widths.update(|widths| widths.set(at, width));
        }
    };
    let edge_name = say!("Width of {column}", column = title);
    view! { class = "u",
        <div class="th" role="columnheader" aria-sort=spoken data-column=name data-number=is_number.then_some("")>
            {if is_sortable {
                view! { class = "u", <button class="sort" type="button" on:click=ask><span>{title}</span>{arrow}</button> }.into_any()
            } else {
                view! { class = "u", <span class="th-words">{title}</span> }.into_any()
            }}
            <span class="edge" role="separator" aria-orientation="vertical" tabindex="0" aria-label=edge_name
                title=t("Drag, or use the arrow keys") node_ref=edge
                aria-valuenow=move || format!("{:.0}", widths.with(|widths| widths.of(at)))
                aria-valuemin=NARROWEST.to_string() aria-valuemax=WIDEST.to_string()
                on:pointerdown=take on:pointermove=drag on:pointerup=move |_| held.set_value(None)
                on:pointercancel=move |_| held.set_value(None) on:keydown=keys></span>
        </div>
    }
}

/// Tells the height of the table now and whenever it changes.
fn watch_height(grid: NodeRef<html::Div>, tell: impl Fn(f64) + Clone + 'static) {
    effect(move || {
        let Some(grid) = grid.get() else { return };
        let (watched, tell) = (grid.clone(), tell.clone());
        let changed = Closure::<dyn FnMut()>::new(move || tell(f64::from(watched.client_height())));
        let Ok(observer) = ResizeObserver::new(changed.as_ref().unchecked_ref()) else { return };
        observer.observe(&grid);
        let kept = StoredValue::new_local((observer, changed));
        on_cleanup(move || {
            kept.with_value(|(observer, _)| observer.disconnect());
        });
    });
}
