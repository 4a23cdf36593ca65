//! The briefing: a page of plain words. Each sentence leads to the conversations behind it and shows some of their
//! masked words; it can be saved and printed, without those words unless the person asks for them.

use leptos::ev;

use super::{
    none_fits::WhereSome,
    sheet,
    state::{App, Studied},
    words,
};
use crate::{
    browser::{save, tab},
    insight::{Cell, SheetRow},
    report::{Heading, Manner, briefing_html, briefing_markdown},
    ui::prelude::*,
    wire::Study,
    words::{locale, t, tr},
};

/// The place.
#[component]
pub fn Briefing(
    /// The page's state.
    app: App,
) -> impl IntoView {
    view! { class = "u",
        <WhereSome app>
            <div class="board" data-testid="briefing" aria-busy=move || app.pending.get().to_string()>
                {sheet::studied(app, || Study::Briefing, move |found| shown(app, found))}
            </div>
        </WhereSome>
    }
}

fn shown(app: App, found: &Studied) -> impl IntoView + use<> {
    let quotes = RwSignal::new(false);
    let refused = RwSignal::new(false);
    let (html, markdown) = (found.clone(), found.clone());
    let rows = found.findings.sheets.first().map(|sheet| sheet.rows.clone()).unwrap_or_default();
    let nothing =
        found.findings.sheets.first().filter(|_| rows.is_empty()).map(|sheet| words::said(&sheet.none));
    let mut sections: Vec<(String, Vec<SheetRow>)> = Vec::new();
    for row in rows {
        let section = row.cells.first().map(words_of).unwrap_or_default();
        match sections.last_mut().filter(|(known, _)| *known == section) {
            Some((_, rows)) => rows.push(row),
            None => sections.push((section, vec![row])),
        }
    }
    let of_section = move |(section, rows): (String, Vec<SheetRow>)| {
        view! { class = "u",
            <h2 class="heading">{section}</h2>
            <ul>{rows.into_iter().map(|row| line(app, row)).collect_view()}</ul>
        }
    };
    view! { class = "u",
        <div class="board-bar actions">
            <label class="check">
                <input type="checkbox" data-testid="briefing-quotes" prop:checked=quotes
                    on:change=move |event: ev::Event| quotes.set(event_target_checked(&event)) />
                <span>{t("With quotes: masked words of users go into the file and onto paper")}</span>
            </label>
            <button class="button" type="button" data-testid="briefing-html"
                on:click=move |_| refused.set(saved(app, &html, quotes.get_untracked(), true))>{t("Save as HTML")}</button>
            <button class="button" type="button" data-testid="briefing-markdown"
                on:click=move |_| refused.set(saved(app, &markdown, quotes.get_untracked(), false))>{t("Save as Markdown")}</button>
            <button class="button" type="button" on:click=move |_| tab::print()>{t("Print")}</button>
        </div>
        <p class="note warn" role="status">
            {move || refused.get().then(|| t("The browser did not let the file be saved."))}
        </p>
        <article class="card briefing" data-quotes=move || quotes.get().then_some("")>
            {nothing.map(|said| view! { class = "u", <p class="nothing">{said}</p> })}
            {sections.into_iter().map(of_section).collect_view()}
        </article>
    }
}

fn words_of(cell: &Cell) -> String {
    if let Cell::Words(said) = cell { said.said(tr) } else { String::new() }
}

/// A sentence, its way to the conversations, its quotes.
fn line(app: App, row: SheetRow) -> impl IntoView + use<> {
    let said = row.cells.get(1).map(words_of).unwrap_or_default();
    let quotes = row.cells.iter().filter_map(|cell| match cell {
        Cell::Text(quote) => Some(view! { class = "u", <blockquote dir="auto">{quote.clone()}</blockquote> }),
        _ => None,
    });
    let quotes = quotes.collect_view();
    let filter = row.filter;
    let said = if filter.is_empty() {
        view! { class = "u", <span>{said}</span> }.into_any()
    } else {
        view! { class = "u",
            <button class="link" type="button" on:click=move |_| sheet::open_row(app, &filter)>{said}</button>
        }
        .into_any()
    };
    view! { class = "u", <li data-testid="briefing-line">{said} {quotes}</li> }
}

/// Saves it; whether the browser refused.
fn saved(app: App, found: &Studied, quotes: bool, as_html: bool) -> bool {
    let filter = app.view.with_untracked(|view| view.filter.clone().masked().to_string());
    let synthetic =
        app.report.with_untracked(|report| report.as_ref().is_some_and(|report| report.synthetic));
    let heading = Heading { title: t("Briefing").to_owned(), filter, synthetic };
    let manner = Manner { quotes, say: tr };
    let done = if as_html {
        let page = briefing_html(&found.findings, &heading, manner, locale().tag());
        save::save("undertone-briefing.html", "text/html", &page)
    } else {
        let page = briefing_markdown(&found.findings, &heading, manner);
        save::save("undertone-briefing.md", "text/markdown", &page)
    };
    done.is_err()
}
