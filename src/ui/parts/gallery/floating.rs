//! What floats: dialog, drawer, definitions, toasts.

use super::Section;
use crate::ui::{
    parts::{Dialog, Drawer, Popover, Toaster},
    prelude::*,
};

#[component]
pub fn Floating(toaster: Toaster) -> impl IntoView {
    let asked = RwSignal::new(false);
    let wide = RwSignal::new(false);
    let drawn = RwSignal::new(false);
    let removed = RwSignal::new(0);
    let remove = move |_| {
        removed.update(|removed| *removed += 1);
        let back = move || removed.update(|removed| *removed -= 1);
        toaster.undo("The filter “topic is delivery” was removed.", back);
    };
    view! { class = "u",
        <Section name="dialog">
            <div class="gallery-row">
                <button class="button" type="button" data-testid="open-dialog" on:click=move |_| asked.set(true)>"Open a dialog"</button>
                <button class="button" type="button" data-testid="open-wide" on:click=move |_| wide.set(true)>"Open a wide dialog"</button>
            </div>
            <Dialog open=asked title="Which column is the speaker?">
                <p>"Two columns could name who speaks. The first rows are shown as they would be read."</p>
                <label class="soft">"Speaker " <select class="select" autofocus=true><option>"from"</option><option>"author"</option></select></label>
                <div class="dialog-actions">
                    <button class="button" type="button" on:click=move |_| asked.set(false)>"Leave out this file"</button>
                    <button class="button primary" type="button" on:click=move |_| asked.set(false)>"Read it so"</button>
                </div>
            </Dialog>
            <Dialog open=wide title="مرحبا، a title from a file" wide=true testid="dialog-wide">
                <p>"A wide one, for previews."</p>
            </Dialog>
        </Section>
        <Section name="drawer">
            <button class="button" type="button" data-testid="open-drawer" on:click=move |_| drawn.set(true)>"Open the drawer"</button>
            <Drawer open=drawn on_close=Callback::new(move |()| drawn.set(false)) title="Conversation c-1042">
                <p>"Details, while the board behind stays in reach."</p>
                <button class="button" type="button">"Something in it"</button>
            </Drawer>
        </Section>
        <Section name="popover">
            <p>
                "Containment "
                <Popover>
                    <p class="lead">"Containment"</p>
                    <p>"Conversations that never reached a person, out of all in which a user took part."</p>
                </Popover>
            </p>
        </Section>
        <Section name="toast">
            <div class="gallery-row">
                <button class="button" type="button" data-testid="say" on:click=move |_| toaster.say("Saved as report.html.")>"Say something"</button>
                <button class="button" type="button" data-testid="remove" on:click=remove>"Remove a filter"</button>
                <p data-testid="removed">{removed}</p>
            </div>
        </Section>
    }
}
