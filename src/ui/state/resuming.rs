//! An import that a reload of the tab broke off, and how it goes on: by itself where the browser still lets
//! its files be read, else when the person says so or chooses them once more. Only for who has analyses
//! kept, and never while a passphrase stands before what is kept: names of files would lie beside it.

use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::File;

use super::{App, Awaited, Opening, Source};
use crate::{
    browser::{
        history::{self, Entry},
        moment, unfinished,
    },
    ingest::{Mapping, Preview},
    say,
    ui::{
        import::{Choice, FileOf, Import},
        keeping,
        status::{self, Phase},
        view::View,
    },
    wire::Request,
    words::t,
};

/// What tabs left that are gone is removed after so many milliseconds.
const A_DAY: u64 = 24 * 60 * 60 * 1000;

/// So many times an import goes on by itself: one that ends the tab each time must not do so for ever.
const MOST_TIMES: u32 = 2;

/// What an import waits for that does not go on by itself.
#[derive(Clone, Debug, PartialEq)]
pub enum Waits {
    /// That the person wants it; the browser may ask for more.
    Word,
    /// That its files are chosen once more: the browser gave no way back to them.
    Files,
    /// The same, because these are no longer where they were.
    Others(String),
}

/// What is known of imports that are not read to their end. Copies are the same.
#[derive(Clone, Copy)]
pub struct Unfinished {
    /// The one that waits for the person.
    pub waits: RwSignal<Option<(Import, Waits)>>,
    known: StoredValue<Known, LocalStorage>,
}

#[derive(Default)]
struct Known {
    /// The one that is being read, while it is kept.
    kept: Option<u64>,
    /// An import that went on, and how often.
    times: (u64, u32),
    /// Ways to the files of the one that waits.
    handles: Vec<JsValue>,
    /// The one that goes on when the names of its speakers have come.
    next: Option<Next>,
    /// Files that a person was asked about, what was chosen, and the speakers in the order of the preview.
    asked: Vec<(File, Mapping, Vec<String>)>,
}

struct Next {
    import: Import,
    files: Vec<File>,
    /// Requests for previews, and the choice that each is about.
    asked: Vec<(u32, usize)>,
    /// Names of the speakers of each choice.
    speakers: Vec<Vec<String>>,
}

impl Unfinished {
    /// Nothing is known yet.
    pub fn new() -> Self {
        Self { waits: RwSignal::default(), known: StoredValue::new_local(Known::default()) }
    }

    /// Notes what a person chose for a file, and how its preview calls the speakers.
    pub fn note(self, file: &File, mapping: &Mapping, preview: &Preview) {
        let names = preview.speakers.iter().map(|speaker| speaker.name.clone()).collect();
        self.known.update_value(|known| known.asked.insert(0, (file.clone(), mapping.clone(), names)));
    }
}

impl App {
    /// Looks for an import of this tab that a reload broke off, when the page begins.
    pub(super) fn find_unfinished(self) {
        if !keeping::is_wanted() {
            return unfinished::disown();
        }
        let own = unfinished::own();
        spawn_local(async move {
            let found = unfinished::find(own, moment::clock().saturating_sub(A_DAY)).await;
            let import = found.and_then(|found| Some((Import::read(&found.about)?, found.handles)));
            match import {
                Some((import, handles)) => self.go_on(import, handles, false).await,
                None if own.is_some() => {
                    unfinished::disown();
                    if self.loaded.with_untracked(Option::is_none) {
                        // Now the view is one of files that nobody has.
                        self.show_entry();
                        self.view.with_untracked(|view| {
                            history::write(Entry::Same, &view.shared(), &view.full());
                        });
                    }
                }
                None => {}
            }
        });
    }

    /// Whether a view's data are those of an import that a reload broke off.
    pub(super) fn is_unfinished(id: Option<u64>) -> bool {
        id.is_some() && unfinished::own() == id && keeping::is_wanted()
    }

    /// The import that waits goes on, as far as the browser lets it.
    pub fn read_on(self) {
        let handles = self.unfinished().known.with_value(|known| known.handles.clone());
        if let Some((import, _)) = self.unfinished().waits.get_untracked() {
            spawn_local(self.go_on(import, handles, true));
        }
    }

    /// Goes on with an import, or says what it waits for. `wanted` by the person, whom the browser may ask.
    async fn go_on(self, import: Import, handles: Vec<JsValue>, wanted: bool) {
        let allowed = unfinished::are_allowed(&handles, wanted).await;
        let waits = if handles.is_empty() {
            Waits::Files
        } else if !allowed || (!wanted && import.times >= MOST_TIMES) {
            Waits::Word
        } else {
            let found = unfinished::files(&handles).await;
            let names = import.names().into_iter().zip(&found);
            let gone: Vec<String> = names.filter(|(_, file)| file.is_none()).map(|(name, _)| name).collect();
            if gone.is_empty() {
                return self.resume(import, found.into_iter().flatten().collect(), wanted);
            }
            Waits::Others(status::names(&gone))
        };
        if self.loaded.with_untracked(Option::is_some) {
            // Something else was opened meanwhile.
            return unfinished::forget(import.id);
        }
        if wanted && waits == Waits::Word {
            self.notice.set(Some(
                t("The browser does not let this page read the files. Choose them once more.").into(),
            ));
        }
        self.unfinished().known.update_value(|known| known.handles = handles);
        self.unfinished().waits.set(Some((import, waits)));
    }

    /// The import that waits is not wanted any more.
    pub fn forget_unfinished(self) {
        self.give_up_unfinished(0);
        self.change(Entry::Same, |view| *view = View { opening: Some(0), ..View::default() });
    }

    /// Forgets the import that waits, unless it is the one that is read now.
    pub(super) fn give_up_unfinished(self, now: u64) {
        let Unfinished { waits, known } = self.unfinished();
        waits.set(None);
        known.update_value(|known| known.next = None);
        if let Some(id) = unfinished::own().filter(|id| *id != now) {
            unfinished::forget(id);
        }
    }

    /// Forgets all of them, those of other tabs too.
    pub fn forget_all_unfinished(self) {
        let Unfinished { waits, known } = self.unfinished();
        waits.set(None);
        known.update_value(|known| (known.kept, known.next) = (None, None));
        unfinished::forget_all();
    }

    /// Sees to it that what is being read is remembered until its end. What is kept is asked for first: a
    /// passphrase may have been set in another tab.
    pub fn remember_if_wanted(self) {
        let files = self.loaded.with_untracked(|loaded| {
            loaded.as_ref().is_some_and(|loaded| matches!(loaded.source, Source::Files(..)))
        });
        if files && self.phase.get_untracked() == Phase::Reading && keeping::is_wanted() {
            self.await_answer(Awaited::Remember, Request::ListKept, &[]);
        }
    }

    /// Remembers what is being read, unless it has come to its end.
    pub(super) fn remember_import(self) {
        let known = self.unfinished().known;
        if self.asking().passphrase.locked.get_untracked() || self.phase.get_untracked() != Phase::Reading {
            return;
        }
        let Some(Opening { id, source: Source::Files(files, mappings), room, .. }) =
            self.loaded.get_untracked()
        else {
            return;
        };
        let import = known.with_value(|known| {
            let place = |file: &File| files.iter().position(|other| other == file);
            let asked: Vec<_> = known
                .asked
                .iter()
                .filter_map(|(file, mapping, names)| {
                    Some((place(file)? as u32, mapping.clone(), names.clone()))
                })
                .collect();
            let times = if known.times.0 == id { known.times.1 } else { 0 };
            Import::of((id, times), files.iter().map(file_of).collect(), &mappings, &asked, room)
        });
        if let Some(import) = import {
            known.update_value(|known| known.kept = Some(id));
            unfinished::keep(id, &import.written(), &files);
        }
    }

    /// What was being read has come to its end, or is not wanted any more.
    pub(super) fn forget_import(self) {
        let kept = self.unfinished().known.try_update_value(|known| known.kept.take()).flatten();
        if let Some(id) = kept {
            unfinished::forget(id);
        }
    }

    /// Whether files that were chosen or dropped are those of the import that waits; it goes on then. Of files
    /// that have changed it is said.
    pub(super) fn goes_on_with(self, files: &[File]) -> bool {
        let Some((import, _)) = self.unfinished().waits.get_untracked() else { return false };
        let now: Vec<FileOf> = files.iter().map(file_of).collect();
        if let Some(places) = import.places_in(&now) {
            let files: Vec<File> = places.into_iter().map(|at| files[at].clone()).collect();
            self.ask_speakers(import, files);
            return true;
        }
        self.read_changed(files, &import.changed(&now))
    }

    /// Reads files anew of which some have changed since; `false` where none has.
    fn read_changed(self, files: &[File], changed: &[String]) -> bool {
        if changed.is_empty() {
            return false;
        }
        self.asking().start(self, files);
        let names = status::names(changed);
        self.notice.set(Some(say!(
            "Changed since it was being read, and read anew as it is now: {names}",
            names = names
        )));
        true
    }

    /// Goes on with the files of an import, which are all there.
    fn resume(self, import: Import, files: Vec<File>, wanted: bool) {
        let now: Vec<FileOf> = files.iter().map(file_of).collect();
        if self.loaded.with_untracked(Option::is_some) {
            unfinished::forget(import.id);
        } else if !import.changed(&now).is_empty() {
            self.read_changed(&files, &import.changed(&now));
            // Until they are read.
            self.unfinished().waits.set(Some((import, Waits::Files)));
        } else {
            let name = status::names(&import.names());
            self.ask_speakers(import, files);
            if !wanted {
                self.notice.set(Some(say!(
                    "Reading of {name} goes on: the page was loaded again before its end.",
                    name = name
                )));
            }
        }
    }

    /// Asks for the names of speakers whose roles were chosen. Where none were, reading begins at once.
    fn ask_speakers(self, import: Import, files: Vec<File>) {
        let chosen = import.choices.iter().enumerate().filter(|(_, choice)| !choice.roles.is_empty());
        let asked = chosen.map(|(at, choice)| {
            let request = Request::Preview { mapping: choice.mapping.clone() };
            (self.ask(request, &files[choice.file as usize..][..1]), at)
        });
        let asked: Vec<(u32, usize)> = asked.collect();
        let is_settled = asked.is_empty();
        let speakers = vec![Vec::new(); import.choices.len()];
        let next = Next { import, files, asked, speakers };
        self.unfinished().known.update_value(|known| known.next = Some(next));
        if is_settled {
            self.begin_again();
        }
    }

    /// Takes the names of speakers from a preview that was asked for because of them.
    pub(super) fn hear_speakers(self, id: u32, preview: &Preview) -> bool {
        let left = self.unfinished().known.try_update_value(|known| {
            let next = known.next.as_mut()?;
            let (_, at) = next.asked.remove(next.asked.iter().position(|(asked, _)| *asked == id)?);
            next.speakers[at] = preview.speakers.iter().map(|speaker| speaker.name.clone()).collect();
            Some(next.asked.len())
        });
        if left.flatten() == Some(0) {
            self.begin_again();
        }
        left.flatten().is_some()
    }

    /// Begins to read: the same opening, with the view that it had.
    fn begin_again(self) {
        let known = self.unfinished().known;
        let Some(Next { import, files, speakers, .. }) =
            known.try_update_value(|known| known.next.take()).flatten()
        else {
            return;
        };
        let fits = |(choice, names): (&Choice, &Vec<String>)| choice.roles.len() == names.len();
        if !import.choices.iter().zip(&speakers).all(fits) {
            // The same name and size, and yet others speak: the person is asked as for any file.
            return self.asking().start(self, &files);
        }
        let mappings = import.mappings(&speakers);
        known.update_value(|known| {
            known.times = (import.id, import.times + 1);
            for (choice, names) in import.choices.iter().zip(speakers) {
                let file = choice.file as usize;
                if let (Some(file), Some(Some(mapping))) = (files.get(file), mappings.get(file)) {
                    known.asked.push((file.clone(), mapping.clone(), names));
                }
            }
        });
        let Import { id, room, .. } = import;
        let notice = self.notice.get_untracked();
        if self.view.with_untracked(|view| view.opening != Some(id)) {
            self.change(Entry::New, |view| *view = View { opening: Some(id), ..View::default() });
        }
        self.begin(Opening { id, source: Source::Files(files, mappings), recoveries: 0, room });
        self.notice.set(notice);
    }
}

fn file_of(file: &File) -> FileOf {
    FileOf { name: file.name(), size: file.size() as u64, changed: file.last_modified() as i64 }
}
