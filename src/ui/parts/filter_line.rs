//! The filter line: conditions as chips, and one line to type the next, with completion. What may be
//! typed and what fits it is the callbacks' business; this part knows lines, places and keys.

use leptos::{ev, html};

use super::{
    chip::Chip,
    completion::{Act, Combo, FilterError, Line, Suggestion, from_utf16, taken, to_utf16},
    icon::Icon,
    touch::{fresh_id, is_own, soon},
};
use crate::{
    say,
    ui::{
        parts::{Keyed, KeyedRow, When},
        prelude::*,
    },
    words::{plural, t},
};

/// A condition that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilterChip {
    /// What it says, masked where it names data.
    pub label: String,
    /// Whether it leaves out what fits.
    pub negated: bool,
    /// What `on_remove` is told.
    pub index: usize,
}

/// What the line is doing: what is typed, what could stand there, what was wrong.
#[derive(Clone, Copy)]
struct Entry {
    text: RwSignal<String>,
    input: NodeRef<html::Input>,
    combo: RwSignal<Combo>,
    suggestions: RwSignal<Vec<Suggestion>>,
    error: RwSignal<Option<FilterError>>,
    suggest: Callback<(String, usize), Vec<Suggestion>>,
    on_submit: Callback<String, Result<(), FilterError>>,
    /// Whether what was applied stays in the line.
    stays: bool,
}

impl Entry {
    /// The caret's place in characters.
    fn caret(self) -> usize {
        let input = self.input.get_untracked();
        let at = input.and_then(|input| input.selection_start().ok().flatten()).unwrap_or(0);
        self.text.with_untracked(|text| from_utf16(text, at))
    }

    fn ask(self) {
        self.suggestions.set(self.suggest.run((self.text.get_untracked(), self.caret())));
    }

    /// Opens the list with what fits now.
    fn open(self) {
        self.combo.update(Combo::typed);
        self.ask();
    }

    fn close(self) {
        self.combo.update(Combo::close);
    }

    /// Writes the line, and puts focus and caret there. The input has it at once, since a caret
    /// cannot be put into what is not there yet.
    fn write(self, line: String, caret: usize) {
        if let Some(input) = self.input.get_untracked() {
            input.set_value(&line);
            let at = to_utf16(&line, caret);
            let _ = input.set_selection_range(at, at);
            let _ = input.focus();
        }
        self.text.set(line);
    }

    /// Puts the caret behind what is typed.
    fn focus(self) {
        let line = self.text.get_untracked();
        let end = line.chars().count();
        self.write(line, end);
    }

    fn typed(self, line: String) {
        self.text.set(line);
        self.error.set(None);
        self.open();
    }

    fn take(self, at: usize) {
        let Some(chosen) = self.suggestions.with_untracked(|found| found.get(at).cloned()) else { return };
        let (line, caret) = taken(&self.text.get_untracked(), self.caret(), &chosen);
        self.write(line, caret);
        self.error.set(None);
        self.open();
    }

    fn apply(self) {
        match self.on_submit.run(self.text.get_untracked()) {
            Ok(()) => {
                self.error.set(None);
                if !self.stays {
                    self.write(String::new(), 0);
                }
            }
            Err(wrong) => {
                // The focus may have gone elsewhere by then.
                if !self.stays {
                    self.write(self.text.get_untracked(), wrong.at);
                }
                self.error.set(Some(wrong));
            }
        }
        self.close();
    }

    fn is_shown(self) -> bool {
        self.combo.with(|combo| combo.open) && self.suggestions.with(|found| !found.is_empty())
    }

    /// What a key does; whether it was ours.
    fn key(self, event: &ev::KeyboardEvent, chips: bool) -> Act {
        if event.key() == "ArrowDown" && !self.combo.with_untracked(|combo| combo.open) {
            self.ask();
        }
        let line = Line {
            empty: self.text.with_untracked(String::is_empty),
            chips,
            suggestions: self.suggestions.with_untracked(Vec::len),
        };
        self.combo.try_update(|combo| combo.key(&event.key(), line)).unwrap_or(Act::Pass)
    }
}

/// The line. Enter applies what is typed or takes the marked suggestion, Tab takes one, Escape closes
/// the list, Backspace in the empty line removes the last chip.
#[component]
pub fn FilterLine(
    /// What is typed and not applied yet.
    text: RwSignal<String>,
    /// What is wrong with it.
    error: RwSignal<Option<FilterError>>,
    /// The conditions that hold.
    #[prop(into)]
    chips: Signal<Vec<FilterChip>>,
    /// What could stand at the caret: the line and the caret's place in characters.
    suggest: Callback<(String, usize), Vec<Suggestion>>,
    /// Applies the line. Where that works the line is emptied.
    on_submit: Callback<String, Result<(), FilterError>>,
    /// Removes a condition, by its index.
    on_remove: Callback<usize>,
    /// Removes all of them.
    on_clear: Callback<()>,
) -> impl IntoView {
    let entry = Entry {
        text,
        input: NodeRef::new(),
        combo: RwSignal::new(Combo::default()),
        suggestions: RwSignal::new(Vec::new()),
        error,
        suggest,
        on_submit,
        stays: false,
    };
    let list = fresh_id("filter");
    let error_id = fresh_id("filter-error");
    let is_wrong = move || entry.error.with(Option::is_some);
    let anything = move || chips.with(|chips| !chips.is_empty()) || text.with(|text| !text.is_empty());
    let removed = move |index: usize| {
        on_remove.run(index);
        // The button that had the focus is gone.
        soon(move || entry.focus());
    };
    let clear = move |_| {
        entry.error.set(None);
        entry.write(String::new(), 0);
        entry.close();
        on_clear.run(());
    };
    let beside = move |event: ev::MouseEvent| {
        if is_own(&event) {
            entry.focus();
        }
    };
    let chip_row = move |FilterChip { index, label, negated }: FilterChip| {
        KeyedRow::new(format!("{index} {negated} {label}"), move || {
            view! { class = "u",
                <Chip label=label.clone() negated testid="filter-chip" on_remove=Callback::new(move |()| removed(index)) />
            }
        })
    };
    view! { class = "u",
        <div class="filter" role="search" aria-label=t("Filter")>
            <div class="filter-box" data-wrong=move || is_wrong().then_some("") on:click=beside>
                <Icon name="filter" />
                <Keyed rows=move || chips.get().into_iter().map(chip_row) />
                <FilterInput entry chips on_remove list=list.clone() error_id=error_id.clone() testid="filter-line"
                    label=t("Filter the conversations").to_owned() />
                <When holds=anything>
                    <button class="icon-button filter-clear" type="button" data-testid="filter-clear"
                        aria-label=t("Clear the filter") title=t("Clear the filter") on:click=clear><Icon name="x" /></button>
                </When>
            </div>
            <SuggestionList entry list />
            <div class="filter-error" id=error_id aria-live="polite">
                {move || entry.error.get().map(|error| view! { class = "u", <WrongLine entry error /> })}
            </div>
        </div>
    }
}

/// A whole filter in one line, with completion. Enter applies it, and so does leaving the line; it stays there.
#[component]
pub fn ConditionLine(
    /// The filter as it is written.
    text: RwSignal<String>,
    /// What it is called in tests.
    testid: &'static str,
    /// What is read aloud.
    label: String,
    /// As of [`FilterLine`].
    suggest: Callback<(String, usize), Vec<Suggestion>>,
    /// Applies the line.
    on_submit: Callback<String, Result<(), FilterError>>,
) -> impl IntoView {
    let entry = Entry {
        text,
        input: NodeRef::new(),
        combo: RwSignal::new(Combo::default()),
        suggestions: RwSignal::new(Vec::new()),
        error: RwSignal::new(None),
        suggest,
        on_submit,
        stays: true,
    };
    let (list, error_id) = (fresh_id("filter"), fresh_id("filter-error"));
    let is_wrong = move || entry.error.with(Option::is_some);
    view! { class = "u",
        <div class="filter condition">
            <div class="filter-box" data-wrong=move || is_wrong().then_some("")>
                <FilterInput entry chips=Signal::default() on_remove=Callback::new(|_| {}) list=list.clone()
                    error_id=error_id.clone() testid label />
            </div>
            <SuggestionList entry list />
            <div class="filter-error" id=error_id aria-live="polite">
                {move || entry.error.get().map(|error| view! { class = "u", <WrongLine entry error /> })}
            </div>
        </div>
    }
}

/// Where the next condition is typed, and the mark under what does not fit.
#[component]
fn FilterInput(
    entry: Entry,
    chips: Signal<Vec<FilterChip>>,
    on_remove: Callback<usize>,
    list: String,
    error_id: String,
    testid: &'static str,
    label: String,
) -> impl IntoView {
    let keys = move |event: ev::KeyboardEvent| {
        // While letters are composed (accents, Asian scripts) the keys belong to that.
        let composed = event.is_composing() || event.ctrl_key() || event.meta_key() || event.alt_key();
        if composed || event.shift_key() && event.key() == "Tab" {
            return;
        }
        let last = chips.with_untracked(|chips| chips.last().map(|chip| chip.index));
        let act = entry.key(&event, last.is_some());
        if act != Act::Pass {
            event.prevent_default();
        }
        match act {
            Act::Pass | Act::Moved => {}
            Act::Take(at) => entry.take(at),
            Act::Apply => entry.apply(),
            Act::RemoveLast => last.into_iter().for_each(|last| on_remove.run(last)),
        }
    };
    let focused = move |_: ev::FocusEvent| {
        if entry.error.with_untracked(Option::is_none) {
            entry.open();
        }
    };
    let left = move |_: ev::FocusEvent| {
        entry.close();
        if entry.stays && !entry.text.with_untracked(String::is_empty) {
            entry.apply();
        }
    };
    let hint = move || {
        if entry.stays {
            t("A condition: is:handoff, intent, words in a message …")
        } else if chips.with(Vec::is_empty) {
            t("Filter: outcome, channel, words in a message …")
        } else {
            t("and …")
        }
    };
    let marked = {
        let list = list.clone();
        move || {
            let marked = entry.combo.with(|combo| combo.marked).filter(|_| entry.is_shown());
            marked.map(|at| format!("{list}-{at}"))
        }
    };
    view! { class = "u",
        <div class="filter-entry">
            <input class="filter-input" type="text" data-testid=testid node_ref=entry.input
                autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="go"
                role="combobox" aria-autocomplete="list" aria-haspopup="listbox"
                aria-label=label aria-controls=list
                aria-expanded=move || entry.is_shown().to_string() aria-activedescendant=marked
                aria-invalid=move || entry.error.with(Option::is_some).then_some("true")
                aria-describedby=error_id placeholder=hint
                prop:value=entry.text on:input=move |event| entry.typed(event_target_value(&event))
                on:keydown=keys on:focus=focused on:blur=left />
            <p class="filter-point" aria-hidden="true">
                {move || entry.error.get().map(|error| pointed(&entry.text.get_untracked(), error.at))}
            </p>
        </div>
    }
}

/// What could stand at the caret.
#[component]
fn SuggestionList(entry: Entry, list: String) -> impl IntoView {
    let how_many = move || {
        let n = entry.suggestions.with(Vec::len) as u64;
        entry.is_shown().then(|| plural(n, "{n} suggestion", "{n} suggestions"))
    };
    let option = {
        let list = list.clone();
        move |(at, found): (usize, Suggestion)| {
            let is_marked = move || entry.combo.with(|combo| combo.marked == Some(at));
            view! { class = "u",
                <li class="option" id=format!("{list}-{at}") role="option" data-testid="filter-suggestion"
                    aria-selected=move || is_marked().to_string()
                    // The focus stays in the line.
                    on:mousedown=|event| event.prevent_default() on:click=move |_| entry.take(at)>
                    <span class="option-label" dir="auto">{found.label}</span>
                    <span class="soft number option-detail">{found.detail}</span>
                </li>
            }
        }
    };
    view! { class = "u",
        <ul class="filter-list" id=list role="listbox" tabindex="-1" aria-label=t("Suggestions") hidden=move || !entry.is_shown()>
            {move || entry.suggestions.get().into_iter().enumerate().map(&option).collect_view()}
        </ul>
        <p class="aside" role="status">{how_many}</p>
    }
}

/// What was wrong, and what may have been meant.
#[component]
fn WrongLine(entry: Entry, error: FilterError) -> impl IntoView {
    let meant = error.suggestion.map(|meant| {
        let words = say!("Did you mean {filter}?", filter = meant);
        let apply = move |_| {
            entry.write(meant.clone(), meant.chars().count());
            entry.apply();
        };
        view! { class = "u",
            <button class="link" type="button" data-testid="filter-meant" on:click=apply>{words}</button>
        }
    });
    view! { class = "u",
        <p class="wrong" data-testid="filter-error" data-at=error.at.to_string()>
            <Icon name="triangle-alert" /><span>{error.message}</span>{meant}
        </p>
    }
}

/// The mark under the character that does not fit: the text before it, unseen, holds its place.
fn pointed(line: &str, at: usize) -> impl IntoView + use<> {
    let before: String = line.chars().take(at).collect();
    view! { class = "u", <span class="unseen">{before}</span><span class="caret">"^"</span> }
}
