//! A figure, large or as a line of a ledger. Both show the same: the value with its count, interval
//! and change, or in words why there is none; how it is counted; and, when opened, its evidence.

use leptos::either::Either;

use super::{
    chip::tone_name,
    icon::Icon,
    popover::Popover,
    shown::{Change, Direction, FigureState, Shown},
    skeleton::{Skeleton, SkeletonShape},
};
use crate::{
    say,
    ui::{parts::When, prelude::*, reactive::memo},
    words::t,
};

/// A headline figure. The whole card opens the evidence; its button is the value.
#[component]
#[expect(clippy::needless_pass_by_value, reason = "a component owns its properties")]
pub fn Headline(
    /// Its name in the registry; it is `figure-NAME` in tests.
    #[prop(into)]
    name: String,
    /// Its title.
    #[prop(into)]
    title: String,
    /// What is shown.
    #[prop(into)]
    shown: Signal<Shown>,
    /// A small picture of it over time, shown with a value.
    #[prop(optional, into)]
    trend: Option<ViewFn>,
    /// How it is counted.
    #[prop(optional, into)]
    definition: Option<ViewFn>,
    /// Asked for its evidence.
    #[prop(optional, into)]
    on_open: Option<Callback<()>>,
) -> impl IntoView {
    let has_value = memo(move || shown.with(|shown| shown.state.has_value()));
    view! { class = "u",
        <article class="card figure headline-figure" aria-label=title
            data-testid=format!("figure-{name}") data-value=data(shown, |shown| shown.raw)
            data-n=data(shown, |shown| Some(shown.n)) data-of=data(shown, |shown| shown.of)
            data-state=move || shown.with(|shown| shown.state.name())>
            <Title title=title.clone() definition />
            <Value title=title.clone() shown on_open />
            <Under shown />
            {trend.map(|trend| view! { class = "u",
                <When holds=move || has_value.get()><div class="trend">{trend.run()}</div></When>
            })}
        </article>
    }
}

/// A figure as a line of a ledger.
#[component]
#[expect(clippy::needless_pass_by_value, reason = "a component owns its properties")]
pub fn FigureRow(
    /// Its name in the registry; it is `figure-NAME` in tests.
    #[prop(into)]
    name: String,
    /// Its title.
    #[prop(into)]
    title: String,
    /// What is shown.
    #[prop(into)]
    shown: Signal<Shown>,
    /// How it is counted.
    #[prop(optional, into)]
    definition: Option<ViewFn>,
    /// Asked for its evidence.
    #[prop(optional, into)]
    on_open: Option<Callback<()>>,
) -> impl IntoView {
    view! { class = "u",
        <div class="figure figure-row" role="group" aria-label=title
            data-testid=format!("figure-{name}") data-value=data(shown, |shown| shown.raw)
            data-n=data(shown, |shown| Some(shown.n)) data-of=data(shown, |shown| shown.of)
            data-state=move || shown.with(|shown| shown.state.name())>
            <Title title=title.clone() definition />
            <Value title=title.clone() shown on_open />
            <Under shown />
        </div>
    }
}

fn data<T: ToString>(shown: Signal<Shown>, of: fn(&Shown) -> Option<T>) -> impl Fn() -> Option<String> {
    move || shown.with(of).map(|value| value.to_string())
}

#[component]
fn Title(title: String, definition: Option<ViewFn>) -> impl IntoView {
    view! { class = "u",
        <p class="title">
            <span>{title}</span>
            {definition.map(|definition| view! { class = "u", <Popover>{definition.run()}</Popover> })}
        </p>
    }
}

#[component]
fn Value(title: String, shown: Signal<Shown>, on_open: Option<Callback<()>>) -> impl IntoView {
    let loading = memo(move || shown.with(|shown| shown.state == FigureState::Loading));
    let can_open = memo(move || on_open.is_some() && shown.with(|shown| shown.state.has_value()));
    let value = move || shown.with(|shown| shown.value.clone());
    let what = Signal::derive(move || {
        say!("{figure}: {value}. Show the conversations", figure = title, value = value())
    });
    move || {
        if loading.get() {
            return view! { class = "u", <div class="value"><Skeleton shape=SkeletonShape::Value /></div> }
                .into_any();
        }
        match on_open.filter(|_| can_open.get()) {
            Some(open) => view! { class = "u",
                <button class="value open" type="button" aria-label=what on:click=move |_| open.run(())>{value}</button>
            }
            .into_any(),
            None => view! { class = "u", <p class="value">{value}</p> }.into_any(),
        }
    }
}

/// What stands under the value: count, interval, change; or why there is none.
#[component]
fn Under(shown: Signal<Shown>) -> impl IntoView {
    let text = move |of: fn(&Shown) -> Option<String>| {
        shown
            .with(of)
            .filter(|text| !text.is_empty())
            .map(|text| view! { class = "u", <p class="count">{text}</p> })
    };
    view! { class = "u",
        {move || text(|shown| Some(shown.count.clone()))}
        {move || text(|shown| shown.interval.clone())}
        {move || shown.with(|shown| shown.change.clone()).map(|change| view! { class = "u", <ChangeLine change /> })}
        {move || shown.with(note).map(|(icon, text)| view! { class = "u",
            <p class="reason">{icon.map(|name| view! { class = "u", <Icon name /> })}<span>{text}</span></p>
        })}
    }
}

/// The sentence about a state that is not simply ready.
fn note(shown: &Shown) -> Option<(Option<&'static str>, String)> {
    let said = |otherwise: &'static str| shown.reason.clone().unwrap_or_else(|| otherwise.to_owned());
    match shown.state {
        FigureState::Loading | FigureState::Ready => None,
        FigureState::Partial => Some((Some("clock"), said(t("So far: reading goes on.")))),
        FigureState::TooFew => Some((None, said(t("Too few cases to say.")))),
        FigureState::Absent => Some((None, said(t("The data do not hold this.")))),
        FigureState::Failed => Some((Some("triangle-alert"), said(t("This could not be counted.")))),
    }
}

#[component]
fn ChangeLine(change: Change) -> impl IntoView {
    let arrow = match change.direction {
        Direction::Up => Either::Left(view! { class = "u", <Icon name="arrow-up" /> }),
        Direction::Down => Either::Left(view! { class = "u", <Icon name="arrow-down" /> }),
        Direction::Level => Either::Right(()),
    };
    view! { class = "u", <p class="change" data-tone=tone_name(change.tone)>{arrow}<span>{change.words}</span></p> }
}
