//! The page's state as signals, and the few things a person can do to it. All talk with the worker
//! goes through here; components read signals and call these methods.

use std::sync::Arc;

use leptos::prelude::*;
use web_sys::File;

use super::{
    asking::Asking,
    status::{self, Phase},
};
use crate::{
    browser::{
        client::{Client, Event},
        frames, moment, save, tab,
    },
    conversation::Outcome,
    ingest::Mapping,
    report::Report,
    wire::{Completeness, Export, Order, Progress, Request, Response, Row, SampleKind, Transcript},
};

/// How many rows of the list are asked for at a time.
const PAGE: u32 = 100;
/// How many rows are put on screen per frame.
const SLICE: usize = 20;

/// What the drawer at the right shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Drawer {
    /// It is closed.
    #[default]
    Closed,
    /// The transcript was asked for.
    Waiting,
    /// The transcript.
    Open(Arc<Transcript>),
    /// Why there is none.
    Refused(String),
}

/// The list of conversations.
#[derive(Clone, Copy)]
pub struct List {
    /// Rows that came so far.
    pub rows: RwSignal<Vec<Row>>,
    /// How many there are under the condition.
    pub total: RwSignal<u32>,
    /// Whether rows are on their way.
    pub waiting: RwSignal<bool>,
    /// Their order.
    pub order: RwSignal<Order>,
    /// Only those with this outcome.
    pub outcome: RwSignal<Option<Outcome>>,
}

/// Numbers of the requests whose answers are awaited.
#[derive(Clone, Copy, Default)]
struct Asked {
    read: u32,
    rows: u32,
    transcript: u32,
}

/// The state. Copies are the same state.
#[derive(Clone, Copy)]
pub struct App {
    /// Where the page is.
    pub phase: RwSignal<Phase>,
    /// The figures so far.
    pub report: RwSignal<Option<Arc<Report>>>,
    /// How far reading is.
    pub progress: RwSignal<Progress>,
    /// Whether the figures are final.
    pub completeness: RwSignal<Option<Completeness>>,
    /// What is analysed, by name.
    pub source: RwSignal<String>,
    /// A sentence that helps: what went wrong and what to do.
    pub notice: RwSignal<Option<String>>,
    /// When the worker could first hear, in milliseconds of the tab's clock.
    pub ready_at: RwSignal<Option<f64>>,
    /// The list of conversations.
    pub list: List,
    /// The drawer.
    pub drawer: RwSignal<Drawer>,
    /// What is asked before files are read.
    pub asking: Asking,
    asked: StoredValue<Asked>,
    client: StoredValue<Option<Client>, LocalStorage>,
}

impl App {
    /// A fresh state with a worker that starts now.
    pub fn start() -> Self {
        let app = Self {
            phase: RwSignal::default(),
            report: RwSignal::default(),
            progress: RwSignal::default(),
            completeness: RwSignal::default(),
            source: RwSignal::default(),
            notice: RwSignal::default(),
            ready_at: RwSignal::default(),
            list: List {
                rows: RwSignal::default(),
                total: RwSignal::default(),
                waiting: RwSignal::default(),
                order: RwSignal::new(Order::Newest),
                outcome: RwSignal::default(),
            },
            drawer: RwSignal::default(),
            asking: Asking::new(),
            asked: StoredValue::default(),
            client: StoredValue::new_local(None),
        };
        app.client.set_value(Some(Client::start(move |event| app.hear(event))));
        app
    }

    /// Reads files, after a question where there must be one.
    pub fn read(self, files: &[File]) {
        if files.is_empty() {
            self.notice.set(Some("There was no file in that. Drop transcript files, or choose them.".into()));
            return;
        }
        self.asking.start(self, files);
    }

    /// Reads files, each as its mapping says: a new analysis that replaces the one on screen.
    pub fn read_as(self, files: &[File], mappings: Vec<Option<Mapping>>) {
        let names: Vec<String> = files.iter().map(File::name).collect();
        self.begin(status::names(&names));
        self.asking.keep(files, &mappings);
        self.asked.update_value(|asked| {
            asked.read = self.ask(Request::Read { timezone: moment::own_timezone(), mappings }, files);
        });
    }

    /// Makes and reads a sample data set.
    pub fn sample(self, kind: SampleKind) {
        let name = match kind {
            SampleKind::Shop => "Sample: online shop",
            SampleKind::Saas => "Sample: SaaS support",
        };
        self.begin(name.into());
        self.asked.update_value(|asked| {
            asked.read = self.ask(Request::Sample { kind, timezone: moment::own_timezone() }, &[]);
        });
    }

    /// Stops reading; what was read stays.
    pub fn cancel(self) {
        self.ask(Request::Cancel, &[]);
    }

    /// Back to the start screen.
    pub fn start_over(self) {
        self.leave();
        self.clear();
        self.phase.set(Phase::Start);
    }

    /// A fresh worker after one has died.
    pub fn restart(self) {
        self.clear();
        self.phase.set(Phase::Start);
        self.client.with_value(|client| {
            if let Some(client) = client {
                client.restart();
            }
        });
    }

    /// Asks for a file to save.
    pub fn export(self, what: Export) {
        self.ask(Request::Export { what }, &[]);
    }

    /// Opens the transcript of a conversation.
    pub fn open(self, conversation: u32) {
        self.drawer.set(Drawer::Waiting);
        self.asked.update_value(|asked| {
            asked.transcript = self.ask(Request::Transcript { conversation }, &[]);
        });
    }

    /// Asks for the next rows of the list.
    pub fn more_rows(self) {
        self.ask_rows(self.list.rows.with_untracked(Vec::len) as u32, PAGE);
    }

    /// Shows the list in another order or under another condition.
    pub fn list_by(self, order: Order, outcome: Option<Outcome>) {
        self.list.order.set(order);
        self.list.outcome.set(outcome);
        self.ask_rows(0, PAGE);
    }

    fn ask_rows(self, first: u32, count: u32) {
        self.list.waiting.set(true);
        let (order, outcome) = (self.list.order.get_untracked(), self.list.outcome.get_untracked());
        self.asked.update_value(|asked| {
            asked.rows = self.ask(Request::Conversations { first, count, order, outcome }, &[]);
        });
    }

    /// Asks the worker; gives the number of the request.
    pub fn ask(self, request: Request, files: &[File]) -> u32 {
        self.client.with_value(|client| client.as_ref().map_or(0, |client| client.ask(request, files)))
    }

    fn begin(self, source: String) {
        self.leave();
        self.clear();
        self.source.set(source);
        self.phase.set(Phase::Reading);
    }

    /// Leaves the analysis on screen; one that is still being read is told to stop.
    fn leave(self) {
        if self.phase.get_untracked() == Phase::Reading {
            self.cancel();
        }
        self.client.with_value(|client| {
            if let Some(client) = client {
                client.next_generation();
            }
        });
    }

    fn clear(self) {
        self.report.set(None);
        self.progress.set(Progress::default());
        self.completeness.set(None);
        self.notice.set(None);
        self.source.set(String::new());
        self.drawer.set(Drawer::Closed);
        self.asking.forget();
        self.list.rows.set(Vec::new());
        self.list.total.set(0);
        self.list.waiting.set(false);
        self.list.outcome.set(None);
        self.asked.set_value(Asked::default());
    }

    fn hear(self, event: Event) {
        match event {
            Event::Ready => self.ready_at.set(Some(tab::now())),
            Event::Died(why) => {
                let why = if why.is_empty() { String::new() } else { format!(" ({why})") };
                self.clear();
                self.notice.set(Some(format!(
                    "The part of the page that reads your files stopped{why}. What it held is gone from \
                     memory, and nothing was sent anywhere. Start again, then drop the files once more."
                )));
                self.phase.set(Phase::Failed);
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
                    self.phase.get_untracked() == Phase::Reading
                        && id == self.asked.with_value(|asked| asked.read)
                };
                frames::later(move || {
                    if awaited() {
                        self.report.set(Some(report));
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
            Response::Conversations { total, first } if id == self.asked.with_value(|asked| asked.rows) => {
                self.list.total.set(total);
                self.put_rows(id, first as usize, rows);
            }
            Response::Transcript { transcript } => {
                let awaited = id == self.asked.with_value(|asked| asked.transcript);
                if awaited && self.drawer.get_untracked() != Drawer::Closed {
                    self.drawer.set(Drawer::Open(Arc::from(transcript)));
                }
            }
            Response::Preview { preview } => self.asking.hear(self, id, *preview),
            Response::Export { name, mime, text } => {
                if save::save(&name, &mime, &text).is_err() {
                    self.notice.set(Some("The browser did not let the file be saved.".into()));
                }
            }
            Response::Failed { message } => self.hear_failure(id, message),
            // Rows of an older condition, and what needs no answer.
            Response::Conversations { .. } | Response::Ready | Response::Done => {}
        }
    }

    /// What follows from figures: the list is asked for, and the page is ready where they are final.
    fn follow(self, completeness: Completeness) {
        let known = self.list.rows.with_untracked(Vec::len) as u32;
        if completeness != Completeness::Partial {
            self.phase.set(Phase::Ready);
            self.ask_rows(0, known.max(PAGE));
        } else if known == 0 && !self.list.waiting.get_untracked() {
            self.ask_rows(0, PAGE);
        }
    }

    /// Puts rows into the list a few per frame, as long as they are the ones that were asked for.
    fn put_rows(self, id: u32, first: usize, rows: Vec<Row>) {
        let mut rest = rows;
        let then = (rest.len() > SLICE).then(|| rest.split_off(SLICE));
        let slice = rest;
        frames::later(move || {
            if id != self.asked.with_value(|asked| asked.rows) {
                return;
            }
            let next = first + slice.len();
            let last = then.is_none();
            self.list.rows.update(|known| {
                // What follows in the old list stays until it is replaced, but no row stands twice.
                let mut after = known.split_off(first.min(known.len()));
                after.retain(|old| slice.iter().all(|new| new.conversation != old.conversation));
                known.retain(|old| slice.iter().all(|new| new.conversation != old.conversation));
                known.extend(slice);
                if !last {
                    known.extend(after);
                }
            });
            match then {
                Some(then) => self.put_rows(id, next, then),
                None => self.list.waiting.set(false),
            }
        });
    }

    fn hear_failure(self, id: u32, message: String) {
        let asked = self.asked.get_value();
        if id == asked.transcript {
            self.drawer.set(Drawer::Refused(message));
            return;
        }
        if id == asked.rows {
            self.list.waiting.set(false);
        }
        if id == asked.read && self.report.with_untracked(Option::is_none) {
            self.clear();
            self.phase.set(Phase::Start);
        } else if id == asked.read {
            self.phase.set(Phase::Ready);
        }
        self.notice.set(Some(message));
    }
}
