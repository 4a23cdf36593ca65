//! Icons: symbols of the sprite `www/icons.svg`, which stands in the page itself, so that none is
//! asked for over the network.

/// The names there are; a test holds them to the sprite.
pub const ICONS: [&str; 43] = [
    "activity",
    "arrow-down",
    "arrow-up",
    "bot",
    "check",
    "chevron-left",
    "chevron-right",
    "circle-help",
    "clipboard-paste",
    "clock",
    "command",
    "copy",
    "cpu",
    "download",
    "file-text",
    "filter",
    "flask-conical",
    "folder",
    "info",
    "languages",
    "layout-dashboard",
    "list-checks",
    "list-filter",
    "menu",
    "message-square",
    "moon",
    "more",
    "newspaper",
    "pencil",
    "plus",
    "route",
    "search",
    "settings",
    "shield-check",
    "sun",
    "target",
    "trash",
    "trending-up",
    "triangle-alert",
    "undo",
    "upload",
    "users",
    "x",
];

#[cfg(all(feature = "page", target_arch = "wasm32"))]
mod view {
    use leptos::prelude::*;

    use super::ICONS;

    /// An icon in the size and colour of the text around it. It is for the eye: what it means is
    /// said by a word or by the name of its button.
    #[component]
    pub fn Icon(
        /// One of [`ICONS`].
        name: &'static str,
    ) -> impl IntoView {
        debug_assert!(ICONS.contains(&name), "no icon is called {name}");
        view! { class = "u",
            <svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><use href=format!("#i-{name}") /></svg>
        }
    }
}

#[cfg(all(feature = "page", target_arch = "wasm32"))]
pub use view::Icon;

#[cfg(test)]
mod tests {
    use super::ICONS;

    #[test]
    fn every_icon_is_in_the_sprite_and_none_is_left_over() {
        let sprite = include_str!("../../../www/icons.svg");
        let mut symbols: Vec<&str> = sprite
            .split("<symbol id=\"i-")
            .skip(1)
            .filter_map(|symbol| symbol.split_once('"').map(|(name, _)| name))
            .collect();
        symbols.sort_unstable();
        assert_eq!(symbols, ICONS);
    }
}
