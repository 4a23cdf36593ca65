//! The language model on its way: awaited, taken, handed on to the shards. Reading waits until it is settled
//! whether there is one, so that the same files always give the same figures.

use std::{
    cell::{OnceCell, RefCell},
    rc::Rc,
    sync::Arc,
};

use futures_channel::oneshot;

use super::{team::Port, world};
use crate::{
    language::Listener,
    text::model::{Model, Refusal},
};

/// Why there is no model.
const NOT_HAD: &str = "The language model could not be loaded from this page's address.";

/// The model of a file, if all that a shard needs of it is there; the shards themselves have nobody to tell.
fn usable(bytes: Vec<u8>) -> Result<Arc<Model>, Refusal> {
    let model = Arc::new(Model::read(bytes)?);
    Listener::default().understand(&model)?;
    Ok(model)
}

/// The model of a lead.
#[derive(Default)]
pub struct Modelling {
    settled: OnceCell<Result<Arc<Model>, String>>,
    waiting: RefCell<Vec<oneshot::Sender<()>>>,
}

impl Modelling {
    /// Settles it: by its bytes, or that they could not be had.
    pub fn settle(&self, bytes: Option<Vec<u8>>) {
        let model = match bytes.map(usable) {
            Some(model) => model.map_err(|refusal| refusal.to_string()),
            None => Err(NOT_HAD.to_owned()),
        };
        world::memory_is_own();
        // The page says it once.
        let _ = self.settled.set(model);
        for waits in self.waiting.take() {
            let _ = waits.send(());
        }
    }

    /// Hands it on to shards in workers of their own, as far as both are there.
    pub fn tell(&self, ports: &[Rc<Port>]) {
        if let Some(Ok(model)) = self.settled.get() {
            for port in ports {
                port.give_model(model.file());
            }
        }
    }

    /// The model, once it is settled whether there is one.
    ///
    /// # Errors
    /// Why there is none, as a sentence.
    pub async fn model(&self) -> Result<Arc<Model>, String> {
        if self.settled.get().is_none() {
            let (told, heard) = oneshot::channel();
            self.waiting.borrow_mut().push(told);
            // The other end goes with the worker alone.
            let _ = heard.await;
        }
        self.settled.get().cloned().unwrap_or_else(|| Err(NOT_HAD.to_owned()))
    }

    /// The model, if it is there.
    pub fn settled(&self) -> Option<Arc<Model>> {
        self.settled.get()?.as_ref().ok().map(Arc::clone)
    }

    /// Why there is no model, as far as that is settled.
    pub fn missing(&self) -> Option<&str> {
        self.settled.get()?.as_ref().err().map(String::as_str)
    }
}
