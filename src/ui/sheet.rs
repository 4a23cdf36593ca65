//! What studies found, shown: figures, tables and sentences, each figure with its definition, its interval and
//! the way to its evidence.

use super::{
    card, definition,
    parts::{Headline, Menu, MenuItem, Popover, Skeleton, SkeletonShape},
    sheet_file,
    state::{App, Studied},
    view::Place,
    words,
};
use crate::{
    browser::history::Entry,
    insight::{Cell, Figure, Findings, Head, Note, Sheet, SheetRow, State, Unit},
    query::{Columns, Filter},
    report::Report,
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
    view! { class = "u",
        <section class="headline" aria-label=label>
            {names.iter().map(|name| figure(app, found, name)).collect_view()}
        </section>
    }
}

/// A figure of a study, large.
pub fn figure(app: App, found: &Studied, name: &str) -> impl IntoView + use<> {
    let shown = card::shown(&found.report, name, false);
    let (described, opened) = (name.to_owned(), name.to_owned());
    view! { class = "u",
        <Headline name title=card::title(name) shown=memo(move || shown.clone())
            definition=move || definition::words(&described)
            on_open=Callback::new(move |()| app.open_evidence(opened.clone())) />
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

/// What stands at the end of each row of a table: by the table's name, and the row.
pub type Beside = fn(App, &str, &SheetRow) -> AnyView;

/// A table of a study in a card; nothing where the study has none of that name.
pub fn card_of(app: App, findings: &Findings, name: &str) -> Option<AnyView> {
    card_with(app, findings, name, None)
}

/// The same, with something at the end of each row.
pub fn card_with(app: App, findings: &Findings, name: &str, beside: Option<Beside>) -> Option<AnyView> {
    let sheet = findings.sheets.iter().find(|sheet| sheet.name == name)?;
    let described = name.to_owned();
    Some(
        view! { class = "u",
            <section class="card sheet-card" data-testid=format!("sheet-{name}") aria-label=card::title(name)>
                <h2 class="heading">
                    <span>{card::title(name)}</span>
                    <Popover>{definition::words(&described)}</Popover>
                    {saving(app, sheet)}
                </h2>
                {table(app, sheet, beside)}
            </section>
        }
        .into_any(),
    )
}

/// Saves a table as a file. One that quotes messages asks first whether these are to be in it.
fn saving(app: App, sheet: &Sheet) -> Option<impl IntoView + use<>> {
    if sheet.rows.is_empty() {
        return None;
    }
    let item = |label: &'static str, sheet: Sheet| MenuItem {
        icon: "download",
        label: label.into(),
        action: Callback::new(move |()| {
            app.save(&format!("undertone-{}.csv", sheet.name), "text/csv", &sheet_file::table(&sheet).file());
        }),
    };
    let items: Vec<MenuItem> = if sheet.quotes() {
        let bare = sheet.clone().without_quotes().map(|bare| item(t("Save as CSV, without messages"), bare));
        bare.into_iter().chain([item(t("Save as CSV, with masked messages"), sheet.clone())]).collect()
    } else {
        vec![item(t("Save as CSV"), sheet.clone())]
    };
    let label = crate::say!("Menu of {title}", title = card::title(&sheet.name));
    Some(view! { class = "u", <Menu label items=Signal::stored(items) testid="table-menu" /> })
}

/// Rows of a list at most that are shown without scrolling.
const LONG: usize = 8;

/// A table.
fn table(app: App, sheet: &Sheet, beside: Option<Beside>) -> AnyView {
    if sheet.rows.is_empty() {
        return view! { class = "u", <p class="nothing">{words::said(&sheet.none)}</p> }.into_any();
    }
    // A list of single conversations goes on within its card.
    let is_list = sheet.rows.iter().any(|row| row.cells.iter().any(|cell| matches!(cell, Cell::Said { .. })));
    let is_long = is_list && sheet.rows.len() > LONG;
    // Tables that are read by their pattern, not line by line.
    let is_heat = sheet.name == "retention";
    let head = |head: &Head| {
        view! { class = "u",
            <th scope="col" class=head.unit.map(|_| "number")>{head.title.said(tr)}</th>
        }
    };
    let row = |row: &SheetRow| {
        let filter = row.filter.clone();
        let cells = row.cells.iter().enumerate().map(|(at, shown)| {
            let inner = cell(app, shown);
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
                    let tenths = if is_heat { heat(shown) } else { None };
                    view! { class = "u", <td class=number data-state=state data-heat=tenths>{inner}</td> }
                        .into_any()
                }
            }
        });
        let last = beside.map(|beside| view! { class = "u", <td>{beside(app, &sheet.name, row)}</td> });
        view! { class = "u", <tr>{cells.collect_view()}{last}</tr> }
    };
    view! { class = "u",
        <div class="study-box" data-long=is_long.then_some("") tabindex="0" role="group" aria-label=card::title(&sheet.name)>
            <table class="study-table">
                <thead><tr>{sheet.columns.iter().map(head).collect_view()}{beside.map(|_| view! { class = "u", <td></td> })}</tr></thead>
                <tbody>{sheet.rows.iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// Shows the conversations behind a row. Of an arm, a journey, a change, a sentence, a question or a signal they are in
/// the list: beside it there would be nothing to compare, and too few days to judge by.
pub fn open_row(app: App, filter: &str) {
    if let Ok(more) = Filter::parse_with(filter, Columns::Any) {
        app.change(Entry::New, |view| {
            if matches!(
                view.place,
                Place::Experiments
                    | Place::Journeys
                    | Place::Funnels
                    | Place::Changes
                    | Place::Briefing
                    | Place::Questions
                    | Place::Signals
            ) {
                view.place = Place::Conversations;
            }
            view.filter = view.filter.clone().and(&more);
            view.shut();
        });
    }
}

/// How strongly a share is coloured, in tenths; none of what is too little to say.
fn heat(shown: &Cell) -> Option<u32> {
    let Cell::Figure(figure) = shown else { return None };
    let fits = figure.state == State::Ok && figure.unit == Unit::Share;
    figure.value.filter(|_| fits).map(|share| (share * 10.0) as u32)
}

/// The parts of a figure of the board as a table, by their words, in a card; nothing where there are none.
pub fn parts(
    app: App,
    report: &Report,
    name: &'static str,
    (head, in_words): (&'static str, fn(&str) -> &'static str),
) -> Option<impl IntoView + use<>> {
    let split = report.board.breakdowns.get(name).filter(|split| split.of > 0)?;
    let row = |(part, n): &(String, u64)| {
        let figure = Figure {
            name: name.to_owned(),
            unit: Unit::Share,
            value: Some(*n as f64 / split.of as f64),
            n: *n,
            of: Some(split.of),
            interval: None,
            state: State::Ok,
            reason: None,
        };
        SheetRow { cells: vec![Cell::Text(in_words(part).to_owned()), figure.into()], ..SheetRow::default() }
    };
    let columns = vec![Head::words(head), Head::figures("Share", Unit::Share)];
    let rows = split.parts.iter().map(row).collect();
    let sheet = Sheet { name: name.to_owned(), columns, rows, ..Sheet::default() };
    let findings = Findings { sheets: vec![sheet], ..Findings::default() };
    card_of(app, &findings, name)
}

fn state(figure: &Figure) -> &'static str {
    match figure.state {
        State::Ok => "ready",
        State::Absent => "absent",
        State::TooFew => "too-few",
    }
}

fn cell(app: App, shown: &Cell) -> AnyView {
    match shown {
        Cell::Nothing => ().into_any(),
        Cell::Said { text, conversation, line } => {
            let (conversation, line) = (*conversation, *line);
            let said = if text.is_empty() { t("its words were not kept").to_owned() } else { text.clone() };
            view! { class = "u",
                <button class="link" type="button" data-testid="said" dir="auto"
                    on:click=move |_| app.open_quote(conversation, line)>{said}</button>
            }
            .into_any()
        }
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
