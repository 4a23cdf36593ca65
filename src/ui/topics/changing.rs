//! What a person does to a topic: a menu in its row, and the question that some of it needs.

use leptos::ev;

use crate::{
    say,
    topics::{Act, Edit, Topic, Wanted},
    ui::{
        parts::{Dialog, Menu, MenuItem, Toaster, When},
        prelude::*,
        reactive::{effect, memo},
        state::App,
    },
    words::t,
};

use super::{Cell, SheetRow};

/// Colours of topics: their numbers go round these.
const HUES: u32 = 8;

/// What is being done, with which topic.
pub type Doing = Option<(Act, Topic)>;

/// What stands at the end of a row: the topic's colour, its most typical request, and what can be done with it.
pub fn beside(app: App, _: &str, row: &SheetRow) -> AnyView {
    let Some(Cell::Text(name)) = row.cells.first() else { return ().into_any() };
    let Some(topic) = app.topic_named(name) else { return ().into_any() };
    let (toaster, doing) = (expect_context::<Toaster>(), expect_context::<RwSignal<Doing>>());
    let (hue, quote) = ((topic.id % HUES).to_string(), topic.quote.clone());
    let label = say!("Change the topic {name}", name = topic.name.clone());
    let items = Signal::derive(move || items(app, toaster, doing, &topic));
    view! { class = "u",
        <div class="topic-end">
            <span class="topic-dot" data-hue=hue aria-hidden="true"></span>
            <q class="topic-quote soft" dir="auto" title=quote.clone()>{quote.clone()}</q>
            <Menu label items testid="topic-menu" />
        </div>
    }
    .into_any()
}

fn items(app: App, toaster: Toaster, doing: RwSignal<Doing>, topic: &Topic) -> Vec<MenuItem> {
    let ask = |act: Act, icon, label: &str, topic: &Topic| {
        let topic = topic.clone();
        let action = Callback::new(move |()| doing.set(Some((act, topic.clone()))));
        MenuItem { icon, label: label.to_owned(), action }
    };
    let at_once = |act: Act, icon, label: &str, said: &'static str, topic: &Topic| {
        let at = topic.meaning.clone();
        let action = Callback::new(move |()| {
            let edit = Edit { act, at: at.clone(), ..Edit::default() };
            let before = app.change_topics(|wanted| wanted.edits.push(edit));
            undoable(app, toaster, said, before);
        });
        MenuItem { icon, label: label.to_owned(), action }
    };
    let mut items = vec![
        ask(Act::Rename, "pencil", t("Rename"), topic),
        ask(Act::Merge, "plus", t("Merge with another"), topic),
    ];
    if topic.parts {
        items.push(at_once(Act::Split, "copy", t("Split in two"), t("The topic is split."), topic));
    }
    if topic.pinned {
        items.push(at_once(
            Act::Pin,
            "arrow-down",
            t("No longer on top"),
            t("It stands by its size again."),
            topic,
        ));
    } else {
        items.push(at_once(Act::Pin, "arrow-up", t("Keep on top"), t("It stays on top."), topic));
    }
    items.push(at_once(Act::Exclude, "x", t("Leave out"), t("The topic is left out."), topic));
    items
}

/// Says what was done, and offers to take it back.
pub fn undoable(app: App, toaster: Toaster, said: &'static str, before: Wanted) {
    toaster.undo(said, move || {
        let (number, edits) = (before.number, before.edits.clone());
        app.change_topics(|wanted| (wanted.number, wanted.edits) = (number, edits));
    });
}

/// The question what a topic is to be called, or which other one it is the same as.
#[component]
pub fn Changing(
    /// The page's state.
    app: App,
    /// What is being done.
    changing: RwSignal<Doing>,
) -> impl IntoView {
    let toaster = expect_context::<Toaster>();
    let open = RwSignal::new(false);
    effect(move || open.set(changing.with(Option::is_some)));
    effect(move || {
        // Only where something is being done: each effect listens to the other's.
        if !open.get() && changing.with_untracked(Option::is_some) {
            changing.set(None);
        }
    });
    let act = memo(move || changing.with(|doing| doing.as_ref().map(|(act, _)| *act)));
    let name = memo(move || {
        changing.with(|doing| doing.as_ref().map(|(_, topic)| topic.name.clone()).unwrap_or_default())
    });
    let title = Signal::derive(move || match act.get() {
        Some(Act::Merge) => say!("Merge “{name}” with", name = name.get()),
        _ => say!("Rename “{name}”", name = name.get()),
    });
    let others = memo(move || {
        let (own, shown) = (name.get(), app.topics().shown.get().unwrap_or_default());
        let mut names: Vec<String> = shown.arranged.topics.iter().map(|topic| topic.name.clone()).collect();
        names.retain(|name| *name != own);
        crate::order::sort_by(&mut names, Ord::cmp);
        names
    });
    let written = RwSignal::new(String::new());
    effect(move || {
        let first = others.with(|others| others.first().cloned().unwrap_or_default());
        written.set(if act.get() == Some(Act::Merge) { first } else { name.get() });
    });
    let done = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let Some((act, topic)) = changing.get_untracked() else { return };
        let text = written.get_untracked().trim().to_owned();
        let (edit, said) = if act == Act::Merge {
            let Some(other) = app.topic_named(&text) else { return };
            (
                Edit { act, at: topic.meaning, with: other.meaning, ..Edit::default() },
                t("The topics are one."),
            )
        } else {
            (Edit { act, at: topic.meaning, name: text, ..Edit::default() }, t("The topic is renamed."))
        };
        let before = app.change_topics(|wanted| wanted.edits.push(edit));
        undoable(app, toaster, said, before);
        open.set(false);
    };
    let option = |name: String| view! { class = "u", <option value=name.clone()>{name.clone()}</option> };
    view! { class = "u",
        <Dialog open title testid="topic-dialog">
            <form class="stack" on:submit=done>
                <When
                    holds=move || act.get() == Some(Act::Merge)
                    otherwise=move || view! { class = "u",
                        <input class="field" type="text" data-testid="topic-name" maxlength="80" autofocus=true
                            aria-label=t("Name of the topic") prop:value=move || written.get()
                            on:input=move |event| written.set(event_target_value(&event)) />
                    }
                >
                    <select class="select" data-testid="topic-other" aria-label=t("The other topic")
                        on:change=move |event: ev::Event| written.set(event_target_value(&event))>
                        {move || others.get().into_iter().map(option).collect_view()}
                    </select>
                </When>
                <div class="dialog-actions">
                    <button class="button primary" type="submit" data-testid="topic-done">{t("Do it")}</button>
                </div>
            </form>
        </Dialog>
    }
}
