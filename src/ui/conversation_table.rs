//! A list of conversations as a table: sorted by its titles, however long, opened by a row.

use super::{
    mask::masked,
    parts::{Column, RankedTable, Sort},
    pictures,
    rows::RowCache,
    state::{App, Which},
    words,
};
use crate::{
    browser::moment,
    say,
    ui::{
        prelude::*,
        reactive::{effect, memo},
    },
    wire::{self, Order, Row},
    words::t,
};

/// The table. A narrow one shows what a drawer has room for.
#[component]
pub fn ConversationTable(
    /// The page's state.
    app: App,
    /// Which list.
    which: Which,
    /// Whether there is little room.
    #[prop(optional)]
    narrow: bool,
) -> impl IntoView {
    let cache = app.rows(which);
    let total = memo(move || u64::from(cache.with(RowCache::total).unwrap_or_default()));
    let version = RwSignal::new(0_u64);
    let in_view = StoredValue::new((0_u32, 40_u32));
    effect(move || {
        cache.track();
        version.update(|version| *version += 1);
        // Of a list that was begun anew, what is in view is asked for again.
        let (first, count) = in_view.get_value();
        app.want_rows(which, first, count);
    });
    let rows = Callback::new(move |(first, count): (u64, usize)| -> Vec<Option<Row>> {
        cache.with_untracked(|cache| {
            (0..count as u32).map(|at| cache.row(first as u32 + at).cloned()).collect()
        })
    });
    let on_range = Callback::new(move |(first, count): (u64, usize)| {
        in_view.set_value((first as u32, count as u32));
        app.want_rows(which, first as u32, count as u32);
    });
    let on_open = Callback::new(move |at: u64| {
        if let Some(conversation) =
            cache.with_untracked(|cache| cache.row(at as u32).map(|row| row.conversation))
        {
            app.open(conversation);
        }
    });
    let sort = Signal::derive(move || {
        let order = app.view.with(|view| view.order);
        (which == Which::Main).then_some(Sort { column: order.by.name(), descending: order.descending })
    });
    let on_sort = Callback::new(move |sort: Sort| {
        let by = wire::Column::ALL.into_iter().find(|column| column.name() == sort.column);
        if let Some(by) = by {
            app.order(Order { by, descending: sort.descending });
        }
    });
    let label = match which {
        Which::Main => t("Conversations"),
        Which::Evidence => t("Conversations behind the figure"),
    };
    let columns = columns(app, narrow);
    if which == Which::Main {
        view! { class = "u",
            <RankedTable label columns total rows version on_range on_open sort on_sort row_testid="conversation-row" />
        }
        .into_any()
    } else {
        view! { class = "u",
            <RankedTable label columns total rows version on_range on_open row_testid="conversation-row" />
        }
        .into_any()
    }
}

fn columns(app: App, narrow: bool) -> Vec<Column<Row>> {
    let timezone = app.report.with_untracked(|report| report.as_ref().map(|report| report.timezone.clone()));
    let timezone = timezone.unwrap_or_else(|| "UTC".into());
    let outcome = Column::new("outcome", t("Outcome"), 130.0, |row: &Row| {
        view! { class = "u",
            <span class="outcome" data-outcome=row.outcome.name() data-id=row.id.clone()>
                {pictures::outcome_words(row.outcome.name())}
            </span>
        }
    })
    .sortable();
    let width = if narrow { 250.0 } else { 320.0 };
    let preview = Column::new("preview", t("First words of the customer"), width, |row: &Row| {
        let words = if row.preview.is_empty() { t("(no message by a user)") } else { row.preview.as_str() };
        view! { class = "u", <span class="preview" dir="auto">{masked(words)}</span> }
    });
    let messages =
        Column::new("messages", t("Messages"), 110.0, |row: &Row| words::count(u64::from(row.messages)))
            .number()
            .sortable();
    if narrow {
        return vec![outcome, preview, messages];
    }
    let began = Column::new("started", t("Began"), 180.0, move |row: &Row| {
        row.started.map(|at| moment::words(&timezone, moment::Style::Full, at))
    })
    .sortable();
    let rating = Column::new("rating", t("Rating"), 110.0, |row: &Row| {
        row.rating.map(|rating| say!("{n} of {all}", n = rating.score, all = rating.max))
    })
    .sortable();
    let channel = Column::new("channel", t("Channel"), 120.0, |row: &Row| {
        view! { class = "u", <span dir="auto">{row.channel.clone()}</span> }
    });
    vec![outcome, preview, began, messages, rating, channel]
}
