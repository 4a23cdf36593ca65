//! The whole page: strip with the filter line, rail, the place one is at, drawer, palette, toasts, the
//! privacy line at the foot; and files dropped anywhere on it.

use leptos::ev;

use super::{
    actions::Actions,
    asking::Question,
    boards::Boards,
    briefing::Briefing,
    changes::Changes,
    checkup::Checkup,
    commands::Commands,
    conversations::Conversations,
    drawer::SideDrawer,
    experiments::Experiments,
    fitting::Fitting,
    funnels::Funnels,
    guide::Guide,
    header::Header,
    journeys::Journeys,
    keeping, locale,
    machine::{self, Machine},
    notice::Notice,
    parts::{Toaster, Toasts},
    people::{Friction, People},
    privacy::PrivacyLine,
    questions::Questions,
    rail::Rail,
    reading::Reading,
    search::{self, Search},
    settings::{SET_LANGUAGE, Settings},
    signals::Signals,
    start::Start,
    state::App,
    status::{self, Phase},
    theme::{self, Theme},
    title::Title,
    topics::Topics,
    value::Value,
    view::Place,
    warm,
};
use crate::{
    browser::{dropped, frames, tab},
    ui::{
        parts::When,
        prelude::*,
        reactive::{effect, memo},
    },
    words::{Locale, t},
};

/// Starts the page.
pub fn run() {
    // A panic of the page itself cannot be mended from inside; a sentence that stands ready in the
    // static page is shown instead.
    std::panic::set_hook(Box::new(|panic| {
        web_sys::console::error_1(&panic.to_string().into());
        tab::set_root("data-state", Phase::Failed.name());
        tab::set_hidden("broken", false);
    }));
    locale::start(|locale, missing| {
        tab::set_hidden("starting", true);
        #[cfg(feature = "gallery")]
        if super::parts::gallery::is_asked_for() {
            mount_to_body(super::parts::gallery::Gallery);
            return;
        }
        mount_to_body(move || view! { class = "u", <Page locale missing /> });
    });
}

/// The page. Its state lives as long as the tab; what is shown is built anew in another language.
#[component]
fn Page(locale: Locale, missing: Option<&'static str>) -> impl IntoView {
    let language = RwSignal::new(locale);
    let app = App::start();
    if let Some(missing) = missing {
        app.notice.set(Some(missing.to_owned()));
    }
    let (paper, dark) = theme::theme();
    let dragged = RwSignal::new(false);
    watch_drops(app, dragged);
    search::watch_key(app);

    effect(move || tab::set_root("data-state", app.phase.get().name()));
    effect(move || {
        language.track();
        tab::set_title(&status::tab_title(app.phase.get(), app.progress.get(), &app.source_name()));
    });
    Effect::new(move |was_ready: Option<bool>| {
        let ready = app.ready_at.get().is_some();
        if ready && was_ready != Some(true) {
            warm::warm_up(app);
        }
        ready
    });
    move || {
        language.track();
        // Built anew where the language is chosen, most likely.
        frames::later(|| tab::focus_if_lost(SET_LANGUAGE));
        view! { class = "u", <Shell app language paper dark dragged /> }
    }
}

/// All that is shown.
#[component]
fn Shell(
    app: App,
    language: RwSignal<Locale>,
    paper: RwSignal<Theme>,
    dark: Memo<bool>,
    dragged: RwSignal<bool>,
) -> impl IntoView {
    let toaster = Toaster::provide();
    let palette = RwSignal::new(false);
    effect(move || {
        if let Some((opening, view)) = app.closed.get() {
            app.closed.set(None);
            let back = move || app.come_back(opening.clone(), view.clone());
            toaster.undo(t("The analysis was closed. Its figures are gone from memory."), back);
        }
    });
    let announcement = memo(move || {
        let completeness = app.completeness.get();
        app.report
            .with_untracked(|report| status::announcement(app.phase.get(), completeness, report.as_deref()))
    });
    let has_data = memo(move || matches!(app.phase.get(), Phase::Reading | Phase::Ready));
    let place = memo(move || {
        let place = app.view.with(|view| view.place);
        (has_data.get() || !place.needs_data()).then_some(place)
    });
    // What had the focus goes with the place; without this a keyboard would start anew at the top.
    Effect::new(move |before: Option<Option<Place>>| {
        let place = place.get();
        if before.is_some_and(|before| before != place) {
            frames::later(|| tab::focus_if_lost("main"));
        }
        place
    });
    view! { class = "u",
        <div class="page" data-dragged=move || dragged.get().then_some("")
            data-rail=move || (has_data.get() || place.get().is_some()).then_some("")>
            <a class="skip" href="#main" on:click=move |event| {
                // The address belongs to the view; the focus is all that moves.
                event.prevent_default();
                tab::focus("main");
            }>{t("Skip to the content")}</a>
            <Header app has_data paper dark palette />
            <div class="body">
                <Rail app has_data />
                <main class="main" id="main" tabindex="-1">
                    <Notice app />
                    <When holds=move || has_data.get() && place.get().is_some_and(Place::needs_data)>
                        <Title app dark />
                    </When>
                    {move || match place.get() {
                        None => view! { class = "u", <Start app /> }.into_any(),
                        Some(Place::Board) => view! { class = "u", <Boards app dark /> }.into_any(),
                        Some(Place::Signals) => view! { class = "u", <Signals app dark /> }.into_any(),
                        Some(Place::People) => view! { class = "u", <People app dark /> }.into_any(),
                        Some(Place::Journeys) => view! { class = "u", <Journeys app dark /> }.into_any(),
                        Some(Place::Funnels) => view! { class = "u", <Funnels app dark /> }.into_any(),
                        Some(Place::Experiments) => view! { class = "u", <Experiments app /> }.into_any(),
                        Some(Place::Actions) => view! { class = "u", <Actions app /> }.into_any(),
                        Some(Place::Friction) => view! { class = "u", <Friction app /> }.into_any(),
                        Some(Place::Value) => view! { class = "u", <Value app /> }.into_any(),
                        Some(Place::Machine) => view! { class = "u", <Machine app /> }.into_any(),
                        Some(Place::Topics) => view! { class = "u", <Topics app dark /> }.into_any(),
                        Some(Place::Questions) => view! { class = "u", <Questions app /> }.into_any(),
                        Some(Place::Conversations) => view! { class = "u", <Conversations app /> }.into_any(),
                        Some(Place::Search) => view! { class = "u", <Search app /> }.into_any(),
                        Some(Place::Reading) => view! { class = "u", <Reading app /> }.into_any(),
                        Some(Place::Guide) => view! { class = "u", <Guide app /> }.into_any(),
                        Some(Place::Checkup) => view! { class = "u", <Checkup app /> }.into_any(),
                        Some(Place::Changes) => view! { class = "u", <Changes app dark /> }.into_any(),
                        Some(Place::Briefing) => view! { class = "u", <Briefing app /> }.into_any(),
                        Some(Place::Settings) => view! { class = "u", <Settings app language paper /> }.into_any(),
                    }}
                </main>
            </div>
            <PrivacyLine ready_at=app.ready_at />
            <SideDrawer app />
            <Question app />
            <Fitting app />
            <Commands app language paper dark open=palette />
            <Toasts toaster />
            <p class="aside" role="status" aria-live="polite">{announcement}</p>
            <div class="drop-here" aria-hidden="true"><span>
                {move || if has_data.get() { t("Drop to analyse in place of what is open") } else { t("Drop to analyse in this tab") }}
            </span></div>
        </div>
    }
}

/// Files may be dropped anywhere. Without this a browser would leave the page to show the file.
fn watch_drops(app: App, dragged: RwSignal<bool>) {
    window_event_listener(ev::dragover, move |event| {
        event.prevent_default();
        dragged.set(dropped::carries_files(&event) && !machine::is_for_articles(&event));
    });
    window_event_listener(ev::dragleave, move |event| {
        // Leaving the window, not merely an element in it.
        if event.related_target().is_none() {
            dragged.set(false);
        }
    });
    window_event_listener(ev::drop, move |event| {
        event.prevent_default();
        dragged.set(false);
        let articles = machine::is_for_articles(&event);
        dropped::from_event(&event, !articles && keeping::is_wanted(), move |dropped| {
            if articles { app.take_articles(dropped.files) } else { app.take(&dropped) }
        });
    });
    window_event_listener(ev::paste, move |event| {
        // A line that is being written takes what is pasted into it.
        if !tab::is_writing() {
            dropped::from_paste(&event, move |dropped| app.take(&dropped));
        }
    });
}
