//! One panel: its view, its worker, and the host that is told what happens.

use std::{any::Any, cell::RefCell, rc::Rc};

use js_sys::{Array, ArrayBuffer, Function, JSON, Object, Reflect, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::spawn_local;
use web_sys::{File, HtmlElement, MessageEvent, Worker};

use super::{
    state::{Stage, State},
    view,
};
use crate::{
    binary::{Frozen, In, Out},
    browser::loader,
    engine::Stored,
    live::{
        Window,
        alerts::{Alert, DryRun},
    },
    wire::panel::{Answer, Beginning, Happened, Shown, ToPanel, ToWorker},
    words::{self, Locale, t},
};

/// The language model, beside the element's script.
const MODEL: &str = "undertone.model";

/// A panel. It is over when it is dropped: its view goes, and its worker ends.
pub struct Panel {
    ends: Rc<Ends>,
    state: State,
    // Dropped, it takes its view away.
    view: Option<Box<dyn Any>>,
    /// Has the signals of both.
    owner: Owner,
}

/// What a panel's view can do, as long as the panel is there.
#[derive(Clone, Copy)]
pub struct Line(StoredValue<Rc<Ends>, LocalStorage>);

/// What hears a worker.
type Hearing = Closure<dyn FnMut(MessageEvent)>;

/// The lines to a panel's worker and to its host.
struct Ends {
    worker: Worker,
    host: Function,
    hear: RefCell<Option<Hearing>>,
    /// What the worker is to be told once it hears, each with what is handed on: a browser may drop what is said before.
    /// `None` from then on.
    waiting: RefCell<Option<Vec<(Object, Array)>>>,
}

impl Panel {
    /// A panel in an element. The worker has just been started; `base` is where the files of this product are; `host` is
    /// called with the name of what happens and what there is to it. Options are attributes of the element, by their
    /// names.
    pub fn new(root: HtmlElement, worker: Worker, base: &str, options: &JsValue, host: Function) -> Self {
        let owner = Owner::new();
        let state = owner.with(State::new);
        let ends =
            Rc::new(Ends { worker, host, hear: RefCell::default(), waiting: RefCell::new(Some(Vec::new())) });
        loader::beside(base);
        let option =
            |name: &str| Reflect::get(options, &name.into()).ok().and_then(|value| value.as_string());
        let hears = Rc::downgrade(&ends);
        let hear = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(ends) = hears.upgrade() {
                ends.hear(&event.data(), state);
            }
        });
        ends.worker.set_onmessage(Some(hear.as_ref().unchecked_ref()));
        *ends.hear.borrow_mut() = Some(hear);
        let line = owner.with(|| Line(StoredValue::new_local(Rc::clone(&ends))));
        let handle = owner.with(|| mount_to(root, move || view::panel(state, line)));
        let panel = Self { ends, state, view: Some(Box::new(handle)), owner };
        let beginning = Beginning {
            timezone: option("timezone").unwrap_or_default(),
            room: option("room").and_then(|room| room.parse().ok()).unwrap_or_default(),
            rules: option("rules").unwrap_or_default(),
            goals: option("goals").unwrap_or_default(),
            words: option("words").is_some_and(|words| !words.is_empty()),
            window: option("window").and_then(|name| Window::named(&name)).unwrap_or_default(),
        };
        panel.ends.say(&ToWorker::Begin(beginning));
        panel.bring_model();
        panel
    }

    /// Hands the worker its language model; that there is none, where the host does not give it.
    fn bring_model(&self) {
        let ends = Rc::clone(&self.ends);
        spawn_local(async move {
            let model = loader::own_bytes(MODEL).await;
            let message = Object::new();
            let held = model.as_ref().map_or(JsValue::NULL, JsValue::from);
            // A fresh object takes any property.
            let _ = Reflect::set(&message, &"model".into(), &held);
            ends.post(message, model.iter().collect());
        });
    }

    /// Takes what sources handed over, as JSON.
    pub fn push(&self, deliveries: String) {
        self.ends.say(&ToWorker::Take(deliveries));
    }

    /// Something of how it looks, by the name of the element's attribute.
    pub fn set(&self, name: &str, value: &str) {
        match name {
            "view" => self.state.view(value),
            "readonly" => self.state.readonly.set(!value.is_empty()),
            "full" => self.state.full.set(value.to_owned()),
            "window" => {
                if let Some(window) = Window::named(value) {
                    self.ends.say(&ToWorker::Look(window));
                }
            }
            "words" => self.ends.say(&ToWorker::Words(!value.is_empty())),
            "demo" => self.ends.say(&ToWorker::Play(value.parse().unwrap_or_default())),
            "lang" => self.speak(Locale::of_tag(value)),
            _ => {}
        }
    }

    /// Speaks a language from now on, as soon as its words are there.
    fn speak(&self, locale: Locale) {
        let language = self.state.language;
        spawn_local(async move {
            if let Some(file) = locale.file().filter(|_| !words::is_there(locale))
                && let Some(text) = loader::own_text(file).await
            {
                words::bring(locale, text);
            }
            if words::is_there(locale) || locale.file().is_none() {
                words::set_locale(locale);
                // The panel may be gone by now.
                language.try_update(|changes| *changes += 1);
            }
        });
    }

    /// Asks the worker for something, by a number with which the host is told the answer.
    pub fn ask(&self, id: u32, what: &str, with: &JsValue) {
        let word = match what {
            "src" => return self.load_from(id, with.as_string().unwrap_or_default()),
            "load" => ToWorker::Load(id),
            "clear" => ToWorker::Clear(id),
            "snapshot" => ToWorker::Snapshot(id),
            "save" => ToWorker::Save(id),
            "restore" => ToWorker::Restore(id, Stored(bytes_of(with))),
            "export" => ToWorker::Export(id),
            "rules" => ToWorker::Rules(id, with.as_string().unwrap_or_default()),
            "goals" => ToWorker::Goals(id, with.as_string().unwrap_or_default()),
            other => {
                let because = format!("{other} cannot be asked for");
                return self.ends.tell_answer(id, Answer::Failed(because));
            }
        };
        let files: Vec<File> = match what {
            "load" => Array::from(with).iter().filter_map(|file| file.dyn_into().ok()).collect(),
            _ => Vec::new(),
        };
        self.ends.say_with(&word, &files);
    }

    /// Reads a file of the page's own address as the history.
    fn load_from(&self, id: u32, address: String) {
        let ends = Rc::clone(&self.ends);
        spawn_local(async move {
            let file = match loader::of_host(&address).await {
                Some(bytes) => {
                    let name = address.rsplit('/').next().unwrap_or_default();
                    File::new_with_buffer_source_sequence(&Array::of1(&bytes), name).ok()
                }
                None => None,
            };
            match file {
                Some(file) => ends.say_with(&ToWorker::Load(id), &[file]),
                None => ends.tell_answer(
                    id,
                    Answer::Failed(t("The file of the history was not given by this page's address.").into()),
                ),
            }
        });
    }

    /// The page cannot go on, and why.
    pub fn fail(&self, because: String) {
        self.state.stage.set(Stage::Failed(because));
    }
}

impl Drop for Panel {
    fn drop(&mut self) {
        let ends = &self.ends;
        ends.worker.set_onmessage(None);
        ends.worker.terminate();
        // The view first: nothing of it may be drawn once its state is gone.
        self.view = None;
        ends.hear.borrow_mut().take();
        self.owner.cleanup();
    }
}

impl Line {
    /// Looks at another window.
    pub fn look(self, window: Window) {
        self.0.try_with_value(|ends| ends.say(&ToWorker::Look(window)));
    }

    /// Silences a rule until a moment.
    pub fn snooze(self, rule: u32, until: i64) {
        self.0.try_with_value(|ends| ends.say(&ToWorker::Snooze(rule, until)));
    }

    /// A person chose a conversation.
    pub fn select(self, conversation: &str) {
        self.0.try_with_value(|ends| ends.tell("selected", &[("conversation", conversation.into())]));
    }
}

impl Ends {
    fn say(&self, word: &ToWorker) {
        self.say_with(word, &[]);
    }

    fn say_with(&self, word: &ToWorker, files: &[File]) {
        let mut out = Out::default();
        word.freeze(&mut out);
        let block = Uint8Array::from(out.0.as_slice()).buffer();
        let message = Object::new();
        // A fresh object takes any property, and a fresh buffer can be handed on.
        let _ = Reflect::set(&message, &"panel".into(), &block);
        if !files.is_empty() {
            let _ = Reflect::set(&message, &"files".into(), &files.iter().collect::<Array>());
        }
        self.post(message, Array::of1(&block));
    }

    /// Tells the worker, as soon as it hears. What is handed on was just made or read, so it can be.
    fn post(&self, message: Object, handed: Array) {
        match &mut *self.waiting.borrow_mut() {
            Some(waiting) => waiting.push((message, handed)),
            None => drop(self.worker.post_message_with_transfer(&message, &handed)),
        }
    }

    fn hear(&self, data: &JsValue, state: State) {
        if let Some(because) = Reflect::get(data, &"failed".into()).ok().and_then(|failed| failed.as_string())
        {
            state.stage.set(Stage::Failed(because.clone()));
            return self.tell("error", &[("code", "stopped".into()), ("message", because.into())]);
        }
        let Some(block) =
            Reflect::get(data, &"panel".into()).ok().and_then(|block| block.dyn_into::<ArrayBuffer>().ok())
        else {
            return;
        };
        match ToPanel::thaw(&mut In(&Uint8Array::new(&block).to_vec())) {
            None => self.tell(
                "error",
                &[("code", "unreadable".into()), ("message", t("an answer could not be read").into())],
            ),
            Some(ToPanel::Ready) => {
                for (message, handed) in self.waiting.take().unwrap_or_default() {
                    self.post(message, handed);
                }
            }
            Some(ToPanel::Now(shown)) => self.show(*shown, state),
            Some(ToPanel::Happened(happened)) => {
                for Happened { conversation, name, label, at, is_history, said } in happened {
                    let mut facts = vec![
                        ("conversation", conversation.into()),
                        ("name", name.into()),
                        ("label", label.into()),
                        ("at", at.map_or(JsValue::NULL, |at| (at as f64).into())),
                        ("history", is_history.into()),
                    ];
                    facts.extend(said.map(|said| ("text", said.into())));
                    self.tell("happened", &facts);
                }
            }
            Some(ToPanel::Refused(what, because)) => {
                self.tell("error", &[("code", what.into()), ("message", because.into())]);
            }
            Some(ToPanel::Alerts(alerts)) => {
                for alert in alerts {
                    self.tell_alert(&alert, state);
                }
            }
            Some(ToPanel::Answer(id, answer)) => self.tell_answer(id, answer),
        }
    }

    fn show(&self, shown: Shown, state: State) {
        let figures = Object::new();
        for figure in &shown.now.figures {
            let value = figure.value.map_or(JsValue::NULL, JsValue::from_f64);
            // A fresh object takes any property.
            let _ = Reflect::set(&figures, &figure.name.as_str().into(), &value);
        }
        let heard = shown.now.heard;
        let (window, synthetic) = (shown.now.window.name(), shown.synthetic);
        state.shown.set(Some(shown));
        if state.stage.get_untracked() == Stage::Starting {
            state.stage.set(Stage::Listening);
            self.tell("ready", &[]);
        }
        self.tell(
            "updated",
            &[
                ("window", window.into()),
                ("conversations", (heard.0 as f64).into()),
                ("messages", (heard.1 as f64).into()),
                ("figures", figures.into()),
                ("synthetic", synthetic.into()),
            ],
        );
    }

    fn tell_alert(&self, alert: &Alert, state: State) {
        let (rule, watched) = state.shown.with_untracked(|shown| {
            let rule = shown.as_ref().and_then(|shown| shown.rules.get(alert.rule as usize));
            rule.map(|rule| (rule.name.clone(), rule.watched.clone())).unwrap_or_default()
        });
        self.tell(
            "alert",
            &[
                ("rule", rule.into()),
                ("watch", watched.into()),
                ("level", alert.level.name().into()),
                ("value", alert.value.into()),
                ("limit", alert.limit.into()),
                ("before", alert.before.map_or(JsValue::NULL, JsValue::from_f64)),
                ("conversation", alert.conversation.clone().into()),
                ("at", (alert.at as f64).into()),
            ],
        );
    }

    fn tell_answer(&self, id: u32, answer: Answer) {
        let (what, held): (&str, JsValue) = match answer {
            Answer::Done => ("value", JsValue::UNDEFINED),
            Answer::Bytes(Stored(bytes)) => ("value", Uint8Array::from(bytes.as_slice()).into()),
            // What is no JSON is handed over as it is.
            Answer::Text(text) => ("value", JSON::parse(&text).unwrap_or_else(|_| text.into())),
            Answer::Loaded(conversations, messages, runs) => {
                ("value", loaded(conversations, messages, &runs))
            }
            Answer::Failed(because) => ("failed", because.into()),
        };
        self.tell("answer", &[("id", f64::from(id).into()), (what, held)]);
    }

    /// Tells the host.
    fn tell(&self, what: &str, facts: &[(&str, JsValue)]) {
        let detail = Object::new();
        for (name, value) in facts {
            // A fresh object takes any property.
            let _ = Reflect::set(&detail, &(*name).into(), value);
        }
        // What the host makes of it is its own affair.
        let _ = self.host.call2(&JsValue::NULL, &what.into(), &detail);
    }
}

/// What was loaded, for the host.
fn loaded(conversations: u64, messages: u64, runs: &[DryRun]) -> JsValue {
    let runs: Array = runs
        .iter()
        .map(|run| {
            let one = Object::new();
            for (name, value) in [("warnings", run.warnings), ("alerts", run.alerts), ("hours", run.hours)] {
                let _ = Reflect::set(&one, &name.into(), &value.into());
            }
            one
        })
        .collect();
    let all = Object::new();
    for (name, value) in [("conversations", conversations), ("messages", messages)] {
        let _ = Reflect::set(&all, &name.into(), &(value as f64).into());
    }
    let _ = Reflect::set(&all, &"dryRuns".into(), &runs);
    all.into()
}

fn bytes_of(value: &JsValue) -> Vec<u8> {
    match value.dyn_ref::<Uint8Array>() {
        Some(bytes) => bytes.to_vec(),
        None => {
            value.dyn_ref::<ArrayBuffer>().map(|buffer| Uint8Array::new(buffer).to_vec()).unwrap_or_default()
        }
    }
}
