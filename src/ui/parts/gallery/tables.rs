//! Tables of a hundred thousand and of a million rows, made up from their number.

use super::Section;
use crate::{
    ui::{
        parts::{Badge, Column, RankedTable, Sort, Tone},
        prelude::*,
    },
    words,
};

const OUTCOMES: [(&str, Tone); 3] =
    [("resolved", Tone::Good), ("escalated", Tone::Plain), ("abandoned", Tone::Bad)];

struct Row {
    number: u64,
    messages: u64,
}

impl Row {
    /// The row at a place of an order.
    fn at(place: u64, total: u64, sort: Option<Sort>) -> Self {
        let number = if sort.is_some_and(|sort| sort.descending) { total - 1 - place } else { place };
        Self { number, messages: 2 + number * 7 % 41 }
    }
}

#[component]
pub fn Tables() -> impl IntoView {
    view! { class = "u",
        <Section name="table"><Sample total=100_000 /></Section>
        <Section name="table-million"><Sample total=1_000_000 /></Section>
        <Section name="table-short"><Sample total=3 /></Section>
    }
}

#[component]
fn Sample(total: u64) -> impl IntoView {
    let sort = RwSignal::new(None::<Sort>);
    let version = RwSignal::new(0_u64);
    let opened = RwSignal::new(None::<u64>);
    let loaded = RwSignal::new(0..0);
    // Rows far from those asked for last are not there yet, as if they came from the worker.
    let rows = Callback::new(move |(first, count): (u64, usize)| {
        let sort = sort.get_untracked();
        let is_there = |place: &u64| loaded.with_untracked(|loaded| loaded.contains(place));
        (first..first + count as u64)
            .map(|place| is_there(&place).then(|| Row::at(place, total, sort)))
            .collect()
    });
    let load = Callback::new(move |(first, count): (u64, usize)| {
        let wanted = first..first + count as u64;
        let is_loaded =
            loaded.with_untracked(|loaded| loaded.start <= wanted.start && wanted.end <= loaded.end);
        if !is_loaded {
            set_timeout(
                move || {
                    loaded.set(wanted.start.saturating_sub(100)..(wanted.end + 100).min(total));
                    version.update(|version| *version += 1);
                },
                std::time::Duration::from_millis(60),
            );
        }
    });
    let columns = vec![
        Column::new("id", "Conversation", 160.0, |row: &Row| format!("c-{:07}", row.number)).sortable(),
        Column::new("outcome", "Outcome", 120.0, |row: &Row| {
            let (text, tone) = OUTCOMES[(row.number % 3) as usize];
            view! { class = "u", <Badge text tone /> }
        }),
        Column::new("preview", "First words", 320.0, |row: &Row| {
            let text = if row.number.is_multiple_of(5) {
                "مرحبا، أين طلبي؟"
            } else {
                "Where is my order? It was to come last week"
            };
            view! { class = "u", <span dir="auto">{text}</span> }
        }),
        Column::new("messages", "Messages", 112.0, |row: &Row| words::count(row.messages))
            .number()
            .sortable(),
    ];
    let by = Callback::new(move |by: Sort| {
        sort.set(Some(by));
        version.update(|version| *version += 1);
    });
    view! { class = "u",
        <div class="full gallery-table">
            <RankedTable label="Conversations" columns total rows version on_range=load sort on_sort=by
                on_open=Callback::new(move |row| opened.set(Some(row))) />
        </div>
        <p class="soft" data-testid="opened-row">{move || opened.get().map(|row| format!("Row {} opened.", words::count(row + 1)))}</p>
    }
}
