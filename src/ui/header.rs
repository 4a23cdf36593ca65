//! The strip at the top: the name, the filter line where there are data, help and paper.

use super::{
    parts::{FilterChip, FilterLine, Icon, Toaster, completion::Suggestion},
    rail,
    state::App,
    suggest,
    theme::{self, Theme},
    view::Place,
};
use crate::{
    browser::tab,
    query::{Columns, Filter},
    ui::{parts::When, prelude::*, reactive::memo},
    words::t,
};

/// The strip.
#[component]
pub fn Header(
    /// The page's state.
    app: App,
    /// Whether there are data.
    #[prop(into)]
    has_data: Signal<bool>,
    /// Light, dark, or as the system.
    paper: RwSignal<Theme>,
    /// Whether the page is dark.
    #[prop(into)]
    dark: Signal<bool>,
    /// Whether the command palette is open.
    palette: RwSignal<bool>,
) -> impl IntoView {
    let shows_data = memo(move || has_data.get() && app.view.with(|view| view.place.needs_data()));
    let toggle = move |_| theme::choose(paper, if dark.get_untracked() { Theme::Light } else { Theme::Dark });
    let home = move |_| app.go(Place::Board);
    view! { class = "u",
        <header class="top">
            <button class="name" type="button" on:click=home aria-label=t("Undertone, to the board")>
                <svg class="mark" viewBox="0 0 24 24" aria-hidden="true">
                    <path d="M3 9c3-5 6-5 9 0s6 5 9 0" />
                    <path class="under" d="M3 16c3-5 6-5 9 0s6 5 9 0" />
                </svg>
                <span class="name-words">"Undertone"</span>
            </button>
            <When holds=move || shows_data.get()><Filters app /></When>
            <span class="push"></span>
            // Without data there is no rail yet.
            <When holds=move || !has_data.get()>
                <Way app place=Place::Checkup />
                <Way app place=Place::Settings />
            </When>
            <button class="icon-button" type="button" data-testid="open-palette" aria-label=t("Commands")
                title=commands_title() on:click=move |_| palette.set(true)>
                <Icon name="command" />
            </button>
            <button class="icon-button" type="button" data-testid="toggle-theme" on:click=toggle
                aria-label=move || if dark.get() { t("Light theme") } else { t("Dark theme") }>
                {move || view! { class = "u", <Icon name=if dark.get() { "sun" } else { "moon" } /> }}
            </button>
        </header>
    }
}

fn commands_title() -> &'static str {
    if tab::is_mac() { t("Commands (⌘ K)") } else { t("Commands (Ctrl K)") }
}

/// A button that leads to a place.
#[component]
fn Way(app: App, place: Place) -> impl IntoView {
    view! { class = "u",
        <button class="icon-button" type="button" data-testid=format!("top-{}", place.name())
            aria-label=rail::title(place) title=rail::title(place) on:click=move |_| app.go(place)>
            <Icon name=rail::icon(place) />
        </button>
    }
}

/// The filter line on the page's state.
#[component]
fn Filters(app: App) -> impl IntoView {
    let toaster = expect_context::<Toaster>();
    let draft = app.draft();
    let filter = memo(move || app.view.with(|view| view.filter.clone()));
    let chips = memo(move || {
        let chip = |(index, term): (usize, &crate::query::Term)| {
            let mut bare = term.clone();
            bare.negated = false;
            FilterChip { label: bare.to_string(), negated: term.negated, index }
        };
        filter.with(|filter| filter.terms().iter().enumerate().map(chip).collect::<Vec<_>>())
    });
    let suggest = Callback::new(move |(line, caret): (String, usize)| -> Vec<Suggestion> {
        app.report.with_untracked(|report| match report.as_deref() {
            Some(report) => suggest::suggestions(&line, caret, &report.facets),
            None => Vec::new(),
        })
    });
    let submit = Callback::new(move |line: String| {
        let typed = app.report.with_untracked(|report| {
            // While files are read, nobody knows their columns.
            let facets = report.as_deref().map(|report| &report.facets).filter(|facets| !facets.is_empty());
            let columns: Option<Vec<&str>> = facets.map(|facets| suggest::columns(facets).collect());
            let columns = columns.as_deref().map_or(Columns::Any, Columns::These);
            Filter::parse_with(&line, columns)
        });
        let typed = typed.map_err(|wrong| {
            suggest::wrong_line(&line, wrong.at, &wrong.sentence(), wrong.suggestion.as_deref())
        })?;
        if !typed.is_empty() {
            let filter = filter.get_untracked();
            app.filter(typed.terms().iter().cloned().fold(filter, Filter::with));
        }
        Ok(())
    });
    let remove = Callback::new(move |index: usize| app.filter(filter.get_untracked().without(index)));
    let clear = Callback::new(move |()| {
        let before = filter.get_untracked();
        if !before.is_empty() {
            app.filter(Filter::default());
            toaster.undo(t("The filter was cleared."), move || app.filter(before.clone()));
        }
    });
    view! { class = "u",
        <FilterLine text=draft.text error=draft.wrong chips suggest on_submit=submit on_remove=remove on_clear=clear />
    }
}
