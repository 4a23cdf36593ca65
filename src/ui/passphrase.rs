//! The question for the passphrase of what is kept: to seal it from now on, to open it, to seal nothing
//! any more. The words go to the worker and are forgotten here.

use leptos::{ev, html};

use super::{parts::Dialog, state::App};
use crate::{
    ui::{parts::When, prelude::*},
    wire::{Lock, Purpose},
    words::t,
};

/// Characters that a new passphrase has at least.
const LEAST: usize = 8;

/// What is asked. Copies are the same.
#[derive(Clone, Copy)]
pub struct PassphraseAsked {
    /// Whether a passphrase stands before what is kept.
    pub lock: RwSignal<Lock>,
    /// Whether it is asked.
    pub open: RwSignal<bool>,
    purpose: RwSignal<Purpose>,
    /// The kept analysis that waits to be opened.
    waits: StoredValue<Option<u64>>,
    /// Why the last one was not taken.
    wrong: RwSignal<String>,
    busy: RwSignal<bool>,
}

impl PassphraseAsked {
    /// Nothing is asked yet.
    pub fn new() -> Self {
        Self {
            lock: RwSignal::default(),
            open: RwSignal::default(),
            purpose: RwSignal::default(),
            waits: StoredValue::default(),
            wrong: RwSignal::default(),
            busy: RwSignal::default(),
        }
    }

    /// Asks. What is to be opened waits for the answer; where nothing is, what is on screen waits to be kept.
    pub fn ask(self, purpose: Purpose, waits: Option<u64>) {
        self.purpose.set(purpose);
        self.waits.set_value(waits);
        self.wrong.set(String::new());
        self.busy.set(false);
        self.open.set(true);
    }

    /// The worker took it: what waited goes on.
    pub fn taken(self, app: App) {
        self.open.set(false);
        if self.purpose.get_untracked() == Purpose::Open {
            let waits = self.waits.get_value();
            let kept =
                app.kept.with_untracked(|kept| kept.iter().find(|kept| Some(kept.id) == waits).cloned());
            match kept {
                Some(kept) => app.open_kept(kept),
                None => app.keep_if_wanted(),
            }
        }
    }

    /// The worker did not take it.
    pub fn refused(self, why: String) {
        self.wrong.set(why);
        self.busy.set(false);
    }
}

/// The dialog.
#[component]
pub fn PassphraseDialog(
    /// The page's state.
    app: App,
) -> impl IntoView {
    let PassphraseAsked { open, purpose, .. } = app.passphrase();
    let title = Signal::derive(move || match purpose.get() {
        Purpose::Begin => t("Encrypt what is kept").to_owned(),
        Purpose::Open => t("What is kept is encrypted").to_owned(),
        Purpose::End => t("Keep it unencrypted").to_owned(),
    });
    view! { class = "u",
        <Dialog open title testid="passphrase-dialog">
            <Form app />
        </Dialog>
    }
}

#[component]
fn Form(app: App) -> impl IntoView {
    let PassphraseAsked { purpose, waits, wrong, busy, .. } = app.passphrase();
    let purpose = purpose.get_untracked();
    let begins = purpose == Purpose::Begin;
    let (words, again) = (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let why = match purpose {
        Purpose::Begin => t(
            "What is kept, now and later, is encrypted with a passphrase that this page never stores. Nobody can recover it: whoever forgets it can only remove what is kept and read the files again. Several words are better than one.",
        ),
        Purpose::Open if waits.get_value().is_none() => {
            t("This analysis is kept once you enter the passphrase. It is asked for once in each tab.")
        }
        Purpose::Open => t("Enter the passphrase to open it. It is asked for once in each tab."),
        Purpose::End => t(
            "Enter the passphrase to keep everything unencrypted from now on: masked, but open to whoever uses this browser.",
        ),
    };
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let written = |input: NodeRef<html::Input>| input.get_untracked().map(|input| input.value());
        let Some(words) = written(words) else { return };
        if begins && words.chars().count() < LEAST {
            wrong.set(t("Take at least 8 characters.").into());
        } else if begins && written(again).as_deref() != Some(words.as_str()) {
            wrong.set(t("The two are not the same.").into());
        } else if !busy.get_untracked() {
            wrong.set(String::new());
            busy.set(true);
            app.give_passphrase(words, purpose);
        }
    };
    view! { class = "u",
        <form class="passphrase" on:submit=send aria-busy=move || busy.get().to_string()>
            <p>{why}</p>
            <Field label=t("Passphrase") testid="passphrase" input=words />
            <When holds=move || begins>
                <Field label=t("The same again") testid="passphrase-again" input=again />
            </When>
            <p class="wrong" role="alert" data-testid="passphrase-wrong">{move || wrong.get()}</p>
            <div class="dialog-actions">
                <button class="button primary" type="submit" data-testid="passphrase-send" disabled=move || busy.get()>
                    {match purpose {
                        Purpose::Begin => t("Encrypt"),
                        Purpose::Open => t("Open"),
                        Purpose::End => t("Keep unencrypted"),
                    }}
                </button>
            </div>
        </form>
    }
}

#[component]
fn Field(label: &'static str, testid: &'static str, input: NodeRef<html::Input>) -> impl IntoView {
    view! { class = "u",
        <label class="setting">
            <span>{label}</span>
            <input class="field" type="password" autocomplete="off" spellcheck="false" data-testid=testid
                autofocus=testid == "passphrase" node_ref=input />
        </label>
    }
}
