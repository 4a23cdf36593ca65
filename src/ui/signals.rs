//! What users feel, want and give away: the figures of it, its pictures, and the words that prove each signal.
//! Everything here narrows the filter or opens what stands behind it.

use super::{
    charts::{Shown, chart, of_report},
    figures::figures,
    none_fits::{NoneFits, NothingRead, There, there},
    parts::{Empty, EmptyPicture},
    pictures_heard as pictures,
    quotes::Quotes,
    state::App,
    status::Phase,
    teaching::TeachingCard,
    turns::Turns,
    view::Place,
    voiced::Voiced,
};
use crate::{
    browser::tongues,
    charts::Picture,
    query::Field,
    report::Report,
    ui::{
        parts::{Later, When},
        prelude::*,
        reactive::{lasting, memo},
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
    let there = there(app);
    // A saved analysis has what was heard when it was read, whether there is a model now or not.
    let unheard = memo(move || {
        app.report.with(|report| {
            let report = report.as_deref().filter(|report| report.conversations > 0)?;
            let heard = report.board.breakdowns.get("signal").map_or(0, |split| split.of);
            let done = app.phase.get() == Phase::Ready || !report.unheard.is_empty();
            (heard == 0 && done).then(|| report.unheard.clone())
        })
    });
    let slow = lasting(app.pending);
    view! { class = "u",
        <When
            holds=move || there.get() != There::Nothing
            otherwise=move || view! { class = "u", <NothingRead app /> }
        >
            <div class="board" data-testid="signals" data-pending=move || slow.get().then_some("")
                aria-busy=move || app.pending.get().to_string()>
                <When
                    holds=move || unheard.with(Option::is_none)
                    otherwise=move || view! { class = "u", <Unheard app why=unheard.get_untracked().unwrap_or_default() /> }
                >
                    {figures(app, dark, &FIGURES, t("What is heard"))}
                    <When
                        holds=move || there.get() == There::Some
                        otherwise=move || view! { class = "u", <NoneFits app /> }
                    >
                        <p class="soft estimated">{t("Estimated by a model in this tab: right about most messages, wrong about some. In a transcript, “Why?” says how sure it is of a message.")}</p>
                        <Pictures app dark />
                        <Later><Quotes app /></Later>
                        <Later><Voiced app /></Later>
                        <Later><Turns app /></Later>
                    </When>
                    <Later><TeachingCard app /></Later>
                </When>
            </div>
        </When>
    }
}

/// No message could be understood: why, and where the other figures are.
#[component]
fn Unheard(
    app: App,
    /// Why there is no language model; empty where there is one.
    why: String,
) -> impl IntoView {
    let why = match why.as_str() {
        "" => t("The language model was not there when these conversations were read, or nobody but the bot speaks in them.").into(),
        why => tr(why).into_owned(),
    };
    let rest = t(
        "Moods, signals and segments are missing; everything else is counted, fallbacks and handoffs by simple rules alone.",
    );
    view! { class = "u",
        <div data-testid="unheard">
            <Empty picture=EmptyPicture::Stopped title=t("No message could be understood").to_owned() text=format!("{why} {rest}")>
                <button class="button" type="button" on:click=move |_| app.go(Place::Board)>{t("Open the board")}</button>
            </Empty>
        </div>
    }
}

/// The pictures.
#[component]
fn Pictures(app: App, dark: Signal<bool>) -> impl IntoView {
    view! { class = "u",
        <section class="charts heard" aria-label=t("Charts")>
            {of_words(app).map(|shown| chart(app, dark, shown)).collect_view()}
        </section>
    }
}

/// The pictures of what is heard, in their order.
pub fn of_words(app: App) -> [Shown; 7] {
    let languages: fn(&Report) -> Option<Picture> = |report| pictures::languages(report, tongues::name);
    let nothing = t("No user message could be understood.");
    let shown = |testid, title, of, field, absent| Shown {
        testid,
        title,
        picture: of_report(app, of),
        note: None,
        field,
        absent,
    };
    [
        shown("chart-moods", t("Moods over time"), pictures::moods, Some(Field::Day), nothing),
        shown(
            "chart-signals",
            t("Signals"),
            pictures::signals,
            Some(Field::Signal),
            t("No signal in these conversations."),
        ),
        shown("chart-segments", t("Intent segments"), pictures::segments, Some(Field::Segment), nothing),
        shown(
            "chart-emotions",
            t("Emotions"),
            pictures::emotions,
            Some(Field::Emotion),
            t("No emotion was heard in these conversations."),
        ),
        shown("chart-sentiment", t("Spread of sentiment"), pictures::sentiment, None, nothing),
        shown(
            "chart-trajectories",
            t("How moods went"),
            pictures::trajectories,
            Some(Field::Trajectory),
            t("No conversation has three user messages with a sentiment."),
        ),
        shown("chart-languages", t("Languages spoken"), languages, Some(Field::Spoken), nothing),
    ]
}
