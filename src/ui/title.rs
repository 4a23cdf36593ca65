//! What is analysed, how far, and the way on.

use super::{
    chart::Plot,
    charts::{narrow, over_time},
    marking::Campaigns,
    opening::Opening,
    parts::{DateRange, Menu, MenuItem, Popover, Progress, period::Period},
    state::App,
    status::{self, Phase},
    view::Place,
    words,
};
use crate::{
    browser::{moment, tab},
    conversation::Day,
    query::{Field, Term, Test},
    report::Report,
    say,
    ui::{parts::When, prelude::*, reactive::memo},
    wire::{Completeness, Export},
    words::t,
};

/// The bar with the source's name.
#[component]
pub fn Title(
    /// The page's state.
    app: App,
    /// Whether the paper is dark.
    #[prop(into)]
    dark: Signal<bool>,
) -> impl IntoView {
    let reading = memo(move || app.phase.get() == Phase::Reading);
    let synthetic =
        memo(move || app.report.with(|report| report.as_ref().is_some_and(|report| report.synthetic)));
    let line = memo(move || state_line(app));
    let save = move || {
        vec![
            MenuItem {
                icon: "download",
                label: t("Download figures (JSON)").into(),
                action: Callback::new(move |()| app.export(Export::Figures)),
            },
            MenuItem {
                icon: "file-text",
                label: t("Download the reading report").into(),
                action: Callback::new(move |()| app.save_reading_report()),
            },
        ]
    };
    view! { class = "u",
        <section class="title-bar" aria-label=t("Analysis")>
            <div class="what">
                <h1 class="source" dir="auto">{move || app.source_name()}</h1>
                <When holds=move || synthetic.get()>
                    <span class="badge" data-testid="synthetic">{t("synthetic data")}</span>
                </When>
                <p class="soft number state">{line}</p>
                <Unread app />
                <Sampled app />
                <p class="on-paper mono">{move || app.view.with(|view| view.filter.to_string())}</p>
            </div>
            <div class="actions">
                <When holds=move || !reading.get()>
                    <Days app dark />
                    <button class="button" type="button" data-testid="download-figures"
                        on:click=move |_| app.export(Export::Figures)>{t("Download figures")}</button>
                    <Opening app />
                    <Menu label=t("More") items=Signal::derive(save) testid="more" />
                </When>
                <StartOver app />
            </div>
            <When holds=move || reading.get()>
                <Reads app />
            </When>
        </section>
    }
}

/// That files gave nothing, and the way to the reason.
#[component]
fn Unread(app: App) -> impl IntoView {
    let unread = memo(move || {
        app.report.with(|report| {
            report
                .as_ref()
                .map_or(0, |report| report.files.iter().filter(|file| file.kept == 0).count() as u64)
        })
    });
    view! { class = "u",
        <When holds=move || { app.phase.get() == Phase::Ready && unread.get() > 0 }>
            <button class="link warn" type="button" data-testid="unread" on:click=move |_| app.go(Place::Reading)>
                {move || words::plural(unread.get(), "{n} file gave nothing: see why", "{n} files gave nothing: see why")}
            </button>
        </When>
    }
}

/// That not all words are here, and the way to what is said about it.
#[component]
fn Sampled(app: App) -> impl IntoView {
    let held = memo(move || app.report.with(|report| report.as_ref().map(|report| report.memory)));
    let less = move || {
        let held = held.get()?;
        Some(match held.one_in {
            one_in if held.is_without_words() && one_in > 1 => t("no words are kept").to_owned(),
            _ if held.is_without_words() => t("without texts").to_owned(),
            ..=1 => return None,
            one_in => say!("words of one conversation in {n} kept", n = words::count(u64::from(one_in))),
        })
    };
    view! { class = "u",
        <When holds=move || less().is_some()>
            <button class="link warn" type="button" data-testid="sampled" on:click=move |_| app.go(Place::Reading)>
                {less}
            </button>
        </When>
    }
}

/// The days that are looked at, as two dates and quick choices.
#[component]
fn Days(app: App, dark: Signal<bool>) -> impl IntoView {
    let data = memo(move || {
        app.report.with(|report| {
            let report = report.as_deref()?;
            let day = |at| moment::words(&report.timezone, moment::Style::Iso, at);
            report.span.map(|(first, last)| (day(first), day(last)))
        })
    });
    let chosen = memo(move || {
        app.view.with(|view| view.filter.window().map(|(from, to)| (from.to_string(), to.to_string())))
    });
    let change = Callback::new(move |period: Option<Period>| {
        let filter = app.view.with_untracked(|view| view.filter.clone());
        let day = |text: &str| Day::parse(text);
        app.filter(match period.and_then(|(from, to)| day(&from).zip(day(&to))) {
            None => filter.without_days(),
            Some((from, to)) => filter.with(Term {
                negated: false,
                field: Field::Day,
                test: Test::Days(Some(from), Some(to)),
            }),
        });
    });
    view! { class = "u",
        <When holds=move || data.with(Option::is_some)>
            <Popover label=t("Choose days") icon="clock">
                <DateRange data chosen on_change=change />
                <Plot testid="days" title=Signal::derive(|| t("Conversations over time").to_owned()) picture=over_time(app)
                    dark width=RwSignal::new(0) on_pick=narrow(app, Field::Day) />
                <Campaigns app />
            </Popover>
        </When>
    }
}

/// Back to the start, with the way back here.
#[component]
fn StartOver(app: App) -> impl IntoView {
    view! { class = "u",
        <button class="button" type="button" data-testid="start-over"
            on:click=move |_| app.start_over()>{t("Start over")}</button>
    }
}

/// How far reading is.
#[component]
fn Reads(app: App) -> impl IntoView {
    let title = Signal::derive(move || say!("Reading {name}", name = app.source_name()));
    let done =
        Signal::derive(move || status::percent(app.progress.get()).map(|percent| percent as f64 / 100.0));
    let allowed = tab::memory_allowed();
    let numbers = Signal::derive(move || {
        let progress = app.progress.get();
        let memory = status::memory(progress, allowed);
        [Some(status::how_far(progress)), memory].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    });
    view! { class = "u",
        <div data-testid="progress">
            <Progress title done numbers on_cancel=Callback::new(move |()| app.cancel()) />
        </div>
    }
}

/// What the figures are of.
fn state_line(app: App) -> String {
    if app.phase.get() == Phase::Reading {
        return t("Figures so far; they change as more is read.").into();
    }
    app.report.with(|report| report.as_deref().map(|report| of_report(app, report)).unwrap_or_default())
}

fn of_report(app: App, report: &Report) -> String {
    let what = if app.completeness.get() == Some(Completeness::Cancelled) {
        t("Stopped; these are the figures of what was read")
    } else {
        t("Complete")
    };
    let all = words::plural(report.conversations_in_all, "{n} conversation", "{n} conversations");
    let conversations = if report.conversations == report.conversations_in_all {
        all
    } else {
        say!("{n} of {all}", n = words::count(report.conversations), all = all)
    };
    let mut parts = vec![what.to_owned(), conversations];
    if let Some((first, last)) = report.span {
        let day = |at| moment::words(&report.timezone, moment::Style::Day, at);
        parts.push(format!("{} – {}", day(first), day(last)));
    }
    parts.push(say!("times in {zone}", zone = report.timezone));
    parts.join(" · ")
}
