//! The worker of an embedded panel: hears what sources hand over, and says what that comes to.
//!
//! Invariants. (1) Nothing is taken before it is settled whether there is a language model, so that every message is
//! understood alike. (2) Every message is taken when it comes; figures follow within a moment, and never take more than
//! a share of the time.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use gloo::timers::callback::Interval;
use js_sys::{Array, ArrayBuffer, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::{DedicatedWorkerGlobalScope, File, MessageEvent};

use super::{at_work::AtWork, files::FileBytes, modelling::Modelling, world};
use crate::{
    binary::{Frozen, In, Out},
    conversation::Zone,
    engine::{Analysis, Settings, Stored},
    ingest::parquet,
    live::{
        Demo, Happening, Listening, Live, ROOM,
        alerts::{Fault, Rule},
    },
    wire::panel::{Answer, Beginning, Happened, ToPanel, ToWorker},
};

/// Name of a worker that listens for a panel.
const NAME: &str = "panel";

/// Least time between two looks, in milliseconds.
const EVERY: f64 = 100.0;

/// A look may take this share of the time.
const SHARE: f64 = 0.3;

/// Time goes on for windows and for answers that are being written every so many milliseconds.
const TICK: u32 = 1_000;

/// Ticks after which a panel is told what there is although nothing was said.
const TICKS: u32 = 5;

/// Milliseconds of work after which other messages are heard.
const STRETCH: f64 = 20.0;

/// Parts of posted messages.
const PANEL: &str = "panel";
const FILES: &str = "files";
const MODEL: &str = "model";

/// Whether this worker listens for a panel.
pub fn is_of_panel() -> bool {
    let name = Reflect::get(&js_sys::global(), &"name".into()).ok().and_then(|name| name.as_string());
    name.as_deref() == Some(NAME)
}

/// Listens for a panel from now on.
pub fn listen() {
    let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else { return };
    let listener = Listener(Rc::new(Inner {
        scope: scope.clone(),
        model: Modelling::default(),
        at_work: RefCell::new(None),
        waiting: RefCell::default(),
        is_due: Cell::new(false),
        looked: Cell::new((f64::NEG_INFINITY, 0.0)),
        ticks: Cell::new(0),
        ticking: RefCell::new(None),
    }));
    let hears = listener.clone();
    let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let data = event.data();
        if let Some(model) = part(&data, MODEL) {
            let bytes = model.dyn_into().ok().map(|model: ArrayBuffer| Uint8Array::new(&model).to_vec());
            return hears.0.model.settle(bytes);
        }
        let Some(block) = part(&data, PANEL) else { return };
        let bytes = Uint8Array::new(&block).to_vec();
        if let Some(word) = ToWorker::thaw(&mut In(&bytes)) {
            hears.hear(word, files_of(&data));
        }
    });
    scope.set_onmessage(Some(hear.as_ref().unchecked_ref()));
    // It listens as long as the worker lives.
    hear.forget();
    listener.say(&ToPanel::Ready);
}

/// Who listens.
#[derive(Clone)]
struct Listener(Rc<Inner>);

struct Inner {
    scope: DedicatedWorkerGlobalScope,
    model: Modelling,
    /// `None` until it began.
    at_work: RefCell<Option<AtWork>>,
    /// What was said before that.
    waiting: RefCell<Vec<(ToWorker, Vec<File>)>>,
    /// Whether a look is coming.
    is_due: Cell<bool>,
    /// When the last look was, and what it took.
    looked: Cell<(f64, f64)>,
    ticks: Cell<u32>,
    ticking: RefCell<Option<Interval>>,
}

impl Listener {
    fn hear(&self, word: ToWorker, files: Vec<File>) {
        if let ToWorker::Begin(beginning) = word {
            let listener = self.clone();
            spawn_local(async move { listener.begin(beginning).await });
        } else if self.0.at_work.borrow().is_none() {
            self.0.waiting.borrow_mut().push((word, files));
        } else {
            self.take(word, files);
        }
    }

    async fn begin(&self, beginning: Beginning) {
        let model = self.0.model.model().await;
        let zone = Zone::named(&beginning.timezone).unwrap_or_else(Zone::utc);
        let room = if beginning.room == 0 { ROOM } else { beginning.room };
        let mut live = Live::new(settings(zone.clone()), room);
        let understood =
            model.and_then(|model| live.understand(&model).map_err(|refusal| refusal.to_string()));
        let (rules, fault) = match rules_of(&beginning.rules) {
            Ok(rules) => (rules, None),
            Err(fault) => (Rule::usual(), Some(fault)),
        };
        let mut listening = Listening::new(live, rules);
        listening.look_at(beginning.window);
        let unheard = understood.err().unwrap_or_default();
        *self.0.at_work.borrow_mut() = Some(AtWork::new(listening, zone, room, unheard));
        self.with(|work| work.tell_words(beginning.words));
        if let Some(fault) = fault {
            self.say(&ToPanel::Refused("rules".into(), fault.to_string()));
        }
        if !beginning.goals.is_empty()
            && let Some(Err(because)) = self.with(|work| work.pursue(&beginning.goals))
        {
            self.say(&ToPanel::Refused("goals".into(), because));
        }
        let waiting = self.0.waiting.take();
        for (word, files) in waiting {
            self.take(word, files);
        }
        let ticks = self.clone();
        *self.0.ticking.borrow_mut() = Some(Interval::new(TICK, move || ticks.tick()));
        self.look_soon();
    }

    /// Does something with what is at work.
    fn with<T>(&self, with: impl FnOnce(&mut AtWork) -> T) -> Option<T> {
        self.0.at_work.borrow_mut().as_mut().map(with)
    }

    fn take(&self, word: ToWorker, files: Vec<File>) {
        match word {
            ToWorker::Begin(_) => {}
            ToWorker::Take(deliveries) => {
                let happened = self.with(|work| work.listening.take(&deliveries));
                self.say_happened(happened.unwrap_or_default());
            }
            ToWorker::Look(window) => self.with(|work| work.look_at(window)).unwrap_or_default(),
            ToWorker::Snooze(rule, until) => {
                self.with(|work| work.listening.snooze(rule, until));
            }
            ToWorker::Rules(id, rules) => {
                let answer = match rules_of(&rules) {
                    Ok(rules) => self.with(|work| {
                        work.listening.watch(rules);
                        work.run_dry();
                        Answer::Loaded(0, 0, work.runs.clone())
                    }),
                    Err(fault) => Some(Answer::Failed(fault.to_string())),
                };
                self.answer(id, answer.unwrap_or(Answer::Done));
            }
            ToWorker::Goals(id, goals) => {
                let pursued = self.with(|work| work.pursue(&goals));
                self.answer(id, pursued.and_then(Result::err).map_or(Answer::Done, Answer::Failed));
            }
            ToWorker::Load(id) => {
                let listener = self.clone();
                spawn_local(async move {
                    let answer = listener.load(files).await.unwrap_or_else(Answer::Failed);
                    listener.answer(id, answer);
                    listener.look_soon();
                });
            }
            ToWorker::Words(words) => self.with(|work| work.tell_words(words)).unwrap_or_default(),
            ToWorker::Clear(id) => {
                self.with(|work| {
                    let live = Live::new(work.settings(), work.room);
                    work.begin_with(live, &self.0.model);
                });
                self.answer(id, Answer::Done);
            }
            ToWorker::Snapshot(id) => {
                let bytes = self.with(|work| work.listening.live.freeze()).unwrap_or_default();
                self.answer(id, Answer::Bytes(Stored(bytes)));
            }
            ToWorker::Save(id) => {
                let bytes = self.with(|work| work.listening.live.save()).unwrap_or_default();
                self.answer(id, Answer::Bytes(Stored(bytes)));
            }
            ToWorker::Restore(id, Stored(bytes)) => {
                let restored = self.with(|work| {
                    let live = Live::thaw(work.settings(), &bytes)?;
                    work.begin_with(live, &self.0.model);
                    Some(())
                });
                self.answer(
                    id,
                    match restored.flatten() {
                        Some(()) => Answer::Done,
                        None => {
                            Answer::Failed("These are not the bytes of a snapshot of this version.".into())
                        }
                    },
                );
            }
            ToWorker::Export(id) => {
                let text = self.with(|work| {
                    let window = work.listening.window();
                    let board = work.listening.live.board(window, clock());
                    serde_json::to_string_pretty(&board).unwrap_or_default()
                });
                self.answer(id, Answer::Text(text.unwrap_or_default()));
            }
            ToWorker::Play(speed) => {
                self.with(|work| work.demo = (speed > 0).then(|| Demo::new(clock(), speed)));
                self.tick();
            }
        }
        self.look_soon();
    }

    /// Reads files as the history.
    async fn load(&self, files: Vec<File>) -> Result<Answer, String> {
        let settings = self.with(|work| work.settings()).ok_or("It has not begun.")?;
        let mut history = Analysis::new(settings);
        if let Ok(model) = self.0.model.model().await {
            history.mask_by(&model);
            history.understand(&model).map_err(|refusal| refusal.to_string())?;
        }
        let mut began = world::now();
        for file in files {
            history.begin_file(&file.name());
            let mut bytes = FileBytes::of(&file).ok_or("The browser could not read the file.")?;
            let mut is_first = true;
            while let Some((chunk, _)) = bytes.next().await.map_err(|kind| kind.to_string())? {
                if std::mem::take(&mut is_first) && parquet::begins(chunk) {
                    return Err("Parquet files are read on the page itself, not here.".into());
                }
                history.push(chunk);
                if world::now() - began > STRETCH {
                    world::give_way().await;
                    began = world::now();
                }
            }
            history.end_file();
        }
        history.join();
        let totals = history.lead().totals();
        if totals.conversations == 0 {
            return Err("No conversation was found in these files.".into());
        }
        let runs = self.with(|work| {
            work.compare_with(history);
            work.runs.clone()
        });
        Ok(Answer::Loaded(u64::from(totals.conversations), totals.messages, runs.unwrap_or_default()))
    }

    /// Time went on.
    fn tick(&self) {
        let now = clock();
        let happened = self.with(|work| {
            let mut happened = work.listening.tick(now);
            let told = work.demo.as_mut().map(|demo| demo.until(now)).unwrap_or_default();
            for (at, events) in told {
                happened.extend(work.listening.hear("demo", events, at));
            }
            happened
        });
        let happened = happened.unwrap_or_default();
        self.0.ticks.set((self.0.ticks.get() + 1) % TICKS);
        if !happened.is_empty() || self.0.ticks.get() == 0 {
            self.say_happened(happened);
            self.look_soon();
        }
    }

    /// Looks as soon as that is not too often.
    fn look_soon(&self) {
        if self.0.is_due.replace(true) {
            return;
        }
        let (at, took) = self.0.looked.get();
        let wait = (at + (took / SHARE).max(EVERY) - world::now()).max(0.0);
        let listener = self.clone();
        spawn_local(async move {
            world::pause(wait as u32).await;
            listener.0.is_due.set(false);
            listener.look();
        });
    }

    fn look(&self) {
        let began = world::now();
        let at = clock();
        let Some((shown, alerts, reached)) = self.with(|work| work.look(at)) else { return };
        self.say(&ToPanel::Now(Box::new(shown)));
        if !alerts.is_empty() {
            self.say(&ToPanel::Alerts(alerts));
        }
        self.say_happened(reached);
        let now = world::now();
        self.0.looked.set((now, now - began));
        if self.with(|work| work.wants_topics(at, now)) == Some(true) {
            let listener = self.clone();
            spawn_local(async move {
                // What was said meanwhile is heard first.
                world::give_way().await;
                let found = listener.with(|work| work.find_topics(clock(), world::now));
                if found == Some(true) {
                    listener.look_soon();
                }
            });
        }
    }

    fn say_happened(&self, happened: Vec<Happening>) {
        if happened.is_empty() {
            return;
        }
        let named = |Happening { conversation, what, at, is_history, said }: Happening| {
            let (name, label) = (what.name().to_owned(), what.label().to_owned());
            Happened { conversation, name, label, at, is_history, said }
        };
        self.say(&ToPanel::Happened(happened.into_iter().map(named).collect()));
    }

    fn answer(&self, id: u32, answer: Answer) {
        self.say(&ToPanel::Answer(id, answer));
    }

    fn say(&self, word: &ToPanel) {
        let mut out = Out::default();
        word.freeze(&mut out);
        let block = Uint8Array::from(out.0.as_slice()).buffer();
        let message = Object::new();
        // A fresh object takes any property, and a fresh buffer can be handed on.
        let _ = Reflect::set(&message, &PANEL.into(), &block);
        let _ = self.0.scope.post_message_with_transfer(&message, &Array::of1(&block));
    }
}

fn rules_of(text: &str) -> Result<Vec<Rule>, Fault> {
    if text.trim().is_empty() { Ok(Rule::usual()) } else { Rule::of_json(text) }
}

pub(super) fn settings(zone: Zone) -> Settings {
    Settings { zone, key: world::random_key(), originals: false }
}

/// UTC milliseconds.
fn clock() -> i64 {
    js_sys::Date::now() as i64
}

fn part(message: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(message, &name.into()).ok().filter(|value| !value.is_undefined())
}

fn files_of(message: &JsValue) -> Vec<File> {
    let list: Option<Array> = part(message, FILES).and_then(|value| value.dyn_into().ok());
    list.map(|list| list.iter().filter_map(|file| file.dyn_into().ok()).collect()).unwrap_or_default()
}
