//! What follows from a change of the view: figures of another filter, rows, a transcript.

use leptos::prelude::*;

use super::{App, Awaited, Completeness, ListOf, Opened, Order, Phase, Request, RowCache};
use crate::ui::reactive::{effect, memo};

impl App {
    /// Asks for what the view needs whenever it changes.
    pub(super) fn follow_view(self) {
        let filter = memo(move || self.view.with(|view| view.filter.to_string()));
        Effect::new(move |before: Option<String>| {
            let filter = filter.get();
            if before.is_some_and(|before| before != filter) && self.has_data() {
                self.ask_figures();
            }
            filter
        });
        let main = memo(move || {
            self.view.with(|view| ListOf { filter: view.filter.to_string(), order: view.order })
        });
        effect(move || {
            self.main.set(RowCache::of(main.get()));
        });
        let evidence = memo(move || {
            self.view.with(|view| ListOf {
                filter: Self::evidence_filter(view).to_string(),
                order: Order::default(),
            })
        });
        effect(move || {
            self.evidence.set(RowCache::of(evidence.get()));
        });
        let conversation = memo(move || {
            let has_data = matches!(self.phase.get(), Phase::Reading | Phase::Ready);
            self.view.with(|view| view.conversation).filter(|_| has_data)
        });
        effect(move || match conversation.get() {
            None => self.opened.set(Opened::Nothing),
            Some(conversation) => {
                // One that is on screen stays there until its neighbour has come.
                if !matches!(self.opened.get_untracked(), Opened::Transcript(_)) {
                    self.opened.set(Opened::Waiting);
                }
                self.ask_transcript(conversation);
            }
        });
    }

    /// Asks for a transcript, with its neighbours in the list that it was opened from.
    fn ask_transcript(self, conversation: u32) {
        let view = self.view.get_untracked();
        let (filter, order) = match view.evidence {
            Some(_) => (Self::evidence_filter(&view), Order::default()),
            None => (view.filter, view.order),
        };
        let filter = filter.to_string();
        self.await_answer(Awaited::Transcript, Request::Transcript { conversation, order, filter }, &[]);
    }

    /// Asks once more for the transcript that is open: a link may ask before it has been read, and when
    /// all is read its neighbours are others.
    pub(super) fn ask_transcript_again(self, completeness: Completeness) {
        let waits = self.opened.with_untracked(|opened| *opened == Opened::Waiting);
        let open = self.view.with_untracked(|view| view.conversation);
        if let Some(conversation) = open.filter(|_| waits || completeness != Completeness::Partial) {
            self.ask_transcript(conversation);
        }
    }
}
