//! The bot's engine: what its answers take and cost, which of them users flag, whether its intents are right,
//! whether groups fare alike, and whether what it says stands in the articles that are at hand.

use web_sys::DragEvent;

use super::{none_fits::WhereSome, opening::file_input, sheet, state::App};
use crate::{
    browser::{dropped, history::Entry},
    query::COLUMN,
    ui::{parts::When, prelude::*, reactive::memo, view::View},
    wire::Study,
    words::t,
};

/// The figures at the top.
const FIGURES: [&str; 8] = [
    "flagged_answer_rate",
    "tokens_per_response",
    "tokens_per_conversation",
    "model_latency",
    "cost_per_conversation",
    "cost_per_assumed_resolution",
    "personal_data_share",
    "personal_data_by_user_share",
];

/// The tables below them.
const SHEETS: [&str; 4] = ["models", "flagged_by_intent", "flagged_by_model", "personal_data_kinds"];

/// Of intents against labels.
const ACCURACY: [&str; 5] = [
    "intent_accuracy",
    "intent_macro_f1",
    "intent_label_coverage",
    "intent_calibration_error",
    "intent_brier_score",
];

/// The tables below those.
const CONFUSIONS: [&str; 4] = ["intent_confusion", "intent_reliability", "intent_by_label", "intent_matrix"];

/// Fields that are groups, besides the columns of the source.
const GROUPS: [&str; 3] = ["channel", "language", "variant"];

/// A column that a person chooses: where it stands in the view.
type Chosen = fn(&mut View) -> &mut Option<String>;

/// The place.
#[component]
pub fn Machine(
    /// The page's state.
    app: App,
) -> impl IntoView {
    let labels: Chosen = |view| &mut view.labels;
    let group: Chosen = |view| &mut view.group;
    let column = move |of: Chosen| app.view.with(|view| of(&mut view.clone()).clone()).unwrap_or_default();
    view! { class = "u",
        <WhereSome app>
            <div class="board" data-testid="machine">
                {sheet::studied(app, || Study::Machine { prices: Vec::new() }, move |found| {
                    sheet::found(app, found, &FIGURES, &SHEETS, t("The bot's engine"))
                })}
                <section class="ask" data-testid="ask-labels">
                    <h2 class="heading">{t("Intents against labels")}</h2>
                    <p class="soft">{t("Labels stand in a column of the transcripts, or of a file beside them with the id of the conversation and its right intent.")}</p>
                    {choice(app, t("Column with the right intent"), "labels", labels, &[])}
                </section>
                <When holds=move || !column(labels).is_empty()>
                    {sheet::studied(app, move || Study::Intents { labels: column(labels) }, move |found| {
                        sheet::found(app, found, &ACCURACY, &CONFUSIONS, t("Intents against labels"))
                    })}
                </When>
                <section class="ask" data-testid="ask-group">
                    <h2 class="heading">{t("Do groups fare alike?")}</h2>
                    <p class="soft">{t("Outcomes of each group against the best one. Groups of fewer than 5 conversations are never shown by themselves.")}</p>
                    {choice(app, t("Compare by"), "group", group, &GROUPS)}
                </section>
                <When holds=move || !column(group).is_empty()>
                    {sheet::studied(app, move || Study::Fairness { by: column(group) }, move |found| {
                        sheet::found(app, found, &["least_group_ratio"], &["fairness"], t("Do groups fare alike?"))
                    })}
                </When>
                <Knowledge app />
            </div>
        </WhereSome>
    }
}

/// Tables of a knowledge base.
const ARTICLES: [&str; 3] = ["unsupported_answers", "unanswered_questions", "articles"];

/// What is dropped here are articles, not transcripts.
const FOR_ARTICLES: &str = "[data-articles]";

/// Whether what is dragged or dropped is over the place for articles.
pub fn is_for_articles(event: &DragEvent) -> bool {
    dropped::is_within(event, FOR_ARTICLES)
}

/// The knowledge base: articles that are dropped or chosen here, and what is near to them.
#[component]
fn Knowledge(app: App) -> impl IntoView {
    let articles = app.articles();
    let (input, choose) = file_input();
    let names = move || {
        articles.with(|files| files.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>().join(", "))
    };
    let given = move |_| {
        if let Some(input) = input.get_untracked() {
            app.take_articles(dropped::from_input(&input));
        }
    };
    view! { class = "u",
        <section class="ask" data-testid="ask-articles" data-articles="">
            <h2 class="heading">{t("Does the knowledge base hold it?")}</h2>
            <p class="soft">{t("Drop articles here (Markdown, HTML, plain text, or CSV with title and text). They are compared in this tab, kept until it is closed, and sent nowhere. Nearness in meaning is no proof.")}</p>
            <p class="mapping-files">
                <button class="button" type="button" data-testid="choose-articles" on:click=move |_| choose.run(())>
                    {t("Choose articles")}
                </button>
                <input class="aside" type="file" multiple=true accept=".md,.markdown,.html,.htm,.txt,.csv" tabindex="-1"
                    aria-hidden="true" data-testid="articles-input" node_ref=input on:change=given />
                <When holds=move || articles.with(|files| !files.is_empty())>
                    <span dir="auto" data-testid="articles-names">{names}</span>
                    <button class="link" type="button" on:click=move |_| app.set_articles(Vec::new())>
                        {t("Let go of them")}
                    </button>
                </When>
            </p>
        </section>
        <When holds=move || articles.with(|files| !files.is_empty())>
            {sheet::studied(app, move || Study::Knowledge { files: articles.get() }, move |found| {
                let figures = ["unsupported_answer_rate", "unanswered_question_rate", "unused_article_rate"];
                sheet::found(app, found, &figures, &ARTICLES, t("Does the knowledge base hold it?"))
            })}
        </When>
    }
}

/// The choice of a column: those of the source, and some fields before them.
fn choice(
    app: App,
    label: &'static str,
    name: &'static str,
    of: Chosen,
    fields: &'static [&'static str],
) -> impl IntoView {
    let chosen = memo(move || app.view.with(|view| of(&mut view.clone()).clone()).unwrap_or_default());
    let offered = memo(move || {
        let mut names: Vec<String> = app.report.with(|report| {
            let facets = report.as_deref().map(|report| &report.facets);
            let keys = facets.into_iter().flat_map(|facets| facets.keys());
            let is_offered = |key: &&String| fields.contains(&key.as_str()) || key.starts_with(COLUMN);
            keys.filter(is_offered).map(|key| key.strip_prefix(COLUMN).unwrap_or(key).to_owned()).collect()
        });
        // One that a link brings is on offer, whether the data have it or not.
        let chosen = chosen.get();
        if !chosen.is_empty() && !names.contains(&chosen) {
            names.push(chosen);
        }
        names
    });
    let choose = move |event| {
        let name = event_target_value(&event);
        app.change(Entry::New, move |view| *of(view) = Some(name).filter(|name| !name.is_empty()));
    };
    view! { class = "u",
        <label class="mapping-choice">
            <span>{label}</span>
            <select class="select" data-testid=format!("choose-{name}") on:change=choose>
                <option value="" prop:selected=move || chosen.with(String::is_empty)>{t("none")}</option>
                {move || offered.get().into_iter().map(|name| {
                    let (is, value) = (name.clone(), name.clone());
                    view! { class = "u",
                        <option value=value prop:selected=move || chosen.with(|chosen| *chosen == is)>{name}</option>
                    }
                }).collect_view()}
            </select>
        </label>
    }
}
