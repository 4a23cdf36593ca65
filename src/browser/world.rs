//! The clock, the random numbers and the event loop of the worker.

use std::sync::atomic::{AtomicU64, Ordering};

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Crypto, MessageChannel, WorkerGlobalScope};

fn scope() -> Option<WorkerGlobalScope> {
    js_sys::global().dyn_into().ok()
}

/// Milliseconds since the worker began.
pub fn now() -> f64 {
    scope().and_then(|scope| scope.performance()).map_or(0.0, |performance| performance.now())
}

/// The browser's cryptography.
///
/// # Errors
/// Where it has none.
pub fn crypto() -> Result<Crypto, JsValue> {
    scope().ok_or(JsValue::UNDEFINED)?.crypto()
}

/// What the program had before any analysis: itself and the language model.
static OWN_MEMORY: AtomicU64 = AtomicU64::new(0);

/// Bytes of memory that the program has for analyses; it never gives any back.
pub fn memory() -> u64 {
    all_memory() - OWN_MEMORY.load(Ordering::Relaxed).min(all_memory())
}

/// What the program has now is its own, with the language model, and no analysis' memory.
pub fn memory_is_own() {
    OWN_MEMORY.store(all_memory(), Ordering::Relaxed);
}

fn all_memory() -> u64 {
    const PAGE: u64 = 64 << 10;
    core::arch::wasm32::memory_size::<0>() as u64 * PAGE
}

/// A random key for one analysis.
pub fn random_key() -> [u8; 16] {
    let mut key = [0; 16];
    if let Ok(crypto) = crypto() {
        // Sixteen bytes are far below what the browser refuses.
        let _ = crypto.get_random_values_with_u8_array(&mut key);
    }
    key
}

/// Waits for some milliseconds.
pub async fn pause(millis: u32) {
    let over = js_sys::Promise::new(&mut |resolve, _| {
        gloo::timers::callback::Timeout::new(millis, move || drop(resolve.call0(&JsValue::UNDEFINED)))
            .forget();
    });
    let _ = JsFuture::from(over).await;
}

/// Lets everything that waits be heard before going on. A timer would wait four milliseconds more
/// each time; a message to oneself comes back at once, behind those that were sent before.
pub async fn give_way() {
    let Ok(channel) = MessageChannel::new() else { return };
    let arrived = js_sys::Promise::new(&mut |resolve, _| {
        channel.port1().set_onmessage(Some(&resolve));
    });
    // An empty message can always be sent to an open port.
    let _ = channel.port2().post_message(&JsValue::NULL);
    let _ = JsFuture::from(arrived).await;
    channel.port1().close();
}
