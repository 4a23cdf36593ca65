//! The way between places: a rail at the side, a bar at the foot of a phone.

use super::{parts::Icon, state::App, view::Place};
use crate::{
    ui::{prelude::*, reactive::memo},
    words::t,
};

/// The title of a place.
pub fn title(place: Place) -> &'static str {
    match place {
        Place::Board => t("Board"),
        Place::Signals => t("Signals"),
        Place::People => t("People"),
        Place::Journeys => t("Journeys"),
        Place::Funnels => t("Funnels"),
        Place::Experiments => t("Experiments"),
        Place::Actions => t("Actions"),
        Place::Friction => t("Friction"),
        Place::Value => t("Goals and value"),
        Place::Machine => t("The bot's engine"),
        Place::Topics => t("Topics"),
        Place::Questions => t("Questions"),
        Place::Conversations => t("Conversations"),
        Place::Search => t("Search"),
        Place::Reading => t("Reading report"),
        Place::Guide => t("Where transcripts come from"),
        Place::Checkup => t("Checkup"),
        Place::Settings => t("Settings"),
        Place::Changes => t("Changes"),
        Place::Briefing => t("Briefing"),
    }
}

/// The picture of a place.
pub fn icon(place: Place) -> &'static str {
    match place {
        Place::Board => "layout-dashboard",
        Place::Signals => "activity",
        Place::People => "users",
        Place::Journeys => "route",
        Place::Funnels => "list-filter",
        Place::Experiments => "flask-conical",
        Place::Actions => "list-checks",
        Place::Friction => "triangle-alert",
        Place::Value => "target",
        Place::Machine => "cpu",
        Place::Topics => "folder",
        Place::Questions => "circle-help",
        Place::Conversations => "message-square",
        Place::Search => "search",
        Place::Reading | Place::Guide => "file-text",
        Place::Checkup => "shield-check",
        Place::Settings => "settings",
        Place::Changes => "trending-up",
        Place::Briefing => "newspaper",
    }
}

/// The rail. Places that show data are there when there are data.
#[component]
pub fn Rail(
    /// The page's state.
    app: App,
    /// Whether there are data.
    #[prop(into)]
    has_data: Signal<bool>,
) -> impl IntoView {
    let here = memo(move || app.view.with(|view| view.place));
    let link = move |place: Place| {
        view! { class = "u",
            <li>
                <button class="place" type="button" title=title(place) data-testid=format!("go-{}", place.name())
                    aria-current=move || (here.get() == place).then_some("page")
                    on:click=move |_| app.go(place)>
                    <Icon name=icon(place) />
                    <span>{title(place)}</span>
                </button>
            </li>
        }
    };
    view! { class = "u",
        <nav class="rail" aria-label=t("Places")>
            <ul>
                {move || {
                    let has_data = has_data.get();
                    let shown = |place: &Place| *place != Place::Guide && (has_data || !place.needs_data());
                    Place::ALL.into_iter().filter(shown).map(link).collect_view()
                }}
            </ul>
        </nav>
    }
}
