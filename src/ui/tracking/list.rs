//! What is tracked, who sees to it, what became of it, and the files for other tools.

use leptos::ev;

use super::keep;
use crate::{
    browser::{held, save, tab},
    conversation::Day,
    insight::{Cell, Findings},
    say,
    ui::{
        parts::{Menu, MenuItem, Toaster, When},
        prelude::*,
        reactive::{effect, memo},
        sheet,
        state::App,
        tracked::{
            Tracked,
            export::{Standing, Tool, as_text, issues},
        },
    },
    wire::{Study, Track},
    words::{t, tr},
};

/// What is tracked, and how it stands.
#[component]
pub fn WhatBecame(
    /// The page's state.
    app: App,
) -> impl IntoView {
    let tracked = app.tracked();
    let study = move || Study::Tracked(tracks(tracked));
    let titles = move || {
        let all = tracked.get_untracked();
        all.into_iter().enumerate().map(|(at, one)| line(tracked, at, one)).collect_view()
    };
    // Drawn anew where the list changes, not where somebody writes into a line.
    let shown = memo(move || tracked.with(|all| all.iter().map(|one| one.title.clone()).collect::<Vec<_>>()));
    // What was begun with nothing counted yet keeps what is counted now.
    effect(move || {
        if let Some(found) = app.studied(&study()) {
            counted(tracked, &found.findings);
        }
    });
    view! { class = "u",
        <section class="card tracked" data-testid="tracked" aria-label=t("What is tracked")>
            <h2 class="heading">
                <span>{t("What is tracked")}</span>
                <When holds=move || tracked.with(|all| !all.is_empty())>
                    <Menu label=t("Export what is tracked") items=Signal::derive(move || exports(app)) named=true
                        icon="download" testid="export-tracked" />
                </When>
            </h2>
            <When
                holds=move || tracked.with(|all| !all.is_empty())
                otherwise=|| view! { class = "u", <p class="soft">{if held::is_one_file() {
                    t("Nothing yet. “Track this” keeps how a thing stands at the end of these data, until this tab is closed; conversations of later days, opened here, are compared with that.")
                } else {
                    t("Nothing yet. “Track this” keeps how a thing stands at the end of these data; conversations of later days, opened here, are compared with that. It is kept in this browser: what was found, counts, and who sees to it until when; nobody's words.")
                }}</p> }
            >
                <ol>{move || { shown.get(); titles() }}</ol>
                {sheet::studied(app, study, move |found| view! { class = "u",
                    {sheet::notes(&found.findings)}
                    {sheet::card_of(app, &found.findings, "tracked_actions")}
                })}
            </When>
        </section>
    }
}

fn tracks(tracked: RwSignal<Vec<Tracked>>) -> Vec<Track> {
    tracked.with(|all| all.iter().map(|one| one.track.clone()).collect())
}

/// One of them: who sees to it and until when are written in place.
fn line(tracked: RwSignal<Vec<Tracked>>, at: usize, one: Tracked) -> impl IntoView {
    let Tracked { title, track, owner, due } = one;
    let change = move |change: &dyn Fn(&mut Tracked)| {
        tracked.update(|all| {
            if let Some(one) = all.get_mut(at) {
                change(one);
            }
        });
        keep(tracked);
    };
    let set_owner = move |event: ev::Event| {
        let written = event_target_value(&event).trim().to_owned();
        change(&|one| one.owner.clone_from(&written));
    };
    let set_due = move |event: ev::Event| {
        let day = Day::parse(&event_target_value(&event));
        change(&|one| one.due = day);
    };
    let due = due.map(|due| due.to_string()).unwrap_or_default();
    view! { class = "u", <li>
        <span class="what">{format!("{}. {title}", at + 1)} " "
            <span class="soft">{say!("up to {day}", day = Day(track.day))}</span></span>
        <input class="field" type="text" maxlength="80" data-testid="tracked-owner" placeholder=t("Who sees to it")
            aria-label=say!("Who sees to it: {action}", action = title) value=owner on:change=set_owner />
        <input class="field" type="date" data-testid="tracked-due"
            aria-label=say!("Due: {action}", action = title) value=due on:change=set_due />
        <button class="link" type="button" aria-label=say!("Track no more: {action}", action = title)
            on:click=move |_| drop_one(tracked, at)>{t("Track no more")}</button>
    </li> }
}

fn drop_one(tracked: RwSignal<Vec<Tracked>>, at: usize) {
    let toaster = expect_context::<Toaster>();
    let before = tracked.get_untracked();
    tracked.update(|all| drop(all.remove(at)));
    keep(tracked);
    toaster.undo(t("It is tracked no more."), move || {
        tracked.set(before.clone());
        keep(tracked);
    });
}

/// Keeps what was counted up to the day on which each began, of those that are yet to be counted.
fn counted(tracked: RwSignal<Vec<Tracked>>, findings: &Findings) {
    let Some(sheet) = findings.sheets.iter().find(|sheet| sheet.name == "tracked_actions") else { return };
    let mut all = tracked.get_untracked();
    let mut changed = false;
    for (one, row) in all.iter_mut().zip(&sheet.rows) {
        if let (0, Some(Cell::Figure(figure))) = (one.track.before.1, row.cells.first()) {
            one.track.before = (figure.n, figure.of.unwrap_or_default());
            changed |= one.track.before.1 > 0;
        }
    }
    if changed {
        tracked.set(all);
        keep(tracked);
    }
}

/// The files and the text that there can be of it.
fn exports(app: App) -> Vec<MenuItem> {
    let toaster = expect_context::<Toaster>();
    let file = |tool: Tool| MenuItem {
        icon: "download",
        label: tool.words().to_owned(),
        action: Callback::new(move |()| {
            let saved = with_standing(app, |all| match tool {
                Tool::Github => {
                    let json = save::json(&issues(all)).unwrap_or_default();
                    save::save("undertone-actions-github.json", "application/json", &json)
                }
                _ => save::save(
                    &format!("undertone-actions-{}.csv", tool.name()),
                    "text/csv",
                    &tool.table(all).csv(),
                ),
            });
            if saved.is_err() {
                toaster.say(t("The browser did not let the file be saved."));
            }
        }),
    };
    let copy = MenuItem {
        icon: "copy",
        label: t("Copy as text").to_owned(),
        action: Callback::new(move |()| {
            let text = with_standing(app, as_text);
            leptos::task::spawn_local(async move {
                toaster.say(if tab::copy(&text).await {
                    t("Copied. It holds counts and filters, nobody's words.")
                } else {
                    t("The browser did not let it be copied.")
                });
            });
        }),
    };
    Tool::ALL.into_iter().map(file).chain([copy]).collect()
}

/// What is tracked with what the data that are open say became of it.
fn with_standing<T>(app: App, then: impl FnOnce(&[Standing<'_>]) -> T) -> T {
    let all = app.tracked().get_untracked();
    let found = untrack(|| app.studied(&Study::Tracked(tracks(app.tracked()))));
    let became = |at: usize| {
        let found = found.as_ref()?;
        let sheet = found.findings.sheets.iter().find(|sheet| sheet.name == "tracked_actions")?;
        match sheet.rows.get(at)?.cells.last()? {
            Cell::Words(said) => Some(said.said(tr)),
            _ => None,
        }
    };
    let standing: Vec<Standing<'_>> = all
        .iter()
        .enumerate()
        .map(|(at, tracked)| Standing { tracked, became: became(at).unwrap_or_default() })
        .collect();
    then(&standing)
}
