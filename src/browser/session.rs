//! What the worker does with requests: one analysis at a time, read without ever holding up the next
//! message for long.
//!
//! Invariants. (1) Every request is answered, in words if it cannot be done. (2) A read gives way at
//! every piece of a file, so that a cancel or a newer analysis is heard. (3) Nothing borrows the
//! session across a pause. (4) What a question is answered of was handed to the shards before it.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use wasm_bindgen_futures::spawn_local;
use web_sys::{File, MessagePort};

use crate::{
    binary::Frozen,
    conversation::{Day, Zone},
    engine::{Analysis, Held, Lead, Lost, Settings, Study, Team},
    plan::Plan,
    query::{Columns, Filter, FilterError},
    report::{FileReport, Report},
    snapshot::{self, Refusal},
    topics::Wanted,
    wire::{Envelope, Progress, Request, Response, Room, Rows, Teaching},
};

use super::{
    answers::{self, Known, ReadSoFar},
    indexing::Indexing,
    modelling::Modelling,
    previewing::Previewing,
    reading::Pace,
    scope::{Scope, Word},
    spill,
    teaching::Taughts,
    team::{Port, Workers},
    vault::Vault,
    warming::{self, Idle},
    world,
};

/// The worker's side of a tab.
#[derive(Clone)]
pub struct Session {
    pub(super) scope: Scope,
    pub(super) state: Rc<RefCell<State>>,
    pub(super) vault: Rc<Vault>,
    pub(super) previewing: Previewing,
    pub(super) indexing: Rc<Indexing>,
    pub(super) model: Rc<Modelling>,
    idle: Idle,
}

pub(super) struct State {
    pub(super) generation: u32,
    pub(super) cancelled: bool,
    /// Bytes of memory that it may take; 0 is any number.
    pub(super) limit: u64,
    pub(super) reading: bool,
    pub(super) synthetic: bool,
    pub(super) lead: Lead,
    pub(super) team: Rc<Workers>,
    known: Rc<Known>,
    /// The lines to the shards' workers; none while there are none.
    ports: Vec<Rc<Port>>,
    /// What became of the files of an analysis that was opened as one.
    pub(super) files: Vec<FileReport>,
    /// The filter of the snapshots.
    pub(super) filter: Filter,
    pub(super) progress: Progress,
    pub(super) pace: Pace,
    pub(super) taughts: Taughts,
    /// What the person says of their business.
    pub(super) plan: Plan,
}

impl State {
    /// Reads something, and forgets the answers of what was read before.
    pub(super) fn read(&mut self, read: impl FnOnce(&mut Lead, &mut dyn FnMut(u32, Vec<u8>))) {
        let team = Rc::clone(&self.team);
        read(&mut self.lead, &mut |shard, block| team.tell(shard, block));
        self.known = Rc::new(self.known.of_more());
        let totals = self.lead.totals();
        (self.progress.conversations, self.progress.utterances) =
            (u64::from(totals.conversations), totals.messages);
    }

    /// What has been read so far, all of it handed to the shards.
    pub(super) fn read_so_far(&mut self) -> ReadSoFar {
        let team = Rc::clone(&self.team);
        self.lead.flush(&mut |shard, block| team.tell(shard, block));
        ReadSoFar::new(team, self.lead.totals(), Rc::clone(&self.known))
    }

    /// The filter that a text means for the data at hand. Until all is read, any column may yet come.
    pub(super) fn filter_of(&self, text: &str) -> Result<Filter, FilterError> {
        if self.reading { Filter::checked(text, Columns::Any) } else { self.lead.filter(text) }
    }

    /// A report that waits for the figures of a filter.
    pub(super) fn awaiting(&self, filter: &Filter) -> Report {
        let report = Report::awaiting(filter, &self.lead);
        Report { synthetic: self.synthetic, files: self.files(), ..report }
    }

    /// What became of the files.
    pub(super) fn files(&self) -> Vec<FileReport> {
        if self.files.is_empty() {
            self.lead.logs().map(FileReport::from).collect()
        } else {
            self.files.clone()
        }
    }
}

impl Session {
    /// A session that hears the page from now on, and says so.
    pub fn start(scope: &Scope) {
        let zone = Zone::utc();
        let state = State {
            generation: 0,
            cancelled: false,
            limit: 0,
            reading: false,
            synthetic: false,
            team: Rc::new(Workers::fresh(&zone, &[], Room::default())),
            lead: Lead::new(settings(zone), 1),
            known: Rc::default(),
            ports: Vec::new(),
            files: Vec::new(),
            filter: Filter::default(),
            progress: Progress::default(),
            pace: Pace::default(),
            taughts: Taughts::default(),
            plan: Plan::default(),
        };
        let session = Self {
            scope: scope.clone(),
            state: Rc::new(RefCell::new(state)),
            vault: Rc::default(),
            previewing: Previewing::new(scope),
            indexing: Rc::default(),
            model: Rc::default(),
            idle: Rc::new(Cell::new(true)),
        };
        warming::warm_up(Analysis::new(settings(Zone::utc())), Rc::clone(&session.idle));
        let others = session.clone();
        scope.listen(
            move |envelope, files| session.hear(envelope, files),
            move |word| match word {
                Word::Shards(ports) => others.take_shards(&ports),
                Word::Model(bytes) => others.take_model(bytes),
            },
        );
        scope.answer(0, 0, Response::Ready);
        spawn_local(spill::sweep());
    }

    /// Takes the lines to the shards that the page has started; the next analysis is theirs.
    fn take_shards(&self, lines: &[MessagePort]) {
        let ports: Result<Vec<_>, _> = lines.iter().map(Port::open).collect();
        // Where our program cannot travel the lead goes on alone.
        self.state.borrow_mut().ports = ports.unwrap_or_default();
        self.model.tell(&self.state.borrow().ports);
    }

    /// Takes the language model; without one, everything else goes on.
    fn take_model(&self, bytes: Option<Vec<u8>>) {
        self.model.settle(bytes);
        self.model.tell(&self.state.borrow().ports);
    }

    fn hear(&self, envelope: Envelope<Request>, files: Vec<File>) {
        let Envelope { generation, id, body } = envelope;
        self.indexing.hear();
        // What is kept is asked for at once; it is soon said and leaves the worker waiting.
        let teaching = match &body {
            Request::Teach { teaching, .. } => Teaching::of_packed(teaching),
            _ => None,
        };
        let asks_what_is_kept = body == Request::ListKept || teaching == Some(Teaching::Seen);
        let says_what_is_kept = matches!(body, Request::Plan { .. } | Request::Topics { .. });
        if !asks_what_is_kept && !says_what_is_kept {
            self.idle.set(false);
        }
        let session = self.clone();
        match body {
            Request::Read { timezone, filter, mappings, room } => {
                let mappings = self.previewing.reveal(&mappings);
                let total = files.iter().map(|file| file.size() as u64).sum();
                self.begin(generation, &timezone, &filter, total, false, room);
                spawn_local(async move { session.read(generation, id, files, mappings).await });
            }
            Request::Choice => self.previewing.answer_choice(generation, id, files),
            Request::Preview { mapping } => self.previewing.answer(generation, id, files, mapping),
            Request::Sample { kind, timezone, filter } => {
                self.begin(generation, &timezone, &filter, 0, true, Room::default());
                spawn_local(async move { session.make(generation, id, kind).await });
            }
            Request::Close => {
                self.begin(generation, "UTC", "", 0, false, Room::default());
                self.state.borrow_mut().reading = false;
                self.scope.answer(generation, id, Response::Done);
            }
            Request::Cancel => {
                self.state.borrow_mut().cancelled = true;
                self.scope.answer(generation, id, Response::Done);
            }
            Request::Keep { .. }
            | Request::ListKept
            | Request::DropKept { .. }
            | Request::OpenKept { .. }
            | Request::Passphrase { .. } => {
                spawn_local(async move { session.answer_of_vault(generation, id, body).await });
            }
            Request::Teach { keep, .. } => {
                let Some(teaching) = teaching else {
                    return self.scope.answer(generation, id, Response::Done);
                };
                spawn_local(async move {
                    session.answer_of_teaching((generation, id), teaching, files, keep).await;
                });
            }
            Request::Plan { plan } => {
                spawn_local(async move { session.answer_of_plan((generation, id), plan, files).await });
            }
            Request::Conversations { first, count, order, filter } => {
                let so_far = self.state.borrow_mut().read_so_far();
                spawn_local(async move {
                    match so_far.rows((first, count), order, &filter).await {
                        Ok((total, rows)) => session.scope.answer_with_rows(
                            generation,
                            id,
                            Response::Conversations { total, first },
                            &Rows::encode(&rows),
                        ),
                        Err(lost) => session.scope.answer(generation, id, failed(lost)),
                    }
                });
            }
            Request::Figures { .. }
            | Request::Transcript { .. }
            | Request::Search { .. }
            | Request::Quotes { .. }
            | Request::Study { .. }
            | Request::Topics { .. }
            | Request::Explain { .. }
            | Request::Export { .. } => {
                spawn_local(async move {
                    let answer = session.answered(body).await.unwrap_or_else(failed);
                    session.scope.answer(generation, id, answer);
                });
            }
        }
    }

    /// The answer to a question about what has been read so far.
    async fn answered(&self, question: Request) -> Result<Response, Lost> {
        match question {
            Request::Figures { filter } => {
                let filter = match self.state.borrow().filter_of(&filter) {
                    Ok(filter) => filter,
                    Err(wrong) => return Ok(refused(filter, wrong)),
                };
                self.state.borrow_mut().filter = filter.clone();
                let whole = !self.state.borrow().reading;
                let report = Box::new(self.report(&filter, whole).await?);
                Ok(Response::Figures { report })
            }
            Request::Transcript { conversation, order, filter } => {
                let so_far = self.state.borrow_mut().read_so_far();
                so_far.transcript(conversation, order, &filter).await
            }
            Request::Search { words, filter, most } => {
                let so_far = self.state.borrow_mut().read_so_far();
                so_far.search(&words, &filter, most).await
            }
            Request::Quotes { filter } => {
                let so_far = self.state.borrow_mut().read_so_far();
                // What the data cannot be asked for is said with their figures.
                let filter = Filter::parse_with(&filter, Columns::Any).unwrap_or_default();
                Ok(Response::Quotes { quotes: so_far.asking().quotes(&filter).await? })
            }
            Request::Study { study, filter } => {
                let so_far = self.state.borrow_mut().read_so_far();
                let chosen = Filter::parse_with(&filter, Columns::Any).unwrap_or_default();
                let findings = Box::new(so_far.asking().study(&chosen, &study).await?);
                Ok(Response::Studied { study, filter, findings })
            }
            Request::Topics { wanted } => {
                let so_far = self.state.borrow_mut().read_so_far();
                so_far.topics(Wanted::of_text(&wanted).unwrap_or_default()).await
            }
            Request::Explain { conversation, line } => {
                let so_far = self.state.borrow_mut().read_so_far();
                Ok(Response::Explained { reasons: so_far.asking().explain(conversation, line).await? })
            }
            Request::Export { what, filter } => {
                let filter = match self.state.borrow().filter_of(&filter) {
                    Ok(filter) => filter,
                    Err(wrong) => return Ok(refused(filter, wrong)),
                };
                let report = self.report(&filter, false).await?;
                let so_far = self.state.borrow_mut().read_so_far();
                let has_plan = self.state.borrow().plan != Plan::default();
                let further: &[Study] = if has_plan { &[Study::Value] } else { &[] };
                let studied = so_far.asking().standing_studies(&filter, further).await?;
                Ok(answers::export(&report.and(studied.without_quotes()), what))
            }
            _ => Ok(Response::Done),
        }
    }

    /// The report of a filter; `whole` with the course of the figures. All of it is of the moment when it is
    /// first waited for.
    pub(super) async fn report(&self, filter: &Filter, whole: bool) -> Result<Report, Lost> {
        let (so_far, awaiting) = {
            let mut state = self.state.borrow_mut();
            (state.read_so_far(), state.awaiting(filter))
        };
        let asking = so_far.asking();
        let figures = if whole { asking.whole(filter).await? } else { asking.so_far(filter).await? };
        let mut memory = if whole { figures.held } else { Held::default() };
        memory.bytes += self.state.borrow().lead.bytes();
        let unheard = self.model.missing().unwrap_or_default().to_owned();
        Ok(Report { unheard, memory, ..awaiting.with(figures) })
    }

    pub(super) fn begin(
        &self,
        generation: u32,
        timezone: &str,
        filter: &str,
        bytes_total: u64,
        synthetic: bool,
        room: Room,
    ) {
        let zone = Zone::named(timezone).unwrap_or_else(Zone::utc);
        let mut state = self.state.borrow_mut();
        state.team = Rc::new(Workers::fresh(&zone, &state.ports, room));
        if room.on_disk {
            let team = Rc::clone(&state.team);
            spawn_local(async move { team.spill().await });
        }
        state.lead = Lead::new(settings(zone), state.team.shards());
        if let Some((from, to)) = room.days {
            state.lead.only_days((Day(from), Day(to)));
        }
        state.known = Rc::new(state.known.of_more());
        if state.plan != Plan::default() {
            let (plan, so_far) = (state.plan.clone(), state.read_so_far());
            // Said to the shards before anything else is; who is gone is noticed by whoever asks next.
            spawn_local(async move {
                let _ = so_far.asking().follow(&plan).await;
            });
        }
        state.generation = generation;
        state.cancelled = false;
        state.limit = room.limit;
        state.reading = true;
        state.synthetic = synthetic;
        state.files = Vec::new();
        state.filter = Filter::parse_with(filter, Columns::Any).unwrap_or_default();
        state.progress = Progress { bytes_total, ..Progress::default() };
        state.pace = Pace::default();
    }

    /// Whether a read of this generation should go on.
    pub(super) fn goes_on(&self, generation: u32) -> bool {
        let state = self.state.borrow();
        state.generation == generation && !state.cancelled
    }

    /// Takes a saved analysis in the place of the one at hand.
    pub(super) fn open(&self, bytes: &[u8], timezone: &str) -> Result<(), Refusal> {
        let opened = snapshot::read(bytes, Some(timezone))?;
        let mut state = self.state.borrow_mut();
        let team = Rc::clone(&state.team);
        let shards = team.shards();
        state.lead = Lead::of_corpus(settings(opened.zone), shards, &opened.corpus, &mut |shard, block| {
            team.tell(shard, block);
        });
        state.read(|_, _| ());
        state.files = opened.about.files;
        state.synthetic = opened.about.synthetic;
        Ok(())
    }
}

fn settings(zone: Zone) -> Settings {
    Settings { zone, key: world::random_key(), originals: false }
}

/// Says what the data at hand cannot be asked for.
pub(super) fn refused(filter: String, wrong: FilterError) -> Response {
    let because = wrong.sentence();
    Response::Refused { filter, at: wrong.at as u32, because, meant: wrong.suggestion }
}

pub(super) fn failed(lost: Lost) -> Response {
    Response::Failed { message: lost.to_string() }
}
