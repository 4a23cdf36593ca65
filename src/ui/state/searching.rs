//! The ranked search: what is typed, and what was found. What somebody searches for is in no link and in
//! no entry of the history; it goes with the analysis.

use std::sync::Arc;

use leptos::prelude::*;

use super::{App, Awaited, Phase, Request};
use crate::{
    browser::{frames, history::Entry},
    wire::{FoundLine, Neighbours, SearchResults},
    words::hits::{MOST, as_typed},
};

/// Where a search stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Searched {
    /// Nothing is searched for.
    #[default]
    Nothing,
    /// Asked for the first time.
    Waiting,
    /// What was found, and whether that is only of what has been read so far.
    Found(Arc<SearchResults>, bool),
    /// Why there is no answer.
    Failed(String),
}

/// The search. Copies are the same.
#[derive(Clone, Copy)]
pub struct Search {
    /// What is typed.
    pub words: RwSignal<String>,
    /// What was found of it, or of what was typed just before.
    pub searched: RwSignal<Searched>,
    /// Whether an answer is on its way.
    pub pending: RwSignal<bool>,
    /// The message that the keyboard is at.
    pub marked: RwSignal<usize>,
    /// Whether the question waits for its frame, or for the answer to the one before.
    next: StoredValue<bool>,
}

impl Search {
    /// Nothing is searched for.
    pub fn new() -> Self {
        Self {
            words: RwSignal::default(),
            searched: RwSignal::default(),
            pending: RwSignal::default(),
            marked: RwSignal::default(),
            next: StoredValue::new(false),
        }
    }

    /// Forgets all of it.
    pub(super) fn forget(self) {
        self.words.set(String::new());
        self.searched.set(Searched::Nothing);
        self.pending.set(false);
        self.marked.set(0);
        self.next.set_value(false);
    }

    /// The messages that are listed.
    fn rows<T>(self, read: impl FnOnce(&[FoundLine]) -> T) -> T {
        self.searched.with(|searched| match searched {
            Searched::Found(found, _) => read(&found.rows),
            _ => read(&[]),
        })
    }
}

impl App {
    /// Searches for what is typed now.
    pub fn search_for(self, words: String) {
        self.search().words.set(words);
        self.search().marked.set(0);
        self.search_again();
    }

    /// Searches once more: of another filter, or of more that was read.
    pub fn search_again(self) {
        let Search { words, searched, pending, next, .. } = self.search();
        if words.with_untracked(|words| words.trim().is_empty()) {
            searched.set(Searched::Nothing);
            return pending.set(false);
        }
        if !matches!(searched.get_untracked(), Searched::Found(..)) {
            searched.set(Searched::Waiting);
        }
        pending.set(true);
        // Of what is typed between two frames, or while the worker still searches, only the last is asked.
        if !next.get_value() {
            next.set_value(true);
            if !self.is_searching() {
                frames::later(move || self.ask_search());
            }
        }
    }

    fn is_searching(self) -> bool {
        self.line.with_value(|line| line.awaited.values().any(|awaited| *awaited == Awaited::Search))
    }

    fn ask_search(self) {
        if self.is_searching() {
            return;
        }
        self.search().next.set_value(false);
        let words = self.search().words.get_untracked();
        if self.search().pending.get_untracked() {
            let request = Request::Search { words: as_typed(&words), filter: self.filter_text(), most: MOST };
            self.await_answer(Awaited::Search, request, &[]);
        }
    }

    /// Takes the answer to a search, unless something else is searched for by now.
    pub(super) fn hear_search(self, id: u32, answer: Result<SearchResults, String>) {
        if !self.is_awaited(id, &Awaited::Search) {
            return;
        }
        self.line.update_value(|line| drop(line.awaited.remove(&id)));
        let Search { searched, pending, next, marked, .. } = self.search();
        if next.get_value() {
            return frames::later(move || self.ask_search());
        }
        if pending.get_untracked() {
            let so_far = self.phase.get_untracked() == Phase::Reading;
            pending.set(false);
            if answer.as_ref().is_ok_and(|found| found.rows.len() <= marked.get_untracked()) {
                marked.set(0);
            }
            searched.set(match answer {
                Ok(found) => Searched::Found(Arc::new(found), so_far),
                Err(why) => Searched::Failed(why),
            });
        }
    }

    /// Opens the transcript at a message that was found. From one to the next is one step of the history.
    pub fn open_hit(self, at: usize, entry: Entry) {
        let line = self.search().rows(|rows| rows.get(at).map(|row| (row.conversation, row.line)));
        if let Some((conversation, line)) = line {
            self.search().marked.set(at);
            self.change(entry, |view| (view.conversation, view.line) = (Some(conversation), Some(line)));
        }
    }

    /// Where the message that is open stands among those found; its neighbours by their places from 0.
    pub fn near_hits(self) -> Option<Neighbours> {
        let open = self.view.with(|view| view.conversation.zip(view.line))?;
        self.search().rows(|rows| {
            let at = rows.iter().position(|row| (row.conversation, row.line) == open)? as u32;
            let of = rows.len() as u32;
            Some(Neighbours {
                place: at + 1,
                of,
                previous: at.checked_sub(1),
                next: Some(at + 1).filter(|next| *next < of),
            })
        })
    }
}
