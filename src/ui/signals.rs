//! What users feel, want and give away: the figures of it, its pictures, and the words that prove each signal.
//! Everything here narrows the filter or opens what stands behind it.

use super::{
    chart::Chart, charts::narrow, figures::figures, pictures_heard as pictures, quotes::Quotes, state::App,
    status::Phase, teaching::TeachingCard,
};
use crate::{
    browser::tongues,
    charts::Picture,
    query::Field,
    report::Report,
    ui::{
        parts::{Later, When},
        prelude::*,
        reactive::memo,
    },
    words::{t, tr},
};

/// The figures at the top.
const FIGURES: [&str; 4] = ["sentiment_mean", "negative_share", "signal_rate", "rephrase_rate"];

/// The place.
#[component]
pub fn Signals(
    /// The page's state.
    app: App,
    /// Whether the paper is dark.
    #[prop(into)]
    dark: Signal<bool>,
) -> impl IntoView {
    let unheard = memo(move || {
        app.report.with(|report| report.as_ref().map(|report| report.unheard.clone()).unwrap_or_default())
    });
    view! { class = "u",
        <div class="board" data-testid="signals" data-pending=move || app.pending.get().then_some("")
            aria-busy=move || app.pending.get().to_string()>
            <When holds=move || unheard.with(|why| !why.is_empty())>
                <div class="notice" role="status" data-testid="unheard">
                    <p class="sentence">
                        {move || unheard.with(|why| tr(why).into_owned())} " "
                        {t("Moods, signals and segments are missing; everything else is counted as ever.")}
                    </p>
                </div>
            </When>
            {figures(app, dark, &FIGURES, t("What is heard"))}
            <p class="soft wide">{t("Estimated by a model in this tab. It is right about most messages and wrong about some; each label says how sure it is, in the transcript.")}</p>
            <Pictures app dark />
            <Later><Quotes app /></Later>
            <Later><TeachingCard app /></Later>
        </div>
    }
}

/// The pictures.
#[component]
fn Pictures(app: App, dark: Signal<bool>) -> impl IntoView {
    let picture = move |of: fn(&Report) -> Option<Picture>| -> Signal<Option<Picture>> {
        memo(move || app.report.with(|report| report.as_deref().and_then(of))).into()
    };
    let languages: fn(&Report) -> Option<Picture> = |report| pictures::languages(report, tongues::name);
    let narrow = move |field: Field| narrow(app, field);
    let partial = memo(move || app.phase.get() == Phase::Reading);
    let waiting = Signal::derive(move || app.report.with(Option::is_none));
    let nothing = t("No user message could be understood.");
    view! { class = "u",
        <section class="charts" aria-label=t("Charts")>
            <Later><Chart testid="chart-moods" title=t("Moods over time").to_owned() dark waiting partial
                picture=picture(pictures::moods) on_pick=narrow(Field::Day) absent=nothing /></Later>
            <Later><Chart testid="chart-signals" title=t("Signals").to_owned() dark waiting partial
                picture=picture(pictures::signals) on_pick=narrow(Field::Signal)
                absent=t("No signal in these conversations.") /></Later>
            <Later><Chart testid="chart-segments" title=t("Intent segments").to_owned() dark waiting partial
                picture=picture(pictures::segments) on_pick=narrow(Field::Segment) absent=nothing /></Later>
            <Later><Chart testid="chart-emotions" title=t("Emotions").to_owned() dark waiting partial
                picture=picture(pictures::emotions) on_pick=narrow(Field::Emotion)
                absent=t("No emotion was heard in these conversations.") /></Later>
            <Later><Chart testid="chart-sentiment" title=t("Spread of sentiment").to_owned() dark waiting partial
                picture=picture(pictures::sentiment) absent=nothing /></Later>
            <Later><Chart testid="chart-trajectories" title=t("How moods went").to_owned() dark waiting partial
                picture=picture(pictures::trajectories) on_pick=narrow(Field::Trajectory)
                absent=t("No conversation has three user messages with a sentiment.") /></Later>
            <Later><Chart testid="chart-languages" title=t("Languages spoken").to_owned() dark waiting partial
                picture=picture(languages) absent=nothing /></Later>
        </section>
    }
}
