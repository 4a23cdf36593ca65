//! A few actions behind one button. The list is the browser's own popover, so it floats above
//! everything, closes on Escape or a click elsewhere, and gives the focus back to its button.

use leptos::{ev, html};
use web_sys::{Element, HtmlElement};

use super::{
    icon::Icon,
    touch::{all_in, fresh_id},
};
use crate::{text::lower, ui::prelude::*};

/// One action.
#[derive(Clone)]
pub struct MenuItem {
    /// Its icon.
    pub icon: &'static str,
    /// What it is called.
    pub label: String,
    /// What it does.
    pub action: Callback<()>,
}

/// A button and the menu that it opens.
#[component]
#[expect(clippy::needless_pass_by_value, reason = "a component owns its properties")]
pub fn Menu(
    /// The button's name.
    #[prop(into)]
    label: String,
    /// The actions.
    #[prop(into)]
    items: Signal<Vec<MenuItem>>,
    /// The button's icon.
    #[prop(default = "more")]
    icon: &'static str,
    /// Whether the name stands beside the icon, or is only its name.
    #[prop(optional)]
    named: bool,
    /// What the button is called in tests.
    #[prop(default = "menu")]
    testid: &'static str,
) -> impl IntoView {
    let list = fresh_id("menu");
    let panel = NodeRef::<html::Div>::new();
    let opened = RwSignal::new(false);
    let entries =
        move || panel.get_untracked().map(|panel| all_in(&panel, "[role=menuitem]")).unwrap_or_default();
    let toggled = move |_: web_sys::Event| {
        let panel = panel.get_untracked();
        opened.set(panel.is_some_and(|panel| panel.matches(":popover-open").unwrap_or(false)));
    };
    let keys = move |event: ev::KeyboardEvent| {
        let entries = entries();
        let at = document()
            .active_element()
            .and_then(|focused| entries.iter().position(|entry| *AsRef::<Element>::as_ref(entry) == focused));
        if let Some(next) = next_entry(&event.key(), at, &labels(&entries)) {
            event.prevent_default();
            focus(entries.get(next));
        } else if event.key() == "Tab" {
            close(panel);
        }
    };
    let choose = move |action: Callback<()>| {
        close(panel);
        action.run(());
    };
    view! { class = "u",
        <button class=if named { "button" } else { "icon-button" } type="button" data-testid=testid
            popovertarget=list.clone() aria-haspopup="menu" aria-expanded=move || opened.get().to_string()
            aria-label=label.clone() title=(!named).then(|| label.clone())>
            <Icon name=icon />
            {named.then(|| label.clone())}
        </button>
        <div class="pop menu" id=list.clone() popover="auto" role="menu" aria-label=label.clone() node_ref=panel
            on:toggle=toggled on:keydown=keys>
            {move || items.get().into_iter().enumerate().map(|(at, MenuItem { icon, label, action })| view! { class = "u",
                <button class="menu-item" type="button" role="menuitem" tabindex="-1"
                    // The browser focuses it as it opens.
                    autofocus=at == 0 on:click=move |_| choose(action)>
                    <Icon name=icon /><span dir="auto">{label}</span>
                </button>
            }).collect_view()}
        </div>
    }
}

fn close(panel: NodeRef<html::Div>) {
    if let Some(panel) = panel.get_untracked() {
        // Refused only where it is closed already.
        let _ = panel.hide_popover();
    }
}

fn focus(entry: Option<&HtmlElement>) {
    if let Some(entry) = entry {
        let _ = entry.focus();
    }
}

fn labels(entries: &[HtmlElement]) -> Vec<String> {
    entries.iter().map(|entry| entry.text_content().unwrap_or_default()).collect()
}

/// The entry that a key moves to.
fn next_entry(key: &str, at: Option<usize>, labels: &[String]) -> Option<usize> {
    let n = labels.len();
    if n == 0 {
        return None;
    }
    match key {
        "ArrowDown" => Some(at.map_or(0, |at| (at + 1) % n)),
        "ArrowUp" => Some(at.map_or(n - 1, |at| (at + n - 1) % n)),
        "Home" => Some(0),
        "End" => Some(n - 1),
        _ => {
            // A letter moves to the next entry that begins with it.
            let mut letters = key.chars();
            let letter = letters.next().filter(|c| letters.next().is_none() && c.is_alphanumeric())?;
            let begins = |label: &String| label.chars().next().map(lower) == Some(lower(letter));
            let from = at.map_or(0, |at| at + 1);
            (0..n).map(|step| (from + step) % n).find(|&at| begins(&labels[at]))
        }
    }
}
