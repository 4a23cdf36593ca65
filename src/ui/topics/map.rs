//! Topics on a plane: near one another where they mean nearly the same.

use super::{topic_of, zooming::Zooming};
use crate::{
    charts::{Dot, Hue, Map, Pick, Picture},
    insight::{Cell, Figure, Findings},
    topics::places,
    ui::{chart::Chart, prelude::*, reactive::memo, sheet, state::App},
    wire::ShownTopics,
    words::t,
};

/// Topics that are drawn at most: more dots are no longer told apart.
const MOST: usize = 120;

/// The map of the topics in a table.
pub fn map_of(app: App, dark: Signal<bool>, findings: &Findings) -> impl IntoView + use<> {
    let shown = app.topics().shown.get_untracked().unwrap_or_default();
    let (map, zooming) = (map(&shown, findings), Zooming::new());
    let picture = memo(move || map.clone().map(|map| Picture::Map(map.zoomed(zooming.now()))));
    let is_there = picture.with_untracked(Option::is_some);
    let on_pick = Callback::new(move |pick: Pick| {
        if let Pick::Filter(filter) = pick {
            sheet::open_row(app, &filter);
        }
    });
    view! { class = "u",
        <section class="charts">
            {zooming.around(is_there, view! { class = "u",
                <Chart testid="chart-topics" title=Signal::stored(t("How topics lie to one another").to_owned()) picture dark
                    waiting=false absent=t("There are too few topics for a map.") note=None on_pick=Some(on_pick) />
            })}
        </section>
    }
}

fn map(shown: &ShownTopics, findings: &Findings) -> Option<Map> {
    let rows = findings.sheets.iter().find(|sheet| sheet.name == "topics")?.rows.iter();
    let named: Vec<_> =
        rows.filter_map(|row| Some((topic_of(shown, row)?.clone(), row))).take(MOST).collect();
    let topics: Vec<_> = named.iter().map(|(topic, _)| topic.clone()).collect();
    let dots = named.iter().zip(places(&topics)).map(|((topic, row), at)| {
        let figure = |at: usize| -> Option<&Figure> {
            if let Some(Cell::Figure(figure)) = row.cells.get(at) { Some(figure) } else { None }
        };
        Dot {
            name: topic.name.clone(),
            at,
            n: figure(1).map_or(0, |figure| figure.n),
            lost: figure(4).and_then(|figure| figure.value.zip(figure.of)),
            hue: Hue::SERIES[topic.id as usize % Hue::SERIES.len()],
            filter: row.filter.clone(),
        }
    });
    Map::new(dots.collect())
}
