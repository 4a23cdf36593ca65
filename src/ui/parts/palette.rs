//! The command palette: every command by a few of its letters, on Ctrl+K (Cmd+K).

use leptos::{ev, html};

use super::{
    fuzzy::{self, Match},
    icon::Icon,
    touch::{by_id, fresh_id, is_own, soon},
};
use crate::{
    ui::{parts::When, prelude::*, reactive::effect},
    words::{plural, t},
};

/// Most commands listed at a time.
const MOST: usize = 60;

/// Something that can be done.
#[derive(Clone)]
pub struct Command {
    /// Commands of a group stand together while nothing is typed.
    pub group: String,
    /// Its icon.
    pub icon: &'static str,
    /// What it is called.
    pub label: String,
    /// What else is to be known: where it leads, its keys.
    pub hint: String,
    /// What it does.
    pub action: Callback<()>,
}

/// One line of the list.
#[derive(Clone)]
struct Hit {
    command: Command,
    places: Vec<usize>,
    /// The group's title, where a new one begins.
    heading: Option<String>,
}

/// The palette. It listens for its keys itself.
#[component]
pub fn Palette(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// What can be done now.
    #[prop(into)]
    commands: Signal<Vec<Command>>,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let input = NodeRef::<html::Input>::new();
    let typed = RwSignal::new(String::new());
    let marked = RwSignal::new(0_usize);
    let list = fresh_id("palette");
    let keys = window_event_listener(ev::keydown, move |event| {
        let calls = (event.ctrl_key() || event.meta_key()) && !event.shift_key() && !event.alt_key();
        if calls && event.key().eq_ignore_ascii_case("k") {
            event.prevent_default();
            open.update(|open| *open = !*open);
        }
    });
    on_cleanup(move || keys.remove());
    effect(move || {
        let wanted = open.get();
        let Some(dialog) = dialog.get() else { return };
        if wanted && !dialog.open() {
            typed.set(String::new());
            marked.set(0);
            // Refused only for a dialog that is not in the page.
            let _ = dialog.show_modal();
            if let Some(input) = input.get_untracked() {
                let _ = input.focus();
            }
        } else if !wanted && dialog.open() {
            dialog.close();
        }
    });
    let hits = Signal::derive(move || {
        if open.get() { commands.with(|commands| hits(commands, &typed.get())) } else { Vec::new() }
    });
    let run = move |at: usize| {
        let Some(hit) = hits.with_untracked(|hits| hits.get(at).cloned()) else { return };
        open.set(false);
        // After the focus is back where it was, so that the command may move it.
        soon(move || hit.command.action.run(()));
    };
    let to = {
        let list = list.clone();
        move |at: usize| {
            marked.set(at);
            if let Some(option) = by_id(&format!("{list}-{at}")) {
                let nearest = web_sys::ScrollIntoViewOptions::new();
                nearest.set_block(web_sys::ScrollLogicalPosition::Nearest);
                option.scroll_into_view_with_scroll_into_view_options(&nearest);
            }
        }
    };
    let moves = move |event: ev::KeyboardEvent| {
        let n = hits.with_untracked(Vec::len);
        if n == 0 || event.is_composing() {
            return;
        }
        let at = marked.get_untracked();
        match event.key().as_str() {
            "ArrowDown" => to((at + 1) % n),
            "ArrowUp" => to((at + n - 1) % n),
            "PageDown" => to((at + 8).min(n - 1)),
            "PageUp" => to(at.saturating_sub(8)),
            "Enter" => run(at),
            _ => return,
        }
        event.prevent_default();
    };
    let beside = move |event: ev::MouseEvent| {
        if is_own(&event) {
            open.set(false);
        }
    };
    let marked_id = {
        let list = list.clone();
        move || hits.with(|hits| !hits.is_empty()).then(|| format!("{list}-{}", marked.get()))
    };
    let found = move || open.get().then(|| plural(hits.with(Vec::len) as u64, "{n} command", "{n} commands"));
    view! { class = "u",
        <dialog class="palette" node_ref=dialog data-testid="palette" aria-label=t("Commands")
            on:close=move |_| open.set(false) on:click=beside>
            <div class="palette-inside">
                <div class="palette-line">
                    <Icon name="search" />
                    <input class="palette-input" type="text" data-testid="palette-line" node_ref=input
                        autocomplete="off" autocapitalize="off" spellcheck="false" role="combobox" aria-expanded="true"
                        aria-autocomplete="list" aria-controls=list.clone() aria-activedescendant=marked_id
                        aria-label=t("Find a command") placeholder=t("Go to, filter, save …") prop:value=typed
                        on:input=move |event| { typed.set(event_target_value(&event)); marked.set(0); }
                        on:keydown=moves />
                </div>
                <HitList hits marked run=Callback::new(run) list />
                <When holds=move || hits.with(Vec::is_empty)>
                    <p class="soft palette-none">{t("No command has these letters.")}</p>
                </When>
                <p class="aside" role="status">{found}</p>
            </div>
        </dialog>
    }
}

/// What can be chosen.
#[component]
fn HitList(
    hits: Signal<Vec<Hit>>,
    marked: RwSignal<usize>,
    run: Callback<usize>,
    list: String,
) -> impl IntoView {
    let option_id = list.clone();
    let option = move |(at, hit): (usize, Hit)| {
        let Hit { command, places, heading } = hit;
        let hovered = move |_| {
            if marked.get_untracked() != at {
                marked.set(at);
            }
        };
        view! { class = "u",
            {heading.map(|heading| view! { class = "u", <p class="palette-group" role="presentation">{heading}</p> })}
            <div class="option" id=format!("{option_id}-{at}") role="option" data-testid="palette-command"
                aria-selected=move || (marked.get() == at).to_string() on:pointermove=hovered
                // The focus stays in the line.
                on:mousedown=|event| event.prevent_default() on:click=move |_| run.run(at)>
                <Icon name=command.icon />
                <span class="option-label" dir="auto">{lit(&command.label, &places)}</span>
                <span class="soft option-detail">{command.hint}</span>
            </div>
        }
    };
    view! { class = "u",
        <div class="palette-list" id=list role="listbox" aria-label=t("Commands")>
            {move || hits.get().into_iter().enumerate().map(&option).collect_view()}
        </div>
    }
}

/// What is listed: while nothing is typed all of it in its groups, else the best first.
fn hits(commands: &[Command], typed: &str) -> Vec<Hit> {
    let in_groups = typed.trim().is_empty();
    let found = fuzzy::ranked(commands.iter().map(|command| command.label.as_str()), typed);
    let mut group = None;
    let hit = |(at, Match { places, .. }): (usize, Match)| {
        let command = commands[at].clone();
        let is_new = in_groups && group.as_ref() != Some(&command.group);
        let heading = is_new.then(|| command.group.clone());
        group = Some(command.group.clone());
        Hit { command, places, heading }
    };
    found.into_iter().take(MOST).map(hit).collect()
}

/// A label with the letters that were found set off.
fn lit(label: &str, places: &[usize]) -> impl IntoView + use<> {
    let mut pieces: Vec<(bool, String)> = Vec::new();
    for (at, letter) in label.chars().enumerate() {
        let found = places.binary_search(&at).is_ok();
        match pieces.last_mut() {
            Some((same, piece)) if *same == found => piece.push(letter),
            _ => pieces.push((found, letter.to_string())),
        }
    }
    pieces
        .into_iter()
        .map(|(found, piece)| {
            if found {
                view! { class = "u", <mark class="lit">{piece}</mark> }.into_any()
            } else {
                piece.into_any()
            }
        })
        .collect_view()
}
