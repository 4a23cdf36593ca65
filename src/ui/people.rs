//! People: who comes back, how often, and when. And friction: where they give up, what they must say again, what the
//! bot misses.

use super::{
    card,
    chart::Chart,
    charts::narrow,
    none_fits::WhereSome,
    sheet::{self, Beside},
    state::App,
    status::Phase,
    tracking::track_button,
};
use crate::{
    charts::{OverTime, Picture},
    query::Field,
    ui::{prelude::*, reactive::memo},
    wire::Study,
    words::t,
};

/// The figures at the top.
const FIGURES: [&str; 8] = [
    "daily_active_users",
    "weekly_active_users",
    "monthly_active_users",
    "stickiness",
    "retention_week_1",
    "retention_week_4",
    "conversations_per_user",
    "top_users_share",
];

/// The tables of friction.
const TABLES: [&str; 5] =
    ["top_missed", "friction_by_intent", "friction_by_segment", "feedback_by_intent", "quick_replies"];

/// The place of people.
#[component]
pub fn People(
    /// The page's state.
    app: App,
    /// Whether the paper is dark.
    #[prop(into)]
    dark: Signal<bool>,
) -> impl IntoView {
    let active = memo(move || {
        let found = app.studied(&Study::People)?;
        let series = found.report.board.series.get("active_users_over_time")?;
        OverTime::new(series, "users").map(Picture::OverTime)
    });
    let waiting = memo(move || app.studied(&Study::People).is_none());
    let partial = memo(move || app.phase.get() == Phase::Reading);
    place(app, move || {
        let shown = sheet::studied(
            app,
            || Study::People,
            move |found| {
                view! { class = "u",
                    {sheet::notes(&found.findings)}
                    {sheet::figures(app, found, &FIGURES, t("People"))}
                    {sheet::card_of(app, &found.findings, "retention")}
                    {sheet::card_of(app, &found.findings, "users_by_week")}
                }
            },
        );
        let chart = view! { class = "u",
            <Chart testid="chart-active-users" title=card::title("active_users_over_time") picture=active dark waiting
                partial absent=t("No conversation has both a user and a time.") note=None
                on_pick=Some(narrow(app, Field::Day)) />
        };
        view! { class = "u",
            <div class="board" data-testid="people" aria-busy=move || app.pending.get().to_string()>
                {shown}
                <section class="charts">{chart}</section>
            </div>
        }
        .into_any()
    })
}

/// The place of friction.
#[component]
pub fn Friction(
    /// The page's state.
    app: App,
) -> impl IntoView {
    place(app, move || {
        let shown = sheet::studied(
            app,
            || Study::Friction,
            move |found| {
                // Contacts about a matter are what should become fewer after a fix.
                let tables = TABLES.map(|name| {
                    let can_be_fixed = name.starts_with("friction_by_").then_some(track_button as Beside);
                    sheet::card_with(app, &found.findings, name, can_be_fixed)
                });
                view! { class = "u",
                    {sheet::notes(&found.findings)}
                    {sheet::figures(app, found, &["quick_reply_use_rate"], t("Friction"))}
                    {tables.into_iter().collect_view()}
                }
            },
        );
        let parts = move || {
            let report = app.report.get()?;
            Some(view! { class = "u",
                {sheet::parts(app, &report, "drop_off", (t("At the end"), end_words))}
                {sheet::parts(app, &report, "csat_scales", (t("Scale"), scale_words))}
            })
        };
        view! { class = "u",
            <div class="board" data-testid="friction" aria-busy=move || app.pending.get().to_string()>{parts}{shown}</div>
        }
        .into_any()
    })
}

/// A place, or what stands there while there is nothing to show.
fn place(app: App, show: impl Fn() -> AnyView + Copy + Send + Sync + 'static) -> impl IntoView {
    view! { class = "u",
        <WhereSome app>
            {show()}
        </WhereSome>
    }
}

/// What stands at the end of a conversation that was given up.
fn end_words(name: &str) -> &'static str {
    match name {
        "bot_fallback" => t("The bot did not understand"),
        "bot_question" => t("The bot asked something"),
        "bot_handoff" => t("The bot passed on"),
        "bot_answer" => t("The bot answered"),
        "user_asks_person" => t("The user asked for a person"),
        "user_denies" => t("The user said that it did not help"),
        "user_message" => t("The user said something else"),
        _ => t("An agent wrote"),
    }
}

/// A scale of ratings.
fn scale_words(name: &str) -> &'static str {
    match name {
        "two_values" => t("Two values"),
        "to_3" => t("Up to 3"),
        "to_5" => t("Up to 5"),
        "to_7" => t("Up to 7"),
        "to_10" => t("Up to 10"),
        _ => t("Another scale"),
    }
}
