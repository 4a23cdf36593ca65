//! The guide: for each platform how to get its transcripts, what they carry and what not. Its words are a
//! file beside the page, asked for when the guide is opened; they are in English, its frame is not.

use leptos::{ev, task::spawn_local};

use super::{
    guide_text::{Block, Line, Piece, blocks, page_of, pages, rank},
    state::App,
    view::Place,
};
use crate::{
    browser::{history::Entry, loader, tab},
    order::sort_by,
    text::lowered,
    ui::{
        prelude::*,
        reactive::{effect, memo},
    },
    words::{self, Locale, t},
};

/// The file.
const FILE: &str = "guide.md";

/// The page that lists all others.
const LIST: &str = "README";

/// The page about files of no platform.
const ANY: &str = "your-export";

/// The guide.
#[component]
pub fn Guide(
    /// The page's state.
    app: App,
) -> impl IntoView {
    let guide = app.guide;
    let missing = RwSignal::new(false);
    if guide.with_untracked(String::is_empty) {
        spawn_local(async move {
            match loader::own_text(FILE).await {
                Some(text) => guide.set(text),
                None => missing.set(true),
            }
        });
    }
    let sought = RwSignal::new(String::new());
    let page = memo(move || app.view.with(|view| view.page.clone()).unwrap_or_else(|| LIST.into()));
    effect(move || {
        page.track();
        tab::to_top();
    });
    let list = move || {
        let wanted = lowered(sought.get().trim());
        guide.with(|guide| {
            let mut found: Vec<(u8, String, String)> = pages(guide)
                .filter(|page| page.name != LIST)
                .filter_map(|page| Some((rank(&page, &wanted)?, page.name.to_owned(), page.title.to_owned())))
                .collect();
            sort_by(&mut found, |one, two| (one.0, &one.2).cmp(&(two.0, &two.2)));
            if found.is_empty() && !guide.is_empty() {
                return view! { class = "u", <p class="soft">{t("No page is about that. Files of any origin are read if they are tables, JSON or text.")}</p> }.into_any();
            }
            let entry = |(_, name, title)| view! { class = "u", <li>{link(app, title, name)}</li> };
            view! { class = "u", <ul class="guide-list" data-testid="guide-list">{found.into_iter().map(entry).collect_view()}</ul> }.into_any()
        })
    };
    let shown = move || {
        let name = page.get();
        guide.with(|guide| {
            let page = pages(guide).find(|page| page.name == name)?;
            Some(view! { class = "u",
                <article class="guide-page" lang="en" data-testid="guide-page">
                    <h1 class="heading">{page.title.to_owned()}</h1>
                    {blocks(page.text).into_iter().map(|block| shown_block(app, block)).collect_view()}
                </article>
            })
        })
    };
    view! { class = "u",
        <section class="card guide" data-testid="guide" aria-label=t("Where transcripts come from")>
            <nav class="guide-side" aria-label=t("Platforms")>
                <input class="field" type="search" data-testid="guide-search" aria-label=t("Find a platform")
                    placeholder=t("Find a platform") prop:value=sought
                    on:input=move |event: ev::Event| sought.set(event_target_value(&event)) />
                {list}
            </nav>
            <div class="guide-body">
                {move || missing.get().then(|| view! { class = "u",
                    <p role="alert">{t("The guide is a file of this page, and its host did not give it. Try again with the network on.")}</p>
                })}
                {(words::locale() != Locale::English).then(|| view! { class = "u",
                    <p class="soft">{t("The pages of the guide are in English.")}</p>
                })}
                {shown}
            </div>
        </section>
    }
}

/// Opens a page of the guide.
pub fn open(app: App, name: Option<String>) {
    app.change(Entry::New, |view| {
        view.shut();
        (view.place, view.page) = (Place::Guide, name);
    });
}

/// Opens the page about a format, as soon as it is known which that is.
pub fn open_for(app: App, format: String) {
    spawn_local(async move {
        if app.guide.with_untracked(String::is_empty)
            && let Some(text) = loader::own_text(FILE).await
        {
            app.guide.set(text);
        }
        // What is of no platform is described with tables, JSON and text of any origin.
        let page = app.guide.with_untracked(|guide| page_of(guide, &format).unwrap_or(ANY).to_owned());
        open(app, Some(page));
    });
}

fn link(app: App, words: String, name: String) -> impl IntoView + use<> {
    let here = name.clone();
    let current = move || (app.view.with(|view| view.page.as_ref() == Some(&here))).then_some("page");
    view! { class = "u",
        <button class="link" type="button" aria-current=current
            on:click=move |_| open(app, Some(name.clone()))>{words}</button>
    }
}

fn shown_line(app: App, line: Line<'_>) -> AnyView {
    let piece = |piece: Piece<'_>| match piece {
        Piece::Plain(words) => words.to_owned().into_any(),
        Piece::Code(words) => view! { class = "u", <code>{words.to_owned()}</code> }.into_any(),
        Piece::Strong(words) => view! { class = "u", <strong>{words.to_owned()}</strong> }.into_any(),
        Piece::Link(words, name) => {
            // Other documents are not pages of the guide.
            let is_here = app.guide.with_untracked(|guide| pages(guide).any(|page| page.name == name));
            if is_here {
                link(app, words.to_owned(), name.to_owned()).into_any()
            } else {
                words.to_owned().into_any()
            }
        }
    };
    line.into_iter().map(piece).collect_view().into_any()
}

fn shown_block(app: App, block: Block<'_>) -> AnyView {
    match block {
        Block::Heading(line) => {
            view! { class = "u", <h2 class="heading">{shown_line(app, line)}</h2> }.into_any()
        }
        Block::Text(line) => view! { class = "u", <p>{shown_line(app, line)}</p> }.into_any(),
        Block::Code(code) => {
            view! { class = "u", <pre tabindex="0"><code>{code.to_owned()}</code></pre> }.into_any()
        }
        Block::Items(items) => {
            let item = |item| view! { class = "u", <li>{shown_line(app, item)}</li> };
            view! { class = "u", <ul>{items.into_iter().map(item).collect_view()}</ul> }.into_any()
        }
        Block::Rows(rows) => {
            let row = |row: Vec<Line<'_>>| {
                let cell = |cell| view! { class = "u", <td>{shown_line(app, cell)}</td> };
                view! { class = "u", <tr>{row.into_iter().map(cell).collect_view()}</tr> }
            };
            let mut rows = rows.into_iter();
            let head = rows.next().unwrap_or_default();
            let head = head
                .into_iter()
                .map(|cell| view! { class = "u", <th scope="col">{shown_line(app, cell)}</th> });
            view! { class = "u",
                <div class="guide-table" role="region" tabindex="0" aria-label=t("Table")>
                    <table>
                        <thead><tr>{head.collect_view()}</tr></thead>
                        <tbody>{rows.map(row).collect_view()}</tbody>
                    </table>
                </div>
            }
            .into_any()
        }
    }
}
