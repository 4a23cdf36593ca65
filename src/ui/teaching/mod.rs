//! Labels that a person teaches by examples: the list of them, the form for the next, what was corrected, and
//! the way to files and to checking. [`verdict`] is what stands beside a label in a transcript, [`check`] the
//! dialog in which a random sample is gone through.

mod check;
mod verdict;

use leptos::{ev, html};

use super::{
    labels::label_words,
    mask::masked,
    parts::Toaster,
    state::{App, Teachings},
    words,
};
use crate::{
    browser::frames,
    language::taught::{Correction, Lesson, Quality},
    query::{Field, Shape, Term, Test},
    say,
    ui::{parts::When, prelude::*},
    wire::Teaching,
    words::t,
};

pub use check::{Check, CheckDialog};
pub use verdict::{as_example, verdict};

/// The card.
#[component]
pub fn TeachingCard(
    /// The page's state.
    app: App,
) -> impl IntoView {
    let Teachings { taught, busy, wrong, .. } = app.teachings();
    let progress = move || taught.with(|taught| taught.progress.filter(|progress| progress.1 > 0));
    let unread = move || taught.with(|taught| u64::from(taught.unread));
    view! { class = "u",
        <section class="card teaching" aria-label=t("Labels of your own") data-testid="teaching"
            aria-busy=move || busy.get().to_string()
            data-took=move || taught.with(|taught| taught.took.to_string())>
            <h2 class="heading">{t("Labels of your own")}</h2>
            <p class="soft">{t("Name what matters to you and show a few messages that have it. It is learned in this tab and found in all messages.")}</p>
            <ul>{move || taught.with(|taught| taught.labels.iter().map(|label| row(app, label)).collect_view())}</ul>
            <When holds=move || unread() != 0>
                <p class="reason">{move || words::plural(
                    unread(),
                    "The words of {n} message were not kept, so it has no such label.",
                    "The words of {n} messages were not kept, so they have no such labels."
                )}</p>
            </When>
            <When holds=move || progress().is_some()>
                <p role="status">
                    {move || progress().map(|(done, of)| say!(
                        "Looking through conversations: {done} of {all}",
                        done = words::count(u64::from(done.min(of))),
                        all = words::count(u64::from(of))
                    ))} " "
                    <button class="link" type="button" on:click=move |_| app.teach(Teaching::Stop)>{t("Stop")}</button>
                </p>
            </When>
            <Form app />
            <p class="reason" role="alert">{move || wrong.get()}</p>
            <Corrections app />
            <Checks app />
            <Files app />
        </section>
        <CheckDialog app />
    }
}

/// A label: how many conversations have it, how good it is, and what can be done with it.
fn row(app: App, (lesson, quality): &(Lesson, Quality)) -> impl IntoView + use<> {
    let (name, lesson) = (lesson.name.clone(), StoredValue::new(lesson.clone()));
    let counted = {
        let name = name.clone();
        move || {
            app.report_below.with(|report| {
                let split = report.as_ref()?.board.breakdowns.get("taught_label")?;
                split.parts.iter().find(|(known, _)| *known == name).map(|part| part.1)
            })
        }
    };
    let narrow = {
        let name = name.clone();
        move |_| {
            let test = Test::OneOf(vec![name.clone()]);
            app.narrow(Term { negated: false, field: Field::Label, test });
        }
    };
    let edit = move |()| {
        lesson.with_value(|lesson| {
            let texts = [lesson.name.clone(), lesson.examples.join("\n"), lesson.others.join("\n")];
            app.teachings().draft.into_iter().zip(texts).for_each(|(draft, text)| draft.set(text));
        });
    };
    let button = |words, testid, act: Callback<()>| {
        view! { class = "u",
            <button class="link" type="button" data-testid=testid on:click=move |_| act.run(())>{words}</button>
        }
    };
    let toaster = expect_context::<Toaster>();
    let forget = move |()| {
        let lesson = lesson.get_value();
        app.teach(Teaching::Forget { name: lesson.name.clone() });
        let words = say!("The label “{name}” was forgotten.", name = lesson.name.clone());
        if lesson.examples.is_empty() {
            // It came from a file without them.
            return toaster.say(words);
        }
        toaster.undo(words, move || app.teach(Teaching::Label { lesson: lesson.clone() }));
    };
    let check = move |()| lesson.with_value(|lesson| app.check_label("label", &lesson.name));
    view! { class = "u",
        <li class="signal" data-testid="taught-label">
            <div class="bar">
                <h3 dir="auto">{name}</h3>
                <p class="soft number">
                    <button class="link" type="button" on:click=narrow>
                        {move || words::plural(counted().unwrap_or_default(), "{n} conversation", "{n} conversations")}
                    </button> " "
                    {button(t("Change"), "change-label", Callback::new(edit))} " "
                    {button(t("Check a sample"), "check-label", Callback::new(check))} " "
                    {button(t("Forget"), "forget-label", Callback::new(forget))}
                </p>
            </div>
            <p class="soft">{quality_words(*quality)}</p>
        </li>
    }
}

/// How good a label is, in words.
fn quality_words(quality: Quality) -> String {
    let percent = |share: Option<f64>| words::share(share.unwrap_or_default(), 1);
    if !quality.is_telling() {
        return say!(
            "Learned from {n}: too few to say how good it is. From 10 on it is told.",
            n = words::plural(u64::from(quality.examples), "{n} example", "{n} examples")
        );
    }
    say!(
        "Held back in turn, {hits} of {n} examples were recognised (recall {recall}), and {mistaken} of {others} other messages were taken for it (precision {precision}, F1 {f1}).",
        hits = quality.hits,
        n = quality.examples,
        recall = percent(quality.recall()),
        mistaken = quality.mistaken,
        others = words::count(u64::from(quality.others)),
        precision = percent(quality.precision()),
        f1 = percent(quality.f1())
    )
}

/// The form for the next label, or one that is changed.
#[component]
fn Form(app: App) -> impl IntoView {
    let Teachings { draft: [name, examples, others], busy, .. } = app.teachings();
    let lines = |text: RwSignal<String>| text.get_untracked().lines().map(str::to_owned).collect();
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let lesson = Lesson { name: name.get_untracked(), examples: lines(examples), others: lines(others) };
        app.teach(Teaching::Label { lesson });
    };
    let field = |text: RwSignal<String>, testid, title, rows| {
        view! { class = "u",
            <label class="setting">
                <span class="lead">{title}</span>
                <textarea class="field" rows=rows data-testid=testid prop:value=text
                    on:input=move |event| text.set(event_target_value(&event))></textarea>
            </label>
        }
    };
    view! { class = "u",
        <form class="form" on:submit=submit>
            <label class="setting">
                <span class="lead">{t("Name of the label")}</span>
                <input class="field" type="text" maxlength="60" data-testid="label-name" prop:value=name
                    on:input=move |event| name.set(event_target_value(&event)) />
            </label>
            {field(examples, "label-examples", t("Messages that have it, one a line; at least 3"), "4")}
            {field(others, "label-others", t("Messages that look like it and do not have it, one a line"), "2")}
            <div class="dialog-actions">
                <button class="button primary" type="submit" data-testid="teach" disabled=move || busy.get()>{t("Teach")}</button>
            </div>
        </form>
    }
}

/// What was corrected, and the way back.
#[component]
fn Corrections(app: App) -> impl IntoView {
    let taught = app.teachings().taught;
    let n = move || taught.with(|taught| taught.corrections.len() as u64);
    let one = move |(at, correction): (usize, &Correction)| {
        let words = |target: crate::language::taught::Target| {
            let (of, label) = target.names();
            label_words(of, label).unwrap_or(label)
        };
        let label = words(correction.target);
        let said = match correction.instead {
            Some(instead) => say!("not {label}, but {instead}", label = label, instead = words(instead)),
            None if correction.has => say!("is {label}", label = label),
            None => say!("not {label}", label = label),
        };
        view! { class = "u",
            <li>
                <span dir="auto">{masked(&correction.text)}</span> " " <span class="tag">{said}</span> " "
                <button class="link" type="button" data-testid="take-back"
                    on:click=move |_| app.teach(Teaching::TakeBack { which: Some(at as u32) })>{t("Undo")}</button>
            </li>
        }
    };
    view! { class = "u",
        <When holds=move || n() != 0>
            <details data-testid="corrections">
                <summary>{move || words::plural(n(), "{n} correction", "{n} corrections")}</summary>
                <p class="soft">{t("Each holds of its message, and of messages by the same side that say nearly the same.")}</p>
                <ul>{move || taught.with(|taught| taught.corrections.iter().enumerate().map(one).collect_view())}</ul>
            </details>
        </When>
    }
}

/// Which label of the model is checked on a random sample.
#[component]
fn Checks(app: App) -> impl IntoView {
    let chosen = RwSignal::new(String::new());
    let begin = move |event: ev::Event| {
        chosen.set(event_target_value(&event));
        if let Some((of, label)) = chosen.get_untracked().split_once(':') {
            app.check_label(of, label);
        }
        // So that the same can be chosen again.
        frames::later(move || drop(chosen.try_set(String::new())));
    };
    let kinds = [Field::Segment, Field::Signal, Field::Emotion, Field::Mood, Field::Act];
    let options = kinds.into_iter().flat_map(|field| {
        let Shape::Listed(labels) = field.shape() else { return Vec::new() };
        let of = field.name();
        labels
            .iter()
            .map(|label| (format!("{of}:{label}"), label_words(of, label).unwrap_or(label)))
            .collect()
    });
    view! { class = "u",
        <label class="setting">
            <span class="lead">{t("Check a label of the model on a random sample")}</span>
            <select class="select" data-testid="check-which" prop:value=chosen on:change=begin>
                <option value="">{t("Choose a label")}</option>
                {options.map(|(value, words)| view! { class = "u", <option value=value>{words}</option> }).collect_view()}
            </select>
            <span class="soft">{t("You say of message after message whether it has it. That gives the rate corrected, with an interval.")}</span>
        </label>
    }
}

/// To a file and from one.
#[component]
fn Files(app: App) -> impl IntoView {
    let (with_texts, input) = (RwSignal::new(false), NodeRef::<html::Input>::new());
    let load = move |_| {
        let file = input.get_untracked().and_then(|input| {
            let file = input.files()?.get(0);
            input.set_value("");
            file
        });
        app.teach_with(Teaching::Load, &file.into_iter().collect::<Vec<_>>());
    };
    view! { class = "u",
        <div class="bar">
            <button class="button" type="button" data-testid="save-labels"
                on:click=move |_| app.save_labels(with_texts.get_untracked())>{t("Save labels to a file")}</button>
            <label class="check">
                <input type="checkbox" data-testid="with-examples" prop:checked=with_texts
                    on:change=move |event| with_texts.set(event_target_checked(&event)) />
                <span>{t("with examples and corrections, masked")}</span>
            </label>
            <label class="check push">
                <span>{t("Use labels of a file:")}</span>
                <input type="file" data-testid="load-labels" node_ref=input on:change=load />
            </label>
        </div>
    }
}
