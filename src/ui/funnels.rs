//! Funnels: steps that a person composes, who comes through them and in what time, where the others stop and what sets
//! these apart; of two selections side by side.

use std::sync::Arc;

use leptos::ev;

use super::{
    card,
    chart::Chart,
    journeys::choice,
    none_fits::WhereSome,
    parts::{ConditionLine, Icon, KeyedRow, completion::Suggestion},
    saved_funnels::{self, Saved},
    sheet,
    state::{App, Studied},
    status::Phase,
    suggest,
};
use crate::{
    browser::{frames, history::Entry, tab},
    charts::{Bar, Bars, Hue, Pick, Picture},
    insight::{Cell, Figure, FunnelAsked, SheetRow, suggested},
    query::{Columns, Filter, Funnel, MOST_STEPS, Within},
    say,
    ui::{
        parts::Keyed,
        prelude::*,
        reactive::{effect, memo},
    },
    wire::Study,
    words::{t, tr},
};

/// The tables, in their order; those that nobody asked for are not there.
const SHEETS: [&str; 6] = [
    "funnel_steps",
    "funnel_drop_offs",
    "funnel_differences",
    "funnel_leaving",
    "funnel_leaving_words",
    "funnel_last",
];

/// Times within which a funnel may be asked for, in minutes: an hour, a day, a week, thirty days.
const TIMES: [u32; 4] = [60, 1_440, 10_080, 43_200];

/// The funnel on screen: the one that a person composed, or the first that the data suggest.
fn shown(app: App) -> FunnelAsked {
    let composed = app.view.with(|view| view.funnel.as_deref().cloned());
    composed.unwrap_or_else(|| suggestions(app).into_iter().next().map(|one| one.1).unwrap_or_default())
}

/// Funnels that the data suggest, by their names.
fn suggestions(app: App) -> Vec<(String, FunnelAsked)> {
    app.report.with(|report| {
        let all = report.as_deref().map(|report| suggested(&report.facets)).unwrap_or_default();
        all.into_iter().map(|one| (one.name.said(tr), one.asked)).collect()
    })
}

/// What is asked: of the steps that were written.
fn study(app: App) -> Study {
    let mut asked = shown(app);
    asked.steps.retain(|step| !step.is_empty());
    Study::Funnel(Box::new(asked))
}

/// Changes the funnel. Each change of its steps can be taken back by going back.
fn change(app: App, entry: Entry, edit: impl FnOnce(&mut FunnelAsked)) {
    let mut asked = untrack(|| shown(app));
    edit(&mut asked);
    app.change(entry, |view| view.funnel = Some(Arc::new(asked)));
}

/// The place.
#[component]
pub fn Funnels(
    /// The page's state.
    app: App,
    /// Whether the paper is dark.
    #[prop(into)]
    dark: Signal<bool>,
) -> impl IntoView {
    let picture = memo(move || app.studied(&study(app)).and_then(|found| bars(&found, shown(app).by_user)));
    let waiting = memo(move || app.studied(&study(app)).is_none());
    let partial = memo(move || app.phase.get() == Phase::Reading);
    let on_pick = Callback::new(move |pick: Pick| {
        if let Pick::Part(filter) = pick {
            sheet::open_row(app, &filter);
        }
    });
    let title = move || card::title("funnel_steps");
    view! { class = "u",
        <WhereSome app>
            <div class="board" data-testid="funnels" aria-busy=move || app.pending.get().to_string()>
                <Composed app />
                <section class="charts">
                    <Chart testid="chart-funnel" title=Signal::derive(title) picture dark waiting partial
                        absent=t("No conversation comes here.") on_pick=Some(on_pick) note=None />
                </section>
                {sheet::studied(app, move || study(app), move |found| {
                    let tables = SHEETS.map(|name| {
                        let by_user = untrack(|| shown(app).by_user);
                        let beside = name == "funnel_drop_offs" && !by_user;
                        sheet::card_with(app, &found.findings, name, beside.then_some(explain_button as sheet::Beside))
                    });
                    let figures: &[&str] = if found.findings.sheets.is_empty() {
                        &[]
                    } else {
                        &["funnel_all", "funnel_conversion_rate", "funnel_time"]
                    };
                    view! { class = "u",
                        {sheet::figures(app, found, figures, t("Funnel"))}
                        {sheet::notes(&found.findings)}
                        {tables.into_iter().collect_view()}
                    }
                })}
            </div>
        </WhereSome>
    }
}

/// A bar for each step, with whom it loses. Words in the names are masked: a picture is saved as a file.
fn bars(found: &Studied, by_user: bool) -> Option<Picture> {
    let rows = &found.findings.sheets.iter().find(|sheet| sheet.name == "funnel_steps")?.rows;
    let reached = |row: &SheetRow| match row.cells.get(1) {
        Some(Cell::Figure(figure)) => figure.n,
        _ => 0,
    };
    let first = rows.first().map(reached).filter(|n| *n > 0)?;
    let mut before = 0;
    let bar = |(at, row): (usize, &SheetRow)| {
        let n = reached(row);
        let name = if let Some(Cell::Text(step)) = row.cells.first() { masked(step) } else { String::new() };
        let interval = match row.cells.get(3) {
            Some(Cell::Figure(figure)) => interval(figure),
            _ => None,
        };
        let filter = Some(row.filter.clone()).filter(|filter| !filter.is_empty());
        let before = std::mem::replace(&mut before, n);
        Bar { label: format!("{}  {name}", at + 1), name: filter, n, hue: Hue::Accent, interval, before }
    };
    let bars = rows.iter().enumerate().map(bar).collect();
    let noun = if by_user { "users" } else { "conversations" };
    Some(Picture::Bars(Bars { title: t("Step"), noun, bars, of: first }))
}

fn interval(figure: &Figure) -> Option<(f64, f64)> {
    figure.interval.as_ref().map(|interval| (interval.low, interval.high))
}

fn masked(step: &str) -> String {
    Filter::parse_with(step, Columns::Any).map(|filter| filter.masked().to_string()).unwrap_or_default()
}

/// Asks what those have in common who stop at the step of a row; of the one that was asked about, lets go of it.
fn explain_button(app: App, table: &str, row: &SheetRow) -> AnyView {
    let found = untrack(|| app.studied(&study(app)));
    let at = found.as_ref().and_then(|found| {
        let sheet = found.findings.sheets.iter().find(|sheet| sheet.name == table)?;
        sheet.rows.iter().position(|known| known == row)
    });
    let Some(step) = at.map(|at| at as u32 + 1) else { return ().into_any() };
    let is_asked = untrack(|| shown(app).leaving) == step;
    let asked = move |_| change(app, Entry::Same, |it| it.leaving = if is_asked { 0 } else { step });
    // What is read aloud begins with what stands there.
    let words = if is_asked { t("Asked") } else { t("What sets them apart") };
    view! { class = "u",
        <button class="link" type="button" data-testid="explain-stopping" aria-pressed=is_asked.to_string()
            aria-label=format!("{words}: {step}") on:click=asked>
            {words}
        </button>
    }
    .into_any()
}

/// The steps and how they must follow one another.
#[component]
fn Composed(app: App) -> impl IntoView {
    let many = memo(move || shown(app).steps.len());
    let rows =
        move || (0..many.get()).map(move |at| KeyedRow::new(at.to_string(), move || step(app, at, many)));
    let is_full = move || many.get() >= MOST_STEPS;
    let add = move |_| {
        change(app, Entry::Same, |it| it.steps.push(String::new()));
        focus(untrack(|| shown(app)).steps.len().saturating_sub(1));
    };
    let begin = move || {
        let chip = |(name, asked): (String, FunnelAsked)| {
            let is_it = saved_funnels::is_same(&shown(app), &asked);
            let asked_of = asked.clone();
            let take = move |_| {
                let against = untrack(|| shown(app)).against;
                change(app, Entry::New, |it| *it = FunnelAsked { against, ..asked.clone() });
            };
            let unknown = saved_funnels::unknown(app, &asked_of);
            view! { class = "u",
                <button class="button" type="button" data-testid="funnel-suggested" aria-pressed=is_it.to_string()
                    title=unknown on:click=take>{name}</button>
            }
        };
        let kept = saved_funnels::all(app);
        let is_new =
            |asked: &FunnelAsked| kept.iter().all(|(_, known)| !saved_funnels::is_same(known, asked));
        let others: Vec<_> = suggestions(app).into_iter().filter(|(_, asked)| is_new(asked)).collect();
        kept.into_iter().chain(others).map(chip).collect_view()
    };
    let orders = move || {
        let all = [("loose", t("others may stand between")), ("strict", t("directly one behind the other"))];
        named(if shown(app).strict { "strict" } else { "loose" }, all)
    };
    let whose = move || {
        let all = [("", t("conversations")), ("users", t("users, over all their conversations"))];
        named(if shown(app).by_user { "users" } else { "" }, all)
    };
    let times = move || {
        let asked = shown(app).within;
        let mut all = vec![(String::new(), t("any time").to_owned())];
        let further = asked.filter(|minutes| !TIMES.contains(minutes));
        let times = TIMES.into_iter().chain(further).map(|minutes| Within(minutes).to_string());
        all.extend(times.map(|time| (time.clone(), time)));
        (asked.map(|minutes| Within(minutes).to_string()).unwrap_or_default(), all)
    };
    let on_time = move |text: String| {
        change(app, Entry::Same, |it| it.within = Within::parse(&text).map(|within| within.0));
    };
    let against = move || shown(app).against.unwrap_or_default();
    let on_against = move |event: ev::Event| {
        let text = event_target_value(&event).trim().to_owned();
        change(app, Entry::Same, |it| it.against = Some(text).filter(|text| !text.is_empty()));
    };
    view! { class = "u",
        <section class="card funnel" aria-label=t("Steps of the funnel")>
            <div class="bar" role="group" aria-label=t("Begin with")>
                <span class="lead">{t("Begin with")}</span>{begin}
            </div>
            <ol class="steps"><Keyed rows /></ol>
            <div class="bar">
                <button class="button" type="button" data-testid="funnel-add" on:click=add
                    disabled=is_full><Icon name="plus" />{t("Add a step")}</button>
                <Saved app shown=Signal::derive(move || shown(app)) />
            </div>
            <div class="compare">
                {choice(t("Order"), "funnel-order", orders, move |it| {
                    change(app, Entry::Same, |asked| asked.strict = it == "strict");
                })}
                {choice(t("Counted are"), "funnel-whose", whose, move |it| {
                    change(app, Entry::Same, |asked| asked.by_user = it == "users");
                })}
                {choice(t("All steps within"), "funnel-within", times, on_time)}
                <label class="setting"><span class="lead">{t("Compare with a filter")}</span>
                    <input class="field" type="text" autocomplete="off" data-testid="funnel-against"
                        placeholder="variant:b" prop:value=against on:change=on_against />
                </label>
            </div>
        </section>
    }
}

fn named(is: &str, all: [(&str, &str); 2]) -> super::journeys::Choices {
    (is.to_owned(), all.map(|(value, words)| (value.to_owned(), words.to_owned())).into())
}

fn id_of(at: usize) -> String {
    format!("funnel-step-{at}")
}

/// Puts the focus onto a step, once it is there.
fn focus(at: usize) {
    frames::later(move || tab::focus(&id_of(at)));
}

/// One step: its condition, and what can be done with it.
fn step(app: App, at: usize, many: Memo<usize>) -> impl IntoView {
    let written = memo(move || shown(app).steps.get(at).cloned().unwrap_or_default());
    let text = RwSignal::new(written.get_untracked());
    effect(move || text.set(written.get()));
    let suggest = Callback::new(move |(line, caret): (String, usize)| -> Vec<Suggestion> {
        app.report.with_untracked(|report| {
            let facets = report.as_deref().map(|report| &report.facets);
            facets.map(|facets| suggest::suggestions(&line, caret, facets)).unwrap_or_default()
        })
    });
    let submit = Callback::new(move |line: String| {
        let read = app.report.with_untracked(|report| {
            let facets = report.as_deref().map(|report| &report.facets).filter(|facets| !facets.is_empty());
            let columns: Option<Vec<&str>> = facets.map(|facets| suggest::columns(facets).collect());
            Funnel::parse_step(&line, columns.as_deref().map_or(Columns::Any, Columns::These))
        });
        let step = read.map_err(|wrong| {
            suggest::wrong_line(&line, wrong.at, &wrong.sentence(), wrong.suggestion.as_deref())
        })?;
        if written.get_untracked() != step.to_string() {
            change(app, Entry::New, |it| {
                if let Some(known) = it.steps.get_mut(at) {
                    *known = step.to_string();
                }
            });
        }
        text.set(step.to_string());
        Ok(())
    });
    let swap = move |one: usize, two: usize, to: usize| {
        change(app, Entry::New, |it| {
            if one.max(two) < it.steps.len() {
                it.steps.swap(one, two);
                it.leaving = 0;
            }
        });
        focus(to);
    };
    let remove = move || {
        change(app, Entry::New, |it| {
            if at < it.steps.len() {
                it.steps.remove(at);
                it.leaving = 0;
            }
        });
        focus(at.saturating_sub(1));
    };
    let n = at + 1;
    let button = move |name, words: String, testid, is_off: Signal<bool>, act: Callback<()>| {
        view! { class = "u",
            <button class="icon-button" type="button" data-testid=testid title=words.clone() aria-label=words
                disabled=is_off on:click=move |_| act.run(())><Icon name /></button>
        }
    };
    let up = Callback::new(move |()| swap(at.saturating_sub(1), at, at.saturating_sub(1)));
    let down = Callback::new(move |()| swap(at, at + 1, at + 1));
    view! { class = "u",
        <li class="step" id=id_of(at) tabindex="-1" data-testid="funnel-step">
            <span class="number soft">{n}</span>
            <ConditionLine text testid="funnel-condition" label=say!("Step {n}", n = n) suggest on_submit=submit />
            {button("arrow-up", say!("Step {n} further up", n = n), "funnel-up", Signal::derive(move || at == 0), up)}
            {button("arrow-down", say!("Step {n} further down", n = n), "funnel-down",
                Signal::derive(move || at + 1 >= many.get()), down)}
            {button("x", say!("Remove step {n}", n = n), "funnel-remove", Signal::derive(move || many.get() < 2),
                Callback::new(move |()| remove()))}
        </li>
    }
}
