//! The view of a panel.

use leptos::prelude::*;

use super::{
    panel::Line,
    sections,
    state::{Stage, State},
    words,
};
use crate::{
    live::Window,
    say,
    wire::panel::Shown,
    words::{bytes, count, plural, t},
};

/// All of a panel. It is drawn anew with what its worker says, at most ten times a second.
pub fn panel(state: State, line: Line) -> impl IntoView {
    view! { class = "u",
        <div class="panel" part="panel">
            {move || {
                state.language.track();
                head(state, line)
            }}
            {move || {
                state.language.track();
                match state.stage.get() {
                    Stage::Failed(because) => failed(&because),
                    Stage::Starting => starting(),
                    Stage::Listening => state.shown.with(|shown| match shown {
                        None => starting(),
                        Some(shown) => body(shown, state, line),
                    }),
                }
            }}
        </div>
    }
}

fn head(state: State, line: Line) -> AnyView {
    let window = Memo::new(move |_| state.shown.with(|shown| shown.as_ref().map(|shown| shown.now.window)));
    let tab = |one: Window| {
        let pressed = move || (window.get().unwrap_or_default() == one).to_string();
        view! { class = "u",
            <button type="button" data-window=one.name() aria-pressed=pressed on:click=move |_| line.look(one)>
                {words::window(one)}
            </button>
        }
        .into_any()
    };
    let tabs: Vec<AnyView> = Window::ALL.into_iter().map(tab).collect();
    let synthetic =
        Memo::new(move |_| state.shown.with(|shown| shown.as_ref().is_some_and(|shown| shown.synthetic)));
    view! { class = "u",
        <header class="head" part="toolbar">
            <span class="live"><svg viewBox="0 0 10 10" aria-hidden="true"><circle cx="5" cy="5" r="4" /></svg>{t("Live")}</span>
            {move || synthetic.get().then(|| view! { class = "u",
                <strong class="mark" part="synthetic">{t("Example: nobody wrote this")}</strong>
            })}
            <div class="windows" role="group" aria-label=t("Stretch of time")>{tabs}</div>
        </header>
    }
    .into_any()
}

fn starting() -> AnyView {
    view! { class = "u",
        <div class="starting" role="status">
            <p>{t("Getting ready to listen …")}</p>
            <div class="bone"></div><div class="bone"></div><div class="bone"></div>
        </div>
    }
    .into_any()
}

fn failed(because: &str) -> AnyView {
    view! { class = "u",
        <div class="failed" role="alert" part="error"><p>{because.to_owned()}</p></div>
    }
    .into_any()
}

fn body(shown: &Shown, state: State, line: Line) -> AnyView {
    let is_empty = shown.now.heard.0 == 0;
    let nothing = is_empty.then(|| {
        view! { class = "u",
            <p class="empty" role="status">{t("Listening. Nobody has said anything yet; figures appear with the first message.")}</p>
        }
    });
    let unheard = (!shown.unheard.is_empty()).then(|| {
        view! { class = "u", <p class="failed" role="alert">{crate::words::tr(&shown.unheard).into_owned()}</p> }
    });
    let cards: [(&str, Option<AnyView>); 10] = [
        ("alerts", state.shows("alerts").then(|| sections::alerts(shown)).flatten()),
        ("figures", state.shows("figures").then(|| sections::figures(shown))),
        ("pulse", state.shows("pulse").then(|| sections::pulse(&shown.now.pulse))),
        ("mood", state.shows("mood").then(|| sections::mood(shown))),
        ("wants", state.shows("wants").then(|| sections::wants(shown))),
        ("topics", state.shows("topics").then(|| sections::topics(shown))),
        ("asks", state.shows("asks").then(|| sections::asks(shown)).flatten()),
        ("signals", state.shows("signals").then(|| sections::signals(shown))),
        ("running", state.shows("running").then(|| sections::running(shown, line))),
        ("rules", state.shows("rules").then(|| sections::rules(shown, state, line))),
    ];
    let cards: Vec<AnyView> = cards.into_iter().filter_map(|(_, card)| card).collect();
    view! { class = "u",
        <div class="body" data-conversations=shown.now.heard.0.to_string() data-messages=shown.now.heard.1.to_string()>
            {unheard}
            {nothing}
            <div class="cards">{cards}</div>
            {foot(shown, state)}
        </div>
    }
    .into_any()
}

fn foot(shown: &Shown, state: State) -> AnyView {
    let now = &shown.now;
    let heard = say!(
        "{conversations}, {messages} heard",
        conversations = plural(now.heard.0, "{n} conversation", "{n} conversations"),
        messages = plural(now.heard.1, "{n} message", "{n} messages")
    );
    let history = (now.history > 0).then(|| {
        let n = plural(now.history, "{n} conversation", "{n} conversations");
        view! { class = "u", <p>{say!("Compared with a history of {conversations}.", conversations = n)}</p> }
    });
    let left_out: Vec<AnyView> = now
        .left_out
        .iter()
        .map(|(kind, n)| {
            view! { class = "u", <li data-kind=kind.clone() data-n=n.to_string()>{count(*n)}" "{words::left_out(kind)}</li> }.into_any()
        })
        .collect();
    let gone = (now.kept.1 > 0).then(|| {
        let n = plural(now.kept.1, "{n} conversation", "{n} conversations");
        view! { class = "u", <p>{say!("The words of {conversations} were let go to save memory; they stay in the figures.", conversations = n)}</p> }
    });
    let full = state.full.get();
    view! { class = "u",
        <footer class="foot" part="foot">
            <details>
                <summary>{heard}</summary>
                {history}
                {gone}
                <p>{say!("{bytes} of memory.", bytes = bytes(now.kept.2))}</p>
                {(!left_out.is_empty()).then(|| view! { class = "u", <ul>{left_out}</ul> })}
            </details>
            <p class="soft">{t("All of it stays on this page: nothing is sent anywhere.")}</p>
            {(!full.is_empty()).then(|| view! { class = "u",
                <a href=full target="_blank" rel="noopener">{t("Open the full page")}</a>
            })}
        </footer>
    }
    .into_any()
}
