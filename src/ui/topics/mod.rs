//! What requests are about: topics at any number, how each goes, and what a person makes of them.

mod changing;
mod map;
mod zooming;

use leptos::ev;

use self::changing::{Changing, beside};
use super::{
    none_fits::WhereSome,
    parts::{Skeleton, SkeletonShape, Toaster},
    sheet,
    state::{App, Studied},
    words,
    worth::Worth,
};
use crate::{
    insight::{Cell, Findings, SheetRow},
    say,
    topics::{Act, Edit, Fate, Topic},
    ui::{
        parts::When,
        prelude::*,
        reactive::{effect, memo},
    },
    wire::ShownTopics,
    words::t,
};

/// Fewest and most topics that can be asked for.
const FEWEST: u32 = 5;
const MOST: u32 = 200;

/// Names of topics that came or went, at most.
const NAMED: usize = 8;

/// The place.
#[component]
pub fn Topics(
    /// The page's state.
    app: App,
    /// Whether the paper is dark.
    #[prop(into)]
    dark: Signal<bool>,
) -> impl IntoView {
    effect(move || app.want_topics());
    let changing = RwSignal::new(None);
    provide_context(changing);
    let shown = app.topics().shown;
    let worth = Worth::of(app, true);
    effect(move || app.topics().worth.set(worth.get()));
    view! { class = "u",
        <WhereSome app>
            <div class="board" data-testid="topics">
                <When
                    holds=move || shown.with(Option::is_some)
                    otherwise=|| view! { class = "u", <Skeleton shape=SkeletonShape::Rows(8) /> }
                >
                    <Zoom app />
                    <CameAndWent app />
                    {worth.choice()}
                    {sheet::studied(app, move || app.topics_study(), move |found| ranked(app, dark, found))}
                    <LeftOut app />
                </When>
                <Changing app changing />
            </div>
        </WhereSome>
    }
}

/// How many topics there are.
#[component]
fn Zoom(app: App) -> impl IntoView {
    let topics = app.topics();
    let asked = memo(move || topics.wanted.with(|wanted| wanted.number));
    let automatic =
        memo(move || topics.shown.with(|shown| shown.as_ref().map_or(0, |shown| shown.automatic)));
    let most =
        memo(move || topics.shown.with(|shown| shown.as_ref().map_or(MOST, |shown| shown.most.min(MOST))));
    let number = move || if asked.get() == 0 { automatic.get() } else { asked.get() };
    let take = move |event: ev::Event| {
        if let Ok(number) = event_target_value(&event).parse::<u32>() {
            app.change_topics(|wanted| wanted.number = number.clamp(FEWEST.min(number), MOST));
        }
    };
    view! { class = "u",
        <div class="study-input topic-zoom">
            <label class="study-input">
                <span>{t("Number of topics")}</span>
                <input type="range" data-testid="topic-number" min=FEWEST.to_string() max=move || most.get().to_string()
                    prop:value=move || number().to_string() on:change=take />
                <output data-testid="topic-count">{move || words::count(u64::from(number()))}</output>
            </label>
            <button class="button" type="button" data-testid="topic-automatic" disabled=move || asked.get() == 0
                on:click=move |_| drop(app.change_topics(|wanted| wanted.number = 0))>
                {move || say!("As found: {n}", n = words::count(u64::from(automatic.get())))}
            </button>
        </div>
    }
}

/// Which topics are new since the ones of before, and which are gone.
#[component]
fn CameAndWent(app: App) -> impl IntoView {
    let said = move || {
        let topics = app.topics();
        // At another number, others are another view and no change.
        let shown = topics.shown.get().filter(|_| topics.wanted.with(|wanted| wanted.number == 0))?;
        let list = |names: Vec<String>| {
            let more = names.len().saturating_sub(NAMED);
            let mut names: Vec<String> = names.into_iter().take(NAMED).collect();
            if more > 0 {
                names.push(say!("{n} more", n = words::count(more as u64)));
            }
            names.join(" · ")
        };
        let of = |fate: Fate| {
            let topics = shown.arranged.topics.iter().filter(move |topic| topic.fate == fate);
            topics.map(|topic| topic.name.clone()).collect::<Vec<_>>()
        };
        let gone: Vec<String> = shown.arranged.gone.iter().filter(|name| !name.is_empty()).cloned().collect();
        let lines = [(of(Fate::Born), "born"), (of(Fate::SplitOff), "split"), (gone, "gone")];
        let line = |(names, fate): (Vec<String>, &'static str)| {
            let names = (!names.is_empty()).then(|| list(names))?;
            let said = match fate {
                "born" => say!("New since before: {names}", names = names),
                "split" => say!("Split off from one of before: {names}", names = names),
                _ => say!("No longer there: {names}", names = names),
            };
            Some(view! { class = "u", <p class="note" data-testid=format!("topics-{fate}")>{said}</p> })
        };
        Some(lines.into_iter().filter_map(line).collect_view())
    };
    view! { class = "u", <div class="notes">{said}</div> }
}

/// The table, pinned topics on top.
fn ranked(app: App, dark: Signal<bool>, found: &Studied) -> impl IntoView + use<> {
    let mut findings: Findings = (*found.findings).clone();
    let shown = app.topics().shown.get_untracked().unwrap_or_default();
    let is_pinned = |row: &SheetRow| topic_of(&shown, row).is_some_and(|topic| topic.pinned);
    for sheet in &mut findings.sheets {
        let (mut pinned, others): (Vec<_>, Vec<_>) =
            std::mem::take(&mut sheet.rows).into_iter().partition(is_pinned);
        pinned.extend(others);
        sheet.rows = pinned;
    }
    view! { class = "u",
        {sheet::figures(app, found, &["topic_coverage"], t("Headline figures"))}
        {map::map_of(app, dark, &findings)}
        {sheet::card_with(app, &findings, "topics", Some(beside))}
    }
}

/// The topic of a row; `None` of a row of several, or of none.
fn topic_of<'s>(shown: &'s ShownTopics, row: &SheetRow) -> Option<&'s Topic> {
    let Some(Cell::Text(name)) = row.cells.first() else { return None };
    shown.arranged.topics.iter().find(|topic| topic.name == *name)
}

/// Topics that were left out.
#[component]
fn LeftOut(app: App) -> impl IntoView {
    let toaster = expect_context::<Toaster>();
    let out = memo(move || {
        let shown = app.topics().shown.get().unwrap_or_default();
        shown.arranged.topics.iter().filter(|topic| topic.excluded).cloned().collect::<Vec<_>>()
    });
    let row = move |topic: Topic| {
        let back = topic.clone();
        let bring_back = move |_| {
            let at = back.meaning.clone();
            let before = app.change_topics(|wanted| {
                wanted.edits.push(Edit { act: Act::Exclude, at, ..Edit::default() });
            });
            changing::undoable(app, toaster, t("The topic is back."), before);
        };
        view! { class = "u", <li>
            <span dir="auto">{topic.name}</span>
            <button class="link" type="button" data-testid="topic-back" on:click=bring_back>{t("Bring back")}</button>
        </li> }
    };
    view! { class = "u",
        <When holds=move || out.with(|out| !out.is_empty())>
            <section class="card tracked" data-testid="topics-out" aria-label=t("Left out")>
                <h2 class="heading">{t("Left out")}</h2>
                <ol>{move || out.get().into_iter().map(row).collect_view()}</ol>
            </section>
        </When>
    }
}
