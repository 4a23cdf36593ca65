//! Beside a label in a transcript: right, or wrong, and what it is instead. And the way by which a message
//! becomes an example.

use crate::{
    language::taught::Target,
    query::{Field, Shape},
    say,
    ui::{
        labels::label_words,
        parts::{Icon, Toaster, When},
        prelude::*,
        state::App,
    },
    wire::Teaching,
    words::t,
};

/// The control of one label of a line. It shows what was said at once; the figures follow.
pub fn verdict(
    app: App,
    (conversation, line): (u32, u32),
    text: StoredValue<String>,
    target: Target,
) -> impl IntoView + use<> {
    let toaster = expect_context::<Toaster>();
    let (right, wrong) = (RwSignal::new(false), RwSignal::new(false));
    let (of, label) = target.names();
    let words = label_words(of, label).unwrap_or(label);
    let tell = move |has: bool, instead: Option<String>| {
        right.set(has);
        wrong.set(!has);
        let message = text.get_value();
        let back = move || {
            let which = app.teachings().taught.with_untracked(|taught| {
                taught.corrections.iter().rposition(|known| known.text == message && known.target == target)
            });
            right.try_set(false);
            wrong.try_set(false);
            if let Some(at) = which {
                app.teach(Teaching::TakeBack { which: Some(at as u32) });
            }
        };
        toaster.undo(t("Noted. It counts for this message and those that say nearly the same."), back);
        let (of, label) = (of.to_owned(), label.to_owned());
        app.teach(Teaching::Correct { conversation, line, of, label, has, instead });
    };
    let button = |has: bool, icon, name: String| {
        view! { class = "u",
            <button class="icon-button" type="button" aria-label=name.clone() title=name
                data-testid=if has { "right" } else { "wrong" }
                aria-pressed=move || (if has { right } else { wrong }).get().to_string()
                on:click=move |_| tell(has, None)><Icon name=icon /></button>
        }
    };
    let others = move || {
        let listed = match Field::of_name(of).map(Field::shape) {
            Some(Shape::Listed(listed)) => listed,
            _ => &[],
        };
        let option = |name: &&'static str| {
            view! { class = "u", <option value=*name>{label_words(of, name).unwrap_or(name)}</option> }
        };
        listed.iter().filter(|name| **name != label).map(option).collect_view()
    };
    view! { class = "u",
        <span class="verdict" data-wrong=move || wrong.get().then_some("")>
            {button(true, "check", say!("“{label}” is right", label = words))}
            {button(false, "x", say!("“{label}” is wrong", label = words))}
            <When holds=move || wrong.get()>
                <select class="select" aria-label=t("What it is instead") data-testid="instead"
                    on:change=move |event| {
                        let chosen = event_target_value(&event);
                        tell(false, Some(chosen).filter(|chosen| !chosen.is_empty()));
                    }>
                    <option value="">{t("Instead: nothing")}</option>
                    {others()}
                </select>
            </When>
        </span>
    }
}

/// Puts a message among the examples of the label that is being written.
pub fn as_example(app: App, text: String) -> impl IntoView {
    let toaster = expect_context::<Toaster>();
    view! { class = "u",
        <button class="link" type="button" data-testid="as-example" on:click=move |_| {
            let text = text.replace('\n', " ");
            app.teachings().draft[1].update(|draft| {
                if !draft.is_empty() && !draft.ends_with('\n') {
                    draft.push('\n');
                }
                draft.push_str(&text);
            });
            toaster.say(t("It is among the examples of the next label, on the place Signals."));
        }>{t("Use as example")}</button>
    }
}
