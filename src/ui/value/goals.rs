//! Goals, edited in place: name, condition, what one is worth.

use std::sync::Arc;

use leptos::ev;

use super::amount;
use crate::{
    browser::{frames, history::Entry, tab},
    insight::FunnelAsked,
    plan::{Goal, MOST_GOALS, Plan, SUGGESTED, check_filter},
    query::{Field, Filter, MOST_STEPS, Term, Test},
    say,
    ui::{
        parts::{Icon, Toaster, completion::taken},
        prelude::*,
        state::App,
        suggest,
        view::Place,
        words,
    },
    words::t,
};

/// The card.
#[component]
pub fn Goals(
    /// The page's state.
    app: App,
) -> impl IntoView {
    let planning = app.planning();
    let rows = move || {
        planning.drawn.get();
        let goals = planning.plan.with_untracked(|plan| plan.goals.clone());
        goals.into_iter().enumerate().map(|(at, goal)| row(app, at, goal)).collect_view()
    };
    let add = move |name: &str, filter: &str| {
        let goal = Goal { name: name.to_owned(), filter: filter.to_owned(), value: None };
        let at = planning.plan.with_untracked(|plan| plan.goals.len());
        app.change_plan(|plan| plan.goals.push(goal));
        focus(&name_id(at));
    };
    let is_full = move || planning.plan.with(|plan| plan.goals.len() >= MOST_GOALS);
    let suggested = move || {
        planning.drawn.get();
        let names = planning.plan.with_untracked(Plan::names);
        let offered = suggestions().into_iter().filter(|(name, _)| !names.iter().any(|known| known == name));
        offered
            .map(|(name, filter)| {
                view! { class = "u",
                    <button class="quiet" type="button" data-testid="suggested-goal" title=filter
                        on:click=move |_| add(name, filter)>
                        <Icon name="plus" /> <span>{name}</span>
                    </button>
                }
            })
            .collect_view()
    };
    let is_single = move || planning.plan.with(|plan| plan.goals.len() < 2);
    let as_funnel = move |_| {
        let names = planning.plan.with_untracked(Plan::names);
        let goal = |name: &String| {
            let test = Test::OneOf(vec![name.clone()]);
            Filter::default().with(Term { negated: false, field: Field::Goal, test }).to_string()
        };
        let steps = names.iter().filter(|name| !name.is_empty()).map(goal).take(MOST_STEPS).collect();
        let asked = FunnelAsked { steps, ..FunnelAsked::default() };
        app.change(Entry::New, |view| {
            (view.place, view.funnel) = (Place::Funnels, Some(Arc::new(asked)));
            view.shut();
        });
        tab::to_top();
    };
    view! { class = "u",
        <section class="card" aria-label=t("Goals") data-testid="goals-editor">
            <h2 class="heading">{t("Goals")}</h2>
            <p class="soft">{t("What conversations are to reach, as a condition in the language of the filter. A goal that is reached counts as resolved, unless the source, a rating or an answer says otherwise.")}</p>
            <div class="plan-rows">{rows}</div>
            <div class="bar" hidden=is_full>
                <button class="button" type="button" id=ADD data-testid="add-goal" on:click=move |_| add("", "")>{t("Add a goal")}</button>
                {suggested}
            </div>
            <div hidden=is_single>
                <button class="link" type="button" data-testid="goals-funnel" on:click=as_funnel>{t("The goals as steps of a funnel")}</button>
            </div>
        </section>
    }
}

/// The button that adds one.
const ADD: &str = "add-goal";

/// The id of the name of a goal, by its place.
fn name_id(at: usize) -> String {
    format!("goal-name-{at}")
}

/// Puts the focus where the rows, drawn anew, have it.
fn focus(id: &str) {
    let id = id.to_owned();
    frames::later(move || tab::focus(&id));
}

/// Goals that shops often have, named in the reader's words.
fn suggestions() -> [(&'static str, &'static str); SUGGESTED.len()] {
    let names = [t("product details"), t("add to cart"), t("checkout"), t("purchase"), t("lead")];
    std::array::from_fn(|at| (names[at], SUGGESTED[at].1))
}

/// A goal.
fn row(app: App, at: usize, goal: Goal) -> impl IntoView {
    let planning = app.planning();
    let toaster = expect_context::<Toaster>();
    let edit = move |change: &dyn Fn(&mut Goal)| {
        app.edit_plan(|plan| plan.goals.get_mut(at).into_iter().for_each(change));
    };
    // What is wrong with the name first; of what was just added nothing is said yet.
    let wrong = move || {
        planning.plan.with(|plan| {
            let goal = plan.goals.get(at).filter(|goal| !goal.name.is_empty() || !goal.filter.is_empty())?;
            let name = plan.check_name(at).err();
            name.or_else(|| check_filter(&goal.filter).err().map(|(_, because)| because))
        })
    };
    let remove = move |_| {
        let before = planning.plan.get_untracked();
        let name = before.goals.get(at).map(|goal| goal.name.clone()).unwrap_or_default();
        app.change_plan(|plan| drop(plan.goals.remove(at)));
        focus(ADD);
        toaster.undo(say!("The goal “{name}” was removed.", name = name), move || {
            app.change_plan(|plan| plan.goals.clone_from(&before.goals));
        });
    };
    let raise = move |_| {
        if at > 0 {
            app.change_plan(|plan| plan.goals.swap(at - 1, at));
            focus(&name_id(at - 1));
        }
    };
    // What could stand at the end of the condition, as the filter line would complete it.
    let offered = RwSignal::new(Vec::<(String, String)>::new());
    let offer = move |line: &str| {
        let caret = line.chars().count();
        let found = app.report.with_untracked(|report| match report.as_deref() {
            Some(report) => suggest::suggestions(line, caret, &report.facets),
            None => Vec::new(),
        });
        offered.set(found.into_iter().map(|found| (taken(line, caret, &found).0, found.detail)).collect());
    };
    let list = format!("goal-conditions-{at}");
    let text = {
        let list = list.clone();
        move |label, testid: &'static str, value: String, set: fn(&mut Goal, String)| {
            let completes = testid == "goal-filter";
            let typed = move |event: ev::Event| {
                let text = event_target_value(&event);
                if completes {
                    offer(&text);
                }
                edit(&|goal| set(goal, text.clone()));
            };
            view! { class = "u",
                <input class="field" type="text" autocomplete="off" spellcheck="false" dir="auto" data-testid=testid
                    id=(!completes).then(|| name_id(at)) list=completes.then(|| list.clone()) aria-label=label placeholder=label prop:value=value on:input=typed />
            }
        }
    };
    let options = move || {
        let option =
            |(value, label): (String, String)| view! { class = "u", <option value=value>{label}</option> };
        offered.get().into_iter().map(option).collect_view()
    };
    view! { class = "u",
        <div class="plan-row" data-testid="goal">
            {text(t("Name of the goal"), "goal-name", goal.name, |goal, text| goal.name = text)}
            {text(t("Condition, such as tag:order"), "goal-filter", goal.filter, |goal, text| goal.filter = text)}
            {amount(t("What one is worth"), "goal-value".into(), goal.value, move |value| edit(&|goal| goal.value = value))}
            <button class="icon-button" type="button" data-testid="raise-goal" disabled=at == 0
                aria-label=t("Move this goal up") title=t("Move this goal up") on:click=raise><Icon name="arrow-up" /></button>
            <button class="icon-button" type="button" data-testid="remove-goal" aria-label=t("Remove this goal")
                title=t("Remove this goal") on:click=remove><Icon name="x" /></button>
            <datalist id=list>{options}</datalist>
            <p class="reason" role="status" data-testid="goal-wrong">
                {move || wrong().map(|because| words::said(&because))}
            </p>
        </div>
    }
}
