//! The question for the passphrase of what is kept: to seal it from now on, to open it, to seal nothing
//! any more. The words go to the worker and are forgotten here.

use leptos::{ev, html};

use super::{parts::Dialog, state::App};
use crate::{
    ui::{parts::When, prelude::*},
    wire::Purpose,
    words::t,
};

/// Characters that a new passphrase has at least.
const LEAST: usize = 8;

/// What is asked. Copies are the same.
#[derive(Clone, Copy)]
pub struct PassphraseAsked {
    /// Whether a passphrase stands before what is kept.
    pub locked: RwSignal<bool>,
    /// Whether it is to be entered first.
    pub shut: RwSignal<bool>,
    /// Whether it is asked.
    pub open: RwSignal<bool>,
    /// What for, and the kept analysis that waits to be opened.
    what: StoredValue<(Purpose, Option<u64>)>,
    /// Why the last one was not taken.
    wrong: RwSignal<String>,
    busy: RwSignal<bool>,
}

impl PassphraseAsked {
    /// Nothing is asked yet.
    pub fn new() -> Self {
        Self {
            locked: RwSignal::default(),
            shut: RwSignal::default(),
            open: RwSignal::default(),
            what: StoredValue::default(),
            wrong: RwSignal::default(),
            busy: RwSignal::default(),
        }
    }

    /// Asks. What is to be opened waits for the answer; where nothing is, what is on screen waits to be kept.
    pub fn ask(self, purpose: Purpose, waits: Option<u64>) {
        self.what.set_value((purpose, waits));
        self.refused(String::new());
        self.open.set(true);
    }

    /// The worker took it: what waited goes on.
    pub fn taken(self, app: App) {
        self.open.set(false);
        let (purpose, waits) = self.what.get_value();
        if purpose == Purpose::Open {
            let kept = app.kept.get_untracked().into_iter().find(|kept| Some(kept.id) == waits);
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
    let PassphraseAsked { open, what, .. } = app.asking().passphrase;
    let title = Signal::derive(move || {
        open.track();
        let title = match what.get_value().0 {
            Purpose::Begin => t("Encrypt what is kept"),
            Purpose::Open => t("What is kept is encrypted"),
            Purpose::End => t("Keep it unencrypted"),
        };
        title.to_owned()
    });
    view! { class = "u",
        <Dialog open title testid="passphrase-dialog">
            <Form app />
        </Dialog>
    }
}

#[component]
fn Form(app: App) -> impl IntoView {
    let PassphraseAsked { what, wrong, busy, .. } = app.asking().passphrase;
    let (purpose, waits) = what.get_value();
    let begins = purpose == Purpose::Begin;
    let (words, again) = (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let why = match purpose {
        Purpose::Begin => t(
            "What is kept, now and later, is encrypted with a passphrase that this page never stores. Nobody can recover it: whoever forgets it can only remove what is kept and read the files again. Several words are better than one.",
        ),
        Purpose::Open if waits.is_none() => {
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
        <form class="form" on:submit=send aria-busy=move || busy.get().to_string()>
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
