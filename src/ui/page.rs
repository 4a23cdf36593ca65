//! The whole page: header, start screen or board, drawer, the privacy line at the foot; and files
//! dropped anywhere on it.

use leptos::{ev, prelude::*};

use super::{
    asking::Question,
    board::Board,
    drawer::TranscriptDrawer,
    header::Header,
    notice::Notice,
    privacy::PrivacyLine,
    start::Start,
    state::App,
    status::{self, Phase},
    theme, warm,
};
use crate::browser::{dropped, tab};

/// Starts the page.
pub fn run() {
    // A panic of the page itself cannot be mended from inside; a sentence that stands ready in the
    // static page is shown instead.
    std::panic::set_hook(Box::new(|panic| {
        web_sys::console::error_1(&panic.to_string().into());
        tab::set_root("data-state", Phase::Failed.name());
        tab::set_hidden("broken", false);
    }));
    tab::set_hidden("starting", true);
    #[cfg(feature = "gallery")]
    if super::parts::gallery::is_asked_for() {
        mount_to_body(super::parts::gallery::Gallery);
        return;
    }
    mount_to_body(Page);
}

/// The page.
#[component]
fn Page() -> impl IntoView {
    let app = App::start();
    let dark = theme::dark();
    let dragged = RwSignal::new(false);
    watch_drops(app, dragged);

    Effect::new(move |_| tab::set_root("data-state", app.phase.get().name()));
    Effect::new(move |_| {
        let title = app.source.with(|source| status::tab_title(app.phase.get(), app.progress.get(), source));
        tab::set_title(&title);
    });
    let announcement = Memo::new(move |_| {
        let completeness = app.completeness.get();
        app.report
            .with_untracked(|report| status::announcement(app.phase.get(), completeness, report.as_deref()))
    });
    Effect::new(move |was_ready: Option<bool>| {
        let ready = app.ready_at.get().is_some();
        if ready && was_ready != Some(true) {
            warm::warm_up(app);
        }
        ready
    });
    let started = Memo::new(move |_| matches!(app.phase.get(), Phase::Reading | Phase::Ready));

    view! { class = "u",
        <div class="page" data-dragged=move || dragged.get().then_some("")>
            <Header dark />
            <main class="main">
                <Notice app />
                <Show when=move || started.get() fallback=move || view! { class = "u", <Start app /> }>
                    <Board app dark />
                </Show>
            </main>
            <PrivacyLine ready_at=app.ready_at />
            <TranscriptDrawer app />
            <Question app />
            <p class="aside" role="status" aria-live="polite">{announcement}</p>
            <div class="drop-here" aria-hidden="true"><span>"Drop to analyse in this tab"</span></div>
        </div>
    }
}

/// Files may be dropped anywhere. Without this a browser would leave the page to show the file.
fn watch_drops(app: App, dragged: RwSignal<bool>) {
    window_event_listener(ev::dragover, move |event| {
        event.prevent_default();
        if dropped::carries_files(&event) && !dragged.get_untracked() {
            dragged.set(true);
        }
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
        let dropped = dropped::from_event(&event);
        if dropped.files.is_empty() && dropped.other {
            app.notice.set(Some(
                "That was a folder, a text or a link. Drop the transcript files themselves: CSV, TSV, JSON, JSON \
                 Lines or plain text."
                    .into(),
            ));
        } else {
            app.read(&dropped.files);
            if dropped.other {
                app.notice.set(Some(
                    "A folder, text or link among what you dropped was not read. Open the folder and drop the files \
                     in it."
                        .into(),
                ));
            }
        }
    });
}
