//! What a conversation is worth: which column of the source says it.

use leptos::ev;

use super::state::App;
use crate::{
    query::COLUMN,
    report::Report,
    ui::{parts::When, prelude::*, reactive::memo},
    words::t,
};

/// Names of columns that mostly say what a customer or an order is worth.
const VALUES: [&str; 9] =
    ["value", "customer_value", "order_total", "contract_value", "revenue", "amount", "mrr", "arr", "ltv"];

/// The column that says what a conversation is worth, as a person chooses it. Copies are the same.
#[derive(Clone, Copy)]
pub struct Worth {
    columns: Memo<Vec<String>>,
    chosen: RwSignal<Option<String>>,
    value: Memo<Option<String>>,
}

impl Worth {
    /// Of the data at hand. Until somebody chooses, it is the column that mostly says it, where `usual` is wanted and
    /// there is one, or else none.
    pub fn of(app: App, usual: bool) -> Self {
        let columns =
            memo(move || app.report.with(|report| report.as_deref().map(columns).unwrap_or_default()));
        let chosen = RwSignal::new(None::<String>);
        let value = memo(move || {
            let mostly = || {
                let known = |name: &&str| columns.with(|columns| columns.iter().any(|column| column == name));
                VALUES.into_iter().filter(|_| usual).find(known).unwrap_or_default().to_owned()
            };
            Some(chosen.get().unwrap_or_else(mostly)).filter(|name| !name.is_empty())
        });
        Self { columns, chosen, value }
    }

    /// The column; `None` where each conversation is worth the same.
    pub fn get(self) -> Option<String> {
        self.value.get()
    }

    /// Where it is chosen; nothing where the data have no columns of their own.
    pub fn choice(self) -> impl IntoView {
        let Self { columns, chosen, value } = self;
        let option = move |name: String| {
            let of = name.clone();
            view! { class = "u", <option value=name.clone() selected=move || value.get().as_ref() == Some(&of)>{name.clone()}</option> }
        };
        view! { class = "u",
            <When holds=move || columns.with(|columns| !columns.is_empty())>
                <label class="study-input">
                    <span>{t("What a conversation is worth")}</span>
                    <select class="select" data-testid="value-column"
                        on:change=move |event: ev::Event| chosen.set(Some(event_target_value(&event)))>
                        <option value="" selected=move || value.with(Option::is_none)>{t("each the same")}</option>
                        {move || columns.get().into_iter().map(option).collect_view()}
                    </select>
                </label>
            </When>
        }
    }
}

/// The columns of the source.
fn columns(report: &Report) -> Vec<String> {
    report.facets.keys().filter_map(|name| name.strip_prefix(COLUMN)).map(str::to_owned).collect()
}
