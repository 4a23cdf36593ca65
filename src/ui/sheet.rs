//! What studies found, shown: figures, tables and sentences, each figure with its definition, its interval and
//! the way to its evidence.

use std::sync::Arc;

use super::{
    card, definition,
    parts::{Headline, Popover, Skeleton, SkeletonShape},
    state::{App, Studied},
    words,
};
use crate::{
    insight::{Cell, Figure, Findings, Head, Note, Sheet, SheetRow, State, Unit},
    query::{Columns, Filter},
    ui::{prelude::*, reactive::memo},
    wire::Study,
    words::{t, tr},
};

/// What a study found, as it comes: asked for whenever the conversations on screen change. `show` is given it.
pub fn studied<V: IntoView + 'static>(
    app: App,
    study: impl Fn() -> Study + Copy + Send + Sync + 'static,
    show: impl Fn(&Studied) -> V + Send + Sync + 'static,
) -> impl IntoView {
    super::reactive::effect(move || app.want_study(study()));
    move || match app.studied(&study()) {
        Some(found) => show(&found).into_any(),
        None => view! { class = "u", <Skeleton shape=SkeletonShape::Rows(6) /> }.into_any(),
    }
}

/// Figures of a study, large.
pub fn figures(
    app: App,
    found: &Studied,
    names: &[&'static str],
    label: &'static str,
) -> impl IntoView + use<> {
    let report = Arc::clone(&found.report);
    let figure = |name: &'static str| {
        let shown = card::shown(&report, name, false);
        view! { class = "u",
            <Headline name title=card::title(name) shown=memo(move || shown.clone())
                definition=move || definition::words(name)
                on_open=Callback::new(move |()| app.open_evidence(name.to_owned())) />
        }
    };
    view! { class = "u",
        <section class="headline" aria-label=label>{names.iter().copied().map(figure).collect_view()}</section>
    }
}

/// All that a study found: its figures, its sentences, its tables.
pub fn found(
    app: App,
    found: &Studied,
    names: &[&'static str],
    sheets: &[&'static str],
    label: &'static str,
) -> impl IntoView + use<> {
    let cards: Vec<_> = sheets.iter().map(|name| card_of(app, &found.findings, name)).collect();
    view! { class = "u",
        {figures(app, found, names, label)}
        {notes(&found.findings)}
        {cards}
    }
}

/// The sentences of a study.
pub fn notes(findings: &Findings) -> impl IntoView + use<> {
    let note = |note: &Note| {
        view! { class = "u",
            <p class="note" data-testid="note" data-weight=note.weight.name()>{words::said(&note.said)}</p>
        }
    };
    view! { class = "u", <div class="notes">{findings.notes.iter().map(note).collect_view()}</div> }
}

/// A table of a study in a card; nothing where the study has none of that name.
pub fn card_of(app: App, findings: &Findings, name: &'static str) -> Option<impl IntoView + use<>> {
    let sheet = findings.sheets.iter().find(|sheet| sheet.name == name)?;
    Some(view! { class = "u",
        <section class="card sheet-card" data-testid=format!("sheet-{name}") aria-label=card::title(name)>
            <h2 class="heading">
                <span>{card::title(name)}</span>
                <Popover>{definition::words(name)}</Popover>
            </h2>
            {table(app, sheet)}
        </section>
    })
}

/// A table.
fn table(app: App, sheet: &Sheet) -> AnyView {
    if sheet.rows.is_empty() {
        return view! { class = "u", <p class="nothing">{words::said(&sheet.none)}</p> }.into_any();
    }
    let head = |head: &Head| {
        view! { class = "u",
            <th scope="col" class=head.unit.map(|_| "number")>{head.title.said(tr)}</th>
        }
    };
    let row = |row: &SheetRow| {
        let filter = row.filter.clone();
        let cells = row.cells.iter().enumerate().map(|(at, shown)| {
            let inner = cell(shown);
            match (at, filter.is_empty()) {
                (0, false) => {
                    let filter = filter.clone();
                    let open = move |_| open_row(app, &filter);
                    view! { class = "u",
                        <th scope="row"><button class="link" type="button" on:click=open>{inner}</button></th>
                    }
                    .into_any()
                }
                (0, true) => view! { class = "u", <th scope="row">{inner}</th> }.into_any(),
                _ => {
                    let state = if let Cell::Figure(figure) = shown { state(figure) } else { "" };
                    let number = matches!(shown, Cell::Figure(_)).then_some("number");
                    view! { class = "u", <td class=number data-state=state>{inner}</td> }.into_any()
                }
            }
        });
        view! { class = "u", <tr>{cells.collect_view()}</tr> }
    };
    view! { class = "u",
        <div class="sheet-box" tabindex="0" role="region" aria-label=card::title(&sheet.name)>
            <table class="study-table">
                <thead><tr>{sheet.columns.iter().map(head).collect_view()}</tr></thead>
                <tbody>{sheet.rows.iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// Shows the conversations behind a row.
fn open_row(app: App, filter: &str) {
    if let Ok(more) = Filter::parse_with(filter, Columns::Any) {
        let known = app.view.with_untracked(|view| view.filter.clone());
        app.filter(known.and(&more));
    }
}

fn state(figure: &Figure) -> &'static str {
    match figure.state {
        State::Ok => "ready",
        State::Absent => "absent",
        State::TooFew => "too-few",
    }
}

fn cell(shown: &Cell) -> AnyView {
    match shown {
        Cell::Nothing => ().into_any(),
        Cell::Text(text) => view! { class = "u", <span dir="auto">{text.clone()}</span> }.into_any(),
        Cell::Words(said) => said.said(tr).into_any(),
        Cell::Figure(figure) => of_figure(figure).into_any(),
    }
}

/// The value, its count and its interval, or why there is none.
fn of_figure(figure: &Figure) -> impl IntoView + use<> {
    let of = figure.of.unwrap_or(figure.n);
    let value = figure.value.map_or_else(|| "–".to_owned(), |value| words::value(figure.unit, value, of));
    let count = match (figure.unit, figure.of) {
        (Unit::Count, _) | (_, None) => None,
        (_, Some(of)) => {
            Some(crate::say!("{n} of {all}", n = words::count(figure.n), all = words::count(of)))
        }
    };
    let range = figure.interval.as_ref().map(|interval| words::interval(figure.unit, interval));
    let reason = figure.reason.as_deref().map(|reason| words::sentence(&tr(reason)));
    let beside = match figure.state {
        State::Ok => [count, range].into_iter().flatten().collect::<Vec<_>>().join(" · "),
        State::TooFew => [count, Some(t("too few to say").to_owned())]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" · "),
        State::Absent => String::new(),
    };
    view! { class = "u",
        <span title=reason>{value}</span>
        {(!beside.is_empty()).then(|| view! { class = "u", <span class="beside soft">{beside}</span> })}
    }
}
