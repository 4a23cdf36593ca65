//! Search in all messages: one line that answers as one types, and the messages that have the words, the
//! most telling first.

use std::sync::Arc;

use leptos::ev;

use super::{
    mask::{lit, masked},
    parts::{Empty, EmptyPicture, Icon, Skeleton, SkeletonShape, something_floats},
    state::{App, Searched},
    transcript::speaker,
    view::Place,
};
use crate::{
    browser::{frames, history::Entry, moment, tab},
    query::Filter,
    say,
    search::MOST_WORDS,
    ui::{
        parts::When,
        prelude::*,
        reactive::{effect, memo},
    },
    wire::{FoundLine, SearchResults},
    words::{count, hits, t},
};

/// The line.
const LINE: &str = "search-line";

/// The list of what was found; a message in it has its number behind this.
const LIST: &str = "found";

/// How far a page key moves.
const FAR: usize = 8;

/// `/` leads to the line, wherever nobody is writing.
pub fn watch_key(app: App) {
    window_event_listener(ev::keydown, move |event| {
        let calls = event.key() == "/" && !event.ctrl_key() && !event.meta_key() && !event.alt_key();
        if calls && app.has_data() && !event.default_prevented() && !tab::is_writing() && !something_floats()
        {
            event.prevent_default();
            if app.view.with_untracked(|view| view.place != Place::Search) {
                app.go(Place::Search);
            }
            tab::focus(LINE);
        }
    });
}

/// The place.
#[component]
pub fn Search(
    /// The page's state.
    app: App,
) -> impl IntoView {
    let search = app.search();
    let filter = memo(move || app.view.with(|view| view.filter.to_string()));
    let completeness = memo(move || app.completeness.get());
    effect(move || {
        filter.track();
        completeness.track();
        app.search_again();
    });
    if app.view.with_untracked(|view| view.conversation.is_none()) {
        frames::later(|| tab::focus(LINE));
    }
    let counted = move || {
        search.searched.with(|searched| match searched {
            Searched::Found(found, so_far) if found.count > 0 => Some(hits::counted(found, *so_far)),
            _ => None,
        })
    };
    let is_listed = memo(move || {
        search.searched.with(|searched| matches!(searched, Searched::Found(found, _) if found.count > 0))
    });
    let at = move || is_listed.get().then(|| format!("{LIST}-{}", search.marked.get()));
    let keys = move |event: ev::KeyboardEvent| moves(app, &event);
    let clear = move |_| {
        app.search_for(String::new());
        tab::focus(LINE);
    };
    view! { class = "u",
        <section class="card search" aria-label=t("Search") data-testid="search"
            aria-busy=move || search.pending.get().to_string() on:keydown=keys>
            <div class="bar">
                <h2 class="heading">{t("Search")}</h2>
                <p class="soft number" role="status" data-testid="search-count">{counted}</p>
            </div>
            <div class="filter-box">
                <Icon name="search" />
                <div class="filter-entry">
                    <input class="filter-input" id=LINE type="text" data-testid="search-line" autocomplete="off"
                        autocapitalize="off" spellcheck="false" enterkeyhint="search" role="combobox"
                        aria-autocomplete="list" aria-expanded=move || is_listed.get().to_string()
                        aria-controls=move || is_listed.get().then_some(LIST) aria-activedescendant=at
                        aria-label=t("Words in messages") placeholder=t("refund cancel*")
                        prop:value=search.words on:input=move |event| app.search_for(event_target_value(&event)) />
                </div>
                <When holds=move || search.words.with(|words| !words.is_empty())>
                    <button class="icon-button" type="button" aria-label=t("Clear the search") on:click=clear>
                        <Icon name="x" />
                    </button>
                </When>
            </div>
            <When holds=move || filter.with(|filter| !filter.is_empty())>
                <p class="soft" data-testid="search-filter">
                    {t("Only conversations of the filter are searched:")} " "
                    <code class="mono">{move || filter.get()}</code>
                </p>
            </When>
            {move || match search.searched.get() {
                Searched::Nothing => view! { class = "u",
                    <p class="soft wide">{t("Finds the messages that have all words, the most telling first. Quotes hold words together, * leaves the end of a word open; the last word may still be growing. What you search for is in no link.")}</p>
                }.into_any(),
                Searched::Waiting => view! { class = "u", <Skeleton shape=SkeletonShape::Rows(6) /> }.into_any(),
                Searched::Failed(why) => view! { class = "u",
                    <div class="notice" role="alert" data-testid="search-failed">
                        <p class="sentence">{why}</p>
                        <button class="button" type="button" on:click=move |_| app.search_again()>{t("Search again")}</button>
                    </div>
                }.into_any(),
                Searched::Found(found, _) if found.count == 0 => view! { class = "u", <NoneFound app /> }.into_any(),
                Searched::Found(found, _) => view! { class = "u", <Hits app found /> }.into_any(),
            }}
        </section>
    }
}

/// Keys that go through what was found, from the line or the list.
fn moves(app: App, event: &ev::KeyboardEvent) {
    let search = app.search();
    let n = search.searched.with_untracked(|searched| match searched {
        Searched::Found(found, _) => found.rows.len(),
        _ => 0,
    });
    let on_button = event_target::<web_sys::Element>(event).tag_name() == "BUTTON";
    if n == 0 || on_button || event.is_composing() {
        return;
    }
    let at = search.marked.get_untracked().min(n - 1);
    let to = match event.key().as_str() {
        "ArrowDown" => (at + 1).min(n - 1),
        "ArrowUp" => at.saturating_sub(1),
        "PageDown" => (at + FAR).min(n - 1),
        "PageUp" => at.saturating_sub(FAR),
        "Enter" => {
            event.prevent_default();
            return app.open_hit(at, Entry::New);
        }
        _ => return,
    };
    event.prevent_default();
    search.marked.set(to);
    let id = format!("{LIST}-{to}");
    tab::bring(&id, false);
    if !tab::is_writing() {
        tab::focus(&id);
    }
}

/// Nothing was found.
#[component]
fn NoneFound(app: App) -> impl IntoView {
    let held =
        app.report.with_untracked(|report| report.as_ref().map(|report| report.memory)).unwrap_or_default();
    let (title, text) = if held.is_without_words() {
        let way = t("There is nothing in it to be found. Read the files it was made of to search them.");
        (t("This analysis holds no texts"), way.to_owned())
    } else if held.one_in > 1 {
        let n = count(u64::from(held.one_in));
        let part =
            say!("Only the words of one conversation in {n} were kept, and only these are searched.", n = n);
        (t("No message has these words"), part)
    } else {
        let way = t("Try other words, or fewer letters of a word with * behind them.");
        (t("No message has these words"), way.to_owned())
    };
    view! { class = "u",
        <Empty picture=EmptyPicture::NothingFits title=title.to_owned() text=text>
            <When holds=move || app.view.with(|view| !view.filter.is_empty())>
                <button class="button" type="button" on:click=move |_| app.filter(Filter::default())>
                    {t("Clear the filter")}
                </button>
            </When>
        </Empty>
    }
}

/// What was found.
#[component]
fn Hits(app: App, found: Arc<SearchResults>) -> impl IntoView {
    let timezone = app.report.with_untracked(|report| report.as_ref().map(|report| report.timezone.clone()));
    let timezone = timezone.unwrap_or_else(|| "UTC".into());
    let rows = found.rows.iter().enumerate().map(|(at, row)| hit(app, at, row, &timezone)).collect_view();
    view! { class = "u",
        {(!found.has_all).then(|| view! { class = "u",
            <p class="warn" data-testid="search-some">{t("No message has all of these words; these have some of them.")}</p>
        })}
        {(found.left_aside > 0).then(|| view! { class = "u",
            <p class="warn">{say!("Only the first {n} words are looked for.", n = MOST_WORDS)}</p>
        })}
        <div class="hits" id=LIST role="listbox" aria-label=t("Messages found")>{rows}</div>
    }
}

/// One message.
fn hit(app: App, at: usize, row: &FoundLine, timezone: &str) -> impl IntoView + use<> {
    let marked = app.search().marked;
    let said = lit(&row.text, &row.marks);
    view! { class = "u",
        <div class="hit" id=format!("{LIST}-{at}") role="option" tabindex="-1" data-testid="hit"
            aria-selected=move || (marked.get() == at).to_string() on:click=move |_| app.open_hit(at, Entry::New)>
            <p class="soft who">
                <span class="speaker">{speaker(row.role)}</span>
                <span>{row.at.map(|at| moment::words(timezone, moment::Style::Full, at))}</span>
                <span dir="auto">{masked(&row.id)}</span>
            </p>
            <p class="said" dir="auto">{said}</p>
        </div>
    }
}
