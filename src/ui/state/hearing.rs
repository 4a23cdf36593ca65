//! What comes from the worker, and what is done with it: shown if it is still awaited, dropped if not.

use std::sync::Arc;

use leptos::prelude::*;

use super::{App, Awaited, Opened, Phase, RowCache};
use crate::{
    browser::{client::Event, frames, history::Entry, tab},
    ingest::Sentence,
    report::Report,
    say,
    ui::{suggest, view::Place},
    wire::{Completeness, Purpose, Request, Response, Row},
    words::{self, tr},
};

impl App {
    pub(super) fn hear(self, event: Event) {
        match event {
            Event::Ready => {
                self.ready_at.set(Some(tab::now()));
                self.ask(Request::ListKept, &[]);
                self.ask_what_was_taught();
                self.tell_plan();
                self.tell_wanted_topics();
            }
            Event::Died(why) => {
                let why = if why.is_empty() { String::new() } else { format!(" ({why})") };
                self.recover(&why);
            }
            Event::Answer { id, response, rows } => self.hear_answer(id, response, rows),
        }
    }

    fn hear_answer(self, id: u32, response: Response, rows: Vec<Row>) {
        match response {
            Response::Progress { progress } => self.progress.set(progress),
            Response::Snapshot { report, progress, completeness } => {
                self.progress.set(progress);
                let report = Arc::new(*report);
                // Shown in a frame of its own, so that it does not add to the task that decoded it; what
                // follows from it when all parts of the board have had their frame.
                let awaited = move || {
                    self.phase.get_untracked() == Phase::Reading && self.is_awaited(id, &Awaited::Read)
                };
                frames::later(move || {
                    if awaited() {
                        self.show(report);
                        self.completeness.set(Some(completeness));
                        // The parts ask for their frames when this one is over: before the inner piece.
                        frames::later(move || {
                            frames::later(move || {
                                if awaited() {
                                    self.follow(completeness);
                                }
                            });
                        });
                    }
                });
            }
            Response::Figures { report } => {
                // Shown at once: they are decoded in a few milliseconds, and a frame of their own would keep who
                // changed the filter waiting for one more.
                if self.is_awaited(id, &Awaited::Figures) {
                    self.show(Arc::new(*report));
                }
            }
            Response::Conversations { total, first } => self.put_rows(id, total, first, rows),
            Response::Transcript { transcript } => {
                let open = self.view.with_untracked(|view| view.conversation);
                if self.is_awaited(id, &Awaited::Transcript) && open == Some(transcript.conversation) {
                    self.opened.set(Opened::Transcript(Arc::from(transcript)));
                }
            }
            Response::Found { found } => self.hear_search(id, Ok(found)),
            Response::Quotes { quotes } => self.hear_quotes(id, quotes),
            Response::Explained { reasons } => self.hear_reasons(id, reasons),
            Response::Studied { study, filter, findings } => self.hear_study(id, study, filter, *findings),
            Response::Taught { taught } => self.hear_taught(id, *taught),
            Response::Drawn { draw } => self.hear_drawn(*draw),
            Response::Labels { file } => self.put_labels(&file),
            Response::Topics { shown } => self.hear_topics(id, *shown),
            Response::Plan { plan, wrong } => self.hear_plan(id, plan.map(|plan| *plan), &wrong),
            Response::Preview { preview } => {
                if !self.hear_speakers(id, &preview) {
                    self.asking().hear(self, id, *preview);
                }
            }
            Response::Choice { mapping } => self.asking().hear_choice(self, id, mapping.as_deref()),
            Response::Kept { list, locked, shut, no_room } => {
                self.kept.set(list);
                let passphrase = self.asking().passphrase;
                // Names of files are not left lying beside what is sealed.
                if locked && !passphrase.locked.get_untracked() {
                    self.forget_all_unfinished();
                }
                let was_locked = passphrase.locked.get_untracked();
                passphrase.locked.set(locked);
                if locked && !was_locked {
                    self.keep_topics();
                }
                passphrase.shut.set(shut);
                if no_room > 0 {
                    self.say_no_room(no_room);
                }
                match self.line.try_update_value(|line| line.awaited.remove(&id)).flatten() {
                    Some(Awaited::Passphrase) => passphrase.taken(self),
                    // What is on screen waits for the passphrase to be kept.
                    Some(Awaited::Keep) if shut => passphrase.ask(Purpose::Open, None),
                    Some(Awaited::Remember) => self.remember_import(),
                    _ => {}
                }
            }
            Response::Export { name, mime, text } => self.save(&name, &mime, &text),
            Response::Refused { filter, at, because, meant } => {
                self.line.update_value(|line| drop(line.awaited.remove(&id)));
                self.take_back(&filter, at as usize, &because, meant.as_deref());
            }
            Response::Failed { message } => self.hear_failure(id, &message),
            // What needs no answer.
            Response::Ready | Response::Done => {}
        }
    }

    /// Says that an analysis is not kept, and what would make room for it.
    fn say_no_room(self, needed: u64) {
        let needed = words::bytes(needed);
        let (n, size) = self.kept.with_untracked(|kept| {
            (kept.len() as u64, words::bytes(kept.iter().map(|kept| kept.bytes).sum()))
        });
        self.notice.set(Some(if n == 0 {
            say!(
                "This analysis is not kept: it takes {needed}, and the browser gives this page no room for that.",
                needed = needed
            )
        } else {
            say!(
                "This analysis is not kept: it takes {needed}, and the browser gives this page no more room. {kept}, {size} in all: remove some on the start screen to make room, then open these files again.",
                needed = needed,
                kept = words::plural(n, "{n} analysis is kept", "{n} analyses are kept"),
                size = size
            )
        }));
    }

    /// Shows figures, if they are of the filter on screen.
    fn show(self, report: Arc<Report>) {
        if report.filter == self.filter_text() {
            self.report.set(Some(report));
            // What asks for its frame because of them comes first: the figures are there when all is.
            frames::soon(move || frames::soon(move || self.show_below()));
        }
    }

    /// Shows the latest figures further down; with that all of the board shows them.
    fn show_below(self) {
        let latest = self.report.get_untracked();
        if latest.as_ref().is_some_and(|latest| latest.filter == self.filter_text()) {
            self.pending.set(false);
        }
        self.report_below.set(latest);
    }

    /// What follows from figures: the lists may be longer, and the page is ready where they are final.
    fn follow(self, completeness: Completeness) {
        let known = self.main.with_untracked(|main| main.total().unwrap_or_default());
        if completeness != Completeness::Partial {
            self.phase.set(Phase::Ready);
            self.forget_import();
            self.keep_if_wanted();
            // The first answer may have come for the analysis before.
            self.ask_what_was_taught();
        }
        if completeness != Completeness::Partial || known == 0 {
            for list in [self.main, self.evidence] {
                list.update(|list| *list = RowCache::of(list.list().clone()));
            }
        }
        self.ask_transcript_again(completeness);
    }

    fn put_rows(self, id: u32, total: u32, first: u32, rows: Vec<Row>) {
        let what = self.line.try_update_value(|line| line.awaited.remove(&id)).flatten();
        let Some(Awaited::Rows(which, of)) = what else { return };
        frames::later(move || {
            let cache = self.rows(which);
            // An answer about another filter or order came too late.
            if cache.with_untracked(|cache| *cache.list() == of) {
                cache.update(|cache| cache.put(first, total, rows));
            }
        });
    }

    /// Takes the condition that the data at hand cannot be asked for out of the filter and back into the
    /// line, with what is wrong with it.
    fn take_back(self, refused: &str, at: usize, because: &Sentence, meant: Option<&str>) {
        let filter = self.view.with_untracked(|view| view.filter.clone());
        if filter.to_string() != refused {
            return;
        }
        let mut begin = 0;
        for (index, term) in filter.terms().iter().enumerate() {
            let line = term.to_string();
            let end = begin + line.chars().count();
            if at <= end {
                let draft = self.draft();
                draft.wrong.set(Some(suggest::wrong_line(&line, at - begin, because, meant)));
                draft.text.set(line);
                return self.change(Entry::Same, |view| view.filter = filter.clone().without(index));
            }
            begin = end + 1;
        }
    }

    fn hear_failure(self, id: u32, message: &str) {
        let message = tr(message).into_owned();
        if self.is_awaited(id, &Awaited::Search) {
            return self.hear_search(id, Err(message));
        }
        let what = self.line.try_update_value(|line| line.awaited.remove(&id)).flatten();
        match what {
            Some(Awaited::Transcript) => {
                // While files are read it may yet come.
                if self.phase.get_untracked() != Phase::Reading {
                    self.opened.set(Opened::Refused(message));
                }
                return;
            }
            Some(Awaited::Rows(which, _)) => {
                self.rows(which).try_update_untracked(RowCache::give_up);
            }
            Some(Awaited::Teach) => {
                self.teachings().busy.set(false);
                // It is said where it was asked; elsewhere, at the top.
                if self
                    .view
                    .with_untracked(|view| view.place == Place::Signals && view.conversation.is_none())
                {
                    return self.teachings().wrong.set(message);
                }
            }
            Some(Awaited::Figures) => self.pending.set(false),
            Some(Awaited::Passphrase) => return self.asking().passphrase.refused(message),
            Some(Awaited::Read) if self.report.with_untracked(Option::is_none) => {
                self.clear();
                self.phase.set(Phase::Start);
            }
            Some(Awaited::Read) => {
                self.phase.set(Phase::Ready);
                self.forget_import();
            }
            // A search is answered above.
            Some(
                Awaited::Keep
                | Awaited::Remember
                | Awaited::Search
                | Awaited::Quotes
                | Awaited::Explain(..)
                | Awaited::Study(..)
                | Awaited::Plan(_)
                | Awaited::Topics(_),
            )
            | None => {}
        }
        self.notice.set(Some(message));
    }
}
