//! Journeys: what conversations go through, as a flow, as ways, loops and where users leave; held against another
//! selection, or against an intended way.

use std::sync::Arc;

use leptos::ev;

use super::{
    card,
    chart::{Chart, Plot},
    none_fits::WhereSome,
    pictures, sheet,
    state::App,
    status::Phase,
    suggest,
};
use crate::{
    browser::history::Entry,
    charts::{Pick, Picture, Sankey},
    insight::{DEEPEST, Findings, Journey, PathState, SheetRow, StateKind, definition},
    query::{Detail, Direction},
    ui::{parts::When, prelude::*, reactive::memo},
    wire::Study,
    words::{t, tr},
};

/// The tables, in their order; those that nobody asked for are not there.
const SHEETS: [&str; 7] = [
    "journey_differences",
    "journey_deviations",
    "journey_drop_offs",
    "journey_leaving",
    "journey_leaving_words",
    "journey_loops",
    "journey_ways",
];

/// The journey on screen.
fn journey(app: App) -> Journey {
    app.view.with(|view| view.journey.as_deref().cloned().unwrap_or_default())
}

fn study(app: App) -> Study {
    Study::Paths(Box::new(journey(app)))
}

/// Changes what is asked. Going back leads to where one came from, not through every choice.
fn change(app: App, edit: impl FnOnce(&mut Journey)) {
    app.change(Entry::Same, |view| {
        let mut journey = view.journey.as_deref().cloned().unwrap_or_default();
        edit(&mut journey);
        view.journey = Some(journey).filter(|journey| *journey != Journey::default()).map(Arc::new);
    });
}

/// The place.
#[component]
pub fn Journeys(
    /// The page's state.
    app: App,
    /// Whether the paper is dark.
    #[prop(into)]
    dark: Signal<bool>,
) -> impl IntoView {
    let picture = memo(move || {
        let found = app.studied(&study(app))?;
        Sankey::new(found.findings.flow.as_deref()?, pictures::ends()).map(Picture::Sankey)
    });
    let waiting = memo(move || app.studied(&study(app)).is_none());
    let partial = memo(move || app.phase.get() == Phase::Reading);
    let on_pick = Callback::new(move |pick: Pick| {
        if let Pick::Filter(filter) = pick {
            sheet::open_row(app, &filter);
        }
    });
    // What is saved holds no words of the source, as quick replies are.
    let has_words = memo(move || journey(app).detail == Detail::Replies);
    let title = move || card::title("journey_flow");
    let note = memo(|| definition("journey_flow").map(|it| tr(it.formula).into_owned()));
    view! { class = "u",
        <WhereSome app>
            <div class="board" data-testid="journeys" aria-busy=move || app.pending.get().to_string()>
                <Asked app />
                <section class="charts">
                    <When
                        holds=move || has_words.get()
                        otherwise=move || view! { class = "u",
                            <Chart testid="chart-flow" title=Signal::derive(title) picture dark waiting partial
                                absent=t("No conversation comes here.") note=Some(note.into()) on_pick=Some(on_pick) />
                        }
                    >
                        <figure class="card chart" data-testid="chart-flow">
                            <figcaption class="heading chart-title">{title}</figcaption>
                            <Plot testid="chart-flow" title=Signal::derive(title) picture=picture.into() dark
                                width=RwSignal::new(0) on_pick=Some(on_pick) />
                        </figure>
                    </When>
                </section>
                {sheet::studied(app, move || study(app), move |found| {
                    let tables = SHEETS.map(|name| {
                        let beside = (name == "journey_drop_offs").then_some(explain_button as sheet::Beside);
                        sheet::card_with(app, &found.findings, name, beside)
                    });
                    view! { class = "u",
                        {sheet::figures(app, found, &figures(&found.findings), t("Journeys"))}
                        {sheet::notes(&found.findings)}
                        {tables.into_iter().collect_view()}
                    }
                })}
            </div>
        </WhereSome>
    }
}

/// The figures at the top: those of an intended way or another selection only where one is given.
fn figures(found: &Findings) -> Vec<&'static str> {
    let further = |name: &str| found.sheets.iter().any(|sheet| sheet.name == name);
    let mut names = vec!["journeys", "journey_states", "journey_loop_rate"];
    names.extend(further("journey_deviations").then_some("journey_conformance_rate"));
    names.extend(further("journey_differences").then_some("journeys_against"));
    names
}

/// Asks what those have in common who leave at the state of a row; of the one that was asked about, lets go of it.
fn explain_button(app: App, table: &str, row: &SheetRow) -> AnyView {
    let now = journey(app);
    let found = app.studied(&Study::Paths(Box::new(now.clone())));
    let state = found.as_ref().and_then(|found| {
        let sheet = found.findings.sheets.iter().find(|sheet| sheet.name == table)?;
        let at = sheet.rows.iter().position(|known| known == row)?;
        let flow = found.findings.flow.as_deref()?;
        flow.states.get(flow.left.get(at)?.state as usize)
    });
    let Some(state) = state else { return ().into_any() };
    let (key, name) = (state.key.clone(), state.said.said(tr));
    let is_asked = now.leaving == key;
    let asked = move |_| change(app, |it| it.leaving = if is_asked { String::new() } else { key.clone() });
    // What is read aloud begins with what stands there.
    let words = if is_asked { t("Asked") } else { t("What sets them apart") };
    view! { class = "u",
        <button class="link" type="button" data-testid="explain-leaving" aria-pressed=is_asked.to_string()
            aria-label=format!("{words}: {name}") on:click=asked>
            {words}
        </button>
    }
    .into_any()
}

/// A choice: what is chosen, and all there is with its words.
pub type Choices = (String, Vec<(String, String)>);

/// What is asked.
#[component]
fn Asked(app: App) -> impl IntoView {
    let directions = move || {
        let named = |direction: Direction| {
            let words = match direction {
                Direction::Forward => t("forward"),
                Direction::Backward => t("backward"),
            };
            (direction.name().to_owned(), words.to_owned())
        };
        (journey(app).direction.name().to_owned(), Direction::ALL.map(named).into())
    };
    let on_direction = move |name: String| {
        // A start is no end: the other way begins anew.
        change(app, |it| {
            let chosen = Direction::ALL.into_iter().find(|direction| direction.name() == name);
            (it.direction, it.at) = (chosen.unwrap_or_default(), String::new());
        });
    };
    let states = move || {
        let now = journey(app);
        let whole = match now.direction {
            Direction::Forward => t("the start"),
            Direction::Backward => t("the end"),
        };
        let matters =
            app.report.with(|report| report.as_deref().map(|report| suggest::matters(&report.facets)));
        let matters = matters.unwrap_or_default();
        let plain =
            StateKind::ALL.into_iter().filter(|kind| !kind.name().ends_with(':')).map(PathState::plain);
        // Where one looks back from, ends come first.
        let (ends, others): (Vec<_>, Vec<_>) = plain.partition(|state| state.kind.is_end());
        let ends = if now.direction == Direction::Backward { ends } else { Vec::new() };
        let all = ends.into_iter().chain(matters).chain(others);
        let mut all: Vec<_> = all.map(|state| (state.key(), state.said().said(tr))).collect();
        if !now.at.is_empty() && all.iter().all(|(key, _)| *key != now.at) {
            all.push((now.at.clone(), now.at.clone()));
        }
        all.insert(0, (String::new(), whole.to_owned()));
        (now.at, all)
    };
    let details = move || {
        let named = |detail: Detail| {
            let words = match detail {
                Detail::Needs => t("needs, failures, handovers"),
                Detail::Acts => t("each act of bot and user"),
                Detail::Replies => t("acts and quick replies"),
            };
            (detail.name().to_owned(), words.to_owned())
        };
        (journey(app).detail.name().to_owned(), Detail::ALL.map(named).into())
    };
    let on_detail = move |name: String| {
        let chosen = Detail::ALL.into_iter().find(|detail| detail.name() == name).unwrap_or_default();
        change(app, |it| it.detail = chosen);
    };
    let depths = move || {
        let all = (2..=DEEPEST).map(|depth| (depth.to_string(), depth.to_string())).collect();
        (journey(app).depth.to_string(), all)
    };
    let on_depth = move |depth: String| change(app, |it| it.depth = depth.parse().unwrap_or(it.depth));
    let against = move || journey(app).against.unwrap_or_default();
    let on_against = move |event: ev::Event| {
        let text = event_target_value(&event).trim().to_owned();
        change(app, |it| it.against = Some(text).filter(|text| !text.is_empty()));
    };
    let intended = move || journey(app).intended;
    let on_intended = move |event: ev::Event| {
        let text = event_target_value(&event).trim().to_owned();
        change(app, |it| it.intended = text);
    };
    view! { class = "u",
        <section class="card compare" aria-label=t("What is followed")>
            {choice(t("Follow"), "journey-direction", directions, on_direction)}
            {choice(t("From"), "journey-at", states, move |at| change(app, |it| it.at = at))}
            {choice(t("Detail"), "journey-detail", details, on_detail)}
            {choice(t("Layers"), "journey-depth", depths, on_depth)}
            <label class="setting"><span class="lead">{t("Compare with a filter")}</span>
                <input class="field" type="text" autocomplete="off" data-testid="journey-against" placeholder="channel:app"
                    prop:value=against on:change=on_against />
            </label>
            <label class="setting"><span class="lead">{t("Intended way")}</span>
                <input class="field" type="text" autocomplete="off" data-testid="journey-intended"
                    placeholder="order_status > … > resolved" prop:value=intended on:change=on_intended />
            </label>
        </section>
    }
}

/// A choice of some, with its words above it.
pub fn choice(
    label: &'static str,
    testid: &'static str,
    of: impl Fn() -> Choices + Send + Sync + 'static,
    on_choice: impl Fn(String) + Send + Sync + 'static,
) -> AnyView {
    chosen(label, testid, memo(of), Callback::new(on_choice))
}

/// One copy for all uses.
fn chosen(
    label: &'static str,
    testid: &'static str,
    of: Memo<Choices>,
    on_choice: Callback<String>,
) -> AnyView {
    let options = move || {
        let (is, all) = of.get();
        let option = |(value, words): (String, String)| {
            let selected = is == value;
            view! { class = "u", <option value=value selected=selected>{words}</option> }
        };
        all.into_iter().map(option).collect_view()
    };
    view! { class = "u",
        <label class="setting"><span class="lead">{label}</span>
            <select class="select" data-testid=testid on:change=move |event| on_choice.run(event_target_value(&event))>
                {options}
            </select>
        </label>
    }
    .into_any()
}
