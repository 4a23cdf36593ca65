//! The board: what is analysed and how far, the figures, the pictures, the conversations, the
//! reading report.

use std::sync::Arc;

use leptos::{html, prelude::*};

use super::{
    charts::Charts,
    conversations::Conversations,
    figures::{Headline, Ledgers},
    reading::Reading,
    state::App,
    status::{self, Phase},
    words,
};
use crate::{
    browser::{dropped, frames, moment},
    report::Report,
    wire::{Completeness, Export},
};

/// The board.
#[component]
pub fn Board(
    /// The page's state.
    app: App,
    /// Whether the paper is dark.
    dark: RwSignal<bool>,
) -> impl IntoView {
    // With nothing read there is nothing to draw: the reading report says why.
    let nothing = Memo::new(move |_| {
        app.phase.get() == Phase::Ready
            && app.report.with(|report| report.as_ref().is_some_and(|report| report.conversations == 0))
    });
    // The parts are built one per frame, in the order in which they are read.
    let built = RwSignal::new(0);
    for _ in 0..4 {
        frames::later(move || {
            built.try_update(|built| *built += 1);
        });
    }
    let (ledgers, reading) = (in_its_own_frame(app), in_its_own_frame(app));
    view! { class = "u",
        <Title app />
        <Show
            when=move || !nothing.get()
            fallback=move || view! { class = "u",
                <p class="notice" role="alert" data-testid="error">
                    "No conversation was found in these files. The reading report below says what was seen and why it \
                     was not read."
                </p>
            }
        >
            <Headline report=app.report />
            <Show when=move || { built.get() > 0 }><Charts report=app.report dark /></Show>
            <Show when=move || { built.get() > 1 }><Ledgers report=ledgers /></Show>
            <Show when=move || { built.get() > 2 }><Conversations app /></Show>
        </Show>
        <Show when=move || { built.get() > 3 }><Reading app report=reading /></Show>
    }
}

/// The report, a frame after it came: the headline goes first, and no frame shows all of the board.
fn in_its_own_frame(app: App) -> RwSignal<Option<Arc<Report>>> {
    let own = RwSignal::new(app.report.get_untracked());
    Effect::new(move |_| {
        let report = app.report.get();
        frames::later(move || {
            own.try_set(report);
        });
    });
    own
}

/// What is analysed, how far, and the way on.
#[component]
fn Title(app: App) -> impl IntoView {
    let reading = Memo::new(move |_| app.phase.get() == Phase::Reading);
    let synthetic =
        Memo::new(move |_| app.report.with(|report| report.as_ref().is_some_and(|report| report.synthetic)));
    let line = Memo::new(move |_| state_line(app));
    view! { class = "u",
        <section class="title-bar">
            <div class="what">
                <h1 class="source" dir="auto">{move || app.source.get()}</h1>
                <Show when=move || synthetic.get()>
                    <span class="badge" data-testid="synthetic">"synthetic data"</span>
                </Show>
                <p class="soft number state">{line}</p>
            </div>
            <div class="actions">
                <Show
                    when=move || reading.get()
                    fallback=move || view! { class = "u",
                        <button class="quiet" type="button" data-testid="download-figures"
                            on:click=move |_| app.export(Export::Figures)>"Download figures (JSON)"</button>
                        <OtherFiles app />
                    }
                >
                    <button class="button" type="button" data-testid="cancel" on:click=move |_| app.cancel()>
                        "Stop here"
                    </button>
                </Show>
                <button class="button" type="button" data-testid="start-over" on:click=move |_| app.start_over()>
                    "Start over"
                </button>
            </div>
            <Show when=move || reading.get()>
                <progress class="progress" data-testid="progress" aria-label="Read so far" max="100"
                    value=move || status::percent(app.progress.get()).map(|percent| percent.to_string())></progress>
            </Show>
        </section>
    }
}

/// Choosing other files without leaving the board.
#[component]
fn OtherFiles(app: App) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let choose = move |_| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    let chosen = move |_| {
        if let Some(input) = input.get_untracked() {
            app.read(&dropped::from_input(&input));
        }
    };
    view! { class = "u",
        <button class="quiet" type="button" on:click=choose>"Other files"</button>
        <input class="aside" type="file" multiple=true tabindex="-1" aria-hidden="true" data-testid="file-input"
            node_ref=input on:change=chosen />
    }
}

/// How far reading is, or what the figures are of.
fn state_line(app: App) -> String {
    let progress = app.progress.get();
    if app.phase.get() == Phase::Reading {
        return format!("Reading {}", status::how_far(progress));
    }
    app.report.with(|report| {
        let Some(report) = report.as_ref() else { return String::new() };
        let span = report.span.map_or(String::new(), |(first, last)| {
            let day = |at| moment::words(&report.timezone, moment::Style::Day, at);
            format!(" · {} – {}", day(first), day(last))
        });
        let what = if app.completeness.get() == Some(Completeness::Cancelled) {
            "Stopped; these are the figures of what was read"
        } else {
            "Complete"
        };
        let conversations = words::plural(report.conversations, "{n} conversation", "{n} conversations");
        format!("{what} · {conversations}{span} · times in {}", report.timezone)
    })
}
