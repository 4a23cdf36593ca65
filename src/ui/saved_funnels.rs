//! Funnels that a person keeps under names of their own, with goals and amounts: in this browser, and in the file of these.

use leptos::ev;

use super::{
    parts::{Dialog, Toaster},
    state::{App, Planning},
    suggest,
};
use crate::{
    browser::held,
    insight::FunnelAsked,
    plan::{MOST_FUNNELS, NamedFunnel, check_funnel_name},
    query::{Columns, Filter, Funnel},
    say,
    text::lowered,
    ui::{prelude::*, reactive::memo},
    words::{t, tr},
};

/// All of them, by their names.
pub fn all(app: App) -> Vec<(String, FunnelAsked)> {
    app.planning().plan.with(|plan| plan.funnels.iter().filter_map(asked).collect())
}

/// Whether two ask for the same, whatever they are compared with, and whatever is not written yet.
pub fn is_same(one: &FunnelAsked, other: &FunnelAsked) -> bool {
    let written = |asked: &'_ FunnelAsked| -> Vec<String> {
        asked.steps.iter().filter(|step| !step.is_empty()).cloned().collect()
    };
    (written(one), one.strict, one.within, one.by_user)
        == (written(other), other.strict, other.within, other.by_user)
}

/// Why a funnel cannot be asked of these data: they lack a column that it names. `None` where it can.
pub fn unknown(app: App, asked: &FunnelAsked) -> Option<String> {
    app.report.with(|report| {
        let facets = report.as_deref().map(|report| &report.facets).filter(|facets| !facets.is_empty())?;
        let columns: Vec<&str> = suggest::columns(facets).collect();
        let read = |step: &String| Funnel::parse_step(step, Columns::These(&columns)).err();
        asked
            .steps
            .iter()
            .filter(|step| !step.is_empty())
            .find_map(read)
            .map(|wrong| wrong.sentence().said(tr))
    })
}

fn asked(kept: &NamedFunnel) -> Option<(String, FunnelAsked)> {
    let Funnel { strict, within, steps } = Funnel::parse(&kept.steps, Columns::Any).ok()?;
    let steps = steps.iter().map(Filter::to_string).collect();
    let asked = FunnelAsked { steps, strict, within, by_user: kept.by_user, ..FunnelAsked::default() };
    Some((kept.name.clone(), asked))
}

/// A funnel as it is kept; `None` where no step is written yet.
fn kept(name: &str, asked: &FunnelAsked) -> Option<NamedFunnel> {
    let written = asked.steps.iter().filter(|step| !step.is_empty());
    let steps: Option<Vec<Filter>> =
        written.map(|step| Filter::parse_with(step, Columns::Any).ok()).collect();
    let funnel = Funnel { strict: asked.strict, within: asked.within, steps: steps? };
    let steps = (!funnel.steps.is_empty()).then(|| funnel.to_string())?;
    Some(NamedFunnel { name: name.to_owned(), steps, by_user: asked.by_user })
}

/// Keeps the funnel on screen under a name, or forgets the one that it is.
#[component]
pub fn Saved(
    /// The page's state.
    app: App,
    /// The funnel on screen.
    shown: Signal<FunnelAsked>,
) -> impl IntoView {
    let toaster = expect_context::<Toaster>();
    let open = RwSignal::new(false);
    let name = RwSignal::new(String::new());
    let wrong = RwSignal::new(String::new());
    let known = memo(move || {
        let shown = shown.get();
        all(app).into_iter().find(|(_, asked)| is_same(asked, &shown)).map(|(name, _)| name)
    });
    let put_back = move |at: usize, funnel: NamedFunnel| {
        app.change_funnels(|plan| {
            plan.funnels.retain(|known| lowered(&known.name) != lowered(&funnel.name));
            if plan.funnels.len() < MOST_FUNNELS {
                plan.funnels.insert(at.min(plan.funnels.len()), funnel);
            }
        });
    };
    let forget = move |name: &str| {
        let plan = app.planning().plan;
        let found = plan.with_untracked(|plan| {
            let at = plan.funnels.iter().position(|funnel| funnel.name == name)?;
            Some((at, plan.funnels[at].clone()))
        });
        let Some((at, funnel)) = found else { return };
        app.change_funnels(|plan| drop(plan.funnels.remove(at)));
        toaster.undo(say!("The funnel “{name}” was forgotten.", name = name), move || {
            put_back(at, funnel.clone());
        });
    };
    // One button with two meanings, so that who pressed it is still at it.
    let press = move |_| {
        if let Some(name) = known.get_untracked() {
            forget(&name);
        } else {
            wrong.set(String::new());
            open.set(true);
        }
    };
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let chosen = name.get_untracked().trim().to_owned();
        let Planning { plan, wrong: fault, .. } = app.planning();
        let before = plan.with_untracked(|plan| {
            let at = plan.funnels.iter().position(|funnel| lowered(&funnel.name) == lowered(&chosen))?;
            Some((at, plan.funnels[at].clone()))
        });
        let is_full = before.is_none() && plan.with_untracked(|plan| plan.funnels.len() >= MOST_FUNNELS);
        let refused = match (check_funnel_name(&chosen), kept(&chosen, &shown.get_untracked())) {
            (Err(because), _) => because.said(tr),
            (_, None) => t("No step is written yet.").to_owned(),
            _ if is_full => t("There is room for no further funnel; forget one first.").to_owned(),
            (Ok(()), Some(funnel)) => {
                if !app.change_funnels(|plan| plan.keep_funnel(funnel)) {
                    let fault = fault.get_untracked();
                    wrong.set(say!("It is kept once goals and amounts can be used: {fault}", fault = fault));
                    return;
                }
                open.set(false);
                name.set(String::new());
                let done = say!("The funnel is kept as “{name}”.", name = chosen);
                return match before {
                    // Another one stood under this name.
                    Some((at, before)) => toaster.undo(done, move || put_back(at, before.clone())),
                    None => toaster.say(done),
                };
            }
        };
        wrong.set(refused);
    };
    view! { class = "u",
        <button class="button" type="button" on:click=press
            data-testid=move || if known.with(Option::is_some) { "forget-funnel" } else { "keep-this-funnel" }>
            {move || match known.get() {
                Some(name) => say!("Forget “{name}”", name = name),
                None => t("Keep this funnel").to_owned(),
            }}
        </button>
        <Dialog open title=t("Keep this funnel") testid="save-funnel">
            <form class="form" on:submit=submit>
                <p class="sentence number">
                    {move || kept("", &shown.get()).map(|funnel| funnel.steps).unwrap_or_default()}
                </p>
                <label class="setting">
                    <span class="lead">{t("Name")}</span>
                    <input class="field" type="text" autofocus maxlength="60" data-testid="funnel-name"
                        prop:value=name on:input=move |event| name.set(event_target_value(&event)) />
                    <span class="soft">
                        {if held::is_one_file() {
                            t("It is kept until this tab is closed, and in the file of goals and amounts where you save that.")
                        } else {
                            t("It is kept in this browser, with the words in it, until you forget it, and in the file of goals and amounts where you save that.")
                        }}
                    </span>
                </label>
                <p class="reason" role="alert">{move || wrong.get()}</p>
                <div class="dialog-actions">
                    <button class="button primary" type="submit" data-testid="keep-funnel">{t("Keep")}</button>
                </div>
            </form>
        </Dialog>
    }
}
