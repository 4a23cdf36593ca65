//! What the worker does with requests: one analysis at a time, read without ever holding up the next
//! message for long.
//!
//! Invariants. (1) Every request is answered, in words if it cannot be done. (2) A read gives way at
//! every piece of a file, so that a cancel or a newer analysis is heard. (3) Nothing borrows the
//! session across a pause.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use wasm_bindgen_futures::spawn_local;
use web_sys::File;

use crate::{
    conversation::Zone,
    engine::{Analysis, Settings},
    ingest::{Kind as Problem, Mapping},
    query::Filter,
    report::{FileReport, Report},
    sample::{Format, Generator, Kind, Plan},
    snapshot::{self, Refusal},
    wire::{Completeness, Envelope, Progress, Request, Response, Rows},
};

use super::{
    answers::{self, Lists},
    files::FileBytes,
    previewing::Previewing,
    scope::Scope,
    vault::Vault,
    warming::{self, Idle},
    world,
};

/// Least time between two snapshots while reading, milliseconds.
const SNAPSHOT_EVERY: f64 = 300.0;

/// A snapshot may take this share of the time since the last one.
const SNAPSHOT_SHARE: f64 = 0.15;

/// Least time between two words on progress, milliseconds.
const PROGRESS_EVERY: f64 = 60.0;

/// Milliseconds of work after which other messages are heard. A stream that has bytes at hand gives
/// them without a pause, and would otherwise keep a cancel waiting for the whole file.
const STRETCH: f64 = 20.0;

/// Seed of the built-in samples.
const SAMPLE_SEED: u64 = 1;

/// Bytes of a sample made before other messages are heard.
const SAMPLE_PIECE: usize = 256 << 10;

/// The worker's side of a tab.
#[derive(Clone)]
pub struct Session {
    pub(super) scope: Scope,
    pub(super) state: Rc<RefCell<State>>,
    pub(super) vault: Rc<Vault>,
    previewing: Previewing,
    idle: Idle,
}

pub(super) struct State {
    generation: u32,
    cancelled: bool,
    pub(super) reading: bool,
    pub(super) synthetic: bool,
    pub(super) analysis: Analysis,
    /// What became of the files of an analysis that was opened as one.
    pub(super) files: Vec<FileReport>,
    lists: Lists,
    /// The filter of the snapshots.
    filter: Filter,
    progress: Progress,
    snapshot_at: f64,
    snapshot_cost: f64,
    progress_at: f64,
}

impl State {
    /// The report of a filter; `whole` with the course of the figures.
    fn report(&mut self, filter: &Filter, whole: bool) -> Report {
        let make = if whole { Report::whole } else { Report::of };
        let mut report = make(&mut self.analysis, filter, self.synthetic);
        if !self.files.is_empty() {
            report.files.clone_from(&self.files);
        }
        report
    }
}

impl Session {
    /// A session that hears the page from now on, and says so.
    pub fn start(scope: &Scope) {
        let state = State {
            generation: 0,
            cancelled: false,
            reading: false,
            synthetic: false,
            analysis: fresh_analysis("UTC"),
            files: Vec::new(),
            lists: Lists::default(),
            filter: Filter::default(),
            progress: Progress::default(),
            snapshot_at: 0.0,
            snapshot_cost: 0.0,
            progress_at: 0.0,
        };
        let session = Self {
            scope: scope.clone(),
            state: Rc::new(RefCell::new(state)),
            vault: Rc::default(),
            previewing: Previewing::new(scope),
            idle: Rc::new(Cell::new(true)),
        };
        warming::warm_up(fresh_analysis("UTC"), Rc::clone(&session.idle));
        scope.listen(move |envelope, files| session.hear(envelope, files));
        scope.answer(0, 0, Response::Ready);
    }

    fn hear(&self, envelope: Envelope<Request>, files: Vec<File>) {
        let Envelope { generation, id, body } = envelope;
        // What is kept is asked for at once; it is soon said and leaves the worker waiting.
        if body != Request::ListKept {
            self.idle.set(false);
        }
        match body {
            Request::Read { timezone, filter, mappings } => {
                let mappings = self.previewing.reveal(&mappings);
                let total = files.iter().map(|file| file.size() as u64).sum();
                self.begin(generation, &timezone, &filter, total, false);
                let session = self.clone();
                spawn_local(async move { session.read(generation, id, files, mappings).await });
            }
            Request::Preview { mapping } => self.previewing.answer(generation, id, files, mapping),
            Request::Sample { kind, timezone, filter } => {
                self.begin(generation, &timezone, &filter, 0, true);
                let session = self.clone();
                spawn_local(async move { session.make(generation, id, kind).await });
            }
            Request::Cancel => {
                self.state.borrow_mut().cancelled = true;
                self.scope.answer(generation, id, Response::Done);
            }
            Request::Figures { filter } => self.scope.answer(generation, id, self.figures(&filter)),
            Request::Conversations { first, count, order, filter } => {
                let mut guard = self.state.borrow_mut();
                let state = &mut *guard;
                let (total, rows) = state.lists.rows(&mut state.analysis, (first, count), order, &filter);
                drop(guard);
                self.scope.answer_with_rows(
                    generation,
                    id,
                    Response::Conversations { total, first },
                    &Rows::encode(&rows),
                );
            }
            Request::Transcript { conversation, order, filter } => {
                let mut guard = self.state.borrow_mut();
                let state = &mut *guard;
                let answer = state.lists.transcript(&mut state.analysis, conversation, order, &filter);
                drop(guard);
                self.scope.answer(generation, id, answer);
            }
            Request::Export { what, filter } => {
                let report =
                    self.state.borrow_mut().report(&Filter::parse(&filter).unwrap_or_default(), false);
                self.scope.answer(generation, id, answers::export(&report, what));
            }
            Request::Keep { .. }
            | Request::ListKept
            | Request::DropKept { .. }
            | Request::OpenKept { .. }
            | Request::Passphrase { .. } => {
                let session = self.clone();
                spawn_local(async move { session.answer_of_vault(generation, id, body).await });
            }
        }
    }

    pub(super) fn begin(
        &self,
        generation: u32,
        timezone: &str,
        filter: &str,
        bytes_total: u64,
        synthetic: bool,
    ) {
        let mut state = self.state.borrow_mut();
        state.generation = generation;
        state.cancelled = false;
        state.reading = true;
        state.synthetic = synthetic;
        state.analysis = fresh_analysis(timezone);
        state.files = Vec::new();
        state.lists = Lists::default();
        state.filter = Filter::parse(filter).unwrap_or_default();
        state.progress = Progress { bytes_total, ..Progress::default() };
        // The first snapshot comes with the first conversations.
        (state.snapshot_at, state.snapshot_cost) = (f64::NEG_INFINITY, 0.0);
    }

    /// Whether a read of this generation should go on.
    pub(super) fn goes_on(&self, generation: u32) -> bool {
        let state = self.state.borrow();
        state.generation == generation && !state.cancelled
    }

    async fn read(&self, generation: u32, id: u32, files: Vec<File>, mappings: Vec<Option<Mapping>>) {
        let alone = files.len() == 1;
        for (at, file) in files.into_iter().enumerate() {
            let goes_on = self.goes_on(generation);
            if self.state.borrow().generation == generation {
                self.state
                    .borrow_mut()
                    .analysis
                    .begin_file_with(&file.name(), mappings.get(at).and_then(Option::as_ref));
            }
            if goes_on && let Some(refusal) = self.read_file(generation, id, &file, alone).await {
                self.state.borrow_mut().reading = false;
                return self.scope.answer(generation, id, Response::Failed { message: refusal.to_string() });
            }
            if self.state.borrow().generation != generation {
                break;
            }
            let mut state = self.state.borrow_mut();
            if state.cancelled {
                // Files that were not begun are listed too.
                state.analysis.abandon_file(Problem::Stopped);
            } else {
                state.analysis.end_file();
            }
            state.lists = Lists::default();
        }
        self.finish(generation, id);
    }

    /// Reads one file, until its end, a cancel, or a newer analysis. A file that the browser cannot
    /// read on is said in its report; the files after it are read all the same.
    async fn read_file(&self, generation: u32, id: u32, file: &File, alone: bool) -> Option<Refusal> {
        let unreadable = || {
            let mut state = self.state.borrow_mut();
            if state.generation == generation {
                state.analysis.abandon_file(Problem::Unreadable);
            }
        };
        let Ok(mut bytes) = FileBytes::of(file) else {
            unreadable();
            return None;
        };
        let mut stretch_began = world::now();
        let mut saved: Option<Vec<u8>> = None;
        loop {
            if world::now() - stretch_began > STRETCH {
                world::give_way().await;
                stretch_began = world::now();
            }
            let Ok(chunk) = bytes.next().await else {
                unreadable();
                return None;
            };
            if !self.goes_on(generation) {
                bytes.stop();
                return None;
            }
            let Some(chunk) = chunk else {
                return self.open_file(&saved?).err();
            };
            if let Some(saved) = saved.as_mut() {
                saved.extend_from_slice(chunk);
                continue;
            }
            if alone && self.state.borrow().progress.bytes == 0 && snapshot::begins(chunk) {
                saved = Some(chunk.to_vec());
                continue;
            }
            self.take(chunk);
            if self.state.borrow().analysis.refused() {
                // The rest of a file that cannot be read need not be.
                bytes.stop();
                return None;
            }
            self.snapshot_if_due(generation, id);
        }
    }

    /// Takes a file that is a saved analysis.
    fn open_file(&self, bytes: &[u8]) -> Result<(), Refusal> {
        let timezone = self.state.borrow().analysis.zone().name().to_owned();
        self.open(bytes, &timezone)
    }

    /// Takes a saved analysis in the place of the one at hand.
    pub(super) fn open(&self, bytes: &[u8], timezone: &str) -> Result<(), Refusal> {
        let opened = snapshot::read(bytes, world::random_key(), Some(timezone))?;
        let mut state = self.state.borrow_mut();
        state.analysis = opened.analysis;
        state.files = opened.about.files;
        state.synthetic = opened.about.synthetic;
        state.lists = Lists::default();
        Ok(())
    }

    async fn make(&self, generation: u32, id: u32, kind: Kind) {
        let plan = Plan { seed: SAMPLE_SEED, ..Plan::default_size(kind) };
        let mut generator = Generator::new(plan, Format::Csv);
        self.state.borrow_mut().analysis.begin_file(&plan.file_name(Format::Csv));
        let mut piece = Vec::new();
        loop {
            let more = generator.next_chunk(&mut piece);
            if piece.len() >= SAMPLE_PIECE || !more {
                self.state.borrow_mut().progress.bytes_total += piece.len() as u64;
                self.take(&piece);
                piece.clear();
                self.snapshot_if_due(generation, id);
                world::give_way().await;
                if !self.goes_on(generation) {
                    return self.finish(generation, id);
                }
            }
            if !more {
                break;
            }
        }
        self.finish(generation, id);
    }

    fn take(&self, chunk: &[u8]) {
        let mut state = self.state.borrow_mut();
        state.analysis.push(chunk);
        state.lists = Lists::default();
        state.progress.bytes += chunk.len() as u64;
        state.progress.conversations = u64::from(state.analysis.corpus().conversations());
        state.progress.utterances = state.analysis.corpus().messages();
    }

    /// Progress, and figures where their turn has come.
    fn snapshot_if_due(&self, generation: u32, id: u32) {
        let now = world::now();
        let (due, progress) = {
            let state = self.state.borrow();
            let pause = SNAPSHOT_EVERY.max(state.snapshot_cost / SNAPSHOT_SHARE);
            (now - state.snapshot_at >= pause && state.progress.conversations > 0, state.progress)
        };
        if due {
            self.snapshot(generation, id, Completeness::Partial);
            let mut state = self.state.borrow_mut();
            state.snapshot_at = world::now();
            state.snapshot_cost = state.snapshot_at - now;
        } else if now - self.state.borrow().progress_at >= PROGRESS_EVERY {
            self.state.borrow_mut().progress_at = now;
            self.scope.answer(generation, id, Response::Progress { progress });
        }
    }

    fn snapshot(&self, generation: u32, id: u32, completeness: Completeness) {
        let mut state = self.state.borrow_mut();
        let filter = state.filter.clone();
        let report = Box::new(state.report(&filter, completeness != Completeness::Partial));
        let progress = state.progress;
        drop(state);
        self.scope.answer(generation, id, Response::Snapshot { report, progress, completeness });
    }

    /// The last word of a read: all of it, or what was read when it was stopped.
    pub(super) fn finish(&self, generation: u32, id: u32) {
        let completeness = {
            let mut state = self.state.borrow_mut();
            if state.generation != generation {
                // A newer analysis took over; the page no longer waits for this one.
                drop(state);
                return self.scope.answer(generation, id, Response::Done);
            }
            if state.cancelled {
                state.analysis.abandon_file(Problem::Stopped);
            } else {
                state.analysis.end_file();
            }
            state.lists = Lists::default();
            state.reading = false;
            state.progress.conversations = u64::from(state.analysis.corpus().conversations());
            state.progress.utterances = state.analysis.corpus().messages();
            if state.cancelled { Completeness::Cancelled } else { Completeness::Complete }
        };
        self.snapshot(generation, id, completeness);
    }

    /// The figures of a filter, whole if nothing more is read.
    fn figures(&self, filter: &str) -> Response {
        // The page asks only for filters that it could read itself.
        let Ok(filter) = Filter::parse(filter) else {
            return Response::Failed { message: "The filter cannot be read.".into() };
        };
        let mut state = self.state.borrow_mut();
        let whole = !state.reading;
        let report = state.report(&filter, whole);
        state.filter = filter;
        Response::Figures { report: Box::new(report) }
    }
}

fn fresh_analysis(timezone: &str) -> Analysis {
    let zone = Zone::named(timezone).unwrap_or_else(Zone::utc);
    Analysis::new(Settings { zone, key: world::random_key(), originals: false })
}
