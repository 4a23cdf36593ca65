//! What became of users: which column of the source says it, and which of its values mean that it did.

use leptos::ev;

use super::{state::App, words};
use crate::{
    engine::{outcome_column, outcome_columns},
    ui::{parts::When, prelude::*, reactive::memo},
    wire::Study,
    words::t,
};

/// A column of the source with its values, each with how many conversations have it.
type Column = (String, Vec<(String, u64)>);

/// The column and the values, as a person chooses them. Copies are the same.
#[derive(Clone, Copy)]
pub struct Became {
    columns: Memo<Vec<Column>>,
    /// What was chosen in this session; nothing while the column that mostly says it is taken.
    chosen: RwSignal<Option<(String, Vec<String>)>>,
    now: Memo<(String, Vec<String>)>,
}

impl Became {
    /// Of the data at hand.
    pub fn of(app: App) -> Self {
        let columns = memo(move || {
            app.report.with(|report| {
                report.as_deref().map(|report| outcome_columns(&report.facets)).unwrap_or_default()
            })
        });
        let chosen = app.became();
        let now = memo(move || {
            let found = || {
                app.report
                    .with(|report| outcome_column("", &[], &report.as_deref()?.facets))
                    .unwrap_or_default()
            };
            // What was chosen of other data is not there.
            let is_there = |column: &String| columns.with(|all| all.iter().any(|(name, _)| name == column));
            chosen.get().filter(|(column, _)| is_there(column)).unwrap_or_else(found)
        });
        Self { columns, chosen, now }
    }

    /// The question that goes by it.
    pub fn study(self) -> Study {
        self.now.with(|(column, values)| Study::ahead(column, values))
    }

    /// Where it is chosen; nothing where no column of the data could say it.
    pub fn choice(self, app: App) -> impl IntoView {
        let Self { columns, chosen, now } = self;
        let option = move |(name, _): Column| {
            let of = name.clone();
            view! { class = "u", <option value=name.clone() selected=move || now.with(|(column, _)| *column == of)>{name.clone()}</option> }
        };
        let pick = move |event: ev::Event| {
            let column = event_target_value(&event);
            let usual =
                app.report.with_untracked(|report| outcome_column(&column, &[], &report.as_deref()?.facets));
            let values = usual.map(|(_, values)| values).unwrap_or_default();
            chosen.set((!column.is_empty()).then_some((column, values)));
        };
        let values = move || {
            let (column, held) = now.get();
            let known = columns
                .with(|all| all.iter().find(|(name, _)| *name == column).map(|(_, values)| values.clone()));
            let value = move |(value, n): (String, u64)| {
                let (is_held, of, column) = (held.contains(&value), value.clone(), column.clone());
                let tick = move |_| {
                    let mut held = now.get_untracked().1;
                    match held.iter().position(|known| *known == of) {
                        Some(at) => drop(held.remove(at)),
                        None => held.push(of.clone()),
                    }
                    chosen.set(Some((column.clone(), held)));
                };
                view! { class = "u",
                    <label class="tick">
                        <input type="checkbox" data-testid="became-value" prop:checked=is_held on:change=tick />
                        <span dir="auto">{value.clone()}</span> <span class="soft number">{words::count(n)}</span>
                    </label>
                }
            };
            known.into_iter().flatten().map(value).collect_view()
        };
        view! { class = "u",
            <When holds=move || columns.with(|columns| !columns.is_empty())>
                <div class="became" data-testid="became">
                    <label class="study-input">
                        <span>{t("Which column says what became of a customer")}</span>
                        <select class="select" data-testid="became-column" on:change=pick>
                            <option value="" selected=move || now.with(|(column, _)| column.is_empty())>{t("found by itself, if there is one")}</option>
                            {move || columns.get().into_iter().map(option).collect_view()}
                        </select>
                    </label>
                    <When holds=move || now.with(|(column, _)| !column.is_empty())>
                        <fieldset class="ticks">
                            <legend>{t("It happened where the column says")}</legend>
                            {values}
                        </fieldset>
                    </When>
                </div>
            </When>
        }
    }
}
