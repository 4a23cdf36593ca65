//! Files and samples into the analysis at hand, with progress and figures meanwhile.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, File};

use crate::{
    engine::{Lead, forecast},
    ingest::{Kind as Problem, Mapping, parquet},
    sample::{Format, Generator, Kind, Plan},
    snapshot::{self, Refusal},
    wire::{Completeness, Response},
};

use super::{
    files::{self, FileBytes},
    session::{Session, refused},
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

/// Milliseconds that the processor is left to the page before files are read, and again when it has the first
/// figures: it builds its board then, and would have to share its core with those who read.
const ROOM: u32 = 80;

/// Seed of the built-in samples.
const SAMPLE_SEED: u64 = 1;

/// Bytes of a sample made before other messages are heard.
const SAMPLE_PIECE: usize = 256 << 10;

/// When what was said last.
pub(super) struct Pace {
    snapshot_at: f64,
    snapshot_cost: f64,
    /// Whether the figures of a snapshot are being put together.
    snapshot_coming: bool,
    progress_at: f64,
}

impl Default for Pace {
    /// The first snapshot comes with the first conversations.
    fn default() -> Self {
        Self { snapshot_at: f64::NEG_INFINITY, snapshot_cost: 0.0, snapshot_coming: false, progress_at: 0.0 }
    }
}

impl Session {
    pub(super) async fn read(
        &self,
        generation: u32,
        id: u32,
        files: Vec<File>,
        mappings: Vec<Option<Mapping>>,
    ) {
        let alone = files.len() == 1;
        // The page builds its board now.
        world::pause(ROOM).await;
        self.await_model(generation).await;
        for (at, file) in files.into_iter().enumerate() {
            let goes_on = self.goes_on(generation);
            if self.state.borrow().generation == generation {
                let mapping = mappings.get(at).and_then(Option::as_ref);
                self.state.borrow_mut().read(|lead, deliver| lead.begin_file(&file.name(), mapping, deliver));
            }
            if goes_on && let Some(refusal) = self.read_file(generation, id, &file, alone).await {
                self.state.borrow_mut().reading = false;
                return self.scope.answer(generation, id, Response::Failed { message: refusal.to_string() });
            }
            if self.state.borrow().generation != generation {
                break;
            }
            self.end_file();
            self.read_found(generation, id).await;
        }
        self.finish(generation, id).await;
    }

    /// Reads the Parquet files that were found in the file that ended last.
    async fn read_found(&self, generation: u32, id: u32) {
        let found = self.state.borrow_mut().lead.found_parquet();
        for (name, bytes) in found {
            self.state.borrow_mut().read(|lead, deliver| lead.begin_found(&name, deliver));
            if let Some(blob) = files::blob(&bytes)
                && self.goes_on(generation)
            {
                drop(bytes);
                self.read_file(generation, id, &blob, false).await;
            }
            if self.state.borrow().generation != generation {
                return;
            }
            self.end_file();
        }
    }

    /// Waits until it is settled whether there is a language model, and has it used by the lead and the shards
    /// beside it; those in workers of their own are given it as soon as it is there.
    pub(super) async fn await_model(&self, generation: u32) {
        let Ok(model) = self.model.model().await else { return };
        let mut state = self.state.borrow_mut();
        if state.generation == generation {
            state.lead.understand(&model);
            state.team.understand(&model);
        }
    }

    /// Ends the file begun last; files that were not begun when reading was stopped are listed too.
    fn end_file(&self) {
        let mut state = self.state.borrow_mut();
        if state.cancelled {
            state.read(|lead, _| lead.abandon_file(Problem::Stopped));
        } else {
            state.read(Lead::end_file);
        }
    }

    /// Reads one file, until its end, a cancel, or a newer analysis. A file that the browser cannot
    /// read on is said in its report; the files after it are read all the same.
    async fn read_file(&self, generation: u32, id: u32, file: &Blob, alone: bool) -> Option<Refusal> {
        let fail = |why: Problem, of_rows: bool| {
            let mut state = self.state.borrow_mut();
            if state.generation == generation {
                state.read(
                    |lead, deliver| {
                        if of_rows { lead.end_made(why, deliver) } else { lead.abandon_file(why) }
                    },
                );
            }
            None
        };
        let Some(mut bytes) = FileBytes::of(file) else { return fail(Problem::Unreadable, false) };
        // Whether these are the file's first bytes, and whether they are rows that were made of it.
        let (mut is_first, mut of_rows) = (true, false);
        let mut stretch_began = world::now();
        let mut saved: Option<Vec<u8>> = None;
        loop {
            if world::now() - stretch_began > STRETCH {
                world::give_way().await;
                stretch_began = world::now();
            }
            let chunk = match bytes.next().await {
                Ok(chunk) => chunk,
                Err(why) => return fail(why, of_rows),
            };
            if !self.goes_on(generation) {
                bytes.stop();
                return None;
            }
            let Some((chunk, taken)) = chunk else {
                let timezone = self.state.borrow().lead.zone().name().to_owned();
                return self.open(&saved?, &timezone).err();
            };
            if let Some(saved) = saved.as_mut() {
                saved.extend_from_slice(chunk);
                continue;
            }
            if alone && self.state.borrow().progress.bytes == 0 && snapshot::begins(chunk) {
                saved = Some(chunk.to_vec());
                continue;
            }
            if std::mem::take(&mut is_first) && parquet::begins(chunk) {
                bytes.stop();
                self.state.borrow_mut().read(|lead, deliver| lead.made_of(parquet::FORMAT, deliver));
                of_rows = true;
                match FileBytes::rows_of(file).await {
                    Ok(rows) => bytes = rows,
                    Err(why) => return fail(why, of_rows),
                }
                continue;
            }
            self.take(chunk, taken);
            if self.is_out_of_memory() {
                bytes.stop();
                return None;
            }
            if self.state.borrow().lead.refused() {
                // The rest of a file that cannot be read need not be.
                bytes.stop();
                return None;
            }
            self.snapshot_if_due(generation, id).await;
            let team = Rc::clone(&self.state.borrow().team);
            team.room().await;
        }
    }

    pub(super) async fn make(&self, generation: u32, id: u32, kind: Kind) {
        self.await_model(generation).await;
        let plan = Plan { seed: SAMPLE_SEED, ..Plan::default_size(kind) };
        let mut generator = Generator::new(plan, Format::Csv);
        let name = plan.file_name(Format::Csv);
        self.state.borrow_mut().read(|lead, deliver| lead.begin_file(&name, None, deliver));
        let mut piece = Vec::new();
        loop {
            let more = generator.next_chunk(&mut piece);
            if piece.len() >= SAMPLE_PIECE || !more {
                self.state.borrow_mut().progress.bytes_total += piece.len() as u64;
                self.take(&piece, piece.len() as u64);
                piece.clear();
                self.snapshot_if_due(generation, id).await;
                world::give_way().await;
                if !self.goes_on(generation) {
                    break;
                }
            }
            if !more {
                break;
            }
        }
        self.finish(generation, id).await;
    }

    /// Takes bytes that were made of so many of the file.
    fn take(&self, chunk: &[u8], made_of: u64) {
        let mut state = self.state.borrow_mut();
        state.read(|lead, deliver| lead.push(chunk, deliver));
        // Files within files are read after all of those were taken.
        state.progress.bytes = (state.progress.bytes + made_of).min(state.progress.bytes_total);
        let held = state.team.held().bytes + state.lead.bytes();
        state.progress.memory = forecast(state.progress.bytes_total, state.progress.bytes, held);
    }

    /// Whether there is no memory for more. What was read stays, and is said to be a part.
    fn is_out_of_memory(&self) -> bool {
        let mut state = self.state.borrow_mut();
        let mut held = state.team.held();
        held.bytes += state.lead.bytes();
        let is_out = held.is_out_of(state.limit);
        if is_out {
            state.read(|lead, _| lead.abandon_file(Problem::OutOfMemory));
            state.cancelled = true;
        }
        is_out
    }

    /// Progress, and figures where their turn has come. Waits for the first ones, and while the page shows
    /// them.
    async fn snapshot_if_due(&self, generation: u32, id: u32) {
        let now = world::now();
        let first = {
            let mut state = self.state.borrow_mut();
            let progress = state.progress;
            let pace = &mut state.pace;
            let pause = SNAPSHOT_EVERY.max(pace.snapshot_cost / SNAPSHOT_SHARE);
            if now - pace.snapshot_at < pause || progress.conversations == 0 || pace.snapshot_coming {
                if now - pace.progress_at >= PROGRESS_EVERY {
                    pace.progress_at = now;
                    self.scope.answer(generation, id, Response::Progress { progress });
                }
                return;
            }
            pace.snapshot_coming = true;
            pace.snapshot_at == f64::NEG_INFINITY
        };
        if first {
            self.partial_snapshot(generation, id).await;
            world::pause(ROOM).await;
        } else {
            let session = self.clone();
            spawn_local(async move { session.partial_snapshot(generation, id).await });
        }
    }

    /// Figures of what has been read so far, unless meanwhile all of it was.
    async fn partial_snapshot(&self, generation: u32, id: u32) {
        let asked = world::now();
        let (team, filter, progress) = {
            let state = self.state.borrow();
            (Rc::clone(&state.team), state.filter.clone(), state.progress)
        };
        let report = self.report(&filter, false).await;
        let mut state = self.state.borrow_mut();
        if state.generation != generation || !state.reading {
            return;
        }
        let now = world::now();
        // Beside the lead all of the time is work; in workers of their own the shards say how much was.
        let cost = team.busy().unwrap_or(now - asked);
        let pace = &mut state.pace;
        (pace.snapshot_at, pace.snapshot_cost, pace.snapshot_coming) = (now, cost, false);
        // A shard that is gone is said at the end of the read.
        if let Ok(report) = report {
            let completeness = Completeness::Partial;
            let report = Box::new(report);
            self.scope.answer(generation, id, Response::Snapshot { report, progress, completeness });
        }
    }

    /// The last word of a read: all of it, or what was read when it was stopped.
    pub(super) async fn finish(&self, generation: u32, id: u32) {
        let (filter, progress, completeness) = {
            let mut state = self.state.borrow_mut();
            if state.generation != generation {
                // A newer analysis took over; the page no longer waits for this one.
                return self.scope.answer(generation, id, Response::Done);
            }
            drop(state);
            self.end_file();
            state = self.state.borrow_mut();
            state.read(Lead::join);
            state.reading = false;
            let completeness = if state.cancelled { Completeness::Cancelled } else { Completeness::Complete };
            (state.filter.clone(), state.progress, completeness)
        };
        // A filter of the time before the data were there may ask for what they do not have.
        let text = filter.to_string();
        let wrong = self.state.borrow().filter_of(&text).err();
        let used = self.use_taught_on_all(generation).await;
        let reported = match used {
            Ok(()) => self.report(&filter, true).await,
            Err(lost) => Err(lost),
        };
        let answer = match reported {
            Ok(report) => Response::Snapshot { report: Box::new(report), progress, completeness },
            Err(lost) => Response::Failed { message: lost.to_string() },
        };
        self.scope.answer(generation, id, answer);
        let state = Rc::clone(&self.state);
        self.indexing.hear();
        self.indexing.begin(move |most| {
            let state = state.borrow();
            !state.reading && state.team.index_ahead(most)
        });
        if let Some(wrong) = wrong {
            self.scope.answer(generation, 0, refused(text, wrong));
        }
    }
}
