//! The card of a picture in its states.

use super::Section;
use crate::{
    charts::{Bars, Hue, Picture},
    insight::Breakdown,
    ui::{chart::Chart, prelude::*},
};

#[component]
pub fn Charts(#[prop(into)] dark: Signal<bool>) -> impl IntoView {
    let parts = [("web", 1_204), ("app", 903), ("mail", 211)];
    let breakdown = Breakdown {
        name: "channels".into(),
        of: parts.iter().map(|(_, n)| n).sum(),
        parts: parts.map(|(name, n)| (name.to_owned(), n)).into(),
    };
    let ready = Bars::new(&breakdown, "Channel", "conversations", 7, |_, name| (name.into(), Hue::Blue))
        .map(Picture::Bars);
    let chart = move |(state, picture, waiting, partial): (&'static str, Option<Picture>, bool, bool)| {
        view! { class = "u",
            <Chart testid=state title=state.to_owned() picture=Signal::stored(picture) dark
                waiting=Signal::stored(waiting) partial=Signal::stored(partial)
                absent="These files do not name a channel." />
        }
    };
    let states = [
        ("loading", None, true, false),
        ("partial", ready.clone(), false, true),
        ("absent", None, false, false),
        ("ready", ready, false, false),
    ];
    view! { class = "u",
        <Section name="chart">
            <div class="full gallery-cards">{states.into_iter().map(chart).collect_view()}</div>
        </Section>
    }
}
