//! Names: what competitors, products, plans and features are called, each list edited in place.

use leptos::ev;

use crate::{
    language::EntityKind,
    plan::{check_listed, list_key},
    say,
    ui::{
        parts::{Icon, Toaster},
        prelude::*,
        state::App,
        words,
    },
    words::t,
};

/// The lists, each with what is said of it.
fn lists() -> [(EntityKind, &'static str, &'static str); 4] {
    [
        (EntityKind::Competitor, t("Competitors and their products"), t("Add a competitor")),
        (EntityKind::Product, t("Products of your own"), t("Add a product")),
        (EntityKind::Plan, t("Plans and tiers"), t("Add a plan")),
        (EntityKind::Feature, t("Features"), t("Add a feature")),
    ]
}

/// The card.
#[component]
pub fn Names(
    /// The page's state.
    app: App,
) -> impl IntoView {
    let all = lists().map(|(kind, title, add)| list(app, kind, (title, add)));
    view! { class = "u",
        <section class="card" aria-label=t("Names") data-testid="names-editor">
            <h2 class="heading">{t("Names")}</h2>
            <p class="soft">{t("What is called so in messages is that, in whatever capitals: “entity:” in the filter and the tables of signals go by it. Several are divided by commas.")}</p>
            <div class="names">{all.into_iter().collect_view()}</div>
        </section>
    }
}

fn list(app: App, kind: EntityKind, (title, add): (&'static str, &'static str)) -> impl IntoView {
    let planning = app.planning();
    let toaster = expect_context::<Toaster>();
    let key = list_key(kind);
    let (typed, wrong) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let names = move || {
        planning.drawn.get();
        planning.plan.with_untracked(|plan| {
            let mut lists = plan.lists.clone();
            lists.of_kind_mut(kind).map(std::mem::take).unwrap_or_default()
        })
    };
    let set = move |names: Vec<String>| {
        app.change_plan(|plan| {
            plan.lists.of_kind_mut(kind).into_iter().for_each(|list| list.clone_from(&names));
        });
    };
    // What can be used is taken; what cannot stays to be written otherwise.
    let take = move || {
        let (mut left, mut why) = (Vec::new(), None);
        for name in typed.get_untracked().split(',').map(str::trim).filter(|name| !name.is_empty()) {
            let checked = planning.plan.with_untracked(|plan| check_listed(name, plan.lists.names()));
            match checked {
                Ok(()) => app.change_plan(|plan| {
                    plan.lists.of_kind_mut(kind).into_iter().for_each(|list| list.push(name.to_owned()));
                }),
                Err(because) => {
                    why = why.or(Some(because));
                    left.push(name.to_owned());
                }
            }
        }
        typed.set(left.join(", "));
        wrong.set(why.map(|why| words::said(&why)).unwrap_or_default());
    };
    let row = move |name: String| {
        let label = say!("Remove “{name}”", name = name);
        let shown = name.clone();
        let remove = move |_| {
            let before = names();
            set(before.iter().filter(|known| **known != name).cloned().collect());
            toaster.undo(say!("“{name}” was removed.", name = name), move || set(before.clone()));
        };
        view! { class = "u",
            <li class="named">
                <span dir="auto">{shown}</span>
                <button class="icon-button" type="button" data-testid="remove-name" aria-label=label.clone() title=label
                    on:click=remove><Icon name="x" /></button>
            </li>
        }
    };
    let on_key = move |event: ev::KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            take();
        }
    };
    view! { class = "u",
        <section class="name-list" aria-label=title data-testid=format!("names-{key}")>
            <h3>{title}</h3>
            <ul class="named-all">{move || names().into_iter().map(row).collect_view()}</ul>
            <div class="bar">
                <input class="field" type="text" autocomplete="off" spellcheck="false" dir="auto" data-testid="new-name"
                    aria-label=add placeholder=add prop:value=typed
                    on:input=move |event: ev::Event| typed.set(event_target_value(&event)) on:keydown=on_key />
                <button class="button" type="button" data-testid="add-name" on:click=move |_| take()>{t("Add")}</button>
            </div>
            <p class="reason" role="status" data-testid="name-wrong">{move || wrong.get()}</p>
        </section>
    }
}
