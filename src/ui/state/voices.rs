//! What proves the signals of the conversations on screen, and why a message was read as it was.

use std::sync::Arc;

use leptos::prelude::*;

use super::{App, Awaited, Request};
use crate::wire::{Quote, Reason};

/// Why a line was read as it was: the conversation, the line, and the reasons.
pub type Explained = (u32, u32, Arc<Vec<Reason>>);

/// The answers. Copies are the same.
#[derive(Clone, Copy)]
pub struct Voices {
    /// Messages that prove signals, of the filter that they were asked of; `None` until they come.
    pub quotes: RwSignal<Option<Arc<Vec<Quote>>>>,
    /// The filter that quotes were asked of last.
    of: StoredValue<String>,
    /// Why the line that was asked for last was read as it was.
    pub explained: RwSignal<Option<Explained>>,
}

impl Voices {
    /// Nothing was asked.
    pub fn new() -> Self {
        Self { quotes: RwSignal::default(), of: StoredValue::default(), explained: RwSignal::default() }
    }

    /// Forgets all of it.
    pub(super) fn forget(self) {
        self.quotes.set(None);
        self.explained.set(None);
    }
}

impl App {
    /// What proves signals.
    pub fn voices(self) -> Voices {
        self.aside.get_value().voices
    }

    /// Asks for messages that prove the signals of the conversations on screen.
    pub fn want_quotes(self) {
        if self.has_data() {
            let filter = self.filter_text();
            // Those of another filter do not stand under the figures of this one.
            if self.voices().of.with_value(|of| *of != filter) {
                self.voices().quotes.set(None);
                self.voices().of.set_value(filter.clone());
            }
            self.await_answer(Awaited::Quotes, Request::Quotes { filter }, &[]);
        }
    }

    /// Asks why a line was read as it was.
    pub fn explain(self, conversation: u32, line: u32) {
        self.await_answer(Awaited::Explain(conversation, line), Request::Explain { conversation, line }, &[]);
    }

    /// Takes the quotes, if they are the latest that were asked for.
    pub(super) fn hear_quotes(self, id: u32, quotes: Vec<Quote>) {
        if self.is_awaited(id, &Awaited::Quotes) {
            self.line.update_value(|line| drop(line.awaited.remove(&id)));
            self.voices().quotes.set(Some(Arc::new(quotes)));
        }
    }

    /// Takes the reasons of a line.
    pub(super) fn hear_reasons(self, id: u32, reasons: Vec<Reason>) {
        let what = self.line.try_update_value(|line| line.awaited.remove(&id)).flatten();
        if let Some(Awaited::Explain(conversation, line)) = what {
            self.voices().explained.set(Some((conversation, line, Arc::new(reasons))));
        }
    }

    /// Opens the conversation of a quote at its line.
    pub fn open_quote(self, conversation: u32, line: u32) {
        self.change(crate::browser::history::Entry::New, |view| {
            (view.conversation, view.line) = (Some(conversation), Some(line));
        });
    }
}
