//! The numbers of a picture as a table.

use leptos::html;

use crate::{
    charts::{Cell, Picture, Table},
    say,
    ui::{prelude::*, reactive::effect},
    words::t,
};

/// The table, below its picture. It takes the focus when it comes.
#[component]
pub fn AsTable(
    /// Title of the chart.
    title: Signal<String>,
    /// The picture.
    picture: Signal<Option<Picture>>,
    /// Whether the table is shown.
    open: RwSignal<bool>,
) -> impl IntoView {
    let scroll = NodeRef::<html::Div>::new();
    effect(move || {
        if let Some(scroll) = scroll.get() {
            // An element that is shown takes the focus.
            let _ = scroll.focus();
        }
    });
    view! { class = "u",
        <div class="as-table">
            <button class="link" type="button" on:click=move |_| open.set(false)>{t("Hide table")}</button>
            <div class="scroll" tabindex="0" role="group" node_ref=scroll
                aria-label=move || say!("Table of {title}", title = title.get())>
                {move || picture.with(|picture| picture.as_ref().map(|picture| table(&picture.table())))}
            </div>
        </div>
    }
}

fn table(table: &Table) -> impl IntoView + use<> {
    let row = |cells: &Vec<Cell>| {
        let mut cells = cells.iter().map(Cell::words);
        let name = cells.next();
        view! { class = "u",
            <tr>
                <th scope="row">{name}</th>
                {cells.map(|cell| view! { class = "u", <td>{cell}</td> }).collect_view()}
            </tr>
        }
    };
    let head = table.head.iter().cloned().map(|head| view! { class = "u", <th scope="col">{head}</th> });
    view! { class = "u",
        <table class="table">
            <thead>
                <tr>{head.collect_view()}</tr>
            </thead>
            <tbody>{table.rows.iter().map(row).collect_view()}</tbody>
        </table>
    }
}
