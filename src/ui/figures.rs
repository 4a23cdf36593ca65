//! All figures: those read first, large, and the others in their groups. Each opens the conversations
//! behind it and says how it is counted.

use std::sync::Arc;

use super::{
    card::{self, HEADLINE, LEDGERS},
    chart::Sparkline,
    definition,
    parts::{
        FigureRow, Headline,
        shown::{Direction, Shown},
    },
    state::App,
    status::Phase,
    words,
};
use crate::{
    charts::Spark,
    insight::Unit,
    report::Report,
    ui::{prelude::*, reactive::memo},
    words::t,
};

/// The report; `None` until the first snapshot.
type Source = RwSignal<Option<Arc<Report>>>;

/// The figures read first.
#[component]
pub fn Headlines(
    /// The page's state.
    app: App,
    /// Whether the paper is dark.
    #[prop(into)]
    dark: Signal<bool>,
) -> impl IntoView {
    figures(app, dark, &HEADLINE, t("Headline figures"))
}

/// Some figures, large.
pub fn figures(
    app: App,
    dark: Signal<bool>,
    names: &[&'static str],
    label: &'static str,
) -> impl IntoView + use<> {
    view! { class = "u",
        <section class="headline" aria-label=label>
            {names.iter().map(|name| figure(app, dark, (*name).to_owned())).collect_view()}
        </section>
    }
}

/// A figure, large, with its course.
pub fn figure(app: App, dark: Signal<bool>, name: String) -> impl IntoView + use<> {
    let (of, described, opened) = (name.clone(), name.clone(), name.clone());
    let spark = memo(move || app.report.with(|report| spark(report.as_deref()?, &of)));
    view! { class = "u",
        <Headline name=name.clone() title=card::title(&name) shown=shown(app, app.report, name)
            trend=move || view! { class = "u", <Sparkline spark dark /> }
            definition=move || definition::words(&described)
            on_open=Callback::new(move |()| app.open_evidence(opened.clone())) />
    }
}

/// The other figures.
#[component]
pub fn Ledgers(
    /// The page's state.
    app: App,
) -> impl IntoView {
    let report = app.report_below;
    let unlisted =
        memo(move || report.with(|report| report.as_deref().map(card::unlisted).unwrap_or_default()));
    view! { class = "u",
        <div class="ledgers">
            {LEDGERS.into_iter().map(|(title, names)| ledger(app, report, title(), names)).collect_view()}
            {move || Some(unlisted.get()).filter(|names| !names.is_empty())
                .map(|names| ledger(app, report, t("Also counted"), &names))}
        </div>
    }
}

fn ledger<N: AsRef<str>>(
    app: App,
    report: Source,
    title: &'static str,
    names: &[N],
) -> impl IntoView + use<N> {
    let figure = |name: &N| {
        let name = name.as_ref().to_owned();
        let (of, opened) = (name.clone(), name.clone());
        view! { class = "u",
            <FigureRow name=name.clone() title=card::title(&name) shown=brief(shown(app, report, name))
                definition=move || definition::words(&of)
                on_open=Callback::new(move |()| app.open_evidence(opened.clone())) />
        }
    };
    view! { class = "u",
        <section class="card ledger">
            <h2 class="heading">{title}</h2>
            {names.iter().map(figure).collect_view()}
        </section>
    }
}

fn shown(app: App, report: Source, name: String) -> Signal<Shown> {
    memo(move || {
        let reading = app.phase.get() == Phase::Reading;
        report.with(|report| {
            report.as_deref().map_or_else(Shown::default, |report| card::shown(report, &name, reading))
        })
    })
    .into()
}

/// A line of a ledger says a change only where there is one.
fn brief(shown: Signal<Shown>) -> Signal<Shown> {
    Signal::derive(move || {
        let mut shown = shown.get();
        shown.change = shown.change.filter(|change| change.direction != Direction::Level);
        shown
    })
}

/// The course of a figure; `None` until it is known and where it has fewer than three steps.
fn spark(report: &Report, name: &str) -> Option<Spark> {
    let trend = report.course.trends.get(name).filter(|trend| trend.values.len() > 2)?;
    let unit = report.board.figures.get(name).map_or(Unit::Count, |figure| figure.unit);
    let of = trend.counts.iter().sum();
    Spark::new(trend.values.clone(), |value| words::value(unit, value, of))
}
