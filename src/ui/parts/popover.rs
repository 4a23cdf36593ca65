//! A definition one click away: a small round button and a panel that floats beside it. The browser
//! keeps the panel above everything, closes it on Escape or a click elsewhere, and places it by its
//! button; a browser that cannot places it in the middle.

use super::{icon::Icon, touch::fresh_id};
use crate::{
    ui::{parts::When, prelude::*},
    words::t,
};

/// The button and its panel.
#[component]
pub fn Popover(
    /// The button's name; "How is this counted?" unless said otherwise.
    #[prop(optional, into)]
    label: Option<String>,
    /// The button's icon.
    #[prop(default = "info")]
    icon: &'static str,
    /// What the panel says; built when it is opened first.
    children: ChildrenFn,
) -> impl IntoView {
    let panel = fresh_id("pop");
    let opened = RwSignal::new(false);
    let label = label.unwrap_or_else(|| t("How is this counted?").to_owned());
    view! { class = "u",
        <button class="how" type="button" popovertarget=panel.clone() aria-label=label.clone() title=label>
            <Icon name=icon />
        </button>
        <div class="pop" id=panel popover="auto" tabindex="0" on:beforetoggle=move |_: web_sys::Event| opened.set(true)>
            <When holds=move || opened.get()>{children()}</When>
        </div>
    }
}
