//! The page's end of the line to its worker.
//!
//! Invariants. (1) Nothing is posted before the lead said `Ready` and the shards are heard of (or it is clear that
//! one will not be); what is asked earlier waits. (2) An answer of an older generation, or of a worker that was replaced, is dropped. (3) Of the
//! progress and partial snapshots that arrive between two frames only the latest is unpacked, so a
//! fast worker cannot flood the page. (4) Every death of the worker (load failure, trap, message
//! that cannot be read) becomes one [`Event::Died`].

use std::{cell::RefCell, rc::Rc};

use gloo::events::EventListener;
use js_sys::{Array, Object, Reflect, Uint8Array};
use serde::Serialize;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::{ErrorEvent, File, MessageEvent, MessagePort, Worker};

use super::{
    loader,
    workers::{self, Started},
};
use crate::{
    binary::Frozen,
    wire::{Envelope, Request, Response, Row, Rows},
    words::t,
};

/// What comes from the worker.
pub enum Event {
    /// It can hear.
    Ready,
    /// An answer, with the rows that travelled beside it.
    Answer {
        /// Number of the request; 0 for what nobody asked for.
        id: u32,
        /// The answer.
        response: Response,
        /// The table of a `Conversations` answer.
        rows: Vec<Row>,
    },
    /// It is no more; why, as far as the browser says.
    Died(String),
}

type Handler = Rc<dyn Fn(Event)>;

/// The file beside the page that holds the language model.
const MODEL: &str = "undertone.model";

/// Milliseconds that shards have to say that they hear.
const SOON: u32 = 2_000;

/// The line. Cheap to clone; all clones are one line.
#[derive(Clone)]
pub struct Client {
    inner: Rc<RefCell<Inner>>,
    handler: Handler,
}

struct Inner {
    /// The lead of the analysis; the page talks to it alone.
    worker: Option<Worker>,
    shards: Vec<Worker>,
    /// The lead's lines to the shards, until it can hear of them.
    lines: Vec<MessagePort>,
    listeners: Vec<EventListener>,
    ready: bool,
    /// Whether the lead hears.
    hears: bool,
    /// The language model, once it came: nothing where it could not. Kept for workers that are started later,
    /// so that it is asked for once.
    model: Option<JsValue>,
    /// Workers that were started and have not said that they hear.
    starting: usize,
    /// How often workers were started.
    start: u32,
    waiting: Vec<JsValue>,
    generation: u32,
    last_id: u32,
    /// The latest message that may be replaced by a later one before the next frame.
    latest: Option<JsValue>,
    frame_asked: bool,
}

impl Client {
    /// Starts a worker; `handler` hears all that comes from it.
    pub fn start(handler: impl Fn(Event) + 'static) -> Self {
        let inner = Inner {
            worker: None,
            shards: Vec::new(),
            lines: Vec::new(),
            listeners: Vec::new(),
            ready: false,
            hears: false,
            model: None,
            starting: 0,
            start: 0,
            waiting: Vec::new(),
            generation: 0,
            last_id: 0,
            latest: None,
            frame_asked: false,
        };
        let client = Self { inner: Rc::new(RefCell::new(inner)), handler: Rc::new(handler) };
        spawn_local(client.clone().have_model());
        client.restart();
        client
    }

    /// Ends the worker, if there is one, and starts a fresh one. What it held is gone.
    pub fn restart(&self) {
        self.end();
        match self.spawn() {
            Ok(()) => {}
            Err(error) => (self.handler)(Event::Died(words(&error))),
        }
    }

    /// Begins a new analysis: answers of the one before are dropped from here on.
    pub fn next_generation(&self) {
        let mut inner = self.inner.borrow_mut();
        inner.generation += 1;
        inner.latest = None;
    }

    /// Posts a request, with the files of a `Read`. Gives its number.
    pub fn ask(&self, request: Request, files: &[File]) -> u32 {
        let mut inner = self.inner.borrow_mut();
        inner.last_id += 1;
        let id = inner.last_id;
        let envelope = Envelope { generation: inner.generation, id, body: request };
        let message = encode(&envelope, files);
        match (message, &inner.worker) {
            (Ok(message), Some(worker)) if inner.ready => {
                // A refusal to clone cannot happen: the message is plain values and File handles.
                let _ = worker.post_message(&message);
            }
            (Ok(message), _) => inner.waiting.push(message),
            (Err(_), _) => {}
        }
        id
    }

    fn end(&self) {
        let mut inner = self.inner.borrow_mut();
        inner.generation += 1;
        inner.listeners.clear();
        inner.waiting.clear();
        inner.latest = None;
        (inner.ready, inner.hears) = (false, false);
        inner.lines.clear();
        for worker in inner.worker.take().into_iter().chain(inner.shards.drain(..)) {
            worker.terminate();
        }
    }

    fn spawn(&self) -> Result<(), JsValue> {
        let Started { lead: worker, shards, lines } = workers::start()?;
        let on_message = self.clone();
        let on_error = self.clone();
        let on_unreadable = self.clone();
        let mut listeners = vec![
            EventListener::new(&worker, "message", move |event| {
                on_message.hear(event.unchecked_ref::<MessageEvent>().data());
            }),
            EventListener::new(&worker, "error", move |event| on_error.die(reason(event))),
            EventListener::new(&worker, "messageerror", move |_| {
                on_unreadable.die(t("a message could not be read").into());
            }),
        ];
        // A shard speaks to the page only of its beginning and of its end, which is that of the whole.
        for (shard, line) in &shards {
            let (on_word, on_error) = (self.clone(), self.clone());
            let (begun, line) = (shard.clone(), line.clone());
            listeners.push(EventListener::new(shard, "message", move |event| {
                let data = event.unchecked_ref::<MessageEvent>().data();
                match data.as_string().as_deref() {
                    Some("started") => workers::connect(&begun, &line),
                    Some(_) => on_word.one_hears(),
                    None => drop(on_word.hear_end(&data)),
                }
            }));
            listeners.push(EventListener::new(shard, "error", move |event| on_error.die(reason(event))));
        }
        let mut inner = self.inner.borrow_mut();
        inner.starting = 1 + shards.len();
        inner.start += 1;
        let shards = shards.into_iter().map(|(shard, _)| shard).collect();
        (inner.worker, inner.shards, inner.lines, inner.listeners) = (Some(worker), shards, lines, listeners);
        Ok(())
    }

    /// Has the language model come, while the workers begin.
    async fn have_model(self) {
        let model = loader::own_bytes(MODEL).await.map_or(JsValue::NULL, JsValue::from);
        let mut inner = self.inner.borrow_mut();
        inner.model = Some(model);
        inner.hand_on_model();
    }

    fn die(&self, why: String) {
        // Called from one of the worker's own listeners, which must outlive this call: the next
        // turn of the event loop clears them.
        if self.inner.borrow_mut().worker.take().is_some_and(|worker| {
            worker.terminate();
            true
        }) {
            let client = self.clone();
            gloo::timers::callback::Timeout::new(0, move || {
                client.end();
                (client.handler)(Event::Died(why));
            })
            .forget();
        }
    }

    /// Whether a message says that a worker ended.
    fn hear_end(&self, data: &JsValue) -> bool {
        let why = get(data, "failed").and_then(|why| why.as_string());
        why.map(|why| self.die(why)).is_some()
    }

    fn hear(&self, data: JsValue) {
        if self.hear_end(&data) {
            return;
        }
        let Some(envelope) = get(&data, "envelope") else { return };
        let subject = subject(&envelope);
        if subject == "ready" {
            self.introduce();
            self.one_hears();
            return;
        }
        if subject == "failed" && number(&envelope, "id") == 0 {
            let message = match answer(&data) {
                Some(Response::Failed { message }) => message,
                _ => String::new(),
            };
            self.die(message);
            return;
        }
        if number(&envelope, "generation") != self.inner.borrow().generation {
            return;
        }
        match subject.as_str() {
            "partial" => self.keep_latest(data),
            "progress" => {
                // A snapshot that waits says more than the progress that follows it in the same frame.
                let waits = self.inner.borrow().latest.as_ref().is_some_and(is_partial);
                if !waits {
                    self.keep_latest(data);
                }
            }
            subject => {
                // Final figures replace those that wait to be shown; other answers do not.
                if subject == "final" {
                    self.inner.borrow_mut().latest = None;
                }
                self.deliver(&data);
            }
        }
    }

    /// Gives the lead its lines to the shards. Where one of them is not heard of soon the lead goes on alone.
    fn introduce(&self) {
        let mut inner = self.inner.borrow_mut();
        inner.hears = true;
        inner.hand_on_model();
        let lines = std::mem::take(&mut inner.lines);
        let Some(lead) = inner.worker.as_ref().filter(|_| !lines.is_empty()) else { return };
        workers::introduce(lead, &lines);
        let (client, start) = (self.clone(), inner.start);
        gloo::timers::callback::Timeout::new(SOON, move || {
            let still = |inner: &Inner| inner.start == start && inner.worker.is_some();
            if still(&client.inner.borrow()) {
                client.become_ready();
            }
        })
        .forget();
    }

    /// One more worker hears, and has all that it asks of this page's address.
    fn one_hears(&self) {
        let mut inner = self.inner.borrow_mut();
        inner.starting = inner.starting.saturating_sub(1);
        let all = inner.starting == 0;
        drop(inner);
        if all {
            self.become_ready();
        }
    }

    fn become_ready(&self) {
        let waiting = {
            let mut inner = self.inner.borrow_mut();
            if std::mem::replace(&mut inner.ready, true) {
                return;
            }
            std::mem::take(&mut inner.waiting)
        };
        (self.handler)(Event::Ready);
        let inner = self.inner.borrow();
        if let Some(worker) = &inner.worker {
            for message in waiting {
                let _ = worker.post_message(&message);
            }
        }
    }

    fn keep_latest(&self, data: JsValue) {
        let mut inner = self.inner.borrow_mut();
        inner.latest = Some(data);
        if inner.frame_asked {
            return;
        }
        inner.frame_asked = true;
        let client = self.clone();
        // Decoded in a task of its own after the frame, so that it does not add to the frame's layout.
        let after_frame = Closure::once_into_js(move || {
            gloo::timers::callback::Timeout::new(0, move || client.deliver_latest()).forget();
        });
        if let Some(window) = web_sys::window() {
            let _ = window.request_animation_frame(after_frame.unchecked_ref());
        }
    }

    fn deliver_latest(&self) {
        let latest = {
            let mut inner = self.inner.borrow_mut();
            inner.frame_asked = false;
            inner.latest.take()
        };
        if let Some(data) = latest {
            self.deliver(&data);
        }
    }

    fn deliver(&self, data: &JsValue) {
        let Some(envelope) = get(data, "envelope") else { return };
        if number(&envelope, "generation") != self.inner.borrow().generation {
            return;
        }
        let Some(response) = answer(data) else {
            return self.die(t("an answer could not be read").into());
        };
        let rows = block(data, "rows").and_then(|rows| Rows::decode(&rows)).unwrap_or_default();
        (self.handler)(Event::Answer { id: number(&envelope, "id"), response, rows });
    }
}

impl Inner {
    /// Gives the model to the lead as soon as it is there and the lead hears.
    fn hand_on_model(&self) {
        if self.hears
            && let Some(lead) = &self.worker
            && let Some(model) = &self.model
        {
            workers::hand_on(lead, model);
        }
    }
}

fn encode(envelope: &Envelope<Request>, files: &[File]) -> Result<JsValue, JsValue> {
    let message = Object::new();
    let plain = serde_wasm_bindgen::Serializer::json_compatible();
    let envelope = envelope.serialize(&plain).map_err(JsValue::from)?;
    Reflect::set(&message, &"envelope".into(), &envelope)?;
    if !files.is_empty() {
        let list: Array = files.iter().collect();
        Reflect::set(&message, &"files".into(), &list)?;
    }
    Ok(message.into())
}

/// What an envelope is about: the name of a [`Subject`](crate::wire::Subject).
fn subject(envelope: &JsValue) -> String {
    get(envelope, "body").and_then(|subject| subject.as_string()).unwrap_or_default()
}

fn is_partial(data: &JsValue) -> bool {
    get(data, "envelope").is_some_and(|envelope| subject(&envelope) == "partial")
}

fn answer(data: &JsValue) -> Option<Response> {
    Response::thawed(&block(data, "answer")?)
}

fn block(data: &JsValue, name: &str) -> Option<Vec<u8>> {
    Some(Uint8Array::new(&get(data, name)?).to_vec())
}

/// A number of an envelope, 0 where it has none.
fn number(envelope: &JsValue, name: &str) -> u32 {
    get(envelope, name).and_then(|number| number.as_f64()).unwrap_or(0.0) as u32
}

/// A property of an object, `None` where either is missing.
fn get(object: &JsValue, key: &str) -> Option<JsValue> {
    if !object.is_object() {
        return None;
    }
    Reflect::get(object, &key.into()).ok().filter(|value| !value.is_undefined() && !value.is_null())
}

/// Why a worker ended, as far as the browser says.
fn reason(event: &web_sys::Event) -> String {
    event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message).unwrap_or_default()
}

fn words(error: &JsValue) -> String {
    error
        .dyn_ref::<js_sys::Error>()
        .map_or_else(|| t("the browser refused to start it").into(), |error| String::from(error.message()))
}
