//! The pictures of the board. Each is redrawn only when its own figures change.

use std::sync::Arc;

use leptos::prelude::*;

use super::{chart::Chart, pictures};
use crate::{charts::Picture, insight::Board, report::Report};

/// The pictures.
#[component]
pub fn Charts(
    /// The report; `None` until the first snapshot.
    report: RwSignal<Option<Arc<Report>>>,
    /// Whether the paper is dark.
    #[prop(into)]
    dark: Signal<bool>,
) -> impl IntoView {
    let picture = move |of: fn(&Board) -> Option<Picture>| -> Signal<Option<Picture>> {
        Memo::new(move |_| report.with(|report| report.as_ref().and_then(|report| of(&report.board)))).into()
    };
    let waiting = Signal::derive(move || report.with(Option::is_none));
    let evidence = Memo::new(move |_| {
        report.with(|report| report.as_ref().and_then(|report| pictures::evidence(&report.board)))
    });
    view! { class = "u",
        <section class="charts" aria-label="Charts">
            <Chart testid="chart-over-time" title="Conversations over time" dark waiting
                picture=picture(pictures::over_time)
                absent="No conversation in these files has a date." />
            <Chart testid="chart-outcome" title="How conversations ended" dark waiting
                picture=picture(pictures::outcome) note=evidence
                absent="No conversation to tell the outcome of." />
            <Chart testid="chart-hours" title="When conversations begin" dark waiting
                picture=picture(pictures::hours)
                absent="No conversation in these files has a time of day." />
            <Chart testid="chart-channels" title="Channels" dark waiting
                picture=picture(pictures::channels)
                absent="These files do not name a channel." />
            <Chart testid="chart-messages" title="Messages per conversation" dark waiting
                picture=picture(pictures::message_count)
                absent="No conversation with messages." />
        </section>
    }
}
