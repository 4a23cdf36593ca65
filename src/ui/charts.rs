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
    let picture = move |of: fn(&Report) -> Option<Picture>| -> Signal<Option<Picture>> {
        memo(move || app.report.with(|report| report.as_deref().and_then(of))).into()
    };
    let narrow = move |field: Field| narrow(app, field);
    let over_time = over_time(app);
    let partial = memo(move || app.phase.get() == Phase::Reading);
    let waiting = Signal::derive(move || app.report.with(Option::is_none));
    let evidence = memo(move || {
        app.report.with(|report| report.as_ref().and_then(|report| pictures::evidence(&report.board)))
    });
    view! { class = "u",
        <section class="charts" aria-label=t("Charts")>
            <Later><Chart testid="chart-over-time" title=t("Conversations over time").to_owned() dark waiting partial
                picture=over_time on_pick=narrow(Field::Day)
                absent=t("No conversation in these files has a date.") /></Later>
            <Later><Chart testid="chart-outcome" title=t("How conversations ended").to_owned() dark waiting partial
                picture=picture(pictures::outcome) note=evidence on_pick=narrow(Field::Outcome)
                absent=t("No conversation to tell the outcome of.") /></Later>
            <Later><Chart testid="chart-outcome-shares" title=t("Outcomes over time").to_owned() dark waiting partial
                picture=picture(pictures::outcome_shares) on_pick=narrow(Field::Day)
                absent=t("No conversation in these files has a date.") /></Later>
            <Later><Chart testid="chart-hours" title=t("When conversations begin").to_owned() dark waiting partial
                picture=picture(pictures::hours) on_pick=narrow(Field::Hour)
                absent=t("No conversation in these files has a time of day.") /></Later>
            <Later><Chart testid="chart-channels" title=t("Channels").to_owned() dark waiting partial
                picture=picture(pictures::channels) on_pick=narrow(Field::Channel)
                absent=t("These files do not name a channel.") /></Later>
            <Later><Chart testid="chart-messages" title=t("Messages per conversation").to_owned() dark waiting partial
                picture=picture(pictures::message_count) on_pick=narrow(Field::Messages)
                absent=t("No conversation with messages.") /></Later>
            <Later><Chart testid="chart-length" title=t("How long conversations take").to_owned() dark waiting partial
                picture=picture(pictures::session_length) on_pick=narrow(Field::Minutes)
                absent=t("No conversation has two messages with a time.") /></Later>
        </section>
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
