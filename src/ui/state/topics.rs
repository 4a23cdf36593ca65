//! Topics as they are shown: what a person wants of them is kept among the settings of this browser and told to the
//! worker; what it found comes back.
//!
//! What is kept of them unasked is what the person said: how many there are to be, and what was renamed, merged, split,
//! pinned or left out, by what these topics mean, as numbers. What was found, by which topics are known again in other
//! data, is of the customers: it is kept only where analyses are, by the same wish, and not where those are sealed.

use std::sync::Arc;

use leptos::prelude::*;

use super::{App, Awaited, Completeness, Request, RowCache};
use crate::{
    binary::Frozen,
    browser::tab,
    query::{Field, Filter},
    topics::{Topic, Wanted},
    ui::keeping,
    wire::{ShownTopics, Study},
};

/// Where it is kept.
const KEPT: &str = "undertone-topics";

/// Topics. Copies are the same.
#[derive(Clone, Copy)]
pub struct TopicsOnScreen {
    /// What is wanted of them.
    pub wanted: RwSignal<Wanted>,
    /// The column that says what a conversation is worth, by which it is said what is at stake.
    pub worth: RwSignal<Option<String>>,
    /// As they are; `None` until they were found in the data at hand.
    pub shown: RwSignal<Option<Arc<ShownTopics>>>,
}

impl TopicsOnScreen {
    /// As they were wanted last.
    pub fn new() -> Self {
        let kept = tab::kept(KEPT).and_then(|kept| Wanted::of_text(&kept)).unwrap_or_default();
        Self { wanted: RwSignal::new(kept), worth: RwSignal::default(), shown: RwSignal::default() }
    }

    /// Forgets what was found.
    pub(super) fn forget(self) {
        self.shown.set(None);
    }
}

impl App {
    /// Topics as they are shown.
    pub fn topics(self) -> TopicsOnScreen {
        self.aside.get_value().topics
    }

    /// The study of topics.
    pub fn topics_study(self) -> Study {
        Study::Topics { windows: Vec::new(), value: self.topics().worth.get() }
    }

    /// Has them found in the data at hand, unless they are. To be called in an effect: it follows what is read.
    pub fn want_topics(self) {
        let is_read = self.completeness.get().is_some_and(|now| now != Completeness::Partial);
        if is_read && self.topics().shown.with(Option::is_none) {
            self.tell_topics();
        }
    }

    /// Changes what is wanted of topics; gives what was before.
    pub fn change_topics(self, change: impl FnOnce(&mut Wanted)) -> Wanted {
        let wanted = self.topics().wanted;
        let before = wanted.get_untracked();
        wanted.update(change);
        self.keep_topics();
        self.tell_topics();
        before
    }

    /// Tells a fresh worker what is wanted of topics, for filters that name them; there is nothing to find yet.
    pub(super) fn tell_wanted_topics(self) {
        let wanted = self.topics().wanted.get_untracked();
        if wanted.number != 0 || !wanted.edits.is_empty() {
            self.ask(Request::Topics { wanted: wanted.as_text() }, &[]);
        }
    }

    fn tell_topics(self) {
        let wanted = self.topics().wanted.with_untracked(Frozen::as_text);
        let is_awaited = self.line.with_value(|line| {
            line.awaited.values().any(|known| matches!(known, Awaited::Topics(same) if *same == wanted))
        });
        if !is_awaited {
            self.await_answer(Awaited::Topics(wanted.clone()), Request::Topics { wanted }, &[]);
        }
    }

    /// Takes the worker's word on them: what is on screen goes by it from now on.
    pub(super) fn hear_topics(self, id: u32, shown: ShownTopics) {
        let what = self.line.try_update_value(|line| line.awaited.remove(&id)).flatten();
        let topics = self.topics();
        // What was asked before something else was wanted is of no use.
        let Some(Awaited::Topics(of)) = what else { return };
        if topics.wanted.with_untracked(Frozen::as_text) != of {
            return self.tell_topics();
        }
        topics.wanted.update(|wanted| wanted.remembered = shown.arranged.remembered(&wanted.remembered));
        self.keep_topics();
        topics.shown.set(Some(Arc::new(shown)));
        let topics = untrack(|| self.topics_study());
        self.ask_studies_again(|study| {
            *study == topics || matches!(study, Study::Questions { .. } | Study::Moods)
        });
        // What topics are called may be states of journeys, too.
        let goes_by_them = |filter: &Filter| {
            filter.asks_about_topics()
                || [Field::Path, Field::Funnel].iter().any(|field| filter.asks_about(*field))
        };
        if self.view.with_untracked(|view| goes_by_them(&view.filter)) {
            self.ask_figures();
            for list in [self.main, self.evidence] {
                list.update(|list| *list = RowCache::of(list.list().clone()));
            }
        }
    }

    /// Keeps what is wanted, as far as it may be kept now.
    pub(in crate::ui) fn keep_topics(self) {
        let mut kept = self.topics().wanted.get_untracked();
        if !keeping::is_wanted() || self.asking().passphrase.locked.get_untracked() {
            kept.remembered.clear();
        }
        if kept == Wanted::default() {
            tab::drop_kept(KEPT);
        } else {
            tab::keep(KEPT, &kept.as_text());
        }
    }

    /// Forgets what was wanted of topics, and what they were.
    pub(in crate::ui) fn forget_topics(self) {
        self.topics().wanted.set(Wanted::default());
        if self.topics().shown.with_untracked(Option::is_some) {
            self.tell_topics();
        }
    }

    /// The topic of a name, as it is shown.
    pub fn topic_named(self, name: &str) -> Option<Topic> {
        let shown = self.topics().shown.get_untracked()?;
        shown.arranged.topics.iter().find(|topic| topic.name == name).cloned()
    }
}
