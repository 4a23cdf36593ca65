//! Questions people ask, what the bot failed at, and what can be made of that: phrases to train it with and entries for
//! a knowledge base. Files of these are words of people, and saved only where the person says so.

use std::sync::Arc;

use leptos::ev;

use super::{
    none_fits::WhereSome,
    sheet,
    state::{App, Studied},
};
use crate::{
    browser::tab,
    insight::{Findings, SheetRow},
    report::{Heading, Manner, Training, entries_markdown},
    ui::{parts::When, prelude::*, reactive::memo},
    wire::Study,
    words::{t, tr},
};

/// The tables of drafts.
const DRAFTS: [&str; 2] = ["training_phrases", "knowledge_entries"];

/// The filter of the question whose drafts are looked at; empty where those of all are.
#[derive(Clone, Copy)]
struct Chosen(RwSignal<String>);

/// The place.
#[component]
pub fn Questions(
    /// The page's state.
    app: App,
) -> impl IntoView {
    provide_context(Chosen(RwSignal::new(String::new())));
    view! { class = "u",
        <WhereSome app>
            <div class="board" data-testid="questions">
                {sheet::studied(app, Study::questions, move |found| shown(app, found))}
            </div>
        </WhereSome>
    }
}

fn shown(app: App, found: &Studied) -> impl IntoView + use<> {
    let Chosen(chosen) = expect_context::<Chosen>();
    let findings = &found.findings;
    let has_drafts =
        findings.sheets.iter().any(|sheet| DRAFTS.contains(&&*sheet.name) && !sheet.rows.is_empty());
    let (drafts, saved) = (findings.clone(), findings.clone());
    view! { class = "u",
        {sheet::figures(app, found, &["question_coverage", "request_failure_rate"], t("Headline figures"))}
        {sheet::card_of(app, findings, "questions")}
        {sheet::card_with(app, findings, "questions_failed", Some(beside))}
        {has_drafts.then(|| view! { class = "u",
            {sheet::notes(findings)}
            <Files app found=saved chosen />
            {move || {
                let some = of(&drafts, &chosen.get());
                DRAFTS.map(|name| sheet::card_of(app, &some, name)).into_any()
            }}
        })}
    }
}

/// The same with the rows of one question alone, if one is chosen.
fn of(findings: &Findings, chosen: &str) -> Findings {
    let mut some = findings.clone();
    if !chosen.is_empty() {
        some.sheets.iter_mut().for_each(|sheet| sheet.rows.retain(|row| row.filter == chosen));
    }
    some
}

/// What stands at the end of the row of a question that the bot failed at.
fn beside(_: App, _: &str, row: &SheetRow) -> AnyView {
    let Chosen(chosen) = expect_context::<Chosen>();
    let filter = row.filter.clone();
    let own = filter.clone();
    view! { class = "u",
        <button class="button" type="button" data-testid="drafts-of" aria-pressed=move || (chosen.get() == own).to_string()
            on:click=move |_| {
                chosen.update(|chosen| *chosen = if *chosen == filter { String::new() } else { filter.clone() });
                tab::bring(DRAFTS[0], true);
            }>
            {t("Drafts")}
        </button>
    }
    .into_any()
}

/// Saves drafts to files.
#[component]
fn Files(
    app: App,
    /// What is saved.
    found: Arc<Findings>,
    /// The question whose drafts are looked at.
    chosen: RwSignal<String>,
) -> impl IntoView {
    let agreed = RwSignal::new(false);
    let is_one = memo(move || chosen.with(|chosen| !chosen.is_empty()));
    let button = |form: Option<Training>| {
        let (name, words) = match form {
            Some(Training::Rasa) => ("rasa", t("Phrases for Rasa (YAML)")),
            Some(Training::Dialogflow) => ("dialogflow", t("Phrases for Dialogflow CX (CSV)")),
            Some(Training::Table) => ("csv", t("Phrases as a table (CSV)")),
            None => ("entries", t("Entries (Markdown)")),
        };
        let found = found.clone();
        view! { class = "u",
            <button class="button" type="button" data-testid=format!("save-{name}") disabled=move || !agreed.get()
                on:click=move |_| save(app, &of(&found, &chosen.get_untracked()), form)>{words}</button>
        }
    };
    view! { class = "u",
        <div class="board-bar actions" id=DRAFTS[0] data-testid="drafts">
            <label class="check">
                <input type="checkbox" data-testid="drafts-agreed" prop:checked=agreed
                    on:change=move |event: ev::Event| agreed.set(event_target_checked(&event)) />
                <span>{t("Masked words of users go into these files")}</span>
            </label>
            {Training::ALL.map(Some).into_iter().chain([None]).map(button).collect_view()}
            <When holds=move || is_one.get()>
                <button class="link" type="button" data-testid="drafts-all" on:click=move |_| chosen.set(String::new())>
                    {t("Drafts of all questions")}
                </button>
            </When>
        </div>
    }
}

/// Saves phrases in a form, or entries.
fn save(app: App, some: &Findings, form: Option<Training>) {
    if let Some(form) = form {
        let kind = if form == Training::Rasa { "application/yaml" } else { "text/csv" };
        return app.save(form.file(), kind, &form.written(some));
    }
    let filter = app.view.with_untracked(|view| view.filter.clone().masked().to_string());
    let synthetic =
        app.report.with_untracked(|report| report.as_ref().is_some_and(|report| report.synthetic));
    let heading = Heading { title: t("Suggested knowledge base entries").to_owned(), filter, synthetic };
    let page = entries_markdown(some, &heading, Manner { quotes: true, say: tr });
    app.save("undertone-entries.md", "text/markdown", &page);
}
