//! One thing on a board.

use super::super::{
    charts::{chart, of_counts},
    composition::{Tile, TileKind},
    figures, sheet,
    signals::of_words,
    state::App,
};
use crate::{insight::STUDIED, ui::prelude::*, wire::Study};

/// What a tile shows; it has its own box.
pub fn view(app: App, dark: Signal<bool>, tile: &Tile) -> AnyView {
    let name = tile.name.clone();
    match Tile::kind_of(&name) {
        Some(TileKind::Picture) => {
            let shown = of_counts(app).into_iter().chain(of_words(app)).find(|shown| shown.testid == name);
            shown.map(|shown| chart(app, dark, shown)).into_any()
        }
        Some(TileKind::Figure) if !is_studied(&name) => figures::figure(app, dark, name).into_any(),
        Some(kind) => {
            let table = tile.table().to_owned();
            let Some(study) = Study::of(&table) else { return ().into_any() };
            let study = StoredValue::new(study);
            let show = move |found: &super::super::state::Studied| match kind {
                TileKind::Figure => sheet::figure(app, found, &table).into_any(),
                _ => sheet::card_of(app, &found.findings, &table).into_any(),
            };
            sheet::studied(app, move || study.get_value(), show).into_any()
        }
        None => ().into_any(),
    }
}

/// Whether a figure comes from a study, and not with every board.
fn is_studied(name: &str) -> bool {
    STUDIED.iter().any(|definition| definition.name == name)
}
