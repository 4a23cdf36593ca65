//! The drawer at the side: the conversations behind a figure, and the transcript of one.

use leptos::task::spawn_local;

use super::{
    card,
    conversation_table::ConversationTable,
    definition,
    none_fits::NoneFits,
    parts::{Drawer, Icon, Skeleton, SkeletonShape, Toaster},
    state::{App, Opened, Which},
    transcript::TranscriptView,
    view::Place,
    words,
};
use crate::{
    browser::{
        frames, held,
        history::{self, Entry},
        tab,
    },
    insight, say,
    ui::{parts::When, prelude::*, reactive::memo},
    wire::Neighbours,
    words::t,
};

/// The bar in it, which takes the focus when what had it is gone.
const TOOLS: &str = "drawer-tools";

/// The drawer.
#[component]
pub fn SideDrawer(
    /// The page's state.
    app: App,
) -> impl IntoView {
    let conversation = memo(move || app.view.with(|view| view.conversation));
    let evidence = memo(move || app.view.with(|view| view.evidence.clone()));
    let has_data = memo(move || app.report.with(Option::is_some));
    let open = Signal::derive(move || {
        has_data.get() && (conversation.get().is_some() || evidence.with(Option::is_some))
    });
    let title = Signal::derive(move || match (conversation.get(), evidence.get()) {
        (Some(_), _) => t("Conversation").to_owned(),
        (None, Some(name)) => say!("Behind “{figure}”", figure = card::title(&name)),
        (None, None) => String::new(),
    });
    // What had the focus goes with what the drawer showed; without this a keyboard would start anew at the
    // top of the page.
    Effect::new(move |before: Option<()>| {
        conversation.track();
        evidence.track();
        if before.is_some() && open.get_untracked() {
            frames::later(|| tab::focus_if_lost(TOOLS));
        }
    });
    view! { class = "u",
        <Drawer open title on_close=Callback::new(move |()| app.close())>
            <Tools app conversation evidence />
            {move || match (conversation.get(), evidence.get()) {
                (Some(_), _) => view! { class = "u", <Conversation app /> }.into_any(),
                (None, Some(name)) => view! { class = "u", <Evidence app name /> }.into_any(),
                (None, None) => ().into_any(),
            }}
        </Drawer>
    }
}

/// Back to the list, on to its neighbours, the link.
#[component]
fn Tools(app: App, conversation: Memo<Option<u32>>, evidence: Memo<Option<String>>) -> impl IntoView {
    let toaster = expect_context::<Toaster>();
    // What was searched for is gone through by messages, a list by conversations.
    let searched = memo(move || app.view.with(|view| view.place == Place::Search && view.evidence.is_none()));
    let neighbours = memo(move || {
        if searched.get() {
            return app.near_hits();
        }
        app.opened.with(|opened| match opened {
            Opened::Transcript(transcript) => transcript.neighbours,
            _ => None,
        })
    });
    let to = move |of: fn(Neighbours) -> Option<u32>| move || neighbours.get().and_then(of);
    let label = move |of_list, of_search| if searched.get_untracked() { of_search } else { of_list };
    let step = move |label: &'static str,
                     icon: &'static str,
                     testid: &'static str,
                     of: fn(Neighbours) -> Option<u32>| {
        let goal = to(of);
        view! { class = "u",
            <button class="icon-button" type="button" aria-label=label title=label data-testid=testid
                disabled=move || goal().is_none()
                on:click=move |_| match goal() {
                    Some(goal) if searched.get() => app.open_hit(goal as usize, Entry::Same),
                    Some(goal) => app.turn_to(goal),
                    None => {}
                }>
                <Icon name=icon />
            </button>
        }
    };
    view! { class = "u",
        <div class="drawer-tools" id=TOOLS tabindex="-1">
            <When holds=move || conversation.get().is_some()>
                <When holds=move || searched.get() || evidence.with(Option::is_some)>
                    <button class="quiet" type="button" data-testid="back-to-list" on:click=move |_| app.close_transcript()>
                        <Icon name="chevron-left" /> {t("Back to the list")}
                    </button>
                </When>
                <span class="soft number push">
                    {move || neighbours.get().map(|at| say!(
                        "{place} of {all}",
                        place = words::count(u64::from(at.place)),
                        all = words::count(u64::from(at.of))
                    ))}
                </span>
                {step(label(t("Previous conversation"), t("Previous message found")), "arrow-up", "previous", |at| at.previous)}
                {step(label(t("Next conversation"), t("Next message found")), "arrow-down", "next", |at| at.next)}
            </When>
            <button class="icon-button" type="button" data-testid="copy-link" aria-label=t("Copy the link to this view")
                title=t("Copy the link to this view")
                on:click=move |_| copy_link(toaster)>
                <Icon name="copy" />
            </button>
        </div>
    }
}

/// Copies the address of what is on screen, and says so.
pub fn copy_link(toaster: Toaster) {
    spawn_local(async move {
        toaster.say(if tab::copy(&history::link()).await {
            if held::is_one_file() {
                t("Copied: what stands in the address from # on. Behind the address of another copy of this file it opens this view; it holds not the data and nobody's words.")
            } else {
                t("Link copied. It holds the view, not the data and nobody's words.")
            }
        } else {
            t("The browser did not let the link be copied. It is in the address bar.")
        });
    });
}

/// The conversations behind a figure.
#[component]
fn Evidence(app: App, name: String) -> impl IntoView {
    let whole = insight::definition(&name).is_none_or(|definition| definition.evidence.is_empty());
    let filter = memo(move || app.view.with(App::evidence_filter).to_string());
    let of = app.rows(Which::Evidence);
    let how_many = memo(move || of.with(super::rows::RowCache::total));
    let counted = move || {
        let n = how_many.get()?;
        let n = words::plural(u64::from(n), "{n} conversation", "{n} conversations");
        Some(if whole { say!("All that is counted: {n}", n = n) } else { n })
    };
    let kept = name.clone();
    let of_it = name.clone();
    // A figure that could not be counted has nothing behind it.
    let absent = memo(move || {
        app.report.with(|report| {
            let report = report.as_deref()?;
            let absent = report.board.figures.get(&of_it)?.state == insight::State::Absent;
            absent.then(|| card::shown(report, &of_it, false).reason).flatten()
        })
    });
    view! { class = "u",
        <section class="evidence" data-testid="evidence" data-figure=name>
            <details class="how-counted">
                <summary>{t("How is this counted?")}</summary>
                {definition::words(&kept)}
            </details>
            <When holds=move || absent.get().is_none()
                otherwise=move || view! { class = "u", <p class="reason">{absent.get()}</p> }>
                <p class="soft number">
                    {counted} " " <code class="mono">{move || Some(filter.get()).filter(|text| !text.is_empty())}</code>
                </p>
                <When holds=move || how_many.get() != Some(0) otherwise=move || view! { class = "u", <NoneFits app /> }>
                    <ConversationTable app which=Which::Evidence narrow=true />
                </When>
            </When>
        </section>
    }
}

/// The transcript, or why it is not there.
#[component]
fn Conversation(app: App) -> impl IntoView {
    let timezone = move || {
        app.report.with_untracked(|report| {
            report.as_ref().map_or_else(|| "UTC".into(), |report| report.timezone.clone())
        })
    };
    move || match app.opened.get() {
        Opened::Nothing | Opened::Waiting => {
            view! { class = "u", <Skeleton shape=SkeletonShape::Rows(6) /> }.into_any()
        }
        Opened::Refused(why) => view! { class = "u", <p class="reason">{why}</p> }.into_any(),
        Opened::Transcript(transcript) => {
            let conversation = Some(transcript.conversation);
            // One may be on screen until the next has come.
            let sought =
                memo(move || app.view.with(|view| view.line.filter(|_| view.conversation == conversation)));
            view! { class = "u", <TranscriptView app transcript timezone=timezone() sought /> }.into_any()
        }
    }
}
