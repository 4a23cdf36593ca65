//! The start screen: what this is, where files come in, and data to try it with.

use leptos::html;

use super::{
    guide,
    opening::{chosen, file_input, files_input},
    parts::Icon,
    state::{App, Opening, Source, kept_name},
    status::Phase,
    unfinished::Broken,
    words,
};
use crate::{
    browser::tab,
    say,
    ui::{parts::When, prelude::*, reactive::effect},
    wire::{Kept, Request, SampleKind},
    words::t,
};

/// The start screen. After a failure only its promise stays: the way on is the notice above it.
#[component]
pub fn Start(
    /// The page's state.
    app: App,
) -> impl IntoView {
    view! { class = "u",
        <section class="start">
            <h1 class="promise">{t("What your customers say to your bot, understood in this tab.")}</h1>
            <p class="soft wide">
                {t("Drop exported chat transcripts and see how conversations end, where the bot fails and how long people wait. The files are read by this page alone: nothing leaves.")}
            </p>
            <When holds=move || app.phase.get() == Phase::Start>
                <Broken app />
                <DropZone app />
                <p class="samples">
                    <span class="soft">{t("Try it with sample data:")}</span>
                    <button class="link" type="button" data-testid="sample-shop"
                        on:click=move |_| app.open_source(Source::Sample(SampleKind::Shop))>{t("online shop")}</button>
                    <span class="soft" aria-hidden="true">"·"</span>
                    <button class="link" type="button" data-testid="sample-saas"
                        on:click=move |_| app.open_source(Source::Sample(SampleKind::Saas))>{t("SaaS support")}</button>
                    <span class="soft">{t("(synthetic, and marked so)")}</span>
                </p>
                <p>
                    <button class="link" type="button" data-testid="where-from" on:click=move |_| guide::open(app, None)>
                        {t("Where do I get my transcripts?")}
                    </button>
                </p>
                <Recent app />
                <KeptHere app />
            </When>
        </section>
    }
}

/// So much of what was opened in this tab is offered again.
const RECENT: usize = 5;

/// What was opened in this tab before, to open it again.
#[component]
fn Recent(app: App) -> impl IntoView {
    let recent = move || {
        let mut recent: Vec<(String, Source)> = Vec::new();
        for Opening { source, .. } in app.opened_here.get() {
            let name = source.name();
            if recent.len() < RECENT && recent.iter().all(|(known, _)| *known != name) {
                recent.push((name, source));
            }
        }
        recent
    };
    let entry = move |(name, source): (String, Source)| {
        view! { class = "u",
            <li>
                <button class="link" type="button" dir="auto" data-testid="recent"
                    on:click=move |_| app.open_source(source.clone())>{name}</button>
            </li>
        }
    };
    view! { class = "u",
        <When holds=move || app.opened_here.with(|all| !all.is_empty())>
            <section class="recent" aria-label=t("Opened in this tab")>
                <p class="soft">{t("Opened in this tab, forgotten when it closes:")}</p>
                <ul>{move || recent().into_iter().map(entry).collect_view()}</ul>
            </section>
        </When>
    }
}

/// What is kept in this browser, to open or remove it.
#[component]
fn KeptHere(app: App) -> impl IntoView {
    let entry = move |kept: Kept| {
        let Kept { id, conversations, bytes, sealed, .. } = kept;
        let name = kept_name(&kept);
        let mut detail = Vec::new();
        if conversations > 0 {
            detail.push(words::plural(conversations, "{n} conversation", "{n} conversations"));
        }
        if bytes > 0 {
            detail.push(words::bytes(bytes));
        }
        if sealed {
            detail.push(t("encrypted").into());
        }
        let detail = detail.join(" · ");
        let label = say!("Remove {name}", name = name);
        view! { class = "u",
            <li>
                <button class="link" type="button" dir="auto" data-testid="kept"
                    on:click=move |_| app.open_kept(kept.clone())>{name}</button>
                <span class="soft number">" " {detail}</span>
                <button class="icon-button" type="button" data-testid="remove-kept" aria-label=label.clone() title=label
                    on:click=move |_| { app.ask(Request::DropKept { id: Some(id) }, &[]); }>
                    <Icon name="trash" />
                </button>
            </li>
        }
    };
    view! { class = "u",
        <When holds=move || app.kept.with(|kept| !kept.is_empty())>
            <section class="recent" aria-label=t("Kept in this browser")>
                <p class="soft">{t("Kept in this browser, masked, until you remove it:")}</p>
                <ul>{move || app.kept.get().into_iter().map(entry).collect_view()}</ul>
            </section>
        </When>
    }
}

/// Where files come in: by drag, by choice, by paste, a whole folder. Drops and pastes are heard by the
/// page itself, wherever they land.
#[component]
fn DropZone(app: App) -> impl IntoView {
    let (input, choose) = files_input(app);
    let (folder, choose_folder) = file_input();
    effect(move || {
        if let Some(folder) = folder.get() {
            // No attribute of the standard, but of every browser.
            let _ = folder.set_attribute("webkitdirectory", "");
        }
    });
    view! { class = "u",
        <div class="zone">
            <button class="drop-zone" type="button" data-testid="drop-zone" on:click=move |_| choose.run(())>
                <Icon name="upload" />
                <span class="lead">{t("Drop transcripts here, or choose files")}</span>
                <span class="soft">{t("CSV, TSV, JSON, JSON Lines or plain text; several at once")}</span>
            </button>
            <div class="zone-ways">
                <button class="quiet" type="button" data-testid="choose-folder" on:click=move |_| choose_folder.run(())>
                    <Icon name="folder" /> {t("Choose a folder")}
                </button>
                <span class="soft"><Icon name="clipboard-paste" /> " " {paste_words()}</span>
            </div>
            <Hidden input app folder=false />
            <Hidden input=folder app folder=true />
        </div>
    }
}

#[component]
fn Hidden(input: NodeRef<html::Input>, app: App, folder: bool) -> impl IntoView {
    view! { class = "u",
        <input class="aside" type="file" multiple=true tabindex="-1" aria-hidden="true"
            data-testid=if folder { "folder-input" } else { "file-input" }
            node_ref=input on:change=move |_| chosen(app, input) />
    }
}

fn paste_words() -> &'static str {
    if tab::is_mac() { t("or paste a transcript: ⌘ V") } else { t("or paste a transcript: Ctrl V") }
}
