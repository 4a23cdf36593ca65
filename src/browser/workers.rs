//! Starts the workers of an analysis: the lead, and a shard for each core.

use js_sys::{Array, ArrayBuffer, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageChannel, MessagePort, Worker};

use super::{
    tab,
    trusted::{WORKER, worker},
};

/// Most shards that one lead can feed.
const MOST: u32 = 8;

/// Where the number of shards is kept that a person chose.
pub const CHOICE: &str = "undertone-shards";

/// Workers that were started.
pub struct Started {
    /// The lead, which hears the page.
    pub lead: Worker,
    /// The shards, which hear the lead, each with its end of the line, for when it can hear of it: a browser
    /// may drop what is said to a worker before it has begun.
    pub shards: Vec<(Worker, MessagePort)>,
    /// The lead's ends of the lines to the shards, for when it can hear.
    pub lines: Vec<MessagePort>,
}

/// Starts all of them at once. Where there is one core, or the person chose one, the lead stores too and
/// there are no others.
///
/// # Errors
/// The browser starts no worker.
pub fn start() -> Result<Started, JsValue> {
    let lead = worker("lead", WORKER)?;
    let wanted = tab::kept(CHOICE).and_then(|chosen| chosen.parse().ok()).unwrap_or_else(tab::cores);
    let mut started = Started { lead, shards: Vec::new(), lines: Vec::new() };
    for _ in 0..if wanted > 1 { wanted.min(MOST) } else { 0 } {
        let (shard, channel) = (worker("shard", WORKER)?, MessageChannel::new()?);
        started.shards.push((shard, channel.port1()));
        started.lines.push(channel.port2());
    }
    Ok(started)
}

/// Hands a shard its end of the line.
pub fn connect(shard: &Worker, line: &MessagePort) {
    let message = Object::new();
    // A fresh object takes any property, and a port that nobody used can be handed on.
    let _ = Reflect::set(&message, &"lead".into(), line);
    let _ = shard.post_message_with_transfer(&message, &Array::of1(line));
}

/// Hands the lead its lines.
pub fn introduce(lead: &Worker, lines: &[MessagePort]) {
    let message = Object::new();
    let list: Array = lines.iter().collect();
    // A fresh object takes any property, and ports that nobody used can be handed on.
    let _ = Reflect::set(&message, &"shards".into(), &list);
    let _ = lead.post_message_with_transfer(&message, &list);
}

/// Hands the lead a copy of the language model; nothing where it could not be had.
pub fn hand_on(lead: &Worker, model: &JsValue) {
    let copy = model.dyn_ref::<ArrayBuffer>().map(|model| JsValue::from(model.slice(0)));
    let message = Object::new();
    // A fresh object takes any property, and a buffer that was just made can be handed on.
    let _ = Reflect::set(&message, &"model".into(), copy.as_ref().unwrap_or(&JsValue::NULL));
    let _ = lead.post_message_with_transfer(&message, &copy.iter().collect::<Array>());
}
