//! The clock and the random numbers of the worker.

use wasm_bindgen::JsCast;
use web_sys::WorkerGlobalScope;

fn scope() -> Option<WorkerGlobalScope> {
    js_sys::global().dyn_into().ok()
}

/// Milliseconds since the worker began.
pub fn now() -> f64 {
    scope().and_then(|scope| scope.performance()).map_or(0.0, |performance| performance.now())
}

/// A random key for one analysis.
pub fn random_key() -> [u8; 16] {
    let mut key = [0; 16];
    if let Some(crypto) = scope().and_then(|scope| scope.crypto().ok()) {
        // Sixteen bytes are far below what the browser refuses.
        let _ = crypto.get_random_values_with_u8_array(&mut key);
    }
    key
}
