//! The shards as the lead's worker has them: in workers of their own, or, until those are there and where
//! there is one core, beside the lead.
//!
//! The page starts the shards' workers and hands the lead a port to each. Over that the lead sends its
//! compiled program, so that it is compiled once, and a port for the work. Blocks and answers are
//! transferred. Every word gets an answer, a block how much memory the shard takes then: so the lead knows
//! how much waits, and reads no faster than the shards store.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    rc::Rc,
    sync::Arc,
};

use futures_channel::oneshot;
use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{MessageChannel, MessageEvent, MessagePort};

use super::{spill, world};
use crate::{
    binary::{Frozen, Out},
    conversation::Zone,
    engine::{Ask, Held, Here, Limit, Lost, Part, Team},
    text::model::Model,
    wire::Room,
};

/// Blocks that may wait for a shard before the lead waits for it.
const WAITING: usize = 6;

/// One part of so many of the memory is the lead's.
const LEADS_PART: u64 = 8;

/// What the last byte of a word to a shard says; there it costs no moving of the others.
pub(super) const BEGIN: u8 = 0;
pub(super) const BLOCK: u8 = 1;
pub(super) const ASK: u8 = 2;
pub(super) const MODEL: u8 = 3;

/// What a shard may take, of the memory of the program that it runs in.
pub(super) fn limit(bytes: u64, one_in: u32) -> Limit {
    // No program of 32 bits can name more; what it has is never used to the last byte.
    const MOST: u64 = 3800 << 20;
    let bytes = if bytes == 0 { 0 } else { bytes.min(MOST) };
    Limit { bytes, one_in: one_in.max(1), real: world::memory }
}

/// The shards of one analysis.
pub enum Workers {
    /// Beside the lead.
    Here(Box<Here>),
    /// In workers of their own.
    Away(Away),
}

impl Workers {
    /// Empty shards for a new analysis, with the memory there is for it.
    pub fn fresh(zone: &Zone, ports: &[Rc<Port>], room: Room) -> Self {
        // Until all of them hear, and where a browser lost what they were told, the lead goes on alone.
        if ports.is_empty() || !ports.iter().all(|port| port.is_open.get()) {
            let here = Here::new(zone, 1);
            here.each(|shard| shard.limit(limit(room.limit, room.one_in)));
            return Self::Here(Box::new(here));
        }
        // What the lead knows takes a part of it too.
        let each = (room.limit - room.limit / LEADS_PART) / ports.len() as u64;
        for (shard, port) in ports.iter().enumerate() {
            let mut begin = Out::default();
            (shard as u32).freeze(&mut begin);
            (ports.len() as u32).freeze(&mut begin);
            zone.name().to_owned().freeze(&mut begin);
            each.freeze(&mut begin);
            room.one_in.freeze(&mut begin);
            room.on_disk.freeze(&mut begin);
            port.held.set(Held::default());
            begin.0.push(BEGIN);
            port.send(&begin.0, None);
        }
        Self::Away(Away(ports.to_vec()))
    }

    /// Keeps texts that have no room in memory on disk, where the shards are beside the lead; in workers of
    /// their own each has seen to it.
    pub async fn spill(&self) {
        if let Self::Here(here) = self {
            let mut elsewhere = Some(spill::open().await);
            here.each(|shard| elsewhere.take().into_iter().for_each(|elsewhere| shard.spill(elsewhere)));
        }
    }

    /// Has shards beside the lead use a model; one that lacks what they need is as none.
    pub fn understand(&self, model: &Arc<Model>) {
        if let Self::Here(here) = self {
            here.each(|shard| _ = shard.understand(model));
        }
    }

    /// How much memory the shards take, as far as they have said.
    pub fn held(&self) -> Held {
        let mut held = Held::default();
        match self {
            Self::Here(here) => here.each(|shard| held.merge(shard.held())),
            Self::Away(Away(ports)) => ports.iter().for_each(|port| held.merge(port.held.get())),
        }
        held
    }

    /// Waits while a shard has more to store than it should.
    pub async fn room(&self) {
        let Self::Away(Away(ports)) = self else { return };
        for port in ports {
            while port.waiting.get() > WAITING {
                let (told, heard) = oneshot::channel();
                *port.room.borrow_mut() = Some(told);
                if heard.await.is_err() {
                    return;
                }
            }
        }
    }

    /// Takes the words of so many further utterances into the indexes of shards beside the lead, as far as
    /// there is memory; whether there are more. Shards in workers of their own do that by themselves.
    pub fn index_ahead(&self, most: u32) -> bool {
        matches!(self, Self::Here(here) if here.index_ahead(most))
    }

    /// The longest that a shard worked on one of the questions since this was asked last, milliseconds; of
    /// shards beside the lead nobody knows.
    pub fn busy(&self) -> Option<f64> {
        let Self::Away(Away(ports)) = self else { return None };
        Some(ports.iter().map(|port| port.busy.take()).fold(0.0, f64::max))
    }
}

impl Team for Workers {
    fn shards(&self) -> u32 {
        match self {
            Self::Here(here) => here.shards(),
            Self::Away(Away(ports)) => ports.len() as u32,
        }
    }

    fn tell(&self, shard: u32, block: Vec<u8>) {
        match self {
            Self::Here(here) => here.tell(shard, block),
            Self::Away(away) => away.tell(shard, block),
        }
    }

    fn ask(&self, shard: u32, ask: &Ask) -> impl Future<Output = Result<Part, Lost>> {
        let here = match self {
            Self::Here(here) => Some(here.ask(shard, ask)),
            Self::Away(_) => None,
        };
        let away = match self {
            Self::Here(_) => None,
            Self::Away(away) => away.ask(shard, ask),
        };
        async move {
            match (here, away) {
                (Some(answer), _) => answer.await,
                (None, Some(answer)) => answer.await.ok().and_then(|bytes| Part::thawed(&bytes)).ok_or(Lost),
                (None, None) => Err(Lost),
            }
        }
    }
}

/// Shards in workers of their own.
pub struct Away(Vec<Rc<Port>>);

impl Away {
    fn tell(&self, shard: u32, block: Vec<u8>) {
        if let Some(port) = self.0.get(shard as usize) {
            let mut word = block;
            word.push(BLOCK);
            port.send(&word, None);
        }
    }

    fn ask(&self, shard: u32, ask: &Ask) -> Option<oneshot::Receiver<Vec<u8>>> {
        let mut word = ask.frozen();
        word.push(ASK);
        let (answer, answered) = oneshot::channel();
        self.0.get(shard as usize)?.send(&word, Some(answer));
        Some(answered)
    }
}

/// The lead's end of the line to one shard.
pub struct Port {
    line: MessagePort,
    /// The page's line to the shard, over which that learnt of this one: a browser may drop what is under way on a
    /// line that nobody holds any more.
    _first: MessagePort,
    last: Cell<u32>,
    /// Whether the shard has said that it hears.
    is_open: Cell<bool>,
    /// The model, until then.
    unsent: RefCell<Vec<u8>>,
    waiting: Cell<usize>,
    busy: Cell<f64>,
    held: Cell<Held>,
    answers: RefCell<HashMap<u32, oneshot::Sender<Vec<u8>>>>,
    room: RefCell<Option<oneshot::Sender<()>>>,
}

impl Port {
    /// The line to the shard that waits at the other end of the page's port.
    ///
    /// # Errors
    /// The browser makes no channel, or does not let our program travel.
    pub fn open(to: &MessagePort) -> Result<Rc<Self>, JsValue> {
        let channel = MessageChannel::new()?;
        let (mine, theirs) = (channel.port1(), channel.port2());
        let message = Object::new();
        Reflect::set(&message, &"module".into(), &wasm_bindgen::module())?;
        Reflect::set(&message, &"work".into(), &theirs)?;
        to.post_message_with_transferable(&message, &Array::of1(&theirs))?;
        let port = Rc::new(Self {
            line: mine,
            _first: to.clone(),
            last: Cell::new(0),
            is_open: Cell::new(false),
            unsent: RefCell::default(),
            waiting: Cell::new(0),
            busy: Cell::new(0.0),
            held: Cell::default(),
            answers: RefCell::default(),
            room: RefCell::default(),
        });
        let hearing = Rc::clone(&port);
        let hear =
            Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| hearing.hear(&event.data()));
        port.line.set_onmessage(Some(hear.as_ref().unchecked_ref()));
        // It listens as long as the lead lives.
        hear.forget();
        Ok(port)
    }

    /// Gives the shard the language model, once it hears.
    pub fn give_model(&self, model: &[u8]) {
        let mut word = Vec::with_capacity(model.len() + 1);
        word.extend_from_slice(model);
        word.push(MODEL);
        if self.is_open.get() {
            self.send(&word, None);
        } else {
            *self.unsent.borrow_mut() = word;
        }
    }

    fn send(&self, word: &[u8], answer: Option<oneshot::Sender<Vec<u8>>>) {
        let id = self.last.get().wrapping_add(1);
        self.last.set(id);
        match answer {
            Some(answer) => drop(self.answers.borrow_mut().insert(id, answer)),
            None => self.waiting.set(self.waiting.get() + 1),
        }
        let bytes = Uint8Array::from(word).buffer();
        // A fresh buffer of plain bytes can always be transferred.
        let _ =
            self.line.post_message_with_transferable(&Array::of2(&id.into(), &bytes), &Array::of1(&bytes));
    }

    /// Hears an answer: the number of the word, the milliseconds it took, and the bytes.
    fn hear(&self, answer: &JsValue) {
        let answer: &Array = answer.unchecked_ref();
        let id = answer.get(0).as_f64().unwrap_or_default() as u32;
        if id == 0 {
            self.is_open.set(true);
            let model = self.unsent.take();
            if !model.is_empty() {
                self.send(&model, None);
            }
            return;
        }
        let waits = self.answers.borrow_mut().remove(&id);
        if let Some(waits) = waits {
            self.busy.set(self.busy.get().max(answer.get(1).as_f64().unwrap_or_default()));
            // Who asked may no longer want to know.
            let _ = waits.send(Uint8Array::new(&answer.get(2)).to_vec());
            return;
        }
        self.waiting.set(self.waiting.get().saturating_sub(1));
        if let Some(held) = Held::thawed(&Uint8Array::new(&answer.get(2)).to_vec()) {
            self.held.set(held);
        }
        if let Some(told) = self.room.borrow_mut().take() {
            let _ = told.send(());
        }
    }
}
