//! The pictures of the board, built one after the other. Each is redrawn only when its own figures
//! change, and what is picked in it narrows the filter.

use super::{chart::Chart, picks, pictures, state::App, status::Phase};
use crate::{
    charts::{Pick, Picture},
    query::{Field, Filter},
    report::Report,
    ui::{parts::Later, prelude::*, reactive::memo},
    words::t,
};

/// The pictures.
#[component]
pub fn Charts(
    /// The page's state.
    app: App,
    /// Whether the paper is dark.
    #[prop(into)]
    dark: Signal<bool>,
) -> impl IntoView {
    view! { class = "u",
        <section class="charts" aria-label=t("Charts")>
            {of_counts(app).map(|shown| chart(app, dark, shown)).collect_view()}
        </section>
    }
}

/// The pictures of what is counted, in their order.
pub fn of_counts(app: App) -> [Shown; 7] {
    let of = |of: fn(&Report) -> Option<Picture>| of_report(app, of);
    let evidence = memo(move || {
        app.report.with(|report| report.as_ref().and_then(|report| pictures::evidence(&report.board)))
    });
    let outcome = Shown {
        testid: "chart-outcome",
        title: t("How conversations ended"),
        picture: of(pictures::outcome),
        note: Some(evidence.into()),
        field: Some(Field::Outcome),
        absent: t("No conversation to tell the outcome of."),
    };
    let shown = |testid, title, picture, field, absent| Shown {
        testid,
        title,
        picture,
        note: None,
        field: Some(field),
        absent,
    };
    let no_date = t("No conversation in these files has a date.");
    [
        shown("chart-over-time", t("Conversations over time"), over_time(app), Field::Day, no_date),
        outcome,
        shown(
            "chart-outcome-shares",
            t("Outcomes over time"),
            of(pictures::outcome_shares),
            Field::Day,
            no_date,
        ),
        shown(
            "chart-hours",
            t("When conversations begin"),
            of(pictures::hours),
            Field::Hour,
            t("No conversation in these files has a time of day."),
        ),
        shown(
            "chart-channels",
            t("Channels"),
            of(pictures::channels),
            Field::Channel,
            t("These files do not name a channel."),
        ),
        shown(
            "chart-messages",
            t("Messages per conversation"),
            of(pictures::message_count),
            Field::Messages,
            t("No conversation with messages."),
        ),
        shown(
            "chart-length",
            t("How long conversations take"),
            of(pictures::session_length),
            Field::Minutes,
            t("No conversation has two messages with a time."),
        ),
    ]
}

/// A picture of a place.
#[derive(Clone, Copy)]
pub struct Shown {
    /// Its name in tests.
    pub testid: &'static str,
    /// Its title.
    pub title: &'static str,
    /// What it draws.
    pub picture: Signal<Option<Picture>>,
    /// A sentence below it.
    pub note: Option<Signal<Option<String>>>,
    /// The field that a pick in it narrows the filter by.
    pub field: Option<Field>,
    /// Why there may be nothing to draw.
    pub absent: &'static str,
}

/// What a picture draws of the report.
pub fn of_report(app: App, of: fn(&Report) -> Option<Picture>) -> Signal<Option<Picture>> {
    memo(move || app.report.with(|report| report.as_deref().and_then(of))).into()
}

/// A picture of a place, built after those before it.
pub fn chart(app: App, dark: Signal<bool>, shown: Shown) -> impl IntoView + use<> {
    let partial = memo(move || app.phase.get() == Phase::Reading);
    let waiting = Signal::derive(move || app.report.with(Option::is_none));
    view! { class = "u",
        <Later>
            <Chart testid=shown.testid title=shown.title.to_owned() picture=shown.picture dark waiting partial
                absent=shown.absent note=shown.note on_pick=shown.field.map(|field| narrow(app, field)) />
        </Later>
    }
}

/// What is picked narrows the filter by a field.
pub fn narrow(app: App, field: Field) -> Callback<Pick> {
    Callback::new(move |pick: Pick| {
        let filter = app.view.with_untracked(|view| view.filter.clone());
        app.filter(picks::terms(pick, field).into_iter().fold(filter, Filter::with));
    })
}

/// Conversations over time, the days that are looked at marked.
pub fn over_time(app: App) -> Signal<Option<Picture>> {
    let window = memo(move || app.view.with(|view| view.filter.window()));
    memo(move || app.report.with(|report| pictures::over_time(report.as_deref()?, window.get()))).into()
}
