//! The page's state as signals, and the few things a person can do to it. All talk with the worker
//! goes through here; components read signals and call these methods.
//!
//! One value, the [`View`], says what is on screen; it changes through [`App::change`] alone, which also
//! writes the tab's history. What follows from it (figures of another filter, rows, a transcript) is
//! asked for by effects on it, so that a link, a click and going back take the same road.

mod aside;
mod following;
mod hearing;
mod loading;
mod planning;
mod resuming;
mod searching;
mod studies;
mod teaching;
mod topics;
mod voices;

use std::sync::Arc;

use leptos::prelude::*;
use litemap::LiteMap;
use web_sys::File;

use super::{
    fitting::Waiting,
    parts::FilterError,
    rows::{CHUNK, ListOf, RowCache},
    status::Phase,
    view::{Place, View},
};
use crate::{
    browser::{
        client::Client,
        dropped::Dropped,
        history::{self, Entry},
        moment, save, tab,
    },
    ingest::Mapping,
    insight::definition,
    query::{Filter, Term},
    report::{Report, reading_report},
    wire::{
        Column, Completeness, Export, Kept, Order, Passphrase, Progress, Purpose, Request, Study, Transcript,
    },
    words::{t, tr},
};

use aside::Aside;
pub use loading::{Opening, Source, kept_name};
pub use planning::Planning;
pub use resuming::{Unfinished, Waits};
use searching::Search;
pub use searching::Searched;
pub use studies::{Studied, Studies};
pub use teaching::Teachings;
pub use topics::TopicsOnScreen;
pub use voices::Voices;

/// What the drawer shows of a conversation.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Opened {
    /// None is open.
    #[default]
    Nothing,
    /// The transcript was asked for.
    Waiting,
    /// The transcript.
    Transcript(Arc<Transcript>),
    /// Why there is none.
    Refused(String),
}

/// What is typed into the filter line and not applied yet.
#[derive(Clone, Copy)]
pub struct Draft {
    /// The line.
    pub text: RwSignal<String>,
    /// What is wrong with it.
    pub wrong: RwSignal<Option<FilterError>>,
}

/// One of the two lists of conversations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// All that the filter means.
    Main,
    /// Those behind one figure.
    Evidence,
}

/// What an awaited answer is for.
#[derive(Clone, Debug, PartialEq)]
enum Awaited {
    Read,
    Figures,
    Rows(Which, ListOf),
    Transcript,
    Keep,
    Remember,
    Passphrase,
    Search,
    Quotes,
    /// Of a conversation, by its number, the line.
    Explain(u32, u32),
    Teach,
    /// Of the conversations of a filter, and whether all was read when it was asked.
    Study(Box<(Study, String)>, bool),
    /// Whether of a file.
    Plan(bool),
    /// As they are wanted.
    Topics(String),
}

/// The line to the workers, and what is awaited over it, by the number of the request.
#[derive(Default)]
struct Line {
    client: Option<Client>,
    awaited: LiteMap<u32, Awaited>,
}

/// The state. Copies are the same state.
#[derive(Clone, Copy)]
pub struct App {
    /// Where the page is.
    pub phase: RwSignal<Phase>,
    /// What is on screen. Read it; change it through [`App::change`].
    pub view: RwSignal<View>,
    /// The figures so far.
    pub report: RwSignal<Option<Arc<Report>>>,
    /// The same a frame later, for what stands further down: no frame changes all of the board.
    pub report_below: RwSignal<Option<Arc<Report>>>,
    /// Whether figures of the current filter are on their way.
    pub pending: RwSignal<bool>,
    /// How far reading is.
    pub progress: RwSignal<Progress>,
    /// Whether the figures are final.
    pub completeness: RwSignal<Option<Completeness>>,
    /// What is analysed.
    pub loaded: RwSignal<Option<Opening>, LocalStorage>,
    /// A sentence that helps: what went wrong and what to do.
    pub notice: RwSignal<Option<String>>,
    /// When the worker could first hear, in milliseconds of the tab's clock.
    pub ready_at: RwSignal<Option<f64>>,
    /// What is typed into the filter line.
    draft: StoredValue<Draft>,
    /// The conversation that is open.
    pub opened: RwSignal<Opened>,
    /// Zone of days and hours.
    pub timezone: RwSignal<String>,
    /// What is seldom needed.
    aside: StoredValue<Aside>,
    /// What was opened in this tab, the latest first. Nothing of it is kept beyond the tab.
    pub opened_here: RwSignal<Vec<Opening>, LocalStorage>,
    /// The pages of the guide, once they were asked for.
    pub guide: RwSignal<String>,
    /// What is kept in this browser, the latest first.
    pub kept: RwSignal<Vec<Kept>>,
    /// The analysis that was closed last, and what was on screen of it.
    pub closed: RwSignal<Option<(Opening, View)>, LocalStorage>,
    main: RwSignal<RowCache>,
    evidence: RwSignal<RowCache>,
    line: StoredValue<Line, LocalStorage>,
}

impl App {
    /// A fresh state with a worker that starts now, and the view that the address asks for.
    pub fn start() -> Self {
        let app = Self {
            phase: RwSignal::default(),
            view: RwSignal::default(),
            report: RwSignal::default(),
            report_below: RwSignal::default(),
            pending: RwSignal::default(),
            progress: RwSignal::default(),
            completeness: RwSignal::default(),
            loaded: RwSignal::new_local(None),
            notice: RwSignal::default(),
            ready_at: RwSignal::default(),
            draft: StoredValue::new(Draft { text: RwSignal::default(), wrong: RwSignal::default() }),
            opened: RwSignal::default(),
            timezone: RwSignal::new(moment::own_timezone()),
            aside: StoredValue::new(Aside::new()),
            opened_here: RwSignal::new_local(Vec::new()),
            guide: RwSignal::default(),
            kept: RwSignal::default(),
            closed: RwSignal::new_local(None),
            main: RwSignal::default(),
            evidence: RwSignal::default(),
            line: StoredValue::new_local(Line::default()),
        };
        let client = Client::start(move |event| app.hear(event));
        app.line.update_value(|line| line.client = Some(client));
        history::listen(move || app.show_entry());
        app.follow_view();
        app.show_entry();
        // The entry that one comes back to says what it is of.
        app.view.with_untracked(|view| history::write(Entry::Same, &view.shared(), &view.full()));
        app.find_unfinished();
        app
    }

    /// What is typed into the filter line.
    pub fn draft(self) -> Draft {
        self.draft.get_value()
    }

    /// Changes what is on screen, and writes it into the history.
    pub fn change(self, entry: Entry, change: impl FnOnce(&mut View)) {
        let mut view = self.view.get_untracked();
        change(&mut view);
        if self.view.with_untracked(|known| *known != view) {
            history::write(entry, &view.shared(), &view.full());
            // From here on the figures on screen are of another filter.
            if self.has_data() && self.view.with_untracked(|known| known.filter != view.filter) {
                self.pending.set(true);
            }
            self.view.set(view);
        }
    }

    /// Whether there is something to look at.
    pub fn has_data(self) -> bool {
        matches!(self.phase.get_untracked(), Phase::Reading | Phase::Ready)
    }

    /// Goes to a place.
    pub fn go(self, place: Place) {
        self.change(Entry::New, |view| {
            view.place = place;
            view.shut();
        });
        tab::to_top();
    }

    /// Shows the conversations that another filter means.
    pub fn filter(self, filter: Filter) {
        self.change(Entry::New, |view| {
            view.filter = filter;
            view.shut();
        });
    }

    /// Adds a condition to the filter.
    pub fn narrow(self, term: Term) {
        let filter = self.view.with_untracked(|view| view.filter.clone());
        self.filter(filter.with(term));
    }

    /// Orders the list.
    pub fn order(self, order: Order) {
        self.change(Entry::Same, |view| view.order = order);
    }

    /// Shows the list, the worst rated first.
    pub fn worst_rated(self) {
        self.go(Place::Conversations);
        self.order(Order { by: Column::Rating, descending: false });
    }

    /// Opens the conversations behind a figure.
    pub fn open_evidence(self, name: String) {
        self.change(Entry::New, |view| {
            view.shut();
            view.evidence = Some(name);
        });
    }

    /// Opens the transcript of a conversation.
    pub fn open(self, conversation: u32) {
        self.change(Entry::New, |view| (view.conversation, view.line) = (Some(conversation), None));
    }

    /// Goes on to a neighbour of the conversation that is open.
    pub fn turn_to(self, conversation: u32) {
        self.change(Entry::Same, |view| (view.conversation, view.line) = (Some(conversation), None));
    }

    /// Closes the transcript; the list it was opened from stays.
    pub fn close_transcript(self) {
        self.change(Entry::New, |view| (view.conversation, view.line) = (None, None));
    }

    /// Closes the drawer.
    pub fn close(self) {
        self.change(Entry::New, View::shut);
    }

    /// Reads files, after a question where there must be one.
    pub fn read(self, files: &[File]) {
        if files.is_empty() {
            self.notice
                .set(Some(t("There was no file in that. Drop transcript files, or choose them.").into()));
            return;
        }
        if !self.goes_on_with(files) {
            self.asking().start(self, files);
        }
    }

    /// Reads files, each as its mapping says: a new analysis that replaces the one on screen. Where they
    /// will not fit into memory the person is asked first.
    pub fn read_as(self, files: &[File], mappings: Vec<Option<Mapping>>) {
        match Waiting::of(files, &mappings) {
            Some(waiting) => self.asking().fitting.set(Some(waiting)),
            None => self.open_source(Source::Files(files.to_vec(), mappings)),
        }
    }

    /// Reads what was dropped or pasted, and says what of it is no file.
    pub fn take(self, dropped: &Dropped) {
        if dropped.files.is_empty() && dropped.other {
            self.notice.set(Some(
                t("That was a link, or a folder that cannot be opened. Drop the transcript files themselves: CSV, TSV, JSON, JSON Lines or plain text.").into(),
            ));
            return;
        }
        self.read(&dropped.files);
        if dropped.other {
            self.notice.set(Some(
                t("A part of what you dropped is no file, or cannot be opened, and was not read.").into(),
            ));
        }
    }

    /// Stops reading; what was read stays.
    pub fn cancel(self) {
        self.ask(Request::Cancel, &[]);
    }

    fn client(self) -> Option<Client> {
        self.line.with_value(|line| line.client.clone())
    }

    /// Fresh workers after one has died.
    pub fn restart(self) {
        self.clear();
        self.phase.set(Phase::Start);
        if let Some(client) = self.client() {
            client.restart();
        }
    }

    /// Asks for a file to save.
    pub fn export(self, what: Export) {
        self.ask(Request::Export { what, filter: self.filter_text() }, &[]);
    }

    /// Saves the reading report as text, in the language of the page.
    pub fn save_reading_report(self) {
        let text =
            self.report.with_untracked(|report| report.as_deref().map(|report| reading_report(report, tr)));
        self.save("undertone-reading-report.txt", "text/plain", &text.unwrap_or_default());
    }

    /// Saves a file.
    pub fn save(self, name: &str, mime: &str, text: &str) {
        if save::save(name, mime, text).is_err() {
            self.notice.set(Some(t("The browser did not let the file be saved.").into()));
        }
    }

    /// Gives the worker a passphrase.
    pub fn give_passphrase(self, words: String, purpose: Purpose) {
        let request = Request::Passphrase { words: Passphrase(words), purpose };
        self.await_answer(Awaited::Passphrase, request, &[]);
    }

    /// The rows of a list, as far as they have come.
    pub fn rows(self, which: Which) -> RwSignal<RowCache> {
        match which {
            Which::Main => self.main,
            Which::Evidence => self.evidence,
        }
    }

    /// Sees to it that some rows of a list come.
    pub fn want_rows(self, which: Which, first: u32, count: u32) {
        if !self.has_data() {
            return;
        }
        let cache = self.rows(which);
        // Marking what is awaited shows nothing new: nobody is told.
        let missing = cache.try_update_untracked(|cache| cache.missing(first, count)).unwrap_or_default();
        let of = cache.with_untracked(|cache| cache.list().clone());
        for chunk in missing {
            let request = Request::Conversations {
                first: chunk * CHUNK,
                count: CHUNK,
                order: of.order,
                filter: of.filter.clone(),
            };
            self.await_answer(Awaited::Rows(which, of.clone()), request, &[]);
        }
    }

    /// The filter of the conversations behind a figure, together with the one on screen.
    pub fn evidence_filter(view: &View) -> Filter {
        let of_figure = view.evidence.as_deref().and_then(definition).map(|definition| definition.evidence);
        let of_figure = of_figure.and_then(|text| Filter::parse(text).ok()).unwrap_or_default();
        view.filter.clone().and(&of_figure)
    }

    fn filter_text(self) -> String {
        self.view.with_untracked(|view| view.filter.to_string())
    }

    fn ask_figures(self) {
        self.pending.set(true);
        let filter = self.filter_text();
        self.await_answer(Awaited::Figures, Request::Figures { filter }, &[]);
    }

    /// Asks the worker; gives the number of the request.
    pub fn ask(self, request: Request, files: &[File]) -> u32 {
        self.client().map_or(0, |client| client.ask(request, files))
    }

    fn await_answer(self, what: Awaited, request: Request, files: &[File]) {
        let id = self.ask(request, files);
        self.line.update_value(|Line { awaited, .. }| {
            // Of what is on screen once, only the latest request counts.
            if !matches!(what, Awaited::Rows(..)) {
                awaited.retain(|_, other| *other != what);
            }
            awaited.insert(id, what);
        });
    }

    fn is_awaited(self, id: u32, what: &Awaited) -> bool {
        self.line.with_value(|line| line.awaited.get(&id) == Some(what))
    }

    /// Forgets what the worker answered.
    fn forget_answers(self) {
        self.opened.set(Opened::Nothing);
        for list in [self.main, self.evidence] {
            list.update(|list| *list = RowCache::of(list.list().clone()));
        }
        self.line.update_value(|line| line.awaited = LiteMap::new());
        self.search().forget();
        self.voices().forget();
        self.studies().forget();
        self.topics().forget();
    }
}
