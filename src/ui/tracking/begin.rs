//! The button that begins to track a row of a table.

use super::keep;
use crate::{
    insight::{Cell, SheetRow},
    ui::{
        boards::last_day,
        card,
        parts::Toaster,
        prelude::*,
        reactive::memo,
        state::App,
        tracked::{MOST_TRACKED, Tracked, no_more},
    },
    wire::Track,
    words::{t, tr},
};

/// All who spoke.
const ENGAGED: &str = "is:engaged";

/// The button at the end of a row of this table; nothing at rows that are about no conversations.
pub fn track_button(app: App, sheet: &str, row: &SheetRow) -> AnyView {
    let toaster = expect_context::<Toaster>();
    let tracked = app.tracked();
    let Some((title, row)) = title(sheet, row).zip(can_be_tracked(row).then(|| row.clone())) else {
        return ().into_any();
    };
    let (name, of_it) = (title.clone(), row.clone());
    let is_tracked = memo(move || {
        let would_be = of_row(app, &of_it);
        let is_it = |one: &Tracked| Some(&one.track.filter) == would_be.as_ref().map(|track| &track.filter);
        tracked.with(|all| all.iter().any(is_it))
    });
    let words = move || if is_tracked.get() { t("Tracked") } else { t("Track this") };
    let label = move || format!("{}: {name}", words());
    let track = move |_| {
        if tracked.with_untracked(Vec::len) >= MOST_TRACKED {
            return toaster.say(no_more());
        }
        let filter = app.view.with_untracked(|view| view.filter.clone());
        if filter.clone().masked() != filter {
            return toaster.say(t("The filter holds words, a name or an id; what is tracked is kept in this browser, and holds nobody's words. Take them out first."));
        }
        let Some(track) = of_row(app, &row) else { return };
        let before = tracked.get_untracked();
        let begun = Tracked { title: title.clone(), track, owner: String::new(), due: None };
        tracked.update(|all| all.push(begun));
        keep(tracked);
        toaster.undo(t("It is tracked from the end of these data on."), move || {
            tracked.set(before.clone());
            keep(tracked);
        });
    };
    view! { class = "u",
        <button class="button" type="button" aria-label=label disabled=move || is_tracked.get() on:click=track>
            {words}
        </button>
    }
    .into_any()
}

/// What a row is called among what is tracked: a recommendation as it is, others with their table's title.
fn title(sheet: &str, row: &SheetRow) -> Option<String> {
    match row.cells.first()? {
        Cell::Words(said) if sheet == "recommended_actions" => Some(said.said(tr)),
        Cell::Words(said) => Some(format!("{}: {}", card::title(sheet), said.said(tr))),
        Cell::Text(name) => Some(format!("{}: {name}", card::title(sheet))),
        _ => None,
    }
}

fn can_be_tracked(row: &SheetRow) -> bool {
    let counts = |cell: &Cell| matches!(cell, Cell::Figure(figure) if figure.n > 0);
    !row.filter.is_empty() && row.cells.iter().any(counts)
}

/// A row as it stands at the end of the data: what begins later is compared with it. Of a row that is no share it is how
/// many of all who spoke it is about, which is counted when it is looked at first.
fn of_row(app: App, row: &SheetRow) -> Option<Track> {
    let known = app.view.with_untracked(|view| view.filter.without_days().to_string());
    let of = |filter: &str| format!("{known} {filter}").trim().to_owned();
    let day = last_day(app)?.0;
    if row.of.is_empty() {
        let filter = of(&format!("{} {ENGAGED}", row.filter));
        return Some(Track { filter, of: of(ENGAGED), day, before: (0, 0) });
    }
    let share = row.cells.iter().find_map(|cell| match cell {
        Cell::Figure(figure) => figure.of.map(|of| (figure.n, of)),
        _ => None,
    });
    Some(Track { filter: of(&row.filter), of: of(&row.of), day, before: share.unwrap_or_default() })
}
