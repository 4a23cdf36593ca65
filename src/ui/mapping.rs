//! The one question before reading, where there must be one: a preview of the file, a role above each
//! column and beside each speaker, guesses filled in. It only shows and tells; what becomes of the
//! answer is `asking`'s.

use leptos::{ev, html};

use web_sys::File;

use super::{
    choice,
    mapping_choices::{DateOrderChoice, EncodingChoice, GapChoice, PauseSpread, ZoneChoice},
    opening::file_input,
    parts::Dialog,
    remembering,
};
use crate::{
    browser::{dropped, held, save},
    conversation::Role,
    ingest::{About, Column, Mapping, Preview},
    say,
    ui::{
        parts::{Keyed, KeyedRow, Numbered, When},
        prelude::*,
        reactive::{effect, memo},
    },
    words::{count, plural, t},
};

/// Characters of a cell beyond which it can be focused to be read in full.
const LONG: usize = 28;

/// What a preview is asked about and what comes of it.
#[derive(Clone, Copy)]
pub struct Answers {
    /// The columns were changed: the preview under this draft is wanted.
    pub change: Callback<Mapping>,
    /// The file is to be read so; whether the others that are alike, too.
    pub apply: Callback<(Mapping, bool)>,
    /// The file is to be left out; whether the others that are alike, too.
    pub skip: Callback<bool>,
    /// The dialog was closed without an answer.
    pub cancel: Callback<()>,
    /// A file of choices is to be used.
    pub use_file: Callback<File>,
    /// Where what is filled in comes from, or why it does not; empty where it is a guess.
    pub told: Signal<&'static str>,
}

/// The dialog. Open while there is a preview.
#[component]
pub fn MappingDialog(
    /// The file, as it would be read.
    preview: RwSignal<Option<Preview>>,
    /// What was chosen so far.
    draft: RwSignal<Mapping>,
    /// Changes with each file that is asked about.
    #[prop(into)]
    turn: Signal<u32>,
    /// How many other files are like this one.
    #[prop(into)]
    alike: Signal<usize>,
    /// The zone of the analysis.
    #[prop(into)]
    timezone: Signal<String>,
    /// What comes of it.
    answers: Answers,
) -> impl IntoView {
    let open = RwSignal::new(false);
    effect(move || {
        turn.track();
        open.set(preview.with(Option::is_some));
    });
    Effect::new(move |was_open: Option<bool>| {
        let is_open = open.get();
        // Closed with the file still in it: by a person.
        if was_open == Some(true) && !is_open && preview.with_untracked(Option::is_some) {
            answers.cancel.run(());
        }
        is_open
    });
    let title = Signal::derive(move || {
        let name = preview.with(|preview| preview.as_ref().map(|preview| preview.name.clone()));
        say!("How should “{name}” be read?", name = name.unwrap_or_default())
    });
    view! { class = "u",
        <Dialog open title testid="mapping-dialog" wide=true>
            {move || {
                // Built anew for each file, not for each answer about it.
                turn.track();
                let own_timezone = timezone.get_untracked();
                view! { class = "u", <Form preview draft alike own_timezone answers /> }
            }}
        </Dialog>
    }
}

/// What the dialog holds for one file.
#[component]
fn Form(
    preview: RwSignal<Option<Preview>>,
    draft: RwSignal<Mapping>,
    alike: Signal<usize>,
    own_timezone: String,
    answers: Answers,
) -> impl IntoView {
    let file = Signal::derive(move || preview.get().unwrap_or_default());
    // The question that was asked stays while its answer is being given.
    let why = choice::why(file.with_untracked(|file| file.question));
    let first = NodeRef::<html::P>::new();
    first.on_load(|first| {
        // The next file begins where the first one did; refused only for what cannot be focused.
        request_animation_frame(move || drop(first.focus()));
    });
    let is_table = memo(move || file.with(|file| !file.columns.is_empty()));
    let can_be_read = memo(move || draft.with(|draft| file.with(|file| choice::can_be_read(file, draft))));
    let summary = move || draft.with(|draft| file.with(|file| choice::summary(file, draft)));
    let for_alike = RwSignal::new(true);
    let many = memo(move || for_alike.get() && alike.get() > 0);
    let apply = move |_| {
        if can_be_read.get_untracked() {
            let mapping =
                draft.with_untracked(|draft| file.with_untracked(|file| choice::filled(file, draft)));
            answers.apply.run((mapping, many.get_untracked()));
        }
    };
    view! { class = "u",
        <form class="mapping" on:submit=move |event: ev::SubmitEvent| event.prevent_default()>
            <p class="soft mapping-why" tabindex="-1" autofocus=true node_ref=first data-testid="mapping-why">{why}</p>
            <p role="status" class="mapping-told" data-testid="mapping-told">{answers.told}</p>
            <AboutChoice file draft answers />
            <When holds=move || is_table.get()>
                <ColumnTable file draft answers />
            </When>
            <Speakers file draft />
            <div class="mapping-times">
                <DateOrderChoice file draft />
                <ZoneChoice file draft own_timezone=own_timezone.clone() />
                <GapChoice file draft />
                <EncodingChoice file draft answers />
            </div>
            <PauseSpread file />
            <p class="mapping-summary" role="status" data-ready=move || can_be_read.get().to_string()
                data-testid="mapping-summary" dir="auto">{summary}</p>
            <When holds=move || { alike.get() > 0 }>
                <label class="mapping-alike">
                    <input type="checkbox" data-testid="mapping-alike" prop:checked=for_alike
                        on:change=move |event| for_alike.set(event_target_checked(&event)) />
                    {move || plural(alike.get() as u64, "The same for {n} more file like this",
                        "The same for {n} more files like this")}
                </label>
            </When>
            <Choices file draft answers />
            <div class="mapping-answers">
                <button class="button primary" type="button" data-testid="mapping-apply"
                    aria-disabled=move || (!can_be_read.get()).to_string() on:click=apply>
                    {t("Read it like this")}
                </button>
                <button class="quiet" type="button" data-testid="mapping-skip"
                    on:click=move |_| answers.skip.run(many.get_untracked())>
                    {move || if many.get() { t("Leave these files out") } else { t("Leave this file out") }}
                </button>
            </div>
        </form>
    }
}

/// What the file holds, where its records have columns or keys.
#[component]
fn AboutChoice(file: Signal<Preview>, draft: RwSignal<Mapping>, answers: Answers) -> impl IntoView {
    let is_open =
        memo(move || file.with(|file| !file.columns.is_empty()) || draft.with(|draft| draft.about.is_some()));
    let about = memo(move || draft.with(|draft| file.with(|file| choice::about(file, draft))));
    let choose = move |event: ev::Event| {
        let chosen =
            event_target_value(&event).parse().ok().and_then(|at: usize| About::ALL.get(at).copied());
        let changed = draft.with_untracked(|draft| choice::with_about(draft, chosen.unwrap_or_default()));
        draft.set(changed.clone());
        answers.change.run(changed);
    };
    view! { class = "u",
        <When holds=move || is_open.get()>
            <label class="mapping-choice">
                <span>{t("This file holds")}</span>
                <select class="select" data-testid="mapping-about" on:change=choose>
                    {About::ALL.into_iter().enumerate().map(|(at, one)| view! { class = "u",
                        <option value=at.to_string() prop:selected=move || about.get() == one>
                            {choice::about_label(one)}
                        </option>
                    }).collect_view()}
                </select>
            </label>
        </When>
    }
}

/// What can be done with the choices besides reading: remembered, saved, taken from a file.
#[component]
fn Choices(file: Signal<Preview>, draft: RwSignal<Mapping>, answers: Answers) -> impl IntoView {
    let (input, choose) = file_input();
    let save_choices = move |_| {
        let mut chosen =
            draft.with_untracked(|draft| file.with_untracked(|file| choice::filled(file, draft)));
        // A token stands for a name in this tab alone.
        let names = chosen.speakers.iter().filter(|(name, _)| !name.starts_with('['));
        chosen.speakers = names.map(|(name, role)| (name.clone(), *role)).collect();
        let json = save::json(&chosen).unwrap_or_default();
        // A browser that refuses says so itself.
        drop(save::save("undertone-choices.json", "application/json", &json));
    };
    view! { class = "u",
        {(!held::is_one_file()).then(|| view! { class = "u",
            <label class="mapping-alike">
                <input type="checkbox" data-testid="mapping-remember" prop:checked=remembering::is_wanted()
                    on:change=move |event| remembering::want(event_target_checked(&event)) />
                {t("Remember for files of this shape")}
            </label>
        })}
        <p class="mapping-files">
            <button class="link" type="button" data-testid="save-choices" on:click=save_choices>
                {t("Save these choices as a file")}
            </button>
            <button class="link" type="button" data-testid="use-choices" on:click=move |_| choose.run(())>
                {t("Use a saved file of choices")}
            </button>
            <input class="aside" type="file" accept=".json" tabindex="-1" aria-hidden="true" data-testid="choices-input"
                node_ref=input on:change=move |_| {
                    let given = input.get_untracked().map(|input| dropped::from_input(&input));
                    if let Some(file) = given.and_then(|files| files.into_iter().next()) {
                        answers.use_file.run(file);
                    }
                } />
        </p>
    }
}

/// The first rows under their columns, each with its role above it.
#[component]
fn ColumnTable(file: Signal<Preview>, draft: RwSignal<Mapping>, answers: Answers) -> impl IntoView {
    let width = memo(move || file.with(|file| file.columns.len()));
    let height = memo(move || file.with(|file| file.rows.len()));
    let name = move |at: usize| file.with(|file| file.columns.get(at).map(|column| column.name.clone()));
    let named = move |at: usize| {
        let name = name(at).filter(|name| !name.trim().is_empty());
        name.unwrap_or_else(|| say!("column {n}", n = at + 1))
    };
    let meaning = move |at: usize| draft.with(|draft| file.with(|file| choice::column(file, draft, at)));
    let choose = move |at: usize, number: &str| {
        let meaning = number.parse::<usize>().ok().and_then(|number| Column::ALL.get(number).copied());
        let changed = draft.with_untracked(|draft| {
            file.with_untracked(|file| choice::with_column(file, draft, at, meaning))
        });
        draft.set(changed.clone());
        answers.change.run(changed);
    };
    let about = memo(move || draft.with(|draft| file.with(|file| choice::about(file, draft))));
    let offered = move |at: usize| {
        let about = about.get();
        let all = Column::ALL.into_iter().enumerate().filter(|(_, column)| about.takes(*column));
        let option = |(number, column): (usize, Column)| {
            view! { class = "u",
                <option value=number.to_string() data-role=format!("{column:?}")
                    prop:selected=move || meaning(at) == Some(column)>
                    {choice::column_label(Some(column))}
                </option>
            }
        };
        all.map(option).collect_view()
    };
    let cell = move |row: usize, at: usize| {
        file.with(|file| file.rows.get(row).and_then(|row| row.get(at)).cloned()).unwrap_or_default()
    };
    let toggle_header = move |event: ev::Event| {
        let mut changed =
            draft.with_untracked(|draft| file.with_untracked(|file| choice::filled(file, draft)));
        changed.header = Some(event_target_checked(&event));
        draft.set(changed.clone());
        answers.change.run(changed);
    };
    let view_of_cell = move |row: usize, at: usize| {
        let text = memo(move || cell(row, at));
        let is_long = move || text.with(|text| text.chars().nth(LONG).is_some());
        view! { class = "u",
            <td class="mapping-cell" dir="auto" tabindex=move || is_long().then_some("0")
                data-unread=move || meaning(at).is_none().then_some("")>{text}</td>
        }
    };
    view! { class = "u",
        <div class="mapping-scroll" role="region" tabindex="0" aria-label=t("The first rows")>
            <table class="mapping-table">
                <thead>
                    <tr>
                        <Numbered stretch=move || 0..width.get() row=move |at| view! { class = "u",
                            <th scope="col" class="mapping-column">
                                <span class="mapping-name" dir="auto" data-unnamed=move || {
                                    name(at).is_none_or(|name| name.trim().is_empty()).then_some("")
                                }>{move || named(at)}</span>
                                <select class="select" data-testid=format!("mapping-column-{at}")
                                    aria-label=move || say!("What “{name}” holds", name = named(at))
                                    on:change=move |event| choose(at, &event_target_value(&event))>
                                    <option value="" prop:selected=move || meaning(at).is_none()>
                                        {choice::column_label(None)}
                                    </option>
                                    {move || offered(at)}
                                </select>
                            </th>
                        } />
                    </tr>
                </thead>
                <tbody>
                    <Numbered stretch=move || 0..height.get() row=move |row| view! { class = "u",
                        <tr>
                            <Numbered stretch=move || 0..width.get() row=move |at| view_of_cell(row, at) />
                        </tr>
                    } />
                </tbody>
            </table>
        </div>
        <When holds=move || file.with(|file| !file.format.starts_with("JSON"))>
            <label class="mapping-header">
                <input type="checkbox" data-testid="mapping-header"
                    prop:checked=move || file.with(|file| file.header) on:change=toggle_header />
                {t("The first row names the columns")}
            </label>
        </When>
    }
}

/// Who speaks, and as what.
#[component]
fn Speakers(file: Signal<Preview>, draft: RwSignal<Mapping>) -> impl IntoView {
    let names = memo(move || {
        file.with(|file| file.speakers.iter().map(|speaker| speaker.name.clone()).collect::<Vec<_>>())
    });
    let more = memo(move || file.with(|file| file.more_speakers));
    let row = move |name: &str| {
        let name = StoredValue::new(name.to_owned());
        let of = move |file: &Preview| {
            name.with_value(|name| file.speakers.iter().find(|speaker| speaker.name == *name).cloned())
        };
        let seen = memo(move || file.with(of).map_or(0, |speaker| speaker.seen));
        let role = memo(move || {
            draft.with(|draft| file.with(|file| name.with_value(|name| choice::speaker(file, draft, name))))
        });
        let is_guess = move || {
            let chosen = draft.with(|draft| name.with_value(|name| draft.speakers.contains_key(name)));
            !chosen && file.with(of).is_some_and(|speaker| !speaker.by_rule)
        };
        let choose = move |event: ev::Event| {
            let value = event_target_value(&event);
            if let Some(role) = Role::ALL.into_iter().find(|role| role.name() == value) {
                draft.update(|draft| {
                    draft.speakers.insert(name.get_value(), role);
                });
            }
        };
        view! { class = "u",
            <li class="mapping-speaker">
                <label class="mapping-who">
                    <span class="mapping-name" dir="auto">{name.get_value()}</span>
                    <span class="soft number">{move || plural(seen.get(), "{n} message", "{n} messages")}</span>
                </label>
                <span class="tag" data-hidden=move || (!is_guess()).then_some("")>{t("a guess")}</span>
                <select class="select" data-testid="mapping-speaker" data-speaker=name.get_value()
                    aria-label=say!("Who “{name}” is", name = name.get_value()) on:change=choose>
                    {Role::ALL.into_iter().map(|of| view! { class = "u",
                        <option value=of.name() prop:selected=move || role.get() == of>
                            {choice::role_label(of)}
                        </option>
                    }).collect_view()}
                </select>
            </li>
        }
    };
    let keyed = move |name: String| KeyedRow::new(name.clone(), move || row(&name));
    view! { class = "u",
        <When holds=move || names.with(|names| !names.is_empty())>
            <section class="mapping-speakers" aria-label=t("Who speaks")>
                <h3 class="heading">{t("Who speaks")}</h3>
                <ul class="mapping-list">
                    <Keyed rows=move || names.get().into_iter().map(keyed) />
                </ul>
                <When holds=move || { more.get() > 0 }>
                    <p class="soft">
                        {move || say!("{n} more are told apart by their names and their place in the conversation.",
                            n = count(more.get()))}
                    </p>
                </When>
            </section>
        </When>
    }
}
