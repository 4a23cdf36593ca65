//! Campaigns on the time axis: named, shown, looked at beside as many days before, and let go.

use leptos::ev;

use super::{
    boards::of_days,
    campaigns::{MOST_CAMPAIGNS, with, written},
    parts::{Icon, Toaster},
    state::App,
};
use crate::{
    browser::tab,
    charts::Campaign,
    say,
    ui::{parts::When, prelude::*, reactive::memo},
    words::t,
};

/// Where they are kept.
pub const KEPT: &str = "undertone-campaigns";

/// The campaigns, and the form that makes one of the days that are looked at.
#[component]
pub fn Campaigns(
    /// The page's state.
    app: App,
) -> impl IntoView {
    let toaster = expect_context::<Toaster>();
    let campaigns = app.campaigns();
    let put = move |changed: Vec<Campaign>| {
        tab::keep(KEPT, &written(&changed));
        campaigns.set(changed);
    };
    let window = memo(move || app.view.with(|view| view.filter.window()));
    let name = RwSignal::new(String::new());
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let chosen = name.get_untracked().trim().to_owned();
        let Some(days) = window.get_untracked().filter(|_| !chosen.is_empty()) else { return };
        put(with(campaigns.get_untracked(), &chosen, days));
        name.set(String::new());
    };
    let is_full = move || campaigns.with(|known| known.len() >= MOST_CAMPAIGNS);
    let row = move |campaign: Campaign| {
        let Campaign { name, days } = campaign;
        let (shown, gone) = (name.clone(), name.clone());
        let forget = move |_| {
            let before = campaigns.get_untracked();
            put(before.iter().filter(|known| known.name != gone).cloned().collect());
            toaster.undo(say!("“{name}” is marked no more.", name = gone), move || put(before.clone()));
        };
        view! { class = "u", <li>
            <button class="link" type="button" title=t("Look at these days, beside as many before")
                on:click=move |_| app.filter(of_days(&app.view.with_untracked(|view| view.filter.clone()), days))>
                {shown}
            </button>
            <span class="soft number">{format!("{} – {}", days.0, days.1)}</span>
            <button class="icon-button" type="button" aria-label=say!("Mark no more: {name}", name = name) on:click=forget>
                <Icon name="x" />
            </button>
        </li> }
    };
    view! { class = "u",
        <section class="campaigns" data-testid="campaigns" aria-label=t("Campaigns")>
            <h2 class="heading">{t("Campaigns")}</h2>
            <ul>{move || campaigns.get().into_iter().map(row).collect_view()}</ul>
            <When
                holds=move || window.get().is_some()
                otherwise=|| view! { class = "u", <p class="soft">{t("Choose the days of a campaign to mark it on the axis. Its figures then stand beside as many days before it.")}</p> }
            >
                <form class="campaign" on:submit=submit>
                    <input class="field" type="text" maxlength="60" data-testid="campaign-name"
                        aria-label=t("Name of the campaign") placeholder=t("Name of the campaign")
                        prop:value=name on:input=move |event| name.set(event_target_value(&event)) />
                    <button class="button" type="submit" disabled=is_full>
                        {t("Mark these days")}
                    </button>
                </form>
            </When>
        </section>
    }
}
