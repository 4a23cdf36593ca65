//! A picture on the page: title, a menu in the corner, a line that reads out what is pointed at, the
//! picture itself, and on demand its numbers as a table.

mod as_table;
mod menu;
mod plot;
mod pointing;
mod save;
mod sparkline;
mod surface;

use crate::ui::prelude::*;

use self::{as_table::AsTable, menu::Menu};
use crate::{
    charts::{Pick, Picture},
    ui::{parts::When, reactive::memo},
    words::t,
};

pub use {plot::Plot, sparkline::Sparkline};

/// A picture with its title.
#[component]
pub fn Chart(
    /// Name for tests, unique on the page.
    testid: &'static str,
    /// Title; it may say the finding.
    #[prop(into)]
    title: Signal<String>,
    /// What to draw; `None` where there is nothing to.
    #[prop(into)]
    picture: Signal<Option<Picture>>,
    /// Whether the paper is dark.
    #[prop(into)]
    dark: Signal<bool>,
    /// Whether figures are still on their way.
    #[prop(into)]
    waiting: Signal<bool>,
    /// Whether more is being read, so that the picture will change.
    #[prop(optional, into)]
    partial: Signal<bool>,
    /// Why there may be nothing to draw.
    absent: &'static str,
    /// A sentence below it.
    #[prop(optional_no_strip)]
    note: Option<Signal<Option<String>>>,
    /// Told what a person picks; without it the picture only reads out.
    #[prop(optional_no_strip)]
    on_pick: Option<Callback<Pick>>,
) -> impl IntoView {
    let present = memo(move || picture.with(Option::is_some));
    let width = RwSignal::new(0);
    let as_table = RwSignal::new(false);
    let refused = RwSignal::new(false);
    view! { class = "u",
        <figure class="card chart" data-testid=testid data-present=move || present.get().to_string()
            data-partial=move || partial.get().then_some("")>
            <figcaption class="heading chart-title">{move || title.get()}</figcaption>
            <When
                holds=move || present.get()
                otherwise=move || view! { class = "u",
                    <p class="nothing" data-waiting=move || waiting.get().then_some("")>
                        {move || if waiting.get() { "" } else { absent }}
                    </p>
                }
            >
                <Menu testid title picture dark width as_table refused />
                <Plot testid title picture dark width partial on_pick />
                {note.map(|note| view! { class = "u", <p class="soft note">{move || note.get()}</p> })}
                <p class="note warn" role="status">
                    {move || refused.get().then(|| t("The browser did not let the file be saved."))}
                </p>
                <When holds=move || as_table.get()><AsTable title picture open=as_table /></When>
            </When>
        </figure>
    }
}
