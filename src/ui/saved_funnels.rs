//! Funnels that a person keeps under names of their own, with goals and amounts: in this browser, and in the file of these.

use leptos::ev;

use super::{
    parts::{Dialog, Toaster, When},
    state::App,
};
use crate::{
    browser::held,
    insight::FunnelAsked,
    plan::{MOST_FUNNELS, NamedFunnel, check_funnel_name},
    query::{Columns, Filter, Funnel},
    say,
    ui::{prelude::*, reactive::memo},
    words::{t, tr},
};

/// All of them, by their names.
pub fn all(app: App) -> Vec<(String, FunnelAsked)> {
    app.planning().plan.with(|plan| plan.funnels.iter().filter_map(asked).collect())
}

/// Whether two ask for the same, whatever they are compared with.
pub fn is_same(one: &FunnelAsked, other: &FunnelAsked) -> bool {
    (&one.steps, one.strict, one.within, one.by_user)
        == (&other.steps, other.strict, other.within, other.by_user)
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
    let forget = move |_| {
        let Some(name) = known.get_untracked() else { return };
        let before = app.planning().plan.with_untracked(|plan| plan.funnels.clone());
        app.change_funnels(|plan| plan.funnels.retain(|funnel| funnel.name != name));
        toaster.undo(say!("The funnel “{name}” was forgotten.", name = name), move || {
            app.change_funnels(|plan| plan.funnels.clone_from(&before));
        });
    };
    let ask = move |_| {
        wrong.set(String::new());
        open.set(true);
    };
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let chosen = name.get_untracked().trim().to_owned();
        let plan = app.planning().plan;
        let is_full =
            plan.with_untracked(|plan| plan.funnels.len() >= MOST_FUNNELS && plan.funnel(&chosen).is_none());
        let refused = match (check_funnel_name(&chosen), kept(&chosen, &shown.get_untracked())) {
            (Err(because), _) => because.said(tr),
            (_, None) => t("No step is written yet.").to_owned(),
            _ if is_full => t("There is room for no further funnel; forget one first.").to_owned(),
            (Ok(()), Some(funnel)) => {
                app.change_funnels(|plan| plan.keep_funnel(funnel));
                open.set(false);
                name.set(String::new());
                return toaster.say(say!("The funnel is kept as “{name}”.", name = chosen));
            }
        };
        wrong.set(refused);
    };
    view! { class = "u",
        <When
            holds=move || known.with(Option::is_some)
            otherwise=move || view! { class = "u",
                <button class="button" type="button" data-testid="keep-this-funnel" on:click=ask>
                    {t("Keep this funnel")}
                </button>
            }
        >
            <button class="button" type="button" data-testid="forget-funnel" on:click=forget>
                {move || say!("Forget “{name}”", name = known.get().unwrap_or_default())}
            </button>
        </When>
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
