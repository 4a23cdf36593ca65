//! Which analysis is on screen, where it came from, and the ways to another: opened, opened again, gone
//! back to, closed.
//!
//! Every entry of the tab's history names the opening that it is of, so that going back through it
//! never shows the figures of one under the name of another: the other is read again.

use leptos::prelude::*;
use web_sys::File;

use super::{App, Awaited};
use crate::{
    browser::{
        history::{self, Entry},
        moment, tab,
    },
    ingest::Mapping,
    say,
    ui::{
        keeping,
        status::{self, Phase},
        view::{LeftOut, View},
    },
    wire::{Completeness, Kept, Progress, Purpose, Request, Room, SampleKind},
    words::t,
};

/// So many times the same data are read once more after they ended a worker.
const MOST_RECOVERIES: u32 = 2;

/// So many openings can be gone back to.
const HELD: usize = 20;

/// Where an analysis came from, so that it can be read again.
#[derive(Clone, Debug)]
pub enum Source {
    /// Files, and how each is read where a person chose; the browser keeps them, not we.
    Files(Vec<File>, Vec<Option<Mapping>>),
    /// A built-in sample.
    Sample(SampleKind),
    /// One that is kept in this browser.
    Kept(Kept),
}

impl Source {
    /// What it is called, in the language of the page.
    pub fn name(&self) -> String {
        match self {
            Self::Files(files, _) => status::names(&files.iter().map(File::name).collect::<Vec<_>>()),
            Self::Sample(kind) => App::sample_name(*kind).into(),
            Self::Kept(kept) => kept_name(kept),
        }
    }
}

/// What a kept analysis is called; its day where its name cannot be read, as while it is sealed.
pub fn kept_name(kept: &Kept) -> String {
    if kept.name.is_empty() {
        let day = moment::words(&moment::own_timezone(), moment::Style::Full, kept.id as i64);
        return say!("Analysis of {day}", day = day);
    }
    kept.name.clone()
}

/// An analysis that was opened in this tab.
#[derive(Clone, Debug)]
pub struct Opening {
    /// When, in milliseconds of the clock: told apart also from those before a reload.
    pub id: u64,
    /// What was read.
    pub source: Source,
    /// How often it was read once more because a worker ended over it.
    pub recoveries: u32,
    /// What was chosen so that it fits into memory.
    pub room: Room,
}

impl App {
    /// What a sample is called.
    pub fn sample_name(kind: SampleKind) -> &'static str {
        match kind {
            SampleKind::Shop => t("Sample: online shop"),
            SampleKind::Saas => t("Sample: SaaS support"),
        }
    }

    /// What is analysed, by name, in the language of the page; empty where nothing is.
    pub fn source_name(self) -> String {
        self.loaded.with(|loaded| loaded.as_ref().map(|loaded| loaded.source.name()).unwrap_or_default())
    }

    /// Opens what can be read: a new analysis that replaces the one on screen. A link's view waits for
    /// its data; a filter of other data is not kept.
    pub fn open_source(self, source: Source) {
        self.open_source_in(source, Room::default());
    }

    /// The same, held as was chosen so that it fits into memory.
    pub fn open_source_in(self, source: Source, room: Room) {
        let waits = self.report.with_untracked(Option::is_none);
        self.say_closed();
        let opening = Opening { id: moment::clock(), source, recoveries: 0, room };
        self.change(Entry::New, |view| {
            let kept = if waits { std::mem::take(view) } else { View::default() };
            *view = View { opening: Some(opening.id), sample: opening.sample(), ..kept };
        });
        self.begin(opening);
    }

    /// Begins an opening, to be found again.
    pub(super) fn begin(self, opening: Opening) {
        self.opened_here.update(|all| {
            all.insert(0, opening.clone());
            all.truncate(HELD);
        });
        self.load(opening);
        tab::to_top();
    }

    /// What is on screen, to come back to it.
    pub fn read_from(self) -> Option<Source> {
        self.loaded.with_untracked(|loaded| loaded.as_ref().map(|loaded| loaded.source.clone()))
    }

    /// Reads once more what is on screen; they are the same data, and what is on screen of them stays.
    pub fn read_again(self) {
        if let Some(loaded) = self.loaded.get_untracked() {
            self.load(loaded);
        }
    }

    /// Back to the start screen.
    pub fn start_over(self) {
        self.say_closed();
        self.close_analysis();
        self.change(Entry::New, |view| *view = View { opening: Some(0), ..View::default() });
    }

    /// Comes back to an analysis that was closed: reads it once more, and shows what was shown.
    pub fn come_back(self, opening: Opening, view: View) {
        self.change(Entry::New, |now| *now = view);
        self.load(opening);
    }

    /// Shows what the address and the tab's history say, and reads the data it is of where they are not
    /// those on screen.
    pub(super) fn show_entry(self) {
        let (mut view, left_out) = View::read(&history::read());
        let loaded = self.loaded.get_untracked();
        let wanted = self.opening_of(&view, loaded.as_ref());
        // Its files come, or are asked for.
        let comes = wanted.is_none() && Self::is_unfinished(view.opening);
        let gone = wanted.is_none() && !comes && view.opening.is_some_and(|id| id > 0);
        if !comes {
            view.opening = Some(wanted.as_ref().map_or(0, |wanted| wanted.id));
        }
        let is_there = loaded.as_ref().map(|loaded| loaded.id) == wanted.as_ref().map(|wanted| wanted.id);
        if !is_there {
            self.say_closed();
        }
        self.view.set(view);
        match wanted {
            Some(wanted) if !is_there => self.load(wanted),
            None if !is_there => self.close_analysis(),
            _ => {}
        }
        // After reading has begun, which clears what was said before.
        if gone {
            self.notice.set(Some(
                t("The files of that view are no longer held by this tab. Open them again.").into(),
            ));
        }
        self.say_left_out(left_out);
        if !comes {
            self.say_waiting();
        }
    }

    /// Says what a link waits for whose files are not here.
    fn say_waiting(self) {
        let view = self.view.get_untracked();
        if self.loaded.with_untracked(Option::is_none) && (!view.filter.is_empty() || view.evidence.is_some())
        {
            self.notice.update(|notice| {
                notice.get_or_insert_with(|| {
                    let filter = view.filter.to_string();
                    say!("This link is a view of files that it does not hold ({filter}). Open the files to see it.", filter = filter)
                });
            });
        }
    }

    /// Which data a view is of; `None` is the start screen.
    fn opening_of(self, view: &View, loaded: Option<&Opening>) -> Option<Opening> {
        let known = |id| self.opened_here.with_untracked(|all| all.iter().find(|one| one.id == id).cloned());
        let of_sample = || {
            let source = Source::Sample(view.sample?);
            let same = loaded.filter(|loaded| loaded.sample() == view.sample).cloned();
            Some(same.unwrap_or_else(|| {
                let room = Room::default();
                Opening { id: moment::clock(), source, recoveries: 0, room }
            }))
        };
        match view.opening {
            Some(id) => known(id).or_else(of_sample),
            // An address that was written by hand or came as a link; without a sample it is of what is open.
            None => of_sample().or_else(|| loaded.cloned()),
        }
    }

    fn load(self, opening: Opening) {
        let source = opening.source.clone();
        let room = Room { limit: tab::memory_allowed(), ..opening.room };
        self.leave();
        self.clear();
        self.give_up_unfinished(opening.id);
        self.loaded.set(Some(opening));
        self.phase.set(Phase::Reading);
        let (timezone, filter) = (self.timezone.get_untracked(), self.filter_text());
        match source {
            Source::Files(files, mappings) => {
                self.await_answer(Awaited::Read, Request::Read { timezone, filter, mappings, room }, &files);
                self.remember_if_wanted();
            }
            Source::Sample(kind) => {
                self.await_answer(Awaited::Read, Request::Sample { kind, timezone, filter }, &[]);
            }
            Source::Kept(Kept { id, .. }) => {
                self.await_answer(Awaited::Read, Request::OpenKept { id, timezone, filter }, &[]);
            }
        }
    }

    /// After a worker's end: reads what was open once more, with fresh workers, and shows of it what was shown.
    /// Data that end them time and again are given up.
    pub(super) fn recover(self, why: &str) {
        let loaded = self.loaded.get_untracked();
        let again = loaded.filter(|loaded| loaded.recoveries < MOST_RECOVERIES);
        self.clear();
        let Some(opening) = again else {
            self.notice.set(Some(say!(
                "The part of the page that reads your files stopped{why}. What it held is gone from memory, and nothing was sent anywhere. Start again, then drop the files once more.",
                why = why
            )));
            return self.phase.set(Phase::Failed);
        };
        self.restart_with(Some(Opening { recoveries: opening.recoveries + 1, ..opening }));
        self.notice.set(Some(say!(
            "The part of the page that reads your files stopped{why}. It was started again and reads them once more.",
            why = why
        )));
    }

    /// Fresh workers, which read what is given.
    pub fn restart_with(self, opening: Option<Opening>) {
        self.restart();
        if let Some(opening) = opening {
            self.load(opening);
        }
    }

    /// Keeps what is on screen in this browser, if the person wants that of all analyses. One that was
    /// stopped is not kept: it would come back as if it were whole.
    pub fn keep_if_wanted(self) {
        let whole = self.completeness.get_untracked() == Some(Completeness::Complete);
        let files = self.loaded.get_untracked().filter(|loaded| matches!(loaded.source, Source::Files(..)));
        let Some(Opening { id, source, room, .. }) = files.filter(|_| whole && keeping::is_wanted()) else {
            return;
        };
        // One that hardly fits into memory cannot be put together once more to be written, and what is kept
        // is not less than it seems.
        let has_all_words = self
            .report
            .with_untracked(|report| report.as_ref().is_some_and(|report| report.memory.one_in <= 1));
        if room == Room::default() && has_all_words {
            self.await_answer(Awaited::Keep, Request::Keep { id, name: source.name() }, &[]);
        } else {
            self.notice.set(Some(t("This analysis is not kept in this browser: not all of it is in memory with its words. More memory can be allowed in the settings.").into()));
        }
    }

    /// Opens one that is kept, after the passphrase where it is sealed.
    pub fn open_kept(self, kept: Kept) {
        if kept.sealed && self.asking().passphrase.shut.get_untracked() {
            self.asking().passphrase.ask(Purpose::Open, Some(kept.id));
        } else {
            self.open_source(Source::Kept(kept));
        }
    }

    /// Offers the way back to the analysis that is about to go.
    fn say_closed(self) {
        if let Some(loaded) = self.loaded.get_untracked() {
            self.closed.set(Some((loaded, self.view.get_untracked())));
        }
    }

    fn close_analysis(self) {
        self.leave();
        self.ask(Request::Close, &[]);
        self.clear();
        self.phase.set(Phase::Start);
        // Another tab may have kept or removed some.
        self.ask(Request::ListKept, &[]);
    }

    /// Leaves the analysis on screen; one that is still being read is told to stop.
    fn leave(self) {
        if self.phase.get_untracked() == Phase::Reading {
            self.cancel();
        }
        if let Some(client) = self.client() {
            client.next_generation();
        }
    }

    /// Forgets all of the analysis that was on screen.
    pub(super) fn clear(self) {
        self.forget_import();
        self.loaded.set(None);
        self.report.set(None);
        self.report_below.set(None);
        self.pending.set(false);
        self.progress.set(Progress::default());
        self.completeness.set(None);
        self.notice.set(None);
        self.draft().text.set(String::new());
        self.draft().wrong.set(None);
        self.asking().forget();
        self.forget_answers();
    }

    fn say_left_out(self, left_out: LeftOut) {
        let why = match left_out {
            LeftOut::Nothing => return,
            LeftOut::Words => {
                t("Words that somebody searched for are not in links. That part of the filter was left out.")
            }
            LeftOut::Filter => t("The filter in this link cannot be read, so all conversations are shown."),
        };
        self.notice.set(Some(why.into()));
    }
}

impl Opening {
    fn sample(&self) -> Option<SampleKind> {
        match self.source {
            Source::Sample(kind) => Some(kind),
            Source::Files(..) | Source::Kept(_) => None,
        }
    }
}
