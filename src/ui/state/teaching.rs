//! What a person teaches: the answers about it, what is being written, and what is being checked.

use std::sync::Arc;

use leptos::prelude::*;
use web_sys::File;

use super::{App, Awaited, Request, RowCache};
use crate::{
    browser::save,
    ui::{keeping, teaching::Check},
    wire::{Draw, Stored, Taught, Teaching},
    words::t,
};

/// Messages drawn of those that have a label, and of those that do not.
const DRAWN: u32 = 300;

/// What the file of labels is called.
const FILE: &str = "undertone.labels";

/// Copies are the same.
#[derive(Clone, Copy)]
pub struct Teachings {
    /// What was taught.
    pub taught: RwSignal<Arc<Taught>>,
    /// Whether something is being taught.
    pub busy: RwSignal<bool>,
    /// Why the last could not be.
    pub wrong: RwSignal<String>,
    /// What is written of the next label: its name, its examples and messages that do not have it.
    pub draft: [RwSignal<String>; 3],
    /// What is being checked.
    pub check: Check,
}

impl Teachings {
    /// Nothing was taught.
    pub fn new() -> Self {
        let draft = [RwSignal::default(), RwSignal::default(), RwSignal::default()];
        Self {
            taught: RwSignal::default(),
            busy: RwSignal::default(),
            wrong: RwSignal::default(),
            draft,
            check: Check::new(),
        }
    }
}

impl App {
    /// What a person teaches.
    pub fn teachings(self) -> Teachings {
        self.aside.get_value().teachings
    }

    /// Asks what was taught.
    pub(super) fn ask_what_was_taught(self) {
        let keep = keeping::is_wanted();
        self.ask(Request::Teach { teaching: Teaching::Seen.packed(), keep }, &[]);
    }

    /// Teaches something.
    pub fn teach(self, teaching: Teaching) {
        self.teach_with(teaching, &[]);
    }

    /// The same with a file.
    #[expect(clippy::needless_pass_by_value, reason = "who teaches gives it away")]
    pub fn teach_with(self, teaching: Teaching, files: &[File]) {
        let keep = keeping::is_wanted();
        self.teachings().wrong.set(String::new());
        self.teachings().busy.set(true);
        self.await_answer(Awaited::Teach, Request::Teach { teaching: teaching.packed(), keep }, files);
    }

    /// Asks for what was taught as a file.
    pub fn save_labels(self, with_texts: bool) {
        let teaching = Teaching::Save { with_texts }.packed();
        self.ask(Request::Teach { teaching, keep: false }, &[]);
    }

    /// Begins to check a label on messages drawn at random.
    pub fn check_label(self, of: &str, label: &str) {
        self.teachings().check.begin(of, label);
        let teaching = Teaching::Draw {
            of: of.to_owned(),
            label: label.to_owned(),
            seed: 1,
            most: DRAWN,
            filter: self.filter_text(),
        };
        self.ask(Request::Teach { teaching: teaching.packed(), keep: false }, &[]);
    }

    /// Takes the latest word on what was taught.
    pub(super) fn hear_taught(self, id: u32, taught: Taught) {
        let Teachings { taught: known, busy, .. } = self.teachings();
        let is_awaited = self.is_awaited(id, &Awaited::Teach);
        // What was merely asked for says nothing new while more is being taught.
        if !is_awaited && busy.get_untracked() {
            return;
        }
        if is_awaited && taught.progress.is_none() {
            self.line.update_value(|line| drop(line.awaited.remove(&id)));
            busy.set(false);
            if self.has_data() {
                self.ask_figures();
                // The same filter may mean other conversations now.
                for list in [self.main, self.evidence] {
                    list.update(|list| *list = RowCache::of(list.list().clone()));
                }
            }
        }
        known.set(Arc::new(taught));
    }

    /// Takes messages to check a label by.
    pub(super) fn hear_drawn(self, draw: Draw) {
        self.teachings().check.take(draw);
    }

    /// Saves taught labels.
    pub(super) fn put_labels(self, file: &Stored) {
        if save::save_bytes(FILE, &file.0).is_err() {
            self.notice.set(Some(t("The browser did not let the file be saved.").into()));
        }
    }
}
