//! The list of conversations: fetched by the hundred, by outcome and order; one opens its transcript.

use leptos::{ev, prelude::*};

use super::{mask::masked, pictures, state::App, words};
use crate::{
    browser::moment,
    conversation::Outcome,
    wire::{Order, Row},
};

const ORDERS: [(Order, &str, &str); 3] = [
    (Order::Newest, "newest", "Newest first"),
    (Order::Longest, "longest", "Longest first"),
    (Order::Source, "source", "As in the files"),
];

/// The list.
#[component]
pub fn Conversations(
    /// The page's state.
    app: App,
) -> impl IntoView {
    let list = app.list;
    let timezone = Memo::new(move |_| {
        app.report
            .with(|report| report.as_ref().map_or_else(|| "UTC".to_owned(), |report| report.timezone.clone()))
    });
    let by_order = move |event: ev::Event| {
        let chosen = event_target_value(&event);
        let order = ORDERS.into_iter().find(|order| order.1 == chosen).map_or(Order::Newest, |order| order.0);
        app.list_by(order, list.outcome.get_untracked());
    };
    let by_outcome = move |event: ev::Event| {
        let chosen = event_target_value(&event);
        let outcome = Outcome::ALL.into_iter().find(|outcome| outcome.name() == chosen);
        app.list_by(list.order.get_untracked(), outcome);
    };
    let shown = Memo::new(move |_| list.rows.with(|rows| rows.len() as u32));
    let extent = move || {
        let total = words::plural(u64::from(list.total.get()), "{n} conversation", "{n} conversations");
        if shown.get() < list.total.get() {
            format!("{} of {total}", words::count(u64::from(shown.get())))
        } else {
            total
        }
    };
    view! { class = "u",
        <section class="card conversations" aria-label="Conversations">
            <div class="bar">
                <h2 class="heading">"Conversations"</h2>
                <p class="soft number">{extent}</p>
                <label class="soft push">
                    "Outcome "
                    <select class="select" data-testid="filter-outcome" on:change=by_outcome
                        prop:value=move || list.outcome.get().map_or("", Outcome::name)>
                        <option value="">"all"</option>
                        {Outcome::ALL.into_iter().map(|outcome| view! { class = "u",
                            <option value=outcome.name()>{outcome.name()}</option>
                        }).collect_view()}
                    </select>
                </label>
                <label class="soft">
                    <span class="aside">"Order"</span>
                    <select class="select" data-testid="order" on:change=by_order>
                        {ORDERS.into_iter().map(|(_, value, words)| view! { class = "u",
                            <option value=value>{words}</option>
                        }).collect_view()}
                    </select>
                </label>
            </div>
            <ul class="rows">
                <For
                    each=move || list.rows.get()
                    key=|row| (row.conversation, row.messages, row.outcome as u8)
                    children=move |row| view! { class = "u", <li><ConversationRow app row timezone /></li> }
                />
            </ul>
            <Show when=move || { shown.get() == 0 && !list.waiting.get() }>
                <p class="soft nothing">"No conversation fits."</p>
            </Show>
            <Show when=move || { shown.get() < list.total.get() }>
                <button class="button" type="button" data-testid="more-conversations"
                    disabled=move || list.waiting.get() on:click=move |_| app.more_rows()>
                    {move || if list.waiting.get() { "Loading…" } else { "Show 100 more" }}
                </button>
            </Show>
        </section>
    }
}

/// One conversation of the list.
#[component]
fn ConversationRow(app: App, row: Row, timezone: Memo<String>) -> impl IntoView {
    let conversation = row.conversation;
    let started = row.started;
    let began = move || started.map(|at| timezone.with(|zone| moment::words(zone, moment::Style::Full, at)));
    let rating = row.rating.map(|rating| format!("rated {} of {}", rating.score, rating.max));
    let preview = if row.preview.is_empty() { "(no message by a user)".to_owned() } else { row.preview };
    view! { class = "u",
        <button class="row" type="button" data-testid="conversation-row" data-id=row.id.clone()
            on:click=move |_| app.open(conversation)>
            <span class="outcome" data-outcome=row.outcome.name()
                title=format!("by {}", pictures::evidence_words(row.evidence))>{row.outcome.name()}</span>
            <span class="preview" dir="auto">{masked(&preview)}</span>
            <span class="soft meta">
                <span>{began}</span>
                <span>{words::plural(u64::from(row.messages), "{n} message", "{n} messages")}</span>
                {(!row.channel.is_empty()).then(|| view! { class = "u", <span dir="auto">{row.channel}</span> })}
                {rating.map(|rating| view! { class = "u", <span>{rating}</span> })}
            </span>
        </button>
    }
}
