//! From files to reading, with a question where one is needed. Each file's preview is asked for; where
//! none needs an answer, reading begins at once. Else the dialog goes through the files that do, and
//! reading begins with the last answer.
//!
//! A file of the analysis on screen can be read otherwise later, by the same dialog.

use web_sys::File;

use super::{
    choice,
    fitting::Waiting,
    mapping::{Answers, MappingDialog},
    passphrase::{PassphraseAsked, PassphraseDialog},
    remembering,
    state::{App, Source},
    status,
};
use crate::{
    ingest::{Mapping, Preview},
    say,
    ui::prelude::*,
    wire::Request,
    words::t,
};

/// A file on its way to being read.
#[derive(Clone)]
struct Candidate {
    file: File,
    preview: Option<Preview>,
    /// How it is to be read; inferred where there is none.
    mapping: Option<Mapping>,
    /// Whether files of its shape were read by a choice that is remembered.
    recalled: bool,
    /// Left out by the person.
    out: bool,
}

impl Candidate {
    fn new(file: File, mapping: Option<Mapping>) -> Self {
        Self { file, preview: None, mapping, recalled: false, out: false }
    }

    /// Whether a person must answer before it is read.
    fn is_open(&self) -> bool {
        !self.out
            && self.mapping.is_none()
            && (self.recalled
                || self.preview.as_ref().is_some_and(|preview| preview.needs_asking().is_some()))
    }
}

/// The files that are being asked about.
#[derive(Default)]
struct Plan {
    candidates: Vec<Candidate>,
    /// Requests for previews and the file that each is about.
    asked: Vec<(u32, usize)>,
    /// The file that the dialog is about.
    at: Option<usize>,
    /// The last preview that was asked for while the dialog was open.
    redrawn: u32,
    /// The file of choices that was asked for last.
    choice: u32,
    /// One file of the analysis on screen is to be read otherwise.
    again: bool,
}

/// What is being asked. Copies are the same.
#[derive(Clone, Copy)]
pub struct Asking {
    preview: RwSignal<Option<Preview>>,
    draft: RwSignal<Mapping>,
    alike: RwSignal<usize>,
    turn: RwSignal<u32>,
    told: RwSignal<&'static str>,
    plan: StoredValue<Plan, LocalStorage>,
    /// The question for a passphrase.
    pub passphrase: PassphraseAsked,
    /// Files that wait for an answer, because they will not fit into memory.
    pub fitting: RwSignal<Option<Waiting>, LocalStorage>,
}

impl Asking {
    /// Nothing is asked yet.
    pub fn new() -> Self {
        Self {
            preview: RwSignal::new(None),
            draft: RwSignal::new(Mapping::default()),
            alike: RwSignal::new(0),
            turn: RwSignal::new(0),
            told: RwSignal::new(""),
            plan: StoredValue::new_local(Plan::default()),
            passphrase: PassphraseAsked::new(),
            fitting: RwSignal::new_local(None),
        }
    }

    /// Reads files, after a question where there must be one.
    pub fn start(self, app: App, files: &[File]) {
        let candidates: Vec<Candidate> =
            files.iter().map(|file| Candidate::new(file.clone(), None)).collect();
        let asked = candidates.iter().enumerate().map(|(at, candidate)| {
            let request = Request::Preview { mapping: Mapping::default() };
            (app.ask(request, std::slice::from_ref(&candidate.file)), at)
        });
        let asked = asked.collect();
        self.preview.set(None);
        app.notice.set(None);
        self.plan.set_value(Plan { candidates, asked, ..Plan::default() });
    }

    /// Whether an opened file of the analysis on screen can be read otherwise: whether the tab still holds it.
    pub fn can_read_again(app: App, at: usize) -> bool {
        matches!(app.read_from(), Some(Source::Files(files, _)) if at < files.len())
    }

    /// Reads the files of the analysis on screen once more, one of them with the source's own tests or without.
    pub fn read_tests(app: App, at: usize, tests: bool) {
        let Some(Source::Files(files, mut mappings)) = app.read_from() else { return };
        mappings.resize(files.len(), None);
        if let Some(mapping) = mappings.get_mut(at) {
            let chosen = Mapping { tests, ..mapping.take().unwrap_or_default() };
            *mapping = Some(chosen).filter(|chosen| !chosen.is_empty());
            app.read_as(&files, mappings);
        }
    }

    /// Opens the dialog for a file of the analysis on screen.
    pub fn again(self, app: App, at: usize) {
        let Some(Source::Files(files, mappings)) = app.read_from() else { return };
        let mappings = mappings.into_iter().chain(std::iter::repeat(None));
        let candidates: Vec<Candidate> =
            files.into_iter().zip(mappings).map(|(file, mapping)| Candidate::new(file, mapping)).collect();
        let Some(candidate) = candidates.get(at) else { return };
        let mapping = candidate.mapping.clone().unwrap_or_default();
        let id = app.ask(Request::Preview { mapping }, std::slice::from_ref(&candidate.file));
        self.plan.set_value(Plan { candidates, asked: vec![(id, at)], again: true, ..Plan::default() });
    }

    /// Takes a preview that was asked for.
    pub fn hear(self, app: App, id: u32, preview: Preview) {
        let redrawn = self.plan.with_value(|plan| plan.at.is_some() && plan.redrawn == id);
        if redrawn {
            self.recall_speakers(&preview);
            // The question stays the one that was asked.
            self.preview.set(Some(preview));
            return;
        }
        let mut settled = false;
        self.plan.update_value(|plan| {
            if let Some(asked) = plan.asked.iter().position(|(asked, _)| *asked == id) {
                let (_, at) = plan.asked.remove(asked);
                let candidate = &mut plan.candidates[at];
                candidate.recalled = remembering::of(&preview).is_some();
                candidate.preview = Some(preview);
                settled = plan.asked.is_empty();
                plan.at = plan.again.then_some(at);
            }
        });
        if settled {
            self.next(app);
        }
    }

    /// Forgets what is being asked: another analysis begins, or none is left.
    pub fn forget(self) {
        self.passphrase.open.set(false);
        self.preview.set(None);
        self.plan.set_value(Plan::default());
    }

    /// Asks about the next file that needs it, else reads them all.
    fn next(self, app: App) {
        let mut shown = None;
        self.plan.update_value(|plan| {
            let at = plan
                .at
                .filter(|_| plan.again)
                .or_else(|| plan.candidates.iter().position(Candidate::is_open));
            plan.at = at;
            shown = at.and_then(|at| {
                let candidate = &plan.candidates[at];
                let alike = if plan.again { 0 } else { plan.alike(at).len() };
                Some((candidate.preview.clone()?, candidate.mapping.clone(), alike))
            });
        });
        let Some((mut preview, draft, alike)) = shown else { return self.finish(app) };
        if self.plan.with_value(|plan| plan.again) {
            // Nothing must be asked here; the person asked.
            preview.question = None;
        }
        // What was chosen for this very file goes before what was for others of its shape.
        let recalled = remembering::of(&preview).filter(|_| draft.is_none());
        let recalled = recalled.map(|recalled| recalled.mapping(&preview));
        self.told.set(recalled.as_ref().map_or("", |_| t("Filled in as you read such a file before.")));
        let again = recalled.clone();
        self.draft.set(draft.or(recalled).unwrap_or_default());
        self.alike.set(alike);
        self.turn.update(|turn| *turn += 1);
        self.preview.set(Some(preview));
        if let Some(mapping) = again {
            self.redraw(app, mapping);
        }
    }

    /// Reads the file in the dialog as it was chosen, and those that are alike where the person said so.
    fn apply(self, app: App, mapping: &Mapping, for_alike: bool) {
        let file = self.plan.with_value(|plan| Some(plan.candidates[plan.at?].file.clone()));
        if let (Some(file), Some(preview)) = (file, self.preview.get_untracked()) {
            app.unfinished().note(&file, mapping, &preview);
        }
        if remembering::is_wanted() {
            self.with_first(|preview| remembering::keep(preview, mapping));
        }
        self.settle(app, for_alike, |candidate| candidate.mapping = Some(mapping.clone()));
    }

    /// Settles the file in the dialog, and those that are alike where the person said so.
    fn settle(self, app: App, for_alike: bool, settle: impl Fn(&mut Candidate)) {
        self.plan.update_value(|plan| {
            let Some(at) = plan.at.take() else { return };
            let mut which = if for_alike { plan.alike(at) } else { Vec::new() };
            which.push(at);
            plan.again = false;
            for at in which {
                settle(&mut plan.candidates[at]);
            }
        });
        self.next(app);
    }

    /// Reads what was not left out, and says what was.
    fn finish(self, app: App) {
        let plan = self.plan.try_update_value(std::mem::take).unwrap_or_default();
        self.preview.set(None);
        let (out, read): (Vec<Candidate>, Vec<Candidate>) =
            plan.candidates.into_iter().partition(|candidate| candidate.out);
        let out = status::names(&out.iter().map(|candidate| candidate.file.name()).collect::<Vec<_>>());
        if !read.is_empty() {
            let (files, mappings): (Vec<File>, Vec<Option<Mapping>>) =
                read.into_iter().map(|candidate| (candidate.file, candidate.mapping)).unzip();
            // What was said about the drop is still so.
            let notice = app.notice.get_untracked();
            app.read_as(&files, mappings);
            app.notice.set(notice);
        }
        if !out.is_empty() {
            app.notice
                .set(Some(say!("Left out, as you chose: {names}. Drop it again to read it.", names = out)));
        }
    }

    /// Closed without an answer: a file that waits is left out, one that was read stays as it is.
    fn close(self, app: App) {
        if self.plan.with_value(|plan| plan.again) {
            self.plan.set_value(Plan::default());
            self.preview.set(None);
        } else {
            self.settle(app, false, |candidate| candidate.out = true);
        }
    }

    /// Does something with the file in the dialog as it was before anything was chosen: by that its shape is known.
    fn with_first(self, with: impl FnOnce(&Preview)) {
        self.plan.with_value(|plan| {
            if let Some(preview) = plan.at.and_then(|at| plan.candidates[at].preview.as_ref()) {
                with(preview);
            }
        });
    }

    /// Fills in who the speakers are that come with other columns.
    fn recall_speakers(self, now: &Preview) {
        self.with_first(|first| {
            let Some(recalled) = remembering::of(first) else { return };
            self.draft.update(|draft| {
                for (name, role) in &recalled.mapping(now).speakers {
                    if !draft.speakers.contains_key(name) {
                        draft.speakers.insert(name.clone(), *role);
                    }
                }
            });
        });
    }

    /// Takes a choice from a file that a person gives.
    fn use_file(self, app: App, file: File) {
        let id = app.ask(Request::Choice, &[file]);
        self.plan.update_value(|plan| plan.choice = id);
    }

    /// Takes the choice that was asked for.
    pub fn hear_choice(self, app: App, id: u32, mapping: Option<&Mapping>) {
        let is_it = self.plan.with_value(|plan| plan.at.is_some() && plan.choice == id);
        let (Some(preview), true) = (self.preview.get_untracked(), is_it) else { return };
        self.told.set(match mapping {
            Some(_) => t("Filled in from the file of choices."),
            None => {
                t("That is no file of choices. One is saved here, or as “undertone analyze --help” shows.")
            }
        });
        if let Some(mapping) = mapping {
            let mapping = choice::by_place(&preview, mapping);
            self.draft.set(mapping.clone());
            self.redraw(app, mapping);
        }
    }

    fn redraw(self, app: App, mapping: Mapping) {
        let file = self.plan.with_value(|plan| Some(plan.candidates[plan.at?].file.clone()));
        if let Some(file) = file {
            let id = app.ask(Request::Preview { mapping }, &[file]);
            self.plan.update_value(|plan| plan.redrawn = id);
        }
    }
}

impl Plan {
    /// Other files that wait for an answer and are like this one.
    fn alike(&self, at: usize) -> Vec<usize> {
        let Some(one) = &self.candidates[at].preview else { return Vec::new() };
        let fits = |candidate: &Candidate| {
            candidate.is_open()
                && candidate.preview.as_ref().is_some_and(|other| choice::is_alike(one, other))
        };
        (0..self.candidates.len()).filter(|other| *other != at && fits(&self.candidates[*other])).collect()
    }
}

/// The dialog, with what comes of its answers.
#[component]
pub fn Question(
    /// The page's state.
    app: App,
) -> impl IntoView {
    let asking = app.asking();
    let answers = Answers {
        change: Callback::new(move |mapping| asking.redraw(app, mapping)),
        apply: Callback::new(move |(mapping, for_alike): (Mapping, bool)| {
            asking.apply(app, &mapping, for_alike);
        }),
        skip: Callback::new(move |for_alike| {
            asking.settle(app, for_alike, |candidate| candidate.out = true);
        }),
        cancel: Callback::new(move |()| asking.close(app)),
        use_file: Callback::new(move |file| asking.use_file(app, file)),
        told: asking.told.into(),
    };
    view! { class = "u",
        <MappingDialog preview=asking.preview draft=asking.draft turn=asking.turn alike=asking.alike
            timezone=app.timezone answers />
        <PassphraseDialog app />
    }
}
