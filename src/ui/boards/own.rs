//! The board that a person composes: added to, rearranged, kept in this browser, in the link, and as a file.

use leptos::{html, task::spawn_local};

use super::{
    super::{
        composition::{BoardKind, PICTURES, TABLES, Tile, as_file, of_file, read, written},
        parts::{Icon, Keyed, KeyedRow, Toaster},
        state::App,
    },
    Grid, placed, tile,
};
use crate::{
    browser::{dropped, history::Entry, save, tab},
    insight::{DEFINITIONS, Definition, STUDIED},
    say,
    ui::{parts::When, prelude::*, reactive::memo},
    words::{t, tr},
};

/// Where it is kept.
const KEPT: &str = "undertone-board";

/// Bytes of a board's file at most.
const SMALL: f64 = 65_536.0;

/// What a board's file is called.
const FILE: &str = "undertone-board.txt";

/// The tiles on screen: of the link, else of this browser, else those it begins with.
fn tiles(app: App) -> Vec<Tile> {
    let of_link = read(&app.view.with(|view| view.tiles.clone()));
    if !of_link.is_empty() {
        return of_link;
    }
    let kept = tab::kept(KEPT).map(|kept| read(&kept)).filter(|kept| !kept.is_empty());
    kept.unwrap_or_else(|| read(BoardKind::Own.written()))
}

/// Shows other tiles, and keeps them.
fn put(app: App, tiles: &[Tile]) {
    let text = written(tiles);
    tab::keep(KEPT, &text);
    app.change(Entry::New, |view| view.tiles = text);
}

/// The board.
#[component]
pub fn Own(app: App, dark: Signal<bool>) -> impl IntoView {
    let toaster = expect_context::<Toaster>();
    let arranging = RwSignal::new(false);
    let shown = memo(move || tiles(app));
    let move_by = move |name: &str, by: isize| {
        let mut tiles = shown.get_untracked();
        let Some(at) = tiles.iter().position(|tile| tile.name == name) else { return };
        let to = at.saturating_add_signed(by).min(tiles.len() - 1);
        let tile = tiles.remove(at);
        tiles.insert(to, tile);
        put(app, &tiles);
    };
    let resize = move |name: &str| {
        let mut tiles = shown.get_untracked();
        tiles.iter_mut().filter(|tile| tile.name == name).for_each(|tile| *tile = tile.in_next_width());
        put(app, &tiles);
    };
    let remove = move |name: &str| {
        let before = shown.get_untracked();
        let mut tiles = before.clone();
        tiles.retain(|tile| tile.name != name);
        // A board of nothing would be the one that it began with.
        if tiles.is_empty() {
            return toaster.say(t("The last tile stays: add another one first."));
        }
        put(app, &tiles);
        toaster.undo(say!("“{tile}” was taken off the board.", tile = title(name)), move || {
            put(app, &before);
        });
    };
    let button = move |icon, label: &'static str, name: &str, act: Callback<String>| {
        let name = name.to_owned();
        view! { class = "u",
            <button class="icon-button" type="button" title=label aria-label=format!("{label}: {}", title(&name))
                on:click=move |_| act.run(name.clone())>
                <Icon name=icon />
            </button>
        }
    };
    let earlier = Callback::new(move |name: String| move_by(&name, -1));
    let later = Callback::new(move |name: String| move_by(&name, 1));
    let wider = Callback::new(move |name: String| resize(&name));
    let off = Callback::new(move |name: String| remove(&name));
    let row = move |tile: Tile| {
        let name = tile.name.clone();
        KeyedRow::new(written(std::slice::from_ref(&tile)), move || {
            let name = name.clone();
            let tools = move || {
                view! { class = "u",
                    <div class="tile-tools" data-testid=format!("tools-{name}")>
                        {button("chevron-left", t("Earlier"), &name, earlier)}
                        {button("chevron-right", t("Later"), &name, later)}
                        {button("more", t("Another width"), &name, wider)}
                        {button("x", t("Take off the board"), &name, off)}
                    </div>
                }
            };
            let inner = view! { class = "u",
                <When holds=move || arranging.get()>{tools()}</When>
                {tile::view(app, dark, &tile)}
            };
            placed(&tile, inner.into_any())
        })
    };
    let rows = move || shown.get().into_iter().map(row).collect::<Vec<_>>();
    view! { class = "u",
        <div class="bar board-bar">
            <button class="button" type="button" data-testid="arrange" aria-pressed=move || arranging.get().to_string()
                on:click=move |_| arranging.update(|on| *on = !*on)>
                <Icon name="pencil" />
                {move || if arranging.get() { t("Done") } else { t("Arrange") }}
            </button>
            <Add app shown />
            <Files app shown />
        </div>
        <Grid app><Keyed rows /></Grid>
    }
}

fn title(name: &str) -> String {
    Tile::of(name).map_or_else(|| name.to_owned(), |tile| tile.title())
}

/// Adds a tile that is not there yet.
#[component]
fn Add(app: App, shown: Memo<Vec<Tile>>) -> impl IntoView {
    let is_free = move |name: &str| shown.with(|shown| shown.iter().all(|tile| tile.name != name));
    let option = move |name: &str, title: String| {
        is_free(name).then(|| view! { class = "u", <option value=name.to_owned()>{title}</option> })
    };
    let figures = move || {
        let all = DEFINITIONS.iter().chain(STUDIED);
        let is_figure = |definition: &&Definition| {
            let name = definition.name;
            app.report.with(|report| {
                let on_board = report.as_ref().is_some_and(|report| report.board.figures.contains_key(name));
                on_board || crate::wire::Study::of(name).is_some()
            })
        };
        all.filter(is_figure).map(|of| option(of.name, tr(of.title).into_owned())).collect_view()
    };
    let pictures =
        move || PICTURES.iter().map(|(name, title)| option(name, title().to_owned())).collect_view();
    let tables = move || {
        let table = |name: &&'static str| option(&format!("table-{name}"), super::super::card::title(name));
        TABLES.iter().map(table).collect_view()
    };
    let add = move |event| {
        let name = event_target_value(&event);
        let mut tiles = shown.get_untracked();
        if let Some(tile) = Tile::of(&name) {
            tiles.push(tile);
            put(app, &tiles);
        }
    };
    view! { class = "u",
        <label class="add-tile">
            <span class="aside">{t("Add to the board")}</span>
            <select class="select" data-testid="add-tile" prop:value="" on:change=add>
                <option value="">{t("Add to the board")}</option>
                <optgroup label=t("Figures")>{figures}</optgroup>
                <optgroup label=t("Charts")>{pictures}</optgroup>
                <optgroup label=t("Tables")>{tables}</optgroup>
            </select>
        </label>
    }
}

/// The board as a file, and back.
#[component]
fn Files(app: App, shown: Memo<Vec<Tile>>) -> impl IntoView {
    let toaster = expect_context::<Toaster>();
    let input = NodeRef::<html::Input>::new();
    let save = move |_| {
        if save::save(FILE, "text/plain", &as_file(&shown.get_untracked())).is_err() {
            toaster.say(t("The browser did not let the file be saved."));
        }
    };
    let open = move |_| {
        let Some(input) = input.get_untracked() else { return };
        let file = input.files().and_then(|files| files.get(0));
        input.set_value("");
        let Some(file) = file else { return };
        spawn_local(async move {
            let before = shown.get_untracked();
            match dropped::text_of(&file, SMALL).await.as_deref().and_then(of_file) {
                Some(tiles) => {
                    put(app, &tiles);
                    toaster.undo(t("The board was opened."), move || put(app, &before));
                }
                None => toaster.say(t("This file holds no board. Save one here first, and open that.")),
            }
        });
    };
    view! { class = "u",
        <button class="button" type="button" data-testid="save-board" on:click=save>{t("Save as a file")}</button>
        <button class="button" type="button"
            on:click=move |_| if let Some(input) = input.get_untracked() { input.click() }>{t("Open a file")}</button>
        <input class="aside" type="file" tabindex="-1" aria-label=t("Open a file") data-testid="open-board"
            node_ref=input on:change=open />
    }
}
